"""What an issuer means by its own words: `Sở`, `Văn phòng`, `các phòng`, and rooms that it names without itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.lexicon import Unit
from extractors.lexicon.grammar import UnitHead, contextual_units
from pipeline.units.choosing import LOCAL
from pipeline.units.lexicon import Lexicon
from pipeline.units.mentions import CONTEXT, Context, Mention
from pipeline.units.vocabulary import heads, titles
from pipeline.units.words import Gap, Word, read_words
from schemas.text import fold
from schemas.vocab import UnitLevel

_LONGEST_OWN = (
    2  # words of what an issuer calls itself that are looked for at a name's end: `Sở`, `Liên đoàn`
)
_WITH_BOARDS = frozenset({"doan_the", "mat_tran", "to_chuc_xa_hoi", "cap_uy", "hdnd"})


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words that one context's issuer gives their meaning."""

    lexicon: Lexicon
    context: Context

    def bare(self, words: Sequence[Word]) -> Unit | str | None:
        """Return what a bare word means for this issuer: a unit, `@room` for a room of the issuer, or None."""
        if not words or words[0].tone not in _openers():
            return None
        said = self._said(words)
        if said is None and (rest := self._before_issuer(words)) and self._said(rest) == "@room":
            said = "@room"  # `Văn phòng Cục`
        if said == "@issuer" and self.context.family == "don_vi" and not self._heads_issuer(words):
            return None  # `Cục` in a document of a Chi cục
        if said == "@issuer":
            own = self.lexicon.units.get(self.context.issuer_id or "")
            return own or "@issuer"
        if said is None or said.startswith("@"):
            return said
        unit, day = self.lexicon.units.get(said), self.context.day
        is_later = (
            unit is not None and unit.valid_from is not None and day is not None and day < unit.valid_from
        )
        return None if is_later else unit

    def _said(self, words: Sequence[Word]) -> str | None:
        return contextual_units().get((" ".join(word.tone for word in words), self.context.family))

    def _heads_issuer(self, words: Sequence[Word]) -> bool:
        """Say whether words that are the head of names are the head of the issuer's; other words say no head."""
        head = heads().at(words, 0)
        if head is None or head[0] < len(words):
            return True
        named = read_words(self.context.issuer_name or "")
        return [word.tone for word in named[: len(words)]] == [word.tone for word in words]

    def depend_on_issuer(self, words: Sequence[Word]) -> bool:
        """Say whether words name another office for each kind of issuer: `Văn phòng`."""
        key = " ".join(word.tone for word in words)
        meant = {said for (bare, _), said in contextual_units().items() if bare == key}
        return "@room" in meant and len(meant) > 1

    def issuer(self, mention: Mention) -> Mention | None:
        """Return the mention as the issuer itself."""
        if not self.context.issuer_id:
            return None
        base, _, room = self.context.issuer_id.partition(".")
        unit = self.lexicon.units.get(base)
        level: UnitLevel = "other"
        if unit is not None and (unit.level in LOCAL or not room):
            level = unit.level
        return mention._replace(
            unit_id=self.context.issuer_id,
            unit_name=self.context.issuer_name,
            level=level,
            match="alias",
            score=CONTEXT,
        )

    def parent_of(self, head: UnitHead) -> str | None:
        """Return what a unit of that kind stands under, None where that is not known."""
        own = self.context.issuer_id
        if head.parent == "issuer" and head.kind == "truong" and self.context.family == "truong" and own:
            return own.rpartition(".")[0] or None  # another school stands beside the one that issues the plan
        return own if head.parent == "issuer" else head.parent

    def as_room(self, head: UnitHead, above: str | None) -> UnitHead:
        """Return the head as that of a room where the body above calls its rooms so: `Ban Tuyên giáo` of a Hội."""
        unit = self.lexicon.units.get((above or "").partition(".")[0])
        if head.kind != "ban" or unit is None or unit.kind not in _WITH_BOARDS:
            return head
        return replace(head, level="internal", parent="issuer")

    def may_hold(self, head: UnitHead) -> bool:
        """Say whether a unit of that kind, named without its parent, stands under the issuer itself.

        Vụ and Cục are a ministry's alone, no district or commune has a Chi cục; the rooms that a government names may
        be any of its departments'.
        """
        if head.parent != "issuer" or self.context.family == "owner":
            return True
        if head.kind in ("vu", "cuc"):
            return self.context.family == "bo"
        if self.context.family in ("ubnd_tinh", "tinh_uy"):
            return head.kind == "to_chuc_lien_nganh"
        if head.kind == "chi_cuc":
            return self.context.family in ("so", "bo", "ban", "don_vi")
        return self.context.family != "other"

    def without_issuer(self, name: str) -> str:
        """Return `Công đoàn Cục`, `Ban Chỉ đạo của Sở` as the issuing body itself would name them."""
        rest = self._before_issuer(read_words(name))
        return name[: rest[-1].end] if rest else name

    def _before_issuer(self, words: Sequence[Word]) -> Sequence[Word]:
        """Return the words before the last ones, which name the issuer; none where they do not: `Văn phòng | Cục`."""
        if not words or words[-1].tone not in _closers():
            return ()
        for size in range(1, min(len(words), _LONGEST_OWN + 1)):
            last, rest = words[-size:], words[:-size]
            if self._said(last) != "@issuer" or last[0].gap is not Gap.SPACE or not last[0].is_capital:
                continue
            if heads().at(last, 0) and not titles().at(last, 0) and self._heads_issuer(last):
                return rest[:-1] if rest[-1].tone in ("của", "thuộc") else rest
        return ()


@cache
def _openers() -> frozenset[str]:
    """Return the first words of all that an issuer gives its meaning; most names begin with none of them."""
    return frozenset(words.partition(" ")[0] for words, _ in contextual_units())


@cache
def _closers() -> frozenset[str]:
    """Return the last words of all that issuers call themselves."""
    return frozenset(
        words.rpartition(" ")[2] for (words, _), said in contextual_units().items() if said == "@issuer"
    )


def slug(text: str) -> str:
    """Return a name as an identifier.

    >>> slug("Phòng Quản lý dự án")
    'phong_quan_ly_du_an'
    """
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")
