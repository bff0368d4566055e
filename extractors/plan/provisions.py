"""The statements of a body, each with the section and the headings that it stands under."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.plan.body_lines import BodyLine, read_body_lines
from extractors.plan.outline import Outline, find_headings
from extractors.plan.zones import Zones
from schemas.diagnostics import Diagnostic
from schemas.records import FootNote, Heading, Provision
from schemas.source import Block


@dataclass(frozen=True, slots=True)
class Body:
    """What a body says: its headings and its statements, each in document order."""

    outline: list[Heading] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_body(zones: Zones, consumed: frozenset[int] = frozenset()) -> Body:
    """Return the headings and statements of a document's body.

    Where a decision issues a plan in the same file, the body is the plan's.

    Args:
        zones: the parts of the document.
        consumed: Location.block of the tables in the body that were read as task tables.
    """
    if zones.attached:
        zones = zones.attached
    provisions = [_provision(line, None) for line in _preamble_statements(zones.preamble)]
    lines = read_body_lines(zones.body, consumed)
    outline = Outline()
    for line, heads in zip(lines, find_headings(lines), strict=True):
        if heads:
            outline.open_heading(line)
        else:
            provisions.append(_provision(line, outline.place_statement(line)))
    return Body(outline.headings, provisions)


# What opens a legal basis; the rest of a preamble is the document's own words (Nhằm ..., Để ...).
_BASIS = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Quán triệt|Xét|Theo|Trên cơ sở|Tiếp tục|Thi hành|Chấp hành)\b",
    re.IGNORECASE,
)


def _preamble_statements(preamble: Iterable[Block]) -> list[BodyLine]:
    return [line for line in read_body_lines(preamble) if not _BASIS.match(line.text)]


def _provision(line: BodyLine, heading: Heading | None) -> Provision:
    return Provision(
        section=heading.section if heading else "other",
        path=heading.path if heading else "",
        heading=heading.text if heading else None,
        label=line.label.text if line.label else None,
        text=line.text,
        notes=[FootNote(mark=note.mark, text=note.text) for note in line.notes],
        place=line.place,
    )
