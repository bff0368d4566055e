"""A spelling cut into pieces: words, figures, signs; list labels and footnote marks left out, glued words parted."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.deadlines.lexicon import Lexicon
from pipeline.deadlines.spelling import Spelling


class Piece(NamedTuple):
    """One piece of a spelling, start to end, half open; toned keeps its marks."""

    start: int
    end: int
    text: str
    toned: str
    line: bool = False  # a line break stands before it
    label: bool = False  # a list label stood before it


_ROMAN = r"(?=(?:i{1,3}|iv)(?![a-z]))"
_PIECE = re.compile(
    r"\d+"
    rf"|(?:qu[yi]|q){_ROMAN}|hk(?=i{{1,2}}(?![a-z]))|thang(?=may(?![a-z]))"  # QuýIV, QI, HKII
    r"|[a-z]+|[-=]>|\S"
)
# A label at the start of a line: `1.`, `1.2.`, `a)`, `II.`, `+`. A figure before a figure may be a date.
_LABEL = re.compile(
    r"(?:^|(?<=\n))[^\S\n]*-?[^\S\n]*"
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[ivx]{1,4}|[a-z])[.)](?=\s+[^\d\s])|\(?(?:\d{1,2}|[a-z])\)(?=\s)|[+*•])"
)
_FOOTNOTE = re.compile(r"\[\d{1,2}\]|\(\*+\)|\(\d\)\s*$|[¹²³]")
_MAY_HAVE_LABEL = re.compile(r"[.)+*•\]¹²³]")
_SHORTEST_GLUED = 6


def cut_pieces(spelling: Spelling, known: Lexicon) -> list[Piece]:
    """Return the pieces of a spelling in order."""
    folded, toned = spelling.folded, spelling.toned
    left_out = _left_out(folded)
    skipped = 0
    lines = "\n" in folded
    pieces: list[Piece] = []
    last, line, label = 0, False, False
    for found in _PIECE.finditer(folded):
        start, end = found.span()
        while skipped < len(left_out) and left_out[skipped][1] <= start:
            skipped += 1
        if skipped < len(left_out) and left_out[skipped][0] <= start:
            label = label or folded[start:end] not in "]*¹²³"
            continue
        if lines:
            line = "\n" in folded[last:start]
        text = found[0]
        if end - start >= _SHORTEST_GLUED and text not in known.firsts and (cut := _glued_at(text, known)):
            pieces.append(Piece(start, start + cut, text[:cut], toned[start : start + cut], line, label))
            pieces.append(Piece(start + cut, end, text[cut:], toned[start + cut : end]))
        else:
            pieces.append(Piece(start, end, text, toned[start:end], line, label))
        last, label = end, False
    return pieces


def _left_out(folded: str) -> list[tuple[int, int]]:
    if not _MAY_HAVE_LABEL.search(folded):
        return []
    spans: Iterator[re.Match[str]] = (
        found for pattern in (_LABEL, _FOOTNOTE) for found in pattern.finditer(folded)
    )
    return sorted(found.span() for found in spans)


def _glued_at(text: str, known: Lexicon) -> int:
    """Return where two words of time stand without a space: `trướcngày`, `hằngnăm`; 0 where they do not."""
    for cut in range(3, len(text) - 2):
        if text[:cut] in known.syllables and text[cut:] in known.syllables:
            return cut
    return 0
