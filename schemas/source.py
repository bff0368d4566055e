"""The common document: what every reader produces and the parser takes. Positioned blocks, no meaning yet.

All text is NFC and clean (see schemas.text.clean). Positions are in points from the top left corner of the
page as it is seen (rotation and crop box applied). Pages count from 1, rows, columns and blocks from 0, lines
of a text file from 1. Intervals are half open.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from schemas.diagnostics import Diagnostic
from schemas.location import NOWHERE, BBox, Location
from schemas.values import value

__all__ = [
    "BBox",
    "Block",
    "Cell",
    "DigitalSignature",
    "Location",
    "Note",
    "Page",
    "Paragraph",
    "Run",
    "SourceDocument",
    "Style",
    "Table",
]

Align = Literal["left", "center", "right", "justify"]


@value
class Style:
    """How a paragraph looks; None where the source does not say (a text file says nothing).

    A character property is that of the greater part of the paragraph's letters; Paragraph.runs has more.
    """

    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    caps: bool | None = None  # shown in capitals by the style; Paragraph.text already holds the capitals
    size: float | None = None  # points
    align: Align | None = None
    indent: float | None = None  # points from the left edge of the text area to the first line
    outline_level: int | None = None  # 0 for a first-level heading (Word's outline level 1, Markdown's #)
    space_before: float | None = None  # points


PLAIN = Style()


@value
class Run:
    """A stretch of a paragraph's text, text[start:end], that looks alike."""

    start: int
    end: int
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None


@value
class Note:
    """A footnote or endnote: its mark as printed, its text, and where in the paragraph's text it hangs."""

    mark: str
    text: str
    offset: int


@value
class Paragraph:
    """A paragraph as it is read: lines that were only wrapped are joined, a typed line break is `\\n`."""

    text: str  # without the automatic number; a typed number stays in it
    label: str | None = None  # the automatic number or bullet as printed: "1.", "a)", "-"
    style: Style = PLAIN
    location: Location = NOWHERE
    runs: tuple[Run, ...] = ()  # empty where the whole paragraph looks as style says
    notes: tuple[Note, ...] = ()
    framed: bool = False  # stands in a text box or frame beside the flow

    @property
    def printed(self) -> str:
        """The text with its automatic number before it, as a reader sees it."""
        return f"{self.label} {self.text}" if self.label else self.text


@value
class Cell:
    """A table cell, addressed on the layout grid; a merged cell is one Cell with a span."""

    text: str  # paragraphs within the cell joined by "\n", automatic numbers and bullets included
    row: int  # the top left corner of the span
    col: int
    row_span: int = 1
    col_span: int = 1
    page: int | None = None
    box: BBox | None = None
    # Paragraphs with their style and nested tables; empty where the reader knows no more than the text.
    blocks: tuple["Block", ...] = ()


@value
class Table:
    """A table on a grid of n_rows x n_cols; a table that runs over pages is one Table.

    A header row that is repeated on a further page is NOT taken out by the reader, nor is a row that a page
    break cuts joined: the parser does both, by what the columns mean. Cells are in row, column order; every
    grid address belongs to at most one cell; an address without a cell is missing in the source.
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    location: Location = NOWHERE
    shows_merges: bool = True  # False: the source cannot show merged cells (text, unruled columns)
    header_rows: int = 0  # rows that the source itself marks as repeating header
    ruled: bool | None = None  # has visible rules; None where the source does not say
    col_edges: tuple[float, ...] | None = None  # n_cols + 1 positions in points, where known

    def grid(self) -> list[list[Cell | None]]:
        """Return n_rows lists of n_cols cells; an address inside a span gives the cell at its top left."""
        rows: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in rows[cell.row : cell.row + cell.row_span]:
                for col in range(cell.col, min(cell.col + cell.col_span, self.n_cols)):
                    row[col] = cell
        return rows


Block = Paragraph | Table


@value
class Page:
    """A page of the source, where the format has pages."""

    number: int
    width: float  # points, as seen
    height: float
    reader: str = ""  # which path read it: "pdfium", "pdfplumber"
    text: Literal["digital", "ocr", "none"] = "digital"  # "none": no usable text, it needs recognition


@value
class DigitalSignature:
    """What a digital signature says of itself; read, not verified."""

    signer: str | None = None
    organisation: str | None = None
    signed_at: str | None = None  # ISO 8601 with offset
    page: int | None = None


@value
class SourceDocument:
    """A file as read: its blocks in reading order and what stands beside them."""

    format: str
    name: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    furniture: tuple[Paragraph, ...] = ()  # running heads and feet, page numbers, stamps of copies: not body
    signatures: tuple[DigitalSignature, ...] = ()
    attachments: tuple[str, ...] = ()  # names of embedded files
    text_origin: Literal["digital", "ocr", "mixed"] = "digital"
    encoding: str | None = None  # of a text file, or the legacy encoding that was converted
    tracked_changes: bool = False
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the body, those in table cells left out."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[Table]:
        """Yield the tables of the body, nested ones left out."""
        return (block for block in self.blocks if isinstance(block, Table))
