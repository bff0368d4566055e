"""The walk through the content of a paragraph: runs and what wraps them become pieces of text."""

import re
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.formats.docx.diagrams import DRAWN_PARTS, read_lines
from extractors.formats.docx.fields import printed_by, read_choice
from extractors.formats.docx.formulas import read_formula
from extractors.formats.docx.markup import (
    ALTERNATE,
    TEXT_BOX,
    TEXT_PATH,
    XML_SPACE,
    A,
    Element,
    M,
    W,
    chosen,
    is_on,
    tags,
)
from extractors.formats.docx.pieces import Pieces, tidy
from extractors.formats.docx.styles import Look, read_run_facts
from extractors.formats.docx.symbols import is_symbol_font, read_sign
from schemas.source import Block, Paragraph

if TYPE_CHECKING:
    from extractors.formats.docx.story import Story

_R = W + "r"
_T = W + "t"
_RPR = W + "rPr"
_CODE = W + "instrText"
_SUBDOCUMENT = W + "subDoc"
# Content that Word does not print once all changes are accepted, and marks without text.
_DROPPED = tags("del moveFrom")
_SILENT = tags(
    "pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr fldData proofErr bookmarkStart bookmarkEnd "
    "commentRangeStart commentRangeEnd commentReference permStart permEnd lastRenderedPageBreak "
    "instrText delInstrText delText annotationRef footnoteRef endnoteRef separator "
    "continuationSeparator moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
    "rubyPr rt"
)
_INSERTED = tags("ins moveTo")
_TYPED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    # Not printed where no line ends, so dropped at last; but in a TCVN3 font it is the letter ư.
    W + "softHyphen": "\u00ad",
}
# Where Word keeps the characters of symbol fonts.
_PRIVATE = re.compile("[\uf000-\uf0ff]")
# What Word writes for signs such as emoji, beside w:sym, as the first branch of a choice.
_SIGN = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
# What holds words in a drawing.
_WORDED = (TEXT_BOX, TEXT_PATH, A + "txBody", *DRAWN_PARTS)
# Of a drawing and of a shape within it.
_DRAWING_PROPERTIES = ("{*}docPr", "{*}cNvPr")


@dataclass(slots=True)
class _Code:
    """What an open field is made from: its code, and its result so far."""

    text: str = ""
    choice: str = ""
    result: int | None = None  # where its result begins in the pieces; None once a paragraph has ended in it


class Inline:
    """Reads the paragraphs of one story; fields may run over paragraphs, so their state is the story's."""

    def __init__(self, story: "Story") -> None:
        # The story holds this: no circle is left to the collector, which would keep the file until it comes.
        self._story: Story = weakref.proxy(story)
        self._context = story.context
        self.fields: list[bool] = []  # one per open field: are we still in its code?
        self._codes: list[_Code] = []  # one per open field
        self._in_code = 0
        self._mark_follows: int | None = None  # a note whose mark is the next text: index in pieces.notes
        self._style: str | None = None
        self._base: Look | None = None
        self.boxes: list[tuple[bool, list[Block]]] = []  # is there text before the anchor, what the box holds

    def read(self, paragraph: Element, style: str | None, pieces: Pieces) -> None:
        """Append what the paragraph holds to the pieces; text boxes are left in `boxes`."""
        if self._in_code:
            # A field code ends with its paragraph; an unclosed one would swallow the rest of the document.
            self.fields[:] = [False] * len(self.fields)
            self._in_code = 0
        for code in self._codes:
            code.result = None
        self._mark_follows = None
        self._style = style
        self._base = self._context.styles.look(style)
        self._walk(paragraph, pieces)

    def _walk(self, parent: Element, pieces: Pieces) -> None:
        base = self._base
        assert base is not None
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, base, pieces)
            elif tag in _SILENT:
                continue
            elif tag in _DROPPED:
                self._context.tracked_changes = True
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._walk(branch, pieces)
            elif tag.startswith(M):
                self._formula(child, pieces)
            elif tag == _SUBDOCUMENT:
                self._context.note("embedded-document-skipped", self._story.location)
            else:
                # Hyperlinks, simple fields, smart tags, content controls, what a later Word wraps around.
                if tag in _INSERTED:
                    self._context.tracked_changes = True
                self._walk(child, pieces)

    def _run(self, run: Element, look: Look, pieces: Pieces) -> None:
        """Append what a run holds, or a choice within it, which looks like this until it says otherwise."""
        for child in run:
            tag = child.tag
            if tag == _T:
                if not self._in_code and not look.hidden:
                    self._text(child, look, pieces)
            elif tag == _RPR:
                facts = read_run_facts(child)
                look = self._context.styles.look(self._style, facts)
            elif tag in _TYPED:
                if not self._in_code and not look.hidden:
                    pieces.add(_TYPED[tag], look)
            elif tag in _HANDLERS:
                if tag == W + "fldChar" or not (self._in_code or look.hidden):
                    _HANDLERS[tag](self, child, look, pieces)
            elif tag == _CODE:
                if self._in_code:
                    self._codes[-1].text += child.text or ""
            elif tag == _R:
                self._run(child, look, pieces)
            elif tag not in _SILENT:
                self._walk(child, pieces)

    def _text(self, element: Element, look: Look, pieces: Pieces) -> None:
        text = element.text
        if not text:
            return
        if (text[0].isspace() or text[-1].isspace()) and element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
            if not text:
                return
        if "\n" in text:
            text = text.replace("\n", " ")  # only w:br breaks a line
        if self._context.decode is not None:
            text = self._context.decode(text)
        if self._is_mark(text, pieces):
            return
        font = look.font
        if (not look.verbatim and is_symbol_font(font)) or _PRIVATE.search(text) is not None:
            text = "".join(self._sign(font, character) for character in text)
        pieces.add(text, look)

    def _is_mark(self, text: str, pieces: Pieces) -> bool:
        """Say whether this text is the mark of the note before it; the note has it then."""
        if self._mark_follows is None:
            return False
        at, _, note = pieces.notes[self._mark_follows]
        pieces.notes[self._mark_follows] = (at, text.strip(), note)
        self._mark_follows = None
        return True

    def _sign(self, font: str | None, character: str) -> str:
        sign = read_sign(font, character)
        if sign is None:
            self._context.note(
                "symbol-unknown", self._story.location, font=font or "", code=f"{ord(character):X}"
            )
            return "�"
        return sign

    def _symbol(self, element: Element, look: Look, pieces: Pieces) -> None:
        namespace = element.tag[: element.tag.index("}") + 1]
        try:
            character = chr(int(element.get(namespace + "char") or "", 16))
        except (ValueError, OverflowError):
            return
        sign = self._sign(element.get(namespace + "font"), character)
        if not self._is_mark(sign, pieces):
            pieces.add(sign, look)

    def _field_character(self, element: Element, look: Look, pieces: Pieces) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self.fields.append(True)
            self._codes.append(_Code(choice=read_choice(element), result=len(pieces.texts)))
            self._in_code += 1
        elif kind == "separate" and self.fields and self.fields[-1]:
            self.fields[-1] = False
            self._codes[-1].result = len(pieces.texts)
            self._in_code -= 1
        elif kind == "end" and self.fields:
            if self.fields.pop():
                self._in_code -= 1
            self._end_field(self._codes.pop(), look, pieces)

    def _end_field(self, code: _Code, look: Look, pieces: Pieces) -> None:
        """Print what a field prints of itself where no result of it is kept."""
        if self._in_code or look.hidden or code.result is None or any(pieces.texts[code.result :]):
            return
        text = code.choice or printed_by(code.text)
        if text:
            pieces.add(text, look)

    def _note(self, element: Element, look: Look, pieces: Pieces) -> None:
        custom = element.get(W + "customMarkFollows")
        own_mark = custom is not None and is_on(custom)
        is_footnote = element.tag == W + "footnoteReference"
        found = self._story.read_note(is_footnote, element.get(W + "id") or "", own_mark)
        if found is not None:
            mark, text = found
            pieces.notes.append((len(pieces.texts), mark, text))
            if own_mark:
                self._mark_follows = len(pieces.notes) - 1

    def _alternate(self, element: Element, look: Look, pieces: Pieces) -> None:
        branch = chosen(element)
        if branch is not None:
            self._run(branch, look, pieces)

    def _drawn(self, element: Element, look: Look, pieces: Pieces) -> None:
        """Read the texts of a drawing, each branch of a choice once: boxes, WordArt, diagrams and charts."""
        if next(element.iter(*_WORDED), None) is None:
            return
        blocks: list[Block] = []
        self._boxes(element, blocks)
        if blocks:
            self.boxes.append((any(text.strip() for text in pieces.texts), blocks))

    def _boxes(self, element: Element, blocks: list[Block]) -> None:
        for child in element:
            tag = child.tag
            if tag == TEXT_BOX:
                blocks.extend(self._story.read_box(child))
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._boxes(branch, blocks)
            elif tag in DRAWN_PARTS:
                blocks.extend(self._story.read_drawn(child))
            elif tag == TEXT_PATH:
                text = child.get("string")
                if text:
                    blocks.append(Paragraph(text, location=self._story.location, framed=True))
            elif tag == A + "txBody":
                # Of a shape that came from another program's canvas.
                text = tidy("\n".join(read_lines(child)))
                if text:
                    blocks.append(Paragraph(text, location=self._story.location, framed=True))
            elif not _is_hidden(child):
                self._boxes(child, blocks)

    def _formula(self, element: Element, pieces: Pieces) -> None:
        look = self._base
        assert look is not None
        if self._in_code or look.hidden:
            return
        if next(element.iter(*_DROPPED), None) is not None:
            self._context.tracked_changes = True
        text = read_formula(element)
        if text:
            # A formula has a font of its own.
            pieces.add(text, look._replace(font=None, caps=False, verbatim=True))

    def _nothing(self, element: Element, look: Look, pieces: Pieces) -> None:
        """Print nothing: the number of the page is not known before the layout."""


def _is_hidden(drawn: Element) -> bool:
    """Say whether a drawing, or a shape of the older kind, is switched off."""
    if "visibility:hidden" in (drawn.get("style") or "").replace(" ", ""):
        return True
    return any(is_on(said.get("hidden", "0")) for said in drawn.iterchildren(*_DRAWING_PROPERTIES))


_HANDLERS: dict[str, Callable[[Inline, Element, Look, Pieces], None]] = {
    W + "fldChar": Inline._field_character,
    W + "sym": Inline._symbol,
    _SIGN: Inline._symbol,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    ALTERNATE: Inline._alternate,
    W + "drawing": Inline._drawn,
    W + "pict": Inline._drawn,
    W + "object": Inline._drawn,
    W + "pgNum": Inline._nothing,
}
