"""Expressions from the grammar's own space: each reads as its row says; `part` counts the expressions of a cell."""

import csv
from calendar import monthrange
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from pipeline.deadlines import DeadlineContext, Reading, read_deadline

FOLDER = Path(__file__).parent
# What offices write, and the same words put together in all ways that the grammar should know.
TABLES = ("cases_own.csv", "cases_combined.csv")
VALUES = ("kind", "start", "end", "bound", "granularity", "edtf", "rrule", "duration", "flags", "anchor")
Case = list[dict[str, str]]


def cases() -> list[Case]:
    rows = []
    for name in TABLES:
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            rows.extend(csv.DictReader(file))
    keys = ("expression", "doc_date", "plan_year", "period", "header", "group", "school_year")
    return [
        list(parts) for _, parts in groupby(rows, key=lambda row: tuple(row.get(key, "") for key in keys))
    ]


def context_of(row: dict[str, str]) -> DeadlineContext:
    first, last = days_of(row["doc_date"])
    start, _, end = row["period"].partition("-")
    return DeadlineContext(
        first,
        last,
        plan_year=int(row["plan_year"]) if row["plan_year"] else None,
        period_start=int(start) if start else None,
        period_end=int(end) if end else None,
        header=row["header"],
        group_deadline=row.get("group", ""),
        school_year=int(row["school_year"]) if row.get("school_year") else None,
    )


def days_of(text: str) -> tuple[date | None, date | None]:
    parts = [int(part) for part in text.split("-") if part]
    if not parts:
        return None, None
    if len(parts) == 3:
        return date(*parts), date(*parts)
    first = date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    last_month = parts[1] if len(parts) == 2 else 12
    return first, date(parts[0], last_month, monthrange(parts[0], last_month)[1])


def as_row(reading: Reading) -> dict[str, str]:
    row = {name: getattr(reading, name) for name in VALUES}
    row["flags"] = "|".join(row["flags"])
    return {name: "" if value is None else str(value) for name, value in row.items()}


def test_there_are_many() -> None:
    assert len(cases()) >= 1600


@pytest.mark.parametrize("case", cases(), ids=lambda case: repr(case[0]["expression"]) + case[0]["doc_date"])
def test_expression_reads_as_its_row_says(case: Case) -> None:
    readings = read_deadline(case[0]["expression"], context_of(case[0]))
    assert [as_row(reading) for reading in readings] == [{name: row[name] for name in VALUES} for row in case]
    for reading, row in zip(readings, case, strict=True):
        if row["purpose"]:
            assert reading.purpose == row["purpose"]


def test_a_year_beside_a_quarter_is_its_year() -> None:
    for text in ("Năm 2026 (Quý III)", "Năm 2026 - Quý III", "Năm 2026: Quý III"):
        (reading,) = read_deadline(text, DeadlineContext(date(2025, 3, 10), date(2025, 3, 10)))
        assert (reading.start, reading.end) == (date(2026, 7, 1), date(2026, 9, 30))


def test_a_time_without_a_year_has_that_of_the_one_in_brackets() -> None:
    quarter, limit = read_deadline(
        "Quý II (trước 15/6/2027)", DeadlineContext(date(2025, 3, 10), date(2025, 3, 10))
    )
    assert (quarter.end, limit.end) == (date(2027, 6, 30), date(2027, 6, 15))
