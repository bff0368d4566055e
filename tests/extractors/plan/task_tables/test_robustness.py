"""Any table is read without an error, and nothing that is read is made up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.plan.task_tables import find_task_tables
from extractors.plan.zones import AppendixZone, Zones
from schemas.location import Location
from schemas.source import Cell, Table

WORDS = st.sampled_from(
    [
        "",
        "STT",
        "Nhiệm vụ",
        "Đơn vị chủ trì",
        "Phối hợp",
        "Thời gian",
        "Sản phẩm",
        "(1)",
        "1",
        "2",
        "I",
        "a)",
        "- Tổ chức họp",
        "Tổng cộng",
        "Ghi chú: xem dưới",
        "Sở Nội vụ",
        "Sở Y tế chủ trì, phối hợp với Sở Tài chính",
        "Quý I/2026",
        "rà soát tiếp theo",
        "Cải cách thể chế",
        "x",
    ]
)


HEAD = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    n_rows, n_cols = draw(st.integers(0, 9)), draw(st.integers(1, 7))
    free = [[True] * n_cols for _ in range(n_rows)]
    cells = []
    if n_rows and n_cols >= len(HEAD) and draw(st.booleans()):
        cells += [Cell(text, 0, col) for col, text in enumerate(HEAD)]
        free[0] = [False] * n_cols
    for row in range(n_rows):
        for col in range(n_cols):
            if not free[row][col] or draw(st.integers(0, 9)) == 0:
                continue
            width = 1
            while col + width < n_cols and free[row][col + width] and draw(st.integers(0, 5)) == 0:
                width += 1
            height = draw(st.integers(1, 3))
            while row + height > n_rows or not all(
                free[r][c] for r in range(row, row + height) for c in range(col, col + width)
            ):
                height -= 1
            for r in range(row, row + height):
                free[r][col : col + width] = [False] * width
            text = draw(WORDS | st.text(max_size=12))
            cells.append(Cell(text, row, col, height, width, page=draw(st.none() | st.integers(1, 3))))
    return Table(
        n_rows,
        n_cols,
        tuple(cells),
        Location(block=draw(st.integers(0, 3))),
        shows_merges=draw(st.booleans()),
        header_rows=draw(st.integers(0, 2)),
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(tables(), max_size=3), st.lists(tables(), max_size=2))
def test_any_tables_are_read_and_nothing_is_made_up(body: list[Table], appendix: list[Table]) -> None:
    zone = AppendixZone("Phụ lục", None, None, Location(), tuple(appendix))
    found = find_task_tables(Zones(body=tuple(body), appendices=(zone,)))
    printed = "\n".join(cell.text for table in [*body, *appendix] for cell in table.cells)
    words = set(printed.split())
    for table in found.tables:
        assert 0 <= table.score <= 1
        for task in table.tasks:
            assert 0 < task.confidence <= 1
            assert set(task.task.split()) <= words
            for value in (task.lead, task.coordinating):
                assert (value.text is None) == (value.source == "absent")
                assert value.text is None or set(value.text.replace(",", " ").split()) <= set(
                    printed.replace(",", " ").split()
                )
    assert [table.index for table in found.tables] == list(range(1, len(found.tables) + 1))
