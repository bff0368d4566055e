"""PDF bytes to the common document."""

import ctypes
from collections.abc import Iterator, Sequence

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.characters import read_characters
from extractors.formats.pdf.columns import Zone, divide, is_centred_column
from extractors.formats.pdf.furniture import find_furniture
from extractors.formats.pdf.ink import NO_CHARACTERS, NO_PIECES, Ink
from extractors.formats.pdf.lines import Line
from extractors.formats.pdf.page_text import PageTable, PageText, cell_paragraphs, read_page_text
from extractors.formats.pdf.paragraphs import Area, group_lines, make_paragraph, text_area
from extractors.formats.pdf.rules import as_seen, read_pieces
from extractors.formats.pdf.stitching import Part, continues, stitch
from schemas.diagnostics import Diagnostic
from schemas.errors import LimitError, UnreadableSourceError
from schemas.limits import DEFAULT_LIMITS, Limits
from schemas.location import BBox, Location
from schemas.source import Block, Cell, Page, Paragraph, SourceDocument, Table


def read_pdf(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read a PDF file into the common document.

    Raises:
        EncryptedSourceError: a user password is needed.
        LimitError: more pages, larger pages or more text than the limits allow.
        NoTextError: no page has usable text.
        UnreadableSourceError: no page can be read, not even by repairing the file.
    """
    if len(data) > limits.file_bytes:
        raise LimitError(found=f"{len(data)} bytes", limit=limits.file_bytes)
    diagnostics: list[Diagnostic] = []
    with pdfium.open_document(data) as document:
        count = pdfium.page_count(document)
        if count < 1:
            raise UnreadableSourceError(found="no pages of a PDF")
        if count > limits.pages:
            raise LimitError(found=f"{count} pages", limit=limits.pages)
        pages = [read_page_text(scan(document, index, limits), index + 1) for index in range(count)]
        attachments = pdfium.attachment_names(document)
    furniture = find_furniture(pages)
    blocks = place(pages, furniture)
    return SourceDocument(
        format="pdf",
        name=name,
        blocks=blocks,
        pages=tuple(Page(page.number, page.width, page.height, page.reader) for page in pages),
        furniture=tuple(
            Paragraph(page.pieces[index].text, location=Location(page=page.number))
            for page, indices in zip(pages, furniture, strict=True)
            for index in sorted(indices)
        ),
        attachments=attachments,
        diagnostics=tuple(diagnostics),
    )


def scan(document: int, index: int, limits: Limits = DEFAULT_LIMITS) -> Ink:
    """Return what is printed on a page (0-based), the appearances of annotations and form fields included."""
    with pdfium.open_page(document, index) as page:
        if not page:
            return Ink(0.0, 0.0, NO_CHARACTERS, NO_PIECES, NO_PIECES)
        edges = (ctypes.c_float * 4)()  # left, top, right, bottom
        pdfium.page_box(page, edges)
        box = (edges[0], edges[3], edges[2], edges[1])
        if max(box[2] - box[0], box[3] - box[1]) > limits.page_points:
            raise LimitError(
                found=f"page {index + 1} of {box[2] - box[0]:.0f} points", limit=limits.page_points
            )
        stamped_from = None
        if pdfium.annotation_count(page) > 0:
            text_page = pdfium.load_text(page)
            stamped_from = pdfium.count_characters(text_page)
            pdfium.close_text(text_page)
            pdfium.flatten(page, 0)
            with pdfium.open_page(document, index) as flat:
                return _scan_open(flat, box, stamped_from, limits, index)
        return _scan_open(page, box, stamped_from, limits, index)


def _scan_open(
    page: int, box: tuple[float, float, float, float], stamped_from: int | None, limits: Limits, index: int
) -> Ink:
    text_page = pdfium.load_text(page)
    try:
        if pdfium.count_characters(text_page) > limits.page_characters:
            raise LimitError(found=f"page {index + 1} of more characters", limit=limits.page_characters)
        characters, frame = read_characters(text_page, box, pdfium.page_rotation(page), stamped_from)
    finally:
        pdfium.close_text(text_page)
    horizontals, verticals, share = as_seen(read_pieces(page), frame)
    inside = (
        (characters.x > -1)
        & (characters.x < frame.width + 1)
        & (characters.y > -1)
        & (characters.y < frame.height + 1)
    )
    return Ink(frame.width, frame.height, characters.where(inside), horizontals, verticals, share)


def place(pages: Sequence[PageText], furniture: Sequence[frozenset[int]]) -> tuple[Block, ...]:
    """Return the blocks of all pages in reading order, those that run over pages as one."""
    flow = [list(_page_flow(page, dropped)) for page, dropped in zip(pages, furniture, strict=True)]
    areas: dict[tuple[int, int], Area] = {}
    for page, items in zip(pages, flow, strict=True):
        size = (round(page.width), round(page.height))
        lines = [item for item in items if isinstance(item, Line)]
        area = text_area(lines)
        if area.width > areas.get(size, Area(0, 0)).width:
            areas[size] = area
    blocks: list[Block] = []
    parts: list[Part] = []
    last_line: Line | None = None
    for page, items in zip(pages, flow, strict=True):
        lines = [item for item in items if isinstance(item, Line)]
        area = text_area(lines, areas[round(page.width), round(page.height)])
        run: list[Line] = []
        first = True

        def flush(run: list[Line], area: Area, number: int) -> None:
            nonlocal last_line
            groups = group_lines(run, area)
            for group in groups:
                paragraph = make_paragraph(group, area, page=number, block=len(blocks))
                blocks.append(paragraph)
            run.clear()

        for item in items:
            if isinstance(item, Line):
                if parts:
                    blocks.append(stitch(parts, len(blocks)))
                    parts = []
                run.append(item)
            elif isinstance(item, Zone):
                if parts:
                    blocks.append(stitch(parts, len(blocks)))
                    parts = []
                flush(run, area, page.number)
                blocks.append(zone_table(item, area, page.number, len(blocks)))
            else:
                flush(run, area, page.number)
                part = Part(item, page.number)
                if parts and not (first and continues(parts[-1], part)):
                    blocks.append(stitch(parts, len(blocks)))
                    parts = []
                parts.append(part)
            first = False
        flush(run, area, page.number)
    if parts:
        blocks.append(stitch(parts, len(blocks)))
    return tuple(blocks)


def _page_flow(page: PageText, dropped: frozenset[int]) -> Iterator[Line | Zone | PageTable]:
    """Yield lines, zones and tables from top to bottom."""
    pieces = [piece for index, piece in enumerate(page.pieces) if index not in dropped]
    tables = sorted(page.tables, key=lambda table: table.top)
    at = 0
    for table in tables:
        end = at
        while end < len(pieces) and pieces[end].baseline < table.top + 2:
            end += 1
        yield from divide(pieces[at:end])
        yield table
        at = end
    yield from divide(pieces[at:])


def zone_table(zone: Zone, area: Area, page: int, block: int) -> Table:
    """Return the unruled table of two columns that a zone is."""
    cells = []
    for col, lines in enumerate((zone.left, zone.right)):
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        if is_centred_column(lines):  # how wide the column is cannot be told: a wrap looks like a typed break
            blocks = tuple(b for line in lines for b in cell_paragraphs([line], Area(left, right)))
        else:
            blocks = cell_paragraphs(list(lines), Area(left, right))
        box = BBox(left, lines[0].baseline - lines[0].size, right, lines[-1].baseline)
        cells.append(Cell("\n".join(b.text for b in blocks), 0, col, page=page, box=box, blocks=blocks))
    return Table(
        1, 2, tuple(cells), location=Location(page=page, block=block), shows_merges=False, ruled=False
    )
