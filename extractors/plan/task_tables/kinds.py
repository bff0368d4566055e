"""What each row of a task table is: a group, a task, a row of sums or a remark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.plan.task_tables.columns import Columns
from extractors.plan.task_tables.labels import Label, leading_label, read_label, words_rank
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.words import is_remark, is_sum

Kind = Literal["group", "task", "total", "note", "blank", "unclear"]

# A row across the table that is longer than this is a remark or a torn row, no title of a group.
_MAX_GROUP_WORDS = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """A row and what it is; text without its number, rank 0 for the outermost level."""

    row: Row
    kind: Kind
    label: Label | None
    text: str
    rank: int
    spans: bool = False  # its text is the only one in the row


def read_kinds(rows: Sequence[Row], columns: Columns) -> list[Reading]:
    """Say of every row what it is; a numbered row with deeper-numbered rows below it becomes their group."""
    readings = [_read_row(row, columns) for row in rows]
    return _with_parents(readings, columns)


def row_label(row: Row, columns: Columns) -> Label | None:
    """The number of a row: of the last number column that is filled in it (`TT`, `Chi tiết`)."""
    for col in reversed(columns.all("stt")):
        if row.starts(col) and (label := read_label(row.text(col))):
            return label
    for col in reversed(columns.all("stt")):
        if label := read_label(row.text(col)):
            return label
    return None


def has_own_values(row: Row, columns: Columns) -> bool:
    """Whether the row prints a unit or a time of its own (not one merged with the rows below)."""
    return any(
        row.starts(col) and row.text(col) and (cell := row.cells[col]) is not None and cell.row_span == 1
        for role in ("lead", "deadline")
        for col in columns.all(role)
    )


def _read_row(row: Row, columns: Columns) -> Reading:
    task = columns.first("task")
    assert task is not None
    cells = row.printed()
    if not cells and not row.text(task):
        return Reading(row, "blank", None, "", 0)
    label = row_label(row, columns)
    stt = set(columns.all("stt"))
    beside = [cell for cell in cells if cell.col not in stt or read_label(cell.text) is None]
    if len(beside) == 1 and not (label is not None and beside[0].col > task and row.starts(task)):
        cell = beside[0]
        text = cell.text.strip()
        covers_task = cell.col <= task < cell.col + cell.col_span
        over_row = covers_task and cell.col_span > 1
        in_first = cell.col in stt or (not stt and cell.col == 0 and task != 0)
        if is_sum(text):
            return Reading(row, "total", label, text, 0, True)
        if is_remark(text):
            return Reading(row, "note", label, text, 0, True)
        if (over_row or in_first or _only_title(row, label, cell.col, task, columns)) and cell.row_span == 1:
            own = label or leading_label(text)
            rank = own.rank if own else words_rank()
            if len(text.split()) > _MAX_GROUP_WORDS:
                return Reading(row, "unclear", label, text, 0, True)
            return Reading(row, "group", own if label is None else label, text, rank, True)
    text = row.text(task)
    if cells and is_sum(text or cells[0].text):
        return Reading(row, "total", label, " ".join(cell.text.strip() for cell in cells), 0)
    if not text:
        return Reading(row, "unclear", label, " | ".join(cell.text.strip() for cell in cells), 0)
    if label is not None and label.kind in ("part", "capital", "roman") and not has_own_values(row, columns):
        return Reading(row, "group", label, text, label.rank)
    return Reading(row, "task", label, text, label.rank if label else 99)


def _only_title(row: Row, label: Label | None, col: int, task: int, columns: Columns) -> bool:
    """Whether a row has a title in its task cell and nothing else: a group by its number, or without any."""
    if col != task:
        return False
    others = [c for role in ("lead", "coordinating", "deadline", "deliverable") for c in columns.all(role)]
    if any(row.text(c) for c in others):
        return False  # a merged cell from above says whose it is
    if label is None:
        return bool(columns.all("stt"))
    return label.kind in ("part", "capital", "roman")


def _with_parents(readings: list[Reading], columns: Columns) -> list[Reading]:
    """Turn numbered rows into groups where the next row is numbered one level deeper."""
    result: list[Reading] = []
    for at, reading in enumerate(readings):
        below = next((r for r in readings[at + 1 : at + 4] if r.kind in ("task", "group")), None)
        has_children = (
            below is not None
            and below.label is not None
            and reading.label is not None
            and below.rank > reading.rank
            and below.label.kind in _CHILDREN.get(reading.label.kind, ())
        )
        if reading.kind == "task" and has_children and below is not None:
            complete = _is_complete(reading.row, columns) and _is_complete(below.row, columns)
            if not complete:
                reading = Reading(reading.row, "group", reading.label, reading.text, reading.rank)
        result.append(reading)
    return result


# Which numbers stand right below which: 1 over a), 1.1 or -; I over 1; A over I or 1.
_CHILDREN: dict[str, tuple[str, ...]] = {
    "part": ("capital", "roman", "arabic"),
    "capital": ("roman", "arabic"),
    "roman": ("arabic", "decimal"),
    "arabic": ("decimal", "letter", "bullet"),
    "decimal": ("decimal", "letter", "bullet"),
    "letter": ("bullet",),
}


def _is_complete(row: Row, columns: Columns) -> bool:
    """Whether a row prints both a unit and a time, each in a cell of its own."""
    return all(
        any(
            row.starts(col) and row.text(col) and (cell := row.cells[col]) is not None and cell.row_span == 1
            for col in columns.all(role)
        )
        for role in ("lead", "deadline")
    )
