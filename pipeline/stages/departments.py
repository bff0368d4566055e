"""The departments of tasks, assignments and recipients, and the issuers: read once per distinct cell and context."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from extractors.lexicon import Collective, Province, Unit
from pipeline.stages.frames import Frames, listed, make_frame, rows_of, values
from pipeline.units.choosing import level_of
from pipeline.units.dittos import is_ditto
from pipeline.units.issuers import Issuer, Letterhead, own_initials, read_issuer
from pipeline.units.lexicon import Lexicon, default_lexicon
from pipeline.units.mentions import Context, Mention
from pipeline.units.reader import CellReader
from schemas.diagnostics import Diagnostic
from schemas.tables import TABLES
from schemas.text import squash_space

_Codes = npt.NDArray[np.intp]
_InColumn = tuple[Mention, str]  # with the role of the column that it stands in
# Mentions that are no unit on purpose; they need nobody's look.
_EXPLAINED = frozenset({"reference", "person", "open", "unlisted_set"})
_OF_THE_PROVINCE = ("province", "district", "commune", "internal", "party")
# What of a mention's first row goes into units and notes.
_TOLD = ("role", "mention", "unit_id", "unit_name", "unit_level", "match", "province", "flags")
# In the order in which a table's rows are noted.
_NOTED = ("unit-not-recognised", "unit-guessed", "legacy-unit-name")
_COLUMNS = (("lead_raw", "lead"), ("coordinating_raw", "coordinating"))


def add_departments(frames: Frames, *, lexicon: Lexicon | None = None) -> Frames:
    """Read every unit named in tasks, assignments and recipients, and each document's issuer.

    Needs: documents.issuer, parent_body, symbol, doc_type, place, title, issue_date_start/end; tasks and
    assignments with lead_raw, coordinating_raw; recipients.text; _abbreviations.
    Adds: the tables task_units, assignment_units, units; documents.issuer, issuer_id, parent_body, province;
    recipients.unit_id, unit_name; rows of diagnostics. Rows of the other tables: unchanged, in order.
    """
    lexicon = lexicon or default_lexicon()
    documents = frames["documents"]
    doc_ids = pd.Index(documents["doc_id"])
    issuers, days = _issuers(frames, lexicon)
    contexts, context_of = _contexts(frames, issuers, days, lexicon)
    places = np.array([issuer.province for issuer in issuers], dtype=object)
    reader = CellReader(lexicon, contexts)

    task_units, in_tasks = _unit_rows(frames["tasks"], "task_units", doc_ids, context_of, places, reader)
    assignment_units, in_assignments = _unit_rows(
        frames["assignments"], "assignment_units", doc_ids, context_of, places, reader
    )
    named = in_tasks, in_assignments
    recipients = _with_units(frames["recipients"], doc_ids, context_of, reader)
    changed = _with_issuers(documents, issuers)
    units = _units(changed, named, recipients, lexicon)
    notes = [*_issuer_notes(changed, issuers), *_mention_notes(changed, named)]
    return frames | {
        "documents": changed,
        "recipients": recipients,
        "task_units": task_units,
        "assignment_units": assignment_units,
        "units": units,
        "diagnostics": _with_notes(frames["diagnostics"], notes),
    }


# Documents


def _issuers(frames: Frames, lexicon: Lexicon) -> tuple[list[Issuer], list[date | None]]:
    """Return each document's issuer and the day that its names are read for."""
    documents = frames["documents"]
    recipients: dict[str, list[str]] = {}
    for doc_id, text in rows_of(frames["recipients"], ("doc_id", "text")):
        recipients.setdefault(doc_id, []).append(text)
    spelled = _spelled_issuers(documents, frames.get("provisions"))
    bases = frames.get("legal_bases")
    cited = _latest_citation(bases) if bases is not None else {}
    columns = ("issuer", "parent_body", "symbol", "doc_type", "place", "title", "province")
    printed = [listed(documents[name]) for name in columns]
    starts, ends, periods = (
        listed(documents[name]) if name in documents else [None] * len(documents)
        for name in ("issue_date_start", "issue_date_end", "period_start")
    )
    issuers: list[Issuer] = []
    days: list[date | None] = []
    read: dict[Letterhead, Issuer] = {}
    for row, doc_id in enumerate(listed(documents["doc_id"])):
        day = ends[row] or starts[row] or _likely_day(cited.get(doc_id), periods[row])
        issuer_, parent, symbol, kind, place, title, province = (column[row] for column in printed)
        head = Letterhead(
            issuer_, parent, symbol, kind, place, title, province, day,
            tuple(recipients.get(doc_id, ())), spelled.get(doc_id),
        )  # fmt: skip
        issuer = read.get(head) or read_issuer(head, lexicon)
        read[head] = issuer
        issuers.append(issuer)
        days.append(day)
    return issuers, days


def _spelled_issuers(documents: pd.DataFrame, provisions: pd.DataFrame | None) -> dict[str, str]:
    """Return how the body first writes the name of the issuer that the letterhead has in capitals.

    Where it is nowhere whole, the sentence before the first heading has its words: `..., Ban ... xây dựng Kế hoạch:`.
    """
    capitals = {
        doc_id: squash_space(issuer).lower()
        for doc_id, issuer in rows_of(documents, ("doc_id", "issuer"))
        if issuer and issuer.isupper()
    }
    spelled: dict[str, str] = {}
    enacting: dict[str, str] = {}
    if provisions is not None and capitals:
        for doc_id, path, text in rows_of(provisions, ("doc_id", "path", "text")):
            if not path and text.endswith(":"):
                enacting.setdefault(doc_id, text)
            if doc_id in spelled or not (name := capitals.get(doc_id)):
                continue
            at = text.lower().find(name)
            if at >= 0 and not (found := text[at : at + len(name)]).isupper():
                spelled[doc_id] = found
    return enacting | spelled


def _latest_citation(bases: pd.DataFrame) -> dict[str, str]:
    latest: dict[str, str] = {}
    for doc_id, issued in rows_of(bases, ("doc_id", "issue_date")):
        if issued is not None:
            latest[doc_id] = max(issued, latest.get(doc_id, ""))
    return latest


def _likely_day(cited: str | None, period: int | None) -> date | None:
    """An undated document is not older than what it cites, and seldom than the period that it plans for."""
    if cited:
        year, month, day = ([int(part) for part in cited.split("-")] + [1, 1])[:3]
        return date(year, month, day)
    return date(period, 1, 1) if period is not None else None


def _contexts(
    frames: Frames, issuers: Sequence[Issuer], days: Sequence[date | None], lexicon: Lexicon
) -> tuple[list[Context], _Codes]:
    """Return the distinct contexts and the number of each document's one.

    Days count only by the epoch between two changes of the lists, so that few contexts serve many documents.
    """
    short_forms: dict[str, list[tuple[str, str]]] = {}
    for doc_id, short, long in rows_of(frames["_abbreviations"], ("doc_id", "short", "long")):
        short_forms.setdefault(doc_id, []).append((short, long))
    epochs = _epochs(lexicon)
    number: dict[Context, int] = {}
    codes = []
    rows = zip(listed(frames["documents"]["doc_id"]), issuers, days, strict=True)
    for doc_id, issuer, day in rows:
        opened = max((e for e in epochs if day is not None and e <= day), default=None)
        own = own_initials(issuer)
        known = tuple(sorted({*([own] if own else []), *short_forms.get(doc_id, ())}))
        context = Context(
            opened if day is not None else None,
            issuer.unit_id,
            issuer.name,
            issuer.family,
            issuer.is_city,
            known,
        )
        codes.append(number.setdefault(context, len(number)))
    return list(number), np.array(codes, dtype=np.intp)


def _epochs(lexicon: Lexicon) -> list[date]:
    """Return the days on which any unit, collective or province begins or has just ended, and the first of all."""
    things: list[Unit | Collective | Province] = [*lexicon.units.values(), *lexicon.collectives.values()]
    things += [province for same in lexicon.provinces.values() for province in same]
    first = {thing.valid_from for thing in things if thing.valid_from}
    after = {thing.valid_to + timedelta(days=1) for thing in things if thing.valid_to}
    return [date.min, *sorted(first | after)]


def _with_issuers(documents: pd.DataFrame, issuers: Sequence[Issuer]) -> pd.DataFrame:
    return documents.assign(
        issuer=values([issuer.name for issuer in issuers], "string"),
        issuer_id=values([issuer.unit_id for issuer in issuers], "string"),
        parent_body=values([issuer.parent_name for issuer in issuers], "string"),
        province=values([issuer.province for issuer in issuers], "string"),
    )


# Cells


def _unit_rows(
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
    local = np.array([_is_local(mention) for mention, _ in mentions], dtype=bool)[at]
    group = row * 2 + coordinating
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else np.zeros(0, dtype=np.intp)
    counted = np.arange(len(group)) - np.repeat(first, np.diff(np.r_[first, len(group)])) + 1
    # The province of each row: the one that the mention names, else the document's where the unit is local.
    names, known = pd.factorize(np.array([mention.province for mention, _ in mentions], dtype=object))
    numbers, own = pd.factorize(places)
    number = np.where(names[at] >= 0, names[at], np.where(local, numbers[docs[row]] + len(known), -1))
    number = np.where((number == len(known) - 1) & (names[at] < 0), -1, number)
    found = {name: column.take(at) for name, column in flat.items()} | {
        "doc_id": table["doc_id"].array.take(row),
        key: table[key].array.take(row),
        "ordinal": values(counted, "int"),
        "province": values([*known, *own, None], "string").take(number),
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
    return mention.unit_id is not None and mention.province is None and mention.level in _OF_THE_PROVINCE


def _with_units(
    recipients: pd.DataFrame, doc_ids: pd.Index, context_of: _Codes, reader: CellReader
) -> pd.DataFrame:
    """Return the recipients with their unit; a line of several units has none of its own."""
    docs = doc_ids.get_indexer(pd.Index(recipients["doc_id"]))
    found: list[Mention | None] = []
    for (text, archive), doc in zip(rows_of(recipients, ("text", "is_archive")), docs, strict=True):
        mentions = [] if archive else reader.read(str(text), int(context_of[doc]))
        named = [m for m in mentions if not {"sub_unit", "prose"} & set(m.flags)]
        ids = {m.unit_id for m in named}
        found.append(named[0] if len(ids) == 1 and named[0].unit_id else None)
    return recipients.assign(
        unit_id=values([m.unit_id if m else None for m in found], "string"),
        unit_name=values([m.unit_name if m else None for m in found], "string"),
    )


# Units


def _units(
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
        if row["province"] is None and row["level"] in _OF_THE_PROVINCE:
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
        "province": province if level in _OF_THE_PROVINCE else None,
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


# Diagnostics


def _issuer_notes(documents: pd.DataFrame, issuers: Sequence[Issuer]) -> list[dict[str, object]]:
    notes = []
    printed = rows_of(documents, ("doc_id", "source_path", "symbol"))
    for (doc_id, path, symbol), issuer in zip(printed, issuers, strict=True):
        if issuer.from_symbol:
            notes.append(
                _note(doc_id, path, Diagnostic.of("issuer-from-symbol", issuer=issuer.name, symbol=symbol))
            )
        elif issuer.name is None:
            notes.append(_note(doc_id, path, Diagnostic.of("issuer-unknown")))
        elif issuer.unit_id is None:
            notes.append(_note(doc_id, path, Diagnostic.of("issuer-not-recognised", issuer=issuer.name)))
    return notes


def _mention_notes(documents: pd.DataFrame, named: Sequence[pd.DataFrame]) -> list[dict[str, object]]:
    """Return one note per document and mention that is unrecognised, a guess, or an old name."""
    paths = dict(rows_of(documents, ("doc_id", "source_path")))
    notes: list[dict[str, object]] = []
    for frame in named:
        columns = ("doc_id", frame.columns[1], "role", "mention", "unit_id", "unit_name", "match", "flags")
        found: dict[str, dict[tuple[str, str], dict[str, object]]] = {code: {} for code in _NOTED}
        for doc_id, where, role, mention, unit_id, name, match, said in rows_of(frame, columns):
            flags = said.split("|") if said else []
            for code in _noted(unit_id, match, flags):
                if (doc_id, mention) not in found[code]:
                    note = Diagnostic.of(code, mention=mention, unit=name or "")
                    found[code][doc_id, mention] = _note(doc_id, paths.get(doc_id), note) | {
                        "location": f"{where.partition('-')[2]}, {role}"
                    }
        notes += [note for of_code in found.values() for note in of_code.values()]
    return notes


def _noted(unit_id: str | None, match: str, flags: Sequence[str]) -> Iterator[str]:
    """Yield which of _NOTED a mention calls for."""
    if unit_id is None and _EXPLAINED.isdisjoint(flags):
        yield "unit-not-recognised"
    if match == "fuzzy":
        yield "unit-guessed"
    if "legacy_unit_name" in flags:
        yield "legacy-unit-name"


def _note(doc_id: str, path: str | None, said: Diagnostic) -> dict[str, object]:
    return {
        "doc_id": doc_id,
        "severity": said.severity,
        "code": said.code,
        "message": said.message,
        "message_vi": said.message_vi,
        "location": str(said.location) or None,
        "source_path": path,
    }


def _with_notes(diagnostics: pd.DataFrame, notes: list[dict[str, object]]) -> pd.DataFrame:
    if not notes:
        return diagnostics
    return pd.concat([diagnostics, make_frame(notes, "diagnostics")], ignore_index=True)
