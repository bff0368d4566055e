"""Columns held by spaces: where they begin, and which words of a line belong to which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A gap of this many spaces parts two columns; a single one parts words, or columns that have come to touch.
GAP = 2
# `pdftotext -layout` puts a column of proportional text up to this many columns from where it stood above.
DRIFT = 6
# A gap this near is the one between the columns; one further off may be that of justified text.
CLOSE = 2


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
        """Whether the two stand below one another, by more than the one column that centring is off."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return shared > 1 or shared == min(self.end - self.start, other.end - other.start) > 0


_SEGMENT = re.compile(r"\S+(?: \S+)*")


def segments(text: str) -> list[Segment]:
    """Return the words of a line grouped by the gaps between them."""
    return [Segment(found.start(), found.end(), found.group()) for found in _SEGMENT.finditer(text)]


@dataclass(frozen=True, slots=True)
class Boundary:
    """Between two columns: the left one ends at or before start, the right one begins at or after end."""

    start: int
    end: int

    def distance(self, gap: tuple[int, int]) -> int:
        """Return how far a gap is from it; 0 where they overlap."""
        return max(gap[0] - self.end, self.start - gap[1], 0)


def find_boundaries(texts: Sequence[str], heads: Sequence[Segment]) -> list[Boundary]:
    """Return what parts each two columns: between their heads, where the least text is in the way.

    Args:
        texts: lines of the table that hold more than one column, the header's among them.
        heads: the extent of each column's head, from left to right.
    """
    boundaries: list[Boundary] = []
    for left, right in pairwise(heads):
        low = max(int(left.centre) + 1, boundaries[-1].end + 1 if boundaries else 0)
        boundaries.append(_boundary(texts, low, max(int(right.centre), low + 1)))
    return boundaries


def follow_boundaries(texts: Sequence[str], boundaries: Sequence[Boundary]) -> list[Boundary]:
    """Return the boundaries of the same columns on another page, where they may have drifted."""
    found: list[Boundary] = []
    for boundary in boundaries:
        low = max(boundary.start - DRIFT, found[-1].end + 1 if found else 1)
        found.append(_boundary(texts, low, max(boundary.end + DRIFT, low + 1)))
    return found


def _boundary(texts: Sequence[str], low: int, high: int) -> Boundary:
    """Return the longest stretch of low..high that the fewest words stand in.

    Lines whose columns touch would vote for any of their spaces, so those with a gap there decide.
    """
    parted = [text for text in texts if any(_gaps(text, low + 1, high - 1))]
    voting = parted if len(parted) > 1 else texts
    weights = [0] * (high - low + 1)
    for text in voting:
        for segment in segments(text):
            for place in range(max(segment.start, low), min(segment.end, high + 1)):
                weights[place - low] += 1
    least = min(weights)
    best = Boundary(low, low)
    start = low
    for place, weight in enumerate(weights, low):
        if weight != least:
            start = place + 1
        elif place + 1 - start > best.end - best.start:
            best = Boundary(start, place + 1)
    return best


def cut(text: str, boundaries: Sequence[Boundary]) -> list[str] | None:
    """Return the words of a line by column; None where it runs over boundaries as one text.

    >>> columns = [Boundary(2, 4), Boundary(13, 15)]
    >>> cut("1   Dọn kênh   Xã", columns), cut("I. Công tác_chuẩn bị", columns)
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


def _place_of_cut(text: str, boundary: Boundary, low: int) -> int | None:
    """Return where to cut a line for a boundary: in a gap that is near, or at a single space just there."""
    if boundary.end >= len(text) and boundary.start >= len(text.rstrip()):
        return max(len(text), low)
    near = [gap for gap in _gaps(text, boundary.start - DRIFT, boundary.end + DRIFT) if gap[1] > low]
    nearest = min(near, key=boundary.distance, default=None)
    if nearest is not None and boundary.distance(nearest) <= CLOSE:
        return min(max(boundary.end, nearest[0], low), nearest[1])
    spaces = [
        place
        for place in range(max(boundary.start - CLOSE, low + 1), min(boundary.end + 2, len(text)))
        if text[place - 1] == " "
    ]
    if spaces:
        begins = [place for place in spaces if not text[place].islower()]
        return begins[0] if begins else spaces[-1]
    if nearest is not None:
        return min(max(boundary.end, nearest[0], low), nearest[1])
    first = len(text) - len(text[low:].lstrip())
    # Nothing stands to the left but what has drifted over the boundary.
    return first if boundary.start - DRIFT <= first <= boundary.end else None


def _gaps(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the gaps of a line that end after low and begin before high; its margins are gaps as well."""
    for found in re.finditer(rf" {{{GAP},}}|^ +", text):
        if found.end() >= low and found.start() <= high:
            yield found.span()
