"""Characters to lines of text, from their positions alone.

Content order says nothing: an exporter that falls back to a second font for some letters draws those after
the run they belong to. So characters are sorted by region, baseline and x, and words are told by gaps.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np

from extractors.formats.pdf.ink import Characters, Flags, Integers, is_blank
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


def assemble(characters: Characters, region: Integers, *, split: Flags | None = None) -> list[Line]:
    """Return the lines of a page's regions, sorted by region, baseline and x.

    Args:
        characters: upright text of one page.
        region: for each character, the number of the cell or zone it stands in.
        split: for each character, whether its line is divided at wide gaps; None where none is.
    """
    if not len(characters):
        return []
    line, order = _line_numbers(characters, region)
    solid = np.flatnonzero(~is_blank(characters.code[order]))
    if not len(solid):
        return []
    after_blank = _after_blanks(characters, order, line, solid)
    line, order = line[solid], order[solid]
    ch = characters.where(order)
    doubled = _doubles(ch, line, order)
    if doubled.any():
        after_blank, line, order = after_blank[~doubled], line[~doubled], order[~doubled]
        ch = ch.where(~doubled)

    new_row = np.ones(len(line), np.bool_)
    new_row[1:] = line[1:] != line[:-1]
    gap = np.zeros(len(line))
    gap[1:] = ch.x0[1:] - ch.x1[:-1]
    new_word = new_row | after_blank | (gap > WORD_GAP * ch.size)
    if ch.stamp.any():  # what fills a blank is a word of its own
        alphanumeric = (ch.code >= ord("0")) & ~((ch.code > ord("9")) & (ch.code < ord("A")))
        new_word[1:] |= (ch.stamp[1:] != ch.stamp[:-1]) & alphanumeric[1:] & alphanumeric[:-1]
    new_line, wide = new_row, np.empty(0, np.int64)
    if split is not None and (divides := split[order]).any():
        new_line = new_row | (divides & (gap > PIECE_GAP * ch.size))
        new_word |= new_line
        wide = np.flatnonzero(divides & new_word & ~new_line & (gap > NARROW_GAP * ch.size))
    return _lines(ch, region[order], line, new_line, new_word, wide)


def _line_numbers(characters: Characters, region: Integers) -> tuple[Integers, Integers]:
    """Return the line number of every character in reading order, and that order."""
    by_baseline = np.lexsort((characters.baseline, region))
    baseline, regions = characters.baseline[by_baseline], region[by_baseline]
    new: Flags = np.ones(len(regions), np.bool_)
    new[1:] = (regions[1:] != regions[:-1]) | (baseline[1:] - baseline[:-1] > LINE_STEP)
    line = np.cumsum(new, dtype=np.int64)
    x0 = characters.x0[by_baseline]
    if (new[1:] | (x0[1:] >= x0[:-1])).all():  # most pages are drawn in reading order
        return line, by_baseline
    by_x = np.lexsort((x0, line))
    return line[by_x], by_baseline[by_x]


def _after_blanks(characters: Characters, order: Integers, line: Integers, solid: Integers) -> Flags:
    """Tell for each letter whether a blank stands before it on its line.

    A blank without width was made up by PDFium. It stands for a drawn space where the next letter starts that
    far behind it; else only the order of drawing jumped there, as at letters of a fallback font.
    """
    after = np.ones(len(solid), np.bool_)
    x0, x1 = characters.x0[order], characters.x1[order]
    blank = np.ones(len(order), np.bool_)
    blank[solid] = False
    made_up = np.flatnonzero(blank & (x1 - x0 < 0.01))
    if not len(made_up):
        after[1:] = solid[1:] - solid[:-1] > 1
        return after
    at = np.searchsorted(solid, made_up)
    before, behind = solid[np.maximum(at - 1, 0)], solid[np.minimum(at, len(solid) - 1)]
    within = (line[before] == line[made_up]) & (line[behind] == line[made_up])
    x = x0[made_up]
    blank[made_up] = (
        within
        & (x > (x0[before] + x1[before]) / 2)
        & (x0[behind] - x > WORD_GAP * characters.size[order[behind]])
    )
    seen = np.cumsum(blank)[solid]
    after[1:] = seen[1:] > seen[:-1]
    return after


def _doubles(characters: Characters, line: Integers, order: Integers) -> Flags:
    """Tell the second prints of letters that are printed twice to look bold.

    Letters of a ligature (`tt`) share one place as well, but follow one another in the order of drawing.
    """
    x0, x1, size = characters.x0, characters.x1, characters.size
    first = np.flatnonzero(characters.code[1:] == characters.code[:-1])
    again = first + 1
    ligature = (order[again] - order[first] == 1) & (x0[again] == x0[first]) & (x1[again] == x1[first])
    second = np.zeros(len(characters), np.bool_)
    second[again] = (
        (line[again] == line[first])
        & (x0[again] - x0[first] < DOUBLE_OFFSET * size[again])
        & (x1[again] - x0[again] > DOUBLE_OFFSET * size[again])
        & ~ligature
    )
    return second


def _lines(
    ch: Characters, region: Integers, row: Integers, new_line: Flags, new_word: Flags, wide: Integers
) -> list[Line]:
    """Write all text of a page into one buffer, decode it once, and cut it into lines."""
    count = len(ch)
    position = np.arange(-1, count - 1) + np.cumsum(new_word)
    first = np.flatnonzero(new_line)
    after = np.concatenate((first[1:], [count]))
    starts = position[first]
    texts, changed = _texts(ch.code, position, starts.tolist(), (position[after - 1] + 1).tolist())

    lengths = after - first
    words = np.concatenate((np.flatnonzero(new_word), [count]))
    second = words[np.searchsorted(words, first, side="right")]
    left = ch.x0[first]
    second_word: list[float | None] = ch.x0[np.minimum(second, count - 1)].tolist()
    for number in np.flatnonzero(second >= after).tolist():
        second_word[number] = None

    bold = np.array([look.bold for look in ch.looks], np.int64)[ch.look]
    italic = np.array([look.italic for look in ch.looks], np.int64)[ch.look]
    offset = position - np.repeat(starts, lengths)
    columns = (
        texts,
        region[first].tolist(),
        row[first].tolist(),
        left.tolist(),
        np.maximum.reduceat(ch.x1, first).tolist(),
        ch.baseline[first + lengths // 2].tolist(),
        np.maximum.reduceat(ch.size, first).tolist(),
        (2 * np.add.reduceat(bold, first) > lengths).tolist(),
        (2 * np.add.reduceat(italic, first) > lengths).tolist(),
        (ch.x1[second - 1] - left).tolist(),
        second_word,
        # Offsets in the printed text say nothing where cleaning has changed it.
        _column(len(first), _runs(bold, italic, first, new_line, offset), changed),
        _column(len(first), _raised(ch, first, offset), changed),
        repeat(()),
        _column(len(first), _gaps(ch, wide, first, offset), changed),
    )
    return list(map(Line._make, zip(*columns, strict=False)))


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
    table = _clean_codes()
    return bool(table[np.minimum(codes, len(table) - 1)].all())


@cache
def _clean_codes() -> Flags:
    """Tell of each code point whether it is of a common letter or sign that stays as it is."""
    table = np.zeros(0x2600, np.bool_)
    for block in ((0x21, 0x250), (0x1EA0, 0x1EFA), (0x2010, 0x2028), (0x25A0, 0x2600)):
        for code in range(*block):
            table[code] = clean(chr(code)) == chr(code)
    table[-1] = False  # stands for all beyond
    return table


def _numbers(first: Integers, at: Integers) -> list[int]:
    """Return the numbers of the lines that letters stand on."""
    numbers: list[int] = (np.searchsorted(first, at, side="right") - 1).tolist()
    return numbers


def _runs(
    bold: Integers, italic: Integers, first: Integers, new_line: Flags, offset: Integers
) -> dict[int, list[tuple[int, bool, bool]]]:
    """Return offset, bold and italic of each stretch of the lines on which those change."""
    style = 2 * bold + italic
    changes = np.flatnonzero((style[1:] != style[:-1]) & ~new_line[1:]) + 1
    found: dict[int, list[tuple[int, bool, bool]]] = {}
    if len(changes):
        at = np.union1d(changes, first[_numbers(first, changes)])
        for number, start, look in zip(
            _numbers(first, at), offset[at].tolist(), style[at].tolist(), strict=True
        ):
            found.setdefault(number, []).append((start, look >= 2, look % 2 == 1))
    return found


def _gaps(
    ch: Characters, wide: Integers, first: Integers, offset: Integers
) -> dict[int, list[tuple[int, float, float]]]:
    """Return offset of the next word, start and end of the wide gaps of the lines that have some."""
    found: dict[int, list[tuple[int, float, float]]] = {}
    if len(wide):
        gaps = zip(offset[wide].tolist(), ch.x1[wide - 1].tolist(), ch.x0[wide].tolist(), strict=True)
        for number, gap in zip(_numbers(first, wide), gaps, strict=True):
            found.setdefault(number, []).append(gap)
    return found


def _raised(ch: Characters, first: Integers, offset: Integers) -> dict[int, list[tuple[int, int]]]:
    """Return start and end of each superscript of the lines that have some."""
    found: dict[int, list[tuple[int, int]]] = {}
    if any(look.raised for look in ch.looks):
        at = np.flatnonzero(ch.of_looks("raised"))
        for number, place in zip(_numbers(first, at), offset[at].tolist(), strict=True):
            stretches = found.setdefault(number, [])
            if stretches and stretches[-1][1] == place:
                stretches[-1] = stretches[-1][0], place + 1
            else:
                stretches.append((place, place + 1))
    return found
