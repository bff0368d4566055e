"""The table of the units that a document's other tables refer to, with what became of each."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from pipeline.stages.frames import listed, make_frame, rows_of
from pipeline.units.choosing import OF_THE_PROVINCE, level_of
from pipeline.units.lexicon import Lexicon


def referred_units(
    documents: pd.DataFrame, named: Sequence[pd.DataFrame], recipients: pd.DataFrame, lexicon: Lexicon
) -> pd.DataFrame:
    """Return one row per document and unit that its rows refer to, successors included."""
    own_place = dict(rows_of(documents, ("doc_id", "province")))
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for doc_id, unit_id, name, level, province in _referred(documents, named, recipients):
        row = rows.get((doc_id, unit_id))
        if row is None:
            rows[doc_id, unit_id] = _unit_row(doc_id, unit_id, name, level, province, lexicon)
        elif row["province"] is None:
            row["province"] = province
    for (doc_id, unit_id), row in list(rows.items()):
        if row["province"] is None and row["level"] in OF_THE_PROVINCE:
            row["province"] = own_place.get(doc_id)
        for later in _successors(unit_id, lexicon):
            if (doc_id, later) not in rows:
                rows[doc_id, later] = _unit_row(doc_id, later, None, None, row["province"], lexicon)
    order = {doc_id: index for index, doc_id in enumerate(listed(documents["doc_id"]))}
    ranked = sorted(rows, key=lambda pair: order.get(pair[0], len(order)))
    return make_frame([rows[pair] for pair in ranked], "units")


def _referred(
    documents: pd.DataFrame, named: Sequence[pd.DataFrame], recipients: pd.DataFrame
) -> Iterator[tuple[Any, ...]]:
    """Yield document, unit, name, level and province of each reference to a known unit."""
    for frame in named:
        for row in rows_of(frame, ("doc_id", "unit_id", "unit_name", "unit_level", "province")):
            if row[1] is not None:
                yield row
    for doc_id, unit_id, name, province in rows_of(documents, ("doc_id", "issuer_id", "issuer", "province")):
        if unit_id is not None:
            yield doc_id, unit_id, name, None, province
    for doc_id, unit_id, name in rows_of(recipients, ("doc_id", "unit_id", "unit_name")):
        if unit_id is not None:
            yield doc_id, unit_id, name, None, None


def _unit_row(
    doc_id: str, unit_id: str, name: str | None, level: str | None, province: object, lexicon: Lexicon
) -> dict[str, object]:
    unit, group = lexicon.units.get(unit_id), lexicon.collectives.get(unit_id)
    known = unit or group
    if unit is not None:
        name, level = unit.name_vi.partition(" (")[0], unit.level
    elif group is not None:
        name, level = group.expression, level_of(group)
    level = level or "other"
    return {
        "doc_id": doc_id,
        "unit_id": unit_id,
        "unit_name": name or unit_id,
        "level": level,
        "province": province if level in OF_THE_PROVINCE else None,
        "valid_from": known.valid_from if known else None,
        "valid_to": known.valid_to if known else None,
        "successor_id": "|".join(known.successor_ids) or None if known else None,
    }


def _successors(unit_id: str, lexicon: Lexicon) -> list[str]:
    found, todo = [], [unit_id]
    while todo:
        known = lexicon.units.get(todo[0]) or lexicon.collectives.get(todo[0])
        todo = todo[1:] + [i for i in (known.successor_ids if known else ()) if i not in found]
        found += [i for i in (known.successor_ids if known else ()) if i not in found]
    return found
