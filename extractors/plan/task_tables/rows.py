"""The rows of a table as the page shows them: every address of the grid with the cell that covers it."""

from collections.abc import Iterator
from dataclasses import replace

from schemas.location import Location
from schemas.source import Cell, Paragraph, Table
from schemas.values import value

_UNTICKED = frozenset("☐□🗆")


@value
class Row:
    """A row of a table; cells[col] is the cell that covers that column, None where the source has none."""

    cells: tuple[Cell | None, ...]
    index: int  # from 0; rows of a further piece of a table are counted on
    place: Location
    page: int | None
    after_break: bool  # the first row on a page, or of a further piece of the table
    shows_merges: bool
    origin: int = 0  # rows of the pieces above: index of the first row of its Table

    def text(self, col: int) -> str:
        """The text that stands in this column, stripped; a merged cell's on every row that it covers.

        A box that is not ticked says as much as a blank cell.
        """
        cell = self.cells[col] if col < len(self.cells) else None
        text = cell.text.strip() if cell is not None else ""
        return "" if text in _UNTICKED else text

    def starts(self, col: int) -> bool:
        """Whether the cell of this column begins in this row."""
        cell = self.cells[col] if col < len(self.cells) else None
        return cell is not None and cell.row == self.index

    def printed(self) -> list[Cell]:
        """The cells with text that begin in this row, from left to right."""
        return [
            cell
            for col, cell in enumerate(self.cells)
            if cell is not None and cell.col == col and cell.row == self.index and cell.text.strip()
        ]

    def is_bold(self, col: int) -> bool:
        """Whether all text of this column's cell is bold; False where the source does not say."""
        cell = self.cells[col] if col < len(self.cells) else None
        texts = [b for b in cell.blocks if isinstance(b, Paragraph) and b.text.strip()] if cell else []
        return bool(texts) and all(paragraph.style.bold for paragraph in texts)

    def is_blank(self) -> bool:
        """Whether no cell over this row has text."""
        return not any(cell is not None and cell.text.strip() for cell in self.cells)

    def at(self, col: int) -> Location:
        """The place of the cell that covers this column; the row's own where there is none.

        So it is too where the cell begins in an earlier piece of the table.
        """
        cell = self.cells[col] if col < len(self.cells) else None
        if cell is None or cell.row < self.origin:
            return self.place
        row = cell.row - self.origin
        return self.place.at(row=row, col=cell.col, page=cell.page or self.place.page)


def iter_rows(table: Table, *, origin: int = 0) -> Iterator[Row]:
    """Yield the rows of a table from the top, in time linear in its grid.

    Args:
        table: a piece of a table.
        origin: how many rows the pieces above it have; its rows are counted on from there.
    """
    covering: list[Cell | None] = [None] * table.n_cols
    until = [0] * table.n_cols
    cells = iter([replace(cell, row=cell.row + origin) for cell in table.cells] if origin else table.cells)
    cell = next(cells, None)
    page: int | None = None
    for index in range(table.n_rows):
        for col in range(table.n_cols):
            if until[col] <= index:
                covering[col] = None
        while cell is not None and cell.row == index + origin:
            for col in range(cell.col, min(cell.col + cell.col_span, table.n_cols)):
                covering[col] = cell
                until[col] = index + cell.row_span
            cell = next(cells, None)
        pages = [c.page for c in covering if c is not None and c.row == index + origin and c.page is not None]
        new_page = min(pages) if pages else page if page is not None else table.location.page
        turned = index > 0 and page is not None and new_page is not None and new_page > page
        page = new_page
        yield Row(
            tuple(covering),
            index + origin,
            table.location.at(row=index, page=page),
            page,
            turned or (origin > 0 and index == 0),
            table.shows_merges,
            origin,
        )
