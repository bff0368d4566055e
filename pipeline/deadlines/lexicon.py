"""The words of time: phrases, what each is, and which misspellings of it are taken for it."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase of the lexicon; `slips`: a misspelling is taken for it (any), before a figure, never."""

    letter: str
    value: str
    slips: str
    folded: tuple[str, ...]
    toned: frozenset[tuple[str, ...]]


@cache
def words_by_first() -> dict[str, tuple[Word, ...]]:
    """Return the phrases by their first folded word, the longest first."""
    found: dict[str, list[Word]] = {}
    text = files("pipeline.deadlines").joinpath("data/words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        groups: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for phrase in row["phrase"].split("|"):
            spelling = spell(phrase)
            groups.setdefault(tuple(spelling.folded.split()), set()).add(tuple(spelling.toned.split()))
        for folded, toned in groups.items():
            word = Word(LETTERS[row["class"]], row["value"], row["slips"], folded, frozenset(toned))
            found.setdefault(folded[0], []).append(word)
    for year in range(60):
        toned_pair = (_STEMS[year % 10], _BRANCHES[year % 12])
        folded_pair = tuple(spell(" ".join(toned_pair)).folded.split())
        word = Word(LETTERS["stem_branch"], str(year), "", folded_pair, frozenset({toned_pair}))
        found.setdefault(folded_pair[0], []).append(word)
    return {first: tuple(sorted(words, key=lambda w: -len(w.folded))) for first, words in found.items()}
