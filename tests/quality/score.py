"""Compares what was read from a document with its truth, row by row and column by column."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import pandas as pd

from extractors.extract import extract
from pipeline.tables import build_frames
from schemas.text import squash_space
from tests.documents.truth import Truth, Values

# The column that says which row of the truth a read row is.
ROW_TEXT = {"provisions": "text", "tasks": "task", "recipients": "text", "legal_bases": "code"}
MERGE_WORDS = (
    "merged",
    "inherited",
)  # how a row comes by a merged value, where merges show and where they do not


@dataclass
class Score:
    """Right values and all values by `table.column`, and every wrong one in words."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def note(self, name: str, expected: object, found: object, where: str) -> None:
        """Count one value."""
        self.total[name] += 1
        if _same(name, expected, found):
            self.right[name] += 1
        else:
            self.wrong.append(f"{where} {name}: expected {expected!r}, found {found!r}")

    def add(self, other: "Score") -> None:
        """Add another document's score."""
        self.right.update(other.right)
        self.total.update(other.total)
        self.wrong.extend(other.wrong)

    def shares(self) -> dict[str, float]:
        """The share of right values by `table.column`."""
        return {name: self.right[name] / total for name, total in sorted(self.total.items())}


def _same(name: str, expected: object, found: object) -> bool:
    if name.endswith("_source") and expected == "merged":
        return found in MERGE_WORDS
    if isinstance(expected, str) and isinstance(found, str):
        return squash_space(expected) == squash_space(found)
    return expected == found


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    plain = frame.astype(object)
    rows: list[dict[str, object]] = plain.where(plain.notna(), None).to_dict("records")
    return rows


def score_document(data: bytes, *, path: str, truth: Truth) -> Score:
    """Return the score of one document."""
    frames = build_frames([extract(data, path=path)])
    score = Score()
    document = _rows(frames["documents"])[0]
    for column, expected in truth.document.items():
        score.note(f"documents.{column}", expected, document[column], path)
    for table, expected_rows in (
        ("legal_bases", truth.legal_bases),
        ("provisions", truth.provisions),
        ("tasks", truth.tasks),
        ("recipients", truth.recipients),
    ):
        _score_table(score, table, expected_rows, _rows(frames[table]), path)
    _score_readings(score, truth, frames, path)
    return score


def _score_table(
    score: Score, table: str, expected: Sequence[Values], found: Sequence[Mapping[str, object]], path: str
) -> None:
    """Align rows by their text; a row that is missing or too many is a wrong row."""
    key = ROW_TEXT[table]
    wanted, got = ([squash_space(str(row[key])) for row in rows] for rows in (expected, found))
    matched = 0
    for block in SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            matched += 1
            row, read = expected[block.a + offset], found[block.b + offset]
            for column, value in row.items():
                score.note(
                    f"{table}.{column}", value, read[column], f"{path} [{wanted[block.a + offset][:40]}]"
                )
    score.total[f"{table}.rows"] += max(len(expected), len(found))
    score.right[f"{table}.rows"] += matched
    for text in (Counter(wanted) - Counter(got)).elements():
        score.wrong.append(f"{path} {table}: missing {text[:100]!r}")
    for text in (Counter(got) - Counter(wanted)).elements():
        score.wrong.append(f"{path} {table}: too many {text[:100]!r}")


def _score_readings(score: Score, truth: Truth, frames: Mapping[str, pd.DataFrame], path: str) -> None:
    """Score units and deadlines of the tasks whose cell texts the truth knows."""
    units = _by_task(_rows(frames["task_units"]))
    deadlines = _by_task(_rows(frames["task_deadlines"]))
    for task in _rows(frames["tasks"]):
        for role in ("lead", "coordinating"):
            raw = task[f"{role}_raw"]
            if raw in truth.units:
                read = tuple(row["unit_id"] for row in units.get(task["task_id"], []) if row["role"] == role)
                score.note("task_units.unit_id", truth.units[str(raw)], read, f"{path} [{raw}]")
        raw = task["deadline_raw"]
        if raw in truth.deadlines:
            columns = ("kind", "start", "end", "bound")
            rows = deadlines.get(task["task_id"], [])
            shown = tuple(tuple(None if row[c] is None else str(row[c]) for c in columns) for row in rows)
            score.note("task_deadlines.reading", truth.deadlines[str(raw)], shown, f"{path} [{raw}]")


def _by_task(rows: Iterable[Mapping[str, object]]) -> dict[object, list[Mapping[str, object]]]:
    grouped: dict[object, list[Mapping[str, object]]] = {}
    for row in rows:
        grouped.setdefault(row["task_id"], []).append(row)
    return grouped
