"""Markdown marks: facts about style, not text. A mark without its partner is left as it was typed."""

import re
from dataclasses import dataclass

from schemas.source import Run

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})\s+(?=\S)")
_RULE = re.compile(r"\s*(?:[-*_=](?:\s*[-*_=]){2,})\s*$")
_EMPTY_MARKS = re.compile(r"\s*(?:\*\s*\*|\*{2,4}|_{2,})\s*$")
_MARK = re.compile(r"(?<!\\)(?:\*{1,3}|_{1,3})")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and what they said."""

    text: str
    runs: tuple[Run, ...] = ()  # stretches in bold or italics; empty where none or all of it is
    bold: bool | None = None  # the whole text
    italic: bool | None = None


def heading_level(text: str) -> int | None:
    """Return the level, from 0, of a line that is a Markdown heading.

    >>> heading_level("## II. NỘI DUNG"), heading_level("#5 là gì")
    (1, None)
    """
    found = _HEADING.match(text)
    return len(found["level"]) - 1 if found else None


def without_heading_mark(text: str) -> str:
    """Return the text of a heading.

    >>> without_heading_mark("## II. NỘI DUNG ##")
    'II. NỘI DUNG'
    """
    found = _HEADING.match(text)
    if not found:
        return text
    text = text[found.end() :].rstrip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare.endswith(" ") else text


def is_rule(text: str) -> bool:
    """Whether a line only draws a rule, or holds marks around nothing.

    >>> is_rule("-------"), is_rule("* *"), is_rule("- Như trên;")
    (True, True, False)
    """
    return bool(_RULE.match(text) or _EMPTY_MARKS.match(text))


def unmark(text: str) -> Marked:
    """Return a text without emphasis marks, escapes and break tags.

    >>> unmark("**KT. GIÁM ĐỐC** (*ký*)").text
    'KT. GIÁM ĐỐC (ký)'
    >>> unmark("*Nơi nhận:*").italic, unmark("a * b * c").text
    (True, 'a * b * c')
    """
    if not any(sign in text for sign in "*_\\<&"):
        return Marked(text)
    text = _BREAK_TAG.sub("\n", text)
    marks = _paired_marks(text)
    pieces: list[str] = []
    runs: list[Run] = []
    length = last = 0
    bold = italic = 0
    for start, end, opens in [*marks, (len(text), len(text), True)]:
        piece = _plain(text[last:start])
        if piece and (bold or italic):
            runs.append(Run(length, length + len(piece), bold=bold > 0 or None, italic=italic > 0 or None))
        pieces.append(piece)
        length += len(piece)
        last = end
        step = 1 if opens else -1
        bold += step * (end - start > 1)
        italic += step * (end - start != 2)
    plain = "".join(pieces)
    if len(runs) == 1 and not (plain[: runs[0].start] + plain[runs[0].end :]).strip():
        return Marked(plain, (), runs[0].bold, runs[0].italic)
    return Marked(plain, tuple(runs))


def _paired_marks(text: str) -> list[tuple[int, int, bool]]:
    """Return the emphasis marks that have a partner, in order: start, end, whether it opens.

    An opening mark stands before a word, its partner after one; `_` within a word is no mark.
    """
    pairs: list[tuple[int, int, bool]] = []
    waiting: dict[str, tuple[int, int]] = {}
    for found in _MARK.finditer(text):
        mark, (start, end) = found.group(), found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        inside = mark[0] == "_" and before.isalnum() and after.isalnum()
        if mark in waiting and before.strip() and not inside:
            pairs += [(*waiting.pop(mark), True), (start, end, False)]
        elif after.strip() and not inside and not (mark[0] == "_" and before.isalnum()):
            waiting.setdefault(mark, (start, end))
    return sorted(pairs)


def _plain(text: str) -> str:
    text = _ESCAPE.sub(r"\1", text)
    for entity, sign in _ENTITIES.items():
        text = text.replace(entity, sign)
    return text
