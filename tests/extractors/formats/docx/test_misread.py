"""Documents whose letters were misread as a whole."""

from tests.extractors.formats.docx.building import p, r, read, tbl, texts, tr

SENTENCE = "Thực hiện nhiệm vụ được giao, các phòng chuyên môn báo cáo kết quả trước ngày cuối tháng"


def as_1252(text: str) -> str:
    """The UTF-8 of a text read as Windows-1252; the five bytes that it leaves open stay what they are."""
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode("utf-8")
    )


def test_utf_8_read_as_1252_is_undone() -> None:
    source = read(p(r(as_1252(SENTENCE), "<w:b/>")) + tbl(tr(as_1252(SENTENCE))))
    assert texts(source) == [SENTENCE, SENTENCE]
    assert [found.code for found in source.diagnostics] == ["encoding-converted"]


def test_viqr_is_converted() -> None:
    source = read(p("Thu+.c hie^.n nhie^.m vu. ddu+o+.c giao, ca'c pho`ng chuye^n mo^n ba'o ca'o ke^'t qua?"))
    assert texts(source) == ["Thực hiện nhiệm vụ được giao, các phòng chuyên môn báo cáo kết quả"]
    assert source.encoding == "VIQR"


def test_text_without_marks_stays() -> None:
    plain = "Report to the committee, 5/2025 (draft). See item 3?"
    source = read(p(plain))
    assert texts(source) == [plain]
    assert source.diagnostics == ()
