"""The last stage: counts in the documents' rows, and a check that keys are unique and point somewhere."""

from collections import Counter

from pipeline.stages.frames import Frames, listed, rows_of, values
from schemas.tables import TABLES

_Key = tuple[object, ...]


class KeyCheckError(AssertionError):
    """A table's primary or foreign key is broken: a fault of the program, never of a document."""


def count_rows(frames: Frames) -> Frames:
    """Fill documents.n_purposes, n_requirements, n_tasks and n_warnings from the finished tables."""
    documents = frames["documents"]
    sections = Counter(rows_of(frames["provisions"], ("doc_id", "section")))
    severities = Counter(rows_of(frames["diagnostics"], ("doc_id", "severity")))
    tasks = Counter(listed(frames["tasks"]["doc_id"]))
    doc_ids = listed(documents["doc_id"])
    counted = {
        "n_purposes": [sections[doc_id, "purpose"] for doc_id in doc_ids],
        "n_requirements": [sections[doc_id, "requirement"] for doc_id in doc_ids],
        "n_tasks": [tasks[doc_id] for doc_id in doc_ids],
        "n_warnings": [severities[doc_id, "warning"] + severities[doc_id, "error"] for doc_id in doc_ids],
    }
    columns = {name: values(numbers, "int") for name, numbers in counted.items()}
    return frames | {"documents": documents.assign(**columns)}


def check_keys(frames: Frames) -> Frames:
    """Return the frames unchanged after checking keys and columns that are never empty.

    Raises:
        KeyCheckError: a primary key occurs twice, a foreign key points nowhere, a required value is empty.
    """
    keys: dict[tuple[str, tuple[str, ...]], set[_Key]] = {}

    def keys_of(name: str, columns: tuple[str, ...]) -> set[_Key]:
        if (name, columns) not in keys:
            keys[name, columns] = set(rows_of(frames[name], columns))
        return keys[name, columns]

    for name, spec in TABLES.items():
        frame = frames.get(name)
        if frame is None or not len(frame):
            continue
        required = [column.name for column in spec.columns if column.required]
        empty = [column for column in required if frame[column].array.isna().any()]
        if empty:
            raise KeyCheckError(f"{name}: empty {', '.join(empty)}")
        if spec.primary_key and len(keys_of(name, spec.primary_key)) < len(frame):
            raise KeyCheckError(f"{name}: {', '.join(spec.primary_key)} is not unique")
        for key in spec.foreign_keys:
            present = {row for row in keys_of(name, key.columns) if None not in row}
            if not present <= keys_of(key.table, key.references):
                raise KeyCheckError(f"{name}: {', '.join(key.columns)} points to no row of {key.table}")
    return frames
