"""The units that cells name, a row for each: few distinct cells are read, and their mentions spread over the rows."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.stages.frames import make_frame, rows_of, values
from pipeline.units.choosing import OF_THE_PROVINCE
from pipeline.units.dittos import is_ditto
from pipeline.units.lexicon import Lexicon
from pipeline.units.mentions import Mention
from pipeline.units.reader import CellReader
from schemas.tables import TABLES

_Codes = npt.NDArray[np.intp]
_InColumn = tuple[Mention, str]  # with the role of the column that it stands in
# What of a mention's first row goes into units and notes.
_TOLD = ("role", "mention", "unit_id", "unit_name", "unit_level", "match", "province", "flags")
_COLUMNS = (("lead_raw", "lead"), ("coordinating_raw", "coordinating"))


def unit_rows(
    table: pd.DataFrame,
    target: str,
    doc_ids: pd.Index,
    context_of: _Codes,
    places: npt.NDArray[np.object_],
    reader: CellReader,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one row per unit named in the table's cells: by row, leads first, in the order of print.

    The second frame has the first row alone of each mention in each document, of which units and notes are drawn:
    the keys and _TOLD.
    """
    if not len(table):
        return make_frame([], target), make_frame([], target)
    key = TABLES[target].columns[1].name
    codes, ids = pd.factorize(table["doc_id"])
    docs = doc_ids.get_indexer(pd.Index(ids))[codes]
    number_in = table["table_index"].to_numpy(np.intp, na_value=0) if "table_index" in table else 0
    tables = docs * (int(np.max(number_in, initial=0)) + 1) + number_in
    mentions: list[_InColumn] = []
    columns = []
    for column, role in _COLUMNS:
        read, at, row, is_first = _mentions(table[column], docs, context_of, tables, reader)
        columns.append((at + len(mentions), row, is_first))
        mentions += [(mention, role) for mention in read]
    flat = _flat(mentions, reader.lexicon)
    at, row, is_first = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    coordinating = np.array([(m.role or role) != "lead" for m, role in mentions], dtype=bool)[at]
    order = np.argsort(row * 2 + coordinating, kind="stable")
    at, row, coordinating, is_first = at[order], row[order], coordinating[order], is_first[order]
    found = {name: column.take(at) for name, column in flat.items()} | {
        "doc_id": table["doc_id"].array.take(row),
        key: table[key].array.take(row),
        "ordinal": values(_counted(row * 2 + coordinating), "int"),
        "province": _provinces(mentions, at, places, docs[row]),
    }
    rows_found = pd.DataFrame({name: found[name] for name in TABLES[target].column_names}, copy=False)
    told = {name: found[name].take(np.flatnonzero(is_first)) for name in ("doc_id", key, *_TOLD)}
    return rows_found, pd.DataFrame(told, copy=False)


def _mentions(
    cells: pd.Series, docs: _Codes, context_of: _Codes, tables: _Codes, reader: CellReader
) -> tuple[list[Mention], _Codes, _Codes, npt.NDArray[np.bool_]]:
    """Return the mentions of the distinct cells, and for each mention in print its place there and its row.

    The last says whether the cell is the first of its words in its document, so that few rows tell all of it.
    """
    texts, distinct = pd.factorize(cells)
    texts, dittos = _without_dittos(texts, distinct, tables)
    filled = np.flatnonzero(texts >= 0)
    n_contexts, n_marks = max(len(reader.contexts), 1), len(distinct) + 1
    keys = (texts[filled] * n_contexts + context_of[docs[filled]]) * n_marks + dittos[filled] + 1
    pairs, distinct_pairs = pd.factorize(keys)
    read = []
    for pair in distinct_pairs:
        text, context = divmod(int(pair) // n_marks, n_contexts)
        mentions = reader.read(str(distinct[text]), context)
        ditto = int(pair) % n_marks - 1
        read.append(_as_printed(mentions, str(distinct[ditto])) if ditto >= 0 else mentions)
    counts = np.array([len(mentions) for mentions in read], dtype=np.intp)
    starts = np.r_[0, np.cumsum(counts)][:-1].astype(np.intp)
    per_cell = counts[pairs] if len(pairs) else counts[:0]
    rows = np.repeat(filled, per_cell)
    first = np.repeat(np.cumsum(per_cell) - per_cell, per_cell)
    at = np.repeat(starts[pairs], per_cell) + np.arange(len(rows)) - first if len(pairs) else rows
    is_first = ~pd.Series(docs[filled] * max(len(read), 1) + pairs).duplicated().to_numpy()
    return [mention for mentions in read for mention in mentions], at, rows, np.repeat(is_first, per_cell)


def _counted(groups: _Codes) -> _Codes:
    """Return 1, 2, ... within each run of equal numbers."""
    first = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])[: len(groups)]
    return np.arange(1, len(groups) + 1) - np.repeat(first, np.diff(np.r_[first, len(groups)]))


def _provinces(
    mentions: Sequence[_InColumn], at: _Codes, places: npt.NDArray[np.object_], docs: _Codes
) -> pd.api.extensions.ExtensionArray:
    """Return the province of each row: the one that the mention names, else the document's where the unit is local."""
    names, known = pd.factorize(np.array([mention.province for mention, _ in mentions], dtype=object))
    numbers, own = pd.factorize(places)
    local = np.array([_is_local(mention) for mention, _ in mentions], dtype=bool)
    of_document = np.where(numbers >= 0, numbers + len(known), -1)[docs]
    number = np.where(names[at] >= 0, names[at], np.where(local[at], of_document, -1))
    return values([*known, *own, None], "string").take(number)


def _without_dittos(texts: _Codes, distinct: pd.Index, tables: _Codes) -> tuple[_Codes, _Codes]:
    """Return the codes with those of the row above for `Như trên`, and the codes of the dittos, -1 elsewhere.

    The row above counts within the same table; where its cell is empty, the ditto stays as it is printed.
    """
    none = np.full(len(texts), -1, dtype=np.intp)
    marks = [code for code, text in enumerate(distinct) if is_ditto(str(text))]
    if not marks:
        return texts, none
    ditto = np.isin(texts, marks)
    above = np.maximum.accumulate(np.where(ditto, -1, np.arange(len(texts))))
    known = ditto & (above >= 0)
    known &= (tables[above] == tables) & (texts[above] >= 0)
    return np.where(known, texts[above], texts), np.where(known, texts, none)


def _as_printed(mentions: Sequence[Mention], ditto: str) -> list[Mention]:
    """Return the mentions of the row above as those of a ditto."""
    return [m._replace(start=0, end=len(ditto), text=ditto, flags=(*m.flags, "ditto")) for m in mentions]


def _flat(mentions: Sequence[_InColumn], lexicon: Lexicon) -> dict[str, Any]:
    """Return mentions as columns of task_units: those that say nothing of the task, and no province."""
    found: dict[str, list[object]] = {
        "role": [m.role or role for m, role in mentions],
        "mention": [m.text for m, _ in mentions],
        "mention_start": [m.start for m, _ in mentions],
        "mention_end": [m.end for m, _ in mentions],
        "unit_id": [m.unit_id for m, _ in mentions],
        "unit_name": [m.unit_name for m, _ in mentions],
        "unit_level": [m.level for m, _ in mentions],
        "is_collective": [m.is_collective for m, _ in mentions],
        "match": [m.match for m, _ in mentions],
        "score": [m.score for m, _ in mentions],
        "current_unit_id": [lexicon.current_id(m.unit_id) if m.unit_id else None for m, _ in mentions],
        "title_role": [m.title_role for m, _ in mentions],
        "flags": ["|".join(_flags(m, role)) or None for m, role in mentions],
    }
    types = {column.name: column.type for column in TABLES["task_units"].columns}
    return {name: values(items, types[name]) for name, items in found.items()}


def _flags(mention: Mention, role: str) -> tuple[str, ...]:
    return (*mention.flags, "other_column") if mention.role and mention.role != role else mention.flags


def _is_local(mention: Mention) -> bool:
    """Say whether a unit is one of the document's own province."""
    return mention.unit_id is not None and mention.province is None and mention.level in OF_THE_PROVINCE


def with_units(
    recipients: pd.DataFrame, doc_ids: pd.Index, context_of: _Codes, reader: CellReader
) -> pd.DataFrame:
    """Return the recipients with their unit; a line of several units, or of one in each place, has none."""
    docs = doc_ids.get_indexer(pd.Index(recipients["doc_id"]))
    found: list[Mention | None] = []
    for (text, archive), doc in zip(rows_of(recipients, ("text", "is_archive")), docs, strict=True):
        mentions = [] if archive else reader.read(str(text), int(context_of[doc]))
        named = [m for m in mentions if not {"sub_unit", "prose"} & set(m.flags)]
        ids = {m.unit_id for m in named}
        is_one = len(ids) == 1 and named[0].unit_id is not None and "each" not in named[0].flags
        found.append(named[0] if is_one else None)
    return recipients.assign(
        unit_id=values([m.unit_id if m else None for m in found], "string"),
        unit_name=values([m.unit_name if m else None for m in found], "string"),
    )
