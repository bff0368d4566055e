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
    style: str | None = None
    run: RunFacts = NO_RUN_FACTS
    paragraph: ParagraphFacts = NO_PARAGRAPH_FACTS


# What stands below each level where none has begun.
_NONE_BELOW: tuple[list[None], ...] = tuple([None] * (_LEVELS - 1 - index) for index in range(_LEVELS))
NO_LEVEL = Level(format="none")


@dataclass(slots=True)
class Counters:
    """Where the lists of a story stand, by definition: lists with one definition go on counting together."""

    values: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A w:num: the definition that it counts with, its levels after overrides, the starts it forces."""

    id: str
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def level_of_style(self, style: str) -> int | None:
        """Return the level that is tied to a paragraph style."""
        return next((index for index, level in self.levels.items() if level.style == style), None)

    def count(self, counters: Counters, index: int) -> str:
        """Count one paragraph on a level that the list has; return its number or bullet as printed."""
        values = counters.values.get(self.abstract)
        if values is None:
            values = counters.values[self.abstract] = [None] * _LEVELS
        level = self.levels[index]
        for upper in range(index):
            # A level that is skipped counts as begun: after 1.1.1 without 1.1 comes 1.2.
            if values[upper] is None and upper in self.levels:
                values[upper] = self._start(upper)
        value = values[index]
        values[index] = self._start(index) if value is None else value + 1
        if index in self.starts and (self.id, index) not in counters.started:
            counters.started.add((self.id, index))
            values[index] = self.starts[index]
        for deeper in range(index + 1, _LEVELS) if values[index + 1 :] != _NONE_BELOW[index] else ():
            if values[deeper] is not None:
                restart = self.levels.get(deeper, NO_LEVEL).restart
                if restart is None or index < restart:
                    values[deeper] = None
        if level.run.hidden:
            return ""
        return level.bullet if level.format == "bullet" else self._label(level, index, values)

    def _start(self, index: int) -> int:
        return self.starts.get(index, self.levels.get(index, NO_LEVEL).start)

    def _label(self, level: Level, index: int, values: list[int | None]) -> str:
        written = []
        for part in level.parts:
            if isinstance(part, str):
                written.append(part)
            elif part <= index:
                own = self.levels.get(part, NO_LEVEL)
                value = values[part]
                if value is None:
                    value = self._start(part)
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
            self._instances[list_id] = self._read_instance(list_id, frozenset())
        return self._instances[list_id]

    def _read_instance(self, list_id: str, seen: frozenset[str]) -> ListInstance | None:
        num = self._num.get(list_id)
        if num is None or list_id in seen:
            return None
        abstract_id = ""
        starts: dict[int, int] = {}
        changed: dict[int, Element] = {}
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
                        changed[index] = part
        abstract = self._abstract.get(abstract_id)
        if abstract is None:
            return None
        linked = abstract.find(W + "numStyleLink")
        if linked is not None:
            base = self._linked(linked.get(VAL), seen | {list_id})
            if base is None:
                return None
            levels = base.levels | _changed(base.levels, changed)
            return ListInstance(list_id, base.abstract, levels, {**base.starts, **starts})
        levels = {}
        for child in abstract:
            index = read_int(child.get(W + "ilvl")) if child.tag == W + "lvl" else None
            if index is not None and 0 <= index < _LEVELS:
                levels[index] = _read_level(child)
        return ListInstance(list_id, abstract_id, levels | _changed(levels, changed), starts)

    def _linked(self, style: str | None, seen: frozenset[str]) -> ListInstance | None:
        """Return the list that a numbering style stands for: the one whose definition names the style."""
        for abstract_id, abstract in self._abstract.items():
            link = abstract.find(W + "styleLink")
            if link is None or link.get(VAL) != style:
                continue
            for list_id, num in self._num.items():
                target = num.find(W + "abstractNumId")
                if target is not None and target.get(VAL) == abstract_id:
                    found = self._read_instance(list_id, seen)
                    if found is not None:
                        return found
        return None


def _bullet(font: str | None, text: str) -> str:
    signs = [read_sign(font, character) for character in text]
    if any(sign is None for sign in signs):
        return UNKNOWN_BULLET
    return "".join(sign or "" for sign in signs)


def _changed(levels: dict[int, Level], changed: dict[int, Element]) -> dict[int, Level]:
    """Return the levels that a list has instead of those of its definition."""
    return {index: _read_level(lvl, levels.get(index, NO_LEVEL).start) for index, lvl in changed.items()}


def _read_level(lvl: Element, start: int = 0) -> Level:
    """Read a w:lvl that starts here unless it says otherwise."""
    format, pattern, text, legal, restart, style = "decimal", None, "", False, None, None
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
        elif tag == W + "pStyle":
            style = value
        elif tag == W + "rPr":
            run = read_run_facts(child)
        elif tag == W + "pPr":
            paragraph = read_paragraph_facts(child)
    bullet = _bullet(run.font, text) if format == "bullet" else ""
    parts = tuple(int(part) - 1 if at % 2 else part for at, part in enumerate(_PLACE.split(text)))
    return Level(start, format, pattern, parts, bullet, legal, restart, style, run, paragraph)


_LEVEL_PARTS = tuple(
    W + name for name in ("start", "numFmt", "lvlText", "isLgl", "lvlRestart", "pStyle", "rPr", "pPr")
)
