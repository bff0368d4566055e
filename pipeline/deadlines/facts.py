"""What one clause says about time, and how the facts of neighbouring clauses join into one."""

import itertools
from typing import NamedTuple

from pipeline.deadlines.items import Group

_STRONG = (";", "\n", ".")


class Fact(NamedTuple):
    """What a clause says, its years perhaps still unknown; start and end are offsets in the spelling.

    stretch is a stretch of time, relation how the task stands to it: during, before, by, from, after; origin
    says that it runs from now or from the document's signing on. frequency is (unit, count), days its due
    days as (month, day), due their bound. duration is in ISO 8601, event the words of what is waited for.
    """

    start: int
    end: int
    rule: str
    continuous: bool = False
    frequency: tuple[str, int] | None = None
    more_rules: tuple["Fact", ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    weekday: int | None = None
    due: str = ""
    report: bool = False
    stretch: tuple[Group, ...] = ()
    relation: str = ""
    origin: str = ""
    duration: str = ""
    length: tuple[str, int] | None = None
    counted: bool = False  # its first day is not counted (kể từ)
    event: str = ""
    vague: bool = False
    outlook: bool = False
    unread: bool = False
    onward: bool = False  # và các năm tiếp theo
    within: tuple[Group, ...] = ()  # what bounds a frequency whose stretch is its due day
    within_relation: str = ""
    reference: str = ""  # the document that it names and nothing else
    label: str = ""  # begin, done: from a column divided into start and end
    purpose: str = ""
    flags: frozenset[str] = frozenset()

    @property
    def is_words(self) -> bool:
        """Nothing in it is a time."""
        return not (
            self.continuous
            or self.frequency
            or self.days
            or self.stretch
            or self.origin
            or self.duration
            or self.event
            or self.vague
            or self.outlook
            or self.unread
            or self.onward
            or self.weekday is not None
            or self.flags & {"period_unknown", "time_of_day", "immediate"}
        )

    @property
    def has_year(self) -> bool:
        """The words say the year."""
        return any(when.year is not None for group in self.stretch for when in group)

    @property
    def is_plain(self) -> bool:
        """It says that the task is continuous and no more."""
        return self.continuous and not (self.stretch or self.is_recurring or self.event)

    @property
    def is_one_year(self) -> bool:
        """It names one whole year and no more."""
        whens = [when for group in self.stretch for when in group]
        return len(whens) == 1 and whens[0].unit == "year" and whens[0].year is not None and not self.has_part

    @property
    def has_part(self) -> bool:
        """It names the beginning, middle or end of something."""
        return any(when.part is not None for group in self.stretch for when in group)

    @property
    def is_weekday(self) -> bool:
        """It names a day of the week and does not say how often: `(thứ Tư)` beside a date."""
        return self.weekday is not None and self.frequency is None

    @property
    def is_recurring(self) -> bool:
        """It has a frequency or a reporting day."""
        return bool(self.frequency or self.days or self.weekday is not None or "period_unknown" in self.flags)


def join_facts(facts: list[tuple[str, Fact]]) -> list[Fact]:
    """Return the facts of a cell, those joined that say one thing; each comes after its separator."""
    joined: list[Fact] = []
    for separator, fact in _with_years(_with_labels(facts)):
        for one in _apart(fact):
            both = _join(joined[-1], one, separator) if joined else None
            if both is None:
                joined.append(one)
            else:
                joined[-1] = both._replace(start=joined[-1].start, end=max(one.end, joined[-1].end))
    return joined


def _with_years(facts: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """Give a time without a year that of the time in brackets after it: `Quý II (trước 15/6/2025)`."""
    dated = list(facts)
    for place, ((separator, fact), (opening, after)) in enumerate(itertools.pairwise(facts)):
        if opening == "(" and after.has_year and fact.stretch and not fact.has_year:
            dated[place] = (separator, fact._replace(stretch=_years_from(fact, after)))
    return dated


def _with_labels(facts: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """Join words with the time that follows them in brackets or after a colon: `Báo cáo (Quý I)`, `Báo cáo: Quý I`."""
    labelled: list[tuple[str, Fact]] = []
    for separator, fact in facts:
        before = labelled[-1] if labelled else None
        both = (
            _join(before[1], fact, separator) if before and before[1].is_words and separator in "(:" else None
        )
        if before and both:
            labelled[-1] = (before[0], both._replace(start=before[1].start))
        else:
            labelled.append((separator, fact))
    return labelled


def _apart(fact: Fact) -> list[Fact]:
    """`Trước ngày 30/6 và 31/12/2026`: two limits, one fact each."""
    limits = fact.relation in ("before", "by") and not (fact.is_recurring or fact.origin or fact.duration)
    if (
        not limits
        or len(fact.stretch) < 2
        or any(when.unit != "day" for group in fact.stretch for when in group)
    ):
        return [fact]
    return [fact._replace(stretch=(group,)) for group in fact.stretch]


def _join(a: Fact, b: Fact, separator: str) -> Fact | None:
    """Return what two neighbouring clauses say together; None where each says its own."""
    if a.unread or b.unread:
        return None
    if separator == "/" and a.is_words and b.stretch:  # a word that belongs to the date: `Quý lX/2021`
        return b._replace(unread=True)
    if a.is_words:
        relation = "from" if a.label == "begin" and b.relation == "during" else b.relation
        return b._replace(purpose=b.purpose or a.purpose, label=b.label or a.label, relation=relation)
    if b.is_words:
        return a if a.purpose or separator == "(" else a._replace(purpose=b.purpose)
    if b.onward:
        return a._replace(relation="from") if a.stretch and a.relation in ("during", "from") else a
    if a.is_weekday or b.is_weekday:
        named, day = (a, b) if a.is_weekday else (b, a)
        return (
            day._replace(flags=day.flags | named.flags)
            if day.stretch or (day.frequency and day is b)
            else None
        )
    if a.outlook or b.outlook:
        kept = b if a.outlook else a
        return kept._replace(flags=kept.flags | {"multi"})
    if a.vague or b.vague:
        kept, other = (b, a) if a.vague else (a, b)
        return kept._replace(purpose=kept.purpose or other.purpose)
    if _only_time(a):
        return b._replace(
            flags=b.flags | a.flags, relation="by" if a.relation and b.relation == "during" else b.relation
        )
    if _only_time(b):
        return a._replace(flags=a.flags | b.flags)
    own_words = bool(b.purpose) and separator in _STRONG
    for join in (_join_lengths, _join_continuous, _join_recurring, _join_stretches, _join_events):
        both = join(a, b, own_words)
        if both is not None:
            return both
    return None


def _only_time(fact: Fact) -> bool:
    return fact.flags >= {"time_of_day"} and not fact.stretch and not fact.is_recurring and not fact.duration


def _join_lengths(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    """`12 tháng (từ 01/9/2021)`, `03 ngày: 24, 25 và 26 tháng 8`, `10 ngày, kể từ khi ...`."""
    if not a.duration or a.stretch or a.event or a.origin or own_words:
        return None
    if b.stretch and b.relation in ("from", "during") and not b.is_recurring and not b.continuous:
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
    return other._replace(
        continuous=True,
        rule=first.rule,
        purpose=first.purpose or other.purpose,
        flags=first.flags | other.flags,
    )


def _join_recurring(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    if a.continuous or b.continuous or not (a.is_recurring or b.is_recurring) or a.duration or b.duration:
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
    if _is_further_day(recurring, other):
        return recurring._replace(stretch=(*recurring.stretch, *other.stretch), flags=a.flags | b.flags)
    if recurring.stretch or recurring.days:
        if recurring.has_year or recurring.within or not other.has_year:
            return None
        return recurring._replace(
            within=other.stretch, within_relation=other.relation, flags=a.flags | b.flags
        )
    return recurring._replace(
        stretch=other.stretch, relation=other.relation, purpose=purpose, flags=a.flags | b.flags
    )


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
    if b.days or b.stretch or b.weekday is not None:
        if a.days or a.stretch or a.weekday is not None:
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
    if a.label == "begin" and a.relation in ("from", "during") and b.relation in ("during", "by", "before"):
        return _as_range(a, b)
    if a.purpose or b.purpose:
        return None
    if a.is_one_year and not b.has_year:  # Năm 2025 (Quý III)
        return b._replace(stretch=_years_from(b, a), flags=a.flags | b.flags)
    if a.relation == "from" and b.relation == "by":
        return _as_range(a, b)
    if a.relation == "during" and b.relation in ("during", "from") and not a.has_part and not b.has_part:
        phases = {"multi"} if a.label == "phase" or b.label == "phase" else frozenset()
        return b._replace(
            stretch=(*_years_from(a, b), *b.stretch),
            flags=a.flags | b.flags | phases,
            label=b.label or a.label,
        )
    return None


def _as_range(a: Fact, b: Fact) -> Fact:
    """`Bắt đầu: 01/3/2025; Hoàn thành: 30/6/2025`: one stretch, both included."""
    group = (a.stretch[0][0], b.stretch[-1][-1])
    return b._replace(stretch=(group,), relation="during", rule="range", label="", flags=a.flags | b.flags)


def _years_from(a: Fact, b: Fact) -> tuple[Group, ...]:
    """Give the members of a without a year the first year of b: `Quý I; Quý III/2026`."""
    year = next((when.year for group in b.stretch for when in group if when.year is not None), None)
    return tuple(
        tuple(w if w.year is not None or a.has_year else w._replace(year=year) for w in group)
        for group in a.stretch
    )


def _join_events(a: Fact, b: Fact, own_words: bool) -> Fact | None:
    """`Đột xuất, khi có yêu cầu`."""
    if a.event and b.event and not (a.stretch or b.stretch or a.duration or b.duration or own_words):
        return a._replace(event=f"{a.event}, {b.event}")
    for at_once, other in ((a, b), (b, a)):
        if at_once.flags & {"immediate"} and (other.event or other.origin):
            return other
    return None
