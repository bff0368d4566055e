"""The whole way of a task table, from the blocks of a document to its tasks."""

from extractors.plan.task_tables import TaskTables, find_task_tables
from extractors.plan.zones import Zones
from schemas.source import Block
from tests.builders import make_source, make_table

HEAD = "STT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian\n"


def find(*blocks: Block | str) -> TaskTables:
    return find_task_tables(Zones(body=make_source(*blocks).blocks))


def test_a_merged_cell_is_the_value_of_every_row_that_it_covers() -> None:
    found = find(
        make_table(
            HEAD + "1|Rà soát quy trình|Phòng A|Phòng B|Quý I/2026\n2|Công bố quy trình|^||Quý II/2026"
        )
    )
    first, second = found.tables[0].tasks
    assert (first.lead.text, first.lead.source) == ("Phòng A", "merged")
    assert (second.lead.text, second.lead.source) == ("Phòng A", "merged")
    assert (second.coordinating.text, second.coordinating.source) == (None, "absent")


def test_pieces_with_repeated_heads_are_one_table_and_its_group_goes_on() -> None:
    piece = make_table(
        HEAD + "Nhóm chung||||\n1|Rà soát quy trình|Phòng A|Phòng B|Quý I/2026", shows_merges=False
    )
    rest = make_table(HEAD + "2|Công bố quy trình|Phòng C|Phòng B|Quý II/2026", shows_merges=False)
    found = find(piece, rest)
    assert len(found.tables) == 1
    assert [task.group for task in found.tables[0].tasks] == [["Nhóm chung"], ["Nhóm chung"]]
    assert found.consumed == {0, 1}
