"""Whole PDF files to the common document."""

import io

import pytest

from extractors.formats.pdf import read_pdf
from schemas.errors import EncryptedSourceError, LimitError, NoTextError, UnreadableSourceError
from schemas.limits import Limits
from schemas.source import Paragraph, Table
from tests.extractors.formats.pdf.builder import PdfPage, build_pdf, write_objects

LONG = "Các phòng, đơn vị thuộc Sở rà soát nhiệm vụ được giao và báo cáo kết quả"  # 72 letters: 468 points


def read(*pages: PdfPage, **options):
    return read_pdf(build_pdf(*pages, **options), name="plan.pdf")


def texts(source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def letterhead(page: PdfPage) -> PdfPage:
    page.centred(160, 60, "UBND TỈNH AN BÌNH").centred(160, 76, "SỞ XÂY DỰNG", font="FB")
    page.centred(410, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, font="FB")
    page.centred(410, 76, "Độc lập - Tự do - Hạnh phúc", font="FB")
    return page


def body(page: PdfPage, top: float = 200, lines: int = 12) -> PdfPage:
    for index in range(lines):
        page.text(85, top + 18 * index, LONG)
    return page


def test_the_letterhead_is_an_unruled_table_of_two_columns() -> None:
    page = body(letterhead(PdfPage()).text(110, 100, "Số: 15/KH-SXD"))
    page.centred(410, 100, "An Bình, ngày 05 tháng 8 năm 2025", font="FI")
    table = read(page).blocks[0]
    assert isinstance(table, Table)
    assert (table.ruled, table.shows_merges) == (False, False)
    assert [cell.text for cell in table.cells] == [
        "UBND TỈNH AN BÌNH\nSỞ XÂY DỰNG\nSố: 15/KH-SXD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 05 tháng 8 năm 2025",
    ]


def test_a_centred_title_below_the_letterhead_stays_apart() -> None:
    page = body(letterhead(PdfPage()).centred(319, 120, "KẾ HOẠCH", font="FB"))
    source = read(page)
    title = source.blocks[1]
    assert isinstance(title, Paragraph)
    assert (title.text, title.style.align, title.style.bold) == ("KẾ HOẠCH", "center", True)


def test_a_title_that_begins_where_the_motto_does_stays_below_the_letterhead() -> None:
    page = PdfPage().centred(160, 60, "UBND TỈNH AN BÌNH").centred(160, 92, "SỞ XÂY DỰNG", font="FB")
    page.centred(410, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", size=12, font="FB")
    page.centred(410, 76, "NAM", size=12, font="FB")
    page.centred(410, 108, "Độc lập - Tự do - Hạnh phúc", font="FB")
    page.text(318, 134, "KẾ HOẠCH", font="FB")
    table, title = read(body(page)).blocks[:2]
    assert isinstance(table, Table) and isinstance(title, Paragraph)
    assert [cell.text for cell in table.cells] == [
        "UBND TỈNH AN BÌNH\nSỞ XÂY DỰNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\nĐộc lập - Tự do - Hạnh phúc",
    ]
    assert title.text == "KẾ HOẠCH"


def test_recipients_stand_apart_from_the_signature() -> None:
    page = body(PdfPage(), top=60)
    for index, line in enumerate(["Nơi nhận:", "- Như trên;", "- Các phòng thuộc Sở;", "- Lưu: VT."]):
        page.text(85, 400 + 14 * index, line, size=11)
    page.centred(420, 400, "KT. GIÁM ĐỐC", font="FB").centred(420, 416, "PHÓ GIÁM ĐỐC", font="FB")
    page.centred(420, 500, "Trần Thị Bình", font="FB")
    table = read(page).blocks[-1]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == [
        "Nơi nhận:\n- Như trên;\n- Các phòng thuộc Sở;\n- Lưu: VT.",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Bình",
    ]


def test_three_signatures_are_three_columns_above_the_recipients() -> None:
    page = body(PdfPage(), top=60)
    page.centred(150, 400, "TM. LIÊN ĐOÀN", font="FB").centred(150, 416, "CHỦ TỊCH", font="FB")
    page.centred(310, 400, "GIÁM ĐỐC", font="FB").centred(460, 400, "PHÓ GIÁM ĐỐC", font="FB")
    page.centred(150, 490, "Hà Đức Quảng").centred(310, 500, "Lê Thị Hồng").centred(460, 500, "Phạm Hùng")
    for index, line in enumerate(["Nơi nhận:", "- Như trên;", "- Lưu: VT."]):
        page.text(100, 540 + 14 * index, line, size=11)
    table, *rest = read(page).blocks[-4:]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == [
        "TM. LIÊN ĐOÀN\nCHỦ TỊCH\nHà Đức Quảng",
        "GIÁM ĐỐC\nLê Thị Hồng",
        "PHÓ GIÁM ĐỐC\nPhạm Hùng",
    ]
    assert len(rest) == 3


def test_a_stamped_number_fills_the_blank_of_its_line() -> None:
    page = body(letterhead(PdfPage()).text(90, 100, "Số:         /KH-SXD")).stamp(118, 98, "277")
    assert "Số: 277 /KH-SXD" in read(page).blocks[0].cells[0].text


def test_a_stamp_that_fills_no_blank_is_no_body_text() -> None:
    source = read(body(PdfPage()).stamp(330, 30, "Ký bởi: Sở Xây dựng", size=8))
    assert [line.text for line in source.furniture] == ["Ký bởi: Sở Xây dựng"]
    assert not any("Ký bởi" in text for text in texts(source))


def test_letters_are_read_by_place_not_by_content_order() -> None:
    page = body(PdfPage())
    # A font that lacks a letter: the exporter leaves its room and draws it afterwards.
    page.text(85, 60, "b").text(98, 60, "o c").text(124, 60, "o").text(91.5, 60, "a").text(117.5, 60, "a")
    assert texts(read(page))[0].startswith("bao cao")


def test_wrapped_lines_are_one_paragraph_and_a_short_line_ends_it() -> None:
    page = (
        PdfPage()
        .text(121, 60, LONG[:66])
        .text(85, 78, LONG)
        .text(85, 96, "đúng hạn.")
        .text(121, 120, LONG[:66])
    )
    body(page, top=138)
    first, second = texts(read(page))[:2]
    assert first == f"{LONG[:66]} {LONG} đúng hạn."
    assert second.startswith(LONG[:66])


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    first = body(PdfPage(), top=60).text(121, 300, LONG[:66])
    second = PdfPage().text(85, 60, "trong quý IV.")
    body(second, top=100)
    assert f"{LONG[:66]} trong quý IV." in texts(read(first, second))


def test_page_numbers_and_running_heads_are_furniture() -> None:
    pages = [
        body(PdfPage().centred(297, 30, str(n)).text(85, 800, "Kế hoạch của Sở"), top=60 + n)
        for n in (1, 2, 3)
    ]
    source = read(*pages)
    assert sorted(line.text for line in source.furniture) == ["1", "2", "3", *["Kế hoạch của Sở"] * 3]
    assert not any(text in ("1", "2", "3") for text in texts(source))


def test_a_signer_beside_the_last_recipient_of_a_cut_block_is_apart() -> None:
    page = PdfPage()
    for step, text in enumerate(["- Cục trưởng (để b/c);", "- Các Phó Cục trưởng;", "- Lưu: VT, TC."]):
        page.text(85, 69 + 27 * step, text)
    page.text(360, 127, "Nguyễn Mạnh Thắng")
    (zone,) = read(page).tables()
    left, right = (cell.text for cell in zone.cells)
    assert left.split("\n")[-1] == "- Lưu: VT, TC."
    assert right == "Nguyễn Mạnh Thắng"


TABLE = [["TT", "Nhiệm vụ", "Đơn vị"], ["1", "Rà soát", "Văn phòng"], ["2", "Báo cáo", "Thanh tra"]]
XS = [85.0, 120.0, 320.0, 540.0]


def test_what_a_clip_cuts_off_is_not_read() -> None:
    page = PdfPage().table(XS, 100, TABLE)
    page.text(130, 133, "hiện trong năm").clipped(120, 100, 320, 118)  # of a header in too low a row
    page.text(390, 134, "gấp", size=10).clipped(320, 100, 540, 140)
    (table,) = read(page).tables()
    assert [cell.text for cell in table.grid()[1] if cell] == ["1", "Rà soát", "Văn phòng gấp"]


def test_a_sentence_goes_on_at_the_margin_beside_a_table_that_is_wider_than_the_text() -> None:
    page = PdfPage().text(113, 100, "Căn cứ Kế hoạch số 11/KH-UBND ngày 05/01/2026 của UBND tỉnh")
    page.text(85, 118, "Lạng Sơn về công tác năm 2026;").text(113, 136, "Sở Nội vụ xây dựng Kế hoạch.")
    page.table([76.0, 120.0, 320.0, 549.0], 160, TABLE)
    first, second = texts(read(page))
    assert first.endswith("của UBND tỉnh Lạng Sơn về công tác năm 2026;")
    assert second == "Sở Nội vụ xây dựng Kế hoạch."


def test_a_letterhead_that_recurs_is_no_running_head() -> None:
    # A decision and the plan that it issues begin alike, each on a page of its own.
    pages = [
        body(
            PdfPage().text(85, 50, "ỦY BAN NHÂN DÂN").text(300, 50, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")
            .text(110, 66, "XÃ BÌNH PHÚ").text(360, 66, "VIỆT NAM"),
            top=120 + 20 * n,
        )
        for n in (1, 2)
    ]  # fmt: skip
    source = read(*pages)
    assert not source.furniture
    printed = [cell.text for table in source.tables() for row in table.grid() for cell in row if cell]
    assert sum("ỦY BAN NHÂN DÂN" in text for text in [*texts(source), *printed]) == 2


def test_labels_of_appendices_are_no_running_heads() -> None:
    pages = [body(PdfPage().centred(297, 50, f"PHỤ LỤC 0{n}"), top=80 + 20 * n) for n in (1, 2, 3)]
    assert [text for text in texts(read(*pages)) if "PHỤ" in text] == [
        "PHỤ LỤC 01", "PHỤ LỤC 02", "PHỤ LỤC 03",
    ]  # fmt: skip


@pytest.mark.parametrize("bars", [False, True], ids=["strokes", "thin rectangles"])
def test_a_ruled_table_is_read_by_its_rules(bars: bool) -> None:
    (table,) = read(PdfPage().table(XS, 100, TABLE, bars=bars)).tables()
    assert [[cell.text for cell in row if cell] for row in table.grid()] == TABLE
    assert (table.ruled, table.shows_merges) == (True, True)


def test_a_table_over_two_pages_is_one_with_its_repeated_header() -> None:
    first = body(PdfPage(), top=60).table(XS, 700, TABLE)
    second = PdfPage().table(XS, 60, [TABLE[0], ["3", "Tổng hợp", "Văn phòng"]])
    (table,) = read(first, second).tables()
    assert [row[0].text for row in table.grid()] == ["TT", "1", "2", "TT", "3"]
    assert [row[0].page for row in table.grid()] == [1, 1, 1, 2, 2]


def test_headings_that_read_upwards_do_not_widen_the_cells() -> None:
    page = PdfPage().grid([80, 120, 300, 330], [60, 130, 170]).turned(320, 128, "Ghi chú", size=10)
    page.text(86, 80, "TT", size=10).text(126, 80, "Nhiệm vụ", size=10)
    page.text(86, 150, "1", size=10).text(126, 150, "Xây dựng sản phẩm", size=10)
    page.text(306, 148, "XHH1", size=10).text(306, 160, "2", size=10)
    (table,) = read(page).tables()
    assert table.cells[-1].text == "XHH12"


def test_rows_that_no_rule_parts_begin_with_their_numbers() -> None:
    page = PdfPage().grid([80, 120, 300, 400, 500], [60, 80, 160])
    rows = (
        (74, "TT", "Nhiệm vụ", "Đơn vị", "Thời hạn"),
        (94, "1", "Rà soát văn bản", "Sở A", "Quý I"),
        (106, "", "của tỉnh", "", ""),
        (118, "2", "Báo cáo", "Sở B", "Quý II"),
        (130, "3", "Tổng kết", "", "2026"),
    )
    for y, *cells in rows:
        for x, text in zip((84, 124, 304, 404), cells, strict=True):
            if text:
                page.text(x, y, text, size=10)
    (table,) = read(page).tables()
    assert [[cell.text for cell in row if cell] for row in table.grid()] == [
        ["TT", "Nhiệm vụ", "Đơn vị", "Thời hạn"],
        ["1", "Rà soát văn bản của tỉnh", "Sở A", "Quý I"],
        ["2", "Báo cáo", "Sở B", "Quý II"],
        ["3", "Tổng kết", "", "2026"],
    ]


def test_a_table_within_a_cell_is_text_of_the_cell() -> None:
    first = PdfPage().table(
        [80, 120, 320, 500], 60, [["TT", "Nhiệm vụ", "Đơn vị"], ["1", "Đua ghe", "Sở A"]], height=90
    )
    first.table([140, 200, 260], 190, [["Cự ly", "Nam"]], height=20)
    second = PdfPage().table([80, 120, 320, 500], 60, [["2", "Hội chợ", "Sở B"]])
    (table,) = read(first, second).tables()
    assert [[cell.text for cell in row if cell] for row in table.grid()] == [
        ["TT", "Nhiệm vụ", "Đơn vị"],
        ["1", "Đua ghe\nCự ly\nNam", "Sở A"],
        ["2", "Hội chợ", "Sở B"],
    ]


def test_text_between_two_tables_parts_them() -> None:
    first = PdfPage().table(XS, 700, TABLE)
    second = PdfPage().text(85, 60, "Phụ lục II").table(XS, 100, TABLE)
    assert len(list(read(first, second).tables())) == 2


def test_a_frame_round_the_text_is_no_table() -> None:
    page = body(PdfPage().grid([60, 570], [40, 800]), top=80)
    assert not list(read(page).tables())


def test_colour_behind_lines_is_no_table() -> None:
    page = PdfPage()
    for index in range(6):
        page.bar(85, 86 + 18 * index, 300, 104 + 18 * index).bar(300, 86 + 18 * index, 553, 104 + 18 * index)
    assert not list(read(body(page, top=100, lines=6)).tables())


def test_bold_is_told_from_plain_within_a_paragraph() -> None:
    page = body(PdfPage().text(85, 60, "Điều 1.", font="FB").text(137, 60, "Ban hành kế hoạch."), top=100)
    paragraph = read(page).blocks[0]
    assert [(paragraph.text[run.start : run.end].strip(), run.bold) for run in paragraph.runs] == [
        ("Điều 1.", True),
        ("Ban hành kế hoạch.", False),
    ]


def test_hidden_text_on_a_printed_page_is_left_out() -> None:
    page = body(PdfPage()).text(85, 60, "không ai thấy", mode=3)
    assert not any("không ai thấy" in text for text in texts(read(page)))


def test_text_beyond_the_crop_box_is_left_out() -> None:
    page = body(PdfPage(crop=(0, 0, 595, 760)), top=200).text(85, 40, "ngoài lề")
    source = read(page)
    assert source.pages[0].height == 760
    assert not any("ngoài lề" in text for text in texts(source))


def test_a_rotated_page_is_read_as_it_is_seen() -> None:
    upright = body(PdfPage(rotate=0), top=60)
    turned = PdfPage(width=842, height=595, rotate=90)
    for index in range(12):
        turned.turned(60 + 18 * index, 560, LONG)
    assert texts(read(turned)) == texts(read(upright))


def test_legacy_fonts_are_converted_by_their_name() -> None:
    page = PdfPage().text(85, 60, "KÕ ho¹ch c¶i c¸ch hµnh chÝnh cña Së X©y dùng n¨m 2005", font="FT")
    source = read(page, fonts={"FT": ".VnTime"})
    assert texts(source) == ["Kế hoạch cải cách hành chính của Sở Xây dựng năm 2005"]
    assert source.encoding == "tcvn3"
    assert "encoding-converted" in [d.code for d in source.diagnostics]


GARBLED = "6Ӣ XѢy GӵQJ 7Ӎnh 4Xҧng 7Uӏ Kӂ HRҥFK FҧL FiFK Kành FKtQK QăP ѫѭ ҝҞ ҟҠ ҢҤ"


def test_a_page_of_noise_is_marked_and_left_out() -> None:
    source = read(body(PdfPage()), body(PdfPage()).text(85, 60, GARBLED * 6))
    noise = PdfPage()
    for index in range(10):
        noise.text(85, 60 + 18 * index, GARBLED)
    source = read(body(PdfPage()), noise)
    assert [page.text for page in source.pages] == ["digital", "none"]
    assert [d.code for d in source.diagnostics] == ["page-needs-ocr"]
    assert not any("Ӣ" in text for text in texts(source))


def test_a_file_without_usable_text_is_refused() -> None:
    with pytest.raises(NoTextError):
        read(PdfPage())


def test_an_encrypted_file_with_an_empty_password_is_read_and_one_with_a_real_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter

    plain = build_pdf(body(PdfPage()))
    for password in ("", "mat-khau"):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
        writer.encrypt(user_password=password, owner_password="chu", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        if password:
            with pytest.raises(EncryptedSourceError):
                read_pdf(out.getvalue(), name="plan.pdf")
        else:
            assert texts(read_pdf(out.getvalue(), name="plan.pdf"))


def test_a_damaged_cross_reference_is_repaired_with_a_warning() -> None:
    data = build_pdf(body(PdfPage()))
    broken = data.replace(b"startxref\n", b"startxref\n9")
    source = read_pdf(broken, name="plan.pdf")
    assert texts(source)
    assert "pdf-repaired" in [d.code for d in source.diagnostics]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 500, b"no pdf at all"])
def test_bytes_without_pages_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError):
        read_pdf(data, name="plan.pdf")


def test_a_page_tree_that_loops_ends() -> None:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"]
    with pytest.raises(UnreadableSourceError):
        read_pdf(write_objects(objects), name="plan.pdf")


def test_limits_are_kept() -> None:
    data = build_pdf(body(PdfPage()), body(PdfPage()))
    for limits in (
        Limits(pages=1),
        Limits(page_characters=50),
        Limits(page_points=500),
        Limits(file_bytes=100),
    ):
        with pytest.raises(LimitError):
            read_pdf(data, name="plan.pdf", limits=limits)


def test_vni_text_in_fonts_of_any_name_is_converted() -> None:
    page = PdfPage()
    for index, line in enumerate(
        ["Caên cöù Luaät Toå chöùc chính quyeàn ñòa phöông", "Sôû Xaây döïng ban haønh Keá hoaïch"]
    ):
        page.text(85, 60 + 40 * index, line, font="FS")
    source = read(page, fonts={"FS": "SVNTimes"})
    assert texts(source) == ["Căn cứ Luật Tổ chức chính quyền địa phương", "Sở Xây dựng ban hành Kế hoạch"]
    assert source.encoding == "vni"


def test_the_letter_that_ends_a_line_of_tcvn3_is_no_hyphen() -> None:
    page = PdfPage()
    for index, line in enumerate(["C«ng khai kÕ ho¹ch ®Çu t\u00ad", "c«ng n¨m 2005 cña Së X©y dùng"]):
        page.text(85, 60 + 18 * index, line, font="FT")
    text = " ".join(texts(read(page, fonts={"FT": ".VnTime"})))
    assert text == "Công khai kế hoạch đầu tư công năm 2005 của Sở Xây dựng"


def test_columns_that_nearly_touch_in_one_line_are_parted_as_the_lines_below_are() -> None:
    # 0.6 em between the two: a justified line has such spaces
    page = body(PdfPage()).centred(170, 60, "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", size=12)
    page.centred(366, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12)
    page.centred(170, 76, "CHI CỤC THỦY LỢI").centred(366, 76, "Độc lập - Tự do - Hạnh phúc", font="FB")
    page.centred(170, 96, "Số: 15/KH-CCTL").centred(366, 96, "An Bình, ngày 05 tháng 8 năm 2025")
    left, right = read(page).blocks[0].cells
    assert left.text == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nCHI CỤC THỦY LỢI\nSố: 15/KH-CCTL"
    assert right.text.splitlines()[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_the_numbers_of_a_list_are_no_column() -> None:
    page = body(PdfPage(), top=220)
    items = [
        ("I.", "MỤC ĐÍCH"),
        ("1.", "Nâng cao."),
        ("-", "Trồng cây."),
        ("II.", "NỘI DUNG"),
        ("-", "Tưới cây."),
    ]
    for index, (label, text) in enumerate(items):
        page.text(85, 60 + 20 * index, label).text(130, 60 + 20 * index, text)
    assert texts(read(page))[:5] == [f"{label} {text}" for label, text in items]


def test_one_line_with_a_wide_blank_is_one_line() -> None:
    page = body(PdfPage(), top=120).text(85, 60, "Số:").text(160, 60, "/KH-SNV")
    assert texts(read(page))[0] == "Số: /KH-SNV"


def test_unicode_text_with_many_foreign_words_is_not_converted() -> None:
    said = "Máy chủ thoát lỗi, tổng hợp dữ liệu của cơ quan Intel Processor Skylake Ubuntu"
    page = PdfPage()
    for index in range(6):
        page.text(85, 60 + 40 * index, said, size=11)
    source = read(page)
    assert source.encoding is None
    assert set(texts(source)) == {said}


def test_the_pieces_of_a_brace_are_not_read_as_ticks() -> None:
    page = PdfPage()
    for number, (line, piece) in enumerate(
        (("- Sở Nội vụ;", 0xF0FC), ("- Sở Y tế;", 0xF0FD), ("- Sở Tư pháp;", 0xF0FE))
    ):
        page.text(85, 100 + 16 * number, line).text(200, 100 + 16 * number, chr(piece), font="FS")
    page.text(85, 180, "\uf0fc Rà soát quy trình", font="FW")
    read = read_pdf(build_pdf(page, fonts={"FS": "SymbolMT", "FW": "Wingdings-Regular"}), name="plan.pdf")
    said = [line for block in read.paragraphs() for line in block.text.split("\n")]
    assert " ".join(said) == "- Sở Nội vụ; - Sở Y tế; - Sở Tư pháp; ✓ Rà soát quy trình"


def test_the_rows_of_a_table_within_a_cell_keep_their_cells_apart() -> None:
    page = PdfPage().grid([60, 100, 400, 540], [100, 120, 220]).grid([120, 220, 380], [150, 170, 190])
    page.text(65, 115, "TT").text(110, 115, "Việc").text(410, 115, "Chủ trì")
    page.text(65, 140, "1").text(110, 140, "Tập huấn").text(410, 140, "Văn phòng")
    page.text(125, 165, "Lớp một").text(225, 165, "40 học viên").text(125, 185, "Lớp hai")
    page.text(225, 185, "35 học viên").text(110, 210, "Có tài liệu.")
    (table,) = (block for block in read(page).blocks if isinstance(block, Table))
    assert [cell.text for cell in table.grid()[1] if cell] == [
        "1",
        "Tập huấn\nLớp một\n40 học viên\nLớp hai\n35 học viên\nCó tài liệu.",
        "Văn phòng",
    ]
