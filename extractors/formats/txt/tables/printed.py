"""One line of a table of aligned columns: its words by column, or a title that runs over them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.formats.txt.tables.columns import CLOSE, DRIFT, Boundary, Segment, cut, segments
from extractors.formats.txt.tables.shapes import is_order_label

# A title over the columns is centred: it is indented by this much more than the second column.
TITLE_INDENT = 3
# A group's number and title in the middle of the table: `II. Kiểm tra`.
_GROUP = re.compile(r"(?:[IVX]{1,6}|[A-ZĐ])[.)]\s+\S")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of a table: its words by column, or one text over all of them."""

    cells: tuple[str, ...] = ()
    title: str = ""
    tight: bool = False  # cells that only a single space parts

    @property
    def filled(self) -> int:
        """How many columns hold words."""
        return sum(map(bool, self.cells))

    @property
    def label(self) -> str:
        """The order number; empty where there is none."""
        return self.cells[0] if self.cells and is_order_label(self.cells[0]) else ""


def lines_around(texts: Sequence[str], index: int, low: int, high: int) -> list[str]:
    """Return the lines next to one in low..high, nearest first."""
    near = (index - 1, index + 1, index - 2, index + 2)
    return [texts[place] for place in near if low <= place < high and texts[place]]


def read_printed(
    text: str, boundaries: Sequence[Boundary], around: Sequence[str], begin: Sequence[frozenset[str]]
) -> Printed:
    """Return a line with its words by column.

    Args:
        text: not blank.
        boundaries: between the columns on this page.
        around: the lines next to it, nearest first.
        begin: for each boundary the words that cells to its right are known to begin with.
    """
    segs = segments(text)
    alone = len(segs) == 1
    parts = _alone(segs[0], boundaries, around, begin) if alone else cut(text, boundaries, around, begin)
    if parts is None and not segs[0].text[0].islower():
        return Printed(title=text.strip())
    parts = parts or _put(text.strip(), segs[0].start, boundaries)
    filled = sum(map(bool, parts))
    # An order number may stand a space before its task; other columns part with a clear gap.
    label_touches = bool(parts[0]) and segs[0].text != parts[0]
    tight = filled - label_touches > len(segs)
    return Printed(tuple(_merged(parts, text) if tight and parts[0] else parts), tight=tight)


def _put(text: str, start: int, boundaries: Sequence[Boundary]) -> list[str]:
    """Return the cells of a line that is one text, in the column where it begins."""
    cells = [""] * (len(boundaries) + 1)
    cells[max(1, sum(boundary.end - CLOSE <= start for boundary in boundaries))] = text
    return cells


def _alone(
    only: Segment, boundaries: Sequence[Boundary], around: Sequence[str], begin: Sequence[frozenset[str]]
) -> list[str] | None:
    """Return the cells of a line without a gap: mostly one; None where it is a title over columns."""
    column = sum(boundary.end - CLOSE <= only.start for boundary in boundaries)
    if column > 1 and _GROUP.match(only.text):
        return None
    right = boundaries[column] if column < len(boundaries) else None
    label, _, title = only.text.partition(" ")
    if column == 0 and not is_order_label(label):
        return None
    if column == 0 and title and only.start + len(label) + 1 < boundaries[0].end - DRIFT:
        return None  # it begins beside its number, far from where the tasks do
    if right is None or only.end <= right.end + CLOSE:
        cells = [""] * (len(boundaries) + 1)
        cells[column] = only.text
        return (
            cells
            if column or is_order_label(only.text)
            else cut(" " * only.start + only.text, boundaries, around, begin)
        )
    crossed = sum(only.start < boundary.start and boundary.end < only.end for boundary in boundaries)
    parts = cut(" " * only.start + only.text, boundaries, around, begin)
    filled = [part for part in parts or [] if part]
    # Two cells that touch begin with a capital each, the first at the edge of its column.
    at_edge = column > 1 or only.start <= boundaries[0].end + TITLE_INDENT
    touch = len(filled) > 1 and not filled[-1][0].islower() and at_edge
    return parts if touch and (crossed < 2 or column > 1) else None


def _merged(parts: Sequence[str], text: str) -> list[str]:
    """Return the cells of a row's first line: what a single space parts before a small letter is one cell."""
    merged = list(parts)
    for column in range(2, len(merged)):
        whole = f"{merged[column - 1]} {merged[column]}"
        if merged[column - 1] and merged[column][:1].islower() and whole in text:
            merged[column - 1 : column + 1] = [whole, ""]
    return merged
