"""What the text of a cell looks like: a unit, a time, a clock time, a tick, a figure, a row of sums."""

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from schemas.text import fold, tone_key

_BULLET = re.compile(r"^[-+*•·]+\s*")
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)?")
# `- Chủ trì: Phòng A`: the role before the unit that has it
_ROLE = re.compile(r"^[-+*\s]*(?:(?:đơn vị|cơ quan)\s+)?(?:chủ trì|phối hợp)\s*:\s*", re.IGNORECASE)
_MAX_OPENER = 3  # words of the longest opener in the list

_FIGURE = re.compile(r"[≥≤<>=~±+-]?\s*\d[\d.,]*\s*(%|[a-z]{0,3})?")
_TIME_FORM = re.compile(
    r"\b\d{1,2}\s*[/.-]\s*\d{2,4}\b"  # 12/2025, 31.12.2025
    r"|\bq(uy)?\.?\s*(i{1,3}|iv|[1-4])\b"  # Quý IV, Q2
    r"|\bt(hang)?\.?\s*\d{1,2}\b"  # tháng 9, T9
    r"|\b(19|20)\d\d\b"  # 2025
    r"|\b\d+\s*(ngay|tuan|thang|nam)\b"  # 10 ngày
    r"|\bh[aà]ng (nam|quy|thang|tuan|ngay)\b"
)
# 7h00, 07h45 - 8h00, 20 giờ 15 phút, 14:30: the time of a day.
_CLOCK = re.compile(r"\b\d{1,2}\s*(h|g|gio|:)\s*(\d{1,2}|00)?\b")
_DAY = re.compile(r"\bngay\b|\bthang\b|\b\d{1,2}\s*[/.-]\s*\d{1,2}\b|\b(19|20)\d\d\b")
_UPPER_CODE = re.compile(r"^[A-ZĐ][A-ZĐ&.\-]{1,}[A-ZĐ]$")
_ROOM = re.compile(r"P\.\s?[A-ZĐ]")  # P. CNTT
_AUTHORITY = re.compile(r"(?:T/?M|KT|TL|TUQ|Q)\.\s?[A-ZĐ]")
_TICKS = frozenset("✓✔√●•☑☒✗✘\uf0fc")
_NAME_WORD = re.compile(r"^[A-ZÀ-ỸĐ][a-zà-ỹđ]*\.?$")
# What may follow the word for a sum: figures, the numbers of the groups that are added, a unit after a colon.
_ONLY_SUM = re.compile(r"(?:\W|\d|\b[ivx]{1,4}\b|\b[a-d]\b)*(?::.{0,60}|\d[\d.,]*\s*(?:\w+\s*){0,3})?")


@cache
def _openers() -> dict[str, frozenset[str]]:
    text = files("extractors.lexicon").joinpath("data/cell_openers.csv").read_text("utf-8")
    kinds: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        kinds.setdefault(row["kind"], set()).add(tone_key(row["word"]))
    return {kind: frozenset(words) for kind, words in kinds.items()}


def _opens_with(text: str, kind: str, *, unless: str | None = None) -> bool:
    """Whether a text begins with a word of a kind; a longer beginning of the kind `unless` takes it back."""
    words = _WORD.findall(_BULLET.sub("", tone_key(text[:80])))[:_MAX_OPENER]
    openers = _openers()
    for end in range(len(words), 0, -1):
        opener = " ".join(words[:end])
        if unless is not None and opener in openers[unless]:
            return False
        if opener in openers[kind]:
            return True
    return False


@lru_cache(maxsize=4096)
def looks_like_unit(text: str) -> bool:
    """Say whether a cell names units or persons: by its first words, an abbreviation, or a person's name.

    >>> looks_like_unit("Các sở, ban, ngành"), looks_like_unit("Thường xuyên"), looks_like_unit("Thứ bậc")
    (True, False, False)
    """
    first = _ROLE.sub("", text.strip().split("\n")[0].strip())
    if not first:
        return False
    if _opens_with(first, "unit", unless="plain") and not _FIGURE.fullmatch(first):
        return True
    if _ROOM.match(first):
        return True
    words = re.split(r"[\s,;/]+", first.strip(" .;,-+"))
    if all(_UPPER_CODE.match(word) for word in words if word):
        return True
    return 2 <= len(words) <= 5 and all(_NAME_WORD.match(word) for word in words)


@lru_cache(maxsize=4096)
def looks_like_time(text: str) -> bool:
    """Say whether a cell is about when: a date, a quarter, a length, `Thường xuyên`, `Sau khi ...`."""
    folded = fold(text)
    return bool(_TIME_FORM.search(folded) or _opens_with(text, "time"))


def opens_time(text: str) -> bool:
    """Say whether a text begins with when: `Quý II`, `trước 30/6`, `12/2026`; a year within it is no beginning."""
    return _opens_with(text, "time") or bool(_TIME_FORM.match(fold(text).strip()))


def ends_time(text: str) -> bool:
    """Say whether a text ends with a whole time: a date, a quarter, a month, a year."""
    folded = fold(text).rstrip(" .;")
    return any(match.end() == len(folded) for match in _TIME_FORM.finditer(folded))


@lru_cache(maxsize=4096)
def is_clock_time(text: str) -> bool:
    """Say whether a cell holds a time of day without a day, as the rows of an event's programme do."""
    folded = fold(text)
    return bool(_CLOCK.search(folded)) and not _DAY.search(_CLOCK.sub(" ", folded))


def has_clock_time(text: str) -> bool:
    """Say whether a cell names a time of day, with or without the day."""
    return bool(_CLOCK.search(fold(text)))


def is_figure(text: str) -> bool:
    """Say whether a cell is a number, a share or a measure and nothing more."""
    return bool(_FIGURE.fullmatch(fold(text)))


def is_tick(text: str) -> bool:
    """Say whether a cell is a tick: x, X, v, ✓, ●."""
    return fold(text) in _openers()["tick"] or text.strip() in _TICKS


def is_sum(text: str) -> bool:
    """Say whether a row that begins with this text is a row of sums (`Tổng cộng`).

    >>> is_sum("Tổng cộng: 12 nhiệm vụ"), is_sum("Cộng (I + II)"), is_sum("Công tác chỉ đạo 1")
    (True, True, False)
    >>> is_sum("Tổng kết năm 2026"), is_sum("Tổng số: 5")
    (False, True)
    """
    key = tone_key(text)
    opener = max((word for word in _openers()["total"] if key.startswith(word)), key=len, default=None)
    return opener is not None and bool(_ONLY_SUM.fullmatch(key[len(opener) :]))


def is_signing(text: str) -> bool:
    """Say whether a text is of those who sign below a table: `Người lập biểu`, `KT. GIÁM ĐỐC`, `Nơi nhận:`."""
    return _opens_with(text, "signing") or bool(_AUTHORITY.match(text.strip()))


def is_remark(text: str) -> bool:
    """Say whether a row that begins with this text is a remark on the table (`Ghi chú: ...`, `(*) ...`)."""
    stripped = text.lstrip()
    return _opens_with(stripped, "note") or bool(re.match(r"\(\*+\)", stripped))
