"""The words of time: phrases, what each is, and which misspellings of it are taken for it."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.deadlines.spelling import spell

# One letter per class of word: phrases and rules are patterns over these letters.
LETTERS = {
    "day": "g",
    "week": "u",
    "month": "t",
    "quarter": "q",
    "year": "Y",
    "working_day": "W",
    "hour": "h",
    "minute": "j",
    "times": "l",
    "ordinal": "#",
    "number": "c",
    "part": "f",
    "decade": "F",
    "half_word": "z",
    "about": "~",
    "each": "e",
    "each_unit": "%",
    "periodic": "p",
    "minimum": "!",
    "continuous": "C",
    "limit": "U",
    "to": ">",
    "end_of": "$",
    "from": "<",
    "begin": "b",
    "after": "a",
    "now": "N",
    "signing": "G",
    "signed": "=",
    "immediate": "J",
    "event": "A",
    "vague": "V",
    "outlook": "O",
    "onward": "M",
    "next": "X",
    "this_year": "R",
    "phase": "P",
    "term": "K",
    "school_year": "H",
    "semester": "x",
    "new_year": "L",
    "school_opening": "Q",
    "stem_branch": "Z",
    "weekday": "s",
    "and": "v",
    "of": "o",
    "noise": "_",
    "report": "B",
    "english_month": "@",
    "next_year": "I",
    "unread": "?",
    "words": "w",
}

# The sixty years of the lunar cycle; 1984 (Giáp Tý) opened one.
_STEMS = ["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"]
_BRANCHES = ["tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"]


class Word(NamedTuple):
    """A phrase of the lexicon; `slips`: a misspelling is taken for it (any), before a figure, never."""

    letter: str
    value: str
    slips: str
    toned: frozenset[str]
    first: frozenset[str]  # the first words of toned


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their folded words joined by a space; firsts are their first words.

    sizes are the numbers of words, from the longest, of the phrases of several words by the first two of them,
    and 1 for the first alone. exact are the phrases of one word with their marks, alone those of them that stand
    before all others of the same letters, syllables the folded words that phrases are made of.
    """

    phrases: dict[str, tuple[Word, ...]]
    firsts: frozenset[str]
    sizes: dict[str, tuple[int, ...]]
    exact: frozenset[str]
    alone: dict[str, Word]
    syllables: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the phrases of the lexicon, sizes from the longest."""
    phrases: dict[str, list[Word]] = {}
    text = files("pipeline.deadlines").joinpath("data/words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        groups: dict[str, set[str]] = {}
        for phrase in row["phrase"].split("|"):
            spelling = spell(phrase)
            groups.setdefault(spelling.folded, set()).add(spelling.toned)
        for folded, toned in groups.items():
            word = _word(LETTERS[row["class"]], row["value"], row["slips"], toned)
            phrases.setdefault(folded, []).append(word)
    for year in range(60):
        pair = spell(f"{_STEMS[year % 10]} {_BRANCHES[year % 12]}")
        word = _word(LETTERS["stem_branch"], str(year), "", {pair.toned})
        phrases.setdefault(pair.folded, []).append(word)
    firsts: set[str] = set()
    sizes: dict[str, set[int]] = {}
    syllables = {syllable for folded in phrases for syllable in folded.split(" ") if len(syllable) > 2}
    exact = {
        toned for words in phrases.values() for word in words for toned in word.toned if " " not in toned
    }
    for folded, words in list(phrases.items()):
        parts = folded.split(" ")
        firsts.add(parts[0])
        if len(parts) > 1:
            sizes.setdefault(" ".join(parts[:2]), set()).add(len(parts))
            # thườngxuyên, typed without its space
            glued = [w._replace(toned=frozenset(t.replace(" ", "") for t in w.toned)) for w in words]
            phrases.setdefault("".join(parts), glued)
    return Lexicon(
        {folded: tuple(words) for folded, words in phrases.items()},
        frozenset(firsts),
        {pair: (*sorted(lengths, reverse=True), 1) for pair, lengths in sizes.items()},
        frozenset(exact),
        {toned: words[0] for words in phrases.values() for toned in words[0].toned if " " not in toned},
        frozenset(syllables),
    )


def _word(letter: str, value: str, slips: str, toned: set[str]) -> Word:
    return Word(letter, value, slips, frozenset(toned), frozenset(t.partition(" ")[0] for t in toned))
