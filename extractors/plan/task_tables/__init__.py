"""Task tables: which tables of a document list tasks, and the tasks in them.

The way of a table: `pieces` joins the blocks that are one table, `head` finds its headings, `columns` says
what they mean and how surely the table lists tasks, `kinds` and `groups` say what each row is, `values` and
`carry` what it says, `tasks` puts them together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.plan.task_tables.columns import SURE_SCORE, TASK_SCORE, Columns, read_columns
from extractors.plan.task_tables.pieces import LogicalTable, join_pieces
from extractors.plan.task_tables.tasks import read_tasks
from extractors.plan.zones import Zones
from schemas.diagnostics import Diagnostic
from schemas.records import Column, TaskTable
from schemas.source import Block

__all__ = ["TaskTables", "find_task_tables"]

# With fewer headings of a task table nothing hints at tasks, and nobody needs to hear that it was left alone.
_WORTH_TELLING = 2
_TELLING_ROLES = ("task", "lead", "coordinating", "deadline")


@dataclass(frozen=True, slots=True)
class TaskTables:
    """The task tables of a document, appendix tables first, each kind in document order.

    consumed holds the Location.block of every Table block that was read as (a piece of) a task table.
    """

    tables: list[TaskTable]
    consumed: frozenset[int]
    diagnostics: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the document whose tables belong together."""

    appendix: str | None
    title: str | None
    blocks: tuple[Block, ...]


def find_task_tables(zones: Zones) -> TaskTables:
    """Find the task tables in the appendices and the body, the attached plan's where one is attached."""
    tables: list[TaskTable] = []
    consumed: set[int] = set()
    diagnostics: list[Diagnostic] = []
    for part in _parts(zones):
        for table in join_pieces(part.blocks):
            title = " ".join(filter(None, (part.title, table.title)))
            columns = read_columns(table.head, table.rows, table.n_cols, title=title)
            if columns.score < TASK_SCORE:
                diagnostics.extend(_left_alone(table, columns))
                continue
            tasks, found = read_tasks(table, columns)
            if not tasks:
                diagnostics.append(Diagnostic.of("task-table-empty", table.first.location))
                continue
            tables.append(
                TaskTable(
                    index=len(tables) + 1,
                    appendix=part.appendix,
                    appendix_title=part.title,
                    columns=[
                        Column(index=col, header=table.head.header(col) if table.head else None, role=role)
                        for col, role in enumerate(columns.roles)
                    ],
                    score=columns.score,
                    tasks=tasks,
                    place=table.first.location,
                )
            )
            consumed.update(t.location.block for t in table.tables if t.location.block is not None)
            diagnostics.extend(_doubts(table, columns))
            diagnostics.extend(found)
    return TaskTables(tables, frozenset(consumed), diagnostics)


def _parts(zones: Zones) -> Iterator[_Part]:
    plan = zones.attached or zones
    appendices = zones.appendices if plan is zones else (*plan.appendices, *zones.appendices)
    for appendix in appendices:
        yield _Part(appendix.label or None, appendix.title or None, appendix.blocks)
    yield _Part(None, None, plan.body)


def _left_alone(table: LogicalTable, columns: Columns) -> list[Diagnostic]:
    """Tell of a table that has something of a task table and was not read as one."""
    if table.head is None:
        return []
    known = [table.head.heading(col) for col in range(table.n_cols)]
    hints = sum(1 for heading in known if heading is not None and heading.role in _TELLING_ROLES)
    if hints < _WORTH_TELLING:
        return []
    headings = "; ".join(header for col in range(table.n_cols) if (header := table.head.header(col)))
    return [Diagnostic.of("table-not-tasks", table.first.location, headings=headings, score=columns.score)]


def _doubts(table: LogicalTable, columns: Columns) -> list[Diagnostic]:
    place = table.first.location
    doubts: list[Diagnostic] = []
    if table.head is None:
        doubts.append(Diagnostic.of("header-missing", place))
    if columns.score < SURE_SCORE:
        against = ", ".join(reason.name for reason in columns.evidence if reason.weight < 0) or "-"
        doubts.append(Diagnostic.of("task-table-doubtful", place, score=columns.score, against=against))
    if table.head is not None and columns.guessed:
        named = ", ".join(
            f"{table.head.header(col) or f'({col + 1})'}: {columns.roles[col]}"
            for col in sorted(columns.guessed)
        )
        doubts.append(Diagnostic.of("column-guessed", place, columns=named))
    return doubts
