"""Tables as HTML within Markdown: what converters write where Markdown cannot show merged cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.formats.txt.lines import Line
from extractors.formats.txt.tables.found import Found

_OPEN = re.compile(r"<table\b", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li", "tr"})
_WIDEST_SPAN = 1_000  # what a browser takes of a cell's span, too


@dataclass
class _Grid:
    """Rows as they are laid out; None where a cell above or to the left covers the place."""

    rows: list[list[str | None]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # row, column, rows, columns
    _covered: dict[int, int] = field(default_factory=dict)  # column -> rows from the current one on

    def add(self, cells: Sequence[tuple[str, int, int]]) -> None:
        """Lay out a row of cells, each its text and the rows and columns that it covers."""
        covered = self._covered
        row: list[str | None] = []
        below: dict[int, int] = {}
        for text, down, across in cells:
            while len(row) in covered:
                row.append(None)
            if down > 1 or across > 1:
                self.merges.append((len(self.rows), len(row), down, across))
            below |= dict.fromkeys(range(len(row), len(row) + across), down)
            row.extend([text, *[None] * (across - 1)])
        last = max(covered, default=-1)
        row.extend(None if column in covered else "" for column in range(len(row), last + 1))
        self.rows.append(row)
        left = {**covered, **below}
        self._covered = {column: rows - 1 for column, rows in left.items() if rows > 1}


def find_tag_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the tables between `<table>` and `</table>`; one that is never closed stays text."""
    index = 0
    while index < len(lines):
        if not _OPEN.search(lines[index].text):
            index += 1
            continue
        depth, end = 0, index
        while end < len(lines) and (depth > 0 or end == index):
            text = lines[end].text
            depth += len(_OPEN.findall(text)) - len(_CLOSE.findall(text))
            end += 1
        if depth > 0:
            return
        grid, header_rows = _read("\n".join(line.text for line in lines[index:end]))
        if any(any(row) for row in grid.rows):
            rows, merges = tuple(map(tuple, grid.rows)), tuple(grid.merges)
            yield Found(
                index,
                end,
                rows,
                lines[index].number,
                header_rows,
                ruled=True,
                merges=merges,
                shows_merges=True,
            )
        index = end


def _read(markup: str) -> tuple[_Grid, int]:
    """Return the outermost table's rows and how many of them are its head; no rows where it cannot be parsed."""
    from lxml import etree  # loaded for the few texts that have tags

    grid, header_rows = _Grid(), 0
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root: Any = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return grid, 0
    table = root.find(".//table") if root is not None else None
    for row in table.iter("tr") if table is not None else ():
        if next(row.iterancestors("table")) is not table:
            continue  # a table within a cell is text of the cell
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if not cells:
            continue
        grid.add([(_text(cell), _span(cell.get("rowspan")), _span(cell.get("colspan"))) for cell in cells])
        heads = row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)
        header_rows += heads and header_rows == len(grid.rows) - 1
    return grid, header_rows


def _text(cell: Any) -> str:
    """Return a cell's text, a line for each of its paragraphs; a line break of the source is a space."""
    parts: list[str] = []
    for event, element in _walk(cell):
        if element is not cell and element.tag in _BREAKS:
            parts.append("\n")
        said = element.text if event == "start" else element.tail if element is not cell else None
        parts.append((said or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(cell: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(cell, events=("start", "end"))


def _span(value: str | None) -> int:
    digits = re.match(r"\s*(\d{1,4})", value or "")
    return min(max(int(digits[1]), 1), _WIDEST_SPAN) if digits else 1
