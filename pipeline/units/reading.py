"""A cell of units read: split into mentions, each recognised in the context of its document.

The order of work: brackets are set aside; sets and known names are found and their inner commas masked; the rest is
divided at the signs; each piece is a title, a unit and what follows it, or shares the head of the piece before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from extractors.lexicon.grammar import UnitHead
from pipeline.units.lexicon import Entry, Lexicon, Phrase
from pipeline.units.mentions import ALIAS, PATTERN, Context, Mention
from pipeline.units.naming import Naming
from pipeline.units.sets import PLACES, SetPhrase, find_sets
from pipeline.units.vocabulary import (
    HONORIFICS,
    PLACE_WORDS,
    QUANTIFIERS,
    SURNAMES,
    cell_language,
    heads,
    titles,
)
from pipeline.units.words import Bracket, Gap, Word, blank_brackets, find_brackets, read_words
from schemas.text import nfc
from schemas.vocab import UnitRole


@dataclass(frozen=True, slots=True)
class _Mask:
    """Words[start:end] are one name: of these entries, or of a set."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    group: SetPhrase | None = None


def read_cell(text: str, lexicon: Lexicon, context: Context) -> list[Mention]:
    """Return the units that a cell names, in order; places count in characters of the cell.

    A mention that is no unit (a person, `Theo phân công tại ...`) is returned unrecognised with a flag that says so.
    """
    text = nfc(text)
    brackets = find_brackets(text)
    words = read_words(blank_brackets(text, brackets))
    found = _CellReader(text, words, lexicon, context).read() if words else []
    for bracket in brackets:
        found = _with_bracket(found, bracket, lexicon, context)
    return sorted(found, key=lambda mention: mention.start)


class _CellReader:
    def __init__(self, text: str, words: list[Word], lexicon: Lexicon, context: Context) -> None:
        self.text, self.words, self.lexicon, self.context = text, words, lexicon, context
        self.naming = Naming(lexicon, context)
        self.role: UnitRole | None = None
        self.excepting = False
        self.prose = False
        self.found: list[Mention] = []

    def read(self) -> list[Mention]:
        opening = cell_language().at(self.words, 0)
        if opening and opening[1] == "reference":
            return [self._plain(0, len(self.words), "reference")]
        self.masks = {mask.start: mask for mask in _masks(self.words, self.lexicon)}
        self.head: tuple[int, int, UnitHead] | None = None  # words of the head that later pieces may share
        self.plural_head = False
        for start, end in self._pieces():
            gap = self.words[start].gap
            if gap >= Gap.LINE:
                self.excepting = self.prose = False
                if gap >= Gap.STOP:
                    self.role, self.head = None, None
            self._read_piece(start, end)
        return self.found

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
        return bool(self.lexicon.whole(self.words[at : self._stop(at)]))

    def _goes_on(self, at: int) -> bool:
        """Say whether capitals after a sign go on with an unknown name: `Viện Khoa học và Công nghệ X`."""
        start = self._start
        if start in self.masks or self.words[start].tone == "các":
            return False
        head = heads().at(self.words, start)
        if head is None or head[1].kind in ("ubnd", "hdnd") or self._is_person(at, self._stop(at)):
            return False
        own = self.words[at : self._stop(at)]
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
            elif meaning == "verb":
                self.prose = True
            elif meaning == "reference":
                self.found.append(self._plain(start, end, "reference"))
                return
            elif meaning == "lien_quan" or meaning == "qualifier":
                return
            else:
                break
            start = stop
            if start < end and self.words[start].tone in ("với", "gồm"):
                start += 1
        if start >= end or (
            self.prose and start not in self.masks and not heads().at(self.words, start, end)
        ):
            return
        self._read_unit(start, end)

    def _read_unit(self, start: int, end: int) -> None:
        at, title_role, swallowed = start, None, None
        if self.words[at].tone == "các" and titles().at(self.words, at + 1, end) and at not in self.masks:
            at += 1
        while at not in self.masks and (title := titles().at(self.words, at, end)):
            at, person = title
            title_role, swallowed = title_role or person.role, person.unit_head
            if at < end and self.words[at].tone == "các" and titles().at(self.words, at + 1, end):
                at += 1
        if mask := self.masks.get(at):
            self._masked(start, mask, end, title_role)
            return
        if title_role and swallowed:
            at -= len(swallowed.split())
        if title_role and at == end:
            self._title_alone(start, end, title_role)
            return
        plural = self.words[at].tone == "các" and at + 1 < end
        name_at = at + plural
        if plural and name_at in self.masks:
            self._masked(start, self.masks[name_at], end, title_role)
            self.plural_head = True
            return
        inner = next(
            (m for a, m in sorted(self.masks.items()) if at < a < end and self.naming.may_own(m.entries)),
            None,
        )
        head = heads().at(self.words, name_at, end)
        if head is None and not title_role and self._shared(at, end):
            return
        bare = self.naming.bare(self.words[at:end]) or (
            self.naming.bare(self.words[at : inner.start]) if inner and inner.entries else None
        )
        if bare is None and inner is not None and head is None:
            is_prose = all(not w.is_capital for w in self.words[at : inner.start])
            if is_prose or title_role:
                self._masked(start if title_role else inner.start, inner, end, title_role)
                return
        stop = self._name_end(at, end)
        parent = None
        if inner and inner.start <= stop and inner.entries:
            parent, stop = inner, inner.end
            stop, _ = self.naming.place_after(self.words, stop, end)
        name_stop = parent.start if parent else stop
        mention = self._span(start, stop)
        if head is not None:
            self.head, self.plural_head = (name_at, head[0], head[1]), plural
            if plural and head[0] == stop:
                mention = replace(mention, flags=("open",))
            else:
                mention = self.naming.headed(
                    mention,
                    self.words[name_at:name_stop],
                    head[0] - name_at,
                    head[1],
                    parent.entries if parent else (),
                )
        else:
            mention = self.naming.other(mention, self.words[at:name_stop])
            if mention.unit_id is None and self._is_person(at, stop):
                mention = replace(mention, flags=("person",))
        self._add(replace(mention, title_role=title_role))
        self._after(stop, end)

    def _masked(self, start: int, mask: _Mask, end: int, title_role: str | None) -> None:
        """Read a piece whose unit is a known name or a set, and what follows it."""
        if mask.group is not None and self._lists_members(mask):
            return
        if mask.group is not None:
            mention = self.naming.group(
                self._span(start, mask.end), mask.group, mask.entries, self.words[mask.start : mask.end]
            )
            stop = mask.end
            if (
                stop < end
                and not cell_language().at(self.words, stop, end)
                and self.words[stop].gap < Gap.AND
            ):
                # `... trực tiếp sử dụng ngân sách nhà nước` narrows the set to a part
                stop, self.prose = end, True
                mention = replace(
                    mention,
                    end=self.words[stop - 1].end,
                    text=self.text[mention.start : self.words[stop - 1].end],
                    score=min(mention.score, ALIAS - 0.13),
                    flags=(*mention.flags, "qualified"),
                )
        else:
            stop, place = self.naming.place_after(self.words, mask.end, end)
            mention = self.naming.named(
                self._span(start, stop), mask.entries, self.words[mask.start : mask.end], place
            )
            head = heads().at(self.words, mask.start, mask.end)
            if head:
                self.head, self.plural_head = (mask.start, head[0], head[1]), False
            other = self.masks.get(stop) if stop < end else None
            if (
                other
                and other.group
                and set(other.group.groups) <= PLACES
                and self.words[stop].gap is Gap.SPACE
            ):
                # `Sở Y tế các tỉnh, thành phố`: that department of every one of them
                stop = other.end
                whole = self._span(start, stop)
                flags = (*mention.flags, "each")
                mention = replace(mention, end=whole.end, text=whole.text, is_collective=True, flags=flags)
            elif other and other.entries and self.words[stop].gap <= Gap.DASH:
                named = self.naming.beneath(mention, mask.entries, other.entries)
                if named is not None:
                    stop = other.end
                    mention = replace(
                        named,
                        end=self.words[stop - 1].end,
                        text=self.text[named.start : self.words[stop - 1].end],
                    )
        self._add(replace(mention, title_role=title_role or mention.title_role))
        self._after(stop, end)

    def _lists_members(self, mask: _Mask) -> bool:
        """`các Sở: Xây dựng, Tài chính` names no set, but the head of the names that follow the colon."""
        if mask.end >= len(self.words) or self.words[mask.end].gap is not Gap.COLON:
            return False
        at = mask.start + (self.words[mask.start].tone == "các")
        head = heads().at(self.words, at, mask.end)
        if head is None or head[0] != mask.end:
            return False
        self.head, self.plural_head = (at, head[0], head[1]), True
        return True

    def _after(self, stop: int, end: int) -> None:
        """Read what follows a unit within its piece: roles, verbs, further units without a sign between."""
        while stop < end:
            if said := cell_language().at(self.words, stop, end):
                if said[1] in ("lead", "coordinating", "verb", "except"):
                    if said[1] == "lead":
                        self.found[-1:] = [replace(m, role="lead") for m in self.found[-1:]]
                        stop = said[0]
                        self.prose = stop < end and not self._meaning(stop, end)
                        continue
                    self._read_piece(stop, end)
                    return
                stop = said[0]
                continue
            if stop in self.masks:
                self._read_unit(stop, end)
                return
            stop += 1

    def _meaning(self, at: int, end: int) -> str | None:
        said = cell_language().at(self.words, at, end)
        return said[1] if said else None

    def _shared(self, start: int, end: int) -> bool:
        """Read a piece as one more name under the head before it: `Nội vụ` after `Sở Tài chính,`."""
        if self.head is None or self.words[start].gap not in (Gap.COMMA, Gap.AND, Gap.COLON, Gap.SLASH):
            return False
        head_start, head_end, head = self.head
        words = [
            *self.words[head_start:head_end],
            self.words[start]._replace(gap=Gap.SPACE),
            *self.words[start + 1 : end],
        ]
        stop, place = self.naming.place_after(self.words, start, end)
        for last in range(len(words), head_end - head_start, -1):
            entries = self.lexicon.whole(words[:last])
            if entries:
                taken = start + last - (head_end - head_start)
                stop, place = self.naming.place_after(self.words, taken, end)
                mention = self.naming.named(self._span(start, stop), entries, words[:last], place)
                self._add(replace(mention, flags=(*mention.flags, "shared_head")))
                self._after(stop, end)
                return True
        is_place = head.kind in ("ubnd", "hdnd") and self.words[start].is_capital
        if not (self.plural_head or is_place):
            return False
        if is_place and head.kind == "ubnd":
            words = list(self.naming.with_place_word(self.words[head_start:start], words))
        mention = self.naming.headed(self._span(start, end), words, head_end - head_start, head, ())
        self._add(replace(mention, flags=(*mention.flags, "shared_head")))
        return True

    def _title_alone(self, start: int, end: int, title_role: str) -> None:
        mention = self.naming.other(self._span(start, end), self.words[start:end])
        self._add(
            replace(
                mention,
                title_role=title_role,
                flags=mention.flags or (() if mention.unit_id else ("person",)),
            )
        )

    def _name_end(self, at: int, end: int) -> int:
        for stop in range(at + 1, end):
            said = cell_language().at(self.words, stop, end)
            if said and said[1] in ("verb", "lead", "coordinating", "except", "lien_quan"):
                return stop
        return end

    def _is_person(self, start: int, end: int) -> bool:
        words = self.words[start:end]
        if words[0].tone in HONORIFICS or words[0].tone == "đ":
            return True
        return 2 <= len(words) <= 5 and words[0].tone in SURNAMES and all(w.text[0].isupper() for w in words)

    def _span(self, start: int, end: int) -> Mention:
        first, last = self.words[start].start, self.words[end - 1].end
        return Mention(first, last, self.text[first:last])

    def _plain(self, start: int, end: int, flag: str) -> Mention:
        return replace(self._span(start, end), flags=(flag,))

    def _add(self, mention: Mention) -> None:
        if self.excepting:
            what = mention.unit_id or mention.text
            self.found[-1:] = [replace(m, flags=(*m.flags, f"except={what}")) for m in self.found[-1:]]
            return
        self.found.append(replace(mention, role=mention.role or self.role))


def _masks(words: Sequence[Word], lexicon: Lexicon) -> list[_Mask]:
    """Return the names and sets in these words, the longest first where they overlap."""
    phrases = lexicon.find(words)
    starts: dict[int, int] = {}
    for phrase in phrases:
        starts[phrase.start] = max(phrase.end, starts.get(phrase.start, 0))
    candidates = []
    for phrase in phrases:
        entries = phrase.entries
        if _runs_on(words, phrase.end, lexicon):
            entries = tuple(entry for entry in entries if not entry.spelling.bare)
        if entries and not _gives_up_last(phrase, starts):
            candidates.append(_Mask(phrase.start, phrase.end, entries))
    for group in find_sets(words):
        if not group.is_plural and _follows_a_name(words, group.start):
            continue  # `vụ, Thanh tra` of `Sở Ngoại vụ, Thanh tra tỉnh`
        same = next((m for m in candidates if (m.start, m.end) == (group.start, group.end)), None)
        entries = tuple(e for e in same.entries if e.is_collective) if same else ()
        if entries or group.collective_ids or group.is_plural:
            candidates.append(_Mask(group.start, group.end, entries, group))
    taken: set[int] = set()
    chosen = []
    for mask in sorted(candidates, key=lambda m: (m.start - m.end, m.group is None, m.start)):
        if taken.isdisjoint(range(mask.start, mask.end)):
            taken.update(range(mask.start, mask.end))
            chosen.append(mask)
    return chosen


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
    if PLACE_WORDS.at(words, at) or cell_language().at(words, at) or QUANTIFIERS.at(words, at):
        return False
    return not any(
        lexicon.province(words[at:stop], None) for stop in range(at + 1, min(len(words), at + 5) + 1)
    )


def _gives_up_last(phrase: Phrase, starts: dict[int, int]) -> bool:
    """`Thanh tra Sở` leaves its last word to `Sở Y tế`."""
    last = phrase.end - 1
    return last > phrase.start and starts.get(last, 0) > phrase.end


def _with_bracket(
    found: list[Mention], bracket: Bracket, lexicon: Lexicon, context: Context
) -> list[Mention]:
    """Return the mentions with what a bracket says: a role, an exclusion, a sub-unit; a reading aid says nothing."""
    before = [index for index, mention in enumerate(found) if mention.end <= bracket.start]
    if not before:
        return found
    index = max(before, key=lambda i: found[i].end)
    owner = found[index]
    words = read_words(bracket.inner)
    said = cell_language().at(words, 0)
    if not words or (said and said[1] in ("reference", "verb")):
        return found
    if said and said[1] in ("lead", "coordinating") and said[0] == len(words):
        return [*found[:index], replace(owner, role=cast(UnitRole, said[1])), *found[index + 1 :]]
    inner = read_cell(bracket.inner, lexicon, replace(context, issuer_id=owner.unit_id, family="owner"))
    if said and said[1] == "except":
        inner_text = bracket.inner[words[said[0]].start :] if said[0] < len(words) else ""
        excepted = read_cell(inner_text, lexicon, context)
        flags = tuple(f"except={m.unit_id or m.text}" for m in excepted)
        return [*found[:index], replace(owner, flags=(*owner.flags, *flags)), *found[index + 1 :]]
    if _is_reading_aid(words, owner, inner):
        return found
    moved = [
        replace(
            m,
            start=m.start + bracket.inner_start,
            end=m.end + bracket.inner_start,
            role=owner.role,
            flags=(*m.flags, "sub_unit"),
        )
        for m in inner
        if m.unit_id and m.unit_id != owner.unit_id and "reference" not in m.flags
    ]
    return [*found, *moved]


def _is_reading_aid(words: Sequence[Word], owner: Mention, inner: Sequence[Mention]) -> bool:
    """`(TT&TT)`, `(viết tắt là Sở)`, `(nếu có)`, `(bao gồm ...)`: no further unit."""
    if words[0].tone in (
        "viết",
        "gọi",
        "sau",
        "nếu",
        "khi",
        "bao",
        "gồm",
        "hoặc",
        "đối",
        "để",
        "kể",
        "qua",
        "theo",
    ):
        return True
    return all(m.unit_id in (None, owner.unit_id) for m in inner) or all(w.text.isupper() for w in words)


def pattern_score(is_listed: bool) -> float:
    """Return the score of a set: a listed expression, or one that the grammar alone tells."""
    return ALIAS if is_listed else PATTERN
