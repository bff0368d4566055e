"""The statements of a body, each with the section and the headings that it stands under."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.plan.body_lines import BodyLine, goes_on, read_body_lines
from extractors.plan.citations import find_citations
from extractors.plan.labels import roman_value
from extractors.plan.legal_bases import cites_instrument, enacting_start, read_basis
from extractors.plan.lines import Line
from extractors.plan.outline import Outline, find_headings
from extractors.plan.sections import read_opening
from extractors.plan.zones import AppendixZone, Zones
from schemas.diagnostics import Diagnostic
from schemas.records import FootNote, Heading, Provision
from schemas.source import Paragraph


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
    preamble = read_body_lines(zones.preamble)
    lines = read_body_lines(zones.body, consumed)
    if preamble and lines and goes_on(preamble[-1], lines[0]):
        # "..., Sở Nội vụ" / "ban hành Kế hoạch như sau:": one sentence that a reader cut
        rest = lines.pop(0)
        preamble[-1] = replace(preamble[-1], text=f"{preamble[-1].text} {rest.text}")
    provisions = [_provision(line, None) for line in _statements_beside_bases(preamble)]
    outline = Outline()
    for line, heads in zip(lines, find_headings(lines), strict=True):
        if heads:
            heading = outline.open_heading(line)
            provisions.extend(_provision(note, heading) for note in _notes(line))
        elif line.text:
            provisions.append(_provision(line, outline.place_statement(line)))
    return Body(outline.headings, provisions, list(_doubts(outline.headings, provisions)))


def read_appendices(zones: Zones, consumed: frozenset[int] = frozenset()) -> Body:
    """Return the headings and statements of a document's appendices, those of the attached plan included.

    All are of section `other`, under the appendix as their outermost heading. An appendix that holds nothing
    but task tables gives neither.

    Args:
        zones: the parts of the document.
        consumed: Location.block of the tables that were read as task tables.
    """
    body = Body()
    for appendix in (*(zones.attached.appendices if zones.attached else ()), *zones.appendices):
        lines = read_body_lines(appendix.blocks, consumed)
        if not any(line.text for line in lines):
            continue
        title = appendix.title or appendix.label
        top = [_appendix_heading(appendix, title)] if title else []
        outline = Outline()
        for line, heads in zip(lines, find_headings(lines), strict=True):
            if heads:
                outline.open_heading(line)
            elif line.text:
                heading = outline.place_statement(line)
                below = _below(heading, appendix.label, len(top)) if heading else None
                body.provisions.append(_provision(line, below or next(iter(top), None)))
        body.outline.extend([*top, *(_below(h, appendix.label, len(top)) for h in outline.headings)])
    return body


def read_beside(lines: Iterable[Line]) -> list[Provision]:
    """Return lines outside the body that no field holds as statements under no heading."""
    blocks = [Paragraph(line.text, style=line.style, location=line.location) for line in lines]
    return [_provision(line, None) for line in read_body_lines(blocks)]


def _appendix_heading(appendix: AppendixZone, title: str) -> Heading:
    label = appendix.label or None
    return Heading(
        label=label, text=title, level=1, path=label or "", section="other", place=appendix.location
    )


def _below(heading: Heading, appendix: str, depth: int) -> Heading:
    """Return a heading of an appendix as it stands below that appendix."""
    path = ">".join(part for part in (appendix, heading.path) if part)
    return heading.model_copy(update={"path": path, "level": heading.level + depth, "section": "other"})


def _doubts(headings: Sequence[Heading], provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Yield what a person should know of the outline."""
    if provisions and not headings:
        yield Diagnostic.of("headings-missing", provisions[0].place)
    if headings and all(h.section in ("content", "implementation", "other") for h in headings):
        yield Diagnostic.of("purposes-missing", headings[0].place)
    yield from (
        Diagnostic.of("heading-by-looks", heading.place, text=heading.text)
        for heading in headings
        if heading.label is None and read_opening(heading.text) is None
    )
    romans = [(h, roman_value(h.label)) for h in headings if h.label and roman_value(h.label)]
    for (before, last), (heading, value) in pairwise(romans):
        # Each part counts anew; I. after another number begins a part or an attached text.
        if heading.level == before.level and value and last and value not in (1, last + 1):
            yield Diagnostic.of(
                "heading-number-jump", heading.place, found=heading.label, before=before.label
            )


def _statements_beside_bases(preamble: Iterable[BodyLine]) -> Iterator[BodyLine]:
    """Yield what a preamble says beside its legal bases: `Nhằm ...`, `Sở X ban hành Kế hoạch như sau:`."""
    cites = False
    for line in preamble:
        # A list of bases goes on under its opener: "Thực hiện:" and "- Quyết định số ...".
        cites = cites_instrument(line.text) or (cites and bool(line.label) and bool(read_basis(line.text)))
        # GIÁM ĐỐC SỞ XÂY DỰNG, QUYẾT ĐỊNH: the enacting formula between the bases states nothing.
        if not cites and not line.caps:
            yield line
        elif cites:
            yield from _notes(line)
            start = enacting_start(line.text)
            if start is not None:  # `Căn cứ ..., Sở X ban hành Kế hoạch như sau:`
                at = (line.place.start or 0) + start
                place = line.place.span(at, at + len(line.text) - start)
                yield BodyLine(line.text[start:], None, place)


def _notes(line: BodyLine) -> Iterator[BodyLine]:
    """Yield the notes of a line that is no statement, each as a statement of its own."""
    for note in line.notes:
        yield BodyLine(note.text, None, line.place)


# What every citation holds: a code's slash or the word for a law; most statements hold neither.
_CITES = re.compile("/|[Ll]uật|Pháp lệnh")


def _provision(line: BodyLine, heading: Heading | None) -> Provision:
    return Provision(
        section=heading.section if heading else "other",
        path=heading.path if heading else "",
        heading=heading.text if heading else None,
        label=line.label.text if line.label else None,
        text=line.text,
        notes=[FootNote(mark=note.mark, text=note.text) for note in line.notes],
        citations=find_citations(line.text) if _CITES.search(line.text) else [],
        place=line.place,
    )
