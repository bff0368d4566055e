"""Pages are read together; none says anything else for it."""

import pytest

from extractors.formats.pdf import page_text, pdfium, scanning
from extractors.formats.pdf.page_text import read_page_texts
from extractors.formats.pdf.scanning import scan
from schemas.limits import DEFAULT_LIMITS
from tests.extractors.formats.pdf.builder import PdfPage, build_pdf

LONG = "Các phòng, đơn vị thuộc Sở rà soát nhiệm vụ được giao và báo cáo kết quả"


def plain(page: PdfPage | None = None) -> PdfPage:
    page = page or PdfPage()
    for index in range(8):
        page.text(85, 100 + 18 * index, LONG, font="FB" if index == 3 else "F1")
    return page


PAGES = {
    "plain": plain(),
    "a table": plain().table([85, 200, 400], 400, [["STT", "Nhiệm vụ"], ["1", "Rà soát"]]),
    "landscape": plain(PdfPage(842, 595)),
    "rotated": plain(PdfPage(rotate=90)),
    "cropped": plain(PdfPage(crop=(50.0, 50.0, 300.0, 800.0))),
    "blank": PdfPage(),
    "text on its side": plain().turned(60, 700, "Phụ lục kèm theo"),
    "all on its side": PdfPage().turned(85, 700, LONG).turned(103, 700, LONG).text(300, 80, "2"),
    "clipped": plain().text(85, 400, "bị cắt").clipped(0, 0, 595, 300),
    "stamped": plain().text(85, 400, "Số:        /KH-SXD").stamp(110, 400, "15"),
    "raised": plain().text(85, 400, "Diện tích 20 m").text(176, 395, "2", size=7),
    "legacy font": PdfPage().text(85, 100, "KÕ ho¹ch c¶i c¸ch hµnh chÝnh cña Së X©y dùng", font="VN"),
}


def read(data: bytes) -> list[page_text.PageText]:
    with pdfium.open_document(data) as document:
        return list(read_page_texts(scan(document, range(pdfium.page_count(document)), DEFAULT_LIMITS)))


def what_it_says(page: page_text.PageText) -> object:
    """Return a page's text without what counts on from the pages before."""
    without_rows = [
        [line._replace(row=0) for line in lines] for lines in (page.pieces, page.turned, page.marks)
    ]
    return page.text, page.blank, page.encoding, page.rules, page.tables, without_rows


@pytest.mark.parametrize("most", [2, 3, 100])
def test_pages_say_together_what_they_say_alone(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [page for page in PAGES.values() for _ in range(2)] + list(PAGES.values())[::-1]
    data = build_pdf(*pages, fonts={"VN": ".VnTime"})
    monkeypatch.setattr(scanning, "MOST_PAGES", 1)
    monkeypatch.setattr(page_text, "TOGETHER", 1)
    alone = read(data)
    monkeypatch.setattr(scanning, "MOST_PAGES", most)
    monkeypatch.setattr(page_text, "TOGETHER", 100 * most)
    names = [name for name in PAGES for _ in range(2)] + list(PAGES)[::-1]
    for name, one, other in zip(names, alone, read(data), strict=True):
        assert what_it_says(one) == what_it_says(other), name
    assert all(
        page.pieces or page.tables or page.turned
        for name, page in zip(names, alone, strict=True)
        if name != "blank"
    )


def test_no_page_is_open_while_its_ink_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    load, close = pdfium.load_page, pdfium.close_page
    monkeypatch.setattr(pdfium, "load_page", lambda *page: opened.append(handle := load(*page)) or handle)
    monkeypatch.setattr(pdfium, "close_page", lambda page: opened.remove(page) or close(page))
    with pdfium.open_document(build_pdf(*PAGES.values())) as document:
        for _ in scan(document, range(len(PAGES)), DEFAULT_LIMITS):
            assert not opened
