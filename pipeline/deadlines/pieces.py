"""A spelling cut into pieces: words, figures, signs; list labels and footnote marks left out, glued words parted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.deadlines.lexicon import Lexicon
from pipeline.deadlines.spelling import Spelling


@dataclass(slots=True)
class Pieces:
    """The pieces of a spelling in order: their folded letters, and where they start and end, half open.

    lines are the places of the pieces that a line break stands before, labels of those after a list label.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    lines: set[int]
    labels: set[int]

    def after(self, place: int, end: int) -> int:
        """Return the place of the first piece from this one on that does not start before end."""
        while place < len(self.starts) and self.starts[place] < end:
            place += 1
        return place


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


def cut_pieces(spelling: Spelling, known: Lexicon) -> Pieces:
    """Return the pieces of a spelling."""
    folded, firsts = spelling.folded, known.firsts
    left_out = _left_out(folded)
    skipped = 0
    broken = "\n" in folded
    pieces = Pieces([], [], [], set(), set())
    texts, starts, ends = pieces.texts, pieces.starts, pieces.ends
    last, label = 0, False
    for found in _PIECE.finditer(folded):
        start, end = found.span()
        text = found[0]
        if left_out:
            while skipped < len(left_out) and left_out[skipped][1] <= start:
                skipped += 1
            if skipped < len(left_out) and left_out[skipped][0] <= start:
                label = label or text not in "]*¹²³"
                continue
        if broken and "\n" in folded[last:start]:
            pieces.lines.add(len(texts))
        if label:
            pieces.labels.add(len(texts))
            label = False
        if (
            end - start >= _SHORTEST_GLUED
            and text not in firsts
            and (cut := _glued_at(text, known.syllables))
        ):
            texts.append(text[:cut])
            starts.append(start)
            ends.append(start + cut)
            start, text = start + cut, text[cut:]
        texts.append(text)
        starts.append(start)
        ends.append(end)
        last = end
    return pieces


def _left_out(folded: str) -> list[tuple[int, int]]:
    if not _MAY_HAVE_LABEL.search(folded):
        return []
    spans: Iterator[re.Match[str]] = (
        found for pattern in (_LABEL, _FOOTNOTE) for found in pattern.finditer(folded)
    )
    return sorted(found.span() for found in spans)


@lru_cache(maxsize=16384)
def _glued_at(text: str, syllables: frozenset[str]) -> int:
    """Return where two words of time stand without a space: `trướcngày`, `hằngnăm`; 0 where they do not."""
    for cut in range(3, len(text) - 2):
        if text[:cut] in syllables and text[cut:] in syllables:
            return cut
    return 0
