"""Which unit a name means in the context of a document: by level, by date, by issuer; nothing is forced."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from extractors.lexicon import Collective, Unit
from extractors.lexicon.grammar import UnitHead, contextual_units
from pipeline.units.lexicon import Entry, Lexicon, fits
from pipeline.units.mentions import (
    ALIAS,
    CONTEXT,
    EXACT,
    FOLDED,
    FUZZY_FLOOR,
    PATTERN,
    UNLISTED,
    Context,
    Mention,
)
from pipeline.units.sets import SetPhrase
from pipeline.units.spellings import spell
from pipeline.units.vocabulary import PLACE_WORDS
from pipeline.units.words import Gap, Word, read_words
from schemas.text import fold
from schemas.vocab import UnitLevel, UnitMatch

# How near each level is to an issuer of that family; the nearest unit of a name is meant.
_NEARNESS = {
    "so": ("internal", "province", "party", "central", "other", "commune", "district"),
    "ubnd_tinh": ("province", "party", "central", "other", "commune", "district", "internal"),
    "ubnd_huyen": ("district", "commune", "internal", "province", "party", "other", "central"),
    "ubnd_xa": ("commune", "district", "internal", "province", "party", "other", "central"),
    "bo": ("central", "internal", "party", "province", "other", "commune", "district"),
    "tinh_uy": ("party", "province", "central", "other", "commune", "district", "internal"),
}
_NO_FAMILY = ("province", "central", "party", "internal", "other", "commune", "district")
# One wrong letter in a name of up to so many letters, two up to the next, three above: more is another name.
_SLIPS = ((8, 0), (14, 1), (28, 2))
_MOST_SLIPS = 3
_OPEN_KINDS = frozenset({"phong", "chi_cuc", "don_vi_su_nghiep", "bo_phan", "to_chuc_lien_nganh", "truong"})
_LOCAL = {"district": ("ubnd_huyen", "hdnd_huyen"), "commune": ("ubnd_xa", "hdnd_xa")}
_CITY_ENDS = (("thành", "phố"), ("tp",))


class Place(NamedTuple):
    """The place named after a unit: a province by its short name, or a lower place by its printed name."""

    level: str
    province: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Naming:
    """Names to units for one context."""

    lexicon: Lexicon
    context: Context

    def named(
        self, mention: Mention, entries: Sequence[Entry], words: Sequence[Word], place: Place | None
    ) -> Mention:
        """Return the mention as the unit that these entries spell here and now."""
        level = place.level if place else None
        if words[-1].tone == "phố" or words[-1].tone == "tp":
            level = self._city_level(place)
            if level is None:
                return replace(mention, flags=("ambiguous",))
        entry = self._choose(entries, words, level)
        if entry is not None and place is None and self._is_foreign_room(entry):
            # A Sở's `Phòng Quản lý đô thị` is its own room, whatever rooms of that name districts have.
            return self._under(
                mention, self.context.issuer_id or "", _printed(mention, words), "internal", UNLISTED
            )
        if entry is None:
            lower = level in ("district", "commune")
            kind = {self._kind(e) for e in entries}
            if lower and place and kind & {"ubnd", "hdnd"}:
                return self._local(mention, "ubnd" if "ubnd" in kind else "hdnd", place)
            return replace(
                mention,
                level=cast("UnitLevel | None", level if lower else None),
                flags=("lower_level",) if lower else (),
            )
        found = self._recognised(mention, entry, words)
        if (
            place
            and place.name
            and level in ("district", "commune")
            and self._kind(entry) in ("ubnd", "hdnd")
        ):
            return self._local(mention, self._kind(entry), place)
        return replace(found, province=place.province if place else None)

    def _is_foreign_room(self, entry: Entry) -> bool:
        unit = self._of(entry)
        lower = isinstance(unit, Unit) and unit.kind == "phong" and unit.level in ("district", "commune")
        return lower and self.context.family in ("so", "bo") and self.context.issuer_id is not None

    def may_own(self, entries: Sequence[Entry]) -> bool:
        """Say whether a name within a name can be the body that the first is a part of; a set's name cannot."""
        found = [self._of(entry) for entry in entries]
        return not entries or any(
            isinstance(u, Unit) and u.kind != "group" and u.level != "internal" for u in found
        )

    def _city_level(self, place: Place | None) -> str | None:
        """`UBND thành phố` is a province's where that is a city, else a district's."""
        if place is not None and place.province is not None:
            return "province"
        if place is not None and place.name is not None:
            return "district"
        if self.context.is_city is None:
            return None
        return "province" if self.context.is_city else "district"

    def _choose(self, entries: Sequence[Entry], words: Sequence[Word], level: str | None) -> Entry | None:
        """Return the entry that fits level, day and issuer best; None where two fit equally well."""
        tones = tuple(word.tone for word in words)
        nearness = _NEARNESS.get(self.context.family, _NO_FAMILY)

        def rank(entry: Entry) -> tuple[object, ...]:
            unit = self._of(entry)
            own = unit.level if isinstance(unit, Unit) else level_of(unit)
            return (
                entry.spelling.words != tones,
                not self._is_valid(unit),
                isinstance(unit, Unit) and unit.kind == "group",
                own != level if level in ("district", "commune") else False,
                nearness.index(own) if own in nearness else len(nearness),
                not entry.spelling.is_name,
                self._staleness(unit),
            )

        fitting = [e for e in entries if self._fits_level(e, level)]
        if not fitting:
            return None
        ranked = sorted(fitting, key=rank)
        rivals = {entry.unit_id for entry in ranked if rank(entry) == rank(ranked[0])}
        return ranked[0] if len(rivals) == 1 else None

    def _fits_level(self, entry: Entry, level: str | None) -> bool:
        unit = self._of(entry)
        if isinstance(unit, Collective):
            return True
        if level in ("district", "commune"):
            return unit.level == level or unit.level not in ("province", "party", "district", "commune")
        if level in ("province", "city"):
            return unit.level not in ("district", "commune")
        return True

    def _staleness(self, unit: Unit | Collective) -> int:
        """Days between the document and the unit's time; undated documents mean the latest unit."""
        day = self.context.day or date.max
        if unit.valid_to is not None and unit.valid_to < day:
            return (day - unit.valid_to).days
        if unit.valid_from is not None and unit.valid_from > day:
            return (unit.valid_from - day).days
        return 0

    def _is_valid(self, unit: Unit | Collective) -> bool:
        return unit.is_valid_on(self.context.day or date.max)

    def _of(self, entry: Entry) -> Unit | Collective:
        return (
            self.lexicon.collectives[entry.unit_id]
            if entry.is_collective
            else self.lexicon.units[entry.unit_id]
        )

    def _kind(self, entry: Entry) -> str:
        unit = self._of(entry)
        return unit.kind if isinstance(unit, Unit) else ""

    def _recognised(self, mention: Mention, entry: Entry, words: Sequence[Word]) -> Mention:
        unit = self._of(entry)
        same = entry.spelling.words == tuple(word.tone for word in words)
        if not same:
            # Letters alone decide: the marks are lost or wrong, as in typed slips and recognised scans.
            if len(entry.spelling.key) <= _SLIPS[0][0]:
                return mention
            found = self.as_unit(mention, unit, "fuzzy", FOLDED)
        elif entry.spelling.is_name:
            found = self.as_unit(mention, unit, "exact", EXACT)
        else:
            found = self.as_unit(mention, unit, "alias", ALIAS)
        return replace(found, is_collective=entry.is_collective or found.is_collective)

    def as_unit(self, mention: Mention, unit: Unit | Collective, match: UnitMatch, score: float) -> Mention:
        """Return the mention as that unit, flagged where the document's day is outside the unit's time."""
        flags = mention.flags
        day = self.context.day
        if day is not None and unit.valid_to is not None and unit.valid_to < day:
            flags = (*flags, "legacy_unit_name")
        elif day is not None and unit.valid_from is not None and day < unit.valid_from:
            flags = (*flags, "future_unit_name")
        if isinstance(unit, Unit):
            name, level, title = unit.name_vi.partition(" (")[0], unit.level, title_role_of(unit)
            unit_id, plural = unit.unit_id, unit.kind == "group"
        else:
            name, level, title = (
                unit.expression,
                level_of(unit),
                "head" if "head" in unit.conditions.get("role", ()) else None,
            )
            unit_id, plural = unit.collective_id, unit.resolution != "single"
        return replace(
            mention,
            unit_id=unit_id,
            unit_name=name,
            level=level,
            is_collective=plural,
            match=match,
            score=score,
            flags=flags,
            title_role=title or mention.title_role,
        )

    def group(
        self, mention: Mention, group: SetPhrase, entries: Sequence[Entry], words: Sequence[Word]
    ) -> Mention:
        """Return the mention as the collective that a set means; a set that no list has stays visible as one."""
        if entry := self._choose(entries, words, None) if entries else None:
            return self._recognised(mention, entry, words)
        known = [c for i in group.collective_ids if (c := self.lexicon.collectives.get(i))]
        if not known:
            return replace(mention, is_collective=True, flags=(*mention.flags, "unlisted_set"))
        best = min(known, key=lambda c: (not self._is_valid(c), self._staleness(c)))
        return self.as_unit(mention, best, "alias", PATTERN)

    def bare(self, words: Sequence[Word]) -> Unit | str | None:
        """Return what a bare word means for this issuer: a unit, `@room` for a room of the issuer, or None."""
        said = contextual_units().get((" ".join(word.tone for word in words), self.context.family))
        if said == "@issuer":
            return self.lexicon.units.get(self.context.issuer_id or "") or "@issuer"
        if said is None or said.startswith("@"):
            return said
        return self.lexicon.units.get(said)

    def other(self, mention: Mention, words: Sequence[Word]) -> Mention:
        """Return a mention without a head's help: a bare word, a short form, an abbreviation of the document."""
        if (bare := self._as_bare(mention, words)) is not None:
            return bare
        if entries := self.lexicon.whole(words):
            stop, place = self.place_after(words, len(words), len(words))
            return self.named(mention, entries, words, place)
        for end in range(len(words) - 1, 0, -1):
            entries = self.lexicon.whole(words[:end])
            stop, place = self.place_after(words, end, len(words))
            if entries and stop == len(words) and place is not None:
                return self.named(mention, entries, words[:end], place)
        if words[0].is_capital and (province := self.lexicon.province(words, self.context.day)):
            found = self.as_unit(mention, self.lexicon.units["ubnd_tinh"], "alias", UNLISTED)
            return replace(found, province=province.short_name, flags=(*found.flags, "place"))
        return self._spelled_out(mention, words) or self._alike(mention, words, None) or mention

    def _as_bare(self, mention: Mention, words: Sequence[Word]) -> Mention | None:
        unit = self.bare(words)
        if isinstance(unit, Unit):
            return self.as_unit(mention, unit, "alias", CONTEXT)
        if unit == "@issuer" and self.context.issuer_id:
            return replace(
                mention,
                unit_id=self.context.issuer_id,
                unit_name=self.context.issuer_name,
                level="other",
                match="alias",
                score=CONTEXT,
            )
        if unit == "@room" and self.context.issuer_id:
            return self._under(mention, self.context.issuer_id, mention.text, "internal", CONTEXT)
        return None

    def headed(
        self,
        mention: Mention,
        words: Sequence[Word],
        head_length: int,
        head: UnitHead,
        parents: Sequence[Entry],
    ) -> Mention:
        """Return a mention that opens with a head: known as a whole, alike a known name, or under its parent."""
        name = _printed(mention, words)
        parent = self._choose(parents, words, None) if parents else None
        if parent is not None and (head.parent == "issuer" or head.level == "internal"):
            return self._of_parent(mention, words, head, parent)
        if (bare := self._as_bare(mention, words)) is not None:
            return bare
        entries = self.lexicon.whole(words)
        stop, place = len(words), None
        if not entries:
            for end in range(len(words) - 1, head_length - 1, -1):
                stop, place = self.place_after(words, end, len(words))
                if stop == len(words) and place and (entries := self.lexicon.whole(words[:end])):
                    words = words[:end]
                    break
            else:
                stop, place = len(words), None
        if entries:
            return self.named(mention, entries, words, place)
        if head.kind in ("ubnd", "hdnd") and len(words) > head_length:
            stop, place = self.place_after(words, head_length, len(words))
            if place is not None and stop == len(words):
                return self._local(mention, head.kind, place) if place.name else mention
        found = self._spelled_out(mention, words) or self._alike(mention, words, head)
        return found or self._unlisted(mention, words, head_length, head, name)

    def _of_parent(self, mention: Mention, words: Sequence[Word], head: UnitHead, parent: Entry) -> Mention:
        """Return `Văn phòng Sở Nội vụ`: the listed room where the parent is the issuer, else one under that parent."""
        above = self.as_unit(mention, self._of(parent), "alias", ALIAS)
        if above.unit_id is None or above.is_collective:
            return mention
        if above.unit_id == self.context.issuer_id:
            entries = [e for e in self.lexicon.whole(words) if self._of(e) and self._kind(e)]
            bare = self.bare(words)
            if isinstance(bare, Unit):
                return self.as_unit(mention, bare, "alias", ALIAS)
            if entries and (entry := self._choose(entries, words, None)):
                return self._recognised(mention, entry, words)
        name = _printed(mention, words)
        found = self._under(
            mention,
            above.unit_id,
            name,
            cast(UnitLevel, "internal" if head.level == "internal" else head.level),
            UNLISTED,
        )
        return replace(found, unit_name=mention.text, flags=above.flags)

    def beneath(self, mention: Mention, entries: Sequence[Entry], parents: Sequence[Entry]) -> Mention | None:
        """Return `Phòng Pháp chế Sở Y tế` as that Sở's room, None where the first is no room."""
        if mention.level != "internal" or mention.unit_id is None:
            return None
        parent = min(parents, key=lambda e: (not self._is_valid(self._of(e)), self._staleness(self._of(e))))
        if parent.unit_id == self.context.issuer_id:
            return mention
        above = self._of(parent)
        if not isinstance(above, Unit) or above.level == "internal":
            return None
        if (
            title_role_of(self.lexicon.units[mention.unit_id])
            or self.lexicon.units[mention.unit_id].kind == "lanh_dao"
        ):
            return replace(
                self.as_unit(replace(mention, flags=()), above, mention.match, mention.score),
                title_role=mention.title_role or "leader",
            )
        return self._under(mention, parent.unit_id, mention.text, "internal", UNLISTED)

    def _local(self, mention: Mention, kind: str, place: Place) -> Mention:
        """Return the government of a named district or commune, under the listed one of its level and time."""
        if place.level in ("province", "city") or place.name is None:
            return mention
        known = [u for u in self.lexicon.units.values() if u.kind == kind and u.level == place.level]
        if not known:
            return mention
        unit = min(known, key=lambda u: (not self._is_valid(u), self._staleness(u)))
        found = self.as_unit(mention, unit, "alias", ALIAS)
        return replace(found, unit_id=f"{unit.unit_id}.{slug(place.name)}", unit_name=mention.text)

    def _unlisted(
        self, mention: Mention, words: Sequence[Word], head_length: int, head: UnitHead, name: str
    ) -> Mention:
        """Return a unit that no list has but whose kind and name are certain, under its parent; else unrecognised."""
        seen = replace(mention, level=cast(UnitLevel, head.level))
        certain = len(words) > head_length and all(w.gap in (Gap.SPACE, Gap.DASH, Gap.AND) for w in words[1:])
        certain = certain and words[0].is_capital and not words[head_length].text.islower()
        if not certain or head.parent is None or head.parent == "national":
            return seen
        parent = self.context.issuer_id if head.parent == "issuer" else head.parent
        if parent is None or not self._may_hold(head):
            return seen
        return self._under(seen, parent, name, cast(UnitLevel, head.level), UNLISTED)

    def _may_hold(self, head: UnitHead) -> bool:
        """Say whether a unit of that kind, named without its parent, stands under the issuer itself.

        Vụ and Cục are a ministry's alone; the rooms that a government names may be any of its departments'.
        """
        if head.parent != "issuer":
            return True
        if head.kind in ("vu", "cuc"):
            return self.context.family == "bo"
        if self.context.family in ("ubnd_tinh", "tinh_uy"):
            return head.kind == "to_chuc_lien_nganh"
        return self.context.family != "other"

    def _under(self, mention: Mention, parent: str, name: str, level: UnitLevel, score: float) -> Mention:
        return replace(
            mention,
            unit_id=f"{parent}.{slug(name)}",
            unit_name=mention.text,
            level=level,
            match="alias",
            score=score,
        )

    def _spelled_out(self, mention: Mention, words: Sequence[Word]) -> Mention | None:
        """Read abbreviations that the document itself introduces."""
        if not self.context.abbreviations:
            return None
        long = dict(self.context.abbreviations)
        text = " ".join(word.text for word in words)
        for short in sorted(long, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long[short], text)
        spelled = read_words(text)
        entries = self.lexicon.whole(spelled)
        if not entries or [w.tone for w in spelled] == [w.tone for w in words]:
            return None
        found = self.named(mention, entries, spelled, None)
        return replace(found, match="alias", score=min(found.score, ALIAS)) if found.unit_id else None

    def _alike(self, mention: Mention, words: Sequence[Word], head: UnitHead | None) -> Mention | None:
        """Return the one known name that differs by a slip of the keys; None where none or several do."""
        key = " ".join(word.key for word in words)
        allowed = next((slips for length, slips in _SLIPS if len(key) <= length), _MOST_SLIPS)
        if not allowed or (head is not None and head.kind in _OPEN_KINDS):
            return None
        near = nearest(self.lexicon, key)
        if not near:
            return None
        best = near[0]
        distance = Levenshtein.distance(key, best[0], score_cutoff=allowed)
        score = best[1] / 100
        if distance > allowed or score < FUZZY_FLOOR or best[0].split()[0] != words[0].key:
            return None
        rivals = {
            e.unit_id for other, ratio in near[1:] if ratio >= best[1] for e in self.lexicon.entries[other]
        }
        entries = tuple(e for e in self.lexicon.entries[best[0]] if not e.is_collective)
        if not entries or rivals - {e.unit_id for e in entries}:
            return None
        entry = self._choose(entries, words, None)
        if entry is None:
            return None
        return self.as_unit(mention, self._of(entry), "fuzzy", round(score, 3))

    def place_after(self, words: Sequence[Word], at: int, end: int) -> tuple[int, Place | None]:
        """Return the place that follows words[:at] and where it ends; (at, None) where none does."""
        start = at
        if (
            at < end
            and words[at].tone in ("của", "thuộc")
            and words[at].gap is Gap.SPACE
            and PLACE_WORDS.at(words, at + 1, end)
        ):
            at += 1
        level = None
        if at < end and words[at].gap <= Gap.DASH and (found := PLACE_WORDS.at(words, at, end)):
            at, level = found
        elif at and at == start:
            for back in (2, 1):
                if at >= back and (found := PLACE_WORDS.at(words, at - back, at)) and found[0] == at:
                    level = found[1]
                    break
        if at < end and words[at].gap > Gap.DASH:
            return (at, Place(level, None, None)) if level and at > start else (start, None)
        if level in (None, "province", "city"):
            for stop in range(min(end, at + 5), at, -1):
                if any(w.gap > Gap.DASH for w in words[at:stop]):
                    continue
                province = self.lexicon.province(words[at:stop], self.context.day)
                if province and (level != "city" or province.is_city) and words[at].is_capital:
                    return stop, Place("province", province.short_name, None)
        if level is None:
            return start, None
        stop = at
        while stop < end and words[stop].gap <= Gap.DASH and words[stop].is_capital:
            stop += 1
        if stop > at and level != "province":
            name = " ".join(w.text for w in words[at:stop])
            local = "district" if level == "city" else level
            kind = words[at - 1].text.lower() if level != "city" else "thành phố"
            if level == "district" and kind == "xã":
                kind = "thị xã"
            return stop, Place(local, None, f"{kind} {name}")
        return (at, Place(level, None, None)) if at > start else (start, None)

    def with_place_word(self, before: Sequence[Word], words: Sequence[Word]) -> Sequence[Word]:
        """Return `UBND` `B` with the place's word that the name before it had: `UBND huyện B`."""
        if PLACE_WORDS.at(words, 1) is not None or (len(words) > 1 and PLACE_WORDS.at(words, 4)):
            return words
        for at in range(len(before) - 1, 0, -1):
            if found := PLACE_WORDS.at(before, at):
                size = len([w for w in words if w in before])
                return [*words[:size], *before[at : found[0]], *words[size:]]
        return words


def _printed(mention: Mention, words: Sequence[Word]) -> str:
    """Return the words as printed in the mention; words put together from two places are joined by spaces."""
    start, end = words[0].start - mention.start, words[-1].end - mention.start
    if 0 <= start < end <= len(mention.text) and mention.text[start:end].startswith(words[0].text):
        return mention.text[start:end]
    return " ".join(word.text for word in words)


@lru_cache(maxsize=8192)
def nearest(lexicon: Lexicon, key: str, limit: int = 3) -> tuple[tuple[str, float], ...]:
    """Return the keys of the lexicon most like this one with their likeness, 0..100, the best first."""
    found = process.extract(
        key, _keys(lexicon), scorer=fuzz.ratio, limit=limit, score_cutoff=FUZZY_FLOOR * 100
    )
    return tuple((name, ratio) for name, ratio, _ in found)


@lru_cache(maxsize=8)
def _keys(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(key for key in lexicon.entries if " " in key)


def level_of(group: Collective) -> UnitLevel:
    """Return the level of a collective's members, `other` where they are of several."""
    levels = group.conditions.get("level", ())
    return cast(UnitLevel, levels[0]) if len(levels) == 1 else "other"


def title_role_of(unit: Unit) -> str | None:
    """Return head or deputy for a unit that is a person's office."""
    if unit.kind != "title":
        return None
    return "deputy" if unit.unit_id.startswith("pho_") else "head"


def slug(text: str) -> str:
    """Return a name as an identifier.

    >>> slug("Phòng Quản lý dự án")
    'phong_quan_ly_du_an'
    """
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")


__all__ = ["Naming", "Place", "fits", "level_of", "nearest", "slug", "spell", "title_role_of"]
