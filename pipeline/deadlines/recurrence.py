"""Recurring duties as RFC 5545 rules, and their due days."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr

# No day stated: the end of the working week.
_WEEK_DUE_DAY = 4
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_DAY = (31, -1, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A bounded duty is followed over at most this many days: no plan looks further ahead.
_HORIZON_DAYS = 366 * 40
_LEAP_GAP = 8  # years between two 29 February at most

MonthDays = tuple[tuple[int, int], ...]  # (month, day); month 0: every month; day -1: the last


@lru_cache(maxsize=4096)
def rules_of(unit: str, count: int, days: MonthDays, weekdays: tuple[int, ...]) -> tuple[str, ...]:
    """Return the rules of a frequency, several where its due days fall on different days of the month.

    Args:
        unit: day, week, month, quarter, half, year.
        count: every how many of them.
        days: due days as (month, day); empty where none is stated, then the last day of each period.
        weekdays: 0 Monday to 6 Sunday, for weeks.
    """
    interval = f";INTERVAL={count}" if count > 1 else ""
    if unit == "day":
        return (f"FREQ=DAILY{interval}",)
    if unit == "week":
        named = ",".join(_WEEKDAYS[day] for day in weekdays or (_WEEK_DUE_DAY,))
        return (f"FREQ=WEEKLY{interval};BYDAY={named}",)
    if unit == "month" and count == 1:
        stated = ",".join(str(day) for _, day in days) or "-1"
        return (f"FREQ=MONTHLY;BYMONTHDAY={stated}",)
    if unit == "month" and 12 % count:  # every 9 or 18 months: not the same months every year
        return (f"FREQ=MONTHLY;INTERVAL={count};BYMONTHDAY=-1",)
    if unit == "year" and not days:
        days = ((12, 31),)
    every = {"month": count, "quarter": 3, "half": 6}.get(unit, 12)
    if not days or all(month == 0 for month, _ in days):
        day = days[0][1] if days else -1
        days = tuple((month, day) for month in range(every, 13, every))
    if unit != "year":
        interval = ""
    by_day: dict[int, list[int]] = {}
    for month, day in sorted(days):
        by_day.setdefault(day, []).append(month)
    return tuple(
        f"FREQ=YEARLY{interval};BYMONTH={','.join(map(str, months))};BYMONTHDAY={day}"
        for day, months in by_day.items()
    )


def last_day(month: int) -> int:
    """Return the due day of a month without a stated one: its last day, -1 where that depends on the year."""
    return _LAST_DAY[month - 1]


@lru_cache(maxsize=4096)
def first_due(rule: str, since: date) -> date | None:
    """Return the rule's first due day on or after a day; that of every n-th period falls in the n-th."""
    parts = dict(part.split("=") for part in rule.split(";"))
    count = int(parts.get("INTERVAL", 1))
    match parts["FREQ"]:
        case "DAILY":
            return since + timedelta(count - 1)
        case "WEEKLY":
            named = [_WEEKDAYS.index(day) for day in parts["BYDAY"].split(",")]
            return since + timedelta(min((day - since.weekday()) % 7 for day in named) + 7 * (count - 1))
        case "MONTHLY":
            months = range(since.month + count - 1, since.month + count + 2)
            found = [_day(since.year, m, int(d)) for m in months for d in parts["BYMONTHDAY"].split(",")]
        case _:
            named_months = [int(m) for m in parts["BYMONTH"].split(",")]
            number = int(parts["BYMONTHDAY"])
            for year in range(since.year + count - 1, since.year + count + _LEAP_GAP):
                found = [_day(year, month, number) for month in named_months]
                if due := min((day for day in found if day and day >= since), default=None):
                    return due
            return None
    return min((day for day in found if day and day >= since), default=None)


def last_due(rule: str, start: date, until: date) -> date | None:
    """Return the rule's last due day in start to until."""
    if until < start or (until - start).days > _HORIZON_DAYS:
        return None
    parts = dict(part.split("=") for part in rule.split(";"))
    if "INTERVAL" in parts:
        moments = rrulestr(f"{rule};UNTIL={until:%Y%m%d}", dtstart=_moment(start))
        return max((moment.date() for moment in moments), default=None)
    match parts["FREQ"]:
        case "DAILY":
            return until
        case "WEEKLY":
            named = [_WEEKDAYS.index(day) for day in parts["BYDAY"].split(",")]
            found = [until - timedelta((until.weekday() - day) % 7) for day in named]
        case _:
            months = [int(month) for month in parts.get("BYMONTH", "1,2,3,4,5,6,7,8,9,10,11,12").split(",")]
            days = [int(day) for day in parts["BYMONTHDAY"].split(",")]
            years = range(until.year, max(start.year, until.year - _LEAP_GAP) - 1, -1)
            found = [
                due for y in years for m in months for d in days if (due := _day(y, m, d)) and due <= until
            ]
    return max((day for day in found if day >= start), default=None)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _day(year: int, month: int, day: int) -> date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    length = monthrange(year, month)[1]
    if day > length or year > date.max.year:
        return None
    return date(year, month, length if day == -1 else day)
