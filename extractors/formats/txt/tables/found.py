"""A table that a finder made out, before it becomes a block."""

from dataclasses import dataclass, replace

from extractors.formats.txt.lines import Line
from extractors.formats.txt.markdown import unmark
from schemas.diagnostics import Diagnostic
from schemas.errors import LimitError
from schemas.limits import Limits
from schemas.location import Location
from schemas.source import Cell, Table
from schemas.text import clean


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of cells that stand in lines[start:end]; None for a cell that the source lacks.

    Without rows it is a table that could not be rebuilt, and its lines stay text.
    """

    start: int
    end: int
    rows: tuple[tuple[str | None, ...], ...]
    line: int  # number of its first line, from 1
    header_rows: int = 0
    ruled: bool | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    kept: tuple[Line, ...] = ()  # its lines, where it has no rows
    spans: tuple[tuple[int, int], ...] = ()  # heads of the first row that cover several columns: (col, span)
    merges: tuple[
        tuple[int, int, int, int], ...
    ] = ()  # row, column, rows and columns of cells that cover several
    shows_merges: bool = False  # whether a cell that goes on is told from a blank one

    def table(self, location: Location, limits: Limits) -> Table:
        """Return the table as a block; plain text cannot show merged cells.

        Trailing tabs and bars are often stripped, so a short row lacks nothing but blank cells.

        Raises:
            LimitError: it has more rows or columns than the limits allow.
        """
        width = max(map(len, self.rows), default=0)
        if width > limits.table_columns:
            raise LimitError(found=f"a table of {width} columns", limit=limits.table_columns)
        if len(self.rows) > limits.table_rows:
            raise LimitError(found=f"a table of {len(self.rows)} rows", limit=limits.table_rows)
        merges = {(0, col): (1, span) for col, span in self.spans}
        merges |= {
            (row, col): (min(down, len(self.rows) - row), across) for row, col, down, across in self.merges
        }
        cells = tuple(
            Cell(clean_cell(text), row, col, *merges.get((row, col), (1, 1)))
            for row, texts in enumerate(self.rows)
            for col, text in enumerate((*texts, *[""] * (width - len(texts))))
            if text is not None
        )
        return Table(
            len(self.rows),
            width,
            cells,
            replace(location, line=self.line),
            shows_merges=self.shows_merges,
            header_rows=self.header_rows,
            ruled=self.ruled,
        )


def clean_cell(text: str) -> str:
    """Return a cell's text without marks and blank lines."""
    lines = (line for line in clean(unmark(text.strip()).text).split("\n"))
    return "\n".join(line for line in lines if line)
