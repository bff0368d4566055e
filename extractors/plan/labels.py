"""The labels that number a document's headings and items: `Phần I`, `I.`, `1.`, `1.1.`, `a)`, `-`, `+`."""

import re
from dataclasses import dataclass
from enum import IntEnum

from schemas.text import normalise_dashes


class LabelKind(IntEnum):
    """The kinds of label, from the outermost to the innermost as Decree 30/2020/NĐ-CP orders them."""

    PART = 1  # Phần
    CHAPTER = 2  # Chương
    SECTION = 3  # Mục
    SUBSECTION = 4  # Tiểu mục
    ARTICLE = 5  # Điều
    CAPITAL = 6  # A.
    ROMAN = 7  # I.
    NUMBER = 8  # 1.
    DECIMAL = 9  # 1.1., deeper by its dots
    NUMBER_PAREN = 10  # 1), (1)
    LETTER = 11  # a)
    LETTER_DIGIT = 12  # a1), a.1)
    ROMAN_SMALL = 13  # (i), ii)
    DASH = 14  # -
    PLUS = 15  # +
    BULLET = 16  # •, *


BULLETS = (LabelKind.DASH, LabelKind.PLUS, LabelKind.BULLET)
NAMED = (LabelKind.PART, LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.SUBSECTION)


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its text without punctuation, its place in its sequence and its length as typed."""

    kind: LabelKind
    text: str  # Phần I, I, 1.1, a, -
    ordinal: int = 0  # 1 for the first of a sequence; 0 where the kind does not count
    depth: int = 1  # numbers in a decimal label: 2 for 1.1
    length: int = 0  # characters of the paragraph that the label takes, the space after it included

    @property
    def rank(self) -> tuple[int, int]:
        """Order from the outermost level to the innermost."""
        return self.kind, self.depth


# Decree 30/2020/NĐ-CP letters the points in the order of the Vietnamese alphabet, without f, j, w, z.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"), start=1
    )
}
_NAMED_KINDS = {
    "phần": LabelKind.PART,
    "chương": LabelKind.CHAPTER,
    "mục": LabelKind.SECTION,
    "tiểu mục": LabelKind.SUBSECTION,
    "điều": LabelKind.ARTICLE,
}
_CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_OPENS = f"[{_CAPITAL}\"“'(«]"  # what a heading or sentence begins with

_NAMED_LABEL = re.compile(
    r"(?P<word>Tiểu mục|TIỂU MỤC|Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU) +"
    r"(?P<number>(?:thứ|THỨ) +\w+|[IVX]+|\d{1,3}[a-zđ]?)"
    # "Điều 7 Nghị định số ..." is a reference: the label ends its line, or a mark follows it.
    rf"(?:\s*[.:](?!\d)|\s*-(?=\s)|(?=\s*\n)|$|(?= +[{_CAPITAL}]{{2,}}))\s*"
)
_ROMAN_LABEL = re.compile(
    # I.  II/  III -  IV)  or I alone before a title in capitals; V/v opens a subject
    rf"(?P<number>[IVX]{{1,6}})"
    rf"(?:\s?(?:[.):]|/(?![a-zà-ỹđ]))(?![.\w]*/)|\s?-(?=\s)|(?= +[{_CAPITAL}]{{2,}}))\s*(?=\S|$)"
)
_CAPITAL_LABEL = re.compile(rf"(?P<number>[A-EGHĐ])[./)](?:\s+|$)(?={_OPENS}|$)")
_DECIMAL_LABEL = re.compile(
    # 1.1.  2.1.3  I.2.  1.1-
    rf"(?P<number>(?:\d{{1,2}}|[IVX]{{1,5}})(?:\.\d{{1,2}}){{1,4}})(?:[.)](?!\d)\s*|(?::|\s?-)?\s+(?={_OPENS})|$)"
)
_NUMBER_LABEL = re.compile(
    # 1.  1/  1-  and 1.Mục, but not 10.000, 20/QĐ-UBND, 30/6
    rf"(?P<number>\d{{1,3}})(?:\s?\.(?:\s+|$|(?={_OPENS}))|\s?/(?:\s+|$)|\s?-\s+(?={_OPENS})|:\s+(?={_OPENS}))"
)
_NUMBER_PAREN_LABEL = re.compile(r"(?:\((?P<closed>\d{1,2})\)|(?P<open>\d{1,2})\))\s*")
_LETTER_LABEL = re.compile(
    r"(?:\((?P<closed>[a-zđ]{1,4})\)|(?P<open>[a-zđ]|[ivx]{2,4})(?:\.?(?P<digit>\d{1,2}))?(?:\)|[./](?=\s|$)))\s*"
)
_DASH_LABEL = re.compile(r"-(?![-\d])\s*(?=\S|$)")
_PLUS_LABEL = re.compile(r"\+(?!\d)\s*")
_BULLET_LABEL = re.compile(r"(?P<mark>[•●○◦▪▫■□❖➢➤✓✔·§»◆♦\uf0b7\uf0a7\uf02d\uf0d8]|\*(?=\s|\w)(?!\*))\s*")

# Most paragraphs begin with two letters of a word, which opens no label but the words and numerals above.
_WORD = re.compile(r"(?!Tiểu mục|TIỂU MỤC|Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU|[IVXivx])[^\W\d_]{2}")

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ROMAN_FORM = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})$")


def roman_value(text: str) -> int | None:
    """Return the value of a Roman numeral up to 39 (capitals); None if it is not well formed.

    >>> roman_value("XIV"), roman_value("IIV")
    (14, None)
    """
    if not text or not _ROMAN_FORM.match(text):
        return None
    values = [_ROMAN_VALUES[digit] for digit in text]
    return sum(
        -value if following > value else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def letter_value(letter: str) -> int:
    """Return the place of a point's letter; a letter that the decree leaves out counts with its neighbour.

    >>> letter_value("a"), letter_value("đ"), letter_value("e")
    (1, 5, 6)
    """
    if letter in _LETTERS:
        return _LETTERS.index(letter) + 1
    return 1 + sum(known < letter for known in _LETTERS if known != "đ")


def read_label(text: str) -> Label | None:
    """Read the label that a paragraph begins with; None where it has none.

    Args:
        text: the paragraph's text, or an automatic number alone ("1.", "a)", "•").

    >>> read_label("1.2. Nội dung")
    Label(kind=<LabelKind.DECIMAL: 9>, text='1.2', ordinal=2, depth=2, length=5)
    >>> read_label("Điều 7 Nghị định số 01/2021/NĐ-CP") is None
    True
    """
    if _WORD.match(text):
        return None
    head = normalise_dashes(text[:240])
    for read in (_read_named, _read_numbered, _read_lettered, _read_bullet):
        if label := read(head):
            return label
    return None


def _read_named(head: str) -> Label | None:
    match = _NAMED_LABEL.match(head)
    if not match or not _is_marked_off(head, match):
        return None
    number = match["number"].split()[-1]
    ordinal = roman_value(number) or _ORDINAL_WORDS.get(number.lower())
    if ordinal is None:
        digits = number.rstrip("abcdđe")
        if not digits.isdecimal():
            return None
        ordinal = int(digits)
    kind = _NAMED_KINDS[match["word"].lower()]
    return Label(kind, f"{match['word']} {match['number']}", ordinal, length=match.end())


def _is_marked_off(head: str, match: re.Match[str]) -> bool:
    """Say whether a mark ends the label, or its line, or a title all in capitals follows it."""
    rest = head[match.end("number") :]
    mark = head[match.end("number") : match.end()].strip()
    return bool(mark) or not rest.strip() or rest.lstrip(" ").startswith("\n") or rest.isupper()


def _read_numbered(head: str) -> Label | None:
    if match := _DECIMAL_LABEL.match(head):
        numbers = match["number"].split(".")
        return Label(
            LabelKind.DECIMAL, match["number"], int(numbers[-1]), depth=len(numbers), length=match.end()
        )
    match = _ROMAN_LABEL.match(head)
    if match and _is_marked_off(head, match) and (ordinal := roman_value(match["number"])):
        return Label(LabelKind.ROMAN, match["number"], ordinal, length=match.end())
    if match := _CAPITAL_LABEL.match(head):
        ordinal = letter_value(match["number"].lower())
        return Label(LabelKind.CAPITAL, match["number"], ordinal, length=match.end())
    if match := _NUMBER_LABEL.match(head):
        return Label(LabelKind.NUMBER, match["number"], int(match["number"]), length=match.end())
    if match := _NUMBER_PAREN_LABEL.match(head):
        number = match["closed"] or match["open"]
        return Label(LabelKind.NUMBER_PAREN, number, int(number), length=match.end())
    return None


def _read_lettered(head: str) -> Label | None:
    match = _LETTER_LABEL.match(head)
    if not match:
        return None
    letters = match["closed"] or match["open"]
    # (i) and ii) are small Roman numerals; a bare i) is the letter between h) and k).
    if match["closed"] or len(letters) > 1:
        ordinal = roman_value(letters.upper()) if set(letters) <= set("ivx") else None
        if ordinal:
            return Label(LabelKind.ROMAN_SMALL, letters, ordinal, length=match.end())
        if len(letters) > 1:
            return None
    if match["digit"]:
        text = f"{letters}{match['digit']}"
        return Label(LabelKind.LETTER_DIGIT, text, int(match["digit"]), length=match.end())
    return Label(LabelKind.LETTER, letters, letter_value(letters), length=match.end())


def _read_bullet(head: str) -> Label | None:
    if match := _DASH_LABEL.match(head):
        return Label(LabelKind.DASH, "-", length=match.end())
    if match := _PLUS_LABEL.match(head):
        return Label(LabelKind.PLUS, "+", length=match.end())
    if match := _BULLET_LABEL.match(head):
        return Label(LabelKind.BULLET, match["mark"], length=match.end())
    return None


def automatic_label(printed: str) -> Label:
    """Return the label of an automatic number or bullet as printed: `1.`, `a)`, `-`, `o`."""
    printed = printed.strip()
    label = read_label(f"{printed} ")  # a number's mark is followed by the text: "I - "
    if label is None or label.length < len(printed):
        return Label(LabelKind.BULLET, printed.strip(" .:;)(/") or printed)
    return label
