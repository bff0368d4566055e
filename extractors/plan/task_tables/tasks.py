"""Tasks out of the rows of a task table: each with its group, its values and how the row came by them."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.plan.task_tables.blanks import fill_blanks, find_telling_titles
from extractors.plan.task_tables.breaks import mend_breaks
from extractors.plan.task_tables.carry import Carried
from extractors.plan.task_tables.columns import SURE_SCORE, Columns
from extractors.plan.task_tables.division import divide_as_headed, divide_roles
from extractors.plan.task_tables.drafts import COLUMN_NAMES, Draft
from extractors.plan.task_tables.groups import empty_groups, group_text, place_in_groups
from extractors.plan.task_tables.head import Head
from extractors.plan.task_tables.kinds import Reading, read_kinds
from extractors.plan.task_tables.labels import follows, is_next
from extractors.plan.task_tables.pieces import LogicalTable
from extractors.plan.task_tables.products import (
    divide_product,
    divide_timed_lead,
    shared_column,
    timed_lead_column,
)
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.values import first_rows, read_extra, read_printed, read_value
from extractors.plan.task_tables.words import ends_time, looks_like_time, looks_like_unit
from schemas.diagnostics import Diagnostic
from schemas.records import CellValue, Printed, Task
from schemas.vocab import CellSource

# What each doubt leaves of a task's confidence.
_DOUBT_COSTS = {
    "task-table-doubtful": 0.7,
    "header-missing": 0.8,
    "column-guessed": 0.9,
    "value-inherited": 0.9,
    "blank-cell-doubtful": 0.9,
    "row-joined": 0.95,
    "merge-over-break": 0.95,
    "task-from-above": 0.7,
    "roles-divided": 0.95,
    "group-values": 0.9,
    "group-names-value": 0.9,
    "group-guessed": 0.9,
    "cell-misplaced": 0.5,
}
# Doubts of one row that a person is told of with the row's place.
_TOLD_BY_ROW = ("task-from-above", "roles-divided")
_CARRIED: tuple[Carried, ...] = ("lead", "coordinating", "deadline")
_UNITS: tuple[Carried, ...] = ("lead", "coordinating")
_HINTED: tuple[Carried, ...] = ("lead", "deadline")


def read_tasks(table: LogicalTable, columns: Columns) -> tuple[list[Task], list[Diagnostic]]:
    """Read the tasks of a table from the top down, and what a person should look at."""
    mended = mend_breaks(table.rows, columns)
    joined_rows = {id(upper) for _, upper in mended.cut}
    sewn = {id(row.cells[col]): row.index for row, col in mended.sewn}
    readings = read_kinds(mended.rows, columns)
    firsts = first_rows([reading.row for reading in readings])
    diagnostics = [Diagnostic.of("row-joined", lower.place, text=_texts(lower)) for lower, _ in mended.cut]
    diagnostics.extend(
        Diagnostic.of(
            "merge-over-break", row.place, column=_column_name(col, columns, table), value=row.text(col)
        )
        for row, col in mended.sewn
    )
    diagnostics.extend(_leftovers(readings))

    table_doubts = _doubts_of_table(table, columns)
    shared = shared_column(columns, table.head)
    timed = timed_lead_column(columns, table.head)
    drafts: list[Draft] = []
    for placed in place_in_groups(readings):
        draft = Draft(placed, placed.reading.text, doubts=[*table_doubts, *placed.reading.doubts])
        row = placed.reading.row
        for role in _CARRIED:
            draft.values[role] = read_value(row, role, columns, table.head, firsts)
        draft.product = read_printed(row, "deliverable", columns)
        if shared is not None:
            _divide_product(draft, row, shared)
        if timed is not None:
            _divide_timed_lead(draft)
        diagnostics.extend(_misplaced(draft))
        draft.printed_lead = draft.values["lead"].text
        if any("group-guessed" in group.doubts for group in placed.groups):
            draft.doubts.append("group-guessed")
        if id(row) in joined_rows:
            draft.doubts.append("row-joined")
        if any(row.index >= sewn.get(id(cell), row.index + 1) for cell in row.cells):
            draft.doubts.append("merge-over-break")
        _divide(draft, row, columns, table.head)
        drafts.append(draft)
        diagnostics.extend(
            Diagnostic.of(code, row.place, text=draft.text) for code in _TOLD_BY_ROW if code in draft.doubts
        )
    for role in _CARRIED:
        diagnostics.extend(fill_blanks(role, drafts, columns, table.head))
    for role in _HINTED:
        diagnostics.extend(find_telling_titles(role, drafts))
    diagnostics.extend(_gaps(drafts))
    tasks = [_task(draft, columns, table.head) for draft in drafts]
    return tasks, sorted(diagnostics, key=lambda d: (d.location.block or 0, d.location.row or 0))


def _doubts_of_table(table: LogicalTable, columns: Columns) -> list[str]:
    doubts = []
    if columns.score < SURE_SCORE:
        doubts.append("task-table-doubtful")
    if table.head is None:
        doubts.append("header-missing")
    elif columns.guessed:
        doubts.append("column-guessed")
    return doubts


def _leftovers(readings: Sequence[Reading]) -> list[Diagnostic]:
    """Report the rows that are no task: sums, remarks, groups without tasks, rows that no rule reads."""
    codes = {"total": "row-total", "note": "row-note", "unclear": "row-unclear"}
    found = [
        Diagnostic.of(codes[reading.kind], reading.row.place, text=reading.text)
        for reading in readings
        if reading.kind in codes
    ]
    found.extend(
        Diagnostic.of("group-guessed", reading.row.place, text=reading.text)
        for reading in readings
        if reading.kind == "group" and "group-guessed" in reading.doubts
    )
    found.extend(
        Diagnostic.of("group-empty", reading.row.place, text=group_text(reading))
        for reading in empty_groups(readings)
    )
    return found


def _gaps(drafts: Sequence[Draft]) -> list[Diagnostic]:
    """Report where the numbers of a group's tasks jump: a row may be missing in the source or in what was read."""
    found: list[Diagnostic] = []
    for before, draft in pairwise(drafts):
        last, label = before.placed.reading.label, draft.placed.reading.label
        if last is None or label is None or before.placed.groups != draft.placed.groups:
            continue
        if follows(label, last) and not is_next(label, last):
            found.append(
                Diagnostic.of(
                    "number-jump", draft.placed.reading.row.place, before=last.text, after=label.text
                )
            )
    return found


def _column_name(col: int, columns: Columns, table: LogicalTable) -> str:
    header = table.head.header(col) if table.head else None
    return header or COLUMN_NAMES.get(columns.roles[col], f"({col + 1})")


def _texts(row: Row) -> str:
    return " | ".join(cell.text for cell in row.printed())


def _misplaced(draft: Draft) -> list[Diagnostic]:
    """Take back a time that stands for a unit where the source may have lost the borders of its columns.

    A row whose time stands under the coordinating units, and none under the times, has moved to the left: its
    lead is not the lead either.
    """
    row = draft.placed.reading.row
    if row.shows_merges:
        return []
    wrong = [role for role in _UNITS if _is_time(draft.values[role].text)]
    if wrong == ["coordinating"] and draft.values["deadline"].text is None:
        wrong = list(_UNITS)
    found: list[Diagnostic] = []
    for role in wrong:
        value = draft.values[role].text
        draft.values[role] = CellValue()
        draft.doubt("cell-misplaced")
        if value is not None:
            found.append(Diagnostic.of("cell-misplaced", row.place, column=COLUMN_NAMES[role], value=value))
    return found


def _is_time(value: str | None) -> bool:
    return value is not None and not looks_like_unit(value) and ends_time(value) and looks_like_time(value)


def _divide_product(draft: Draft, row: Row, col: int) -> None:
    """Divide the cell of a column that both product and time share."""
    cell = row.cells[col]
    if cell is None or not (text := cell.text.strip()):
        return
    place = row.at(col)
    product, time = divide_product(text)
    draft.product = Printed(text=text[slice(*product)], place=place.span(*product)) if product else None
    source: CellSource = "cell" if row.starts(col) else "merged"
    draft.values["deadline"] = (
        CellValue(text=text[slice(*time)], source=source, place=place.span(*time)) if time else CellValue()
    )


def _divide_timed_lead(draft: Draft) -> None:
    """Divide the cell of a column that lead and time share."""
    lead = draft.values["lead"]
    parts = divide_timed_lead(lead.text) if lead.text else None
    if parts:
        draft.values["lead"] = CellValue(text=parts[0], source=lead.source, place=lead.place)
        draft.values["deadline"] = CellValue(text=parts[1], source=lead.source, place=lead.place)


def _divide(draft: Draft, row: Row, columns: Columns, head: Head | None) -> None:
    """Divide a cell between lead and coordinating units where its words do and no other has the latter."""
    lead = draft.values["lead"]
    col = columns.first("lead")
    if lead.text is None or col is None or draft.values["coordinating"].text is not None:
        return
    other = columns.first("coordinating")
    if other is not None and row.cells[other] is not row.cells[col]:
        return
    division = divide_roles(lead.text) or divide_as_headed(lead.text, (head and head.header(col)) or "")
    if division is None:
        return
    for role, (start, end) in (("lead", division.lead), ("coordinating", division.coordinating)):
        draft.values[role] = CellValue(  # type: ignore[index]
            text=lead.text[start:end], source=lead.source, place=lead.place.span(start, end)
        )
    draft.doubts.append("roles-divided")


def _task(draft: Draft, columns: Columns, head: Head | None) -> Task:
    row = draft.placed.reading.row
    label = draft.placed.reading.label
    task_col = columns.first("task")
    assert task_col is not None
    confidence = 1.0
    for doubt in draft.doubts:
        confidence *= _DOUBT_COSTS[doubt]

    return Task(
        stt=label.text if label else _stt_text(row, columns),
        group=[group_text(reading) for reading in draft.placed.groups],
        task=draft.text,
        lead=draft.values["lead"],
        coordinating=draft.values["coordinating"],
        deadline=draft.values["deadline"],
        group_deadline=draft.group_deadline,
        deliverable=draft.product,
        budget=read_printed(row, "budget", columns),
        note=read_printed(row, "note", columns),
        extra=read_extra(row, columns, head),
        place=row.place,
        confidence=round(confidence, 3),
        doubts=draft.doubts,
    )


def _stt_text(row: Row, columns: Columns) -> str | None:
    return next((text for col in reversed(columns.all("stt")) if (text := row.text(col))), None)
