"""Deadlines as an iCalendar file (RFC 5545) for Outlook, Google and Thunderbird."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import pandas as pd
from icalendar import Calendar, Component, Event, Todo

from pipeline.deadlines.recurrence import first_due

Entry = Literal["event", "todo"]
_PRODUCT = "-//kehoach//deadlines//VI"
_DOMAIN = "kehoach"
# How the bound is said before the task's text.
_BOUNDS = {"before": "Trước ngày này", "on": "Ngày"}
_SUMMARY_LENGTH = 200


def to_calendar(found: pd.DataFrame, as_of: date, *, entry: Entry = "event") -> bytes:
    """Return the dated and recurring rows of `due` as an iCalendar file.

    An entry stands on the day of the boundary as written, for the whole day; a recurring duty is one entry with
    its rule. Its UID is made of the item's id and the expression's ordinal: a new export replaces old entries.

    Args:
        found: what `due` returned.
        as_of: the day that the entries are stamped with; no clock is asked.
        entry: event (VEVENT, which every calendar shows) or todo (VTODO, which Google and Outlook pass over).
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Thời hạn kế hoạch")
    stamp = datetime.combine(as_of, datetime.min.time(), UTC)
    for row in found.to_dict("records"):
        for component in _entries({str(key): value for key, value in row.items()}, stamp, entry):
            calendar.add_component(component)
    return bytes(calendar.to_ical())


def _entries(row: dict[str, Any], stamp: datetime, entry: Entry) -> Iterator[Component]:
    rules = row["rrule"].split("|") if _known(row["rrule"]) else [None]
    for number, rule in enumerate(rules, 1):
        day = _day(row, rule)
        if day is None:
            continue
        component: Component = Event() if entry == "event" else Todo()
        suffix = f"-{number}" if len(rules) > 1 else ""
        component.add("uid", f"{row['item_id']}-{row['ordinal']}{suffix}@{_DOMAIN}")
        component.add("dtstamp", stamp)
        component.add("summary", _summary(row))
        component.add("description", _description(row))
        if entry == "event":
            component.add("dtstart", day)
            component.add("dtend", day + timedelta(1))
            component.add("transp", "TRANSPARENT")
        else:  # RFC 5545: a recurring to-do needs a start, and DUE must not be on it
            component.add("dtstart" if rule else "due", day)
            component.add("status", "NEEDS-ACTION")
        if rule:
            component.add("rrule", _rule(rule))
        component.add("categories", [str(row["state"])])
        yield component


def _day(row: dict[str, Any], rule: str | None) -> date | None:
    if rule is None:
        return row["due"] if _known(row["due"]) else None
    start = row["start"] if _known(row["start"]) else None
    if start is None:
        return row["due"] if _known(row["due"]) else None
    # The row's start is that of its earliest rule, and already the first due day of a rule of every n-th period.
    return first_due(
        ";".join(part for part in rule.split(";") if not part.startswith(("INTERVAL", "UNTIL"))), start
    )


def _rule(rule: str) -> dict[str, Any]:
    parts = dict(part.split("=") for part in rule.split(";"))
    named: dict[str, Any] = {name: value.split(",") for name, value in parts.items()}
    if "UNTIL" in parts:
        named["UNTIL"] = datetime.strptime(parts["UNTIL"], "%Y%m%d").date()
    for name in ("BYMONTH", "BYMONTHDAY", "INTERVAL"):
        if name in named:
            named[name] = [int(value) for value in named[name]]
    return named


def _summary(row: dict[str, Any]) -> str:
    bound = _BOUNDS.get(str(row["bound"]), "Hạn")
    text = " ".join(" - ".join(str(row[key]) for key in ("purpose", "task") if _known(row[key])).split())
    text = text if len(text) <= _SUMMARY_LENGTH else text[: _SUMMARY_LENGTH - 1] + "…"
    return f"{bound}: {text}"


def _description(row: dict[str, Any]) -> str:
    lines = (
        ("", row["task"]),
        ("Thời hạn: ", row["expression"]),
        ("Chủ trì: ", row["lead"]),
        ("Phối hợp: ", row["coordinating"]),
        ("Văn bản: ", row["code"]),
        ("", row["title"]),
    )
    return "\n".join(f"{label}{value}" for label, value in lines if _known(value))


def _known(value: Any) -> bool:
    return value is not None and not pd.isna(value) and value != ""
