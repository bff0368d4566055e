"""Named stretches of time (a day, a quarter, a school year), their years perhaps unknown, and their days."""

import csv
import itertools
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.replacing import quick_to_replace

# Vague parts tile their period without gaps: the year by quarters, the quarter by months, the month by tens.
_PARTS_OF_YEAR = ((1, 3), (4, 9), (10, 12))
_PARTS_OF_MONTH = ((1, 10), (11, 20), (21, 31))
# By custom: schools open on 5 September; the year runs from September to May, its first term to January.
_SCHOOL_OPENING = (9, 5)


@quick_to_replace
class When(NamedTuple):
    """A stretch of time as named; year is None where the words do not say it.

    unit: day (a month, b day), month (a), months (a to b), quarter (a), half (a), year, years (year to a),
    half_month (a month, b first or second), week (a month, b number), iso_week (a), school_year, semester (a),
    school_opening, new_year. Of a day, week or month that the words leave to the heading a is 0.
    part 0, 1, 2: its beginning, middle, end. about: said to be approximate.
    """

    unit: str
    year: int | None
    a: int = 0
    b: int = 0
    part: int | None = None
    about: bool = False
    short_year: bool = False


class Span(NamedTuple):
    """First and last day of a stretch of time; first and last give its ends in EDTF."""

    start: date
    end: date
    granularity: str
    edtf: str
    first: str
    last: str
    approximate: bool = False


@lru_cache(maxsize=16384)
def span(when: When) -> Span | None:
    """Return the days of a stretch of time; None where there is no such day, month or week."""
    if when.year is None:
        return None
    try:
        return _approximate(when) if when.part is not None or when.about else _exact(when, when.year)
    except (ValueError, KeyError):
        return None


def _days(start: date, end: date, granularity: str, edtf: str) -> Span:
    return Span(start, end, granularity, edtf, edtf, edtf)


def _months(year: int, first: int, last: int, granularity: str, edtf: str | None = None) -> Span:
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    first_month, last_month = f"{year:04}-{first:02}", f"{year:04}-{last:02}"
    return Span(start, end, granularity, edtf or f"{first_month}/{last_month}", first_month, last_month)


def _exact(when: When, year: int) -> Span:
    a, b = when.a, when.b
    match when.unit:
        case "day":
            day = date(year, a, b)
            return _days(day, day, "day", day.isoformat())
        case "month":
            return _months(year, a, a, "month", f"{year:04}-{a:02}")
        case "months":
            return _months(year, a, b, "month")
        case "quarter":
            return _months(year, 3 * a - 2, 3 * a, "quarter", f"{year:04}-{32 + a}")
        case "half":
            return _months(year, 6 * a - 5, 6 * a, "half", f"{year:04}-{39 + a}")
        case "year":
            return _days(date(year, 1, 1), date(year, 12, 31), "year", f"{year:04}")
        case "years":
            if a < year:
                raise ValueError
            return Span(
                date(year, 1, 1), date(a, 12, 31), "multi_year", f"{year:04}/{a:04}", f"{year:04}", f"{a:04}"
            )
        case "iso_week":
            start = date.fromisocalendar(year, a, 1)
            return _week(start, start + timedelta(6), approximate=False)
        case "week":
            start = date(year, a, 7 * b - 6)
            return _week(
                start, min(start + timedelta(6), date(year, a, monthrange(year, a)[1])), approximate=True
            )
        case "school_year":
            return _about(date(year, 9, 1), date(year + 1, 5, 31), "year", "month")
        case "half_month":
            first = date(year, a, 1 if b == 1 else 16)
            last = date(year, a, 15 if b == 1 else monthrange(year, a)[1])
            return Span(first, last, "day", f"{first}/{last}", f"{first}", f"{last}")
        case "semester":
            if a == 1:
                return _about(date(year, 9, 1), date(year + 1, 1, 31), "half", "month")
            if a != 2:
                raise ValueError
            return _about(date(year + 1, 2, 1), date(year + 1, 5, 31), "half", "month")
        case "school_opening":
            day = date(year, *_SCHOOL_OPENING)
            return _days(day, day, "day", day.isoformat())._replace(approximate=True)
        case "new_year":
            day = lunar_new_years()[year]
            return _days(day, day, "day", day.isoformat())
    raise ValueError(when.unit)


def _week(start: date, end: date, *, approximate: bool) -> Span:
    if approximate:
        return _about(start, end, "week", "day")
    return Span(start, end, "week", f"{start}/{end}", f"{start}", f"{end}")


def _about(start: date, end: date, granularity: str, precision: str) -> Span:
    """Return a stretch whose ends are approximate, written to the day, the month or the year."""
    cut = {"month": 7, "year": 4}.get(precision, 10)
    first, last = f"{start.isoformat()[:cut]}~", f"{end.isoformat()[:cut]}~"
    edtf = first if first == last else f"{first}/{last}"
    return Span(start, end, granularity, edtf, first, last, approximate=True)


def _approximate(when: When) -> Span:
    whole = _exact(when._replace(part=None, about=False), when.year or 0)
    if when.part is None:
        precision = "day" if when.unit in ("day", "week", "iso_week") else "month"
        if when.unit == "year":
            return whole._replace(
                edtf=f"{whole.edtf}~", first=f"{whole.first}~", last=f"{whole.last}~", approximate=True
            )
        return _about(whole.start, whole.end, whole.granularity, precision)
    year = whole.start.year
    match when.unit:
        case "year":
            first, last = _PARTS_OF_YEAR[when.part]
            months = _months(year, first, last, "half" if when.part == 1 else "quarter")
            return _about(months.start, months.end, months.granularity, "month")
        case "quarter":
            month = _months(year, 3 * when.a - 2 + when.part, 3 * when.a - 2 + when.part, "month")
            return _about(month.start, month.end, "month", "month")
        case "month":
            first, last = _PARTS_OF_MONTH[when.part]
            return _about(
                date(year, when.a, first), date(year, when.a, min(last, whole.end.day)), "day", "day"
            )
        case "years" | "semester":
            return _part_of(whole, when.part, "year" if when.unit == "years" else "month")
        case "school_year":
            start = date(year, 9, 1) if when.part == 0 else date(year + 1, 1 if when.part == 1 else 5, 1)
            return _about(
                start, date(start.year, start.month, monthrange(start.year, start.month)[1]), "month", "month"
            )
        case "week":
            return whole
    raise ValueError(when.unit)


def _part_of(whole: Span, part: int, unit: str) -> Span:
    """Return the first or last year or month of a stretch, or what lies between them."""
    day, end = whole.start, whole.end
    if unit == "year":
        first_end, last_start = date(day.year, 12, 31), date(end.year, 1, 1)
    else:
        first_end, last_start = day.replace(day=monthrange(day.year, day.month)[1]), end.replace(day=1)
    between = (first_end + timedelta(1), last_start - timedelta(1))
    start, last = ((day, first_end), between, (last_start, end))[part]
    if last < start:
        raise ValueError
    granularity = "multi_year" if unit == "year" and start.year != last.year else unit
    return _about(start, last, granularity, unit)


_FINENESS = ("day", "week", "month", "quarter", "half", "year", "multi_year")


def join_range(first: Span, last: Span) -> Span | None:
    """Return the stretch from the one to the other, both included; None where it would run backwards."""
    if last.end < first.start:
        return None
    if first == last:
        return first
    granularity = min(first.granularity, last.granularity, key=_FINENESS.index)
    if granularity == "year":
        granularity = "multi_year"
    start, end = (
        _to_precision(granularity, first.first, first.start),
        _to_precision(granularity, last.last, last.end),
    )
    approximate = first.approximate or last.approximate
    return Span(first.start, last.end, granularity, f"{start}/{end}", start, end, approximate)


def _to_precision(granularity: str, edtf: str, day: date) -> str:
    """Write an end of a range as precisely as the finer of its ends: `2026-03-15/2026-12-31`, not `2026-03-15/2026`."""
    wanted = {"day": 10, "week": 10, "month": 7, "quarter": 7, "half": 7}.get(granularity, 4)
    return edtf if len(edtf.rstrip("~")) >= wanted else day.isoformat()[:wanted]


def join_list(spans: Sequence[Span]) -> Span:
    """Return the stretch from the first to the last of a list.

    EDTF lists them, or is one interval where quarters or halves follow each other without a gap: it has no
    list of those.
    """
    if len(spans) == 1:
        return spans[0]
    ordered = sorted(spans, key=lambda s: (s.start, s.end))
    whole = Span(
        ordered[0].start,
        max(s.end for s in ordered),
        min((s.granularity for s in ordered), key=_FINENESS.index),
        "",
        ordered[0].first,
        max(ordered, key=lambda s: s.end).last,
        any(s.approximate for s in ordered),
    )
    granularity = "multi_year" if whole.granularity == "year" else whole.granularity
    alike = len({s.granularity for s in ordered}) == 1 and not whole.approximate
    simple = alike and all(s.granularity in ("day", "month", "year") and s.first == s.last for s in ordered)
    gapless = all(b.start <= a.end + timedelta(1) for a, b in itertools.pairwise(ordered))
    if gapless and not simple:
        first = _to_precision(whole.granularity, whole.first, whole.start)
        edtf = f"{first}/{_to_precision(whole.granularity, whole.last, whole.end)}"
    else:
        members = (s.first if s.first == s.last else f"{s.first}..{s.last}" for s in ordered)
        edtf = "{" + ",".join(member.replace("~", "") for member in members) + "}"
    return whole._replace(granularity=granularity, edtf=edtf)


@cache
def lunar_new_years() -> dict[int, date]:
    """Return the first day of the lunar year (Tết Nguyên đán) in Vietnam by calendar year."""
    text = files("pipeline.deadlines").joinpath("data/lunar_new_year.csv").read_text("utf-8")
    return {int(row["year"]): date.fromisoformat(row["day"]) for row in csv.DictReader(text.splitlines())}
