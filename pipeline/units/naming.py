"""Which unit a name means in the context of a document: by level, by date, by issuer; nothing is forced."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import cast

from extractors.lexicon import Collective, Unit
from extractors.lexicon.grammar import UnitHead
from pipeline.units.choosing import LOCAL, Chooser, level_of
from pipeline.units.guessing import SURE_BY_MARKS, alike
from pipeline.units.lexicon import Entry, Lexicon
from pipeline.units.mentions import (
    ALIAS,
    CONTEXT,
    EXACT,
    FOLDED,
    PATTERN,
    UNLISTED,
    Context,
    Mention,
)
from pipeline.units.own_words import OwnWords, slug
from pipeline.units.places import Place, place_after
from pipeline.units.sets import SetPhrase
from pipeline.units.vocabulary import heads
from pipeline.units.words import Gap, Word, read_words, standing_for
from schemas.vocab import UnitLevel, UnitMatch

_OPEN_KINDS = frozenset({"phong", "chi_cuc", "don_vi_su_nghiep", "bo_phan", "to_chuc_lien_nganh", "truong"})
# The words for "of any district, of any commune" in a listed name, in whose stead the place's name stands.
_ANY_PLACE = re.compile(r"cấp huyện|cấp xã|xã, phường, đặc khu")
_WITHIN_BODIES = frozenset(
    {"doan_the", "cap_uy"}
)  # kinds that a body has of its own: `Đoàn Thanh niên Công an tỉnh`
_LONGEST_NAME = 40  # words; more is no name, whatever it begins with
_GOVERNMENT = {"province": "ubnd_tinh", "city": "ubnd_tinh", "district": "ubnd_huyen", "commune": "ubnd_xa"}


@dataclass(frozen=True, slots=True)
class Naming:
    """Names to units for one context."""

    lexicon: Lexicon
    context: Context
    chooser: Chooser = field(init=False)
    own: OwnWords = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", OwnWords(self.lexicon, self.context))
        object.__setattr__(self, "chooser", Chooser(self.lexicon, self.context))

    # Known names

    def named(
        self,
        mention: Mention,
        entries: Sequence[Entry],
        words: Sequence[Word],
        place: Place | None,
        *,
        each: bool = False,
    ) -> Mention:
        """Return the mention as the unit that these entries spell here and now; `each`: that of every such place."""
        level = place.level if place else None
        if words[-1].tone in ("phố", "tp"):
            level = self.chooser.city_level(place)
            if level is None:
                return mention._replace(flags=("ambiguous",))
        entry = self.chooser.choose(self.chooser.usable(entries, place), words, level)
        if entry is None:
            return self._of_no_list(mention, entries, level, place)
        found = self._recognised(mention, entry, words)
        unit = self.chooser.of(entry)
        if isinstance(unit, Unit) and unit.level in LOCAL and found.unit_id and not each:
            found = self._placed(found, unit, place)
        return found._replace(province=place.province) if place is not None else found

    def local_name(self, name: Sequence[Word], place: Place) -> list[Word]:
        """Return the words of a body's name with the word for that place: `UBND` in `xã A` is `UBND xã`."""
        if place.name is None:
            return [*name, *(word._replace(gap=Gap.SPACE) for word in read_words("tỉnh"))]
        kind = [word for word in read_words(place.name) if not word.is_capital]
        return [*name, *(word._replace(gap=Gap.SPACE) for word in kind)]

    def _of_no_list(
        self, mention: Mention, entries: Sequence[Entry], level: str | None, place: Place | None
    ) -> Mention:
        kinds = {self.chooser.kind(entry) for entry in entries}
        if level in LOCAL and place and place.name and kinds & {"ubnd", "hdnd"}:
            return self.local(mention, "ubnd" if "ubnd" in kinds else "hdnd", place)
        if level in LOCAL:
            return mention._replace(level=cast(UnitLevel, level), flags=(*mention.flags, "lower_level"))
        return mention

    def _placed(self, mention: Mention, unit: Unit, place: Place | None) -> Mention:
        """Return a district's or commune's body with the place in its id: the one named, else the issuer's own."""
        name = place.name if place and place.level == unit.level else None
        if name is None:
            base, _, own = (self.context.issuer_id or "").partition(".")
            issuer = self.lexicon.units.get(base)
            if issuer is None or issuer.level != unit.level or not own:
                return mention
            suffix = own.partition(".")[0]
            return mention._replace(unit_id=f"{unit.unit_id}.{suffix}")
        plain = unit.name_vi.partition(" (")[0]
        named, count = _ANY_PLACE.subn(name, plain)
        if not count:
            named = f"{plain} {name.partition(' ')[2]}"
        return mention._replace(unit_id=f"{unit.unit_id}.{slug(name)}", unit_name=named)

    def may_own(self, entries: Sequence[Entry]) -> bool:
        """Say whether a name within a name can be the body that the first is a part of; a set's name cannot."""
        found = [self.chooser.of(entry) for entry in entries]
        return not entries or any(
            isinstance(u, Unit) and u.kind != "group" and u.level != "internal" for u in found
        )

    def whole(self, words: Sequence[Word], place: Place | None = None) -> tuple[Entry, ...]:
        """Return the entries that these words as a whole spell and that may stand here."""
        return self.chooser.usable(self.lexicon.whole(words), place)

    def place_after(self, words: Sequence[Word], at: int, end: int) -> tuple[int, Place | None]:
        """Return the place that follows words[:at] and where it ends; (at, None) where none does."""
        return place_after(words, at, end, self.lexicon, self.context.day)

    def _recognised(self, mention: Mention, entry: Entry, words: Sequence[Word]) -> Mention:
        unit = self.chooser.of(entry)
        if not isinstance(unit, Unit) and unit.conditions.get("unit") == ("issuer",):
            return self.own.issuer(mention) or self.as_unit(mention, unit, "alias", ALIAS)
        if entry.spelling.words != tuple(word.tone for word in words):
            # Letters alone decide: the marks are lost or wrong, as in typed slips and recognised scans.
            if len(entry.spelling.key) <= SURE_BY_MARKS:
                return mention
            found = self.as_unit(mention, unit, "fuzzy", FOLDED)
        elif entry.spelling.is_name and words[0].end - words[0].start > 1:  # no `P.` for `Phòng`
            found = self.as_unit(mention, unit, "exact", EXACT)
        else:
            found = self.as_unit(mention, unit, "alias", ALIAS)
        if found.unit_id is not None and entry.is_collective:
            return found._replace(is_collective=True)
        return found

    def as_unit(self, mention: Mention, unit: Unit | Collective, match: UnitMatch, score: float) -> Mention:
        """Return the mention as that unit, flagged where the document's day is outside the unit's time."""
        if not isinstance(unit, Unit) and unit.resolution in ("inherit", "empty"):
            return mention._replace(flags=(*mention.flags, "reference"))
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
            name, level = unit.expression, level_of(unit)
            title = "head" if "head" in unit.conditions.get("role", ()) else None
            unit_id, plural = unit.collective_id, unit.resolution != "single"
        return mention._replace(
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
        if entry := self.chooser.choose(entries, words, None) if entries else None:
            return self._recognised(mention, entry, words)
        ids = group.ids_for(self.context.family)
        known = [c for i in ids if (c := self.lexicon.collectives.get(i))]
        if not known:
            return mention._replace(is_collective=True, flags=(*mention.flags, "unlisted_set"))
        best = min(known, key=lambda c: (not self.chooser.is_valid(c), self.chooser.staleness(c)))
        return self.as_unit(mention, best, "alias", PATTERN)

    # Words that the issuer gives their meaning

    def as_bare(self, mention: Mention, words: Sequence[Word]) -> Mention | None:
        """Return the mention as what bare words mean for this issuer, None where they mean nothing by themselves."""
        unit = self.own.bare(words)
        if isinstance(unit, Unit):
            found = self.as_unit(mention, unit, "alias", CONTEXT)
            return self._placed(found, unit, None) if unit.level in LOCAL else found
        if unit == "@issuer":
            return self.own.issuer(mention)
        if unit == "@room" and self.context.issuer_id:
            return self._under(mention, self.context.issuer_id, _printed(mention, words), "internal", CONTEXT)
        # What each kind of issuer means otherwise (`Văn phòng`) is nothing that the lists could tell of this one.
        if unit is None and self.context.family == "other" and self.own.depend_on_issuer(words):
            return mention._replace(level="internal", flags=(*mention.flags, "ambiguous"))
        return None

    # Names to be judged

    def other(self, mention: Mention, words: Sequence[Word]) -> Mention:
        """Return a mention without a head's help: a bare word, a short form, a province for its government."""
        if len(words) > _LONGEST_NAME:
            return mention
        if (bare := self.as_bare(mention, words)) is not None:
            return bare
        found = self.known(mention, words)
        if found is not None:
            return found
        if words[0].is_capital and (province := self.lexicon.province(words, self.context.day)):
            return self.government(mention, Place("province", province.short_name, None))
        return self._spelled_out(mention, words) or self._alike(mention, words, None) or mention

    def known(self, mention: Mention, words: Sequence[Word], shortest: int = 1) -> Mention | None:
        """Return the mention where the words, or all but a closing place, are a known name."""
        if entries := self.whole(words):
            return self.named(mention, entries, words, None)
        for end in range(len(words) - 1, shortest - 1, -1):
            stop, place = self.place_after(words, end, len(words))
            if stop == len(words) and place and (entries := self.whole(words[:end], place)):
                return self.named(mention, entries, words[:end], place)
        return None

    def government(self, mention: Mention, place: Place) -> Mention:
        """Return a place named alone, `các tỉnh A, B`, as its government."""
        if place.level in LOCAL:
            found = self.local(mention, "ubnd", place)
        else:
            found = self.as_unit(mention, self.lexicon.units["ubnd_tinh"], "alias", UNLISTED)
        return found._replace(
            province=place.province, score=min(found.score, UNLISTED), flags=(*found.flags, "place")
        )

    def headed(
        self,
        mention: Mention,
        words: Sequence[Word],
        head_length: int,
        head: UnitHead,
        parent: Mention | None = None,
    ) -> Mention:
        """Return a mention that opens with a head: known as a whole, alike a known name, or under its parent."""
        if len(words) > _LONGEST_NAME:
            return mention
        if head.long and len(words) > head_length:
            long = standing_for(head.long, words[0])
            words, head_length = [*long, *words[head_length:]], len(long)
        if len(words) > head_length:
            head = self.own.as_room(head, parent.unit_id if parent else self.context.issuer_id)
        if parent is not None and (
            head.parent == "issuer" or head.level == "internal" or head.kind in _WITHIN_BODIES
        ):
            return self._of_parent(mention, words, head, parent)
        if (bare := self.as_bare(mention, words)) is not None:
            return bare
        known = self.known(mention, words, head_length)
        if known is not None and (known.unit_id or "lower_level" not in known.flags):
            return known
        if head.kind in ("ubnd", "hdnd") and len(words) > head_length:
            stop, place = self.place_after(words, head_length, len(words))
            if place is not None and stop == len(words):
                return self.local(mention, head.kind, place) if place.name else mention
        found = self._spelled_out(mention, words) or self._alike(mention, words, head)
        found = found or self._unlisted(mention, words, head_length, head)
        return known if known is not None and found.unit_id is None else found

    def _of_parent(self, mention: Mention, words: Sequence[Word], head: UnitHead, parent: Mention) -> Mention:
        """Return `Văn phòng Sở Nội vụ`: the listed room where the parent is the issuer, else one under that parent."""
        if parent.unit_id is None or parent.is_collective:
            return mention
        if parent.unit_id == self.context.issuer_id:
            if (bare := self.as_bare(mention, words)) is not None:
                return bare
            entries = [entry for entry in self.whole(words) if self.chooser.kind(entry)]
            if entries and (entry := self.chooser.choose(entries, words, None)):
                return self._recognised(mention, entry, words)
        found = self._under(
            mention, parent.unit_id, _printed(mention, words), cast(UnitLevel, head.level), UNLISTED
        )
        return found._replace(province=parent.province, flags=(*mention.flags, *parent.flags))

    def may_have(self, parent: Mention, head: UnitHead) -> bool:
        """Say whether a body can have rooms of that kind: `Phòng Công tác Quốc hội` is about the assembly."""
        unit = self.lexicon.units.get(parent.unit_id or "")
        return unit is None or head.kind != "phong" or unit.kind not in ("quoc_hoi", "hdnd", "chinh_phu")

    def is_counted(self, mention: Mention) -> bool:
        """Say whether several bodies bear the name of what is mentioned, told apart by numbers: `Thuế cơ sở 3`."""
        unit = self.lexicon.units.get((mention.unit_id or "").partition(".")[0])
        return unit is not None and any("{số}" in alias for alias in unit.aliases)

    def beneath(self, mention: Mention, parent: Mention) -> Mention | None:
        """Return `Phòng Pháp chế Sở Y tế` as that Sở's room, None where the first is no room."""
        listed = self.lexicon.units.get(mention.unit_id or "")
        if listed is None:
            return None
        if listed.kind in _WITHIN_BODIES and parent.unit_id and not parent.is_collective:
            of_own = parent.unit_id == self.context.issuer_id
            return None if of_own else self._under(mention, parent.unit_id, mention.text, "party", UNLISTED)
        if listed.kind == "phong" and listed.level == "province" == parent.level:
            return mention  # a room of the provincial police, its parent said again
        if mention.level != "internal" or mention.unit_id is None:
            return None
        if parent.unit_id == self.context.issuer_id:
            return mention
        if parent.unit_id is None or parent.level == "internal" or parent.is_collective:
            return None
        if title_role_of(listed) or listed.kind == "lanh_dao":
            return parent._replace(
                start=mention.start,
                end=mention.end,
                text=mention.text,
                title_role=mention.title_role or "leader",
            )
        return self._under(mention, parent.unit_id, mention.text, "internal", UNLISTED)

    def local(self, mention: Mention, kind: str, place: Place) -> Mention:
        """Return the government of a named district or commune, under the listed one of its level and time."""
        known = [u for u in self.lexicon.units.values() if u.kind == kind and u.level == place.level]
        known = [u for u in known if u.unit_id.partition("_")[0] == kind]
        if not known or place.name is None:
            return mention
        unit = min(known, key=lambda u: (not self.chooser.is_valid(u), self.chooser.staleness(u)))
        found = self._placed(self.as_unit(mention, unit, "alias", ALIAS), unit, place)
        return found._replace(province=place.province)

    def _unlisted(self, mention: Mention, words: Sequence[Word], head_length: int, head: UnitHead) -> Mention:
        """Return a unit that no list has but whose kind and name are certain, under its parent; else unrecognised."""
        level = cast(UnitLevel, head.level)
        seen = mention._replace(level=level)
        if head.parent is None and self.context.family == "owner":
            head = replace(head, parent="issuer")
        if head.parent in (None, "national") or not _is_name(words, head_length, head):
            return seen
        if self.context.family == "truong" and self._is_office_above(words):
            return seen
        stem, place = self._with_place(words, head_length + 1)
        if place is not None:
            is_national = any((one.tone, two.tone) == ("trung", "ương") for one, two in pairwise(stem))
            return seen if is_national else self._in_place(seen, stem, place)
        parent = self.own.parent_of(head)
        if parent is None or not self.own.may_hold(head):
            return seen
        return self._under(seen, parent, _printed(mention, words), level, UNLISTED)

    def _is_office_above(self, words: Sequence[Word]) -> bool:
        """Say whether a district or commune has an office of that name, which no school has: `Phòng GD&ĐT`."""
        found = [self.chooser.of(entry) for entry in self.lexicon.whole(words)]
        return any(u.level in LOCAL and self.chooser.is_valid(u) for u in found if isinstance(u, Unit))

    def _with_place(self, words: Sequence[Word], shortest: int) -> tuple[Sequence[Word], Place | None]:
        """Divide an unlisted name from the place that it ends with."""
        for end in range(shortest, len(words)):
            stop, place = self.place_after(words, end, len(words))
            if place is not None and stop == len(words):
                return words[:end], place
        return words, None

    def _in_place(self, mention: Mention, words: Sequence[Word], place: Place) -> Mention:
        """Return `Tổ công tác Đề án A tỉnh`, `Trung tâm B huyện C` under the government of that place."""
        level = self.chooser.city_level(place) if place.level == "city" else place.level
        if level is None:
            return mention
        if level in LOCAL:
            above = self.local(mention, "ubnd", place) if place.name else None
            if above is None:
                own = min(
                    (u for u in self.lexicon.units.values() if u.kind == "ubnd" and u.level == level),
                    key=lambda u: (not self.chooser.is_valid(u), self.chooser.staleness(u)),
                )
                above = self._placed(self.as_unit(mention, own, "alias", ALIAS), own, None)
            parent = above.unit_id or _GOVERNMENT[level]
        else:
            parent = _GOVERNMENT[level]
        found = self._under(mention, parent, _printed(mention, words), cast(UnitLevel, level), UNLISTED)
        return found._replace(province=place.province)

    def _under(self, mention: Mention, parent: str, name: str, level: UnitLevel, score: float) -> Mention:
        if parent == self.context.issuer_id and parent.endswith(f".{slug(name)}"):
            return self.own.issuer(mention) or mention  # a school that speaks of itself
        return mention._replace(
            unit_id=f"{parent}.{slug(self.own.without_issuer(name) if parent == self.context.issuer_id else name)}",
            unit_name=mention.text,
            level=level,
            match="alias",
            score=score,
        )

    def _spelled_out(self, mention: Mention, words: Sequence[Word]) -> Mention | None:
        """Read abbreviations that the document itself introduces, within a name."""
        if not self.context.abbreviations:
            return None
        long = dict(self.context.abbreviations)
        text = " ".join(word.text for word in words)
        for short in sorted(long, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", lambda _, s=short: long[s], text)  # type: ignore[misc]
        spelled = read_words(text)
        entries = self.whole(spelled)
        if not entries or [w.tone for w in spelled] == [w.tone for w in words]:
            return None
        found = self.named(mention, entries, spelled, None)
        return found._replace(match="alias", score=min(found.score, ALIAS)) if found.unit_id else None

    def _alike(self, mention: Mention, words: Sequence[Word], head: UnitHead | None) -> Mention | None:
        if head is not None and head.kind in _OPEN_KINDS:
            return None
        entries, likeness = alike(self.lexicon, words)
        entry = self.chooser.choose(self.chooser.usable(entries, None), words, None)
        if entry is None:
            return None
        unit = self.chooser.of(entry)
        found = self.as_unit(mention, unit, "fuzzy", likeness)
        return self._placed(found, unit, None) if isinstance(unit, Unit) and unit.level in LOCAL else found


def _is_name(words: Sequence[Word], head_length: int, head: UnitHead) -> bool:
    """Say whether what follows the head is certainly a name, and not another body's."""
    if len(words) <= head_length or any(w.gap > Gap.AND for w in words[1:]):
        return False
    if words[head_length].text.islower() and head.kind != "to_chuc_lien_nganh":
        return False  # `Tổ công tác liên ngành` is named in small letters, `phòng họp` is no name
    if not words[0].is_capital and not words[head_length].text[0].isupper():
        return False
    if head.kind != "van_phong":
        return True
    inner = (heads().at(words, at) for at in range(head_length, len(words)) if words[at].is_capital)
    return all(found is None or found[1].level == "internal" for found in inner)


def _printed(mention: Mention, words: Sequence[Word]) -> str:
    """Return the words as printed in the mention; words put together from two places are joined by spaces."""
    start, end = words[0].start - mention.start, words[-1].end - mention.start
    if 0 <= start < end <= len(mention.text) and mention.text[start:end].startswith(words[0].text):
        return mention.text[start:end]
    return " ".join(word.text for word in words)


def title_role_of(unit: Unit) -> str | None:
    """Return head or deputy for a unit that is a person's office."""
    if unit.kind != "title":
        return None
    return "deputy" if unit.unit_id.startswith("pho_") else "head"
