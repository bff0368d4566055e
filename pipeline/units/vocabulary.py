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
from pipeline.units.spellings import spell
from pipeline.units.words import Gap, Word

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[Value]):
    """Expressions with a meaning, found by the words that a position begins with."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], Value], ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Value]]) -> "Vocabulary[Value]":
        """Index (expression, meaning) pairs; the longest expression is found first."""
        index: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for text, value in pairs:
            words = spell(text).words
            index.setdefault(words[0], []).append((words, value))
        return cls({first: tuple(sorted(same, key=lambda e: -len(e[0]))) for first, same in index.items()})

    def at(self, words: Sequence[Word], start: int, end: int | None = None) -> tuple[int, Value] | None:
        """Return (end, meaning) of the longest expression that begins at words[start], within one line."""
        if start >= len(words):
            return None
        limit = len(words) if end is None else end
        for expression, value in self.by_first.get(words[start].tone, ()):
            stop = start + len(expression)
            if stop <= limit and all(
                w.tone == e and (i == 0 or w.gap < Gap.COLON)
                for i, (w, e) in enumerate(zip(words[start:stop], expression, strict=True))
            ):
                return stop, value
        return None


@cache
def heads() -> Vocabulary[UnitHead]:
    """Return the heads of names."""
    return Vocabulary.of((head.head, head) for head in unit_heads())


@cache
def titles() -> Vocabulary[PersonTitle]:
    """Return the titles of persons."""
    return Vocabulary.of((title.title, title) for title in person_titles())


@cache
def nouns() -> Vocabulary[str]:
    """Return the nouns of collectives with their groups."""
    return Vocabulary.of(collective_nouns())


@cache
def cell_language() -> Vocabulary[str]:
    """Return role words, exclusions, references, modifiers and verbs with their meaning."""
    return Vocabulary.of(cell_words())


QUANTIFIERS: Vocabulary[str] = Vocabulary.of(
    (text, "all")
    for text in (
        "các",
        "tất cả các",
        "tất cả",
        "toàn thể các",
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
        ("xã", "commune"),
        ("phường", "commune"),
        ("thị trấn", "commune"),
        ("đặc khu", "commune"),
    )
)
MODIFIERS = frozenset(
    {"lien_quan", "qualifier", "trung_uong", "nganh_doc", "truc_thuoc", "truc_thuoc_tw", "place"}
)
# Surnames that open most Vietnamese personal names.
SURNAMES = frozenset(
    spell(
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh mai tô lâm cao tạ"
    ).words
)
HONORIFICS = frozenset({"ông", "bà", "thầy", "cô", "đc", "anh", "chị", "đồng"})
