"""Where something stands in its source."""

from dataclasses import fields

from schemas.values import value


@value
class BBox:
    """A box on a page, in points from the page's top left corner; x0 <= x1, top <= bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


@value
class Location:
    """A place in a source; every part that is known is given, the others are None.

    Pages and lines count from 1 as people do; block (index in SourceDocument.blocks), row and col from 0.
    start and end are offsets in the text of that paragraph or cell, half open.
    """

    page: int | None = None
    block: int | None = None
    row: int | None = None
    col: int | None = None
    line: int | None = None
    start: int | None = None
    end: int | None = None
    box: BBox | None = None

    def at(self, *, row: int | None = None, col: int | None = None, page: int | None = None) -> "Location":
        """Return the place of a cell of the table that stands here."""
        # Built, not replaced: a long table asks for thousands of places, and replace() takes five times as long.
        own = self.page if page is None else page
        return Location(own, self.block, row, col, self.line, self.start, self.end, self.box)

    def span(self, start: int, end: int) -> "Location":
        """Return the place of text[start:end] of the text that stands here."""
        return Location(self.page, self.block, self.row, self.col, self.line, start, end, self.box)

    def as_dict(self) -> dict[str, int | list[float]]:
        """Return the known parts alone, the box as [x0, top, x1, bottom] rounded to a tenth of a point."""
        known: dict[str, int | list[float]] = {}
        for part in fields(self):
            value = getattr(self, part.name)
            if isinstance(value, BBox):
                known["box"] = [round(v, 1) for v in (value.x0, value.top, value.x1, value.bottom)]
            elif value is not None:
                known[part.name] = value
        return known

    def __str__(self) -> str:
        """Say the place to a person: `page 3, table row 4, column 2`."""
        parts = []
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.row is not None:
            parts.append(f"table at block {self.block}" if self.block is not None else "table")
            parts.append(f"row {self.row + 1}")
            if self.col is not None:
                parts.append(f"column {self.col + 1}")
        elif self.block is not None:
            parts.append(f"block {self.block + 1}")
        return ", ".join(parts)


NOWHERE = Location()
