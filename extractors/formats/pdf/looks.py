"""How the characters of a page look: font, size, weight and direction, read once for each text object."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.ink import Floats, Integers, Look

BOLD_WEIGHT = 600
SLANT = 0.1  # of the letter's area: a matrix that leans more fakes italics
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18
_BOLD_NAMES = ("bold", "black", "heavy", "-bd", "demi")
_ITALIC_NAMES = ("italic", "oblique", "-it")

Turn = Callable[[float, float], int]


@dataclass(frozen=True, slots=True)
class TextObjects:
    """The text objects of a page, and last among them none: that of the characters that PDFium made up."""

    looks: tuple[Look, ...]
    look: Integers  # of each object, as an index into looks
    origin: Floats  # of each object but the last, x and y in page space
    handles: tuple[pdfium.Handle, ...]  # of each object but the last
    of_start: Integers  # of each run its object


def read_objects(text_page: int, starts: Sequence[int], turn: Turn) -> TextObjects:
    """Return the text objects of a page.

    Args:
        text_page: PDFium's text page.
        starts: indices of characters, each the first of a run.
        turn: says how many quarter turns a writing direction of page space stands from upright.
    """
    objects = np.array(pdfium.each(pdfium.character_object, text_page, starts))
    # Runs that follow one another are mostly of one object.
    heads = np.concatenate(([0], np.flatnonzero(objects[1:] != objects[:-1]) + 1))
    handles = objects[heads].tolist()
    first = dict(zip(reversed(handles), [starts[head] for head in heads[::-1].tolist()], strict=True))
    first.pop(0, None)
    matrices = pdfium.floats_of_each(pdfium.character_matrix, text_page, list(first.values()), 6)
    looks, of_object = _looks_of(text_page, first, matrices, turn)
    numbers = {handle: number for number, handle in enumerate((*first, 0))}
    of_start = np.repeat(
        [numbers[handle] for handle in handles], np.concatenate((heads[1:], [len(objects)])) - heads
    )
    origin = matrices[4:].T
    no_matrix = np.flatnonzero(~origin.any(axis=1))  # a hyphen at the end of a line has none of its own
    if len(no_matrix):
        asked = np.array([*first.values()])[no_matrix].tolist()
        origin[no_matrix] = pdfium.points_of_each(pdfium.character_origin, text_page, asked)
    return TextObjects((*looks, Look()), np.array([*of_object, len(looks)]), origin, tuple(first), of_start)


def _looks_of(
    text_page: int, first: dict[int, int], matrices: Floats, turn: Turn
) -> tuple[list[Look], list[int]]:
    """Return the looks, and for each text object (with its first character) its look's index."""
    columns = zip(
        pdfium.of_each(pdfium.text_font, first),
        pdfium.of_each(pdfium.text_render_mode, first),
        pdfium.each(pdfium.character_size, text_page, list(first.values())),
        *matrices[:4].astype(np.float32).round(3).tolist(),
        strict=True,
    )
    looks: list[Look] = []
    known: dict[tuple[object, ...], int] = {}
    fonts: dict[int | None, tuple[str, bool, bool]] = {}
    indices = []
    for key in columns:
        index = known.get(key)
        if index is None:
            index = known[key] = len(looks)
            font, mode, size, *matrix = key
            if font not in fonts:
                fonts[font] = _font_look(*_read_font(font)) if font else ("", False, False)
            looks.append(_look(*fonts[font], mode, size, matrix, turn))
        indices.append(index)
    return looks, indices


def _look(
    name: str, bold: bool, italic: bool, mode: int, size: float, matrix: Sequence[float], turn: Turn
) -> Look:
    a, b, c, d = matrix
    slanted = abs(a * c + b * d) > SLANT * abs(a * d - b * c)
    return Look(
        font=name,
        size=round(size * (c * c + d * d) ** 0.5, 2),
        bold=bold or mode == pdfium.STROKED_TEXT,
        italic=italic or slanted,
        hidden=mode == pdfium.INVISIBLE_TEXT,
        turn=turn(a, b),
    )


_angle = ctypes.c_int()
_name = ctypes.create_string_buffer(256)


def _read_font(font: int) -> tuple[bytes, int, int, int]:
    """Return name, flags, weight and italic angle of a font."""
    _angle.value = 0
    pdfium.font_angle(font, ctypes.byref(_angle))
    length = pdfium.font_name(font, _name, len(_name))
    name = _name.value if length <= len(_name) else pdfium.bytes_of(pdfium.font_name, font).rstrip(b"\0")
    return name if length else b"", pdfium.font_flags(font), pdfium.font_weight(font), _angle.value


@lru_cache(maxsize=512)
def _font_look(raw_name: bytes, flags: int, weight: int, angle: int) -> tuple[str, bool, bool]:
    """Return name, bold and italic of a font."""
    name = raw_name.decode("utf-8", "replace")
    name = name[7:] if name[6:7] == "+" else name  # the tag of a subset
    folded = name.lower()
    bold = (
        any(part in folded for part in _BOLD_NAMES)
        or weight >= BOLD_WEIGHT
        or (flags > 0 and bool(flags & _FORCED_BOLD_FLAG))
    )
    italic = (
        any(part in folded for part in _ITALIC_NAMES)
        or angle != 0
        or (flags > 0 and bool(flags & _ITALIC_FLAG))
    )
    return name, bold, italic
