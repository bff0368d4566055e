"""Rows whose order numbers stand beside their middle lines: where each begins is the likeliest division."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

# What speaks against a division: a cell that goes on in mid-sentence over it, one that may, the lines that a
# row reaches further to one side of its number than to the other, the lines that a cell is off the number.
TORN = 3.0
DOUBTFUL = 0.7
LOPSIDED = 0.6
OFF_CENTRE = 0.5
# A row goes no further from its number than this many lines.
ROW_LINES = 60


class PrintedLine(Protocol):
    """A line of a table."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Its words by column."""

    @property
    def label(self) -> str:
        """The order number; empty where there is none."""


def centred_rows(lines: Sequence[PrintedLine]) -> list[tuple[int, int]]:
    """Return the rows as first line and the one after the last: each holds one number, all lines are in a row.

    Of all divisions the one with the least against it: no sentence is torn, rows and cells are centred on
    their number. What stands before the first number on a page may be the rest of a row from the page before.
    """
    labels = [index for index, line in enumerate(lines) if line.label]
    if not labels:
        return [(0, len(lines))]
    torn = [0.0, *[_cost_of_cut(*pair) for pair in pairwise(lines)], 0.0]
    columns = [_Column(lines, column) for column in range(1, max(len(line.cells) for line in lines))]
    # For each place where a row may end: the least cost of dividing the lines before it, and where it begins.
    steps = [{place: (torn[place], 0) for place in range(labels[0] + 1)}]
    for number, label in enumerate(labels):
        last = number + 1 == len(labels)
        limit = len(lines) if last else labels[number + 1]
        found: dict[int, tuple[float, int]] = {}
        for end in [limit] if last else range(label + 1, min(limit, label + ROW_LINES) + 1):
            found[end] = min(
                (
                    cost
                    + torn[end]
                    + LOPSIDED * abs((label - start) - (end - 1 - label))
                    + OFF_CENTRE * sum(column.off_centre(start, end) for column in columns),
                    start,
                )
                for start, (cost, _) in steps[-1].items()
                if label - start < ROW_LINES or start == max(steps[-1])
            )
        steps.append(found)
    ends = [len(lines)]
    for step in reversed(steps[1:]):
        ends.append(step[ends[-1]][1])
    if ends[-1]:
        ends.append(0)
    return list(pairwise(reversed(ends)))


class _Column:
    """Where a column holds words."""

    def __init__(self, lines: Sequence[PrintedLine], column: int) -> None:
        self._next: list[int] = [len(lines)] * (len(lines) + 1)  # the filled line at or after each
        self._last: list[int] = [-1] * (len(lines) + 1)  # the filled line before each
        filled = [column < len(line.cells) and bool(line.cells[column]) for line in lines]
        for index, is_filled in enumerate(filled):
            self._last[index + 1] = index if is_filled else self._last[index]
        for index in range(len(lines) - 1, -1, -1):
            self._next[index] = index if filled[index] else self._next[index + 1]

    def off_centre(self, start: int, end: int) -> float:
        """Return by how many lines its words in lines[start:end] are off the middle; 0 where it is blank."""
        first, last = self._next[start], self._last[end]
        return abs(first + last - (start + end - 1)) / 2 if start <= first <= last < end else 0.0


def _cost_of_cut(above: PrintedLine, below: PrintedLine) -> float:
    """Return what speaks against a new row between two lines."""
    cost = 0.0
    for upper, lower in zip(above.cells[1:], below.cells[1:], strict=False):
        if not lower:
            continue
        if lower[0].islower():
            cost += TORN
        elif upper and upper[-1] not in ".;":
            cost += DOUBTFUL
    return cost
