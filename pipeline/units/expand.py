"""Collectives as their members, where the set can be enumerated, on demand."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from extractors.lexicon import Collective, Unit
from extractors.lexicon.grammar import unit_heads
from pipeline.results import read_tables
from pipeline.units.lexicon import Lexicon, default_lexicon
from pipeline.units.own_words import slug

# Of an output, by this and suggest_units.
NEEDED_TABLES = ("documents", "task_units", "assignment_units", "units")

_COLUMNS = [
    "doc_id", "task_id", "assignment_id", "role", "ordinal", "collective_id", "unit_id", "unit_name", "unit_level",
    "province",
]  # fmt: skip
# Where collectives are named, with the column that says in what.
_NAMED_IN = (("task_units", "task_id"), ("assignment_units", "assignment_id"))
# Departments that only some provinces have; a province's list of them is not in the data.
_CONDITIONAL = frozenset(
    {"so_van_hoa_va_the_thao", "so_du_lich", "so_ngoai_vu", "so_quy_hoach_kien_truc", "so_an_toan_thuc_pham",
     "so_dan_toc_va_ton_giao", "ban_dan_toc"}
)  # fmt: skip


def expand_units(source: dict[str, pd.DataFrame] | Path, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Return one row per member of each collective whose set can be enumerated, named in a task or an assignment.

    Rooms are those of the issuer that the document itself names; departments those of the lists on the document's
    day, without those that only some provinces have. Excepted members (`trừ Sở Y tế`) are left out. Open sets give
    no rows.

    Args:
        source: the frames, or a folder that `convert` wrote.
        lexicon: the lists; those of the program where None.
    """
    lexicon = lexicon or default_lexicon()
    frames = read_tables(source, NEEDED_TABLES) if isinstance(source, Path) else source
    days = {
        doc_id: None if pd.isna(day) else pd.Timestamp(day).date()
        for doc_id, day in frames["documents"][["doc_id", "issue_date_end"]].itertuples(index=False)
    }
    rooms = _rooms(frames, lexicon)
    rows: list[dict[str, object]] = []
    for row, key in _collectives(frames):
        group = lexicon.collectives.get(row["unit_id"])
        flags = "" if pd.isna(row["flags"]) else str(row["flags"])
        if group is None or "qualified" in flags.split("|"):
            continue
        excepted = {flag.removeprefix("except=") for flag in flags.split("|") if flag.startswith("except=")}
        for unit in _members(group, days.get(row["doc_id"]), rooms.get(row["doc_id"], ()), lexicon):
            if unit.unit_id not in excepted:
                rows.append({
                    **{name: row[name] for name in ("doc_id", key, "role", "ordinal", "province")},
                    "collective_id": group.collective_id,
                    "unit_id": unit.unit_id,
                    "unit_name": unit.name_vi.partition(" (")[0],
                    "unit_level": unit.level,
                })  # fmt: skip
    return pd.DataFrame(rows, columns=_COLUMNS)


def _collectives(frames: dict[str, pd.DataFrame]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the rows that name a known collective, each with the column that says in what."""
    for name, key in _NAMED_IN:
        if name in frames:
            named = frames[name]
            known = named[named["is_collective"].astype(bool) & named["unit_id"].notna()]
            for row in known.to_dict("records"):
                yield {str(column): value for column, value in row.items()}, key


def _rooms(frames: dict[str, pd.DataFrame], lexicon: Lexicon) -> dict[str, list[Unit]]:
    """Return the issuer's own rooms that each document names; those of other bodies stand under another id."""
    issuers = dict(frames["documents"][["doc_id", "issuer_id"]].itertuples(index=False))
    found: dict[str, list[Unit]] = {}
    internal = frames["units"].query("level == 'internal'")
    for doc_id, unit_id, name in internal[["doc_id", "unit_id", "unit_name"]].itertuples(index=False):
        parent, _, room = unit_id.rpartition(".")
        if unit_id in lexicon.units:
            found.setdefault(doc_id, []).append(lexicon.units[unit_id])
        elif parent and parent == issuers.get(doc_id) and (kind := _kind(room)):
            found.setdefault(doc_id, []).append(Unit(unit_id, name, "internal", kind))
    return found


def _kind(room: str) -> str | None:
    """Return the kind of a room that no list has, by the word that opens its name."""
    heads = [head for head in unit_heads() if room.startswith(f"{slug(head.head)}_")]
    return max(heads, key=lambda head: len(head.head)).kind if heads else None


def _members(group: Collective, day: object, rooms: Sequence[Unit], lexicon: Lexicon) -> list[Unit]:
    from datetime import date

    conditions, known = group.conditions, lexicon.units
    kinds, levels = conditions.get("kind", ()), conditions.get("level", ())
    if group.resolution == "enumerable_by_so_and_date":
        return [unit for unit in rooms if unit.kind in kinds]
    listed_sets = (("province",), ("central",))
    if not group.resolution.startswith("enumerable") or levels not in listed_sets or "scope" in conditions:
        return []  # districts, communes and party bodies of a province are in no list here
    if not isinstance(day, date):
        return []
    return [
        unit
        for unit in known.values()
        if unit.level in levels
        and unit.kind in kinds
        and unit.is_valid_on(day)
        and unit.unit_id not in _CONDITIONAL
    ]
