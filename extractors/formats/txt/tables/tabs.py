"""Tables whose cells are separated by tabs, as spreadsheets and dumps of Word files write them."""

from collections.abc import Iterator, Sequence

from extractors.formats.txt.lines import Line
from extractors.formats.txt.tables.found import Found

# Rows of one table may be parted by this many lines without a tab: group rows whose trailing tabs an editor
# has stripped, second lines of a cell.
LINES_BETWEEN = 3
# A quoted cell may hold this many lines.
CELL_LINES = 50


def find_tab_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the tables of tab-separated cells: two rows or more, of three cells or more at least once."""
    index = 0
    while index < len(lines):
        if not _has_tab(lines[index]):
            index += 1
            continue
        end = _end_of_table(lines, index)
        rows = _rows(lines[index:end])
        if len(rows) > 1 and max(map(len, rows)) > 2:
            yield Found(index, end, tuple(map(tuple, rows)), lines[index].number)
        index = end


def _has_tab(line: Line) -> bool:
    """Whether a tab stands after text: one before it only indents."""
    return "\t" in line.text.lstrip(" \t") or (line.text.startswith("\t") and "\t" in line.text.strip())


def _end_of_table(lines: Sequence[Line], start: int) -> int:
    end = start + 1
    while end < len(lines):
        ahead = next(
            (
                i
                for i in range(end, min(end + LINES_BETWEEN + 1, len(lines)))
                if lines[i].is_blank or _has_tab(lines[i])
            ),
            len(lines),
        )
        if ahead == len(lines) or not _has_tab(lines[ahead]):
            # A quoted cell may hold blank lines; a blank line outside one ends the table.
            if not _is_open(lines[max(start, end - CELL_LINES) : end]):
                break
            end += 1
            continue
        end = ahead + 1
    return end


def _is_open(lines: Sequence[Line]) -> bool:
    """Whether a cell in quotation marks, as spreadsheets copy one with line breaks, is still open."""
    last_cell = lines[-1].text.rsplit("\t", 1)[-1]
    return last_cell.startswith('"') and last_cell.count('"') % 2 == 1 and len(lines) < CELL_LINES


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    rows: list[list[str]] = []
    open_quote = False
    for line in lines:
        cells = line.text.split("\t")
        if open_quote:
            rows[-1][-1] += "\n" + cells[0]
            rows[-1] += cells[1:]
        else:
            rows.append(cells)
        open_quote = rows[-1][-1].startswith('"') and rows[-1][-1].count('"') % 2 == 1
    return [[_unquoted(cell) for cell in row] for row in rows]


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and ("\n" in cell or '""' in cell):
        return cell[1:-1].replace('""', '"')
    return cell
