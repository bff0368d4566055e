"""The short forms that a document introduces itself: `cải cách hành chính (CCHC)`, `(viết tắt là ...)`."""

import re
from collections.abc import Iterator

from extractors.plan.zones import Zones
from schemas.location import Location
from schemas.records import Abbreviation
from schemas.source import Block, Cell, Table
from schemas.text import fold

# (sau đây viết tắt là CCHC), (sau đây gọi tắt là Kế hoạch), (viết tắt: CĐS), (gọi tắt là "Đề án")
_NAMED = re.compile(
    r"\((?:(?:sau|dưới) đây\s+)?(?:được\s+)?(?:viết tắt|gọi tắt|gọi chung|gọi|viết)(?:\s+tắt)?\s*(?:là|:)\s*"
    r"[\"“']?(?P<short>[^()\"”']{1,60}?)[\"”']?\s*\)"
)
# (CCHC): two capitals at least, and what stands before it must spell it
_BARE = re.compile(r"\((?P<head>[A-ZĐ][^\W\d]{1,8} )?(?P<short>[A-ZĐ][A-Za-zĐđ0-9&.-]{1,14})\)")
_WORD = re.compile(r"[^\W_]+")
_REACH = 400  # characters before a bracket that are looked at
_NAME_LIMIT = 12  # words; the longest names that offices abbreviate have some ten


def find_abbreviations(zones: Zones) -> list[Abbreviation]:
    """Return the short forms that the text introduces, in document order, each once.

    Only a short form whose letters the words before it spell is taken, or one that the text itself calls so.
    """
    found: dict[str, Abbreviation] = {}
    for text, place in _texts(zones):
        for abbreviation in _read(text, place):
            found.setdefault(abbreviation.short, abbreviation)
    return list(found.values())


def _texts(zones: Zones) -> Iterator[tuple[str, Location]]:
    own = (*zones.letterhead, *zones.title, *zones.preamble, *zones.body)
    yield from _block_texts(own)
    if zones.attached:
        yield from _texts(zones.attached)
    for appendix in zones.appendices:
        yield from _block_texts(appendix.blocks)


def _block_texts(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Location]]:
    """Yield the texts with brackets and their places."""
    for block in blocks:
        if isinstance(block, Table):
            cells = (cell for cell in block.cells if "(" in cell.text)
            yield from ((cell.text, _cell_place(block.location, cell)) for cell in cells)
        elif "(" in block.text:
            yield block.text, block.location


def _cell_place(place: Location, cell: Cell) -> Location:
    return place.at(row=cell.row, col=cell.col, page=cell.page)


def _read(text: str, place: Location) -> Iterator[Abbreviation]:
    for match in _NAMED.finditer(text):
        short = match["short"].strip(": \n")
        if not short:
            continue
        before = text[max(0, match.start() - _REACH) : match.start()]
        long = _spelled(before, short) or _name_before(before, short)
        if long and fold(long) != fold(short):
            yield _abbreviation(short, long, text, match.start("short"), place)
    for match in _BARE.finditer(text):
        head, short = match["head"] or "", match["short"]
        before = text[max(0, match.start() - _REACH) : match.start()]
        long = _spelled(before, short) if sum(c.isupper() for c in short) >= 2 else None
        # Sở Khoa học và Công nghệ (Sở KH&CN): the head is repeated whole
        if long and before.rstrip().endswith(head + long):
            yield _abbreviation(head + short, head + long, text, match.start() + 1, place)


def _abbreviation(short: str, long: str, text: str, start: int, place: Location) -> Abbreviation:
    return Abbreviation(short=short, long=long, place=place.span(start, start + len(short)))


# Words that a short form may leave out.
_SKIPPED = frozenset(["và", "của", "các", "cho", "về", "theo", "trong", "với"])


def _spelled(before: str, short: str) -> str | None:
    """Return the words at the end of the text whose initials spell the short form; None where they do not.

    >>> _spelled("công tác cải cách hành chính ", "CCHC"), _spelled("theo Ủy ban nhân dân ", "UBND")
    ('cải cách hành chính', 'Ủy ban nhân dân')
    """
    letters = [c for c in fold(short) if c.isalnum()]
    words = list(_WORD.finditer(before.rstrip()))[-_NAME_LIMIT:]
    at = len(words)
    while letters and at:
        at -= 1
        word = fold(words[at][0])
        if word[0] == letters[-1]:
            letters.pop()
        elif words[at][0].lower() not in _SKIPPED or at == len(words) - 1:
            return None
    if letters or at == len(words):
        return None
    long = before[words[at].start() : words[-1].end()]
    return long if not re.search(r"[.;:!?]\s", long) and len(long) > len(short) + 1 else None


def _name_before(before: str, short: str) -> str | None:
    """Return what the text itself calls short: from where its words, or its first one, were last printed."""
    clause = re.split(r"[.;]\s+", before.rstrip())[-1]
    for words in (short, short.split()[0]):
        start = max(clause.rfind(f" {words}"), 0 if clause.startswith(words) else -1)
        if start >= 0 and words[0].isupper():
            return clause[start:].strip(" ,")
    return None
