"""Broken keys are faults of the program and stop the run."""

import pandas as pd
import pytest

from pipeline.stages.checks import KeyCheckError, check_keys, count_rows
from pipeline.stages.frames import Frames, make_frame
from schemas.tables import TABLES

DOCUMENT = {"doc_id": "d", "source_path": "a.docx", "source_sha256": "0", "format": "docx"}


def frames(**rows: list[dict[str, object]]) -> Frames:
    made = {name: make_frame([], name) for name in TABLES if name != "sources"}
    return made | {name: make_frame(of_table, name) for name, of_table in rows.items()}


def task(number: int) -> dict[str, object]:
    return {"doc_id": "d", "task_id": f"t{number}"}


def broken(**rows: list[dict[str, object]]) -> str:
    with pytest.raises(KeyCheckError) as error:
        check_keys(frames(**rows))
    return str(error.value)


def filled(table: str, row: dict[str, object]) -> dict[str, object]:
    """Return the row with something in every column that is never empty."""
    examples = {"string": "x", "int": 1, "float": 1.0, "bool": True}
    needed = {column.name: examples[column.type] for column in TABLES[table].columns if column.required}
    return needed | row


def test_keys_that_are_unique_and_point_to_rows_pass() -> None:
    whole = frames(documents=[filled("documents", DOCUMENT)], tasks=[filled("tasks", task(1))])
    assert check_keys(whole) is whole


def test_a_key_that_occurs_twice_is_found() -> None:
    twice = [filled("documents", DOCUMENT)] * 2
    assert broken(documents=twice) == "documents: doc_id is not unique"


def test_a_key_that_points_nowhere_is_found() -> None:
    assert broken(tasks=[filled("tasks", task(1))]) == "tasks: doc_id points to no row of documents"


def test_a_required_value_that_is_empty_is_found() -> None:
    assert broken(documents=[filled("documents", DOCUMENT) | {"format": None}]) == "documents: empty format"


def test_an_empty_foreign_key_points_nowhere_and_need_not() -> None:
    assignment = filled("assignments", {"doc_id": "d", "assignment_id": "a1", "provision_id": None})
    check_keys(frames(documents=[filled("documents", DOCUMENT)], assignments=[assignment]))


def test_rows_are_counted_by_document() -> None:
    provisions: list[dict[str, object]] = [
        {"doc_id": "d", "provision_id": f"p{number}", "section": section}
        for number, section in enumerate(("purpose", "purpose", "requirement", None))
    ]
    diagnostics: list[dict[str, object]] = [
        {"doc_id": "d", "severity": severity} for severity in ("info", "warning", "error")
    ]
    counted = count_rows(
        frames(
            documents=[DOCUMENT, DOCUMENT | {"doc_id": "e"}],
            provisions=provisions,
            tasks=[task(1), task(2)],
            diagnostics=diagnostics,
        )
    )["documents"]
    columns = ["n_purposes", "n_requirements", "n_tasks", "n_warnings"]
    pd.testing.assert_frame_equal(
        counted[columns], pd.DataFrame([[2, 1, 2, 2], [0, 0, 0, 0]], columns=columns, dtype="Int32")
    )
