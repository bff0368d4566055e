"""Columns held by spaces: where they begin, and which words of a line belong to which."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A gap of this many spaces parts two columns; a single one parts words, or columns that have come to touch.
GAP = 2
# `pdftotext -layout` puts a column of proportional text up to this many columns from where it stood above.
DRIFT = 6
# A line may reach this far over a boundary and still stand in its column.
CLOSE = 2
# What speaks against cutting a line in a gap: each column that it is off, its being nearer to the next
# boundary, a single space, a word after it that goes on in a sentence. For it: a column that begins there on a
# line next to it, a word that cells of the column begin with.
FAR = 0.5
ANOTHERS = 1.5
TOUCHING = 1.5
IN_SENTENCE = 2.0
KNOWN = 2.0
ALIGNED = 1.5
# How much the lines next to it count: the two nearest, the two beyond.
NEIGHBOURS = (0.7, 0.4)

_WIDE_GAP = re.compile(rf" {{{GAP},}}|^ +")
_ANY_GAP = re.compile(" +")


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


def first_words(texts: Iterable[str], boundaries: Sequence[Boundary]) -> list[frozenset[str]]:
    """Return for each boundary the words that cells to its right begin with, where a clear gap parts them."""
    words: list[set[str]] = [set() for _ in boundaries]
    for text in texts:
        for segment in segments(text):
            for number, boundary in enumerate(boundaries):
                if (
                    boundary.start - CLOSE <= segment.start <= boundary.end + DRIFT
                    and not segment.text[0].islower()
                ):
                    words[number].add(segment.text.split(" ", 1)[0])
    return [frozenset(found) for found in words]


def cut(
    text: str,
    boundaries: Sequence[Boundary],
    around: Sequence[str] = (),
    begin: Sequence[frozenset[str]] = (),
) -> list[str] | None:
    """Return the words of a line by column; None where it runs over boundaries as one text.

    Args:
        text: a line.
        boundaries: of the table's columns on this page.
        around: the lines next to it, nearest first; they show where columns begin that only touch here.
        begin: for each boundary the words that cells to its right are known to begin with.

    >>> columns = [Boundary(2, 4), Boundary(13, 15)]
    >>> cut("1   Dọn kênh   Xã", columns), cut("I. Công tác_chuẩn bị", columns)
    (['1', 'Dọn kênh', 'Xã'], None)
    """
    places = [0]
    for number, boundary in enumerate(boundaries):
        known = begin[number] if begin else frozenset()
        after = boundaries[number + 1] if number + 1 < len(boundaries) else None
        costs = _Costs(boundary, after, known, bool(text[: places[1]].strip()) if number else False)
        place = _place_of_cut(text, costs, places[-1], around)
        if place is None:
            return None
        places.append(place)
    places.append(len(text))
    return [text[start:end].strip() for start, end in pairwise(places)]


@dataclass(frozen=True, slots=True)
class _Costs:
    """What tells how likely a gap of a line is the one between two columns."""

    boundary: Boundary
    after: Boundary | None  # the next one
    known: frozenset[str]  # words that cells to the right begin with
    first: bool  # the line has an order number: cells begin on it

    def of(self, text: str, gap: tuple[int, int]) -> float:
        """Return how unlikely a gap is, by its width, its distance and the word after it."""
        start, end = gap
        distance = self.boundary.distance(gap)
        cost = FAR * distance
        if self.after is not None and self.after.distance(gap) < distance:
            cost += ANOTHERS
        if start > 0 and end < len(text):
            touches = end - start < GAP
            cost += TOUCHING * touches
            cost += IN_SENTENCE * (text[end].islower() and (touches or self.first))
            cost -= KNOWN * (touches and text[end:].split(" ", 1)[0] in self.known)
        return cost


def _place_of_cut(text: str, costs: _Costs, low: int, around: Sequence[str]) -> int | None:
    """Return where to cut a line for a boundary: in the gap that is near, wide, and lies between columns."""
    boundary = costs.boundary
    if boundary.end >= len(text) and boundary.start >= len(text.rstrip()):
        return max(len(text), low)
    if not text[boundary.start : max(boundary.end, boundary.start + GAP)].strip() and boundary.end > low:
        return boundary.end  # as on most lines, all that lies between the columns is blank
    best: tuple[float, tuple[int, int]] | None = None
    for gap in _near_gaps(text, boundary, low):
        cost = costs.of(text, gap) + _cost_around(gap, around)
        if best is None or cost < best[0]:
            best = cost, gap
    if best is not None:
        start, end = best[1]
        return min(max(boundary.end, start, low), end)
    first = len(text) - len(text[low:].lstrip())
    # Nothing stands to the left but what has drifted over the boundary.
    return first if boundary.start - DRIFT <= first <= boundary.end else None


def _near_gaps(text: str, boundary: Boundary, low: int) -> Iterator[tuple[int, int]]:
    """Yield the gaps of a line that a boundary may lie in: its margins, wide ones, and single spaces nearby."""
    for found in _ANY_GAP.finditer(text, max(boundary.start - DRIFT - 1, 0)):
        start, end = found.span()
        if start > boundary.end + DRIFT:
            return
        # A gap that begins before the place to start from is whole only from there.
        if end > low and end >= boundary.start - DRIFT:
            yield start if start > low or text[:start].strip() else 0, end
    if len(text) <= boundary.end + DRIFT:
        yield len(text), len(text)


def _cost_around(gap: tuple[int, int], around: Sequence[str]) -> float:
    """Return below zero how likely the lines next to it make a gap: a column begins at its end on them."""
    end = gap[1]
    cost = 0.0
    for number, line in enumerate(around):
        weight = NEIGHBOURS[min(number // 2, len(NEIGHBOURS) - 1)]
        if end < len(line) and line[end] != " " and (not line[:end].strip() or line[end - 2 : end] == "  "):
            cost -= weight * ALIGNED
    return cost


def _gaps(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the gaps of a line that end after low and begin before high; its margins are gaps as well."""
    for found in _WIDE_GAP.finditer(text):
        if found.end() >= low and found.start() <= high:
            yield found.span()
