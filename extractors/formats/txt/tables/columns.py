"""Columns held by spaces: where they begin, and which words of a line belong to which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A gap of this many spaces parts two columns; a single one parts words, or columns that have come to touch.
GAP = 2
# `pdftotext -layout` puts a column of proportional text up to this many columns from where it stood above.
DRIFT = 6
# Letters in the way of a boundary weigh more than a single space that only may be one between words.
INK_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line with single spaces between them, at text[start:end]."""

    start: int
    end: int
    text: str

    @property
    def centre(self) -> float:
        """The middle of it."""
        return (self.start + self.end) / 2

    def overlaps(self, other: "Segment") -> bool:
        """Whether the two stand below one another."""
        return self.start < other.end and other.start < self.end


_SEGMENT = re.compile(r"\S+(?: \S+)*")


def segments(text: str) -> list[Segment]:
    """Return the words of a line grouped by the gaps between them."""
    return [Segment(found.start(), found.end(), found.group()) for found in _SEGMENT.finditer(text)]


def find_boundaries(texts: Sequence[str], heads: Sequence[Segment]) -> list[int]:
    """Return where columns 1, 2, ... begin: between each two heads, where the least text is in the way.

    Args:
        texts: lines of the table that hold more than one column, the header's among them.
        heads: the extent of each column's head, from left to right.
    """
    weights = _weights(texts)
    boundaries: list[int] = []
    for left, right in pairwise(heads):
        low = max(int(left.centre) + 1, boundaries[-1] + 1 if boundaries else 0)
        boundaries.append(_lightest(weights, low, max(int(right.centre), low + 1)))
    return boundaries


def follow_boundaries(texts: Sequence[str], boundaries: Sequence[int]) -> list[int]:
    """Return the boundaries of the same columns on another page, where they may have drifted."""
    weights = _weights(texts)
    found: list[int] = []
    for boundary in boundaries:
        low = max(boundary - DRIFT, found[-1] + 1 if found else 1)
        found.append(_lightest(weights, low, max(boundary + DRIFT, low + 1)))
    return found


def _weights(texts: Sequence[str]) -> list[int]:
    """Return for each column of text how much stands in the way of a boundary there."""
    weights = [0] * (max(map(len, texts), default=0) + 2)
    for text in texts:
        for segment in segments(text):
            for place in range(segment.start, segment.end):
                weights[place] += INK_WEIGHT if text[place] != " " else 1
    return weights


def _lightest(weights: Sequence[int], low: int, high: int) -> int:
    """Return the end of the longest stretch of the least weight within low..high."""
    stretch = [weights[place] if place < len(weights) else 0 for place in range(low, high + 1)]
    least = min(stretch)
    best_end, best_length, length = low, 0, 0
    for place, weight in enumerate(stretch, low):
        length = length + 1 if weight == least else 0
        if length > best_length:
            best_end, best_length = place, length
    return best_end + 1


def cut(text: str, boundaries: Sequence[int]) -> list[str] | None:
    """Return the words of a line by column; None where it runs over boundaries as one text.

    >>> cut("1   Dọn kênh   Xã", [4, 15]), cut("I. Công tác chuẩn bị", [4, 15])
    (['1', 'Dọn kênh', 'Xã'], None)
    """
    places = [0]
    for boundary in boundaries:
        place = _place_of_cut(text, boundary, places[-1])
        if place is None:
            return None
        places.append(place)
    places.append(len(text))
    return [text[start:end].strip() for start, end in pairwise(places)]


def _place_of_cut(text: str, boundary: int, low: int) -> int | None:
    """Return where to cut a line for a boundary: in the nearest gap, or at a space just there."""
    if boundary >= len(text):
        return max(len(text), low)
    if not text[low:boundary].strip() and not text[boundary - 1 : boundary + 1].strip():
        return boundary
    near = _gaps(text, boundary - DRIFT, boundary + DRIFT)
    nearest = min(near, key=lambda gap: _distance(gap, boundary), default=None)
    if nearest is not None and nearest[1] > low:
        return nearest[1]
    for place in (boundary, boundary - 1, boundary + 1):
        if low < place <= len(text) and text[place - 1] == " ":
            return place
    first = len(text) - len(text[low:].lstrip())
    # Nothing stands to the left but what has drifted over the boundary.
    return first if boundary - DRIFT <= first <= boundary else None


def _gaps(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the gaps of a line that end after low and begin before high; its margins are gaps as well."""
    for found in re.finditer(rf" {{{GAP},}}|^ +", text):
        if found.end() >= low and found.start() <= high:
            yield found.span()


def _distance(gap: tuple[int, int], place: int) -> int:
    return 0 if gap[0] <= place <= gap[1] else min(abs(gap[0] - place), abs(gap[1] - place))
