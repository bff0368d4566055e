"""Calendar dates as documents print them."""

import re
from calendar import monthrange
from dataclasses import dataclass

from schemas.text import fold, normalise_dashes

_BLANK = r"[\s.…_]"
# `ngày 04 tháng 7 năm 2025`, `ngày14 tháng7 năm2026`, `ngày      tháng 3 năm 2026`, `ngày ... tháng ...`
_WRITTEN = re.compile(
    rf"""
    \b(?:ngày)\s*(?:(?:mùng|mồng)\s*)?
    (?P<day>\d\s?\d?|{_BLANK}*?)\s*[,./]?\s*
    tháng\s*(?P<month>\d\s?\d?|{_BLANK}*?)\s*[,./]?\s*
    năm\s*(?P<year>\d{{4}}(?!\d)|\d{{0,3}}{_BLANK}*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `ngày mười lăm tháng tám năm hai nghìn không trăm hai mươi mốt`
_WORDS = re.compile(
    r"\bngày\s+(?P<day>[^\W\d]+(?:\s+[^\W\d]+){0,3}?)\s+tháng\s+(?P<month>[^\W\d]+(?:\s+[^\W\d]+){0,2}?)"
    r"\s+năm\s+(?P<year>\d{4}|hai\s+(?:nghìn|ngàn)(?:\s+(?:không|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín"
    r"|mười|mươi|mốt|trăm|linh|lẻ))*)",
    re.IGNORECASE,
)
# `ngày 28/11/2025`, `ngày /8/2021`, `28-11-2025`, `28.11.2025`, `14 / 7 /2026`
_FIGURES = re.compile(
    rf"(?:\bngày\s*:?\s*(?P<blank>{_BLANK}*))?(?<![\d/])(?P<day>\d{{1,2}}|)\s?(?P<sep>[/.-])\s?(?P<month>\d{{1,2}}|{_BLANK}*?)"
    r"\s?(?P=sep)\s?(?P<year>\d{4})(?![\d/])",
    re.IGNORECASE,
)
# `ngày 02/3/26` of another document, whose year the typist shortened
_SHORT = re.compile(
    r"\bngày\s*(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{2})(?![\d/])", re.I
)
_CENTURY_TURN = 50  # a shortened year below it is of this century
_MONTH = re.compile(r"\btháng\s*(?P<month>\d{1,2})\s*(?:/|năm|-)\s*(?P<year>\d{4})(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s*(?P<year>(?:19|20)\d{2})(?!\d)", re.IGNORECASE)

# What a date with room for its day holds: the word for it, or a year in figures.
_DAY_OR_YEAR = re.compile(r"ngày|\d{4}", re.IGNORECASE)

_NUMBER_WORDS = {
    "khong": 0,
    "mot": 1,
    "gieng": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "chap": 12,
}


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text, as far as it is filled in; a blank or unreadable part is None."""

    day: int | None
    month: int | None
    year: int | None
    start: int
    end: int

    @property
    def edtf(self) -> str | None:
        """EDTF level 0: `2021-08-05`, `2021-08` where the day is blank, `2021`; None where it cannot be."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04d}"
        if not 1 <= self.month <= 12:
            return None
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        if not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            return None
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def is_impossible(self) -> bool:
        """Say whether all parts are filled in and yet name no day: 31/9."""
        return self.year is not None and self.edtf is None


def read_date(text: str) -> PrintedDate | None:
    """Read the first date of a text, day before month; None where it has none.

    >>> read_date("Tây Ninh, ngày    tháng 8 năm 2021").edtf
    '2021-08'
    >>> read_date("ngày 31/9/2021").edtf is None
    True
    """
    plain = normalise_dashes(text)
    for pattern in (_WRITTEN, _FIGURES, _WORDS, _SHORT, _MONTH, _YEAR):
        if (match := pattern.search(plain)) and (date := _date(match)):
            return date
    return None


def read_full_date(text: str) -> PrintedDate | None:
    """Read the first date that has a day and month or room for them (`ngày   tháng 8 năm 2021`)."""
    if not _DAY_OR_YEAR.search(text):
        return None
    plain = normalise_dashes(text)
    found = [date for p in (_WRITTEN, _FIGURES, _WORDS) if (m := p.search(plain)) and (date := _date(m))]
    return min(found, key=lambda date: date.start, default=None)


def _date(match: re.Match[str]) -> PrintedDate | None:
    parts = match.groupdict()
    if match.re is _FIGURES and not parts["day"] and parts["blank"] is None:
        return None  # `/8/2021` is a date with a blank day only after the word `ngày`
    day, month, year = (_number(parts.get(name) or "") for name in ("day", "month", "year"))
    if match.re is _WORDS and (day is None or month is None):
        return None
    if match.re is _SHORT and year is not None:
        year += 2000 if year < _CENTURY_TURN else 1900
    if year is not None and not 1900 <= year <= 2200:
        year = None
    return PrintedDate(day, month, year, match.start(), match.end())


def _number(text: str) -> int | None:
    text = text.strip()
    if re.fullmatch(r"\d+|\d \d", text):
        return int(text.replace(" ", ""))
    words = fold(text).split()
    if words and words[0] in ("mung", "mong"):
        words = words[1:]
    if not words or any(
        w not in _NUMBER_WORDS and w not in ("nghin", "ngan", "tram", "linh", "le") for w in words
    ):
        return None
    return _spelled(words)


def _spelled(words: list[str]) -> int:
    """Read a number below 10,000 in folded words; `mot` after `muoi` is one, `muoi` after a digit tens."""
    total, digit = 0, 0
    for word in words:
        if word in ("nghin", "ngan"):
            total, digit = (total + digit) * 1000, 0
        elif word == "tram":
            total, digit = total + digit * 100, 0
        elif word == "muoi":
            total, digit = total + (digit or 1) * 10, 0
        elif word not in ("linh", "le"):
            digit = _NUMBER_WORDS[word]
    return total + digit
