"""The blank cells of a table's tasks: filled where the layout makes it evident, else said where it is doubtful."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.plan.task_tables.carry import Carried, carry_down
from extractors.plan.task_tables.columns import Columns
from extractors.plan.task_tables.drafts import COLUMN_NAMES, Draft
from extractors.plan.task_tables.groups import group_text
from extractors.plan.task_tables.head import Head
from extractors.plan.task_tables.hints import find_hints
from extractors.plan.task_tables.kinds import Reading
from extractors.plan.task_tables.values import read_value
from schemas.diagnostics import Diagnostic
from schemas.records import CellValue


def fill_blanks(role: Carried, drafts: list[Draft], columns: Columns, head: Head | None) -> list[Diagnostic]:
    """Fill blank cells of a column from above where the layout makes it evident; report the doubtful ones."""
    diagnostics: list[Diagnostic] = []
    entries: list[tuple[object, CellValue, Draft | None]] = []
    last_group: Reading | None = None
    for draft in drafts:
        group = draft.placed.groups[-1] if draft.placed.groups else None
        if group is not None and group is not last_group and not group.parent:
            own = read_value(group.row, role, columns, head, {})
            if own.text is not None and not group.spans:
                entries.append(((id(group), draft.placed.torn), own, None))
        last_group = group
        entries.append(((id(group), draft.placed.torn), draft.values[role], draft))
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
        return [*_group_values(role, entries), *(_cut_blanks(drafts) if role == "lead" else ())]
    carry = carry_down(
        role,
        [value.text for _, value, _ in entries],
        [group for group, _, _ in entries],
        [draft.printed_lead if draft else None for _, _, draft in entries],
        torn=frozenset(
            at
            for at, (above, entry) in enumerate(pairwise(entries), 1)
            if above[2] and entry[2] and above[2].placed.torn < entry[2].placed.torn
        ),
    )
    for at, above in carry.sources.items():
        task = entries[at][2]
        if task is None or not _may_repeat(task):
            continue
        value = entries[above][1]
        task.values[role] = CellValue(text=value.text, source="inherited", place=value.place)
        task.doubt("value-inherited")
    if carry.sources:
        diagnostics.append(_inherited(role, drafts, len(carry.sources)))
    for at in carry.doubtful:
        task = entries[at][2]
        if task is None or not _may_repeat(task):
            continue
        diagnostics.append(_doubt_blank(role, task))
    return diagnostics


def _may_repeat(draft: Draft) -> bool:
    """Whether a blank cell of a task may stand for the one above it; not where its own text was taken back."""
    return not draft.placed.reading.row.shows_merges and "cell-misplaced" not in draft.doubts


def _doubt_blank(role: Carried, draft: Draft) -> Diagnostic:
    """Note that a task's blank cell may stand for the one above it."""
    reading = draft.placed.reading
    draft.doubt("blank-cell-doubtful")
    return Diagnostic.of(
        "blank-cell-doubtful",
        reading.row.place,
        column=COLUMN_NAMES[role],
        stt=reading.label.text if reading.label else "",
        text=reading.text,
    )


def _cut_blanks(drafts: Sequence[Draft]) -> list[Diagnostic]:
    """Report blank leads right below a page break: a merged cell of two rows that the break cut looks so too."""
    return [
        _doubt_blank("lead", draft)
        for before, draft in pairwise(drafts)
        if draft.placed.reading.row.after_break
        and draft.values["lead"].text is None
        and before.values["lead"].text is not None
        and before.placed.groups == draft.placed.groups
    ]


def _inherited(role: Carried, drafts: Sequence[Draft], count: int) -> Diagnostic:
    place = drafts[0].placed.reading.row.place
    return Diagnostic.of("value-inherited", replace(place, row=None), column=COLUMN_NAMES[role], count=count)


def _group_values(
    role: Carried, entries: Sequence[tuple[object, CellValue, Draft | None]]
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
            below.doubt("group-values")
        if blank and value.text:
            diagnostics.append(
                Diagnostic.of(
                    "group-values",
                    value.place,
                    column=COLUMN_NAMES[role],
                    value=value.text,
                    count=len(blank),
                )
            )
    return diagnostics


def find_telling_titles(role: Carried, drafts: Sequence[Draft]) -> list[Diagnostic]:
    """Report the titles of groups that name a unit or a time which their tasks do not print."""
    placed = [draft.placed for draft in drafts]
    found: list[Diagnostic] = []
    for hint in find_hints(placed, role, [draft.values[role].text for draft in drafts]):
        for at in hint.tasks:
            drafts[at].doubt("group-names-value")
        found.append(
            Diagnostic.of(
                "group-names-value",
                hint.group.row.place,
                column=COLUMN_NAMES[role],
                text=group_text(hint.group),
                count=len(hint.tasks),
            )
        )
    return found
