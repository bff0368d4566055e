import pytest

from extractors.plan.closings import divide_closing
from extractors.plan.header import read_header
from extractors.plan.zones import Zones
from extractors.plan.zoning import find_zones
from schemas.source import Block, Cell, Paragraph, Table
from tests.builders import make_paragraph, make_source, make_table

SIGNED = ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Trần Văn Mười"]
PLAN = [
    "KẾ HOẠCH",
    "Trồng cây xanh",
    "Căn cứ Luật Xây dựng ngày 18/6/2014;",
    "I. MỤC ĐÍCH",
    "1. Tăng bóng mát.",
    *SIGNED,
]
STAMP = [
    "Ký bởi: Văn phòng Sở",
    "Email: vp@tayninh.gov.vn",
    "Cơ quan: Sở Xây dựng",
    "Thời gian ký: 16.03.2026 11:02:35 +07:00",
]
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIE = "(Kèm theo Kế hoạch số 5/KH-SXD)"
LONG_TIE = ["(Ban hành kèm theo Kế hoạch số   /KH-SXD", "ngày   /3/2026 của Sở Xây dựng)"]
TASKS = make_table("STT|Nhiệm vụ|Đơn vị chủ trì\n1|Trồng cây|Phòng Hạ tầng\n2|Tưới cây|Phòng Hạ tầng")


def texts(blocks) -> list[str]:
    return [block.text if isinstance(block, Paragraph) else "table" for block in blocks]


def zones_of(*blocks: Block | str) -> Zones:
    return find_zones(make_source(*blocks))


def all_blocks(zones: Zones) -> list[Block]:
    parts = [*zones.letterhead, *zones.title, *zones.preamble, *zones.body, *zones.closing]
    parts += [block for appendix in zones.appendices for block in appendix.blocks]
    return parts + (all_blocks(zones.attached) if zones.attached else [])


@pytest.mark.parametrize(
    ("lines", "label", "title", "reference"),
    [
        (["PHỤ LỤC", "NHIỆM VỤ CỤ THỂ", TIE], "PHỤ LỤC", "NHIỆM VỤ CỤ THỂ", TIE),
        (["Phụ lục I", "Nhiệm vụ cụ thể"], "Phụ lục I", "Nhiệm vụ cụ thể", None),
        (["PHỤ LỤC SỐ 01", "NHIỆM VỤ"], "PHỤ LỤC SỐ 01", "NHIỆM VỤ", None),
        (["Phụ lục 1: Danh mục nhiệm vụ"], "Phụ lục 1", "Danh mục nhiệm vụ", None),
        (["PHỤ LỤC II. NHIỆM VỤ TRỌNG TÂM"], "PHỤ LỤC II", "NHIỆM VỤ TRỌNG TÂM", None),
        (["PHỤ LỤC NHIỆM VỤ CỤ THỂ"], "PHỤ LỤC", "NHIỆM VỤ CỤ THỂ", None),
        (["PHỤ LỤC\nNHIỆM VỤ\n(Kèm theo Kế hoạch này)"], "PHỤ LỤC", "NHIỆM VỤ", "(Kèm theo Kế hoạch này)"),
        (["Biểu số 01", "Phân công nhiệm vụ"], "Biểu số 01", "Phân công nhiệm vụ", None),
        (["DANH MỤC NHIỆM VỤ NĂM 2026"], "DANH MỤC", "DANH MỤC NHIỆM VỤ NĂM 2026", None),
        # the list's name is the title where a label stands above it
        (["Phụ lục", "DANH MỤC NHIỆM VỤ"], "Phụ lục", "DANH MỤC NHIỆM VỤ", None),
        (
            ["PHỤ LỤC", "Tiến độ", "(Đính kèm Kế hoạch số 5/KH-SXD ngày 3/3/2026)"],
            "PHỤ LỤC",
            "Tiến độ",
            "(Đính kèm Kế hoạch số 5/KH-SXD ngày 3/3/2026)",
        ),
        # the reference line stands above the title, or over two paragraphs
        (["PHỤ LỤC I", TIE, "NHIỆM VỤ CỤ THỂ"], "PHỤ LỤC I", "NHIỆM VỤ CỤ THỂ", TIE),
        (["PHỤ LỤC", "NHIỆM VỤ", *LONG_TIE], "PHỤ LỤC", "NHIỆM VỤ", " ".join(LONG_TIE)),
        # no label at all
        (["BẢNG NHIỆM VỤ CỤ THỂ"], "", "BẢNG NHIỆM VỤ CỤ THỂ", None),
    ],
)
def test_an_appendix_is_divided_into_label_title_and_reference(lines, label, title, reference):
    zones = zones_of(*PLAN, *lines, TASKS)
    assert len(zones.appendices) == 1
    appendix = zones.appendices[0]
    assert (appendix.label, appendix.title) == (label, title)
    assert (appendix.reference and appendix.reference.text) == (
        " ".join(reference.split()) if reference else None
    )
    assert texts(appendix.blocks) == ["table"]


@pytest.mark.parametrize(
    "text",
    [
        "Phụ lục kèm theo.",
        "Phụ lục I kèm theo Kế hoạch này.",
        "Phụ lục gồm các nhiệm vụ sau:",
        "Mẫu số 1 đính kèm.",
    ],
)
def test_a_sentence_that_begins_with_the_word_opens_no_appendix(text):
    zones = zones_of(*PLAN[:5], text, "II. NỘI DUNG", "1. Trồng cây.", *SIGNED)
    assert not zones.appendices
    assert text in texts(zones.body)


def test_several_appendices_keep_their_tables():
    zones = zones_of(*PLAN, "PHỤ LỤC I", "CÂY BÓNG MÁT", TASKS, "PHỤ LỤC II", "CÂY HOA", TASKS, TASKS)
    assert [(a.label, a.title, len(a.blocks)) for a in zones.appendices] == [
        ("PHỤ LỤC I", "CÂY BÓNG MÁT", 1),
        ("PHỤ LỤC II", "CÂY HOA", 2),
    ]


def test_a_continued_appendix_is_one():
    zones = zones_of(*PLAN, "PHỤ LỤC I", "CÂY HOA", TASKS, "Phụ lục I (tiếp theo)", TASKS)
    assert [a.label for a in zones.appendices] == ["PHỤ LỤC I"]


def test_an_appendix_may_stand_above_the_signature():
    zones = zones_of(*PLAN[:5], "PHỤ LỤC", "NHIỆM VỤ CỤ THỂ", TASKS, *SIGNED)
    assert [a.title for a in zones.appendices] == ["NHIỆM VỤ CỤ THỂ"]
    assert texts(zones.closing) == SIGNED


def test_a_table_right_below_the_signature_is_an_appendix_without_label():
    zones = zones_of(*PLAN, TASKS)
    assert [(a.label, a.title) for a in zones.appendices] == [("", None)]
    assert texts(zones.closing) == SIGNED


DECISION = [
    make_table(f"UBND TỈNH TÂY NINH\\nSỞ XÂY DỰNG|{MOTTO}\nSố: 9/QĐ-SXD|Tây Ninh, ngày 02 tháng 3 năm 2026"),
    "QUYẾT ĐỊNH",
    "Về việc ban hành Kế hoạch trồng cây xanh",
    "GIÁM ĐỐC SỞ XÂY DỰNG",
    "Căn cứ Luật Xây dựng ngày 18/6/2014;",
    "Theo đề nghị của Trưởng phòng Hạ tầng.",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng cây xanh.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
]
ATTACHED = [
    "KẾ HOẠCH",
    "Trồng cây xanh",
    "(Kèm theo Quyết định số 9/QĐ-SXD ngày 02/3/2026 của Sở Xây dựng)",
    "I. MỤC ĐÍCH",
    "1. Tăng bóng mát.",
]


@pytest.mark.parametrize(
    "blocks",
    [
        # below the signature; with a letterhead of its own; without its reference line; the signature comes last
        [*DECISION, *SIGNED, *ATTACHED],
        [*DECISION, *SIGNED, make_table(f"UBND TỈNH TÂY NINH\\nSỞ XÂY DỰNG|{MOTTO}"), *ATTACHED],
        [*DECISION, *SIGNED, *ATTACHED[:2], *ATTACHED[3:]],
        [*DECISION, *ATTACHED, *SIGNED],
        [*DECISION, *SIGNED, "PHỤ LỤC", *ATTACHED],
    ],
)
def test_a_plan_issued_by_a_decision_is_attached_to_it(blocks):
    source = make_source(*blocks)
    zones = find_zones(source)
    assert zones.attached is not None
    assert texts(zones.attached.body) == ["I. MỤC ĐÍCH", "1. Tăng bóng mát."]
    assert not zones.appendices
    header = read_header(zones, source).header
    assert (header.doc_type, header.code.text, header.title.text) == (
        "QĐ",
        "9/QĐ-SXD",
        "Về việc ban hành Kế hoạch trồng cây xanh",
    )
    assert (header.attached.doc_type, header.attached.title.text) == ("KH", "Trồng cây xanh")
    assert [b.text for b in zones.preamble] == ["Căn cứ Luật Xây dựng ngày 18/6/2014;"]


def test_a_decision_whose_plan_is_a_table_has_an_appendix():
    zones = zones_of(*DECISION, *SIGNED, "PHỤ LỤC", "KẾ HOẠCH TRỒNG CÂY", TASKS)
    assert zones.attached is None
    assert [a.title for a in zones.appendices] == ["KẾ HOẠCH TRỒNG CÂY"]


def test_text_before_the_first_heading_that_is_no_basis_is_body():
    zones = zones_of(*PLAN[:3], "Nhằm tăng bóng mát, Sở Xây dựng ban hành Kế hoạch như sau:", *PLAN[3:])
    assert texts(zones.preamble) == ["Căn cứ Luật Xây dựng ngày 18/6/2014;"]
    assert texts(zones.body)[0].startswith("Nhằm")


def test_a_letter_has_no_title_and_its_addressees_are_no_body():
    source = make_source(
        make_table(
            "SỞ XÂY DỰNG\\nSố: 12/SXD-HT\\nV/v trồng cây xanh\\nnăm 2026|"
            f"{MOTTO}\\nTây Ninh, ngày 02 tháng 3 năm 2026"
        ),
        "Kính gửi:",
        "- Sở Nội vụ;",
        "- Sở Tài chính.",
        "Thực hiện Kế hoạch số 5/KH-UBND ngày 01/02/2026 của UBND tỉnh về trồng cây, Sở Xây dựng đề nghị:",
        "1. Trồng cây.",
        *SIGNED,
    )
    zones = find_zones(source)
    header = read_header(zones, source).header
    assert (header.doc_type, header.doc_type_name, header.title.text) == (
        None,
        "Công văn",
        "trồng cây xanh năm 2026",
    )
    assert (header.issuer.text, header.code.text) == ("SỞ XÂY DỰNG", "12/SXD-HT")
    assert texts(zones.body) == ["1. Trồng cây."]


def test_a_frame_around_the_page_is_opened():
    inner = tuple(Paragraph(text) for text in PLAN)
    page = Table(1, 1, (Cell("\n".join(PLAN), 0, 0, blocks=inner),))
    zones = zones_of(page)
    assert texts(zones.body) == ["I. MỤC ĐÍCH", "1. Tăng bóng mát."]
    assert texts(zones.closing) == SIGNED


@pytest.mark.parametrize("where", [0, 3, 4])
def test_a_stamp_of_a_signing_program_is_kept_out_of_the_text(where):
    zones = zones_of(*PLAN[:where], *STAMP, *PLAN[where:])
    assert not set(STAMP) & set(texts((*zones.title, *zones.preamble, *zones.body, *zones.closing)))
    assert texts(zones.body) == ["I. MỤC ĐÍCH", "1. Tăng bóng mát."]


@pytest.mark.parametrize(
    "text", ["Bảo vệ bí mật nhà nước.", "MẬT ĐỘ CÂY XANH", "1. Mật độ trồng cây.", "Tài liệu mật."]
)
def test_a_word_in_the_text_is_no_secrecy_mark(text):
    source = make_source(*PLAN[:4], text, *PLAN[4:], make_table("Loại|Mật\nA|MẬT\nB|Tối mật"))
    assert read_header(find_zones(source), source).header.secrecy is None


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Mật", "[TỐI MẬT]", "T U Y Ệ T M Ậ T", "* MẬT *"]
)
@pytest.mark.parametrize("where", [0, 1, 2, 3])
def test_a_secrecy_mark_is_found_wherever_it_stands_above_the_text(mark, where):
    source = make_source(*PLAN[:where], mark, *PLAN[where:])
    assert read_header(find_zones(source), source).header.secrecy is not None


def test_no_block_is_lost_or_doubled():
    source = make_source(*DECISION, *SIGNED, *ATTACHED, "PHỤ LỤC I", "CÂY HOA", TASKS, "Ghi chú: cây nhỏ.")
    got = texts(all_blocks(find_zones(source)))
    labels = {"PHỤ LỤC I", "CÂY HOA"}
    assert sorted(got) == sorted(text for text in texts(source.blocks) if text not in labels)


def test_titles_over_lines_stop_at_centred_style():
    zones = zones_of(
        make_paragraph("KẾ HOẠCH", bold=True, align="center"),
        make_paragraph("Trồng cây xanh", bold=True, align="center"),
        make_paragraph("trên địa bàn tỉnh", bold=True, align="center"),
        make_paragraph("Năm 2026 là năm trồng cây", align="justify"),
        "I. MỤC ĐÍCH",
    )
    assert texts(zones.title) == ["KẾ HOẠCH", "Trồng cây xanh", "trên địa bàn tỉnh"]


@pytest.mark.parametrize(
    "line",
    [
        "mục tiêu quốc gia giảm nghèo",
        "MỤC TIÊU QUỐC GIA GIẢM NGHÈO",
        "NHIỆM VỤ TRỌNG TÂM NĂM 2026",
        "và các mục tiêu",
    ],
)
def test_a_titles_line_may_begin_with_a_heading_word(line: str) -> None:
    bold = {"align": "center", "bold": True}
    title = (make_paragraph("KẾ HOẠCH", **bold), make_paragraph("Kiểm tra chương trình", **bold))
    zones = zones_of(*title, make_paragraph(line, **bold), *PLAN[2:])
    assert texts(zones.title) == ["KẾ HOẠCH", "Kiểm tra chương trình", line]


@pytest.mark.parametrize(
    "table",
    [
        make_table("STT|Nội dung|Nơi nhận\n1|Báo cáo|Sở Nội vụ\n2|Kế hoạch|Sở Tài chính"),
        make_table("Nội dung|Nơi nhận\nBáo cáo|Sở Nội vụ"),
        make_table("TT|HỌ VÀ TÊN|CHỨC VỤ\n1|Trần Văn Mười|GIÁM ĐỐC\n2|Lê Thị Bảy|PHÓ GIÁM ĐỐC"),
    ],
)
def test_a_table_of_the_body_is_no_closing(table):
    zones = zones_of(*PLAN[:5], table, "2. Nơi nhận báo cáo: Văn phòng Sở.", *SIGNED)
    assert texts(zones.body)[2:] == ["table", "2. Nơi nhận báo cáo: Văn phòng Sở."]
    assert texts(zones.closing) == SIGNED


def test_addressees_of_a_submission_are_no_body():
    zones = zones_of(
        "TỜ TRÌNH", "Về việc trồng cây", "Kính gửi:", "- Sở Nội vụ;", "- Sở Tài chính.", *PLAN[2:]
    )
    assert texts(zones.body) == ["I. MỤC ĐÍCH", "1. Tăng bóng mát."]


def test_the_form_of_a_copy_below_the_document_is_not_its_own():
    source = make_source(*PLAN, "SAO Y BẢN CHÍNH", "Số: 3/SY-SYT", "KT. TRƯỞNG PHÒNG", "Lê Văn Chín")
    zones = find_zones(source)
    assert [line.text for line in divide_closing(zones.closing)[1]] == ["GIÁM ĐỐC", "Trần Văn Mười"]
    assert read_header(zones, source).header.code is None


def test_the_issuer_is_none_where_the_closing_sentence_names_no_body():
    source = make_source(*PLAN[:5], "Trên đây là Kế hoạch trồng cây của ngành Xây dựng.", *SIGNED)
    assert read_header(find_zones(source), source).header.issuer is None


@pytest.mark.parametrize(
    ("reference", "number", "edtf"),
    [
        ("(Kèm theo Kế hoạch số 277/KH-SXD ngày 14/7/2026 của Sở Xây dựng)", 277, "2026-07-14"),
        ("(Kèm theo Kế hoạch số    /KH-SXD ngày   /7/2026 của Sở Xây dựng)", None, "2026-07"),
        # another document's number is not the plan's
        ("(Kèm theo Công văn số 9/SXD-HT ngày 14/7/2026 của Sở Xây dựng)", None, "2026-07"),
        # another day than the header's month is not taken
        ("(Kèm theo Kế hoạch số 277/KH-SXD ngày 14/8/2026 của Sở Xây dựng)", 277, "2026-07"),
    ],
)
def test_a_blank_number_is_filled_in_from_the_appendix(reference, number, edtf):
    head = ["SỞ XÂY DỰNG", "Số:     /KH-SXD", "Tây Ninh, ngày     tháng 7 năm 2026"]
    source = make_source(*head, *PLAN, "PHỤ LỤC", "NHIỆM VỤ", reference, TASKS)
    reading = read_header(find_zones(source), source)
    assert (reading.header.number, reading.header.issue_date_edtf) == (number, edtf)
    assert ("number-from-appendix" in [d.code for d in reading.diagnostics]) == (number is not None)


def test_a_sentence_of_the_documents_own_is_cut_off_a_basis():
    basis = "Thực hiện Nghị quyết số 5/NQ-CP ngày 13/3/2025 của Chính phủ về trồng cây xanh."
    own = "Để triển khai đồng bộ, Sở Xây dựng ban hành Kế hoạch như sau:"
    zones = zones_of("KẾ HOẠCH", "Trồng cây xanh", f"{basis} {own}", "I. MỤC ĐÍCH")
    assert texts(zones.preamble) == [basis]
    assert texts(zones.body) == [own, "I. MỤC ĐÍCH"]


def test_a_decision_may_name_who_decides_beside_its_kind():
    source = make_source(
        "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH", "V/v ban hành Kế hoạch trồng cây", *DECISION[3:]
    )
    assert read_header(find_zones(source), source).header.title.text == "V/v ban hành Kế hoạch trồng cây"


def test_a_reference_line_below_the_rule_under_a_title_belongs_to_it() -> None:
    zones = find_zones(
        make_source(
            "KẾ HOẠCH",
            "Chuyển đổi số năm 2025",
            "-------",
            "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/5/2025 của Ủy ban nhân dân xã)",
            "I. MỤC ĐÍCH",
            "- Nâng cao chất lượng phục vụ.",
        )
    )
    assert [part.text[:9] for part in zones.title] == ["KẾ HOẠCH", "Chuyển đổ", "(Ban hành"]


def test_a_decision_of_an_office_named_by_its_short_form() -> None:
    """`UBND XÃ ...` above the legal bases says who decides; it is no part of the title."""
    zones = find_zones(
        make_source(
            "QUYẾT ĐỊNH",
            "Về việc ban hành Kế hoạch kiểm tra",
            "UBND XÃ BÌNH MINH",
            "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;",
            "QUYẾT ĐỊNH:",
            "Điều 1. Ban hành Kế hoạch.",
        )
    )
    assert [part.text for part in zones.title][:2] == ["QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch kiểm tra"]
    assert "UBND XÃ BÌNH MINH" in [part.text for part in zones.title][2:]


def test_a_name_may_end_with_the_country_below_its_first_line() -> None:
    agency = Cell("LIÊN MINH HỢP TÁC XÃ\nVIỆT NAM\nSố: 8/KH-LM", 0, 0)
    source = make_source(Table(1, 2, (agency, Cell(MOTTO, 0, 1))), *PLAN)
    issuer = read_header(find_zones(source), source).header.issuer
    assert issuer is not None
    assert issuer.text == "LIÊN MINH HỢP TÁC XÃ VIỆT NAM"


def test_an_appendix_may_have_a_letterhead_of_its_own() -> None:
    head = make_table(f"SỞ XÂY DỰNG|{MOTTO}")
    zones = zones_of(*PLAN, head, "PHỤ LỤC I", "NHIỆM VỤ", TASKS, head, "PHỤ LỤC II", "CHỈ TIÊU", TASKS)
    assert [appendix.label for appendix in zones.appendices] == ["PHỤ LỤC I", "PHỤ LỤC II"]
    assert [len(appendix.blocks) for appendix in zones.appendices] == [1, 1]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["KẾ HOẠCH", "Trồng cây xanh", "Chủ đề: “Một người, một cây”"], "Trồng cây xanh"),
    ],
)
def test_what_stands_with_a_title_and_is_none(lines: list[str], title: str) -> None:
    source = make_source(*(make_paragraph(line, align="center", bold=True) for line in lines), *PLAN[2:])
    found = read_header(find_zones(source), source).header.title
    assert found is not None
    assert found.text == title


def test_the_first_line_of_a_basis_ends_the_title_where_lines_were_not_joined() -> None:
    basis = ["Thực hiện Kế hoạch số 101-KH/TĐTN ngày 10/02/2026 của Ban Thường vụ", "Tỉnh đoàn Lào Cai;"]
    zones = find_zones(make_source("KẾ HOẠCH", "Tổ chức Tháng Thanh niên năm 2026", *basis, *PLAN[2:]))
    assert [part.text for part in zones.title] == ["KẾ HOẠCH", "Tổ chức Tháng Thanh niên năm 2026"]


def test_what_a_program_carries_out_is_its_titles_second_line() -> None:
    title = [
        "CHƯƠNG TRÌNH",
        "HÀNH ĐỘNG CỦA TỈNH",
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
    ]
    zones = find_zones(make_source(*title, "(Kèm theo Nghị quyết số 3/NQ-HĐND)", *PLAN[2:]))
    assert [part.text for part in zones.title][:3] == title


def test_text_boxes_of_a_letterhead_stay_together_over_an_empty_paragraph() -> None:
    boxes = [make_paragraph(text, framed=True) for text in ("SỞ XÂY DỰNG", "Số: 5/KH-SXD", MOTTO)]
    blocks = [boxes[0], make_paragraph(""), *boxes[1:], *PLAN]
    source = make_source(*blocks)
    header = read_header(find_zones(source), source).header
    assert header.issuer is not None
    assert (header.issuer.text, header.number) == ("SỞ XÂY DỰNG", 5)
