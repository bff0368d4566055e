"""Who issues each document and for which day its names are read: the context of its cells."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from extractors.lexicon import Collective, Province, Unit
from pipeline.stages.frames import Frames, listed, rows_of, values
from pipeline.units.issuers import Issuer, Letterhead, own_initials, read_issuer
from pipeline.units.lexicon import Lexicon
from pipeline.units.mentions import Context
from schemas.text import squash_space


def read_issuers(frames: Frames, lexicon: Lexicon) -> tuple[list[Issuer], list[date | None]]:
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
    capitals: dict[str, str] = {}
    shouted: set[str] = set()
    for doc_id, issuer, parent in rows_of(documents, ("doc_id", "issuer", "parent_body")):
        if issuer and issuer.isupper():
            capitals[doc_id] = squash_space(issuer).lower()
        if doc_id in capitals or (parent and parent.isupper()):
            shouted.add(doc_id)
    spelled: dict[str, str] = {}
    enacting: dict[str, str] = {}
    if provisions is not None and shouted:
        for doc_id, path, text in rows_of(provisions, ("doc_id", "path", "text")):
            if doc_id in shouted and not path and text.endswith(":"):
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


def contexts_of(
    frames: Frames, issuers: Sequence[Issuer], days: Sequence[date | None], lexicon: Lexicon
) -> tuple[list[Context], npt.NDArray[np.intp]]:
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


def with_issuers(documents: pd.DataFrame, issuers: Sequence[Issuer]) -> pd.DataFrame:
    """Return the documents with their issuers in the place of what is printed."""
    return documents.assign(
        issuer=values([issuer.name for issuer in issuers], "string"),
        issuer_id=values([issuer.unit_id for issuer in issuers], "string"),
        parent_body=values([issuer.parent_name for issuer in issuers], "string"),
        province=values([issuer.province for issuer in issuers], "string"),
    )
