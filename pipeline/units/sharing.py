"""Several units under one head, and places: `Sở Tài chính, Nội vụ`, `UBND các xã A, B`, `Đảng ủy, UBND xã A`.

What reads a unit here adds it to the cell and returns where it ends; None where it reads nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.lexicon.grammar import UnitHead
from pipeline.units.cell import Cell, Shared
from pipeline.units.masks import Mask, place_ahead
from pipeline.units.mentions import Mention
from pipeline.units.people import is_full_name, is_person
from pipeline.units.places import Place, name_end, place_word, province_at, short_place
from pipeline.units.sets import PLACES
from pipeline.units.vocabulary import PLACE_WORDS, cell_language, heads
from pipeline.units.words import Gap, Word, is_number, standing_for

_LONGEST_SHARED = 14  # words of a name under a shared head: `Văn hóa, Thể thao và Du lịch`
_SHARING = (Gap.COMMA, Gap.AND, Gap.COLON, Gap.SLASH)
_LISTING = (*_SHARING, Gap.STOP, Gap.LINE)
_PROVINCIAL = ((1, "province"), (1, "city"), (2, "city"), (2, "province"))
_COMMUNES = frozenset({"p", "x", "tt", "xã", "phường", "thị"})  # first words of their places
_LIST_KINDS = frozenset({"so", "bo", "phong", "cuc", "vu", "chi_cuc", "ban", "van_phong", "truong"})


def lists_members(cell: Cell, mask: Mask, start: int, end: int, title_role: str | None) -> bool:
    """`các Sở: Xây dựng, Tài chính` names no set, but the head of the names that follow the colon."""
    at = mask.end
    if at >= len(cell.words) or cell.words[at].gap is not Gap.COLON:
        return False
    is_set = mask.group is not None or any(entry.is_collective for entry in mask.entries)
    if not is_set or cell_language().at(cell.words, at):
        return False
    if at in cell.masks or heads().at(cell.words, at):
        return True  # `Các sở, ngành: Sở Y tế, Công an tỉnh`: the members follow with heads of their own
    if not cell.words[at].is_capital:
        return False
    if mask.group is not None and mask.group.head is None and set(mask.group.groups) <= PLACES:
        return _lists_places(cell, mask, (), None, title_role)
    for position in range(mask.start, mask.end):
        head = heads().at(cell.words, position, mask.end)
        if head is None:
            continue
        words = tuple(cell.words[position : head[0]])
        if head[1].kind in ("ubnd", "hdnd", "luc_luong_vu_trang"):
            return _lists_places(cell, mask, words, head[1], title_role)
        if head[1].kind in _LIST_KINDS:
            cell.shared = Shared(words, head[1], True, True, (), title_role)
            return True
    return False


def _lists_places(
    cell: Cell, mask: Mask, name: tuple[Word, ...], head: UnitHead | None, title_role: str | None
) -> bool:
    """`UBND các xã: A, B`, `Các tỉnh: A, B`: remember the place's word for the names after the colon."""
    place = next((p for p in range(mask.start, mask.end) if PLACE_WORDS.at(cell.words, p)), None)
    if place is None:
        return False
    cell.shared = Shared(name, head, True, True, tuple(cell.words[place : mask.end]), title_role)
    return True


def places_of(
    cell: Cell, start: int, name_at: int, stop: int, end: int, title_role: str | None
) -> int | None:
    """Read `UBND các xã A, B và phường C`: a body of each of several places, the first of them here."""
    at = stop + (stop < end and cell.words[stop].tone == "các")
    if at == stop:
        return None
    place = cell.place_at(at, end)
    if place is None or cell.words[stop].gap is not Gap.SPACE:
        return None
    after, kind_end, named = place
    name = tuple(cell.words[name_at:stop])
    head = heads().at(cell.words, name_at, stop)
    kind = tuple(cell.words[at:kind_end])
    cell.shared = Shared(name, head[1] if head else None, True, False, kind, title_role)
    _add_member(cell, start, after, name, named, title_role)
    return after


def read_places(
    cell: Cell, start: int, at: int, end: int, plural: bool, title_role: str | None
) -> int | None:
    """Read places named alone as their governments: `các tỉnh A, B`; a lone name under the head before it."""
    if (stop := share(cell, start, end)) is not None:
        return stop
    place = cell.place_at(at, end)
    if place is None or at in cell.masks:
        return None
    after, kind_end, named = place
    cell.shared = Shared((), None, plural, False, tuple(cell.words[at:kind_end]), title_role)
    _add_member(cell, start, after, (), named, title_role)
    return after


def share(cell: Cell, start: int, end: int) -> int | None:
    """Read a piece as one more name under the head before it: `Nội vụ` after `Sở Tài chính,`."""
    shared = cell.shared
    if shared is None or cell.words[start].gap not in (_LISTING if shared.listing else _SHARING):
        return None
    if (stop := _share_short_place(cell, start, end, shared)) is not None:
        return stop
    if heads().at(cell.words, start, end) or start in cell.masks:
        return None
    return _share_place(cell, start, end, shared) or _share_name(cell, start, end, shared)


def _share_place(cell: Cell, start: int, end: int, shared: Shared) -> int | None:
    """Read `huyện B` or `B` after `UBND huyện A`."""
    at = start + (cell.words[start].tone == "các")
    place = cell.place_at(at, end)
    is_local = shared.plural or (shared.head is not None and shared.head.kind in ("ubnd", "hdnd"))
    if place is not None:
        if not (is_local or shared.place):
            return None
        after, kind_end, named = place
        cell.shared = replace(shared, place=tuple(cell.words[at:kind_end]))
    else:
        after, province = province_at(cell.words, start, end, cell.lexicon, cell.context.day)
        wants = not shared.place or PLACE_WORDS.at(shared.place, 0) in _PROVINCIAL
        if province and wants and (is_local or shared.place):
            named = Place("province", province, None)
        elif shared.place and is_local and cell.words[start].is_capital:
            after = name_end(cell.words, start, end)
            words = [
                *(w._replace(gap=Gap.SPACE) for w in shared.place),
                cell.words[start]._replace(gap=Gap.SPACE),
                *cell.words[start + 1 : after],
            ]
            if after == start or cell.naming.whole(cell.words[start:after]):
                return None
            if is_full_name(cell, start, after) and not shared.listing:
                return None
            _, made = cell.naming.place_after(words, 0, len(words))
            if made is None:
                return None
            named = made
        else:
            return None
    _add_member(cell, start, after, shared.words, named, shared.title_role, shared=True)
    return after


def _share_short_place(cell: Cell, start: int, end: int, shared: Shared) -> int | None:
    """Read `P. B` after `UBND P. A`; elsewhere the letters open the name of a room."""
    short = short_place(cell.words, start, end)
    if short is None or not shared.place:
        return None
    at, kind = short
    stop = name_end(cell.words, at, end)
    # All of a place's name has capitals, while a room's fields have one each: `P. Nghiệp vụ Y`.
    is_place = stop - at > 1 or shared.place[0].tone in _COMMUNES
    if not is_place or (stop < end and cell.words[stop].gap < Gap.AND):
        return None
    words = [*standing_for(kind, cell.words[start]), *cell.words[at:stop]]
    _, place = cell.naming.place_after([words[0]._replace(gap=Gap.SPACE), *words[1:]], 0, len(words))
    if place is None:
        return None
    _add_member(cell, start, stop, shared.words, place, shared.title_role, shared=True)
    return stop


def _add_member(
    cell: Cell,
    start: int,
    stop: int,
    name: tuple[Word, ...],
    place: Place,
    title_role: str | None,
    *,
    shared: bool = False,
) -> None:
    """Add the body of that name in that place; without a name, the place's government."""
    mention = cell.span(start, stop)
    if not name:
        mention = cell.naming.government(mention, place)
    else:
        head = heads().at(name, 0)
        for words in (cell.naming.local_name(name, place), name):
            if entries := cell.naming.whole(words, place):
                mention = cell.naming.named(mention, entries, words, place)
                break
        else:
            if head is not None and head[1].kind in ("ubnd", "hdnd"):
                mention = cell.naming.local(mention, head[1].kind, place)
    flags = (*mention.flags, "shared_head") if shared else mention.flags
    cell.add(mention._replace(flags=flags).titled(title_role))


def _share_name(cell: Cell, start: int, end: int, shared: Shared) -> int | None:
    """Read `Nội vụ` or `Kế hoạch và Đầu tư` after `Sở Tài chính,`, whatever signs are inside."""
    if not shared.words:
        return None
    first = cell.words[start]._replace(gap=Gap.SPACE)
    for stop in range(min(len(cell.words), start + _LONGEST_SHARED), start, -1):
        words = [*shared.words, first, *cell.words[start + 1 : stop]]
        after, place = place_ahead(cell.words, stop, cell.naming)
        each = place is not None and place.name == "các"
        entries = cell.naming.whole(words, place)
        if not entries or (stop < len(cell.words) and stop < end and not _ends_name(cell, stop)):
            continue
        mention = cell.naming.named(cell.span(start, after), entries, words, place, each=each)
        if each:
            mention = mention.of_each()
        _share_found(cell, mention, after, shared)
        return after
    if not shared.plural or shared.head is None:
        return None
    stop = min(cell.next_sign(start), end)
    words = [*shared.words, first, *cell.words[start + 1 : stop]]
    mention = cell.naming.headed(cell.span(start, stop), words, len(shared.words), shared.head)
    if mention.unit_id is None and is_person(cell, start, stop):
        return None
    _share_found(cell, mention, stop, shared)
    return stop


def _ends_name(cell: Cell, stop: int) -> bool:
    """Say whether a name may end before words[stop]: at a sign or before words that are no name."""
    word = cell.words[stop]
    return word.gap > Gap.DASH or not word.is_capital or stop in cell.masks or is_number(word.text)


def _share_found(cell: Cell, mention: Mention, stop: int, shared: Shared) -> None:
    cell.plural_at = None
    role = mention.title_role or shared.title_role
    cell.add(mention._replace(title_role=role, flags=(*mention.flags, "shared_head")))
    cell.done = max(cell.done, stop)


def remember_place(cell: Cell, start: int, stop: int) -> None:
    """Keep the place's word of a name for the names that may follow: `UBND huyện A, B`."""
    if cell.shared is None:
        return
    for at in range(stop - 1, start, -1):
        found = place_word(cell.words, at, stop)
        if found and found[0] < stop and cell.words[found[0]].is_capital:
            name = tuple(cell.words[start:at])
            cell.shared = replace(cell.shared, words=name, place=tuple(cell.words[at : found[0]]))
            return


def _shares_head(cell: Cell, start: int, stop: int, name: Sequence[Word]) -> int:
    """Return how many words of a piece are a name under the head at words[start]: `Phòng QLĐT/KT-HT các huyện`."""
    head = heads().at(cell.words, start, stop)
    if head is None or not name:
        return 0
    first = name[0]._replace(gap=Gap.SPACE)
    sizes = range(len(name), 0, -1)
    whole = cell.lexicon.whole
    return next((n for n in sizes if whole([*cell.words[start : head[0]], first, *name[1:n]])), 0)


def read_each(cell: Cell, start: int, name_at: int, stop: int, title_role: str | None) -> int | None:
    """Read a name that is a head alone, of each place of a set: `Trạm Y tế các xã, phường`."""
    after, place = place_ahead(cell.words, stop, cell.naming)
    name = cell.words[name_at:stop]
    if place is None or place.name != "các" or not (entries := cell.naming.whole(name, place)):
        return None
    mention = cell.naming.named(cell.span(start, after), entries, name, place, each=True)
    if mention.unit_id is None:
        return None
    cell.add(mention.of_each().titled(title_role))
    return after


def borrow_place(cell: Cell, start: int, stop: int, title_role: str | None) -> Mention | None:
    """Return `Đảng ủy` or `HĐND` in `Đảng ủy, HĐND, UBND xã A` as that of the place named after the last."""
    words = cell.words[start:stop]
    if stop >= len(cell.words) or cell.words[stop].gap not in _SHARING:
        return None
    meant = cell.naming.own.bare(words)
    if isinstance(meant, str) or (meant and (meant.level == "internal" or meant.unit_id.endswith("_so"))):
        return None  # the issuer's own office
    if meant is None and any(not e.spelling.bare for e in cell.naming.lexicon.whole(words)):
        return None
    at = stop
    while at < len(cell.words) and cell.words[at].gap < Gap.LINE:
        if PLACE_WORDS.at(cell.words, at) or (cell.words[at].tone == "các" and at > stop):
            break
        mask, head = cell.masks.get(at), heads().at(cell.words, at)
        name = cell.words[at : cell.next_sign(at)]
        if head is not None and mask is not None and head[0] < mask.end:
            at = next((p for p in range(head[0], mask.end) if PLACE_WORDS.at(cell.words, p)), mask.end)
        elif head is not None:
            at = head[0]
        elif size := _shares_head(cell, start, stop, cell.words[at : at + _LONGEST_SHARED]):
            at += size
        elif entries := cell.naming.lexicon.whole(name):
            at += len(name) if all(entry.spelling.bare for entry in entries) else len(cell.words)
        else:
            return None
    if at >= len(cell.words):
        return None
    _, place = place_ahead(cell.words, at, cell.naming)
    found = PLACE_WORDS.at(cell.words, at)
    if place is None and found is None:
        return None
    kind = cell.words[at : found[0]] if found else []
    named = [*words, *(word._replace(gap=Gap.SPACE) for word in kind)]
    mention = cell.span(start, stop)
    for candidate in (named, words):
        if entries := cell.naming.whole(candidate, place):
            each = place is not None and place.name == "các"
            mention = cell.naming.named(mention, entries, candidate, place, each=each)
            if mention.unit_id is None:
                return None
            flags = (*mention.flags, "shared_place")
            mention = mention._replace(flags=flags, is_collective=each or mention.is_collective)
            return mention.titled(title_role)
    return None
