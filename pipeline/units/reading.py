"""A cell of units read: split into mentions, each recognised in the context of its document.

The order of work: brackets are set aside; sets and known names are found and their inner commas masked; the rest is
divided at the signs; each piece is a title, a unit and what follows it, or shares the head of the piece before.
"""

from typing import cast

from extractors.lexicon.grammar import UnitHead
from pipeline.units.brackets import with_bracket
from pipeline.units.cell import Cell, Shared
from pipeline.units.known import ROOMLESS, read_known
from pipeline.units.lexicon import Lexicon
from pipeline.units.masks import Mask, find_masks, with_full_heads
from pipeline.units.mentions import Context, Mention
from pipeline.units.people import (
    after_honorific,
    are_titles,
    is_broken_off,
    is_full_name,
    is_person,
    office,
    read_office,
    read_title,
    read_titles,
)
from pipeline.units.sharing import borrow_place, places_of, read_each, read_places, remember_place, share
from pipeline.units.vocabulary import PLACE_WORDS, QUANTIFIERS, TICKS, cell_language, heads, titles
from pipeline.units.words import Gap, Word, blank_brackets, find_brackets, read_words
from schemas.text import nfc
from schemas.vocab import UnitRole

_LETTERS_OF_A_FIELD = 2  # `VH`, `TT`; more stand for a whole name
_ABOVE = frozenset({"ubnd", "hdnd", "cap_uy", "bo", "chinh_phu", "title", "quoc_hoi"})


def read_cell(text: str, lexicon: Lexicon, context: Context) -> list[Mention]:
    """Return the units that a cell names, in order; places count in characters of the cell.

    A mention that is no unit (a person, `Theo phân công tại ...`) is returned unrecognised with a flag that says so.
    """
    text = nfc(text)
    brackets = find_brackets(text)
    words = with_full_heads(read_words(blank_brackets(text, brackets)), lexicon)
    if not words and len(brackets) == 1:
        return _moved(read_cell(brackets[0].inner, lexicon, context), brackets[0].inner_start)

    def read_inner(inner: str, inner_context: Context) -> list[Mention]:
        return read_cell(inner, lexicon, inner_context)

    found = _read(Cell(text, words, lexicon, context, read_inner)) if words else []
    for bracket in brackets:
        found = with_bracket(found, bracket, text, context, read_inner)
    return sorted(found, key=lambda mention: mention.start)


def _moved(found: list[Mention], by: int) -> list[Mention]:
    return [mention._replace(start=mention.start + by, end=mention.end + by) for mention in found]


def _read(cell: Cell) -> list[Mention]:
    opening = cell_language().at(cell.words, 0)
    if opening and opening[1] == "reference":
        return [cell.plain(0, len(cell.words), "reference")]
    if len(cell.words) == 1 and cell.words[0].tone in TICKS:
        return []
    cell.masks = {mask.start: mask for mask in find_masks(cell.words, cell.naming)}
    for start, end in _pieces(cell):
        if end <= cell.done:
            continue
        if start >= cell.done:
            cell.enter(cell.words[start].gap)
        _read_piece(cell, max(start, cell.done), end)
    cell.close_plural()
    return [*cell.found, *_prose(cell)]


def _prose(cell: Cell) -> list[Mention]:
    """Return the sentences and lines that name nothing: `Thực hiện thường xuyên` is no unit, but it is printed.

    What goes on with the role of a unit before, `tổng hợp, báo cáo UBND tỉnh`, and what opens a list are not returned.
    """
    words = cell.words
    cuts = [at for at, word in enumerate(words) if at and (word.gap is Gap.STOP or _opens_line(word))]
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True):
        first, last = words[start].start, words[end - 1].end
        if any(mention.start < last and mention.end > first for mention in cell.found):
            continue
        goes_on = any(mention.end <= first for mention in cell.found) and cell.meaning(start, end) is not None
        if goes_on or cell.is_before_colon(end) or not _has_own_words(cell, start, end):
            continue
        found.append(cell.plain(start, end, "prose"))
    return found


def _opens_line(word: Word) -> bool:
    return word.gap is Gap.LINE and word.is_capital


def _has_own_words(cell: Cell, start: int, end: int) -> bool:
    """Say whether there is more than words of roles and duties, marks and numbers."""
    while start < end:
        said = cell.said(start, end)
        if said is None and len(cell.words[start].text) > 1 and not cell.words[start].text.isdigit():
            return True
        start = said[0] if said else start + 1
    return False


def _pieces(cell: Cell) -> list[tuple[int, int]]:
    """Divide the words at signs outside masks; a piece in small letters goes on with the one before."""
    cuts, inside = [0], 0
    for at, word in enumerate(cell.words):
        divides = word.gap >= Gap.AND and at >= inside and at > 0
        if divides and not are_titles(cell, cuts[-1], at) and _opens(cell, cuts[-1], at):
            cuts.append(at)
        if mask := cell.masks.get(at):
            inside = max(inside, mask.end)
    return list(zip(cuts, [*cuts[1:], len(cell.words)], strict=True))


def _opens(cell: Cell, start: int, at: int) -> bool:
    """Say whether a new mention begins here, rather than the inner comma of an unknown name."""
    word = cell.words[at]
    if at in cell.masks or word.gap >= Gap.COLON:
        return True
    if _ends_room(cell, start, at):
        return False
    if word.is_capital and not (word.gap in (Gap.AND, Gap.COMMA) and _goes_on(cell, start, at)):
        return True
    if cell.is_field(at) and _goes_on(cell, start, at):
        return False
    if cell_language().at(cell.words, at) or titles().at(cell.words, at) or heads().at(cell.words, at):
        return True
    if cell.place_at(at, len(cell.words)) is not None or QUANTIFIERS.at(cell.words, at):
        return True
    return bool(cell.naming.whole(cell.words[at : cell.next_sign(at)]))


def _goes_on(cell: Cell, start: int, at: int) -> bool:
    """Say whether capitals after a sign go on with an unknown name: `Viện Khoa học và Công nghệ X`."""
    if start in cell.masks or cell.words[start].tone == "các":
        return False
    head = heads().at(cell.words, start)
    if head is None or head[1].kind in ("ubnd", "hdnd") or is_person(cell, at, cell.next_sign(at)):
        return False
    if heads().at(cell.words, at) and cell.words[at].gap is not Gap.AND:
        return False
    if any(cell.place_at(inner, at) for inner in range(start, at)):
        return False  # `Công an các xã A, B`
    if _is_short(cell.words[at - 1]) and _is_short(cell.words[at]) and cell.words[at].gap <= Gap.COMMA:
        # `Phòng QLĐT, KT&HT các huyện` are two; letters by twos are the fields of one: `Phòng VH, TT và DL`
        return max(len(cell.words[at - 1].text), len(cell.words[at].text)) <= _LETTERS_OF_A_FIELD
    own = cell.words[at : cell.next_sign(at)]
    if cell.naming.own.bare(own) is not None:
        return False
    if all(w.text.isupper() for w in own) or cell.lexicon.province(own, cell.context.day):
        return False
    places = (p for p in range(1, len(own)) if QUANTIFIERS.at(own, p) or PLACE_WORDS.at(own, p))
    stem = own[1 : next(places, len(own))]
    return not cell.lexicon.whole([*cell.words[start : head[0]], own[0]._replace(gap=Gap.SPACE), *stem])


_ROOMS = frozenset({"phong", "don_vi_su_nghiep"})


def _ends_room(cell: Cell, start: int, at: int) -> bool:
    """Say whether letters end the name of one room: `Phòng XNK và HNKT`, `TT Khuyến công và XTTM`, `Khoa PC HIV/AIDS`.

    They do where they are no unit themselves, and none under the room's head, which is one room's.
    """
    letters, head = cell.words[at], heads().at(cell.words, start)
    if letters.gap not in (Gap.AND, Gap.SLASH) or not letters.text.isupper() or cell.next_sign(at) > at + 1:
        return False
    if head is None or head[1].kind not in _ROOMS or cell.words[start].tone == "các":
        return False
    parted = any(word.gap >= Gap.AND for word in cell.words[start + 1 : at])
    if parted or len(letters.text) <= _LETTERS_OF_A_FIELD:
        return False
    named = ([letters], [*cell.words[start : head[0]], letters._replace(gap=Gap.SPACE)])
    return cell.naming.own.bare([letters]) is None and not any(map(cell.lexicon.whole, named))


def _is_short(word: Word) -> bool:
    return word.text.isupper() and len(word.text) > 1


def _read_piece(cell: Cell, start: int, end: int) -> None:
    while start < end and (said := cell.said(start, end)) and start not in cell.masks:
        stop, meaning = said
        if meaning in ("lead", "coordinating"):
            cell.role, cell.prose = cast(UnitRole, meaning), False
            cell.labelled = cell.is_before_colon(stop)
        elif meaning == "except":
            cell.excepting = True
        elif meaning in ("verb", "report"):
            cell.prose = True
            if cell.found and stop < end and cell.words[stop].gap is Gap.SPACE:
                _object(cell, meaning, stop, end)
                return
        elif meaning == "reference":
            cell.found.append(cell.plain(start, end, "reference"))
            return
        elif meaning in ("lien_quan", "qualifier"):
            return
        elif meaning != "ask":
            break
        start = stop
        if start < end and cell.words[start].tone in ("với", "gồm", "là"):
            start += 1
    if cell.reporting and _is_above(cell, start, end):
        return
    cell.reporting = False
    if start >= end or (cell.prose and start not in cell.masks and not heads().at(cell.words, start, end)):
        return
    _read_unit(cell, start, end)


def _is_above(cell: Cell, start: int, end: int) -> bool:
    """Say whether a piece is only a body that is reported to, in a row after `trình`, `báo cáo`."""
    at = read_titles(cell, start, end)[0] if start < end else end
    mask = cell.masks.get(at)
    if mask is None or mask.group is not None:
        return False
    stop, _ = cell.naming.place_after(cell.words, mask.end, end)
    return stop == end and any(cell.naming.chooser.kind(entry) in _ABOVE for entry in mask.entries)


def _read_unit(cell: Cell, start: int, end: int) -> None:
    stop = _add_unit(cell, start, end)
    if stop is not None:
        _after(cell, stop, end)


def _add_unit(cell: Cell, start: int, end: int) -> int | None:
    """Add the unit or person that a piece begins with; return where it ends, None where nothing follows it."""
    if (at := after_honorific(cell, start, end)) != start and not titles().at(cell.words, at, end):
        cell.add(cell.plain(start, end, "person"))
        return None
    at, title_role, title = read_titles(cell, at, end)
    if title_role and at == end and not is_broken_off(cell, at, title):
        read_title(cell, start, end, title_role, title)
        return None
    if (stop := read_office(cell, start, at, end, title)) is not None:
        return stop
    if mask := cell.masks.get(at):
        return read_known(cell, start, mask, end, title_role)
    given: tuple[Word, ...] = ()
    if title is not None and title.unit_head:
        at, given = office(cell, at, end, title.unit_head)
    plural = cell.words[at].tone == "các" and at + 1 < end
    name_at = at + plural
    if plural and name_at in cell.masks:
        return read_known(cell, start, cell.masks[name_at], end, title_role, plural=True)
    is_committee = title is not None and (body := heads().at(cell.words, start, end)) and body[0] == at
    if not is_committee and (stop := read_places(cell, start, name_at, end, plural, title_role)) is not None:
        return stop
    inner = next(
        (m for a, m in sorted(cell.masks.items()) if at < a < end and cell.naming.may_own(m.entries)),
        None,
    )
    head = heads().at(cell.words, name_at, end)
    if head is None and not title_role and (stop := share(cell, at, end)) is not None:
        return stop
    if inner is not None and is_full_name(cell, at, inner.start) and inner.start < end:
        cell.add(cell.plain(at, inner.start, "person"))  # `Nguyễn Văn A - Sở Nội vụ`
        return _add_unit(cell, inner.start, end)
    bare = cell.naming.own.bare(cell.words[at:end]) or (
        cell.naming.own.bare(cell.words[at : inner.start]) if inner and inner.entries else None
    )
    if bare is None and inner is not None and head is None and not given:
        is_prose = all(not w.is_capital for w in cell.words[at : inner.start])
        if is_prose or title_role:
            return read_known(cell, start if title_role else inner.start, inner, end, title_role)
    return _add_unknown(cell, start, at, end, title_role, plural, head, inner, given)


def _add_unknown(
    cell: Cell,
    start: int,
    at: int,
    end: int,
    title_role: str | None,
    plural: bool,
    head: tuple[int, UnitHead] | None,
    inner: Mask | None,
    given: tuple[Word, ...],
) -> int | None:
    """Add a unit whose name is not known as it stands."""
    name_at = at + plural
    if not plural and (lent := borrow_place(cell, at, end, title_role)) is not None:
        cell.add(lent)
        if head is not None:
            cell.shared = Shared(tuple(cell.words[at : head[0]]), head[1], title_role=title_role)
        return None
    if head is not None and (after := read_each(cell, start, name_at, head[0], title_role)) is not None:
        return after
    stop = max(_name_end(cell, max(at, head[0] if head else at), end), at + 1)
    parent, name_stop = None, stop
    # `Cục A - Bộ B` is one unit; a dash between a Sở's room and a Sở may divide two.
    is_others = cell.context.family in ROOMLESS or (head is not None and head[1].level == "central")
    joint = Gap.DASH if is_others else Gap.SPACE
    if inner and inner.start <= stop and inner.entries and cell.words[inner.start].gap <= joint:
        name_stop = inner.start
        stop, place = cell.naming.place_after(cell.words, inner.end, end)
        parent = cell.naming.named(
            cell.span(inner.start, stop), inner.entries, cell.words[inner.start : inner.end], place
        )
        if head is not None and not cell.naming.may_have(parent, head[1]):
            parent, name_stop = None, stop
    mention = cell.span(start, stop)
    if head is None and given and (known := heads().at(given, 0)):
        name = [*given, *cell.words[at:stop]]
        mention = cell.naming.headed(mention, name, len(given), known[1])
    elif head is not None:
        cell.close_plural()
        if head[0] == end and end < len(cell.words) and _opens_list(cell, end, head[0] - name_at):
            cell.shared = Shared(tuple(cell.words[name_at : head[0]]), head[1], plural=True, listing=True)
            return None
        cell.shared = Shared(
            tuple(cell.words[name_at : head[0]]), head[1], plural=plural, title_role=title_role
        )
        if (after := places_of(cell, start, name_at, head[0], end, title_role)) is not None:
            return after
        if plural and head[0] == stop:
            mention = mention._replace(flags=("open",))
        else:
            mention = cell.naming.headed(
                mention, cell.words[name_at:name_stop], head[0] - name_at, head[1], parent
            )
        if head[1].kind == "ubnd" and mention.unit_id:
            remember_place(cell, name_at, stop)
    else:
        mention = cell.naming.other(mention, cell.words[at:name_stop])
        if (
            parent is not None
            and parent.unit_id
            and not title_role
            and mention.unit_id == cell.context.issuer_id
        ):
            # `Cơ quan UBMTTQ tỉnh`
            mention = parent._replace(start=mention.start, end=mention.end, text=mention.text)
        if mention.unit_id is None and is_person(cell, at, stop):
            mention = mention._replace(flags=("person",))
    if mention.unit_id is None and title_role == "member" and not mention.flags:
        mention = mention._replace(flags=("person",))  # `Công chức phụ trách ...`
    cell.add(mention.titled(title_role))
    return stop


def _opens_list(cell: Cell, at: int, size: int) -> bool:
    """Say whether a head before a colon opens a list of names: `Phòng: TC-KH, NV`."""
    word = cell.words[at]
    if word.gap is not Gap.COLON or not word.is_capital or size > 1:
        return False
    return not (heads().at(cell.words, at) or titles().at(cell.words, at) or at in cell.masks)


def _after(cell: Cell, stop: int, end: int) -> None:
    """Read what follows a unit within its piece: roles, verbs, further units without a sign between."""
    cell.done = max(cell.done, stop)
    while stop < end:
        if said := cell.said(stop, end):
            if said[1] in ("lead", "coordinating") and (said[1] == "lead" or said[0] == end):
                cell.give_role(cast(UnitRole, said[1]))
                stop = said[0]
                cell.prose = stop < end and not cell.meaning(stop, end)
                continue
            if said[1] in ("verb", "report"):
                cell.prose = True
                stop = _object(cell, said[1], said[0], end)
                continue
            if said[1] in ("coordinating", "except"):
                _read_piece(cell, stop, end)
                return
            stop = said[0]
            continue
        if stop in cell.masks:
            _read_unit(cell, stop, end)
            return
        stop += 1


def _object(cell: Cell, meaning: str, at: int, end: int) -> int:
    """Return where words of a role go on after a verb's object: whom the work is for leads nothing.

    `tham mưu UBND tỉnh`, `hướng dẫn các sở`; who is reported to may be several: `trình UBND tỉnh, HĐND tỉnh`.
    """
    stop = next((a for a in range(at, end) if cell.meaning(a, end) == "coordinating"), end)
    cell.reporting = meaning == "report" and stop == end
    cell.done = max(cell.done, stop)
    return stop


def _name_end(cell: Cell, at: int, end: int) -> int:
    """Return where words of roles and duties end a name; `Tổng hợp` of `Phòng Hành chính - Tổng hợp` is a field."""
    for stop in range(at, end):
        said = cell.said(stop, end)
        is_name = stop == at and cell.words[at].gap is not Gap.DASH  # `Ban Giám sát` is called so
        if is_name or cell.is_field(stop):
            continue
        if said and said[1] in ("verb", "report", "lead", "coordinating", "except", "lien_quan"):
            return stop
    return end
