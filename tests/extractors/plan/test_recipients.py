import pytest

from extractors.plan.lines import Line
from extractors.plan.recipients import is_recipients_opener, read_recipients


def read(*texts):
    return [
        (r.text, r.purpose_code, r.archive_codes) for r in read_recipients([Line(text) for text in texts])
    ]


def test_a_recipient_over_two_lines_is_one():
    assert read(
        "- Văn phòng UBND các tỉnh, thành phố", "trực thuộc Trung ương (để phối hợp);", "- Lưu: VT."
    ) == [
        ("Văn phòng UBND các tỉnh, thành phố trực thuộc Trung ương (để phối hợp)", "để phối hợp", None),
        ("Lưu: VT", None, "VT"),
    ]


def test_several_recipients_on_a_line_are_divided():
    assert [row[0] for row in read("- Sở Nội vụ;    - Sở Tài chính;", "- Lưu: VT, HT.")] == [
        "Sở Nội vụ",
        "Sở Tài chính",
        "Lưu: VT, HT",
    ]
    assert [row[0] for row in read("Như trên; UBND tỉnh; Lưu: VT.")] == ["Như trên", "UBND tỉnh", "Lưu: VT"]


def test_recipients_without_bullets_stand_one_per_line():
    assert [row[0] for row in read("Như trên;", "UBND tỉnh (b/c);", "Lưu: VT.")] == [
        "Như trên",
        "UBND tỉnh (b/c)",
        "Lưu: VT",
    ]


PURPOSES = [
    "b/c",
    "để b/c",
    "B/cáo",
    "bc",
    "báo cáo",
    "t/h",
    "để T/H",
    "ph/h",
    "p/hợp",
    "phối hợp",
    "chỉ đạo",
    "đăng tải",
    "để biết",
    "đ/b",
    "thực hiện",
]


@pytest.mark.parametrize("code", PURPOSES)
def test_a_purpose_is_kept_as_printed(code):
    assert read(f"- Sở Nội vụ ({code});") == [(f"Sở Nội vụ ({code})", code, None)]


@pytest.mark.parametrize("bracket", ["Sở Nội vụ", "Đ/c Phúc", "3b", "qua Văn phòng", "02 bản"])
def test_another_bracket_is_no_purpose(bracket):
    assert read(f"- Hội đồng ({bracket});")[0][1] is None


@pytest.mark.parametrize("text", ["Nơi nhận:", "Nơi nhận", "*Nơi nhận:*", "NƠI NHẬN:", "Nơi nhận :"])
def test_the_opener_is_known(text):
    assert is_recipients_opener(text)


@pytest.mark.parametrize(
    "text", ["Nơi nhận hồ sơ: Văn phòng Sở", "Địa chỉ nơi nhận:", "Nơi nhận báo cáo là Sở Nội vụ."]
)
def test_a_sentence_about_a_place_is_no_opener(text):
    assert not is_recipients_opener(text)


def test_a_remark_in_brackets_and_a_brace_are_no_recipients():
    assert read(
        "- Bộ Y tế }", "- Bộ Nội vụ } (để báo cáo)", "- Các phòng;", "(Bản điện tử)", "- Lưu: VT, P.NV."
    ) == [
        ("Bộ Y tế", None, None),
        ("Bộ Nội vụ (để báo cáo)", "để báo cáo", None),
        ("Các phòng (Bản điện tử)", None, None),
        ("Lưu: VT, P.NV", None, "VT, P.NV"),
    ]


def test_an_archive_code_is_read_whole_or_not_at_all():
    assert read("- Lưu: VT, TTra.")[0][2] == "VT, TTra"
    assert read("- Lưu: VT, Kt5.")[0][2] == "VT"
