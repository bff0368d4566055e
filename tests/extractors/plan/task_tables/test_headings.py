"""The lexicon of column headings and the words that tell what a cell is."""

import csv
from importlib.resources import files
from typing import get_args

import pytest

from extractors.plan.task_tables.headings import find_heading
from extractors.plan.task_tables.words import (
    is_clock_time,
    is_remark,
    is_sum,
    is_tick,
    looks_like_time,
    looks_like_unit,
)
from schemas.text import fold
from schemas.vocab import ColumnRole

# Headings as they are printed, by what their columns mean.
HEADINGS = {
    "stt": ["STT", "TT", "Stt", "Số TT", "SỐ\nTT"],
    "task": [
        "Nhiệm vụ",
        "NHIỆM VỤ",
        "Các nhiệm vụ",
        "Tên nhiệm vụ",
        "Tên nhóm nhiệm vụ/nhiệm vụ",
        "Nội dung hoạt động",
        "Công việc",
        "Nhiệm vụ thực hiện",
        "Nội dung",
        "Nội dung các bước công việc",
        "Tên nhiệm vụ /Dự án",
        "Hạng mục công việc",
        "Nhiệm vụ, giải pháp",
        "Nội dung nhiệm vụ",
        "Tên thủ tục hành chính",
        "Tên dự án/Nội dung công việc",
    ],
    "lead": [
        "Chịu trách nhiệm chính",
        "Chủ trì thực hiện",
        "Sở, ngành chủ trì tham mưu",
        "Đơn vị chủ trì",
        "Cơ quan\nchủ trì",
        "Đơn vị / thực hiện",
        "Phòng, đơn vị chủ trì",
        "Chủ trì",
        "Trách nhiệm\nthực hiện",
        "Người thực hiện",
        "Đơn vị/ cá nhân phụ trách",
        "Đơn vị, cá nhân thực hiện",
        "Cơ quan, đơn vị chủ trì",
        "Bộ phận thực hiện",
        "Chủ trì/Phối hợp",
    ],
    "coordinating": [
        "Phối hợp thực hiện",
        "Đơn vị phối hợp thực hiện",
        "Đơn vị phối hợp",
        "Cơ quan phối hợp",
        "Phối hợp",
        "Cơ quan, đơn vị phối hợp",
        "Đơn vị tham gia",
        "Thành phần phối hợp",
        "Đơn vị hỗ trợ",
        "Cơ quan liên quan",
    ],
    "deadline": [
        "Tuần",
        "Thời gian hoàn thành",
        "Thời gian thực hiện/ hoàn thành",
        "Thời hạn",
        "Số ngày dự kiến",
        "Thời gian (Năm 2026)",
        "Tiến độ (nếu có)",
        "Hạn hoàn thành",
        "Lộ trình",
        "Thời gian",
        "Mốc thời gian",
        "TG thực hiện",
        "Dự kiến hoàn thành",
        "Năm hoàn thành",
        "Yêu cầu về thời gian",
        "Th ời gian thự c hiện",
        "Kỳ hạn",
        "Tháng",
    ],
    "deliverable": [
        "Sản phẩm",
        "Kết quả",
        "Sản phẩm đầu ra",
        "Kết quả/Sản phẩm",
        "Sản phẩm hoàn thành",
        "Kết quả thực hiện",
        "Yêu cầu cần đạt",
        "SP",
    ],
    "budget": [
        "Kinh phí",
        "Nguồn kinh phí thực hiện",
        "Tổng kinh phí (triệu đồng)",
        "KP",
        "Nhu cầu kinh phí",
    ],
    "note": ["Ghi chú"],
    "code": ["Mã nhiệm vụ"],
    "extra": [
        "Cơ quan chủ trì theo dõi, đánh giá",
        "Theo dõi, kiểm tra, đôn đốc",
        "Vai trò (Chủ trì/ Phối hợp)",
        "Nội dung góp ý",
        "Đơn vị góp ý",
        "Đơn vị được kiểm tra",
        "Thời gian kiểm tra",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Họ và tên",
        "Lãnh đạo phụ trách",
        "Số, ký hiệu",
        "Giảng viên",
        "Thời hạn giải quyết",
        "Rủi ro",
    ],
}


@pytest.mark.parametrize(
    ("role", "text"), [(role, text) for role, texts in HEADINGS.items() for text in texts]
)
def test_a_heading_means_its_column(role: str, text: str) -> None:
    heading = find_heading(text)
    assert heading is not None
    assert heading.role == role


@pytest.mark.parametrize("text", ["", "Nguồn nước khai thác", "Tên công trình", "Rà soát văn bản của ngành"])
def test_an_unknown_heading_means_nothing(text: str) -> None:
    assert find_heading(text) is None


def test_a_weak_heading_is_left_to_the_cells() -> None:
    heading = find_heading("Đơn vị")
    assert heading is not None
    assert heading.weight < 0.5


def rows(name: str) -> list[dict[str, str]]:
    text = files("extractors.lexicon").joinpath(f"data/{name}").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_lexicon_is_folded_and_says_everything_once() -> None:
    found = rows("column_headings.csv")
    assert {row["role"] for row in found} <= set(get_args(ColumnRole))
    assert {row["match"] for row in found} == {"whole", "start", "part", "veto", "title"}
    assert all(row["form"] == fold(row["form"]) and -1 <= float(row["weight"]) <= 1 for row in found)
    assert all(len(row["form"].split()) <= 6 for row in found)
    assert len({(row["form"], row["match"]) for row in found}) == len(found)


def test_the_openers_say_everything_once() -> None:
    found = rows("cell_openers.csv")
    assert {row["kind"] for row in found} == {"unit", "plain", "time", "total", "note", "signing", "tick"}
    assert len({(row["word"], row["kind"]) for row in found}) == len(found)


UNITS = [
    "Sở Nội vụ",
    "Các sở, ban, ngành",
    "- UBND các xã",
    "VTV, VOV",
    "TTXVN",
    "Vũ Minh An",
    "Đ/c Hùng",
    "Tất cả các phòng",
]
TIMES = [
    "Thường xuyên",
    "12/2026",
    "Quý IV/2026",
    "T9/2026",
    "Hằng năm",
    "Sau khi có hướng dẫn",
    "6 tháng đầu năm",
    "2026",
]
NEITHER = [
    "Ban hành kế hoạch",
    "Tổ chức hội nghị",
    "Số lượng",
    "Bộ tiêu chí",
    "Hội nghị",
    "Thứ bậc",
    "%",
    "Báo cáo tổng hợp",
    "x",
    "Loại hình thủy lợi",
]


def test_units_and_times_are_told_by_their_looks() -> None:
    assert [text for text in UNITS if not looks_like_unit(text)] == []
    assert [text for text in TIMES if not looks_like_time(text)] == []
    assert [text for text in NEITHER if looks_like_unit(text) or looks_like_time(text)] == []
    assert [text for text in TIMES if looks_like_unit(text)] == []


def test_a_time_of_day_is_one_without_a_day() -> None:
    assert all(is_clock_time(text) for text in ["07h45 - 8h00", "10h30", "20 giờ 15 phút", "14:30"])
    assert not any(is_clock_time(text) for text in ["Từ 20 giờ 15 phút ngày 23 tháng 1", "Quý I/2026", "10"])


def test_sums_remarks_and_ticks() -> None:
    assert all(
        is_sum(text) for text in ["Tổng cộng", "Cộng (I + II)", "Tổng số: 12", "TỔNG CỘNG: 1.200.000 đồng"]
    )
    assert not any(
        is_sum(text) for text in ["Công tác chỉ đạo 1", "Tổng kết năm 2026", "Cộng đồng doanh nghiệp"]
    )
    assert is_remark("Ghi chú: xem phụ lục")
    assert is_remark("(*) Số liệu ước tính")
    assert not is_remark("Ghi nhận kiến nghị")
    assert is_tick("X")
    assert is_tick("✓")
    assert not is_tick("10")
