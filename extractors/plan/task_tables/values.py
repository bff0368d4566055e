"""What a row says in the columns of one role: text, source and place."""

import re
from collections.abc import Mapping, Sequence

from extractors.plan.task_tables.columns import Columns
from extractors.plan.task_tables.head import Head
from extractors.plan.task_tables.marks import read_marks
from extractors.plan.task_tables.periods import period_name
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.words import looks_like_time, looks_like_unit
from schemas.records import CellValue, Printed
from schemas.source import Cell
from schemas.vocab import CellSource, ColumnRole

# A cell that covers columns of several roles belongs to the first of these.
_OWNERS: tuple[ColumnRole, ...] = (
    "task",
    "lead",
    "coordinating",
    "deadline",
    "deliverable",
    "budget",
    "note",
    "stt",
    "code",
    "extra",
)


def first_rows(rows: Sequence[Row]) -> dict[int, int]:
    """Return the first row that each cell covers, both by their identity; rows joined over a page are one."""
    firsts: dict[int, int] = {}
    for row in rows:
        for cell in row.cells:
            if cell is not None:
                firsts.setdefault(id(cell), id(row))
    return firsts


def owner_of(cell: Cell, columns: Columns) -> ColumnRole:
    """The role that a cell belongs to: its column's, or the first in rank of those that it covers.

    One cell over a time and something else belongs to the time where its text is one, else to the other.
    """
    if cell.col_span == 1:
        return columns.roles[cell.col]
    covered = columns.roles[cell.col : cell.col + cell.col_span]
    if "deadline" in covered and "task" not in covered and set(covered) != {"deadline"}:
        if looks_like_time(cell.text) and not looks_like_unit(cell.text):
            return "deadline"
        covered = tuple(role for role in covered if role != "deadline")
    return next(role for role in _OWNERS if role in covered)


def read_value(
    row: Row, role: ColumnRole, columns: Columns, head: Head | None, firsts: Mapping[int, int]
) -> CellValue:
    """Read what a row says in the columns of a role.

    Where the role has several columns (`Bắt đầu`, `Hoàn thành`; a column for each year), the filled ones are
    given with their headings: `Bắt đầu: 01/3/2025; Hoàn thành: 30/6/2025`. A cell merged downwards is printed
    in the first row that it covers (`cell`), the rows below have it from there (`merged`).
    Columns of one unit each say who is marked: `Chi cục Thủy lợi; Văn phòng Sở`.
    """
    found: list[tuple[int, Cell]] = []
    for col in columns.all(role):
        cell = row.cells[col]
        if col in columns.units or cell is None or not row.text(col) or owner_of(cell, columns) != role:
            continue
        if all(cell is not other for _, other in found):
            found.append((col, cell))
    if not found:
        marked = read_marks(row, role, columns.units, head) if head and columns.units else None
        return CellValue(text=marked[0], source="cell", place=marked[1]) if marked else CellValue()
    above = any(firsts.get(id(cell), id(row)) != id(row) for _, cell in found)
    source: CellSource = "merged" if above else "cell"
    col, cell = found[0]
    divided = len(columns.all(role)) > 1 and head is not None
    if not divided or cell.col_span >= len(columns.all(role)):
        text = _with_unit_of_time(cell.text.strip(), head, col) if role == "deadline" else cell.text.strip()
    else:
        text = "; ".join(f"{_leaf(head, col)}: {cell.text.strip()}" for col, cell in found)
    return CellValue(text=text, source=source, place=row.at(col))


def _with_unit_of_time(text: str, head: Head | None, col: int) -> str:
    """Return a bare figure with the word that heads its column: `1` below `Tháng` is `Tháng 1`."""
    unit = _UNIT_OF_TIME.match(head.header(col) or "") if head else None
    return f"{unit[0].capitalize()} {text}" if unit and _FIGURES.fullmatch(text) else text


_UNIT_OF_TIME = re.compile(r"(?:tháng|quý|tuần)\b", re.IGNORECASE)
_FIGURES = re.compile(r"(?:\d{1,2}|[IV]{1,3})(?:\s*[-–,]\s*(?:\d{1,2}|[IV]{1,3}))*(?:/\d{4})?")


def _leaf(head: Head | None, col: int) -> str:
    parts = head.columns[col] if head is not None else ()
    return period_name(parts) or (parts[-1] if parts else f"({col + 1})")


def read_printed(row: Row, role: ColumnRole, columns: Columns) -> Printed | None:
    """Read the text of a role's only column, None where it is blank."""
    col = columns.first(role)
    cell = row.cells[col] if col is not None else None
    if col is None or cell is None or not cell.text.strip() or owner_of(cell, columns) != role:
        return None
    return Printed(text=cell.text.strip(), place=row.at(col))


def read_extra(row: Row, columns: Columns, head: Head | None) -> dict[str, str]:
    """Read the columns that no other role names: heading -> text, blank ones left out."""
    extra: dict[str, str] = {}
    for role in ("code", "extra"):
        for col in columns.all(role):
            cell = row.cells[col]
            if cell is None or not cell.text.strip() or owner_of(cell, columns) != role:
                continue
            if cell.col != col and col - 1 >= cell.col and columns.roles[col - 1] == role:
                continue  # the rest of a wide cell
            name = (head.header(col) if head else None) or f"({col + 1})"
            while name in extra:
                name += " "
            extra[name.rstrip() if name.rstrip() not in extra else f"{name.rstrip()} ({col + 1})"] = (
                cell.text.strip()
            )
    return extra
