"""Number and symbol of a document (số, ký hiệu)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import doc_types
from schemas.text import normalise_dashes, squash_space

_LETTER = "A-ZĐÂĂÊÔƠƯ"
_GROUP = rf"[{_LETTER}][{_LETTER}a-zđâăêôơư0-9&.]*(?![^\W\d_])"
# A hyphen may stand at a line end (`NĐ- CP`), a slash between spaces; a dash between spaces is punctuation.
_JOIN = r"(?:\s?/\s?|-\s?|\s-(?!\s))"
_SYMBOL = rf"(?:(?:19|20)\d{{2}}\s*/\s*)?{_GROUP}(?:{_JOIN}{_GROUP})*"
_WORD = r"(?:[Ss]ố|SỐ|[Ss]ô|[Ss]ó)"
_DIGITS = r"\d{1,6}(?:\.\d{1,3})?[a-zđ]?"
_BLANK = r"[\s.…_]*"

# `1364/QĐ-UBND`, `24/2025/QĐ-UBND`, `256 /2004/QĐ-UB`, `202/2025/QH15`
_STATE = rf"(?P<number>{_DIGITS})\s*(?P<joint>/)\s*(?P<symbol>{_SYMBOL})"
# `57-NQ/TW`, `3260-KH/ĐĐQH15`: the party's form, hyphen first
_PARTY = rf"(?P<number>{_DIGITS})\s?(?P<joint>-)\s?(?P<symbol>{_GROUP}\s?/\s?{_GROUP}(?:-\s?{_GROUP})*)"
_IN_TEXT = (
    re.compile(rf"(?<![\w/.-])(?:{_WORD}\s*:?\s*)?{_STATE}"),
    re.compile(rf"(?<![\w/.-])(?:{_WORD}\s*:?\s*)?{_PARTY}"),
)
# `Số:      /KH-SXD`, `Số ...../KH-UBND`: a draft leaves the number blank; then the word must be there.
_BLANK_NUMBER = (
    re.compile(rf"(?<!\w){_WORD}\s*:?(?P<number>{_BLANK})(?P<joint>/)\s*(?P<symbol>{_SYMBOL})"),
    re.compile(rf"(?<!\w){_WORD}\s*:?(?P<number>{_BLANK})(?P<joint>-)\s?(?P<symbol>{_GROUP}\s?/\s?{_GROUP})"),
)
_ANYWHERE = (*_IN_TEXT, *_BLANK_NUMBER)
_FIRST = re.compile(r"[Ss\d]")  # what these begin with: the word or the number
_WHOLE_LINE = (
    # `Số: 88 KH/TĐTN-BPT`: so the youth union writes it; the number is not blank, but `Số` must open the line
    re.compile(
        rf"^{_WORD}\s*:?\s*(?P<number>{_DIGITS})(?P<joint>\s)\s*(?P<symbol>{_GROUP}/{_GROUP}(?:-{_GROUP})*)"
    ),
    # `/KH-SXD` alone on its line
    re.compile(rf"^(?P<number>{_BLANK})(?P<joint>/)\s*(?P<symbol>{_GROUP}(?:{_JOIN}{_GROUP})+)$"),
)
# What every code holds: the slash before the last group of its symbol.
_SLASH = re.compile(rf"/\s*[{_LETTER}]")
# of several bodies: liên ngành, liên tịch, phối hợp
_JOINT_TYPE = re.compile(r"[A-ZĐ]{1,3}(?:LN|LT|PH)|LN|LT|CTPH|QCPH")
_YEAR_FIRST = re.compile(r"^(?:19|20)\d{2}/")


@dataclass(frozen=True, slots=True)
class Code:
    """A number and symbol and where they stand in the text they were read from."""

    number: int | None  # None where the draft leaves it blank
    symbol: str  # what follows the number, without the leading slash: `KH-SXD`, `2025/QĐ-UBND`, `NQ/TW`
    text: str  # without spaces: `05/KH-SXD`, `57-NQ/TW`, `/KH-SXD`
    start: int  # with the word `Số`, where it is printed
    end: int

    @property
    def type_group(self) -> str:
        """The part of the symbol that can name the kind of document: `KH` of `KH-SXD`, `NQ` of `NQ/TW`."""
        return self._groups[0]

    @property
    def issuer_group(self) -> str | None:
        """The part of the symbol that names the issuer: `SXD` of `KH-SXD`; None where there is none."""
        parts = self._groups
        if parts[0] in _type_abbreviations():
            parts = parts[1:]
        return parts[0] if parts else None

    @property
    def joint_issuers(self) -> int:
        """How many bodies a joint symbol names: 2 of `KHLN-CAT-SYT`, `KHPH-SGDĐT-HKH`; 0 where it is of one."""
        return len(self._groups) - 1 if _JOINT_TYPE.fullmatch(self._groups[0]) else 0

    @property
    def _groups(self) -> list[str]:
        return re.split(r"[-/]", _YEAR_FIRST.sub("", self.symbol))


def read_code(text: str) -> Code | None:
    """Read a document's number and symbol (số, ký hiệu), e.g. "Số: 1364/QĐ-UBND".

    Args:
        text: one line, NFC. The number may be blank, as in a draft: "Số:      /KH-SXD".

    Returns:
        The first code of the line; None if it has none.

    Source: Decree 30/2020/NĐ-CP, Annex I, on số và ký hiệu.

    >>> read_code("Số: 05 /KH-SXD").text, read_code("Số:     /KH-SXD").number
    ('05/KH-SXD', None)
    """
    return next(iter(iter_codes(text)), None)


def iter_codes(text: str) -> Iterator[Code]:
    """Yield the codes of a text in order, none overlapping; a blank number counts only after `Số`."""
    if not _SLASH.search(text):
        return
    plain = normalise_dashes(text)
    starts = [match.start() for match in _FIRST.finditer(plain)]
    found = [_code(match) for pattern in _ANYWHERE for match in _matches(pattern, plain, starts)]
    found += [_code(match) for pattern in _WHOLE_LINE if (match := pattern.match(plain))]
    end = -1
    for code in sorted((code for code in found if code), key=lambda code: (code.start, -code.end)):
        if code.start >= end:
            end = code.end
            yield code


def _matches(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield what `finditer` does of a pattern that begins at one of these places; it would try every other too."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            yield match


def _code(match: re.Match[str]) -> Code | None:
    symbol = re.sub(r"\s+", "", match["symbol"]).rstrip(".")
    digits = re.fullmatch(r"(\d+)[a-zđ]?", match["number"].strip())
    printed = match["number"].strip(" \n\t.…_")
    if _is_plain_word(symbol, match["joint"]):
        return None
    end = match.end() - (len(match["symbol"]) - len(match["symbol"].rstrip(".")))
    number = int(digits[1]) if digits else None
    return Code(
        number, symbol, squash_space(f"{printed}{match['joint'].strip()}{symbol}"), match.start(), end
    )


def _is_plain_word(symbol: str, joint: str) -> bool:
    """Say whether the symbol is only a word after a slash: `10/Quý`, `5/Km`; symbols have capitals."""
    groups = re.split(r"[-/]", _YEAR_FIRST.sub("", symbol))
    return len(groups) == 1 and (sum(c.isupper() for c in groups[0]) < 2)


@cache
def _type_abbreviations() -> frozenset[str]:
    return frozenset(kind.abbreviation for kind in doc_types() if kind.abbreviation)
