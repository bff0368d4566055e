"""Closings that broke something: laid out by tabs, with several signers, with sentences beside them."""

import pytest

from extractors.plan.closings import divide_closing, is_closing_prose
from extractors.plan.lines import Line
from extractors.plan.recipients import read_recipients
from extractors.plan.signature import read_signature
from schemas.records import DocumentRecord
from schemas.source import Block
from tests.builders import make_source, make_table


def parse(*blocks: Block | str) -> DocumentRecord:
    from extractors.plan.parse import parse_document

    return parse_document(make_source(*blocks), doc_id="d", path="p", sha256="", size=0)


def test_a_signature_that_tabs_set_beside_the_recipients_is_cut_off_them() -> None:
    """A tab is one space once the text is clean: only the words tell the two columns."""
    blocks = make_source(
        "Nơi nhận: KT. GIÁM ĐỐC",
        "- Sở Nội vụ (b/c); PHÓ GIÁM ĐỐC",
        "- Các phòng, trung tâm trực thuộc;",
        "Website Sở;",
        "- Lưu: VT, KH. Lê Thị Hoàng Yến",
    ).blocks
    recipients, signature = divide_closing(blocks)
    assert [r.text for r in read_recipients(recipients)] == [
        "Sở Nội vụ (b/c)",
        "Các phòng, trung tâm trực thuộc",
        "Website Sở",
        "Lưu: VT, KH",
    ]
    signer = read_signature(signature).signer
    assert (signer.authority, signer.position and signer.position.text) == ("KT.", "PHÓ GIÁM ĐỐC")
    assert signer.name and signer.name.text == "Lê Thị Hoàng Yến"


@pytest.mark.parametrize(
    ("line", "authority", "position", "name"),
    [
        # position on the line of the body that is signed for
        ("T/M BAN CHỈ ĐẠO TRƯỞNG BAN", "T/M", "TRƯỞNG BAN", None),
        ("TM. ỦY BAN NHÂN DÂN XÃ CHỦ TỊCH", "TM.", "CHỦ TỊCH", None),
        ("TL. CHỦ TỊCH CHÁNH VĂN PHÒNG", "TL.", "CHÁNH VĂN PHÒNG", None),
        ("KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN Lê Thị Hoàng Yến", "KT.", "PHÓ TRƯỞNG BAN", "Lê Thị Hoàng Yến"),
        ("KT. PHÓ GIÁM ĐỐC", "KT.", None, None),
    ],
)
def test_a_signature_on_one_line(line: str, authority: str, position: str | None, name: str | None) -> None:
    signer = read_signature([Line(line)]).signer
    assert signer.authority == authority
    assert (signer.position.text if signer.position else None) == position
    assert (signer.name.text if signer.name else None) == name


def test_who_else_signs_is_told() -> None:
    table = make_table("CHỦ TỊCH CÔNG ĐOÀN | HIỆU TRƯỞNG\nLê Thị Hoàng Yến | Trần Văn Mười")
    read = read_signature(divide_closing(make_source(table).blocks)[1])
    assert read.signer.name and read.signer.name.text == "Lê Thị Hoàng Yến"
    assert [(d.code, "Trần Văn Mười" in d.message) for d in read.diagnostics] == [("signers-several", True)]


def test_a_body_that_keeps_archives_is_no_archive_line() -> None:
    read = read_recipients(
        [Line(t) for t in ("- Lưu trữ tỉnh;", "- Lưu trữ: VT, TH.", "- Lưu VT;", "- Lưu.")]
    )
    assert [(r.text, r.is_archive) for r in read] == [
        ("Lưu trữ tỉnh", False),
        ("Lưu trữ: VT, TH", True),
        ("Lưu VT", True),
        ("Lưu", True),
    ]


@pytest.mark.parametrize(
    "text", ["KT. GIÁM ĐỐC", "Lê Thị Hoàng Yến", "(Đã ký)", "Phó Giám đốc", "Đã ký tên đóng dấu"]
)
def test_what_signs_is_no_sentence(text: str) -> None:
    assert not is_closing_prose(text)


def test_a_sentence_beside_the_signature_is_a_statement() -> None:
    record = parse(
        "KẾ HOẠCH",
        "Kiểm tra năm 2025",
        "I. NỘI DUNG",
        "1. Kiểm tra hồ sơ tại bộ phận một cửa.",
        "Nơi nhận:",
        "- Các phòng;",
        "- Lưu: VT.",
        "GIÁM ĐỐC",
        "Lê Thị Hoàng Yến",
        "Đầu mối liên hệ: bộ phận văn thư, số máy lẻ 12.",
    )
    assert [(p.section, p.path, p.text) for p in record.provisions][1:] == [
        ("other", "", "Đầu mối liên hệ: bộ phận văn thư, số máy lẻ 12.")
    ]


def test_an_appendix_without_its_document_is_told_once() -> None:
    record = parse(
        "PHỤ LỤC II",
        "DANH MỤC NHIỆM VỤ",
        make_table("TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian\n1 | Rà soát hồ sơ | Sở Nội vụ | Quý I/2025"),
    )
    assert [d.code for d in record.diagnostics] == ["appendix-alone"]


def test_a_further_letterhead_ends_the_closing() -> None:
    """What follows is another document, no part of the signature above it."""
    record = parse(
        "QUYẾT ĐỊNH",
        "Về việc ban hành Quy ước",
        "Điều 1. Ban hành Quy ước làm việc.",
        "CHỦ TỊCH",
        "Trần Văn Mười",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "QUY ƯỚC LÀM VIỆC",
        "Mỗi phòng cử một người làm đầu mối, báo cáo hằng tuần.",
    )
    assert record.signer.position and record.signer.position.text == "CHỦ TỊCH"
    assert "Mỗi phòng cử một người làm đầu mối, báo cáo hằng tuần." in [p.text for p in record.provisions]


def test_who_drew_the_plan_up_beside_the_head_is_not_its_signer() -> None:
    """Schools set both side by side with tabs, of which one space is left once the text is clean."""
    lines = [
        Line(block.printed, block.location)  # type: ignore[union-attr]
        for block in make_source(
            "NGƯỜI LẬP KẾ HOẠCH HIỆU TRƯỞNG", "(Đã ký) (Đã ký)", "Nguyễn Thị Lan Trần Thị Mai"
        ).blocks
    ]
    block = read_signature(lines)
    assert block.signer.position and block.signer.position.text == "HIỆU TRƯỞNG"
    assert block.signer.name and block.signer.name.text == "Trần Thị Mai"
    assert [d.code for d in block.diagnostics] == ["signers-several"]


@pytest.mark.parametrize("name", ["Trần Lê Thị Ngọc Mai", "Nguyễn Trần Thị Mai", "Tôn Nữ Thị Hoàng Yến"])
def test_a_long_name_is_one_name(name: str) -> None:
    block = read_signature([Line("GIÁM ĐỐC"), Line(name)])
    assert block.signer.name and block.signer.name.text == name


def test_a_position_that_a_narrow_column_breaks_is_whole() -> None:
    lines = [Line("KT. CHÁNH VĂN PHÒNG"), Line("PHÓ CHÁNH VĂN"), Line("PHÒNG"), Line("Vy Thị Lan")]
    signer = read_signature(lines).signer
    assert signer.position and signer.position.text == "PHÓ CHÁNH VĂN PHÒNG"
    assert signer.name and signer.name.text == "Vy Thị Lan"


@pytest.mark.parametrize(
    ("position", "name"),
    [
        ("GIÁM ĐỐC", "BS.CKII. Lê Thị Yến"),
        ("GIÁM ĐỐC", "PGS.TS.BS Lê Thị Yến"),
        ("GIÁM ĐỐC", "Đại tá, ThS. Lê Văn Yên"),
        ("PHÓ TRƯỞNG THUẾ TỈNH", "Lê Thị Yến"),
        ("P. HIỆU TRƯỞNG", "K' Brêl"),
    ],
)
def test_degrees_stand_before_a_name_and_a_body_behind_a_position(position: str, name: str) -> None:
    signer = read_signature([Line(position), Line(name)]).signer
    assert signer.position and signer.position.text == position
    assert signer.name and signer.name.text == name


def test_recipients_in_two_columns_beside_a_further_office_of_the_signer() -> None:
    record = parse(
        "KẾ HOẠCH",
        "Ứng phó mưa lũ",
        "I. MỤC ĐÍCH",
        "- Bảo vệ tính mạng Nhân dân.",
        "KT. TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
        "Phó Chủ tịch UBND tỉnh",
        "Nguyễn Văn Đệ",
        make_table("Nơi nhận:\\n- Bộ Y tế;\\n- Sở Y tế; | - UBND tỉnh (b/c);\\n- Lưu: VT."),
    )
    assert [r.text for r in record.recipients] == ["Bộ Y tế", "Sở Y tế", "UBND tỉnh (b/c)", "Lưu: VT"]
    assert record.signer.name and record.signer.name.text == "Nguyễn Văn Đệ"
    assert [p.text for p in record.provisions] == ["Bảo vệ tính mạng Nhân dân."]


def test_an_appendix_whose_label_stands_in_its_own_letterhead() -> None:
    work = "TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian\n1 | Rà soát hồ sơ | Sở Nội vụ | Quý I/2025"
    record = parse(
        "KẾ HOẠCH",
        "Cải cách hành chính",
        "I. MỤC ĐÍCH",
        "- Một.",
        "GIÁM ĐỐC",
        "Trần Văn Mười",
        "PHỤ LỤC I",
        make_table(work),
        make_table("UBND TỈNH\\nSỞ NỘI VỤ | Phụ lục II\\nHuế, ngày 07 tháng 02 năm 2025"),
        "PHÂN CÔNG",
        make_table(work),
    )
    assert [(t.appendix, t.appendix_title) for t in record.task_tables] == [
        ("PHỤ LỤC I", None),
        ("Phụ lục II", "PHÂN CÔNG"),
    ]


def test_who_confirms_a_plan_is_not_its_signer() -> None:
    table = make_table(
        "XÁC NHẬN CỦA UBND XÃ\\nTUQ. CHỦ TỊCH\\nTRƯỞNG PHÒNG KINH TẾ\\nNguyễn Trung Kiên"
        " | TM. BAN CHỦ NHIỆM\\nCHỦ NHIỆM\\nVừ Mí Sính"
    )
    signer = read_signature(divide_closing(make_source(table).blocks)[1]).signer
    assert signer.position and signer.position.text == "CHỦ NHIỆM"
    assert signer.name and signer.name.text == "Vừ Mí Sính"


@pytest.mark.parametrize("in_cell", [False, True])
def test_place_and_date_above_the_signature_are_those_of_issue(in_cell: bool) -> None:
    date = "Thăng Long, ngày 25 tháng 3 năm 2025"
    signature = f"{date}\\nHIỆU TRƯỞNG\\nNguyễn Thị Thanh" if in_cell else "HIỆU TRƯỞNG\\nNguyễn Thị Thanh"
    record = parse(
        "PHÒNG GDĐT ĐÔNG HƯNG",
        "TRƯỜNG TIỂU HỌC THĂNG LONG",
        "Số: 45/KH-THTL",
        "KẾ HOẠCH",
        "Tổ chức Ngày hội đọc sách",
        "I. MỤC ĐÍCH",
        "- Nâng cao văn hóa đọc.",
        *([] if in_cell else [date]),
        make_table(f"Nơi nhận:\\n- Các tổ;\\n- Lưu: VT. | {signature}"),
    )
    assert (record.header.place and record.header.place.text, record.header.issue_date_edtf) == (
        "Thăng Long",
        "2025-03-25",
    )
    assert [p.text for p in record.provisions] == ["Nâng cao văn hóa đọc."]
    assert record.signer.name and record.signer.name.text == "Nguyễn Thị Thanh"


@pytest.mark.parametrize(
    ("block", "position", "name"),
    [
        ("TỔ TRƯỞNG\\nCHỦ TỊCH UBND PHƯỜNG\\nLê Thanh Tùng", "TỔ TRƯỞNG", "Lê Thanh Tùng"),
        ("TRƯỞNG ĐOÀN\\nPHÓ CHÁNH THANH TRA\\nNguyễn Hữu Lộc", "TRƯỞNG ĐOÀN", "Nguyễn Hữu Lộc"),
        ("CHỦ TỊCH HỘI ĐỒNG\\nTS. Nguyễn Văn\\nHùng Sơn", "CHỦ TỊCH HỘI ĐỒNG", "TS. Nguyễn Văn Hùng Sơn"),
    ],
)
def test_the_office_of_a_boards_head_is_not_the_position_that_signs(
    block: str, position: str, name: str
) -> None:
    signer = read_signature(divide_closing(make_source(make_table(f"Nơi nhận: | {block}")).blocks)[1]).signer
    assert (signer.position and signer.position.text, signer.name and signer.name.text) == (position, name)


def test_a_title_that_a_section_could_have_is_the_plans_own() -> None:
    record = parse(
        "KẾ HOẠCH",
        "Thời gian năm học 2025 - 2026",
        "(Ban hành kèm theo Quyết định số 1322/QĐ-SGDĐT ngày 18/8/2025)",
        "I. MỤC ĐÍCH",
        "- Thống nhất thời gian.",
    )
    assert record.header.title and record.header.title.text == "Thời gian năm học 2025 - 2026"
    assert [p.text for p in record.provisions] == ["Thống nhất thời gian."]


def test_a_letter_that_sends_a_plan() -> None:
    record = parse(
        make_table(
            "SỞ NỘI VỤ\\nSố: 300/SNV-CCHC\\nV/v gửi Kế hoạch kiểm tra | Cao Bằng, ngày 12 tháng 3 năm 2026"
        ),
        "Kính gửi: Các sở, ban, ngành.",
        "Sở Nội vụ gửi Kế hoạch kiểm tra năm 2026.",
        "Đề nghị các sở, ban, ngành báo cáo kết quả trước ngày 15/11/2026.",
        make_table("Nơi nhận:\\n- Như trên;\\n- Lưu: VT. | GIÁM ĐỐC\\nNông Thế Hùng"),
        "KẾ HOẠCH",
        "Kiểm tra công tác cải cách hành chính",
        "(Kèm theo Công văn số 300/SNV-CCHC ngày 12/3/2026 của Sở Nội vụ)",
        "I. MỤC ĐÍCH",
        "- Nắm tình hình.",
        "II. NỘI DUNG",
        make_table("TT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Lập đoàn kiểm tra | Văn phòng | Tháng 4/2026"),
        "III. TỔ CHỨC THỰC HIỆN",
        "Văn phòng Sở theo dõi việc thực hiện Kế hoạch.",
    )
    assert (record.header.doc_type_name, record.header.attached and record.header.attached.doc_type) == (
        "Công văn",
        "KH",
    )
    assert record.signer.name and record.signer.name.text == "Nông Thế Hùng"
    assert [r.text for r in record.recipients] == ["Như trên", "Lưu: VT"]
    assert [(p.section, p.text) for p in record.provisions][1:] == [
        ("other", "Sở Nội vụ gửi Kế hoạch kiểm tra năm 2026."),
        ("other", "Đề nghị các sở, ban, ngành báo cáo kết quả trước ngày 15/11/2026."),
        ("purpose", "Nắm tình hình."),
        ("implementation", "Văn phòng Sở theo dõi việc thực hiện Kế hoạch."),
    ]
    assert [task.task for table in record.task_tables for task in table.tasks] == ["Lập đoàn kiểm tra"]
    given = [(duty.provision, duty.lead and duty.lead.text) for duty in record.assignments]
    assert given == [(2, "các sở, ban, ngành"), (4, "Văn phòng Sở")]
    assert record.assignments[0].deadline and record.assignments[0].deadline.text == "trước ngày 15/11/2026"


@pytest.mark.parametrize(
    "closing",
    [
        "Nơi nhận:\\n- Như trên;\\n- Lưu: VT. | < | GIÁM ĐỐC\\nNông Thế Hùng | <",
        "Nơi nhận: | < | GIÁM ĐỐC | <\n- Như trên; | < | | <\n- Lưu: VT. | < | Nông Thế Hùng | <",
    ],
)
def test_a_closing_in_the_rows_below_a_task_table_is_no_task(closing: str) -> None:
    tasks = "TT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Lập đoàn kiểm tra | Văn phòng | Tháng 4/2026"
    record = parse("KẾ HOẠCH", "Kiểm tra", "I. NỘI DUNG", make_table(f"{tasks}\n{closing}"))
    assert [task.task for table in record.task_tables for task in table.tasks] == ["Lập đoàn kiểm tra"]
    assert record.signer.name and record.signer.name.text == "Nông Thế Hùng"
    assert [r.text for r in record.recipients] == ["Như trên", "Lưu: VT"]


def test_a_table_goes_on_below_the_label_of_its_appendix_printed_anew() -> None:
    head = "TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian\n"
    record = parse(
        "KẾ HOẠCH",
        "Đối ngoại",
        "I. MỤC ĐÍCH",
        "- Một.",
        "GIÁM ĐỐC",
        "Trần Văn Mười",
        "PHỤ LỤC",
        make_table(
            head
            + "I | Đoàn ra | |\n1 | Thăm Nhật Bản | Sở Ngoại vụ | Tháng 4\n2 | Thăm Lào | Sở Y tế | Tháng 6"
        ),
        "PHỤ LỤC (tiếp theo)",
        make_table(head + "3 | Dự hội nghị | Sở Ngoại vụ | Quý III"),
    )
    (table,) = record.task_tables
    assert [(task.group, task.stt) for task in table.tasks] == [(["I. Đoàn ra"], n) for n in ("1", "2", "3")]
    assert [p.text for p in record.provisions] == ["Một."]
