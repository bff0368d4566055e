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
        width = len(rows[0])
        fitted = [_fitted(row, width, delimiter) for row in rows]
        unsure = sum(len(row) > width for row in rows)
        place = Location(line=lines[index].number)
        diagnostics = (Diagnostic.of("table-cells-uncertain", place, count=unsure),) if unsure else ()
        if len(rows) > 1:
            yield Found(
                index, end, tuple(map(tuple, fitted)), lines[index].number, 1, diagnostics=diagnostics
            )
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
        end = index + 1
        while end < min(index + CELL_LINES, len(lines)) and _is_open(lines[index:end]):
            end += 1
        text = "\n".join(line.text for line in lines[index:end])
        cells = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])
        if len(cells) < 2 or not (index == start or not cells[0].strip() or _is_row(cells)):
            break
        rows.append([cell.strip() for cell in cells])
        index = end
    return index, rows


def _is_open(lines: Sequence[Line]) -> bool:
    return sum(line.text.count('"') for line in lines) % 2 == 1


def _is_row(cells: Sequence[str]) -> bool:
    """Whether cells are a row: they begin with an order number, or with a title and nothing else."""
    return is_order_label(cells[0]) or not any(cell.strip() for cell in cells[1:])


def _fitted(row: list[str], width: int, delimiter: str) -> list[str]:
    surplus = len(row) - width
    if surplus <= 0:
        return row
    return [row[0], f"{delimiter} ".join(row[1 : surplus + 2]), *row[surplus + 2 :]]
