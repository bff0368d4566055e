"""What the heading of a column means: the lexicon of column headings and how one is looked up in it."""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from schemas.text import fold
from schemas.vocab import ColumnRole

Match = Literal["whole", "start", "part", "veto", "title"]

# A heading's remark in brackets (`Thời gian (Năm 2026)`, `Tiến độ (nếu có)`) says nothing of its role.
_REMARK = re.compile(r"\([^()]*\)?")
_WORD = re.compile(r"[a-z0-9#]+")
# Longer headings are sentences, not headings; a phrase of the lexicon has at most this many words.
_MAX_WORDS = 16
_MAX_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says of its column.

    weight is 0..1 for how surely the words alone give the role; below 0 it is evidence that the table lists
    something else than tasks (persons, comments, indicators).
    """

    role: ColumnRole
    weight: float
    form: str


@cache
def _lexicon() -> dict[tuple[Match, tuple[str, ...]], Heading]:
    text = files("extractors.lexicon").joinpath("data/column_headings.csv").read_text("utf-8")
    return {
        (row["match"], tuple(row["form"].split())): Heading(row["role"], float(row["weight"]), row["form"])  # type: ignore[arg-type,misc]
        for row in csv.DictReader(text.splitlines())
    }


@cache
def _squeezed() -> dict[str, Heading]:
    """Headings without their spaces: some pages set them within words (`Ngườ i phụ trách`)."""
    return {
        "".join(form): heading
        for (match, form), heading in _lexicon().items()
        if match in ("whole", "start") and len(form) > 1
    }


@cache
def _titles() -> list[tuple[str, Heading]]:
    """What titles of tables say, with its words."""
    return [(" ".join(form), heading) for (match, form), heading in _lexicon().items() if match == "title"]


@lru_cache(maxsize=4096)
def find_heading(text: str) -> Heading | None:
    """Return what a column heading means, None where the lexicon knows none of its words.

    A whole heading goes before all; then words that forbid a reading wherever they stand (`theo dõi` in `Cơ
    quan chủ trì theo dõi`); then the longest beginning, for the head noun comes first in Vietnamese (`Sản
    phẩm hoàn thành` is a product); then the heaviest phrase within; last the whole without its spaces.

    >>> find_heading("Cơ quan\\nchủ trì").role, find_heading("Cơ quan chủ trì theo dõi, đánh giá").role
    ('lead', 'extra')
    >>> find_heading("Sản phẩm hoàn thành").role
    'deliverable'
    """
    words = heading_words(text)
    if not words or len(words) > _MAX_WORDS:
        return None
    if "%" in text:
        return Heading("extra", 0.0, " ".join(words))  # Tiến độ (%): how much of it is done
    lexicon = _lexicon()
    if whole := lexicon.get(("whole", words)):
        return whole
    phrases = [
        words[start:end]
        for start in range(len(words))
        for end in range(min(len(words), start + _MAX_PHRASE), start, -1)
    ]
    vetoes = [lexicon["veto", phrase] for phrase in phrases if ("veto", phrase) in lexicon]
    if vetoes:
        return max(vetoes, key=lambda heading: len(heading.form))
    for end in range(min(len(words), _MAX_PHRASE), 0, -1):
        if start_form := lexicon.get(("start", words[:end])):
            return start_form
    parts = [lexicon["part", phrase] for phrase in phrases if ("part", phrase) in lexicon]
    return max(parts, key=lambda heading: heading.weight, default=_squeezed().get("".join(words)))


def find_in_title(text: str) -> list[Heading]:
    """Return what the title above a table says of what it lists, each phrase once.

    >>> [heading.form for heading in find_in_title("Danh mục nhiệm vụ và phân công thực hiện")]
    ['nhiem vu', 'phan cong']
    """
    words = f" {' '.join(_WORD.findall(fold(text)))} "
    return [heading for form, heading in _titles() if f" {form} " in words]


def heading_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a heading, its remarks in brackets left out unless there is nothing else."""
    folded = fold(text)
    return tuple(_WORD.findall(_REMARK.sub(" ", folded)) or _WORD.findall(folded))
