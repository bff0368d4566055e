"""The same document as .docx, .pdf and .txt gives the same rows, field by field."""

from functools import cache

import pandas as pd
import pytest

from extractors.extract import extract
from pipeline.tables import build_frames
from tests.golden.results import SAMPLES

PLANS = sorted(path.stem for path in SAMPLES.glob("*.docx"))
# The columns that a format may tell in its own way: where a value stands, and how a merged cell is known.
OF_THE_FILE = {
    "doc_id",
    "source_path",
    "source_sha256",
    "format",
    "pages",
    "page",
    "document_key",
    "n_warnings",  # a text says of blank cells what a Word file shows
    "confidence",
}
IDS = {"task_id", "provision_id", "basis_id", "assignment_id"}  # begin with doc_id
SOURCES = {"lead_source", "coordinating_source", "deadline_source"}
TABLES = (
    "documents",
    "legal_bases",
    "provisions",
    "tasks",
    "task_units",
    "task_deadlines",
    "assignments",
    "assignment_units",
    "assignment_deadlines",
    "recipients",
    "units",
)


@cache
def _tables(name: str) -> dict[str, pd.DataFrame]:
    return build_frames([extract((SAMPLES / name).read_bytes(), path=name)])


def _comparable(frame: pd.DataFrame, *, shows_merges: bool) -> list[dict[str, object]]:
    frame = frame.drop(columns=[column for column in frame if column in OF_THE_FILE])
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row in rows:
        for column in IDS & row.keys():
            row[column] = row[column].rpartition("-")[2] if row[column] else None
        for column in SOURCES & row.keys():
            if not shows_merges and row[column] == "inherited":
                row[column] = "merged"
    return rows


def _doubtful(plan: str, other: str) -> set[tuple[str, str]]:
    """Return the cells, as task number and role, that a text leaves blank where Word shows a merged cell.

    A text cannot tell a cell that goes on from one that is blank. Where its layout does not make it evident the
    value must be absent and a person told so.
    """
    expected, found = _tables(f"{plan}.docx")["tasks"], _tables(f"{plan}.{other}")
    said = found["diagnostics"].query("code == 'blank-cell-doubtful'")["message"].tolist()
    doubtful = set()
    for (_, wanted), (_, got) in zip(expected.iterrows(), found["tasks"].iterrows(), strict=True):
        for role in ("lead", "coordinating", "deadline"):
            if wanted[f"{role}_source"] == "merged" and got[f"{role}_source"] == "absent":
                assert any(got["task"][:30] in message for message in said), got["task_id"]
                doubtful.add((got["task_id"].rpartition("-")[2], role))
    return doubtful


def _without(rows: list[dict[str, object]], cells: set[tuple[str, str]]) -> list[dict[str, object]]:
    """Return the rows without what these cells say."""
    kept = []
    for row in rows:
        roles = {role for task, role in cells if task == row.get("task_id")}
        if row.get("role") in roles or ("expression" in row and "deadline" in roles):
            continue
        kept.append({column: value for column, value in row.items() if column.partition("_")[0] not in roles})
    return kept


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("other", ["pdf", "txt"])
@pytest.mark.parametrize("plan", PLANS)
def test_the_same_document_gives_the_same_rows(plan: str, other: str, table: str) -> None:
    doubtful = _doubtful(plan, other) if other == "txt" else set()
    assert len(doubtful) <= len(_tables(f"{plan}.docx")["tasks"]) / 4, "a text that tells too little"
    expected = _without(_comparable(_tables(f"{plan}.docx")[table], shows_merges=True), doubtful)
    found = _without(_comparable(_tables(f"{plan}.{other}")[table], shows_merges=other != "txt"), doubtful)
    assert len(found) == len(expected)
    for index, (wanted, got) in enumerate(zip(expected, found, strict=True)):
        assert got == wanted, f"{table}, row {index}"
