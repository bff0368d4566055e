"""Lines to paragraphs, marks to style, page furniture out."""

import pytest

from extractors.formats.txt import read_txt
from extractors.formats.txt.markdown import unmark
from schemas.source import Paragraph, SourceDocument


def read(text: str) -> SourceDocument:
    return read_txt(text.encode(), name="plan.md")


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in read(text).paragraphs()]


WRAPPED = """\
      I. MỤC ĐÍCH, YÊU CẦU
      1. Mục đích
      - Chủ động phòng ngừa thiên tai, giảm thiệt hại về người và tài sản của
nhân dân; nâng cao năng lực của lực lượng xung kích ở cơ sở, nhất là các xã
ven sông, ven biển trong giai đoạn 2026-
2030.
      - Bảo đảm an toàn hồ chứa, phát triển kinh tế
- xã hội bền vững trên địa bàn.
      Kế hoạch này được phổ biến đến các phòng, đơn vị thuộc Sở; Thủ trưởng
đơn vị chịu trách nhiệm thực hiện.
      2. Yêu cầu
      Phân công rõ việc, rõ người.
"""


def test_wrapped_lines_are_joined_and_items_stand_alone() -> None:
    assert paragraphs(WRAPPED) == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Chủ động phòng ngừa thiên tai, giảm thiệt hại về người và tài sản của nhân dân; nâng cao năng lực "
        "của lực lượng xung kích ở cơ sở, nhất là các xã ven sông, ven biển trong giai đoạn 2026-2030.",
        "- Bảo đảm an toàn hồ chứa, phát triển kinh tế - xã hội bền vững trên địa bàn.",
        "Kế hoạch này được phổ biến đến các phòng, đơn vị thuộc Sở; Thủ trưởng đơn vị chịu trách nhiệm "
        "thực hiện.",
        "2. Yêu cầu",
        "Phân công rõ việc, rõ người.",
    ]


def test_a_typed_break_among_whole_paragraphs_is_no_wrapping() -> None:
    whole = (
        "Căn cứ Kế hoạch của Ủy ban nhân dân tỉnh về cải cách hành chính, các phòng thực hiện như sau: " * 2
    )
    lines = [
        "Cải cách hành chính của Ban Quản lý Khu kinh tế năm 2026",
        whole.strip(),
        "(Kèm theo Kế hoạch số 55/KH-BQLKKT ngày 20/01/2026",
        "của Ban Quản lý Khu kinh tế)",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_the_first_sentence_is_no_line_of_the_centred_title_above_it() -> None:
    text = (
        "                       KẾ HOẠCH\n"
        "   Cao điểm bảo đảm trật tự, an toàn giao thông trong học sinh các trường\n\n"
        "           dịp trước, trong và sau Tết Nguyên đán Bính Ngọ 2026\n"
        "      Thực hiện Kế hoạch số 11/KH-BATGT ngày 20/11/2025 của Ban An toàn giao\n"
        "thông tỉnh, Sở ban hành Kế hoạch như sau:\n"
    )
    assert paragraphs(text)[1:] == [
        "Cao điểm bảo đảm trật tự, an toàn giao thông trong học sinh các trường dịp trước, trong và sau Tết "
        "Nguyên đán Bính Ngọ 2026",
        "Thực hiện Kế hoạch số 11/KH-BATGT ngày 20/11/2025 của Ban An toàn giao thông tỉnh, Sở ban hành "
        "Kế hoạch như sau:",
    ]


def test_a_date_at_the_head_of_a_line_goes_on_with_the_sentence() -> None:
    lines = [
        "1. Chi cục An toàn thực phẩm tham mưu, tổng hợp báo cáo Sở trước",
        "20/12/2026.",
        "2. Các phòng, đơn vị thuộc Sở phối hợp thực hiện kế hoạch này trong",
        "năm 2026.",
    ]
    assert paragraphs("\n".join(lines)) == [f"{lines[0]} {lines[1]}", f"{lines[2]} {lines[3]}"]


def test_numbers_with_a_dash_begin_items() -> None:
    lines = [
        "I- NHIỆM VỤ CỦA CÁC CƠ QUAN",
        "1- Các chi bộ xây dựng kế hoạch thực hiện Nghị quyết, gửi về Văn phòng Đảng ủy.",
        "2- Đảng ủy lãnh đạo Ủy ban nhân dân phường cụ thể hóa Kế hoạch, bố trí kinh phí của",
        "ngân sách phường.",
        "1.1- Văn phòng Đảng ủy theo dõi, đôn đốc việc thực hiện Kế hoạch này hằng tháng.",
        "Nơi nhận:",
    ]
    assert paragraphs("\n".join(lines)) == [*lines[:2], f"{lines[2]} {lines[3]}", *lines[4:]]


def test_a_page_break_in_mid_sentence_splits_no_paragraph() -> None:
    text = WRAPPED.replace(
        "ven sông, ven biển", "\n                                  2\n\f\nven sông, ven biển"
    )
    assert paragraphs(text) == paragraphs(WRAPPED)
    assert [line.text for line in read(text).furniture] == ["2"]


def test_lines_indented_alike_are_paragraphs_and_points_stand_below_their_heading() -> None:
    """Pages of a PDF drift by a column or two, so that a first line may stand left of the one above it."""
    text = """\
      2. Yêu cầu
     a) Các phòng, đơn vị thuộc Sở xác định đây là nhiệm vụ trọng tâm, phân công
rõ người, rõ việc.
         - Báo cáo Giám đốc Sở (qua Văn phòng) định kỳ hằng tháng, trước ngày 25.
         Yêu cầu Trưởng các phòng, đơn vị nghiêm túc triển khai thực hiện Kế hoạch
này./.
"""
    assert [paragraph[:14] for paragraph in paragraphs(text)] == [
        "2. Yêu cầu", "a) Các phòng, ", "- Báo cáo Giám", "Yêu cầu Trưởng",
    ]  # fmt: skip


def test_a_few_lines_below_a_table_are_wrapped_as_the_text_is() -> None:
    table = "STT\tViệc\tChủ trì\n1\tDọn kênh\tXã\n"
    rest = (
        "      Trên đây là Kế hoạch phòng, chống thiên tai năm 2027 của Chi cục Thủy\n"
        "Lợi, đề nghị các đơn vị thực hiện./.\n"
    )
    assert paragraphs(WRAPPED + table + rest)[-1].endswith(
        "của Chi cục Thủy Lợi, đề nghị các đơn vị thực hiện./."
    )


def test_long_lines_are_paragraphs_of_their_own() -> None:
    text = "Căn cứ Luật Đê điều;\nXét đề nghị của Chi cục Thủy lợi,\nSở ban hành Kế hoạch như sau:"
    assert len(paragraphs(text)) == 3


def test_a_line_that_hangs_below_an_item_belongs_to_it() -> None:
    text = "Nơi nhận:\n- Chi cục Thủy lợi, các Hạt,\n  các Trạm, Đội trực thuộc;\n- Lưu: VT."
    assert paragraphs(text) == [
        "Nơi nhận:",
        "- Chi cục Thủy lợi, các Hạt, các Trạm, Đội trực thuộc;",
        "- Lưu: VT.",
    ]


def test_bold_over_two_lines_is_one_paragraph_with_a_line_break() -> None:
    (paragraph,) = read("**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**").blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"
    assert paragraph.style.bold


def test_a_bold_mark_without_partner_takes_in_nothing() -> None:
    assert paragraphs("**Lưu ý\n\nCác xã báo cáo.") == ["**Lưu ý", "Các xã báo cáo."]


def test_markdown_headings_are_levels_not_text() -> None:
    heading, plain = read("## II. NỘI DUNG\n\n#5 không phải đề mục").blocks
    assert isinstance(heading, Paragraph) and isinstance(plain, Paragraph)
    assert (heading.text, heading.style.outline_level) == ("II. NỘI DUNG", 1)
    assert plain.style.outline_level is None


@pytest.mark.parametrize(
    ("marked", "text", "bold", "italic"),
    [
        ("**KẾ HOẠCH**", "KẾ HOẠCH", True, None),
        ("*Nơi nhận:*", "Nơi nhận:", None, True),
        ("***Nơi nhận:***", "Nơi nhận:", True, True),
        ("_Kính gửi_", "Kính gửi", None, True),
        ("1\\. Mục đích", "1. Mục đích", None, None),
        # No marks: a product, a file name, a list of stars.
        ("2 * 3 * 4", "2 * 3 * 4", None, None),
        ("ke_hoach_2027", "ke_hoach_2027", None, None),
        ("* Các xã", "* Các xã", None, None),
    ],
)
def test_marks(marked: str, text: str, bold: bool | None, italic: bool | None) -> None:
    found = unmark(marked)
    assert (found.text, found.bold, found.italic) == (text, bold, italic)


def test_runs_stand_at_their_places() -> None:
    (paragraph,) = read("**Điều 1.** Ban hành  *kèm theo* Quyết định này.").blocks
    assert isinstance(paragraph, Paragraph)
    stretches = [(paragraph.text[run.start : run.end], run.bold, run.italic) for run in paragraph.runs]
    assert stretches == [("Điều 1.", True, None), ("kèm theo", None, True)]


def test_rules_and_empty_marks_are_nothing() -> None:
    assert paragraphs("Phần một\n\n-----\n* *\n\nPhần hai\n___________") == ["Phần một", "Phần hai"]


def test_page_numbers_and_running_heads_are_furniture() -> None:
    pages = [
        f"KẾ HOẠCH PHÒNG CHỐNG LŨ - TRANG {n}\n\nNội dung của trang thứ {n}.\n\n    - {n} -\n"
        for n in range(1, 5)
    ]
    source = read("\f".join(pages))
    assert [p.text for p in source.paragraphs()] == [f"Nội dung của trang thứ {n}." for n in range(1, 5)]
    assert len(source.furniture) == 8


def test_labels_of_appendices_are_no_running_heads() -> None:
    pages = [f"PHỤ LỤC {n:02}\n\nDanh mục của phần thứ {n}.\n" for n in range(1, 5)]
    source = read("\f".join(pages))
    assert [p.text for p in source.paragraphs() if "PHỤ" in p.text] == [
        f"PHỤ LỤC {n:02}" for n in range(1, 5)
    ]
    assert not source.furniture


def test_a_number_in_running_text_is_no_page_number() -> None:
    assert "15" in paragraphs("Số hộ phải di dời:\n15\nSố người:\n60")


LETTERHEAD = """\
   UBND TỈNH BÌNH HẢI              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
     SỞ THỦY LỢI                       Độc lập - Tự do - Hạnh phúc

   Số:      /KH-STL                  Bình Hải, ngày     tháng 3 năm 2027
V/v phòng, chống lụt bão năm
            2027

                            KẾ HOẠCH
            Phòng, chống lụt bão và tìm kiếm cứu nạn
"""
CLOSING = """\
      Trên đây là Kế hoạch phòng, chống lụt bão của Sở./.

Nơi nhận:                                           KT. GIÁM ĐỐC
- UBND tỉnh (b/c);                                  PHÓ GIÁM ĐỐC
- Các phòng, đơn vị
  thuộc Sở (t/h);
- Lưu: VT, QLĐĐ.


                                                   Lê Văn Mẫu
"""


def sides(text: str) -> tuple[str, str]:
    (table,) = read(text).tables()
    assert (table.n_rows, table.n_cols, table.ruled, table.shows_merges) == (1, 2, False, False)
    left, right = table.cells
    return left.text, right.text


def test_the_letterhead_is_taken_apart_by_columns() -> None:
    assert sides(LETTERHEAD) == (
        "UBND TỈNH BÌNH HẢI\nSỞ THỦY LỢI\nSố: /KH-STL\nV/v phòng, chống lụt bão năm\n2027",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình Hải, ngày tháng 3 năm 2027",
    )
    assert paragraphs(LETTERHEAD)[0] == "KẾ HOẠCH"


def test_recipients_are_taken_from_beside_the_signature() -> None:
    assert sides(CLOSING) == (
        "Nơi nhận:\n- UBND tỉnh (b/c);\n- Các phòng, đơn vị thuộc Sở (t/h);\n- Lưu: VT, QLĐĐ.",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Văn Mẫu",
    )
    assert paragraphs(CLOSING) == ["Trên đây là Kế hoạch phòng, chống lụt bão của Sở./."]


def test_a_blank_to_be_filled_in_parts_no_columns() -> None:
    assert paragraphs("Số:            /KH-STL\n\nBình Hải, ngày      tháng 3 năm 2027") == [
        "Số: /KH-STL",
        "Bình Hải, ngày tháng 3 năm 2027",
    ]


def test_a_title_of_two_lines_above_whole_paragraphs_is_no_wrapping() -> None:
    lines = [
        "KẾ HOẠCH",
        "Giám sát việc thực hiện chính sách, pháp luật về",
        "phòng cháy, chữa cháy trên địa bàn tỉnh giai đoạn 2023 - 2025",
        "Căn cứ Luật Hoạt động giám sát số 87/2015/QH13 ngày 20/11/2015 và Nghị quyết của HĐND tỉnh về giám sát;",
        "Căn cứ Nghị quyết số 512/NQ-HĐND ngày 11/12/2025 của HĐND tỉnh về Chương trình giám sát năm 2026;",
        "Ban Pháp chế ban hành Kế hoạch như sau:",
    ]
    assert paragraphs("\n".join(lines)) == lines
