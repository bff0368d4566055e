"""Superscripts and subscripts: small letters set above or below the line of the letters beside them."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from extractors.formats.pdf.ink import Characters, Flags, Integers, is_blank

SMALL = 0.8  # of the size of the letters beside it, at most
SMALLEST = 0.4  # of the same, at least: beside a large title or initial small text is text of its own
LONGEST = 5  # letters of a mark: `[12]`; longer small text is a text of its own
HIGHEST, LOWEST = 0.65, 0.35  # em that a mark may stand above or below its line
LEVEL = 0.1  # em: less is no change of level
NEAR = 0.6  # em between a mark and the letters beside it
MOST_MARKS = 1_000  # of a page: more is a drawing, not text


def settle_marks(characters: Characters) -> Characters:
    """Return the characters with superscripts and subscripts on the baseline of the line they hang on.

    Superscripts get looks that say so.
    """
    sizes = [look.size for look in characters.looks if look.turn == 0]
    if not any(0 < size < SMALL * max(sizes) for size in sizes):
        return characters
    solid = ~is_blank(characters.code) & (characters.of_looks("turn") == 0)
    if not solid.any():
        return characters
    largest = float(characters.size[solid].max())
    small = solid & (characters.size < SMALL * largest) & ~characters.stamp
    if not small.any():
        return characters
    baseline, raised = characters.baseline.copy(), np.zeros(len(characters), np.bool_)
    for count, mark in enumerate(_marks(characters, small)):
        if count == MOST_MARKS:
            return characters
        level = _line_beside(characters, solid, mark)
        if level is not None:
            raised[mark] = level > characters.baseline[mark[0]]
            baseline[mark] = level
    settled = characters.with_(baseline=baseline, y=characters.y + (baseline - characters.baseline))
    return _with_looks(settled, raised) if raised.any() else settled


def _marks(ch: Characters, small: Flags) -> Iterator[Integers]:
    """Yield the indices of short runs of small letters that were drawn one after the other."""
    at = np.flatnonzero(small)
    parted = (
        (np.diff(at) > 1)
        | (np.abs(np.diff(ch.baseline[at])) > LEVEL * ch.size[at[1:]])
        | (np.abs(ch.x0[at[1:]] - ch.x1[at[:-1]]) > NEAR * ch.size[at[1:]])
    )
    starts = np.concatenate(([0], np.flatnonzero(parted) + 1, [len(at)]))
    for index in np.flatnonzero(np.diff(starts) <= LONGEST).tolist():
        yield at[starts[index] : starts[index + 1]]


def _line_beside(ch: Characters, solid: Flags, mark: Integers) -> float | None:
    """Return the baseline of the larger letters that a mark hangs on; None where it hangs on none."""
    left, right, size = float(ch.x0[mark].min()), float(ch.x1[mark].max()), float(ch.size[mark[0]])
    above = (ch.baseline - float(ch.baseline[mark[0]])) / ch.size.clip(min=1.0)
    host = (
        solid
        & (size < SMALL * ch.size)
        & (size > SMALLEST * ch.size)
        & (((above > LEVEL) & (above < HIGHEST)) | ((above < -LEVEL) & (above > -LOWEST)))
        & (ch.x1 > left - NEAR * ch.size)
        & (ch.x0 < right + NEAR * ch.size)
    )
    if not host.any():
        return None
    beside = np.minimum(np.abs(ch.x1 - left), np.abs(ch.x0 - right))
    return float(ch.baseline[int(np.where(host, beside, np.inf).argmin())])


def _with_looks(ch: Characters, raised: Flags) -> Characters:
    """Return the characters with a look of its own for each look that is raised somewhere."""
    look, looks = ch.look.copy(), list(ch.looks)
    for index in np.unique(ch.look[raised]).tolist():
        look[raised & (ch.look == index)] = len(looks)
        looks.append(replace(ch.looks[index], raised=True))
    return replace(ch, look=look, looks=tuple(looks))
