"""Collectives by their grammar: `UBND các huyện, thị xã và thành phố`, `Các sở, ban, ngành, đoàn thể cấp tỉnh`."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.lexicon.grammar import collective_patterns
from pipeline.units.vocabulary import (
    COLLECTIVE_HEADS,
    MODIFIERS,
    PLACE_WORDS,
    QUANTIFIERS,
    cell_language,
    nouns,
)
from pipeline.units.words import Gap, Word

# `cán bộ, công chức`; `tập đoàn, doanh nghiệp`: words of one kind in a row make a set without an article.
_PEOPLE = frozenset({"nhan_su", "giao_vien", "hoc_sinh", "doanh_nghiep", "ca_nhan"})
PLACES = frozenset({"tinh", "thanh_pho", "huyen", "xa", "thon"})


_MOST_NOUNS = 24  # more in a row are no set, but a cell made to take long
_IN_A_ROW = (Gap.COMMA, Gap.AND, Gap.SLASH)
_OWN_OFFICES = frozenset({"van_phong", "thanh_tra"})


class SetPhrase(NamedTuple):
    """Words[start:end] name a set: under a head or none, these groups of nouns, narrowed by these modifiers."""

    start: int
    end: int
    head: str | None
    groups: tuple[str, ...]
    modifiers: tuple[str, ...]
    is_plural: bool  # opened by `các`, `tất cả các`, ...

    @property
    def collective_ids(self) -> tuple[str, ...]:
        """The collectives that such a set can mean, of several times, whoever says it."""
        return self.ids_for("")

    def ids_for(self, family: str) -> tuple[str, ...]:
        """Return the collectives that such a set can mean in a document of that family of issuers."""
        named = frozenset(self.groups)
        said = {*self.modifiers, f"@{family}"}
        found: list[str] = []
        for pattern in collective_patterns():
            if (
                pattern.head == self.head
                and pattern.needs <= named <= pattern.allows
                and (pattern.modifier is None or pattern.modifier in said)
            ):
                if found and not pattern.collective_id.startswith(found[0]):
                    break
                found.append(pattern.collective_id)
        return tuple(found)


def find_sets(words: Sequence[Word]) -> list[SetPhrase]:
    """Return the sets named in these words, from left to right, none within another."""
    found, at = [], 0
    openers = _openers()
    while at < len(words):
        phrase = read_set(words, at) if words[at].tone in openers else None
        if phrase is None:
            at += 1
        else:
            found.append(phrase)
            at = phrase.end
    return found


@cache
def _openers() -> frozenset[str]:
    """Return the words that a set's name can begin with."""
    return frozenset().union(QUANTIFIERS.by_first, COLLECTIVE_HEADS.by_first, nouns().by_first, ("cấp",))


def read_set(words: Sequence[Word], start: int) -> SetPhrase | None:
    """Return the set whose name begins at words[start], None where none does."""
    at, plural = _quantified(words, start)
    head = None
    if (found := COLLECTIVE_HEADS.at(words, at)) and not _is_divided(words, found[0]):
        (after, head), inner = found, False
        at, inner = _quantified(words, after)
        if not inner and _is_counted(words, at):  # `UBND 124 xã, phường`
            at, inner = at + 1, True
        if at < len(words) and words[at].tone == "cấp" and words[at].gap is Gap.SPACE:
            inner, at = True, at + 1
        plural = inner
    groups: list[str] = []
    end = at
    while len(groups) < _MOST_NOUNS and (noun := _noun(words, at, bool(groups))) is not None:
        if at > start and words[at].gap >= Gap.COLON:
            break  # `UBND các cấp; Chủ đầu tư`
        if groups and noun[1] in _OWN_OFFICES and words[at].is_capital:
            break  # `các phòng, Thanh tra Sở`: one office, named after the rooms
        if groups and groups[-1] in _OWN_OFFICES and words[at].gap is Gap.SPACE and not plural:
            break  # `Văn phòng Cục`: the office of one body
        # `ngành tỉnh`, `ban xã`: a place's word without a sign before it belongs to the noun
        if groups and noun[1] in (*PLACES, "cap") and groups[-1] not in PLACES and words[at].gap is Gap.SPACE:
            break
        end, group = noun
        groups.append(group)
        at = end
        if at < len(words) and words[at].tone == "cấp" and head and words[at].gap in (Gap.COMMA, Gap.AND):
            at += 1
        if at >= len(words) or words[at].gap > Gap.COMMA:
            break
    if not groups or (head and end == at == start):
        return None
    end, modifiers = _modifiers(words, end)
    if not plural and modifiers == ("trung_uong",) and _names_one(words, end):
        return None
    if not plural and groups == ["dia_phuong"] and end < len(words) and words[end].gap is Gap.SPACE:
        return SetPhrase(start, end, head, tuple(groups), modifiers, plural)
    if not plural and len(groups) < 2 and not ({"lien_quan", "trung_uong"} & set(modifiers) and head is None):
        return None
    is_one_kind = len(set(groups)) < 2 and groups[0] not in _PEOPLE
    if not plural and head is None and is_one_kind and not modifiers:
        return None
    return SetPhrase(start, end, head, tuple(groups), modifiers, plural)


def _names_one(words: Sequence[Word], end: int) -> bool:
    """Say whether capitals make one name of a noun: `Bệnh viện Trung ương Huế`."""
    follows = end < len(words) and words[end].gap is Gap.SPACE and words[end].is_capital
    return follows and words[end - 2].text[0].isupper()


def _quantified(words: Sequence[Word], at: int) -> tuple[int, bool]:
    found = QUANTIFIERS.at(words, at)
    if found is None or (found[0] < len(words) and words[found[0]].gap >= Gap.COLON):
        return at, False
    return found[0], True


def _is_divided(words: Sequence[Word], at: int) -> bool:
    """`Công an và các cơ quan liên quan`: the head stands for itself."""
    return at < len(words) and words[at].gap > Gap.DASH and words[at].gap is not Gap.LINE


def _is_counted(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at].text.isdigit() and PLACE_WORDS.at(words, at + 1) is not None


def _noun(words: Sequence[Word], at: int, goes_on: bool) -> tuple[int, str] | None:
    """Return (end, group) of the noun there, unless it is the head of a name: `Sở` of `Sở Y tế`."""
    found = nouns().at(words, at)
    if found is None or (goes_on and words[at].gap > Gap.COMMA):
        return None
    end, group = found
    if group in PLACES and end < len(words) and words[end].tone == "ủy" and words[end].gap is Gap.SPACE:
        return None  # `các tỉnh ủy viên`
    if any(word.gap > Gap.COMMA for word in words[at + 1 : end]):
        return None
    if end < len(words) and words[end].gap is Gap.SPACE and words[end].is_capital:
        if nouns().at(words, end) or _is_modifier(words, end) or group == "dia_phuong":
            return found
        return None
    # `xã A`, `phường B` are places with names; `đơn vị trực tiếp ...` is narrowed by what follows
    return found


def _is_modifier(words: Sequence[Word], at: int) -> bool:
    found = cell_language().at(words, at)
    return found is not None and found[1] in MODIFIERS


def _modifiers(words: Sequence[Word], end: int) -> tuple[int, tuple[str, ...]]:
    found: list[str] = []
    while end < len(words) and words[end].gap in (Gap.SPACE, Gap.DASH):
        modifier = cell_language().at(words, end)
        if modifier is None or modifier[1] not in MODIFIERS:
            break
        stop, meaning = modifier
        if (
            meaning == "place"
            and stop < len(words)
            and words[stop].gap is Gap.SPACE
            and words[stop].is_capital
        ):
            place = PLACE_WORDS.at(words, stop - 1)
            if place is None:
                break
        follows = stop < len(words) and words[stop].gap is Gap.SPACE and words[stop].is_capital
        if meaning == "truc_thuoc" and follows and words[stop - 1].tone in ("sở", "bộ"):
            break  # `thuộc Sở Nội vụ`
        end = _row_end(words, stop, meaning)
        found.append(meaning)
    return end, tuple(found)


def _row_end(words: Sequence[Word], end: int, meaning: str) -> int:
    """Return where a row of places' words ends that narrow a set: `các đoàn thể xã, phường`."""
    while meaning.startswith("place_") and end < len(words) and words[end].gap in _IN_A_ROW:
        found = cell_language().at(words, end)
        if found is None or found[1] != meaning:
            break
        if found[0] < len(words) and words[found[0]].gap is Gap.SPACE and words[found[0]].is_capital:
            break
        end = found[0]
    return end
