"""The last stage: counts in the documents' rows, and a check that keys are unique and point somewhere."""

import pandas as pd

from pipeline.stages.frames import Frames, typed
from schemas.tables import TABLES


class KeyCheckError(AssertionError):
    """A table's primary or foreign key is broken: a fault of the program, never of a document."""


def count_rows(frames: Frames) -> Frames:
    """Fill documents.n_purposes, n_requirements, n_tasks and n_warnings from the finished tables."""
    documents, provisions, diagnostics = frames["documents"], frames["provisions"], frames["diagnostics"]

    def counted(doc_ids: pd.Series) -> pd.Series:
        return documents["doc_id"].map(doc_ids.value_counts()).fillna(0).astype("Int32")

    documents = documents.assign(
        n_purposes=counted(provisions.loc[provisions["section"] == "purpose", "doc_id"]),
        n_requirements=counted(provisions.loc[provisions["section"] == "requirement", "doc_id"]),
        n_tasks=counted(frames["tasks"]["doc_id"]),
        n_warnings=counted(diagnostics.loc[diagnostics["severity"].isin(["warning", "error"]), "doc_id"]),
    )
    return frames | {"documents": typed(documents, "documents")}


def check_keys(frames: Frames) -> Frames:
    """Return the frames unchanged after checking keys and columns that are never empty.

    Raises:
        KeyCheckError: a primary key occurs twice, a foreign key points nowhere, a required value is empty.
    """
    for name, spec in TABLES.items():
        if name not in frames:
            continue
        frame = frames[name]
        required = [column.name for column in spec.columns if column.required]
        empty = [column for column in required if frame[column].isna().any()]
        if empty:
            raise KeyCheckError(f"{name}: empty {', '.join(empty)}")
        if spec.primary_key and frame.duplicated(list(spec.primary_key)).any():
            raise KeyCheckError(f"{name}: {', '.join(spec.primary_key)} is not unique")
        for key in spec.foreign_keys:
            present = frame[list(key.columns)].dropna()
            target = pd.MultiIndex.from_frame(frames[key.table][list(key.references)])
            if not pd.MultiIndex.from_frame(present).isin(target).all():
                raise KeyCheckError(f"{name}: {', '.join(key.columns)} points to no row of {key.table}")
    return frames
