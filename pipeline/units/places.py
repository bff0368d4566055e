"""The place that a unit's name ends with: `huyện Châu Thành`, `tỉnh Tây Ninh`, or a province's bare name."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipeline.units.lexicon import Lexicon
from pipeline.units.vocabulary import BRANCH_WORDS, PLACE_WORDS, SHORT_PLACES, heads
from pipeline.units.words import Gap, Word

# From the widest to the narrowest; `thành phố` is a province's or a district's.
_WIDTH = {"province": 0, "city": 1, "district": 2, "commune": 3}
_LONGEST_PROVINCE = 5  # words: `Bà Rịa - Vũng Tàu`, `TP Hồ Chí Minh`
_IN_FULL = {"tp": "thành phố", "t p": "thành phố", "tx": "thị xã", "h": "huyện", "q": "quận"}
_IN_FULL |= {"p": "phường", "x": "xã", "tt": "thị trấn"}
_OF_PLACES = frozenset(
    {"ubnd", "hdnd", "cap_uy", "luc_luong_vu_trang", "mat_tran"}
)  # kinds that stand before `P.`
_LONGEST_HEAD = 4  # words: `Ủy ban nhân dân`


class Place(NamedTuple):
    """The place named after a unit: a province by its short name, or a lower place by its printed name.

    `level` is province, city, district or commune; both names are None where only the word for the place stands there.
    """

    level: str
    province: str | None
    name: str | None


def place_after(
    words: Sequence[Word], at: int, end: int, lexicon: Lexicon, day: date | None
) -> tuple[int, Place | None]:
    """Return the place that follows words[:at] and where it ends; (at, None) where none does."""
    start = at
    branch = _branch(words, at, end)
    if branch:  # `Vietcombank chi nhánh Tây Ninh`
        after = branch
        stop, province = province_at(words, after, end, lexicon, day)
        return (stop, Place("province", province, None)) if province else (start, None)
    if _is_of(words, at, end):
        at += 1
    level, kind = None, ""
    if at < end and words[at].gap <= Gap.DASH and (found := place_word(words, at, end)):
        kind = kind_of(words[at : found[0]])
        at, level = found
    elif at and at == start:
        # the place's word is the last of the name itself: `UBND huyện` before `Châu Thành`
        for back in (2, 1):
            if at >= back and (found := PLACE_WORDS.at(words, at - back, at)) and found[0] == at:
                level, kind = found[1], kind_of(words[at - back : at])
                break
    if at < end and words[at].gap > Gap.DASH:
        return (at, Place(level, None, None)) if level and at > start else (start, None)
    if level in (None, "province", "city"):
        stop, name = province_at(words, at, end, lexicon, day, is_city=level == "city")
        if name:
            return stop, Place("province", name, None)
    if level is None:
        return start, None
    stop = name_end(words, at, end)
    if stop > at and level != "province":
        name = f"{kind} {' '.join(w.text for w in words[at:stop])}"
        stop, above = _above(words, stop, end, level, lexicon, day)
        return stop, Place("district" if level == "city" else level, above, name)
    return (at, Place(level, None, None)) if at > start else (start, None)


def place_word(words: Sequence[Word], at: int, end: int) -> tuple[int, str] | None:
    """Return (end, level) of the word for a place at words[at]; `P. X` counts after a local body: `UBND P. Tân Lập`."""
    if found := PLACE_WORDS.at(words, at, end):
        follows = words[found[0]] if found[0] < len(words) else None
        is_committee = follows is not None and follows.tone == "ủy" and follows.gap is Gap.SPACE
        return None if is_committee else found  # `thuộc Tỉnh ủy`
    found = SHORT_PLACES.at(words, at, end)
    if found is None or found[0] >= end or not _is_name(words[found[0]]) or not _follows_body(words, at):
        return None
    return found


def short_place(words: Sequence[Word], at: int, end: int) -> tuple[int, str] | None:
    """Return where the letters for a place at words[at] end and the word that they stand for: `P. Tân Lập`."""
    found = SHORT_PLACES.at(words, at, end)
    if found is None or found[0] >= end or not _is_name(words[found[0]]):
        return None
    return found[0], kind_of(words[at : found[0]])


def _is_name(word: Word) -> bool:
    return word.gap is Gap.SPACE and word.is_capital and not word.text.isupper()


def _follows_body(words: Sequence[Word], at: int) -> bool:
    heads_before = (heads().at(words, back, at) for back in range(max(0, at - _LONGEST_HEAD), at))
    return any(head and head[0] == at and head[1].kind in _OF_PLACES for head in heads_before)


def _branch(words: Sequence[Word], at: int, end: int) -> int:
    """Return where the province's name begins after `chi nhánh`, `CN tỉnh`; 0 where no such words stand there."""
    if at >= end or words[at].gap > Gap.DASH or at == 0:
        return 0
    found = BRANCH_WORDS.at(words, at, end)
    if found is None:
        return 0
    kind = PLACE_WORDS.at(words, found[0], end)
    return kind[0] if kind is not None and kind[1] in ("province", "city") else found[0]


def _is_of(words: Sequence[Word], at: int, end: int) -> bool:
    """Say whether `của`, `thuộc` stands there before a place's word."""
    return (
        at < end
        and words[at].tone in ("của", "thuộc")
        and words[at].gap is Gap.SPACE
        and place_word(words, at + 1, end) is not None
    )


def kind_of(words: Sequence[Word]) -> str:
    """Return the word for a place in full and in small letters: `TX` is `thị xã`."""
    kind = " ".join(word.tone for word in words)
    return _IN_FULL.get(kind, kind)


def province_at(
    words: Sequence[Word], at: int, end: int, lexicon: Lexicon, day: date | None, *, is_city: bool = False
) -> tuple[int, str | None]:
    """Return where the longest name of a province from words[at] ends and its short name; (at, None) for none."""
    if at >= end or not words[at].is_capital:
        return at, None
    for stop in range(min(end, at + _LONGEST_PROVINCE), at, -1):
        if any(w.gap > Gap.DASH for w in words[at + 1 : stop]):
            continue
        province = lexicon.province(words[at:stop], day)
        if province and (province.is_city or not is_city):
            return stop, province.short_name
    return at, None


def name_end(words: Sequence[Word], at: int, end: int) -> int:
    """Return where the capitals of a place's name end; a dash before a new unit's head ends it too."""
    if at + 1 < end and words[at].gap is Gap.DASH and not words[at + 1].is_capital:
        return at  # `... huyện - Cơ quan thường trực`: what the unit is, no place
    stop = at
    while stop < end and words[stop].is_capital and words[stop].gap <= (Gap.DASH if stop > at else Gap.COLON):
        if stop > at and words[stop].gap is Gap.DASH and heads().at(words, stop, end):
            break
        stop += 1
    return stop


def _above(
    words: Sequence[Word], at: int, end: int, level: str, lexicon: Lexicon, day: date | None
) -> tuple[int, str | None]:
    """Return the end and the province of the wider places that follow: `xã A, huyện B, tỉnh C`."""
    province = None
    while at < len(words) and words[at].gap <= Gap.COMMA and words[at].gap not in (Gap.AND, Gap.SLASH):
        found = PLACE_WORDS.at(words, at)
        if found is None or _WIDTH[found[1]] >= _WIDTH[level] or found[0] >= len(words):
            break
        is_city = found[1] == "city"
        stop, name = province_at(words, found[0], len(words), lexicon, day, is_city=is_city)
        if is_city and name is None and level != "commune":
            break  # `TX. A, TP. B` are two districts
        stop = stop if name else name_end(words, found[0], len(words))
        if stop == found[0] or words[found[0]].gap is not Gap.SPACE:
            break
        at, province, level = stop, name or province, found[1]
    return at, province
