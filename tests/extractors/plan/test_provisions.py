"""Bodies: headings, statements, their sections, paths and labels."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.plan.provisions import Body, read_body
from extractors.plan.zones import Zones
from schemas.location import BBox, Location
from schemas.records import Provision
from schemas.source import Block, Note, Paragraph, Run, Style
from tests.builders import make_paragraph, make_source, make_table


def body(
    *blocks: Block | str, preamble: tuple[str, ...] = (), consumed: frozenset[int] = frozenset()
) -> Body:
    return read_body(
        Zones(preamble=make_source(*preamble).blocks, body=make_source(*blocks).blocks), consumed
    )


def outline(read: Body) -> list[str]:
    return [f"{heading.path} {heading.text}".strip() for heading in read.outline]


def rows(read: Body) -> list[tuple[str, str, str | None, str]]:
    return [(p.section, p.path, p.label, p.text) for p in read.provisions]


def only(read: Body, section: str) -> list[Provision]:
    return [p for p in read.provisions if p.section == section]


LONG = (
    "Tăng cường tuyên truyền để cán bộ trong toàn cơ quan nhận thức đầy đủ về chuyển đổi số, coi đây là việc "
    "thường xuyên của từng phòng và của mỗi người trong thực thi nhiệm vụ."
)


def test_the_same_number_is_a_heading_here_and_an_item_there() -> None:
    """`1.` opens a heading in one section and a statement in the next."""
    read = body(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Nâng cao chất lượng phục vụ người dân.",
        "- Rút ngắn thời gian giải quyết hồ sơ.",
        "2. Yêu cầu",
        "Việc triển khai phải thiết thực, tiết kiệm.",
        "II. NỘI DUNG",
        f"1. {LONG}",
        "2. Các nội dung cải thiện chỉ số của đơn vị trong giai đoạn tới, cụ thể như sau:",
        "Xem bảng ở phần sau.",
        "III. Tổ chức thực hiện",
        "1. Mỗi phòng cử một người làm đầu mối.",
    )
    assert outline(read) == [
        "I MỤC ĐÍCH, YÊU CẦU",
        "I>1 Mục đích",
        "I>2 Yêu cầu",
        "II NỘI DUNG",
        "III Tổ chức thực hiện",
    ]
    assert rows(read) == [
        ("purpose", "I>1", "-", "Nâng cao chất lượng phục vụ người dân."),
        ("purpose", "I>1", "-", "Rút ngắn thời gian giải quyết hồ sơ."),
        ("requirement", "I>2", None, "Việc triển khai phải thiết thực, tiết kiệm."),
        ("content", "II", "1", LONG),
        (
            "content",
            "II",
            "2",
            "Các nội dung cải thiện chỉ số của đơn vị trong giai đoạn tới, cụ thể như sau:",
        ),
        ("content", "II", None, "Xem bảng ở phần sau."),
        ("implementation", "III", "1", "Mỗi phòng cử một người làm đầu mối."),
    ]


def test_undivided_statements_stay_in_the_joint_section() -> None:
    read = body(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Bảo đảm kỳ thi diễn ra nghiêm túc, an toàn.",
        "2. Thí sinh có mặt đúng thời gian quy định.",
        "II. NỘI DUNG",
        "1. Ra đề thi.",
    )
    assert [p.text for p in only(read, "purpose_requirement")] == [
        "Bảo đảm kỳ thi diễn ra nghiêm túc, an toàn.",
        "Thí sinh có mặt đúng thời gian quy định.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "1. Mục đích: Nâng cao nhận thức.",
        "a) Mục đích: Nâng cao nhận thức.",
        "Mục đích: Nâng cao nhận thức.",
        "1. Mục đích. Nâng cao nhận thức.",
        "1. Mục đích\nNâng cao nhận thức.",
    ],
)
def test_text_that_runs_on_from_its_heading_is_a_statement_of_its_own(line: str) -> None:
    read = body("I. MỤC ĐÍCH, YÊU CẦU", line)
    assert [h.text for h in read.outline] == ["MỤC ĐÍCH, YÊU CẦU", "Mục đích"]
    assert [(p.section, p.heading, p.text) for p in read.provisions] == [
        ("purpose", "Mục đích", "Nâng cao nhận thức.")
    ]


def test_a_bold_lead_in_of_a_number_is_its_heading() -> None:
    text = "2. Hồ sơ đề nghị: Gửi về Văn phòng một bộ."
    lead = text.index(":")
    paragraph = Paragraph(text, style=Style(bold=False), runs=(Run(0, lead, bold=True), Run(lead, len(text))))
    read = body("I. NỘI DUNG", paragraph)
    assert outline(read) == ["I NỘI DUNG", "I>2 Hồ sơ đề nghị"]
    assert rows(read) == [("content", "I>2", None, "Gửi về Văn phòng một bộ.")]


def test_numbers_may_be_automatic() -> None:
    read = body(
        make_paragraph("MỤC ĐÍCH, YÊU CẦU", label="I."),
        make_paragraph("Mục đích", label="1."),
        make_paragraph("Đổi mới công tác lưu trữ.", label="-"),
        make_paragraph("NỘI DUNG", label="II."),
        make_paragraph("Chỉnh lý tài liệu tồn đọng.", label="a)"),
    )
    assert outline(read) == ["I MỤC ĐÍCH, YÊU CẦU", "I>1 Mục đích", "II NỘI DUNG"]
    assert rows(read) == [
        ("purpose", "I>1", "-", "Đổi mới công tác lưu trữ."),
        ("content", "II", "a", "Chỉnh lý tài liệu tồn đọng."),
    ]


def test_a_deep_path_joins_the_labels_above() -> None:
    read = body(
        "Phần I",
        "NHIỆM VỤ",
        "II. CẢI CÁCH",
        "3. Cải cách thể chế",
        "a) Mục tiêu",
        "- Mọi văn bản được rà soát.",
        "b) Nhiệm vụ",
        "- Rà soát văn bản.",
        "4. Cải cách thủ tục",
        "4.1. Công khai thủ tục",
        "- Niêm yết đầy đủ.",
    )
    assert [p.path for p in read.provisions] == ["Phần I>II>3>a", "Phần I>II>3>b", "Phần I>II>4>4.1"]
    assert [h.level for h in read.outline] == [1, 2, 3, 4, 4, 3, 4]
    assert read.outline[0].text == "NHIỆM VỤ"
    # a field's targets are content, not the purpose of the document
    assert not only(read, "purpose")


def test_a_joint_heading_is_divided_by_those_below_it() -> None:
    """MỤC TIÊU, NHIỆM VỤ: its first part is a purpose all the same; a part of a document says little."""
    read = body(
        "Phần II. NỘI DUNG ĐỀ XUẤT",
        "I. MỤC TIÊU, NHIỆM VỤ",
        "1. Mục tiêu",
        "- Giảm giấy tờ.",
        "2. Nhiệm vụ",
        "- Số hóa hồ sơ.",
        "II. YÊU CẦU",
        "- Bảo đảm an toàn.",
        "III. THỜI GIAN, NỘI DUNG",
        "1. Thời gian",
        "- Trong năm.",
    )
    assert [p.section for p in read.provisions] == ["purpose", "content", "requirement", "content"]


def test_a_statement_closes_the_heading_that_it_is_a_sibling_of() -> None:
    read = body(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng Sở:",
        "a) Đôn đốc việc thực hiện.",
        "b) Tổng hợp báo cáo.",
        "2. Các phòng phối hợp với Văn phòng Sở thực hiện Kế hoạch này.",
        "Trên đây là Kế hoạch năm nay của Sở./.",
    )
    assert [(p.path, p.label) for p in read.provisions] == [
        ("III>1", "a"),
        ("III>1", "b"),
        ("III", "2"),
        ("III", None),
    ]


def test_a_closing_sentence_about_the_plans_receipt_belongs_to_no_item() -> None:
    read = body(
        "III. PHÂN CÔNG",
        "1. Công an xã",
        "1.1. Kiểm tra.",
        "Nhận được Kế hoạch này, yêu cầu các đơn vị thực hiện nghiêm túc./.",
    )
    assert [p.path for p in read.provisions] == ["III>1", "III"]


def test_bulleted_headings_divide_purposes_from_requirements() -> None:
    read = body(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "* Mục đích:",
        "- Nâng cao.",
        "* Yêu cầu:",
        "- An toàn.",
        "II. NỘI DUNG",
        "1. A.",
    )
    assert [(p.section, p.text) for p in read.provisions][:2] == [
        ("purpose", "Nâng cao."),
        ("requirement", "An toàn."),
    ]


def test_a_list_that_restarts_under_a_numbered_heading_stays_under_it() -> None:
    read = body(
        "II. NỘI DUNG",
        "1. Tuyên truyền",
        "- Viết bài.",
        "2. Tập huấn",
        "1. Tổ chức lớp thứ nhất tại trụ sở cơ quan.",
        "2. Tổ chức lớp thứ hai tại các chi cục.",
        "3. Kiểm tra",
        "- Kiểm tra đột xuất.",
    )
    assert outline(read) == ["II NỘI DUNG", "II>1 Tuyên truyền", "II>2 Tập huấn", "II>3 Kiểm tra"]
    assert [p.path for p in read.provisions] == ["II>1", "II>2", "II>2", "II>3"]


def test_capital_letters_stand_over_roman_numbers_or_under_them() -> None:
    over = body("A. PHẦN CHUNG", "I. MỤC ĐÍCH", "- Một.", "II. YÊU CẦU", "- Hai.", "B. NỘI DUNG", "- Ba.")
    assert [p.path for p in over.provisions] == ["A>I", "A>II", "B"]
    under = body(
        "I. NỘI DUNG", "A. HẠ TẦNG SỐ", "- Một.", "B. NHÂN LỰC SỐ", "- Hai.", "II. KINH PHÍ", "- Ba."
    )
    assert [p.path for p in under.provisions] == ["I>A", "I>B", "II"]


def test_roman_numbers_may_jump_and_repeat() -> None:
    read = body(
        "I. MỤC ĐÍCH",
        "- Một.",
        "III. NỘI DUNG",
        "- Hai.",
        "III. TỔ CHỨC THỰC HIỆN",
        "- Ba.",
        "VI. KINH PHÍ",
        "- Bốn.",
    )
    assert outline(read) == ["I MỤC ĐÍCH", "III NỘI DUNG", "III TỔ CHỨC THỰC HIỆN", "VI KINH PHÍ"]
    assert [p.section for p in read.provisions] == ["purpose", "content", "implementation", "other"]


def test_a_heading_on_two_lines_is_one() -> None:
    read = body(
        make_paragraph("II. NHIỆM VỤ, GIẢI PHÁP CẢI THIỆN", bold=True),
        make_paragraph("MÔI TRƯỜNG KINH DOANH", bold=True),
        "1. Rà soát thủ tục đăng ký.",
    )
    assert outline(read) == ["II NHIỆM VỤ, GIẢI PHÁP CẢI THIỆN MÔI TRƯỜNG KINH DOANH"]


def test_headings_without_numbers_are_known_by_their_looks() -> None:
    read = body(
        make_paragraph("Mục đích", bold=True),
        "Nâng cao chất lượng hồ sơ.",
        make_paragraph("Yêu cầu", bold=True),
        "Thực hiện đúng tiến độ.",
        make_paragraph("TỔ CHỨC THỰC HIỆN", bold=True),
        "Văn phòng tổng hợp kết quả.",
    )
    assert [(h.label, h.text) for h in read.outline] == [
        (None, "Mục đích"),
        (None, "Yêu cầu"),
        (None, "TỔ CHỨC THỰC HIỆN"),
    ]
    assert [(p.section, p.path) for p in read.provisions] == [
        ("purpose", ""),
        ("requirement", ""),
        ("implementation", ""),
    ]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        # a page break within a sentence
        (
            "- Chấp hành tốt chủ trương,",
            "chính sách của tỉnh.",
            "Chấp hành tốt chủ trương, chính sách của tỉnh.",
        ),
        # the line ends with a word that nothing can end with
        ("- Chấp hành đường lối của", "Đảng và Nhà nước.", "Chấp hành đường lối của Đảng và Nhà nước."),
        # a hyphenated line end
        (
            "- Theo Nghị định số 30/2020/NĐ-",
            "CP về công tác văn thư.",
            "Theo Nghị định số 30/2020/NĐ-CP về công tác văn thư.",
        ),
    ],
)
def test_what_a_line_end_cut_is_joined(first: str, second: str, text: str) -> None:
    assert [p.text for p in body("I. NỘI DUNG", first, second).provisions] == [text]


def test_a_line_break_does_not_divide_a_statement() -> None:
    read = body("I. NỘI DUNG", "- Xây dựng quy chế\nquản lý hồ sơ.")
    assert [p.text for p in read.provisions] == ["Xây dựng quy chế\nquản lý hồ sơ."]


def test_a_list_between_line_breaks_is_its_items() -> None:
    read = body("I. NỘI DUNG", "1. Rà soát hồ sơ.\n2. Chỉnh lý tài liệu.\n3. Bàn giao kho.")
    assert [(p.label, p.text) for p in read.provisions] == [
        ("1", "Rà soát hồ sơ."),
        ("2", "Chỉnh lý tài liệu."),
        ("3", "Bàn giao kho."),
    ]


def test_a_line_that_the_reader_cut_is_joined_by_its_place() -> None:
    """A full line whose rest begins at the margin, left of a paragraph's first line."""

    def line(text: str, indent: float, x1: float, top: float) -> Paragraph:
        place = Location(page=1, block=0, box=BBox(58.0 + indent, top, x1, top + 17))
        return Paragraph(text, style=Style(indent=indent, align="left"), location=place)

    blocks = (
        line("I. NỘI DUNG", 63, 244, 100),
        line("- Việc sắp xếp kho lưu trữ năm nay do Văn phòng của Sở", 63, 552, 120),
        line("Nội vụ thực hiện.", 27, 190, 140),
    )
    assert [p.text for p in read_body(Zones(body=blocks)).provisions] == [
        "Việc sắp xếp kho lưu trữ năm nay do Văn phòng của Sở Nội vụ thực hiện."
    ]


def test_rows_of_other_tables_are_kept_and_consumed_tables_left_out() -> None:
    schedule = make_table("Giờ|Việc\n7h00|Đón đại biểu\n8h00|Khai mạc")
    tasks = make_table("STT|Nhiệm vụ\n1|Rà soát")
    read = body("II. CHƯƠNG TRÌNH", schedule, tasks, consumed=frozenset({2}))
    assert [p.text for p in read.provisions] == ["Giờ | Việc", "7h00 | Đón đại biểu", "8h00 | Khai mạc"]
    assert [p.place.row for p in read.provisions] == [0, 1, 2]


def test_a_page_drawn_inside_a_frame_is_read_as_paragraphs() -> None:
    read = body(make_table("1. Sở Xây dựng:\\na) Rà soát các nút giao.\\nb) Lắp biển báo."))
    assert outline(read) == ["1 Sở Xây dựng"]
    assert [p.label for p in read.provisions] == ["a", "b"]


def test_what_a_preamble_says_beside_its_bases_is_kept() -> None:
    read = body(
        "I. MỤC ĐÍCH",
        "- Một việc.",
        preamble=(
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh về việc giao nhiệm vụ;",
            "Nhằm nâng cao chất lượng phục vụ, Sở Nội vụ ban hành Kế hoạch như sau:",
        ),
    )
    assert rows(read)[0] == (
        "other",
        "",
        None,
        "Nhằm nâng cao chất lượng phục vụ, Sở Nội vụ ban hành Kế hoạch như sau:",
    )
    assert len(read.provisions) == 2


def test_the_plan_that_a_decision_issues_gives_the_statements() -> None:
    plan = Zones(body=make_source("I. NỘI DUNG", "1. Rà soát hồ sơ.").blocks)
    decision = Zones(
        body=make_source("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.").blocks, attached=plan
    )
    assert [p.text for p in read_body(decision).provisions] == ["Rà soát hồ sơ."]


def test_a_statement_knows_its_place_notes_and_citations() -> None:
    text = "1. Thực hiện Kế hoạch số 15/KH-UBND ngày 02/3/2024 của UBND tỉnh."
    paragraph = Paragraph(text, notes=(Note("1", "Ban hành lại năm 2025", 20),))
    provision = body("I. NỘI DUNG", paragraph).provisions[0]
    place = provision.place
    assert (place.block, text[place.start : place.end]) == (1, provision.text)
    assert [(note.mark, note.text) for note in provision.notes] == [("1", "Ban hành lại năm 2025")]
    assert [citation.code for citation in provision.citations] == ["15/KH-UBND"]


def test_an_article_with_clauses_is_a_heading_and_one_that_announces_them_a_statement() -> None:
    read = body(
        "Điều 1. Phê duyệt Kế hoạch sắp xếp kho lưu trữ với các nội dung như sau:",
        "1. Mục tiêu",
        "- Gọn gàng.",
        "Điều 2. Tổ chức thực hiện:",
        "- Giao Văn phòng theo dõi.",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
    )
    assert outline(read) == ["1 Mục tiêu", "Điều 2 Tổ chức thực hiện"]
    assert [(p.section, p.path, p.label) for p in read.provisions] == [
        ("other", "", "Điều 1"),
        ("purpose", "1", "-"),
        ("implementation", "Điều 2", "-"),
        ("other", "", "Điều 3"),
    ]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (("I. MỤC ĐÍCH", "- Một.", "II. NỘI DUNG", "- Hai."), []),
        (("1. Rà soát hồ sơ theo quy định.",), ["headings-missing"]),
        (("I. NỘI DUNG", "- Một."), ["purposes-missing"]),
        (("I. MỤC ĐÍCH", "- Một.", "III. NỘI DUNG", "- Hai."), ["heading-number-jump"]),
        (("I. MỤC ĐÍCH", "- Một.", "I. NỘI DUNG", "- Hai."), []),
        (("I. MỤC ĐÍCH", "- Một.", "CÔNG TÁC HỘI NGHỊ", "- Hai."), ["heading-by-looks"]),
    ],
)
def test_a_person_is_told_what_is_odd_in_an_outline(lines: tuple[str, ...], codes: list[str]) -> None:
    assert [diagnostic.code for diagnostic in body(*lines).diagnostics] == codes


SENTENCE = "Phối hợp rà soát hồ sơ theo quy định"
HEADINGS = [
    "MỤC ĐÍCH, YÊU CẦU",
    "NỘI DUNG",
    "TỔ CHỨC THỰC HIỆN",
    "Mục đích",
    "Yêu cầu",
    "Sở Tư pháp",
    "Kinh phí",
]
LABELS = ["", "I. ", "II. ", "1. ", "2. ", "1.1. ", "a) ", "b) ", "- ", "+ ", "Điều 1. ", "Phần I. ", "(1) "]
LINES = st.builds(
    lambda label, text, end: f"{label}{text}{end}",
    st.sampled_from(LABELS),
    st.one_of(st.sampled_from([*HEADINGS, SENTENCE, "nối tiếp câu trên", LONG]), st.text(max_size=40)),
    st.sampled_from(["", ".", ";", ":", " của", "/.", "\n" + SENTENCE, ": " + SENTENCE]),
)


def words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"[^\W_]+", text))


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_every_word_of_a_body_stands_in_one_heading_or_statement(lines: list[str]) -> None:
    """Labels aside, nothing is dropped and nothing is said twice, whatever the lines are."""
    read = body(*lines)
    said = [heading.text for heading in read.outline] + [p.text for p in read.provisions]
    labels = [heading.label or "" for heading in read.outline] + [p.label or "" for p in read.provisions]
    # Words that a broken line end cut are one word afterwards: compare the letters.
    printed, kept = words(lines), words(said) + words(labels)
    assert sum(map(len, printed.elements())) == sum(map(len, kept.elements()))
    assert not {p.text for p in read.provisions} & {""}
