"""Logical tables: the Table blocks that are one table on paper, the repeats of their head left out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.plan.task_tables.head import Head, find_head, is_number_row, repeat_length
from extractors.plan.task_tables.labels import Label, follows, leading_label, read_label
from extractors.plan.task_tables.rows import Row, iter_rows
from schemas.source import Block, Paragraph, Table
from schemas.text import fold

_HEAD_ROWS_LOOKED_AT = 8
# What may stand between two pieces of one table: nothing, a page number, `(tiếp theo)`, `Phụ lục I (tiếp)`.
_BETWEEN = re.compile(
    r"[\W\d]*"
    r"|\W*(?:(?:phu luc|phu bieu|bieu|bang)\b.{0,20}\()?(?:tiep theo|tiep|trang \d+)(?: trang| bang)?\W*(?:\d+)?\W*"
)
# A group row prints its number and its title, no more.
_TITLE_CELLS = 2


@dataclass(slots=True)
class LogicalTable:
    """One table as a reader of the paper sees it: the rows below its head, repeats of the head left out."""

    head: Head | None
    rows: list[Row]
    tables: list[Table]
    n_cols: int
    pieces: int = 1
    above: list[Row] = field(default_factory=list)  # rows before the head: a title within the frame

    @property
    def title(self) -> str:
        """What stands above the head within the frame of the table."""
        return " ".join(cell.text for row in self.above for cell in row.printed() if cell.text)

    @property
    def first(self) -> Table:
        """The first block of the table."""
        return self.tables[0]


def join_pieces(blocks: Iterable[Block]) -> list[LogicalTable]:
    """Return the tables of one part of a document, in order; pieces of one table are joined.

    A further piece has the same head (or none and as many columns), nothing but page furniture between it
    and the one before, and numbers that go on: a piece that starts to count anew without a group row of its
    own is another table with the same head.
    """
    joined: list[LogicalTable] = []
    adjacent = False
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.framed:
                continue
            adjacent = adjacent and bool(_BETWEEN.fullmatch(fold(block.printed)))
            continue
        piece = _read_piece(block)
        if adjacent and joined and _belongs(joined[-1], piece):
            further = _read_piece(block, origin=sum(table.n_rows for table in joined[-1].tables))
            joined[-1].rows.extend(further.rows)
            joined[-1].tables.append(block)
            joined[-1].pieces += 1
        else:
            joined.append(piece)
        adjacent = True
    return [table for whole in joined for table in _without_repeats(whole)]


def _read_piece(table: Table, origin: int = 0) -> LogicalTable:
    rows = list(iter_rows(table, origin=origin))
    head = find_head(rows[:_HEAD_ROWS_LOOKED_AT], table.header_rows)
    if head is None:
        return LogicalTable(None, rows, [table], table.n_cols)
    body = rows[head.stop :]
    if origin and body:
        body[0] = replace(body[0], after_break=True)
    return LogicalTable(head, body, [table], table.n_cols, above=rows[: head.start])


def _belongs(table: LogicalTable, piece: LogicalTable) -> bool:
    if piece.n_cols != table.n_cols:
        return False
    if piece.head is None:
        return table.head is not None and not _looks_like_layout(piece)
    if table.head is None or not _same_head(table.head, piece.head):
        return False
    return not _counts_anew(table.rows, piece.rows)


def _same_head(head: Head, other: Head) -> bool:
    pairs = list(zip(head.key, other.key, strict=True))
    same = sum(1 for a, b in pairs if a == b)
    return same * 2 >= len(pairs) and all(
        a == b or (a and b and (a in b or b in a)) or not b for a, b in pairs
    )


def _looks_like_layout(piece: LogicalTable) -> bool:
    """Whether a headless table is a frame for a signature or letterhead: few rows, none numbered."""
    return len(piece.rows) <= 2 and not any(read_label(row.text(0)) for row in piece.rows)


def _counts_anew(rows: Sequence[Row], more: Sequence[Row]) -> bool:
    """Whether the first number below a head starts from the beginning though no group row asks for it."""
    first = next((row for row in more[:_HEAD_ROWS_LOOKED_AT] if not row.is_blank()), None)
    if first is None or not rows or len(rows[-1].printed()) <= _TITLE_CELLS:
        return False  # the title of a group that the rows above end with waits for its tasks
    label = _number_of(first)
    above = _number_of(rows[-1])
    if label is None or label.bare not in _FIRST_NUMBERS or (above is not None and above.rank < label.rank):
        return False
    wide = len(first.printed()) == 1
    numbers = (
        found
        for row in reversed(rows[-_ROWS_LOOKED_BACK:])
        if (len(row.printed()) == 1) == wide and (found := _number_of(row)) and found.kind == label.kind
    )
    last = next(numbers, None)
    return last is not None and follows(label, last) is False


# Letters start anew under every number, so they tell nothing.
_FIRST_NUMBERS = frozenset({"1", "01", "I", "A"})
_ROWS_LOOKED_BACK = 500


def _number_of(row: Row) -> Label | None:
    """The number in the first column, or the one that opens the only text of a row."""
    cells = row.printed()
    return leading_label(cells[0].text) if len(cells) == 1 else read_label(row.text(0))


def _without_repeats(table: LogicalTable) -> list[LogicalTable]:
    """Leave out the repeats of the head; a repeat below which the rows are counted anew heads another table."""
    head = table.head
    if head is None:
        return [table]
    parts: list[list[Row]] = [[]]
    at = 0
    broken = False
    rows = table.rows
    while at < len(rows):
        length = repeat_length(rows, at, head)
        if length:
            broken = True
            at += length
            continue
        kept = parts[-1]
        row = rows[at]
        at += 1
        if not kept and is_number_row(row):
            continue
        if broken and _counts_anew(kept, (row,)):
            kept = []
            parts.append(kept)
        kept.append(replace(row, after_break=True) if broken else row)
        broken = False
    return [replace(table, rows=part) for part in parts]
