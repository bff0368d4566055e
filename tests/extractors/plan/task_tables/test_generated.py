"""Random tables, their tasks known by construction: every value must be read exactly."""

import pytest

from extractors.plan.task_tables import find_task_tables
from extractors.plan.zones import Zones
from schemas.records import Task
from tests.extractors.plan.task_tables.generator import GoldTask, Layout, generate

SEEDS = range(150)


def said(task: Task) -> GoldTask:
    values = {
        role: (value.text, value.source)
        for role, value in (
            ("lead", task.lead),
            ("coordinating", task.coordinating),
            ("deadline", task.deadline),
        )
    }
    return GoldTask(task.stt, task.group, task.task, values)


def expected(task: GoldTask, layout: Layout) -> GoldTask:
    values = {role: task.values[role] for role in ("lead", "coordinating", "deadline")}
    return GoldTask(task.stt, task.group, task.task, values)


@pytest.mark.parametrize("layout", ["merged", "dump", "paged"])
def test_every_value_of_a_generated_table_is_read(layout: Layout) -> None:
    for seed in SEEDS:
        made = generate(seed, layout)
        found = find_task_tables(Zones(body=tuple(made.blocks)))
        assert len(found.tables) == 1, f"seed {seed}: {len(found.tables)} tables"
        tasks = [said(task) for task in found.tables[0].tasks]
        assert tasks == [expected(task, layout) for task in made.tasks], f"seed {seed}"


@pytest.mark.parametrize("layout", ["merged", "dump", "paged"])
def test_no_text_of_a_generated_table_is_lost(layout: Layout) -> None:
    for seed in SEEDS:
        made = generate(seed, layout)
        table = find_task_tables(Zones(body=tuple(made.blocks))).tables[0]
        for task, gold in zip(table.tasks, made.tasks, strict=True):
            deliverable = task.deliverable.text if task.deliverable else None
            assert deliverable == gold.values.get("deliverable", (None, ""))[0], f"seed {seed}"
            assert next(iter(task.extra.values()), None) == gold.values.get("extra", (None, ""))[0], (
                f"seed {seed}"
            )
