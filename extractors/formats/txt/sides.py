"""Two blocks side by side: the letterhead, and recipients beside the signature, as layout text keeps them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.formats.txt.lines import TAB_STOP, Line
from extractors.formats.txt.markdown import is_rule
from extractors.formats.txt.paragraphs import join_wrapped
from extractors.formats.txt.tables.found import Found
from extractors.formats.txt.wrapping import starts_item

# A gap of this many spaces before a capital parts two blocks; blanks to be filled in are followed by small
# letters and strokes (`ngày     tháng 8`, `Số:      /KH`).
GAP = 3
# A block on the right begins at this column at least, of about 85 on a page.
RIGHT_COLUMN = 18
# A gap in a single line must be this wide to be one between blocks.
LONE_GAP = 8
# Lines of one block are centred on one another, give or take this many columns.
OFF_CENTRE = 8
# Between a signature's title and the name below it stand this many blank lines at most.
BLANK_LINES = 8
# A letterhead or a list of recipients takes no more lines than a page has.
BLOCK_LINES = 80

_DASHES = "-–—+•"
_GAPS = re.compile(rf"(?<=\S) {{{GAP},}}(?=\S)")
_WORD_GAPS = re.compile(r"(?<=\S) {2,}(?=\S)")


@dataclass
class _Blocks:
    """Two blocks as they grow: the columns between them that are blank on every line, and their lines."""

    low: int  # the left block ends before
    high: int  # the right block begins at
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    centres: list[float] = field(default_factory=list)
    widest_gap: int = 0
    both: int = 0  # lines with words on both sides

    def add(self, text: str, *, after_blank: bool) -> bool:
        """Take a line's words to the side where they stand; return whether they fit."""
        start = len(text) - len(text.lstrip())
        gap = next((g for g in _WORD_GAPS.finditer(text) if self._fits(g.start(), g.end())), None)
        if gap:
            self._narrow(gap.start(), gap.end())
            self._add_left(text[: gap.start()])
            self._add_right(text[gap.end() :], gap.end(), len(text))
            self.widest_gap = max(self.widest_gap, gap.end() - gap.start())
            self.both += 1
            return True
        centre = (start + len(text)) / 2
        if start > self.low and abs(centre - sum(self.centres) / len(self.centres)) <= OFF_CENTRE:
            self.high = min(self.high, start)
            self._add_right(text[start:], start, len(text))
            return True
        if len(text) < self.high and (not after_blank or self._lists_on(text)):
            self.low = max(self.low, len(text))
            self._add_left(text)
            return True
        return False

    def _lists_on(self, text: str) -> bool:
        """Say whether a line goes on with the list on the left: recipients may have blank lines between them."""
        return bool(self.left) and text.lstrip()[0] in _DASHES and self.left[-1][0] in _DASHES

    def _fits(self, start: int, end: int) -> bool:
        return min(end, self.high) - max(start, self.low) >= 1

    def _narrow(self, start: int, end: int) -> None:
        self.low, self.high = max(start, self.low), min(end, self.high)

    def _add_left(self, text: str) -> None:
        self.left.append(text.strip())

    def _add_right(self, text: str, start: int, end: int) -> None:
        self.right.append(text.strip())
        self.centres.append((start + end) / 2)


def find_sides(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield stretches of lines that hold two blocks side by side, as a table of one row and two cells."""
    texts = [line.text.expandtabs(TAB_STOP).rstrip() for line in lines]
    index = taken = 0
    while index < len(lines):
        gap = _gap_between_blocks(texts[index])
        if gap is None:
            index += 1
            continue
        blocks = _Blocks(gap[0], gap[1])
        start = _lines_above(texts, index, gap, taken)
        blocks.centres.append((gap[1] + len(texts[index])) / 2)
        end = _grow(lines, texts, start, index, blocks)
        if blocks.both > 1 or blocks.widest_gap >= LONE_GAP:
            cells = (_cell(blocks.left), _cell(blocks.right))
            yield Found(start, end, (cells,), lines[start].number, ruled=False)
            index = taken = end
        else:
            index += 1


def _gap_between_blocks(text: str) -> tuple[int, int] | None:
    """Return the widest gap of a line that can lie between two blocks."""
    gaps = [gap.span() for gap in _GAPS.finditer(text) if gap.end() >= RIGHT_COLUMN]
    gaps = [gap for gap in gaps if text[gap[1]].isupper() or text[gap[1]] in "([*"]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _lines_above(texts: Sequence[str], index: int, gap: tuple[int, int], taken: int) -> int:
    """Return the first of the lines above a line that stand wholly over its right block."""
    centre = (gap[1] + len(texts[index])) / 2
    start = index
    while start > max(taken, index - BLOCK_LINES) and texts[start - 1]:
        above = texts[start - 1]
        indent = len(above) - len(above.lstrip())
        if indent <= gap[0] or abs((indent + len(above)) / 2 - centre) > OFF_CENTRE:
            break
        start -= 1
    return start


def _grow(lines: Sequence[Line], texts: Sequence[str], start: int, first: int, blocks: _Blocks) -> int:
    """Take lines into the blocks as long as they fit; return the line after the last."""
    end, blank = start, 0
    for index in range(start, min(start + BLOCK_LINES, len(texts))):
        if not texts[index]:
            blank += 1
            if blank > BLANK_LINES:
                break
            continue
        if lines[index].new_page and index > first and not starts_item(texts[index]):
            break
        if not blocks.add(texts[index], after_blank=blank > 0):
            break
        end, blank = index + 1, 0
    return max(end, first + 1)


def _cell(lines: Sequence[str]) -> str:
    """Return a block's lines; one that goes on in mid-sentence is joined to the line above."""
    joined: list[str] = []
    for line in lines:
        if is_rule(line):
            continue
        goes_on = line[:1].islower() and not starts_item(line) and joined and joined[-1][-1:] not in ".;:"
        if goes_on:
            joined[-1] = join_wrapped((joined[-1], line))
        else:
            joined.append(line)
    return "\n".join(joined)
