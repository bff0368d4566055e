"""HTML tables within Markdown: merged cells, line breaks, what is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.formats.registry import read
from schemas.source import Table

HEAD = (
    "<table><thead><tr><th>STT</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Thời hạn</th></tr></thead>\n<tbody>"
)


def table(markup: str) -> Table:
    blocks = read(f"# KẾ HOẠCH\n\n{markup}\n\nHết.\n".encode(), name="plan.md").blocks
    (found,) = [block for block in blocks if isinstance(block, Table)]
    return found


def grid(found: Table) -> list[list[str]]:
    shown = [[""] * found.n_cols for _ in range(found.n_rows)]
    for cell in found.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                shown[row][col] = cell.text
    return shown


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a cell over two rows, amid the row and at its end
        (
            '<tr><td>1</td><td rowspan="2">a</td><td rowspan=2>b</td></tr><tr><td>2</td></tr>',
            [["1", "a", "b"], ["2", "a", "b"]],
        ),
        # a cell over columns, and one over both
        ('<tr><td colspan="3">I. Chung</td></tr><tr><td>1</td><td>2</td><td>3</td></tr>',
         [["I. Chung"] * 3, ["1", "2", "3"]]),
        (
            '<tr><td rowspan="2" colspan="2">x</td><td>1</td></tr><tr><td>2</td></tr>',
            [["x", "x", "1"], ["x", "x", "2"]],
        ),
        # line breaks, paragraphs, marks, entities; ends that are left out
        ("<tr><td>a<br>b<br/>c<td><p>d</p><p>**e** &amp; f</p></tr>", [["a\nb\nc", "d\ne & f"]]),
        # a table within a cell is its text; a comment is none
        ("<tr><td>a<table><tr><td>b</td></tr></table></td><td><!-- c -->d</td></tr>", [["a\nb", "d"]]),
        # spans that lead nowhere
        ('<tr><td rowspan="9">a</td><td colspan="0">b</td><td rowspan="x">c</td></tr>', [["a", "b", "c"]]),
    ],
)  # fmt: skip
def test_cells_stand_where_a_browser_shows_them(rows: str, expected: list[list[str]]) -> None:
    found = table(f"<table>{rows}</table>")
    assert grid(found) == expected
    assert found.shows_merges


def test_a_task_table_keeps_its_merged_lead() -> None:
    rows = (
        '<tr><td>1</td><td>Trồng cây</td><td rowspan="2">Sở Y tế</td><td>Quý I/2026</td></tr>\n'
        "<tr><td>2</td><td>Tưới cây</td><td>30/6/2026</td></tr></tbody></table>"
    )
    record = extract(
        f"# KẾ HOẠCH\n\nTrồng cây năm 2026\n\n## I. NHIỆM VỤ\n\n{HEAD}{rows}".encode(), path="a.md"
    )
    tasks = [task for found in record.task_tables for task in found.tasks]
    assert [(t.stt, t.task, t.lead.text, t.lead.source, t.deadline.text) for t in tasks] == [
        ("1", "Trồng cây", "Sở Y tế", "cell", "Quý I/2026"),
        ("2", "Tưới cây", "Sở Y tế", "merged", "30/6/2026"),
    ]


def test_a_table_that_is_never_closed_stays_text() -> None:
    blocks = read(f"KẾ HOẠCH\n\n{HEAD}<tr><td>1</td><td>Trồng cây".encode(), name="a.md").blocks
    assert not any(isinstance(block, Table) for block in blocks)
    assert any("Trồng cây" in block.text for block in blocks if not isinstance(block, Table))


@given(st.text(alphabet=st.sampled_from('<>/="tableroinspcdh! \n-&;9'), max_size=120))
def test_any_markup_is_read_without_an_error(markup: str) -> None:
    read(f"KẾ HOẠCH\n<table>{markup}</table>\n".encode(), name="a.md")
