"""Tables that run over pages: the parts on their pages become one table."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.formats.pdf.page_text import PageTable
from extractors.formats.pdf.paragraphs import join_texts
from schemas.location import BBox, Location
from schemas.source import Cell, Table
from schemas.text import fold

EDGE = 5.0  # points between two column edges on two pages that are one edge
MIN_SHARED = 0.5  # share of the inner column edges that two parts of one table have in common


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a table that stands on one page."""

    table: PageTable
    page: int


def continues(part: Part, following: Part) -> bool:
    """Tell whether a table at the foot of a page goes on in the one at the head of the next: by its columns.

    A part has only the edges that its own rows need, so one part's edges may be some of the other's.
    """
    first, second = _relative(part.table.xs), _relative(following.table.xs)
    if abs(_width(part.table) - _width(following.table)) > 0.02 * _width(part.table) + EDGE:
        return False
    fewer, more = sorted((first, second), key=len)
    shared = sum(any(abs(edge - other) <= EDGE for other in more) for edge in fewer)
    if shared == len(fewer):
        return True
    inner = len(fewer) - 2
    return inner > 0 and (shared - 2) / inner >= MIN_SHARED and same_header(part.table, following.table)


def same_header(first: PageTable, second: PageTable) -> bool:
    """Tell whether the first rows of both say the same; a repeated header may be cut differently."""
    one, other = _first_row(first), _first_row(second)
    alike = sum(
        a == b or (len(a) > 3 and len(b) > 3 and (a in b or b in a)) for a, b in zip(one, other, strict=False)
    )
    return bool(one) and alike >= 0.6 * max(len(one), len(other))


def _first_row(table: PageTable) -> list[str]:
    return [fold(cell.text) for cell in table.cells if cell.row == 0]


def _width(table: PageTable) -> float:
    return table.xs[-1] - table.xs[0]


def _relative(xs: Sequence[float]) -> list[float]:
    return [x - xs[0] for x in xs]


def stitch(parts: Sequence[Part], block: int) -> Table:
    """Return the one table of the parts; rows of a further page go below, headers repeated and all."""
    edges = _union([_relative(part.table.xs) for part in parts])
    done: list[Cell] = []
    last: list[Cell] = []  # the cells of the part before, which may go on
    row = 0
    for part in parts:
        moved = _on_edges(part.table, edges, row)
        dropped = 0
        if row:
            last, moved, dropped = _joined(last, moved, row, _header_depth(parts[0].table, part.table))
            carried = [cell for cell in last if cell.row + cell.row_span > row]
            done += (cell for cell in last if cell.row + cell.row_span <= row)
            moved = [*carried, *moved]
        last = moved
        row += len(part.table.ys) - 1 - dropped
    done += last
    first = parts[0].table
    left = first.xs[0]
    return Table(
        n_rows=row,
        n_cols=len(edges) - 1,
        cells=tuple(sorted(done, key=lambda cell: (cell.row, cell.col))),
        location=Location(
            page=parts[0].page, block=block, box=BBox(left, first.ys[0], first.xs[-1], first.ys[-1])
        ),
        ruled=True,
        col_edges=tuple(round(left + edge, 2) for edge in edges),
    )


def _union(all_edges: Sequence[Sequence[float]]) -> list[float]:
    """Return the column edges of all parts, those within EDGE of one another once."""
    union: list[float] = []
    for edge in sorted(edge for edges in all_edges for edge in edges):
        if not union or edge - union[-1] > EDGE:
            union.append(edge)
    return union


def _nearest(edges: Sequence[float], x: float) -> int:
    right = bisect_left(edges, x, 0, len(edges) - 1)
    return right - 1 if right and x - edges[right - 1] <= abs(edges[right] - x) else right


def _on_edges(table: PageTable, edges: Sequence[float], row: int) -> list[Cell]:
    """Return the table's cells on the common columns, below so many rows."""
    cols = [_nearest(edges, x - table.xs[0]) for x in table.xs]
    if not row and cols == list(range(len(edges))):
        return list(table.cells)
    return [
        _moved(
            cell,
            cell.row + row,
            cols[cell.col],
            max(cols[cell.col + cell.col_span] - cols[cell.col], 1),
        )
        for cell in table.cells
    ]


def _moved(cell: Cell, row: int, col: int, col_span: int) -> Cell:
    return Cell(cell.text, row, col, cell.row_span, col_span, cell.page, cell.box, cell.blocks)


def _header_depth(first: PageTable, table: PageTable) -> int:
    """Return how many rows at the top of a further part repeat the first part's."""
    depth = 0
    for mine, theirs in zip(_rows(first), _rows(table), strict=False):
        if len(mine) != len(theirs) or not any(mine):
            break
        if any(one != other and fold(one) != fold(other) for one, other in zip(mine, theirs, strict=True)):
            break
        depth += 1
    return depth


def _rows(table: PageTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(len(table.ys) - 1)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


def _joined(
    above: Sequence[Cell], below: Sequence[Cell], start: int, header: int
) -> tuple[list[Cell], list[Cell], int]:
    """Return the cells above and below a page break, and how many rows of a repeated header were left out.

    A blank cell over several rows right below the break is no row's own blank: it is the lower part of the
    cell above it, and so is the upper part where it alone is blank. Where the break cuts a row, so that text
    goes on below it, a cell over several rows there goes on as well. Rows of a repeated header that such a
    cell crosses are left out: it would cover its own heading.
    """
    top = start + header
    last = {(cell.col, cell.col_span): cell for cell in above if cell.row + cell.row_span == start}
    is_cut = _is_cut_row([cell for cell in below if cell.row == top])
    crossing = {
        cell.col: (upper, cell)
        for cell in below
        if cell.row == top
        and (upper := last.get((cell.col, cell.col_span)))
        and _are_one(upper, cell, is_cut)
    }
    if not crossing:
        return list(above), list(below), 0
    grown = []
    for cell in above:
        upper, lower = crossing.get(cell.col, (None, cell))
        if cell is upper:
            end = lower.row - header + lower.row_span
            text = join_texts([cell.text, lower.text]) if lower.text else cell.text
            cell = replace(cell, text=text, blocks=cell.blocks or lower.blocks, row_span=end - cell.row)
        grown.append(cell)
    kept = [
        _moved(cell, cell.row - header, cell.col, cell.col_span) if header else cell
        for cell in below
        if cell.row >= top and not (cell.row == top and cell.col in crossing)
    ]
    return grown, kept, header


def _is_cut_row(cells: Sequence[Cell]) -> bool:
    """Tell the lower part of a row that a page break cut: no number of its own, amid a sentence."""
    if len(cells) < 2 or cells[0].text:
        return False
    return any(cell.row_span == 1 and cell.text[:1].islower() for cell in cells)


def _are_one(upper: Cell, lower: Cell, is_cut: bool) -> bool:
    if is_cut and lower.row_span > 1:
        return True
    if upper.text and lower.text:
        return False
    if not lower.text:
        return lower.row_span > 1 or upper.row_span > 1
    return upper.row_span > 1 and lower.row_span > 1
