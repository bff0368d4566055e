"""Labelled duty lines: `Cơ quan chủ trì: ...`, `Thời gian thực hiện: ...` (lexicon/data/duty_labels.csv)."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from schemas.records import Provision
from schemas.text import fold

Role = Literal["lead", "coordinating", "deadline", "deliverable", "other"]


_TEXT_LIMIT = 10_000  # characters; a longer paragraph is no labelled line


class Labelled(NamedTuple):
    """A labelled value: text[start:end] of the statement that it stands in; its label begins at `label`."""

    role: Role
    start: int
    end: int
    label: int


@dataclass(slots=True)
class LabelledDuty:
    """Labelled lines that stand together, and the statement or heading that they belong to.

    cut is where the labels begin in the statement that says what is to be done; None where they stand elsewhere.
    """

    task: int | None
    cut: int | None = None
    parts: dict[Role, tuple[int, Labelled]] = field(default_factory=dict)
    statements: set[int] = field(default_factory=set)


@cache
def _labels() -> dict[str, Role]:
    text = files("extractors.lexicon").joinpath("data/duty_labels.csv").read_text("utf-8")
    return {fold(row["label"]): cast(Role, row["role"]) for row in csv.DictReader(text.splitlines())}


# A label begins a line, a bracket or a part of it: "(Cơ quan chủ trì: ...; thời gian: ...)".
_LABEL = re.compile(r"(?:^|[;.(\n])\s*[-+]?\s*(?P<label>[^\W\d][^:;.()\n]{3,39}?)\s*:\s*(?=\S)")


def label_role(text: str) -> Role | None:
    """Return what a label announces; None if it announces no part of a duty.

    >>> label_role("Thời gian thực hiện"), label_role("Hội nghị")
    ('deadline', None)
    """
    return _labels().get(fold(text.strip(" :")))


def read_labelled(text: str) -> list[Labelled]:
    """Return the labelled values of a statement, in text order; empty where it begins with other words.

    A statement that ends with labels in brackets gives those: `Xây dựng đề án (Cơ quan chủ trì: ...)`.
    """
    if ":" not in text or len(text) > _TEXT_LIMIT:
        return []
    marks = [(match, role) for match in _LABEL.finditer(text) if (role := label_role(match["label"]))]
    if not marks or not any(role in ("lead", "coordinating", "deadline") for _, role in marks):
        return []
    found = []
    for index, (match, role) in enumerate(marks):
        end = marks[index + 1][0].start() if index + 1 < len(marks) else len(text)
        value = text[match.end() : end]
        # A bracket that was opened before the label closes the value.
        if text[: match.start("label")].rstrip().endswith("(") or _open_bracket(text[: match.start("label")]):
            value = _within(value)
        value = value.rstrip(" ;.,/")
        if value:
            found.append(Labelled(role, match.end(), match.end() + len(value), match.start("label")))
    return found


def _open_bracket(before: str) -> bool:
    return before.count("(") > before.count(")")


def _within(value: str) -> str:
    depth = 0
    for index, character in enumerate(value):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return value[:index]
    return value


def labelled_duties(provisions: Sequence[Provision]) -> list[LabelledDuty]:
    """Return the duties of labelled lines, each with the statement that says what is to be done."""
    duties: list[LabelledDuty] = []
    current: LabelledDuty | None = None
    plain: list[int] = []  # statements under this heading since the last labelled lines
    where: tuple[str, str | None] = ("", None)
    for index, provision in enumerate(provisions):
        if (provision.path, provision.heading) != where:
            where, current, plain = (provision.path, provision.heading), None, []
        values = read_labelled(provision.text)
        if not values:
            if not _is_labelled(provision.text):
                current = None
                plain.append(index)
            continue
        before = provision.text[: values[0].label].strip(" -+;.(")
        for value in values:
            if current is None or value.role in current.parts:
                task = index if before else plain[-1] if len(plain) == 1 else None
                current = LabelledDuty(task, values[0].label if before else None)
                duties.append(current)
                plain = []
            current.parts[value.role] = (index, value)
            current.statements.add(index)
        if current and current.task is not None:
            current.statements.add(current.task)
    return duties


def _is_labelled(text: str) -> bool:
    """Whether a statement says of something with a known label what a duty's other lines say: `Nội dung: ...`."""
    match = _LABEL.match(text)
    return match is not None and label_role(match["label"]) is not None
