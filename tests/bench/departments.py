"""Departments: a million rows against a plain merge; matching phrases against tokenising the same text."""

import gc
import random
import re
import statistics
import time
from collections.abc import Callable

import pandas as pd

from pipeline.stages.departments import add_departments
from pipeline.stages.frames import make_frame
from pipeline.units.lexicon import default_lexicon
from schemas.tables import TABLES
from schemas.text import fold

ROWS = 1_000_000
DISTINCT = 3_000
DOCUMENTS = 200
_WORD = re.compile(r"[^\W_]+|[^\w\s]")


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return (name, measured ratio, "<=", target): time against the yardstick beside it, in one run."""
    rows, distinct = (10_000, 300) if smoke else (ROWS, DISTINCT)
    frames, cells = _frames(rows, distinct)
    read = add_departments(_frames(distinct, distinct)[0])["task_units"]
    mentions = read.merge(_frames(distinct, distinct)[0]["tasks"][["task_id", "lead_raw"]], on="task_id")
    mentions = mentions.drop(columns=["doc_id", "task_id"])
    stage, merge = _seconds(
        lambda: add_departments(frames),
        lambda: frames["tasks"][["doc_id", "task_id", "lead_raw"]].merge(mentions, on="lead_raw"),
    )
    text = "\n".join(cells * 5)
    folded = fold(text).replace("\n", " ")
    automaton = default_lexicon().automaton
    matching, tokenising = _seconds(
        lambda: sum(1 for _ in automaton.iter(folded)), lambda: len(_WORD.findall(folded))
    )
    return [
        ("departments: the stage against a plain merge of the same size", stage / merge, "<=", 2.0),
        ("departments: matching all phrases against tokenising with re", matching / tokenising, "<=", 1.0),
    ]


def _seconds(*works: Callable[[], object], repeats: int = 5) -> list[float]:
    """Return the median time of each, done by turns: memory that the first of all has to fetch serves all after it."""
    taken: list[list[float]] = [[] for _ in works]
    gc.collect()
    gc.freeze()  # as workers do with what they have loaded
    for _ in range(repeats):
        for work, times in zip(works, taken, strict=True):
            started = time.process_time()
            work()
            times.append(time.process_time() - started)
    return [statistics.median(times) for times in taken]


def _frames(rows: int, distinct: int) -> tuple[dict[str, pd.DataFrame], list[str]]:
    chosen = random.Random(7)
    names = [
        unit.name_vi
        for unit in default_lexicon().units.values()
        if unit.level == "province" and "(" not in unit.name_vi
    ]
    cells = list(
        dict.fromkeys("; ".join(chosen.sample(names, chosen.randint(1, 3))) for _ in range(distinct * 2))
    )[:distinct]
    documents = min(DOCUMENTS, rows)
    ids = [f"{number:016x}" for number in range(documents)]
    empty = {name: make_frame([], name) for name in TABLES if name != "sources"}
    head = [
        {
            "doc_id": doc_id,
            "source_path": f"{doc_id}.docx",
            "issuer": "UBND TỈNH TÂY NINH",
            "issue_date": "2024-05-06",
        }
        for doc_id in ids
    ]
    tasks = pd.DataFrame(
        {
            "doc_id": pd.array([ids[row % documents] for row in range(rows)], dtype="string"),
            "task_id": pd.array([f"t{row}" for row in range(rows)], dtype="string"),
            "lead_raw": pd.array([cells[row % len(cells)] for row in range(rows)], dtype="string"),
            "coordinating_raw": pd.array([None] * rows, dtype="string"),
        }
    )
    abbreviations = pd.DataFrame({"doc_id": [], "short": [], "long": []}, dtype="string")
    return empty | {
        "documents": make_frame(head, "documents"),
        "tasks": tasks,
        "_abbreviations": abbreviations,
    }, cells


if __name__ == "__main__":
    for name, measured, sign, target in figures():
        print(f"{name}: {measured:.2f} ({sign} {target})")
