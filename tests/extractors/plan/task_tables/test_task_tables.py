"""Task tables among the other blocks of a document: pieces, groups, blanks, sums, places."""

from pathlib import Path

import pytest

from extractors.plan.task_tables import find_task_tables
from extractors.plan.zones import AppendixZone, Zones
from schemas.location import NOWHERE
from schemas.source import Block
from tests.builders import make_source, make_table
from tests.extractors.plan.task_tables.told import HEAD, codes, find

ONE = "1|Rà soát|Sở A|Sở B|2026\n2|Công bố|Sở C|Sở D|2027"


def test_pieces_with_repeated_heads_are_one_table_and_the_group_goes_on() -> None:
    piece = make_table(HEAD + "Nhóm chung||||\n1|Rà soát|Sở A|Sở B|2026", shows_merges=False)
    rest = make_table(HEAD + "2|Công bố|Sở C|Sở D|2027", shows_merges=False)
    found = find(piece, rest)
    assert len(found.tables) == 1
    assert [task.group for task in found.tables[0].tasks] == [["Nhóm chung"], ["Nhóm chung"]]
    assert found.consumed == {0, 1}


def test_a_piece_without_a_head_goes_on_too() -> None:
    found = find(make_table(HEAD + ONE), make_table("3|Sắp xếp|Sở A|Sở B|2026\n4|Tổng kết|Sở A|Sở B|2026"))
    assert [task.stt for task in found.tables[0].tasks] == ["1", "2", "3", "4"]


def test_a_frame_for_the_signature_below_is_no_piece() -> None:
    found = find(make_table(HEAD + ONE), make_table("Nơi nhận:||||KT. GIÁM ĐỐC"))
    assert len(found.tables[0].tasks) == 2
    assert found.consumed == {0}


# The same head again, and yet another table: text between, or numbers that start anew with no group row.
@pytest.mark.parametrize(
    "blocks",
    [
        (make_table(HEAD + "Nhóm chung|<|<|<|<\n" + ONE), "Bảng thứ hai", make_table(HEAD + ONE)),
        (make_table(HEAD + "Nhóm chung|<|<|<|<\n" + ONE), make_table(HEAD + ONE)),
        (make_table(HEAD + "I|Nhóm chung|||\n" + ONE), make_table(HEAD + "I|Nhóm khác|||\n" + ONE)),
    ],
)
def test_a_group_does_not_go_on_into_the_next_table(blocks: tuple[Block | str, ...]) -> None:
    found = find(*blocks)
    assert [table.index for table in found.tables] == [1, 2]
    assert "Nhóm chung" not in str([task.group for task in found.tables[1].tasks])


def test_two_appendices_with_one_head_are_two_tables_before_those_of_the_body() -> None:
    source = make_source(*[make_table(HEAD + ONE)] * 3)
    appendices = tuple(
        AppendixZone(f"Phụ lục {n}", f"Nhiệm vụ năm {n}", None, NOWHERE, (block,))
        for n, block in enumerate(source.blocks[1:], start=1)
    )
    found = find_task_tables(Zones(body=source.blocks[:1], appendices=appendices))
    assert [(table.index, table.appendix, table.appendix_title) for table in found.tables] == [
        (1, "Phụ lục 1", "Nhiệm vụ năm 1"),
        (2, "Phụ lục 2", "Nhiệm vụ năm 2"),
        (3, None, None),
    ]
    assert found.consumed == {0, 1, 2}


def test_the_tables_of_an_attached_plan_are_those_of_the_document() -> None:
    source = make_source(make_table(HEAD + ONE))
    found = find_task_tables(Zones(attached=Zones(body=source.blocks)))
    assert len(found.tables) == 1


def test_sums_remarks_and_empty_groups_are_told_and_no_tasks() -> None:
    found = find(
        make_table(
            HEAD + "I|Thể chế|||\n1|Rà soát|Sở A||2025\n|Tổng cộng: 1 nhiệm vụ|||\nII|Tổ chức|||\n"
            "Ghi chú: Báo cáo trước ngày 15 hằng tháng.|<|<|<|<"
        )
    )
    assert [task.task for task in found.tables[0].tasks] == ["Rà soát"]
    assert codes(found) == ["row-total", "group-empty", "row-note"]


def test_a_blank_lead_between_filled_ones_is_that_of_the_row_above() -> None:
    text = HEAD + "1|Rà soát|Sở A|Sở B|2025\n2|Công bố||Sở D|2026\n3|Sắp xếp|Sở C|Sở B|2027"
    found = find(make_table(text, shows_merges=False))
    task = found.tables[0].tasks[1]
    assert (task.lead.text, task.lead.source) == ("Sở A", "inherited")
    assert task.doubts == ["value-inherited"]
    assert task.confidence < 1
    assert codes(found) == ["value-inherited"]
    assert find(make_table(text)).diagnostics == []


def test_a_blank_lead_where_another_group_begins_with_one_stays_empty_and_is_told() -> None:
    text = HEAD + "I|Một|||\n1|Rà soát|Sở A||2025\n2|Công bố|||2026\nII|Hai|||\n1|Sắp xếp|||2027"
    found = find(make_table(text, shows_merges=False))
    assert [task.lead.source for task in found.tables[0].tasks] == ["cell", "absent", "absent"]
    assert codes(found) == ["blank-cell-doubtful"]


def test_blanks_beside_those_of_a_lead_were_merged_alongside() -> None:
    text = HEAD + "1|Rà soát|Sở A|Sở B|2025\n2|Công bố|||2026\n3|Sắp xếp|Sở C|Sở D|2027"
    task = find(make_table(text, shows_merges=False)).tables[0].tasks[1]
    assert (task.coordinating.text, task.coordinating.source) == ("Sở B", "inherited")


def test_a_blank_that_no_lead_leaves_beside_it_stays_empty_and_is_told() -> None:
    text = HEAD + "1|Rà soát|Sở A|Sở B|2025\n2|Công bố|Sở E||2026\n3|Sắp xếp|Sở C|Sở D|2027"
    found = find(make_table(text, shows_merges=False))
    assert found.tables[0].tasks[1].coordinating.source == "absent"
    assert codes(found) == ["blank-cell-doubtful"]


def test_a_sum_without_a_number_is_no_rest_of_the_task_above() -> None:
    found = find(
        make_table(
            "STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn|Kinh phí\n1|Rà soát|Sở A|2025|20\n|Cộng|||20",
            shows_merges=False,
        )
    )
    assert [task.task for task in found.tables[0].tasks] == ["Rà soát"]
    assert codes(found) == ["row-total"]


def test_a_group_row_keeps_its_own_time_where_its_tasks_leave_theirs_blank() -> None:
    found = find(make_table(HEAD + "I|Thể chế|Sở A||Quý IV/2025\n1|Rà soát|||\n2|Công bố|Sở B||"))
    first, second = found.tables[0].tasks
    assert (first.lead.source, first.deadline.source) == ("absent", "absent")
    assert first.group_deadline == second.group_deadline == "Quý IV/2025"
    assert codes(found) == ["group-values", "group-values"]


def test_other_columns_are_kept_by_their_headings() -> None:
    found = find(
        make_table(
            "TT|Mã nhiệm vụ|Tên nhiệm vụ|Chủ trì|Sản phẩm hoàn thành|Kết quả cần đạt|Thời gian (Năm 2026)"
            "|Theo dõi|Ghi chú\n"
            "1|N01.1|Rà soát văn bản|Sở A|Báo cáo|100%|Tháng 6|Văn phòng|Có dự toán"
        )
    )
    table = found.tables[0]
    task = table.tasks[0]
    assert task.extra == {"Mã nhiệm vụ": "N01.1", "Kết quả cần đạt": "100%", "Theo dõi": "Văn phòng"}
    assert (task.deliverable and task.deliverable.text, task.note and task.note.text) == (
        "Báo cáo",
        "Có dự toán",
    )
    assert [column.header for column in table.columns if column.role == "deadline"] == [
        "Thời gian (Năm 2026)"
    ]


def test_a_unit_of_measure_is_no_lead_and_a_unit_is() -> None:
    rows = "1|Rà soát hồ sơ|{}|Quý I\n2|Xây dựng kế hoạch|{}|Quý II"
    head = "TT|Nội dung|Đơn vị|Thời gian\n"
    lead = find(make_table(head + rows.format("Phòng A", "Phòng Kế hoạch"))).tables[0].columns[2].role
    assert lead == "lead"
    measured = find(make_table(head + rows.format("%", "hồ sơ")))
    assert all(table.columns[2].role == "extra" for table in measured.tables)


def test_a_task_says_where_it_stands() -> None:
    found = find(make_table(HEAD + ONE, page=3))
    place = found.tables[0].tasks[1].place
    assert (place.block, place.row, place.page) == (0, 2, 3)
    assert found.tables[0].tasks[1].deadline.place.col == 4


SHARED = Path(__file__).parents[4] / "../shared"


@pytest.mark.shared
@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt"])
def test_the_seed_plan_is_one_table_of_sixteen_tasks(suffix: str) -> None:
    from extractors.formats.registry import read

    path = SHARED / f"seed/plan.{suffix}"
    if not path.exists():
        pytest.skip("the seed plan is not at hand")
    found = find_task_tables(Zones(body=read(path.read_bytes(), name=path.name).blocks))
    tasks = found.tables[0].tasks
    assert (len(found.tables), len(tasks)) == (1, 16)
    assert len({tuple(task.group) for task in tasks}) == 4
    assert all(task.lead.text for task in tasks)
    assert [task.coordinating.text is None for task in tasks] == [False] * 5 + [True] * 10 + [False]
