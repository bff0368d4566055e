"""The words that cells are made of, indexed for reading from left to right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from extractors.lexicon.grammar import (
    PersonTitle,
    UnitHead,
    cell_words,
    collective_nouns,
    person_titles,
    unit_heads,
)
from extractors.lexicon.lists import read_list
from pipeline.units.spellings import spell
from pipeline.units.words import Gap, Word

Value = TypeVar("Value")
_COLON = int(Gap.COLON)


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[Value]):
    """Expressions with a meaning by their first word: their length, their further words, what they mean."""

    by_first: dict[str, tuple[tuple[int, tuple[str, ...], Value | None], ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Value]], but_not: Iterable[str] = ()) -> "Vocabulary[Value]":
        """Index (expression, meaning) pairs; the longest is found first, one of `but_not` means nothing."""
        index: dict[str, list[tuple[int, tuple[str, ...], Value | None]]] = {}
        for text, value in (*pairs, *((text, None) for text in but_not)):
            words = spell(text).words
            index.setdefault(words[0], []).append((len(words), words[1:], value))
        return cls({first: tuple(sorted(same, key=lambda e: -e[0])) for first, same in index.items()})

    def at(self, words: Sequence[Word], start: int, end: int | None = None) -> tuple[int, Value] | None:
        """Return (end, meaning) of the longest expression that begins at words[start], within one line."""
        if start >= len(words):
            return None
        known = self.by_first.get(words[start].tone)
        if known is None:
            return None
        limit = len(words) if end is None else end
        for length, further, value in known:
            if start + length > limit:
                continue
            at = start
            for tone in further:
                at += 1
                word = words[at]
                if word.tone != tone or word.gap >= _COLON:
                    break
            else:
                return None if value is None else (start + length, value)
        return None


def _plain(known: Iterable[str]) -> list[str]:
    """Return the words that begin like these expressions and are none: `tổ chức` begins like `tổ`."""
    own = {spell(text).words for text in known}
    words = (row["word"] for row in read_list("cell_openers.csv") if row["kind"] == "plain")
    return [word for word in words if spell(word).words not in own]


@cache
def heads() -> Vocabulary[UnitHead]:
    """Return the heads of names."""
    known = unit_heads()
    return Vocabulary.of(((head.head, head) for head in known), but_not=_plain(head.head for head in known))


@cache
def titles() -> Vocabulary[PersonTitle]:
    """Return the titles of persons."""
    return Vocabulary.of((title.title, title) for title in person_titles())


@cache
def nouns() -> Vocabulary[str]:
    """Return the nouns of collectives with their groups."""
    known = collective_nouns()
    return Vocabulary.of(known, but_not=_plain(noun for noun, _ in known))


@cache
def cell_language() -> Vocabulary[str]:
    """Return role words, exclusions, references, modifiers and verbs with their meaning."""
    return Vocabulary.of((words, meaning) for words, meaning in cell_words() if meaning != "compound")


@cache
def compounds() -> Vocabulary[str]:
    """Return words whose last syllable would say something alone: `công trình` is nothing that one does."""
    return Vocabulary.of((words, meaning) for words, meaning in cell_words() if meaning == "compound")


QUANTIFIERS: Vocabulary[str] = Vocabulary.of(
    (text, "all")
    for text in (
        "các",
        "tất cả các",
        "tất cả",
        "toàn thể các",
        "toàn thể",
        "toàn bộ",
        "toàn bộ các",
        "mỗi",
        "từng",
        "những",
        "một số",
        "một số các",
    )
)
COLLECTIVE_HEADS: Vocabulary[str] = Vocabulary.of(
    (text, meaning)
    for text, meaning in (
        ("UBND", "ubnd"),
        ("Ủy ban nhân dân", "ubnd"),
        ("HĐND", "ubnd"),
        ("HĐND, UBND", "ubnd"),
        ("Hội đồng nhân dân", "ubnd"),
        ("Công an", "cong_an"),
    )
)
PLACE_WORDS: Vocabulary[str] = Vocabulary.of(
    (text, level)
    for text, level in (
        ("tỉnh", "province"),
        ("thành phố", "city"),
        ("TP", "city"),
        ("T.P", "city"),
        ("thủ đô", "province"),
        ("huyện", "district"),
        ("quận", "district"),
        ("thị xã", "district"),
        ("TX", "district"),
        ("H", "district"),
        ("Q", "district"),
        ("xã", "commune"),
        ("phường", "commune"),
        ("thị trấn", "commune"),
        ("đặc khu", "commune"),
    )
)
# Letters that are a place's word after the head of a local body alone: elsewhere `P.` is a Phòng, `TT` a Trung tâm.
SHORT_PLACES: Vocabulary[str] = Vocabulary.of((text, "commune") for text in ("P", "X", "TT"))
BRANCH_WORDS: Vocabulary[str] = Vocabulary.of((text, "branch") for text in ("chi nhánh", "CN"))
MODIFIERS = frozenset(
    {
        "lien_quan",
        "qualifier",
        "trung_uong",
        "nganh_doc",
        "truc_thuoc",
        "truc_thuoc_tw",
        "place",
        "place_huyen",
        "place_xa",
    }
)
HONORIFICS: Vocabulary[str] = Vocabulary.of(
    (text, "person")
    for text in ("ông", "bà", "thầy", "cô", "đc", "đ/c", "đồng chí", "anh", "chị", "thầy giáo", "cô giáo")
)
# Marks that tick a box of a table.
TICKS = frozenset({"x", "v"})


@cache
def _surnames() -> frozenset[str]:
    return frozenset(spell(row["surname"]).words[0] for row in read_list("surnames.csv"))


def is_surname(tone: str) -> bool:
    """Say whether a word opens names of persons."""
    return tone in _surnames()
