"""Reading the characters of a page out of PDFium in bulk.

A call per character and property costs more than PDFium's own work, so only the box is asked for every
character. A run holds to one text object, and of a text object baseline and font are asked once.
"""

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.clips import Box, find_clips
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
from extractors.formats.pdf.looks import read_objects
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


@value
class Frame:
    """How page space (origin bottom left, y upwards) maps to the page as seen."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]  # x = a*X + b*Y + c, y = d*X + e*Y + f

    def place(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return points of page space as seen."""
        return self.across(x, y), self.down(x, y)

    def across(self, x: Floats, y: Floats) -> Floats:
        """Return the x, as seen, of points of page space."""
        a, b, c, _, _, _ = self.matrix
        return _moved(a, x, b, y) + c

    def down(self, x: Floats, y: Floats) -> Floats:
        """Return the y, as seen, of points of page space."""
        _, _, _, d, e, f = self.matrix
        return _moved(d, x, e, y) + f

    def turn(self, dx: float, dy: float) -> int:
        """Return the quarter turns clockwise of a writing direction of page space, -1 where it is oblique."""
        a, b, _, d, e, _ = self.matrix
        across, down = a * dx + b * dy, d * dx + e * dy
        if abs(down) < 0.1 * abs(across):
            return 0 if across > 0 else 2
        if abs(across) < 0.1 * abs(down):
            return 1 if down > 0 else 3
        return -1


def _moved(p: float, x: Floats, q: float, y: Floats) -> Floats:
    """Return p * x + q * y, of which one is 0 and the other 1 or -1."""
    one, sign = (x, p) if p else (y, q)
    return one if sign > 0 else -one


def page_frame(box: tuple[float, float, float, float], turns: int) -> Frame:
    """Return the frame of a page box (left, bottom, right, top) shown with quarter turns clockwise."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    match turns % 4:
        case 0:
            return Frame(wide, high, (1, 0, -left, 0, -1, top))
        case 1:
            return Frame(high, wide, (0, 1, -bottom, 1, 0, -left))
        case 2:
            return Frame(wide, high, (-1, 0, right, 0, 1, -bottom))
        case _:
            return Frame(high, wide, (0, -1, top, -1, 0, right))


def read_codes(text_page: int, count: int) -> Integers:
    """Return the code points of the page's characters, line-end hyphens as hyphens."""
    buffer = np.zeros(count + 1, np.uint16)
    written = pdfium.get_text(text_page, 0, count, buffer.ctypes.data)
    units = buffer[:count]
    surrogates = units.max() >= 0xD800 and ((units >= 0xD800) & (units < 0xE000)).any()
    if written == count + 1 and not surrogates:
        return _READ_AS.take(units)
    codes = np.array(pdfium.each(pdfium.character_code, text_page, range(count)), np.int64)
    codes[(codes >= 0xD800) & (codes < 0xE000) | (codes > 0x10FFFF)] = 0xFFFD
    return np.where(codes < len(_READ_AS), _READ_AS[np.minimum(codes, len(_READ_AS) - 1)], codes)


def run_starts(codes: Integers, boxes: Floats, index: Integers) -> tuple[Integers, Flags]:
    """Return where baseline or font may change: at jumps, changes of box height, words and line ends.

    And of each of these runs whether more than a word begins there.

    Args:
        codes: of the characters.
        boxes: four rows: left, top, right and bottom of the characters.
        index: of the characters on their page, where line ends stand between them.
    """
    left, top, right, bottom = boxes
    jump = np.abs(left[1:] - right[:-1]) > RUN_GAP
    moved = np.abs(boxes[1::2, 1:] - boxes[1::2, :-1]) > 0.05
    height_changes = moved[0] | moved[1]
    if np.count_nonzero(height_changes) > TIGHT_SHARE * len(height_changes):
        height_changes = np.minimum(top[1:], top[:-1]) <= np.maximum(bottom[1:], bottom[:-1])
    blank = is_blank(codes)
    begins = np.ones(len(codes), np.bool_)
    begins[1:] = jump | height_changes | (index[1:] - index[:-1] > 1)
    # A font may change at a word without any other sign.
    is_start = begins.copy()
    is_start[1:] |= blank[:-1] > blank[1:]
    (starts,) = is_start.nonzero()
    return starts, begins.take(starts)


def read_characters(
    page: int,
    text_page: int,
    box: tuple[float, float, float, float],
    turns: int,
    stamped_from: int | None = None,
) -> tuple[Characters, Frame]:
    """Return the page's characters and the frame they stand in.

    Args:
        page: PDFium's page.
        text_page: PDFium's text page of it.
        box: left, bottom, right, top of what is seen of the page, in page space.
        turns: the page's own quarter turns clockwise.
        stamped_from: index of the first character that comes from an annotation, None where none does.

    A page whose text mostly stands on its side is turned until that text reads upright.
    """
    frame = page_frame(box, turns)
    count = pdfium.count_characters(text_page)
    if count <= 0:
        return NO_CHARACTERS, frame
    codes = read_codes(text_page, count)
    # PDFium made up line ends, and blanks without width; of those some stand for spaces that were drawn.
    (index,) = ((codes >= 0x20) | (codes == 0x09)).nonzero()
    if not len(index):
        return NO_CHARACTERS, frame
    codes = codes.take(index)
    boxes = pdfium.floats_of_each(pdfium.character_box, text_page, index.tolist(), 4)
    starts, begins = run_starts(codes, boxes, index)
    objects = read_objects(text_page, index.take(starts), begins, frame.turn)
    looks = objects.looks
    of_run = objects.look.take(objects.of_run)
    lengths = lengths_of(starts, len(index))
    if codes.max() >= _PRIVATE:
        codes = _as_symbols(codes, of_run.repeat(lengths), looks)
    origins, turned = objects.origin.take(objects.of_run, axis=1), None
    if any(look.turn for look in looks):
        turned = np.array([look.turn for look in looks]).take(of_run)
        asked = index.take(starts).tolist()
        origins = pdfium.points_of_each(pdfium.character_origin, text_page, asked).T
        weight = np.bincount(np.where(turned < 0, 0, turned), lengths, minlength=4)
        if main := int(weight.argmax()):
            frame = page_frame(box, turns - main)
            looks = tuple(_turned(look, main) for look in looks)
            turned = np.where(turned < 0, turned, (turned - main) % 4)
    else:
        # A text object stands on one baseline where it stands upright. What PDFium made up is a point.
        (made_up,) = (objects.of_run == len(objects.handles)).nonzero()
        at = starts.take(made_up)
        origins[0, made_up], origins[1, made_up] = boxes[0].take(at), boxes[3].take(at)

    characters = _in_frame(codes, boxes, origins, lengths, turned, frame, of_run, looks)
    if stamped_from is not None:
        characters = characters.with_(stamp=index >= stamped_from)
    seen = _seen(characters, frame)
    for number, clip in find_clips(page, objects).items():
        shown = ~((objects.of_run == number).repeat(lengths) & _is_cut_off(boxes, clip))
        seen = shown if seen is None else seen & shown
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


def _in_frame(
    codes: Integers,
    boxes: Floats,
    origins: Floats,
    lengths: Integers,
    turned: Integers | None,
    frame: Frame,
    of_run: Integers,
    looks: tuple[Look, ...],
) -> Characters:
    """Return the characters placed as seen; origins, lengths, turns and looks are those of the runs."""
    corners = boxes[::2], boxes[1::2]
    one, other = frame.across(*corners)
    x0, x1 = np.minimum(one, other), np.maximum(one, other)
    size = np.array([look.size for look in looks]).take(of_run).repeat(lengths)
    baseline, look = frame.down(*origins).repeat(lengths), of_run.repeat(lengths)
    x, y = (x0 + x1) / 2, baseline - 0.25 * size
    if turned is not None:
        # Turned text gets the coordinates of the page turned back, and keeps its true middle as its point.
        turn = turned.repeat(lengths)
        one, other = frame.down(*corners)
        top, bottom = np.minimum(one, other), np.maximum(one, other)
        y = np.where(turn == 0, y, (top + bottom) / 2)
        across, level = frame.across(*origins).repeat(lengths), baseline
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
    return Characters(codes, x0, x1, baseline, x, y, size, look, np.zeros(len(codes), np.bool_), looks)


def _is_cut_off(boxes: Floats, clip: Box) -> Flags:
    """Tell the characters, by their boxes in page space, whose middles a clip leaves out."""
    x, y = (boxes[0] + boxes[2]) / 2, (boxes[1] + boxes[3]) / 2
    left, bottom, right, top = clip
    cut_off: Flags = (x < left) | (x > right) | (y < bottom) | (y > top)
    return cut_off


def _seen(characters: Characters, frame: Frame) -> Flags | None:
    """Tell the characters that stand on the page, None where all do: text beyond its edges is cut off."""
    x, y, right, bottom = characters.x, characters.y, frame.width + 1, frame.height + 1
    if x.min() > -1 and x.max() < right and y.min() > -1 and y.max() < bottom:
        return None
    seen: Flags = (x > -1) & (x < right) & (y > -1) & (y < bottom)
    return seen
