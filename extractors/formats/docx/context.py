"""What the stories of one document share: its styles, lists and notes, and what was noticed on the way."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from html import unescape

from extractors.formats.docx.markup import iter_elements, parse_xml
from extractors.formats.docx.numbering import Numbering
from extractors.formats.docx.package import KEPT_BYTES, Package
from extractors.formats.docx.plain import UnscannableError, iter_styles
from extractors.formats.docx.properties import Section
from extractors.formats.docx.spellings import read_written_style
from extractors.formats.docx.styles import DOC_DEFAULTS, STYLE, Styles, WrittenStyle
from schemas.diagnostics import Diagnostic
from schemas.errors import LimitError, UnreadableSourceError
from schemas.limits import Limits
from schemas.location import Location

_THEME_FONT = re.compile(
    rb"<(?:\w+:)?(major|minor)Font\b[^<>]*>\s*<(?:\w+:)?latin\s[^<>]*?typeface=([\"'])(.*?)\2"
)
_STYLE_NAMES = frozenset((b"w:docDefaults", b"w:style"))


class Context:
    """The document behind its stories; styles and lists are read when first asked for."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        self.limits = limits
        self.tracked_changes = False
        self.paragraphs = 0
        self.decode: Callable[[str], str] | None = None  # of a document that was misread as a whole
        self.sections: list[Section] = []
        self.section = 0  # the one that is being read; its properties stand in its last paragraph
        self.encodings: dict[str, Location] = {}
        self._diagnostics: dict[tuple[str, str], Diagnostic] = {}

    @cached_property
    def styles(self) -> Styles:
        """The styles of the document; none where the part is missing."""
        key = self.package.related("styles")
        written = _written_styles(self.package, key) if key is not None else iter(())
        return Styles(written, _Theme(self.package).font)

    @cached_property
    def numbering(self) -> Numbering:
        """The list definitions of the document; none where the part is missing."""
        key = self.package.related("numbering")
        return Numbering(parse_xml(self.package.read(key), key) if key is not None else None)

    def count_paragraphs(self, number: int) -> None:
        """Count paragraphs that are read.

        Raises:
            LimitError: the document has more than it may.
        """
        self.paragraphs += number
        if self.paragraphs > self.limits.paragraphs:
            raise LimitError(found=f"over {self.limits.paragraphs} paragraphs", limit=self.limits.paragraphs)

    def note(self, code: str, location: Location, /, **facts: object) -> None:
        """Keep a diagnostic; the same one is kept once, at its first place."""
        key = (code, repr(sorted(facts.items())))
        if key not in self._diagnostics:
            self._diagnostics[key] = Diagnostic.of(code, location, **facts)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what was noticed, in order."""
        return tuple(self._diagnostics.values())


class _Theme:
    """The fonts of a document's theme; its part is read when first asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def font(self, name: str) -> str | None:
        """Return the font of Latin letters that the theme has under a name such as `minorHAnsi`."""
        return self._fonts.get(name[:5]) if name.endswith(("Ascii", "HAnsi")) else None

    @cached_property
    def _fonts(self) -> Mapping[str, str]:
        """The fonts `major` and `minor`; none where the part is missing or damaged, for most themes say nothing."""
        key = self._package.related("theme")
        try:
            theme = self._package.read(key) if key is not None else b""
        except UnreadableSourceError:
            return {}
        return _fonts_of(theme) if len(theme) <= KEPT_BYTES else _fonts_of.__wrapped__(theme)


def _written_styles(package: Package, key: str) -> Iterator[WrittenStyle]:
    """Yield the defaults and styles one by one, unread."""
    try:
        with package.stream(key) as stream:
            for markup, root in iter_styles(stream, _STYLE_NAMES):
                yield read_written_style(markup, root, key)
    except UnscannableError:
        # From the beginning: what was yielded already is not taken twice.
        with package.stream(key) as stream:
            for element in iter_elements(stream, (DOC_DEFAULTS, STYLE), key):
                yield WrittenStyle.of(element)


# Nearly all documents have one of the themes that come with Word.
@lru_cache(maxsize=32)
def _fonts_of(theme: bytes) -> Mapping[str, str]:
    """Return the fonts that a theme names.

    They are looked for in the markup: a theme is drawings for the most part, and as a tree it would cost as much
    as a short document.
    """
    fonts = _THEME_FONT.findall(theme)
    return {name.decode(): unescape(font.decode("utf-8", "replace")) for name, _, font in fonts}
