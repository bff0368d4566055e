"""What one clause says about time."""

from typing import NamedTuple

from pipeline.deadlines.items import Group
from pipeline.deadlines.when import When
from pipeline.replacing import quick_to_replace

_IN_MONTH = ("day", "week", "month")
_TELLING = ("period_unknown", "time_of_day", "immediate")  # flags that say something of time by themselves


@quick_to_replace
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
    weekdays: tuple[int, ...] = ()
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
    purpose_end: int = 0  # where the words of what it is for end, if a time stands among them
    gloss: str = ""  # words of doing and no more: `triển khai`, a purpose where they follow a time
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
            or self.weekdays
            or not self.flags.isdisjoint(_TELLING)
        )

    @property
    def has_year(self) -> bool:
        """The words say the year."""
        for group in self.stretch:
            for when in group:
                if when.year is not None:
                    return True
        return False

    @property
    def has_all_years(self) -> bool:
        """The words say the year of everything that they name."""
        for group in self.stretch:
            for when in group:
                if when.year is None:
                    return False
        return True

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
        return bool(self.weekdays) and self.frequency is None

    @property
    def is_recurring(self) -> bool:
        """It has a frequency or a reporting day."""
        return bool(self.frequency or self.days or self.weekdays or "period_unknown" in self.flags)

    @property
    def is_day_of_month(self) -> bool:
        """It names days and neither their month nor how often: `trước ngày 20`."""
        if not self.days or self.frequency or self.stretch or self.weekdays:
            return False
        return "period_unknown" not in self.flags and all(month == 0 for month, _ in self.days)

    @property
    def units(self) -> set[str]:
        """The units of time that its stretches are named in."""
        return {when.unit for group in self.stretch for when in group}

    @property
    def is_monthless(self) -> bool:
        """It names days, weeks or a part of a month that is not said: `trước ngày 20`, `tuần 2`, `cuối tháng`."""
        for group in self.stretch:
            for when in group:
                if when.a == 0 and when.unit in _IN_MONTH:
                    return True
        return self.is_day_of_month

    def from_on(self) -> "Fact":
        """Return the fact with an open end: `Giai đoạn 2026-2030 và các năm tiếp theo`."""
        return self._replace(
            stretch=tuple((when,) for group in self.stretch for when in group), relation="from"
        )

    def in_month(self, month: int, year: int | None) -> "Fact":
        """Return the fact with its days, weeks or part in a month."""
        if self.is_day_of_month:
            groups: tuple[Group, ...] = tuple((When("day", year, month, day),) for _, day in self.days)
            return self._replace(stretch=groups, relation=self.due or "during", days=(), due="")
        groups = tuple(
            tuple(w._replace(a=month, year=year) if w.unit in _IN_MONTH and w.a == 0 else w for w in group)
            for group in self.stretch
        )
        return self._replace(stretch=groups)
