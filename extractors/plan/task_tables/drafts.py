"""Tasks in the making, and how their columns are called to the people who read what is doubtful."""

from dataclasses import dataclass, field

from extractors.plan.task_tables.carry import Carried
from extractors.plan.task_tables.groups import Placed
from schemas.records import CellValue, Printed

COLUMN_NAMES: dict[str, str] = {
    "lead": "đơn vị chủ trì",
    "coordinating": "đơn vị phối hợp",
    "deadline": "thời hạn",
}


@dataclass(slots=True)
class Draft:
    """A task in the making."""

    placed: Placed
    text: str
    values: dict[Carried, CellValue] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    group_deadline: str | None = None
    printed_lead: str | None = None
    product: Printed | None = None

    def doubt(self, code: str) -> None:
        """Note a doubt once."""
        if code not in self.doubts:
            self.doubts.append(code)
