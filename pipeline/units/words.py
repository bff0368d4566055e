"""The words of a cell, their places in it, and what stands between them."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.replacing import quick_to_replace
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


@quick_to_replace
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
_AND = frozenset({"và", "va", "vả", "vá", "vã", "cùng", "hoặc"})  # `vả` as scans have it
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
# `1. Sở A 2. Sở B`, `1) Sở A, 2) Sở B`: numbers in a row open items; a number after a word is part of a name.
_ITEM = re.compile(r"(?<!\w)(\d{1,2})[.)]\s*(?=[^\W\d_])")
_AT_WORD = frozenset({"tỉnh", "huyện", "xã", "phường", "quận", "tp", "thành", "các", "cấp"})
_SHORTEST_ABBREVIATION = 3
_SYMBOLS = frozenset({"QĐ", "KH", "NQ", "CV", "TB", "CT", "CTr", "ĐA", "TTr", "BC", "TTg"})  # of documents
_SIGNS = (
    (";", Gap.STOP),
    (":", Gap.COLON),
    ("\n", Gap.LINE),
    (",", Gap.COMMA),
    ("/", Gap.SLASH),
    ("|", Gap.SLASH),
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
    [('Sở', 'START'), ('KH', 'SPACE'), ('CN', 'DASH'), ('UBND', 'STOP'), ('tỉnh', 'SPACE')]
    """
    text = _BULLET.sub(lambda m: " " * (m.end() - m.start() - 1) + ";", _without_items(text))
    words: list[Word] = []
    last, joined = 0, Gap.SPACE
    for start, end in _spans(text):
        printed = text[start:end]
        between = text[last:start]
        gap = joined if between == " " else max(joined, _gap(between, words, printed))
        last = end
        key, tone = _keys(printed)
        if tone in _AND and words:
            joined = Gap.AND if gap is Gap.LINE else max(gap, Gap.AND)
            continue
        words.append(Word(start, end, printed, key, tone, gap if words else Gap.START))
        joined = Gap.SPACE
    return words


@lru_cache(maxsize=65536)
def _keys(printed: str) -> tuple[str, str]:
    return fold(printed), tone_key(printed)


def _without_items(text: str) -> str:
    """Put `;` for the numbers of items within a line, where they count up from 1."""
    expected = 1
    for match in _ITEM.finditer(text):
        if int(match[1]) != expected:
            continue
        if expected > 1 or not text[: match.start()].strip(" ;,\n"):
            text = text[: match.start()] + ";" * (match.end(1) + 1 - match.start()) + text[match.end(1) + 1 :]
        expected += 1
    return text


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of words; words that lack the space between them are divided: `SởTài chính`."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if joins := _joins(match[0]):
            first = start
            for at in joins:
                yield start, first + at
                start = first + at
        yield start, end


@lru_cache(maxsize=65536)
def _joins(printed: str) -> Sequence[int]:
    """Return where a word ends within these letters: before a capital inside, after an abbreviation."""
    if printed.islower() or printed.isupper() or len(printed) < _SHORTEST_ABBREVIATION + 1:
        return ()
    found = [
        at
        for at in range(2, len(printed) - 1)
        if printed[at].isupper() and printed[at - 1].islower() and printed[at - 2].isalpha()
        and printed[at + 1].islower()
    ]  # fmt: skip
    letters = len(printed) - len(printed.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"))
    if letters >= _SHORTEST_ABBREVIATION and tone_key(printed[letters:]) in _AT_WORD:
        found.append(letters)
    return found


def _gap(between: str, words: Sequence[Word], following: str) -> Gap:
    if between == " " or not between:
        return Gap.SPACE
    if not words:
        return Gap.START
    before = words[-1]
    if between.strip() == "&" and before.text.isupper() and following.isupper():
        # `TT&TT`, `Phòng KHCN & HTQT` are one name
        opened = len(words) > 1 and words[-2].text.istitle() and before.gap is Gap.SPACE
        if between == "&" or opened:
            return Gap.DASH
    if between == "/" and before.text.isdigit() and following in _SYMBOLS:
        return Gap.DASH  # `Quyết định số 123/QĐ-UBND`
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


def standing_for(long: str, printed: Word) -> list[Word]:
    """Return the words that a printed one stands for, all in its place: `Văn phòng` for `VP`."""
    start, end = printed.start, printed.end
    first, *rest = (word._replace(start=start, end=end) for word in read_words(long))
    return [first._replace(gap=printed.gap), *rest]


def is_number(text: str) -> bool:
    """Say whether a word only counts: figures, Arabic or Roman."""
    return text.isdigit() or (len(text) <= 6 and set(text) <= set("IVX"))
