"""The walk through one story of a document (its body, a header, a note): elements become blocks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from extractors.formats.docx.context import Context
from extractors.formats.docx.diagrams import read_drawn_part
from extractors.formats.docx.inline import Inline
from extractors.formats.docx.list_labels import ListLabels
from extractors.formats.docx.markup import (
    ALTERNATE,
    Element,
    W,
    chosen,
    tags,
)
from extractors.formats.docx.pieces import Pieces, assemble, tidy
from extractors.formats.docx.properties import (
    DELETED,
    INSERTED,
    CellProperties,
    ParagraphProperties,
    RowProperties,
    TableProperties,
    WrittenParagraph,
    read_cell_properties,
    read_paragraph_properties,
    read_row_properties,
    read_section,
    read_table_properties,
)
from extractors.formats.docx.styles import ParagraphFacts, overlaid
from extractors.formats.docx.tables import RowCell, TableRows, build_table
from schemas.errors import LimitError
from schemas.location import Location
from schemas.source import Block, Paragraph, Table

_P = W + "p"
_PPR = W + "pPr"
_TBL = W + "tbl"
_TR = W + "tr"
_TC = W + "tc"
_TRPR = W + "trPr"
_TCPR = W + "tcPr"
_SILENT = tags(
    "sectPr sdtPr sdtEndPr customXmlPr smartTagPr tblPr tblGrid tblPrEx trPr tcPr pPr proofErr "
    "bookmarkStart bookmarkEnd permStart permEnd commentRangeStart commentRangeEnd"
)
ReadNote = Callable[[bool, str, bool], tuple[str, str] | None]


class Story:
    """Reads the blocks of one story in order.

    Attributes:
        location: the place that is being read, for blocks and diagnostics.
        labels: the automatic numbers of its paragraphs.
    """

    def __init__(self, context: Context, read_note: ReadNote, *, part: str | None = None) -> None:
        """Begin a story of this part; of the document part where none is named."""
        self.context = context
        self._part = part
        self.read_note = read_note
        self.location = Location(block=0)
        self.labels = ListLabels(context)
        self._inline = Inline(self)
        self._carried: Pieces | None = None  # what stands before a paragraph mark that is not printed
        self._unmarked: ParagraphProperties | None = None  # of the last paragraph whose mark is not printed
        self._label: str | None = None  # of the first paragraph that is carried, where its number is printed
        self._boxed_labels: ListLabels | None = None
        self._depth = 0
        self._nested_tables = self._nested_boxes = 0

    def read_body(self, body: Element) -> tuple[Block, ...]:
        """Return the blocks of a story at its outermost level, each with its index as location."""
        blocks: list[Block] = []
        self.read_blocks(body, blocks, numbered=True)
        self.flush(blocks, numbered=True)
        return tuple(blocks)

    def read_nested(self, parent: Element) -> list[Block]:
        """Return the blocks of a cell, a text box or a note; they share the place of what holds them."""
        blocks: list[Block] = []
        with self.nested(blocks):
            self.read_blocks(parent, blocks, numbered=False)
        return blocks

    @contextmanager
    def nested(self, blocks: list[Block]) -> Iterator[None]:
        """Keep what is carried over outside from what is read into these blocks."""
        outer = self._carried, self._unmarked, self._label
        self._carried = self._label = None
        yield
        self.flush(blocks, numbered=False)
        self._carried, self._unmarked, self._label = outer

    def carried(self) -> Pieces:
        """Return what stands before the next paragraph in its line, and no longer keep it."""
        pieces, self._carried = self._carried, None
        return Pieces() if pieces is None else pieces

    @property
    def carries(self) -> bool:
        """Whether something stands before the next paragraph in its line."""
        return self._carried is not None

    @property
    def open_fields(self) -> list[bool]:
        """The fields that are open where the story stands; the list stays the same one."""
        return self._inline.fields

    def read_box(self, box: Element) -> list[Block]:
        """Return the blocks of a text box, marked as framed.

        Raises:
            LimitError: boxes in boxes, deeper than tables may be.
        """
        limit = self.context.limits.nested_tables
        if self._nested_boxes == limit:
            raise LimitError(found=f"text boxes nested over {limit} deep", limit=limit)
        self._nested_boxes += 1
        inline, self._inline = self._inline, Inline(self)
        # Word counts lists through the text boxes of a story, apart from what runs around them.
        labels, self.labels = self.labels, self._boxed_labels or ListLabels(self.context)
        blocks = self.read_nested(box)
        self._boxed_labels, self.labels = self.labels, labels
        self._inline = inline
        self._nested_boxes -= 1
        return [replace(block, framed=True) if isinstance(block, Paragraph) else block for block in blocks]

    def read_drawn(self, element: Element) -> list[Block]:
        """Return what a diagram or chart says, as one paragraph beside the flow."""
        package = self.context.package
        refers = package.relationships(self._part) if self._part else package.document_relationships
        lines = [tidy(line) for line in read_drawn_part(package, refers, element)]
        if not lines:
            return []
        self.context.note("drawing-as-text", self.location)
        return [Paragraph("\n".join(lines), location=self.location, framed=True)]

    def read_blocks(self, children: Iterable[Element], blocks: list[Block], *, numbered: bool) -> None:
        """Append the blocks of these elements; what wraps blocks is looked through."""
        self._depth += 1
        if self._depth > self.context.limits.xml_depth:
            raise LimitError(
                found=f"over {self._depth - 1} nested elements", limit=self.context.limits.xml_depth
            )
        for child in children:
            tag = child.tag
            if numbered:
                self.location = Location(block=len(blocks))
            if tag == _P:
                self._paragraph(child, blocks, numbered=numbered)
            elif tag == _TBL:
                self.flush(blocks, numbered=numbered)
                if numbered:
                    self.location = Location(block=len(blocks))
                table = self._table(child)
                if table is not None:
                    blocks.append(table)
            elif tag in _SILENT:
                if tag == W + "sectPr":
                    self.context.sections.append(read_section(child))
            elif tag in DELETED:
                self.context.tracked_changes = True
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self.read_blocks(branch, blocks, numbered=numbered)
            elif tag == W + "altChunk":
                self.context.note("embedded-document-skipped", self.location)
            else:
                if tag in INSERTED:
                    self.context.tracked_changes = True
                self.read_blocks(child, blocks, numbered=numbered)
        self._depth -= 1

    # Paragraphs

    def _paragraph(self, element: Element, blocks: list[Block], *, numbered: bool) -> None:
        ppr = next(element.iterchildren(_PPR), None)
        properties = self.resolved(read_paragraph_properties(ppr))
        if ppr is not None:
            self.context.sections.extend(map(read_section, ppr.iterchildren(W + "sectPr")))
        pieces = self.carried()
        self._inline.read(element, properties.style, pieces)
        self.finish(pieces, properties, blocks, numbered=numbered)
        self.context.section = len(self.context.sections)

    def finish(
        self, pieces: Pieces, properties: ParagraphProperties, blocks: list[Block], *, numbered: bool
    ) -> None:
        """Append the paragraph that holds these pieces, and the text boxes that are anchored in it."""
        self.context.count_paragraphs(1)
        boxes, self._inline.boxes = self._inline.boxes, []
        if properties.joined:
            for _, box in boxes:
                self._place(box, blocks, numbered=numbered)
            self._carried, self._unmarked = pieces, properties
            if properties.look.hidden:
                # A hidden paragraph takes a number, which is printed where the mark alone is hidden.
                label, _ = self.labels.count(properties)
                self._label = self._label or (label if any(text.strip() for text in pieces.texts) else None)
            return
        for after, box in boxes:
            if not after:
                self._place(box, blocks, numbered=numbered)
        label, facts = self.labels.count(properties)
        label, self._label = self._label or label, None
        paragraph = self._built(pieces, properties.style, facts, label, properties.framed)
        if paragraph is not None:
            self._place((paragraph,), blocks, numbered=numbered)
        for after, box in boxes:
            if after:
                self._place(box, blocks, numbered=numbered)

    def resolved(self, written: WrittenParagraph) -> ParagraphProperties:
        """Return what a w:pPr means, styles applied."""
        styles = self.context.styles
        style, direct, mark, framed, joined, tracked = written
        self.context.tracked_changes |= tracked
        facts = overlaid(styles.paragraph(style), direct)
        look = styles.look(style, mark)
        return ParagraphProperties(style, direct, facts, look, framed, joined or look.hidden)

    def _place(self, found: Iterable[Block], blocks: list[Block], *, numbered: bool) -> None:
        for block in found:
            if numbered and block.location.block != len(blocks):
                block = replace(block, location=Location(block=len(blocks)))
            blocks.append(block)

    def flush(self, blocks: list[Block], *, numbered: bool) -> None:
        """Give text whose paragraph mark is gone a paragraph of its own, where no paragraph follows.

        The mark stays in effect then, for Word cannot take away the last one of a cell, and its number with it.
        """
        if self._carried and self._unmarked:
            pieces, self._carried = self._carried, None
            properties = self._unmarked
            if numbered:
                self.location = Location(block=len(blocks))
            if properties.look.hidden:
                label, facts = self._label, self.labels.facts(properties) or properties.facts
            else:
                label, facts = self.labels.count(properties)
            paragraph = self._built(pieces, properties.style, facts, label, False)
            if paragraph is not None:
                self._place((paragraph,), blocks, numbered=numbered)
        self._carried = self._label = None

    def _built(
        self, pieces: Pieces, style: str | None, facts: ParagraphFacts, label: str | None, framed: bool
    ) -> Paragraph | None:
        """Return the paragraph; None where it prints nothing."""
        for encoding in () if pieces.verbatim else sorted(pieces.convert()):
            self.context.note("encoding-converted", self.location, encoding=encoding)
            self.context.encodings.setdefault(encoding, self.location)
        assembled = assemble(pieces)
        if not (assembled.text or label or assembled.notes):
            return None
        look = assembled.look or self.context.styles.look(style)
        return Paragraph(
            assembled.text,
            label or None,
            self.context.styles.style(facts, look),
            self.location,
            assembled.runs,
            assembled.notes,
            framed,
        )

    # Tables

    def _table(self, element: Element) -> Table | None:
        with self.table_begun():
            place = self.location
            read = TableRows()
            for row in self.looked_through(element, _TR):
                self.add_row(row, read)
            return self.table_built(read_table_properties(element), read, place)

    @contextmanager
    def table_begun(self) -> Iterator[None]:
        """Count how deep tables are nested.

        Raises:
            LimitError: deeper than allowed.
        """
        limit = self.context.limits.nested_tables
        self._nested_tables += 1
        if self._nested_tables > limit:
            raise LimitError(found=f"tables nested over {limit} deep", limit=limit)
        yield
        self._nested_tables -= 1

    def table_built(self, properties: TableProperties, read: TableRows, place: Location) -> Table | None:
        """Return the table of these rows."""
        return build_table(read, properties.widths, place, ruled=properties.ruled, limits=self.context.limits)

    def looked_through(self, parent: Element, wanted: str) -> Iterator[Element]:
        """Yield the rows of a table or the cells of a row, those in content controls included."""
        for child in parent:
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag in _SILENT:
                continue
            elif tag in DELETED:
                self.context.tracked_changes = True
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    yield from self.looked_through(branch, wanted)
            elif len(child):
                yield from self.looked_through(child, wanted)

    def add_row(self, element: Element, read: TableRows) -> None:
        """Append a w:tr to the rows."""
        properties = read_row_properties(next(element.iterchildren(_TRPR), None))
        self.context.tracked_changes |= properties.tracked
        if properties.deleted:
            return
        cells: list[RowCell] = []
        for cell in self.looked_through(element, _TC):
            self.add_cell(cell, cells, properties, read)
        self.row_read(read, properties, cells)

    def add_cell(self, element: Element, cells: list[RowCell], row: RowProperties, read: TableRows) -> None:
        """Append a w:tc to the cells of its row."""
        properties = read_cell_properties(next(element.iterchildren(_TCPR), None))
        self.context.tracked_changes |= properties.tracked
        if not properties.deleted:
            is_covered = read.covers(cells, row.before, properties.merge)
            with self.labels.paused() if is_covered else nullcontext():
                blocks = self.read_nested(element)
            self.cell_read(cells, row, properties, blocks)

    def row_read(self, read: TableRows, properties: RowProperties, cells: list[RowCell]) -> None:
        """Append a row whose cells are read.

        Raises:
            LimitError: the table has more rows than allowed.
        """
        # The mark only hides the end of the row; the row is hidden where all its text is as well.
        if not cells or (properties.hidden and not any(cell.text for cell in cells)):
            return
        read.rows.append(cells)
        read.headers.append(properties.header)
        limit = self.context.limits.table_rows
        if len(read.rows) > limit:
            raise LimitError(found=f"over {limit} table rows", limit=limit)

    def cell_read(
        self, cells: list[RowCell], row: RowProperties, properties: CellProperties, blocks: list[Block]
    ) -> None:
        """Append a cell whose blocks are read, behind the cells before it."""
        start = cells[-1].end if cells else row.before
        span, merge, joins_left, *_ = properties
        cells.append(RowCell(start, start + span, cell_text(blocks), tuple(blocks), merge, joins_left))


def cell_text(blocks: Iterable[Block]) -> str:
    """Return the text of a cell: what its paragraphs and nested tables print, one line each."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines.extend(cell.text for cell in block.cells if cell.text)
        elif block.label:
            lines.append(block.printed if block.text else block.label)
        elif block.text:
            lines.append(block.text)
    return lines[0] if len(lines) == 1 else "\n".join(lines)
