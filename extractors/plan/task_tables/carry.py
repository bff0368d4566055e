"""Values carried down to blank cells in a source that cannot show merged cells.

A text file or a table without rules prints a cell that was merged over several rows once, on the first of
them, and leaves the others blank; it prints a cell that is simply empty in the same way. A blank cell is
taken to repeat the one above only where the layout of the group makes it evident:

- lead (a task that nobody leads is the rare thing): every group's first task prints one, so a blank stands
  for the one above it;
- coordinating and deadline (which are often simply empty): no group begins with a blank, and either the
  first task's value is the only one of its group with two tasks at least below it, or the blank rows below a
  value are those below its lead, as where the cells of several columns were merged alongside.

Any other blank lead below a filled cell is doubtful, and so is a blank of the other columns where no group
begins with one: it stays empty and is reported. A group never lends to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Carried = Literal["lead", "coordinating", "deadline"]

# Blank rows below a single value from which a column that may be empty counts as merged.
_ROWS_OF_A_MERGE = 2


@dataclass(frozen=True, slots=True)
class Carry:
    """What becomes of a column's blank cells: row -> the row it is taken from, and the doubtful rows."""

    sources: dict[int, int]
    doubtful: tuple[int, ...]


def carry_down(
    role: Carried,
    values: Sequence[str | None],
    groups: Sequence[object],
    leads: Sequence[str | None] = (),
    *,
    torn: frozenset[int] = frozenset(),
) -> Carry:
    """Decide for every blank value of a column whether it repeats the one above.

    Args:
        role: whose column it is.
        values: one per task, None where blank.
        groups: one per task, equal for neighbouring tasks of one group.
        leads: the leads as printed, one per task; not needed for the lead column itself.
        torn: the tasks right below a row that could not be read; their blanks may stand for what it prints.

    >>> carry_down("lead", ["A", None, "B", None], [1, 1, 1, 1]).sources
    {1: 0, 3: 2}
    >>> carry_down("coordinating", ["A", None, "B"], [1, 1, 1], ["X", None, "Y"]).sources
    {1: 0}
    >>> carry_down("lead", ["A", None, None], [1, 1, 2])
    Carry(sources={}, doubtful=(1,))
    """
    runs = _runs(groups)
    column_has_gaps = any(values[start] is None for start, _ in runs if start not in torn)
    sources: dict[int, int] = {}
    doubtful: list[int] = []
    for start, stop in runs:
        filled = [at for at in range(start, stop) if values[at] is not None]
        if start in torn:
            doubtful.extend(range(start, filled[0] if filled else stop))
        for above, below in pairwise([*filled, stop]):
            blank = range(above + 1, below)
            if column_has_gaps:
                evident = False
            elif role == "lead":
                evident = True
            else:
                alone = len(filled) == 1 and len(blank) >= _ROWS_OF_A_MERGE
                evident = alone or _beside_lead(above, below, stop, leads)
            if evident:
                sources.update(dict.fromkeys(blank, above))
            elif role == "lead" or not column_has_gaps:
                doubtful.extend(blank)
    return Carry(sources, tuple(doubtful))


def _beside_lead(above: int, below: int, stop: int, leads: Sequence[str | None]) -> bool:
    """Whether the lead is printed in the row above and blank in the very rows between it and the one below."""
    if not leads or leads[above] is None:
        return False
    ends = below == stop or leads[below] is not None
    return ends and all(leads[at] is None for at in range(above + 1, below))


def _runs(groups: Sequence[object]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(groups) + 1):
        if at == len(groups) or groups[at] != groups[start]:
            runs.append((start, at))
            start = at
    return runs
