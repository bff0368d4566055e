"""Rows that no rule parts: a table with vertical rules alone, or with rules round its head and body only."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from extractors.formats.pdf.grid import Grid, GridCell
from extractors.formats.pdf.lines import Line

MIN_COLUMNS = 3  # fewer are a list in a frame
FEW_NUMBERS = 2  # order numbers in one cell that are of several rows
SAME_LINE = 0.6  # em between the baselines of a number and its text

_ORDER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6})[.)]?")

Cells = dict[int, list[Line]]  # lines by the number of their cell


def part_rows(grid: Grid, first: int, in_cells: Cells) -> tuple[Grid, int, Cells]:
    """Return a grid with a row for each order number where one of its rows holds several.

    Args:
        grid: the ruled table.
        first: the number of its first cell.
        in_cells: the lines of all cells by their number.

    Returns:
        The grid, the number of its first cell and the lines; unchanged where every row is parted by rules.
    """
    cuts = _find_cuts(grid, first, in_cells)
    if not cuts:
        return grid, first, in_cells
    ys = tuple(sorted({*grid.ys, *(y for found in cuts.values() for y in found)}))
    at = {y: index for index, y in enumerate(ys)}
    cells: list[tuple[GridCell, list[Line]]] = []
    for number, (row, col, row_span, col_span) in enumerate(grid.cells, first):
        lines = in_cells.get(number, [])
        top, bottom = at[grid.ys[row]], at[grid.ys[row + row_span]]
        if row_span > 1 or row not in cuts:
            cells.append((GridCell(top, col, bottom - top, col_span), lines))
            continue
        parts: list[list[Line]] = [[] for _ in range(bottom - top)]
        for line in lines:
            parts[bisect_right(cuts[row], line.baseline)].append(line)
        cells.extend((GridCell(top + part, col, 1, col_span), own) for part, own in enumerate(parts))
    cells.sort(key=lambda cell: cell[0][:2])
    parted = Grid(grid.xs, ys, tuple(cell for cell, _ in cells))
    return parted, 1, {number: lines for number, (_, lines) in enumerate(cells, start=1)}


def _find_cuts(grid: Grid, first: int, in_cells: Mapping[int, list[Line]]) -> dict[int, list[float]]:
    """Return where rows are to be parted: above each of their order numbers but one that opens the row."""
    if grid.n_cols < MIN_COLUMNS:
        return {}
    numbered: dict[int, list[Line]] = {}
    for number, (row, col, row_span, col_span) in enumerate(grid.cells, first):
        if col == 0 and (row_span, col_span) == (1, 1) and len(lines := in_cells.get(number, ())) > 1:
            numbers = [line for line in lines if _ORDER.fullmatch(line.text)]
            if len(numbers) >= FEW_NUMBERS and list(lines[len(lines) - len(numbers) :]) == numbers:
                numbered[row] = numbers if len(numbers) < len(lines) else numbers[1:]
    if not numbered:
        return {}
    beside: dict[int, list[Line]] = {row: [] for row in numbered}
    columns = dict.fromkeys(numbered, 0)
    for number, (row, col, row_span, col_span) in enumerate(grid.cells, first):
        if row in numbered and (row_span, col_span) == (1, 1):
            columns[row] += 1
            beside[row] += in_cells.get(number, ()) if col else ()
    return {
        row: [line.baseline - line.size for line in numbers]
        for row, numbers in numbered.items()
        if columns[row] == grid.n_cols and all(_has_text(number, beside[row]) for number in numbers)
    }


def _has_text(number: Line, beside: Sequence[Line]) -> bool:
    return any(abs(line.baseline - number.baseline) <= SAME_LINE * number.size for line in beside)
