"""Tables without rules, or with horizontal rules alone: columns by alignment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.formats.pdf.lines import Line
from extractors.formats.pdf.page_text import cell_paragraphs
from extractors.formats.pdf.paragraphs import RECIPIENTS, Area
from schemas.location import BBox, Location
from schemas.source import Cell, Table

MIN_COLUMNS = 3  # two columns are a letterhead, a signature or a list
SEEN_ROWS = 40  # rows after which lines with so few full ones are no table
FULL_ROWS = 3  # rows with text in so many columns, at least
FULL_RULED_ROWS = 2  # the same where rules stand above, between and below
GUTTER = 5.0  # points between two columns
FAR = 2.2  # em between baselines: a lone piece so far below the table is no part of it
FARTHEST = 5.0  # em between the baselines of two rows
LONG_RULE = 0.6  # of the table's width: a shorter rule underlines
CLOSE = 1.1  # times the least step between baselines: lines of one cell
WIDE = 1.25  # times the least step: the room between two rows
HEADER_LINES = 5  # lines of a header, at most

Span = tuple[float, float]
Rule = tuple[float, float, float]  # y, x0, x1
_ORDER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,6}|[a-zđ])[.)]?")


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """Rows of pieces that line up in columns."""

    rows: tuple[tuple[Line, ...], ...]
    columns: tuple[Span, ...]
    rules: tuple[float, ...]  # y of horizontal rules between its rows

    @property
    def top(self) -> float:
        """Return the first baseline."""
        return self.rows[0][0].baseline


def table_at(
    rows: Sequence[Sequence[Line]], start: int, rules: Sequence[Rule]
) -> tuple[UnruledTable | None, int]:
    """Return the table that starts with a row of pieces, if any, and the row after it."""
    columns = _merged([(piece.x0, piece.x1) for piece in rows[start]])
    if len(columns) < MIN_COLUMNS:
        return None, start + 1
    end, full = start + 1, 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1][0]
        step = (row[0].baseline - above.baseline) / above.size
        grown = _merged([*columns, *((piece.x0, piece.x1) for piece in row)])
        if step > FARTHEST or RECIPIENTS.match(row[0].text):
            break
        ends = len(grown) < MIN_COLUMNS or (len(row) == 1 and step > FAR)
        if ends and not _is_amid(rows, end, columns):
            break
        # A few pieces over several columns are a group's title or a total: they say nothing of the columns.
        is_over_columns = len(row) < MIN_COLUMNS and len(grown) < len(columns)
        columns, end = columns if is_over_columns else grown, end + 1
        full += len(_merged([(piece.x0, piece.x1) for piece in row])) >= MIN_COLUMNS
        if end - start > SEEN_ROWS and full < FULL_ROWS:
            return None, start + 1
    while (
        end > start and len(rows[end - 1]) == 1 and rows[end - 1][0].x0 < columns[1][0] <= rows[end - 1][0].x1
    ):
        end -= 1
    found = rows[start:end]
    left, right = columns[0][0], columns[-1][1]
    top, bottom = found[0][0], found[-1][0]
    long = [y for y, x0, x1 in rules if min(x1, right) - max(x0, left) > LONG_RULE * (right - left)]
    between = tuple(y for y in long if top.baseline < y < bottom.baseline)
    framed = between and any(-FAR * top.size < y - top.baseline < 0 for y in long)
    framed = framed and any(0 < y - bottom.baseline < FAR * bottom.size for y in long)
    full = sum(len(_by_column(row, columns)) >= MIN_COLUMNS for row in found)
    if full < (FULL_RULED_ROWS if framed else FULL_ROWS):
        return None, start + 1
    return UnruledTable(tuple(tuple(row) for row in found), tuple(columns), between), end


def _is_amid(rows: Sequence[Sequence[Line]], at: int, columns: Sequence[Span]) -> bool:
    """Tell a lone piece over most columns below which these go on: the title of a group."""
    (piece, *others), below = rows[at], rows[at + 1] if at + 1 < len(rows) else ()
    if others or len(below) < MIN_COLUMNS or piece.x0 < columns[0][0] or piece.x1 > columns[-1][1]:
        return False
    grown = _merged([*columns, *((other.x0, other.x1) for other in below)])
    return len(grown) == len(columns) and below[0].baseline - piece.baseline <= FARTHEST * piece.size


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with those joined that no gutter parts."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < GUTTER:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _by_column(row: Sequence[Line], columns: Sequence[Span]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for piece in row:
        # A title or a total over several columns may begin before the first.
        col = max((index for index, span in enumerate(columns) if span[0] <= piece.x0 + 0.01), default=0)
        found.setdefault(col, []).append(piece)
    return found


def to_table(table: UnruledTable, page: int, block: int) -> Table:
    """Return the table; lines that were wrapped within a cell make one row."""
    cells = []
    groups = _rows(table)
    width = len(table.columns)
    for number, group in enumerate(groups):
        if len(group) == 1 and len(group[0]) == 1 and _is_title(group[0], table.columns):
            blocks = cell_paragraphs(
                [*group[0]], Area(table.columns[0][0], table.columns[-1][1], in_cell=True)
            )
            cells.append(Cell(group[0][0].text, number, 0, 1, width, page=page, blocks=blocks))
            continue
        by_column: dict[int, list[Line]] = {}
        for row in group:
            for col, pieces in _by_column(row, table.columns).items():
                by_column.setdefault(col, []).extend(pieces)
        for col, span in enumerate(table.columns):
            blocks = cell_paragraphs(by_column.get(col, []), Area(*span, in_cell=True))
            cells.append(Cell("\n".join(b.text for b in blocks), number, col, page=page, blocks=blocks))
    left, right = table.columns[0][0], table.columns[-1][1]
    edges = [
        left,
        *((a[1] + b[0]) / 2 for a, b in zip(table.columns, table.columns[1:], strict=False)),
        right,
    ]
    first, last = table.rows[0][0], table.rows[-1][0]
    box = BBox(left, first.baseline - first.size, right, last.baseline)
    return Table(
        len(groups),
        width,
        tuple(cells),
        location=Location(page=page, block=block, box=box),
        shows_merges=False,
        ruled=False,
        col_edges=tuple(round(edge, 2) for edge in edges),
    )


def _rows(table: UnruledTable) -> list[list[tuple[Line, ...]]]:
    """Return the printed rows of each row of the table.

    Rules between them tell, and order numbers where several rows stand between two rules; without rules a row
    begins with its order number. What stands above the first number is the header. Without numbers the room
    between rows tells, and where it does not every printed row is one.
    """
    starts = [_order_number(row, table.columns) or _is_title(row, table.columns) for row in table.rows]
    first = next((index for index, start in enumerate(starts) if start), None)
    if table.rules:
        parts = [sum(y < row[0].baseline for y in table.rules) for row in table.rows]
        begins = []
        for _, group in groupby(range(len(parts)), parts.__getitem__):
            rows = list(group)
            # Numbers beside the middle of their rows do not say where those begin.
            begins += [row == rows[0] or (starts[rows[0]] and starts[row]) for row in rows]
    elif first is not None and first <= HEADER_LINES and sum(starts) > 1:
        begins = [index == 0 or start for index, start in enumerate(starts)]
    else:
        begins = _begun_by_room(table) or [True] * len(starts)
    groups: list[list[tuple[Line, ...]]] = []
    for row, begin in zip(table.rows, begins, strict=True):
        if begin:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _begun_by_room(table: UnruledTable) -> list[bool] | None:
    """Tell which printed rows begin one of the table by the wider room above them; None where it does not tell.

    What stands close below must read as the rest of cells: some column blank, or going on amid a sentence.
    """
    steps = [below[0].baseline - above[0].baseline for above, below in pairwise(table.rows)]
    close = min(steps, default=0.0)
    if any(CLOSE * close < step < WIDE * close for step in steps) or max(steps, default=0.0) <= CLOSE * close:
        return None
    begins = [True, *(step >= WIDE * close for step in steps)]
    for row, begin in zip(table.rows, begins, strict=True):
        whole = len(_by_column(row, table.columns)) == len(table.columns)
        if not begin and whole and all(piece.text[:1].isupper() for piece in row):
            return None
    return begins


def _is_title(row: Sequence[Line], columns: Sequence[Span]) -> bool:
    """Tell a group's title or a total: it runs over several columns."""
    return len(row) < MIN_COLUMNS and len(_merged([*columns, (row[0].x0, row[0].x1)])) < len(columns)


def _order_number(row: Sequence[Line], columns: Sequence[Span]) -> bool:
    cell = _by_column(row, columns).get(0)
    return bool(cell and _ORDER.fullmatch(cell[0].text))
