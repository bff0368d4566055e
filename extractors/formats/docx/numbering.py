"""Automatic numbers and bullets: list definitions (numbering.xml), and the counters of one document.

Source: ISO/IEC 29500-1, 17.9; where it leaves room, what Word does.
"""

import re
from dataclasses import dataclass, field

from extractors.formats.docx.markup import VAL, Element, W, is_on, read_int
from extractors.formats.docx.number_formats import write_number
from extractors.formats.docx.styles import (
    NO_PARAGRAPH_FACTS,
    NO_RUN_FACTS,
    ParagraphFacts,
    RunFacts,
    read_paragraph_facts,
    read_run_facts,
)
from extractors.formats.docx.symbols import UNKNOWN_BULLET, read_sign

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (w:lvl); parts are its text, cut at the places of numbers, which are level indexes."""

    start: int = 1
    format: str = "decimal"
    pattern: str | None = None
    parts: tuple[str | int, ...] = ()
    bullet: str = ""  # what stands for the number where format is bullet
    legal: bool = False  # numbers of upper levels in digits whatever their own format
    restart: int | None = None  # 0 never; n: only after a paragraph of level n (from 1) or above
    run: RunFacts = NO_RUN_FACTS
    paragraph: ParagraphFacts = NO_PARAGRAPH_FACTS


# What stands below each level where none has begun.
_NONE_BELOW: tuple[list[None], ...] = tuple([None] * (_LEVELS - 1 - index) for index in range(_LEVELS))
NO_LEVEL = Level(format="none")


@dataclass(slots=True)
class Count:
    """Where the lists of one definition stand; they count together."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    # What a level prints that was skipped, until a paragraph of it is counted.
    skipped: dict[int, int] = field(default_factory=dict)
    # Where a level starts again that was restarted within a list that forces its start.
    restarts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Counters:
    """Where the lists of a story stand, by definition, and the starts that were forced once."""

    counts: dict[str, Count] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A w:num: the definition that it counts with, its levels after overrides, the starts it forces.

    Where levels begin is said by the definition alone, not by a level that takes the place of its own.
    """

    id: str
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    begins: dict[int, int]

    def count(self, counters: Counters, index: int) -> str:
        """Count one paragraph on a level that the list has; return its number or bullet as printed."""
        count = counters.counts.get(self.abstract)
        if count is None:
            count = counters.counts[self.abstract] = Count()
        values = count.values
        level = self.levels[index]
        for upper in range(index):
            # A level that is skipped counts as begun: after 1.1.1 without 1.1 comes 1.2.
            if values[upper] is None and upper in self.levels:
                count.skipped[upper] = self._begin(upper)
                values[upper] = self.starts.get(upper, count.skipped[upper])
        if count.skipped:
            count.skipped.pop(index, None)
        value = values[index]
        if index in self.starts and (self.id, index) not in counters.started:
            counters.started.add((self.id, index))
            values[index] = self.starts[index]
        elif value is not None:
            values[index] = value + 1
        else:
            values[index] = count.restarts.get(index, self._begin(index))
        if values[index + 1 :] != _NONE_BELOW[index] or self.starts or count.restarts:
            self._restart_below(count, index)
        if level.run.hidden:
            return ""
        return level.bullet if level.format == "bullet" else self._label(level, index, count)

    def _begin(self, index: int) -> int:
        return self.begins.get(index, self.levels.get(index, NO_LEVEL).start)

    def _restart_below(self, count: Count, index: int) -> None:
        """Let the levels below this one start again, but those that are told to go on."""
        for deeper in range(index + 1, _LEVELS):
            restart = self.levels.get(deeper, NO_LEVEL).restart
            if restart is None or index < restart:
                count.values[deeper] = None
                count.skipped.pop(deeper, None)
                count.restarts.pop(deeper, None)
                if deeper in self.starts:
                    count.restarts[deeper] = self.starts[deeper]

    def _label(self, level: Level, index: int, count: Count) -> str:
        written = []
        for part in level.parts:
            if isinstance(part, str):
                written.append(part)
            elif part <= index:
                own = self.levels.get(part, NO_LEVEL)
                value = count.skipped.get(part, count.values[part])
                if value is None:
                    value = self._begin(part)
                in_digits = level.legal and own.format not in ("none", "decimalZero")
                written.append(write_number(value, "decimal" if in_digits else own.format, own.pattern))
        label = "".join(written)
        return label.upper() if level.run.caps else label


class Numbering:
    """The list definitions of a document; without a numbering part no paragraph has a number."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._num: dict[str, Element] = {}
        self._instances: dict[str, ListInstance | None] = {}
        if root is None:
            return
        for child in root:
            if child.tag == W + "abstractNum":
                self._abstract.setdefault(child.get(W + "abstractNumId") or "", child)
            elif child.tag == W + "num":
                self._num.setdefault(child.get(W + "numId") or "", child)

    def list(self, list_id: str) -> ListInstance | None:
        """Return a list; None where the document does not define it."""
        if list_id not in self._instances:
            self._instances[list_id] = self._read_instance(list_id)
        return self._instances[list_id]

    def _read_instance(self, list_id: str) -> ListInstance | None:
        num = self._num.get(list_id)
        if num is None:
            return None
        abstract_id = ""
        starts: dict[int, int] = {}
        changed: dict[int, Level] = {}
        for child in num:
            if child.tag == W + "abstractNumId":
                abstract_id = child.get(VAL) or ""
            elif child.tag == W + "lvlOverride":
                index = read_int(child.get(W + "ilvl"))
                if index is None or not 0 <= index < _LEVELS:
                    continue
                for part in child:
                    if part.tag == W + "startOverride":
                        starts[index] = read_int(part.get(VAL)) or 0
                    elif part.tag == W + "lvl":
                        changed[index] = _read_level(part)
        abstract = self._abstract.get(abstract_id)
        if abstract is None:
            return None
        linked = abstract.find(W + "numStyleLink")
        if linked is not None:
            # It has the levels of another definition, but counts for itself.
            abstract = self._of_style(linked.get(VAL))
            if abstract is None:
                return None
        levels = {}
        for child in abstract:
            index = read_int(child.get(W + "ilvl")) if child.tag == W + "lvl" else None
            if index is not None and 0 <= index < _LEVELS:
                levels[index] = _read_level(child)
        begins = {index: level.start for index, level in levels.items()}
        return ListInstance(list_id, abstract_id, levels | changed, starts, begins)

    def _of_style(self, style: str | None) -> Element | None:
        """Return the definition of a numbering style: the one that names the style."""
        for abstract in self._abstract.values():
            link = abstract.find(W + "styleLink")
            if link is not None and link.get(VAL) == style:
                return abstract
        return None


def _bullet(font: str | None, text: str) -> str:
    signs = [read_sign(font, character) for character in text]
    if any(sign is None for sign in signs):
        return UNKNOWN_BULLET
    return "".join(sign or "" for sign in signs)


def _read_level(lvl: Element) -> Level:
    start, format, pattern, text, legal, restart = 0, "decimal", None, "", False, None
    run, paragraph = NO_RUN_FACTS, NO_PARAGRAPH_FACTS
    for child in lvl.iter(*_LEVEL_PARTS):
        tag, value = child.tag, child.get(VAL)
        if tag == W + "start":
            start = read_int(value) or 0
        elif tag == W + "numFmt":
            # A custom format comes as mc:AlternateContent; its fallback, which follows, says plain decimal.
            if pattern is None:
                format, pattern = value or "decimal", child.get(W + "format")
        elif tag == W + "lvlText":
            text = value or ""
        elif tag == W + "isLgl":
            legal = is_on(value)
        elif tag == W + "lvlRestart":
            restart = read_int(value)
        elif tag == W + "rPr":
            run = read_run_facts(child)
        elif tag == W + "pPr":
            paragraph = read_paragraph_facts(child)
    bullet = _bullet(run.font, text) if format == "bullet" else ""
    parts = tuple(int(part) - 1 if at % 2 else part for at, part in enumerate(_PLACE.split(text)))
    return Level(start, format, pattern, parts, bullet, legal, restart, run, paragraph)


_LEVEL_PARTS = tuple(W + name for name in ("start", "numFmt", "lvlText", "isLgl", "lvlRestart", "rPr", "pPr"))
