"""Tables with one cell to a line, as Word's and LibreOffice's text filters write them: no mark but the order.

STT              the header, one line for each column, the first of them the order numbers'
Nhiệm vụ
Chủ trì
1                a row begins at the next order number
Dọn kênh
Xã
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractors.formats.txt.lines import Line
from extractors.formats.txt.tables.found import Found
from extractors.formats.txt.tables.order import Numbering
from extractors.formats.txt.tables.shapes import is_order_head, is_order_label, is_tick
from extractors.formats.txt.wrapping import starts_item
from schemas.diagnostics import Diagnostic
from schemas.location import Location

HEADER_CHARACTERS = 80  # a header cell is short
COLUMNS = range(3, 16)
# A row may hold more lines than there are columns, but not this many times: the table has ended before.
ROW_COPIES = 4
# Below the numbers of the columns stand this many group rows at most.
LINES_OF_GROUPS = 3

_NUMBER = re.compile(r"\d+")
_FIGURE = re.compile(r"\d[\d.,]*")
_VALUE = re.compile(r"(?:tháng\s)?\d{1,2}(?:/\d{1,2})?/\d{4}", re.IGNORECASE)  # 9/2024, 01/9/2024
_PIPE_HEADER = re.compile(r"\|(?:[^|]+\|){2,}\s*$")
_PIPE_BORDER = re.compile(r"\|(?:\s*:?-+:?\s*\|){2,}\s*$")


def find_unread_stacked_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the headers, without rows, of tables with one cell to a line that could not be rebuilt."""
    texts = [line.text.strip() for line in lines]
    for index, text in enumerate(texts):
        if is_order_head(text) and (header := _header(texts, index)):
            names, start = header
            if sum(0 < len(name) <= HEADER_CHARACTERS for name in names) >= COLUMNS.start:
                place = Location(line=lines[index].number)
                kept = (Diagnostic.of("table-kept-as-text", place),)
                yield Found(index, start, (), lines[index].number, diagnostics=kept)


def find_stacked_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the tables whose cells stand one to a line below a header that does."""
    texts = [line.text.strip() for line in lines]
    index = 0
    while index < len(lines):
        header = _header(texts, index)
        if header is None:
            index += 1
            continue
        names, start = header
        head = _head_rows(names, _width(texts, names, start))
        if head is None:
            index += 1
            continue
        end, rows, unsure = _body(texts, start, len(head.rows[0]), grouped=bool(head.groups))
        if len(rows) < 2 or _lost_ticks(texts[start:end], rows, len(head.rows[0])):
            index += 1
            continue
        unsure += _shifted(rows, len(head.rows[0]))
        place = Location(line=lines[index].number)
        diagnostics = (Diagnostic.of("table-cells-uncertain", place, count=unsure),) if unsure else ()
        yield Found(
            index,
            end,
            (*head.rows, *head.groups, *rows),
            lines[index].number,
            header_rows=len(head.rows),
            diagnostics=diagnostics,
            spans=head.spans,
        )
        index = end


@dataclass(frozen=True, slots=True)
class _Head:
    """The rows of a header, the heads over several columns in its first one, and group rows right below."""

    rows: tuple[tuple[str | None, ...], ...]
    spans: tuple[tuple[int, int], ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()


def _head_rows(names: Sequence[str], width: int) -> _Head | None:
    """Return the lines above the first order number as the rows of a header of that width.

    A group row without a number runs together with the header. A second row of heads shows by its blanks:
    a cell merged over both rows is blank in the second, and one merged over columns is one line in the first.
    """
    if "" not in names:
        if _VALUE.fullmatch(names[-1]) and not any(map(_VALUE.fullmatch, names[:-1])):
            return None  # the first cell of a row: its column stands before that of the order numbers
        if width not in COLUMNS or any(len(name) > HEADER_CHARACTERS for name in names[:width]):
            return None
        return _Head((tuple(names[:width]),), groups=tuple(_group_row(name, width) for name in names[width:]))
    upper, lower = names[: len(names) - width], names[len(names) - width :]
    divisions = list(_divisions(lower, len(upper)))
    if not all(upper) or len(divisions) != 1:
        return None
    first: list[str | None] = []
    for head, span in zip(upper, divisions[0], strict=True):
        first += [head, *[None] * (span - 1)]
    starts = accumulate(divisions[0], initial=0)
    spans = tuple((start, span) for start, span in zip(starts, divisions[0], strict=False) if lower[start])
    return _Head((tuple(first), tuple(lower)), spans)


def _divisions(lower: Sequence[str], heads: int) -> Iterator[tuple[int, ...]]:
    """Yield how many columns each head of the first row can cover: one over a blank, several over others.

    What begins with the same word, or is a number, stands below one head: `Quý I`, `Quý II`.
    """
    if not lower or heads <= 0:
        if not lower and not heads:
            yield ()
        return
    if not lower[0]:
        yield from ((1, *rest) for rest in _divisions(lower[1:], heads - 1))
        return
    run = next((at for at, name in enumerate(lower) if not name), len(lower))
    kinds = [_NUMBER.sub("0", name.split()[0]) for name in lower[:run]]
    for span in (*range(2, run - 1), run):
        if span == run or kinds[span - 1] != kinds[span]:
            yield from ((span, *rest) for rest in _divisions(lower[span:], heads - 1))


def _header(texts: Sequence[str], index: int) -> tuple[list[str], int] | None:
    """Return the lines from a header to the first order number, and where that stands; None for no header."""
    names = [texts[index]]
    start = index + 1
    if _PIPE_HEADER.match(texts[index]):
        # A Markdown table without a row of its own: its last columns and all its rows follow as lines.
        names = [name.strip() for name in texts[index].strip("|").split("|")]
        if start >= len(texts) or not _PIPE_BORDER.match(texts[start]):
            return None
        start += 1
    if not is_order_head(names[0]):
        return None
    for end in range(start, min(start + 2 * COLUMNS.stop, len(texts))):
        if is_order_label(texts[end]):
            return _with_numbered_heads(texts, names, end) if len(names) >= COLUMNS.start else None
        if "|" in texts[end] or not (texts[end] or len(names) >= COLUMNS.start):
            return None
        names.append(texts[end])
    return None


def _with_numbered_heads(texts: Sequence[str], names: list[str], start: int) -> tuple[list[str], int]:
    """Return a header and where its first row stands, months 1, 2, 3 in its second row of heads counted in.

    Numbers of all columns count from the first column on, and are no heads.
    """
    end = start + 1
    while end < len(texts) and texts[end].isdecimal() and texts[end - 1].isdecimal():
        if int(texts[end]) != int(texts[end - 1]) + 1:
            break
        end += 1
    run = end - start
    while end < len(texts) and not texts[end]:
        end += 1
    if "" not in names or run < COLUMNS.start or end == len(texts) or not is_order_label(texts[end]):
        return names, start
    heads = [*names, *texts[start:end]]
    return (names, start) if _width(texts, heads, end) == run else (heads, end)


def _width(texts: Sequence[str], names: Sequence[str], start: int) -> int:
    """Return how many columns there are: the commonest distance from one order number to the next."""
    distances: Counter[int] = Counter()
    numbers, last = Numbering(), None
    for index in range(start, min(start + 20 * COLUMNS.stop, len(texts))):
        if is_order_label(texts[index]) and numbers.take(texts[index]):
            if last is not None:
                distances[index - last] += 1
            last = index
    likely = [width for width, _ in distances.most_common() if width in COLUMNS and width <= len(names)]
    if likely and (distances[likely[0]] > 1 or "" in names):
        return likely[0]
    return len([name for name in names if len(name) <= HEADER_CHARACTERS])


def _body(
    texts: Sequence[str], start: int, width: int, *, grouped: bool
) -> tuple[int, list[tuple[str, ...]], int]:
    """Return the line after the table, its rows, and how many of them could be divided otherwise.

    Args:
        texts: the lines.
        start: of the first row.
        width: how many columns there are.
        grouped: whether the rows stand in groups without numbers.
    """
    rows: list[tuple[str, ...]] = []
    unsure = 0
    numbers = Numbering()
    index = start
    if all(is_order_label(text) for text in texts[start : start + width]):
        # The numbers of the columns, (1) (2) (3); a group row without a number may stand below them.
        rows.append(tuple(texts[start : start + width]))
        index += width
        while index < min(start + width + LINES_OF_GROUPS, len(texts)) and not is_order_label(texts[index]):
            rows.append(_group_row(texts[index], width))
            index += 1
    while index < len(texts):
        numbers.take(texts[index])
        following = _next_label(texts, index, width, numbers)
        if following is None:
            break
        cells = list(texts[index:following])
        group = ""
        if len(cells) == width + 1 and cells[-1]:
            counted_on = grouped and not cells[-2]  # behind a row's blank end
            if counted_on or numbers.restarts(texts[following]):
                group = cells.pop()
        parts, sure = _fitted(cells, width)
        unsure += not sure
        rows += parts
        if group:
            rows.append(_group_row(group, width))
        index = following
    end = min(index + width, len(texts))
    cells = list(texts[index:end])
    rows.append(tuple(cells + [""] * (width - len(cells))))
    return end, rows, unsure


def _next_label(texts: Sequence[str], index: int, width: int, numbers: Numbering) -> int | None:
    """Return where the next row begins: just after this row's cells if a number stands there, else later."""

    def is_next(place: int) -> bool:
        return place < len(texts) and is_order_label(texts[place]) and numbers.can_follow(texts[place])

    if is_next(index + width):
        return index + width
    for place in range(index + 2, min(index + max(ROW_COPIES * width, 2), len(texts))):
        if is_order_head(texts[place]):
            return None
        if is_next(place):
            return place
    return None


def _fitted(cells: list[str], width: int) -> tuple[list[tuple[str, ...]], bool]:
    """Return the lines of one row as rows of that width, and whether they can be read in no other way."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    if len(cells) == width:
        return [tuple(cells)], True
    if len(cells) == 2:
        return [_group_row(cells[1], width, cells[0])], True
    if len(cells) < width:
        return [tuple(cells + [""] * (width - len(cells)))], False
    joined = _with_items_joined(cells, width)
    if len(joined) == width:
        return [tuple(joined)], True
    rest = cells[width:]
    if rest[0][:1].islower() and len(rest) < width:
        # A page break cut the row: what did not fit comes after its last cell, in the order of the columns.
        return [tuple(cells[:width]), ("", *rest, *[""] * (width - 1 - len(rest)))], False
    surplus = len(cells) - width
    return [(cells[0], "\n".join(filter(None, cells[1 : surplus + 2])), *cells[surplus + 2 :])], False


def _lost_ticks(printed: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Say whether ticks stand in rows whose blank lines are lost: what they tick is lost with them."""
    return "" not in printed and any(
        any(map(is_tick, row)) and not row[-1] for row in rows if len(row) == width
    )


def _shifted(rows: Sequence[Sequence[str]], width: int) -> int:
    """Return in how many columns one figure stands where all other rows have words.

    A cell that was merged over two columns is one line, and what comes after it stands one column too early.
    """
    shifted = 0
    for column in range(1, width):
        filled = [row[column] for row in rows if column < len(row) and row[column]]
        figures = sum(bool(_FIGURE.fullmatch(cell)) for cell in filled)
        shifted += figures == 1 and len(filled) > 2
    return shifted


def _with_items_joined(cells: Sequence[str], width: int) -> list[str]:
    """Return the cells, list items and lines that go on in mid-sentence joined to the cell above."""
    joined: list[str] = []
    surplus = len(cells) - width
    for cell in cells:
        goes_on = starts_item(cell) or cell[:1].islower()
        if len(joined) > 1 and surplus and cell and goes_on:
            joined[-1] = f"{joined[-1]}\n{cell}"
            surplus -= 1
        else:
            joined.append(cell)
    return joined


def _group_row(text: str, width: int, label: str | None = None) -> tuple[str, ...]:
    """Return a row that holds nothing but a title, in the first column or after its number."""
    row = [text] if label is None else [label, text]
    return tuple(row + [""] * (width - len(row)))
