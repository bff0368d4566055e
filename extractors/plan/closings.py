"""The closing of a document: recipients (nơi nhận) and signature block, wherever they stand."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.plan.frames import MAX_LAYOUT_ROWS, is_layout
from extractors.plan.kinds import read_kind_heading
from extractors.plan.labels import LabelKind, read_label
from extractors.plan.letterhead import is_copy_mark, is_date_line, is_motto
from extractors.plan.lines import Line, iter_lines, lines_of
from extractors.plan.recipients import after_opener, is_recipient_line, is_recipients_opener
from extractors.plan.signature import (
    is_office,
    is_person_name,
    is_position,
    is_signature_line,
    is_signed_note,
    surnames,
)
from extractors.plan.stamps import is_stamp_line
from extractors.plan.titles import PROSE_CHARS, bare, first_line
from schemas.source import Block, Paragraph, Table
from schemas.text import tone_key

_NEAR = 12  # blocks between a signature and the recipients below it
_MAX_SIDE_BY_SIDE = 3  # recipients and two signatures
_NAME_WORDS = (3, 4)  # words of a name that nothing divides from the text before it
_PROSE_WORDS = 4  # fewer are a name, a rank or a mark
_ORDINAL_HEAD = re.compile(r"stt|tt|số tt", re.IGNORECASE)
_OUTER = (LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.PART, LabelKind.CHAPTER)


def find_closing(blocks: Sequence[Block], start: int) -> int | None:
    """Return the index of the block with the recipients or the signature, whichever comes first."""
    signature = None
    for i, block in enumerate(blocks[start:], start):
        if isinstance(block, Table) and not _lays_out(block):
            continue
        lines = lines_of(block)
        if _open_recipients(lines):
            return signature if signature is not None and i - signature <= _NEAR else i
        if signature is None and lines and _opens_signature(blocks, i, lines):
            signature = i
    return signature


def opens_recipients(block: Block) -> bool:
    """Say whether a block holds the line `Nơi nhận:` of a closing."""
    laid_out = isinstance(block, Paragraph) or _lays_out(block)
    return laid_out and _open_recipients(lines_of(block))


def _open_recipients(lines: Iterable[Line]) -> bool:
    return any(is_recipients_opener(line.text) for line in lines)


def closings_out_of_tables(blocks: Sequence[Block]) -> list[Block]:
    """Cut the rows of a closing off a table that they stand in: a table of its own that touched that above it."""
    apart: list[Block] = []
    for block in blocks:
        row = _closing_row(block) if isinstance(block, Table) else None
        apart.extend([block] if row is None or not isinstance(block, Table) else _cut_above(block, row))
    return apart


def _closing_row(table: Table) -> int | None:
    """Return the row below the first that opens a closing: `Nơi nhận:` with who signs beside it."""
    first = max(1, table.n_rows - MAX_LAYOUT_ROWS)
    last = [cell for cell in table.cells if cell.row >= first]
    for head in last:
        if not is_recipients_opener(head.text) or (":" not in head.text and "\n" not in head.text.strip()):
            continue
        signs = any(cell.row == head.row and cell is not head and _signs(cell.text) for cell in last)
        goes_over = any(cell.row < head.row < cell.row + cell.row_span for cell in table.cells)
        if signs and not goes_over:
            return head.row
    return None


def _signs(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return any(map(is_signature_line, lines)) or (len(lines) > 1 and is_person_name(lines[-1]))


def _cut_above(table: Table, row: int) -> tuple[Table, Table]:
    """Cut a table above a row; below it only the columns are left that its cells begin in."""
    above = tuple(cell for cell in table.cells if cell.row < row)
    below = [cell for cell in table.cells if cell.row >= row]
    cols = sorted({cell.col for cell in below if cell.text.strip()})
    closing = tuple(
        replace(cell, row=cell.row - row, col=cols.index(cell.col), col_span=1)
        for cell in below
        if cell.text.strip()
    )
    return (
        replace(table, n_rows=row, cells=above, header_rows=min(table.header_rows, row)),
        replace(
            table,
            n_rows=table.n_rows - row,
            n_cols=len(cols),
            cells=closing,
            header_rows=0,
            col_edges=None,
        ),
    )


def _lays_out(table: Table) -> bool:
    """Say whether a table can lay out a closing: few cells in a row, and none of them heads a column.

    `STT | Nội dung | Nơi nhận` is a table of work; below the opener of a closing there are recipients.
    """
    if not is_layout(table):
        return False
    filled = [cell for cell in table.cells if cell.text.strip()]
    widest = max(Counter(cell.row for cell in filled).values(), default=0)
    if widest > _MAX_SIDE_BY_SIDE or any(_ORDINAL_HEAD.fullmatch(cell.text.strip()) for cell in filled):
        return False
    heads = [cell for cell in filled if is_recipients_opener(cell.text)]
    return not heads or any(
        ":" in head.text
        or "\n" in head.text.strip()
        or any(other.col == head.col and is_recipient_line(other.text) for other in filled)
        for head in heads
    )


def _opens_signature(blocks: Sequence[Block], at: int, lines: Sequence[Line]) -> bool:
    """Say whether a signature begins here: its lines are followed by a name, more of them or nothing."""
    first = next((i for i, line in enumerate(lines) if is_signature_line(line.text)), None)
    if first is None or (first > 0 and isinstance(blocks[at], Paragraph)):
        return False
    below = [*lines[first + 1 :], *iter_lines(blocks[at + 1 : at + _NEAR])][:4]
    return not below or any(
        is_person_name(line.text) or is_signature_line(line.text) or is_recipients_opener(line.text)
        for line in below
    )


def closing_end(blocks: Sequence[Block], closing_at: int, limit: int) -> int:
    """Return the index after the closing: the limit, or the first block that is content without a label."""
    for i, block in enumerate(blocks[closing_at + 1 : limit], closing_at + 1):
        if _is_content(block):
            return _title_above(blocks, i, closing_at + 1)
    return limit


def divide_closing(blocks: Sequence[Block]) -> tuple[list[Line], list[Line]]:
    """Divide a closing into the lines of the recipients, without `Nơi nhận:`, and those of the signature.

    In a table they stand in columns of their own; in running text recipients have bullets, or stand above
    the first line of the signature.
    """
    lines = _without_copy(line for line in iter_lines(blocks) if not is_stamp_line(line.text))
    opener = next((i for i, line in enumerate(lines) if is_recipients_opener(line.text)), None)
    if opener is None:
        return [], lines
    head = lines[opener]
    columns = {head.column} | _listing_columns(lines, head)
    rest = after_opener(head.text)
    signature = lines[:opener]
    recipients: list[Line] = []
    last = signature
    # A tab may set the signature beside the recipients, line by line: `Nơi nhận:   CHỦ TỊCH`.
    beside = bool(rest) and is_signature_line(rest)
    if rest:
        (signature if beside else recipients).append(replace(head, text=rest))
    for line in (part for whole in lines[opener + 1 :] for part in (_apart(whole) if beside else [whole])):
        in_table = line.location.row is not None and line.location.block == head.location.block
        if in_table and head.location.row is not None:
            belongs = line.column in columns and not is_signature_line(line.text)
        elif is_recipient_line(line.text) or (beside and line.text.endswith((";", ","))):
            belongs = True
        else:
            belongs = not signature and not is_signature_line(line.text) and line.column == head.column
        if line.text[:1].islower() and recipients and not in_table and last is recipients:
            belongs = True  # `- Quận ủy, Huyện ủy` / `và UBND quận, huyện`
        last = recipients if belongs else signature
        last.append(line)
    if beside and not any(is_person_name(line.text) for line in signature):
        recipients, name = _name_beside(recipients)
        signature.extend(name)
    return recipients, signature


def _listing_columns(lines: Sequence[Line], head: Line) -> set[int]:
    """Return the columns of the opener's table that hold nothing but recipients: a list set in two columns."""
    if head.location.row is None:
        return set()
    by_column: dict[int, list[str]] = {}
    for line in lines:
        if line.location.block == head.location.block:
            by_column.setdefault(line.column, []).append(line.text)
    return {
        column
        for column, texts in by_column.items()
        if is_recipient_line(texts[0])
        and all(is_recipient_line(text) or text[:1].islower() for text in texts)
    }


def _name_beside(recipients: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Cut a name off the last recipient that a tab set it beside without any mark between them."""
    for index in range(len(recipients) - 1, -1, -1):
        words = recipients[index].text.split()
        for count in _NAME_WORDS:
            head, tail = " ".join(words[:-count]), " ".join(words[-count:])
            if len(words) > count + 1 and tone_key(words[-count]) in surnames() and is_person_name(tail):
                cut, name = replace(recipients[index], text=head), replace(recipients[index], text=tail)
                return [*recipients[:index], cut, *recipients[index + 1 :]], [name]
    return list(recipients), []


def _apart(line: Line) -> list[Line]:
    """Cut what a tab set beside a recipient off it: `- Sở Nội vụ;   PHÓ GIÁM ĐỐC`."""
    words = line.text.split()
    for at in range(1, len(words)):
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        named = head.endswith((";", ".", ",", ")")) and is_person_name(tail)
        if is_recipient_line(head) and (is_signature_line(tail) or is_signed_note(tail) or named):
            return [replace(line, text=head), replace(line, text=tail)]
    return [line]


def is_closing_prose(text: str) -> bool:
    """Say whether a line beside the signature is a sentence: a remark, whom to call; nothing signs with it."""
    text = text.strip(" *|")
    if text.isupper() or len(text.split()) < _PROSE_WORDS:
        return False
    signs = is_person_name(text) or is_position(text) or is_signature_line(text) or is_signed_note(text)
    return not (signs or is_office(text) or is_date_line(text))


def _without_copy(lines: Iterable[Line]) -> list[Line]:
    """Leave out the form of a copy below the document: `SAO Y`, its own number, date and signature."""
    return list(takewhile(lambda line: not is_copy_mark(line.text), lines))


def _is_content(block: Block) -> bool:
    """Say whether a block below the signature is neither signature nor recipient: table, heading, prose."""
    lines = lines_of(block)
    if any(is_motto(line.text) for line in lines):
        return True  # the letterhead of a further document
    if isinstance(block, Table):
        if not lines or (is_layout(block) and any(_closes(line.text) for line in lines)):
            return False
        return not all(is_person_name(line.text) or is_position(line.text) for line in lines)
    text = bare(block)
    if len(text) > PROSE_CHARS and not is_recipient_line(text):
        return True
    label = read_label(text)
    return bool(label and label.kind in _OUTER) or read_kind_heading(first_line(block)) is not None


def _closes(text: str) -> bool:
    return is_recipients_opener(text) or is_signature_line(text) or bool(re.match(r"[-–]\s", text))


def _title_above(blocks: Sequence[Block], at: int, first: int) -> int:
    """Go back over the lines of an unlabelled appendix's title: capitals or centred, no name, no position."""
    start = at
    for i in range(at - 1, first - 1, -1):
        block = blocks[i]
        text = bare(block)
        if not isinstance(block, Paragraph):
            break
        if not text:
            continue
        if is_signature_line(text) or is_person_name(text) or is_position(text) or is_recipient_line(text):
            break
        if not (text.isupper() or block.style.align == "center" or text.startswith("(")):
            break
        start = i
    return start
