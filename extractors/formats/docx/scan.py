"""The quick way through a document part: text is taken from the markup itself, trees are built for the rest.

Nearly all of an official document is plain paragraphs in plain cells, written by a program that repeats the
same few properties thousands of times. Building a tree node for each of them costs more than all else that
the reader does. So the part is checked by expat as it streams in, its structure is followed by regular
expressions that match whole plain elements or nothing, and properties are resolved once per spelling.
Whatever does not match to the letter (fields, drawings, tracked changes, content controls) is parsed as a
tree and read by Story, which is the reader's one definition of what anything means. A part that is not
written in the usual way at all raises UnscannableError and is read as one tree. Memory holds one piece at a time.
"""

import re
from html import unescape
from typing import IO
from xml.parsers import expat

from extractors.formats.docx.markup import Element, W, parse_xml
from extractors.formats.docx.pieces import Pieces
from extractors.formats.docx.story import CellProperties, ParagraphProperties, RowProperties, Story
from extractors.formats.docx.styles import NO_RUN_FACTS, Look, read_run_facts
from extractors.formats.docx.symbols import is_symbol_font
from extractors.formats.docx.tables import RowCell, TableRows
from schemas.errors import UnreadableSourceError
from schemas.location import Location
from schemas.source import Block

_CHUNK_BYTES = 256 * 1024
_NAMESPACE = W[1:-1].encode()

_TAG = rb"(?: [^<>]*)?>"
_TAGS = rb"((?:<[^<>]*>)*?)"  # elements without text; lazy, so that the first end tag ends it
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?P<declaration>[^<>]*)\?>)?\s*(?P<root><w:document(?: [^<>]*|\s[^<>]*)>)\s*"
    rb"(?:<w:background[^<>]*/>\s*)?<w:body>"
)
_PARAGRAPH = re.compile(rb"<w:p" + _TAG + rb"(?:<w:pPr>" + _TAGS + rb"</w:pPr>|<w:pPr/>)?")
# Marks without text, then a run that holds text, tabs and line breaks alone.
_RUN = re.compile(
    rb"(?:<w:(?:proofErr|bookmarkStart|bookmarkEnd)[^<>]*/>)*"
    rb"<w:r" + _TAG + rb"(?:<w:rPr>((?:<[^<>]*/>)*)</w:rPr>|<w:rPr/>)?"
    rb"((?:<w:t(?: xml:space=\"preserve\")?>[^<]*</w:t>|<w:(?:tab|br|lastRenderedPageBreak)/>)*)</w:r>"
)
_CONTENT = re.compile(rb"<w:t( xml:space=\"preserve\")?>([^<]*)</w:t>|<w:(tab|br)/>")
_MARKS = re.compile(rb"(?:<w:(?:proofErr|bookmarkStart|bookmarkEnd)[^<>]*/>)*")
_ROW = re.compile(
    rb"<w:tr" + _TAG + rb"(?:<w:tblPrEx>" + _TAGS + rb"</w:tblPrEx>)?"
    rb"(?:<w:trPr>" + _TAGS + rb"</w:trPr>|<w:trPr/>)?"
)
_CELL = re.compile(rb"<w:tc" + _TAG + rb"(?:<w:tcPr>" + _TAGS + rb"</w:tcPr>|<w:tcPr/>)?")
_TABLE = re.compile(
    rb"<w:tbl>(<w:tblPr>(?:<[^<>]*>)*?</w:tblPr>(?:<w:tblGrid>(?:<[^<>]*>)*?</w:tblGrid>|<w:tblGrid/>)?)"
)
_NAME = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)")
# Characters of symbol fonts (U+F000 to U+F0FF), which are read as signs.
_PRIVATE = re.compile(rb"\xef[\x80-\x83]")
# What a plain part does not hold: comments, CDATA, a document type, instructions, w bound anew.
_UNUSUAL = re.compile(rb"<[!?]|\sxmlns:w=")


class UnscannableError(Exception):
    """The part is not written in the usual way."""


class Scan:
    """Reads the blocks of a document part from its bytes."""

    def __init__(self, story: Story, stream: IO[bytes], part: str) -> None:
        self._story = story
        self._stream = stream
        self._part = part
        self._data = b""
        self._at = 0
        self._ended = False
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._paragraphs: dict[bytes | None, ParagraphProperties] = {}
        self._rows: dict[bytes | None, RowProperties] = {}
        self._cells: dict[bytes | None, CellProperties] = {}
        self._looks: dict[tuple[str | None, bytes | None], Look] = {}
        self._wrap = b""

    def read(self) -> tuple[Block, ...]:
        """Return the blocks of the body.

        Raises:
            UnscannableError: the part must be read as a tree; the story is not to be used again.
            UnreadableSourceError: not well formed.
        """
        self._more()
        head = _HEAD.match(self._data)
        if head is None or not _is_usual(head):
            raise UnscannableError
        self._wrap = head["root"]
        self._at = head.end()
        if _UNUSUAL.search(self._data, self._at):
            raise UnscannableError
        blocks: list[Block] = []
        while not self._at_end(b"w:body"):
            name = self._name()
            if name == b"w:tbl":
                self._story.flush(blocks)
                self._begin(blocks)
                self._long_table(blocks)
            else:
                self._begin(blocks)
                start, end = self._take(name)
                self._piece(self._data, start, end, name, blocks, numbered=True)
        while self._more():
            pass
        self._story.flush(blocks)
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
        if self._wrap and _UNUSUAL.search(self._data[-16:] + chunk):
            raise UnscannableError
        self._data = self._data[self._at :] + chunk
        self._at = 0
        return not self._ended

    def _refuse_doctype(self, *_: object) -> None:
        raise UnreadableSourceError(found=f"{self._part}: document type declaration")

    def _name(self) -> bytes:
        """Return the name of the element that starts here, blanks before it skipped."""
        while True:
            while self._data[self._at : self._at + 1].isspace():
                self._at += 1
            match = _NAME.match(self._data, self._at)
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
        while (match := _TABLE.match(self._data, self._at)) is None or match.end() == len(self._data):
            # The properties of a table are short; what is longer than a chunk is something else.
            if len(self._data) - self._at > _CHUNK_BYTES or not self._more():
                break
        if match is None:
            start, end = self._take(b"w:tbl")
            self._piece(self._data, start, end, b"w:tbl", blocks, numbered=True)
            return
        self._at = match.end()
        place = self._story.location
        read = TableRows()
        with self._story.table_begun():
            while not self._at_end(b"w:tbl"):
                name = self._name()
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
        if name == b"w:p" and self._plain_paragraph(data, start, end, blocks, numbered=numbered):
            return
        self._story.read_blocks(self._tree(data[start:end]), blocks, numbered=numbered)

    def _row(self, data: bytes, start: int, end: int, name: bytes, read: TableRows) -> None:
        match = _ROW.match(data, start, end) if name == b"w:tr" else None
        if match is None:
            for row in self._story.looked_through(self._tree(data[start:end]), W + "tr"):
                self._story.add_row(row, read)
            return
        properties = self._rows.get(match[2])
        if properties is None:
            properties = self._rows[match[2]] = self._story.row_properties(self._element(match[2], b"w:trPr"))
        if properties.deleted:
            return
        cells: list[RowCell] = []
        at = match.end()
        last = end - len(b"</w:tr>")
        while at < last:
            name, at, stop = _next_element(data, at)
            cell = _CELL.match(data, at, stop) if name == b"w:tc" else None
            if cell is None:
                for element in self._story.looked_through(self._tree(data[at:stop]), W + "tc"):
                    self._story.add_cell(element, cells, properties)
            else:
                self._cell(data, cell, stop, cells, properties)
            at = stop
        self._story.row_read(read, properties, cells)

    def _cell(
        self, data: bytes, match: re.Match[bytes], end: int, cells: list[RowCell], row: RowProperties
    ) -> None:
        properties = self._cells.get(match[1])
        if properties is None:
            element = self._element(match[1], b"w:tcPr")
            properties = self._cells[match[1]] = self._story.cell_properties(element)
        if properties.deleted:
            return
        blocks: list[Block] = []
        with self._story.nested(blocks):
            at = match.end()
            last = end - len(b"</w:tc>")
            while at < last:
                name, at, stop = _next_element(data, at)
                self._piece(data, at, stop, name, blocks, numbered=False)
                at = stop
        self._story.cell_read(cells, row, properties, blocks)

    def _plain_paragraph(
        self, data: bytes, start: int, end: int, blocks: list[Block], *, numbered: bool
    ) -> bool:
        """Read a paragraph of plain runs; False, and nothing is done, where it is another."""
        match = _PARAGRAPH.match(data, start, end)
        if match is None or not self._story.is_plain_here():
            return False
        said = match[1]
        properties = self._paragraphs.get(said)
        if properties is None:
            properties = self._story.paragraph_properties(self._element(said, b"w:pPr"))
            # A section's properties are to be met each time, they refer to headers.
            if said is None or b"<w:sectPr" not in said:
                self._paragraphs[said] = properties
        runs: list[tuple[bytes, Look]] = []
        at = match.end()
        while (run := _RUN.match(data, at, end)) is not None:
            look = self._looks.get((properties.style, run[1]))
            if look is None:
                look = self._looks[properties.style, run[1]] = self._look(properties.style, run[1])
            if not look.verbatim and is_symbol_font(look.font):
                return False
            if not look.hidden:
                runs.append((run[2], look))
            at = run.end()
        marks = _MARKS.match(data, at, end)
        if marks is not None:
            at = marks.end()
        if at + len(b"</w:p>") != end and not (not runs and data.endswith(b"/>", start, end)):
            return False
        if _PRIVATE.search(data, start, end) is not None:
            return False
        pieces = self._story.carried()
        for content, look in runs:
            _add_content(content, look, pieces)
        self._story.finish(pieces, properties, blocks, numbered=numbered)
        return True

    def _look(self, style: str | None, said: bytes | None) -> Look:
        rpr = self._element(said, b"w:rPr")
        return self._story.context.styles.look(style, NO_RUN_FACTS if rpr is None else read_run_facts(rpr))

    def _element(self, content: bytes | None, name: bytes) -> Element | None:
        """Return the element of this name and content; None where there is no content."""
        if content is None:
            return None
        return next(iter(self._tree(b"<" + name + b">" + content + b"</" + name + b">")))

    def _tree(self, content: bytes) -> Element:
        """Return an element that holds this content, with the namespaces of the document."""
        return parse_xml(self._wrap + content + b"</w:document>", self._part)


def element_end(data: bytes, start: int, name: bytes) -> int | None:
    """Return where the element that starts at start ends; None where its end is not in the data."""
    first = data.find(b">", start)
    if first < 0:
        return None
    if data[first - 1] == ord("/"):
        return first + 1
    close = b"</" + name + b">"
    end = data.find(close, first)
    if end < 0:
        return None
    if data.find(b"<" + name + b" ", first, end) < 0 and data.find(b"<" + name + b">", first, end) < 0:
        return end + len(close)
    depth = 0
    for tag in re.finditer(rb"<(/?)" + re.escape(name) + rb"(?:\s[^<>]*?)?(/?)>", data[start:]):
        if tag[1]:
            depth -= 1
            if depth == 0:
                return start + tag.end()
        elif not tag[2]:
            depth += 1
    return None


def _next_element(data: bytes, at: int) -> tuple[bytes, int, int]:
    """Return name, start and end of the next element, blanks before it skipped."""
    while data[at : at + 1].isspace():
        at += 1
    match = _NAME.match(data, at)
    end = element_end(data, at, match[2]) if match is not None and not match[1] else None
    if match is None or end is None:
        raise UnscannableError
    return match[2], at, end


def _is_usual(head: re.Match[bytes]) -> bool:
    """Say whether the part is UTF-8 and calls the transitional namespace w, and nothing else by that name."""
    declared = re.search(rb"encoding=[\"']([^\"']*)", head["declaration"] or b"")
    bound = re.findall(rb"\sxmlns:w=[\"']([^\"']*)", head["root"])
    return (declared is None or declared[1].lower() == b"utf-8") and bound == [_NAMESPACE]


def _add_content(content: bytes, look: Look, pieces: Pieces) -> None:
    if content.startswith(b"<w:t>") and content.find(b"<", 5) == len(content) - 6:
        pieces.add(_text(content[5:-6]).strip(" \t\r\n"), look)
        return
    for part in _CONTENT.finditer(content):
        if part[3] is not None:
            pieces.add("\t" if part[3] == b"tab" else "\n", look)
        else:
            text = _text(part[2])
            pieces.add(text if part[1] else text.strip(" \t\r\n"), look)


def _text(raw: bytes) -> str:
    text = raw.decode("utf-8")
    return unescape(text) if "&" in text else text
