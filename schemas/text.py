"""What "the same text" means: composed Unicode, one kind of space, and a folded form for comparing."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[^\S\n]+")
# Characters that print nothing. The soft hyphen is among them, so legacy encodings are converted first.
_INVISIBLE: dict[int, str | None] = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, 0xFEFF]
)
# Controls other than tab and line feed, which no output format can hold.
_CONTROLS: dict[int, str | None] = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]
)
# Line ends of other conventions: vertical tab, form feed, next line, line and paragraph separator.
_LINE_ENDS = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TABLE = _INVISIBLE | _CONTROLS | _LINE_ENDS
# Look-alikes of the Vietnamese D with stroke, as other keyboards and old conversions type them.
_STROKED_D: dict[int, str | None] = {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ", 0x0256: "đ"}
# What cleaning changes: odd spaces, surrogates and what the tables hold. Most texts hold none of it, and
# translating costs twenty times as much as looking.
_ODD = re.compile(
    "[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ud800-\udfff"
    + re.escape("".join(map(chr, _TABLE | _STROKED_D)))
    + "]"
)
_DASHES = re.compile("[\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d]")
_QUOTES = {ord(c): '"' for c in "“”„‟«»″"} | {ord(c): "'" for c in "‘’‚‛`´′"}
_QUOTE = re.compile("[" + "".join(map(chr, _QUOTES)) + "]")
# Tones and the marks of ă, â, ê, ô, ơ, ư once decomposed; all combine.
_MARKS = re.compile("[\u0300-\u034e]")


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, the only form that is compared or written."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return NFC text without invisible characters, look-alike letters and odd spaces; line breaks stay.

    >>> clean("S\u00f4\u0309  X\u00e2y\\u00a0d\\u01b0\\u0323ng\\u200b") == "S\u1ed5 X\u00e2y d\u1ef1ng"
    True
    """
    if text.isprintable():
        return clean_printable(text)
    if _ODD.search(text) is None and "  " not in text and " \n" not in text and "\n " not in text:
        return nfc(text).strip(" ")
    return _cleaned(text)


def clean_printable(text: str) -> str:
    """Return clean(text) of a text that is printable: of what is odd, it holds letters and two spaces at most."""
    if "  " in text or "Ð" in text or "ð" in text or "Ɖ" in text or "ɖ" in text:
        return _cleaned(text)
    return nfc(text).strip(" ")


def _cleaned(text: str) -> str:
    text = nfc(text.replace("\r\n", "\n").translate(_TABLE))
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text.translate(_STROKED_D))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def squash_space(text: str) -> str:
    """Return the text on one line, every run of white space one space.

    >>> squash_space(" Sở\\nXây  dựng ")
    'Sở Xây dựng'
    """
    return " ".join(text.split())


def normalise_dashes(text: str) -> str:
    """Return the text with every kind of dash and minus as the ASCII hyphen; its length is unchanged."""
    return _DASHES.sub("-", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text without case, marks, look-alikes and odd spaces, for comparing only.

    `đ` does not decompose in Unicode and is mapped to `d` here. Tone placement (`hoà`, `hòa`) disappears
    with the tones themselves. Punctuation stays; dashes and quotation marks become ASCII.

    >>> fold("UỶ BAN  Nhân dân") == fold("Ủy ban nhân dân") == "uy ban nhan dan"
    True
    >>> fold("Đề án – “A”")
    'de an - "a"'
    """
    text = _plain_marks(clean(text)).casefold().replace("đ", "d")
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.combining(c))
    return squash_space(text)


def _plain_marks(text: str) -> str:
    """Return the text with dashes and quotation marks in ASCII."""
    text = _DASHES.sub("-", text)
    return text if _QUOTE.search(text) is None else text.translate(_QUOTES)


# Open syllables whose tone mark may stand on either vowel: hoà/hòa, khoẻ/khỏe, thuỷ/thủy (not after q).
_OLDER_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE_PLACE = re.compile(rf"(?<!q)(?:{'|'.join(_OLDER_TONES)})\b")


@lru_cache(maxsize=65536)
def tone_key(text: str) -> str:
    """Return the text case-folded, its tones kept, but on the vowel where the older style puts them.

    Both styles are correct and one document mixes them, so keys use one; `quý` is left alone.

    >>> tone_key("Uỷ ban, Hoà Bình, Quý") == tone_key("ủy ban, hòa bình, quý")
    True
    """
    text = _plain_marks(clean(text)).casefold()
    return squash_space(_TONE_PLACE.sub(lambda place: _OLDER_TONES[place[0]], text))
