"""The code tables, both ways, and what counts as Vietnamese."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.formats.legacy import (
    decode_font,
    decode_tcvn3,
    decode_viqr,
    decode_vni,
    font_encoding,
    is_syllable,
    undo_mojibake,
    vietnamese_share,
)

PLAIN = "Kế hoạch kiểm tra đê điều, hồ chứa nước trước mùa mưa bão; Đội xung kích hỗ trợ, ứng cứu kịp thời."


def table(name: str, key: str) -> dict[str, str]:
    text = files("extractors.formats.legacy").joinpath(f"data/{name}.csv").read_text("utf-8")
    return {row["unicode_char"]: row[key] for row in csv.DictReader(text.splitlines())}


def encode_tcvn3(text: str) -> str:
    return text.translate({ord(k): chr(int(v, 16)) for k, v in table("tcvn3", "byte_hex").items()})


def encode_vni(text: str) -> str:
    return text.translate({ord(k): v for k, v in table("vni", "latin1_chars").items()})


TCVN3_LETTERS = "".join(table("tcvn3", "byte_hex")) + "abcdeghiklmnopqrstuvxyABCDEG ,;:-0123"
VNI_LETTERS = "".join(c for c in table("vni", "latin1_chars"))


@given(st.text(alphabet=TCVN3_LETTERS))
def test_tcvn3_decodes_what_was_encoded(text: str) -> None:
    assert decode_tcvn3(encode_tcvn3(text)) == text


@given(st.lists(st.sampled_from(sorted(VNI_LETTERS))))
def test_vni_decodes_what_was_encoded(letters: list[str]) -> None:
    text = " ".join(letters)
    assert decode_vni(encode_vni(text)) == text


@given(st.text(alphabet="aăâeêoôơuưyđĐÂÊÔƯƠ bcdghkớềựỹẨỗ ,-:1"))
def test_mojibake_is_undone(text: str) -> None:
    spoiled = "".join(
        bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b)
        for b in text.encode()
    )
    assert undo_mojibake(spoiled) == text


@pytest.mark.parametrize(
    ("spoiled", "text"),
    [
        # The no-break space of `à` became a space; the soft hyphen of `í` was stripped.
        ("vÃ  chÃnh sÃ¡ch", "và chính sách"),
        # Text that was right already stays.
        ("và chính sách Ư, đê", "và chính sách Ư, đê"),
    ],
)
def test_mojibake_with_lost_bytes(spoiled: str, text: str) -> None:
    assert undo_mojibake(spoiled) == text


@pytest.mark.parametrize(
    ("viqr", "text"),
    [
        ("Ke^' hoa.ch tu+o+'i tie^u", "Kế hoạch tưới tiêu"),
        ("DDe^ DDie^`u va` dda^.p nu+o+'c", "Đê Điều và đập nước"),
        ("Dda`i, nu\\.", "Đài, nu."),  # a backslash keeps the full stop
        ("(1) 2+3 = 5", "(1) 2+3 = 5"),
    ],
)
def test_viqr(viqr: str, text: str) -> None:
    assert decode_viqr(viqr) == text


def test_capital_fonts_hold_capitals_under_the_codes_of_small_letters() -> None:
    assert decode_font("kÕ ho¹ch", ".VnTimeH") == "KẾ HOẠCH"
    assert decode_font("phong chong lut", ".VnTimeH") == "PHONG CHONG LUT"


def test_symbol_fonts_move_their_bytes() -> None:
    assert decode_tcvn3("B\uf0b6o") == "Bảo"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArial NarrowH", "tcvn3-capitals"),
        ("BCDEEE+.VnTimeH-Bold", "tcvn3-capitals"),
        (".VnTimeH,BoldItalic", "tcvn3-capitals"),
        (".VnEnglish", "tcvn3"),  # ends in a small h
        ("vntime", "tcvn3"),
        (".vntimeh", "tcvn3-capitals"),
        ("vnArialH,Bold", "tcvn3-capitals"),
        ("vnpt sans", None),
        ("VNI-Times", "vni"),
        ("VNI Times", "vni"),
        ("Times New Roman", None),
        ("Vnorther", None),
        ("", None),
    ],
)
def test_font_encoding(name: str, encoding: str | None) -> None:
    assert font_encoding(name) == encoding


def test_unicode_text_in_an_old_font_stays() -> None:
    assert decode_font("các phòng", ".VnTime") == "các phòng"
    assert decode_font("Kế hoạch", "VNI-Times") == "Kế hoạch"


@pytest.mark.parametrize(
    "word",
    ["Nghiêng", "giếng", "gì", "quyết", "khuỷu", "ươm", "ý", "yêu", "QUÝ", "thuở", "xoong", "hoà", "hòa"],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["cac", "kan", "ngi", "tập̀", "h�c", "Káº¿", "B¶o", "the̋", "street", "Кế", "wf"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "wrong",
    [
        encode_tcvn3(PLAIN),
        encode_vni(PLAIN),
        PLAIN.encode().decode("latin-1"),
        PLAIN.encode("utf-16-le").decode("latin-1"),
    ],
)
def test_a_wrong_decoding_scores_low(wrong: str) -> None:
    assert vietnamese_share(PLAIN) == 1.0
    assert vietnamese_share(wrong) < 0.6


def test_nothing_to_count_is_no_vietnamese() -> None:
    assert vietnamese_share("") == vietnamese_share("12/3 QĐ-SXD a) b)") == 0.0
