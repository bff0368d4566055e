"""The header of a document: letterhead, kind, title and marks, each where it is printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.plan.agencies import is_bare_organ, names_body, read_agencies
from extractors.plan.appendices import is_reference_line
from extractors.plan.codes import Code, read_code
from extractors.plan.kinds import (
    LETTER_NAME,
    WITH_AUTHORITY_LINE,
    Kind,
    kind_of_abbreviation,
    read_kind_heading,
)
from extractors.plan.legal_bases import enacting_issuer
from extractors.plan.letterhead import (
    Piece,
    is_copy_mark,
    is_date_line,
    is_draft_mark,
    read_pieces,
    read_secrecy,
    read_urgency,
    subject_text,
)
from extractors.plan.lines import Line, iter_lines
from extractors.plan.references import Reference, filled_in, read_reference
from extractors.plan.titles import is_authority_head, is_formula
from extractors.plan.zones import Zones
from schemas.diagnostics import Diagnostic
from schemas.location import NOWHERE
from schemas.records import Attached, Header, Printed
from schemas.source import Paragraph, SourceDocument
from schemas.text import squash_space

# `Trên đây là Kế hoạch của Sở Xây dựng về việc ...`
_CLOSING_SENTENCE = re.compile(
    r"^\W*Trên đây là\s+[^.;]{0,60}?\bcủa\s+(?P<issuer>[^\W\d_][^,.;]*?)"
    r"(?=\s+(?:về|thực hiện|triển khai|nhằm|năm|giai đoạn|đề nghị|yêu cầu|trong|để)\b|[,.;/]|$)"
)
_MOST_JOINT = 9  # bodies of a joint document whose symbol does not name them
_COPY_KINDS = ("SY", "TrS", "SL")


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The header as printed and what a person should look at."""

    header: Header
    diagnostics: tuple[Diagnostic, ...]


def read_header(zones: Zones, source: SourceDocument, *, collective: Printed | None = None) -> HeaderReading:
    """Read the header of a document.

    A mark counts only where the whole line is one. What the letterhead leaves blank stays None, but for the
    number and day that the reference line of an appendix fills in, and the issuer, which is also sought in
    reference lines, in the enacting and the closing sentence, and in the signature.

    Args:
        zones: the parts of the document.
        source: the document, for marks in running heads and frames.
        collective: the body that is signed for (TM. ...), if any.
    """
    pieces = read_pieces(iter_lines(zones.letterhead))
    if not any(piece.element in ("code", "motto") for piece in pieces):
        pieces = [*_running_letterhead(source), *pieces]
    title_lines = list(iter_lines(zones.title))
    heading = read_kind_heading(title_lines[0].text) if title_lines else None
    code_piece, code = _find_code(pieces)
    kind = heading.kind if heading else _kind_without_heading(pieces, code)
    date = next((piece for piece in pieces if piece.element == "date" and _is_issue_date(piece)), None)
    date = date or _date_above_signature(zones)
    references = [read_reference(line) for line in _reference_lines(zones)]
    filled = filled_in(references, code.symbol) if code and code.number is None else None
    edtf = date.date.edtf if date and date.date else None
    full = filled.date if filled and filled.date and filled.date.startswith(edtf or "") else edtf
    if filled and filled.code:
        code = filled.code
    joint = code.joint_issuers if code else 0
    issuer, parent = _bodies(pieces, joint or (_MOST_JOINT if heading and heading.is_joint else 0))
    everywhere = [*pieces, *read_pieces(title_lines), *_beside(source)]
    place = filled.line.place if filled else code_piece.line.location if code_piece else NOWHERE
    header = Header(
        doc_type=kind.abbreviation if kind else None,
        doc_type_name=kind.name if kind else None,
        number=code.number if code else None,
        symbol=code.symbol if code else None,
        code=Printed(text=code.text, place=place) if code else None,
        issuer=issuer or _issuer_elsewhere(zones, references) or collective,
        parent_body=parent,
        place=_place(date),
        issue_date=Printed(text=date.text, place=date.line.location) if date else None,
        issue_date_edtf=full,
        title=_title(title_lines) if heading else _subject(pieces),
        urgency=_first(everywhere, "urgency", read_urgency),
        secrecy=_first(everywhere, "secrecy", read_secrecy),
        draft=bool(heading and heading.is_draft) or any(piece.element == "draft" for piece in everywhere),
        copy_mark=_first(everywhere, "copy", squash_space),
        attached=_attached(zones.attached) if zones.attached else None,
    )
    found = _doubts(header, zones, date)
    if filled:
        found.append(
            Diagnostic.of("number-from-appendix", place, code=filled.code.text if filled.code else "")
        )
    if heading and code and _names_other_kind(heading.kind, code):
        found.append(Diagnostic.of("type-symbol-differ", place, kind=heading.kind.name, code=code.text))
    return HeaderReading(header, tuple(found))


def _date_above_signature(zones: Zones) -> Piece | None:
    """The line of place and date where it stands above the signature and not in the letterhead."""
    lines = takewhile(lambda line: not is_copy_mark(line.text), iter_lines(zones.closing))
    dated = read_pieces(line for line in lines if is_date_line(line.text))
    return next((piece for piece in dated if piece.element == "date" and _place_text(piece)), None)


def _names_other_kind(kind: Kind, code: Code) -> bool:
    """Say whether the symbol names another kind than the heading: `KẾ HOẠCH` with `12/QĐ-UBND`."""
    named = kind_of_abbreviation(code.type_group)
    return named is not None and named.abbreviation != kind.abbreviation


def _running_letterhead(source: SourceDocument) -> list[Piece]:
    """The letterhead where it is typed in the page's head."""
    pieces = read_pieces(iter_lines(source.furniture))
    return pieces if {"motto", "code"} & {piece.element for piece in pieces} else []


def _reference_lines(zones: Zones) -> list[Printed]:
    """The lines of appendices, and of the plan that a decision issues, that name the document."""
    parts = [appendix.reference for appendix in zones.appendices]
    if zones.attached:
        parts.append(_reference(list(iter_lines(zones.attached.title))))
        parts.extend(appendix.reference for appendix in zones.attached.appendices)
    return [part for part in parts if part]


def _find_code(pieces: Sequence[Piece]) -> tuple[Piece | None, Code | None]:
    """Return the document's own code: the first that is not the number of a copy (12/SY-UBND)."""
    for piece in pieces:
        if piece.element == "code" and (code := read_code(piece.text)) and code.type_group not in _COPY_KINDS:
            return piece, code
    return None, None


def _kind_without_heading(pieces: Sequence[Piece], code: Code | None) -> Kind | None:
    """A letter has a subject or an addressee and no heading; else the symbol's first group names the kind."""
    if any(piece.element in ("subject", "addressee") for piece in pieces):
        return Kind(LETTER_NAME, None)
    return kind_of_abbreviation(code.type_group) if code else None


def _is_issue_date(piece: Piece) -> bool:
    """Say whether a date line is that of issue: `<place>, ngày ...`, not a bare date of a stamp."""
    date = piece.date
    return date is not None and (bool(_place_text(piece)) or "tháng" in piece.text.lower())


def _place_text(piece: Piece) -> str:
    before = piece.text[: piece.date.start] if piece.date else ""
    return squash_space(before).strip(" ,.;:-–*_|")


def _place(piece: Piece | None) -> Printed | None:
    text = _place_text(piece) if piece else ""
    return Printed(text=text, place=piece.line.location) if piece and text else None


def _bodies(pieces: Sequence[Piece], joint: int) -> tuple[Printed | None, Printed | None]:
    """Read issuer and parent from the agency lines above code, subject and addressee.

    Lines in the motto's column are none of them, nor is what stands below the code. Joint is the number of
    bodies that issue the document together, 0 for one.
    """
    ends = next(
        (i for i, p in enumerate(pieces) if p.element in ("code", "subject", "addressee")), len(pieces)
    )
    agencies = [piece for piece in pieces[:ends] if piece.element == "agency" and _is_agency(piece)]
    if not agencies:
        below = [piece for piece in pieces[ends:] if piece.element == "agency" and _is_agency(piece)]
        agencies = [piece for piece in below if piece.text.isupper()]
    mottos = [piece.line for piece in pieces if piece.element == "motto"]
    if mottos and any(piece.line.column != mottos[0].column for piece in agencies):
        agencies = [piece for piece in agencies if piece.line.column < mottos[0].column] or agencies
    lines = [Line(piece.text, piece.line.location, piece.line.style, piece.line.column) for piece in agencies]
    return read_agencies(lines, joint=joint)


def _is_agency(piece: Piece) -> bool:
    text = piece.text
    is_code = " " not in text and any(c.isdigit() for c in text)  # a typist's `XV80`
    return (
        len(text) <= 120
        and sum(c.isalpha() for c in text) >= 2
        and not re.search(r"[:;@]", text)
        and not is_code
    )


def _issuer_elsewhere(zones: Zones, references: Sequence[Reference]) -> Printed | None:
    """Find the issuer in a reference line, in the closing or the enacting sentence."""
    for reference in references:
        if reference.issuer:
            return Printed(text=reference.issuer, place=reference.line.place)
    body = [block for block in zones.body if isinstance(block, Paragraph)]
    for paragraph in reversed(body):
        match = _CLOSING_SENTENCE.match(paragraph.text)
        if match and names_body(match["issuer"]) and not is_bare_organ(match["issuer"]):
            return Printed(text=squash_space(match["issuer"]), place=paragraph.location)
    above = [block for block in zones.preamble if isinstance(block, Paragraph)]
    for paragraph in (*above, *body[:3]):
        if issuer := enacting_issuer(paragraph.text):
            return Printed(text=issuer, place=paragraph.location)
    if above and body and (issuer := enacting_issuer(f"{above[-1].text} {body[0].text}")):
        return Printed(text=issuer, place=above[-1].location)  # one sentence that a reader cut
    own = _reference(list(iter_lines(zones.title)))
    issued_by = read_reference(own).issuer if own else None
    return Printed(text=issued_by, place=own.place) if own and issued_by else None


def _title(lines: Sequence[Line]) -> Printed | None:
    """Join the title's lines: what follows the kind, without marks and the bracketed reference."""
    heading = read_kind_heading(lines[0].text)
    parts = [heading.rest] if heading and heading.rest else []
    takes_authority = heading is not None and heading.kind.abbreviation in WITH_AUTHORITY_LINE
    bracket_open = False
    for line in lines[1:]:
        text = line.text.strip(" *#|")
        if takes_authority and (is_formula(text) or is_authority_head(text)):
            break
        if bracket_open or is_reference_line(text):
            bracket_open = text.count("(") > text.count(")") or (bracket_open and ")" not in text)
        elif re.search(r"\w", text) and not is_draft_mark(text):
            parts.append(text)
    if len(parts) > 1 and heading and parts[0] == heading.rest and parts[0].upper().startswith("CỦA "):
        parts = parts[1:]  # `QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH`: who decides is no part of what about
    text = squash_space(" ".join(parts)).strip(" -–_*")
    return Printed(text=text, place=lines[0].location) if text else None


def _subject(pieces: Sequence[Piece]) -> Printed | None:
    """Read a letter's subject (V/v ...), with the lines that go on with it in the same column."""
    for i, piece in enumerate(pieces):
        if piece.element != "subject":
            continue
        parts = [subject_text(piece.text)]
        for following in pieces[i + 1 :]:
            if (
                following.element != "agency"
                or following.line.column != piece.line.column
                or following.text.isupper()
            ):
                break
            parts.append(following.text)
        text = squash_space(" ".join(parts))
        return Printed(text=text, place=piece.line.location) if text else None
    return None


def _reference(lines: Sequence[Line]) -> Printed | None:
    for i, line in enumerate(lines):
        if is_reference_line(line.text):
            text = line.text
            for following in lines[i + 1 :]:
                if text.count("(") <= text.count(")"):
                    break
                text = f"{text} {following.text}"
            return Printed(text=squash_space(text).strip("* "), place=line.location)
    return None


def _attached(zones: Zones) -> Attached | None:
    lines = list(iter_lines(zones.title))
    heading = read_kind_heading(lines[0].text) if lines else None
    if heading is None or heading.kind.abbreviation is None:
        return None
    return Attached(
        doc_type=heading.kind.abbreviation,
        doc_type_name=heading.kind.name,
        title=_title(lines),
        reference=_reference(lines),
    )


def _beside(source: SourceDocument) -> list[Piece]:
    """The marks in running heads and in frames beside the text."""
    framed = [block for block in source.paragraphs() if block.framed]
    return read_pieces(iter_lines((*source.furniture, *framed)))


def _first(pieces: Sequence[Piece], element: str, read: object) -> Printed | None:
    for piece in pieces:
        if piece.element == element:
            value = read(piece.text) if callable(read) else None
            return Printed(text=value or piece.text, place=piece.line.location)
    return None


def _doubts(header: Header, zones: Zones, date: Piece | None) -> list[Diagnostic]:
    place = zones.location
    found = []
    if header.doc_type_name is None:
        found.append(Diagnostic.of("doc-type-missing", place))
    if header.code is None:
        found.append(Diagnostic.of("code-missing", place))
    elif header.number is None:
        found.append(Diagnostic.of("number-blank", header.code.place, code=header.code.text))
    if date is None:
        found.append(Diagnostic.of("issue-date-missing", place))
    elif date.date and date.date.is_impossible:
        found.append(Diagnostic.of("issue-date-impossible", date.line.location, found=date.text))
    elif header.issue_date_edtf is None or len(header.issue_date_edtf) < 10:
        found.append(Diagnostic.of("issue-date-incomplete", date.line.location, found=date.text))
    if header.issuer is None:
        found.append(Diagnostic.of("issuer-missing", place))
    if header.title is None:
        found.append(Diagnostic.of("title-missing", place))
    return found
