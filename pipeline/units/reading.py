"""A cell of units read: split into mentions, each recognised in the context of its document.

The order of work: brackets are set aside; sets and known names are found and their inner commas masked; the rest is
divided at the signs; each piece is a title, a unit and what follows it, or shares the head of the piece before.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from extractors.lexicon import collectives
from extractors.lexicon.grammar import PersonTitle, UnitHead
from pipeline.units.brackets import with_bracket
from pipeline.units.lexicon import Lexicon
from pipeline.units.masks import Mask, find_masks, place_ahead
from pipeline.units.mentions import ALIAS, Context, Mention
from pipeline.units.naming import Naming
from pipeline.units.places import Place, name_end, province_at
from pipeline.units.sets import PLACES
from pipeline.units.vocabulary import (
    HONORIFICS,
    PLACE_WORDS,
    QUANTIFIERS,
    TICKS,
    cell_language,
    heads,
    is_surname,
    titles,
)
from pipeline.units.words import Gap, Word, blank_brackets, find_brackets, read_words
from schemas.text import fold, nfc
from schemas.vocab import UnitRole

_LONGEST_SHARED = 14  # words of a name under a shared head: `Văn hóa, Thể thao và Du lịch`
_QUALIFIED = ALIAS - 0.13  # a set narrowed to a part by words that no list has
_SHARING = (Gap.COMMA, Gap.AND, Gap.COLON, Gap.SLASH)
_LONGEST_DITTO = 20
_AROUND_DITTO = " .-\"'()/;,"
_DITTO_SIGNS = frozenset({'"', "''", "//", '""'})
_OF = frozenset({"thuộc", "trực", "của"})
_PROVINCIAL = ((1, "province"), (1, "city"), (2, "city"), (2, "province"))
_LISTING = (*_SHARING, Gap.STOP, Gap.LINE)
_ABOVE = frozenset({"ubnd", "hdnd", "cap_uy", "bo", "chinh_phu", "title", "quoc_hoi"})
# Whose documents name rooms of others only: `Phòng Cảnh sát giao thông - Công an tỉnh` is one unit.
_ROOMLESS = frozenset({"ubnd_tinh", "tinh_uy", "other"})
_LIST_KINDS = frozenset({"so", "bo", "phong", "cuc", "vu", "chi_cuc", "ban", "van_phong", "truong"})


@dataclass(frozen=True, slots=True)
class _Shared:
    """What later pieces may share: the words before a name, and the place's word of the name before."""

    words: tuple[Word, ...]
    head: UnitHead | None
    plural: bool = False  # opened by `các`, so that unlisted names are members too
    listing: bool = False  # opened by a colon, so that members stand between `;` and line breaks too
    place: tuple[Word, ...] = ()
    title_role: str | None = None


def read_cell(text: str, lexicon: Lexicon, context: Context) -> list[Mention]:
    """Return the units that a cell names, in order; places count in characters of the cell.

    A mention that is no unit (a person, `Theo phân công tại ...`) is returned unrecognised with a flag that says so.
    """
    text = nfc(text)
    brackets = find_brackets(text)
    words = read_words(blank_brackets(text, brackets))
    if not words and len(brackets) == 1:
        return _moved(read_cell(brackets[0].inner, lexicon, context), brackets[0].inner_start)
    found = _CellReader(text, words, lexicon, context).read() if words else []
    for bracket in brackets:
        found = with_bracket(found, bracket, text, context, lambda t, c: read_cell(t, lexicon, c))
    return sorted(found, key=lambda mention: mention.start)


@cache
def _dittos() -> frozenset[str]:
    same = (group for group in collectives() if group.resolution == "inherit")
    texts = (text for group in same for text in (group.expression, *group.aliases))
    return frozenset(fold(text).strip(_AROUND_DITTO) for text in texts)


def is_ditto(text: str) -> bool:
    """Say whether a cell says no more than that it repeats the one above: `Như trên`, `-nt-`, `"`."""
    if len(text) > _LONGEST_DITTO:
        return False
    folded = fold(text)
    bare = folded.strip(_AROUND_DITTO)
    return bare in _dittos() if bare else folded.strip(" .") in _DITTO_SIGNS


def _moved(found: list[Mention], by: int) -> list[Mention]:
    return [mention._replace(start=mention.start + by, end=mention.end + by) for mention in found]


class _CellReader:
    def __init__(self, text: str, words: list[Word], lexicon: Lexicon, context: Context) -> None:
        self.text, self.words, self.lexicon, self.context = text, words, lexicon, context
        self.naming = Naming(lexicon, context)
        self.role: UnitRole | None = None
        self.excepting = False
        self.prose = False
        self.shared: _Shared | None = None
        self.reporting = False  # what follows a comma is reported to as well
        self.done = 0  # words before this one are read
        self.found: list[Mention] = []
        self.plural_at: int | None = None  # the mention that `các` opened and nothing has shared yet

    def read(self) -> list[Mention]:
        opening = cell_language().at(self.words, 0)
        if opening and opening[1] == "reference":
            return [self._plain(0, len(self.words), "reference")]
        if len(self.words) == 1 and self.words[0].tone in TICKS:
            return []
        self.masks = {mask.start: mask for mask in find_masks(self.words, self.naming)}
        for start, end in self._pieces():
            if end <= self.done:
                continue
            if start >= self.done:
                self._enter(self.words[start].gap)
            self._read_piece(max(start, self.done), end)
        self._close_plural()
        return self.found

    def _enter(self, gap: Gap) -> None:
        """Forget what a sign ends."""
        if gap >= Gap.LINE:
            self.excepting = self.prose = self.reporting = False
        if gap >= Gap.STOP:
            self.role = None
            if self.shared and not self.shared.listing:
                self.shared = None

    def _close_plural(self) -> None:
        """`Các Ban QLDA` with no further name is every such unit."""
        if self.plural_at is not None and self.plural_at < len(self.found):
            mention = self.found[self.plural_at]
            self.found[self.plural_at] = mention._replace(is_collective=mention.unit_id is not None)
        self.plural_at = None

    # Pieces

    def _pieces(self) -> list[tuple[int, int]]:
        """Divide the words at signs outside masks; a piece in small letters goes on with the one before."""
        cuts, inside = [0], 0
        self._start = 0
        for at, word in enumerate(self.words):
            divides = word.gap >= Gap.AND and at >= inside and at > 0
            if divides and not self._only_titles(self._start, at) and self._opens(at):
                cuts.append(at)
                self._start = at
            if mask := self.masks.get(at):
                inside = max(inside, mask.end)
        return list(zip(cuts, [*cuts[1:], len(self.words)], strict=True))

    def _only_titles(self, start: int, at: int) -> bool:
        """`Giám đốc, Thủ trưởng các Sở`: titles in a row belong to the unit after the last."""
        if self.words[at].gap not in (Gap.COMMA, Gap.AND, Gap.SLASH):
            return False
        first = titles().at(self.words, start)
        if first and first[1].unit_head and self.naming.bare(read_words(first[1].unit_head)):
            return False  # `Chánh Văn phòng` is an office of its own
        after = at + (self.words[at].tone == "các")
        return first is not None and first[0] == at and titles().at(self.words, after) is not None

    def _opens(self, at: int) -> bool:
        """Say whether a new mention begins here, rather than the inner comma of an unknown name."""
        word = self.words[at]
        if at in self.masks or word.gap >= Gap.COLON:
            return True
        if word.is_capital and not (word.gap in (Gap.AND, Gap.COMMA) and self._goes_on(at)):
            return True
        if cell_language().at(self.words, at) or titles().at(self.words, at) or heads().at(self.words, at):
            return True
        if self._place_at(at, len(self.words)) is not None or QUANTIFIERS.at(self.words, at):
            return True
        return bool(self.naming.whole(self.words[at : self._stop(at)]))

    def _goes_on(self, at: int) -> bool:
        """Say whether capitals after a sign go on with an unknown name: `Viện Khoa học và Công nghệ X`."""
        start = self._start
        if start in self.masks or self.words[start].tone == "các":
            return False
        head = heads().at(self.words, start)
        if head is None or head[1].kind in ("ubnd", "hdnd") or self._is_person(at, self._stop(at)):
            return False
        if heads().at(self.words, at) and self.words[at].gap is not Gap.AND:
            return False
        if any(self._place_at(inner, at) for inner in range(start, at)):
            return False  # `Công an các xã A, B`
        own = self.words[at : self._stop(at)]
        if self.naming.bare(own) is not None:
            return False
        if all(w.text.isupper() for w in own) or self.lexicon.province(own, self.context.day):
            return False
        joined = [*self.words[start : head[0]], own[0]._replace(gap=Gap.SPACE), *own[1:]]
        return not self.lexicon.whole(joined)

    def _stop(self, at: int) -> int:
        end = at + 1
        while end < len(self.words) and self.words[end].gap < Gap.AND:
            end += 1
        return end

    def _read_piece(self, start: int, end: int) -> None:
        while (
            start < end and (said := cell_language().at(self.words, start, end)) and start not in self.masks
        ):
            stop, meaning = said
            if meaning in ("lead", "coordinating"):
                self.role, self.prose = cast(UnitRole, meaning), False
            elif meaning == "except":
                self.excepting = True
            elif meaning in ("verb", "report"):
                self.prose = True
                if self.found and stop < end and self.words[stop].gap is Gap.SPACE:
                    self._object(meaning, stop, end)
                    return
            elif meaning == "reference":
                self.found.append(self._plain(start, end, "reference"))
                return
            elif meaning in ("lien_quan", "qualifier"):
                return
            elif meaning != "ask":
                break
            start = stop
            if start < end and self.words[start].tone in ("với", "gồm", "là"):
                start += 1
        if self.reporting and self._is_above(start, end):
            return
        self.reporting = False
        if start >= end or (
            self.prose and start not in self.masks and not heads().at(self.words, start, end)
        ):
            return
        self._read_unit(start, end)

    def _is_above(self, start: int, end: int) -> bool:
        """Say whether a piece is only a body that is reported to, in a row after `trình`, `báo cáo`."""
        at = self._titles(start, end)[0] if start < end else end
        mask = self.masks.get(at)
        if mask is None or mask.group is not None:
            return False
        stop, _ = self.naming.place_after(self.words, mask.end, end)
        return stop == end and any(self.naming.chooser.kind(entry) in _ABOVE for entry in mask.entries)

    # One unit

    def _read_unit(self, start: int, end: int) -> None:
        if (at := self._after_honorific(start, end)) != start and not titles().at(self.words, at, end):
            self._add(self._plain(start, end, "person"))
            return
        at, title_role, title = self._titles(at, end)
        if title_role and at == end and not self._is_broken_off(at, title):
            self._title_alone(start, end, title_role, title)
            return
        if self._office_of(start, at, end, title):
            return
        if mask := self.masks.get(at):
            self._masked(start, mask, end, title_role)
            return
        given: tuple[Word, ...] = ()
        if title is not None and title.unit_head:
            at, given = self._office(at, end, title.unit_head)
        plural = self.words[at].tone == "các" and at + 1 < end
        name_at = at + plural
        if plural and name_at in self.masks:
            self._masked(start, self.masks[name_at], end, title_role, plural=True)
            return
        if self._read_places(start, name_at, end, plural, title_role):
            return
        inner = next(
            (m for a, m in sorted(self.masks.items()) if at < a < end and self.naming.may_own(m.entries)),
            None,
        )
        head = heads().at(self.words, name_at, end)
        if head is None and not title_role and self._share(at, end):
            return
        if inner is not None and self._is_full_name(at, inner.start) and inner.start < end:
            self._add(self._plain(at, inner.start, "person"))  # `Nguyễn Văn A - Sở Nội vụ`
            self._read_unit(inner.start, end)
            return
        bare = self.naming.bare(self.words[at:end]) or (
            self.naming.bare(self.words[at : inner.start]) if inner and inner.entries else None
        )
        if bare is None and inner is not None and head is None and not given:
            is_prose = all(not w.is_capital for w in self.words[at : inner.start])
            if is_prose or title_role:
                self._masked(start if title_role else inner.start, inner, end, title_role)
                return
        self._unmasked(start, at, end, title_role, plural, head, inner, given)

    def _is_broken_off(self, at: int, title: PersonTitle | None) -> bool:
        """Say whether a title's unit stands on the next line: `Lãnh đạo` above `Sở Xây dựng`."""
        follows = at < len(self.words) and self.words[at].gap is Gap.LINE and at in self.masks
        return follows and title is not None and title.unit_head is None

    def _titles(self, at: int, end: int) -> tuple[int, str | None, PersonTitle | None]:
        """Return where the titles from words[at] end, the role they give, and the last of them."""
        title_role, last = None, None
        if self.words[at].tone == "các" and titles().at(self.words, at + 1, end) and at not in self.masks:
            at += 1
        while at < end and at not in self.masks and (title := titles().at(self.words, at, end)):
            at, last = title
            title_role = title_role or last.role
            if at < end and self.words[at].tone == "các" and titles().at(self.words, at + 1, end):
                at += 1
        return at, title_role, last

    def _office_of(self, start: int, at: int, end: int, title: PersonTitle | None) -> bool:
        """Read `CVP UBND tỉnh`: an office that the title alone names, of the body that follows."""
        mask = self.masks.get(at)
        if title is None or title.unit_head is None or mask is None or mask.group is not None:
            return False
        stop, _ = self.naming.place_after(self.words, mask.end, end)
        _, given = self._office(at, end, title.unit_head)
        mention = (
            self.naming.known(self._span(start, stop), [*given, *self.words[at:stop]]) if given else None
        )
        if mention is None or mention.unit_id is None:
            return False
        self._close_plural()
        self._add(mention._replace(title_role=title.role))
        self._after(stop, end)
        return True

    def _office(self, at: int, end: int, unit_head: str) -> tuple[int, tuple[Word, ...]]:
        """Return where the unit's name begins that a title has swallowed the head of, or the head it only implies.

        `Trưởng phòng Nội vụ` holds the head; `CVP UBND tỉnh`, `Vụ trưởng Pháp chế` imply it.
        """
        own = read_words(unit_head)
        before = self.words[at - len(own) : at]
        if [w.key for w in before] == [w.key for w in own]:
            return at - len(own), ()
        again = [w.key for w in self.words[at : at + len(own)]] == [w.key for w in own]
        if at >= len(self.words) or again or self.words[at].tone == "các":
            return at, ()
        place = self.words[at]
        return at, tuple(word._replace(start=place.start, end=place.start) for word in own)

    def _unmasked(
        self,
        start: int,
        at: int,
        end: int,
        title_role: str | None,
        plural: bool,
        head: tuple[int, UnitHead] | None,
        inner: Mask | None,
        given: tuple[Word, ...],
    ) -> None:
        """Read a unit whose name is not known as it stands."""
        name_at = at + plural
        if not plural and (lent := self._lent(at, end, title_role)) is not None:
            self._add(lent)
            return
        stop = self._name_end(max(at, head[0] if head else at), end)
        parent, name_stop = None, stop
        # `Cục A - Bộ B` is one unit; a dash between a Sở's room and a Sở may divide two.
        joint = Gap.DASH if head is not None and head[1].level == "central" else Gap.SPACE
        if inner and inner.start <= stop and inner.entries and self.words[inner.start].gap <= joint:
            name_stop = inner.start
            stop, place = self.naming.place_after(self.words, inner.end, end)
            parent = self.naming.named(
                self._span(inner.start, stop), inner.entries, self.words[inner.start : inner.end], place
            )
        stop = max(stop, at + 1)
        mention = self._span(start, stop)
        if head is None and given and (known := heads().at(given, 0)):
            name = [*given, *self.words[at:stop]]
            mention = self.naming.headed(mention, name, len(given), known[1])
        elif head is not None:
            self._close_plural()
            if head[0] == end and end < len(self.words) and self._opens_list(end, head[0] - name_at):
                self.shared = _Shared(
                    tuple(self.words[name_at : head[0]]), head[1], plural=True, listing=True
                )
                return
            self.shared = _Shared(
                tuple(self.words[name_at : head[0]]), head[1], plural=plural, title_role=title_role
            )
            if self._places_of(start, name_at, head[0], end, title_role):
                return
            if plural and head[0] == stop:
                mention = mention._replace(flags=("open",))
            else:
                mention = self.naming.headed(
                    mention, self.words[name_at:name_stop], head[0] - name_at, head[1], parent
                )
        else:
            mention = self.naming.other(mention, self.words[at:name_stop])
            if mention.unit_id is None and self._is_person(at, stop):
                mention = mention._replace(flags=("person",))
        if mention.unit_id is None and title_role == "member" and not mention.flags:
            mention = mention._replace(flags=("person",))  # `Công chức phụ trách ...`
        self._add(mention._replace(title_role=mention.title_role or title_role))
        self._after(stop, end)

    def _opens_list(self, at: int, size: int) -> bool:
        """Say whether a head before a colon opens a list of names: `Phòng: TC-KH, NV`."""
        word = self.words[at]
        if word.gap is not Gap.COLON or not word.is_capital or size > 1:
            return False
        return not (heads().at(self.words, at) or titles().at(self.words, at) or at in self.masks)

    def _masked(
        self, start: int, mask: Mask, end: int, title_role: str | None, *, plural: bool = False
    ) -> None:
        """Read a piece whose unit is a known name or a set, and what follows it."""
        self._close_plural()
        if mask.long is not None:
            self._introduced(start, mask, end, title_role)
            return
        if self._lists_members(mask, start, end, title_role):
            return
        if mask.group is not None:
            self._set(start, mask, end, title_role)
            return
        stop, place = self.naming.place_after(self.words, mask.end, end)
        head = heads().at(self.words, mask.start, mask.end)
        self.shared = _Shared(
            tuple(self.words[mask.start : head[0]]) if head else (),
            head[1] if head else None,
            plural=plural,
            title_role=title_role,
        )
        if self._places_of(start, mask.start, mask.end, end, title_role):
            return
        stop, place = self._implied(mask, stop, place)
        lent = None if place else self._lent(mask.start, mask.end, title_role)
        if lent is not None:
            self._add(lent)
            self._after(stop, end)
            return
        follows = stop < end and self.words[stop].gap is Gap.SPACE and stop not in self.masks
        if follows and self._is_issuer(stop):
            stop += 1  # `Bộ phận một cửa Sở`
        ahead, each = place_ahead(self.words, mask.end, self.naming)
        is_each = each is not None and each.name == "các"
        if is_each:
            # `Sở Y tế các tỉnh, thành phố`: that department of every one of them
            stop, place = ahead, each
        mention = self.naming.named(
            self._span(start, stop),
            mask.entries,
            self.words[mask.start : mask.end],
            place,
            each=is_each or plural,
        )
        if mention.unit_id is None and head is not None and not is_each:
            mention = self.naming.headed(
                self._span(start, stop), self.words[mask.start : stop], head[0] - mask.start, head[1]
            )
        if is_each:
            mention = mention._replace(is_collective=True, flags=(*mention.flags, "each"))
        mention, stop = self._of_parent(mention, mask, stop)
        mention, stop = self._runs_on(mention, mask, stop, end)
        if plural:
            self.plural_at = len(self.found)
        if place is not None and (place.name or place.province):
            self._remember_place(mask, stop)
        self._add(mention._replace(title_role=mention.title_role or title_role))
        self._after(stop, end)

    def _lent(self, start: int, stop: int, title_role: str | None) -> Mention | None:
        """Return `Đảng ủy` or `HĐND` in `Đảng ủy, HĐND, UBND xã A` as that of the place named after the last."""
        words = self.words[start:stop]
        if stop >= len(self.words) or self.words[stop].gap not in _SHARING:
            return None
        meant = self.naming.bare(words)
        if isinstance(meant, str) or (meant and (meant.level == "internal" or meant.unit_id.endswith("_so"))):
            return None  # the issuer's own office
        if meant is None and any(not e.spelling.bare for e in self.naming.lexicon.whole(words)):
            return None
        at = stop
        while at < len(self.words) and self.words[at].gap < Gap.LINE:
            if PLACE_WORDS.at(self.words, at) or (self.words[at].tone == "các" and at > stop):
                break
            mask, head = self.masks.get(at), heads().at(self.words, at)
            name = self.words[at : self._stop(at)]
            if head is not None and mask is not None and head[0] < mask.end:
                at = next((p for p in range(head[0], mask.end) if PLACE_WORDS.at(self.words, p)), mask.end)
            elif head is not None:
                at = head[0]
            elif entries := self.naming.lexicon.whole(name):
                at += len(name) if all(entry.spelling.bare for entry in entries) else len(self.words)
            else:
                return None
        if at >= len(self.words):
            return None
        _, place = place_ahead(self.words, at, self.naming)
        found = PLACE_WORDS.at(self.words, at)
        if place is None and found is None:
            return None
        kind = self.words[at : found[0]] if found else []
        named = [*words, *(word._replace(gap=Gap.SPACE) for word in kind)]
        mention = self._span(start, stop)
        for candidate in (named, words):
            if entries := self.naming.whole(candidate, place):
                each = place is not None and place.name == "các"
                mention = self.naming.named(mention, entries, candidate, place, each=each)
                if mention.unit_id is None:
                    return None
                flags = (*mention.flags, "shared_place")
                return mention._replace(
                    flags=flags,
                    is_collective=each or mention.is_collective,
                    title_role=mention.title_role or title_role,
                )
        return None

    def _is_issuer(self, at: int) -> bool:
        meant = self.naming.bare(self.words[at : at + 1])
        return meant == "@issuer" or (
            meant is not None and not isinstance(meant, str) and meant.unit_id == self.context.issuer_id
        )

    def _implied(self, mask: Mask, stop: int, place: Place | None) -> tuple[int, Place | None]:
        """`Huyện ủy Châu Thành`, `Trạm Y tế Tân Lập`: the place's name without its word after a local body's name."""
        known = [self.lexicon.units[e.unit_id] for e in mask.entries if not e.is_collective]
        levels = {unit.level for unit in known if self.naming.chooser.is_valid(unit)}
        levels = levels or {unit.level for unit in known}
        if place is not None or stop != mask.end or not levels <= {"district", "commune"} or len(levels) != 1:
            return stop, place
        end = name_end(self.words, stop, self._stop(stop - 1))
        is_other = heads().at(self.words, stop, end) or titles().at(self.words, stop, end)
        if end == stop or self.words[stop].gap is not Gap.SPACE or is_other or self._is_full_name(stop, end):
            return stop, place
        kind = next((w.tone for w in self.words[mask.start : mask.end] if w.tone in ("huyện", "quận")), None)
        kind = kind or ("thị xã" if any(w.tone == "thị" for w in self.words[mask.start : mask.end]) else "")
        name = " ".join(w.text for w in self.words[stop:end])
        return end, Place(levels.pop(), None, f"{kind} {name}".strip())

    def _introduced(self, start: int, mask: Mask, end: int, title_role: str | None) -> None:
        """Read a short form that the document itself introduces as what it stands for."""
        context = replace(self.context, abbreviations=())
        read = read_cell(mask.long or "", self.lexicon, context)
        stop, place = self.naming.place_after(self.words, mask.end, end)
        mention = self._span(start, stop)
        if len(read) == 1 and read[0].unit_id:
            known = read[0]
            mention = known._replace(start=mention.start, end=mention.end, text=mention.text, role=None,
                match="fuzzy" if known.match == "fuzzy" else "alias", score=min(known.score, ALIAS),
                province=(place.province if place else None) or known.province,
            )  # fmt: skip
        else:
            mention = self.naming.other(mention, self.words[mask.start : stop])
        self._add(mention._replace(title_role=mention.title_role or title_role))
        self._after(stop, end)

    def _set(self, start: int, mask: Mask, end: int, title_role: str | None) -> None:
        """Read a set, narrowed by what follows it in its piece."""
        group = mask.group
        assert group is not None
        stop = mask.end
        if group.groups == ("dia_phuong",) and stop < end:
            after, province = province_at(self.words, stop, end, self.lexicon, self.context.day)
            if province:
                place = Place("province", province, None)
                self.shared = _Shared((), None, plural=True, place=())
                self._add(self.naming.government(self._span(stop, after), place))
                return
        stop, qualified = self._belonging(stop, end)
        mention = self.naming.group(
            self._span(start, stop), group, mask.entries, self.words[mask.start : mask.end]
        )
        if qualified:
            mention = mention._replace(
                score=min(mention.score, _QUALIFIED), flags=(*mention.flags, "qualified")
            )
        if stop < end and not cell_language().at(self.words, stop, end) and self.words[stop].gap < Gap.AND:
            # `... trực tiếp sử dụng ngân sách nhà nước` narrows the set to a part
            stop, self.prose = end, True
            whole = self._span(start, stop)
            mention = mention._replace(
                end=whole.end,
                text=whole.text,
                score=min(mention.score, _QUALIFIED),
                flags=(*mention.flags, "qualified"),
            )
        self._add(mention._replace(title_role=mention.title_role or title_role))
        self._after(stop, end)

    def _belonging(self, at: int, end: int) -> tuple[int, bool]:
        """Return where `thuộc Sở Nội vụ` after a set ends, and whether that is another body than the issuer."""
        if at >= end or self.words[at].gap is not Gap.SPACE or self.words[at].tone not in _OF:
            return at, False
        for start in range(at + 1, min(end, at + 4)):
            mask = self.masks.get(start)
            if mask is not None and mask.entries and mask.group is None:
                stop, place = self.naming.place_after(self.words, mask.end, end)
                named = self.naming.named(
                    self._span(start, stop), mask.entries, self.words[start : mask.end], place
                )
                return stop, named.unit_id != self.context.issuer_id
            if self._is_issuer(start):
                return start + 1, False
        return at, False

    def _of_parent(self, mention: Mention, mask: Mask, stop: int) -> tuple[Mention, int]:
        """Read a room followed by the body it is a room of: `Phòng Pháp chế Sở Y tế`."""
        other = self.masks.get(stop) if stop < len(self.words) else None
        apart = self.context.family in _ROOMLESS and mention.level in ("internal", "province")
        joint = (Gap.SPACE, Gap.DASH) if apart else (Gap.SPACE,)
        if other is None or not other.entries or self.words[stop].gap not in joint:
            return mention, stop
        after, place = self.naming.place_after(self.words, other.end, len(self.words))
        parent = self.naming.named(
            self._span(other.start, after), other.entries, self.words[other.start : other.end], place
        )
        named = self.naming.beneath(mention, parent)
        if named is None:
            return mention, stop
        whole = self._span_from(mention.start, after)
        if named.unit_id and named.unit_name == mention.text:
            named = named._replace(unit_name=whole.text)
        return named._replace(end=whole.end, text=whole.text), after

    def _runs_on(self, mention: Mention, mask: Mask, stop: int, end: int) -> tuple[Mention, int]:
        """A known name that goes on with capitals is another name; a number or Roman figures only count it."""
        after = stop
        while (
            after < end
            and self.words[after].gap is Gap.SPACE
            and self.words[after].is_capital
            and after not in self.masks
            and not cell_language().at(self.words, after)
            and not heads().at(self.words, after)
            and not titles().at(self.words, after)
            and not PLACE_WORDS.at(self.words, after)
        ):
            after += 1
        if after == stop or self._is_full_name(stop, after):
            return mention, stop
        whole = self._span_from(mention.start, after)
        mention = mention._replace(end=whole.end, text=whole.text)
        if all(_is_number(word.text) for word in self.words[stop:after]):
            return mention, after
        unknown = Mention(mention.start, mention.end, mention.text, level=mention.level)
        if head := heads().at(self.words, mask.start, mask.end):
            words = self.words[mask.start : after]
            unknown = self.naming.headed(unknown, words, head[0] - mask.start, head[1])
        return unknown if unknown.unit_id else unknown._replace(flags=("longer_name",)), after

    # Several units under one head

    def _lists_members(self, mask: Mask, start: int, end: int, title_role: str | None) -> bool:
        """`các Sở: Xây dựng, Tài chính` names no set, but the head of the names that follow the colon."""
        at = mask.end
        if at >= len(self.words) or self.words[at].gap is not Gap.COLON:
            return False
        is_set = mask.group is not None or any(entry.is_collective for entry in mask.entries)
        if not is_set or cell_language().at(self.words, at):
            return False
        if at in self.masks or heads().at(self.words, at):
            return True  # `Các sở, ngành: Sở Y tế, Công an tỉnh`: the members follow with heads of their own
        if not self.words[at].is_capital:
            return False
        if mask.group is not None and mask.group.head is None and set(mask.group.groups) <= PLACES:
            return self._lists_places(mask, (), None, title_role)
        for position in range(mask.start, mask.end):
            head = heads().at(self.words, position, mask.end)
            if head is None:
                continue
            words = tuple(self.words[position : head[0]])
            if head[1].kind in ("ubnd", "hdnd", "luc_luong_vu_trang"):
                return self._lists_places(mask, words, head[1], title_role)
            if head[1].kind in _LIST_KINDS:
                self.shared = _Shared(words, head[1], True, True, (), title_role)
                return True
        return False

    def _lists_places(
        self, mask: Mask, name: tuple[Word, ...], head: UnitHead | None, title_role: str | None
    ) -> bool:
        """`UBND các xã: A, B`, `Các tỉnh: A, B`: remember the place's word for the names after the colon."""
        place = next((p for p in range(mask.start, mask.end) if PLACE_WORDS.at(self.words, p)), None)
        if place is None:
            return False
        self.shared = _Shared(name, head, True, True, tuple(self.words[place : mask.end]), title_role)
        return True

    def _places_of(self, start: int, name_at: int, stop: int, end: int, title_role: str | None) -> bool:
        """Read `UBND các xã A, B và phường C`: a body of each of several places, the first of them here."""
        at = stop + (stop < end and self.words[stop].tone == "các")
        if at == stop:
            return False
        place = self._place_at(at, end)
        if place is None or self.words[stop].gap is not Gap.SPACE:
            return False
        after, kind_end, named = place
        name = tuple(self.words[name_at:stop])
        head = heads().at(self.words, name_at, stop)
        kind = tuple(self.words[at:kind_end])
        self.shared = _Shared(name, head[1] if head else None, True, False, kind, title_role)
        self._add_member(start, after, name, named, title_role)
        self._after(after, end)
        return True

    def _read_places(self, start: int, at: int, end: int, plural: bool, title_role: str | None) -> bool:
        """Read places named alone as their governments: `các tỉnh A, B`; a lone name under the head before it."""
        if self.shared is not None and self._share(start, end):
            return True
        place = self._place_at(at, end)
        if place is None or at in self.masks:
            return False
        after, kind_end, named = place
        self.shared = _Shared((), None, plural, False, tuple(self.words[at:kind_end]), title_role)
        self._add_member(start, after, (), named, title_role)
        self._after(after, end)
        return True

    def _place_at(self, at: int, end: int) -> tuple[int, int, Place] | None:
        """Return (end, end of the place's word, place) of a named place that begins at words[at]."""
        found = PLACE_WORDS.at(self.words, at, end)
        if found is None or found[0] >= end or not self.words[found[0]].is_capital:
            return None
        if self.words[found[0]].gap not in (Gap.SPACE, Gap.COLON) or at in self.masks:
            return None
        opening = [self.words[at]._replace(gap=Gap.SPACE), *self.words[at + 1 : found[0]]]
        rest = [self.words[found[0]]._replace(gap=Gap.SPACE), *self.words[found[0] + 1 :]]
        size = end - at
        after, place = self.naming.place_after([*opening, *rest], 0, size)
        if place is None or not (place.name or place.province):
            return None
        return at + after, found[0], place

    def _share(self, start: int, end: int) -> bool:
        """Read a piece as one more name under the head before it: `Nội vụ` after `Sở Tài chính,`."""
        shared = self.shared
        if shared is None or self.words[start].gap not in (_LISTING if shared.listing else _SHARING):
            return False
        if heads().at(self.words, start, end) or start in self.masks:
            return False
        return self._share_place(start, end, shared) or self._share_name(start, end, shared)

    def _share_place(self, start: int, end: int, shared: _Shared) -> bool:
        """Read `huyện B` or `B` after `UBND huyện A`."""
        at = start + (self.words[start].tone == "các")
        place = self._place_at(at, end)
        is_local = shared.plural or (shared.head is not None and shared.head.kind in ("ubnd", "hdnd"))
        if place is not None:
            if not (is_local or shared.place):
                return False
            after, kind_end, named = place
            self.shared = replace(shared, place=tuple(self.words[at:kind_end]))
        else:
            after, province = province_at(self.words, start, end, self.lexicon, self.context.day)
            wants = not shared.place or PLACE_WORDS.at(shared.place, 0) in _PROVINCIAL
            if province and wants and (is_local or shared.place):
                named = Place("province", province, None)
            elif shared.place and is_local and self.words[start].is_capital:
                after = name_end(self.words, start, end)
                words = [
                    *(w._replace(gap=Gap.SPACE) for w in shared.place),
                    self.words[start]._replace(gap=Gap.SPACE),
                    *self.words[start + 1 : after],
                ]
                if after == start or self.naming.whole(self.words[start:after]):
                    return False
                if self._is_full_name(start, after) and not shared.listing:
                    return False
                _, made = self.naming.place_after(words, 0, len(words))
                if made is None:
                    return False
                named = made
            else:
                return False
        self._add_member(start, after, shared.words, named, shared.title_role, shared=True)
        self._after(after, end)
        return True

    def _add_member(
        self,
        start: int,
        stop: int,
        name: tuple[Word, ...],
        place: Place,
        title_role: str | None,
        *,
        shared: bool = False,
    ) -> None:
        """Add the body of that name in that place; without a name, the place's government."""
        mention = self._span(start, stop)
        if not name:
            mention = self.naming.government(mention, place)
        else:
            head = heads().at(name, 0)
            for words in (self.naming.local_name(name, place), name):
                if entries := self.naming.whole(words, place):
                    mention = self.naming.named(mention, entries, words, place)
                    break
            else:
                if head is not None and head[1].kind in ("ubnd", "hdnd"):
                    mention = self.naming.local(mention, head[1].kind, place)
        flags = (*mention.flags, "shared_head") if shared else mention.flags
        self._add(mention._replace(title_role=mention.title_role or title_role, flags=flags))

    def _share_name(self, start: int, end: int, shared: _Shared) -> bool:
        """Read `Nội vụ` or `Kế hoạch và Đầu tư` after `Sở Tài chính,`, whatever signs are inside."""
        if not shared.words:
            return False
        first = self.words[start]._replace(gap=Gap.SPACE)
        for stop in range(min(len(self.words), start + _LONGEST_SHARED), start, -1):
            words = [*shared.words, first, *self.words[start + 1 : stop]]
            after, place = self.naming.place_after(self.words, stop, len(self.words))
            entries = self.naming.whole(words, place)
            if not entries or (stop < len(self.words) and stop < end and not self._ends_name(stop)):
                continue
            mention = self.naming.named(self._span(start, after), entries, words, place)
            self._share_found(mention, after, end, shared)
            return True
        if not shared.plural or shared.head is None:
            return False
        stop = min(self._stop(start), end)
        words = [*shared.words, first, *self.words[start + 1 : stop]]
        mention = self.naming.headed(self._span(start, stop), words, len(shared.words), shared.head)
        if mention.unit_id is None and self._is_person(start, stop):
            return False
        self._share_found(mention, stop, end, shared)
        return True

    def _ends_name(self, stop: int) -> bool:
        """Say whether a name may end before words[stop]: at a sign or before words that are no name."""
        word = self.words[stop]
        return word.gap > Gap.DASH or not word.is_capital or stop in self.masks or _is_number(word.text)

    def _share_found(self, mention: Mention, stop: int, end: int, shared: _Shared) -> None:
        self.plural_at = None
        role = mention.title_role or shared.title_role
        self._add(mention._replace(title_role=role, flags=(*mention.flags, "shared_head")))
        self.done = max(self.done, stop)
        if stop < end:
            self._after(stop, end)

    def _remember_place(self, mask: Mask, stop: int) -> None:
        """Keep the place's word of a name for the names that may follow: `UBND huyện A, B`."""
        if self.shared is None:
            return
        for at in range(stop - 1, mask.start, -1):
            found = PLACE_WORDS.at(self.words, at, stop)
            if found and found[0] < stop and self.words[found[0]].is_capital:
                name = tuple(self.words[mask.start : at])
                self.shared = replace(self.shared, words=name, place=tuple(self.words[at : found[0]]))
                return

    # What follows, and small judgements

    def _after(self, stop: int, end: int) -> None:
        """Read what follows a unit within its piece: roles, verbs, further units without a sign between."""
        self.done = max(self.done, stop)
        while stop < end:
            if said := cell_language().at(self.words, stop, end):
                if said[1] in ("lead", "coordinating") and (said[1] == "lead" or said[0] == end):
                    role = cast(UnitRole, said[1])
                    self.found[-1:] = [m._replace(role=role) for m in self.found[-1:]]
                    stop = said[0]
                    self.prose = stop < end and not self._meaning(stop, end)
                    continue
                if said[1] in ("verb", "report"):
                    self.prose = True
                    stop = self._object(said[1], said[0], end)
                    continue
                if said[1] in ("coordinating", "except"):
                    self._read_piece(stop, end)
                    return
                stop = said[0]
                continue
            if stop in self.masks:
                self._read_unit(stop, end)
                return
            stop += 1

    def _object(self, meaning: str, at: int, end: int) -> int:
        """Return where words of a role go on after a verb's object: whom the work is for leads nothing.

        `tham mưu UBND tỉnh`, `hướng dẫn các sở`; who is reported to may be several: `trình UBND tỉnh, HĐND tỉnh`.
        """
        stop = next((a for a in range(at, end) if self._meaning(a, end) == "coordinating"), end)
        self.reporting = meaning == "report" and stop == end
        self.done = max(self.done, stop)
        return stop

    def _meaning(self, at: int, end: int) -> str | None:
        said = cell_language().at(self.words, at, end)
        return said[1] if said else None

    def _title_alone(self, start: int, end: int, title_role: str, title: PersonTitle | None) -> None:
        mention = self.naming.other(self._span(start, end), self.words[start:end])
        if mention.unit_id is None and title is not None and title.unit_head:
            office = self.naming.as_bare(self._span(start, end), read_words(title.unit_head))
            mention = office if office is not None else mention
        flags = mention.flags or (() if mention.unit_id else ("person",))
        self._add(mention._replace(title_role=title_role, flags=flags))

    def _name_end(self, at: int, end: int) -> int:
        for stop in range(at + 1, end):
            said = cell_language().at(self.words, stop, end)
            if said and said[1] in ("verb", "report", "lead", "coordinating", "except", "lien_quan"):
                return stop
        return end

    def _after_honorific(self, at: int, end: int) -> int:
        """Return where the name or title after `Ông`, `Đồng chí`, `Các đ/c` begins; `at` where none stands there."""
        found = HONORIFICS.at(self.words, at + (self.words[at].tone == "các"), end)
        return found[0] if found else at

    def _is_person(self, start: int, end: int) -> bool:
        words = self.words[start:end]
        return (
            2 <= len(words) <= 5
            and is_surname(words[0].tone)
            and all(w.text[0].isupper() for w in words)
            and all(w.gap is Gap.SPACE for w in words[1:])
        )

    def _is_full_name(self, start: int, end: int) -> bool:
        """Say whether a person stands there; two capitals alone after a unit's name are sooner a place."""
        return end - start > 2 and self._is_person(start, end)

    def _span(self, start: int, end: int) -> Mention:
        return self._span_from(self.words[start].start, end)

    def _span_from(self, first: int, end: int) -> Mention:
        last = self.words[end - 1].end
        return Mention(first, last, self.text[first:last])

    def _plain(self, start: int, end: int, flag: str) -> Mention:
        self.done = max(self.done, end)
        return self._span(start, end)._replace(flags=(flag,))

    def _add(self, mention: Mention) -> None:
        if self.excepting:
            what = mention.unit_id or mention.text
            self.found[-1:] = [m._replace(flags=(*m.flags, f"except={what}")) for m in self.found[-1:]]
            return
        self.found.append(mention._replace(role=mention.role or self.role))


def _is_number(text: str) -> bool:
    return text.isdigit() or (len(text) <= 6 and set(text) <= set("IVX"))
