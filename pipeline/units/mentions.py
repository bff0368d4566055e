"""What a cell of units says: each mention with its place in the cell and the unit it means."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.replacing import quick_to_replace
from schemas.vocab import UnitLevel, UnitMatch, UnitRole

# Scores by the way of recognition. A guess scores below every certain reading, so that one threshold divides them.
EXACT = 1.0  # the canonical name, up to case, tone placement and spaces
ALIAS = 0.98  # another customary name or abbreviation
PATTERN = 0.95  # a collective by its grammar
CONTEXT = 0.95  # a bare word that the issuer gives its meaning
SPACES = 0.95  # the same letters, spaces lost or put in
FOLDED = 0.9  # the same letters, the marks lost or wrong
UNLISTED = 0.75  # kind and name are certain, no list has it
FUZZY_FLOOR = 0.85  # a likeness below this is a guess, and a guess names no unit


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says about the words in it: who speaks, and when.

    `day` is None where no date is known; the latest unit of a name is meant then. `family` groups issuers that
    mean the same by `Văn phòng` or `các phòng`: so, ubnd_tinh, ubnd_huyen, ubnd_xa, bo, tinh_uy, ban, truong, other.
    """

    day: date | None = None
    issuer_id: str | None = None
    issuer_name: str | None = None
    family: str = "other"
    is_city: bool | None = None
    abbreviations: tuple[tuple[str, str], ...] = ()


@quick_to_replace
class Mention(NamedTuple):
    """One unit named in a cell: text == cell[start:end]; unit_id None where it was not recognised.

    `province` is the short name of the province that the mention itself names, None where it names none.
    `flags` say what else was seen: legacy_unit_name, shared_head, sub_unit, reference, person, prose, open, ...
    """

    start: int
    end: int
    text: str
    unit_id: str | None = None
    unit_name: str | None = None
    level: UnitLevel | None = None
    is_collective: bool = False
    match: UnitMatch = "none"
    score: float = 0.0
    province: str | None = None
    title_role: str | None = None
    role: UnitRole | None = None
    flags: tuple[str, ...] = ()

    def of_each(self) -> "Mention":
        """Return the mention as one of such a unit in each of several places: `Trạm Y tế các xã`."""
        return self._replace(is_collective=True, flags=(*self.flags, "each"))

    def titled(self, role: str | None) -> "Mention":
        """Return the mention with the title that stands before it, where it has none of its own."""
        return self if role is None or self.title_role else self._replace(title_role=role)
