"""Units whose name is known, and sets: with their place, their parent, or what narrows them."""

from dataclasses import replace

from pipeline.units.cell import Cell, Shared
from pipeline.units.choosing import LOCAL
from pipeline.units.masks import Mask, place_ahead
from pipeline.units.mentions import ALIAS, Mention
from pipeline.units.people import is_full_name
from pipeline.units.places import Place, name_end, province_at
from pipeline.units.sharing import borrow_place, lists_members, places_of, remember_place
from pipeline.units.vocabulary import PLACE_WORDS, cell_language, heads, titles
from pipeline.units.words import Gap, is_number
from schemas.vocab import UnitLevel

_QUALIFIED = ALIAS - 0.13  # a set narrowed to a part by words that no list has
_OF = frozenset({"thuộc", "trực", "của"})
_ROW = (Gap.COMMA, Gap.AND, Gap.SLASH)
_LOWER = {"city": "district", "district": "district", "commune": "commune"}
_AREAS = frozenset({("khu", "vực"), ("cơ", "sở")})
# Whose documents name rooms of others only: `Phòng Cảnh sát giao thông - Công an tỉnh` is one unit.
ROOMLESS = frozenset({"ubnd_tinh", "tinh_uy", "other"})


def read_known(
    cell: Cell, start: int, mask: Mask, end: int, title_role: str | None, *, plural: bool = False
) -> int | None:
    """Add the unit of a piece that is a known name or a set; return where it ends, None where the piece is read."""
    cell.close_plural()
    if mask.long is not None:
        return _introduced(cell, start, mask, end, title_role)
    if lists_members(cell, mask, start, end, title_role):
        return None
    if mask.group is not None:
        return _set(cell, start, mask, end, title_role)
    stop, place = cell.naming.place_after(cell.words, mask.end, end)
    if place is not None and place.name and _is_area(cell, mask.end) and not _is_local(cell, mask):
        place = None  # `Bệnh viện khu vực thị xã A` is not the town's
    head = heads().at(cell.words, mask.start, mask.end)
    cell.shared = Shared(
        tuple(cell.words[mask.start : head[0]]) if head else (),
        head[1] if head else None,
        plural=plural,
        title_role=title_role,
    )
    if (after := places_of(cell, start, mask.start, mask.end, end, title_role)) is not None:
        return after
    stop, place = _implied(cell, mask, stop, place)
    lent = None if place else borrow_place(cell, mask.start, mask.end, title_role)
    if lent is not None:
        cell.add(lent)
        return stop
    follows = stop < end and cell.words[stop].gap is Gap.SPACE and stop not in cell.masks
    if follows and cell.is_issuer(stop):
        stop += 1  # `Bộ phận một cửa Sở`
    ahead, each = place_ahead(cell.words, mask.end, cell.naming)
    is_each = each is not None and each.name == "các"
    if is_each:
        # `Sở Y tế các tỉnh, thành phố`: that department of every one of them
        stop, place = ahead, each
    elif place is None and (row_end := _row_of_places(cell, mask.start, stop)) > stop:
        stop, is_each = row_end, True
        cell.done = max(cell.done, stop)
    mention = cell.naming.named(
        cell.span(start, stop),
        mask.entries,
        cell.words[mask.start : mask.end],
        place,
        each=is_each or plural,
    )
    if mention.unit_id is None and head is not None and not is_each:
        mention = cell.naming.headed(
            cell.span(start, stop), cell.words[mask.start : stop], head[0] - mask.start, head[1]
        )
    if is_each:
        mention = mention.of_each()
    mention, stop = _of_parent(cell, mention, stop)
    mention, stop = _runs_on(cell, mention, mask, stop, end)
    if plural:
        cell.plural_at = len(cell.found)
    if place is not None and (place.name or place.province):
        remember_place(cell, mask.start, stop)
    cell.add(mention.titled(title_role))
    return stop


def _row_of_places(cell: Cell, start: int, stop: int) -> int:
    """Return where the places' words end of `Trạm Y tế xã, phường`, one of each; `stop` where there is one alone."""
    if PLACE_WORDS.at(cell.words, stop) is None:
        return stop
    ends = (PLACE_WORDS.at(cell.words, at, stop) for at in range(max(start + 1, stop - 2), stop))
    last = next((found for found in ends if found and found[0] == stop), None)
    while last is not None and stop < len(cell.words) and cell.words[stop].gap in _ROW:
        found = PLACE_WORDS.at(cell.words, stop)
        if found is None or _LOWER.get(found[1]) != _LOWER.get(last[1], found):
            break
        if (
            found[0] < len(cell.words)
            and cell.words[found[0]].gap is Gap.SPACE
            and cell.words[found[0]].is_capital
        ):
            break  # `Công an xã, phường Tân Lập`
        stop = found[0]
    return stop


def _levels(cell: Cell, mask: Mask) -> set[UnitLevel]:
    known = [cell.lexicon.units[e.unit_id] for e in mask.entries if not e.is_collective]
    valid = {unit.level for unit in known if cell.naming.chooser.is_valid(unit)}
    return valid or {unit.level for unit in known}


def _is_local(cell: Cell, mask: Mask) -> bool:
    return _levels(cell, mask) <= {*LOCAL}


def _implied(cell: Cell, mask: Mask, stop: int, place: Place | None) -> tuple[int, Place | None]:
    """`Huyện ủy Châu Thành`, `Trạm Y tế Tân Lập`: the place's name without its word after a local body's name."""
    if place is not None or stop != mask.end:
        return stop, place
    levels = _levels(cell, mask)
    if not levels <= {*LOCAL} or len(levels) != 1:
        return stop, place
    end = name_end(cell.words, stop, cell.next_sign(stop - 1))
    is_other = heads().at(cell.words, stop, end) or titles().at(cell.words, stop, end)
    if end == stop or cell.words[stop].gap is not Gap.SPACE or is_other or is_full_name(cell, stop, end):
        return stop, place
    kind = next((w.tone for w in cell.words[mask.start : mask.end] if w.tone in ("huyện", "quận")), None)
    kind = kind or ("thị xã" if any(w.tone == "thị" for w in cell.words[mask.start : mask.end]) else "")
    name = " ".join(w.text for w in cell.words[stop:end])
    return end, Place(levels.pop(), None, f"{kind} {name}".strip())


def _introduced(cell: Cell, start: int, mask: Mask, end: int, title_role: str | None) -> int:
    """Read a short form that the document itself introduces as what it stands for."""
    context = replace(cell.context, abbreviations=())
    read = cell.read(mask.long or "", context)
    stop, place = cell.naming.place_after(cell.words, mask.end, end)
    mention = cell.span(start, stop)
    own = cell.naming.own.issuer(mention) if mask.long == cell.context.issuer_name else None
    if own is not None:
        mention = own
    elif len(read) == 1 and read[0].unit_id:
        known = read[0]
        mention = known._replace(start=mention.start, end=mention.end, text=mention.text, role=None,
            match="fuzzy" if known.match == "fuzzy" else "alias", score=min(known.score, ALIAS),
            province=(place.province if place else None) or known.province,
        )  # fmt: skip
    else:
        mention = cell.naming.other(mention, cell.words[mask.start : stop])
    cell.add(mention.titled(title_role))
    return stop


def _set(cell: Cell, start: int, mask: Mask, end: int, title_role: str | None) -> int | None:
    """Read a set, narrowed by what follows it in its piece."""
    group = mask.group
    assert group is not None
    stop = mask.end
    if group.groups == ("dia_phuong",) and stop < end:
        after, province = province_at(cell.words, stop, end, cell.lexicon, cell.context.day)
        if province:
            place = Place("province", province, None)
            cell.shared = Shared((), None, plural=True, place=())
            cell.add(cell.naming.government(cell.span(stop, after), place))
            return None
    stop, qualified = _belonging(cell, stop, end)
    mention = cell.naming.group(
        cell.span(start, stop), group, mask.entries, cell.words[mask.start : mask.end]
    )
    if qualified:
        mention = mention._replace(score=min(mention.score, _QUALIFIED), flags=(*mention.flags, "qualified"))
    if stop < end and not cell_language().at(cell.words, stop, end) and cell.words[stop].gap < Gap.AND:
        # `... trực tiếp sử dụng ngân sách nhà nước` narrows the set to a part
        stop, cell.prose = end, True
        whole = cell.span(start, stop)
        mention = mention._replace(
            end=whole.end,
            text=whole.text,
            score=min(mention.score, _QUALIFIED),
            flags=(*mention.flags, "qualified"),
        )
    cell.add(mention.titled(title_role))
    return stop


def _belonging(cell: Cell, at: int, end: int) -> tuple[int, bool]:
    """Return where `thuộc Sở Nội vụ` after a set ends, and whether that is another body than the issuer."""
    if at >= end or cell.words[at].gap is not Gap.SPACE or cell.words[at].tone not in _OF:
        return at, False
    for start in range(at + 1, min(end, at + 4)):
        mask = cell.masks.get(start)
        if mask is not None and mask.entries and mask.group is None:
            stop, place = cell.naming.place_after(cell.words, mask.end, end)
            named = cell.naming.named(
                cell.span(start, stop), mask.entries, cell.words[start : mask.end], place
            )
            return stop, named.unit_id != cell.context.issuer_id
        if cell.is_issuer(start):
            return start + 1, False
    return at, False


def _of_parent(cell: Cell, mention: Mention, stop: int) -> tuple[Mention, int]:
    """Read a room followed by the body it is a room of: `Phòng Pháp chế Sở Y tế`."""
    other = cell.masks.get(stop) if stop < len(cell.words) else None
    apart = cell.context.family in ROOMLESS and mention.level in ("internal", "province")
    joint = (Gap.SPACE, Gap.DASH) if apart else (Gap.SPACE,)
    if other is None or not other.entries or cell.words[stop].gap not in joint:
        return mention, stop
    after, place = cell.naming.place_after(cell.words, other.end, len(cell.words))
    parent = cell.naming.named(
        cell.span(other.start, after), other.entries, cell.words[other.start : other.end], place
    )
    named = cell.naming.beneath(mention, parent)
    if named is None:
        return mention, stop
    whole = cell.span_from(mention.start, after)
    if named.unit_id and named.unit_name == mention.text:
        named = named._replace(unit_name=whole.text)
    return named._replace(end=whole.end, text=whole.text), after


def _is_area(cell: Cell, at: int) -> bool:
    """Say whether `khu vực`, `cơ sở` stands before a place: what follows is the name of the area that a body has."""
    return at > 1 and (cell.words[at - 2].tone, cell.words[at - 1].tone) in _AREAS


def _with_province(cell: Cell, mention: Mention, stop: int) -> tuple[Mention, int]:
    """Read what follows an area's number: `Tòa án nhân dân khu vực 1 - Lâm Đồng`, `Thuế cơ sở 3 tỉnh Lâm Đồng`.

    Other names after a dash are the area's own: `Phòng thủ khu vực 3 - Định Hóa`.
    """
    after, place = cell.naming.place_after(cell.words, stop, len(cell.words))
    if place is not None and place.province is not None and place.name is None and not mention.province:
        whole = cell.span_from(mention.start, after)
        return mention._replace(end=whole.end, text=whole.text, province=place.province), after
    after = name_end(cell.words, stop, cell.next_sign(stop - 1))
    if after == stop or not _is_name(cell, stop) or is_full_name(cell, stop, after):
        return mention, stop
    whole = cell.span_from(mention.start, after)
    return mention._replace(end=whole.end, text=whole.text), after


def _is_glued(cell: Cell, at: int) -> bool:
    """`Phòng HTKT&PTĐT`: a sign without spaces goes on with the name."""
    return cell.words[at].gap is Gap.DASH and cell.words[at].start == cell.words[at - 1].end + 1


def _field_end(cell: Cell, at: int, end: int, mention: Mention) -> int:
    """Return where the next field of a room's name ends, `at` for none: `Phòng Kế hoạch - Tài chính | - Tổng hợp`."""
    said = cell.said(at, end) if cell.is_field(at) else None
    if mention.level != "internal" or cell.words[at].gap is not Gap.DASH:
        return at
    if said is None and not _is_name(cell, at):
        return at
    after = said[0] if said else at + 1
    while after < end and cell.words[after].gap is Gap.SPACE and not cell.words[after].is_capital:
        if after in cell.masks or cell_language().at(cell.words, after) or PLACE_WORDS.at(cell.words, after):
            break
        after += 1
    return after


def _is_name(cell: Cell, at: int) -> bool:
    """Say whether a word with a capital stands there that opens nothing new."""
    if not cell.words[at].is_capital or at in cell.masks:
        return False
    openers = (cell_language(), heads(), titles(), PLACE_WORDS)
    return all(opener.at(cell.words, at) is None for opener in openers)


def _school_end(cell: Cell, at: int, end: int) -> int:
    """Return where the name of the school ends that `Đoàn trường | Đại học A` goes on with, `at` for none."""
    if not cell.words[at].is_capital or at in cell.masks or cell_language().at(cell.words, at):
        return at
    return min(cell.next_sign(at), end)


def _runs_on(cell: Cell, mention: Mention, mask: Mask, stop: int, end: int) -> tuple[Mention, int]:
    """A known name that goes on with capitals or a figure is another name, unless such bodies are counted."""
    after = stop
    if stop + 2 < end and _is_area(cell, stop + 2) and _is_name(cell, stop + 2):
        after = stop + 2  # `BHXH | khu vực XVII` is not the province's
    if stop < end and cell.words[stop - 1].tone == "trường" and cell.words[stop].gap is Gap.SPACE:
        after = _school_end(cell, stop, end)
    while after < end:
        if (field_end := _field_end(cell, after, end, mention)) > after:
            after = field_end
        elif (cell.words[after].gap is Gap.SPACE or _is_glued(cell, after)) and _is_name(cell, after):
            after += 1
        else:
            break
    if after == stop or is_full_name(cell, stop, after):
        return mention, stop
    whole = cell.span_from(mention.start, after)
    mention = mention._replace(end=whole.end, text=whole.text)
    counted = all(is_number(word.text) for word in cell.words[stop:after]) and cell.naming.is_counted(mention)
    if counted or _is_area(cell, stop):
        return _with_province(cell, mention, after)
    unknown = Mention(mention.start, mention.end, mention.text, level=mention.level)
    if head := heads().at(cell.words, mask.start, mask.end):
        words = cell.words[mask.start : after]
        unknown = cell.naming.headed(unknown, words, head[0] - mask.start, head[1])
    return unknown if unknown.unit_id else unknown._replace(flags=("longer_name",)), after
