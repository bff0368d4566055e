"""The number of a row (STT): what kind it is, and which kinds stand below which."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

LabelKind = Literal["part", "capital", "roman", "coded", "words", "arabic", "decimal", "letter", "bullet"]

# From the outermost to the innermost; rows whose group has no number (`words`) stand below Roman numerals.
_RANKS: dict[LabelKind, float] = {
    "part": 0,
    "capital": 1,
    "roman": 2,
    "coded": 2.5,  # A1 below A
    "words": 3,
    "arabic": 4,
    "decimal": 5,  # and one more for every further part: 1.1 is 5, 1.1.1 is 6
    "letter": 20,
    "bullet": 21,
}

_FORMS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    ("part", re.compile(r"(?:phần|nhóm|mục|chương)\s+(?:[ivxlc]+|\d{1,2}|[a-zđ])\b", re.IGNORECASE)),
    ("decimal", re.compile(r"(?:[IVX]{1,6}|[A-H]\d{0,2}|\d{1,3})(?:\.\d{1,3})+")),
    ("roman", re.compile(r"(?=[IVXLC])(?:X{0,3})(?:IX|IV|V?I{0,3})(?:L|C)?")),
    ("capital", re.compile(r"[A-ZĐ]")),
    ("coded", re.compile(r"[A-HĐ]\d{1,2}")),
    ("arabic", re.compile(r"\d{1,4}")),
    ("letter", re.compile(r"[a-zđ]\d?|[ivx]{1,5}")),
    ("bullet", re.compile(r"[-+*•●▪–]")),
)
# What may close a number: `1.`, `a)`, `(1)`, `I/`, `1-`.
_OPEN, _CLOSE = r"\(?\s*", r"\s*[.)/:,\-]{0,2}"


@dataclass(frozen=True, slots=True)
class Label:
    """A row's number as printed, its kind, and how deep the kind stands (0 is outermost)."""

    text: str
    kind: LabelKind
    rank: float

    @property
    def bare(self) -> str:
        """The number without brackets and closing marks."""
        return self.text.strip(" .)(/:,-") or self.text


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """Read what stands in the number column; None where it is no number.

    A single `I`, `V` or `X` is Roman, any other capital a letter.

    >>> [read_label(t).kind for t in ("II.", "B", "3", "2.1", "a)", "đ)", "-")]
    ['roman', 'capital', 'arabic', 'decimal', 'letter', 'letter', 'bullet']
    >>> read_label("Chỉ số PCI") is None
    True
    """
    stripped = text.strip()
    if not stripped or len(stripped) > 24:
        return None
    for kind, form in _FORMS:
        if re.fullmatch(f"{_OPEN}(?:{form.pattern}){_CLOSE}", stripped, form.flags):
            if kind == "roman" and stripped.strip(" .)(/:,-") in {"C", "L"}:
                continue
            depth = stripped.strip(" .)(/:").count(".") - 1 if kind == "decimal" else 0
            return Label(stripped, kind, _RANKS[kind] + depth)
    return None


def words_rank(text: str, *, wide: bool) -> float:
    """How deep a group row without a number stands: capitals above other letters, wide above narrow."""
    return _RANKS["words"] + (0.0 if text.isupper() else 0.4) + (0.0 if wide else 0.2)


# A number typed before the text of a cell that spans the row: `I. Cải cách thể chế`, `A - NHIỆM VỤ CHUNG`.
_LEADING = re.compile(
    r"(?P<label>(?i:phần|nhóm|mục|chương)\s+(?:[IVXLC]+|\d{1,2}|[A-ZĐ])|[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])"
    r"(?P<close>\s*[.):/]|\s+[-–])\s*(?=\S)"
)


def leading_label(text: str) -> Label | None:
    """Read the number that opens a group's text, None where it has none.

    >>> leading_label("I. Cải cách thể chế").kind, leading_label("Chỉ số PCI (Chỉ số Năng lực)")
    ('roman', None)
    """
    match = _LEADING.match(text.lstrip("*# "))
    return read_label(match["label"]) if match else None


def leading_bullet(text: str) -> Label | None:
    """Read the dash or dot that opens a text.

    >>> leading_bullet("- Tổ chức hội nghị").kind
    'bullet'
    """
    match = re.match(r"\s*([-+*•●▪–])\s*(?=\w)", text)
    return read_label(match[1]) if match else None


def follows(label: Label, before: Label) -> bool | None:
    """Say whether a number goes on from another of its kind; None where the kinds differ or are not counted.

    >>> follows(read_label("3"), read_label("2")), follows(read_label("1"), read_label("9"))
    (True, False)
    """
    if label.kind != before.kind:
        return None
    now, then = _ordinal(label), _ordinal(before)
    return None if now is None or then is None else now > then


def is_next(label: Label, before: Label) -> bool:
    """Say whether a number is the very next of its kind after another: II after I, 6 after 5."""
    if label.kind != before.kind:
        return False
    now, then = _ordinal(label), _ordinal(before)
    return now is not None and then is not None and now == then + 1


_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _ordinal(label: Label) -> int | None:
    bare = label.bare
    if label.kind == "arabic":
        return int(bare)
    if label.kind == "roman":
        values = [_ROMAN[c] for c in bare]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    if label.kind in ("letter", "capital") and bare.lower() in _LETTERS:
        return _LETTERS.index(bare.lower())
    return None
