"""The layout grid of a table: spans, merges, rows that start late or end early; linear in the cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas.errors import LimitError
from schemas.limits import Limits
from schemas.location import Location
from schemas.source import Block, Cell, Table

Merge = Literal["restart", "continue"] | None


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


@dataclass(slots=True)
class TableRows:
    """The rows of a table as they are read."""

    rows: list[list[RowCell]] = field(default_factory=list)
    headers: list[bool] = field(default_factory=list)


def build_table(
    read: TableRows,
    widths: Sequence[float],
    location: Location,
    *,
    ruled: bool | None,
    caption: str | None,
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
    edges = sorted({edge for row in rows for cell in row for edge in (cell.start, cell.end)})
    if len(edges) - 1 > limits.table_columns:
        raise LimitError(found=f"{len(edges) - 1} table columns", limit=limits.table_columns)
    number = {edge: index for index, edge in enumerate(edges)}
    header_rows = 0
    while header_rows < len(read.headers) and read.headers[header_rows]:
        header_rows += 1
    return Table(
        n_rows=len(rows),
        n_cols=len(edges) - 1,
        cells=_cells(rows, number),
        location=location,
        header_rows=header_rows if header_rows < len(rows) else 0,
        ruled=ruled,
        col_edges=_positions(edges, widths),
        caption=caption,
    )


def _joined_left(row: list[RowCell]) -> list[RowCell]:
    """Return the row with w:hMerge resolved: what continues gives its columns to the cell on its left."""
    if not any(cell.joins_left for cell in row):
        return row
    joined: list[RowCell] = []
    for cell in row:
        if cell.joins_left and joined:
            joined[-1].end = cell.end
        else:
            joined.append(cell)
    return joined


def _cells(rows: list[list[RowCell]], number: dict[int, int]) -> tuple[Cell, ...]:
    """Return the cells in row, column order, each vertical merge one cell.

    A cell that continues a merge joins the cell above that has the same edges. Where there is none, because
    the row with the restart was deleted or the file is odd, it stands for itself and keeps its text.
    """
    open_above: dict[tuple[int, int], tuple[int, RowCell]] = {}
    tops: list[tuple[int, RowCell]] = []
    for index, row in enumerate(rows):
        still_open: dict[tuple[int, int], tuple[int, RowCell]] = {}
        for cell in row:
            if cell.merge is None:
                tops.append((index, cell))
                continue
            edges = (cell.start, cell.end)
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


def _positions(edges: list[int], widths: Sequence[float]) -> tuple[float, ...] | None:
    """Return the edges in points from the left of the grid; None where the grid does not reach."""
    if edges[-1] > len(widths):
        return None
    positions = [0.0]
    for width in widths:
        positions.append(positions[-1] + width)
    return tuple(round(positions[edge], 2) for edge in edges)
