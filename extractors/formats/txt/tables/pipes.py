"""Tables whose cells are parted by vertical bars: Markdown, `|` as a delimiter, drawn frames."""

import re
from collections.abc import Iterator, Sequence

from extractors.formats.txt.lines import Line
from extractors.formats.txt.markdown import is_rule
from extractors.formats.txt.paragraphs import join_wrapped
from extractors.formats.txt.tables.found import Found

_BAR = re.compile(r"(?<!\\)[|│┃║¦]")
# A line that only draws: +----+, |:---|---|, ├──┼──┤, ======
_BORDER = re.compile(r"\s*[+|│┃║¦┌├└╔╠╚┏┣┗╒╞╘┬┴┼╦╩╬\-─━═=:\s┐┤┘╗╣╝┓┫┛╕╡╛╪╤╧╟╢╥╨╫+]+\s*")
_DRAWN = re.compile(r"[-─━═=]{2,}|:-+:?|\|\s*-\s*\|")
# A cell of a Markdown table holds no line break; converters leave two spaces, or run list items together.
_LOST_BREAK = re.compile(r"(?<=\S) {2,}(?=[A-ZÀ-ỸĐ(*-])|(?<=[;:.,*]) (?=- \S)")
_TRAILING_RULE = re.compile(r"\s-{3,}\s*$")
# Lines of a frame without a border between them belong to one cell only where borders part the rows.
BORDERS_OF_FRAMED_ROWS = 3


def find_pipe_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the tables of bar-separated cells: two lines with bars, or one over a drawn border."""
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _is_part(lines[end].text, end > index):
            end += 1
        if end == index:
            index += 1
            continue
        rows, header_rows = _rows([line.text for line in lines[index:end]])
        if rows and (len(rows) > 1 or header_rows) and max(map(len, rows)) > 1:
            yield Found(index, end, tuple(map(tuple, rows)), lines[index].number, header_rows)
        index = end


def _is_part(text: str, inside: bool) -> bool:
    bars = len(_BAR.findall(text))
    if _is_border(text):
        return bars > 0 or "+" in text or "┼" in text or inside or any(sign in text for sign in "┌╔┏└╚├")
    stripped = text.strip()
    return bars >= 2 or (
        bars == 1 and not (stripped.startswith("|") and stripped.endswith("|") and len(stripped) < 3)
    )


def _is_border(text: str) -> bool:
    return bool(_BORDER.fullmatch(text) and _DRAWN.search(text))


def _rows(texts: Sequence[str]) -> tuple[list[list[str]], int]:
    """Return the rows and how many of them stand above the border under the header."""
    borders = [index for index, text in enumerate(texts) if _is_border(text)]
    outer = [text for text in texts if text.strip()]
    if not borders and not all(_BAR.match(text.strip()) for text in outer) and len(outer) < 2:
        return [], 0
    framed = len(borders) >= BORDERS_OF_FRAMED_ROWS
    rows: list[list[str]] = []
    header_rows = 0
    fresh = True
    for text in texts:
        if _is_border(text):
            fresh = True
            if not framed and rows and not header_rows and len(borders) <= 2:
                header_rows = len(rows)
            continue
        cells = _cells(text)
        if framed and not fresh and rows and len(cells) == len(rows[-1]):
            rows[-1] = [join_wrapped(pair).strip() for pair in zip(rows[-1], cells, strict=True)]
        elif framed and not fresh and rows and len(cells) == 1 and len(rows[-1]) == 1:
            rows[-1] = [join_wrapped((rows[-1][0], cells[0]))]
        else:
            rows.append(cells)
        fresh = False
    if not framed:
        rows = [[_with_breaks(cell) for cell in row] for row in rows]
    return [row for row in rows if any(row)], header_rows if any(map(any, rows[:header_rows])) else 0


def _cells(text: str) -> list[str]:
    stripped = text.strip()
    cells = _BAR.split(stripped)
    if cells and not cells[0].strip() and _BAR.match(stripped):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip() and _BAR.search(stripped[-1:]):
        cells = cells[:-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _with_breaks(cell: str) -> str:
    lines = _LOST_BREAK.sub("\n", _TRAILING_RULE.sub("", cell)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip() and not is_rule(line))
