"""Tasks out of the rows of a task table: each with its group, its values and how the row came by them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.plan.task_tables.breaks import mend_breaks
from extractors.plan.task_tables.carry import Carried, carry_down
from extractors.plan.task_tables.columns import SURE_SCORE, Columns
from extractors.plan.task_tables.division import divide_roles
from extractors.plan.task_tables.groups import Placed, empty_groups, group_text, place_in_groups
from extractors.plan.task_tables.head import Head
from extractors.plan.task_tables.hints import find_hints
from extractors.plan.task_tables.kinds import Reading, read_kinds
from extractors.plan.task_tables.labels import follows, is_next
from extractors.plan.task_tables.pieces import LogicalTable
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.values import first_rows, read_extra, read_printed, read_value
from schemas.diagnostics import Diagnostic
from schemas.records import CellValue, Task
from schemas.vocab import ColumnRole

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
}
# Doubts of one row that a person is told of with the row's place.
_TOLD_BY_ROW = ("task-from-above", "roles-divided")
_CARRIED: tuple[Carried, ...] = ("lead", "coordinating", "deadline")
_HINTED: tuple[Carried, ...] = ("lead", "deadline")
_COLUMN_NAMES: dict[ColumnRole, str] = {
    "lead": "đơn vị chủ trì",
    "coordinating": "đơn vị phối hợp",
    "deadline": "thời hạn",
}


@dataclass(slots=True)
class _Draft:
    """A task in the making."""

    placed: Placed
    text: str
    values: dict[Carried, CellValue] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    group_deadline: str | None = None
    printed_lead: str | None = None


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
    drafts: list[_Draft] = []
    for placed in place_in_groups(readings):
        draft = _Draft(placed, placed.reading.text, doubts=[*table_doubts, *placed.reading.doubts])
        row = placed.reading.row
        for role in _CARRIED:
            draft.values[role] = read_value(row, role, columns, table.head, firsts)
        draft.printed_lead = draft.values["lead"].text
        if any("group-guessed" in group.doubts for group in placed.groups):
            draft.doubts.append("group-guessed")
        if id(row) in joined_rows:
            draft.doubts.append("row-joined")
        if any(row.index >= sewn.get(id(cell), row.index + 1) for cell in row.cells):
            draft.doubts.append("merge-over-break")
        _divide(draft, row, columns)
        drafts.append(draft)
        diagnostics.extend(
            Diagnostic.of(code, row.place, text=draft.text) for code in _TOLD_BY_ROW if code in draft.doubts
        )
    for role in _CARRIED:
        diagnostics.extend(_carry(role, drafts, columns, table.head))
    for role in _HINTED:
        diagnostics.extend(_hints(role, drafts))
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


def _hints(role: Carried, drafts: Sequence[_Draft]) -> list[Diagnostic]:
    """Report the titles of groups that name a unit or a time which their tasks do not print."""
    placed = [draft.placed for draft in drafts]
    found: list[Diagnostic] = []
    for hint in find_hints(placed, role, [draft.values[role].text for draft in drafts]):
        for at in hint.tasks:
            if "group-names-value" not in drafts[at].doubts:
                drafts[at].doubts.append("group-names-value")
        found.append(
            Diagnostic.of(
                "group-names-value",
                hint.group.row.place,
                column=_COLUMN_NAMES[role],
                text=group_text(hint.group),
                count=len(hint.tasks),
            )
        )
    return found


def _gaps(drafts: Sequence[_Draft]) -> list[Diagnostic]:
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
    return header or _COLUMN_NAMES.get(columns.roles[col], f"({col + 1})")


def _texts(row: Row) -> str:
    return " | ".join(cell.text for cell in row.printed())


def _divide(draft: _Draft, row: Row, columns: Columns) -> None:
    """Divide a cell between lead and coordinating units where its words do and no other has the latter."""
    lead = draft.values["lead"]
    col = columns.first("lead")
    if lead.text is None or col is None or draft.values["coordinating"].text is not None:
        return
    other = columns.first("coordinating")
    if other is not None and row.cells[other] is not row.cells[col]:
        return
    division = divide_roles(lead.text)
    if division is None:
        return
    for role, (start, end) in (("lead", division.lead), ("coordinating", division.coordinating)):
        draft.values[role] = CellValue(  # type: ignore[index]
            text=lead.text[start:end], source=lead.source, place=lead.place.span(start, end)
        )
    draft.doubts.append("roles-divided")


def _carry(role: Carried, drafts: list[_Draft], columns: Columns, head: Head | None) -> list[Diagnostic]:
    """Fill blank cells of a column from above where the layout makes it evident; report the doubtful ones."""
    diagnostics: list[Diagnostic] = []
    entries: list[tuple[object, CellValue, _Draft | None]] = []
    last_group: Reading | None = None
    for draft in drafts:
        group = draft.placed.groups[-1] if draft.placed.groups else None
        if group is not None and group is not last_group and not group.parent:
            own = read_value(group.row, role, columns, head, {})
            if own.text is not None and not group.spans:
                entries.append((id(group), own, None))
        last_group = group
        entries.append((id(group), draft.values[role], draft))
        if role == "deadline" and group is not None:
            draft.group_deadline = next(
                (
                    value.text
                    for above in reversed(draft.placed.groups)
                    if not above.spans and (value := read_value(above.row, role, columns, head, {})).text
                ),
                None,
            )
    if all(draft.placed.reading.row.shows_merges for draft in drafts):
        return _group_values(role, entries)
    carry = carry_down(
        role,
        [value.text for _, value, _ in entries],
        [group for group, _, _ in entries],
        [draft.printed_lead if draft else None for _, _, draft in entries],
    )
    for at, above in carry.sources.items():
        task = entries[at][2]
        if task is None or task.placed.reading.row.shows_merges:
            continue
        value = entries[above][1]
        task.values[role] = CellValue(text=value.text, source="inherited", place=value.place)
        if "value-inherited" not in task.doubts:
            task.doubts.append("value-inherited")
    if carry.sources:
        diagnostics.append(_inherited(role, drafts, len(carry.sources)))
    for at in carry.doubtful:
        task = entries[at][2]
        if task is None or task.placed.reading.row.shows_merges:
            continue
        reading = task.placed.reading
        if "blank-cell-doubtful" not in task.doubts:
            task.doubts.append("blank-cell-doubtful")
        diagnostics.append(
            Diagnostic.of(
                "blank-cell-doubtful",
                reading.row.place,
                column=_COLUMN_NAMES[role],
                stt=reading.label.text if reading.label else "",
                text=reading.text,
            )
        )
    return diagnostics


def _inherited(role: Carried, drafts: Sequence[_Draft], count: int) -> Diagnostic:
    place = drafts[0].placed.reading.row.place
    return Diagnostic.of("value-inherited", replace(place, row=None), column=_COLUMN_NAMES[role], count=count)


def _group_values(
    role: Carried, entries: Sequence[tuple[object, CellValue, _Draft | None]]
) -> list[Diagnostic]:
    """Report a group row's own unit or time that the blank cells of its tasks leave open."""
    diagnostics: list[Diagnostic] = []
    for at, (group, value, draft) in enumerate(entries):
        if draft is not None:
            continue
        blank = [
            below
            for other, own, below in entries[at + 1 : at + 400]
            if below and other == group and own.text is None
        ]
        for below in blank:
            if "group-values" not in below.doubts:
                below.doubts.append("group-values")
        if blank and value.text:
            diagnostics.append(
                Diagnostic.of(
                    "group-values",
                    value.place,
                    column=_COLUMN_NAMES[role],
                    value=value.text,
                    count=len(blank),
                )
            )
    return diagnostics


def _task(draft: _Draft, columns: Columns, head: Head | None) -> Task:
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
        deliverable=read_printed(row, "deliverable", columns),
        budget=read_printed(row, "budget", columns),
        note=read_printed(row, "note", columns),
        extra=read_extra(row, columns, head),
        place=row.place,
        confidence=round(confidence, 3),
        doubts=draft.doubts,
    )


def _stt_text(row: Row, columns: Columns) -> str | None:
    return next((text for col in reversed(columns.all("stt")) if (text := row.text(col))), None)
