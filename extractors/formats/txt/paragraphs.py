"""Lines to paragraphs: which line goes on with the one before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.formats.txt.lines import Line, width_of
from extractors.formats.txt.markdown import heading_level, is_rule

# Text that was wrapped by a person or a converter has lines of at most this many columns; a landscape page
# of `pdftotext -layout` goes to 160.
WRAPPED_WIDTH = 170
# A line is full when less than this share of the width is left: the next word did not fit. Proportional
# fonts laid out in columns waver by a tenth.
FULL = 0.8
# The width of the lines around a line, this many on each side, is the width it was wrapped to.
NEIGHBOURHOOD = 12
# Lines indented this much further than the one before begin a paragraph.
FIRST_LINE_INDENT = 2

_BULLET = re.compile(r"\s*(?:[-–—•▪●○◦*+·\uf0b7\uf0a7\uf02d\uf0d8]\s+|[•▪●○\uf0b7])\S")
_LABEL = re.compile(
    r"""\s*(?:\*\*)?(?:
        (?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[A-ZĐ])\s?[.)]\s*(?=\D)   # 1.  1.2.  IV.  A.
      | (?:\d{1,3}(?:\.\d{1,3})+)\s                       # 1.2 without a full stop
      | \(?[a-zđ0-9]{1,2}\)                                 # a)  (1)
      | [a-zđ]\.\s                                         # a.
      | [A-ZĐ]\w+\s[IVXLC\d]{1,4}[.:]\s                     # a word and its number: Điều 1.
    )""",
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.;:!?…/][\"”'’)\]*_]*\s*$")
_BROKEN_WORD = re.compile(r"\w-$")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one paragraph and how they are read: wrapped, or each as typed."""

    lines: tuple[Line, ...]
    typed_breaks: bool = False  # the lines stay lines

    @property
    def text(self) -> str:
        """The text on one line, or on as many as were typed."""
        if self.typed_breaks:
            return "\n".join(line.text.strip() for line in self.lines)
        return join_wrapped(line.text for line in self.lines)


def join_wrapped(texts: "Sequence[str] | Iterator[str]") -> str:
    """Return wrapped lines as one; a word or a number range broken after its hyphen stays whole.

    >>> join_wrapped(["giai đoạn 2026-", "2030 của UBND-", "KSTT tỉnh"])
    'giai đoạn 2026-2030 của UBND-KSTT tỉnh'
    """
    joined = ""
    for text in texts:
        text = text.strip()
        joined += text if not joined or _BROKEN_WORD.search(joined) else f" {text}"
    return joined


def starts_item(text: str) -> bool:
    """Whether a line begins with a bullet or a number of its own."""
    return bool(_BULLET.match(text) or _LABEL.match(text))


def find_paragraphs(lines: Sequence[Line]) -> Iterator[Lines]:
    """Yield the paragraphs of a stretch of lines, in order; blank lines and drawn rules are none."""
    wrapped = is_wrapped(lines)
    current: list[Line] = []
    open_bold = False
    for index, line in enumerate(lines):
        if line.is_blank or is_rule(line.text):
            crosses_page = wrapped and current and _goes_on_after_page_break(current[-1], lines, index)
            if current and not open_bold and not crosses_page:
                yield Lines(tuple(current))
                current = []
            continue
        if current and open_bold:
            current.append(line)
            if line.text.count("**") % 2:
                yield Lines(tuple(current), typed_breaks=True)
                current, open_bold = [], False
            continue
        if current and not goes_on(current, line, width_around(lines, index) if wrapped else None):
            yield Lines(tuple(current))
            current = []
        current.append(line)
        open_bold = line.text.count("**") % 2 == 1 and _closes_soon(lines, index)
    if current:
        yield Lines(tuple(current), typed_breaks=open_bold)


def _closes_soon(lines: Sequence[Line], index: int) -> bool:
    """Whether bold that is opened on a line is closed within the block of lines it stands in."""
    for line in lines[index + 1 : index + 9]:
        if line.is_blank:
            return False
        if line.text.count("**") % 2:
            return True
    return False


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines were broken to a width: sentences go on, uncapitalised, on the line below."""
    printed = [line for line in lines if not line.is_blank]
    if not printed or sorted(len(line.text) for line in printed)[len(printed) * 9 // 10] > WRAPPED_WIDTH:
        return False
    broken = pairs = 0
    for above, below in pairwise(lines):
        if len(above.text.strip()) > 40 and not below.is_blank:
            pairs += 1
            below_text = below.text.strip()
            broken += (
                below_text[0].islower()
                and not starts_item(below_text)
                and not _SENTENCE_END.search(above.text)
            )
    return broken > 0 and broken * 10 >= pairs


def width_around(lines: Sequence[Line], index: int) -> int:
    """Return the width that the lines near one were wrapped to."""
    return width_of(lines[max(0, index - NEIGHBOURHOOD) : index + NEIGHBOURHOOD])


def goes_on(current: Sequence[Line], line: Line, width: int | None) -> bool:
    """Whether a line goes on with the paragraph of the lines before it.

    Args:
        current: the paragraph's lines so far, not empty.
        width: columns the text was wrapped to; None where it was not.
    """
    above, text = current[-1], line.text.strip()
    if heading_level(above.text) is not None or heading_level(line.text) is not None:
        return False
    ended = bool(_SENTENCE_END.search(above.text))
    if width is None:
        # Lines were not wrapped; only what hangs below an item or ends in mid-sentence goes on.
        hangs = line.indent >= FIRST_LINE_INDENT and starts_item(current[0].text)
        return (
            text[0].islower()
            and not starts_item(text)
            and not ended
            and (hangs or above.text.rstrip().endswith(","))
        )
    if _BROKEN_WORD.search(above.text.rstrip()) and text[0].isalnum():
        return True
    full = _right_edge(above) + len(text.split(" ", 1)[0]) + 1 > FULL * width
    deeper = line.indent >= above.indent + FIRST_LINE_INDENT
    if text[0].islower() and not ended and not starts_item(text):
        return not deeper or full
    if starts_item(text):
        # `kinh tế` / `- xã hội`: a dash that only came to stand at the head of a line.
        hangs = not deeper and line.indent < current[0].indent
        return hangs and not ended and (full or text.lstrip("-–— ")[:1].islower())
    return full and not deeper


def _right_edge(line: Line) -> int:
    return len(line.text.rstrip())


def _goes_on_after_page_break(above: Line, lines: Sequence[Line], index: int) -> bool:
    """Whether the blank lines at an index are only what a page break left in mid-sentence."""
    for line in lines[index + 1 : index + 8]:
        if not line.is_blank:
            text = line.text.strip()
            return (
                text[0].islower()
                and not starts_item(text)
                and not _SENTENCE_END.search(above.text)
                and len(above.text.strip()) > 40
            )
    return False
