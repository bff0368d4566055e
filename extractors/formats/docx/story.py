"""The walk through one story of a document (its body, a header, a note): elements become blocks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extractors.formats.docx.context import Context
from extractors.formats.docx.inline import Inline
from extractors.formats.docx.markup import (
    ALTERNATE,
    VAL,
    Element,
    W,
    chosen,
    is_on,
    read_int,
    read_points,
    tags,
)
from extractors.formats.docx.numbering import Counters, Level
from extractors.formats.docx.pieces import Pieces, assemble, tidy
from extractors.formats.docx.styles import (
    NO_PARAGRAPH_FACTS,
    ParagraphFacts,
    overlaid,
    read_paragraph_facts,
    read_run_facts,
)
from extractors.formats.docx.tables import Merge, RowCell, TableRows, build_table
from extractors.formats.legacy import decode_font
from schemas.errors import LimitError
from schemas.location import Location
from schemas.source import Block, Paragraph, Table

_P = W + "p"
_PPR = W + "pPr"
_RPR = W + "rPr"
_TBL = W + "tbl"
_TR = W + "tr"
_TC = W + "tc"
_TRPR = W + "trPr"
_TCPR = W + "tcPr"
_TBLPR = W + "tblPr"
_TBLGRID = W + "tblGrid"
_GRID_SPAN = W + "gridSpan"
_VMERGE = W + "vMerge"
_INSERTED = tags("ins moveTo")
_DELETED = tags("del moveFrom")
_SILENT = tags(
    "sectPr sdtPr sdtEndPr customXmlPr smartTagPr tblPr tblGrid tblPrEx trPr tcPr pPr proofErr "
    "bookmarkStart bookmarkEnd permStart permEnd commentRangeStart commentRangeEnd"
)
ReadNote = Callable[[bool, str, bool], tuple[str, str] | None]


class Story:
    """Reads the blocks of one story in order.

    Attributes:
        location: the place that is being read, for blocks and diagnostics.
    """

    def __init__(self, context: Context, read_note: ReadNote) -> None:
        self.context = context
        self.read_note = read_note
        self.location = Location(block=0)
        self._counters = Counters()
        self._inline = Inline(self)
        self._carried: Pieces | None = None  # what stands before a paragraph mark that is not printed
        self._depth = 0
        self._nested_tables = 0
        self._rows_read: list[list[RowCell]] = []

    def read_body(self, children: Iterable[Element]) -> tuple[Block, ...]:
        """Return the blocks of a story at its outermost level, each with its index as location."""
        blocks: list[Block] = []
        for child in children:
            self._blocks((child,), blocks, numbered=True)
        self._flush(blocks)
        return tuple(blocks)

    def read_nested(self, parent: Element) -> list[Block]:
        """Return the blocks of a cell, a text box or a note; they share the place of what holds them."""
        blocks: list[Block] = []
        outer, self._carried = self._carried, None
        self._blocks(parent, blocks, numbered=False)
        self._flush(blocks)
        self._carried = outer
        return blocks

    def read_box(self, box: Element) -> list[Block]:
        """Return the blocks of a text box, marked as framed."""
        inline, self._inline = self._inline, Inline(self)
        blocks = self.read_nested(box)
        self._inline = inline
        return [replace(block, framed=True) if isinstance(block, Paragraph) else block for block in blocks]

    def _blocks(self, children: Iterable[Element], blocks: list[Block], *, numbered: bool) -> None:
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
                self._flush(blocks)
                table = self._table(child)
                if table is not None:
                    blocks.append(table)
            elif tag in _SILENT:
                continue
            elif tag in _DELETED:
                self.context.tracked_changes = True
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._blocks(branch, blocks, numbered=numbered)
            elif tag == W + "altChunk":
                self.context.note("embedded-document-skipped", self.location)
            else:
                if tag in _INSERTED:
                    self.context.tracked_changes = True
                self._blocks(child, blocks, numbered=numbered)
        self._depth -= 1

    # Paragraphs

    def _paragraph(self, element: Element, blocks: list[Block], *, numbered: bool) -> None:
        self.context.count_paragraph()
        ppr = next(element.iterchildren(_PPR), None)
        style: str | None = None
        direct = NO_PARAGRAPH_FACTS
        framed = joined = False
        mark: Element | None = None
        if ppr is not None:
            direct = read_paragraph_facts(ppr)
            for child in ppr:
                tag = child.tag
                if tag == W + "pStyle":
                    style = child.get(VAL)
                elif tag == _RPR:
                    mark = child
                elif tag == W + "framePr":
                    joined = child.get(W + "dropCap") in ("drop", "margin")
                    framed = not joined
        pieces = self._carried or Pieces()
        self._carried = None
        self._inline.read(element, style, pieces)
        boxes, self._inline.boxes = self._inline.boxes, []
        if mark is not None and self._is_unprinted(mark):
            joined = True
        if joined:
            for _, box in boxes:
                self._place(box, blocks, numbered=numbered)
            self._carried = pieces
            return
        for after, box in boxes:
            if not after:
                self._place(box, blocks, numbered=numbered)
        facts = overlaid(self.context.styles.paragraph(style), direct)
        label, facts = self._label(style, direct, facts, mark)
        paragraph = self._built(pieces, style, facts, label, framed)
        if paragraph is not None:
            self._place([paragraph], blocks, numbered=numbered)
        for after, box in boxes:
            if after:
                self._place(box, blocks, numbered=numbered)

    def _is_unprinted(self, mark: Element) -> bool:
        """Say whether a paragraph mark is deleted, moved away or hidden: the next paragraph follows on."""
        for child in mark:
            tag = child.tag
            if tag in _DELETED:
                self.context.tracked_changes = True
                return True
            if tag in _INSERTED:
                self.context.tracked_changes = True
            elif tag == W + "vanish" and is_on(child.get(VAL)):
                return True
        return False

    def _place(self, found: list[Block], blocks: list[Block], *, numbered: bool) -> None:
        for block in found:
            if numbered and block.location.block != len(blocks):
                block = replace(block, location=Location(block=len(blocks)))
            blocks.append(block)

    def _flush(self, blocks: list[Block]) -> None:
        """Give text whose paragraph mark is gone a paragraph of its own, where no paragraph follows."""
        if self._carried:
            pieces, self._carried = self._carried, None
            facts = self.context.styles.paragraph(None)
            paragraph = self._built(pieces, None, facts, None, False)
            if paragraph is not None:
                blocks.append(paragraph)
        self._carried = None

    def _built(
        self, pieces: Pieces, style: str | None, facts: ParagraphFacts, label: str | None, framed: bool
    ) -> Paragraph | None:
        """Return the paragraph; None where it prints nothing."""
        for encoding in sorted(pieces.convert()):
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

    def _label(
        self, style: str | None, direct: ParagraphFacts, facts: ParagraphFacts, mark: Element | None
    ) -> tuple[str | None, ParagraphFacts]:
        """Count the paragraph where it is in a list; return its number and facts with the list's indent."""
        list_id, level_index = facts.list_id, facts.list_level
        if list_id is None or list_id == "0":
            return None, facts
        numbering = self.context.numbering
        by_style = direct.list_id is None
        if by_style:
            carrier, _, _ = self.context.styles.list_style(style)
            if direct.list_level is None and carrier is not None:
                tied = numbering.level_of_style(list_id, style or carrier)
                if tied is None:
                    tied = numbering.level_of_style(list_id, carrier)
                level_index = tied if tied is not None else level_index
        level_index = level_index or 0
        values = numbering.advance(self._counters, list_id, level_index)
        level = numbering.level(list_id, level_index)
        if values is None or level is None:
            return None, facts
        facts = self._indented(style, direct, facts, level, by_style=by_style)
        label = self._decoded(numbering.label(list_id, level_index, values), level, style, mark)
        return label or None, facts

    def _indented(
        self,
        style: str | None,
        direct: ParagraphFacts,
        facts: ParagraphFacts,
        level: Level,
        *,
        by_style: bool,
    ) -> ParagraphFacts:
        """Return the facts with the indent of the list level where nothing nearer says another."""
        of_level = level.paragraph
        if by_style and self.context.styles.has_indent(style):
            return facts
        left = direct.left if direct.left is not None else of_level.left
        first = direct.first if direct.first is not None else of_level.first
        return facts._replace(
            left=left if left is not None else facts.left, first=first if first is not None else facts.first
        )

    def _decoded(self, label: str, level: Level, style: str | None, mark: Element | None) -> str:
        """Return the label from its legacy font, if it has one, and in capitals where its text is."""
        look = self.context.styles.look(style, read_run_facts(mark)) if mark is not None else None
        look = look or self.context.styles.look(style)
        font = level.run.font or look.font
        if font is not None and level.format != "bullet":
            label = decode_font(label, font)
        if look.caps and level.run.caps is not False:
            label = label.upper()
        return tidy(label)

    # Tables

    def _table(self, element: Element) -> Table | None:
        self._nested_tables += 1
        limits = self.context.limits
        if self._nested_tables > limits.nested_tables:
            raise LimitError(
                found=f"tables nested over {limits.nested_tables} deep", limit=limits.nested_tables
            )
        place = self.location
        widths: list[float] = []
        ruled: bool | None = None
        caption: str | None = None
        for child in element:
            if child.tag == _TBLGRID:
                widths = [read_points(col.get(W + "w")) or 0.0 for col in child.iterchildren(W + "gridCol")]
            elif child.tag == _TBLPR:
                ruled = _is_ruled(child)
                named = next(child.iterchildren(W + "tblCaption"), None)
                caption = tidy(named.get(VAL) or "") or None if named is not None else None
        read = TableRows()
        for row in self._rows(element):
            self._row(row, read)
            if len(read.rows) > limits.table_rows:
                raise LimitError(found=f"over {limits.table_rows} table rows", limit=limits.table_rows)
        self._nested_tables -= 1
        return build_table(read, widths, place, ruled=ruled, caption=caption, limits=limits)

    def _rows(self, parent: Element) -> Iterator[Element]:
        yield from self._looked_through(parent, _TR)

    def _looked_through(self, parent: Element, wanted: str) -> Iterator[Element]:
        """Yield the rows of a table or the cells of a row, those in content controls included."""
        for child in parent:
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag in _SILENT:
                continue
            elif tag in _DELETED:
                self.context.tracked_changes = True
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    yield from self._looked_through(branch, wanted)
            elif len(child):
                yield from self._looked_through(child, wanted)

    def _row(self, element: Element, read: TableRows) -> None:
        at = 0
        is_header = is_hidden = False
        properties = next(element.iterchildren(_TRPR), None)
        if properties is not None:
            for child in properties:
                tag = child.tag
                if tag == W + "gridBefore":
                    at = max(read_int(child.get(VAL)) or 0, 0)
                elif tag == W + "tblHeader":
                    is_header = is_on(child.get(VAL))
                elif tag == W + "hidden":
                    is_hidden = is_on(child.get(VAL))
                elif tag == W + "del":
                    self.context.tracked_changes = True
                    return
                elif tag == W + "ins":
                    self.context.tracked_changes = True
        cells: list[RowCell] = []
        for cell in self._looked_through(element, _TC):
            read_cell = self._cell(cell, at)
            if read_cell is not None:
                cells.append(read_cell)
                at = read_cell.end
        # The mark only hides the end of the row; the row is hidden where all its text is as well.
        if is_hidden and not any(cell.text for cell in cells):
            return
        read.rows.append(cells)
        read.headers.append(is_header)

    def _cell(self, element: Element, start: int) -> RowCell | None:
        span = 1
        merge: Merge = None
        joins_left = False
        properties = next(element.iterchildren(_TCPR), None)
        if properties is not None:
            for child in properties:
                tag = child.tag
                if tag == _GRID_SPAN:
                    span = min(max(read_int(child.get(VAL)) or 1, 1), self.context.limits.table_columns)
                elif tag == _VMERGE:
                    merge = "restart" if child.get(VAL) == "restart" else "continue"
                elif tag == W + "hMerge":
                    joins_left = child.get(VAL) != "restart"
                elif tag == W + "cellDel":
                    self.context.tracked_changes = True
                    return None
                elif tag == W + "cellMerge":
                    self.context.tracked_changes = True
                    merge = {"rest": "restart", "cont": "continue"}.get(child.get(W + "vMerge") or "", merge)  # type: ignore[assignment]
        blocks = self.read_nested(element)
        return RowCell(start, start + span, cell_text(blocks), tuple(blocks), merge, joins_left)


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


def _is_ruled(properties: Element) -> bool | None:
    """Say whether the table's own borders are drawn; None where its style decides."""
    borders = next(properties.iterchildren(W + "tblBorders"), None)
    if borders is None:
        return None
    return any(side.get(VAL) not in (None, "nil", "none") for side in borders)
