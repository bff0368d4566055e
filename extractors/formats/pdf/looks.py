"""How the characters of a page look: font, size, weight and direction, read once for each text object."""

import ctypes
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.ink import Flags, Floats, Integers, Look, lengths_of
from schemas.values import value

BOLD_WEIGHT = 600
SLANT = 0.1  # of the letter's area: a matrix that leans more fakes italics
_ITALIC_FLAG, _FORCED_BOLD_FLAG = 1 << 6, 1 << 18
_BOLD_NAMES = ("bold", "black", "heavy", "-bd", "demi")
_ITALIC_NAMES = ("italic", "oblique", "-it")

Turn = Callable[[float, float], int]


@value
class Runs:
    """Runs of characters of text pages in content order."""

    texts: Sequence[pdfium.Handle]  # PDFium's text pages
    text: Integers  # of each run its page's place among them
    index: Integers  # of each run its first character on that page
    begins: Flags  # whether more than a word begins with a run

    def asked(self, runs: Integers) -> tuple[list[pdfium.Argument], list[int]]:
        """Return what PDFium is asked with for the first characters of runs."""
        texts = list(map(pdfium.argument, self.texts))
        return [texts[text] for text in self.text.take(runs).tolist()], self.index.take(runs).tolist()

    def origins(self, runs: Integers) -> Floats:
        """Return the origins of the first characters of runs in page space: x and y, each a row."""
        texts = [self.texts[text] for text in self.text.take(runs).tolist()]
        return pdfium.points_of_each(pdfium.character_origin, texts, self.index.take(runs).tolist()).T


@value
class TextObjects:
    """The text objects of a page, and last among them none: that of the characters that PDFium made up."""

    looks: tuple[Look, ...]
    look: Integers  # of each object, as an index into looks
    origin: Floats  # x of each object, and y, in page space; 0 of the last
    handles: Collection[pdfium.Handle]  # of each object but the last
    arguments: Sequence[pdfium.Argument]  # the same, for calls
    of_run: Integers  # of each run its object


def read_objects(runs: Runs, turn: Turn) -> TextObjects:
    """Return the text objects that runs of characters are of.

    Args:
        runs: of characters in content order.
        turn: says how many quarter turns a writing direction of page space stands from upright.
    """
    objects = _objects_of(runs)
    changes = np.ones(len(objects), np.bool_)
    changes[1:] = objects[1:] != objects[:-1]
    (heads,) = changes.nonzero()
    handles = objects.take(heads).tolist()
    first = dict(zip(reversed(handles), reversed(heads.tolist()), strict=True))
    first.pop(0, None)
    texts, indices = runs.asked(np.array([*first.values()], np.int64))
    arguments = list(map(pdfium.argument, first))
    matrices = pdfium.floats_of_each(pdfium.character_matrix, texts, indices, 6)
    looks, look = _looks_of(
        zip(
            pdfium.of_each(pdfium.text_font, arguments),
            pdfium.of_each(pdfium.text_render_mode, arguments),
            pdfium.each(pdfium.character_size, texts, indices),
            *matrices[:4].astype(np.float32).round(3).tolist(),
            strict=True,
        ),
        turn,
    )
    number = {handle: place for place, handle in enumerate((*first, 0))}
    of_run = np.array([number[handle] for handle in handles]).repeat(lengths_of(heads, len(objects)))
    origin = np.zeros((2, len(first) + 1))
    origin[:, :-1] = matrices[4:]
    if np.count_nonzero(origin[0]) < len(first):
        # A hyphen at the end of a line has no matrix of its own.
        (lost,) = ((matrices[4] == 0) & (matrices[5] == 0)).nonzero()
        origin[:, lost] = runs.origins(np.array([*first.values()])[lost])
    return TextObjects((*looks, Look()), np.array([*look, len(looks)]), origin, first, arguments, of_run)


def _objects_of(runs: Runs) -> Integers:
    """Return the handles of the runs' text objects.

    The characters of an object follow one another: where a piece begins and ends with one, all is of it.
    """
    is_asked = runs.begins.copy()
    is_asked[:-1] |= runs.begins[1:]
    is_asked[-1] = True
    (asked,) = is_asked.nonzero()
    answers = np.array(pdfium.each(pdfium.character_object, *runs.asked(asked)))
    objects = answers.repeat(lengths_of(asked, len(is_asked)))
    (mixed,) = ((answers[1:] != answers[:-1]) & (asked[1:] - asked[:-1] > 1)).nonzero()
    for first, last in zip(asked[mixed].tolist(), asked[mixed + 1].tolist(), strict=True):
        amid = np.arange(first + 1, last)
        objects[amid] = pdfium.each(pdfium.character_object, *runs.asked(amid))
    return objects


def _looks_of(facts: Iterable[tuple[Any, ...]], turn: Turn) -> tuple[list[Look], list[int]]:
    """Return the looks, and for each text object (font, render mode, size and matrix) its look's index."""
    number: dict[tuple[Any, ...], int] = {}
    of_object = [number.setdefault(fact, len(number)) for fact in facts]
    fonts = {
        font: _font_look(*_read_font(font)) if font else ("", False, False)
        for font in {font for font, *_ in number}
    }
    looks = [_look(*fonts[font], mode, size, matrix, turn) for font, mode, size, *matrix in number]
    return looks, of_object


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
