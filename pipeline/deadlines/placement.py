"""Stretches of time placed in the calendar: missing years from the document's own dates, never from a clock."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from pipeline.deadlines.facts import Fact
from pipeline.deadlines.items import Group
from pipeline.deadlines.reading import DeadlineContext, Reading, flags_in_order
from pipeline.deadlines.spelling import spell
from pipeline.deadlines.when import Span, When, join_list, join_range, span


def with_flags(reading: Reading, *flags: str) -> Reading:
    """Return the reading with these flags added, in the order in which flags are written."""
    return reading._replace(flags=flags_in_order({*reading.flags, *flags})) if flags else reading


# --- missing years and months ---

_MONTH = re.compile(r"\bthang (\d{1,2})(?!\d|\s?[-,])(?:\s?[/-]\s?(\d{4})| nam (\d{4}))?")


def _year(
    context: DeadlineContext, end_in: Callable[[int], date | None], *, by_school: bool
) -> tuple[int | None, set[str]]:
    """Return the year that the words leave out: that of the heading, the group or the title.

    Else the earliest whose reading does not end before the document's date or its period; by_school: a school
    year or its part, which ends in the year after its own.
    """
    stated = year_of_text(context.header) or year_of_text(context.group_deadline)
    if stated:
        return stated, {"year_inferred"}
    if context.school_year:
        return _year_of_school(context.school_year, end_in), {"year_inferred"}
    if context.plan_year:
        return context.plan_year, {"year_inferred"}
    floor = context.floor
    if floor is None:
        return None, {"year_unknown"}
    for year in (floor.year - 1, floor.year) if by_school else (floor.year,):
        end = end_in(year)
        if (end is None and year == floor.year) or (end is not None and end >= floor):
            return year, {"year_inferred"}
    return floor.year + 1, {"year_inferred", "rolled_to_next_year"}


def _year_of_school(first: int, end_in: Callable[[int], date | None]) -> int:
    """Return the year of a school year, August to July, in which a stretch ends: `tháng 3` is in its second."""
    end = end_in(first)
    return first if end is None or end >= date(first, 8, 1) else first + 1


def in_named_month(fact: Fact, context: DeadlineContext) -> Fact:
    """Return a day without its month in that of the heading or the group row: `Tháng 3`, then `trước ngày 20`."""
    named = month_of_text(context.header) or month_of_text(context.group_deadline)
    if named is None:
        return fact
    month, year = named
    if year is None:  # the whole group has one year, that of its month
        year, flags = _year(context, lambda guess: _last_day(guess, month), by_school=False)
        fact = fact._replace(flags=fact.flags | flags)
    return fact.in_month(month, year)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=1024)
def month_of_text(text: str) -> tuple[int, int | None] | None:
    """Return the month and year that a heading names, `III. Tháng 3/2026`; None where it names none or several."""
    named = _MONTH.finditer(spell(text).folded) if text else ()
    found = {(int(m[1]), int(m[2] or m[3] or 0) or None) for m in named}
    month = found.pop() if len(found) == 1 else None
    return month if month and 1 <= month[0] <= 12 else None


@lru_cache(maxsize=1024)
def year_of_text(text: str) -> int | None:
    """Return the year that a heading names, `Thời gian (Năm 2026)`; None where it names none or several."""
    years = {
        int(word)
        for word in _words(text)
        if len(word) == 4 and word.isdecimal() and 1990 <= int(word) <= 2100
    }
    return years.pop() if len(years) == 1 else None


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def _dated(group: Group, year: int) -> Group:
    """Give a group the year in which it ends; a range that would run backwards began the year before."""
    whens = tuple(when if when.year is not None else when._replace(year=year) for when in group)
    if len(group) == 2 and group[0].year is None:
        first, last = span(whens[0]), span(whens[1])
        if first and last and last.end < first.start:
            return (whens[0]._replace(year=year - 1), whens[1])
    return whens


@lru_cache(maxsize=16384)
def _span_of(group: Group) -> Span | None:
    spans = [span(when) for when in group]
    if any(found is None for found in spans):
        return None
    first, last = spans[0], spans[-1]
    assert first is not None
    assert last is not None
    return first if len(spans) == 1 else join_range(first, last)


def spans_of(fact: Fact, context: DeadlineContext) -> tuple[list[Span] | None, set[str]]:
    """Return the spans of a fact's stretches; None where a day does not exist or no year is known."""
    flags: set[str] = set()
    groups = fact.stretch
    if not fact.has_all_years:

        def end_in(year: int) -> date | None:
            found = _span_of(_dated(groups[-1], year))
            if found is None:
                return None
            return found.start if fact.relation == "before" else found.end

        by_school = bool(fact.units & {"school_year", "semester"})
        year, flags = _year(context, end_in, by_school=by_school)
        if year is None:
            return None, flags
        groups = tuple(_dated(group, year) for group in groups)
    spans = [_span_of(group) for group in groups]
    if any(found is None for found in spans):
        return None, {"invalid_date"}
    return [found for found in spans if found is not None], flags


# --- stretches ---


def place_stretch(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    """Return the reading of a fact that names a stretch of time."""
    groups = fact.stretch
    ends_of_parts = (fact.relation in ("by", "before") and fact.origin == "") or fact.origin != ""
    if ends_of_parts and any(w.part is not None for g in groups for w in g):
        fact = fact._replace(
            stretch=tuple(tuple(_whole(w, fact) for w in group) for group in groups),
            flags=fact.flags | _part_flags(fact),
        )
        reading = reading._replace(flags=tuple(fact.flags))
    if "approximate" in fact.flags and fact.relation in ("during", "from"):
        fact = fact._replace(
            stretch=tuple(tuple(w._replace(about=True) for w in group) for group in fact.stretch)
        )
    spans, flags = spans_of(fact, context)
    if spans is None:
        if "year_unknown" in flags:
            kind = "before" if fact.relation in ("by", "before") else _kind_of(fact)
            return with_flags(reading._replace(kind=kind, bound=_bound_of(fact, kind)), *flags)
        return with_flags(reading._replace(kind="unspecified", rule="invalid_date"), *flags)
    whole = join_list(spans)
    if whole.approximate:
        flags.add("approximate")
    return with_flags(placed(fact, context, reading, spans, whole), *flags)


def _part_flags(fact: Fact) -> frozenset[str]:
    return frozenset({"approximate"}) if fact.relation == "before" else frozenset()


def _whole(when: When, fact: Fact) -> When:
    """`Đến cuối năm` is its last day; `trước cuối tháng 9` is before its last day, about."""
    if when.part != 2:
        return when
    if fact.relation == "before" and when.unit == "year":
        return When("day", when.year, 12, 31)
    if fact.relation == "before" and when.unit in ("quarter", "month"):
        month = when.a if when.unit == "month" else 3 * when.a
        return When("day", when.year, month, monthrange(when.year or 2001, month)[1])
    return when._replace(part=None)


def _kind_of(fact: Fact) -> str:
    return (
        "date"
        if all(w.unit in ("day", "new_year", "school_opening") for g in fact.stretch for w in g)
        else "period"
    )


def _bound_of(fact: Fact, kind: str) -> str:
    return fact.relation if fact.relation in ("by", "before") else ("on" if kind == "date" else "during")


def placed(fact: Fact, context: DeadlineContext, reading: Reading, spans: list[Span], whole: Span) -> Reading:
    """Return the reading with the days, bound and EDTF of its stretches."""
    granularity = whole.granularity
    if fact.origin:
        return _from_document(reading._replace(end=whole.end), context, last=whole)
    match fact.relation:
        case "before":
            day = whole.start
            granularity = spans[0].granularity
            return reading._replace(
                kind="before", end=day, bound="before", granularity=granularity, edtf=f"../{day}"
            )
        case "by":
            exact = (
                whole.end.isoformat()
                if granularity in ("quarter", "half", "week")
                else whole.last.replace("~", "")
            )
            return reading._replace(
                kind="before", end=whole.end, bound="by", granularity=granularity, edtf=f"../{exact}"
            )
        case "from":
            if len(fact.stretch) == 1 and len(fact.stretch[0]) == 2:  # từ 01/9 đến 30/9
                return reading._replace(
                    kind="period",
                    start=whole.start,
                    end=whole.end,
                    bound="during",
                    granularity=granularity,
                    edtf=whole.edtf,
                )
            first = whole.start.isoformat()[:7] if granularity in ("quarter", "half") else whole.first
            return reading._replace(
                kind="period",
                start=whole.start,
                bound="after",
                granularity=granularity,
                edtf=f"{first}/..",
            )
        case "after":
            day = whole.end + timedelta(1)
            precision = {"year": 4, "multi_year": 4, "month": 7, "quarter": 7, "half": 7}.get(granularity, 10)
            return reading._replace(
                kind="period",
                start=day,
                bound="after",
                granularity=granularity,
                edtf=f"{day.isoformat()[:precision]}/..",
            )
    days = granularity == "day" and all(s.start == s.end for s in spans)
    if days:
        reading = with_flags(reading, "multi") if len(spans) > 1 else reading
        return reading._replace(
            kind="date",
            start=whole.start,
            end=whole.end,
            bound="on",
            granularity="day",
            edtf=whole.edtf,
        )
    return reading._replace(
        kind="period",
        start=whole.start,
        end=whole.end,
        bound="during",
        granularity=granularity,
        edtf=whole.edtf,
    )


def _from_document(reading: Reading, context: DeadlineContext, last: Span) -> Reading:
    """`Từ nay đến cuối năm`: from the document's day, empty where only its month is known."""
    day = context.issue_day
    start = day.isoformat() if day else _edtf_of_issue(context)
    edtf = f"{start}/{last.end}" if start else f"../{last.end}"
    return reading._replace(kind="period", start=day, bound="during", granularity="day", edtf=edtf)


def _edtf_of_issue(context: DeadlineContext) -> str:
    first, last = context.issue_start, context.issue_end
    if first is None or last is None:
        return ""
    return f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"{first:%Y}"
