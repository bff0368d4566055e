"""The quick way through a document part: text is taken from the markup itself, trees are built for the rest.

Nearly all of an official document is plain paragraphs in plain cells, written by a program that repeats the
same few properties thousands of times. Building a tree node for each of them costs more than all else that
the reader does. So the part is checked by expat as it streams in, its structure is followed by regular
expressions that match whole plain elements or nothing, and properties are resolved once per spelling.
Whatever does not match to the letter (fields, drawings, tracked changes, content controls) is parsed as a
tree and read by Story, which is the reader's one definition of what anything means. A part that is not
written in the usual way at all raises UnscannableError and is read as one tree. Memory holds one piece
at a time.
"""

import re
from html import unescape
from typing import IO, NamedTuple
from xml.parsers import expat

from extractors.formats.docx.markup import Element, W, parse_xml
from extractors.formats.docx.pieces import Pieces, tidy
from extractors.formats.docx.plain import (
    BOUND_ANEW,
    CELL,
    CONTENT,
    HEAD,
    MARKS,
    NAME,
    PARAGRAPH,
    PLAIN_CELL,
    ROW,
    RUN,
    TABLE,
    UnscannableError,
    element_end,
    is_usual,
    next_element,
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
from extractors.formats.docx.styles import NO_RUN_FACTS, Look, read_run_facts
from extractors.formats.docx.symbols import is_symbol_font
from extractors.formats.docx.tables import RowCell, TableRows
from schemas.errors import UnreadableSourceError
from schemas.location import Location
from schemas.source import Block, Paragraph, Style

_CHUNK_BYTES = 256 * 1024
# What makes a row or paragraph one for the tree: a tracked change of properties, which nests properties in
# themselves, and characters of symbol fonts (U+F000 to U+F0FF, in UTF-8 from the byte EF), read as signs.
_INTRICATE = (b"PrChange", b"\xef")
_PARAGRAPH_STARTS = (b"<w:p>", b"<w:p ")
_ROW_STARTS = (b"<w:tr>", b"<w:tr ")
# More than the longest of these marks, for one that is cut by the end of a chunk.
_OVERLAP = 16


def has_any(marks: tuple[bytes, ...], data: bytes, start: int = 0, end: int | None = None) -> bool:
    """Say whether one of the marks stands in data[start:end]."""
    stop = len(data) if end is None else end
    return any(data.find(mark, start, stop) >= 0 for mark in marks)


class _PlainCell(NamedTuple):
    """What cells of one paragraph of one run have in common that are written with the same properties."""

    properties: CellProperties
    # By its bytes what a cell holds: units and deadlines repeat from row to row.
    contents: dict[bytes | None, tuple[str, tuple[Block, ...]]]
    style: Style
    listed: ParagraphProperties | None  # of the paragraphs, where these are in a list


class Scan:
    """Reads the blocks of a document part from its bytes."""

    def __init__(self, story: Story, stream: IO[bytes], part: str) -> None:
        self._story = story
        self._stream = stream
        self._part = part
        self._data = b""
        self._at = 0
        self._ended = False
        self._fields = story.open_fields  # within a field everything goes through the tree
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.CommentHandler = self._leave
        self._parser.ProcessingInstructionHandler = self._leave
        self._parser.StartCdataSectionHandler = self._leave
        self._paragraphs: dict[bytes | None, ParagraphProperties] = {}
        self._rows: dict[bytes | None, RowProperties] = {}
        self._cells: dict[bytes | None, CellProperties] = {}
        self._looks: dict[tuple[str | None, bytes | None], Look] = {}
        # Of the table that is read: its plain cells by how they are written; None where they need more.
        self._plain: dict[tuple[bytes | None, bytes | None, bytes | None], _PlainCell | None] = {}
        self._wrap = b""
        self._may_be_intricate = False

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the body.

        Raises:
            UnscannableError: the part must be read as a tree; the story is not to be used again.
            UnreadableSourceError: not well formed.
        """
        self._more()
        head = HEAD.match(self._data)
        if head is None or not is_usual(head):
            raise UnscannableError
        self._wrap = head["root"]
        self._at = head.end()
        if BOUND_ANEW in self._data[self._at :]:
            raise UnscannableError
        blocks: list[Block] = []
        while (usual := self._data.startswith(_PARAGRAPH_STARTS, self._at)) or not self._at_end(b"w:body"):
            name = b"w:p" if usual else self._name()
            if name == b"w:tbl":
                self._story.flush(blocks, numbered=True)
                self._begin(blocks)
                self._long_table(blocks)
            else:
                self._begin(blocks)
                start, end = self._take(name)
                self._piece(self._data, start, end, name, blocks, numbered=True)
        while self._more():
            pass
        self._story.flush(blocks, numbered=True)
        return tuple(blocks)

    # The stream

    def _more(self) -> bool:
        """Read on; False at the end of the part."""
        if self._ended:
            return False
        chunk = self._stream.read(_CHUNK_BYTES)
        self._ended = not chunk
        try:
            self._parser.Parse(chunk, self._ended)
        except expat.ExpatError as err:
            raise UnreadableSourceError(found=f"{self._part}: {err}") from err
        seen = self._data[-_OVERLAP:] + chunk
        if self._wrap and BOUND_ANEW in seen:
            raise UnscannableError
        self._may_be_intricate = self._may_be_intricate or has_any(_INTRICATE, seen)
        self._data = self._data[self._at :] + chunk
        self._at = 0
        return not self._ended

    def _refuse_doctype(self, *_: object) -> None:
        raise UnreadableSourceError(found=f"{self._part}: document type declaration")

    def _leave(self, *_: object) -> None:
        """Leave a part with comments, instructions or CDATA to the tree."""
        raise UnscannableError

    def _name(self) -> bytes:
        """Return the name of the element that starts here, blanks before it skipped."""
        while True:
            while self._data[self._at : self._at + 1].isspace():
                self._at += 1
            match = NAME.match(self._data, self._at)
            if match is not None and match.end() < len(self._data):
                if match[1]:
                    raise UnscannableError
                return match[2]
            if not self._more():
                raise UnscannableError

    def _at_end(self, name: bytes) -> bool:
        """Say whether the end tag of this element comes next, blanks skipped."""
        tag = b"</" + name + b">"
        while True:
            while self._data[self._at : self._at + 1].isspace():
                self._at += 1
            if len(self._data) - self._at >= len(tag) or not self._more():
                return self._data.startswith(tag, self._at)

    def _take(self, name: bytes) -> tuple[int, int]:
        """Return start and end of the element that starts here, and go to its end."""
        while True:
            end = element_end(self._data, self._at, name)
            if end is not None:
                start, self._at = self._at, end
                return start, end
            if not self._more():
                raise UnscannableError

    def _long_table(self, blocks: list[Block]) -> None:
        """Read a table of the body row by row, so that only one row is in memory."""
        while (match := TABLE.match(self._data, self._at)) is None or match.end() == len(self._data):
            # The properties of a table are short; what is longer than a chunk is something else.
            if len(self._data) - self._at > _CHUNK_BYTES or not self._more():
                break
        if match is None or has_any(_INTRICATE, match[1]):
            start, end = self._take(b"w:tbl")
            self._piece(self._data, start, end, b"w:tbl", blocks, numbered=True)
            return
        self._at = match.end()
        place = self._story.location
        self._plain.clear()
        read = TableRows()
        with self._story.table_begun():
            while (usual := self._data.startswith(_ROW_STARTS, self._at)) or not self._at_end(b"w:tbl"):
                name = b"w:tr" if usual else self._name()
                start, end = self._take(name)
                self._row(self._data, start, end, name, read)
            self._at += len(b"</w:tbl>")
            table = self._story.table_built(self._tree(match[1]), read, place)
        if table is not None:
            blocks.append(table)

    # Pieces: each function reads data[start:end], one whole element

    def _begin(self, blocks: list[Block]) -> None:
        self._story.location = Location(block=len(blocks))

    def _piece(
        self, data: bytes, start: int, end: int, name: bytes, blocks: list[Block], *, numbered: bool
    ) -> None:
        if (
            name == b"w:p"
            and not self._is_intricate(data, start, end)
            and self._plain_paragraph(data, start, end, blocks, numbered=numbered) is not None
        ):
            return
        self._story.read_blocks(self._tree(data[start:end]), blocks, numbered=numbered)

    def _is_intricate(self, data: bytes, start: int, end: int) -> bool:
        return self._may_be_intricate and has_any(_INTRICATE, data, start, end)

    def _row(self, data: bytes, start: int, end: int, name: bytes, read: TableRows) -> None:
        match = ROW.match(data, start, end) if name == b"w:tr" else None
        if match is None or self._is_intricate(data, start, end):
            for row in self._story.looked_through(self._tree(data[start:end]), W + "tr"):
                self._story.add_row(row, read)
            return
        properties = self._row_properties(match[2])
        if properties.deleted:
            return
        cells: list[RowCell] = []
        at = match.end()
        last = end - len(b"</w:tr>")
        while at < last:
            cell = PLAIN_CELL.match(data, at, end)
            if cell is not None and self._plain_cell(cell, cells, properties):
                at = cell.end()
                continue
            cell = CELL.match(data, at, end)
            if cell is not None:
                at = self._cell(data, cell, end, cells, properties)
                continue
            _, at, stop = next_element(data, at)
            for element in self._story.looked_through(self._tree(data[at:stop]), W + "tc"):
                self._story.add_cell(element, cells, properties)
            at = stop
        self._story.row_read(read, properties, cells)

    def _plain_cell(self, match: re.Match[bytes], cells: list[RowCell], row: RowProperties) -> bool:
        """Read a cell of one paragraph of one run; False, and nothing is done, where it needs more."""
        tcpr, ppr, rpr, raw = match.groups()
        said = (tcpr, ppr, rpr)
        if said not in self._plain:
            self._plain[said] = self._as_plain(*said)
        plain = self._plain[said]
        if plain is None or self._fields:
            return False
        properties, contents, style, listed = plain
        content = contents.get(raw)
        if content is None:
            text = tidy(_text(raw)) if raw else ""
            paragraph = Paragraph(text, None, style, self._story.location)
            content = contents[raw] = (text, (paragraph,) if text else ())
        text, blocks = content
        self._story.context.count_paragraph()
        if listed is not None:
            label, _ = self._story.label(listed)
            if label is not None:
                blocks = (Paragraph(text, label, style, self._story.location),)
                text = f"{label} {text}" if text else label
        start = cells[-1].end if cells else row.before
        span, merge, joins_left, _ = properties
        cells.append(RowCell(start, start + span, text, blocks, merge, joins_left))
        return True

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
        """Read a paragraph of plain runs; return its end; None, and nothing is done, where it is another."""
        match = PARAGRAPH.match(data, start, end)
        if match is None or _ends_section(match[1]) or self._fields:
            return None
        properties = self._paragraph_properties(match[1])
        runs: list[tuple[bytes, Look]] = []
        at = match.end()
        if data.startswith(b"/>", at - 2) and match[1] is None and not data.startswith(b"<w:pPr/>", at - 8):
            stop = at
        else:
            while (run := RUN.match(data, at, end)) is not None:
                look = self._look(properties.style, run[1])
                if not look.verbatim and is_symbol_font(look.font):
                    return None
                if not look.hidden:
                    runs.append((run[2], look))
                at = run.end()
            marks = MARKS.match(data, at, end)
            at = marks.end() if marks is not None else at
            if not data.startswith(b"</w:p>", at):
                return None
            stop = at + len(b"</w:p>")
        pieces = self._story.carried()
        for content, look in runs:
            _add_content(content, look, pieces)
        self._story.finish(pieces, properties, blocks, numbered=numbered)
        return stop

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

    def _as_plain(self, tcpr: bytes | None, ppr: bytes | None, rpr: bytes | None) -> _PlainCell | None:
        """Return what is the same in all cells with these properties; None where a cell is more than its text."""
        # A paragraph that ends a section is not to be resolved here: its headers would be met twice.
        if _ends_section(ppr):
            return None
        cell = self._cell_properties(tcpr)
        properties = self._paragraph_properties(ppr)
        look = self._look(properties.style, rpr)
        if cell.deleted or properties.joined or properties.framed or look.hidden or not look.verbatim:
            return None
        facts = self._story.listed_facts(properties)
        style = self._story.context.styles.style(facts if facts is not None else properties.facts, look)
        return _PlainCell(cell, {}, style, properties if facts is not None else None)

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
        return next(iter(self._tree(b"<" + name + b">" + content + b"</" + name + b">")))

    def _tree(self, content: bytes) -> Element:
        """Return an element that holds this content, with the namespaces that it needs."""
        return parse_xml(wrapped(content, self._wrap), self._part, self._story.context.limits.xml_depth)


def _ends_section(ppr: bytes | None) -> bool:
    """Say whether a paragraph ends a section, whose headers the tree looks up."""
    return ppr is not None and b"<w:sectPr" in ppr


def _add_content(content: bytes, look: Look, pieces: Pieces) -> None:
    if content.startswith(b"<w:t>") and content.find(b"<", 5) == len(content) - 6:
        pieces.add(_text(content[5:-6]).strip(" \t\r\n"), look)
        return
    for part in CONTENT.finditer(content):
        if part[3] is not None:
            pieces.add("\t" if part[3] == b"tab" else "\n", look)
        else:
            text = _text(part[2])
            pieces.add(text if part[1] else text.strip(" \t\r\n"), look)


def _text(raw: bytes) -> str:
    text = raw.decode("utf-8")
    return unescape(text) if "&" in text else text
