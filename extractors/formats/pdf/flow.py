"""The pages' lines and tables to the document's blocks in reading order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.formats.pdf.columns import Zone, divide, is_centred_column, rows_of
from extractors.formats.pdf.lines import Line
from extractors.formats.pdf.page_text import PageTable, PageText, cell_paragraphs, centred_paragraph
from extractors.formats.pdf.paragraphs import (
    BULLET,
    INDENT,
    Area,
    ends,
    group_lines,
    has_room,
    make_paragraph,
    text_area,
    with_middles,
)
from extractors.formats.pdf.stitching import Part, continues, stitch
from extractors.formats.pdf.unruled import Rule, UnruledTable, table_at, to_table
from schemas.location import BBox, Location
from schemas.source import Block, Cell, Table

Item = Line | Zone | UnruledTable | PageTable
Group = tuple[int, Area, list[Line]]  # page, its text area, the lines of one paragraph
Placed = Group | tuple[int, Zone | UnruledTable] | list[Part]


def to_blocks(pages: Sequence[PageText], furniture: Sequence[frozenset[int]]) -> tuple[Block, ...]:
    """Return the blocks of all pages in reading order, those that run over pages as one."""
    flows = [list(page_flow(page, dropped)) for page, dropped in zip(pages, furniture, strict=True)]
    placed: list[Placed] = []
    for page, area, items in zip(pages, text_areas(pages, flows), flows, strict=True):
        at_page_start = True
        for item in _grouped(items, area, page.number):
            previous = placed[-1] if placed else None
            if isinstance(item, PageTable):
                part = Part(item, page.number)
                if at_page_start and isinstance(previous, list) and continues(previous[-1], part):
                    previous.append(part)
                else:
                    placed.append([part])
            elif (
                at_page_start
                and isinstance(item[1], Area)
                and isinstance(previous, tuple)
                and isinstance(previous[1], Area)
                and _goes_on(previous, item)
            ):
                previous[2].extend(item[2])
            else:
                placed.append(item)
            at_page_start = False
    return tuple(_block(item, index) for index, item in enumerate(placed))


def page_flow(page: PageText, dropped: frozenset[int]) -> Iterator[Item]:
    """Yield a page's lines, side-by-side zones and tables from top to bottom, furniture left out."""
    pieces = [piece for index, piece in enumerate(page.pieces) if index not in dropped]
    at = 0
    for table in sorted(page.tables, key=lambda table: table.top):
        end = at
        while end < len(pieces) and pieces[end].baseline < table.top + 2:
            end += 1
        yield from _divided(pieces[at:end], page.rules)
        yield table
        at = end
    yield from _divided(pieces[at:], page.rules)


def _divided(pieces: Sequence[Line], rules: Sequence[Rule]) -> Iterator[Item]:
    """Yield the lines, zones and unruled tables that the pieces of body lines make."""
    rows = rows_of(pieces)
    at = done = 0
    while at < len(rows):
        table, after = table_at(rows, at, rules)
        if table is not None:
            yield from divide(rows[done:at])
            yield table
            done = after
        at = after
    yield from divide(rows[done:])


def text_areas(pages: Sequence[PageText], flows: Sequence[Sequence[Item]]) -> list[Area]:
    """Return each page's text area; a page with few lines takes that of the other pages of its size."""
    by_size: dict[tuple[int, int], list[Line]] = defaultdict(list)
    tables: dict[tuple[int, int], list[PageTable]] = defaultdict(list)
    for page, items in zip(pages, flows, strict=True):
        by_size[_size(page)] += (item for item in items if isinstance(item, Line))
        tables[_size(page)] += page.tables
    common = {size: text_area(lines, _table_area(tables[size])) for size, lines in by_size.items()}
    areas = []
    for page, items in zip(pages, flows, strict=True):
        lines = [item for item in items if isinstance(item, Line)]
        areas.append(with_middles(text_area(lines, common[_size(page)]), lines))
    return areas


def _table_area(tables: Sequence[PageTable]) -> Area | None:
    """Return the area that the widest table fills: tables mostly run from margin to margin."""
    if not tables:
        return None
    widest = max(tables, key=lambda table: table.xs[-1] - table.xs[0])
    return Area(widest.xs[0], widest.xs[-1])


def _size(page: PageText) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _grouped(
    items: Sequence[Item], area: Area, page: int
) -> Iterator[Group | tuple[int, Zone | UnruledTable] | PageTable]:
    """Yield paragraphs' lines, zones and tables."""
    run: list[Line] = []
    for item in [*items, None]:
        if isinstance(item, Line):
            run.append(item)
            continue
        yield from ((page, area, group) for group in group_lines(run, area))
        run = []
        if isinstance(item, Zone | UnruledTable):
            yield page, item
        elif item is not None:
            yield item


def _goes_on(before: Group, after: Group) -> bool:
    """Tell whether a paragraph at the foot of a page goes on at the head of the next."""
    _, area, lines = before
    _, next_area, next_lines = after
    last, first = lines[-1], next_lines[0]
    if abs(last.size - first.size) > 1 or has_room(last, first, area):
        return False
    starts_at_margin = first.x0 <= next_area.left + INDENT
    if not starts_at_margin:
        hangs = last.x0 > area.left + INDENT and abs(last.x0 - area.left - first.x0 + next_area.left) < INDENT
        return hangs and not ends(last.text) and not BULLET.match(first.text)
    indents = area.first_indent is not None or lines[0].x0 > area.left + INDENT
    return indents or not ends(last.text)


def _block(item: Placed, block: int) -> Block:
    if isinstance(item, list):
        return stitch(item, block)
    if isinstance(item[1], UnruledTable):
        return to_table(item[1], item[0], block)
    if isinstance(item[1], Zone):
        return zone_table(item[1], item[0], block)
    page, area, lines = item
    return make_paragraph(lines, area, page=page, block=block)


def zone_table(zone: Zone, page: int, block: int) -> Table:
    """Return the unruled table of one row that a side-by-side zone is."""
    cells = []
    for col, lines in enumerate(filter(None, (zone.left, zone.right, zone.third))):
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        if is_centred_column(lines):
            blocks = tuple(centred_paragraph(group) for group in _centred_groups(lines))
        else:
            blocks = cell_paragraphs(list(lines), Area(left, right))
        box = BBox(left, lines[0].baseline - lines[0].size, right, lines[-1].baseline)
        cells.append(Cell("\n".join(b.text for b in blocks), 0, col, page=page, box=box, blocks=blocks))
    place = Location(page=page, block=block)
    return Table(1, len(cells), tuple(cells), location=place, shows_merges=False, ruled=False)


def _centred_groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each paragraph of a centred column.

    How wide the column is cannot be told, so a wrap looks like a typed break: a line goes on only where it
    starts amid a sentence.
    """
    groups: list[list[Line]] = []
    for line in lines:
        goes_on = line.text[:1].islower() or line.text[:1].isdigit()
        if groups and goes_on and not ends(groups[-1][-1].text) and not BULLET.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
