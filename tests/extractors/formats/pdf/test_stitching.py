"""Tables over pages."""

from extractors.formats.pdf.page_text import PageTable
from extractors.formats.pdf.stitching import Part, continues, stitch
from tests.builders import make_table

XS = (80.0, 120.0, 320.0, 540.0)


def part(text: str, page: int = 1, xs: tuple[float, ...] = XS) -> Part:
    table = make_table(text, page=page)
    ys = tuple(100.0 + 20 * row for row in range(table.n_rows + 1))
    return Part(PageTable(xs, ys, table.cells), page)


def rows(*parts: Part) -> list[list[str]]:
    return [[cell.text if cell else "?" for cell in row] for row in stitch(parts, 0).grid()]


def test_parts_with_the_same_columns_go_on() -> None:
    shifted = tuple(x + 30 for x in XS)
    assert continues(part("a|b|c"), part("d|e|f", 2, shifted))
    assert not continues(part("a|b|c"), part("d|e", 2, (80.0, 300.0, 540.0)))
    assert not continues(part("a|b|c"), part("d|e|f", 2, (80.0, 200.0, 400.0, 540.0)))


def test_a_part_that_lacks_some_columns_goes_on_and_gets_spans() -> None:
    merged = part("Nhóm II|việc", 2, (80.0, 120.0, 540.0))
    assert continues(part("a|b|c"), merged)
    assert rows(part("a|b|c"), merged) == [["a", "b", "c"], ["Nhóm II", "việc", "việc"]]


def test_a_repeated_header_is_kept() -> None:
    assert rows(part("TT|Việc|Ai\n1|x|P"), part("TT|Việc|Ai\n2|y|Q", 2))[2] == ["TT", "Việc", "Ai"]


def test_a_merged_cell_that_crosses_the_break_is_one() -> None:
    above = part("TT|Việc|Ai\n1|x|P\n2|y|^")
    below = part("TT|Việc|Ai\n3|z|\n4|w|^\n5|v|Q", 2)
    assert rows(above, below) == [
        ["TT", "Việc", "Ai"],
        ["1", "x", "P"],
        ["2", "y", "P"],
        ["3", "z", "P"],
        ["4", "w", "P"],
        ["5", "v", "Q"],
    ]


def test_a_merged_cell_whose_text_stands_below_the_break_keeps_it() -> None:
    assert [row[2] for row in rows(part("1|x|\n2|y|^"), part("3|z|P\n4|w|^", 2))] == ["P"] * 4


def test_a_blank_cell_of_one_row_stays_blank() -> None:
    assert rows(part("1|x|P"), part("2|y|", 2))[1] == ["2", "y", ""]


def test_a_cell_cut_within_a_cut_row_is_joined() -> None:
    joined = rows(part("1|Rà soát các|Phòng Quản"), part("|quy trình|lý\n2|Báo cáo|^", 2))
    assert [row[2] for row in joined] == ["Phòng Quản lý"] * 3
    assert [row[1] for row in joined] == ["Rà soát các", "quy trình", "Báo cáo"]
