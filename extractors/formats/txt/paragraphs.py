"""Lines to paragraphs: which line goes on with the one before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.formats.txt.lines import Line
from extractors.formats.txt.markdown import heading_level, is_rule
from extractors.formats.txt.wrapping import (
    SHORT_LINE,
    Measure,
    Wrapping,
    ends_sentence,
    find_wrapping,
    starts_item,
)

# A line is full when less than this share of the width is left: the next word did not fit. Proportional
# fonts laid out in columns waver by a tenth.
FULL = 0.8
# Lines indented this much further than the one before begin a paragraph.
FIRST_LINE_INDENT = 2

# `Nơi nhận:` opens the closing however full the line above it is.
_RECIPIENTS = re.compile(r"\W*nơi\s+nhận\s*(?:[:.;]|$)", re.IGNORECASE)
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


def find_paragraphs(lines: Sequence[Line], of_text: Wrapping | None = None) -> Iterator[Lines]:
    """Yield the paragraphs of a stretch of lines, in order; blank lines and drawn rules are none.

    Args:
        lines: without tables.
        of_text: how the whole text was wrapped, for a stretch too short to show it.
    """
    wrapped = find_wrapping(lines) or of_text
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
        if current and not goes_on(current, line, wrapped.near(line.number) if wrapped else None):
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


def goes_on(current: Sequence[Line], line: Line, measure: Measure | None) -> bool:
    """Whether a line goes on with the paragraph of the lines before it.

    Args:
        current: the paragraph's lines so far, not empty.
        measure: what the text was wrapped to; None where it was not.
    """
    above, text = current[-1], line.text.strip()
    if heading_level(above.text) is not None or heading_level(line.text) is not None:
        return False
    if _RECIPIENTS.match(text):
        return False
    ended = ends_sentence(above.text)
    if measure is None:
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
    full = _right_edge(above) + len(text.split(" ", 1)[0]) + 1 > FULL * measure.width
    deeper = line.indent >= above.indent + FIRST_LINE_INDENT
    amid = text[0].islower() or (
        text[0].isdigit() and len(above.text.strip()) > SHORT_LINE and not _is_caps(above.text)
    )
    if amid and not ended and not starts_item(text):
        return not deeper or full
    if starts_item(text):
        # `kinh tế` / `- xã hội`: a dash that only came to stand at the head of a line.
        hangs = not deeper and line.indent < current[0].indent
        is_dash = text[0] in "-–—" and text.lstrip("-–— ")[:1].islower()
        return hangs and not ended and (full or is_dash)
    if _is_caps(text) and not _is_caps(above.text):
        return False  # a heading or title: `Huế, ngày 04 tháng 7 năm 2025` / `KẾ HOẠCH`
    # Sentences go on at the margin: what is indented as the first line above is one itself.
    indented = line.indent >= measure.margin + FIRST_LINE_INDENT
    # Below the centred lines of a title a sentence begins further left, and still indented.
    first = indented and (len(current) == 1 or line.indent + FIRST_LINE_INDENT <= above.indent)
    return full and not deeper and not first


def _is_caps(text: str) -> bool:
    """Whether a line is words in capitals; one word, or one that ends a sentence, is an abbreviation."""
    return text.isupper() and " " in text.strip() and not ends_sentence(text)


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
                and not ends_sentence(above.text)
                and len(above.text.strip()) > SHORT_LINE
            )
    return False
