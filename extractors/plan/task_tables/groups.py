"""Which group rows stand above each task: the levels are told by how the rows are numbered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.plan.task_tables.kinds import Reading
from extractors.plan.task_tables.labels import is_next
from schemas.text import fold


@dataclass(slots=True)
class Placed:
    """A row that is a task, with the group rows above it from the outermost in.

    torn counts the rows above it that could not be read: what they print is unknown.
    """

    reading: Reading
    groups: tuple[Reading, ...]
    torn: int = 0


def place_in_groups(readings: Sequence[Reading]) -> Iterator[Placed]:
    """Yield the tasks with the group rows above them.

    A group row ends every group of its own level or below. A task that is numbered like a group ends that
    group too, where the number goes on from the group's (6 after 5), or where the group's other tasks are
    numbered deeper; a group `1.` whose tasks are counted 1, 2, 3 keeps them.
    """
    stack: list[_Open] = []
    torn = 0
    for reading in readings:
        torn += reading.kind == "unclear"
        if reading.kind == "group":
            if any(_same_text(reading, above.reading) for above in stack):
                continue  # repeated after a page break: `II. ... (tiếp theo)`
            while stack and stack[-1].reading.rank >= reading.rank:
                stack.pop()
            stack.append(_Open(reading))
        elif reading.kind == "task":
            while stack and _ends(reading, stack[-1]):
                stack.pop()
            yield Placed(reading, tuple(above.reading for above in stack), torn)
            if stack:
                stack[-1].ranks.add(reading.rank)
            if reading.parent:
                stack.append(_Open(reading))


@dataclass(slots=True)
class _Open:
    """A group that has not ended, and how deep its tasks are numbered so far."""

    reading: Reading
    ranks: set[float] = field(default_factory=set)


def _ends(task: Reading, group: _Open) -> bool:
    above = group.reading
    if task.number is None or above.number is None or task.rank > above.rank:
        return False
    if task.rank < above.rank or not above.spans:
        return True
    return min(group.ranks) > above.rank if group.ranks else is_next(task.number, above.number)


_CONTINUED = re.compile(r"\W*\(?\s*ti[eế]p(?:\s+theo)?\s*\)?\W*$", re.IGNORECASE)


def _same_text(reading: Reading, above: Reading) -> bool:
    if not _CONTINUED.search(reading.text):
        return False
    bare = fold(_CONTINUED.sub("", reading.text))
    return bool(bare) and bare == fold(_CONTINUED.sub("", above.text))


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
    if label is None or re.match(rf"{re.escape(label.text)}(?!\w)", text):
        return text
    joint = "" if label.kind == "bullet" or not label.text[-1].isalnum() else "."
    return f"{label.text}{joint} {text}"
