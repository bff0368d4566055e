"""What the grammar of time gives and what it may know besides the words themselves."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.replacing import quick_to_replace

# Flags in the order in which they are written.
FLAGS = (
    "approximate",
    "year_inferred",
    "rolled_to_next_year",
    "two_digit_year",
    "excel_serial",
    "lunar",
    "time_of_day",
    "working_days",
    "ends_on_weekend",
    "immediate",
    "due_day_assumed",
    "minimum",
    "period_unknown",
    "multi",
    "outlook",
    "blank_or_merged",
    "inherit_previous",
    "invalid_date",
    "placeholder",
    "year_unknown",
    "unit_from_header",
    "typo_fixed",
    "ocr_fixed",
    "nfd",
)
_ORDER = {flag: place for place, flag in enumerate(FLAGS)}


def flags_in_order(flags: set[str] | frozenset[str]) -> tuple[str, ...]:
    """Return the flags in the order in which they are written."""
    return tuple(sorted(flags, key=_ORDER.__getitem__)) if len(flags) > 1 else tuple(flags)


@dataclass(frozen=True, slots=True)
class DeadlineContext:
    """What the document says about the time of its own words.

    issue_start and issue_end are the first and last day that the document's date can mean: equal where the
    day is known. plan_year is the year in the title (Kế hoạch năm 2026), period_start and period_end those
    of its `giai đoạn`. header is the text of the column's heading, group_deadline that of the group row.
    school_year is the first year of `năm học 2025-2026` in the title.
    """

    issue_start: date | None = None
    issue_end: date | None = None
    plan_year: int | None = None
    period_start: int | None = None
    period_end: int | None = None
    header: str = ""
    group_deadline: str = ""
    school_year: int | None = None

    @property
    def issue_day(self) -> date | None:
        """The document's date where its day is known."""
        return self.issue_start if self.issue_start == self.issue_end else None

    @property
    def floor(self) -> date | None:
        """The day before which no deadline of this document ends: its date, or its period's first day."""
        start = self.issue_start
        if self.period_start is None:
            return start
        first = date(self.period_start, 1, 1)
        return first if start is None or start < first else start


@quick_to_replace
class Reading(NamedTuple):
    """One time expression, read.

    start_offset and end_offset are offsets in the text that was read, half open; the other values are the
    columns of task_deadlines. `end` is the boundary as written; `bound` says whether it counts.
    """

    expression: str
    kind: str
    rule: str
    start_offset: int = 0
    end_offset: int = 0
    start: date | None = None
    end: date | None = None
    bound: str | None = None
    granularity: str | None = None
    edtf: str | None = None
    rrule: str | None = None
    duration: str | None = None
    anchor: str | None = None
    purpose: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def year_inferred(self) -> bool:
        """The year came from the document, not from the expression."""
        return "year_inferred" in self.flags
