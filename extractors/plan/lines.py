"""The printed lines of a block: of a paragraph, or of the cells of a table that only lays text out."""

from collections.abc import Iterable, Iterator

from schemas.location import NOWHERE, Location
from schemas.source import PLAIN, Block, Cell, Paragraph, Style, Table
from schemas.values import value


@value
class Line:
    """A line of text, where it stands and how its paragraph looks."""

    text: str
    location: Location = NOWHERE
    style: Style = PLAIN
    column: int = 0  # first grid column of its cell; 0 outside tables

    @property
    def is_capitals(self) -> bool:
        """Say whether the line has letters and all of them are capitals."""
        return self.text.isupper()


def lines_of(block: Block) -> list[Line]:
    """Return the lines of a block that are not empty; those of a table column by column, left to right."""
    if isinstance(block, Paragraph):
        return _paragraph_lines(block, block.location, 0)
    cells = sorted(block.cells, key=lambda cell: (cell.col, cell.row))
    return [line for cell in cells for line in _cell_lines(cell, block)]


def iter_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Yield the lines of blocks in order."""
    for block in blocks:
        yield from lines_of(block)


def _cell_lines(cell: Cell, table: Table) -> list[Line]:
    place = table.location.at(row=cell.row, col=cell.col, page=cell.page)
    if not cell.blocks:
        return [
            Line(text, place, column=cell.col) for part in cell.text.split("\n") if (text := part.strip())
        ]
    lines: list[Line] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            lines.extend(_paragraph_lines(block, place, cell.col))
        else:
            lines.extend(Line(line.text, place, line.style, cell.col) for line in lines_of(block))
    return lines


def _paragraph_lines(paragraph: Paragraph, place: Location, column: int) -> list[Line]:
    return [
        Line(text, place, paragraph.style, column)
        for part in paragraph.printed.split("\n")
        if (text := part.strip())
    ]
