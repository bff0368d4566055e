"""The common document to the record: the one place that puts the parts of the parser together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.plan.closings import divide_closing, is_closing_prose
from extractors.plan.header import HeaderReading, read_header
from extractors.plan.legal_bases import read_legal_bases
from extractors.plan.letterhead import addressee_lines
from extractors.plan.lines import iter_lines, lines_of
from extractors.plan.recipients import is_recipients_opener, read_recipients
from extractors.plan.signature import read_signature
from extractors.plan.stamps import read_stamps
from extractors.plan.zones import AppendixZone, Zones
from extractors.plan.zoning import find_zones
from schemas.diagnostics import Diagnostic
from schemas.errors import StructureError
from schemas.records import (
    Appendix,
    Assignment,
    DiagnosticRecord,
    DocumentRecord,
    LegalBasis,
    Source,
)
from schemas.source import Block, Paragraph, SourceDocument


def parse_document(
    source: SourceDocument, *, doc_id: str, path: str, sha256: str, size: int
) -> DocumentRecord:
    """Read the common document of a file into its record.

    Args:
        source: what a reader made of the file.
        doc_id: the document's id.
        path: what the record calls the file.
        sha256: of the file's bytes, 64 hex digits.
        size: of the file in bytes.

    Raises:
        StructureError: nothing in the text looks like an official document.
    """
    # Imported here, for they need spaCy or large lists that a rejected file does not.
    from extractors.plan.abbreviations import find_abbreviations
    from extractors.plan.assignments import doubts_of, find_assignments
    from extractors.plan.provisions import read_appendices, read_beside, read_body
    from extractors.plan.task_tables import find_task_tables

    zones = find_zones(source)
    recipients, signature_lines = divide_closing(_closing(zones))
    signature = read_signature(signature_lines)
    head = read_header(zones, source, collective=signature.collective)
    bases = _legal_bases(zones)
    if not _is_official(zones, head, bases):
        raise StructureError
    tables = find_task_tables(zones)
    body = read_body(zones, tables.consumed)
    annexed = read_appendices(zones, tables.consumed)
    addressed = read_beside(addressee_lines(iter_lines(zones.letterhead)))
    sent_with = _covering_letter(zones)
    letter = read_body(sent_with) if sent_with else None
    asked = [*addressed, *(letter.provisions if letter else ())]
    stated = [*asked, *body.provisions]
    beside = read_beside(line for line in signature_lines if is_closing_prose(line.text))
    abbreviations = find_abbreviations(zones)
    # Headings of a letter and of the plan that it sends may have the same numbers.
    assignments = [
        *find_assignments(asked, letter.outline if letter else (), abbreviations),
        *_moved(find_assignments(body.provisions, body.outline, abbreviations), len(asked)),
    ]
    missing = [*head.diagnostics, *_missing(zones, bases, signed=bool(signature_lines))]
    found = [
        *source.diagnostics,
        *(_of_appendix(zones, missing) if _is_appendix_alone(zones, head) else missing),
        *body.diagnostics,
        *tables.diagnostics,
        *doubts_of(assignments),
        *signature.diagnostics,
    ]
    return DocumentRecord(
        doc_id=doc_id,
        source=Source(
            path=path,
            sha256=sha256,
            bytes=size,
            format=source.format,
            text_origin=source.text_origin,
            pages=len(source.pages) or None,
            encoding=source.encoding,
            tracked_changes=source.tracked_changes,
            attachments=list(source.attachments),
        ),
        header=head.header,
        legal_bases=bases,
        outline=[*(letter.outline if letter else ()), *body.outline, *annexed.outline],
        provisions=[*stated, *beside, *annexed.provisions],
        appendices=[_appendix(zone) for zone in _appendices(zones)],
        task_tables=tables.tables,
        assignments=assignments,
        recipients=read_recipients(recipients),
        signer=signature.signer,
        signatures=read_stamps(_stamps(zones, source), source.signatures),
        abbreviations=abbreviations,
        diagnostics=[_diagnostic(diagnostic) for diagnostic in found],
    )


def _covering_letter(zones: Zones) -> Zones | None:
    """Return the letter that sends a plan: what it asks for, and until when, stands in the letter alone.

    A decision, whose kind is printed as its title, only brings its plan into force.
    """
    return replace(zones, attached=None) if zones.attached and not zones.title else None


def _moved(assignments: Iterable[Assignment], by: int) -> Iterator[Assignment]:
    for duty in assignments:
        place = duty.provision
        yield duty if place is None else duty.model_copy(update={"provision": place + by})


def _legal_bases(zones: Zones) -> list[LegalBasis]:
    """Read the legal bases of the issuing document and, after them, those of the plan that it issues."""
    attached = read_legal_bases(zones.attached.preamble) if zones.attached else []
    return [*read_legal_bases(zones.preamble), *attached]


def _is_official(zones: Zones, head: HeaderReading, bases: Sequence[LegalBasis]) -> bool:
    """Say whether anything of an official document is there: kind, code, bases, appendix, recipients."""
    header = head.header
    return bool(
        header.doc_type_name
        or header.code
        or bases
        or any(appendix.label for appendix in zones.appendices)
        or any(is_recipients_opener(line.text) for line in iter_lines(_closing(zones)))
    )


def _stamps(zones: Zones, source: SourceDocument) -> list[Paragraph]:
    """The paragraphs that can hold a signing program's stamp: letterhead and running heads."""
    return [block for block in (*zones.letterhead, *source.furniture) if isinstance(block, Paragraph)]


def _closing(zones: Zones) -> Sequence[Block]:
    """The closing of the issuing document; where it has none of its own, that of the plan that it issues."""
    return zones.closing or (zones.attached.closing if zones.attached else ())


def _appendices(zones: Zones) -> tuple[AppendixZone, ...]:
    return (*zones.appendices, *(zones.attached.appendices if zones.attached else ()))


def _appendix(zone: AppendixZone) -> Appendix:
    return Appendix(label=zone.label, title=zone.title, reference=zone.reference, place=zone.location)


def _is_appendix_alone(zones: Zones, head: HeaderReading) -> bool:
    """Say whether the file holds appendices without the document that they belong to."""
    own = head.header.doc_type_name or head.header.code or zones.preamble or zones.closing
    return bool(zones.appendices) and not own and not any(lines_of(block) for block in zones.body)


def _of_appendix(zones: Zones, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Say once that this is an appendix, not part by part what an appendix lacks."""
    yield Diagnostic.of("appendix-alone", zones.location, label=zones.appendices[0].label)
    yield from (diagnostic for diagnostic in found if not diagnostic.code.endswith("-missing"))


def _missing(zones: Zones, bases: Sequence[LegalBasis], *, signed: bool) -> Iterable[Diagnostic]:
    if not bases:
        yield Diagnostic.of("legal-bases-missing", zones.location)
    if not signed:
        yield Diagnostic.of("signature-missing", zones.location)
    if not any(is_recipients_opener(line.text) for line in iter_lines(_closing(zones))):
        yield Diagnostic.of("recipients-missing", zones.location)


def _diagnostic(diagnostic: Diagnostic) -> DiagnosticRecord:
    return DiagnosticRecord(
        severity=diagnostic.severity,
        code=diagnostic.code,
        message=diagnostic.message,
        message_vi=diagnostic.message_vi,
        place=diagnostic.location,
    )
