"""Which section a heading opens."""

import pytest

from extractors.plan.sections import read_opening, section_below


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "purpose_requirement"),
        ("MỤC ĐÍCH - YÊU CẦU", "purpose_requirement"),
        ("MỤC ĐÍCH – YÊU CẦU", "purpose_requirement"),
        ("MỤC ĐÍCH YÊU CẦU", "purpose_requirement"),
        ("MỤC ĐÍCH VÀ YÊU CẦU", "purpose_requirement"),
        ("MỤC ĐÍCH , YÊU CẦU", "purpose_requirement"),
        ("Mục tiêu, yêu cầu", "purpose_requirement"),
        ("QUAN ĐIỂM, MỤC TIÊU, YÊU CẦU", "purpose_requirement"),
        ("Mục đích", "purpose"),
        ("MỤC ĐÍCH, Ý NGHĨA", "purpose"),
        ("Mục tiêu tổng quát đến năm 2030", "purpose"),
        ("QUAN ĐIỂM, MỤC TIÊU", "purpose"),
        ("Yêu cầu", "requirement"),
        ("Một số yêu cầu", "requirement"),
        ("QUAN ĐIỂM", "other"),
        ("NỘI DUNG THỰC HIỆN", "content"),
        ("MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP", "content"),
        ("CÁC HOẠT ĐỘNG HƯỞNG ỨNG", "content"),
        ("NỘI DUNG VÀ TỔ CHỨC THỰC HIỆN", "content"),
        ("GIẢI PHÁP THỰC HIỆN VÀ PHÂN CÔNG NHIỆM VỤ", "content"),
        ("TỔ CHỨC THỰC HIỆN", "implementation"),
        ("TỔ CHỨC THỰC HIỆN NHIỆM VỤ", "implementation"),
        ("PHÂN CÔNG NHIỆM VỤ", "implementation"),
        ("TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ", "implementation"),
        ("KINH PHÍ THỰC HIỆN", "other"),
        # the place of a check is no check
        ("Thời gian kiểm tra", "other"),
    ],
)
def test_a_heading_opens_its_section(heading: str, section: str) -> None:
    opening = read_opening(heading)
    assert opening is not None
    assert opening.section == section


@pytest.mark.parametrize(
    "heading", ["Yêu cầu các phòng báo cáo trước ngày 05", "Cải cách thể chế", "Sở Tư pháp"]
)
def test_words_that_say_no_section_open_none(heading: str) -> None:
    assert read_opening(heading) is None


@pytest.mark.parametrize(
    ("heading", "above", "section"),
    [
        ("Mục đích", "purpose_requirement", "purpose"),
        ("Yêu cầu", "purpose_requirement", "requirement"),
        ("Quan điểm", "purpose_requirement", "other"),
        # a requirement is one wherever it stands; a field's own targets are content
        ("Yêu cầu", "content", "requirement"),
        ("Mục tiêu", "content", "content"),
        ("Nhiệm vụ của Văn phòng", "implementation", "implementation"),
        ("Cải cách thể chế", "content", "content"),
        ("TỔ CHỨC THỰC HIỆN", "content", "implementation"),
        # nothing above says a section
        ("NỘI DUNG", None, "content"),
        ("Sở Tư pháp", None, "other"),
        # what is checked is the plan's content; in an office's plan of its own it is how it is carried out
        ("Kiểm tra", "content", "content"),
        ("Giám sát chuyên đề", "content", "content"),
        ("Kiểm tra, báo cáo", None, "implementation"),
    ],
)
def test_a_heading_takes_or_changes_the_section_above(heading: str, above: str | None, section: str) -> None:
    assert section_below(heading, above) == section  # type: ignore[arg-type]
