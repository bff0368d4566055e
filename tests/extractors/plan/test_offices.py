"""Invented plans of many offices, each with what it must give: offices/*.txt says both.

A case is `### name`, the document as a text file, `===`, and lines of expectation: a column of `documents`
(`signer` and `period` join theirs), or one line for each legal basis (`b`, its title `t`), provision (`p`) and
recipient (`r`); where one of a kind is given, all of it are.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from extractors.extract import extract
from pipeline.tables import build_frames

CASES = sorted((Path(__file__).parent / "offices").glob("*.txt"))
COLUMNS = {
    "b": ("legal_bases", ("doc_type", "code", "issue_date", "issuer")),
    "t": ("legal_bases", ("title",)),
    "p": ("provisions", ("section", "path", "label", "text")),
    "r": ("recipients", ("text", "purpose_code")),
}
JOINED = {
    "signer": ("signer_authority", "signer_position", "signer_name"),
    "period": ("period_start", "period_end"),
}


def _cases() -> Iterator[object]:
    for path in CASES:
        for part in re.split(r"(?m)^### ", path.read_text("utf-8"))[1:]:
            name, rest = part.split("\n", 1)
            document, expected = rest.split("\n===\n")
            yield pytest.param(document, expected.strip().split("\n"), id=name.strip())


def _texts(row: "pd.Series[object]", columns: tuple[str, ...]) -> list[str]:
    return ["" if pd.isna(row[column]) else str(row[column]) for column in columns]


@pytest.mark.parametrize(("document", "expected"), list(_cases()))
def test_a_plan_of_this_office_is_read(document: str, expected: list[str]) -> None:
    frames = build_frames([extract(document.encode(), path="plan.txt")])
    head = frames["documents"].iloc[0]
    lists: dict[str, list[list[str]]] = {}
    for line in expected:
        name, value = line.split(":", 1)
        if name in COLUMNS:
            lists.setdefault(name, []).append([part.strip() for part in value.split("|")])
            continue
        mark = "-" if name == "period" else "|"
        columns = JOINED.get(name, (name,))
        wanted = [part.strip() for part in value.split(mark)] if name in JOINED else [value.strip()]
        assert _texts(head, columns) == wanted, name
    for name, rows in lists.items():
        table, columns = COLUMNS[name]
        assert [_texts(row, columns) for _, row in frames[table].iterrows()] == rows, name
