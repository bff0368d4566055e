"""The language pipeline: spaCy on a blank Vietnamese vocabulary with a tokeniser of our own.

No model is downloaded and no word segmenter is needed: a Vietnamese syllable is a token, names are phrases.
spaCy is imported on first use, once per process, and only text that can hold a duty is given to it; whole
documents are read with plain regular expressions.
"""

import csv
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractors.lexicon import lists
from schemas.text import squash_space, tone_key

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# UNIT: a name of the lists, or the head of a name with what is capitalised after it; VERB: a duty's verb.
Kind = Literal["UNIT", "VERB", "TIME", "CITATION", "ABBREVIATION"]
_Stretch = tuple[int, int]  # of words, half open

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
    detail: str = ""  # of a verb: lead, responsible, coordinate, directive, manner, aside, duty


class Reading(NamedTuple):
    """A text with its tokens (start, end) and mentions in text order; those of one kind are apart."""

    text: str
    tokens: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]

    def of_kind(self, kind: Kind) -> list[Mention]:
        """Return the mentions of one kind, in text order."""
        return [mention for mention in self.mentions if mention.kind == kind]


class _Words(NamedTuple):
    """A text cut into words: where each stands and what it is. A stretch of words is half open."""

    text: str
    spans: tuple[tuple[int, int], ...]
    words: list[str]

    def said(self, start: int, end: int) -> str:
        """Return a stretch of words as printed, white space as one space."""
        return squash_space(self.text[self.spans[start][0] : self.spans[end - 1][1]])


class _Tokeniser:
    """Cuts text into syllables, numbers, codes and marks."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> "Doc":
        from spacy.tokens import Doc

        # What stands between words spaCy cannot say; the words' places are told beside it.
        matches = list(TOKEN.finditer(text))
        spans = tuple([match.span() for match in matches])
        words = [match[0] for match in matches]
        doc = Doc(self.vocab, words=words)
        doc.user_data["words"] = _Words(text, spans, words)
        return doc


class _Pipeline(NamedTuple):
    nlp: "Language"
    units: "PhraseMatcher"
    heads: "PhraseMatcher"
    verbs: "PhraseMatcher"  # the kind of a verb is its key


@cache
def pipeline() -> _Pipeline:
    """Return the process's one pipeline; the first call imports spaCy."""
    import spacy
    from spacy.attrs import NORM
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    # Ủy/Uỷ and hoà/hòa are one word; case is no difference of names.
    nlp.vocab.lex_attr_getters[NORM] = tone_key  # type: ignore[attr-defined]
    nlp.tokenizer = _Tokeniser(nlp.vocab)

    units = PhraseMatcher(nlp.vocab, attr="NORM")
    units.add("UNIT", list(nlp.pipe(unit_phrases())))
    heads = PhraseMatcher(nlp.vocab, attr="ORTH")
    heads.add("HEAD", list(nlp.pipe(_unit_heads())))
    verbs = PhraseMatcher(nlp.vocab, attr="ORTH")
    for kind in sorted(set(_verbs().values())):
        listed = [verb for verb, own in _verbs().items() if own == kind]
        verbs.add(
            kind, list(nlp.pipe(form for verb in listed for form in (verb, verb[0].upper() + verb[1:])))
        )
    return _Pipeline(nlp, units, heads, verbs)


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


def _stands_alone(words: _Words, head: _Stretch, verb_starts: Container[int]) -> bool:
    """Say whether a head without a name after it is a unit: not in `Tổ chức`, `báo cáo`, `Ban hành`."""
    start, end = head
    text = words.said(start, end)
    if end - start > 1:
        return text[0].isupper() or text in _groups()
    if len(text) > 2 and text.isupper():
        return True  # UBND các xã, thị trấn: a short form is no common noun
    if start in verb_starts or text[0].islower():
        return False
    # Báo và Phát thanh, Truyền hình; Phòng chủ trì
    if end in verb_starts or end == len(words.words):
        return True
    after = words.said(end, min(end + 2, len(words.words))).split()
    return after[0] == "và" and after[-1][0].isupper()


@cache
def unit_openers() -> frozenset[str]:
    """Return the words, in lower case, that a unit's name, a title or a collective may begin with."""
    texts = [*_unit_heads(), *unit_phrases(), *_ALL]
    return frozenset(text.split()[0].lower() for text in texts)


@cache
def duty_verbs() -> tuple[str, ...]:
    """Return the verbs of duties, the longest first."""
    return tuple(sorted(_verbs(), key=len, reverse=True))


_ALL = (
    "các",
    "tất cả các",
    "toàn bộ các",
    "toàn thể các",
    "một số",
    "những",
)  # what a collective begins with


_FEW_WORDS = 2  # a head of so many words is listed as one


def _unit_heads() -> list[str]:
    """Return the words that a unit's or its head's name begins with, as printed and in lower case."""
    heads = [row["head"] for row in _rows("unit_heads.csv")] + [
        row["title"] for row in _rows("person_titles.csv")
    ]
    # Báo và phát thanh, truyền hình {tỉnh}: what the place's name follows
    heads += [
        head
        for unit in lists.units()
        for alias in unit.aliases
        if alias.endswith("}") and len((head := alias.partition("{")[0].strip()).split()) > _FEW_WORDS
    ]
    forms = dict.fromkeys([*heads, *(head[0].lower() + head[1:] for head in heads if not head.isupper())])
    return [form for form in [*forms, *_groups()] if len(form) > 1]


@cache
def _groups() -> frozenset[str]:
    """Return what names several units together: `các phòng`, `Các sở`, `phòng nghiệp vụ`."""
    nouns = [row["noun"] for row in _rows("collective_nouns.csv") if row["noun"] not in _verbs()]
    groups = [f"{every} {noun}" for every in _ALL for noun in nouns]
    # "tổ chức hội" alone may be a verb and its object
    groups += [noun for noun in nouns if " " in noun and not noun.startswith(tuple(_verbs()))]
    return frozenset([*groups, *(group[0].upper() + group[1:] for group in groups)])


@cache
def _verbs() -> dict[str, str]:
    return {
        row["verb"]: row["kind"] + ("-in-names" if row["in_names"] else "") for row in _rows("duty_verbs.csv")
    }


# Times and citations are few words in a fixed order: `re` costs a twentieth of token patterns.
_CITATION = re.compile(r"\b(?:số\s+)?\d{1,5}(?:/\d{4})?[-/][A-ZĐ][\w&]*(?:[-/][\w&]+)*")
# A bare date dates a document as often as a duty, so a cue that says until when is wanted.
_TIME = re.compile(
    r"""
  \b(?=[cđhíkmnstvx\d])(?:                                         # what any of them begins with: most words do not
    (?:(?:hằng|hàng)\s+(?:năm|quý|tháng|tuần),?\s+)?               # hằng năm, trước ngày 15/12
    (?:
      (?:(?:hoàn\s+thành|xong)\s+)?                               # hoàn thành trước ngày 30/6/2026
      (?:trước|(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào|trước|trong|đến))*|đến\s+hết|đến|hết|ngay\s+trong|trong|vào)
    | hoàn\s+thành | xong
    )\s+
    (?:\d{1,2}\s*(?:giờ|h|g)(?:\s*\d{1,2})?(?:\s*phút)?,?\s+(?=ngày))?  # trước 16 giờ ngày 08/10
    (?:
      (?:ngày\s+)?\d{1,2}(?:[.-]|\s?/\s?)\d{1,2}(?:(?:[.-]|\s?/\s?)\d{4})?(?!\d|\s?/)  # 30/6, 30/6/ 2026; 15/6 và 15/12
      (?:(?:,|\s+và|\s+hoặc)\s+(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?![\d/]))*
    | (?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}(?:/\d{4}|\s+năm\s+20\d\d)?
    | ngày\s+\d{1,2}(?=\s+(?:hằng|hàng|mỗi)\s+tháng)              # ngày 20 hằng tháng
    | ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:(?:cuối|đầu)\s+(?:(?:mỗi|của)\s+)?quý|(?:tiếp\s+theo|liền\s+kề|sau)\b)
    | tháng\s+\d{1,2}(?:/\d{4}|\s+năm\s+20\d\d)?
    | quý\s+(?:[IV]{1,3}|[1-4])(?:\s*[,-]\s*(?:[IV]{1,3}|[1-4]))*(?:/\d{4}|\s+năm\s+20\d\d)?
    | năm\s+20\d\d
    )
    (?:\s+(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần))?\b
  | từ\s+(?:ngày\s+|tháng\s+)?\d{1,2}(?:[/.-]\d{1,2})?(?:[/.-]\d{4})?   # từ ngày 15/01 đến hết 10/02/2026
    \s+đến(?:\s+hết)?\s+(?:ngày\s+|tháng\s+)?\d{1,2}[/.-]\d{1,4}(?:[/.-]\d{4})?(?![\d/])
  | (?:(?:trước|vào|chậm\s+nhất)\s+(?:(?:là|vào)\s+)?)?                 # vào chiều thứ Sáu hằng tuần
    (?:\d{1,2}\s*(?:giờ|h|g)(?:\s*\d{1,2})?(?:\s*phút)?,?\s+)?
    (?:(?:sáng|chiều|ngày)\s+)?(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật|ngày\s+\d{1,2})
    \s+(?:hằng|hàng|mỗi)\s+(?:tuần|tháng)\b
  | (?:trước|chậm\s+nhất)\s+(?:(?:là|vào)\s+)?                         # trước 16 giờ hằng ngày
    \d{1,2}\s*(?:giờ|h|g)(?:\s*\d{1,2})?(?:\s*phút)?,?\s+(?:hằng|hàng|mỗi)\s+ngày\b
  | (?:chậm\s+nhất|không\s+quá|trong\s+(?:vòng|thời\s+hạn))\s+(?:là\s+)?  # chậm nhất 05 ngày kể từ ngày nhận hồ sơ
    \d{1,3}\s+(?:giờ|ngày(?:\s+làm\s+việc)?|tuần|tháng),?\s+(?:(?:kể|tính)\s+từ|sau|trước)\s+[^.;,:()]{4,80}(?=[.;,:)]|$)
  | (?:(?:ít\s+nhất|tối\s+thiểu)\s+)?\d{1,2}\s+lần\s?/\s?(?:năm\s+học|học\s+kỳ|năm|quý|tháng|tuần)\b  # 02 lần/quý
  | mỗi\s+(?:năm|quý|tháng|tuần)\s+(?:ít\s+nhất\s+)?\d{1,2}\s+lần\b                       # mỗi tháng 02 lần
  | (?<=,\s)thường\s+xuyên(?:,\s+liên\s+tục)?(?=\s*(?:$|[.;)]))                          # ..., thường xuyên.
  | định\s+kỳ\s+
    (?:(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần|ngày)|\d{1,2}\s+(?:tháng|tuần|năm)(?:\s+một\s+lần|/lần)?)
    (?:(?:,|\s+và|\s+hoặc)\s+(?:(?:(?:hằng|hàng|\d{1,2})\s+)?(?:năm|quý|tháng|tuần)\b(?!\s*\d)|đột\s+xuất))*\b
  )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_mentions(text: str, abbreviations: Iterable[str] = ()) -> Reading:
    """Return the text's tokens and what it names: units, duty verbs, time expressions, citations.

    Args:
        text: one statement; runs of white space count as one token border.
        abbreviations: short forms that the document introduces for units (`Ban Quản lý`, `BCĐ`).
    """
    parts = pipeline()
    doc = parts.nlp.make_doc(text)
    words: _Words = doc.user_data["words"]

    def mention(kind: Kind, start: int, end: int, detail: str = "") -> Mention:
        return Mention(kind, words.spans[start][0], words.spans[end - 1][1], detail)

    verbs = {(start, end): doc.vocab.strings[key] for key, start, end in parts.verbs(doc)}
    found: list[Mention] = []
    led = 0
    for start, end in _unit_spans(doc, parts, {start for start, _ in verbs}, tuple(abbreviations)):
        if start == led > 0 and words.words[start : start + 2] == _LEADS:
            found.append(mention("VERB", start, start + 2, "duty"))
            start += 2
        found.append(mention("UNIT", start, end))
        led = end
    found += [mention("VERB", start, end, verbs[start, end]) for start, end in _longest(verbs)]
    found += [Mention("TIME", match.start(), match.end()) for match in _TIME.finditer(text)]
    found += [Mention("CITATION", match.start(), match.end()) for match in _CITATION.finditer(text)]
    return Reading(text, words.spans, tuple(sorted(found, key=lambda m: (m.start, -m.end))))


# Đảng ủy phường lãnh đạo UBND phường: right behind a unit it is what that unit does, else it is a title
_LEADS = ["lãnh", "đạo"]


def _joins_names(words: _Words, at: int) -> bool:
    """Say whether a token is a hyphen set close between two words of a name: `Sở Văn hóa-Thông tin`."""
    if words.words[at] not in "-–" or at + 1 >= len(words.words):
        return False
    (_, before), (start, end), (after, _) = words.spans[at - 1 : at + 2]
    return before == start and end == after and words.words[at + 1][0].isupper()


def _longest(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Return the stretches in order, of those that overlap the longest, or the first of two as long."""
    kept: list[_Stretch] = []
    taken: set[int] = set()
    for start, end in sorted(stretches, key=lambda stretch: (stretch[0] - stretch[1], stretch[0])):
        if start not in taken and end - 1 not in taken:
            kept.append((start, end))
            taken.update(range(start, end))
    return sorted(kept)


def _unit_spans(
    doc: "Doc", parts: _Pipeline, verb_starts: Container[int], abbreviations: tuple[str, ...]
) -> list[_Stretch]:
    """Return the token spans of unit names: the lists' phrases, heads with the capitals after them."""
    words: _Words = doc.user_data["words"]
    heads = _longest((start, end) for _, start, end in parts.heads(doc))
    # `trưởng các phòng` within `Thủ trưởng các phòng` begins with the whole title.
    begins = {at: start for start, end in heads for at in range(start + 1, end)}
    # `sở Xây dựng` may be in small letters, but not behind `cơ`: những cơ sở xây dựng
    listed = ((start, end) for _, start, end in parts.units(doc) if not _is_within_word(words.words, start))
    spans = _longest((begins.get(start, start), end) for start, end in listed)
    names = {start: end for start, end in heads if _is_name(words, start, end)} | dict(spans)
    for start, last in heads:
        end = last
        while end < len(doc) and (end in names or words.words[end][0].isupper() or _joins_names(words, end)):
            end = names.get(end, end + 1)  # Chủ tịch UBND các xã: a title before a name is one mention
        if end > last or _stands_alone(words, (start, last), verb_starts):
            spans.append((start, end))
    if abbreviations:
        spans += [(at, at + 1) for at, word in enumerate(words.words) if word in abbreviations]
    return [(_with_every(words.words, start), end) for start, end in _longest(spans)]


def _is_name(words: _Words, start: int, end: int) -> bool:
    """Say whether a head is a unit's name by itself: `Thanh tra`, `các phòng`."""
    return (end - start > 1 and words.words[start][0].isupper()) or words.said(start, end) in _groups()


def _is_within_word(words: Sequence[str], at: int) -> bool:
    """Say whether a token is the second syllable of `cơ sở`, `trụ sở`."""
    return at > 0 and words[at] == "sở" and words[at - 1].lower() in ("cơ", "trụ")


def _with_every(words: Sequence[str], start: int) -> int:
    """Return where a unit's mention begins with the words that make it several: `Tất cả các Ban Quản lý`."""
    if start and words[start - 1].lower() == "các":
        return _with_every(words, start - 1)
    if start > 1 and (words[start - 2].lower(), words[start - 1].lower()) in _EVERY:
        return start - 2
    return start


_EVERY = {("tất", "cả"), ("toàn", "bộ"), ("toàn", "thể")}
