"""Which words of a document reach no field of its record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.plan.lines import Line, lines_of
from extractors.plan.zones import Zones
from extractors.plan.zoning import find_zones
from schemas.records import DocumentRecord
from schemas.source import Block, SourceDocument
from schemas.text import fold

_WORD = re.compile(r"[^\W_]+")
_SURE = 3  # words in a row that must stand together in the record to count as one text


@dataclass(frozen=True)
class Lost:
    """A line with words that no field holds: the part of the document it stands in, and those words."""

    part: str
    line: str
    words: str


def lost_words(source: SourceDocument, record: DocumentRecord) -> list[Lost]:
    """Return the lines of the body's blocks that the record does not hold, by part of the document."""
    held = _held(record)
    found: list[Lost] = []
    for part, blocks in _parts(find_zones(source)):
        for block in blocks:
            for line in lines_of(block):
                if words := _missing(line, held):
                    found.append(Lost(part, line.text, words))
    return found


def _parts(zones: Zones, prefix: str = "") -> Iterator[tuple[str, Iterable[Block]]]:
    yield f"{prefix}letterhead", zones.letterhead
    yield f"{prefix}title", zones.title
    yield f"{prefix}preamble", zones.preamble
    yield f"{'decision ' if zones.attached else prefix}body", zones.body
    yield f"{prefix}closing", zones.closing
    for appendix in zones.appendices:
        yield "appendix", appendix.blocks
    if zones.attached:
        yield from _parts(zones.attached, "attached ")


def _held(record: DocumentRecord) -> str:
    """Return all words of the record, folded; where one field follows another a bar stands between."""
    values = record.model_dump(exclude={"doc_id", "source", "diagnostics", "record_version"})
    said = [f"{p.label} {p.text}" for p in record.provisions if p.label]
    said += [f"{h.label} {h.text}" for h in record.outline if h.label]
    return " " + " | ".join(" ".join(_words(text)) for text in [*said, *_strings(values)]) + " "


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if isinstance(key, str):
                yield key  # of Task.extra: a column's header
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _missing(line: Line, held: str) -> str:
    words = _words(line.text)
    lost: list[str] = []
    at = 0
    while at < len(words):
        least = min(_SURE, len(words))
        end = next((e for e in range(len(words), at, -1) if f" {' '.join(words[at:e])} " in held), at)
        if end - at >= least or (end > at and end - at == len(words) - at) or (at == 0 and end > at):
            at = end
        else:
            lost.append(words[at])
            at += 1
    return " ".join(lost)
