"""Rules to grids."""

from extractors.formats.pdf.grid import GridCell, find_grids, merge_pieces
from extractors.formats.pdf.ink import Rule


def rules(*pieces: Rule) -> tuple[Rule, ...]:
    return pieces


def test_a_two_by_two_table_has_four_cells() -> None:
    across = rules((0, 0, 100), (20, 0, 100), (40, 0, 100))
    down = rules((0, 0, 40), (50, 0, 40), (100, 0, 40))
    (grid,) = find_grids(merge_pieces(across), merge_pieces(down))
    assert [(cell.row, cell.col) for cell in grid.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_missing_rule_makes_a_span() -> None:
    across = rules((0, 0, 100), (20, 50, 100), (40, 0, 100))
    down = rules((0, 0, 40), (50, 0, 40), (100, 0, 40))
    (grid,) = find_grids(merge_pieces(across), merge_pieces(down))
    assert GridCell(0, 0, 2, 1) in grid.cells
    assert len(grid.cells) == 3


def test_tables_that_do_not_touch_are_two() -> None:
    across = rules((0, 0, 100), (20, 0, 100), (60, 0, 100), (80, 0, 100))
    down = rules((0, 0, 20), (100, 0, 20), (0, 60, 80), (100, 60, 80))
    assert [grid.ys for grid in find_grids(merge_pieces(across), merge_pieces(down))] == [
        (0, 20),
        (60, 80),
    ]


def test_dots_become_a_rule_and_lone_dots_none() -> None:
    dots = rules(*((10.0, x, x + 1.0) for x in range(0, 40, 2)), (90.0, 5.0, 6.0))
    assert merge_pieces(dots) == [(10.0, 0.0, 39.0)]
