"""Rules to grids: which rules belong to one table, and the cells between them with their spans.

Pure geometry; the tolerances are pdfplumber's defaults, so that both find the same cells.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.formats.pdf.ink import Flags, Floats, Integers

MOST_CROSSINGS = 100_000  # pairs of rules: a page with more is a drawing or an attack
SNAP = 3.0  # points: rules this near are one rule
JOIN = 3.0  # points: a gap this small in a rule is none
SHORTEST = 3.0  # points: a shorter rule is a dot
OPEN_SIDE = 12.0  # points that rules go beyond the outermost crossing one where a border is not drawn
MEET = 3.0  # points: rules that miss each other by this much still meet


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell on a grid: its top left corner and its span."""

    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page: n + 1 rule positions for n columns or rows, and its cells in order."""

    xs: Floats
    ys: Floats
    cells: tuple[GridCell, ...]

    @property
    def n_rows(self) -> int:
        """Return the number of layout rows."""
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        """Return the number of layout columns."""
        return len(self.xs) - 1


def merge_pieces(pieces: Floats) -> Floats:
    """Return whole rules (position, start, end) of pieces, sorted by position."""
    if not len(pieces):
        return pieces
    pieces = pieces[np.argsort(pieces[:, 0], kind="stable")]
    group = np.concatenate(([0], np.cumsum(np.diff(pieces[:, 0]) > SNAP)))
    counts = np.bincount(group)
    position = (np.bincount(group, pieces[:, 0]) / counts)[group]
    order = np.lexsort((pieces[:, 1], group))
    position, start, end, group = position[order], pieces[order, 1], pieces[order, 2], group[order]
    # The furthest end so far within the group, so that a short piece inside a long one does not break it.
    offset = group * 1e7
    reach = np.maximum.accumulate(end + offset) - offset
    new = np.concatenate(([True], (group[1:] != group[:-1]) | (start[1:] - reach[:-1] > JOIN)))
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(new)) - 1
    rules: Floats = np.column_stack((position[first], start[first], reach[last]))
    long_enough: Floats = rules[rules[:, 2] - rules[:, 1] >= SHORTEST]
    return long_enough


def find_grids(across: Floats, down: Floats) -> list[Grid]:
    """Return the grids that whole rules make, from top to bottom, boxes of one cell included."""
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > MOST_CROSSINGS:
        return []
    meets: Flags = (
        (across[:, None, 1] - MEET <= down[None, :, 0])
        & (down[None, :, 0] <= across[:, None, 2] + MEET)
        & (down[None, :, 1] - MEET <= across[:, None, 0])
        & (across[:, None, 0] <= down[None, :, 2] + MEET)
    )
    grids = [
        _grid(across[rows], down[cols])
        for rows, cols in _components(meets)
        if len(rows) >= 2 and len(cols) >= 2
    ]
    return sorted((grid for grid in grids if grid.cells), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _components(meets: Flags) -> list[tuple[Integers, Integers]]:
    """Return the connected sets of rules: indices of horizontals and verticals that hang together."""
    free: Flags = np.any(meets, axis=1)
    found = []
    while free.any():
        rows: Flags = np.zeros(len(free), np.bool_)
        rows[int(free.argmax())] = True
        while True:
            cols: Flags = np.any(meets[rows], axis=0)
            grown: Flags = np.any(meets[:, cols], axis=1)
            if np.array_equal(grown, rows):
                break
            rows = grown
        free &= ~rows
        found.append((np.flatnonzero(rows), np.flatnonzero(cols)))
    return found


def _with_sides(across: Floats, down: Floats) -> Floats:
    """Return the vertical rules with the outer ones that are not drawn, where the horizontal ones go further.

    Tables without side borders are common; so is a table that the page's end leaves open below, which the
    same step closes with the directions exchanged.
    """
    top, bottom = across[:, 0].min(), across[:, 0].max()
    sides = []
    for end, beyond in ((across[:, 1], 1), (across[:, 2], -1)):
        edge = end.min() if beyond > 0 else end.max()
        outermost = down[:, 0].min() if beyond > 0 else down[:, 0].max()
        if (outermost - edge) * beyond > OPEN_SIDE and np.sum(np.abs(end - edge) <= MEET) >= 2:
            sides.append((edge, top, bottom))
    return np.vstack((down, sides)) if sides else down


def _grid(across: Floats, down: Floats) -> Grid:
    """Return the grid of one connected set of rules."""
    down = _with_sides(across, down)
    across = _with_sides(down, across)
    xs, ys = np.unique(down[:, 0]), np.unique(across[:, 0])
    has_top = _covered(across, ys, xs)  # (len(ys), len(xs) - 1)
    has_left = _covered(down, xs, ys).T  # (len(ys) - 1, len(xs))
    return Grid(xs, ys, tuple(_cells(has_top.tolist(), has_left.tolist())))


def _covered(rules: Floats, positions: Floats, stops: Floats) -> NDArray[np.bool_]:
    """Tell for each position and each step between two stops whether a rule runs there."""
    covered = np.zeros((len(positions), len(stops) - 1), np.bool_)
    at = np.searchsorted(positions, rules[:, 0])
    runs = (rules[:, None, 1] - MEET <= stops[None, :-1]) & (stops[None, 1:] <= rules[:, None, 2] + MEET)
    np.logical_or.at(covered, at, runs)
    return covered


def _cells(has_top: list[list[bool]], has_left: list[list[bool]]) -> list[GridCell]:
    """Return the closed rectangles: from each free corner right to the first rule, then down to one."""
    n_rows, n_cols = len(has_left), len(has_top[0])
    taken = [[False] * n_cols for _ in range(n_rows)]
    cells = []
    for row in range(n_rows):
        for col in range(n_cols):
            if taken[row][col] or not (has_top[row][col] and has_left[row][col]):
                continue
            right = col + 1
            while right < n_cols and not has_left[row][right] and not taken[row][right]:
                right += 1
            below = row + 1
            while below < n_rows and not has_top[below][col]:
                below += 1
            if not _is_closed(has_top, has_left, row, col, below, right):
                continue
            for r in range(row, below):
                taken[r][col:right] = [True] * (right - col)
            cells.append(GridCell(row, col, below - row, right - col))
    return cells


def _is_closed(
    has_top: list[list[bool]], has_left: list[list[bool]], row: int, col: int, below: int, right: int
) -> bool:
    return (
        all(has_top[row][col:right])
        and all(has_top[below][col:right])
        and all(has_left[r][col] and has_left[r][right] for r in range(row, below))
    )
