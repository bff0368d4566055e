"""Footnotes hang on their marks; other superscripts stay in the text."""

from schemas.source import Paragraph, SourceDocument, Table
from tests.extractors.formats.pdf.builder import PdfPage
from tests.extractors.formats.pdf.test_document import LONG, body, read


def noted(source: SourceDocument) -> list[tuple[str, str, str]]:
    """Return mark, text, and the word before each note."""
    paragraphs = [block for block in source.blocks if isinstance(block, Paragraph)]
    return [(note.mark, note.text, p.text[: note.offset].split()[-1]) for p in paragraphs for note in p.notes]


def page_with_mark(mark: str = "1") -> PdfPage:
    page = PdfPage().text(121, 60, LONG[:66]).text(85, 78, "theo Nghị định").text(176, 73, mark, size=8)
    page.text(178 + 4 * len(mark), 78, "của Chính phủ.")
    return body(page, top=100, lines=8)


def footnote(page: PdfPage, *lines: str, mark: str = "1", top: float = 740) -> PdfPage:
    page.line(85, top - 16, 229, top - 16)
    if mark:
        page.text(85, top - 4, mark, size=7)
    for index, line in enumerate(lines):
        page.text(91 if index == 0 else 85, top + 12 * index, line, size=10)
    return page


def test_a_footnote_hangs_on_its_mark() -> None:
    page = footnote(
        page_with_mark(), "Nghị định số 12/2024/NĐ-CP ngày 03 tháng", "01 năm 2024 của Chính phủ."
    )
    source = read(page.text(290, 800, "3", size=13))
    assert noted(source) == [
        ("1", "Nghị định số 12/2024/NĐ-CP ngày 03 tháng 01 năm 2024 của Chính phủ.", "định")
    ]
    assert f"{LONG[:66]} theo Nghị định của Chính phủ." in [block.text for block in source.blocks]
    assert [line.text for line in source.furniture] == ["3"]


def test_several_footnotes_whose_marks_stand_on_the_line() -> None:
    page = page_with_mark("[1]").text(85, 300, "và Thông tư").text(157, 295, "[2]", size=8)
    footnote(page, "[1] Nghị định số 12.", mark="")
    page.text(85, 752, "2024 sửa đổi.", size=10).text(85, 764, "[2] Thông tư số 9.", size=10)
    assert noted(read(page)) == [
        ("[1]", "Nghị định số 12. 2024 sửa đổi.", "định"),
        ("[2]", "Thông tư số 9.", "tư"),
    ]


def test_a_footnote_goes_on_at_the_foot_of_the_next_page() -> None:
    first = footnote(page_with_mark(), "Sau khi sắp xếp đơn vị hành chính, tỉnh")
    second = footnote(body(PdfPage(), top=60), "có 124 xã.", mark="")
    assert noted(read(first, second)) == [("1", "Sau khi sắp xếp đơn vị hành chính, tỉnh có 124 xã.", "định")]


def test_a_footnote_whose_mark_is_not_found_is_kept() -> None:
    page = footnote(body(PdfPage(), top=60), "Nghị định số 12.")
    assert [(mark, text) for mark, text, _ in noted(read(page))] == [("1", "Nghị định số 12.")]


def test_a_mark_in_a_table_has_its_note() -> None:
    page = body(PdfPage(), top=60, lines=8).table(
        [85, 300, 500], 300, [["Nhiệm vụ", "Thời gian"], ["Rà soát", ""]]
    )
    page.text(303, 334, "Quý IV", size=10).text(334, 330, "1", size=6)
    table = next(block for block in read(footnote(page, "Năm 2025.")).blocks if isinstance(block, Table))
    cell = table.cells[3]
    assert cell.text == "Quý IV"
    assert [(note.mark, note.text) for note in cell.blocks[0].notes] == [("1", "Năm 2025.")]


def test_a_superscript_without_a_note_is_text() -> None:
    page = body(PdfPage(), top=60).text(85, 300, "Diện tích 120 m").text(183, 295, "2", size=8)
    assert "Diện tích 120 m2" in [block.text for block in read(page).blocks]


def test_small_print_below_a_short_rule_is_no_footnote() -> None:
    page = body(PdfPage(), top=60)
    page.line(85, 700, 229, 700).text(85, 716, "Nơi nhận:", size=10).text(85, 730, "- Như trên.", size=10)
    assert noted(read(page)) == []


def test_words_near_a_watermark_or_a_large_letter_stay_on_their_lines() -> None:
    page = body(PdfPage(), top=60, lines=20).text(85, 450, "K", size=60)
    page.text(130, 440, "ra soát", size=13)
    codes = "DU THAO".encode("utf-16-be").hex().upper()
    page.content.append(f"BT /F1 80 Tf 0.7 0.7 -0.7 0.7 150 500 Tm <{codes}> Tj ET")
    found = [block.text for block in read(page).blocks]
    assert "\n".join(found).count("báo cáo kết quả") == 20
    assert "ra soát" in found
