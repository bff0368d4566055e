import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plan.codes import iter_codes, read_code


@pytest.mark.parametrize(
    ("text", "number", "symbol", "code"),
    [
        ("Số: 1364/QĐ-UBND", 1364, "QĐ-UBND", "1364/QĐ-UBND"),
        # spaces around the slash, the number glued to the colon
        ("Số:277    /KH-UBND", 277, "KH-UBND", "277/KH-UBND"),
        # a draft's blank
        ("Số:            /KH-UBND", None, "KH-UBND", "/KH-UBND"),
        ("Số: ………/KH-UBND", None, "KH-UBND", "/KH-UBND"),
        ("Số: ....../QĐ-SXD", None, "QĐ-SXD", "/QĐ-SXD"),
        ("/KH-SXD", None, "KH-SXD", "/KH-SXD"),
        # the party's form
        ("Số 3260-KH/ĐĐQH15", 3260, "KH/ĐĐQH15", "3260-KH/ĐĐQH15"),
        ("57-NQ/TW", 57, "NQ/TW", "57-NQ/TW"),
        ("02-KH/BCĐ", 2, "KH/BCĐ", "02-KH/BCĐ"),
        ("Số: 88 KH/TĐTN-BPT", 88, "KH/TĐTN-BPT", "88KH/TĐTN-BPT"),
        # a normative document has the year in the middle; a law no kind
        ("Số: 256 /2004/QĐ-UB", 256, "2004/QĐ-UB", "256/2004/QĐ-UB"),
        ("Số: 24/2025/QĐ-UBND", 24, "2025/QĐ-UBND", "24/2025/QĐ-UBND"),
        ("202/2025/QH15", 202, "2025/QH15", "202/2025/QH15"),
        # zero-padded, with letters, with an ampersand, in mixed case
        ("Số: 0155/KH-UBND", 155, "KH-UBND", "0155/KH-UBND"),
        ("Số: 12a/KH-TTYT", 12, "KH-TTYT", "12a/KH-TTYT"),
        ("576/TTr-SNN&MT-VP", 576, "TTr-SNN&MT-VP", "576/TTr-SNN&MT-VP"),
        ("Số: 6582 /SYT-QLBHYTCNTT", 6582, "SYT-QLBHYTCNTT", "6582/SYT-QLBHYTCNTT"),
        # a line break or space after the hyphen of a broken line
        ("180/2026/NĐ- CP", 180, "2026/NĐ-CP", "180/2026/NĐ-CP"),
        ("Số: 115/KH-\nUBND", 115, "KH-UBND", "115/KH-UBND"),
        # other dashes
        ("Số: 15/QĐ–BNV", 15, "QĐ-BNV", "15/QĐ-BNV"),
        # the sentence goes on after a dash between spaces
        ("Kế hoạch số 12/KH-UBND - Sở Tài chính", 12, "KH-UBND", "12/KH-UBND"),
        ("theo Kế hoạch số 12/KH-UBND.", 12, "KH-UBND", "12/KH-UBND"),
        # a number that is no integer is kept in the code alone
        ("Văn bản số 01.6/GĐN/KSYB", None, "GĐN/KSYB", "01.6/GĐN/KSYB"),
    ],
)
def test_a_code_is_read_as_printed_without_spaces(text, number, symbol, code):
    found = read_code(text)
    assert found is not None
    assert (found.number, found.symbol, found.text) == (number, symbol, code)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 25/6/2021",
        "tỷ lệ 3/4",
        "24/7",
        "Số 165 Lý Thường Kiệt",
        "ĐẾN Số: 1204",
        "tốc độ 60 km/h",
        "10 m3/s",
        "quý IV/2021",
        "và/hoặc",
        "Tháng 9/2026",
        "định kỳ 02 tuần/lần",
    ],
)
def test_a_date_a_fraction_or_a_measure_is_no_code(text):
    assert read_code(text) is None


def test_several_codes_of_a_sentence_are_found_in_order():
    text = "Nghị quyết số 57-NQ/TW và Quyết định số 12/QĐ-UBND, Tờ trình số 04/TTr-BKHCN-BTTTT"
    assert [code.text for code in iter_codes(text)] == ["57-NQ/TW", "12/QĐ-UBND", "04/TTr-BKHCN-BTTTT"]


@given(st.text())
def test_any_text_is_read_and_codes_do_not_overlap(text):
    end = 0
    for code in iter_codes(text):
        assert end <= code.start < code.end <= len(text)
        end = code.end
