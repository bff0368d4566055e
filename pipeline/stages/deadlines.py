"""Deadlines as printed (thời hạn) to dates that can be computed with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import zip_longest

import pandas as pd

from pipeline.deadlines.grammar import read_deadline
from pipeline.deadlines.group_time import time_of_group
from pipeline.deadlines.plan_year import read_plan_year, read_school_year
from pipeline.deadlines.reading import DeadlineContext, Reading
from pipeline.stages.frames import Frames, listed, make_frame, rows_of, values
from schemas.diagnostics import Diagnostic
from schemas.tables import TABLES

_OVERALL = ("kind", "start", "end", "edtf", "rrule", "bound")
# What a person should look at: the first of these that a reading shows.
_DOUBTS = {
    "invalid_date": "deadline-invalid-date",
    "placeholder": "deadline-placeholder",
    "year_unknown": "deadline-year-unknown",
    "inherit_previous": "deadline-ditto",
    "ocr_fixed": "deadline-mended",
}
_Row = dict[str, object]


def add_deadlines(frames: Frames) -> Frames:
    """Read each task's and assignment's deadline_raw into typed columns.

    Needs: tasks.deadline_raw, group, _deadline_header, _group_deadline; assignments.deadline_raw; documents.title,
    attached_title, issue_date_start, issue_date_end, period_start, period_end, source_path.
    Adds: tasks.deadline_kind, _start, _end, _edtf, _rrule, _bound; task_deadlines; assignment_deadlines; rows
    of diagnostics. An empty cell has no time expression: no row, and no deadline_kind. Rows of tasks stay,
    in order.
    """
    contexts = _document_contexts(frames["documents"])
    tasks, assignments = frames["tasks"], frames["assignments"]
    of_tasks = _read_column(tasks, contexts, _strings(tasks, "_deadline_header"), _group_times(tasks))
    of_assignments = _read_column(assignments, contexts)
    deadlines = {
        "task_deadlines": _rows(tasks, "task_id", of_tasks),
        "assignment_deadlines": _rows(assignments, "assignment_id", of_assignments),
    }
    doubts = [*_doubts(tasks, "task_id", of_tasks), *_doubts(assignments, "assignment_id", of_assignments)]
    return (
        frames
        | {name: make_frame(rows, name) for name, rows in deadlines.items()}
        | {"tasks": _with_overall(tasks, of_tasks)}
        | {"diagnostics": _with_doubts(frames["diagnostics"], frames["documents"], doubts)}
    )


def _strings(table: pd.DataFrame, column: str) -> list[str | None]:
    return listed(table[column]) if column in table else [None] * len(table)


def _group_times(tasks: pd.DataFrame) -> list[str | None]:
    """Return the time of each task's group row: its own deadline, else what its text names."""
    named = {group: time_of_group(group) for group in set(_strings(tasks, "group")) if group is not None}
    groups = zip(_strings(tasks, "_group_deadline"), _strings(tasks, "group"), strict=True)
    return [own if own is not None or group is None else named[group] for own, group in groups]


def _document_contexts(documents: pd.DataFrame) -> dict[str, DeadlineContext]:
    contexts = {}
    columns = [
        "doc_id",
        "issue_date_start",
        "issue_date_end",
        "attached_title",
        "title",
        "period_start",
        "period_end",
    ]
    for doc_id, start, end, own, outer, period_start, period_end in rows_of(documents, columns):
        contexts[doc_id] = DeadlineContext(
            issue_start=start,
            issue_end=end,
            plan_year=read_plan_year(own, start, end) or read_plan_year(outer, start, end),
            period_start=period_start,
            period_end=period_end,
            school_year=read_school_year(own) or read_school_year(outer),
        )
    return contexts


def _read_column(
    table: pd.DataFrame,
    contexts: dict[str, DeadlineContext],
    headers: Iterable[str | None] = (),
    group_times: Iterable[str | None] = (),
) -> list[list[Reading]]:
    """Return the readings of each row of a table, every distinct expression in its context read once."""
    read: dict[tuple[str, ...], list[Reading]] = {}
    readings = []
    rows = zip_longest(rows_of(table, ("deadline_raw", "doc_id")), headers, group_times)
    for (printed, doc_id), header, group_time in rows:
        raw = (printed or "").strip()
        key = raw, doc_id, header or "", group_time or ""
        if key not in read:
            context = _in_place(contexts.get(doc_id, DeadlineContext()), header or "", group_time or "")
            read[key] = read_deadline(raw, context) if raw else []
        readings.append(read[key])
    return readings


def _in_place(context: DeadlineContext, header: str, group_time: str) -> DeadlineContext:
    if not header and not group_time:
        return context
    return replace(context, header=header, group_deadline=group_time)


def _rows(table: pd.DataFrame, key: str, readings: list[list[Reading]]) -> list[_Row]:
    return [
        {"doc_id": doc_id, key: row_id, "ordinal": ordinal} | _values(reading)
        for (doc_id, row_id), of_row in zip(rows_of(table, ("doc_id", key)), readings, strict=True)
        for ordinal, reading in enumerate(of_row, 1)
    ]


def _values(reading: Reading) -> _Row:
    return {
        "expression": reading.expression,
        "kind": reading.kind,
        "start": reading.start,
        "end": reading.end,
        "bound": reading.bound,
        "granularity": reading.granularity,
        "edtf": reading.edtf,
        "rrule": reading.rrule,
        "duration": reading.duration,
        "anchor": reading.anchor,
        "year_inferred": reading.year_inferred,
        "flags": "|".join(reading.flags) or None,
        "purpose": reading.purpose,
        "rule": reading.rule,
    }


def _with_overall(tasks: pd.DataFrame, readings: list[list[Reading]]) -> pd.DataFrame:
    overall = [overall_deadline(of_row) for of_row in readings]
    types = {column.name: column.type for column in TABLES["tasks"].columns}
    columns = {
        f"deadline_{name}": values([row.get(name) for row in overall], types[f"deadline_{name}"])
        for name in _OVERALL
    }
    return tasks.assign(**columns)


def overall_deadline(readings: list[Reading]) -> _Row:
    """Return a task's deadline as a whole: its one reading; of several first start, last end, all rules."""
    if len(readings) <= 1:
        return {name: getattr(reading, name) for reading in readings for name in _OVERALL}
    starts = [reading.start for reading in readings if reading.start]
    ends = [reading for reading in readings if reading.end]
    last = max(ends, key=_end, default=None)
    return {
        "kind": "multiple",
        "start": min(starts, default=None),
        "end": last.end if last else None,
        "bound": last.bound if last else None,
        "rrule": "|".join(reading.rrule for reading in readings if reading.rrule) or None,
    }


def _end(reading: Reading) -> date:
    return reading.end or date.min


def _doubts(
    table: pd.DataFrame, key: str, readings: list[list[Reading]]
) -> Iterable[tuple[str, str, Diagnostic]]:
    for (doc_id, row_id, page), of_row in zip(rows_of(table, ("doc_id", key, "page")), readings, strict=True):
        place = f"page {page}, {row_id}" if page is not None else row_id
        for reading in of_row:
            code = "deadline-unparsed" if reading.kind == "unparsed" else _doubt(reading)
            if code:
                yield doc_id, place, Diagnostic.of(code, expression=reading.expression)


def _doubt(reading: Reading) -> str | None:
    return next((code for flag, code in _DOUBTS.items() if flag in reading.flags), None)


def _with_doubts(
    diagnostics: pd.DataFrame, documents: pd.DataFrame, doubts: list[tuple[str, str, Diagnostic]]
) -> pd.DataFrame:
    if not doubts:
        return diagnostics
    paths = dict(rows_of(documents, ("doc_id", "source_path")))
    rows: list[_Row] = [
        {
            "doc_id": doc_id,
            "severity": found.severity,
            "code": found.code,
            "message": found.message,
            "message_vi": found.message_vi,
            "location": place,
            "source_path": paths.get(doc_id),
        }
        for doc_id, place, found in doubts
    ]
    return pd.concat([diagnostics, make_frame(rows, "diagnostics")], ignore_index=True)
