"""Which of several units of one name is meant: by the place named, the day and the issuer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.lexicon import Collective, Unit
from pipeline.units.lexicon import Entry, Lexicon
from pipeline.units.mentions import Context
from pipeline.units.places import Place
from pipeline.units.words import Word
from schemas.vocab import UnitLevel

# How near each level is to an issuer of that family; the nearest unit of a name is meant.
_NEARNESS = {
    "so": ("internal", "province", "party", "central", "other", "commune", "district"),
    "ubnd_tinh": ("province", "party", "central", "other", "commune", "district", "internal"),
    "ubnd_huyen": ("district", "commune", "internal", "province", "party", "other", "central"),
    "ubnd_xa": ("commune", "district", "internal", "province", "party", "other", "central"),
    "bo": ("central", "internal", "party", "province", "other", "commune", "district"),
    "tinh_uy": ("party", "province", "central", "other", "commune", "district", "internal"),
    "truong": ("internal", "party", "other", "province", "central", "commune", "district"),
}
_NEARNESS |= {"huyen": _NEARNESS["ubnd_huyen"], "xa": _NEARNESS["ubnd_xa"], "don_vi": _NEARNESS["truong"]}
_NO_FAMILY = ("province", "central", "party", "internal", "other", "commune", "district")
# Whose issuers mean their own level's body by a name without its place's word.
_OWN_LEVEL = {"district": frozenset({"ubnd_huyen", "huyen"}), "commune": frozenset({"ubnd_xa", "xa"})}
_BELOW_PROVINCE = frozenset({"ubnd_huyen", "huyen", "ubnd_xa", "xa", "truong", "don_vi"})
_OF_PROVINCE = frozenset({"doan_the", "mat_tran", "luc_luong_vu_trang", "nganh_doc", "tu_phap"})
LOCAL = ("district", "commune")
# Levels whose units are those of one province.
OF_THE_PROVINCE = ("province", *LOCAL, "internal", "party")


@dataclass(frozen=True, slots=True)
class Chooser:
    """The choice among entries for one context."""

    lexicon: Lexicon
    context: Context

    def of(self, entry: Entry) -> Unit | Collective:
        """Return what the entry spells."""
        if entry.is_collective:
            return self.lexicon.collectives[entry.unit_id]
        return self.lexicon.units[entry.unit_id]

    def kind(self, entry: Entry) -> str:
        """Return the unit's kind, nothing for a collective."""
        unit = self.of(entry)
        return unit.kind if isinstance(unit, Unit) else ""

    def is_valid(self, unit: Unit | Collective) -> bool:
        """Say whether the unit exists on the document's day; undated documents mean the latest unit."""
        return unit.is_valid_on(self.context.day or date.max)

    def staleness(self, unit: Unit | Collective) -> int:
        """Return the days between the document and the unit's time."""
        day = self.context.day or date.max
        if unit.valid_to is not None and unit.valid_to < day:
            return (day - unit.valid_to).days
        if unit.valid_from is not None and unit.valid_from > day:
            return (unit.valid_from - day).days
        return 0

    def usable(self, entries: Sequence[Entry], place: Place | None) -> tuple[Entry, ...]:
        """Return the entries whose spelling may stand here, before that place or before none."""
        return tuple(entry for entry in entries if self._may_stand(entry, place))

    def _may_stand(self, entry: Entry, place: Place | None) -> bool:
        if not entry.spelling.bare or entry.is_collective:
            return True
        if place is not None and (place.province or place.name):
            level = self.city_level(place) if place.level == "city" else place.level
            return self._fits_level(entry, level)
        if entry.spelling.slot:
            return False
        return place is not None or self._is_own_level(self.lexicon.units[entry.unit_id])

    def _is_own_level(self, unit: Unit) -> bool:
        if unit.level in LOCAL:
            return self.context.family in _OWN_LEVEL[unit.level] or self._is_school_of(unit.level)
        if unit.kind == "to_chuc_lien_nganh":
            return self.context.family == "ubnd_tinh"  # a Sở's `Hội đồng Thi đua` is its own
        return self.context.family not in _BELOW_PROVINCE or self._is_provincial()

    def _is_school_of(self, level: UnitLevel) -> bool:
        """Say whether the issuer is a school of a district or commune, whose offices it names without their place."""
        above = self.lexicon.units.get((self.context.issuer_id or "").partition(".")[0])
        return self.context.family == "truong" and above is not None and above.level == level

    def _is_provincial(self) -> bool:
        """Say whether the issuer is a body of the whole province beside its government: a Hội, the police, a court."""
        issuer = self.lexicon.units.get(self.context.issuer_id or "")
        return issuer is not None and issuer.level in ("province", "party") and issuer.kind in _OF_PROVINCE

    def choose(self, entries: Sequence[Entry], words: Sequence[Word], level: str | None) -> Entry | None:
        """Return the entry that fits level, day and issuer best; None where two fit equally well."""
        tones = tuple(word.tone for word in words)
        nearness = _NEARNESS.get(self.context.family, _NO_FAMILY)

        def rank(entry: Entry) -> tuple[int, ...]:
            unit = self.of(entry)
            own = unit.level if isinstance(unit, Unit) else level_of(unit)
            return (
                entry.spelling.words != tones,
                not self.is_valid(unit),
                isinstance(unit, Unit) and unit.kind == "group",
                own != level if level in LOCAL else False,
                nearness.index(own) if own in nearness else len(nearness),
                isinstance(unit, Unit) and self._is_of_other_reach(unit),
                entry.spelling.made,
                not entry.spelling.is_name,
                self.staleness(unit),
            )

        fitting = [entry for entry in entries if self._fits_level(entry, level)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        ranked = [(rank(entry), entry) for entry in fitting]
        best = min(place for place, _ in ranked)
        first = [entry for place, entry in ranked if place == best]
        return first[0] if len({entry.unit_id for entry in first}) == 1 else None

    def _fits_level(self, entry: Entry, level: str | None) -> bool:
        unit = self.of(entry)
        if isinstance(unit, Collective) or level is None:
            return True
        if unit.level == "central" or _is_national(unit):
            return False
        if level in LOCAL:
            return unit.level in (level, "other")
        return unit.level not in LOCAL

    def _is_of_other_reach(self, unit: Unit) -> bool:
        """Say whether a party's or a union's body is the nation's where the issuer is not, or the other way round."""
        if unit.level not in ("party", "other") or self.context.family == "other":
            return False
        return _is_national(unit) != (self.context.family == "bo")

    def city_level(self, place: Place | None) -> str | None:
        """Return the level of `UBND thành phố`: a province's where that is a city, else a district's."""
        if place is not None and place.province is not None and place.name is None:
            return "province"
        if place is not None and place.name is not None:
            return "district"
        if self.context.is_city is None:
            return "district" if self.context.family in _OWN_LEVEL["district"] else None
        own = self.context.family in _OWN_LEVEL["district"]
        return "province" if self.context.is_city and not own else "district"


def _is_national(unit: Unit) -> bool:
    return unit.unit_id.startswith("tw_") or unit.unit_id.endswith(("_tw", "_vn"))


def level_of(group: Collective) -> UnitLevel:
    """Return the level of a collective's members, `other` where they are of several."""
    levels = group.conditions.get("level", ())
    return levels[0] if len(levels) == 1 else "other"  # type: ignore[return-value]
