"""The label, title and reference line that open an appendix (phụ lục)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.plan.frames import is_layout
from extractors.plan.labels import LabelKind, read_label
from extractors.plan.letterhead import is_date_line, is_letterhead_line, is_motto
from extractors.plan.lines import Line, lines_of
from extractors.plan.zones import AppendixZone
from schemas.records import Printed
from schemas.source import Block, Paragraph, Table
from schemas.text import squash_space, tone_key

_NUMBER = r"(?:(?:số|SỐ|Số)\s*:?\s*)?(?:[IVXLC]{1,6}|\d{1,3}(?:[.\-]\d{1,2})?[a-zA-ZđĐ]?|[A-ZĐ])(?![\w/])"
_LABEL = re.compile(
    rf"^(?P<label>(?:PHỤ\s+LỤC|Phụ\s+[Ll]ục|phụ\s+lục|PHỤ\s+BIỂU|Phụ\s+biểu)(?:\s+{_NUMBER})?"
    rf"|(?:BIỂU\s+MẪU|Biểu\s+mẫu|BIỂU|Biểu|MẪU|Mẫu|BẢNG|Bảng)\s+{_NUMBER})"
    r"(?P<mark>\s*[:.–—-])?\s*(?P<rest>.*)$",
    re.DOTALL,
)
# Lists that follow the signature without the word Phụ lục.
_LIST_LABEL = re.compile(
    r"^(?P<label>DANH\s+MỤC|DANH\s+SÁCH|BIỂU\s+TỔNG\s+HỢP|BẢNG\s+PHÂN\s+CÔNG|BẢNG\s+TỔNG\s+HỢP)\b"
)
_FIRST_LETTERS = ("P", "p", "B", "M", "D")  # of the labels above
_CONTINUED = re.compile(r"\(?\s*tiếp(?: theo)?\s*\)?\s*\.?$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"^\W{0,3}\s*(?:(?:ban hành\s+|đính\s+|gửi\s+)?kèm\s*theo|\(đính kèm|\(ban hành theo)\b", re.IGNORECASE
)
_UNIT_OF_MEASURE = re.compile(r"^\W*(?:đơn vị tính|đvt)\b", re.IGNORECASE)
_MAX_TITLE_LINES = 6
_MAX_TITLE_CHARS = 400  # of one paragraph; longer ones are prose


@dataclass(frozen=True, slots=True)
class AppendixLabel:
    """The label of an appendix as printed and what follows it on its line."""

    label: str
    rest: str


def is_reference_line(text: str) -> bool:
    """Say whether a line ties a text to another: `(Kèm theo Kế hoạch số ...)`, `(Ban hành kèm theo ...)`."""
    return bool(_REFERENCE.match(text))


def read_appendix_label(text: str, *, after_signature: bool) -> AppendixLabel | None:
    """Read a line that opens an appendix; None for a sentence that only begins with the word.

    Args:
        text: the paragraph's text.
        after_signature: whether the document's signature block stands above it; before it, only a label
            alone on its line counts.

    >>> read_appendix_label("PHỤ LỤC I", after_signature=False).label
    'PHỤ LỤC I'
    >>> read_appendix_label("Phụ lục kèm theo.", after_signature=True) is None
    True
    """
    text = text.strip(" *#|")
    if not text.lstrip().startswith(_FIRST_LETTERS):
        return None
    first, _, more = text.partition("\n")
    match = _LABEL.match(squash_space(first))
    if match:
        rest = squash_space(f"{match['rest']} {more}") if more else match["rest"].strip()
        if _CONTINUED.fullmatch(rest):
            return None
        bracketed = match["rest"].startswith("(") and is_reference_line(match["rest"])
        alone = not match["rest"].strip() or bracketed
        titled = after_signature and (
            match["rest"].isupper() or (match["mark"] and match["rest"][:1].isupper())
        )
        if alone or titled:
            return AppendixLabel(squash_space(match["label"]), rest)
        return None
    if after_signature and first.isupper() and (match := _LIST_LABEL.match(first)):
        return AppendixLabel(squash_space(match["label"]), squash_space(text))
    return None


def open_label_tables(blocks: Sequence[Block], first: int) -> list[Block]:
    """Replace each table that only lays out an appendix's label by the lines of the label's column.

    What stands beside it is the appendix's own letterhead (agencies, place and date), as above a label in a
    paragraph.

    Args:
        blocks: what follows the title.
        first: index of the first block that can open an appendix so.
    """
    opened: list[Block] = list(blocks[:first])
    for block in blocks[first:]:
        label = _label_in(block) if isinstance(block, Table) and is_layout(block) else None
        lines = lines_of(block) if label else []
        beside = [line for line in lines if label and line.column != label.column]
        if label and all(line.text.isupper() or is_letterhead_line(line) for line in beside):
            column = lines[lines.index(label) :]
            opened.extend(
                Paragraph(line.text, style=line.style, location=line.location)
                for line in column
                if line.column == label.column and not is_date_line(line.text)
            )
        else:
            opened.append(block)
    return opened


def _label_in(table: Table) -> Line | None:
    """Return the line of a table that is an appendix's label and no more, if one is."""
    for line in lines_of(table):
        label = read_appendix_label(line.text, after_signature=False)
        if label and not label.rest:
            return line
    return None


def find_appendices(blocks: Sequence[Block], closing_at: int | None) -> list[int]:
    """Return the indices of the blocks that open an appendix.

    Args:
        blocks: what follows the title.
        closing_at: index of the closing; an appendix above it must stand out and be followed by its content.
    """
    found: list[int] = []
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        after = closing_at is not None and i > closing_at
        label = read_appendix_label(block.printed, after_signature=after)
        if label and (after or _stands_out(block, blocks, i)) and not _is_title_of(blocks, found, i, label):
            found.append(i)
    return found


def divide_appendices(blocks: Sequence[Block], *, after_signature: bool) -> tuple[AppendixZone, ...]:
    """Divide what follows the document into appendices; content above the first label is one without."""
    starts: list[int] = []
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        label = read_appendix_label(block.printed, after_signature=after_signature)
        if label and not _is_title_of(blocks, starts, i, label):
            starts.append(i)
    zones: list[AppendixZone] = []
    above = blocks[: _above_letterhead(blocks, 0, starts[0])] if starts else blocks
    unlabelled = [block for block in above if lines_of(block)]
    if unlabelled:
        lead = Paragraph("", location=unlabelled[0].location)
        zones.append(read_appendix(AppendixLabel("", ""), [lead, *unlabelled]))
    for start, end in pairwise([*starts, len(blocks)]):
        block = blocks[start]
        label = (
            read_appendix_label(block.printed, after_signature=after_signature)
            if isinstance(block, Paragraph)
            else None
        )
        if label:
            end = _above_letterhead(blocks, start + 1, end) if end < len(blocks) else end
            zones.append(read_appendix(label, blocks[start:end]))
    return tuple(zones)


def _above_letterhead(blocks: Sequence[Block], first: int, label: int) -> int:
    """Return the index after what stands above an appendix's label, without a letterhead of the appendix's own."""
    end = at = label
    while at > first:
        at -= 1
        lines = lines_of(blocks[at])
        if any(is_motto(line.text) for line in lines):
            end = at
        elif lines:
            break
    return end


def _is_title_of(blocks: Sequence[Block], starts: Sequence[int], at: int, label: AppendixLabel) -> bool:
    """Say whether a list's name below a label is that appendix's title: `Phụ lục` / `DANH MỤC ...`."""
    if not starts or not _LIST_LABEL.match(label.label):
        return False
    return not any(
        isinstance(b, Table) or len(b.text) > _MAX_TITLE_CHARS for b in blocks[starts[-1] : at]
    ) and (at - starts[-1] <= _MAX_TITLE_LINES)


def _stands_out(block: Paragraph, blocks: Sequence[Block], at: int) -> bool:
    """Say whether a label that is not below a signature opens an appendix all the same."""
    following = [b for b in blocks[at + 1 : at + 6] if not isinstance(b, Paragraph) or b.text.strip()][:3]
    below = next(iter(following), None)
    stands_out = (
        block.text.strip(" *#").isupper()
        or block.style.align == "center"
        or block.style.bold
        or at == 0
        # where nothing tells how a line looks, a title in capitals below the label does
        or (isinstance(below, Paragraph) and (below.text.isupper() or is_reference_line(below.text)))
    )
    return bool(stands_out) and any(
        isinstance(b, Table) or is_reference_line(b.text) or b.text.isupper() or b.style.align == "center"
        for b in following
    )


def read_appendix(label: AppendixLabel, blocks: Sequence[Block]) -> AppendixZone:
    """Divide an appendix into title, reference line and content.

    Args:
        label: what its first block says.
        blocks: all its blocks, that of the label first.
    """
    first = blocks[0]
    title: list[str] = []
    reference: list[Paragraph] = []
    if label.rest:
        head, bracket = _split_reference(label.rest)
        title.extend([head] if head else [])
        if bracket:
            reference.append(Paragraph(bracket, location=first.location))
    at = 1
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph):
        text = block.printed.strip(" *#|")
        if reference and not _is_closed(reference):
            reference.append(block)
        elif not text or not re.search(r"\w", text):
            pass
        elif is_reference_line(text):
            reference.append(block)
        elif title and _ends_with_reference(text):
            head, bracket = _split_reference(text)
            title.append(head)
            reference.append(Paragraph(bracket, location=block.location))
        elif not reference and len(title) < _MAX_TITLE_LINES and _is_title(block, blocks, at):
            head, bracket = _split_reference(text)
            title.append(head)
            if bracket:
                reference.append(Paragraph(bracket, location=block.location))
        elif reference and not title and _is_title(block, blocks, at):
            title.append(text)
        else:
            break
        at += 1
    text = squash_space(" ".join(part.text for part in reference)).strip("* ")
    return AppendixZone(
        label=label.label,
        title=squash_space(" ".join(title)).strip("* ") or None,
        reference=Printed(text=text, place=reference[0].location) if reference else None,
        location=first.location,
        blocks=tuple(block for block in blocks[at:] if not _is_continued(block)),
    )


def _is_continued(block: Block) -> bool:
    """Say whether a line only repeats the label on a further page: `PHỤ LỤC (tiếp theo)`."""
    match = _LABEL.match(squash_space(block.text)) if isinstance(block, Paragraph) else None
    return bool(match and match["rest"] and _CONTINUED.fullmatch(match["rest"].strip()))


def _split_reference(text: str) -> tuple[str, str]:
    match = re.search(r"\s*\((?:ban hành |đính )?kèm\s*theo\b.*$", text, re.IGNORECASE | re.DOTALL)
    return (text[: match.start()].strip(), text[match.start() :].strip()) if match else (text, "")


def _ends_with_reference(text: str) -> bool:
    return bool(_split_reference(text)[1]) and len(text) <= _MAX_TITLE_CHARS


def _is_closed(reference: Sequence[Paragraph]) -> bool:
    """Say whether the reference line's bracket is closed, or a line too many has been added to it."""
    text = " ".join(part.text for part in reference).strip()
    return not text.startswith("(") or text.count("(") <= text.count(")") or len(reference) > 2


def _is_title(paragraph: Paragraph, blocks: Sequence[Block], at: int) -> bool:
    """Say whether a paragraph above the content is of the title: capitals, centred, bold, or all short."""
    text = paragraph.printed.strip(" *#|")
    if len(text) > _MAX_TITLE_CHARS or _UNIT_OF_MEASURE.match(text):
        return False
    label = read_label(paragraph.printed)
    if label and label.kind not in (LabelKind.CAPITAL,) and (paragraph.label or label.length):
        return False
    if text.isupper() or paragraph.style.align == "center":
        return True
    if tone_key(text).endswith((";", ":", ".")):
        return False
    if paragraph.style.align in ("justify", "left") and not paragraph.style.bold:
        return _table_is_near(blocks, at) and len(text) < 200
    return bool(paragraph.style.bold) or _table_is_near(blocks, at) or at == 1


def _table_is_near(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a table follows within a few short paragraphs."""
    return any(isinstance(block, Table) for block in blocks[at + 1 : at + 5])
