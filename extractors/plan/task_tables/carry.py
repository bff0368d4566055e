"""Values carried down to blank cells in a source that cannot show merged cells.

A text file or a table without rules prints a cell that was merged over several rows once, on the first of
them, and leaves the others blank; it prints a cell that is simply empty in the same way. A blank cell is
taken to repeat the one above only where the layout of the group makes it evident:

- lead (every task has someone who leads it): the group's first task prints one, no later task of the group
  prints another below the blank, and either the group prints one lead in all or at least two rows are
  blank to its end;
- coordinating and deadline (which are often simply empty): the group's first task prints the value, it is
  the only one in the group, and at least two tasks stand below it;
- in either case no group of the table begins with a blank in that column, for then blanks are blanks.

Any other blank lead below a filled cell is doubtful, and so is a blank below the only value of its group in
the other columns: it stays empty and is reported. A group never lends to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Carried = Literal["lead", "coordinating", "deadline"]

# Blank rows below a single value from which a column that may be empty counts as merged.
_ROWS_OF_A_MERGE = 2


@dataclass(frozen=True, slots=True)
class Carry:
    """What becomes of a column's blank cells: row -> the row it is taken from, and the doubtful rows."""

    sources: dict[int, int]
    doubtful: tuple[int, ...]


def carry_down(role: Carried, values: Sequence[str | None], groups: Sequence[object]) -> Carry:
    """Decide for every blank value of a column whether it repeats the one above.

    Args:
        role: whose column it is.
        values: one per task, None where blank.
        groups: one per task, equal for neighbouring tasks of one group.

    >>> carry_down("lead", ["A", None, None], [1, 1, 1]).sources
    {1: 0, 2: 0}
    >>> carry_down("lead", ["A", None, "B"], [1, 1, 1])
    Carry(sources={}, doubtful=(1,))
    """
    runs = _runs(groups)
    column_has_gaps = any(values[start] is None for start, _ in runs)
    sources: dict[int, int] = {}
    doubtful: list[int] = []
    for start, stop in runs:
        filled = [at for at in range(start, stop) if values[at] is not None]
        if not filled:
            continue
        last = filled[-1]
        tail = range(last + 1, stop)
        evident = not column_has_gaps and _is_evident(role, len(filled), len(tail))
        for at in range(filled[0] + 1, stop):
            if values[at] is not None:
                continue
            if evident and at > last:
                sources[at] = last
            elif role == "lead" or (len(filled) == 1 and not column_has_gaps):
                doubtful.append(at)
    return Carry(sources, tuple(doubtful))


def _is_evident(role: Carried, printed: int, blank_to_end: int) -> bool:
    if role == "lead":
        return printed == 1 or blank_to_end >= _ROWS_OF_A_MERGE
    return printed == 1 and blank_to_end >= _ROWS_OF_A_MERGE


def _runs(groups: Sequence[object]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(groups) + 1):
        if at == len(groups) or groups[at] != groups[start]:
            runs.append((start, at))
            start = at
    return runs
