"""Footnotes and endnotes: their text, and the mark that Word prints for each."""

from functools import cached_property
from typing import NamedTuple

from extractors.formats.docx.context import Context
from extractors.formats.docx.list_labels import ListLabels
from extractors.formats.docx.markup import Element, W, parse_xml, read_int, val
from extractors.formats.docx.number_formats import write_number
from extractors.formats.docx.story import Story, cell_text


class _Numbers(NamedTuple):
    """How the notes of one kind are numbered."""

    format: str
    start: int = 1
    restart: str = "continuous"  # eachSect: in every section anew; eachPage: on every page


# Word's own defaults where a section says nothing.
_USUAL_FORMAT = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes of a document, numbered in the order in which the text refers to them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._elements: dict[str, dict[str, Element]] = {}
        self._count = {"footnote": 0, "endnote": 0}
        self._section = {"footnote": 0, "endnote": 0}
        self._labels: dict[str, ListLabels] = {}  # lists go on counting from note to note
        self._open: set[tuple[str, str]] = set()

    def read(self, is_footnote: bool, note_id: str, own_mark: bool) -> tuple[str, str] | None:
        """Return mark and text of a note; None where the document has no such note.

        Args:
            is_footnote: a footnote, not an endnote.
            own_mark: the text brings its own mark; it takes no number and the mark returned is empty. So it is
                where every page numbers anew: the file does not say where a page ends.
        """
        kind = "footnote" if is_footnote else "endnote"
        element = self._all(kind).get(note_id)
        if element is None or (kind, note_id) in self._open:
            return None
        mark = ""
        if not own_mark:
            mark = self._next_mark(kind)
        self._open.add((kind, note_id))
        part = self._context.package.related(f"{kind}s")
        story = Story(self._context, self.read, part=part)
        story.labels = self._labels.setdefault(kind, story.labels)
        text = cell_text(story.read_nested(element))
        self._open.discard((kind, note_id))
        return mark, text

    def _next_mark(self, kind: str) -> str:
        format, start, restart = self._numbers(kind)
        if restart == "eachPage":
            return ""
        if restart == "eachSect" and self._section[kind] != self._context.section:
            self._section[kind] = self._context.section
            self._count[kind] = 0
        self._count[kind] += 1
        return write_number(self._count[kind] + start - 1, format)

    def _all(self, kind: str) -> dict[str, Element]:
        if kind not in self._elements:
            key = self._context.package.related(f"{kind}s")
            root = parse_xml(self._context.package.read(key), key) if key is not None else ()
            self._elements[kind] = {note.get(W + "id") or "": note for note in root if note.tag == W + kind}
        return self._elements[kind]

    @cached_property
    def _sections(self) -> list[Element]:
        """The sections of the document, where any says how its notes are numbered; found before they are met.

        The properties of a section stand behind its text.
        """
        part = self._context.package.main_part
        data = self._context.package.read(part)
        if b"footnotePr" not in data and b"endnotePr" not in data:
            return []
        root = parse_xml(data, part, self._context.limits.xml_depth)
        changed = W + "sectPrChange"
        return [
            found for found in root.iter(W + "sectPr") if getattr(found.getparent(), "tag", "") != changed
        ]

    def _numbers(self, kind: str) -> _Numbers:
        """How the notes of the section that is being read are numbered; what settings say is nothing to Word."""
        at = self._context.section
        section = self._sections[at] if at < len(self._sections) else None
        properties = section.find(W + f"{kind}Pr") if section is not None else None
        if properties is None:
            return _Numbers(_USUAL_FORMAT[kind])
        start = read_int(val(properties.find(W + "numStart")))
        return _Numbers(
            val(properties.find(W + "numFmt")) or _USUAL_FORMAT[kind],
            1 if start is None else start,
            val(properties.find(W + "numRestart")) or "continuous",
        )
