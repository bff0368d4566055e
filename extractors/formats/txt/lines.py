"""The lines of a text file, and what page makers added to them: page numbers, running heads, form feeds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.formats.openings import opens_part
from extractors.formats.txt.cut_words import mend_cut_words

TAB_STOP = 8  # columns; what `expand` and terminals use
# A line is centred, or stands in a right column, when this many columns before it are blank.
CENTRED = 20
# A running head is what stands first or last on this many pages at least, and on half of them.
RUNNING_PAGES = 3

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ODD_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_GAP = re.compile(r"\S(?: {2,}|\t\s*)(?=\S)")
_PAGE_NUMBER = re.compile(
    r"(?:trang|page)?\s*[-–—|]?\s*(?P<number>\d{1,4})\s*(?:/\s*\d{1,4}|[-–—|])?\s*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as typed: tabs and spaces tell where columns stand."""

    number: int  # from 1, as editors count
    text: str  # odd spaces are plain ones
    new_page: bool = False  # a form feed stands before it

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Columns before the first character."""
        text = self.text.expandtabs(TAB_STOP)
        return len(text) - len(text.lstrip())

    @property
    def has_columns(self) -> bool:
        """Whether a tab or several spaces stand between words."""
        return bool(_GAP.search(self.text))


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text; a form feed ends a line and a page."""
    text = mend_cut_words(_ODD_SPACES.sub(" ", text))
    lines: list[Line] = []
    number, start, new_page = 1, 0, False
    for found in _BREAKS.finditer(text):
        if found.group() == "\f" and start == found.start():
            # Pages are parted by `\n\f`: the form feed stands before a line and ends none.
            start, new_page = found.end(), True
            continue
        lines.append(Line(number, text[start : found.start()], new_page))
        start, new_page = found.end(), found.group() == "\f"
        number += not new_page
    if start < len(text):
        lines.append(Line(number, text[start:], new_page))
    return lines


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the body and the page numbers and running heads that were taken out."""
    edges = _page_edges(lines)
    out = set(_running_heads(lines, edges)) | set(_page_numbers(lines, edges))
    body = [line for index, line in enumerate(lines) if index not in out]
    return body, [lines[index] for index in sorted(out)]


def _page_edges(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return for each page its first and last printed line; nothing where there are no form feeds."""
    starts = [index for index, line in enumerate(lines) if line.new_page]
    if not starts:
        return []
    edges = []
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        printed = [index for index in range(start, end) if not lines[index].is_blank]
        if printed:
            edges.append((printed[0], printed[-1]))
    return edges


def _running_heads(lines: Sequence[Line], edges: Sequence[tuple[int, int]]) -> Iterator[int]:
    for side in (0, 1):
        shapes = {edge[side]: _DIGITS.sub("#", lines[edge[side]].text.strip()) for edge in edges}
        counts = Counter(shapes.values())
        for index, shape in shapes.items():
            # The header row of a table is repeated as well: it has columns, and the parser wants it.
            often = counts[shape] >= max(RUNNING_PAGES, len(edges) / 2)
            is_text = any(char.isalpha() for char in shape)
            if often and is_text and not lines[index].has_columns and not opens_part(lines[index].text):
                yield index


def _page_numbers(lines: Sequence[Line], edges: Sequence[tuple[int, int]]) -> Iterator[int]:
    at_edge = {index for edge in edges for index in edge}
    expected = None
    for index, line in enumerate(lines):
        found = _PAGE_NUMBER.fullmatch(line.text.strip()) if len(line.text) < 200 else None
        if not found:
            continue
        number = int(found["number"])
        alone = _is_blank_at(lines, index - 1) and _is_blank_at(lines, index + 1)
        # Without form feeds only a number that goes on counting, set apart, is sure to be a page's.
        counts_on = number == expected if expected is not None else number in (1, 2)
        if index in at_edge or (counts_on and (line.indent >= CENTRED or alone)):
            expected = number + 1
            yield index


def _is_blank_at(lines: Sequence[Line], index: int) -> bool:
    return not 0 <= index < len(lines) or lines[index].is_blank
