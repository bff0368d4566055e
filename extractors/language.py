"""The language pipeline: spaCy on a blank Vietnamese vocabulary with a tokeniser of our own.

No model is downloaded and no word segmenter is needed: a Vietnamese syllable is a token, names are phrases.
spaCy is imported on first use, once per process, and only text that can hold a duty is given to it; whole
documents are read with plain regular expressions.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractors.lexicon import lists
from schemas.text import tone_key

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

# UNIT: a name of the lists, or the head of a name with what is capitalised after it; VERB: a duty's verb.
Kind = Literal["UNIT", "VERB", "TIME", "CITATION", "ABBREVIATION"]

TOKEN = re.compile(
    r"""
    \d{1,4}(?:[/.-]\d{1,4})+(?:/[A-ZĐ][\w&]*(?:[-/][\w&]+)*)?   # 31/12/2021, 24/2025/QĐ-UBND
  | \d+[-/][A-ZĐ][\w&]*(?:[-/][\w&]+)*                          # 1364/QĐ-UBND, 57-NQ/TW
  | [IVX]+/\d{4}                                                # III/2026
  | [A-ZĐ][A-ZĐ0-9]*(?:[&.-][A-ZĐ][A-ZĐ0-9]*)+                  # KH&CN, GD-ĐT
  | [^\W\d_]+\d*                                                # a syllable
  | \d+
  | \S
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text[start:end] that names something."""

    kind: Kind
    start: int
    end: int
    detail: str = ""  # of a verb: lead, responsible, coordinate, duty


class Reading(NamedTuple):
    """A text with its tokens (start, end) and mentions in text order; those of one kind are apart."""

    text: str
    tokens: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]

    def of_kind(self, kind: Kind) -> list[Mention]:
        """Return the mentions of one kind, in text order."""
        return [mention for mention in self.mentions if mention.kind == kind]


class _Tokeniser:
    """Cuts text into syllables, numbers, codes and marks."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> "Doc":
        from spacy.tokens import Doc

        # spaCy wants words and whether one space follows: longer white space cannot be said so.
        words = list(TOKEN.finditer(text))
        following = [*(match.start() for match in words[1:]), len(text)]
        spaces = [end > match.end() for match, end in zip(words, following, strict=True)]
        return Doc(self.vocab, words=[match[0] for match in words], spaces=spaces)


class _Pipeline(NamedTuple):
    nlp: "Language"
    units: "PhraseMatcher"
    heads: "PhraseMatcher"
    verbs: "PhraseMatcher"
    verb_kinds: dict[str, str]
    marks: "Matcher"


@cache
def pipeline() -> _Pipeline:
    """Return the process's one pipeline; the first call imports spaCy."""
    import spacy
    from spacy.attrs import NORM
    from spacy.matcher import Matcher, PhraseMatcher

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    # Ủy/Uỷ and hoà/hòa are one word; case is no difference of names.
    nlp.vocab.lex_attr_getters[NORM] = tone_key  # type: ignore[attr-defined]
    nlp.tokenizer = _Tokeniser(nlp.vocab)

    units = PhraseMatcher(nlp.vocab, attr="NORM")
    units.add("UNIT", list(nlp.pipe(unit_phrases())))
    heads = PhraseMatcher(nlp.vocab, attr="ORTH")
    heads.add("HEAD", list(nlp.pipe(_unit_heads())))
    verb_kinds = _verbs()
    verbs = PhraseMatcher(nlp.vocab, attr="ORTH")
    verbs.add("VERB", list(nlp.pipe([*verb_kinds, *(verb.capitalize() for verb in verb_kinds)])))
    marks = Matcher(nlp.vocab)
    marks.add("TIME", list(_time_patterns()), greedy="LONGEST")
    marks.add("CITATION", [list(_CITATION)], greedy="LONGEST")
    return _Pipeline(nlp, units, heads, verbs, verb_kinds, marks)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("extractors.lexicon").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def unit_phrases() -> tuple[str, ...]:
    """Return the names and short forms of units and collectives that need no filling in, each once."""
    names = [name for unit in lists.units() for name in (unit.name_vi, *unit.aliases)]
    names += [name for group in lists.collectives() for name in (group.expression, *group.aliases)]
    # A lone lower-case word ("sở") is a common noun.
    return tuple(dict.fromkeys(name for name in names if "{" not in name and (" " in name or name.isupper())))


def _stands_alone(doc: "Doc", head: "Span", verb_starts: set[int]) -> bool:
    """Say whether a head without a name after it is a unit: not in `Tổ chức`, `báo cáo`, `Ban hành`."""
    if len(head) > 1:
        return head.text[0].isupper() or head.text.startswith(_ALL)
    if head.start in verb_starts or head.text[0].islower():
        return False
    after = doc[head.end :][:2].text.split()
    # Báo và Phát thanh, Truyền hình; Phòng chủ trì
    return not after or head.end in verb_starts or (after[0] == "và" and after[-1][0].isupper())


_ALL = (
    "các",
    "tất cả các",
    "toàn bộ các",
    "toàn thể các",
    "một số",
    "những",
)  # what a collective begins with


def _unit_heads() -> list[str]:
    """Return the words that a unit's or its head's name begins with, as printed and in lower case."""
    heads = [row["head"] for row in _rows("unit_heads.csv")] + [
        row["title"] for row in _rows("person_titles.csv")
    ]
    forms = dict.fromkeys([*heads, *(head[0].lower() + head[1:] for head in heads if not head.isupper())])
    groups = [f"{every} {row['noun']}" for every in _ALL for row in _rows("collective_nouns.csv")]
    return [form for form in [*forms, *groups, *(group.capitalize() for group in groups)] if len(form) > 1]


def _verbs() -> dict[str, str]:
    return {
        row["verb"]: row["kind"] + ("-in-names" if row["in_names"] else "") for row in _rows("duty_verbs.csv")
    }


_CITATION: list[dict[str, object]] = [
    {"LOWER": {"IN": ["số", "quyết", "nghị", "kế", "thông", "công", "chỉ", "luật"]}, "OP": "?"},
    {"TEXT": {"REGEX": r"^\d{1,5}(?:/\d{4})?[-/][A-ZĐ]"}},
]
_DAY = {"TEXT": {"REGEX": r"^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?$"}}
_NUMBER = {"TEXT": {"REGEX": r"^\d{1,2}$"}}
_YEAR = {"TEXT": {"REGEX": r"^20\d{2}$"}}
_MONTH = {"TEXT": {"REGEX": r"^\d{1,2}(?:/\d{4})?$"}}
_QUARTER = {"TEXT": {"REGEX": r"^(?:[IV]{1,3}|[1-4])(?:/\d{4})?$"}}
_EVERY = [
    {"LOWER": {"IN": ["hằng", "hàng", "mỗi"]}},
    {"LOWER": {"IN": ["năm", "quý", "tháng", "tuần", "ngày"]}},
]


def _words(text: str) -> list[dict[str, object]]:
    return [{"LOWER": word} for word in text.split()]


def _time_patterns() -> Iterator[list[dict[str, object]]]:
    """Yield the token patterns of time expressions that say until when: a cue and a day, month or year.

    A bare date dates a document as often as a duty, so a cue is wanted: `trước ngày 30/6/2026`.
    """
    cues = ["trước", "chậm nhất", "chậm nhất là", "chậm nhất vào", "chậm nhất trước", "chậm nhất trong"]
    cues += ["chậm nhất đến", "muộn nhất", "muộn nhất là", "đến", "đến hết", "hết", "trong", "ngay trong"]
    cues += ["hoàn thành trước", "hoàn thành trong", "hoàn thành", "xong", "xong trước", "xong trong", "vào"]
    year: list[dict[str, object]] = [*_words("năm"), dict(_YEAR)]
    day: list[dict[str, object]] = [*_words("ngày"), dict(_NUMBER)]
    dates: list[list[dict[str, object]]] = [
        [dict(_DAY)],
        [*_words("ngày"), dict(_DAY)],
        [*day, *_words("tháng"), dict(_MONTH)],
        [*day, *_words("tháng"), dict(_NUMBER), *year],
        [*_words("tháng"), dict(_MONTH)],
        [*_words("tháng"), dict(_NUMBER), *year],
        [*_words("quý"), dict(_QUARTER)],
        [*_words("quý"), dict(_QUARTER), *year],
        [*_words("quý"), dict(_QUARTER), {"TEXT": {"IN": [",", "-"]}}, dict(_QUARTER)],
        year,
        day,
    ]
    every: list[dict[str, object]] = [dict(part) for part in _EVERY]
    for cue, date in product(cues, dates):
        if date is day:  # trước ngày 20 hằng tháng; without a month a day says nothing
            yield [*_words(cue), *date, *every]
            continue
        if date is year and cue in ("hoàn thành", "vào", "hết", "xong"):
            continue
        yield [*_words(cue), *date]
        yield [*_words(cue), *date, *every]
    yield [*_words("định kỳ"), *every]
    yield [*_words("định kỳ"), dict(_NUMBER), {"LOWER": {"IN": ["tháng", "tuần", "năm"]}}]
    yield [*_words("định kỳ"), dict(_NUMBER), {"LOWER": {"IN": ["tháng", "tuần"]}}, *_words("một lần")]


def read_mentions(text: str, abbreviations: Iterable[str] = ()) -> Reading:
    """Return the text's tokens and what it names: units, duty verbs, time expressions, citations.

    Args:
        text: one statement; runs of white space count as one token border.
        abbreviations: short forms that the document introduces for units (`Ban Quản lý`, `BCĐ`).
    """
    parts = pipeline()
    doc = parts.nlp(text)
    starts = [match.start() for match in TOKEN.finditer(text)]
    tokens = tuple((start, start + len(token.text)) for start, token in zip(starts, doc, strict=True))

    def mention(kind: Kind, start: int, end: int, detail: str = "") -> Mention:
        return Mention(kind, tokens[start][0], tokens[end - 1][1], detail)

    found = [mention("UNIT", start, end) for start, end in _unit_spans(doc, parts, tuple(abbreviations))]
    for span in _longest(parts.verbs(doc, as_spans=True)):
        found.append(mention("VERB", span.start, span.end, parts.verb_kinds[span.text.lower()]))
    for span in _longest(parts.marks(doc, as_spans=True)):
        found.append(mention("TIME" if span.label_ == "TIME" else "CITATION", span.start, span.end))
    return Reading(text, tokens, tuple(sorted(found, key=lambda m: (m.start, -m.end))))


def _longest(spans: "Iterable[Span]") -> "list[Span]":
    from spacy.util import filter_spans

    return sorted(filter_spans(spans), key=lambda span: span.start)


def _unit_spans(doc: "Doc", parts: _Pipeline, abbreviations: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the token spans of unit names: the lists' phrases, heads with the capitals after them."""
    spans = list(parts.units(doc, as_spans=True))
    verb_starts = {span.start for span in parts.verbs(doc, as_spans=True)}
    for head in _longest(parts.heads(doc, as_spans=True)):
        end = head.end
        while end < len(doc) and doc[end].text[0].isupper():
            end += 1
        if end > head.end or _stands_alone(doc, head, verb_starts):
            spans.append(doc[head.start : end])
    spans += [doc[token.i : token.i + 1] for token in doc if token.text in abbreviations]
    return [(span.start, span.end) for span in _longest(spans)]
