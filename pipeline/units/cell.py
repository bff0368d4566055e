"""The state of a cell while it is read: its words, its known names, what was found and what still holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.lexicon.grammar import UnitHead
from pipeline.units.lexicon import Lexicon
from pipeline.units.masks import Mask
from pipeline.units.mentions import Context, Mention
from pipeline.units.naming import Naming
from pipeline.units.places import Place
from pipeline.units.vocabulary import PLACE_WORDS, cell_language, compounds
from pipeline.units.words import Gap, Word
from schemas.vocab import UnitRole

ReadText = Callable[[str, Context], list[Mention]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What later pieces may share: the words before a name, and the place's word of the name before."""

    words: tuple[Word, ...]
    head: UnitHead | None
    plural: bool = False  # opened by `các`, so that unlisted names are members too
    listing: bool = False  # opened by a colon, so that members stand between `;` and line breaks too
    place: tuple[Word, ...] = ()
    title_role: str | None = None


class Cell:
    """A cell between its first word and its last; places are numbers of words, `end` is the first after a piece."""

    def __init__(
        self, text: str, words: Sequence[Word], lexicon: Lexicon, context: Context, read: ReadText
    ) -> None:
        self.text, self.words, self.lexicon, self.context = text, words, lexicon, context
        self.read = read  # reads a text of its own: what an abbreviation stands for
        self.naming = Naming(lexicon, context)
        self.masks: dict[int, Mask] = {}
        self.role: UnitRole | None = None
        self.labelled = False  # the role was given before a colon: it holds for all until the next
        self.excepting = False
        self.prose = False
        self.shared: Shared | None = None
        self.reporting = False  # what follows a comma is reported to as well
        self.done = 0  # words before this one are read
        self.found: list[Mention] = []
        self.plural_at: int | None = None  # the mention that `các` opened and nothing has shared yet

    def span(self, start: int, end: int) -> Mention:
        """Return an empty mention of the words from start to end."""
        return self.span_from(self.words[start].start, end)

    def span_from(self, first: int, end: int) -> Mention:
        """Return an empty mention of the characters from first to the last word before end."""
        last = self.words[end - 1].end
        return Mention(first, last, self.text[first:last])

    def plain(self, start: int, end: int, flag: str) -> Mention:
        """Return what is no unit, flagged with why, and count its words as read."""
        self.done = max(self.done, end)
        return self.span(start, end)._replace(flags=(flag,))

    def add(self, mention: Mention) -> None:
        """Add a mention in the role that holds; after `trừ` it is excluded from the one before instead."""
        if self.excepting:
            what = mention.unit_id or mention.text
            self.found[-1:] = [m._replace(flags=(*m.flags, f"except={what}")) for m in self.found[-1:]]
            return
        self.found.append(mention._replace(role=self.role) if self.role and not mention.role else mention)

    def close_plural(self) -> None:
        """`Các Ban QLDA` with no further name is every such unit."""
        if self.plural_at is not None and self.plural_at < len(self.found):
            mention = self.found[self.plural_at]
            self.found[self.plural_at] = mention._replace(is_collective=mention.unit_id is not None)
        self.plural_at = None

    def next_sign(self, at: int) -> int:
        """Return the place of the first word after words[at] that a dividing sign stands before."""
        end = at + 1
        while end < len(self.words) and self.words[end].gap < Gap.AND:
            end += 1
        return end

    def is_before_colon(self, at: int) -> bool:
        """Say whether a colon stands before words[at], whatever follows it, or closes the cell."""
        after = self.words[at].start if at < len(self.words) else len(self.text)
        return at > 0 and ":" in self.text[self.words[at - 1].end : after]

    def said(self, at: int, end: int) -> tuple[int, str] | None:
        """Return where words of roles and duties that begin at a place end and what they say, None for others."""
        found = cell_language().at(self.words, at, end)
        if found is None or (at > 0 and compounds().at(self.words, at - 1) is not None):
            return None
        return found

    def meaning(self, at: int, end: int) -> str | None:
        """Return what the words at a place say of roles and duties, None where they say nothing."""
        said = self.said(at, end)
        return said[1] if said else None

    def is_field(self, at: int) -> bool:
        """Say whether a verb is the second field of a name: `Phòng Nghiệp vụ và Kiểm tra`, `... - Tổng hợp`."""
        word, said = self.words[at], self.said(at, len(self.words))
        if said is None or said[1] not in ("verb", "report") or not word.is_capital or at in self.masks:
            return False
        # `... và Theo dõi thi hành pháp luật`: the field goes on in small letters
        rest = self.words[said[0] : self.next_sign(at)]
        ends = not rest or (rest[0].gap < Gap.AND and not any(word.is_capital for word in rest))
        return word.gap is Gap.DASH or (word.gap is Gap.AND and ends)

    def give_role(self, role: UnitRole) -> None:
        """Give a role to the last mention; `A chủ trì; B, C phối hợp` gives it to both B and C."""
        last = len(self.found) - 1
        for at in range(last, -1, -1):
            mention = self.found[at]
            if at < last:
                has_lead = any(other.role == "lead" for other in self.found[:at])
                between = self.text[mention.end : self.found[at + 1].start].strip()
                if role != "coordinating" or not has_lead or mention.role or between not in (",", "và", "&"):
                    break
            self.found[at] = mention._replace(role=role)

    def place_at(self, at: int, end: int) -> tuple[int, int, Place] | None:
        """Return (end, end of the place's word, place) of a named place that begins at words[at]."""
        found = PLACE_WORDS.at(self.words, at, end)
        if found is None or found[0] >= end or not self.words[found[0]].is_capital:
            return None
        if self.words[found[0]].gap not in (Gap.SPACE, Gap.COLON) or at in self.masks:
            return None
        if len(self.words[at].text) == 1 and self.words[at].text.islower():
            return None  # `p/h Văn phòng Sở` names no huyện
        opening = [self.words[at]._replace(gap=Gap.SPACE), *self.words[at + 1 : found[0]]]
        rest = [self.words[found[0]]._replace(gap=Gap.SPACE), *self.words[found[0] + 1 :]]
        size = end - at
        after, place = self.naming.place_after([*opening, *rest], 0, size)
        if place is None or not (place.name or place.province):
            return None
        return at + after, found[0], place

    def is_issuer(self, at: int) -> bool:
        """Say whether the word at a place means the issuer itself: `Sở`, `Bộ`."""
        meant = self.naming.own.bare(self.words[at : at + 1])
        return meant == "@issuer" or (
            meant is not None and not isinstance(meant, str) and meant.unit_id == self.context.issuer_id
        )

    def enter(self, gap: Gap) -> None:
        """Forget what a sign ends."""
        if gap >= Gap.LINE:
            self.excepting = self.prose = self.reporting = False
        if gap >= Gap.STOP:
            self.role = self.role if self.labelled else None
            if self.shared and not self.shared.listing:
                self.shared = None
