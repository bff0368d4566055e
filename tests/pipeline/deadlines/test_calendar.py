"""The iCalendar export opens in calendars: valid, stable, folded inside no letter."""

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from pipeline.deadlines.calendar import to_calendar
from pipeline.deadlines.due import due
from tests.pipeline.deadlines.test_due import TODAY, output_of

CELLS = ("Trước ngày 15/11/2025", "Hằng quý", "Trước ngày 20/6 và 25/11 hằng năm", "Thường xuyên")


def entries(data: bytes, name: str = "VEVENT") -> list[dict[str, object]]:
    return [dict(component) for component in Calendar.from_ical(data).walk(name)]


def test_dated_and_recurring_rows_become_entries_and_no_others() -> None:
    found = entries(to_calendar(due(output_of(*CELLS), TODAY), TODAY))
    assert [(str(e["UID"]), e["DTSTART"].dt) for e in found] == [
        ("d1-t0001-1@kehoach", date(2025, 11, 15)),
        ("d1-t0002-1@kehoach", date(2025, 3, 31)),
        ("d1-t0003-1-1@kehoach", date(2025, 6, 20)),
        ("d1-t0003-1-2@kehoach", date(2025, 11, 25)),
    ]


def test_the_same_output_gives_the_same_bytes() -> None:
    first, second = (to_calendar(due(output_of(*CELLS), TODAY), TODAY) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("entry", ["event", "todo"])
def test_lines_are_short_and_cut_between_letters(entry) -> None:
    data = to_calendar(due(output_of(*CELLS), TODAY), TODAY, entry=entry)
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode("utf-8") for line in lines]


def test_a_to_do_is_due_on_its_day_and_a_recurring_one_starts_on_it() -> None:
    found = entries(to_calendar(due(output_of(*CELLS), TODAY), TODAY, entry="todo"), "VTODO")
    assert [("DUE" in e, "DTSTART" in e) for e in found] == [
        (True, False),
        (False, True),
        (False, True),
        (False, True),
    ]


def test_every_rule_falls_on_its_own_start() -> None:
    for event in entries(to_calendar(due(output_of("Định kỳ 02 tuần/lần", "Hằng tháng"), TODAY), TODAY)):
        start = datetime.combine(event["DTSTART"].dt, time())
        assert rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)[0] == start
