"""What page breaks do to the rows of a table, undone: rows and merged cells that were cut in two are joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.plan.task_tables.columns import Columns
from extractors.plan.task_tables.labels import read_label
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.words import ends_time, is_remark, is_sum, looks_like_time
from schemas.source import Cell
from schemas.vocab import ColumnRole

_BULLET = re.compile(r"[-+•*–]\s|\(?[a-zđ0-9]{1,2}[.)]\s")
_CUT_YEAR = re.compile(r"/20\d$")
_YEARS_REST = re.compile(r"\d(?!\d)")


@dataclass(slots=True)
class Mended:
    """The rows of a table with what page breaks cut made whole.

    cut holds every lower part of a row with the row that it is now in; sewn every merged cell that a break
    divided, as (the first row below the break, column).
    """

    rows: list[Row]
    cut: list[tuple[Row, Row]]
    sewn: list[tuple[Row, int]]


def mend_breaks(rows: Sequence[Row], columns: Columns) -> Mended:
    """Join the rows and the merged cells that page breaks cut in two.

    The lower part has no number and only some cells go on. A row that prints both a unit and a time stands
    for itself (a merged task cell has several such rows) unless its text begins within a sentence.
    """
    titles = _title_forms(rows, columns)
    result: list[Row] = []
    cut: list[tuple[Row, int]] = []
    sewn: list[tuple[int, int]] = []
    seams = _Seams()
    for row in rows:
        if result and _shares_task(result[-1], row, columns):
            if not _has_own(row, columns):
                result[-1] = seams.join(result[-1], row, apart=True)
                continue
        elif result and _is_rest(result[-1], row, columns, titles):
            result[-1] = seams.join(result[-1], row, apart=_is_next_step(result[-1], row, columns))
            cut.append((row, len(result) - 1))
            continue
        if result and row.after_break and row.shows_merges:
            for col in _cut_merges(result[-1], row, columns):
                seams.sew(result[-1], row, col)
                sewn.append((len(result), col))
        result.append(row)
    result = [seams.mended(row) for row in result]
    return Mended(result, [(row, result[at]) for row, at in cut], [(result[at], col) for at, col in sewn])


def _shares_task(above: Row, row: Row, columns: Columns) -> bool:
    """Whether one merged task cell covers both rows: no page break divided them."""
    task = columns.first("task")
    cell = row.cells[task] if task is not None else None
    return cell is not None and cell is above.cells[task or 0] and bool(cell.text.strip())


def _has_own(row: Row, columns: Columns) -> bool:
    """Whether a row under a merged task prints a unit or a time of its own, and so stands for itself."""
    return any(row.starts(col) and row.text(col) for role in _OWN for col in columns.all(role))


def _is_next_step(above: Row, row: Row, columns: Columns) -> bool:
    """Whether a row without a task has a whole time of its own below a whole time: a further step, no cut cell."""
    return any(
        ends_time(above.text(col)) and text[:1].isupper() and looks_like_time(text)
        for col in columns.all("deadline")
        if (text := row.text(col)) and row.starts(col)
    )


_OWN: tuple[ColumnRole, ...] = ("lead", "deadline")
_MERGED_DOWN: tuple[ColumnRole, ...] = ("lead", "coordinating", "deadline", "deliverable", "budget", "note")


def _cut_merges(above: Row, row: Row, columns: Columns) -> list[int]:
    """Return the columns whose merged cell a page break divided above this row.

    Its lower part is blank, or goes on with its text. Two cells of one row each are not taken for parts of a
    merged one: the lower may as well be a blank cell.
    """
    if len(above.printed()) <= 1 or len(row.printed()) <= 1:
        return []  # the title of a group
    found: list[int] = []
    for role in _MERGED_DOWN:
        for col in columns.all(role):
            upper, lower = above.cells[col], row.cells[col]
            if upper is None or lower is None or upper is lower or not row.starts(col):
                continue
            alike = (upper.col, upper.col_span) == (lower.col, lower.col_span) and upper.col == col
            merged = upper.row_span > 1 or lower.row_span > 1
            rest = not lower.text.strip() or _goes_on(upper.text.strip(), lower.text)
            if alike and merged and rest and upper.text.strip():
                found.append(col)
    return found


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

    def join(self, above: Row, row: Row, *, apart: bool = False) -> Row:
        """Return the two parts of a row as one; apart: each text keeps lines of its own."""
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
                    made[key] = self._sew(upper, lower, apart=apart)
                cells.append(made[key])
        return replace(above, cells=tuple(cells))

    def sew(self, above: Row, row: Row, col: int) -> None:
        """Take the cells of a column in the last row above a break and the first below it for one."""
        upper, lower = self._mend(above.cells[col]), self._mend(row.cells[col])
        if upper is None or lower is None or upper is lower:
            return
        rows = max(upper.row_span, lower.row + lower.row_span - upper.row)
        whole = replace(upper, text=join_texts(upper.text, lower.text), row_span=rows)
        for part in (upper, lower):
            self._whole[id(part)] = whole
            self._parts.append(part)

    def mended(self, row: Row) -> Row:
        """Return the row with whole cells for those that a break cut."""
        if not self._whole or not any(id(cell) in self._whole for cell in row.cells):
            return row
        return replace(row, cells=tuple(self._mend(cell) for cell in row.cells))

    def _mend(self, cell: Cell | None) -> Cell | None:
        while cell is not None and id(cell) in self._whole:
            cell = self._whole[id(cell)]
        return cell

    def _sew(self, upper: Cell, lower: Cell, *, apart: bool = False) -> Cell:
        rows = (
            max(upper.row_span, lower.row + lower.row_span - upper.row)
            if lower.row_span > 1
            else upper.row_span
        )
        lines = "\n".join(filter(None, (upper.text.strip(), lower.text.strip())))
        text = lines if apart else join_texts(upper.text, lower.text)
        whole = replace(upper, text=text, row_span=rows)
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
    >>> join_texts("Trước ngày 05/11/202", "5")  # a column too narrow for the date
    'Trước ngày 05/11/2025'
    """
    upper, lower = upper.rstrip(), lower.lstrip()
    if not upper or not lower:
        return upper or lower
    if _BULLET.match(lower) and not _counts_within_line(lower, upper):
        return f"{upper}\n{lower}"
    if upper.endswith("-") and not upper.endswith(" -"):
        return upper + lower
    if _CUT_YEAR.search(upper) and _YEARS_REST.match(lower):
        return upper + lower
    return f"{upper} {lower}"
