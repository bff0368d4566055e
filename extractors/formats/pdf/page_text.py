"""One page's ink to its lines, tables and zones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Literal

import numpy as np

from extractors.formats.pdf.cut_words import mend_words
from extractors.formats.pdf.footnotes import hang_notes, hang_rest, take_footnotes
from extractors.formats.pdf.grid import Grid, find_grids, merge_pieces, part_nested
from extractors.formats.pdf.ink import Characters, Ink, Integers, Rule
from extractors.formats.pdf.lines import Line, assemble
from extractors.formats.pdf.open_rows import part_rows
from extractors.formats.pdf.paragraphs import (
    Area,
    alignment,
    group_lines,
    is_separator,
    join_texts,
    notes_of,
)
from extractors.formats.pdf.raised import settle_marks
from extractors.formats.pdf.text_layer import convert_by_content, convert_fonts, is_plain, is_usable
from schemas.location import NOWHERE, BBox
from schemas.source import Cell, Note, Paragraph, Style
from schemas.values import value

MAX_PADDING = 6.0  # points between a cell's rule and its text
DEFAULT_PADDING = 3.0
PICTURE = 0.5  # of the page: a larger picture is the page itself, scanned
BODY, ASIDE = 0, -1  # the regions outside tables: of text, and of turned text
TOGETHER = 8192  # characters of pages whose lines are found together
MOST_SHEETS = 64  # pages that are held at once, however little they hold


@value
class PageTable:
    """A ruled table on one page, with its cells read."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def top(self) -> float:
        """Return the y of the uppermost rule."""
        return self.ys[0]


@value
class PageText:
    """What a page says: pieces of body lines from top to bottom, ruled tables, and what stands apart."""

    number: int
    width: float
    height: float
    reader: str
    pieces: tuple[Line, ...] = ()
    tables: tuple[PageTable, ...] = ()
    turned: tuple[Line, ...] = ()  # text on its side outside tables
    marks: tuple[Line, ...] = ()  # stamps that fill no blank of the text
    text: Literal["digital", "ocr", "none"] = "digital"
    blank: bool = False  # nothing is printed here
    rules: tuple[tuple[float, float, float], ...] = ()  # whole horizontal rules: y, x0, x1
    encoding: str | None = None  # the legacy encoding that was converted
    note_rest: str = ""  # what a footnote of the page before goes on to say at the foot of this one


@value
class _Sheet:
    """A page on the way to its text."""

    number: int
    ink: Ink
    characters: Characters  # those that count
    across: list[Rule]  # whole horizontal rules
    grids: list[Grid]
    nested: list[Grid]  # within cells of these
    origin: Literal["digital", "ocr"]
    encoding: str | None


@value
class _Nested:
    """A table within a cell of another, read to paragraphs."""

    box: BBox
    paragraphs: tuple[Paragraph, ...]


def read_page_texts(inks: Iterable[Ink]) -> Iterator[PageText]:
    """Yield the text of scanned pages, their tables found by their rules; noise is left out."""
    sheets: list[_Sheet] = []
    held = 0
    for number, ink in enumerate(inks, 1):
        sheets.append(_sheet(ink, number))
        held += len(sheets[-1].characters)
        if held >= TOGETHER or len(sheets) == MOST_SHEETS:
            yield from map(_page_text, sheets, _assemble(sheets))
            sheets, held = [], 0
    yield from map(_page_text, sheets, _assemble(sheets))


def _sheet(ink: Ink, number: int) -> _Sheet:
    characters, origin = _shown(ink)
    characters, encoding = convert_fonts(settle_marks(characters))
    across = merge_pieces(ink.horizontals)
    found = [g for g in find_grids(across, merge_pieces(ink.verticals)) if is_table(g)]
    grids, nested = part_nested(found)
    return _Sheet(number, ink, characters, across, grids, nested, origin, encoding)


def _page_text(sheet: _Sheet, lines: list[Line]) -> PageText:
    """Return what a page says, of which the lines are known."""
    number, ink, encoding = sheet.number, sheet.ink, sheet.encoding
    if not lines:
        return _without_text(ink, number, encoding, blank=ink.picture_share < PICTURE)
    texts = [line.text for line in lines]
    if not is_plain(texts):
        converted, by_content = convert_by_content(sheet.characters)
        if by_content is not None:
            (lines,), encoding = _assemble([replace(sheet, characters=converted)]), by_content
        elif not is_usable(texts):
            return _without_text(ink, number, encoding)
    in_cells = {region: list(found) for region, found in groupby(lines, attrgetter("region"))}
    pieces = [line for line in in_cells.pop(BODY, ()) if not is_separator(line.text)]
    pieces, notes, rest = take_footnotes(pieces, sheet.across, ink.width)
    if notes:
        in_cells = {region: [hang_notes(line, notes) for line in found] for region, found in in_cells.items()}
        hung = {note.mark for found in in_cells.values() for line in found for note in line.notes}
        free = {mark: text for mark, text in notes.items() if mark not in hung}
        pieces = hang_rest([hang_notes(line, free) for line in pieces], free)
    tables, first = [], 1
    nested = _read_nested(sheet, in_cells) if sheet.nested else ()
    for grid in sheet.grids:
        tables.append(_read_table(grid, first, in_cells, number, nested))
        first += len(grid.cells)
    return PageText(
        number,
        ink.width,
        ink.height,
        ink.reader,
        pieces=tuple(pieces),
        tables=tuple(tables),
        turned=tuple(in_cells.pop(ASIDE, ())),
        marks=_marks(ink),
        text=sheet.origin,
        rules=tuple(sheet.across),
        encoding=encoding,
        note_rest=rest,
    )


def _without_text(ink: Ink, number: int, encoding: str | None, *, blank: bool = False) -> PageText:
    """Return a page that says nothing, or nothing that can be read."""
    size = number, ink.width, ink.height, ink.reader
    return PageText(*size, marks=_marks(ink), text="none", blank=blank, encoding=encoding)


def _marks(ink: Ink) -> tuple[Line, ...]:
    """Return the lines of the stamps that stand apart."""
    if ink.marks is None:
        return ()
    (lines,) = assemble([(ink.marks, np.zeros(len(ink.marks), np.int64))])
    return tuple(lines)


def _shown(ink: Ink) -> tuple[Characters, Literal["digital", "ocr"]]:
    """Return the characters that count: the text layer under a scan, else those that are drawn."""
    if not any(look.hidden for look in ink.characters.looks):
        return ink.characters, "digital"
    hidden = ink.characters.of_looks("hidden").astype(np.bool_)
    if ink.picture_share >= PICTURE and 2 * np.count_nonzero(hidden) > len(hidden):
        return ink.characters, "ocr"
    return ink.characters.where(~hidden), "digital"


def _assemble(sheets: Sequence[_Sheet]) -> list[list[Line]]:
    """Return the lines of body, cells and turned text of each sheet, sorted by region."""
    parts = [list(_parts(sheet)) for sheet in sheets]
    found = iter(assemble([part for own in parts for part in own], body=BODY) if sheets else ())
    return [
        next(found) if len(own) == 1 else sorted(chain(*islice(found, len(own))), key=attrgetter("region"))
        for own in parts
    ]


def _parts(sheet: _Sheet) -> Iterator[tuple[Characters, Integers]]:
    """Yield the characters that stand upright, then those of each further quarter turn, and their regions."""
    characters = sheet.characters
    if not any(look.turn for look in characters.looks):
        yield characters, _regions(characters, [*sheet.grids, *sheet.nested])
        return
    turn = characters.of_looks("turn")
    for quarter in range(4):  # oblique text is a watermark
        part = characters.where(turn == quarter)
        region = _regions(part, [*sheet.grids, *sheet.nested])
        if quarter:
            region[region == BODY] = ASIDE
        yield part, region


def is_table(grid: Grid) -> bool:
    """Tell a table from a frame, a box round some text or a stack of boxes."""
    return len(grid.cells) > 1 and grid.n_cols > 1


def _regions(characters: Characters, grids: list[Grid]) -> Integers:
    """Return each character's cell number over all grids, counted from 1; BODY outside."""
    region = np.full(len(characters), BODY)
    first = 1
    for grid in grids:
        width = grid.n_cols + 2
        numbers = [BODY] * (width * (grid.n_rows + 2))
        for number, (row, col, row_span, col_span) in enumerate(grid.cells, first):
            corner = width * (row + 1) + col + 1
            numbers[corner] = number
            if row_span > 1 or col_span > 1:
                for start in range(corner, corner + width * row_span, width):
                    numbers[start : start + col_span] = [number] * col_span
        unit = width * np.searchsorted(grid.ys, characters.y) + np.searchsorted(grid.xs, characters.x)
        here = np.array(numbers).take(unit)
        region = np.where(here == BODY, region, here)
        first += len(grid.cells)
    return region


def _read_nested(sheet: _Sheet, in_cells: dict[int, list[Line]]) -> list[_Nested]:
    """Return the tables within cells, each of their cells the paragraphs of its own lines."""
    first = 1 + sum(len(grid.cells) for grid in sheet.grids)
    found = []
    for grid in sheet.nested:
        cells = _read_table(grid, first, in_cells, sheet.number).cells
        box = BBox(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
        found.append(
            _Nested(box, tuple(p for cell in cells for p in cell.blocks if isinstance(p, Paragraph)))
        )
        first += len(grid.cells)
    return found


def _with_nested(
    lines: list[Line], area: Area, box: BBox, nested: Sequence[_Nested]
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cell, those of the tables that stand in it between its own lines."""
    blocks: list[Paragraph] = []
    for table in nested:
        if box.x0 <= table.box.x0 and table.box.x1 <= box.x1 and box.top <= table.box.top < box.bottom:
            above = [line for line in lines if line.baseline <= table.box.top]
            lines = lines[len(above) :]
            blocks += (*cell_paragraphs(above, area), *table.paragraphs)
    return (*blocks, *cell_paragraphs(lines, area))


def _read_table(
    grid: Grid,
    first: int,
    in_cells: dict[int, list[Line]],
    page: int,
    nested: Sequence[_Nested] = (),
) -> PageTable:
    grid, first, in_cells = part_rows(grid, first, in_cells)
    xs, ys = grid.xs, grid.ys
    padding = _padding(grid, xs, first, in_cells)
    areas: dict[tuple[float, float], Area] = {}
    cells = []
    for number, (row, col, row_span, col_span) in enumerate(grid.cells, first):
        left, right = sides = xs[col], xs[col + col_span]
        area = areas.get(sides) or areas.setdefault(
            sides, Area(left + padding, right - padding, in_cell=True)
        )
        box = BBox(left, ys[row], right, ys[row + row_span])
        lines = in_cells.get(number, [])
        blocks = _with_nested(lines, area, box, nested) if nested else cell_paragraphs(lines, area)
        text = blocks[0].text if len(blocks) == 1 else "\n".join([block.text for block in blocks])
        cells.append(Cell(text, row, col, row_span, col_span, page, box, blocks))
    return PageTable(xs, ys, tuple(cells))


def _padding(grid: Grid, xs: tuple[float, ...], first: int, in_cells: dict[int, list[Line]]) -> float:
    """Return the space between rule and text that the table's fullest lines leave."""
    spaces: list[float] = []
    for number, (_, col, _, col_span) in enumerate(grid.cells, first):
        left, right = xs[col], xs[col + col_span]
        for line in in_cells.get(number, ()):
            spaces += line.x0 - left, right - line.x1
    within = [space for space in spaces if space >= -DEFAULT_PADDING]  # turned text has other edges
    return min(max(min(within), 0.0), MAX_PADDING) if within else DEFAULT_PADDING


@lru_cache(maxsize=512)
def _style(bold: bool, italic: bool, size: float, align: str) -> Style:
    return Style(bold=bold, italic=italic, size=round(size, 1), align=align)  # type: ignore[arg-type]


def cell_paragraphs(lines: list[Line], area: Area) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a cell or column."""
    if not lines:
        return ()
    if area.in_cell and len(lines) > 1:
        lines = mend_words(lines, area.width)
    if len(lines) == 1:
        (line,) = lines
        return (_paragraph(line.text, _style_of(lines, area), line.notes),)
    paragraphs = []
    for group in group_lines(lines, area):
        text = join_texts([line.text for line in group])
        paragraphs.append(_paragraph(text, _style_of(group, area), notes_of(group, text)))
    return tuple(paragraphs)


def _paragraph(text: str, style: Style, notes: tuple[Note, ...]) -> Paragraph:
    """Return a paragraph of a cell; by place, for keywords take as long as all the rest, and cells are many."""
    return Paragraph(text, None, style, NOWHERE, (), notes)


def _style_of(lines: list[Line], area: Area) -> Style:
    """Return the style of a paragraph of a cell, which is that of its first line."""
    first = lines[0]
    return _style(first.bold, first.italic, first.size, alignment(lines, area))


def centred_paragraph(lines: list[Line]) -> Paragraph:
    """Return the one paragraph that the lines of a centred column make."""
    first = lines[0]
    style = _style(first.bold, first.italic, first.size, "center")
    return Paragraph(join_texts([line.text for line in lines]), style=style)
