"""What the task tables of some blocks say, for tests to compare."""

from extractors.plan.task_tables import TaskTables, find_task_tables
from extractors.plan.zones import Zones
from schemas.records import CellValue, TaskTable
from schemas.source import Block
from tests.builders import make_source

HEAD = "STT|Nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian\n"


def find(*blocks: Block | str) -> TaskTables:
    return find_task_tables(Zones(body=make_source(*blocks).blocks))


def told(value: CellValue) -> str:
    return "" if value.text is None else value.text + {"cell": ""}.get(value.source, f" ({value.source})")


def lines(table: TaskTable) -> list[str]:
    """Every task on one line: number, groups, text, lead, coordinating, deadline."""
    return [
        " | ".join(
            [
                task.stt or "",
                " > ".join(task.group),
                task.task,
                told(task.lead),
                told(task.coordinating),
                told(task.deadline),
            ]
        )
        for task in table.tasks
    ]


def codes(found: TaskTables) -> list[str]:
    return [diagnostic.code for diagnostic in found.diagnostics]
