"""The rows of a table as the page shows them: every address of the grid with the cell that covers it."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.location import Location
from schemas.source import Cell, Table


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; cells[col] is the cell that covers that column, None where the source has none."""

    cells: tuple[Cell | None, ...]
    index: int  # row in its Table, from 0
    place: Location
    page: int | None
    after_break: bool  # the first row on a page, or of a further piece of the table
    shows_merges: bool

    def text(self, col: int) -> str:
        """The text that stands in this column, stripped; a merged cell's on every row that it covers."""
        cell = self.cells[col] if col < len(self.cells) else None
        return cell.text.strip() if cell is not None else ""

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

    def is_blank(self) -> bool:
        """Whether no cell over this row has text."""
        return not any(cell is not None and cell.text.strip() for cell in self.cells)

    def at(self, col: int) -> Location:
        """The place of the cell that covers this column; the row's own where there is none."""
        cell = self.cells[col] if col < len(self.cells) else None
        if cell is None:
            return self.place
        return self.place.at(row=cell.row, col=cell.col, page=cell.page or self.place.page)


def iter_rows(table: Table, *, further_piece: bool = False) -> Iterator[Row]:
    """Yield the rows of a table from the top, in time linear in its grid."""
    covering: list[Cell | None] = [None] * table.n_cols
    until = [0] * table.n_cols
    cells = iter(table.cells)
    cell = next(cells, None)
    page: int | None = None
    for index in range(table.n_rows):
        for col in range(table.n_cols):
            if until[col] <= index:
                covering[col] = None
        while cell is not None and cell.row == index:
            for col in range(cell.col, min(cell.col + cell.col_span, table.n_cols)):
                covering[col] = cell
                until[col] = index + cell.row_span
            cell = next(cells, None)
        pages = [c.page for c in covering if c is not None and c.row == index and c.page is not None]
        new_page = min(pages) if pages else page if page is not None else table.location.page
        turned = index > 0 and page is not None and new_page is not None and new_page > page
        page = new_page
        yield Row(
            tuple(covering),
            index,
            table.location.at(row=index, page=page),
            page,
            turned or (further_piece and index == 0),
            table.shows_merges,
        )
