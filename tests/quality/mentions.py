"""Which share of the units named in real documents is recognised, and why each other mention is not."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from extractors.extract import extract
from pipeline.tables import build_frames
from schemas.errors import KehoachError

# Documents that stand beside a checkout; where there are none, nothing is printed.
FOLDERS = tuple(Path(__file__).parents[2] / "../shared" / name for name in ("seed", "real"))
_REASONS = {
    "reference": "refers to another document or row",
    "person": "a person",
    "open": "a kind without a name",
    "ambiguous": "may be a province's or a district's",
    "lower_level": "a body of a lower level that no list has",
    "longer_name": "goes on after a known name",
    "unlisted_set": "a set that no list has",
}
# Mentions that are no unit on purpose are read as they should be.
_NO_UNIT = frozenset({"reference", "person", "open"})


def reason(flags: str | None, level: str | None) -> str:
    """Return why a mention has no unit, from what was seen in it."""
    for flag in (flags or "").split("|"):
        if flag in _REASONS:
            return _REASONS[flag]
    return "its kind is known, its name is in no list" if level else "no known word opens it"


def real_documents() -> list[Path]:
    """Return the real documents, in order of their names."""
    found = (path for folder in FOLDERS if folder.is_dir() for path in folder.iterdir())
    return sorted(path for path in found if path.suffix in (".docx", ".doc", ".pdf", ".txt", ".md"))


def named_units(paths: Iterable[Path]) -> pd.DataFrame:
    """Return the rows of task_units and assignment_units of these documents with the column `table`."""
    records = []
    for path in paths:
        try:
            records.append(extract(path.read_bytes(), path=path.name))
        except KehoachError:
            continue  # a scan where nothing reads pictures, a letter: other measures count those
    frames = build_frames(records)
    tables = (frames[name].assign(table=name) for name in ("task_units", "assignment_units"))
    return pd.concat(tables, ignore_index=True)


def report() -> list[str]:
    """Return the lines to print: shares by table, then every mention without a unit with its reason."""
    paths = real_documents()
    if not paths:
        return []
    named = named_units(paths)
    lines = []
    reasons = [
        reason(None if pd.isna(flags) else flags, None if pd.isna(level) else level)
        for flags, level in zip(named["flags"], named["unit_level"], strict=True)
    ]
    named = named.assign(reason=reasons)
    for table, rows in named.groupby("table", sort=False):
        units = rows[~rows["reason"].isin([_REASONS[flag] for flag in _NO_UNIT]) | rows["unit_id"].notna()]
        share = units["unit_id"].notna().mean() if len(units) else float("nan")
        guessed = (units["match"] == "fuzzy").sum()
        lines.append(f"real {table}: {share:.4f} of {len(units)} units named recognised, {guessed} guessed")
    unknown = named[named["unit_id"].isna()]
    counted = Counter(zip(unknown["mention"], unknown["reason"], strict=True))
    lines += [
        f"  {count:4} {mention!r}: {why}"
        for (mention, why), count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return lines
