"""Tables on their layout grid, whatever the markup does."""

import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.formats.docx import read_docx
from schemas.errors import LimitError
from schemas.limits import Limits
from schemas.source import Paragraph, Table
from tests.bench.docx_reading import build_plan
from tests.extractors.formats.docx.building import first_table, make_docx, p, r, read, rows, sdt, tbl, tc, tr

RESTART = '<w:vMerge w:val="restart"/>'
GO_ON = "<w:vMerge/>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


@pytest.mark.parametrize(
    ("table", "printed"),
    [
        (tbl(tr("a", "b"), tr("c", "d")), ["a|b", "c|d"]),
        (tbl(tr(tc("nhóm", tcpr=span(2)), "x"), tr("a", "b", "c")), ["nhóm|<|x", "a|b|c"]),
        (
            tbl(
                tr("1", tc("Sở Y tế", tcpr=RESTART)),
                tr("2", tc(tcpr=GO_ON)),
                tr("3", tc("Sở Nội vụ", tcpr=RESTART)),
            ),
            ["1|Sở Y tế", "2|^", "3|Sở Nội vụ"],
        ),
        # A merge with nothing to continue stands for itself
        (tbl(tr(tc("a", tcpr=GO_ON), "b"), tr(tc("c", tcpr=GO_ON), "d")), ["a|b", "^|d"]),
        # A row without the merge between ends it
        (
            tbl(tr(tc("a", tcpr=RESTART)), tr("b"), tr(tc("c", tcpr=GO_ON))),
            ["a", "b", "c"],
        ),
        # A merge of two columns
        (
            tbl(
                tr(tc("a", tcpr=span(2) + RESTART), "b"), tr(tc(tcpr=span(2) + GO_ON), "c"), tr("d", "e", "f")
            ),
            ["a|<|b", "^|^|c", "d|e|f"],
        ),
        # hMerge, the old way of gridSpan
        (
            tbl(
                tr(tc("a", tcpr='<w:hMerge w:val="restart"/>'), tc(tcpr="<w:hMerge/>"), "b"),
                tr("c", "d", "e"),
            ),
            ["a|<|b", "c|d|e"],
        ),
        # A row that starts late and one that ends early
        (
            tbl(tr("a", "b", "c"), tr("d", "e", trpr='<w:gridBefore w:val="1"/>'), tr("f")),
            ["a|b|c", "|d|e", "f||"],
        ),
        # What is left out at the end of a row takes no cell
        (tbl(tr("a", "b"), tr("c", trpr='<w:gridAfter w:val="1"/>')), ["a|b", "c|"]),
        # Repeated rows: a content control for all of them and one for each
        (
            tbl(
                tr("1", tc("x", tcpr=RESTART)),
                sdt(sdt(tr("2", tc(tcpr=GO_ON))), sdt(tr("3", tc("y", tcpr=RESTART)))),
                tr("4", tc(tcpr=GO_ON)),
            ),
            ["1|x", "2|^", "3|y", "4|^"],
        ),
        # A row in a content control keeps the merges under it in place
        (
            tbl(tr("1", tc("x", tcpr=RESTART)), sdt(tr("2", tc("y", tcpr=RESTART))), tr("3", tc(tcpr=GO_ON))),
            ["1|x", "2|y", "3|^"],
        ),
        (tbl(tr("1", sdt(tc("ô")), "3")), ["1|ô|3"]),
        (tbl(tr(tc(sdt(p("đoạn")), p(sdt(r("chữ")))))), ["đoạn\nchữ"]),
        # Deleted rows and cells are gone, inserted ones stay
        (
            tbl(tr("a"), tr("b", trpr='<w:del w:id="1"/>'), tr("c", trpr='<w:ins w:id="2"/>')),
            ["a", "c"],
        ),
        (tbl(tr("a", tc("b", tcpr='<w:cellDel w:id="1"/>'), "c")), ["a|c"]),
        # The deleted row held the restart
        (
            tbl(
                tr(tc("a", tcpr=RESTART), "1", trpr='<w:del w:id="1"/>'),
                tr(tc("b", tcpr=GO_ON), "2"),
                tr(tc(tcpr=GO_ON), "3"),
            ),
            ["b|2", "^|3"],
        ),
        # A hidden row is one whose text is hidden too
        (
            tbl(tr("a"), tr(tc(p(r("b", "<w:vanish/>"))), trpr="<w:hidden/>"), tr("c", trpr="<w:hidden/>")),
            ["a", "c"],
        ),
        # Grid columns that no edge tells apart are one
        (tbl(tr(tc("a", tcpr=span(3)), tc("b", tcpr=span(2))), grid=5), ["a|b"]),
        (tbl(tr(tc("một", p(), "hai"))), ["một\nhai"]),
        # The properties of the row and cell were changed; the new ones count
        (
            tbl(
                tr(
                    tc(
                        "a",
                        tcpr=span(2)
                        + '<w:tcPrChange w:id="1"><w:tcPr>'
                        + span(1)
                        + "</w:tcPr></w:tcPrChange>",
                    ),
                    "b",
                ),
                tr("c", "d", "e"),
            ),
            ["a|<|b", "c|d|e"],
        ),
    ],
)
def test_a_table_is_laid_out(table: str, printed: list[str]) -> None:
    assert rows(first_table(read(table))) == printed


@pytest.mark.parametrize(
    "row", ["", tr(tc("a", tcpr='<w:cellDel w:id="1"/>')), tr("a", trpr='<w:del w:id="1"/>')]
)
def test_a_table_of_which_nothing_is_left_is_no_block(row: str) -> None:
    assert [block.location.block for block in read(tbl(row, grid=2) + p("x")).blocks] == [0]


def test_repeating_header_rows_are_counted() -> None:
    header = "<w:tblHeader/>"
    table = first_table(read(tbl(tr("a", trpr=header), tr("b", trpr=header), tr("c"), tr("d", trpr=header))))
    assert table.header_rows == 2


def test_edges_are_in_points() -> None:
    table = first_table(read(tbl(tr(tc("a", tcpr=span(2)), "b"), grid=3)))
    assert table.col_edges == (0.0, 144.0, 216.0)


def with_columns(*widths: int, rows: str) -> str:
    """A table whose grid columns have these widths in twentieths of a point."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def test_borders_that_miss_each_other_by_a_hair_are_one() -> None:
    """A merge drawn by hand goes on over rows whose borders stand a point to the side."""
    body = with_columns(
        500,
        3000,
        60,
        1500,
        rows=tr("TT", tc("Việc", tcpr=span(2)), "Chủ trì")
        + tr("1", tc("a", tcpr=span(2)), tc("Sở Y tế", tcpr=RESTART))
        + tr("2", "b", tc(tcpr=span(2) + GO_ON))
        + tr("3", tc("c", tcpr=span(2)), tc(tcpr=GO_ON)),
    )
    table = first_table(read(body))
    assert rows(table) == ["TT|Việc|Chủ trì", "1|a|Sở Y tế", "2|b|^", "3|c|^"]
    assert table.col_edges == (0.0, 25.0, 175.0, 253.0)


def test_a_narrow_cell_keeps_its_borders() -> None:
    body = with_columns(500, 60, 60, 500, rows=tr("a", "", "", "b") + tr(tc("c", tcpr=span(4))))
    table = first_table(read(body))
    assert (table.n_cols, rows(table)) == (4, ["a|||b", "c|<|<|<"])


def test_cells_hold_their_paragraphs_and_nested_tables() -> None:
    inner = tbl(tr("x", "y"))
    cell = first_table(read(tbl(tr(tc(p(r("đầu", "<w:b/>")), inner, p("cuối")))))).cells[0]
    assert cell.text == "đầu\nx\ny\ncuối"
    kinds = [type(block) for block in cell.blocks]
    assert kinds == [Paragraph, Table, Paragraph]
    first = cell.blocks[0]
    assert isinstance(first, Paragraph) and first.style.bold


def test_text_boxes_in_cells_are_part_of_the_cell() -> None:
    box = (
        f"<w:r><w:pict><v:textbox><w:txbxContent>{p('(đóng dấu)')}</w:txbxContent></v:textbox></w:pict></w:r>"
    )
    assert rows(first_table(read(tbl(tr(tc(p(r("Giám đốc") + box))))))) == ["Giám đốc\n(đóng dấu)"]


def test_two_thousand_nested_tables_are_refused() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 2000 + p("x") + "</w:tc></w:tr></w:tbl>" * 2000
    with pytest.raises(LimitError):
        read(nested)


@pytest.mark.parametrize(
    ("body", "limits"),
    [
        (tbl(tr("a"), tr("b"), tr("c")), Limits(table_rows=2)),
        (tbl(tr("a", "b", "c")), Limits(table_columns=2)),
        (p("a") + p("b") + p("c"), Limits(paragraphs=2)),
        (tbl(tr(tc(tbl(tr("x")), p()))), Limits(nested_tables=1)),
        (sdt(sdt(sdt(sdt(p("x"))))), Limits(xml_depth=4)),
    ],
)
def test_more_than_the_limits_allow_is_refused(body: str, limits: Limits) -> None:
    with pytest.raises(LimitError):
        read_docx(make_docx(body), name="made.docx", limits=limits)


def test_a_span_beyond_all_reason_costs_nothing() -> None:
    assert rows(first_table(read(tbl(tr(tc("a", tcpr=span(10**9)), "b"))))) == ["a|b"]


def test_time_grows_with_the_rows_not_with_their_square() -> None:
    def seconds(count: int) -> float:
        made = make_docx(
            tbl(
                *(tr(str(row), tc(f"việc {row}"), tc(tcpr=GO_ON if row else RESTART)) for row in range(count))
            )
        )
        begin = time.process_time()
        read_docx(made, name="made.docx")
        return time.process_time() - begin

    seconds(50)
    small = min(seconds(500) for _ in range(3))
    assert seconds(5000) < 10 * small * 3  # quadratic would be 100 times


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", RESTART, GO_ON])), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_every_address_belongs_to_at_most_one_cell(shape: list[list[tuple[int, str]]]) -> None:
    table = first_table(
        read(tbl(*(tr(*(tc("x", tcpr=span(width) + merge) for width, merge in row)) for row in shape)))
    )
    taken = [
        (row, col)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    assert len(taken) == len(set(taken))
    assert all(row < table.n_rows and col < table.n_cols for row, col in taken)
    assert all(len(row) == table.n_cols for row in table.grid())


def test_python_docx_sees_the_same_cells() -> None:
    import docx

    made = build_plan(130, numbered=False)
    theirs = [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(made)).tables[0].rows]
    grid = first_table(read_docx(made, name="made.docx")).grid()
    ours = [[cell.text if cell is not None else None for cell in row] for row in grid]
    # The table begins with the empty row that python-docx itself made.
    assert ours == theirs
