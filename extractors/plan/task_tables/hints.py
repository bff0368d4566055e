"""What the title of a group says of its tasks where no cell of theirs does: `THÁNG 01`, `SỞ NỘI VỤ`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.plan.task_tables.carry import Carried
from extractors.plan.task_tables.groups import Placed
from extractors.plan.task_tables.kinds import Reading
from extractors.plan.task_tables.labels import leading_label
from extractors.plan.task_tables.words import looks_like_time, looks_like_unit

# A longer title speaks of what is to be done, whatever unit or time it names.
_TITLE_WORDS = 12


class Hint(NamedTuple):
    """A group whose title names who leads or until when, and the tasks in it that leave that open."""

    role: Carried
    group: Reading
    tasks: tuple[int, ...]


def find_hints(placed: Sequence[Placed], role: Carried, values: Sequence[str | None]) -> Iterator[Hint]:
    """Yield the groups whose title names a unit (role lead) or a time (deadline) that tasks in them lack.

    Args:
        placed: the tasks with their groups.
        role: lead or deadline.
        values: what each task has for it.
    """
    named = looks_like_unit if role == "lead" else looks_like_time
    open_tasks: dict[int, list[int]] = {}
    groups: dict[int, Reading] = {}
    for at, (task, value) in enumerate(zip(placed, values, strict=True)):
        for group in task.groups if value is None else ():
            title = _bare(group)
            if len(title.split()) <= _TITLE_WORDS and named(title):
                groups[id(group)] = group
                open_tasks.setdefault(id(group), []).append(at)
    for key, group in groups.items():
        yield Hint(role, group, tuple(open_tasks[key]))


def _bare(group: Reading) -> str:
    """The title without its number."""
    label = leading_label(group.text) if group.label is None else None
    return (
        group.text[group.text.find(label.text) + len(label.text) :].lstrip(" .)/:-–") if label else group.text
    )
