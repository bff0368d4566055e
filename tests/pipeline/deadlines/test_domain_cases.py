"""Every expression of the domain's table of deadlines reads as the table says, column by column."""

import csv
from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest

from pipeline.deadlines import DeadlineContext, read_deadline

CASES = Path(__file__).with_name("cases_domain.csv")


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def context_of(case: dict[str, str]) -> DeadlineContext:
    parts = [int(part) for part in case["doc_date"].split("-")]
    if len(parts) == 3:
        first = last = date(*parts)
    else:
        first, last = date(*parts, 1), date(*parts, monthrange(*parts)[1])
    return DeadlineContext(first, last, plan_year=int(case["plan_year"]) if case["plan_year"] else None)


COLUMNS = ("kind", "start", "end", "bound", "granularity", "edtf", "rrule", "duration", "flags")


def as_row(reading: object) -> dict[str, str]:
    row = {column: getattr(reading, column) for column in COLUMNS}
    row["flags"] = "|".join(row["flags"])
    return {column: "" if value is None else str(value) for column, value in row.items()}


def test_the_table_is_whole() -> None:
    assert len(cases()) == 261


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['expression']!r} {case['doc_date']}")
def test_expression_reads_as_the_domain_says(case: dict[str, str]) -> None:
    readings = read_deadline(case["expression"], context_of(case))
    assert [as_row(reading) for reading in readings] == [{column: case[column] for column in COLUMNS}]
