"""Collectives as their members, where the set can be enumerated, on demand."""

from pathlib import Path

import pandas as pd

from extractors.lexicon import Collective, Unit
from pipeline.results import read_tables
from pipeline.units.lexicon import Lexicon, default_lexicon

NEEDED_TABLES = (
    "documents",
    "task_units",
    "assignment_units",
    "units",
)  # of an output, by this and suggest_units

_COLUMNS = [
    "doc_id",
    "task_id",
    "role",
    "ordinal",
    "collective_id",
    "unit_id",
    "unit_name",
    "unit_level",
    "province",
]
# Departments that only some provinces have; a province's list of them is not in the data.
_CONDITIONAL = frozenset(
    {"so_van_hoa_va_the_thao", "so_du_lich", "so_ngoai_vu", "so_quy_hoach_kien_truc", "so_an_toan_thuc_pham",
     "so_dan_toc_va_ton_giao", "ban_dan_toc"}
)  # fmt: skip


def expand_units(source: dict[str, pd.DataFrame] | Path, *, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Return one row per member of each collective named in a task whose set can be enumerated.

    Rooms are those that the document itself names; departments those of the lists on the document's day, without those
    that only some provinces have. Excepted members (`trừ Sở Y tế`) are left out. Open sets give no rows.

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
    units = frames["units"]
    rooms = units[units["level"] == "internal"].groupby("doc_id")["unit_id"].agg(list).to_dict()
    named = frames["task_units"]
    named = named[named["is_collective"].astype(bool) & named["unit_id"].notna()]
    rows: list[dict[str, object]] = []
    for row in named.to_dict("records"):
        group = lexicon.collectives.get(row["unit_id"])
        flags = "" if pd.isna(row["flags"]) else str(row["flags"])
        if group is None or "qualified" in flags.split("|"):
            continue
        excepted = {flag.removeprefix("except=") for flag in flags.split("|") if flag.startswith("except=")}
        for unit in _members(group, days.get(row["doc_id"]), rooms.get(row["doc_id"], []), lexicon):
            if unit.unit_id not in excepted:
                rows.append({
                    **{key: row[key] for key in ("doc_id", "task_id", "role", "ordinal", "province")},
                    "collective_id": group.collective_id,
                    "unit_id": unit.unit_id,
                    "unit_name": unit.name_vi.partition(" (")[0],
                    "unit_level": unit.level,
                })  # fmt: skip
    return pd.DataFrame(rows, columns=_COLUMNS)


def _members(group: Collective, day: object, rooms: list[str], lexicon: Lexicon) -> list[Unit]:
    from datetime import date

    conditions, known = group.conditions, lexicon.units
    kinds, levels = conditions.get("kind", ()), conditions.get("level", ())
    if group.resolution == "enumerable_by_so_and_date":
        listed = [known[room] for room in rooms if room in known]
        return [unit for unit in listed if unit.kind in kinds]
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
