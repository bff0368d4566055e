"""Speed of the deadline grammar: distinct expressions a second, alone and beside a general date parser."""

import csv
import gc
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from pipeline.deadlines import DeadlineContext, read_deadline

CASES = Path(__file__).parents[1] / "pipeline" / "deadlines"
CONTEXT = DeadlineContext(date(2025, 3, 10), date(2025, 3, 10), plan_year=2025)
# Distinct expressions a second on one core; a province's plans of a year hold a few thousand.
WANTED_PER_SECOND = 10_000.0
# dateparser tries many languages and formats; a grammar of one language should be this many times faster.
WANTED_RATIO = 5.0


def expressions() -> list[str]:
    """Return the distinct expressions of the case tables."""
    found: dict[str, None] = {}
    for path in sorted(CASES.glob("cases_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found.update(dict.fromkeys(row["expression"] for row in csv.DictReader(file)))
    return list(found)


def plain_days() -> list[str]:
    """Return expressions that a general parser reads too: full dates in figures."""
    return [
        f"{day:02d}/{month:02d}/{year}"
        for year in (2025, 2026)
        for month in range(1, 13)
        for day in (13, 21, 28)
    ]


def _seconds(read: Callable[[str], object], texts: Iterable[str], rounds: int = 3) -> float:
    """Return the least CPU time of several rounds: the machine is shared."""
    best = float("inf")
    texts = list(texts)
    gc.collect()
    gc.freeze()  # as workers do with what they have loaded
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - start)
    return best


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return (name, measured, <= or >=, target)."""
    import dateparser

    def read(text: str) -> object:
        return read_deadline(text, CONTEXT)

    def general(text: str) -> object:
        return dateparser.parse(text, languages=["vi"], settings={"DATE_ORDER": "DMY"})

    texts, days = expressions(), plain_days()[: 5 if smoke else None]
    read(texts[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        general(days[0])
        ratio = _seconds(general, days) / _seconds(read, days)
    per_second = len(texts) / _seconds(read, texts)
    return [
        ("deadlines: distinct expressions a second", round(per_second), ">=", WANTED_PER_SECOND),
        ("deadlines: times faster than dateparser on full dates", round(ratio, 1), ">=", WANTED_RATIO),
    ]


if __name__ == "__main__":
    for name, measured, relation, target in figures():
        print(f"{name}: {measured} ({relation} {target})")
