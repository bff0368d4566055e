"""Two neighbouring facts joined where they say one thing."""

from pipeline.deadlines.facts import Fact
from pipeline.deadlines.items import Group
from pipeline.deadlines.stretches import turn_of_year

_STRONG = (";", "\n", ".")
_TICKS = frozenset(("x", "v", "✓", "✔", "√"))
_LENGTHS = ("day", "week", "month", "quarter", "half", "year")
_FINENESS = ("day", "week", "half_month", "month", "quarter", "half", "semester", "school_year", "year")


def join_pair(a: Fact, b: Fact, separator: str) -> Fact | None:
    """Return what two neighbouring clauses say together; None where each says its own."""
    if a.unread or b.unread:
        return None
    for join in (_join_words, _join_hour, _join_weekday, _join_ends):
        both = join(a, b, separator)
        if both is not None:
            return both
    if a.is_weekday or b.is_weekday:
        return None
    own_words = bool(b.purpose) and separator in _STRONG
    for join_times in _JOINS:
        both = join_times(a, b, own_words)
        if both is not None:
            return both
    return None


# --- a time and what is no time of its own ---


def _join_words(a: Fact, b: Fact, separator: str) -> Fact | None:
    """Words of what it is for, `và các năm tiếp theo`, an outlook, vague words."""
    if separator == "/" and a.is_words and b.stretch:  # a word that belongs to the date: `Quý lX/2021`
        return b._replace(unread=True)
    if a.is_words:
        relation = "from" if a.label == "begin" and b.relation == "during" else b.relation
        return b._replace(purpose=b.purpose or a.purpose, label=b.label or a.label, relation=relation)
    if b.is_words:
        ticked = b.purpose.casefold() in _TICKS  # Năm 2026: x
        return a if a.purpose or ticked else a._replace(purpose=b.purpose or b.gloss)
    if b.onward and not b.continuous:
        return a.from_on() if a.stretch and a.relation in ("during", "from") else a
    if a.outlook or b.outlook:
        kept = b if a.outlook else a
        return kept._replace(flags=kept.flags | {"multi"})
    if a.vague or b.vague:
        kept, other = (b, a) if a.vague else (a, b)
        return kept._replace(purpose=kept.purpose or other.purpose)
    return None


def _join_hour(a: Fact, b: Fact, separator: str) -> Fact | None:
    """`08 giờ, ngày 09/10/2025`, `15/6/2026, 8h00`."""
    if _only_hour(a):
        relation = "by" if a.relation and b.relation == "during" else b.relation
        return b._replace(flags=b.flags | a.flags, relation=relation)
    return a._replace(flags=a.flags | b.flags) if _only_hour(b) else None


def _only_hour(fact: Fact) -> bool:
    told = fact.stretch or fact.is_recurring or fact.duration
    return "time_of_day" in fact.flags and not told


def _join_weekday(a: Fact, b: Fact, separator: str) -> Fact | None:
    """`Thứ Sáu (19/6/2026)`, `hằng tuần (thứ Sáu)`."""
    if not (a.is_weekday or b.is_weekday):
        return None
    named, day = (a, b) if a.is_weekday else (b, a)
    flags = day.flags | named.flags
    if day is a and day.frequency == ("week", 1) and not day.weekdays:
        purpose = day.purpose or named.purpose
        return day._replace(weekdays=named.weekdays, due=named.due, purpose=purpose, flags=flags)
    named_so = day.stretch or day.is_day_of_month or (day.frequency and day is b)
    return day._replace(flags=flags) if named_so else None


def join_refined(a: Fact, b: Fact, separator: str) -> Fact | None:
    """`Quý II (tháng 5)`, `Học kỳ I: tháng 10`, `Tuần 1 (02-06/3)`: the finer time, in brackets or after a colon.

    `Trước 20/6 (6 tháng)`: what is reported on.
    """
    if separator not in ("(", ":") or not a.stretch or a.is_recurring or a.continuous or a.has_part:
        return None
    if separator == "(" and b.duration and not (b.stretch or b.event or b.origin or b.purpose):
        return a if a.relation in ("before", "by") and a.units == {"day"} else None
    if not b.stretch or b.is_recurring or b.continuous or b.duration or a.purpose:
        return None
    if a.relation != "during" or b.relation not in ("during", "from") or len(a.stretch) != 1 or b.has_part:
        return None
    coarse = min(_FINENESS.index(unit) if unit in _FINENESS else -1 for unit in a.units)
    fine = max(_FINENESS.index(unit) if unit in _FINENESS else len(_FINENESS) for unit in b.units)
    weeks = a.is_monthless and a.units == {"week"}  # Tuần 3 - 6 (23/3 - 17/4/2026): no month of their own
    if fine >= coarse or (len(a.stretch[0]) != 1 and not weeks) or b.is_monthless:
        return None
    stretch = years_from(b, a) if not a.units & {"semester", "school_year"} else b.stretch
    return b._replace(stretch=stretch, flags=a.flags | b.flags)


def _join_ends(a: Fact, b: Fact, separator: str) -> Fact | None:
    """`Quý III/2026 - 2027`, `tháng 11 - Tết Nguyên đán 2027`: from the one to the other."""
    if separator != "-" or not (a.stretch and b.stretch):
        return None
    for fact in (a, b):
        if fact.relation != "during" or fact.purpose or fact.is_recurring or fact.continuous or fact.duration:
            return None
        if len(fact.stretch) > 1:
            return None
    if (a.is_one_year and (b.is_one_year or not b.has_year)) or (b.is_one_year and not a.has_year):
        return None  # Năm 2026 - Quý III: of that year
    return _as_range(a, b)


# --- two times ---


def _join_lengths(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    """`12 tháng (từ 01/9/2021)`, `03 ngày: 24, 25 và 26 tháng 8`, `10 ngày, kể từ khi ...`."""
    if not a.duration or a.stretch or a.event or a.origin or own_words:
        return None
    plain = b.relation not in ("", "after") and not (b.is_recurring or b.continuous)
    if b.stretch and plain and (not b.purpose or b.relation == "from"):
        return b._replace(
            duration=a.duration,
            length=a.length,
            flags=a.flags | b.flags,
            purpose=a.purpose or b.purpose,
            counted=b.counted,
        )
    if b.origin or (b.event and not b.duration):
        return b._replace(
            duration=a.duration, length=a.length, flags=a.flags | b.flags, relation=a.relation, rule=a.rule
        )
    return None


def _join_continuous(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    """`Thường xuyên, giai đoạn 2021-2025`, `Thường xuyên, báo cáo trước ngày 15/12 hằng năm`."""
    if not (a.continuous or b.continuous) or (own_words and not b.is_recurring):
        return None
    first, other = (a, b) if a.continuous else (b, a)
    if first.stretch or first.is_recurring or first.event:
        return (
            first._replace(purpose=first.purpose or other.purpose)
            if other.continuous and other.is_plain
            else None
        )
    if other.duration or other.origin:
        return None
    if other.purpose and other.relation == "during" and other.stretch and not other.is_recurring:
        return None  # thường xuyên, cao điểm tháng 7
    relation = "from" if first.onward and other.relation == "during" else other.relation
    return other._replace(
        continuous=True,
        relation=relation,
        rule=first.rule,
        purpose=first.purpose or other.purpose,
        flags=first.flags | other.flags,
    )


def _join_in_month(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    """`Tháng 6/2026 (trước ngày 20)`, `Tuần 2, tháng 6`: a part of the month that is named beside it."""
    part, month = (a, b) if a.is_monthless else (b, a)
    if not part.is_monthless or own_words or month.is_recurring or month.continuous or month.is_monthless:
        return None
    if len(month.stretch) != 1 or month.units != {"month"} or month.relation != "during" or month.has_part:
        return None
    if len(month.stretch[0]) != 1:
        return None
    when = month.stretch[0][0]
    return part.in_month(when.a, when.year)._replace(purpose=a.purpose or b.purpose, flags=a.flags | b.flags)


def _join_recurring(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    if a.continuous or b.continuous or not (a.is_recurring or b.is_recurring):
        return None
    if (a.duration or b.duration) and not _is_other_report(a, b):
        return None
    if a.is_recurring and b.is_recurring:
        if own_words and not b.report:
            return None
        return _join_frequencies(a, b)
    recurring, other = (a, b) if a.is_recurring else (b, a)
    if other.event and not other.stretch:
        if a is other or own_words or b.purpose:
            return None
        return a._replace(event=a.event or b.event, flags=a.flags | {"multi"})
    if other.origin or own_words or (a is other and a.purpose and b.purpose):
        return None
    purpose = a.purpose or b.purpose
    if recurring.report and other.has_year and not recurring.stretch:  # trước 20/12/2025 (báo cáo năm)
        return other._replace(purpose=purpose)
    by_day = any(when.unit == "day" for group in other.stretch for when in group)
    if other.has_year and by_day and other.relation == "during":
        return None
    if other.has_year and (
        _is_within_one(other, recurring) or (other.purpose and other.relation in ("before", "by"))
    ):
        return None  # quý I/2026 và hằng năm; hằng năm, riêng năm 2026 trước 31/3/2026
    if _is_further_day(recurring, other):
        return recurring._replace(stretch=(*recurring.stretch, *other.stretch), flags=a.flags | b.flags)
    if (
        a is recurring
        and a.has_year
        and not a.days
        and other.units == {"day"}
        and not (other.has_year or a.within)
    ):
        return a._replace(  # giai đoạn 2026-2030: hằng năm, trước 15/12
            within=a.stretch,
            within_relation=a.relation,
            stretch=b.stretch,
            relation=b.relation,
            purpose=purpose,
        )
    if recurring.stretch or recurring.days:
        if _is_other_report(a, b):
            yearly = b._replace(frequency=("year", 1), duration="", due=b.relation)
            return a._replace(more_rules=(*a.more_rules, yearly))
        if recurring.has_year or recurring.within or not other.has_year:
            return None
        return recurring._replace(
            within=other.stretch, within_relation=other.relation, flags=a.flags | b.flags
        )
    relation = other.relation
    if recurring.frequency == ("year", 1) and other.is_one_year and relation == "during":
        relation = "from"  # Năm 2026 và hằng năm
    return recurring._replace(
        stretch=other.stretch, relation=relation, purpose=purpose, flags=a.flags | b.flags
    )


def _is_within_one(other: Fact, recurring: Fact) -> bool:
    """One stretch no longer than what lies between two due days: nothing recurs in it."""
    unit, _ = recurring.frequency or ("", 1)
    if (
        unit not in _LENGTHS
        or other.relation != "during"
        or len(other.stretch) != 1
        or len(other.stretch[0]) != 1
    ):
        return False
    named = other.stretch[0][0]
    return (
        named.unit in _LENGTHS and named.unit != "year" and _LENGTHS.index(named.unit) <= _LENGTHS.index(unit)
    )


def _is_other_report(a: Fact, b: Fact) -> bool:
    """`Hằng quý (trước ngày 15 của tháng cuối quý), 6 tháng (trước 15/6), năm (trước 15/12)`."""
    limit = (
        b.relation in ("before", "by")
        and b.units == {"day"}
        and not (b.has_year or b.purpose or b.is_recurring)
    )
    return limit and a.is_recurring and a.due == b.relation and not (a.has_year or a.within)


def _is_further_day(recurring: Fact, other: Fact) -> bool:
    """`định kỳ 6 tháng; trước ngày 15 tháng 6, trước ngày 01 tháng 12`: the second due day of the half-years."""
    unit, count = recurring.frequency or ("", 1)
    wanted = {"half": 2, "quarter": 4}.get(unit, 0) // count
    days = [when.unit for fact in (recurring, other) for group in fact.stretch for when in group]
    without_year = bool(recurring.stretch) and not (recurring.has_year or other.has_year)
    return (
        without_year and set(days) == {"day"} and len(days) <= wanted and recurring.relation == other.relation
    )


def _join_frequencies(a: Fact, b: Fact) -> Fact | None:
    if a.event or a.within or b.within:
        return None
    if b.days or b.stretch or b.weekdays:
        if a.days or a.stretch or a.weekdays:
            if not (a.report or b.report) and (a.purpose or b.purpose):
                return None
            return a._replace(more_rules=(*a.more_rules, b), flags=a.flags | b.flags)
        return b._replace(
            frequency=a.frequency or b.frequency, purpose=a.purpose or b.purpose, flags=a.flags | b.flags
        )
    if (a.purpose and b.purpose) or not b.frequency:
        return None
    if not a.frequency:
        return b._replace(purpose=a.purpose or b.purpose, flags=(a.flags | b.flags) - {"period_unknown"})
    order = ("day", "week", "month", "quarter", "half", "year")
    finest = min(a.frequency, b.frequency, key=lambda f: (order.index(f[0]), f[1]))
    return a._replace(frequency=finest, flags=a.flags | b.flags | {"multi"})


def _join_stretches(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    if (
        not (a.stretch and b.stretch)
        or a.is_recurring
        or b.is_recurring
        or a.duration
        or b.duration
        or a.event
        or b.event
    ):
        return None
    if b.is_one_year and not a.has_year and b.relation == "during" and not (a.purpose and b.purpose):
        purpose = a.purpose or b.purpose  # Quý III, năm 2025
        return a._replace(stretch=years_from(a, b), purpose=purpose, flags=a.flags | b.flags)
    if a.label == "begin" and a.relation in ("from", "during") and b.relation in ("during", "by", "before"):
        return _as_range(a, b)
    if a.purpose or b.purpose:
        return None
    if a.is_one_year and not b.has_year:  # Năm 2025 (Quý III)
        return b._replace(stretch=years_from(b, a), flags=a.flags | b.flags)
    if ("day" in a.units) != ("day" in b.units):
        return None
    if a.relation == "from" and b.relation == "by":
        return _as_range(a, b)
    if a.relation == "during" and b.relation in ("during", "from") and not a.has_part and not b.has_part:
        phases = {"multi"} if a.label == "phase" or b.label == "phase" else frozenset()
        return b._replace(
            stretch=(*years_from(a, b), *b.stretch),
            flags=a.flags | b.flags | phases,
            label=b.label or a.label,
        )
    return None


def _as_range(a: Fact, b: Fact) -> Fact:
    """`Bắt đầu: 01/3/2025; Hoàn thành: 30/6/2025`: one stretch, both included."""
    first, last = years_from(a, b)[0][0], b.stretch[-1][-1]
    if a.stretch[0][0].year is None:
        first = turn_of_year(first, last)
    return b._replace(
        stretch=((first, last),), relation="during", rule="range", label="", flags=a.flags | b.flags
    )


def years_from(a: Fact, b: Fact) -> tuple[Group, ...]:
    """Give the members of a the first year of b, if none of them has one: `Quý I; Quý III/2026`."""
    year = next((when.year for group in b.stretch for when in group if when.year is not None), None)
    if year is None or a.has_year:
        return a.stretch
    return tuple(tuple(when._replace(year=year) for when in group) for group in a.stretch)


def _join_events(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    """`Đột xuất, khi có yêu cầu`."""
    if a.event and b.event and not (a.stretch or b.stretch or a.duration or b.duration or own_words):
        return a._replace(event=f"{a.event}, {b.event}")
    for at_once, other in ((a, b), (b, a)):
        if at_once.flags & {"immediate"} and (other.event or other.origin):
            return other
    return None


_JOINS = (_join_lengths, _join_continuous, _join_in_month, _join_recurring, _join_stretches, _join_events)
