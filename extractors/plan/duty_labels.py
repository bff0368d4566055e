"""Labelled duty lines: `Cơ quan chủ trì: ...`, `Thời gian thực hiện: ...` (lexicon/data/duty_labels.csv)."""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from schemas.text import fold

Role = Literal["lead", "coordinating", "deadline", "deliverable", "other"]


_TEXT_LIMIT = 10_000  # characters; a longer paragraph is no labelled line


class Labelled(NamedTuple):
    """A labelled value: text[start:end] of the statement that it stands in."""

    role: Role
    start: int
    end: int


@cache
def _labels() -> dict[str, Role]:
    text = files("extractors.lexicon").joinpath("data/duty_labels.csv").read_text("utf-8")
    return {fold(row["label"]): cast(Role, row["role"]) for row in csv.DictReader(text.splitlines())}


# A label begins a line, a bracket or a part of it: "(Cơ quan chủ trì: ...; thời gian: ...)".
_LABEL = re.compile(r"(?:^|[;.(\n])\s*[-+]?\s*(?P<label>[^\W\d][^:;.()\n]{3,39}?)\s*:\s*(?=\S)")


def label_role(text: str) -> Role | None:
    """Return what a label announces; None if it announces no part of a duty.

    >>> label_role("Thời gian thực hiện"), label_role("Mục đích")
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
            found.append(Labelled(role, match.end(), match.end() + len(value)))
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
