"""The quick way through a document part: text is taken from the markup itself, trees are built for the rest.

Nearly all of an official document is plain paragraphs in plain cells, written by a program that repeats the
same few properties thousands of times. Building a tree node for each of them costs more than all else that
the reader does. So the structure of the part is followed, as it streams in, by regular expressions that match
whole plain elements or nothing, and properties are resolved once per spelling.
Whatever does not match to the letter (fields, drawings, tracked changes, content controls) is parsed as a
tree and read by Story, which is the reader's one definition of what anything means. A part that is not
written in the usual way at all raises UnscannableError and is read as one tree. What is passed over unread
(marks of editing in tags, the namespaces that nothing uses) is not checked for being well formed, all else is.
Memory holds one piece at a time.
"""

import re
from functools import lru_cache
from typing import IO, NamedTuple

from extractors.formats.docx.markup import Element, W, parse_xml
from extractors.formats.docx.pieces import tidy
from extractors.formats.docx.plain import (
    CELL,
    CONTENT,
    EDITED,
    FOREIGN,
    MARKS,
    PARAGRAPH,
    PLAIN_CELL,
    ROW,
    RUN,
    TABLE,
    TEXTS,
    next_element,
    read_text,
    wrapped,
)
from extractors.formats.docx.properties import (
    CellProperties,
    ParagraphProperties,
    RowProperties,
    read_cell_properties,
    read_row_properties,
)
from extractors.formats.docx.story import Story
from extractors.formats.docx.stream import MarkupStream
from extractors.formats.docx.styles import NO_RUN_FACTS, Look, read_run_facts
from extractors.formats.docx.symbols import is_symbol_font
from extractors.formats.docx.tables import Merge, RowCell, TableRows
from schemas.location import Location
from schemas.source import Block, Paragraph, Style

# Properties up to this size are read once for all documents.
_SHORT_BYTES = 512
# More than the tables of an office have.
_MOST_SHAPES = 64
_PARAGRAPH_STARTS = (b"<w:p>", b"<w:p ")
_ROW_STARTS = (b"<w:tr>", b"<w:tr ")
# What XML strips where it is not told to keep it.
_BLANKS = " \t\r\n"


class _Plain(NamedTuple):
    """What paragraphs of one look have in common that are written with the same properties."""

    style: Style
    listed: ParagraphProperties | None  # where they are in a list


class _PlainCell(NamedTuple):
    """What cells of one such paragraph have in common."""

    properties: CellProperties
    # By its bytes what a cell holds: units and deadlines repeat from row to row.
    contents: dict[bytes | None, tuple[str, tuple[Block, ...]]]
    paragraph: _Plain


class _ShapeCell(NamedTuple):
    """A plain cell where it stands in its row, without its text."""

    start: int
    end: int
    merge: Merge
    joins_left: bool
    plain: _PlainCell
    has_text: bool


class _RowShape(NamedTuple):
    """A row of plain cells without its texts."""

    properties: RowProperties
    cells: tuple[_ShapeCell, ...]


class Scan:
    """Reads the blocks of a document part from its bytes."""

    def __init__(self, story: Story, stream: IO[bytes], part: str) -> None:
        self._story = story
        self._markup = MarkupStream(stream)
        self._part = part
        self._fields = story.open_fields  # within a field everything goes through the tree
        self._paragraphs: dict[bytes | None, ParagraphProperties] = {}
        self._rows: dict[bytes | None, RowProperties] = {}
        self._cells: dict[bytes | None, CellProperties] = {}
        self._looks: dict[tuple[str | None, bytes | None], Look] = {}
        # Plain paragraphs, and plain cells of the table that is read; None where they need more.
        self._plain: dict[tuple[bytes | None, bytes | None], _Plain | None] = {}
        self._plain_cells: dict[tuple[bytes | None, bytes | None, bytes | None], _PlainCell | None] = {}
        # By what stands between their texts the rows of that table whose cells are all plain.
        self._shapes: dict[tuple[bytes, ...], _RowShape] = {}

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
        self._shapes.clear()
        read = TableRows()
        with self._story.table_begun():
            markup = self._markup
            while (usual := markup.data.startswith(_ROW_STARTS, markup.at)) or not markup.at_end(b"w:tbl"):
                self._row(b"w:tr" if usual else markup.name(), read)
            markup.at += len(b"</w:tbl>")
            table = self._story.table_built(self._tree(match[1]), read, place)
        if table is not None:
            blocks.append(table)

    # Pieces

    def _begin(self, blocks: list[Block]) -> None:
        self._story.location = Location(block=len(blocks))

    def _piece(self, name: bytes, blocks: list[Block], *, tried: bytes = b"") -> None:
        """Read the element of this name that comes next in the body, found to be no plain paragraph in this data."""
        start, end = self._markup.take(name)
        data = self._markup.data
        untried = name == b"w:p" and data is not tried
        if untried and self._plain_paragraph(data, start, end, blocks, numbered=True) is not None:
            return
        self._story.read_blocks(self._tree(data[start:end]), blocks, numbered=True)

    def _row(self, name: bytes, read: TableRows) -> None:
        """Read the element of this name that comes next in a table."""
        start, end = self._markup.take(name)
        row = self._markup.data[start:end]
        if name != b"w:tr" or self._markup.is_intricate(self._markup.data, start, end):
            self._row_of_tree(row, read)
            return
        if self._markup.is_edited:
            row = EDITED.sub(rb"<w:\1\2>", row)
        parts = TEXTS.split(row)
        markup = tuple(parts[::2])
        shape = self._shapes.get(markup) if not self._fields else None
        if shape is None:
            self._new_row(row, markup, read)
            return
        properties, plains = shape
        texts = iter(parts[1::2])
        self._story.context.count_paragraphs(len(plains))
        cells = [self._placed(cell, next(texts) if cell.has_text else None) for cell in plains]
        self._story.row_read(read, properties, cells)

    def _row_of_tree(self, row: bytes, read: TableRows) -> None:
        for element in self._story.looked_through(self._tree(row), W + "tr"):
            self._story.add_row(element, read)

    def _new_row(self, row: bytes, markup: tuple[bytes, ...], read: TableRows) -> None:
        """Read a row cell by cell; keep its shape where it is one of plain cells."""
        match = ROW.match(row)
        if match is None:
            self._row_of_tree(row, read)
            return
        properties = self._row_properties(match[2])
        if properties.deleted:
            return
        cells: list[RowCell] = []
        plains: list[_ShapeCell] = []
        all_plain = True
        at = match.end()
        last = len(row) - len(b"</w:tr>")
        while at < last:
            match = PLAIN_CELL.match(row, at)
            plain = self._plain_cell(match) if match is not None else None
            if match is not None and plain is not None:
                start = cells[-1].end if cells else properties.before
                span, merge, joins_left, _ = plain.properties
                cell = _ShapeCell(start, start + span, merge, joins_left, plain, match[4] is not None)
                self._story.context.count_paragraphs(1)
                cells.append(self._placed(cell, match[4]))
                plains.append(cell)
                at = match.end()
                continue
            all_plain = False
            match = CELL.match(row, at)
            if match is not None:
                at = self._cell(row, match, len(row), cells, properties)
                continue
            _, at, stop = next_element(row, at)
            for element in self._story.looked_through(self._tree(row[at:stop]), W + "tc"):
                self._story.add_cell(element, cells, properties)
            at = stop
        self._story.row_read(read, properties, cells)
        if all_plain and len(self._shapes) < _MOST_SHAPES:
            self._shapes[markup] = _RowShape(properties, tuple(plains))

    def _plain_cell(self, match: re.Match[bytes]) -> _PlainCell | None:
        """Return what a cell of one paragraph of one run is like; None where it needs more."""
        if self._fields:
            return None
        tcpr, ppr, rpr, _ = match.groups()
        said = (tcpr, ppr, rpr)
        if said not in self._plain_cells:
            self._plain_cells[said] = self._as_plain_cell(*said)
        return self._plain_cells[said]

    def _placed(self, cell: _ShapeCell, raw: bytes | None) -> RowCell:
        """Return a plain cell with what it holds; its number is counted."""
        start, end, merge, joins_left, (_, contents, (style, listed)), _ = cell
        content = contents.get(raw)
        if content is None:
            text = tidy(read_text(raw)) if raw else ""
            paragraph = Paragraph(text, None, style, self._story.location)
            content = contents[raw] = (text, (paragraph,) if text else ())
        text, blocks = content
        if listed is not None:
            label, _ = self._story.labels.count(listed)
            if label is not None:
                blocks = (Paragraph(text, label, style, self._story.location),)
                text = f"{label} {text}" if text else label
        return RowCell(start, end, text, blocks, merge, joins_left)

    def _cell(
        self, data: bytes, match: re.Match[bytes], end: int, cells: list[RowCell], row: RowProperties
    ) -> int:
        """Read a cell of any kind; return where it ends."""
        properties = self._cell_properties(match[1])
        if properties.deleted:
            return next_element(data, match.start())[2]
        blocks: list[Block] = []
        at = match.end()
        with self._story.nested(blocks):
            while not data.startswith(b"</w:tc>", at):
                stop = self._plain_paragraph(data, at, end, blocks, numbered=False)
                if stop is None:
                    _, at, stop = next_element(data, at)
                    self._story.read_blocks(self._tree(data[at:stop]), blocks, numbered=False)
                at = stop
        self._story.cell_read(cells, row, properties, blocks)
        return at + len(b"</w:tc>")

    def _plain_paragraph(
        self, data: bytes, start: int, end: int, blocks: list[Block], *, numbered: bool
    ) -> int | None:
        """Read a paragraph of plain runs; return its end; None, and nothing is done, where it is another.

        Where the data ends within the paragraph it is another too.
        """
        match = PARAGRAPH.match(data, start, end)
        if match is None or _ends_section(match[1]) or self._fields:
            return None
        if self._markup.is_intricate(data, start, data.find(b"</w:p>", match.end(), end)):
            return None
        ppr = match[1]
        properties = self._paragraph_properties(ppr)
        style = properties.style
        said: bytes | None = None
        contents: list[bytes] = []
        looks: list[Look] = []
        at = match.end()
        if not (data.startswith(b"/>", at - 2) and ppr is None and not data.startswith(b"<w:pPr/>", at - 8)):
            while not data.startswith(b"</w:p>", at):
                run = RUN.match(data, at, end)
                if run is None:
                    marks = MARKS.match(data, at, end)
                    at = marks.end() if marks is not None else at
                    if not data.startswith(b"</w:p>", at):
                        return None
                    break
                said, content = run.groups()
                look = self._look(style, said)
                if not look.verbatim and is_symbol_font(look.font):
                    return None
                if not look.hidden:
                    contents.append(content)
                    looks.append(look)
                at = run.end()
            at += len(b"</w:p>")
        self._add_paragraph(ppr, said, contents, looks, blocks, numbered=numbered)
        return at

    def _add_paragraph(
        self,
        ppr: bytes | None,
        rpr: bytes | None,
        contents: list[bytes],
        looks: list[Look],
        blocks: list[Block],
        *,
        numbered: bool,
    ) -> None:
        """Append the paragraph of these runs; rpr is how the last of them is written."""
        story = self._story
        plain = None
        if len(set(map(id, looks))) == 1 and not story.carries:
            if (ppr, rpr) not in self._plain:
                self._plain[ppr, rpr] = self._as_plain(ppr, rpr)
            plain = self._plain[ppr, rpr]
        if plain is None:
            pieces = story.carried()
            for content, look in zip(contents, looks, strict=True):
                pieces.add(_content_text(content), look)
            story.finish(pieces, self._paragraph_properties(ppr), blocks, numbered=numbered)
            return
        story.context.count_paragraphs(1)
        text = tidy(
            _content_text(contents[0]) if len(contents) == 1 else "".join(map(_content_text, contents))
        )
        label = story.labels.count(plain.listed)[0] if plain.listed is not None else None
        if text or label:
            blocks.append(Paragraph(text, label, plain.style, story.location))

    # Properties, each spelling resolved once

    def _paragraph_properties(self, said: bytes | None) -> ParagraphProperties:
        properties = self._paragraphs.get(said)
        if properties is None:
            properties = self._story.paragraph_properties(self._element(said, b"w:pPr"))
            self._paragraphs[said] = properties
        return properties

    def _row_properties(self, said: bytes | None) -> RowProperties:
        properties = self._rows.get(said)
        if properties is None:
            properties = self._rows[said] = read_row_properties(
                self._element(said, b"w:trPr"), self._story.context
            )
        return properties

    def _cell_properties(self, said: bytes | None) -> CellProperties:
        properties = self._cells.get(said)
        if properties is None:
            properties = self._cells[said] = read_cell_properties(
                self._element(said, b"w:tcPr"), self._story.context
            )
        return properties

    def _as_plain(self, ppr: bytes | None, rpr: bytes | None) -> _Plain | None:
        """Return what is the same in all paragraphs of this look; None where one is more than its text."""
        # A paragraph that ends a section is not to be resolved here: its headers would be met twice.
        if _ends_section(ppr):
            return None
        properties = self._paragraph_properties(ppr)
        look = self._look(properties.style, rpr)
        if properties.joined or properties.framed or look.hidden or not look.verbatim:
            return None
        facts = self._story.labels.facts(properties)
        style = self._story.context.styles.style(facts if facts is not None else properties.facts, look)
        return _Plain(style, properties if facts is not None else None)

    def _as_plain_cell(self, tcpr: bytes | None, ppr: bytes | None, rpr: bytes | None) -> _PlainCell | None:
        plain = self._as_plain(ppr, rpr)
        cell = self._cell_properties(tcpr)
        return None if plain is None or cell.deleted else _PlainCell(cell, {}, plain)

    def _look(self, style: str | None, said: bytes | None) -> Look:
        look = self._looks.get((style, said))
        if look is None:
            rpr = self._element(said, b"w:rPr")
            facts = NO_RUN_FACTS if rpr is None else read_run_facts(rpr)
            look = self._looks[style, said] = self._story.context.styles.look(style, facts)
        return look

    def _element(self, content: bytes | None, name: bytes) -> Element | None:
        """Return the element of this name and content; None where there is no content."""
        if content is None:
            return None
        if len(content) > _SHORT_BYTES or FOREIGN.search(content) is not None:
            return next(iter(self._tree(b"<" + name + b">" + content + b"</" + name + b">")))
        return _short_element(content, name)

    def _tree(self, content: bytes) -> Element:
        """Return an element that holds this content, with the namespaces that it needs."""
        return parse_xml(
            wrapped(content, self._markup.root), self._part, self._story.context.limits.xml_depth
        )


# Offices write the same few properties in all their documents.
@lru_cache(maxsize=4096)
def _short_element(content: bytes, name: bytes) -> Element:
    """Return the element of this name and content, which names no namespace but that of w."""
    return next(
        iter(parse_xml(wrapped(b"<" + name + b">" + content + b"</" + name + b">", b""), name.decode()))
    )


def _ends_section(ppr: bytes | None) -> bool:
    """Say whether a paragraph ends a section, whose headers the tree looks up."""
    return ppr is not None and b"<w:sectPr" in ppr


def _content_text(content: bytes) -> str:
    """Return the text of a run that holds nothing but text, tabs and line breaks."""
    if content.startswith(b"<w:t>") and content.find(b"<", 5) == len(content) - 6:
        return read_text(content[5:-6]).strip(_BLANKS)
    texts = []
    for part in CONTENT.finditer(content):
        if part[3] is not None:
            texts.append("\t" if part[3] == b"tab" else "\n")
        else:
            text = read_text(part[2])
            texts.append(text if part[1] else text.strip(_BLANKS))
    return "".join(texts)
