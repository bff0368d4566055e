"""Tables whose columns are held by spaces, as `pdftotext -layout` and old printers write them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.formats.txt.lines import TAB_STOP, Line
from extractors.formats.txt.paragraphs import join_wrapped
from extractors.formats.txt.tables.centred import centred_rows
from extractors.formats.txt.tables.columns import (
    Boundary,
    find_boundaries,
    first_words,
    follow_boundaries,
    segments,
)
from extractors.formats.txt.tables.found import Found
from extractors.formats.txt.tables.headers import Header, find_headers
from extractors.formats.txt.tables.printed import Printed, lines_around, read_printed
from extractors.formats.txt.tables.shapes import is_tick
from extractors.formats.txt.wrapping import starts_item
from schemas.diagnostics import Diagnostic
from schemas.location import Location

# The columns are measured on this many lines after the header: about a page.
MEASURED_LINES = 60
# Lines that run over the columns (group rows) may stand between two rows; more of them are running text.
GROUP_LINES = 4
# Above this share of order numbers beside the middle of a sentence, they are centred in their rows.
CENTRED_SHARE = 0.3
# Where more lines than this share hold cells parted by one space, the columns were not found.
TIGHT_SHARE = 0.5
# A line of a cell is full when the next word would have gone over this share of the column's width.
FULL = 0.8


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of one row, each with its words by column; title for a row that runs over the columns."""

    lines: tuple[tuple[str, ...], ...] = ()
    title: str = ""


def find_aligned_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the tables of aligned columns, a new one at each header; all of them have an order column.

    One that cannot be rebuilt is yielded without rows: its lines are text.
    """
    texts = [line.text.expandtabs(TAB_STOP).rstrip() for line in lines]
    headers = find_headers(texts)
    was_plausible = False
    for number, header in enumerate(headers):
        limit = headers[number + 1].start if number + 1 < len(headers) else len(lines)
        repeated = number + 1 < len(headers) and headers[number + 1].rows == header.rows
        page = min(header.end + MEASURED_LINES, limit)
        end, printed = _body(lines, texts, header, limit, page, repeated=repeated)
        if (
            printed and end < page
        ):  # measured anew without what stands below the table: signatures have columns
            end, printed = _body(lines, texts, header, limit, end, repeated=repeated)
        if not printed:
            continue
        place = Location(line=lines[header.start].number)
        found = Found(header.start, end, (), lines[header.start].number)
        again = number > 0 and headers[number - 1].names == header.names and was_plausible
        was_plausible = again or _is_plausible(printed)
        if not was_plausible:
            yield replace(found, diagnostics=(Diagnostic.of("table-kept-as-text", place),))
            continue
        rows, sure = _rows(printed)
        if not sure and _skips_numbers(rows):
            yield replace(found, diagnostics=(Diagnostic.of("table-kept-as-text", place),))
            continue
        yield replace(
            found,
            rows=(*header.rows, *_cells(rows, len(header.columns))),
            header_rows=len(header.rows),
            diagnostics=tuple(_doubts(printed, place, sure=sure)),
            spans=header.spans,
        )


def _body(
    lines: Sequence[Line], texts: Sequence[str], header: Header, limit: int, page: int, *, repeated: bool
) -> tuple[int, list[Printed]]:
    """Return the line after the table and its lines, from the header to where the columns end.

    Args:
        lines: with the header somewhere among them.
        texts: the same without tabs.
        header: where the table begins.
        limit: the line that the table cannot go beyond.
        page: the line up to which its columns are measured.
        repeated: the same header stands there, so that the table goes on to it.
    """
    measured = texts[header.end : page]
    with_columns = _lines_with_columns([*texts[header.start : header.end], *measured])
    boundaries = find_boundaries(with_columns, header.columns)
    begin = first_words(measured, boundaries)
    printed: list[Printed] = []
    pending: list[Printed] = []
    end = header.end
    for index in range(header.end, limit):
        text = texts[index]
        if lines[index].new_page and (
            following := _lines_with_columns(texts[index : index + MEASURED_LINES])
        ):
            boundaries = follow_boundaries(following, boundaries)
        if not text:
            continue
        line = read_printed(text, boundaries, lines_around(texts, index, header.end, limit), begin)
        if line.cells and line.cells[0] and not line.label:
            return end, printed
        if lines[index].new_page and (rest := _rest_of_cell(text, boundaries)):
            line = rest
        goes_on = line.filled == 1 and end == index and not _is_heading(text)
        # At the head of a page a line alone is text, unless it is the rest of a cell right of the tasks.
        goes_on = goes_on and (not lines[index].new_page or any(line.cells[2:]))
        after_text = pending and not line.label and any(not texts[place] for place in range(end, index))
        if after_text or len(pending) == GROUP_LINES:
            return end, printed
        if line.filled > 1 or goes_on:
            printed += [*pending, line]
            pending, end = [], index + 1
        else:
            pending.append(line)
    if repeated and printed and not any(line.new_page for line in lines[end:limit]):
        # What stands before the repeated header is a group row, or the part of one, at the foot of a page.
        return limit, [*printed, *pending]
    return end, printed


def _rest_of_cell(text: str, boundaries: Sequence[Boundary]) -> Printed | None:
    """Return a line alone that goes on in mid-sentence, in the column that begins nearest to it; else None.

    A page with nothing but the end of a row does not show where its columns have drifted.
    """
    start = len(text) - len(text.lstrip())
    if len(segments(text)) > 1 or not text[start].islower():
        return None
    column = 1 + min(range(len(boundaries)), key=lambda number: abs(boundaries[number].end - start))
    return Printed(tuple(text.strip() if number == column else "" for number in range(len(boundaries) + 1)))


def _skips_numbers(rows: Sequence[Row]) -> bool:
    """Whether order numbers are missing: where rows are estimated, two have become one."""
    labels = [row.lines[0][0] for row in rows if row.lines]
    numbers = [int(label.strip(".")) for label in labels if label.strip(".").isdigit()]
    return any(after - before > 1 for before, after in pairwise(numbers))


def _doubts(printed: Sequence[Printed], place: Location, *, sure: bool) -> Iterator[Diagnostic]:
    """Yield what could have been read otherwise: cells that touch, rows without a first line of their own."""
    tight = sum(line.tight for line in printed)
    if tight:
        yield Diagnostic.of("table-cells-uncertain", place, count=tight)
    if not sure:
        yield Diagnostic.of("table-rows-uncertain", place)


def _is_plausible(printed: Sequence[Printed]) -> bool:
    """Whether the columns were found: rows have numbers, few lines run over or cut the columns."""
    labelled = sum(bool(line.label) for line in printed)
    titles = sum(bool(line.title) for line in printed)
    tight = sum(line.tight for line in printed)
    misplaced = sum(not line.label and line.filled > 1 and line.cells[1][:1].isdigit() for line in printed)
    if any(_holds_ticks(cell) for line in printed for cell in line.cells):
        return False
    uncut = sum(
        line.title.split(" ", 1)[0].isdigit() for line in printed
    )  # a row that no column was found in
    return (
        uncut <= labelled // 4
        and titles <= 2 * labelled
        and tight <= TIGHT_SHARE * len(printed)
        and misplaced <= labelled
    )


def _holds_ticks(cell: str) -> bool:
    """Whether ticks of several columns stand in one."""
    parts = segments(cell)
    return len(parts) > 1 and all(is_tick(part.text) for part in parts)


def _lines_with_columns(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if len(segments(text)) > 1]


def _is_heading(text: str) -> bool:
    return starts_item(text) and text.strip()[0].isalnum()


def _rows(printed: Sequence[Printed]) -> tuple[list[Row], bool]:
    """Return the lines as rows, and whether the order numbers leave no doubt where each begins."""
    numbered = [line for line in printed if line.label]
    inside = [line for line in numbered if len(line.cells) > 1 and _goes_on_in_sentence(line.cells[1])]
    if numbered and len(inside) > CENTRED_SHARE * len(numbered):
        return _centred_rows(printed), False
    rows: list[Row] = []
    for number, line in enumerate(printed):
        before = printed[number - 1] if number else None
        if line.title:
            if before is not None and before.title and not starts_item(line.title):
                rows[-1] = Row(title=join_wrapped((rows[-1].title, line.title)))
            else:
                rows.append(Row(title=line.title))
        elif line.label or not rows or rows[-1].title or _begins_row(rows[-1], line):
            rows.append(Row((line.cells,)))
        else:
            rows[-1] = Row((*rows[-1].lines, line.cells))
    # A first row without a number: it stands lower, beside the middle of its row.
    return rows, bool(printed[0].title or printed[0].label or printed[0].filled == 1)


def _goes_on_in_sentence(text: str) -> bool:
    return not text or text[0].islower()


def _begins_row(row: Row, line: Printed) -> bool:
    """Whether a line without a number begins a row: a column that had ended begins anew beside a task."""
    task = line.cells[1] if len(line.cells) > 1 else ""
    if not task or _goes_on_in_sentence(task):
        return False
    above = [cells[1] for cells in row.lines if cells[1]]
    ended = not above or above[-1][-1] in ".;:"
    beside = [column for column in range(2, len(line.cells)) if line.cells[column]]
    if ended and beside and all(line.cells[column][0].isdigit() for column in beside):
        return True  # a row of sums
    if len(row.lines) < 2:
        return False
    return any(
        line.cells[column][:1].isupper()
        and not row.lines[-1][column]
        and any(cells[column] for cells in row.lines)
        for column in beside
    )


def _centred_rows(printed: Sequence[Printed]) -> list[Row]:
    """Return rows whose number stands beside their middle line; their cells are centred on it as well."""
    rows: list[Row] = []
    start = 0
    while start < len(printed):
        if printed[start].title:
            rows.append(Row(title=printed[start].title))
            start += 1
            continue
        stop = next((i for i in range(start, len(printed)) if printed[i].title), len(printed))
        rows += [
            _row_of(printed[start + first : start + last])
            for first, last in centred_rows(printed[start:stop])
        ]
        start = stop
    return rows


def _row_of(printed: Sequence[Printed]) -> Row:
    """Return a row with its number on the first line."""
    label = next((line.label for line in printed if line.label), "")
    lines = [("", *line.cells[1:]) for line in printed]
    lines[0] = (label, *lines[0][1:])
    return Row(tuple(lines))


def _cells(rows: Sequence[Row], width: int) -> list[tuple[str, ...]]:
    """Return the text of each cell."""
    widths = [max((len(cells[c]) for row in rows for cells in row.lines), default=0) for c in range(width)]
    texts = []
    for row in rows:
        if row.title:
            texts.append((row.title, *[""] * (width - 1)))
        else:
            texts.append(tuple(_cell([cells[c] for cells in row.lines], widths[c]) for c in range(width)))
    return texts


def _cell(lines: Sequence[str], width: int) -> str:
    """Return the lines of a cell as its paragraphs: a short line before a capital was ended on purpose."""
    paragraphs: list[list[str]] = []
    for line in filter(None, lines):
        if paragraphs:
            above = paragraphs[-1][-1]
            full = len(above) + 1 + len(line.split(" ", 1)[0]) > FULL * width
            item = starts_item(line) and (not line[0].isdigit() or not full)
            if not item and (full or not line[0].isupper()):
                paragraphs[-1].append(line)
                continue
        paragraphs.append([line])
    return "\n".join(join_wrapped(lines) for lines in paragraphs)
