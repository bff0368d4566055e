"""The division of a document into its zones: anchors are found first, what lies between them follows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.plan.appendices import (
    divide_appendices,
    find_appendices,
    is_reference_line,
    open_label_tables,
    read_appendix_label,
)
from extractors.plan.closings import closing_end, closings_out_of_tables, find_closing, opens_recipients
from extractors.plan.contents import without_contents
from extractors.plan.frames import letterhead_frames_first, open_frames, title_out_of_table
from extractors.plan.kinds import ISSUING, WITH_AUTHORITY_LINE, KindHeading, read_kind_heading
from extractors.plan.labels import LabelKind, read_label
from extractors.plan.legal_bases import cites_instrument, is_basis_opener
from extractors.plan.letterhead import has_letterhead, is_date_line, is_mark
from extractors.plan.lines import lines_of
from extractors.plan.stamps import without_stamps
from extractors.plan.titles import (
    TITLE_SEARCH,
    bare,
    find_title,
    first_line,
    is_addressee,
    is_authority_head,
    is_first_heading,
    is_formula,
    letterhead_end,
    read_title,
)
from extractors.plan.zones import AppendixZone, Zones
from schemas.location import NOWHERE
from schemas.source import Block, Paragraph, SourceDocument, Table

_AS_FOLLOWS = re.compile(r"(?:như sau|sau đây|dưới đây|nội dung sau|cụ thể)\s*[:.]?\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-zà-ỹđ”\")]{2})[.](?:\s+)(?=[A-ZÀ-ỸĐ])")
_REFERENCE_NEAR = 8  # blocks between a plan's title and the line that ties it to its decision


def find_zones(source: SourceDocument) -> Zones:
    """Divide a document into its parts; every block of it stands in exactly one.

    A table that only draws a frame around the page is opened; a title that stands in the letterhead's table
    is taken out of it.
    """
    opened = closings_out_of_tables(open_frames(source.blocks))
    kept, stamps = without_stamps(without_contents(opened))
    return _divide(kept, stamps, may_issue=True)


def _divide(blocks: Sequence[Block], stamps: Sequence[Paragraph], *, may_issue: bool) -> Zones:
    blocks = title_out_of_table(letterhead_frames_first(blocks))
    title_at = find_title(blocks, below_label=not may_issue)
    title: tuple[Paragraph, ...] = ()
    if title_at is None:
        start = letterhead_end(blocks)
        heading, letterhead = None, list(blocks[:start])
    else:
        heading = read_kind_heading(first_line(blocks[title_at]))
        title, beside, start = read_title(blocks, title_at, heading)
        letterhead = [*blocks[:title_at], *beside]
    rest = blocks[start:]
    body_at = _find_body(rest, heading)
    closing_at = _with_date(rest, find_closing(rest, body_at))
    issues = may_issue and heading is not None and heading.kind.abbreviation in ISSUING
    attached_at = _find_attached(rest, body_at, closing_at) if issues else None
    if may_issue and heading is None and closing_at is not None:
        attached_at = _find_sent(rest, closing_at)
    main, closing, appendices = _divide_rest(rest, body_at, closing_at, attached_at)
    preamble, formal, marks, body = _divide_preamble(main, body_at, heading)
    attached = _divide(rest[attached_at:], (), may_issue=False) if attached_at is not None else None
    place = blocks[0].location if blocks else NOWHERE
    return Zones(
        letterhead=(*letterhead, *marks, *stamps),
        title=(*title, *formal),
        preamble=preamble,
        body=body,
        closing=closing,
        appendices=appendices,
        attached=attached,
        location=place,
    )


def _with_date(blocks: Sequence[Block], closing_at: int | None) -> int | None:
    """Return where the closing begins with the line of place and date that schools print above it."""
    at = closing_at if closing_at is not None else 0
    while at and isinstance(blocks[at - 1], Paragraph) and not bare(blocks[at - 1]):
        at -= 1
    dated = at > 0 and isinstance(above := blocks[at - 1], Paragraph) and is_date_line(above.text.strip())
    return at - 1 if dated else closing_at


def _divide_rest(
    blocks: Sequence[Block], body_at: int, closing_at: int | None, attached_at: int | None
) -> tuple[Sequence[Block], tuple[Block, ...], tuple[AppendixZone, ...]]:
    """Divide what follows the title into preamble with body, closing and appendices."""
    if attached_at is not None:
        end = attached_at if closing_at is None or closing_at > attached_at else closing_at
        return blocks[:end], tuple(blocks[end:attached_at]), ()
    blocks = open_label_tables(blocks, 0 if closing_at is None else closing_at + 1)
    starts = find_appendices(blocks, closing_at)
    if closing_at is None:
        first = min(starts, default=len(blocks))
        return blocks[:first], (), divide_appendices(blocks[first:], after_signature=False)
    end = closing_end(blocks, closing_at, min((i for i in starts if i > closing_at), default=len(blocks)))
    # An appendix that stands above the signature: the closing is cut out of what follows the body.
    first = min((i for i in starts if i < closing_at), default=closing_at)
    after = [*blocks[first:closing_at], *blocks[end:]]
    return blocks[:first], tuple(blocks[closing_at:end]), divide_appendices(after, after_signature=True)


def _find_body(blocks: Sequence[Block], heading: KindHeading | None) -> int:
    """Return the index of the first block after the legal bases."""
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            if (block.n_cols >= 2 and block.n_rows >= 2) or opens_recipients(block):
                return i
            continue
        text = bare(block)
        if is_formula(text) and _takes_authority(heading):
            return i + 1
        if is_first_heading(block) or opens_recipients(block):
            return i
        if read_appendix_label(text, after_signature=False) and i == 0:
            return 0
    return _end_of_bases(blocks)


def _end_of_bases(blocks: Sequence[Block]) -> int:
    """Return the index after the last legal basis of a document without headings."""
    end = 0
    for i, block in enumerate(blocks[:TITLE_SEARCH]):
        text = bare(block)
        if _AS_FOLLOWS.search(text):
            return i + 1
        if is_basis_opener(text) and cites_instrument(text):
            end = i + 1
        elif end and len(text) > 20:
            return end
    return end


def _divide_preamble(
    blocks: Sequence[Block], body_at: int, heading: KindHeading | None
) -> tuple[tuple[Block, ...], tuple[Paragraph, ...], tuple[Paragraph, ...], tuple[Block, ...]]:
    """Divide what follows the title into legal bases, lines of pure form, marks, and text of its own.

    What is neither a basis nor a matter of form is body, even where it stands before the first heading.
    """
    preamble: list[Block] = []
    formal: list[Paragraph] = []
    marks: list[Paragraph] = []
    body: list[Block] = []
    with_bases = addressed = False
    for block in (part for whole in blocks[:body_at] for part in _sentences(whole)):
        text = bare(block)
        cites = bool(text) and cites_instrument(text)
        lists = is_basis_opener(text) and text.endswith(":") and len(text) < 60  # `Căn cứ:` over a list
        goes_on = with_bases and text.startswith(("-", "–", "+")) and not text.endswith(":")
        if isinstance(block, Paragraph) and _is_formal(text, heading):
            formal.append(block)
        elif isinstance(block, Paragraph) and (is_mark(text) or is_addressee(text)):
            marks.append(block)
            addressed = is_addressee(text)
        elif isinstance(block, Paragraph) and addressed and text.startswith(("-", "–", "+")):
            marks.append(block)
        elif cites or lists or goes_on:
            preamble.append(block)
            with_bases, addressed = True, False
        elif text or isinstance(block, Table):
            body.append(block)
            with_bases = addressed = False
    return tuple(preamble), tuple(formal), tuple(marks), (*body, *blocks[body_at:])


def _sentences(block: Block) -> list[Block]:
    """Cut a paragraph of bases where a sentence of the document's own follows in it: `... . Để triển khai ...`."""
    if not isinstance(block, Paragraph) or not cites_instrument(block.text):
        return [block]
    for match in _SENTENCE_END.finditer(block.text):
        rest = block.text[match.end() :]
        if not is_basis_opener(rest):
            head = replace(block, text=block.text[: match.start() + 1], runs=(), notes=())
            place = block.location.span(match.end(), len(block.text))
            notes = tuple(note for note in block.notes if note.offset >= match.end())
            return [head, replace(block, text=rest, label=None, location=place, runs=(), notes=notes)]
    return [block]


def _takes_authority(heading: KindHeading | None) -> bool:
    return heading is not None and heading.kind.abbreviation in WITH_AUTHORITY_LINE


def _is_formal(text: str, heading: KindHeading | None) -> bool:
    """Say whether a line is of pure form: `GIÁM ĐỐC SỞ XÂY DỰNG`, `QUYẾT ĐỊNH:`."""
    return _takes_authority(heading) and (is_formula(text) or is_authority_head(text))


# The plan that a decision issues


def _find_attached(blocks: Sequence[Block], body_at: int, closing_at: int | None) -> int | None:
    """Return where the plan begins that a decision issues: at its title, or at the letterhead above that.

    Below the decision's signature a title in capitals is enough; above it, the line must be there that ties
    the plan to the decision.
    """
    for i, block in enumerate(blocks[body_at:], body_at):
        if not isinstance(block, Paragraph):
            continue
        below = closing_at is not None and i > closing_at
        heading = None if is_formula(first_line(block)) else read_kind_heading(first_line(block))
        if below and heading is None and read_appendix_label(block.printed, after_signature=True):
            if not _holds_plan(blocks, i):
                return None
            continue
        if heading and (_is_tied(blocks, i) or (below and (not heading.rest or bare(block).isupper()))):
            return _with_letterhead(blocks, i, (closing_at or body_at) + 1)
    return None


def _find_sent(blocks: Sequence[Block], closing_at: int) -> int | None:
    """Return the index of the plan that a letter sends: below its closing, tied to it by a reference line."""
    for i, block in enumerate(blocks[closing_at + 1 :], closing_at + 1):
        if isinstance(block, Paragraph) and read_kind_heading(first_line(block)) and _is_tied(blocks, i):
            return _with_letterhead(blocks, i, closing_at + 1)
    return None


def _is_tied(blocks: Sequence[Block], at: int) -> bool:
    return any(is_reference_line(bare(block)) for block in blocks[at + 1 : at + _REFERENCE_NEAR])


def _holds_plan(blocks: Sequence[Block], at: int) -> bool:
    """Say whether an appendix label stands above a whole plan: its kind on the next line, headings below."""
    following = [block for block in blocks[at + 1 :] if not isinstance(block, Paragraph) or bare(block)]
    if not following or not read_kind_heading(first_line(following[0])):
        return False
    labels = [read_label(bare(block)) for block in following[1:40] if isinstance(block, Paragraph)]
    return any(
        label and label.kind in (LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.PART) for label in labels
    )


def _with_letterhead(blocks: Sequence[Block], at: int, first: int) -> int:
    """Go back over the plan's own letterhead and the label `Phụ lục` above its title."""
    while at > first and (
        (not bare(blocks[at - 1]) and isinstance(blocks[at - 1], Paragraph))
        or has_letterhead(lines_of(blocks[at - 1]))
        or read_appendix_label(bare(blocks[at - 1]), after_signature=True)
    ):
        at -= 1
    return at
