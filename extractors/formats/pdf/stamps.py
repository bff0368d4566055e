"""Number and day that were stamped over the blanks of a page when it was issued.

They stand in the appearances of signature widgets, not in the page's own text, and are set by eye: a little
above or below the line whose blank they fill.
"""

from collections.abc import Sequence

import numpy as np

from extractors.formats.pdf.ink import NO_CHARACTERS, Characters, Flags, is_blank

REACH = 8.0  # em: how far the nearest text of the filled line may stand to the left or right
OFF_LINE = 0.8  # em: how far a stamp may stand above or below the line it fills
OVERLAP = 0.5  # of the stamp's width that may lie over printed letters
GROUP_GAP = 1.5  # em: a wider gap parts two stamps

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


def settle_stamps(characters: Characters, fields: Sequence[Box] = ()) -> tuple[Characters, Characters]:
    """Return the page's characters with the stamps in their lines, and the stamps that fill none.

    Args:
        characters: of one page, stamps marked.
        fields: boxes of form fields; what is filled in there belongs to the page wherever it stands.
    """
    if not characters.stamp.any():
        return characters, NO_CHARACTERS
    blank = is_blank(characters.code)
    printed = ~characters.stamp & ~blank
    baseline, keep, free = (
        characters.baseline.copy(),
        np.ones(len(characters), np.bool_),
        characters.stamp & False,
    )
    for group in _groups(characters):
        x0, x1 = float(characters.x0[group].min()), float(characters.x1[group].max())
        level = _line_of(characters, printed, group, x0, x1)
        if level is None:
            free[group] = not _in_field(characters, group, fields)
            continue
        baseline[group] = level
        # The blank that is filled was typed as spaces: they would part the digits.
        keep &= ~(
            blank
            & ~characters.stamp
            & (np.abs(characters.baseline - level) < 1)
            & (characters.x1 > x0)
            & (characters.x0 < x1)
        )
    settled = characters.with_(baseline=baseline, y=characters.y + (baseline - characters.baseline))
    return settled.where(keep & ~free), characters.where(free)


def _groups(characters: Characters) -> list[list[int]]:
    """Return the indices of each stamp's characters, blanks left out."""
    groups: list[list[int]] = []
    for index in np.flatnonzero(characters.stamp).tolist():
        size = characters.size[index] or 1.0
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and abs(characters.baseline[index] - characters.baseline[last]) < 0.3 * size
            and -size < characters.x0[index] - characters.x1[last] < GROUP_GAP * size
        ):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _line_of(characters: Characters, printed: Flags, group: list[int], x0: float, x1: float) -> float | None:
    """Return the baseline of the printed line whose blank the stamp fills; None where it fills none."""
    size, level = float(characters.size[group].max()), float(np.median(characters.baseline[group]))
    away = np.abs(characters.baseline - level)
    near = (
        printed
        & (away <= OFF_LINE * np.maximum(size, characters.size))
        & (characters.x1 > x0 - REACH * size)
        & (characters.x0 < x1 + REACH * size)
    )
    for base in np.unique(characters.baseline[near])[
        np.argsort(np.abs(np.unique(characters.baseline[near]) - level))
    ]:
        line = near & (np.abs(characters.baseline - base) < 1)
        covered = np.minimum(characters.x1[line], x1) - np.maximum(characters.x0[line], x0)
        if covered.clip(min=0).sum() <= OVERLAP * (x1 - x0):
            return float(base)
    return None


def _in_field(characters: Characters, group: list[int], fields: Sequence[Box]) -> bool:
    x, y = float(characters.x[group].mean()), float(characters.y[group].mean())
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in fields)
