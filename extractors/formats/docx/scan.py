"""The quick way through a document part: text is taken from the markup itself, trees are built for the rest.

Nearly all of an official document is plain paragraphs in plain cells, written by a program that repeats the
same few properties thousands of times. Building a tree node for each of them costs more than all else that
the reader does. So the structure of the part is followed, as it streams in, by regular expressions that match
whole plain elements or nothing, and properties are resolved once per spelling.
Whatever does not match to the letter (fields, drawings, tracked changes, content controls) is parsed as a
tree and read by Story, which is the reader's one definition of what anything means. A part that is not
written in the usual way at all raises UnscannableError and is read as one tree. What is passed over unread
(marks of editing in tags, namespaces and styles that nothing uses, what stands between elements) is not checked
for being well formed, all else is.
Memory holds one piece at a time.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import IO, NamedTuple

from extractors.formats.docx import spellings
from extractors.formats.docx.markup import Element, W, parse_xml
from extractors.formats.docx.plain import (
    CELLS,
    PARAGRAPH,
    ROW,
    RUNS,
    SECTION,
    TABLE,
    next_element,
    skip_blanks,
    wrapped,
)
from extractors.formats.docx.properties import CellProperties, ParagraphProperties, RowProperties
from extractors.formats.docx.raw_text import BLANKS, content_text, on_one_line, read_text, read_tidy
from extractors.formats.docx.story import Story
from extractors.formats.docx.stream import MarkupStream
from extractors.formats.docx.styles import Look
from extractors.formats.docx.symbols import is_symbol_font
from extractors.formats.docx.tables import Merge, RowCell, TableRows
from schemas.location import Location
from schemas.source import Block, Paragraph, Style

_PARAGRAPH_STARTS = (b"<w:p>", b"<w:p ")
_ROW_STARTS = (b"<w:tr>", b"<w:tr ")
# Of what findall() gives of a cell: whether it is anything else.
_is_odd = itemgetter(6)

# Of what findall() gives of a run: its properties; whether the blanks of its text are kept, its text or else
# all that it holds; whether it is anything else.
_WrittenRun = tuple[bytes, bytes, bytes, bytes, bytes]
# Of a cell: its properties; its only paragraph, the properties of that and of its run, the text of that, or
# else all that it holds; whether it is anything else.
_WrittenCell = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes]


class _Plain(NamedTuple):
    """What paragraphs of one look have in common that are written with the same properties."""

    style: Style
    listed: ParagraphProperties | None  # where they are in a list


class _PlainCell(NamedTuple):
    """What cells of one such paragraph have in common."""

    span: int
    merge: Merge
    joins_left: bool
    style: Style
    listed: ParagraphProperties | None
    # By its bytes what a cell holds: units and deadlines repeat from row to row.
    contents: dict[bytes, tuple[str, tuple[Block, ...]]]


class Scan:
    """Reads the blocks of a document part from its bytes."""

    def __init__(self, story: Story, stream: IO[bytes], part: str) -> None:
        self._story = story
        self._markup = MarkupStream(stream)
        self._part = part
        self._fields = story.open_fields  # within a field everything goes through the tree
        self._paragraphs: dict[bytes, ParagraphProperties] = {}
        self._rows: dict[bytes, RowProperties] = {}
        self._cells: dict[bytes, CellProperties] = {}
        self._looks: dict[str | None, dict[bytes, Look]] = {}  # by paragraph style
        # Plain paragraphs, and plain cells of the table that is read; None where they need more.
        self._plain: dict[tuple[bytes, Look | None], _Plain | None] = {}
        self._plain_cells: dict[tuple[bytes, bytes, bytes], _PlainCell | None] = {}
        self._plain_cells_of_runs: dict[tuple[bytes, bytes, Look], _PlainCell | None] = {}

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the body.

        Raises:
            UnscannableError: the part must be read as a tree; the story is not to be used again.
            UnreadableSourceError: a piece of it is not well formed.
        """
        markup = self._markup
        markup.open()
        blocks: list[Block] = []
        while (usual := markup.data.startswith(_PARAGRAPH_STARTS, markup.at)) or not markup.at_end(b"w:body"):
            if usual:
                self._begin(blocks)
                stop = self._plain_paragraph(markup.data, markup.at, len(markup.data), blocks, numbered=True)
                if stop is not None:
                    markup.at = stop
                    continue
            name = b"w:p" if usual else markup.name()
            if name == b"w:tbl":
                self._story.flush(blocks, numbered=True)
                self._begin(blocks)
                self._long_table(blocks)
            else:
                self._begin(blocks)
                self._piece(name, blocks, tried=markup.data if usual else b"")
        markup.close()
        self._story.flush(blocks, numbered=True)
        return tuple(blocks)

    def _long_table(self, blocks: list[Block]) -> None:
        """Read a table of the body row by row, so that only one row is in memory."""
        match = self._markup.take_head(TABLE)
        if match is None:
            self._piece(b"w:tbl", blocks)
            return
        place = self._story.location
        self._plain_cells.clear()
        self._plain_cells_of_runs.clear()
        read = TableRows()
        with self._story.table_begun():
            markup = self._markup
            while (usual := markup.data.startswith(_ROW_STARTS, markup.at)) or not markup.at_end(b"w:tbl"):
                self._row(b"w:tr" if usual else markup.name(), read)
            markup.at += len(b"</w:tbl>")
            said = spellings.table_properties.read(match[1], markup.root, self._part)
            table = self._story.table_built(said, read, place)
        if table is not None:
            blocks.append(table)

    # Pieces

    def _begin(self, blocks: list[Block]) -> None:
        self._story.location = Location(block=len(blocks))

    def _piece(self, name: bytes, blocks: list[Block], *, tried: bytes = b"") -> None:
        """Read the element of this name that comes next in the body, found to be no plain paragraph in this data."""
        start, end = self._markup.take(name)
        data = self._markup.data
        section = SECTION.fullmatch(data, start, end) if name == b"w:sectPr" else None
        # The parts of headers and footers are named in another namespace: those are for the tree.
        if section is not None and b"Reference" not in section[1]:
            said = spellings.section.read(section[1], self._markup.root, self._part)
            self._story.context.sections.append(said)
            return
        untried = name == b"w:p" and data is not tried
        if untried and self._plain_paragraph(data, start, end, blocks, numbered=True) is not None:
            return
        self._story.read_blocks(self._tree(data[start:end]), blocks, numbered=True)

    def _row(self, name: bytes, read: TableRows) -> None:
        """Read the element of this name that comes next in a table."""
        start, end = self._markup.take(name)
        data = self._markup.data
        match = ROW.match(data, start, end) if name == b"w:tr" and not self._fields else None
        cells: list[_WrittenCell] | None = None
        if match is not None and not self._markup.is_intricate(data, start, end):
            cells = CELLS.findall(data, match.end(), end - len(b"</w:tr>"))
            # One that holds a table is odd too: the end of that table's row is no cell.
            if any(map(_is_odd, cells)):
                cells = None
        if match is None or cells is None:
            for element in self._story.looked_through(self._tree(data[start:end]), W + "tr"):
                self._story.add_row(element, read)
            return
        properties = self._row_properties(match[2] or b"")
        if not properties.deleted:
            self._story.row_read(read, properties, self._read_cells(cells, properties, read))

    def _read_cells(
        self, written: Iterable[_WrittenCell], row: RowProperties, read: TableRows
    ) -> list[RowCell]:
        """Return the cells of a row."""
        cells: list[RowCell] = []
        plains = self._plain_cells
        n_plain = 0
        for tcpr, only, ppr, rpr, raw, content, _ in written:
            if only:
                try:
                    plain = plains[tcpr, ppr, rpr]
                except KeyError:
                    plain = plains[tcpr, ppr, rpr] = self._plain_cell(tcpr, ppr, rpr)
                if self._markup.has_line_ends:
                    raw = on_one_line(raw)
            elif content:
                plain, raw = self._plain_cell_of_runs(tcpr, content)
            else:
                continue  # marks between cells
            if plain is not None and not self._fields:
                start = cells[-1].end if cells else row.before
                span, merge, joins_left, style, listed, contents = plain
                text, blocks = contents.get(raw) or self._cell_content(plain, raw)
                if listed is not None and not read.covers(cells, row.before, merge):
                    text, blocks = self._numbered(text, blocks, style, listed)
                cells.append(RowCell(start, start + span, text, blocks, merge, joins_left))
                n_plain += 1
                continue
            properties = self._cell_properties(tcpr)
            if properties.deleted:
                continue
            if read.covers(cells, row.before, properties.merge):
                with self._story.labels.paused():
                    self._cell(properties, only or content, cells, row)
            else:
                self._cell(properties, only or content, cells, row)
        self._story.context.count_paragraphs(n_plain)
        return cells

    def _plain_cell(self, tcpr: bytes, ppr: bytes, rpr: bytes) -> _PlainCell | None:
        """Return what is the same in all cells of one run that are written so; None where one is more than its text.

        Args:
            tcpr, ppr, rpr: the properties of the cell, of its paragraph and of its run.
        """
        # A paragraph that ends a section is for the tree, which looks up its headers.
        if b"<w:sectPr" in ppr:
            return None
        return self._plain_cell_of(tcpr, ppr, self._look(self._paragraph_properties(ppr).style, rpr))

    def _plain_cell_of_runs(self, tcpr: bytes, content: bytes) -> tuple[_PlainCell | None, bytes]:
        """Return the same of a cell of one paragraph whose runs all look alike, and its text."""
        match = PARAGRAPH.match(content)
        last = len(content) - len(b"</w:p>")
        if match is None or content.find(b"</w:p>", match.end()) != last or b"<w:sectPr" in content:
            return None, b""
        ppr = match[1] or b""
        runs = self._runs(ppr, RUNS.findall(content, match.end(), last))
        if runs is None or len(runs) != 1:
            return None, b""
        ((look, text),) = runs
        said = (tcpr, ppr, look)
        if said not in self._plain_cells_of_runs:
            self._plain_cells_of_runs[said] = self._plain_cell_of(tcpr, ppr, look)
        return self._plain_cells_of_runs[said], text

    def _cell_content(self, plain: _PlainCell, raw: bytes) -> tuple[str, tuple[Block, ...]]:
        """Return text and blocks of a plain cell that holds this text."""
        text = read_tidy(raw) if raw else ""
        content = plain.contents[raw] = (
            text,
            (Paragraph(text, None, plain.style, self._story.location),) if text else (),
        )
        return content

    def _numbered(
        self, text: str, blocks: tuple[Block, ...], style: Style, listed: ParagraphProperties
    ) -> tuple[str, tuple[Block, ...]]:
        """Return text and blocks of a plain cell with its number, which is counted."""
        label, _ = self._story.labels.count(listed)
        if label is None:
            return text, blocks
        return (
            f"{label} {text}" if text else label,
            (Paragraph(text, label, style, self._story.location),),
        )

    def _cell(
        self, properties: CellProperties, content: bytes, cells: list[RowCell], row: RowProperties
    ) -> None:
        """Read a cell of any kind that holds this."""
        blocks: list[Block] = []
        at = 0
        while at < len(content):
            stop = self._plain_paragraph(content, at, len(content), blocks, numbered=False)
            if stop is None:
                at = skip_blanks(content, at)
                if at == len(content):
                    break
                _, at, stop = next_element(content, at)
                self._story.read_blocks(self._tree(content[at:stop]), blocks, numbered=False)
            at = stop
        # Nothing was carried into the cell, for a table ends what stands before it, and so does the cell.
        self._story.flush(blocks, numbered=False)
        self._story.cell_read(cells, row, properties, blocks)

    def _plain_paragraph(
        self, data: bytes, start: int, end: int, blocks: list[Block], *, numbered: bool
    ) -> int | None:
        """Read a paragraph of plain runs; return its end; None, and nothing is done, where it is another.

        Where the data ends within the paragraph it is another too.
        """
        match = PARAGRAPH.match(data, start, end)
        if match is None or self._fields:
            return None
        at = match.end()
        ppr = match[1] or b""
        if data.startswith(b"/>", at - 2) and not data.startswith(b"<w:pPr/>", at - 8):
            self._add_paragraph(b"", (), blocks, numbered=numbered)
            return at
        stop = data.find(b"</w:p>", at, end)
        if stop < 0 or b"<w:sectPr" in ppr or self._markup.is_intricate(data, start, stop):
            return None
        runs = self._runs(ppr, RUNS.findall(data, at, stop))
        if runs is None:
            return None
        self._add_paragraph(ppr, runs, blocks, numbered=numbered)
        return stop + len(b"</w:p>")

    def _runs(self, ppr: bytes, written: Iterable[_WrittenRun]) -> list[tuple[Look, bytes]] | None:
        """Return what the runs of a paragraph hold, neighbours of one look together; None where it is for the tree."""
        style = self._paragraph_properties(ppr).style
        looks = self._looks.setdefault(style, {})
        if self._markup.has_line_ends:
            written = [
                (rpr, keeps, on_one_line(text), on_one_line(content), odd)
                for rpr, keeps, text, content, odd in written
            ]
        runs: list[tuple[Look, bytes]] = []
        last: Look | None = None
        texts: list[bytes] = []
        for rpr, preserved, text, content, odd in written:
            if odd:
                return None
            if content:
                text = content_text(content)
            elif not preserved:
                text = text.strip(BLANKS)
            if not text:
                continue
            look = looks.get(rpr)
            if look is None:
                look = looks[rpr] = self._look(style, rpr)
            if look is not last:
                if not look.verbatim and is_symbol_font(look.font):
                    return None
                if look.hidden:
                    continue
                if last is not None:
                    runs.append((last, b"".join(texts)))
                last, texts = look, []
            texts.append(text)
        if last is not None:
            runs.append((last, b"".join(texts)))
        return runs

    def _add_paragraph(
        self, ppr: bytes, runs: Sequence[tuple[Look, bytes]], blocks: list[Block], *, numbered: bool
    ) -> None:
        """Append the paragraph of these runs."""
        story = self._story
        plain = None
        if len(runs) < 2 and not story.carries:
            said = (ppr, runs[0][0] if runs else None)
            if said not in self._plain:
                self._plain[said] = self._as_plain(*said)
            plain = self._plain[said]
        if plain is None:
            pieces = story.carried()
            for look, raw in runs:
                pieces.add(read_text(raw), look)
            story.finish(pieces, self._paragraph_properties(ppr), blocks, numbered=numbered)
            return
        story.context.count_paragraphs(1)
        text = read_tidy(runs[0][1]) if runs else ""
        label = story.labels.count(plain.listed)[0] if plain.listed is not None else None
        if text or label:
            blocks.append(Paragraph(text, label, plain.style, story.location))

    # Properties, each spelling resolved once

    def _paragraph_properties(self, said: bytes) -> ParagraphProperties:
        properties = self._paragraphs.get(said)
        if properties is None:
            written = spellings.paragraph_properties.read(said, self._markup.root, self._part)
            properties = self._paragraphs[said] = self._story.resolved(written)
        return properties

    def _row_properties(self, said: bytes) -> RowProperties:
        properties = self._rows.get(said)
        if properties is None:
            properties = spellings.row_properties.read(said, self._markup.root, self._part)
            self._rows[said] = properties
            self._story.context.tracked_changes |= properties.tracked
        return properties

    def _cell_properties(self, said: bytes) -> CellProperties:
        properties = self._cells.get(said)
        if properties is None:
            properties = spellings.cell_properties.read(said, self._markup.root, self._part)
            self._cells[said] = properties
            self._story.context.tracked_changes |= properties.tracked
        return properties

    def _as_plain(self, ppr: bytes, look: Look | None) -> _Plain | None:
        """Return what is the same in all paragraphs of this look; None where one is more than its text."""
        properties = self._paragraph_properties(ppr)
        if look is None:
            look = self._story.context.styles.look(properties.style)
        if properties.joined or properties.framed or look.hidden or not look.verbatim:
            return None
        facts = self._story.labels.facts(properties)
        style = self._story.context.styles.style(facts if facts is not None else properties.facts, look)
        return _Plain(style, properties if facts is not None else None)

    def _plain_cell_of(self, tcpr: bytes, ppr: bytes, look: Look) -> _PlainCell | None:
        plain = self._as_plain(ppr, look)
        cell = self._cell_properties(tcpr)
        if plain is None or cell.deleted:
            return None
        return _PlainCell(cell.span, cell.merge, cell.joins_left, plain.style, plain.listed, {})

    def _look(self, style: str | None, said: bytes) -> Look:
        facts = spellings.run_facts.read(said, self._markup.root, self._part)
        return self._story.context.styles.look(style, facts)

    def _tree(self, content: bytes) -> Element:
        """Return an element that holds this content, with the namespaces that it needs."""
        return parse_xml(
            wrapped(content, self._markup.root), self._part, self._story.context.limits.xml_depth
        )
