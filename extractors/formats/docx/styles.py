"""How text looks: defaults, chains of styles and direct formatting, resolved once per combination."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from extractors.formats.docx.markup import VAL, Element, W, is_on, read_int, read_points
from extractors.formats.docx.symbols import is_symbol_font
from extractors.formats.legacy import font_encoding
from schemas.source import Align, Style

STYLE = W + "style"
DOC_DEFAULTS = W + "docDefaults"
_STYLE_ID = W + "styleId"
_RPR = W + "rPr"
_PPR = W + "pPr"
_BASED_ON = W + "basedOn"
# Longer chains are loops or jokes.
_LONGEST_CHAIN = 64

ALIGN: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
    "lowKashida": "justify",
    "mediumKashida": "justify",
    "highKashida": "justify",
    "thaiDistribute": "justify",
}


class RunFacts(NamedTuple):
    """What one w:rPr says; None where it says nothing."""

    style: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None


class ParagraphFacts(NamedTuple):
    """What one w:pPr says; None where it says nothing."""

    align: Align | None = None
    left: float | None = None
    first: float | None = None
    outline_level: int | None = None
    space_before: float | None = None
    list_id: str | None = None
    list_level: int | None = None


class Look(NamedTuple):
    """How a run looks after all styles are applied."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    hidden: bool = False
    size: float | None = None
    font: str | None = None
    verbatim: bool = True  # shown as it is stored: neither in capitals nor in a legacy or symbol font


NO_RUN_FACTS = RunFacts()
NO_PARAGRAPH_FACTS = ParagraphFacts()

_TOGGLES = {
    W + "b": "bold",
    W + "i": "italic",
    W + "caps": "caps",
    W + "vanish": "hidden",
}
_U = W + "u"
_SZ = W + "sz"
_FONTS = W + "rFonts"
_RUN_STYLE = W + "rStyle"
_RUN_TAGS = frozenset((*_TOGGLES, _U, _SZ, _FONTS, _RUN_STYLE))
_HANSI = W + "hAnsi"
_ASCII = W + "ascii"
_HANSI_THEME = W + "hAnsiTheme"
_ASCII_THEME = W + "asciiTheme"
THEME_MARK = "+"  # no font's name begins with it


def read_run_facts(rpr: Element) -> RunFacts:
    """Read a w:rPr."""
    said: dict[str, object] = {}
    for child in rpr:
        tag = child.tag
        if tag not in _RUN_TAGS:
            continue
        name = _TOGGLES.get(tag)
        if name is not None:
            said[name] = is_on(child.get(VAL))
        elif tag == _SZ:
            said["size"] = read_points(child.get(VAL), per_point=2)
        elif tag == _FONTS:
            said["font"] = _font(child)
        elif tag == _RUN_STYLE:
            said["style"] = child.get(VAL)
        else:
            said["underline"] = child.get(VAL) != "none"
    return RunFacts(**said) if said else NO_RUN_FACTS  # type: ignore[arg-type]


def _font(fonts: Element) -> str | None:
    """Return the font of Latin letters that a w:rFonts names; a font of the theme, which goes first, as `+name`."""
    for theme, name in ((_HANSI_THEME, _HANSI), (_ASCII_THEME, _ASCII)):
        if of_theme := fonts.get(theme):
            return THEME_MARK + of_theme
        if named := fonts.get(name):
            return named
    return None


_JC = W + "jc"
_IND = W + "ind"
_SPACING = W + "spacing"
_OUTLINE = W + "outlineLvl"
_NUMPR = W + "numPr"
_NUM_ID = W + "numId"
_ILVL = W + "ilvl"
_BODY_LEVEL = 9  # w:outlineLvl of body text


def read_paragraph_facts(ppr: Element) -> ParagraphFacts:
    """Read a w:pPr; its style, frame and section are for the caller."""
    said: dict[str, object] = {}
    for child in ppr:
        tag = child.tag
        if tag == _JC:
            said["align"] = ALIGN.get(child.get(VAL) or "")
        elif tag == _IND:
            left, first = _read_indent(child)
            if left is not None:
                said["left"] = left
            if first is not None:
                said["first"] = first
        elif tag == _SPACING:
            said["space_before"] = read_points(child.get(W + "before"))
        elif tag == _OUTLINE:
            said["outline_level"] = read_int(child.get(VAL))
        elif tag == _NUMPR:
            for part in child:
                if part.tag == _NUM_ID:
                    said["list_id"] = part.get(VAL)
                elif part.tag == _ILVL:
                    said["list_level"] = read_int(part.get(VAL))
    return ParagraphFacts(**said) if said else NO_PARAGRAPH_FACTS  # type: ignore[arg-type]


def _read_indent(ind: Element) -> tuple[float | None, float | None]:
    """Return the left indent and that of the first line against it (negative where it hangs), in points."""
    left = read_points(ind.get(W + "left") or ind.get(W + "start"))
    hanging = read_points(ind.get(W + "hanging"))
    first = -hanging if hanging is not None else read_points(ind.get(W + "firstLine"))
    return left, first


class Definition(NamedTuple):
    """What one w:style says, or the w:docDefaults."""

    based_on: str | None = None
    run: RunFacts = NO_RUN_FACTS
    paragraph: ParagraphFacts = NO_PARAGRAPH_FACTS


def read_definition(element: Element) -> Definition:
    """Read a w:style or the w:docDefaults."""
    based_on, run, paragraph = None, NO_RUN_FACTS, NO_PARAGRAPH_FACTS
    for child in element if element.tag == STYLE else element.iter(_RPR, _PPR):
        tag = child.tag
        if tag == _BASED_ON:
            based_on = child.get(VAL)
        elif tag == _RPR:
            run = read_run_facts(child)
        elif tag == _PPR:
            paragraph = read_paragraph_facts(child)
    return Definition(based_on, run, paragraph)


class WrittenStyle(NamedTuple):
    """A child of w:styles that is not yet read: most documents use a few of many.

    Attributes:
        name: its w:styleId.
        is_default: the style of paragraphs that name none.
        read: returns what it says.
        is_for_all: the w:docDefaults.
    """

    name: str | None
    is_default: bool
    read: Callable[[], Definition]
    is_for_all: bool = False

    @classmethod
    def of(cls, element: Element) -> "WrittenStyle":
        """Return the style or the defaults that stand in an element."""
        default = element.get(W + "default")
        is_default = default is not None and is_on(default) and element.get(W + "type") == "paragraph"
        return cls(
            element.get(_STYLE_ID), is_default, lambda: read_definition(element), element.tag == DOC_DEFAULTS
        )


class Styles:
    """The styles of a document. Without a styles part everything looks as it is formatted directly."""

    def __init__(
        self, written: Iterator[WrittenStyle], theme_font: Callable[[str], str | None] = lambda _: None
    ) -> None:
        """Take the styles in order; they are drawn only as far as one is looked for, read when it is used.

        Args:
            theme_font: says what a font of the theme is called: `minorHAnsi`; None where that is not known.
        """
        self._written = written
        self._theme_font = theme_font
        self._met: dict[str, WrittenStyle] = {}
        self._defaults = Definition()
        self._default_style: str | None = None
        self._defined: dict[str, Definition] = {}
        self._paragraphs: dict[str | None, ParagraphFacts] = {}
        self._runs: dict[str | None, RunFacts] = {}
        self._looks: dict[tuple[str | None, RunFacts], Look] = {}
        self._same: dict[Look, Look] = {}
        self._styles: dict[tuple[ParagraphFacts, bool, bool, bool, bool, float | None], Style] = {}

    @cached_property
    def default_style(self) -> str | None:
        """The style of paragraphs that name none (Normal)."""
        while self._default_style is None and self._meet_one():
            pass
        return self._default_style

    def _meet_one(self) -> bool:
        """Take in one more style; False where none is left."""
        written = next(self._written, None)
        if written is None:
            return False
        if written.is_for_all:
            self._defaults = written.read()
        elif written.name is not None:
            self._met.setdefault(written.name, written)
            if written.is_default and self._default_style is None:
                self._default_style = written.name
        return True

    def look(self, paragraph_style: str | None, direct: RunFacts = NO_RUN_FACTS) -> Look:
        """Return how a run looks that stands in a paragraph of this style and says this of itself.

        Equal looks are the same object.
        """
        key = (paragraph_style, direct)
        look = self._looks.get(key)
        if look is None:
            look = self._resolve_look(paragraph_style, direct)
            look = self._looks[key] = self._same.setdefault(look, look)
        return look

    def paragraph(self, style: str | None) -> ParagraphFacts:
        """Return what a paragraph style says with all it is based on, document defaults included."""
        facts = self._paragraphs.get(style)
        if facts is None:
            facts = self._paragraphs[style] = self._resolve_paragraph(style)
        return facts

    def style(self, facts: ParagraphFacts, look: Look) -> Style:
        """Return the paragraph's style as the common document states it."""
        key = (facts, look.bold, look.italic, look.underline, look.caps, look.size)
        style = self._styles.get(key)
        if style is None:
            level = facts.outline_level
            style = self._styles[key] = Style(
                bold=look.bold,
                italic=look.italic,
                underline=look.underline,
                caps=look.caps,
                size=look.size,
                align=facts.align or "left",
                indent=(facts.left or 0.0) + (facts.first or 0.0),
                outline_level=level if level is not None and 0 <= level < _BODY_LEVEL else None,
                space_before=facts.space_before or 0.0,
            )
        return style

    def has_indent(self, style: str | None) -> bool:
        """Say whether the style that carries numbering, or one nearer, sets an indent of its own."""
        for _, defined in self._chain(style or self.default_style):
            if defined.paragraph.left is not None or defined.paragraph.first is not None:
                return True
            if defined.paragraph.list_id is not None:
                return False
        return False

    def _chain(self, style: str | None) -> Iterator[tuple[str, Definition]]:
        """Yield the style and what it is based on, nearest first; a loop ends where it closes."""
        seen: set[str] = set()
        while style is not None and style not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(style)
            defined = self._define(style)
            if defined is None:
                return
            yield style, defined
            style = defined.based_on

    def _define(self, style: str) -> Definition | None:
        defined = self._defined.get(style)
        if defined is None:
            while style not in self._met and self._meet_one():
                pass
            written = self._met.get(style)
            if written is None:
                return None
            defined = self._defined[style] = written.read()
        return defined

    def _resolve_paragraph(self, style: str | None) -> ParagraphFacts:
        chain = list(self._chain(style or self.default_style))
        facts = self._defaults.paragraph
        for _, defined in reversed(chain):
            facts = overlaid(facts, defined.paragraph)
        return facts

    def _resolve_look(self, paragraph_style: str | None, direct: RunFacts) -> Look:
        """Apply defaults, paragraph style, character style and direct formatting.

        A toggle (bold and the like) that both a paragraph and a character style set cancels itself; direct
        formatting says how it is. Source: ISO/IEC 29500-1, 17.7.3.
        """
        of_paragraph = self._chained_run(paragraph_style or self.default_style)
        of_character = self._chained_run(direct.style)
        default = self._defaults.run
        toggles = zip(
            _toggles(direct), _toggles(default), _toggles(of_paragraph), _toggles(of_character), strict=True
        )
        bold, italic, caps, hidden = [
            said if said is not None else _toggled(bool(set_for_all), by_styles)
            for said, set_for_all, *by_styles in toggles
        ]
        facts = default
        for nearer in (of_paragraph, of_character, direct):
            if nearer is not NO_RUN_FACTS:
                facts = RunFacts._make(map(_nearer, facts, nearer))
        font = facts.font
        if font is not None and font.startswith(THEME_MARK):
            font = self._theme_font(font.removeprefix(THEME_MARK))
        verbatim = not caps and (font is None or not (is_symbol_font(font) or font_encoding(font)))
        return Look(bold, italic, facts.underline or False, caps, hidden, facts.size, font, verbatim)

    def _chained_run(self, style: str | None) -> RunFacts:
        facts = self._runs.get(style)
        if facts is None:
            facts = NO_RUN_FACTS
            for _, defined in reversed(list(self._chain(style))):
                facts = RunFacts._make(map(_nearer, facts, defined.run))
            self._runs[style] = facts
        return facts


def _toggled(set_for_all: bool, by_styles: Iterable[bool | None]) -> bool:
    """Return whether a toggle is on that each style which says otherwise than the defaults turns over."""
    is_on = set_for_all
    for said in by_styles:
        if said is not None and said is not set_for_all:
            is_on = not is_on
    return is_on


def _toggles(facts: RunFacts) -> tuple[bool | None, ...]:
    return facts.bold, facts.italic, facts.caps, facts.hidden


def overlaid(facts: ParagraphFacts, nearer: ParagraphFacts) -> ParagraphFacts:
    """Return the facts with those of a nearer layer over them."""
    if nearer is NO_PARAGRAPH_FACTS:
        return facts
    return ParagraphFacts._make(map(_nearer, facts, nearer))


def _nearer(old: object, new: object) -> object:
    return old if new is None else new
