"""Facts to readings: one function for each kind of deadline."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil

from pipeline.deadlines.facts import Fact
from pipeline.deadlines.placement import in_named_month, place_stretch, placed, spans_of, with_flags
from pipeline.deadlines.reading import DeadlineContext, Reading
from pipeline.deadlines.recurrence import MonthDays, first_due, last_day, last_due, rules_of
from pipeline.deadlines.when import Span, join_list, span

Reader = Callable[[Fact, DeadlineContext, Reading], Reading]
# The year in which a due day of every year is looked up: 29 February is one.
_ANY_LEAP_YEAR = 2004


def resolve(fact: Fact, context: DeadlineContext) -> Reading:
    """Return the reading of a fact; its expression and offsets are the caller's to fill."""
    monthless = fact.is_monthless
    if monthless:
        fact = in_named_month(fact, context)
        if fact.is_monthless and fact.continuous:  # thường xuyên trong tháng
            fact = fact._replace(stretch=(), relation="")
        monthless = fact.is_monthless
    empty = Reading("", "unparsed", fact.rule, purpose=fact.purpose or None, flags=tuple(fact.flags))
    if fact.reference and fact.is_words:
        return empty._replace(kind="relative", rule="reference", anchor=fact.reference, purpose=None)
    if fact.unread or fact.is_words or fact.is_weekday or monthless:
        return empty._replace(rule="unread")
    read = _reader(fact)
    return read(fact, context, empty) if read else empty._replace(kind="unspecified")


def _reader(fact: Fact) -> Reader | None:
    """Return what reads a fact: the first of the kinds of deadline that it is."""
    if fact.outlook:
        return _outlook
    if fact.continuous:
        return _continuous
    if fact.is_recurring:
        return _recurring
    if fact.duration:
        return _duration
    if fact.event:
        return _event
    if fact.stretch:
        return place_stretch
    return _origin if fact.origin or "immediate" in fact.flags else None


def _outlook(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    return with_flags(reading._replace(kind="unspecified"), "outlook")


def _continuous(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    reading = reading._replace(kind="continuous", anchor=fact.event or None)
    if fact.origin:
        return _origin(fact, context, reading)._replace(kind="continuous")
    if fact.is_recurring:
        return _continuous_with_due_days(fact, context, reading)
    if fact.stretch:
        return place_stretch(fact, context, reading)._replace(kind="continuous", rule=fact.rule)
    return reading


def _continuous_with_due_days(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    """A frequency without a stated day adds no due day to a continuous task."""
    recurring = _recurring(fact, context, reading._replace(flags=tuple(fact.flags)))
    if "due_day_assumed" in recurring.flags or fact.frequency == ("day", 1) or not recurring.rrule:
        if fact.frequency == ("day", 1) or recurring.granularity is None:
            return reading
        return with_flags(reading._replace(granularity=recurring.granularity), "multi")
    return with_flags(recurring._replace(kind="continuous"), "multi")


# --- from the document's own date, and after events ---


def _origin(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    if fact.stretch:
        return place_stretch(fact, context, reading)
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
    if fact.stretch:  # từ ngày Nghị định có hiệu lực đến hết năm 2026
        return place_stretch(fact, context, reading)._replace(anchor=fact.event)
    return reading._replace(kind="relative", anchor=fact.event, bound=fact.relation or None)


def _duration(fact: Fact, context: DeadlineContext, reading: Reading) -> Reading:
    reading = reading._replace(duration=fact.duration)
    if fact.event:
        return reading._replace(kind="relative", anchor=fact.event, bound=fact.relation or None)
    if fact.stretch and fact.relation in ("during", "before", "by"):  # 03 ngày: 24, 25 và 26 tháng 8
        return place_stretch(fact, context, reading)
    start: date | None = None
    flags: set[str] = set()
    if fact.origin:
        start = context.issue_day
        reading = reading._replace(anchor="ngày ban hành")
    elif fact.stretch:
        spans, flags = spans_of(fact, context)
        if spans is None:
            return with_flags(reading._replace(kind="unspecified", rule="invalid_date"), *flags)
        start = spans[0].start
    reading = with_flags(reading._replace(kind="duration"), *flags)
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
        reading = with_flags(reading, "ends_on_weekend")
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
    anchor = fact.event or None
    flags: set[str] = set()
    if fact.frequency is None and not fact.days and not fact.weekdays:
        return with_flags(reading._replace(kind="recurring", anchor=anchor), "period_unknown")
    rules, granularity, assumed = _rules(fact)
    for other in fact.more_rules:
        more, _, more_assumed = _rules(other)
        rules += tuple(rule for rule in more if rule not in rules)
        assumed = assumed or more_assumed
    if not rules:
        reading = reading._replace(kind="unspecified", rule="invalid_date", anchor=anchor)
        return with_flags(reading, "invalid_date")
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
    flags_known = tuple(flag for flag in reading.flags if flag != "period_unknown")
    reading = reading._replace(
        kind="recurring", anchor=anchor, bound=bound, granularity=granularity, flags=flags_known
    )
    since, until, edtf = context.floor if context.issue_start is None else context.issue_start, None, None
    if fact.within:
        fact = fact._replace(stretch=fact.within, relation=fact.within_relation)
    if fact.stretch and not _is_due_day(fact):
        spans, more_flags = spans_of(fact, context)
        flags |= more_flags
        if spans is not None:
            whole = join_list(spans)
            bounded = placed(fact._replace(origin=""), context, reading, spans, whole)
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
    return with_flags(reading._replace(start=start, rrule="|".join(rules), edtf=edtf), *flags)


def _is_due_day(fact: Fact) -> bool:
    """A stretch without a year beside a frequency is its due day: `Quý I hằng năm`, `Hằng năm, 15/11`."""
    return (
        bool(fact.stretch)
        and not fact.has_year
        and not any(
            w.unit == "years" or (w.unit == "year" and w.part is None) for g in fact.stretch for w in g
        )
    )


def _rules(fact: Fact) -> tuple[tuple[str, ...], str, bool]:
    """Return a fact's rules, their granularity and whether the due day is assumed."""
    unit, count = fact.frequency or ("week" if fact.weekdays else "month", 1)
    days, assumed, granularity = fact.days, False, unit
    if _is_due_day(fact):
        whens = [group[-1] for group in fact.stretch]
        if fact.relation == "before":
            whens = [group[0] for group in fact.stretch]
        spans = [span(when._replace(year=_ANY_LEAP_YEAR)) for when in whens]
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
    elif (not days and not fact.weekdays and unit != "day") or (
        days and unit in ("quarter", "half", "year") and all(month == 0 for month, _ in days)
    ):
        assumed = True
    if not _are_days(days, unit):
        return (), granularity, False
    return rules_of(unit, count, days, fact.weekdays), granularity, assumed


def _are_days(days: MonthDays, unit: str) -> bool:
    """Say whether the calendar has these due days; of every quarter or half, one in any of its months is enough."""
    found = [
        0 <= month <= 12 and (day == -1 or 1 <= day <= monthrange(_ANY_LEAP_YEAR, month or 1)[1])
        for month, day in days
    ]
    return all(found) if unit == "year" else not days or any(found)


def _ends_month(found: Span) -> bool:
    return (found.end + timedelta(1)).day == 1
