"""Which group rows stand above each task: the levels are told by how the rows are numbered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.plan.task_tables.kinds import Reading


@dataclass(slots=True)
class Placed:
    """A row that is a task, with the group rows above it from the outermost in."""

    reading: Reading
    groups: tuple[Reading, ...]
    doubts: list[str] = field(default_factory=list)


def place_in_groups(readings: Sequence[Reading]) -> Iterator[Placed]:
    """Yield the tasks with the group rows above them.

    A group row ends every group of its own level or below; one right below another, numbered alike or not at
    all, stands below it only where its level is deeper. A task numbered like a group ends that group.
    """
    stack: list[Reading] = []
    for reading in readings:
        if reading.kind == "group":
            while stack and stack[-1].rank >= reading.rank:
                stack.pop()
            stack.append(reading)
        elif reading.kind == "task":
            while reading.label is not None and stack and stack[-1].rank >= reading.rank:
                stack.pop()
            yield Placed(reading, tuple(stack))


def empty_groups(readings: Sequence[Reading]) -> list[Reading]:
    """Return the group rows that no task and no further group stands below."""
    found: list[Reading] = []
    waiting: list[Reading] = []
    for reading in readings:
        if reading.kind == "group":
            while waiting and waiting[-1].rank >= reading.rank:
                found.append(waiting.pop())
            waiting.append(reading)
        elif reading.kind == "task":
            waiting.clear()
    return [*found, *reversed(waiting)]


def group_text(reading: Reading) -> str:
    """The text of a group row on one line with its number before it.

    A number that the page sets apart in a column of its own and prints without a mark is followed by a full
    stop, as it is where both stand in one cell: `I` beside `Cải cách thể chế` gives `I. Cải cách thể chế`.
    """
    text = " ".join(reading.text.split())
    label = reading.label
    if label is None or text.startswith(label.text):
        return text
    joint = "" if label.kind == "bullet" or not label.text[-1].isalnum() else "."
    return f"{label.text}{joint} {text}"
