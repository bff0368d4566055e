"""Characters to lines of text, from their positions alone.

Content order says nothing: an exporter that falls back to a second font for some letters draws those after
the run they belong to. So characters are sorted by region, baseline and x, and words are told by gaps.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import islice, repeat
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf.ink import Characters, Flags, Floats, Integers, is_blank, lengths_of
from schemas.source import Note
from schemas.text import clean

LINE_STEP = 3.0  # points between two baselines that are two lines
WORD_GAP = 0.12  # em: a wider gap is a word space although no space was typed
PIECE_GAP = 0.8  # em: a wider gap may divide two columns; justified lines have such gaps too
NARROW_GAP = 0.4  # em: a wider gap divides two columns where other lines say where their gutter is
DOUBLE_OFFSET = 0.1  # em: the same letter again this near is bold faked by printing twice


class Line(NamedTuple):
    """A line of text in one region of a page, or the piece of one between two wide gaps."""

    text: str
    region: int
    row: int  # pieces of one line share it
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    first_word: float  # width of the first word, in points
    second_word: float | None  # x where the second word starts
    runs: tuple[
        tuple[int, bool, bool], ...
    ] = ()  # offset, bold, italic where the look changes; empty: uniform
    raised: tuple[tuple[int, int], ...] = ()  # start and end in the text of superscripts
    notes: tuple[Note, ...] = ()  # footnotes, by where they hang in the text
    gaps: tuple[tuple[int, float, float], ...] = ()  # wide word spaces: offset of the next word, x0, x1

    @property
    def middle(self) -> float:
        """Return the x of the line's middle."""
        return (self.x0 + self.x1) / 2


def assemble(texts: Sequence[tuple[Characters, Integers]], *, body: int | None = None) -> list[list[Line]]:
    """Return the lines of each of several texts, sorted by region, baseline and x.

    Args:
        texts: upright characters of a page, and for each the number of the cell or zone it stands in. What
            stands on several pages is read sooner together.
        body: the region whose lines are divided at wide gaps; None where none are.
    """
    characters = Characters.joined([characters for characters, _ in texts])
    if not len(characters):
        return [[] for _ in texts]
    lengths = [len(region) for _, region in texts]
    region, text = np.concatenate([region for _, region in texts]), np.arange(len(texts)).repeat(lengths)
    line, order = _line_numbers(characters, text * (np.ptp(region) + 1) + region)
    blank = is_blank(characters.code.take(order))
    (solid,) = (~blank).nonzero()
    if not len(solid):
        return [[] for _ in texts]
    after_blank = _after_blanks(characters, order, line, blank, solid)
    line, order = line.take(solid), order.take(solid)
    ch = characters.where(order)
    doubled = _doubles(ch, line, order)
    if doubled is not None:
        after_blank, line, order = after_blank[~doubled], line[~doubled], order[~doubled]
        ch = ch.where(~doubled)

    region, text = region.take(order), text.take(order)
    new_row = np.ones(len(line), np.bool_)
    new_row[1:] = line[1:] != line[:-1]
    gap = np.zeros(len(line))
    gap[1:] = ch.x0[1:] - ch.x1[:-1]
    new_word = new_row | after_blank | (gap > WORD_GAP * ch.size)
    if ch.stamp.any():  # what fills a blank is a word of its own
        alphanumeric = (ch.code >= ord("0")) & ~((ch.code > ord("9")) & (ch.code < ord("A")))
        new_word[1:] |= (ch.stamp[1:] != ch.stamp[:-1]) & alphanumeric[1:] & alphanumeric[:-1]
    new_line, wide = new_row, np.empty(0, np.int64)
    if body is not None:
        divides = region == body
        new_line = new_row | (divides & (gap > PIECE_GAP * ch.size))
        new_word |= new_line
        (wide,) = (divides & new_word & ~new_line & (gap > NARROW_GAP * ch.size)).nonzero()
    lines = iter(_lines(ch, region, line, new_line, new_word, wide))
    return [
        list(islice(lines, count)) for count in np.bincount(text[new_line], minlength=len(texts)).tolist()
    ]


def _line_numbers(characters: Characters, region: Integers) -> tuple[Integers, Integers]:
    """Return the line number of every character in reading order, and that order."""
    baseline, x0, order = characters.baseline, characters.x0, np.arange(len(region))
    if not _is_sorted(region, baseline):
        order = np.lexsort((baseline, region))
        region, baseline, x0 = region.take(order), baseline.take(order), x0.take(order)
    new: Flags = np.ones(len(region), np.bool_)
    new[1:] = (region[1:] != region[:-1]) | (baseline[1:] - baseline[:-1] > LINE_STEP)
    line = new.cumsum(dtype=np.int64)
    if not (new[1:] | (x0[1:] >= x0[:-1])).all():  # most pages are drawn in reading order
        by_x = np.lexsort((x0, line))
        line, order = line.take(by_x), order.take(by_x)
    return line, order


def _is_sorted(region: Integers, baseline: Floats) -> bool:
    """Tell whether characters stand in the order of their regions, and within one in that of the baselines."""
    before, after = region[:-1], region[1:]
    return bool(((after > before) | ((after == before) & (baseline[1:] >= baseline[:-1]))).all())


def _after_blanks(
    characters: Characters, order: Integers, line: Integers, blank: Flags, solid: Integers
) -> Flags:
    """Tell for each letter whether a blank stands before it on its line.

    A blank without width was made up by PDFium. It stands for a drawn space where the next letter starts that
    far behind it; else only the order of drawing jumped there, as at letters of a fallback font.

    Args:
        characters: of one page.
        order: in which they are read.
        line: of each in that order, its number.
        blank: whether each in that order is a blank.
        solid: the places of the others in that order.
    """
    after = np.ones(len(solid), np.bool_)
    x0, x1 = characters.x0.take(order), characters.x1.take(order)
    (made_up,) = (blank & (x1 - x0 < 0.01)).nonzero()
    if not len(made_up):
        after[1:] = solid[1:] - solid[:-1] > 1
        return after
    at = solid.searchsorted(made_up)
    before, behind = solid[np.maximum(at - 1, 0)], solid[np.minimum(at, len(solid) - 1)]
    within = (line[before] == line[made_up]) & (line[behind] == line[made_up])
    x = x0[made_up]
    stands = blank.copy()
    stands[made_up] = (
        within
        & (x > (x0[before] + x1[before]) / 2)
        & (x0[behind] - x > WORD_GAP * characters.size[order[behind]])
    )
    seen = stands.cumsum().take(solid)
    after[1:] = seen[1:] > seen[:-1]
    return after


def _doubles(characters: Characters, line: Integers, order: Integers) -> Flags | None:
    """Tell the second prints of letters that are printed twice to look bold; None where there are none.

    Letters of a ligature (`tt`) share one place as well, but follow one another in the order of drawing.
    """
    code, x0, x1, size = characters.code, characters.x0, characters.x1, characters.size
    is_near = (code[1:] == code[:-1]) & (x0[1:] - x0[:-1] < DOUBLE_OFFSET * size[1:])
    if not is_near.any():
        return None
    (first,) = is_near.nonzero()
    again = first + 1
    ligature = (order[again] - order[first] == 1) & (x0[again] == x0[first]) & (x1[again] == x1[first])
    is_second = (
        (line[again] == line[first]) & (x1[again] - x0[again] > DOUBLE_OFFSET * size[again]) & ~ligature
    )
    if not is_second.any():
        return None
    second = np.zeros(len(characters), np.bool_)
    second[again] = is_second
    return second


def _lines(
    ch: Characters, region: Integers, row: Integers, new_line: Flags, new_word: Flags, wide: Integers
) -> list[Line]:
    """Write all text of a page into one buffer, decode it once, and cut it into lines."""
    count = len(ch)
    word = new_word.cumsum()
    position = word + np.arange(-1, count - 1)
    (first,), (words,) = new_line.nonzero(), new_word.nonzero()
    lengths = lengths_of(first, count)
    after = first + lengths
    starts = position.take(first)
    texts, changed = _texts(ch.code, position, starts.tolist(), (position.take(after - 1) + 1).tolist())

    second = np.append(words, count).take(word.take(first))
    left = ch.x0.take(first)
    second_word: list[float | None] = ch.x0.take(second, mode="clip").tolist()
    for number in (second >= after).nonzero()[0].tolist():
        second_word[number] = None

    styles = np.array([2 * look.bold + look.italic for look in ch.looks])
    style = styles.take(ch.look)
    columns = (
        texts,
        region.take(first).tolist(),
        row.take(first).tolist(),
        left.tolist(),
        np.maximum.reduceat(ch.x1, first).tolist(),
        ch.baseline.take(first + lengths // 2).tolist(),
        np.maximum.reduceat(ch.size, first).tolist(),
        _mostly(style >= 2, first, lengths),
        _mostly(style % 2 == 1, first, lengths),
        (ch.x1.take(second - 1) - left).tolist(),
        second_word,
        # Offsets in the printed text say nothing where cleaning has changed it.
        _column(len(first), _runs(style, first, new_line, position), changed),
        _column(len(first), _raised(ch, first, position), changed),
        repeat(()),
        _column(len(first), _gaps(ch, wide, first, position), changed),
    )
    return list(map(_as_line, zip(*columns, strict=False)))


# What Line._make does, without a call of a Python function for each line.
_as_line: Callable[[Iterable[object]], Line] = partial(tuple.__new__, Line)


def _mostly(flags: Flags, first: Integers, lengths: Integers) -> list[bool]:
    """Return whether more than half of each line's letters have a flag."""
    if not flags.any():
        return [False] * len(first)
    mostly: list[bool] = (2 * np.add.reduceat(flags, first, dtype=np.int64) > lengths).tolist()
    return mostly


def _column(
    count: int, found: Mapping[int, Sequence[object]], changed: frozenset[int]
) -> list[tuple[object, ...]]:
    """Return what was found on each line; nothing on most, nor on those whose text was changed."""
    column: list[tuple[object, ...]] = [()] * count
    for number, values in found.items():
        if number not in changed:
            column[number] = tuple(values)
    return column


def _texts(
    codes: Integers, position: Integers, starts: Sequence[int], ends: Sequence[int]
) -> tuple[list[str], frozenset[int]]:
    """Return the lines' texts cleaned, and the numbers of those whose length that changed.

    Args:
        codes: of all letters.
        position: of each letter in the text of the page, its words parted by one space.
        starts: of each line in that text.
        ends: of each line in that text.
    """
    buffer = np.full(int(position[-1]) + 1, ord(" "), "<u4")
    buffer[position] = codes
    text = buffer.tobytes().decode("utf-32-le", "replace")
    if not _is_clean(codes):
        whole = clean(text)
        if len(whole) != len(text):  # decomposed marks
            printed = [text[start:end] for start, end in zip(starts, ends, strict=True)]
            cleaned = [clean(line) for line in printed]
            pairs = enumerate(zip(printed, cleaned, strict=True))
            return cleaned, frozenset(number for number, (old, new) in pairs if len(old) != len(new))
        text = whole
    return [text[start:end] for start, end in zip(starts, ends, strict=True)], frozenset()


def _is_clean(codes: Integers) -> bool:
    """Tell letters of which cleaning changes none, whatever stands beside them."""
    return bool(_clean_codes().take(codes, mode="clip").all())


@cache
def _clean_codes() -> Flags:
    """Tell of each code point whether it is of a common letter or sign that stays as it is."""
    table = np.zeros(0x2600, np.bool_)
    for block in ((0x21, 0x250), (0x1EA0, 0x1EFA), (0x2010, 0x2028), (0x25A0, 0x2600)):
        for code in range(*block):
            table[code] = clean(chr(code)) == chr(code)
    table[-1] = False  # stands for all beyond
    return table


def _places(position: Integers, first: Integers, at: Integers) -> tuple[list[int], list[int]]:
    """Return of letters the numbers of their lines, and their offsets in the texts of those."""
    number = first.searchsorted(at, side="right") - 1
    offset = position.take(at) - position.take(first.take(number))
    return number.tolist(), offset.tolist()


def _runs(
    style: Integers, first: Integers, new_line: Flags, position: Integers
) -> dict[int, list[tuple[int, bool, bool]]]:
    """Return offset, bold and italic of each stretch of the lines on which those change."""
    found: dict[int, list[tuple[int, bool, bool]]] = {}
    changes = (style[1:] != style[:-1]) & ~new_line[1:]
    if changes.any():
        starts = np.append(False, changes)
        starts[first[_places(position, first, starts.nonzero()[0])[0]]] = True
        (at,) = starts.nonzero()
        for number, offset, look in zip(*_places(position, first, at), style[at].tolist(), strict=True):
            found.setdefault(number, []).append((offset, look >= 2, look % 2 == 1))
    return found


def _gaps(
    ch: Characters, wide: Integers, first: Integers, position: Integers
) -> dict[int, list[tuple[int, float, float]]]:
    """Return offset of the next word, start and end of the wide gaps of the lines that have some."""
    found: dict[int, list[tuple[int, float, float]]] = {}
    if len(wide):
        edges = ch.x1[wide - 1].tolist(), ch.x0[wide].tolist()
        for number, *gap in zip(*_places(position, first, wide), *edges, strict=True):
            found.setdefault(number, []).append(tuple(gap))
    return found


def _raised(ch: Characters, first: Integers, position: Integers) -> dict[int, list[tuple[int, int]]]:
    """Return start and end of each superscript of the lines that have some."""
    found: dict[int, list[tuple[int, int]]] = {}
    if any(look.raised for look in ch.looks):
        (at,) = ch.of_looks("raised").nonzero()
        for number, offset in zip(*_places(position, first, at), strict=True):
            stretches = found.setdefault(number, [])
            if stretches and stretches[-1][1] == offset:
                stretches[-1] = stretches[-1][0], offset + 1
            else:
                stretches.append((offset, offset + 1))
    return found
