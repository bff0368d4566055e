"""Labels: what numbers a heading or an item, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.plan.labels import LabelKind, automatic_label, read_label, roman_value

K = LabelKind

CASES = [
    # the decree's own forms
    ("Phần I", K.PART, "Phần I"),
    ("PHẦN THỨ NHẤT", K.PART, "PHẦN THỨ NHẤT"),
    ("CHƯƠNG II QUY ĐỊNH CHUNG", K.CHAPTER, "CHƯƠNG II"),
    ("Mục 1. Tổ chức", K.SECTION, "Mục 1"),
    ("Tiểu mục 2: Nhân lực", K.SUBSECTION, "Tiểu mục 2"),
    ("Điều 1. Phê duyệt", K.ARTICLE, "Điều 1"),
    ("I. MỤC ĐÍCH", K.ROMAN, "I"),
    ("1. Mục đích", K.NUMBER, "1"),
    ("a) Xây dựng", K.LETTER, "a"),
    ("đ) Rà soát", K.LETTER, "đ"),
    # forms of practice
    ("II/ NỘI DUNG", K.ROMAN, "II"),
    ("III - TỔ CHỨC", K.ROMAN, "III"),
    ("IV NỘI DUNG VÀ GIẢI PHÁP", K.ROMAN, "IV"),
    ("A. PHẦN CHUNG", K.CAPITAL, "A"),
    ("1.1. Các phòng", K.DECIMAL, "1.1"),
    ("1.1 Các phòng", K.DECIMAL, "1.1"),
    ("2.1.3. Chi cục", K.DECIMAL, "2.1.3"),
    ("1.Mục đích", K.NUMBER, "1"),
    ("1- Mục đích", K.NUMBER, "1"),
    ("1.1- Biên soạn tài liệu", K.DECIMAL, "1.1"),
    ("01. Xây dựng", K.NUMBER, "01"),
    ("1) Xây dựng", K.NUMBER_PAREN, "1"),
    ("(1) Xây dựng", K.NUMBER_PAREN, "1"),
    ("a. Xây dựng", K.LETTER, "a"),
    ("a/ Xây dựng", K.LETTER, "a"),
    ("a1) Xây dựng", K.LETTER_DIGIT, "a1"),
    ("(i) Xây dựng", K.ROMAN_SMALL, "i"),
    ("iv) Xây dựng", K.ROMAN_SMALL, "iv"),
    ("- Xây dựng", K.DASH, "-"),
    ("– Xây dựng", K.DASH, "-"),
    ("-Xây dựng", K.DASH, "-"),
    ("+ Xây dựng", K.PLUS, "+"),
    ("• Xây dựng", K.BULLET, "•"),
    # a bare i) is the letter between h) and k)
    ("i) Xây dựng", K.LETTER, "i"),
]


@pytest.mark.parametrize(("text", "kind", "label"), CASES)
def test_a_label_is_read_with_its_kind(text: str, kind: LabelKind, label: str) -> None:
    read = read_label(text)
    assert read is not None
    assert (read.kind, read.text) == (kind, label)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 7 Nghị định số 01/2021/NĐ-CP quy định",  # a reference
        "10.000 người tham gia",
        "1.5 ngày làm việc",
        "30/6/2025 là hạn cuối",
        "20/QĐ-UBND",
        "2026. Đến năm sau",
        "Mục tiêu chung",
        "---",
        "-5 độ",
        "IIV. Sai",
        "TP. Hồ Chí Minh",
        "",
    ],
)
def test_what_is_no_label_is_left_in_the_text(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("printed", "kind", "text"),
    [
        ("1.", K.NUMBER, "1"),
        ("a)", K.LETTER, "a"),
        ("I.", K.ROMAN, "I"),
        ("1.2.", K.DECIMAL, "1.2"),
        ("Điều 3.", K.ARTICLE, "Điều 3"),
        ("-", K.DASH, "-"),
        # a mark of a symbol font that nobody has listed is still a bullet
        ("o", K.BULLET, "o"),
        ("¤", K.BULLET, "¤"),
    ],
)
def test_an_automatic_number_is_a_label(printed: str, kind: LabelKind, text: str) -> None:
    label = automatic_label(printed)
    assert (label.kind, label.text) == (kind, text)


def test_letters_count_in_the_order_of_the_decree() -> None:
    ordinals = [read_label(f"{letter}) Việc").ordinal for letter in "abcdđeghiklmnopqrstuvxy"]  # type: ignore[union-attr]
    assert ordinals == list(range(1, 24))


@pytest.mark.parametrize(("numeral", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIX", 19), ("IIII", None)])
def test_roman_numerals(numeral: str, value: int | None) -> None:
    assert roman_value(numeral) == value


@given(st.text(max_size=60))
def test_reading_never_raises_and_a_label_is_a_prefix(text: str) -> None:
    label = read_label(text)
    assert label is None or 0 < label.length <= len(text)
    automatic_label(text or "-")
