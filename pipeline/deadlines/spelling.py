"""The spelling of a time expression made regular, every character still tied to its place as printed."""

import re
import unicodedata
from typing import NamedTuple

from schemas.text import nfc, normalise_dashes

_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_WORD = re.compile("[a-z]{2,}")
_MARK = re.compile("[\u0300-\u036f]")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c")
_ALIKE = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "∕": "/", "⁄": "/", "／": "/", "：": ":", "；": ";", "，": ","}
    | dict.fromkeys("“”″", '"')
    | dict.fromkeys("’‘`´′", "'")
    | dict.fromkeys("\r\x0b\u2028", "\n")
    | dict.fromkeys("\t\u00a0\u2007\u2009\u202f\u3000", " ")
    | dict.fromkeys("→÷⇒➔", "-")
    | {chr(0xFF10 + figure): str(figure) for figure in range(10)}
)
_IRREGULAR = re.compile(
    f"[\u0300-\u036f{''.join(sorted(_INVISIBLE))}{re.escape(''.join(map(chr, _ALIKE)))}]|  "
)
# Every ASCII character stands for itself: one that a table lacks takes three times as long.
_BASE = (
    {code: code for code in range(0x80)}
    | {
        code: unicodedata.normalize("NFD", chr(code))[0]
        for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
        if unicodedata.normalize("NFD", chr(code)) != chr(code)
    }
    | {0x111: "d", 0x110: "D"}
)

# Letters that a scanner puts for figures. They are mended only in a run that holds a figure and stands where
# a date has one: beside a slash, or after the word for a unit of time.
_AS_FIGURE = str.maketrans("lioOsb", "110058")
_AS_ROMAN = str.maketrans("l1|", "iii")
_MAY_BE_BROKEN = re.compile(r"\d(?:(?=[loisb])|(?<=[loisb]\d))")
_BROKEN_FIGURE = re.compile(
    r"(?<![a-z\d])(?=[loisb]*\d)(?=\d*[loisb])[\dloisb]{1,4}(?=\s*[/.]\s*[\dloi])"  # 3l/12, l0/2021
    r"|(?<=/)(?=[lois]*\d)(?=\d*[lois])[\dlois]{1,4}(?![a-z\d])"  # 31/l2, 12/2O21
)
# tháng 1O, ngày 3l: the word keeps its letters.
_BROKEN_AFTER_UNIT = re.compile(
    r"((?:thang|ngay|nam)\s*)((?=[lois]*\d)(?=\d*[lois])[\dlois]{1,4})(?![a-z\d])"
)
_BROKEN_QUARTER = re.compile(r"(?<=qu[yi])\s*[il1|]{0,3}v?(?![a-z\d])")  # Quý lV, Quý 1V, Quý II1
_BROKEN_RANGE = re.compile(r"(?<=\d-)(?=\d*[lo])\d[\dlo]{3}(?![a-z\d])")  # 2026-2O30
_PLUS = re.compile(r"(?<=[\divx])(\s?)\+(?=\s?(?:\d|[iv]))")  # Quý I+II


class Spelling(NamedTuple):
    """A text in the three forms that are read: all of one length, character by character.

    composed keeps case and marks, toned is without case, folded without marks. The offsets give for each
    character its place in the printed text, with one more for the end; None where both are the same.
    """

    printed: str
    composed: str
    toned: str
    folded: str
    offsets: tuple[int, ...] | None
    flags: frozenset[str]
    words: str  # folded, line breaks as spaces
    bare: bool  # several words and no mark in them: typed without marks

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the printed text's offsets of the characters start to end."""
        if self.offsets is None:
            return start, end
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        while last < len(self.printed) and (
            self.printed[last] in _INVISIBLE or _MARK.match(self.printed[last])
        ):
            last += 1
        return self.offsets[start], last


def spell(printed: str) -> Spelling:
    """Return the regular spelling of a printed text."""
    flags = set()
    composed, offsets = printed, None
    if _IRREGULAR.search(printed) or not unicodedata.is_normalized("NFC", printed):
        if _MARK.search(printed):
            flags.add("nfd")
        composed, offsets = _compose(printed.translate(_ALIKE))
    composed = normalise_dashes(composed)
    toned = composed.lower()
    if len(toned) != len(composed):  # a few foreign capitals become two characters
        toned = "".join(c.lower()[0] for c in composed)
    folded = toned if toned.isascii() else toned.translate(_BASE)
    if "+" in folded:
        folded = _PLUS.sub(r"\1,", folded)
    mended = _mend(folded)
    if mended != folded:
        flags.add("ocr_fixed")
    words = mended.replace("\n", " ")
    bare = toned.isascii() and len(_WORD.findall(toned)) > 1
    return Spelling(printed, composed, toned, mended, offsets, frozenset(flags), words, bare)


def _compose(printed: str) -> tuple[str, tuple[int, ...]]:
    """Return the text composed, without what prints nothing and with single spaces, and the place of each character."""
    composed: list[str] = []
    offsets: list[int] = []
    for cluster in _CLUSTER.finditer("".join("\u0000" if c in _INVISIBLE else c for c in printed)):
        if cluster[0][0] == "\u0000" or (cluster[0] == " " and composed and composed[-1] == " "):
            continue
        for character in nfc(cluster[0]):
            composed.append(character)
            offsets.append(cluster.start())
    return "".join(composed), (*offsets, len(printed))


def _mend(folded: str) -> str:
    mended = _BROKEN_QUARTER.sub(_quarter, folded) if "quy" in folded or "qui" in folded else folded
    if not _MAY_BE_BROKEN.search(mended):
        return mended
    mended = _BROKEN_FIGURE.sub(lambda found: found[0].translate(_AS_FIGURE), mended)
    mended = _BROKEN_AFTER_UNIT.sub(lambda found: found[1] + found[2].translate(_AS_FIGURE), mended)
    return _BROKEN_RANGE.sub(lambda found: found[0].translate(_AS_FIGURE), mended)


def _quarter(found: re.Match[str]) -> str:
    return found[0] if found[0].strip().isdecimal() else found[0].translate(_AS_ROMAN)
