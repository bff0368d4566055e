"""What a person should look at: issuers and mentions that were not recognised, guessed, or are old names."""

from collections.abc import Iterator, Sequence

import pandas as pd

from pipeline.stages.frames import make_frame, rows_of
from pipeline.units.issuers import Issuer
from schemas.diagnostics import Diagnostic

# Mentions that are no unit on purpose; they need nobody's look.
_EXPLAINED = frozenset({"reference", "person", "open", "unlisted_set"})
# In the order in which a table's rows are noted.
_NOTED = ("unit-not-recognised", "unit-guessed", "legacy-unit-name")


def issuer_notes(documents: pd.DataFrame, issuers: Sequence[Issuer]) -> list[dict[str, object]]:
    """Return one note per document whose issuer was not recognised, or is known by the symbol alone."""
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


def mention_notes(documents: pd.DataFrame, named: Sequence[pd.DataFrame]) -> list[dict[str, object]]:
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


def with_notes(diagnostics: pd.DataFrame, notes: list[dict[str, object]]) -> pd.DataFrame:
    """Return the diagnostics with these notes after them."""
    if not notes:
        return diagnostics
    return pd.concat([diagnostics, make_frame(notes, "diagnostics")], ignore_index=True)
