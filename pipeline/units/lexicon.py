"""The lists of units as an index of everything they may be called, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from extractors.lexicon import Collective, Province, Unit, collectives, provinces, units
from extractors.lexicon.grammar import collective_nouns, person_titles, unit_heads
from pipeline.units.extra import Conflict, read_extra_units
from pipeline.units.spellings import Spelling, contracted, local_forms, province_forms, short_forms, spell
from pipeline.units.words import Gap, Word
from schemas.text import fold, tone_key

# Kinds whose names are abbreviated by a rule; other names only as their aliases say.
_ABBREVIATED = {"so": "Sở", "bo": "Bộ", "phong": "Phòng"}
# An abbreviation so short means too many things inside a text; it counts only where it is all there is.
_SHORT = 2
# Nouns with so many spaces name something: `trung tâm y tế`.
_NAMES_SOMETHING = 2


class Entry(NamedTuple):
    """One spelling of one unit or collective."""

    unit_id: str
    spelling: Spelling
    is_collective: bool


class Phrase(NamedTuple):
    """Words[start:end] are a spelling of these entries."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Units, collectives and provinces with the index over their spellings."""

    units: dict[str, Unit]
    collectives: dict[str, Collective]
    entries: dict[str, tuple[Entry, ...]]
    automaton: ahocorasick.Automaton
    provinces: dict[str, tuple[Province, ...]]
    conflicts: tuple[Conflict, ...] = field(default=())

    def find(self, words: Sequence[Word]) -> list[Phrase]:
        """Return every phrase of the index in these words, overlapping ones included, in no certain order."""
        starts, ends, at = {}, {}, 0
        for index, word in enumerate(words):
            starts[at] = index
            at += len(word.key)
            ends[at - 1] = index + 1
            at += 1
        text = " ".join([word.key for word in words])
        found = []
        for last, key in self.automaton.iter(text):
            start, end = starts.get(last - len(key) + 1), ends.get(last)
            if start is None or end is None:
                continue
            part = words[start:end]
            entries = tuple([e for e in self.entries[key] if fits(e.spelling, part)])
            if entries:
                found.append(Phrase(start, end, entries))
        return found

    def whole(self, words: Sequence[Word]) -> tuple[Entry, ...]:
        """Return the entries that these words as a whole spell."""
        entries = self.entries.get(" ".join(word.key for word in words), ())
        return tuple(e for e in entries if fits(e.spelling, words))

    def province(self, words: Sequence[Word], day: date | None) -> Province | None:
        """Return the province of that name, that of the day where there are two."""
        known = self.provinces.get(" ".join([word.key for word in words]))
        if known is None:
            return None
        return next((p for p in known if day is not None and p.is_valid_on(day)), known[-1])

    def current_id(self, unit_id: str) -> str | None:
        """Return the last unit in the chain of successors; None where the duties were divided or it just ended."""
        for _ in range(len(self.units)):
            unit = self.units.get(unit_id) or self.collectives.get(unit_id)
            if unit is None:
                return self._current_of_unlisted(unit_id)
            if unit.valid_to is None:
                return unit_id
            if len(unit.successor_ids) != 1:
                return None
            (unit_id,) = unit.successor_ids
        return None

    def _current_of_unlisted(self, unit_id: str) -> str | None:
        """An unlisted unit goes on with the unit it stands under; what became of it afterwards nobody recorded."""
        parent = unit_id.partition(".")[0]
        return unit_id if self.current_id(parent) == parent else None


def fits(spelling: Spelling, words: Sequence[Word]) -> bool:
    """Say whether words with the spelling's key are divided and capitalised as that spelling allows."""
    if spelling.capitals and not words[0].text.isupper():
        return False
    for word, joint in zip(words[1:], spelling.joints[1:], strict=True):
        gap = word.gap
        if gap <= Gap.DASH or (gap <= Gap.COMMA and joint):
            continue
        # A line may break within a name, never before a word that opens one.
        if gap is Gap.LINE and (not word.is_capital or word.key not in _opening_words()):
            continue
        return False
    return True


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(fold(h.head).split()[0] for h in unit_heads()) | {"cac", "chu", "giam", "truong"}


@cache
def _generic() -> frozenset[str]:
    """Words that are a head, a title or a noun alone and so name nothing inside a longer text."""
    words = {h.head for h in unit_heads()} | {t.title for t in person_titles()}
    nouns = {noun for noun, _ in collective_nouns() if noun.count(" ") < _NAMES_SOMETHING}
    return frozenset(spell(w).key for w in words | nouns)


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """Return the lexicon of the lists, with a user's own list of units added where one is given.

    A user's row whose unit_id is known adds its aliases and symbols to that unit; its other cells are ignored.

    Raises:
        KehoachError: code `bad-units-list`: the list cannot be read; its facts say file and line.
    """
    if extra is None:
        return default_lexicon()
    return build_lexicon(units(), collectives(), *read_extra_units(extra))


@cache
def default_lexicon() -> Lexicon:
    """Return the lexicon of the lists that come with the program."""
    return build_lexicon(units(), collectives())


def build_lexicon(
    known: Iterable[Unit],
    groups: Iterable[Collective],
    own: Iterable[Unit] = (),
    conflicts: Iterable[Conflict] = (),
) -> Lexicon:
    """Index these lists; the user's own units come first, so that they win where both fit."""
    own = tuple(own)
    by_id = {unit.unit_id: unit for unit in known}
    index: dict[str, dict[tuple[str, Spelling], Entry]] = {}
    for unit in (*own, *by_id.values()):
        for spelling in _unit_spellings(unit):
            _add(index, Entry(unit.unit_id, spelling, False))
    by_id = {**by_id, **{unit.unit_id: unit for unit in own if unit.unit_id not in by_id}}
    by_group = {group.collective_id: group for group in groups}
    for group in by_group.values():
        for text, is_name in ((group.expression, True), *((alias, False) for alias in group.aliases)):
            spelling = spell(text, is_name=is_name)
            for form in (spelling, *contracted(spelling)):
                _add(index, Entry(group.collective_id, form, True))
    entries = {key: tuple(found.values()) for key, found in index.items()}
    automaton = ahocorasick.Automaton()
    for key in entries:
        if not _is_whole_only(key):
            automaton.add_word(key, key)
    automaton.make_automaton()
    return Lexicon(by_id, by_group, entries, automaton, _provinces(), tuple(conflicts))


def _add(index: dict[str, dict[tuple[str, Spelling], Entry]], entry: Entry) -> None:
    if entry.spelling.words:
        index.setdefault(entry.spelling.key, {}).setdefault((entry.unit_id, entry.spelling), entry)


def _is_whole_only(key: str) -> bool:
    return key in _generic() or (" " not in key and len(key) <= _SHORT)


def _unit_spellings(unit: Unit) -> list[Spelling]:
    texts = [(unit.name_vi.partition(" (")[0], True), *((alias, False) for alias in unit.aliases)]
    found: list[Spelling] = []
    for text, is_name in texts:
        if is_name and "/" in text:
            continue
        text = text.replace("tỉnh {tỉnh}", "{tỉnh}").replace("{tỉnh}", "tỉnh").replace("{số}", "").strip()
        spelling = spell(text, is_name=is_name)
        if not spelling.words:
            continue
        head = _ABBREVIATED.get(unit.kind)
        forms = [spelling]
        if head and is_name and spelling.words[0] == tone_key(head):
            forms += _short(text, head)
        forms += [other for form in tuple(forms) for other in contracted(form)]
        if unit.level in ("district", "commune"):
            forms += [other for form in tuple(forms) for other in local_forms(form, unit.level)]
        elif unit.level in ("province", "party", "other"):
            forms += [other for form in tuple(forms) for other in province_forms(form)]
        found += forms
    found += [
        spell(symbol)
        for symbol in unit.symbols
        if len(symbol) > _SHORT and symbol.isupper() and symbol[0] == {"so": "S", "bo": "B"}.get(unit.kind)
    ]
    return found


def _short(name: str, head: str) -> list[Spelling]:
    """Return the short forms of a name; `cấp huyện`, `cấp xã` at its end stay."""
    stem, sign, level = name.partition(" cấp ")
    forms = short_forms(stem, head)
    if not sign:
        return forms
    return [
        replace(form, words=(*form.words, "cấp", level), joints=(*form.joints, False, False))
        for form in forms
    ]


@cache
def _provinces() -> dict[str, tuple[Province, ...]]:
    found: dict[str, list[Province]] = {}
    for province in provinces():
        for name in dict.fromkeys((province.short_name, *province.aliases)):
            words = spell(name).words
            # `TP.HCM` is found after its `TP` as well
            for part in (words, words[1:] if words[0] == "tp" else words):
                if province not in found.setdefault(fold(" ".join(part)), []):
                    found[fold(" ".join(part))].append(province)
    return {key: tuple(same) for key, same in found.items()}
