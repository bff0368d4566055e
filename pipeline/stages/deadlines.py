"""Deadlines as printed (thời hạn) to dates that can be computed with."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from pipeline.deadlines.grammar import read_deadline
from pipeline.deadlines.group_time import time_of_group
from pipeline.deadlines.plan_year import read_plan_year, read_school_year
from pipeline.deadlines.reading import DeadlineContext, Reading
from pipeline.stages.frames import Frames, make_frame, typed
from schemas.diagnostics import Diagnostic

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
    of_tasks = _read_column(
        tasks.assign(_time=_group_times(tasks)), contexts, header="_deadline_header", group="_time"
    )
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


def _group_times(tasks: pd.DataFrame) -> pd.Series:
    """Return the time of each task's group row: its own deadline, else what its text names."""
    own = (
        tasks["_group_deadline"]
        if "_group_deadline" in tasks
        else pd.Series(None, index=tasks.index, dtype="string")
    )
    named = tasks["group"].map(time_of_group, na_action="ignore") if "group" in tasks else own
    return own.fillna(named)


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


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
    for doc_id, first, last, own, outer, period_start, period_end in documents[columns].itertuples(
        index=False
    ):
        start, end = _known(first), _known(last)
        contexts[doc_id] = DeadlineContext(
            issue_start=start,
            issue_end=end,
            plan_year=read_plan_year(_known(own), start, end) or read_plan_year(_known(outer), start, end),
            period_start=_known(period_start),
            period_end=_known(period_end),
            school_year=read_school_year(_known(own)) or read_school_year(_known(outer)),
        )
    return contexts


def _read_column(
    table: pd.DataFrame,
    contexts: dict[str, DeadlineContext],
    *,
    header: str | None = None,
    group: str | None = None,
) -> list[list[Reading]]:
    """Return the readings of each row of a table, every distinct expression in its context read once."""
    blank = pd.Series("", index=table.index, dtype="string")
    keys = pd.DataFrame(
        {
            "raw": table["deadline_raw"].fillna("").str.strip(),
            "doc_id": table["doc_id"],
            "header": table[header].fillna("") if header in table else blank,
            "group": table[group].fillna("") if group in table else blank,
        }
    )
    codes = keys.groupby(list(keys.columns), sort=False, dropna=False).ngroup()
    distinct = keys.loc[~codes.duplicated()]
    readings: list[list[Reading]] = []
    for raw, doc_id, head, group_deadline in distinct.itertuples(index=False):
        context = contexts.get(doc_id, DeadlineContext())
        readings.append(read_deadline(raw, _in_place(context, head, group_deadline)) if raw else [])
    return [readings[code] for code in codes]


def _in_place(context: DeadlineContext, header: str, group_time: str) -> DeadlineContext:
    if not header and not group_time:
        return context
    return replace(context, header=header, group_deadline=group_time)


def _rows(table: pd.DataFrame, key: str, readings: list[list[Reading]]) -> list[_Row]:
    return [
        {"doc_id": doc_id, key: row_id, "ordinal": ordinal} | _values(reading)
        for doc_id, row_id, of_row in zip(table["doc_id"], table[key], readings, strict=True)
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
    columns = {
        f"deadline_{name}": pd.Series([row.get(name) for row in overall], index=tasks.index, dtype=object)
        for name in _OVERALL
    }
    return typed(tasks.assign(**columns), "tasks")


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
    pages: Iterable[Hashable] = table["page"] if "page" in table else [None] * len(table)
    for doc_id, row_id, page, of_row in zip(table["doc_id"], table[key], pages, readings, strict=True):
        place = f"page {page}, {row_id}" if _known(page) is not None else str(row_id)
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
    paths = dict(zip(documents["doc_id"], documents["source_path"], strict=True))
    rows: list[_Row] = [
        {
            "doc_id": doc_id,
            "severity": found.severity,
            "code": found.code,
            "message": found.message,
            "message_vi": found.message_vi,
            "location": place,
            "source_path": _known(paths.get(doc_id)),
        }
        for doc_id, place, found in doubts
    ]
    return pd.concat([diagnostics, make_frame(rows, "diagnostics")], ignore_index=True)
