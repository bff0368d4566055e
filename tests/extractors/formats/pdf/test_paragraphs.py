"""Lines to paragraphs."""

import pytest

from extractors.formats.pdf.lines import Line
from extractors.formats.pdf.page_text import cell_paragraphs
from extractors.formats.pdf.paragraphs import Area, group_lines, text_area, with_middles

LETTER = 5.0  # points: width of every letter
PITCH = 16.0


def line(
    text: str, x0: float, row: int, *, x1: float | None = None, size: float = 13, bold: bool = False
) -> Line:
    words = text.split()
    second = x0 + LETTER * (len(words[0]) + 1) if len(words) > 1 else None
    end = x0 + LETTER * len(text) if x1 is None else x1
    return Line(text, 0, row, x0, end, 100 + PITCH * row, size, bold, False, LETTER * len(words[0]), second)


def grouped(lines: list[Line], area: Area) -> list[int]:
    return [len(group) for group in group_lines(lines, area)]


def test_full_lines_are_not_centred_where_the_title_shares_their_middle() -> None:
    lines = [
        line("KẾ HOẠCH", 300, 0),
        line("Kiểm tra công tác văn thư năm 2025", 235, 2),
        line("Các phòng rà soát nhiệm vụ", 121, 4, x1=555),
        line("và báo cáo đúng hạn.", 85, 5, x1=555),
        line("Những việc lớn phải xin ý kiến", 85, 6, x1=555),
        line("trước khi quyết định.", 85, 7),
        line("Các phòng thực hiện", 121, 9, x1=555),
        line("đúng hạn.", 85, 10),
    ]
    area = with_middles(text_area(lines), lines)
    assert area.middles
    assert grouped(lines, area) == [1, 1, 4, 2]


def test_a_first_line_that_ends_in_the_mirror_of_its_indent_is_not_centred() -> None:
    lines = [
        line("Căn cứ Nghị quyết của Bộ", 121, 0, x1=521),
        line("Chính trị về chuyển đổi số.", 85, 1),
    ]
    area = Area(85, 546, PITCH, 121, middles=(320.0,))
    assert grouped(lines, area) == [2]


def test_a_wide_table_tells_no_margins_where_lines_wrap_before_its_edge() -> None:
    lines = [
        line("Căn cứ Quyết định của Chủ tịch Ủy", 121, 0, x1=552),
        line("ban nhân dân tỉnh về việc", 85, 1, x1=554),
        line("kiểm tra.", 85, 2),
    ]
    table = Area(58.0, 600.0)
    area = text_area(lines, table)
    assert (area.left, area.right) == (85, 554)
    assert grouped(lines, area) == [3]


def test_a_table_tells_the_margins_of_a_page_with_a_few_short_lines() -> None:
    assert text_area([line("Phụ lục", 300, 0)], Area(58.0, 600.0)) == Area(58.0, 600.0)


def test_a_page_of_other_margins_than_the_table_before_it_tells_its_own() -> None:
    lines = [line("b) Các phòng báo cáo trước ngày 25 tháng 3.", 121, 0, x1=689)]
    assert text_area(lines, Area(181.0, 703.0)).left == 121


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Sở Khoa", "học và Công", "nghệ"], "Sở Khoa học và Công nghệ"),  # the cell has its own margins
        (["Văn phòng UBND;", "Sở Tài chính"], "Văn phòng UBND; Sở Tài chính"),  # no room after the semicolon
        (["Sở Y tế", "Sở"], "Sở Y tế\nSở"),
        (["- Sở Y tế", "- Sở"], "- Sở Y tế\n- Sở"),
    ],
)
def test_lines_of_a_cell(texts: list[str], expected: str) -> None:
    lines = [line(text, 100 - LETTER * len(text) / 2, row) for row, text in enumerate(texts)]
    paragraphs = cell_paragraphs(lines, Area(60, 140, in_cell=True))
    assert "\n".join(paragraph.text for paragraph in paragraphs) == expected


@pytest.mark.parametrize(
    ("width", "texts", "expected"),
    [
        (47, ["05/11/202", "5"], "05/11/2025"),
        (12, ["ST", "T"], "STT"),
        (47, ["36/2018/T", "T-BTC"], "36/2018/TT-BTC"),
        (15.5, ["Qu", "ý", "III"], "Quý III"),  # the last letter lacks less than a point
        (17, ["III", "."], "III."),
        (29, ["nghiệ", "p vụ"], "nghiệp vụ"),
        (27, ["cùng", "các"], "cùng các"),  # two words, each by itself
        (90, ["Năm 2025", "2026"], "Năm 2025 2026"),
        (60, ["ST", "T"], "ST T"),  # it had room
    ],
)
def test_words_that_a_narrow_cell_cut_are_one(width: float, texts: list[str], expected: str) -> None:
    lines = [line(text, 100, row) for row, text in enumerate(texts)]
    paragraphs = cell_paragraphs(lines, Area(100, 100 + width, in_cell=True))
    assert " ".join(paragraph.text for paragraph in paragraphs) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Trước", "05/11/202", "5"], "Trước 05/11/2025"),
        (["05/11/202", "5", "đến", "09/11/202", "5"], "05/11/2025 đến 09/11/2025"),
    ],
)
def test_lines_beside_a_word_that_was_cut_stay_one_paragraph(texts: list[str], expected: str) -> None:
    lines = [line(text, 100, row) for row, text in enumerate(texts)]
    (paragraph,) = cell_paragraphs(lines, Area(100, 147, in_cell=True))
    assert paragraph.text == expected


def test_an_item_is_told_by_the_number_after_that_of_the_one_before() -> None:
    texts = ["Đợt 1: từ 20/10", "đến 20/11/2025", "Đợt 2: tháng 01"]
    lines = [line(text, 100, row) for row, text in enumerate(texts)]
    paragraphs = cell_paragraphs(lines, Area(100, 100 + LETTER * 16, in_cell=True))
    assert [p.text for p in paragraphs] == ["Đợt 1: từ 20/10 đến 20/11/2025", "Đợt 2: tháng 01"]


@pytest.mark.parametrize(("second", "expected"), [("- Như trên", [1, 1]), ("- xã hội", [2])])
def test_an_item_is_told_by_the_sign_and_place_of_the_one_before(second: str, expected: list[int]) -> None:
    first = line("- Trung tâm Lưu trữ lịch sử tỉnh", 85, 0)
    assert grouped([first, line(second, 85, 1)], Area(85, first.x1)) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Phòng Hành chính;", "Phòng Vật tư;", "Phòng Kế hoạch"], [1, 1, 1]),
        (["Phòng Hành chính;", "Phòng Vật tư"], [2]),
        (["Phòng Hành chính;", "Phòng Vật tư và", "Thiết bị;"], [3]),
    ],
)
def test_lines_that_all_end_with_semicolons_are_items(texts: list[str], expected: list[int]) -> None:
    lines = [line(text, 103, row) for row, text in enumerate(texts)]
    assert grouped(lines, Area(100, 200, in_cell=True)) == expected


def test_a_date_at_the_right_margin_and_the_entries_of_a_table_of_contents_are_lines_apart() -> None:
    area = Area(85, 545, PITCH, 121)
    date, title = line("Huế, ngày 02/3/2026", 450, 0), line("KẾ HOẠCH HOẠT ĐỘNG", 270, 1)
    assert grouped([date, title], area) == [1, 1]
    entries = [line(f"{number}. Mục đích {'.' * 70} {number}", 85, number, x1=545) for number in (1, 2, 3)]
    assert grouped(entries, area) == [1, 1, 1]


def test_a_line_goes_on_below_a_bullet_of_another_size() -> None:
    lines = [line("- Phát thanh 12", 103, 0, size=13), line("chuyên mục;", 103, 1, size=11)]
    assert grouped(lines, Area(100, 230, in_cell=True)) == [2]


@pytest.mark.parametrize(
    ("text", "bold", "expected"), [("I. MỤC ĐÍCH", True, [1, 1]), ("I. và các sở", False, [2])]
)
def test_a_heading_in_bold_below_a_full_line_in_brackets_stands_alone(
    text: str, bold: bool, expected: list[int]
) -> None:
    reference = line("(Kèm theo Quyết định số 26/QĐ-UBND)", 88, 0, x1=545)
    below = line(text, 85, 1, bold=bold)
    assert grouped([reference, below], Area(85, 546, PITCH, 121)) == expected
