"""The words of a cell, their places in it, and what stands between them."""

import re
from enum import IntEnum
from typing import NamedTuple

from schemas.text import fold, tone_key


class Gap(IntEnum):
    """What stands between two words; the strongest sign counts, so higher values divide more surely."""

    SPACE = 0
    DASH = 1
    AND = 2
    SLASH = 3
    COMMA = 4
    LINE = 5
    COLON = 6
    STOP = 7  # ; and . at the end of a sentence
    START = 8


class Word(NamedTuple):
    """One word: text[start:end], its keys, and the gap before it."""

    start: int
    end: int
    text: str
    key: str  # without case and marks
    tone: str  # without case, tones on one place
    gap: Gap

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter or is a number."""
        return self.text[0].isupper() or self.text[0].isdigit()


_WORD = re.compile(r"[^\W_]+(?:[̀-ͯ]+[^\W_]*)*")
_AND = frozenset({"và", "va", "cùng", "hoặc"})
# Abbreviations whose point is no full stop: TP. Hồ Chí Minh, VP. UBND, P. QLXD
_DOTTED = frozenset(
    {
        "tp",
        "vp",
        "ct",
        "pct",
        "pgđ",
        "cvp",
        "pcvp",
        "p",
        "t",
        "tt",
        "tx",
        "q",
        "h",
        "x",
        "đc",
        "gs",
        "ts",
        "ths",
        "bs",
        "ub",
    }
)
_BRACKET = re.compile(r"\(([^()]*)(?:\)|$)|\[([^\[\]]*)(?:\]|$)")
_BULLET = re.compile(
    r"(?m)^[ \t]*(?:[-–—+*•●▪·]|[\uf000-\uf0ff])(?=\s|\w)|^[ \t]*(?:\d{1,2}|[a-zđ])[.)](?=\s)"
)
_SIGNS = (
    (";", Gap.STOP),
    (":", Gap.COLON),
    ("\n", Gap.LINE),
    (",", Gap.COMMA),
    ("/", Gap.SLASH),
    ("&", Gap.AND),
)


class Bracket(NamedTuple):
    """A bracketed part: its place with the brackets, and its inner text's place."""

    start: int
    end: int
    inner_start: int
    inner: str


def find_brackets(text: str) -> list[Bracket]:
    """Return the innermost bracketed parts in order; one that stays open runs to the end."""
    found = []
    for match in _BRACKET.finditer(text):
        group = 1 if match[1] is not None else 2
        found.append(Bracket(match.start(), match.end(), match.start(group), match[group]))
    return found


def blank_brackets(text: str, brackets: list[Bracket]) -> str:
    """Return the text with bracketed parts as spaces, so that every other place stays what it was."""
    for bracket in brackets:
        text = text[: bracket.start] + " " * (bracket.end - bracket.start) + text[bracket.end :]
    return text


def read_words(text: str) -> list[Word]:
    """Return the words of a text; `và`, `cùng`, `hoặc` and signs are the gap before the next word.

    >>> [(w.text, w.gap.name) for w in read_words("Sở KH&CN; UBND tỉnh")]
    [('Sở', 'START'), ('KH', 'SPACE'), ('CN', 'AND'), ('UBND', 'STOP'), ('tỉnh', 'SPACE')]
    """
    text = _BULLET.sub(lambda m: " " * (m.end() - m.start() - 1) + ";", text)
    words: list[Word] = []
    last, joined = 0, Gap.SPACE
    for match in _WORD.finditer(text):
        printed = match.group()
        gap = max(joined, _gap(text[last : match.start()], words[-1] if words else None, printed))
        last = match.end()
        tone = tone_key(printed)
        if tone in _AND and words:
            joined = max(gap, Gap.AND)
            continue
        words.append(Word(match.start(), last, printed, fold(printed), tone, gap if words else Gap.START))
        joined = Gap.SPACE
    return words


def _gap(between: str, before: Word | None, following: str) -> Gap:
    if between == " " or not between:
        return Gap.SPACE
    if before is None:
        return Gap.START
    gap = Gap.SPACE
    for sign, value in _SIGNS:
        if sign in between and value > gap:
            gap = value
    if "…" in between or "..." in between:
        return Gap.STOP
    if "." in between and before.tone not in _DOTTED and (following[0].isupper() or "\n" in between):
        gap = Gap.STOP if " " in between or "\n" in between or len(before.text) > 4 else gap
    if gap is Gap.SPACE and any(sign in between for sign in "-–—+"):
        gap = Gap.DASH
    return gap
