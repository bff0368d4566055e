"""One page's ink to its lines, tables and zones."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extractors.formats.pdf.grid import Grid, find_grids
from extractors.formats.pdf.ink import Characters, Flags, Ink, Integers
from extractors.formats.pdf.lines import Line, assemble
from extractors.formats.pdf.paragraphs import Area, alignment, group_lines, join_texts
from schemas.location import BBox
from schemas.source import Cell, Paragraph, Style

MAX_PADDING = 6.0  # points between a cell's rule and its text
DEFAULT_PADDING = 3.0


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on one page, with its cells read."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def top(self) -> float:
        """Return the y of the uppermost rule."""
        return self.ys[0]


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says: pieces of body lines from top to bottom, ruled tables, and text on its side."""

    number: int
    width: float
    height: float
    reader: str
    pieces: tuple[Line, ...]
    tables: tuple[PageTable, ...]
    turned: tuple[Line, ...] = ()
    marks: tuple[Line, ...] = ()  # stamps that fill no blank of the text
    usable: bool = True
    rules: tuple[tuple[float, float, float], ...] = ()  # horizontal rules outside tables: y, x0, x1


def read_page_text(ink: Ink, number: int) -> PageText:
    """Return the text of a scanned page, its tables found by their rules."""
    grids = [grid for grid in find_grids(ink.horizontals, ink.verticals) if is_table(grid)]
    characters = ink.characters
    turn = characters.of_looks("turn")
    upright = characters.where(turn == 0) if turn.any() else characters
    region, maps = _regions(upright, grids)
    lines = assemble(upright, region, split=region == 0)
    in_cells: dict[int, list[Line]] = defaultdict(list)
    pieces = []
    for line in lines:
        if line.region:
            in_cells[line.region].append(line)
        else:
            pieces.append(line)
    turned = _turned_lines(characters, grids, in_cells) if turn.any() else ()
    tables = tuple(_read_table(grid, first, in_cells, number) for grid, first in maps)
    return PageText(number, ink.width, ink.height, ink.reader, tuple(pieces), tables, tuple(turned))


def is_table(grid: Grid) -> bool:
    """Tell a table from a frame, a box round some text or a stack of boxes."""
    return len(grid.cells) > 1 and grid.n_cols > 1


def _regions(characters: Characters, grids: list[Grid]) -> tuple[Integers, list[tuple[Grid, int]]]:
    """Return each character's cell number (0: none), and each grid with its first cell's number."""
    region = np.zeros(len(characters), np.int64)
    numbered = []
    free = 1
    for grid in grids:
        numbers = np.zeros((grid.n_rows + 2, grid.n_cols + 2), np.int64)
        for index, cell in enumerate(grid.cells):
            numbers[
                cell.row + 1 : cell.row + cell.row_span + 1, cell.col + 1 : cell.col + cell.col_span + 1
            ] = free + index
        here = numbers[np.searchsorted(grid.ys, characters.y), np.searchsorted(grid.xs, characters.x)]
        region = np.where(here > 0, here, region)
        numbered.append((grid, free))
        free += len(grid.cells)
    return region, numbered


def _turned_lines(characters: Characters, grids: list[Grid], in_cells: dict[int, list[Line]]) -> list[Line]:
    """Add turned text to its cells; return the lines that stand in none, oblique ones left out."""
    outside = []
    turn = characters.of_looks("turn")
    for quarter in (1, 2, 3):
        part = characters.where(turn == quarter)
        if not len(part):
            continue
        region, _ = _regions(part, grids)
        for line in assemble(part, region):
            if line.region:
                in_cells[line.region].append(line)
            else:
                outside.append(line)
    return outside


def _read_table(grid: Grid, first: int, in_cells: dict[int, list[Line]], page: int) -> PageTable:
    xs, ys = grid.xs.tolist(), grid.ys.tolist()
    padding = _padding(grid, xs, first, in_cells)
    cells = []
    for number, at in enumerate(grid.cells, first):
        left, right = xs[at.col], xs[at.col + at.col_span]
        box = BBox(left, ys[at.row], right, ys[at.row + at.row_span])
        blocks = cell_paragraphs(in_cells.get(number, []), Area(left + padding, right - padding))
        text = "\n".join(block.text for block in blocks)
        cells.append(Cell(text, at.row, at.col, at.row_span, at.col_span, page, box, blocks))
    return PageTable(tuple(xs), tuple(ys), tuple(cells))


def _padding(grid: Grid, xs: list[float], first: int, in_cells: dict[int, list[Line]]) -> float:
    """Return the space between rule and text that the table's fullest lines leave."""
    spaces = [
        min(line.x0 - xs[cell.col], xs[cell.col + cell.col_span] - line.x1)
        for number, cell in enumerate(grid.cells, first)
        for line in in_cells.get(number, ())
    ]
    return min(max(min(spaces), 0.0), MAX_PADDING) if spaces else DEFAULT_PADDING


@lru_cache(maxsize=512)
def _style(bold: bool, italic: bool, size: float, align: str) -> Style:
    return Style(bold=bold, italic=italic, size=size, align=align)  # type: ignore[arg-type]


def cell_paragraphs(lines: list[Line], area: Area) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cell or column."""
    if not lines:
        return ()
    groups = [lines] if len(lines) == 1 else group_lines(lines, area)
    return tuple(
        Paragraph(
            join_texts(line.text for line in group),
            style=_style(group[0].bold, group[0].italic, round(group[0].size, 1), alignment(group, area)),
        )
        for group in groups
    )


def mask(count: int, value: bool) -> Flags:
    """Return count flags of one value."""
    return np.full(count, value, np.bool_)
