"""The layout grid of a table: spans, merges, rows that start late or end early; linear in the cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from schemas.errors import LimitError
from schemas.limits import Limits
from schemas.location import Location
from schemas.source import Block, Cell, Table

Merge = Literal["restart", "continue"] | None
# Edges nearer than this are one, in points: half of what the margins of the narrowest cell take.
SAME_EDGE = 5.4


@dataclass(slots=True)
class RowCell:
    """A w:tc as written; start and end are edges of the layout grid."""

    start: int
    end: int
    text: str
    blocks: tuple[Block, ...]
    merge: Merge = None
    joins_left: bool = False  # w:hMerge without restart: part of the cell to its left
    height: int = 1  # rows that it covers, once merges are resolved


_joins_left = attrgetter("joins_left")


@dataclass(slots=True)
class TableRows:
    """The rows of a table as they are read."""

    rows: list[list[RowCell]] = field(default_factory=list)
    headers: list[bool] = field(default_factory=list)

    def covers(self, cells: Sequence[RowCell], before: int, merge: Merge) -> bool:
        """Say whether the cell that comes next in a row continues one above: what is in it is not printed.

        Args:
            cells: those of the row so far.
            before: grid columns left out at the beginning of the row.
            merge: of the cell.
        """
        if merge != "continue" or not self.rows:
            return False
        start = cells[-1].end if cells else before
        return any(above.start == start and above.merge is not None for above in self.rows[-1])


def build_table(
    read: TableRows,
    widths: Sequence[float],
    location: Location,
    *,
    ruled: bool | None,
    limits: Limits,
) -> Table | None:
    """Resolve spans and merges; None where no row is left; no row is without cells.

    Grid columns that no cell edge tells apart are one column: Word keeps such columns from earlier edits.

    Args:
        widths: of the grid columns in points, as far as the document gives them.
    """
    rows = [_joined_left(row) for row in read.rows]
    if not rows:
        return None
    spans = {(cell.start, cell.end) for row in rows for cell in row}
    edges = sorted({edge for span in spans for edge in span})
    if len(edges) - 1 > limits.table_columns:
        raise LimitError(found=f"{len(edges) - 1} table columns", limit=limits.table_columns)
    positions = _positions(edges, widths)
    number = _numbered(edges, positions, spans)
    header_rows = 0
    while header_rows < len(read.headers) and read.headers[header_rows]:
        header_rows += 1
    return Table(
        n_rows=len(rows),
        n_cols=number[edges[-1]],
        cells=_cells(rows, number),
        location=location,
        header_rows=header_rows if header_rows < len(rows) else 0,
        ruled=ruled,
        col_edges=_first_of_each(edges, positions, number),
    )


def _joined_left(row: list[RowCell]) -> list[RowCell]:
    """Return the row with w:hMerge resolved: what continues gives its columns to the cell on its left."""
    if not any(map(_joins_left, row)):
        return row
    joined: list[RowCell] = []
    for cell in row:
        if cell.joins_left and joined:
            joined[-1].end = cell.end
        else:
            joined.append(cell)
    return joined


def _numbered(
    edges: Sequence[int], positions: Sequence[float] | None, spans: Iterable[tuple[int, int]]
) -> dict[int, int]:
    """Return the number of each edge; edges a hair apart, between which no cell lies, are one and the same.

    Borders that were drawn by hand row by row do not meet to the point, and cells merged over such rows are
    still one cell to the eye.
    """
    if positions is None:
        return {edge: index for index, edge in enumerate(edges)}
    # For each edge, the last edge to its left at which a cell begins that ends here.
    begins: dict[int, int] = {}
    for start, end in spans:
        begins[end] = max(start, begins.get(end, start))
    number: dict[int, int] = {}
    first, first_position = edges[0], 0.0
    for edge, position in zip(edges, positions, strict=True):
        apart = position - first_position >= SAME_EDGE or begins.get(edge, -1) >= first
        if not number or apart:
            number[edge] = number[first] + 1 if number else 0
            first, first_position = edge, position
        else:
            number[edge] = number[first]
    return number


def _first_of_each(
    edges: Sequence[int], positions: Sequence[float] | None, number: Mapping[int, int]
) -> tuple[float, ...] | None:
    """Return the place of each edge, of the first where several are one."""
    if positions is None:
        return None
    places: dict[int, float] = {}
    for edge, position in zip(edges, positions, strict=True):
        places.setdefault(number[edge], position)
    return tuple(places.values())


def _cells(rows: list[list[RowCell]], number: dict[int, int]) -> tuple[Cell, ...]:
    """Return the cells in row, column order, each vertical merge one cell.

    A cell that continues a merge joins the cell above that has the same edges. Where there is none, because
    the row with the restart was deleted or the file is odd, it stands for itself and keeps its text.
    """
    open_above: dict[tuple[int, int], tuple[int, RowCell]] = {}  # by the numbers of their edges
    tops: list[tuple[int, RowCell]] = []
    for index, row in enumerate(rows):
        still_open: dict[tuple[int, int], tuple[int, RowCell]] = {}
        for cell in row:
            if cell.merge is None:
                tops.append((index, cell))
                continue
            edges = (number[cell.start], number[cell.end])
            top = open_above.get(edges) if cell.merge == "continue" else None
            if top is None:
                top = (index, cell)
                tops.append(top)
            else:
                top[1].height = index - top[0] + 1
            still_open[edges] = top
        open_above = still_open
    return tuple(
        [
            Cell(
                cell.text,
                index,
                number[cell.start],
                cell.height,
                number[cell.end] - number[cell.start],
                None,
                None,
                cell.blocks,
            )
            for index, cell in tops
        ]
    )


def _positions(edges: Sequence[int], widths: Sequence[float]) -> tuple[float, ...] | None:
    """Return the edges in points from the left of the grid; None where the grid does not reach."""
    if edges[-1] > len(widths):
        return None
    positions = [0.0]
    for width in widths:
        positions.append(positions[-1] + width)
    return tuple(round(positions[edge], 2) for edge in edges)
