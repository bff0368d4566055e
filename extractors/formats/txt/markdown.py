"""Markdown marks: facts about style, not text. A mark without its partner is left as it was typed."""

import re
from dataclasses import dataclass

from schemas.source import Run

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})\s+(?P<text>.*?)(?:\s+#+)?\s*$", re.DOTALL)
_RULE = re.compile(r"\s*(?:[-*_=](?:\s*[-*_=]){2,})\s*$")
_EMPTY_MARKS = re.compile(r"\s*(?:\*\s*\*|\*{2,4}|_{2,})\s*$")
_EMPHASIS = re.compile(
    r"""
    (?P<mark>\*{1,3}|(?<!\w)_{1,3})(?=[^\s*_])  # an opening mark stands before a word
    (?P<inner>.+?)
    (?<=[^\s*_])(?P=mark)(?![*]|(?<=_)\w)       # its partner after one
    """,
    re.VERBOSE | re.DOTALL,
)
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
    return len(found["level"]) - 1 if found and found["text"].strip() else None


def without_heading_mark(text: str) -> str:
    """Return the text of a heading."""
    found = _HEADING.match(text)
    return found["text"] if found else text


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
    pieces, runs, length, last = [], [], 0, 0
    for found in _EMPHASIS.finditer(text):
        before = _plain(text[last : found.start()])
        inner = unmark(found["inner"])
        start = length + len(before)
        length = start + len(inner.text)
        pieces += [before, inner.text]
        depth = len(found["mark"])
        bold = depth >= 2 or bool(inner.bold)
        italic = depth != 2 or bool(inner.italic)
        runs.append(Run(start, length, bold=bold or None, italic=italic or None))
        last = found.end()
    pieces.append(_plain(text[last:]))
    plain = "".join(pieces)
    if len(runs) == 1 and not (plain[: runs[0].start] + plain[runs[0].end :]).strip():
        return Marked(plain, (), runs[0].bold, runs[0].italic)
    return Marked(plain, tuple(runs))


def _plain(text: str) -> str:
    text = _ESCAPE.sub(r"\1", text)
    for entity, sign in _ENTITIES.items():
        text = text.replace(entity, sign)
    return text
