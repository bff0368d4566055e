"""Facts to readings: years, days, bounds, EDTF, rules, from the document's own dates and never a clock."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil

from pipeline.deadlines.facts import Fact
from pipeline.deadlines.phrases import Group
from pipeline.deadlines.reading import DeadlineContext, Reading, flags_in_order
from pipeline.deadlines.recurrence import first_due, last_day, last_due, rules_of
from pipeline.deadlines.when import Span, When, join_list, join_range, span


def resolve(fact: Fact, context: DeadlineContext) -> Reading:
    """Return the reading of a fact; its expression and offsets are the caller's to fill."""
    empty = Reading("", "unparsed", fact.rule, purpose=fact.purpose or None, flags=tuple(fact.flags))
    if fact.is_words and fact.reference:
        return empty._replace(kind="relative", rule="reference", anchor=fact.reference, purpose=None)
    if fact.unread or fact.is_words or fact.onward or fact.is_weekday:
        return empty._replace(rule="unread")
    for applies, read in (
        (fact.outlook, _outlook),
        (fact.continuous, _continuous),
        (fact.is_recurring, _recurring),
        (bool(fact.duration), _duration),
        (bool(fact.event), _event),
        (bool(fact.stretch), _stretch),
        (bool(fact.origin) or "immediate" in fact.flags, _origin),
    ):
        if applies:
            return read(fact, context, empty)
    return empty._replace(kind="unspecified")


def _with(reading: Reading, *flags: str) -> Reading:
    return reading._replace(flags=flags_in_order(frozenset(reading.flags) | set(flags)))


def _outlook(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    return _with(reading._replace(kind="unspecified"), "outlook")


def _continuous(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    reading = reading._replace(kind="continuous", anchor=fact.event or None)
    if fact.is_recurring:
        return _continuous_with_due_days(fact, context, reading)
    if fact.stretch:
        return _stretch(fact, context, reading)._replace(kind="continuous", rule=fact.rule)
    return reading


def _continuous_with_due_days(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    """A frequency without a stated day adds no due day to a continuous task."""
    recurring = _recurring(fact, context, reading._replace(flags=tuple(fact.flags)))
    if "due_day_assumed" in recurring.flags or fact.frequency == ("day", 1) or not recurring.rrule:
        if fact.frequency == ("day", 1) or recurring.granularity is None:
            return reading
        return _with(reading._replace(granularity=recurring.granularity), "multi")
    return _with(recurring._replace(kind="continuous"), "multi")


# --- missing years ---


def _year(context: DeadlineContext, end_in: Callable[[int], date | None]) -> tuple[int | None, set[str]]:
    """Return the year that the words leave out: that of the heading, the group or the title.

    Else the earliest whose reading does not end before the document's date or its period.
    """
    stated = year_of_text(context.header) or year_of_text(context.group_deadline) or context.plan_year
    if stated:
        return stated, {"year_inferred"}
    floor = context.floor
    if floor is None:
        return None, {"year_unknown"}
    end = end_in(floor.year)
    if end is None or end >= floor:
        return floor.year, {"year_inferred"}
    return floor.year + 1, {"year_inferred", "rolled_to_next_year"}


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


def _span_of(group: Group) -> Span | None:
    spans = [span(when) for when in group]
    if any(found is None for found in spans):
        return None
    first, last = spans[0], spans[-1]
    assert first is not None
    assert last is not None
    return first if len(spans) == 1 else join_range(first, last)


def _spans(fact: Fact, context: DeadlineContext) -> tuple[list[Span] | None, set[str]]:
    """Return the spans of a fact's stretches; None where a day does not exist or no year is known."""
    flags: set[str] = set()
    groups = fact.stretch
    if any(when.year is None for group in groups for when in group):

        def end_in(year: int) -> date | None:
            found = _span_of(_dated(groups[-1], year))
            if found is None:
                return None
            return found.start if fact.relation == "before" else found.end

        year, flags = _year(context, end_in)
        if year is None:
            return None, flags
        groups = tuple(_dated(group, year) for group in groups)
    spans = [_span_of(group) for group in groups]
    if any(found is None for found in spans):
        return None, {"invalid_date"}
    return [found for found in spans if found is not None], flags


# --- stretches ---


def _stretch(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
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
    spans, flags = _spans(fact, context)
    if spans is None:
        if "year_unknown" in flags:
            kind = "before" if fact.relation in ("by", "before") else _kind_of(fact)
            return _with(reading._replace(kind=kind, bound=_bound_of(fact, kind)), *flags)
        return _with(reading._replace(kind="unspecified", rule="invalid_date"), *flags)
    whole = join_list(spans)
    if whole.approximate or any(s.approximate for s in spans):
        flags.add("approximate")
    return _with(_placed(fact, context, reading, spans, whole), *flags)


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


def _placed(
    fact: Fact, context: DeadlineContext, reading: Reading, spans: list[Span], whole: Span
) -> Reading:
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
            return reading._replace(
                kind="period", start=day, bound="after", granularity=granularity, edtf=f"{day}/.."
            )
    days = granularity == "day" and all(s.start == s.end for s in spans)
    if days:
        reading = _with(reading, "multi") if len(spans) > 1 else reading
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


# --- from the document's own date, and after events ---


def _origin(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    if fact.stretch:
        return _stretch(fact, context, reading)
    start = context.issue_day
    edtf = f"{start}/.." if start else None
    return reading._replace(
        kind="relative",
        start=start,
        bound="after",
        granularity="day" if start else None,
        edtf=edtf,
        anchor="ngày ban hành",
    )


def _event(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    return reading._replace(kind="relative", anchor=fact.event, bound=fact.relation or None)


def _duration(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    reading = reading._replace(duration=fact.duration)
    if fact.event:
        return reading._replace(kind="relative", anchor=fact.event, bound=fact.relation or None)
    if fact.stretch and fact.relation == "during":  # 03 ngày: 24, 25 và 26 tháng 8
        return _stretch(fact, context, reading)
    start: date | None = None
    flags: set[str] = set()
    if fact.origin:
        start = context.issue_day
        reading = reading._replace(anchor="ngày ban hành")
    elif fact.stretch:
        spans, flags = _spans(fact, context)
        if spans is None:
            return _with(reading._replace(kind="unspecified", rule="invalid_date"), *flags)
        start = spans[0].start
    reading = _with(reading._replace(kind="duration"), *flags)
    if start is not None and fact.length and not fact.length[0]:  # 1,5 ngày từ ngày 06/7
        days = ceil(float(fact.duration.strip("PDWMY"))) - 1
        end = start + timedelta(days) if fact.duration.endswith("D") else None
        return reading._replace(start=start, end=end, bound="by" if end else None, granularity="day")
    if start is None or fact.length is None or not fact.length[0]:
        return reading._replace(bound=fact.relation or None if fact.relation != "from" else None)
    end = add_length(start, *fact.length)
    if end is None:
        return reading
    if fact.stretch and not fact.counted:  # runs from its first day on: twelve full months
        end -= timedelta(1)
    if end.weekday() >= 5:
        reading = _with(reading, "ends_on_weekend")
    return reading._replace(start=start, end=end, bound="by", granularity="day", edtf=f"{start}/{end}")


def add_length(start: date, unit: str, count: int) -> date | None:
    """Return the day a length after start: the first day is not counted, a month ends on the same day."""
    try:
        match unit:
            case "day":
                return start + timedelta(count)
            case "week":
                return start + timedelta(7 * count)
            case "working_day":
                weeks, rest = divmod(count, 5)
                day = start + timedelta(7 * weeks)
                while rest:
                    day += timedelta(1)
                    rest -= day.weekday() < 5
                return day
            case "year":
                count *= 12
        year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


# --- recurring ---


def _recurring(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    reading = reading._replace(kind="recurring", anchor=fact.event or None)
    flags: set[str] = set()
    if fact.frequency is None and not fact.days and fact.weekday is None:
        return _with(reading, "period_unknown")
    rules, granularity, assumed = _rules(fact)
    for other in fact.more_rules:
        more, _, more_assumed = _rules(other)
        rules += tuple(rule for rule in more if rule not in rules)
        assumed = assumed or more_assumed
    if not rules:
        return _with(reading._replace(kind="unspecified", rule="invalid_date"), "invalid_date")
    if assumed:
        flags.add("due_day_assumed")
    if len(rules) > 1 or fact.more_rules:
        granularity = (
            "half"
            if sum(rule.split("BYMONTH=")[-1].split(";")[0].count(",") + 1 for rule in rules) == 2
            else granularity
        )
    bound = "by"
    if fact.due:
        bound = fact.due
    if fact.relation in ("before", "by") and _is_due_day(fact):
        bound = fact.relation
    if "time_of_day" in fact.flags:
        bound = "by"
    reading = reading._replace(bound=bound, granularity=granularity)
    since, until, edtf = context.floor if context.issue_start is None else context.issue_start, None, None
    if fact.within:
        fact = fact._replace(stretch=fact.within, relation=fact.within_relation)
    if fact.stretch and not _is_due_day(fact):
        spans, more_flags = _spans(fact, context)
        flags |= more_flags
        if spans is not None:
            whole = join_list(spans)
            bounded = _placed(fact._replace(origin=""), context, reading, spans, whole)
            edtf = bounded.edtf
            until = bounded.end
            if bounded.start and (since is None or bounded.start > since):
                since = bounded.start
    start = min((d for rule in rules if since and (d := first_due(rule, since))), default=None)
    if start and until:
        end = max((d for rule in rules if (d := last_due(rule, start, until))), default=None)
        rules = tuple(f"{rule};UNTIL={until:%Y%m%d}" for rule in rules)
        reading = reading._replace(end=end)
        start = start if end else None
    return _with(reading._replace(start=start, rrule="|".join(rules), edtf=edtf), *flags)


def _is_due_day(fact: Fact) -> bool:
    """A stretch without a year beside a frequency is its due day: `Quý I hằng năm`, `Hằng năm, 15/11`."""
    return (
        bool(fact.stretch)
        and not fact.has_year
        and not any(w.unit in ("year", "years") for g in fact.stretch for w in g)
    )


def _rules(fact: Fact) -> tuple[tuple[str, ...], str, bool]:
    """Return a fact's rules, their granularity and whether the due day is assumed."""
    unit, count = fact.frequency or ("week" if fact.weekday is not None else "month", 1)
    days, assumed, granularity = fact.days, False, unit
    if _is_due_day(fact):
        whens = [group[-1] for group in fact.stretch]
        if fact.relation == "before":
            whens = [group[0] for group in fact.stretch]
        spans = [span(when._replace(year=2001)) for when in whens]
        if any(found is None for found in spans):
            return (), granularity, False
        due = []
        for found in spans:
            assert found is not None
            if found.start == found.end:
                due.append((found.end.month, found.end.day))
            elif fact.relation == "before":
                due.append((found.start.month, found.start.day))
            else:
                assumed = True
                due.append(
                    (found.end.month, last_day(found.end.month))
                    if _ends_month(found)
                    else (found.end.month, found.end.day)
                )
            if found.granularity != "day":
                granularity = found.granularity
        if len(due) > 1 and all(_ends_month(found) for found in spans if found) and assumed:
            due = [(month, -1) for month, _ in due]
        days = tuple(due)
        if granularity == unit == "year" and len(days) in (2, 4, 12):
            granularity = {2: "half", 4: "quarter", 12: "month"}[len(days)]
        unit, count = "year", 1
    elif (not days and fact.weekday is None and unit != "day") or (
        days and unit in ("quarter", "half", "year") and all(month == 0 for month, _ in days)
    ):
        assumed = True
    return rules_of(unit, count, days, fact.weekday), granularity, assumed


def _ends_month(found: Span) -> bool:
    return (found.end + timedelta(1)).day == 1
