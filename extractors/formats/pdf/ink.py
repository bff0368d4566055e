"""What is printed on a page: characters, rules and pictures with their places, before any reading.

Positions are in points from the top left corner of the page as it is seen.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from schemas.values import value

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Rule = tuple[float, float, float]  # where a rule lies across its direction, where it starts and ends along it

_BLANK = np.zeros(0x10000, np.bool_)
_BLANK[[0x20, 0xA0, 0x09, 0x3000, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F]] = True


def is_blank(codes: Integers) -> Flags:
    """Tell the word spaces among code points."""
    blank: Flags = _BLANK.take(codes, mode="clip")
    return blank


def lengths_of(starts: Integers, count: int) -> Integers:
    """Return the lengths of the parts that start so, of so many in all."""
    lengths = np.empty(len(starts), np.int64)
    lengths[:-1], lengths[-1] = starts[1:], count
    lengths -= starts
    return lengths


@value
class Look:
    """The font of a run of characters: all that is the same for a whole text object."""

    font: str = ""
    size: float = 0.0  # points, as seen
    bold: bool = False
    italic: bool = False
    hidden: bool = False  # drawn neither filled nor stroked: the text layer of a scan, or a trick
    turn: int = 0  # quarter turns clockwise against the page as seen; -1 for any other angle
    raised: bool = False  # a superscript


@value
class Characters:
    """The characters of a page in content order, as arrays of one length.

    x0, x1 and baseline are those of the page turned so that the character stands upright; they are positions
    on the page itself for all but turned text.
    """

    code: Integers  # Unicode code points
    x0: Floats
    x1: Floats
    baseline: Floats
    x: Floats  # a point within the character, which says what part of the page it belongs to
    y: Floats
    size: Floats
    look: Integers  # index into looks
    stamp: Flags  # stands in the appearance of an annotation or form field
    looks: tuple[Look, ...]

    def __len__(self) -> int:
        return len(self.code)

    def where(self, keep: Flags | Integers | slice) -> "Characters":
        """Return the characters that the mask, index array or slice picks."""
        return Characters(
            self.code[keep],
            self.x0[keep],
            self.x1[keep],
            self.baseline[keep],
            self.x[keep],
            self.y[keep],
            self.size[keep],
            self.look[keep],
            self.stamp[keep],
            self.looks,
        )

    def with_own_looks(self) -> "Characters":
        """Return the characters without the looks that none of them has."""
        used = np.bincount(self.look, minlength=len(self.looks)) > 0
        if used.all():
            return self
        looks = tuple(look for look, is_used in zip(self.looks, used.tolist(), strict=True) if is_used)
        return replace(self, look=(used.cumsum() - 1).take(self.look), looks=looks)

    @classmethod
    def joined(cls, parts: Sequence["Characters"]) -> "Characters":
        """Return the characters of all parts."""
        if len(parts) == 1:
            return parts[0]
        looks: list[Look] = []
        numbers: list[Integers] = []
        for part in parts:
            numbers.append(part.look + len(looks))
            looks += part.looks
        return cls(
            np.concatenate([part.code for part in parts]),
            np.concatenate([part.x0 for part in parts]),
            np.concatenate([part.x1 for part in parts]),
            np.concatenate([part.baseline for part in parts]),
            np.concatenate([part.x for part in parts]),
            np.concatenate([part.y for part in parts]),
            np.concatenate([part.size for part in parts]),
            np.concatenate(numbers),
            np.concatenate([part.stamp for part in parts]),
            tuple(looks),
        )

    def with_(self, **columns: NDArray[np.generic]) -> "Characters":
        """Return the characters with some arrays replaced."""
        return replace(self, **columns)  # type: ignore[arg-type]

    def of_looks(self, attribute: str) -> NDArray[np.generic]:
        """Return an attribute of Look for every character."""
        values = np.array([getattr(look, attribute) for look in self.looks] or [0])
        return values[self.look] if len(self) else values[:0]

    def text(self) -> str:
        """Return the characters in content order, for judging the text layer as a whole."""
        return self.code.astype("<u4").tobytes().decode("utf-32-le", "replace")


@value
class Ink:
    """A page as it was scanned."""

    width: float
    height: float
    characters: Characters
    horizontals: Sequence[Rule]  # pieces: y, x0, x1
    verticals: Sequence[Rule]  # pieces: x, top, bottom
    picture_share: float = 0.0  # greatest part of the page that one picture covers
    marks: Characters | None = None  # stamps that stand apart from the text: who signed and when, copy marks
    reader: str = "pdfium"


NO_CHARACTERS = Characters(
    np.empty(0, np.int64),
    np.empty(0),
    np.empty(0),
    np.empty(0),
    np.empty(0),
    np.empty(0),
    np.empty(0),
    np.empty(0, np.int64),
    np.empty(0, np.bool_),
    (),
)
