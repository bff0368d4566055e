"""Columns that each stand for a stretch of time, ticked where a task falls into it: years, quarters, months."""

import re
from collections.abc import Sequence

from schemas.text import fold

# 2026, Năm 2026, 2026 - 2030, Đến 2025; Quý I, Q1; Tháng 3, T3; Tuần 2; 6 tháng đầu năm
_PERIOD = re.compile(
    r"(?:(?:nam|den|tu|giai doan) )*(?:19|20)\d\d(?: ?- ?(?:nam )?(?:19|20)\d\d)?"
    r"|(?:quy ?|q)(?:i{1,3}|iv|[1-4])(?:[ /.].*)?"
    r"|(?:thang ?|t)(?:0?[1-9]|1[0-2])(?:[ /.].*)?"
    r"|tuan (?:\d{1,2}|i{1,3}|iv|v)"
    r"|[69] thang (?:dau|cuoi)(?: nam)?|hoc k[yi] (?:i{1,2}|1|2)"
)
_COUNTED = re.compile(r"\d{1,2}|i{1,3}|iv|v")
_YEAR = re.compile(r"(?:nam )?((?:19|20)\d\d)")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_NOUN = re.compile(r"\b(thang|quy|tuan)\b")
_PRINTED = {"thang": "Tháng", "quy": "Quý", "tuan": "Tuần"}


def period_name(parts: Sequence[str]) -> str | None:
    """Return the stretch of time that a column's headings, from the top down, name; None where they name none.

    A bare figure counts what stands above it: `3` below `Tháng` is `Tháng 3`; a year above a part of it is
    its year.

    >>> period_name(["Tháng", "3"]), period_name(["Năm 2026", "Quý II"]), period_name(["TT"])
    ('Tháng 3', 'Quý II/2026', None)
    """
    if not parts:
        return None
    *above, leaf = (part.strip() for part in parts)
    folded = fold(leaf)
    if _COUNTED.fullmatch(folded) and above and (noun := _counted(above[-1])):
        name = f"{noun} {leaf}"
    elif _PERIOD.fullmatch(folded):
        name = leaf
    else:
        return None
    year = next((found[1] for part in reversed(above) if (found := _YEAR.fullmatch(fold(part)))), None)
    return f"{name}/{year}" if year and not _HAS_YEAR.search(name) else name


def _counted(heading: str) -> str | None:
    """Return what the figures below a heading count: `Tháng` below `Thời gian thực hiện (tháng)`; else None."""
    found = _NOUN.search(fold(heading))
    return _PRINTED[found[1]] if found else None
