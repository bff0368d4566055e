"""Reading the characters of a page out of PDFium in bulk.

A call per character and property costs more than PDFium's own work, so only the box is asked for every
character. A run holds to one text object, and of a text object baseline and font are asked once.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain, repeat

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.clips import find_clips
from extractors.formats.pdf.frames import Frame, PageBox, page_frame
from extractors.formats.pdf.ink import (
    NO_CHARACTERS,
    Characters,
    Flags,
    Floats,
    Integers,
    Look,
    is_blank,
    lengths_of,
)
from extractors.formats.pdf.looks import Runs, TextObjects, read_objects
from schemas.values import value

RUN_GAP = 1.0  # points between two boxes that end a run: a word space is wider, kerning is not
TIGHT_SHARE = 0.25  # of characters with a box height of their own: the boxes are glyphs', not the font's
# Bullets and arrows of the Symbol and Wingdings fonts, which have no place in Unicode of their own.
_SYMBOLS = {
    0xF02D: "-",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0A8: "□",
    0xF06F: "□",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0FE: "☑",
    0xF076: "❖",
    0xF06E: "■",
    0xF0E0: "→",
    0xF02B: "+",
    0xF02A: "*",
    0xF0B0: "°",
    0xF0B3: "≥",
    0xF0A3: "≤",
}
_READ_AS: Integers = np.arange(0x10000)
_READ_AS[0x239B:0x23AE] = ord(" ")  # the pieces of which tall brackets and braces are drawn
_PRIVATE = 0xF000
_IN_SYMBOL, _IN_OTHERS = np.arange(_PRIVATE, _PRIVATE + 0x100), np.arange(_PRIVATE, _PRIVATE + 0x100)
for _codes in (_IN_SYMBOL, _IN_OTHERS):
    _codes[[code - _PRIVATE for code in _SYMBOLS]] = [ord(symbol) for symbol in _SYMBOLS.values()]
for _first, _last in ((0xE6, 0xEF), (0xF6, 0xFE)):  # the same pieces, where Wingdings has ticks
    _IN_SYMBOL[_first : _last + 1] = ord(" ")
_READ_AS[[0x02, 0xFFFE]] = ord("-")  # what PDFium returns for a hyphen at the end of a line, per interface


def read_codes(text: pdfium.Handle, count: int) -> Integers:
    """Return the code points of a text page's characters, line-end hyphens as hyphens."""
    if count <= 0:
        return np.empty(0, np.int64)
    buffer = np.zeros(count + 1, np.uint16)
    written = pdfium.get_text(text, 0, count, buffer.ctypes.data)
    units = buffer[:count]
    surrogates = units.max() >= 0xD800 and ((units >= 0xD800) & (units < 0xE000)).any()
    if written == count + 1 and not surrogates:
        return _READ_AS.take(units)
    codes = np.array(
        pdfium.each(pdfium.character_code, repeat(pdfium.argument(text)), range(count)), np.int64
    )
    codes[(codes >= 0xD800) & (codes < 0xE000) | (codes > 0x10FFFF)] = 0xFFFD
    return np.where(codes < len(_READ_AS), _READ_AS[np.minimum(codes, len(_READ_AS) - 1)], codes)


def run_starts(codes: Integers, boxes: Floats, place: Integers, number: Integers) -> tuple[Integers, Flags]:
    """Return where baseline or font may change: at jumps, changes of box height, words and line ends.

    And of each of these runs whether more than a word begins there.

    Args:
        codes: of the characters.
        boxes: four rows: left, top, right and bottom of the characters.
        place: of the characters among all that the pages hold, where line ends stand between them.
        number: of the characters' pages.
    """
    left, top, right, bottom = boxes
    jump = np.abs(left[1:] - right[:-1]) > RUN_GAP
    ends = (place[1:] - place[:-1] > 1) | (number[1:] > number[:-1])
    moved = np.abs(boxes[1::2, 1:] - boxes[1::2, :-1]) > 0.05
    height_changes = moved[0] | moved[1]
    if (tight := _is_tight(height_changes, number)).any():
        apart = np.minimum(top[1:], top[:-1]) <= np.maximum(bottom[1:], bottom[:-1])
        height_changes = np.where(tight.take(number[1:]), apart, height_changes)
    blank = is_blank(codes)
    begins = np.ones(len(codes), np.bool_)
    begins[1:] = jump | height_changes | ends
    # A font may change at a word without any other sign.
    is_start = begins.copy()
    is_start[1:] |= blank[:-1] > blank[1:]
    (starts,) = is_start.nonzero()
    return starts, begins.take(starts)


def _is_tight(height_changes: Flags, number: Integers) -> Flags:
    """Tell the pages on which boxes often differ in height from the one before: they are the glyphs' own."""
    held, changes = np.bincount(number), height_changes & (number[1:] == number[:-1])
    changed = np.bincount(number[1:][changes], minlength=len(held))
    tight: Flags = changed > TIGHT_SHARE * np.maximum(held - 1, 0)
    return tight


@value
class OpenPage:
    """A page that PDFium holds open, and how it lies."""

    page: pdfium.Handle
    text: pdfium.Handle  # its text page
    count: int  # of the characters
    box: PageBox  # what is seen of it
    turns: int  # its own quarter turns clockwise
    stamped_from: int | None = None  # index of the first character that comes from an annotation
    fields: tuple[PageBox, ...] = ()  # of a form, that hold typed text


@value
class Written:
    """Characters as they stand in page space, and the runs they make."""

    code: Integers
    boxes: Floats  # left, top, right and bottom, each a row
    stamp: Flags  # stands in the appearance of an annotation or form field
    shown: Flags | None  # is not cut off by a clip path; None where nothing is
    lengths: Integers  # of the runs
    origins: Floats  # of the runs, x and y, each a row
    look: Integers  # of the runs, as an index into looks
    looks: tuple[Look, ...]

    def part(self, characters: slice, runs: slice) -> "Written":
        """Return the characters and the runs that the slices pick."""
        return Written(
            self.code[characters],
            self.boxes[:, characters],
            self.stamp[characters],
            self.shown[characters] if self.shown is not None else None,
            self.lengths[runs],
            self.origins[:, runs],
            self.look[runs],
            self.looks,
        )


def read_characters(
    pages: Sequence[OpenPage],
) -> tuple[list[tuple[Characters, Frame]], Collection[pdfium.Handle]]:
    """Return the characters of each page with the frame they stand in, and the text objects of all.

    What stands on several pages is read sooner together; they have one box, one number of turns and one of
    characters that come from no annotation. A page whose text mostly stands on its side is turned until that
    text reads upright.
    """
    frame, stamped_from = page_frame(pages[0].box, pages[0].turns), pages[0].stamped_from
    codes = np.concatenate([read_codes(page.text, page.count) for page in pages])
    # PDFium made up line ends, and blanks without width; of those some stand for spaces that were drawn.
    (place,) = ((codes >= 0x20) | (codes == 0x09)).nonzero()
    if not len(place):
        return [(NO_CHARACTERS, frame) for _ in pages], ()
    codes = codes.take(place)
    counts = np.array([page.count for page in pages])
    firsts = counts.cumsum() - counts
    held = lengths_of(place.searchsorted(firsts), len(place))
    number, index = np.arange(len(pages)).repeat(held), place - firsts.repeat(held)
    texts = [page.text for page in pages]
    asked = chain.from_iterable(map(repeat, map(pdfium.argument, texts), held.tolist()))
    boxes = pdfium.floats_of_each(pdfium.character_box, asked, index.tolist(), 4)
    starts, begins = run_starts(codes, boxes, place, number)
    runs = Runs(texts, number.take(starts), index.take(starts), begins)
    objects = read_objects(runs, frame.turn)
    lengths = lengths_of(starts, len(index))
    if codes.max() >= _PRIVATE:
        codes = _as_symbols(codes, objects.look.take(objects.of_run).repeat(lengths), objects.looks)
    written = Written(
        codes,
        boxes,
        np.zeros(len(index), np.bool_) if stamped_from is None else index >= stamped_from,
        _shown(boxes, lengths, objects, [page.page for page in pages]),
        lengths,
        _origins(boxes, starts, objects),
        objects.look.take(objects.of_run),
        objects.looks,
    )
    if any(look.turn for look in objects.looks):
        own_runs = np.bincount(runs.text, minlength=len(pages))
        parts = zip(pages, _slices(held), _slices(own_runs), strict=True)
        placed = [_on_page(written.part(part, own), page, runs, own) for page, part, own in parts]
        return placed, objects.handles
    characters = _in_frame(written, frame)
    seen = _seen(characters, frame, written.shown)
    if seen is not None:
        characters, held = characters.where(seen), np.bincount(number[seen], minlength=len(pages))
    return [(characters.where(own), frame) for own in _slices(held)], objects.handles


def _slices(lengths: Integers) -> list[slice]:
    """Return what picks each of the parts of such lengths."""
    return [
        slice(end - length, end)
        for end, length in zip(lengths.cumsum().tolist(), lengths.tolist(), strict=True)
    ]


def _origins(boxes: Floats, starts: Integers, objects: TextObjects) -> Floats:
    """Return the origins of runs in page space.

    A text object stands on one baseline where it stands upright. What PDFium made up is a point: its origin.
    """
    origins = objects.origin.take(objects.of_run, axis=1)
    (made_up,) = (objects.of_run == len(objects.handles)).nonzero()
    at = starts.take(made_up)
    origins[0, made_up], origins[1, made_up] = boxes[0].take(at), boxes[3].take(at)
    return origins


def _shown(
    boxes: Floats, lengths: Integers, objects: TextObjects, pages: Sequence[pdfium.Handle]
) -> Flags | None:
    """Tell the characters whose middles their objects' clip paths do not cut off; None where none cuts any."""
    clips = find_clips(pages, objects)
    if clips is None:
        return None
    left, bottom, right, top = clips.take(objects.of_run, axis=1).repeat(lengths, axis=1)
    x, y = (boxes[0] + boxes[2]) / 2, (boxes[1] + boxes[3]) / 2
    shown: Flags = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    return shown


def _on_page(written: Written, page: OpenPage, runs: Runs, own: slice) -> tuple[Characters, Frame]:
    """Return the characters of a page beside which others hold turned text, or it does itself."""
    frame = page_frame(page.box, page.turns)
    if not len(written.code):
        return NO_CHARACTERS, frame
    turned = np.array([look.turn for look in written.looks]).take(written.look)
    if turned.any():
        written = replace(written, origins=runs.origins(np.arange(own.start, own.stop)))
        weight = np.bincount(np.where(turned < 0, 0, turned), written.lengths, minlength=4)
        if main := int(weight.argmax()):
            frame = page_frame(page.box, page.turns - main)
            written = replace(written, looks=tuple(_turned(look, main) for look in written.looks))
            turned = np.where(turned < 0, turned, (turned - main) % 4)
    characters = _in_frame(written, frame, turned if turned.any() else None)
    seen = _seen(characters, frame, written.shown)
    return characters if seen is None else characters.where(seen), frame


def _as_symbols(codes: Integers, look: Integers, looks: tuple[Look, ...]) -> Integers:
    """Return the codes with those of symbol fonts as Unicode."""
    is_symbol = np.array(["symbol" in one.font.lower() for one in looks])[look]
    private = (codes >= _PRIVATE) & (codes < _PRIVATE + len(_IN_SYMBOL))
    place = np.where(private, codes - _PRIVATE, 0)
    read: Integers = np.where(is_symbol, _IN_SYMBOL[place], _IN_OTHERS[place])
    return np.where(private, read, codes)


def _turned(look: Look, main: int) -> Look:
    if look.turn < 0:
        return look
    return Look(look.font, look.size, look.bold, look.italic, look.hidden, (look.turn - main) % 4)


def _in_frame(written: Written, frame: Frame, turned: Integers | None = None) -> Characters:
    """Return the characters placed as seen; turned says of each run how many quarter turns, where any is."""
    lengths, corners = written.lengths, (written.boxes[::2], written.boxes[1::2])
    one, other = frame.across(*corners)
    x0, x1 = np.minimum(one, other), np.maximum(one, other)
    sizes, levels = (
        np.array([look.size for look in written.looks]).take(written.look),
        frame.down(*written.origins),
    )
    size, baseline, look = sizes.repeat(lengths), levels.repeat(lengths), written.look.repeat(lengths)
    x, y = (x0 + x1) / 2, (levels - 0.25 * sizes).repeat(lengths)
    if turned is not None:
        # Turned text gets the coordinates of the page turned back, and keeps its true middle as its point.
        turn = turned.repeat(lengths)
        one, other = frame.down(*corners)
        top, bottom = np.minimum(one, other), np.maximum(one, other)
        y = np.where(turn == 0, y, (top + bottom) / 2)
        across, level = frame.across(*written.origins).repeat(lengths), baseline
        for quarter, (near, far, base) in enumerate(
            (
                (top, bottom, frame.width - across),
                (frame.width - x1, frame.width - x0, frame.height - level),
                (frame.height - bottom, frame.height - top, across),
            ),
            1,
        ):
            here = turn == quarter
            x0, x1 = np.where(here, near, x0), np.where(here, far, x1)
            baseline = np.where(here, base, baseline)
    return Characters(written.code, x0, x1, baseline, x, y, size, look, written.stamp, written.looks)


def _seen(characters: Characters, frame: Frame, shown: Flags | None) -> Flags | None:
    """Tell the characters that are shown and stand on the page, None where all do: beyond its edges is nothing."""
    x, y, right, bottom = characters.x, characters.y, frame.width + 1, frame.height + 1
    if x.min() > -1 and x.max() < right and y.min() > -1 and y.max() < bottom:
        return shown
    on_page: Flags = (x > -1) & (x < right) & (y > -1) & (y < bottom)
    return on_page if shown is None else on_page & shown
