"""First and last due days are those of the rules themselves."""

from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
from dateutil.rrule import rrulestr

from pipeline.deadlines.recurrence import first_due, last_due, rules_of

FREQUENCIES = (
    ("day", 1, ()),
    ("week", 1, ()),
    ("month", 1, ()),
    ("month", 1, ((0, 5), (0, 20))),
    ("month", 1, ((0, 31),)),
    ("month", 2, ()),
    ("quarter", 1, ()),
    ("quarter", 1, tuple((month, 15) for month in (3, 6, 9, 12))),
    ("half", 1, ()),
    ("year", 1, ()),
    ("year", 1, ((2, 29),)),
    ("year", 1, ((6, 15), (12, 15))),
)
DAYS = [date(2025, 1, 1) + timedelta(37 * step) for step in range(0, 40, 3)]


@pytest.mark.parametrize(("unit", "count", "days"), FREQUENCIES)
def test_due_days_are_those_of_the_rule(unit: str, count: int, days: tuple[tuple[int, int], ...]) -> None:
    for rule, since, span in product(rules_of(unit, count, days, ()), DAYS, (20, 400, 1900)):
        until = since + timedelta(span)
        start = datetime.combine(since, time())
        all_due = [d.date() for d in rrulestr(f"{rule};UNTIL={until:%Y%m%d}", dtstart=start)]
        assert last_due(rule, since, until) == (all_due[-1] if all_due else None), (rule, since, until)
        if all_due:
            assert first_due(rule, since) == all_due[0], (rule, since)


def test_every_n_months_keeps_its_distance() -> None:
    (rule,) = rules_of("month", 18, (), ())
    first = first_due(rule, date(2026, 3, 10))
    assert (rule, first) == ("FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=-1", date(2027, 8, 31))
    assert last_due(rule, date(2027, 8, 31), date(2031, 1, 1)) == date(2030, 8, 31)


def test_several_days_of_the_week() -> None:
    (rule,) = rules_of("week", 1, (), (1, 3))
    assert rule == "FREQ=WEEKLY;BYDAY=TU,TH"
    assert first_due(rule, date(2026, 3, 11)) == date(2026, 3, 12)
    assert last_due(rule, date(2026, 3, 11), date(2026, 3, 18)) == date(2026, 3, 17)
