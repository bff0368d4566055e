"""Logical tables: the Table blocks that are one table on paper, their repeated heads and cut rows mended."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.plan.task_tables.columns import Columns
from extractors.plan.task_tables.head import Head, find_head, is_number_row, repeat_length
from extractors.plan.task_tables.labels import Label, follows, leading_label, read_label
from extractors.plan.task_tables.rows import Row, iter_rows
from extractors.plan.task_tables.words import is_remark, is_sum
from schemas.source import Block, Cell, Paragraph, Table
from schemas.text import fold

_HEAD_ROWS_LOOKED_AT = 8
# What may stand between two pieces of one table: nothing, a page number, `(tiếp theo)`.
_BETWEEN = re.compile(r"[\W\d]*|\W*(?:tiep theo|tiep|trang \d+)(?: trang| bang)?\W*(?:\d+)?\W*")
# A group row prints its number and its title, no more.
_TITLE_CELLS = 2
_BULLET = re.compile(r"[-+•*–]\s|\(?[a-zđ0-9]{1,2}[.)]\s")


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
        """The caption, and what stands above the head within the frame of the table."""
        texts = [cell.text for row in self.above for cell in row.printed()]
        return " ".join(filter(None, (self.first.caption, *texts)))

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
        piece = _read_piece(block, further=False)
        if adjacent and joined and _belongs(joined[-1], piece):
            further = _read_piece(block, further=True)
            joined[-1].rows.extend(further.rows)
            joined[-1].tables.append(block)
            joined[-1].pieces += 1
        else:
            joined.append(piece)
        adjacent = True
    return [table for whole in joined for table in _without_repeats(whole)]


def _read_piece(table: Table, *, further: bool) -> LogicalTable:
    rows = list(iter_rows(table, further_piece=further))
    head = find_head(rows[:_HEAD_ROWS_LOOKED_AT], table.header_rows)
    if head is None:
        return LogicalTable(None, rows, [table], table.n_cols)
    body = rows[head.stop :]
    if further and body:
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
    pairs = list(zip(head.key(), other.key(), strict=True))
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


def join_cut_rows(rows: Sequence[Row], columns: Columns) -> tuple[list[Row], list[tuple[Row, Row]]]:
    """Join rows that a page break cut in two.

    The lower part has no number and only some cells go on. A row that prints both a unit and a time stands
    for itself (a merged task cell has several such rows) unless its text begins within a sentence.

    Returns:
        The rows, joined; and every lower part with the row that it is now in.
    """
    titles = _title_forms(rows, columns)
    result: list[Row] = []
    cut: list[tuple[Row, int]] = []
    seams = _Seams()
    for row in rows:
        if result and _is_rest(result[-1], row, columns, titles):
            result[-1] = seams.join(result[-1], row)
            cut.append((row, len(result) - 1))
        else:
            result.append(row)
    result = [seams.mended(row) for row in result]
    return result, [(row, result[at]) for row, at in cut]


_TitleForm = Literal["numbered", "wide", "plain"]
# A longer text with a full stop is no title.
_TITLE_WORDS = 20


def _title_forms(rows: Sequence[Row], columns: Columns) -> frozenset[_TitleForm]:
    """Tell how the table prints the titles of its groups; rows right below a page break prove nothing."""
    forms: set[_TitleForm] = set()
    for row in rows:
        cells = row.printed()
        label = read_label(cells[0].text) if len(cells) == 2 else None
        if label is not None and label.kind in ("part", "capital", "roman"):
            forms.add("numbered")
        elif len(cells) == 1 and (cells[0].col_span > 1 or cells[0].col in columns.all("stt")):
            forms.add("wide")
        elif len(cells) == 1 and not row.after_break and _is_title(cells[0].text):
            forms.add("plain")
    return frozenset(forms)


def _is_title(text: str) -> bool:
    return (
        not text.lstrip()[:1].islower()
        and text.rstrip()[-1:] not in ".;,"
        and len(text.split()) <= _TITLE_WORDS
    )


def _is_lone_rest(text: str, open_end: bool, after_break: bool, titles: frozenset[_TitleForm]) -> bool:
    """Whether a row with nothing but a text in the task column goes on with the task above it.

    It may as well be the title of a group: so it is where the table prints titles in that form, or in none
    and the text reads like a title.
    """
    if not after_break:
        return open_end and "numbered" in titles
    return open_end or not _is_title(text) or (bool(titles) and "plain" not in titles)


def _is_rest(above: Row, row: Row, columns: Columns, titles: frozenset[_TitleForm]) -> bool:
    cells = row.printed()
    numbers = columns.all("stt")
    task = columns.first("task")
    if not cells or task is None or (not row.after_break and any(cell.row_span > 1 for cell in cells)):
        return False
    if any(row.starts(col) and row.text(col) for col in numbers) and len(above.printed()) > 1:
        return False
    if len(above.printed()) == 1:
        upper, lower = above.printed()[0], cells[0]
        alike = len(cells) == 1 and (upper.col, upper.col_span) == (lower.col, lower.col_span)
        return alike and _begins_within(lower.text)
    if any(cell.col_span > 1 for cell in cells) or not above.text(task):
        return False
    begun = row.starts(task) and bool(row.text(task))
    if is_sum(cells[0].text) or is_remark(cells[0].text):
        return False
    if begun and (_begins_within(row.text(task)) or _counts_on(row.text(task), above.text(task))):
        return True
    if begun and _BULLET.match(row.text(task)) and not row.after_break:
        return False
    open_end = begun and above.text(task)[-1:] in _OPEN_ENDS
    if len(cells) == 1 and begun:
        return _is_lone_rest(row.text(task), open_end, row.after_break, titles)
    complete = all(
        any(row.starts(col) and row.text(col) for col in columns.all(role)) for role in ("lead", "deadline")
    )
    numbered = any(read_label(above.text(col)) for col in numbers)
    torn = row.after_break and any(_goes_on(above.text(cell.col), cell.text) for cell in cells)
    if not numbered or (complete and not torn):
        return False
    return not begun or row.after_break or not row.shows_merges


def _counts_within_line(text: str, above: str) -> bool:
    match = _COUNTED.match(text)
    return match is not None and bool(re.search(rf"[^\n]\b{int(match[1]) - 1}[).]", above))


_COUNTED = re.compile(r"\(?(\d{1,2})[).]\s")


def _goes_on(above: str, text: str) -> bool:
    """Whether the text of a cell goes on with the one above it: either begins or ends within a sentence."""
    return bool(above) and (_begins_within(text) or above[-1] in _OPEN_ENDS)


_OPEN_ENDS = ",;:-–(/"


def _counts_on(text: str, above: str) -> bool:
    """Whether a text goes on with a list that the text above counts: `(5) ...` below `... (4) ...;`."""
    match = _COUNTED.match(text.lstrip())
    return match is not None and bool(re.search(rf"(?<!\d){int(match[1]) - 1}[).]", above))


def _begins_within(text: str) -> bool:
    """Whether a text begins within a sentence: in lower case, and with no bullet or letter of a list."""
    return text.lstrip()[:1].islower() and not _BULLET.match(text.lstrip())


class _Seams:
    """The cells that page breaks cut in two, and the whole ones that take their place.

    A merged cell is cut as well: right below the break its lower part covers several rows, blank or with the
    rest of its text.
    """

    def __init__(self) -> None:
        self._whole: dict[int, Cell] = {}
        self._parts: list[Cell] = []  # kept alive: they are known by their identity

    def join(self, above: Row, row: Row) -> Row:
        """Return the two parts of a row as one."""
        made: dict[tuple[int, int], Cell] = {}
        cells: list[Cell | None] = []
        for upper, lower in zip(above.cells, row.cells, strict=True):
            upper, lower = self._mend(upper), self._mend(lower)
            if lower is None or lower is upper or (lower.row_span == 1 and not lower.text.strip()):
                cells.append(upper)
            elif upper is None:
                cells.append(replace(lower, row=above.index))
            else:
                key = (id(upper), id(lower))
                if key not in made:
                    made[key] = self._sew(upper, lower)
                cells.append(made[key])
        return replace(above, cells=tuple(cells))

    def mended(self, row: Row) -> Row:
        """Return the row with whole cells for those that a break cut."""
        if not self._whole or not any(id(cell) in self._whole for cell in row.cells):
            return row
        return replace(row, cells=tuple(self._mend(cell) for cell in row.cells))

    def _mend(self, cell: Cell | None) -> Cell | None:
        while cell is not None and id(cell) in self._whole:
            cell = self._whole[id(cell)]
        return cell

    def _sew(self, upper: Cell, lower: Cell) -> Cell:
        rows = (
            max(upper.row_span, lower.row + lower.row_span - upper.row)
            if lower.row_span > 1
            else upper.row_span
        )
        whole = replace(upper, text=join_texts(upper.text, lower.text), row_span=rows)
        for part in (upper, lower):
            if part.row_span > 1:
                self._whole[id(part)] = whole
                self._parts.append(part)
        return whole


def join_texts(upper: str, lower: str) -> str:
    """Join the two parts of a text that a page break cut: a new line before a bullet, else one space.

    A list that is counted within the line goes on within it.

    >>> join_texts("thuộc NĐ-", "CP"), join_texts("a;", "- b"), join_texts("gồm (1) a;", "(2) b")
    ('thuộc NĐ-CP', 'a;\\n- b', 'gồm (1) a; (2) b')
    """
    upper, lower = upper.rstrip(), lower.lstrip()
    if not upper or not lower:
        return upper or lower
    if _BULLET.match(lower) and not _counts_within_line(lower, upper):
        return f"{upper}\n{lower}"
    if upper.endswith("-") and not upper.endswith(" -"):
        return upper + lower
    return f"{upper} {lower}"
