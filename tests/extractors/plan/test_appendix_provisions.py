"""What appendices say beside their task tables: statements of section `other`, under the appendix."""

from extractors.plan.provisions import Body, read_appendices
from extractors.plan.zones import AppendixZone, Zones
from schemas.location import NOWHERE
from schemas.source import Block
from tests.builders import make_source, make_table


def appendix(
    *blocks: Block | str, label: str = "Phụ lục I", title: str | None = "ĐỀ CƯƠNG BÁO CÁO"
) -> AppendixZone:
    return AppendixZone(label, title, None, NOWHERE, make_source(*blocks).blocks)


def rows(read: Body) -> list[tuple[str, str, str | None, str | None, str]]:
    return [(p.section, p.path, p.heading, p.label, p.text) for p in read.provisions]


def test_prose_stands_under_the_appendix_and_its_headings() -> None:
    """Whatever a heading within an appendix says, its statements are no purposes of the plan."""
    read = read_appendices(
        Zones(
            appendices=(
                appendix("I. MỤC ĐÍCH", "1. Nêu rõ việc đã làm.", "II. KIẾN NGHỊ", "- Nêu khó khăn."),
            )
        )
    )
    assert rows(read) == [
        ("other", "Phụ lục I>I", "MỤC ĐÍCH", "1", "Nêu rõ việc đã làm."),
        ("other", "Phụ lục I>II", "KIẾN NGHỊ", "-", "Nêu khó khăn."),
    ]
    assert [(h.level, h.path, h.text) for h in read.outline] == [
        (1, "Phụ lục I", "ĐỀ CƯƠNG BÁO CÁO"),
        (2, "Phụ lục I>I", "MỤC ĐÍCH"),
        (2, "Phụ lục I>II", "KIẾN NGHỊ"),
    ]


def test_a_table_that_lists_no_tasks_gives_a_statement_a_row() -> None:
    read = read_appendices(
        Zones(
            appendices=(
                appendix("Đơn vị tính: người.", make_table("TT | Đơn vị | Số người\n1 | Phòng A | 5")),
            )
        )
    )
    assert rows(read) == [
        ("other", "Phụ lục I", "ĐỀ CƯƠNG BÁO CÁO", None, "Đơn vị tính: người."),
        ("other", "Phụ lục I", "ĐỀ CƯƠNG BÁO CÁO", None, "TT | Đơn vị | Số người"),
        ("other", "Phụ lục I", "ĐỀ CƯƠNG BÁO CÁO", None, "1 | Phòng A | 5"),
    ]


def test_a_task_table_alone_gives_neither_heading_nor_statement() -> None:
    zone = appendix(make_table("TT | Nhiệm vụ\n1 | Rà soát"))
    assert read_appendices(Zones(appendices=(zone,)), frozenset({0})) == Body()


def test_an_appendix_without_label_or_title_has_no_path() -> None:
    read = read_appendices(Zones(appendices=(appendix("Danh sách gửi sau.", label="", title=None),)))
    assert rows(read) == [("other", "", None, None, "Danh sách gửi sau.")]
    assert read.outline == []


def test_those_of_the_attached_plan_come_first() -> None:
    attached = Zones(appendices=(appendix("Của kế hoạch."),))
    read = read_appendices(
        Zones(attached=attached, appendices=(appendix("Của quyết định.", label="Phụ lục II"),))
    )
    assert [p.text for p in read.provisions] == ["Của kế hoạch.", "Của quyết định."]
