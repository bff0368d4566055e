"""What page breaks do to a table: repeated heads, torn rows, torn merged cells, tables glued together."""

from dataclasses import replace

import pytest

from extractors.plan.task_tables import TaskTables, find_task_tables
from extractors.plan.task_tables.breaks import join_texts
from extractors.plan.zones import Zones
from schemas.location import Location
from schemas.source import Table
from tests.builders import make_table

HEAD = "STT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian\n"


def paged(*pages: str, shows_merges: bool = True) -> Table:
    """Make a table of which every text stands on a page of its own; `^` may reach over the break."""
    table = make_table("".join(pages), shows_merges=shows_merges)
    page_of = [number for number, text in enumerate(pages, start=1) for _ in text.strip().splitlines()]
    cells = tuple(replace(cell, page=page_of[cell.row]) for cell in table.cells)
    return replace(table, cells=cells, location=Location(page=1, block=0))


def find(table: Table) -> TaskTables:
    return find_task_tables(Zones(body=(table,)))


def rows(found: TaskTables, index: int = 0) -> list[tuple[str | None, str, str | None, str]]:
    return [(task.stt, task.task, task.lead.text, task.lead.source) for task in found.tables[index].tasks]


def test_a_head_is_dropped_however_it_is_clipped_or_wrapped() -> None:
    first = HEAD + "1|Rà soát|Sở A|Sở B|2025\n"
    heads = [
        "STT|Nhiệm vụ|Đơn vị chủ|Đơn vị phối hợp|Thời gian\n",
        "STT|Nhiệm\\nvụ|Đơn vị\\nchủ trì|Đơn vị phối\\nhợp|Thời\\ngian\n",
        "STT|Nhiệm vụ|Đơn vị|Đơn vị phối|Thời\n||chủ trì|hợp|gian\n",
        "|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian\n",
    ]
    for head in heads:
        found = find(paged(first, head + "2|Công bố|Sở C|Sở D|2026"))
        assert rows(found) == [("1", "Rà soát", "Sở A", "cell"), ("2", "Công bố", "Sở C", "cell")], head


# The upper row, the lower part of it on the next page, and the joined task and lead.
TORN = [
    (
        "1|Rà soát văn bản của các|Sở A|Sở B|2025",
        "|cơ quan trong tỉnh||||",
        "của các cơ quan trong tỉnh",
        "Sở A",
    ),
    (
        "1|Rà soát. Lập danh mục|Sở A, Cục|Sở B|2025",
        "||Bảo tồn|||",
        "Rà soát. Lập danh mục",
        "Sở A, Cục Bảo tồn",
    ),
    # both a unit and a time go on, and the task does not
    ("1|Rà soát|Sở Văn hóa,|Sở B|Quý IV/", "||Thể thao||2025", "Rà soát", "Sở Văn hóa, Thể thao"),
    # a new sentence opens the page: the table numbers its groups, so this is no title
    (
        "1|Rà soát.|Sở A|Sở B|2025",
        "|Đồng thời đề xuất phương án mới.|||",
        "Rà soát. Đồng thời đề xuất phương án mới.",
        "Sở A",
    ),
    ("1|Rà soát:|Sở A|Sở B|2025", "|- Văn bản của tỉnh|||", "Rà soát:\n- Văn bản của tỉnh", "Sở A"),
]


@pytest.mark.parametrize(("upper", "lower", "task", "lead"), TORN)
@pytest.mark.parametrize("repeated", ["", HEAD])
def test_a_torn_row_is_one_task(upper: str, lower: str, task: str, lead: str, repeated: str) -> None:
    found = find(
        paged(HEAD + "I|Thể chế||||\n" + upper + "\n", repeated + lower + "\n2|Công bố|Sở C|Sở D|2026")
    )
    first, second = found.tables[0].tasks
    assert first.task.endswith(task)
    assert first.lead.text == lead
    assert "row-joined" in first.doubts
    assert (second.stt, second.task) == ("2", "Công bố")


def test_a_title_at_the_top_of_a_page_is_a_group_where_titles_look_like_that() -> None:
    found = find(
        paged(
            HEAD + "|Thể chế|||\n1|Rà soát|Sở A|Sở B|2025\n",
            HEAD + "|Tổ chức bộ máy|||\n1|Sắp xếp|Sở C|Sở D|2026",
        )
    )
    assert [task.group for task in found.tables[0].tasks] == [["Thể chế"], ["Tổ chức bộ máy"]]


def test_a_torn_title_of_a_group_is_one_title() -> None:
    found = find(paged(HEAD + "Chỉ số hài lòng của|<|<|<|<\n", "người dân|<|<|<|<\n1|Rà soát|Sở A|Sở B|2025"))
    assert found.tables[0].tasks[0].group == ["Chỉ số hài lòng của người dân"]


def test_a_merged_cell_torn_within_a_torn_row_covers_the_rows_of_both_pages() -> None:
    found = find(
        paged(
            HEAD + "1|Rà soát văn bản của|Sở A|Sở B|2025\n",
            "|các cơ quan||||\n2|Công bố|^|Sở D|2026\n3|Sắp xếp|Sở C|Sở D|2027",
        )
    )
    assert rows(found) == [
        ("1", "Rà soát văn bản của các cơ quan", "Sở A", "cell"),
        ("2", "Công bố", "Sở A", "merged"),
        ("3", "Sắp xếp", "Sở C", "cell"),
    ]


def test_a_merged_cell_whose_text_is_torn_says_all_of_it_on_every_row() -> None:
    found = find(
        paged(
            HEAD + "1|Rà soát|Sở Văn hóa,|Sở B|2025\n2|Lập danh mục các|^|Sở B|2025\n",
            "|cơ quan|Thể thao|||\n3|Công bố|^|Sở D|2026",
        )
    )
    assert {task.lead.text for task in found.tables[0].tasks} == {"Sở Văn hóa, Thể thao"}
    assert [task.stt for task in found.tables[0].tasks] == ["1", "2", "3"]


def test_a_further_row_of_a_merged_task_is_no_torn_row() -> None:
    found = find(
        paged(
            HEAD + "1|Ban hành kế hoạch|Sở A|Sở B|2025\n", "^|^|UBND các xã||2026\n2|Tổng kết|Sở C|Sở D|2027"
        )
    )
    assert rows(found) == [
        ("1", "Ban hành kế hoạch", "Sở A", "cell"),
        ("1", "Ban hành kế hoạch", "UBND các xã", "cell"),
        ("2", "Tổng kết", "Sở C", "cell"),
    ]


def test_two_tables_that_were_glued_together_are_two_where_the_numbers_start_anew() -> None:
    one = "1|Rà soát|Sở A|Sở B|2025\n2|Công bố|Sở C|Sở D|2026\n"
    found = find(paged(HEAD + "I|Thể chế||||\n" + one, HEAD + one))
    assert [len(table.tasks) for table in found.tables] == [2, 2]
    assert [task.group for task in found.tables[1].tasks] == [[], []]


def test_a_group_at_the_foot_of_a_page_keeps_the_tasks_of_the_next() -> None:
    found = find(
        paged(
            HEAD + "I|Thể chế||||\n1|Rà soát|Sở A|Sở B|2025\nII|Tổ chức||||\n",
            HEAD + "1|Sắp xếp|Sở C|Sở D|2026",
        )
    )
    assert [task.group for task in found.tables[0].tasks] == [["I. Thể chế"], ["II. Tổ chức"]]


def test_numbers_that_jump_are_told() -> None:
    found = find(paged(HEAD + "1|Rà soát|Sở A|Sở B|2025\n", HEAD + "3|Công bố|Sở C|Sở D|2026"))
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["number-jump"]


def test_a_time_over_the_unit_columns_is_no_unit() -> None:
    found = find(make_table(HEAD + "1|Rà soát|Sở A|Thường xuyên|<\n2|Công bố|Sở B|Sở C|<"))
    first, second = found.tables[0].tasks
    assert (first.coordinating.text, first.deadline.text) == (None, "Thường xuyên")
    assert (second.coordinating.text, second.deadline.text) == ("Sở C", None)


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("Nghị định số 30/2020/NĐ-", "CP", "Nghị định số 30/2020/NĐ-CP"),
        ("giai đoạn 2026 -", "2030", "giai đoạn 2026 - 2030"),
        ("gồm:\n- Một;", "- Hai.", "gồm:\n- Một;\n- Hai."),
        ("gồm (1) một;", "(2) hai.", "gồm (1) một; (2) hai."),
        ("", "Sở A", "Sở A"),
    ],
)
def test_the_parts_of_a_text_are_joined(upper: str, lower: str, whole: str) -> None:
    assert join_texts(upper, lower) == whole
