"""The known names and sets in a cell: their inner commas and `và` divide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.lexicon import Unit
from pipeline.units.lexicon import Entry, Lexicon, Phrase
from pipeline.units.naming import Naming
from pipeline.units.places import Place, province_at
from pipeline.units.sets import PLACES, SetPhrase, find_sets, read_set
from pipeline.units.vocabulary import PLACE_WORDS, QUANTIFIERS, cell_language, heads, titles
from pipeline.units.words import Gap, Word, read_words, standing_for

_GOVERNING = frozenset({"ubnd", "hdnd", "title"})
_LEVEL_OF_SET = {"tinh": "province", "thanh_pho": "district", "huyen": "district", "xa": "commune"}


@dataclass(frozen=True, slots=True, eq=False)
class Mask:
    """Words[start:end] are one name: of these entries, of a set, or an abbreviation of the document for `long`."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    group: SetPhrase | None = None
    long: str | None = None


def find_masks(words: Sequence[Word], naming: Naming) -> list[Mask]:
    """Return the names and sets in these words, the longest first where they overlap."""
    lexicon = naming.lexicon
    phrases = lexicon.find(words)
    starts: dict[int, int] = {}
    for phrase in phrases:
        starts[phrase.start] = max(phrase.end, starts.get(phrase.start, 0))
    candidates = _introduced(words, naming)
    reach: dict[Mask, int] = {}
    for phrase in phrases:
        entries, after, place = phrase.entries, phrase.end, None
        if any(entry.spelling.bare for entry in entries) or _opens_set(words, phrase.end):
            after, place = place_ahead(words, phrase.end, naming)
            entries = naming.chooser.usable(entries, place)
            if _runs_on(words, phrase.end, lexicon):
                entries = tuple(entry for entry in entries if not entry.spelling.bare)
        if _named_place(words, phrase.start, phrase.end, naming) or _means_other(words, phrase, naming):
            continue
        if _is_within_other(words, phrase):
            continue
        # `Văn phòng HĐND và UBND các xã`: that office of each
        is_each = bool(entries) and place is not None and place.name == "các"
        is_each = is_each and naming.chooser.kind(entries[0]) not in _GOVERNING
        if entries and (is_each or not _gives_up_last(phrase, starts)):
            mask = Mask(phrase.start, phrase.end, entries)
            candidates.append(mask)
            if is_each:
                reach[mask] = after
    for group in find_sets(words):
        if not group.is_plural and _follows_a_name(words, group.start):
            continue  # `vụ, Thanh tra` of `Sở Ngoại vụ, Thanh tra tỉnh`
        if named_at := _named_place(words, group.start, group.end, naming):
            group = read_set(words[:named_at], group.start) or group
        same = next((m for m in candidates if (m.start, m.end) == (group.start, group.end)), None)
        entries = tuple(e for e in same.entries if e.is_collective) if same else ()
        if same is not None and not entries and not group.is_plural:
            continue  # `Hiệp hội DN tỉnh` is one body of that name
        if entries or group.collective_ids or group.is_plural:
            candidates.append(Mask(group.start, group.end, entries, group))
    taken: set[int] = set()
    chosen = []
    for mask in sorted(
        candidates,
        key=lambda m: (m.start - reach.get(m, m.end), m.long is None, m.group is None, m.start),
    ):
        if taken.isdisjoint(range(mask.start, mask.end)):
            taken.update(range(mask.start, mask.end))
            chosen.append(mask)
    return chosen


def with_full_heads(words: Sequence[Word], lexicon: Lexicon) -> Sequence[Word]:
    """Return the words with the head in full of names that are known so: `P. Kinh tế, HT & ĐT` is a `Phòng ...`."""
    full = list(words)
    for at, word in enumerate(words[:-1]):
        head = heads().at(words, at) if len(word.text) == 1 and word.is_capital else None
        if head is not None and head[1].long and words[at + 1].is_capital:
            full[at] = standing_for(head[1].long, word)[0]
    if all(one is word for one, word in zip(full, words, strict=True)):
        return words
    known = {phrase.start for phrase in lexicon.find(full)}
    return [full[at] if at in known else word for at, word in enumerate(words)]


def _means_other(words: Sequence[Word], phrase: Phrase, naming: Naming) -> bool:
    """Say whether the issuer gives the words another meaning: `BTC` is a Tỉnh ủy's Ban Tổ chức."""
    meant = naming.own.bare(words[phrase.start : phrase.end])
    if meant == "@room":
        return all(not entry.is_collective for entry in phrase.entries)
    return isinstance(meant, Unit) and all(entry.unit_id != meant.unit_id for entry in phrase.entries)


def _is_within_other(words: Sequence[Word], phrase: Phrase) -> bool:
    """Say whether a phrase begins within a longer name's head, `Cục Thuế` of `Chi cục Thuế`, or opens a title.

    `Tỉnh ủy viên` is a person.
    """
    head = heads().at(words, phrase.start - 1) if phrase.start else None
    if head is not None and phrase.start < head[0] < phrase.end:
        return True
    follows = words[phrase.end : phrase.end + 1]
    title = titles().at(words, phrase.start) if follows and follows[0].gap is Gap.SPACE else None
    return title is not None and title[0] > phrase.end


def _named_place(words: Sequence[Word], start: int, end: int, naming: Naming) -> int:
    """Return where the last of a row of places begins, if it has a name: `thị xã` in `UBND các huyện, thị xã A`.

    The place with the name is one body, and not of the set; 0 where there is none.
    """
    if end >= len(words) or words[end].gap is not Gap.SPACE or not words[end].is_capital:
        return 0
    ends_at = ((at, PLACE_WORDS.at(words, at, end)) for at in range(max(end - 2, start + 1), end))
    at = next((at for at, found in ends_at if found and found[0] == end), 0)
    if not at or words[at].gap not in (Gap.COMMA, Gap.AND) or words[end].text.isdigit():
        return 0
    is_province = province_at(words, end, len(words), naming.lexicon, naming.context.day)[1] is not None
    return 0 if is_province or heads().at(words, end) else at


def _opens_set(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].gap <= Gap.DASH and QUANTIFIERS.at(words, at) is not None


def place_ahead(words: Sequence[Word], at: int, naming: Naming) -> tuple[int, Place | None]:
    """Return the place after words[:at], one of several (`các xã A, B`) or any of a set (`các huyện`) included."""
    stop, place = naming.place_after(words, at, len(words))
    if place is not None or at >= len(words) or words[at].gap > Gap.DASH:
        return stop, place
    if words[at].tone == "các":
        after, place = naming.place_after(words, at + 1, len(words))
        if place is not None and (place.name or place.province):
            return after, place
    group = read_set(words, at)
    if group is not None and group.head is None and group.is_plural and set(group.groups) <= PLACES:
        return group.end, Place(_LEVEL_OF_SET.get(group.groups[0], "commune"), None, "các")
    return at, None


def _introduced(words: Sequence[Word], naming: Naming) -> list[Mask]:
    """Return where the document's own short forms of units' names stand: `BCĐ` for `Ban Chỉ đạo ...`."""
    found = []
    for short, long in naming.context.abbreviations:
        tones = _tones(short)
        if not tones or len(long) <= len(short):
            continue
        spelled = (at for at, word in enumerate(words) if word.tone == tones[0] and word.text[0] == short[0])
        places = [at for at in spelled if _tones_of(words[at : at + len(tones)]) == tones]
        if places and _names_a_unit(read_words(long), naming):
            found += [Mask(at, at + len(tones), long=long) for at in places]
    return found


@lru_cache(maxsize=4096)
def _tones(text: str) -> tuple[str, ...]:
    return _tones_of(read_words(text))


def _tones_of(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.tone for word in words)


def _names_a_unit(words: Sequence[Word], naming: Naming) -> bool:
    return heads().at(words, 0) is not None or bool(naming.whole(words))


def _follows_a_name(words: Sequence[Word], at: int) -> bool:
    """Say whether the word goes on with the words before it, which are no title and no word of a role."""
    if not at or words[at].gap > Gap.DASH:
        return False
    openings = (found for back in range(1, 5) if back <= at for found in _openings(words, at - back))
    return all(end != at for end in openings)


def _openings(words: Sequence[Word], at: int) -> list[int]:
    return [found[0] for found in (titles().at(words, at), cell_language().at(words, at)) if found]


def _runs_on(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Say whether a name goes on after words[:at] other than with a place: `Tòa án nhân dân | tối cao`."""
    if at >= len(words) or words[at].gap > Gap.DASH:
        return False
    if QUANTIFIERS.at(words, at):
        # `... các huyện` says where; `... các công trình giao thông` goes on with the name
        return read_set(words, at) is None and PLACE_WORDS.at(words, at + 1) is None
    if PLACE_WORDS.at(words, at) or cell_language().at(words, at):
        return False
    return not any(
        lexicon.province(words[at:stop], None) for stop in range(at + 1, min(len(words), at + 5) + 1)
    )


def _gives_up_last(phrase: Phrase, starts: dict[int, int]) -> bool:
    """`Thanh tra Sở` leaves its last word to `Sở Y tế`."""
    last = phrase.end - 1
    return last > phrase.start and starts.get(last, 0) > phrase.end
