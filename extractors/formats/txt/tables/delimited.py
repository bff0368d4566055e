"""Tables exported with a semicolon or comma between cells: `STT;Nhiệm vụ;"Sở A; Sở B";Quý I`."""

import csv
from collections.abc import Iterator, Sequence

from extractors.formats.txt.lines import Line
from extractors.formats.txt.tables.found import Found
from extractors.formats.txt.tables.shapes import is_order_head, is_order_label
from schemas.diagnostics import Diagnostic
from schemas.location import Location

DELIMITERS = ";,"
# A quoted cell may hold this many lines.
CELL_LINES = 50


def find_delimited_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the tables below a line of heads that begins with that of the order numbers.

    Sentences are full of semicolons and commas: only that head makes a table of them. A row with more cells
    than heads was not quoted; its surplus is left in the task's cell, with a warning.
    """
    index = 0
    while index < len(lines):
        delimiter = _delimiter(lines[index].text)
        if delimiter is None:
            index += 1
            continue
        end, rows = _rows(lines, index, delimiter)
        if len(rows) < 2:
            index += 1
            continue
        width = len(rows[0])
        unsure = sum(len(row) > width for row in rows)
        place = Location(line=lines[index].number)
        diagnostics = (Diagnostic.of("table-cells-uncertain", place, count=unsure),) if unsure else ()
        fitted = tuple(tuple(_fitted(row, width, delimiter)) for row in rows)
        yield Found(index, end, fitted, lines[index].number, 1, diagnostics=diagnostics)
        index = end


def _delimiter(text: str) -> str | None:
    """Return what parts the heads on this line; None where it is no line of heads."""
    for delimiter in DELIMITERS:
        heads = text.split(delimiter)
        if len(heads) > 2 and is_order_head(heads[0].strip('" ')):
            return delimiter
    return None


def _rows(lines: Sequence[Line], start: int, delimiter: str) -> tuple[int, list[list[str]]]:
    rows: list[list[str]] = []
    index = start
    while index < len(lines):
        reader = csv.reader(
            (f"{line.text}\n" for line in lines[index : index + CELL_LINES]),
            delimiter=delimiter,
            skipinitialspace=True,
        )
        try:
            cells = next(reader, [])
        except csv.Error:  # a cell longer than any table has
            break
        if len(cells) < 2 or not (index == start or not cells[0].strip() or _is_row(cells)):
            break
        rows.append([cell.strip() for cell in cells])
        index += reader.line_num
    return index, rows


def _is_row(cells: Sequence[str]) -> bool:
    """Whether cells are a row: they begin with an order number, or with a title and nothing else."""
    return is_order_label(cells[0]) or not any(cell.strip() for cell in cells[1:])


def _fitted(row: list[str], width: int, delimiter: str) -> list[str]:
    surplus = len(row) - width
    if surplus <= 0:
        return row
    return [row[0], f"{delimiter} ".join(row[1 : surplus + 2]), *row[surplus + 2 :]]
