"""How the characters of a page look: font, size, weight and direction, read once for each text object."""

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.ink import Integers, Look

BOLD_WEIGHT = 600
SLANT = 0.1  # of the letter's area: a matrix that leans more fakes italics
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18
_BOLD_NAMES = ("bold", "black", "heavy", "-bd", "demi")
_ITALIC_NAMES = ("italic", "oblique", "-it")

Turn = Callable[[float, float], int]


def read_looks(text_page: int, starts: Sequence[int], turn: Turn) -> tuple[tuple[Look, ...], Integers]:
    """Return the looks of a page, and for each run that starts at these characters its look's index.

    Args:
        text_page: PDFium's text page.
        starts: indices of characters.
        turn: says how many quarter turns a writing direction of page space stands from upright.
    """
    objects = list(map(pdfium.character_object, repeat(text_page), starts))
    first = dict(zip(reversed(objects), reversed(starts), strict=True))
    first.pop(None, None)  # characters that PDFium made up belong to no object
    looks, of_object = _looks_of(text_page, first, turn)
    look_of = dict(zip(first, of_object, strict=True))
    look_of[None] = len(looks)
    return (*looks, Look()), np.fromiter(map(look_of.__getitem__, objects), np.int64, len(objects))


def _looks_of(text_page: int, first: dict[int, int], turn: Turn) -> tuple[list[Look], list[int]]:
    """Return the looks, and for each text object (with its first character) its look's index."""
    characters = list(first.values())
    matrices = np.zeros((len(first), 6), np.float32)
    start = matrices.ctypes.data
    addresses = range(start, start + 24 * len(first), 24)
    deque(map(pdfium.character_matrix, repeat(text_page), characters, addresses), maxlen=0)
    columns = zip(
        map(pdfium.text_font, first),
        map(pdfium.text_render_mode, first),
        map(pdfium.character_size, repeat(text_page), characters),
        map(tuple, matrices[:, :4].round(3).tolist()),
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
            font, mode, size, matrix = key
            if font not in fonts:
                fonts[font] = _read_font(font) if font else ("", False, False)
            looks.append(_look(*fonts[font], mode, size, matrix, turn))
        indices.append(index)
    return looks, indices


def _look(
    name: str, bold: bool, italic: bool, mode: int, size: float, matrix: tuple[float, ...], turn: Turn
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


def _read_font(font: int) -> tuple[str, bool, bool]:
    """Return name, bold and italic of a font."""
    name = pdfium.bytes_of(pdfium.font_name, font).rstrip(b"\0").decode("utf-8", "replace")
    name = name[7:] if name[6:7] == "+" else name  # the tag of a subset
    flags, folded = pdfium.font_flags(font), name.lower()
    angle = ctypes.c_int()
    pdfium.font_angle(font, ctypes.byref(angle))
    bold = (
        any(part in folded for part in _BOLD_NAMES)
        or pdfium.font_weight(font) >= BOLD_WEIGHT
        or (flags > 0 and bool(flags & _FORCED_BOLD_FLAG))
    )
    italic = (
        any(part in folded for part in _ITALIC_NAMES)
        or angle.value != 0
        or (flags > 0 and bool(flags & _ITALIC_FLAG))
    )
    return name, bold, italic
