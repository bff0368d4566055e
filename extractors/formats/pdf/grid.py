"""Rules to grids: which rules belong to one table, and the cells between them with their spans.

Pure geometry; the tolerances are pdfplumber's defaults, so that both find the same cells. A page has some
dozen rules, for which plain lists are quicker than arrays.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from extractors.formats.pdf.ink import Rule

MOST_CROSSINGS = 100_000  # pairs of rules: a page with more is a drawing or an attack
SNAP = 3.0  # points: rules this near are one rule
JOIN = 3.0  # points: a gap this small in a rule is none
SHORTEST = 3.0  # points: a shorter rule is a dot
OPEN_SIDE = 12.0  # points that rules go beyond the outermost crossing one where a border is not drawn
MEET = 3.0  # points: rules that miss each other by this much still meet

_POSITION, _START, _END = itemgetter(0), itemgetter(1), itemgetter(2)


class GridCell(NamedTuple):
    """A cell on a grid: its top left corner and its span."""

    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page: n + 1 rule positions for n columns or rows, and its cells in order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def n_rows(self) -> int:
        """Return the number of layout rows."""
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        """Return the number of layout columns."""
        return len(self.xs) - 1


def merge_pieces(pieces: Iterable[Rule]) -> list[Rule]:
    """Return whole rules of pieces, sorted by position."""
    return [
        rule for group in _at_one_position(pieces) for rule in _joined(group) if rule[2] - rule[1] >= SHORTEST
    ]


def _at_one_position(pieces: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Yield the pieces that lie so near one another that they are of one rule or of rules in line."""
    group: list[Rule] = []
    for piece in sorted(pieces, key=_POSITION):
        if group and piece[0] - group[-1][0] > SNAP:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _joined(group: list[Rule]) -> Iterator[Rule]:
    """Yield the rules that pieces in line make."""
    position = sum(map(_POSITION, group)) / len(group)
    group.sort(key=_START)
    _, first, reach = group[0]
    for _, start, end in group:
        if start - reach > JOIN:
            yield position, first, reach
            first, reach = start, end
        elif end > reach:
            reach = end
    yield position, first, reach


def find_grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """Return the grids that whole rules make, from top to bottom, boxes of one cell included."""
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > MOST_CROSSINGS:
        return []
    grids = [
        _grid(rows, cols) for rows, cols in _components(across, down) if len(rows) >= 2 and len(cols) >= 2
    ]
    return sorted((grid for grid in grids if grid.cells), key=lambda grid: (grid.ys[0], grid.xs[0]))


def part_nested(grids: Sequence[Grid]) -> tuple[list[Grid], list[Grid]]:
    """Return the grids of the page, and those that stand within one cell of a larger one."""
    nested = [grid for grid in grids if any(_holds(outer, grid) for outer in grids)]
    return [grid for grid in grids if grid not in nested] if nested else list(grids), nested


def _holds(outer: Grid, inner: Grid) -> bool:
    """Say whether a grid lies within one cell of another that has more cells."""
    left, right, top, bottom = inner.xs[0], inner.xs[-1], inner.ys[0], inner.ys[-1]
    xs, ys = outer.xs, outer.ys
    if (
        len(outer.cells) <= len(inner.cells)
        or left < xs[0]
        or right > xs[-1]
        or top < ys[0]
        or bottom > ys[-1]
    ):
        return False
    return any(
        xs[col] <= left and right <= xs[col + col_span] and ys[row] <= top and bottom <= ys[row + row_span]
        for row, col, row_span, col_span in outer.cells
    )


def _components(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the connected sets of rules: the horizontals and the verticals that hang together."""
    found: list[tuple[set[int], set[int]]] = []
    reaches = [(col, x, top - MEET, bottom + MEET) for col, (x, top, bottom) in enumerate(down)]
    for row, (y, x0, x1) in enumerate(across):
        left, right = x0 - MEET, x1 + MEET
        met = {col for col, x, top, bottom in reaches if left <= x <= right and top <= y <= bottom}
        if not met:
            continue
        rows, apart = {row}, []
        for component in found:
            if met.isdisjoint(component[1]):
                apart.append(component)
            else:
                rows |= component[0]
                met |= component[1]
        found = [*apart, (rows, met)]
    for rows, cols in sorted(found, key=lambda component: min(component[0])):
        yield [across[row] for row in sorted(rows)], [down[col] for col in sorted(cols)]


def _with_sides(across: Sequence[Rule], down: list[Rule]) -> list[Rule]:
    """Return the vertical rules with the outer ones that are not drawn, where the horizontal ones go further.

    Tables without side borders are common; so is a table that the page's end leaves open below, which the
    same step closes with the directions exchanged.
    """
    top, bottom = min(map(_POSITION, across)), max(map(_POSITION, across))
    sides = []
    for end, outer, beyond in ((_START, min, 1), (_END, max, -1)):
        edge, outermost = outer(map(end, across)), outer(map(_POSITION, down))
        if (outermost - edge) * beyond > OPEN_SIDE and sum(abs(end(r) - edge) <= MEET for r in across) >= 2:
            sides.append((edge, top, bottom))
    return down + sides


def _grid(across: list[Rule], down: list[Rule]) -> Grid:
    """Return the grid of one connected set of rules."""
    down = _with_sides(across, down)
    across = _with_sides(down, across)
    xs, ys = sorted(set(map(_POSITION, down))), sorted(set(map(_POSITION, across)))
    return Grid(tuple(xs), tuple(ys), tuple(_cells(_covered(across, ys, xs), _covered(down, xs, ys))))


def _covered(rules: Sequence[Rule], positions: Sequence[float], stops: Sequence[float]) -> list[list[bool]]:
    """Tell for each position and each step between two stops whether a rule runs there."""
    covered = [[False] * (len(stops) - 1) for _ in positions]
    index = {position: number for number, position in enumerate(positions)}
    for position, start, end in rules:
        first, last = bisect_left(stops, start - MEET), bisect_right(stops, end + MEET) - 1
        if first < last:
            covered[index[position]][first:last] = [True] * (last - first)
    return covered


def _cells(tops: list[list[bool]], lefts: list[list[bool]]) -> Iterator[GridCell]:
    """Yield the closed rectangles: from each free corner right to the first rule, then down to one.

    Args:
        tops: for each horizontal position, whether a rule runs there over each column.
        lefts: for each vertical position, whether a rule runs there beside each row.
    """
    n_rows, n_cols = len(tops) - 1, len(lefts) - 1
    taken = [[False] * n_cols for _ in range(n_rows)]
    for row, beside in enumerate(zip(*lefts, strict=True)):
        above, under, is_taken = tops[row], tops[row + 1], taken[row]
        for col in range(n_cols):
            if is_taken[col] or not (above[col] and beside[col]):
                continue
            if beside[col + 1] and under[col]:  # as most are
                yield GridCell(row, col, 1, 1)
                continue
            right = col + 1
            while right < n_cols and not lefts[right][row] and not taken[row][right]:
                right += 1
            below = row + 1
            while below < n_rows and not tops[below][col]:
                below += 1
            if not (
                all(tops[row][col:right])
                and all(tops[below][col:right])
                and all(lefts[col][row:below])
                and all(lefts[right][row:below])
            ):
                continue
            for covered in taken[row:below]:
                covered[col:right] = [True] * (right - col)
            yield GridCell(row, col, below - row, right - col)
