"""Characters to lines of text, from their positions alone.

Content order says nothing: an exporter that falls back to a second font for some letters draws those after
the run they belong to. So characters are sorted by region, baseline and x, and words are told by gaps.
"""

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
    fonts: frozenset[str] = frozenset()
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
    after_blank = _after_blanks(characters.where(order), line, solid)
    line, order = line[solid], order[solid]
    ch = characters.where(order)
    doubled = _doubles(ch, line, order)
    if doubled.any():
        after_blank, line, order = after_blank[~doubled], line[~doubled], order[~doubled]
        ch = ch.where(~doubled)
    region = region[order]
    divides = split[order] if split is not None else np.zeros(len(line), np.bool_)

    new_row = np.ones(len(line), np.bool_)
    new_row[1:] = line[1:] != line[:-1]
    gap = np.zeros(len(line))
    gap[1:] = ch.x0[1:] - ch.x1[:-1]
    new_line = new_row | (divides & (gap > PIECE_GAP * ch.size))
    new_word = new_line | after_blank | (gap > WORD_GAP * ch.size)
    if ch.stamp.any():  # what fills a blank is a word of its own
        alphanumeric = (ch.code >= ord("0")) & ~((ch.code > ord("9")) & (ch.code < ord("A")))
        new_word[1:] |= (ch.stamp[1:] != ch.stamp[:-1]) & alphanumeric[1:] & alphanumeric[:-1]
    wide = np.flatnonzero(divides & new_word & ~new_line & (gap > NARROW_GAP * ch.size))
    return _lines(ch, region, line, new_line, new_word, wide)


def _line_numbers(characters: Characters, region: Integers) -> tuple[Integers, Integers]:
    """Return the line number of every character in reading order, and that order."""
    by_baseline = np.lexsort((characters.baseline, region))
    baseline, regions = characters.baseline[by_baseline], region[by_baseline]
    new: Flags = np.ones(len(regions), np.bool_)
    new[1:] = (regions[1:] != regions[:-1]) | (baseline[1:] - baseline[:-1] > LINE_STEP)
    line = np.cumsum(new, dtype=np.int64)
    by_x = np.lexsort((characters.x0[by_baseline], line))
    return line[by_x], by_baseline[by_x]


def _after_blanks(ch: Characters, line: Integers, solid: Integers) -> Flags:
    """Tell for each letter whether a blank stands before it on its line.

    A blank without width was made up by PDFium. It stands for a drawn space where the next letter starts that
    far behind it; else only the order of drawing jumped there, as at letters of a fallback font.
    """
    after = np.ones(len(solid), np.bool_)
    made_up = np.flatnonzero(is_blank(ch.code) & (ch.x1 - ch.x0 < 0.01))
    if not len(made_up):
        after[1:] = solid[1:] - solid[:-1] > 1
        return after
    blank = np.ones(len(ch), np.int64)
    blank[solid] = 0
    at = np.searchsorted(solid, made_up)
    before, behind = solid[np.maximum(at - 1, 0)], solid[np.minimum(at, len(solid) - 1)]
    within = (line[before] == line[made_up]) & (line[behind] == line[made_up])
    x = ch.x0[made_up]
    blank[made_up] = (
        within & (x > (ch.x0[before] + ch.x1[before]) / 2) & (ch.x0[behind] - x > WORD_GAP * ch.size[behind])
    )
    seen = np.cumsum(blank)[solid]
    after[1:] = seen[1:] > seen[:-1]
    return after


def _doubles(characters: Characters, line: Integers, order: Integers) -> Flags:
    """Tell the second prints of letters that are printed twice to look bold.

    Letters of a ligature (`tt`) share one place as well, but follow one another in the order of drawing.
    """
    x0, x1, size = characters.x0, characters.x1, characters.size
    ligature = (order[1:] - order[:-1] == 1) & (x0[1:] == x0[:-1]) & (x1[1:] == x1[:-1])
    second = np.zeros(len(characters), np.bool_)
    second[1:] = (
        (characters.code[1:] == characters.code[:-1])
        & (line[1:] == line[:-1])
        & (x0[1:] - x0[:-1] < DOUBLE_OFFSET * size[1:])
        & (x1[1:] - x0[1:] > DOUBLE_OFFSET * size[1:])
        & ~ligature
    )
    return second


def _lines(
    ch: Characters, region: Integers, row: Integers, new_line: Flags, new_word: Flags, wide: Integers
) -> list[Line]:
    """Write all text of a page into one buffer, decode it once, and cut it into lines."""
    count = len(ch)
    position = np.arange(count) + np.cumsum(new_word) - 1
    buffer = np.full(int(position[-1]) + 1, ord(" "), "<u4")
    buffer[position] = ch.code
    text = buffer.tobytes().decode("utf-32-le", "replace")
    whole = clean(text)
    if clean_at_once := len(whole) == len(text):  # a composed text; decomposed marks change its length
        text = whole

    first = np.flatnonzero(new_line)
    last = np.append(first[1:], count) - 1
    lengths = last - first + 1
    bold, italic = ch.of_looks("bold").astype(np.bool_), ch.of_looks("italic").astype(np.bool_)
    bolds, italics = (
        np.add.reduceat(bold, first, dtype=np.int64),
        np.add.reduceat(italic, first, dtype=np.int64),
    )
    changed = (np.diff(bold, prepend=bold[0]) | np.diff(italic, prepend=italic[0])) & ~new_line
    mixed = np.add.reduceat(changed, first, dtype=np.int64)
    high = ch.of_looks("raised").astype(np.bool_)
    raised = np.add.reduceat(high, first, dtype=np.int64) if high.any() else np.zeros(len(first), np.int64)
    of_wide = np.searchsorted(wide, np.append(first, count)).tolist()
    gaps = list(zip(position[wide].tolist(), ch.x1[wide - 1].tolist(), ch.x0[wide].tolist(), strict=True))
    words = np.append(np.flatnonzero(new_word), count)
    second = words[np.searchsorted(words, first, side="right")]
    x1 = np.maximum.reduceat(ch.x1, first)
    size = np.maximum.reduceat(ch.size, first)
    columns = zip(
        position[first].tolist(),
        (position[last] + 1).tolist(),
        region[first].tolist(),
        row[first].tolist(),
        ch.x0[first].tolist(),
        x1.tolist(),
        ch.baseline[first + lengths // 2].tolist(),
        size.tolist(),
        (2 * bolds > lengths).tolist(),
        (2 * italics > lengths).tolist(),
        (ch.x1[second - 1] - ch.x0[first]).tolist(),
        np.where(second <= last, ch.x0[np.minimum(second, count - 1)], np.nan).tolist(),
        mixed.tolist(),
        raised.tolist(),
        of_wide,
        of_wide[1:],
        first.tolist(),
        last.tolist(),
        strict=False,  # of_wide counts one further
    )
    lines = []
    for (
        start,
        end,
        in_region,
        in_row,
        x0,
        right,
        base,
        points,
        b,
        i,
        word,
        next_x,
        changes,
        raises,
        gap_from,
        gap_to,
        low,
        end_at,
    ) in columns:
        printed = text[start:end]
        cleaned = printed if clean_at_once else clean(printed)
        runs: tuple[tuple[int, bool, bool], ...] = ()
        if changes and len(cleaned) == len(printed):
            at = np.concatenate(([low], low + np.flatnonzero(changed[low : end_at + 1])))
            runs = tuple(
                zip((position[at] - start).tolist(), bold[at].tolist(), italic[at].tolist(), strict=True)
            )
        marks: tuple[tuple[int, int], ...] = ()
        if raises and len(cleaned) == len(printed):
            marks = _stretches(position[low : end_at + 1][high[low : end_at + 1]] - start)
        lines.append(
            Line(
                cleaned,
                in_region,
                in_row,
                x0,
                right,
                base,
                points,
                b,
                i,
                word,
                None if next_x != next_x else next_x,
                runs,
                raised=marks,
                gaps=tuple((at - start, left, end_x) for at, left, end_x in gaps[gap_from:gap_to])
                if gap_to > gap_from and len(cleaned) == len(printed)
                else (),
            )
        )
    return lines


def _stretches(offsets: Integers) -> tuple[tuple[int, int], ...]:
    """Return start and end of each run of consecutive offsets."""
    starts = np.flatnonzero(np.diff(offsets, prepend=-2) > 1)
    ends = np.append(starts[1:], len(offsets)) - 1
    return tuple(zip(offsets[starts].tolist(), (offsets[ends] + 1).tolist(), strict=True))
