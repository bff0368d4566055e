"""The division of a document into its zones: anchors are found first, what lies between them follows."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.plan.appendices import is_reference_line, read_appendix, read_appendix_label
from extractors.plan.kinds import ISSUING, WITH_AUTHORITY_LINE, KindHeading, read_kind_heading
from extractors.plan.labels import LabelKind, read_label
from extractors.plan.legal_bases import cites_instrument, is_basis_opener
from extractors.plan.letterhead import (
    has_letterhead,
    is_draft_mark,
    is_letterhead_line,
    read_secrecy,
    read_urgency,
)
from extractors.plan.lines import Line, lines_of
from extractors.plan.recipients import is_recipients_opener
from extractors.plan.signature import is_person_name, is_position, is_signature_line
from extractors.plan.zones import AppendixZone, Zones
from schemas.source import Block, Cell, Paragraph, Table
from schemas.text import tone_key

_TITLE_SEARCH = 80  # blocks: a title further down belongs to something else
_MAX_TITLE_LINES = 8
_MAX_TITLE_CHARS = 450  # of one paragraph of a title
_MAX_LAYOUT_COLS = 6  # a table that lays out letterhead or signatures is no wider
_PROSE_CHARS = 220  # a paragraph longer than this is no title, name or recipient
_FORMULA = re.compile(r"^\W*(?:quyết định|quyết nghị|chỉ thị|nghị quyết|quy định)\s*:\s*$", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"(?:như sau|sau đây|sau|cụ thể)\s*[:.]?\s*$", re.IGNORECASE)
_TOPIC = re.compile(
    r"^(?:mục đích|yêu cầu|mục tiêu|quan điểm|nội dung|nhiệm vụ|phạm vi|đối tượng|tổ chức thực hiện|giải pháp|thời gian"
    r"|đặc điểm|tình hình|sự cần thiết|căn cứ pháp lý|phân công|kinh phí|chỉ tiêu)\b"
)
_AUTHORITY_HEAD = re.compile(
    r"^(?:quyền )?(?:bộ trưởng|chủ tịch|ủy ban|giám đốc|tổng giám đốc|hội đồng|chính phủ|thủ tướng|cục trưởng|chi cục trưởng"
    r"|hiệu trưởng|ban |sở |viện trưởng|tổng cục|tổng thanh tra|thống đốc|chánh|trưởng|đảng|tỉnh ủy|thành ủy|huyện ủy|quốc hội|bộ |thanh tra)"
)


def divide(blocks: Sequence[Block]) -> Zones:
    """Divide the blocks of a document into zones."""
    return _divide(_open_frames(blocks), may_issue=True)


def _divide(blocks: Sequence[Block], *, may_issue: bool) -> Zones:
    blocks = _title_out_of_table(blocks)
    title_at = _find_title(blocks)
    if title_at is None:
        title: tuple[Paragraph, ...] = ()
        start = _letterhead_end(blocks)
        letterhead: Sequence[Block] = blocks[:start]
        heading = None
    else:
        heading = read_kind_heading(_first_line(blocks[title_at]))
        letterhead = blocks[:title_at]
        title, marks, start = _read_title(blocks, title_at, heading)
        letterhead = [*letterhead, *marks]
    rest = blocks[start:]
    body_at = _find_body(rest, heading)
    closing_at = _find_closing(rest, body_at)
    ends = _find_appendices(rest, body_at, closing_at)
    attached_at = None
    if may_issue and heading and heading.kind.abbreviation in ISSUING and closing_at is not None:
        attached_at = _find_attached(rest, closing_at)
    main, after, closing = _main_and_after(rest, closing_at, ends, attached_at)
    appendices = _appendices(after, after_signature=closing_at is not None) if attached_at is None else ()
    attached = None
    if attached_at is not None:
        attached = _divide(rest[attached_at:], may_issue=False)
    preamble, body = _divide_preamble(main, body_at, heading)
    place = blocks[0].location if blocks else Zones().location
    return Zones(tuple(letterhead), title, preamble, body, closing, appendices, attached, place)


# Frames and tables that hold more than a table


def _open_frames(blocks: Sequence[Block]) -> list[Block]:
    """Replace a table of one cell that holds paragraphs by these: a frame drawn around a page or a text."""
    opened: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and len(block.cells) == 1 and block.cells[0].blocks:
            inner = [_placed(part, block, block.cells[0]) for part in block.cells[0].blocks]
            opened.extend(_open_frames(inner))
        else:
            opened.append(block)
    return opened


def _placed(block: Block, table: Table, cell: Cell) -> Block:
    location = replace(block.location, block=table.location.block, page=block.location.page or cell.page)
    return replace(block, location=location)


def _title_out_of_table(blocks: Sequence[Block]) -> list[Block]:
    """Cut a letterhead table above a row that holds the title, and make paragraphs of the rows below."""
    cut: list[Block] = []
    for i, block in enumerate(blocks):
        if i < _TITLE_SEARCH and isinstance(block, Table) and block.n_cols <= _MAX_LAYOUT_COLS:
            row = next(
                (
                    cell.row
                    for cell in block.cells
                    if any(_is_kind_line(part) for part in cell.text.split("\n"))
                    and not _is_heading_row(block, cell)
                ),
                None,
            )
            if row is not None and (row == 0 or has_letterhead(lines_of(_rows(block, 0, row)))):
                if row:
                    cut.append(_rows(block, 0, row))
                cut.extend(_row_paragraphs(block, row))
                cut.extend(blocks[i + 1 :])
                return cut
        cut.append(block)
    return cut


def _is_heading_row(table: Table, cell: Cell) -> bool:
    """Say whether the cell is the heading of a column: `Kế hoạch | Thực hiện`."""
    return sum(other.row == cell.row and bool(other.text.strip()) for other in table.cells) > 1


def _is_kind_line(text: str) -> bool:
    heading = read_kind_heading(text)
    return heading is not None and not heading.rest


def _rows(table: Table, start: int, end: int) -> Table:
    cells = tuple(
        replace(cell, row=cell.row - start, row_span=min(cell.row_span, end - cell.row))
        for cell in table.cells
        if start <= cell.row < end
    )
    return replace(table, n_rows=end - start, cells=cells)


def _row_paragraphs(table: Table, start: int) -> list[Block]:
    return [
        Paragraph(line.text, style=line.style, location=line.location)
        for line in lines_of(_rows(table, start, table.n_rows))
    ]


# Title


def _find_title(blocks: Sequence[Block]) -> int | None:
    for i, block in enumerate(blocks[:_TITLE_SEARCH]):
        if not isinstance(block, Paragraph):
            continue
        text = block.printed.strip()
        if read_appendix_label(text, after_signature=False) or re.match(
            r"\W*kính gửi\b", text, re.IGNORECASE
        ):
            return None
        if is_basis_opener(text) and cites_instrument(text):
            return None
        heading = read_kind_heading(_first_line(block))
        if heading and not _FORMULA.match(_first_line(block)) and not _only_letterhead(block):
            return i
        label = read_label(block.printed)
        if label and label.kind in (LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.PART) and i > 0:
            return None
    return None


def _first_line(block: Block) -> str:
    return block.printed.split("\n")[0] if isinstance(block, Paragraph) else ""


def _only_letterhead(block: Block) -> bool:
    return all(is_letterhead_line(line) for line in lines_of(block))


def _read_title(
    blocks: Sequence[Block], at: int, heading: KindHeading | None
) -> tuple[tuple[Paragraph, ...], list[Block], int]:
    """Return the title's paragraphs, marks that stand among them, and the index after them."""
    head = blocks[at]
    assert isinstance(head, Paragraph)
    title = [head]
    marks: list[Block] = []
    has_text = bool(heading and heading.rest) or "\n" in head.text.strip()
    i = at + 1
    while i < len(blocks) and len(title) < _MAX_TITLE_LINES:
        block = blocks[i]
        if isinstance(block, Table):
            break
        text = block.printed.strip(" *#|")
        if not re.search(r"\w", text):
            if has_text and len(text) >= 3:
                i += 1
                break
        elif read_secrecy(text) or read_urgency(text) or (block.framed and _only_letterhead(block)):
            marks.append(block)
        elif is_draft_mark(text) or is_reference_line(text) or _is_open_reference(title[-1]):
            title.append(block)
        elif _ends_title(block, title, heading, has_text=has_text):
            break
        else:
            title.append(block)
            has_text = True
        i += 1
    return tuple(title), marks, i


def _is_open_reference(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return is_reference_line(text) and text.count("(") > text.count(")")


def _ends_title(
    block: Paragraph, title: list[Paragraph], heading: KindHeading | None, *, has_text: bool
) -> bool:
    text = block.printed.strip(" *#|")
    looks_like_title = block.style.align == "center" or bool(block.style.bold)
    looks_like_prose = block.style.align == "justify" and not block.style.bold
    if len(text) > _MAX_TITLE_CHARS or re.match(r"kính gửi\b", text, re.IGNORECASE) or _FORMULA.match(text):
        return True
    if _is_first_heading(block) or re.match(r"căn cứ\b", text, re.IGNORECASE):
        return True
    if heading and heading.kind.abbreviation in WITH_AUTHORITY_LINE and has_text and _is_authority_head(text):
        return True
    if not has_text:
        return looks_like_prose and len(text) > _PROSE_CHARS
    if any(is_reference_line(part.text) for part in title) or looks_like_prose:
        return True
    ends_sentence = text.endswith((";", ".", ":", ","))
    if is_basis_opener(text) and (ends_sentence or len(text) > _PROSE_CHARS):
        return True
    if looks_like_title:
        return len(text) > _PROSE_CHARS and text.endswith((".", ":", ";"))
    if title[0].style.align == "center" and block.style.align not in (None, "center"):
        return True
    return ends_sentence or len(text) > _PROSE_CHARS


def _is_authority_head(text: str) -> bool:
    return text.isupper() and bool(_AUTHORITY_HEAD.match(tone_key(text)))


def _letterhead_end(blocks: Sequence[Block]) -> int:
    """Return the index after the letterhead of a document without title: a letter, or a fragment."""
    end = 0
    addressed = False
    for i, block in enumerate(blocks[:_TITLE_SEARCH]):
        lines = lines_of(block)
        if isinstance(block, Table):
            if block.n_cols > _MAX_LAYOUT_COLS or not (
                has_letterhead(lines) or _is_addressee(lines) or addressed
            ):
                break
            if has_letterhead(lines) or _is_addressee(lines) or (addressed and block.n_rows <= 3):
                end = i + 1
                addressed = addressed or _is_addressee(lines)
            continue
        text = block.printed.strip()
        if not text:
            continue
        if read_appendix_label(text, after_signature=False) or _is_first_heading(block):
            break
        if _is_addressee(lines):
            addressed, end = True, i + 1
        elif (addressed and re.match(r"^\s*[-–+]", block.printed) and end == i) or all(is_letterhead_line(line) for line in lines):
            end = i + 1
        elif len(text) > _PROSE_CHARS or not (text.isupper() or i < 12):
            break
    return end


def _is_addressee(lines: Sequence[Line]) -> bool:
    return any(re.match(r"\W*kính gửi\b", line.text, re.IGNORECASE) for line in lines)


# Preamble and body


def _find_body(blocks: Sequence[Block], heading: KindHeading | None) -> int:
    """Return the index of the first block after the legal bases."""
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            if block.n_cols >= 2 and block.n_rows >= 2:
                return i
            continue
        if _FORMULA.match(block.printed) and heading and heading.kind.abbreviation in WITH_AUTHORITY_LINE:
            return i + 1
        if _is_first_heading(block) or is_recipients_opener(block.text):
            return i
    return _end_of_bases(blocks)


def _end_of_bases(blocks: Sequence[Block]) -> int:
    """Return the index after the last legal basis of a document without headings."""
    end = 0
    for i, block in enumerate(blocks[:_TITLE_SEARCH]):
        if (
            isinstance(block, Paragraph)
            and is_basis_opener(block.printed)
            and cites_instrument(block.printed)
        ):
            end = i + 1
        elif isinstance(block, Paragraph) and _AS_FOLLOWS.search(block.printed):
            return i + 1
        elif isinstance(block, Paragraph) and end and len(block.text) > 20:
            return end
    return end


def _is_first_heading(block: Block) -> bool:
    """Say whether a paragraph can be the first heading: Phần, Chương, Điều, A., I., 1., or a bare topic."""
    if not isinstance(block, Paragraph):
        return False
    printed = block.printed.strip(" *#|")
    label = read_label(printed)
    if label:
        named = (LabelKind.PART, LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.ARTICLE, LabelKind.ROMAN)
        return label.kind in named or (
            label.kind in (LabelKind.NUMBER, LabelKind.CAPITAL, LabelKind.DECIMAL) and label.ordinal == 1
        )
    return (
        (printed.isupper() or bool(block.style.bold))
        and len(printed) < 120
        and bool(_TOPIC.match(tone_key(printed)))
    )


def _divide_preamble(
    blocks: Sequence[Block], body_at: int, heading: KindHeading | None
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Divide what follows the title: legal bases to the preamble; all other text is body, even before a heading."""
    preamble: list[Block] = []
    body: list[Block] = []
    with_bases = False
    for block in blocks[:body_at]:
        text = block.printed.strip(" *#|") if isinstance(block, Paragraph) else ""
        is_basis = bool(text) and cites_instrument(text)
        goes_on = with_bases and bool(re.match(r"^[-–+]\s", text)) and not text.endswith(":")
        if is_basis or goes_on or _FORMULA.match(text) or _is_formal(text, heading):
            preamble.append(block)
            with_bases = is_basis or goes_on
        elif is_basis_opener(text) and text.endswith(":") and len(text) < 60:
            preamble.append(block)
            with_bases = True
        elif text or isinstance(block, Table):
            body.append(block)
            with_bases = False
    return tuple(preamble), (*body, *blocks[body_at:])


def _is_formal(text: str, heading: KindHeading | None) -> bool:
    return bool(heading and heading.kind.abbreviation in WITH_AUTHORITY_LINE and _is_authority_head(text))


# Closing


def _find_closing(blocks: Sequence[Block], start: int) -> int | None:
    """Return the index of the block with the recipients or the signature, whichever comes first."""
    signature = None
    for i, block in enumerate(blocks[start:], start):
        lines = lines_of(block)
        if isinstance(block, Table) and not _is_layout(block):
            continue
        if any(is_recipients_opener(line.text) for line in lines):
            if signature is not None and i - signature <= 12:
                return signature
            return i
        if (
            signature is None
            and lines
            and is_signature_line(lines[0].text)
            and _is_signature(blocks, i, lines)
        ):
            signature = i
    return signature


def _is_layout(table: Table) -> bool:
    return table.n_cols <= _MAX_LAYOUT_COLS and table.n_rows <= 12


def _is_signature(blocks: Sequence[Block], at: int, lines: Sequence[Line]) -> bool:
    """Say whether signature lines are followed by a name, more of them, or little else, not by prose."""
    following = [*lines[1:], *(line for block in blocks[at + 1 : at + 12] for line in lines_of(block))][:4]
    if not following:
        return True
    return any(is_person_name(line.text) or is_signature_line(line.text) for line in following)


def _find_attached(blocks: Sequence[Block], closing_at: int) -> int | None:
    """Return where the plan begins that a decision issues: at its own title, or its letterhead above that."""
    for i, block in enumerate(blocks[closing_at + 1 :], closing_at + 1):
        if not isinstance(block, Paragraph):
            continue
        if read_appendix_label(block.text, after_signature=True):
            return None
        heading = read_kind_heading(_first_line(block))
        if heading and (not heading.rest or heading.rest.isupper() or _is_introduced(blocks, i)):
            return _with_letterhead(blocks, i, closing_at + 1)
    return None


def _is_introduced(blocks: Sequence[Block], at: int) -> bool:
    following = [block for block in blocks[at + 1 : at + 8] if isinstance(block, Paragraph)]
    return any(is_reference_line(block.text) for block in following) or blocks[at].printed.isupper()  # type: ignore[union-attr]


def _with_letterhead(blocks: Sequence[Block], at: int, first: int) -> int:
    while at > first and has_letterhead(lines_of(blocks[at - 1])):
        at -= 1
    return at


# What comes after


def _find_appendices(blocks: Sequence[Block], body_at: int, closing_at: int | None) -> list[int]:
    """Return the indices of the blocks that open an appendix."""
    found = []
    for i, block in enumerate(blocks[body_at:], body_at):
        if not isinstance(block, Paragraph):
            continue
        after = closing_at is not None and i > closing_at
        label = read_appendix_label(block.printed, after_signature=after)
        if label and (after or _opens_appendix(block, blocks, i)):
            found.append(i)
    return found


def _opens_appendix(block: Paragraph, blocks: Sequence[Block], at: int) -> bool:
    """Say whether a label that stands before the signature opens an appendix all the same."""
    following = [b for b in blocks[at + 1 : at + 5] if not isinstance(b, Paragraph) or b.text.strip()][:3]
    stands_out = block.text.strip().isupper() or block.style.align == "center" or block.style.bold
    return (
        bool(stands_out)
        and bool(following)
        and any(
            isinstance(b, Table) or is_reference_line(b.text) or b.text.isupper() or b.style.align == "center"
            for b in following
        )
    )


def _main_and_after(
    blocks: Sequence[Block], closing_at: int | None, appendix_at: list[int], attached_at: int | None
) -> tuple[Sequence[Block], Sequence[Block], tuple[Block, ...]]:
    """Return the blocks of preamble and body, those of the appendices, and those of the closing."""
    if attached_at is not None and closing_at is not None:
        return blocks[:closing_at], (), tuple(blocks[closing_at:attached_at])
    before = [i for i in appendix_at if closing_at is None or i < closing_at]
    if closing_at is None:
        first = before[0] if before else len(blocks)
        return blocks[:first], blocks[first:], ()
    end = _closing_end(blocks, closing_at, appendix_at)
    if before:
        first = before[0]
        return blocks[:first], [*blocks[first:closing_at], *blocks[end:]], tuple(blocks[closing_at:end])
    return blocks[:closing_at], blocks[end:], tuple(blocks[closing_at:end])


def _closing_end(blocks: Sequence[Block], closing_at: int, appendix_at: list[int]) -> int:
    """Return the index after the closing: at the first appendix, or at content that bears no label."""
    limit = next((i for i in appendix_at if i > closing_at), len(blocks))
    for i, block in enumerate(blocks[closing_at + 1 : limit], closing_at + 1):
        if _is_content(block):
            return _title_above(blocks, i, closing_at + 1)
    return limit


def _is_content(block: Block) -> bool:
    """Say whether a block after the signature is neither signature nor recipient: a table, a heading, prose."""
    lines = lines_of(block)
    if isinstance(block, Table):
        closes = any(is_recipients_opener(line.text) or is_signature_line(line.text) for line in lines)
        names = bool(lines) and all(is_person_name(line.text) or is_position(line.text) for line in lines)
        return bool(lines) and not closes and not names
    text = block.printed.strip()
    if read_kind_heading(_first_line(block)) or len(text) > _PROSE_CHARS:
        return True
    label = read_label(text)
    return bool(
        label and label.kind in (LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.PART, LabelKind.CHAPTER)
    )


def _title_above(blocks: Sequence[Block], at: int, first: int) -> int:
    """Go back over the lines of an unlabelled appendix's title: capitals or centred, no name, no position."""
    while at > first:
        block = blocks[at - 1]
        if not isinstance(block, Paragraph):
            break
        text = block.printed.strip(" *#|")
        is_title = (text.isupper() or block.style.align == "center" or is_reference_line(text)) and not (
            is_signature_line(text) or is_person_name(text) or is_recipients_opener(text) or is_position(text)
        )
        if text and not is_title:
            break
        at -= 1
    return at


def _appendices(blocks: Sequence[Block], *, after_signature: bool) -> tuple[AppendixZone, ...]:
    """Divide what follows the document into appendices; content before the first label is one without."""
    starts = [
        i
        for i, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and read_appendix_label(block.printed, after_signature=after_signature)
    ]
    zones: list[AppendixZone] = []
    if blocks and (not starts or starts[0] > 0):
        zones.extend(_unlabelled(blocks[: starts[0] if starts else len(blocks)]))
    for start, end in pairwise([*starts, len(blocks)]):
        block = blocks[start]
        assert isinstance(block, Paragraph)
        label = read_appendix_label(block.printed, after_signature=after_signature)
        assert label is not None
        zones.append(read_appendix(label, blocks[start:end]))
    return tuple(zones)


def _unlabelled(blocks: Sequence[Block]) -> list[AppendixZone]:
    """Make an appendix of content after the signature that bears no label; its first lines are its title."""
    from extractors.plan.appendices import AppendixLabel

    content = [block for block in blocks if lines_of(block)]
    if not content:
        return []
    lead = Paragraph("", location=content[0].location)
    return [read_appendix(AppendixLabel("", ""), [lead, *content])]


__all__ = ["divide"]

