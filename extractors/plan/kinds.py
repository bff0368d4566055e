"""Kinds of document (tên loại): read from a heading, a symbol or a citation."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import doc_types
from schemas.text import squash_space, tone_key

LETTER_NAME = "Công văn"  # the one kind without heading and abbreviation that offices write every day
ISSUING = frozenset({"QĐ", "NQ"})  # kinds that issue another document: `Ban hành kèm theo Quyết định này`
# Kinds whose text is introduced by the body that issues them: `GIÁM ĐỐC SỞ ...` above the legal bases.
WITH_AUTHORITY_LINE = frozenset({"QĐ", "NQ", "CT", "NĐ", "TT", "TTLT", "CĐ", "QC", "QyĐ", "NQLT"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document; abbreviation is None for those without one (Công văn, Luật)."""

    name: str
    abbreviation: str | None


@dataclass(frozen=True, slots=True)
class KindHeading:
    """A line that names the document's kind, and what follows the name on that line."""

    kind: Kind
    rest: str
    is_draft: bool = False
    is_joint: bool = False  # issued by several bodies together


_DRAFT = re.compile(r"^\W*dự thảo\b\W*", re.IGNORECASE)
# `KẾ HOẠCH LIÊN TỊCH`: issued by several; no part of what the plan is about
_JOINT = re.compile(r"^\s+LIÊN (?:TỊCH|NGÀNH)(?!\w)")
_QUALIFIER = re.compile(r"\s*\(.*?\)|\s+(?:quy phạm|của Đảng)$")


def read_kind_heading(line: str) -> KindHeading | None:
    """Read a line that is, or begins with, the name of a kind of document in capitals.

    A line that is nothing but the name may be in any case; one that goes on must print the name in capitals.

    >>> read_kind_heading("KẾ HOẠCH Thực hiện các nhiệm vụ").rest
    'Thực hiện các nhiệm vụ'
    >>> read_kind_heading("Kế hoạch này được triển khai") is None
    True
    """
    text = squash_space(line.strip(" *#_.:-–"))
    draft = _DRAFT.match(text)
    text = text[draft.end() :] if draft else text
    first = text.split(" ", 1)[0]
    if len(first) > 1 and tone_key(first) not in _first_words():
        return None
    whole = _squeezed_headings().get(tone_key(text).replace(" ", ""))
    if whole is not None:  # letter-spaced headings (`K Ế  H O Ạ C H`) too
        return KindHeading(whole, "", draft is not None)
    words = text.split(" ", _most_words())[: _most_words()]
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        kind = _headings().get(tone_key(name)) if name == name.upper() else None
        if kind is not None:
            rest = text[len(name) :]
            joint = _JOINT.match(rest)
            return KindHeading(kind, _JOINT.sub("", rest).strip(" -–"), draft is not None, bool(joint))
    return None


def kind_of_abbreviation(abbreviation: str) -> Kind | None:
    """Return the kind that a symbol's first group names: `KH`, `QĐ`; case matters (CT, CTr)."""
    return _abbreviations().get(abbreviation)


def kind_of_name(name: str) -> Kind | None:
    """Return the kind that has this name in running text, in any case."""
    return _names().get(tone_key(name))


@cache
def kind_names() -> tuple[str, ...]:
    """Return the names of all kinds as printed within a sentence, longest first."""
    return tuple(sorted({kind.name for kind in _names().values()}, key=lambda name: (-len(name), name)))


@cache
def _headings() -> dict[str, Kind]:
    """The headings that a document can have, longest first: a joint resolution is not a resolution."""
    found: dict[str, Kind] = {}
    for row in doc_types():
        if row.heading and row.group != "copy":
            found.setdefault(tone_key(row.heading), Kind(_QUALIFIER.sub("", row.name_vi), row.abbreviation))
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def _squeezed_headings() -> dict[str, Kind]:
    return {key.replace(" ", ""): kind for key, kind in reversed(_headings().items())}


@cache
def _most_words() -> int:
    return max(key.count(" ") + 1 for key in _headings())


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key.split()[0] for key in _headings()) | frozenset(_squeezed_headings())


@cache
def _abbreviations() -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for row in doc_types():
        if row.abbreviation and row.group != "copy":
            found.setdefault(row.abbreviation, Kind(_QUALIFIER.sub("", row.name_vi), row.abbreviation))
    return found


@cache
def _names() -> dict[str, Kind]:
    found = {tone_key(kind.name): kind for kind in reversed(list(_headings().values()))}
    found |= {tone_key(LETTER_NAME): Kind(LETTER_NAME, None), "văn bản": Kind("Văn bản", None)}
    return found
