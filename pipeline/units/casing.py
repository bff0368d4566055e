"""Names in capitals as Vietnamese writes them: `SỞ XÂY DỰNG TỈNH TÂY NINH` is `Sở Xây dựng tỉnh Tây Ninh`."""

import re
from collections.abc import Iterable

from extractors.lexicon import Collective, Unit
from pipeline.units.lexicon import Lexicon, default_lexicon
from pipeline.units.vocabulary import PLACE_WORDS, heads
from pipeline.units.words import Gap, Word, read_words
from schemas.text import clean, squash_space

_CLOSES_NAME = frozenset({"ubnd", "sở", "phòng"})
# What follows the kind of a school is its name.
_SCHOOL_LEVELS = frozenset({("tiểu", "học"), ("mầm", "non"), ("cơ", "sở"), ("phổ", "thông"), ("mẫu", "giáo")})
_VOWELS = frozenset("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ")
# Words between a head and the name of its field: `Ban Chỉ đạo các Chương trình ...`.
_UNSTRESSED = frozenset({"các", "về", "của", "những", "cho"})
# What parts the fields of one name, each with its capital: `Chăn nuôi và Thú y`, `Kinh tế - Ngân sách`.
_PARTS = (Gap.DASH, Gap.AND, Gap.SLASH, Gap.COMMA)
_SAME_NAME = 2  # words in a row that are the same in two texts
_POINTS = frozenset({"đông", "tây", "nam", "bắc"})
# Kinds of organisation that take the name of the body they are in: `Đảng ủy Sở Y tế`, `Công đoàn Trường ...`.
_OF_A_BODY = frozenset({"cap_uy", "doan_the"})
# Names of regions, for which there is no list of places.
_REGIONS = frozenset({("tây", "nguyên"), ("việt", "nam")})
_UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxz]{4}")
# Abbreviations that could be read as syllables.
_ABBREVIATIONS = frozenset(
    {"ubnd", "đhqg", "hcm", "tw", "tncs", "cntt", "thcs", "thpt", "gdtx", "bhxh", "atgt", "ubmttq"}
)


def sentence_case(text: str, lexicon: Lexicon | None = None, elsewhere: Iterable[str] = ()) -> str:
    """Return a name of a body as the decree on official documents has it written; other text stays as it is.

    Known names give their own capitals; elsewhere the head, the word after it and names of places have them.

    Args:
        text: the name as the letterhead prints it.
        lexicon: the lists of units and places.
        elsewhere: texts of the document in small letters; the words that no list knows take their capitals
            from them.

    >>> sentence_case("SỞ XÂY DỰNG TỈNH TÂY NINH")
    'Sở Xây dựng tỉnh Tây Ninh'
    """
    text = squash_space(clean(text))
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return text
    lexicon = lexicon or default_lexicon()
    words = read_words(text)
    cased = _cased_words(words, lexicon, elsewhere)
    out, last = [], 0
    for word, new in zip(words, cased, strict=True):
        out += [text[last : word.start].lower(), new]
        last = word.end
    named = "".join(out) + text[last:].lower()
    return named[:1].upper() + named[1:]  # a collective is listed in small letters


def _cased_words(words: list[Word], lexicon: Lexicon, elsewhere: Iterable[str]) -> list[str]:
    cased: list[str | None] = [None] * len(words)
    for phrase in sorted(lexicon.find(words), key=lambda p: p.start - p.end):
        for entry in phrase.entries:
            named = (
                lexicon.collectives.get(entry.unit_id)
                if entry.is_collective
                else lexicon.units[entry.unit_id]
            )
            name = _printed_words(named, entry.spelling.words)
            is_free = not any(cased[phrase.start : phrase.end])
            # `ĐẢNG ỦY SỞ` is listed, and so is `SỞ Y TẾ`: the last word of the one is the head of the other.
            goes_on = not any(cased[phrase.start + 1 : phrase.end]) and heads().at(words, phrase.start)
            if name and (is_free or goes_on):
                spoken = [w.text for w in words[phrase.start : phrase.end]]
                cased[phrase.start : phrase.end] = [
                    _as_cased(p, w) for p, w in zip(name, spoken, strict=True)
                ]
    for at in range(len(words)):
        for stop in range(min(len(words), at + 5), at, -1):
            province = lexicon.province(words[at:stop], None)
            if province and not any(cased[at:stop]) and (at or stop == len(words)):
                cased[at:stop] = [w.text.capitalize() for w in words[at:stop]]
    listed = [new is not None for new in cased]
    by_rule = _rest(words, cased)
    for printed in elsewhere:
        _raise(read_words(printed), words, listed, by_rule)
    return by_rule


def _raise(named: list[Word], words: list[Word], listed: list[bool], cased: list[str]) -> None:
    """Give the words that no list knows the capitals that they have in a text in small letters.

    One word alone may be another; two in a row, or the whole text, are the same name.
    """
    if all(word.text.isupper() for word in named):
        return
    starts: dict[str, list[int]] = {}
    for start, word in enumerate(named):
        starts.setdefault(word.tone, []).append(start)
    for at, first in enumerate(words):
        for start in starts.get(first.tone, ()):
            run = 1
            while (
                at + run < len(words)
                and start + run < len(named)
                and words[at + run].tone == named[start + run].tone
            ):
                run += 1
            if run < min(_SAME_NAME, len(named)):
                continue
            for word, step in zip(named[start : start + run], range(at, at + run), strict=True):
                if word.is_capital and not listed[step]:
                    cased[step] = word.text


def _printed_words(named: Unit | Collective | None, tones: tuple[str, ...]) -> list[str] | None:
    """Return the words of the spelling that these tones are, as the lists print it."""
    if named is None:
        return None
    texts = (named.name_vi, *named.aliases) if isinstance(named, Unit) else (named.expression, *named.aliases)
    for text in texts:
        printed = read_words(text.partition(" (")[0])
        if tuple(w.tone for w in printed) == tones:
            return [w.text for w in printed]
    return None


def _as_cased(listed: str, printed: str) -> str:
    """Return a printed word in the letter case of a list's: `ỦY` as `Uỷ` is `Ủy`, its mark where it was."""
    if len(listed) != len(printed):
        return listed
    return "".join(
        p.upper() if known.isupper() else p.lower() for known, p in zip(listed, printed, strict=True)
    )


def _rest(words: list[Word], cased: list[str | None]) -> list[str]:
    """Case what no list knows: heads, the word after a head, names after a place's word, abbreviations."""
    after_head, in_name, of_a_body = -1, False, False
    for at, word in enumerate(words):
        place = PLACE_WORDS.at(words, at)
        if cased[at] is not None:
            in_name = place is not None or (in_name and word.tone not in _CLOSES_NAME)
            continue
        opens = at == 0 or word.gap >= Gap.COMMA or (of_a_body and at == after_head)
        head = heads().at(words, at) if opens else None
        if head:
            first, *others = read_words(head[1].head)
            for step, printed in enumerate((first, *others)):
                cased[at + step] = (
                    printed.text if not _is_abbreviation(words[at + step]) else words[at + step].text
                )
            after_head, in_name, of_a_body = head[0], False, head[1].kind in _OF_A_BODY
        elif place and at:
            for step in range(at, place[0]):
                cased[step] = words[step].text if _is_abbreviation(words[step]) else words[step].tone
            in_name = True
        elif _is_abbreviation(word):
            cased[at] = word.text
            in_name = in_name or word.tone in ("thpt", "thcs", "đh")
        elif at == after_head and [w.tone for w in words[at : at + 2]] == ["dự", "án"]:
            cased[at] = word.tone  # Ban Quản lý dự án đầu tư xây dựng: no field of its own
        elif word.tone in _UNSTRESSED and not in_name and at:
            cased[at] = word.tone
            after_head += at == after_head
        elif in_name or at in (0, after_head) or word.gap in _PARTS or _is_region(words, at):
            cased[at] = word.text.capitalize()
        elif at and (words[at - 1].tone, word.tone) in _SCHOOL_LEVELS:
            cased[at], in_name = word.tone, True
        else:
            cased[at] = word.text.lower()
    for at in range(1, len(words) - 3):
        if [w.tone for w in words[at : at + 5]] == ["thành", "phố", "hồ", "chí", "minh"]:
            cased[at] = "Thành"
    for at in range(1, len(words) - 1):
        region = words[at : at + 2]
        if tuple(w.tone for w in region) in _REGIONS:
            cased[at : at + 2] = [w.text.capitalize() for w in region]
    return [new if new is not None else word.text for new, word in zip(cased, words, strict=True)]


def _is_region(words: list[Word], at: int) -> bool:
    """Say whether a word names a region with the one before it: `Tây Bắc`, `miền Trung`."""
    before = words[at - 1].tone if at else ""
    return before == "miền" or (before in _POINTS and words[at].tone in _POINTS)


def _is_abbreviation(word: Word) -> bool:
    return (
        word.tone in _ABBREVIATIONS
        or (len(word.tone) > 1 and not _VOWELS & set(word.tone))
        or _UNSPEAKABLE.search(word.key) is not None
        or word.text.isdigit()
        or _is_roman(word.text)
    )


def _is_roman(text: str) -> bool:
    return len(text) > 1 and set(text) <= set("IVX")
