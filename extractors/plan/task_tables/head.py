"""The head of a table: where its rows are, what each column is called, and its repeats on later pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.plan.task_tables.headings import Heading, find_heading
from extractors.plan.task_tables.labels import read_label
from extractors.plan.task_tables.periods import period_name
from extractors.plan.task_tables.rows import Row
from schemas.source import Cell
from schemas.text import fold, squash_space

# Rows above the head: a title or a unit (`ĐVT: triệu đồng`) that stands within the table's frame.
_MAX_ROWS_ABOVE = 4
_MAX_HEAD_ROWS = 3
# A heading that the lexicon does not know is one beside others; a longer text is a cell of the body.
_MAX_SUB_HEADING_WORDS = 8
# A repeated heading may be spread out by spaces and line breaks to this many times its length.
_SPREAD = 2
# A clipped repeat must keep this many characters of a heading to count as the same.
_MIN_CLIPPED = 3

_NUMBER = re.compile(r"[(\[]?\s*(?P<number>\d{1,2}|[a-zđ])\s*[)\]]?\s*(?:=.*)?")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: rows[start:stop] of it, and per column its headings from the top down.

    rows holds the squeezed text of every column in each head row, and room the characters that a column's
    cell may have at most where its row repeats the head. key has the headings without case, marks, spaces and
    punctuation: equal for two pieces of one table.
    """

    start: int
    stop: int
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    room: tuple[int, ...]
    key: tuple[str, ...]

    def header(self, col: int) -> str | None:
        """The heading of a column as printed, the rows joined by ` / `; None where it has none."""
        return " / ".join(self.columns[col]) or None

    def heading(self, col: int) -> Heading | None:
        """What the heading of a column means: its lowest row first, then all together, then the one above."""
        parts = self.columns[col]
        tries = [*parts[-1:], " ".join(parts), *parts[:-1]] if parts else []
        found = [heading for text in tries if (heading := find_heading(text)) is not None]
        return next((heading for heading in found if heading.weight != 0), found[0] if found else None)


def squeeze(text: str) -> str:
    """Return the letters and figures of a text, folded: what is left of it however its lines are wrapped."""
    return _NOT_WORD.sub("", fold(text))


def find_head(rows: Sequence[Row], marked_rows: int = 0) -> Head | None:
    """Find the head in the first rows of a table; None where it has none.

    Args:
        rows: the first rows are enough.
        marked_rows: how many rows the source marks as repeating head.
    """
    for start, row in enumerate(rows[: _MAX_ROWS_ABOVE + 1]):
        if _is_head_row(row):
            stop = _head_stop(rows, start, marked_rows)
            return _make_head(rows, start, stop)
    if 0 < marked_rows <= _MAX_HEAD_ROWS and marked_rows < len(rows):
        return _make_head(rows, 0, marked_rows)
    return None


def _is_head_row(row: Row) -> bool:
    cells = row.printed()
    known = [find_heading(cell.text) for cell in cells]
    sure = [heading for heading in known if heading is not None and abs(heading.weight) >= 0.4]
    listed = [heading for heading in known if heading is not None]
    if len(cells) >= 3 and known[0] is not None and (known[0].role, known[0].weight) == ("stt", 1.0):
        return True  # `STT` heads a table whatever its other columns are called
    return len(cells) >= 2 and len(sure) >= 2 and len(listed) * 2 >= len(cells)


def _head_stop(rows: Sequence[Row], start: int, marked_rows: int) -> int:
    limit = min(len(rows), start + _MAX_HEAD_ROWS)
    spans = [cell.row_span for cell in rows[start].printed()]
    stop = start + 1
    if len(set(spans)) > 1:
        # Some headings reach further down than others: the head is as deep as the deepest.
        stop = min(limit, start + max(spans))
    elif rows[start].shows_merges and spans and spans[0] > 1:
        stop = min(limit, start + spans[0])
    while stop < min(limit, marked_rows) and _may_be_head(rows[stop]):
        stop += 1
    while stop < limit and _is_sub_heading(rows[stop - 1], rows[stop]):
        stop += 1
    while stop < len(rows) and is_number_row(rows[stop]):
        stop += 1
    return stop


def _may_be_head(row: Row) -> bool:
    """Whether a row that the source marks as head may be one: some documents mark every row."""
    cells = row.printed()
    short = all(len(cell.text.split()) <= _MAX_SUB_HEADING_WORDS for cell in cells)
    return short and not (cells and read_label(cells[0].text) and not is_number_row(row))


def _is_sub_heading(above: Row, row: Row) -> bool:
    """Whether a row goes on with the headings above it: short words under a blank or wide one, no number."""
    cells = row.printed()
    if not cells or (row.text(0) and row.starts(0)):
        return False
    if any(len(cell.text.split()) > _MAX_SUB_HEADING_WORDS for cell in cells):
        return False
    under = [cell for cell in cells if not above.text(cell.col) or _is_wide(above, row, cell.col)]
    wrapped = [cell for cell in cells if cell not in under]
    named = [
        cell
        for cell in cells
        if find_heading(cell.text) or period_name((_over(above, row, cell.col), cell.text))
    ]
    if wrapped:
        # `Đơn vị` over `thực hiện`: the two lines together are a heading, and the lower alone is no cell.
        return all(
            find_heading(f"{above.text(cell.col)} {cell.text}") is not None and cell.text[:1].islower()
            for cell in wrapped
        ) and len(named) >= len(under)
    return len(named) * 2 >= len(cells)


def _is_wide(above: Row, row: Row, col: int) -> bool:
    """Whether the heading over a column is over the next one too, shown as merged or left blank there."""
    cell = above.cells[col]
    if cell is not None and cell.col_span > 1:
        return True
    return col + 1 < len(row.cells) and not above.text(col + 1) and bool(row.text(col + 1))


def _make_head(rows: Sequence[Row], start: int, stop: int) -> Head:
    n_cols = len(rows[start].cells)
    heads = [
        row
        for at, row in enumerate(rows[start:stop], start)
        if not is_number_row(row) or (at > start and _names_periods(rows[at - 1], row))
    ]
    columns: list[tuple[str, ...]] = []
    for col in range(n_cols):
        parts: list[str] = []
        seen: list[Cell] = []
        for level, row in enumerate(heads):
            cell = row.cells[col]
            text = row.text(col)
            below = any(lower.text(col) for lower in heads[level + 1 :])
            if not text and below:
                text = _heading_to_the_left(row, col, heads[level + 1 :])
            if cell is not None and cell in seen:
                continue
            if cell is not None:
                seen.append(cell)
            if text and (not parts or parts[-1] != squash_space(text)):
                parts.append(squash_space(text))
        columns.append(tuple(parts))
    columns = _with_months(columns)
    squeezed = tuple(tuple(squeeze(row.text(col)) for col in range(n_cols)) for row in heads)
    whole = ["".join(parts) for parts in columns]
    room = tuple(_SPREAD * (len(text) + _SPREAD) for text in whole)
    return Head(start, stop, tuple(columns), squeezed, room, tuple(map(squeeze, whole)))


_MONTHS = [str(month) for month in range(1, 13)]


def _with_months(columns: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Name the months where the figures 1 to 12 stand below one heading that does not say what they count."""
    named = list(columns)
    for first in range(len(columns) - len(_MONTHS) + 1):
        run = columns[first : first + len(_MONTHS)]
        above = {parts[:-1] for parts in run}
        if len(above) == 1 and above != {()} and [parts[-1].lstrip("0") for parts in run] == _MONTHS:
            named[first : first + len(_MONTHS)] = [(*parts[:-1], f"Tháng {parts[-1]}") for parts in run]
    return named


def _names_periods(above: Row, row: Row) -> bool:
    """Whether the figures of a row are months, quarters or weeks and not numbers of columns."""
    cells = row.printed()
    if [cell.text.strip().lstrip("0") for cell in cells] == _MONTHS:
        over = above.cells[cells[0].col]
        if over is not None and over.col_span == len(_MONTHS):
            return True
    return all(period_name((_over(above, row, cell.col), cell.text)) for cell in row.printed())


def _over(above: Row, row: Row, col: int) -> str:
    """The heading over a column: its own, or the wide one to its left."""
    return above.text(col) or _heading_to_the_left(above, col, [row])


def _heading_to_the_left(row: Row, col: int, below: Sequence[Row]) -> str:
    """The wide heading that a blank one belongs to, in a source that cannot show that it is wide."""
    for left in range(col - 1, -1, -1):
        if not any(lower.text(left) for lower in below):
            return ""
        if text := row.text(left):
            return text
    return ""


def is_number_row(row: Row) -> bool:
    """Say whether a row only counts the columns: `(1) (2) (3)`, `A 1 2 3`, `1 2 3=1+2`.

    Every number is one further than the one before, letters before figures; a source that lost the border
    between two columns has two numbers in a cell.
    """
    texts = [text for cell in row.printed() for text in _numbers(fold(cell.text))]
    matches = [_NUMBER.fullmatch(text) for text in texts]
    if len(texts) < 3 or len(texts) * 2 < len(row.cells) or not all(matches):
        return False
    marks = [match["number"] for match in matches if match]
    figures = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    if marks != letters + [str(n) for n in figures]:
        return False
    if len(figures) < 2 and len(letters) < 3 and (letters[0], figures) != ("a", [1]):
        return False
    counted = all(b == a + 1 for a, b in pairwise(figures))
    return counted and letters == sorted(letters) and (not figures or figures[0] <= 2)


def _numbers(text: str) -> list[str]:
    """Return the parts of a cell of column numbers: `(3) (4)` has two, `5=3 + 4` is one."""
    return [text] if _NUMBER.fullmatch(text) else text.split()


def is_repeat(row: Row, head: Head, *, after_repeat: bool = False) -> bool:
    """Say whether a row repeats a row of the head, clipped or wrapped in another way.

    Every filled cell must be its column's heading or a part of it that a page's edge left; one alone is
    enough only right below another repeated row (the sub-headings of the next line).
    """
    filled = [
        (col, squeeze(row.text(col)))
        for col, cell in enumerate(row.cells)
        if cell is not None and cell.col == col and row.text(col)
    ]
    if not filled or (len(filled) < 2 and not after_repeat):
        return False
    whole = ["".join(parts) for parts in zip(*head.rows, strict=True)] if head.rows else []
    for titles in (*head.rows, tuple(whole)):
        same = [text == titles[col] for col, text in filled if text]
        if any(same) and all(_is_clipped(text, titles[col]) for col, text in filled):
            titled = sum(1 for title, _ in groupby(titles) if title)  # a wide heading counts once
            if len(filled) * 2 >= titled or after_repeat:
                return True
    return False


def _is_clipped(text: str, title: str) -> bool:
    if not text or text == title:
        return True
    return len(text) >= min(_MIN_CLIPPED, len(title)) and bool(title) and (text in title)


def repeat_length(rows: Sequence[Row], at: int, head: Head) -> int:
    """Return how many rows from rows[at] on repeat the head (column numbers included), 0 where none does.

    A head that was wrapped in another way on a later page may take more rows than the first: up to three
    rows are read as one where together they are the head.
    """
    if any(len(cell.text) > head.room[cell.col] for cell in rows[at].printed()):
        return 0
    length = next((take for take in (2, 3) if _are_head(rows[at : at + take], head)), 0)
    while at + length < len(rows) and (
        is_repeat(rows[at + length], head, after_repeat=length > 0)
        or (length > 0 and is_number_row(rows[at + length]))
    ):
        length += 1
    return length


def _are_head(rows: Sequence[Row], head: Head) -> bool:
    """Say whether rows together have the head's headings."""
    return all(
        squeeze("".join([row.text(col) for row in rows if row.starts(col) or not row.cells[col]])) == title
        for col, title in enumerate(head.key)
    )
