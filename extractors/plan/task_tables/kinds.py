"""What each row of a task table is: a group, a task, a row of sums or a remark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.plan.task_tables.columns import Columns
from extractors.plan.task_tables.labels import (
    Label,
    LabelKind,
    is_next,
    leading_bullet,
    leading_label,
    read_label,
    words_rank,
)
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.words import is_remark, is_signing, is_sum, looks_like_time
from schemas.vocab import ColumnRole

Kind = Literal["group", "task", "total", "note", "blank", "unclear"]

# A row across the table that is longer than this is a remark or a torn row, no title of a group.
_MAX_GROUP_WORDS = 120
# A longer text is no title where nothing but its standing alone says so.
_TITLE_WORDS = 15
# The first line of a signature is no longer than this; a longer text that begins like one is a task.
_SIGNING_WORDS = 8
# Numbers that stand before a part of the plan; a row with one and nothing but a title is a group.
_PART_NUMBERS: tuple[LabelKind, ...] = ("part", "capital", "roman", "coded")
# Which numbers stand right below which: 1 over a), 1.1 or -; I over 1; A over I or 1.
_CHILDREN: dict[LabelKind, tuple[LabelKind, ...]] = {
    "part": ("capital", "roman", "arabic"),
    "capital": ("roman", "coded", "arabic", "decimal"),
    "coded": ("arabic", "decimal", "letter", "bullet"),
    "roman": ("arabic", "decimal", "letter", "bullet"),
    "arabic": ("decimal", "letter", "bullet"),
    "decimal": ("decimal", "letter", "bullet"),
    "letter": ("bullet",),
}
_OPENING_NUMBER = re.compile(r"(\d{1,3})\s+\w")
_VALUES: tuple[ColumnRole, ...] = ("lead", "coordinating", "deadline", "deliverable")


@dataclass(frozen=True, slots=True)
class Reading:
    """A row and what it is.

    label is what the number column prints; number what tells the level: the label, or the number that opens
    the text. rank is 0 for the outermost level; rows without a number stand innermost.
    """

    row: Row
    kind: Kind
    label: Label | None
    number: Label | None
    text: str
    rank: float
    spans: bool = False  # its text is the only one in the row
    parent: bool = False  # a task whose own parts stand below it
    doubts: tuple[str, ...] = ()


_INNERMOST = 99.0


def read_kinds(rows: Sequence[Row], columns: Columns) -> list[Reading]:
    """Say of every row what it is; a numbered row with deeper-numbered rows below it becomes their group."""
    counts = any(read_label(row.text(col)) for row in rows for col in columns.all("stt"))
    readings: list[Reading] = []
    for row in rows:
        reading = _read_row(row, columns, numbered=counts)
        above = readings[-1] if readings else None
        if reading.kind == "unclear" and above and above.kind == "task" and _is_complete(row, columns):
            # With a unit and a time of its own it is a part of that task, whose cell is not shown as merged.
            reading = replace(
                reading, kind="task", text=above.text, rank=above.rank, doubts=("task-from-above",)
            )
        if _is_torn(reading, readings):
            reading = replace(reading, kind="unclear")
        readings.append(reading)
    return _with_parents(readings if counts else _with_titles(readings, columns), columns)


def _is_torn(reading: Reading, above: Sequence[Reading]) -> bool:
    """Whether a row is a task, or the rest of one, whose cells the source did not keep apart.

    Its text stands over all columns and opens with the number that follows the last task's, and no mark closes
    that number as a title's does; or it goes on in lower case below such a row.
    """
    if reading.row.shows_merges or reading.number is not None:
        return False
    if above and above[-1].kind == "unclear" and reading.text[:1].islower():
        return True
    opening = _OPENING_NUMBER.match(reading.text) if reading.kind == "group" else None
    number = read_label(opening[1]) if opening else None
    last = next((row.label for row in reversed(above) if row.kind == "task" and row.label), None)
    return number is not None and last is not None and is_next(number, last)


def row_label(row: Row, columns: Columns) -> Label | None:
    """The number of a row: of the last number column that is filled in it (`TT`, `Chi tiết`)."""
    cols = columns.all("stt")[::-1]
    begun = (label for col in cols if row.starts(col) and (label := read_label(row.text(col))))
    return next(begun, None) or next((label for col in cols if (label := read_label(row.text(col)))), None)


def has_values(row: Row, columns: Columns, *, own: bool = False) -> bool:
    """Whether a unit, time or product stands in the row; `own`: a unit or time in a cell of its own."""
    if not own:
        return any(row.text(col) for role in _VALUES for col in columns.all(role))
    return any(_prints_own(row, role, columns) for role in ("lead", "deadline"))


def _prints_own(row: Row, role: ColumnRole, columns: Columns) -> bool:
    return any(
        row.starts(col) and row.text(col) and (cell := row.cells[col]) is not None and cell.row_span == 1
        for col in columns.all(role)
    )


def _read_row(row: Row, columns: Columns, *, numbered: bool) -> Reading:
    task = columns.first("task")
    assert task is not None
    cells = row.printed()
    if not cells:
        kind: Kind = (
            "task" if row.text(task) and any(row.starts(col) for col in columns.all("stt")) else "blank"
        )
        if kind == "blank":
            return Reading(row, kind, None, None, "", 0)
    label = row_label(row, columns)
    if cells and label is None and _is_signature(row, cells[0].text, columns):
        return Reading(row, "note", None, None, _joined(row), 0)
    numbers = set(columns.all("stt"))
    beside = [cell for cell in cells if cell.col not in numbers or read_label(cell.text) is None]
    if len(beside) == 1 and (
        spanning := _read_spanning(row, label, beside[0].text.strip(), columns, numbered)
    ):
        return spanning
    text = row.text(task)
    if cells and label is None and is_sum(text or cells[0].text):
        return Reading(row, "total", label, label, _joined(row), 0)
    if not text:
        return Reading(row, "unclear", label, label, _joined(row), 0)
    number = label or leading_bullet(text) or (leading_label(text) if not numbered else None)
    if label is not None and row.starts(task) and not any(row.starts(col) for col in columns.all("stt")):
        number = None  # a further row beside one merged number: the number is the first row's
    if number is not None and number.kind in _PART_NUMBERS and not has_values(row, columns, own=True):
        return Reading(row, "group", label, number, text, number.rank)
    return Reading(row, "task", label, number, text, number.rank if number else _INNERMOST)


def _is_signature(row: Row, first: str, columns: Columns) -> bool:
    short = len(first.split()) <= _SIGNING_WORDS
    return (
        short
        and is_signing(first)
        and not any(looks_like_time(row.text(col)) for col in columns.all("deadline"))
    )


def _joined(row: Row) -> str:
    return " | ".join(cell.text.strip() for cell in row.printed())


def _read_spanning(
    row: Row, label: Label | None, text: str, columns: Columns, numbered: bool
) -> Reading | None:
    """Read a row in which, its number apart, one cell alone has text; None where it is a task even so."""
    cell = next(cell for cell in row.printed() if cell.text.strip() == text)
    task = columns.first("task")
    assert task is not None
    if label is None and is_sum(text):
        return Reading(row, "total", label, label, text, 0, True)
    if is_remark(text):
        return Reading(row, "note", label, label, text, 0, True)
    if cell.row_span > 1 and cell.col_span == 1:
        return None
    covers_task = cell.col <= task < cell.col + cell.col_span
    wide = covers_task and cell.col_span > 1
    numbers = columns.all("stt")
    in_first = cell.col in numbers or (cell.col == 0 and task != 0)
    # A title stands in the task's column, or next to its number in one before that.
    placed = cell.col == task or (label is not None and cell.col < task)
    if not (wide or in_first) and not (placed and _is_title(row, label, text, columns, numbered)):
        return None
    torn = label is None and not row.shows_merges and text[:1].islower()
    if torn or len(text.split()) > _MAX_GROUP_WORDS:
        return Reading(row, "unclear", label, label, text, 0, True)
    number = label or leading_label(text)
    rank = number.rank if number else words_rank(text, wide=wide or in_first)
    return Reading(row, "group", label, number, text, rank, True)


def _is_title(row: Row, label: Label | None, text: str, columns: Columns, numbered: bool) -> bool:
    """Whether a text that stands in the task column alone is a title: by its number, or by having none."""
    if has_values(row, columns):
        return False  # a cell merged from above says whose it is
    if label is not None:
        return label.kind in _PART_NUMBERS
    if numbered:
        return leading_bullet(text) is None
    opening = leading_label(text)
    return (opening is not None and opening.kind in _PART_NUMBERS) or text.isupper()


def _with_titles(readings: Sequence[Reading], columns: Columns) -> list[Reading]:
    """Turn a text that stands alone into the title of the rows with a unit or a time below it.

    So it is in a table without numbers, where most rows have such values; bold type makes it sure.
    """
    task = columns.first("task")
    assert task is not None
    result = list(readings)
    tasks = [reading for reading in readings if reading.kind == "task"]
    if sum(1 for reading in tasks if has_values(reading.row, columns)) * 2 < len(tasks):
        return result
    for at in range(len(result) - 2, -1, -1):
        reading, below = result[at], result[at + 1]
        titled = below.kind == "group" or (below.kind == "task" and has_values(below.row, columns))
        if titled and reading.kind == "task" and reading.number is None and _stands_alone(reading):
            sure = reading.row.is_bold(task) and not below.row.is_bold(task)
            result[at] = replace(
                reading,
                kind="group",
                rank=words_rank(reading.text, wide=False),
                spans=True,
                doubts=() if sure else ("group-guessed",),
            )
    return result


def _stands_alone(reading: Reading) -> bool:
    """Whether a row has nothing but a text that reads like a title."""
    text = reading.text
    ends = text[-1:] in ".;,:" or text[:1].islower()
    return len(reading.row.printed()) == 1 and not ends and len(text.split()) <= _TITLE_WORDS


def _with_parents(readings: Sequence[Reading], columns: Columns) -> list[Reading]:
    """Turn numbered rows into the group of the rows below them.

    A row is the group of rows numbered one level deeper (`1` over `a)`), and, where it is nothing but a
    number and a title, of rows without a number that have a unit or a time. A row that prints both a unit and
    a time as its parts do is a task and their group.
    """
    result: list[Reading] = []
    for at, reading in enumerate(readings):
        below = next((r for r in readings[at + 1 : at + 4] if r.kind in ("task", "group")), None)
        if reading.kind == "task" and below is not None and _is_parent(reading, below, columns):
            whole = _is_complete(reading.row, columns) and _is_complete(below.row, columns)
            part = reading.number is not None and reading.number.kind in _PART_NUMBERS
            reading = replace(reading, parent=True) if whole and not part else replace(reading, kind="group")
        result.append(reading)
    return result


def _is_parent(reading: Reading, below: Reading, columns: Columns) -> bool:
    if reading.number is None:
        return False
    if below.number is None:
        return (
            below.kind == "task"
            and not has_values(reading.row, columns)
            and has_values(below.row, columns, own=True)
        )
    if below.number.kind == "decimal" and reading.number.kind in ("arabic", "decimal"):
        return below.number.bare.startswith(f"{reading.number.bare}.")
    return below.rank > reading.rank and below.number.kind in _CHILDREN.get(reading.number.kind, ())


def _is_complete(row: Row, columns: Columns) -> bool:
    """Whether a row prints both a unit and a time, each in a cell of its own."""
    return _prints_own(row, "lead", columns) and _prints_own(row, "deadline", columns)
