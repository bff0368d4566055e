"""The header of a table whose columns are held by spaces, found by the head of its order numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.formats.txt.tables.columns import Segment, segments
from extractors.formats.txt.tables.shapes import is_order_label

# Heads are centred over their cells, so the order head may have as many lines above it as below.
LINES_ABOVE = 3
LINES_BELOW = 6
HEAD_CHARACTERS = 60
# A head is over two lower ones when it is off their middle by no more than this share of what parts them.
OFF_MIDDLE = 1 / 3

_ORDER_HEAD = re.compile(r"\s*(?P<head>S\.?T\.?T\.?|TT|S[ốỐ]\s(?:TT|thứ tự)|Stt|Tt)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Header:
    """The header's lines[start:end], the extent of each column, and its one or two rows of heads.

    spans: for a head over several columns, its column and how many it covers; in the first row.
    """

    start: int
    end: int
    columns: tuple[Segment, ...]
    rows: tuple[tuple[str | None, ...], ...]
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def names(self) -> tuple[str | None, ...]:
        """The heads of the first row: what a repeated header has in common."""
        return self.rows[0]


def find_headers(texts: Sequence[str]) -> list[Header]:
    """Return the headers in these lines; one that is repeated on a new page has the words of the first."""
    headers: list[Header] = []
    for index in range(len(texts)):
        if (headers and index < headers[-1].end) or not _ORDER_HEAD.match(texts[index]):
            continue
        again = _lines_again(texts, headers[-1], index) if headers else None
        header = find_header(texts, index, lines=again) if again else None
        header = header or find_header(texts, index)
        if header and (not headers or header.start >= headers[-1].end):
            headers.append(header)
    return headers


def _lines_again(texts: Sequence[str], last: Header, index: int) -> tuple[int, int] | None:
    """Return the lines around an order head that hold the words of the last header; None where they do not.

    Pages are laid out anew: the heads may share other lines than they did before.
    """
    wanted = Counter(word for text in texts[last.start : last.end] for word in text.split())
    for start in range(index, max(index - LINES_ABOVE, last.end) - 1, -1):
        words: Counter[str] = Counter()
        for end in range(start + 1, min(index + 1 + LINES_BELOW, len(texts)) + 1):
            words.update(texts[end - 1].split())
            if words == wanted:
                return start, end
            if not words <= wanted:
                break
    return None


def find_header(texts: Sequence[str], index: int, *, lines: tuple[int, int] | None = None) -> Header | None:
    """Return the header whose order head stands on the line at index; None where there is none.

    Args:
        texts: lines without tabs.
        index: a line.
        lines: the header's first line and the one after its last, where they are known.
    """
    found = _ORDER_HEAD.match(texts[index])
    if not found:
        return None
    order = Segment(found.start("head"), found.end("head"), found["head"])
    start = lines[0] if lines else _first_line(texts, index, order)
    end = lines[1] if lines else _end(texts, index, start, order)
    segs = [_segments_beside(text, order) for text in texts[start:end]]
    if max(map(len, segs)) < 2:
        return None
    return _header(start, end, order, segs)


def _segments_beside(text: str, order: Segment) -> list[Segment]:
    """Return the heads on a line, that of the order numbers left out: one space may part it from the next."""
    if _ORDER_HEAD.match(text):
        text = " " * order.end + text[order.end :]
    return segments(text)


def _first_line(texts: Sequence[str], index: int, order: Segment) -> int:
    start = index
    beside = _segments_beside(texts[index], order)
    while start > max(0, index - LINES_ABOVE):
        above = segments(texts[start - 1])
        if not above or above[0].start < order.end or max(len(seg.text) for seg in above) > HEAD_CHARACTERS:
            break
        if above[0].text[0].islower():
            break
        # A line of the title stands alone over heads; so does the first line of a head that goes on below it.
        under = [seg for seg in beside if above[0].overlaps(seg)]
        if len(above) < 2 and under and not (len(under) == 1 and under[0].text[0].islower()):
            break
        start -= 1
    return start


def _end(texts: Sequence[str], index: int, start: int, order: Segment) -> int:
    """Return the line after the header: as many lines below the order head as above, or heads that go on."""
    end = index + 1
    while end < min(index + 1 + LINES_BELOW, len(texts)):
        below = segments(texts[end])
        if not below or below[0].start < order.end or max(len(seg.text) for seg in below) > HEAD_CHARACTERS:
            break
        mirrored = end - index <= index - start
        # An abbreviation or a lower head may stand beside the second line of a head, above the first row.
        lower = [seg.text[0].islower() or not seg.text[0].isalpha() for seg in below]
        above = [head for text in texts[start:end] for head in _segments_beside(text, order)]
        capitals = all(seg.text.isupper() for seg in (*above, *below))
        goes_on = all(lower) or ((any(lower) or capitals) and _starts_row(texts, end + 1, order))
        # Heads of divided columns stand side by side below their common head, before the first row.
        divides = _starts_row(texts, end + 1, order) and _divide_a_head(below, texts[start:end])
        if not (mirrored or goes_on or divides or _is_lower_head(texts, end, below, texts[start:end], order)):
            break
        end += 1
    return end


def _starts_row(texts: Sequence[str], index: int, order: Segment) -> bool:
    segs = segments(texts[index]) if index < len(texts) else []
    return bool(segs) and segs[0].start < order.end and is_order_label(segs[0].text.split(" ")[0])


def _is_lower_head(
    texts: Sequence[str], index: int, below: Sequence[Segment], above: Sequence[str], order: Segment
) -> bool:
    """Whether these stand where no head stands above them: heads of a column whose lines begin lower."""
    heads = [head for text in above for head in segments(text)]
    fresh = not any(seg.overlaps(head) for seg in below for head in heads)
    return fresh and any(_starts_row(texts, place, order) for place in (index + 1, index + 2))


def _divide_a_head(below: Sequence[Segment], above: Sequence[str]) -> bool:
    """Whether several of these stand under one and the same head."""
    heads = [head for text in above for head in segments(text)]
    return any(sum(seg.overlaps(head) for seg in below) > 1 for head in heads)


def _header(start: int, end: int, order: Segment, lines: Sequence[Sequence[Segment]]) -> Header | None:
    common = {seg: wide for line in lines for seg in line if (wide := _over_several(seg, lines))}
    columns: list[list[Segment]] = []
    for seg in sorted((s for line in lines for s in line if s not in common), key=lambda s: s.start):
        if columns and any(seg.overlaps(other) for other in columns[-1]):
            columns[-1].append(seg)
        else:
            columns.append([seg])
    if len(columns) < 2:
        return None
    in_order = {id(seg): number for number, seg in enumerate(s for line in lines for s in line)}
    extents = [order]
    heads: list[str | None] = [order.text]
    for column in columns:
        column.sort(key=lambda seg: in_order[id(seg)])
        extents.append(Segment(min(s.start for s in column), max(s.end for s in column), ""))
        heads.append(" ".join(seg.text for seg in column))
    if not common:
        return Header(start, end, tuple(extents), (tuple(heads),))
    return _two_rows(start, end, extents, heads, tuple(common.values()))


def _over_several(seg: Segment, lines: Sequence[Sequence[Segment]]) -> Segment | None:
    """Return a head as wide as the lower heads that it is over; None where it is over one at most."""
    for line in lines:
        if len(covered := _covered(seg, line, lines)) > 1:
            ends = [seg, *covered]
            return Segment(min(s.start for s in ends), max(s.end for s in ends), seg.text)
    return None


def _covered(seg: Segment, line: Sequence[Segment], lines: Sequence[Sequence[Segment]]) -> Sequence[Segment]:
    """Return the heads of a line that one stands over: below it, or side by side with their middle below it."""
    under = [other for other in line if other is not seg and seg.overlaps(other)]
    if len(under) != 1 or lines.index(line) <= next(n for n, above in enumerate(lines) if seg in above):
        return under
    others = [other for above in lines if above is not line for other in above]
    free = [other for other in line if not any(other.overlaps(head) for head in others)]
    for other in free:
        left, right = sorted((under[0], other), key=lambda found: found.start)
        between = line[line.index(left) + 1 : line.index(right)]
        middle = (left.start + right.end) / 2
        off = abs(middle - seg.centre)
        if not between and off <= OFF_MIDDLE * (right.centre - left.centre):
            return [left, right]
    return under


def _two_rows(
    start: int, end: int, extents: list[Segment], heads: list[str | None], common: Sequence[Segment]
) -> Header:
    upper: list[str | None] = list(heads)
    lower: list[str | None] = [""] * len(heads)
    spans: list[tuple[int, int]] = []
    for seg in sorted(common, key=lambda s: s.start):
        below = [number for number, extent in enumerate(extents) if seg.overlaps(extent)]
        if upper[below[0]] is None or (spans and spans[-1][0] == below[0]):
            # The second line of a head that covers the same columns.
            first = spans[-1][0] if spans else below[0]
            upper[first] = f"{upper[first]} {seg.text}"
            continue
        spans.append((below[0], len(below)))
        for number in below:
            lower[number], upper[number] = heads[number], None
        upper[below[0]] = seg.text
    return Header(start, end, tuple(extents), (tuple(upper), tuple(lower)), tuple(spans))
