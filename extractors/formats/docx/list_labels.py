"""The automatic numbers and bullets of the paragraphs of one story, counted in order."""

from collections.abc import Iterator
from contextlib import contextmanager

from extractors.formats.docx.context import Context
from extractors.formats.docx.numbering import Counters, Level, ListInstance
from extractors.formats.docx.pieces import tidy
from extractors.formats.docx.properties import ParagraphProperties
from extractors.formats.docx.styles import Look, ParagraphFacts
from extractors.formats.legacy import decode_font


class ListLabels:
    """Counts the lists of a story."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._counters = Counters()
        self._paused = False
        self._listed: dict[
            tuple[str | None, ParagraphFacts], tuple[ListInstance | None, int, ParagraphFacts]
        ] = {}

    def count(self, properties: ParagraphProperties) -> tuple[str | None, ParagraphFacts]:
        """Count a paragraph where it is in a list; return its number and facts with the list's indent."""
        instance, index, indented = self._listed_as(properties)
        if instance is None or self._paused:
            return None, properties.facts
        label = self._decoded(instance.count(self._counters, index), instance.levels[index], properties.look)
        return label or None, indented

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Count nothing: the cells that a merged cell covers take no numbers in Word."""
        outer, self._paused = self._paused, True
        yield
        self._paused = outer

    def facts(self, properties: ParagraphProperties) -> ParagraphFacts | None:
        """Return the facts of a paragraph that is in a list, with the list's indent; None of another."""
        instance, _, indented = self._listed_as(properties)
        return indented if instance is not None else None

    def _listed_as(self, properties: ParagraphProperties) -> tuple[ListInstance | None, int, ParagraphFacts]:
        facts = properties.facts
        if facts.list_id is None or facts.list_id == "0":
            return None, 0, facts
        key = (properties.style, properties.direct)
        listed = self._listed.get(key)
        if listed is None:
            listed = self._listed[key] = self._find_level(properties)
        return listed

    def _find_level(self, properties: ParagraphProperties) -> tuple[ListInstance | None, int, ParagraphFacts]:
        """Return the list and level that a paragraph counts on, and its facts with the level's indent."""
        style, direct, facts, *_ = properties
        instance = self._context.numbering.list(facts.list_id) if facts.list_id is not None else None
        index = facts.list_level or 0
        by_style = direct.list_id is None
        level = instance.levels.get(index) if instance is not None else None
        if level is None or (by_style and self._context.styles.has_indent(style)):
            return (instance if level is not None else None), index, facts
        left = direct.left if direct.left is not None else level.paragraph.left
        first = direct.first if direct.first is not None else level.paragraph.first
        indented = facts._replace(
            left=left if left is not None else facts.left, first=first if first is not None else facts.first
        )
        return instance, index, indented

    def _decoded(self, label: str, level: Level, look: Look) -> str:
        """Return the label from its legacy font, if it has one, and in capitals where its text is."""
        if level.format != "bullet" and not (level.run.font is None and look.verbatim):
            label = decode_font(label, level.run.font or look.font or "")
        if look.caps and level.run.caps is not False:
            label = label.upper()
        return tidy(label)
