"""Persons and their titles in a cell: `Giám đốc Sở Y tế`, `Chánh Văn phòng`, `Đ/c Nguyễn Văn A`."""

from extractors.lexicon.grammar import PersonTitle
from pipeline.units.cell import Cell
from pipeline.units.vocabulary import HONORIFICS, is_surname, titles
from pipeline.units.words import Gap, Word, read_words


def is_person(cell: Cell, start: int, end: int) -> bool:
    """Say whether words look like a name: a surname and capitals, `Nguyễn Văn A`."""
    words = cell.words[start:end]
    return (
        2 <= len(words) <= 5
        and is_surname(words[0].tone)
        and all(w.text[0].isupper() for w in words)
        and all(w.gap is Gap.SPACE for w in words[1:])
    )


def is_full_name(cell: Cell, start: int, end: int) -> bool:
    """Say whether a person stands there; two capitals alone after a unit's name are sooner a place."""
    return end - start > 2 and is_person(cell, start, end)


def after_honorific(cell: Cell, at: int, end: int) -> int:
    """Return where the name or title after `Ông`, `Đồng chí`, `Các đ/c` begins; `at` where none stands there."""
    found = HONORIFICS.at(cell.words, at + (cell.words[at].tone == "các"), end)
    return found[0] if found else at


def read_titles(cell: Cell, at: int, end: int) -> tuple[int, str | None, PersonTitle | None]:
    """Return where the titles from words[at] end, the role they give, and the last of them."""
    title_role, last = None, None
    if cell.words[at].tone == "các" and titles().at(cell.words, at + 1, end) and at not in cell.masks:
        at += 1
    while at < end and at not in cell.masks and (title := titles().at(cell.words, at, end)):
        at, last = title
        title_role = title_role or last.role
        if at < end and cell.words[at].tone == "các" and titles().at(cell.words, at + 1, end):
            at += 1
    return at, title_role, last


def are_titles(cell: Cell, start: int, at: int) -> bool:
    """`Giám đốc, Thủ trưởng các Sở`: titles in a row belong to the unit after the last."""
    if cell.words[at].gap not in (Gap.COMMA, Gap.AND, Gap.SLASH):
        return False
    first = titles().at(cell.words, start)
    if first and first[1].unit_head and cell.naming.own.bare(read_words(first[1].unit_head)):
        return False  # `Chánh Văn phòng` is an office of its own
    after = at + (cell.words[at].tone == "các")
    return first is not None and first[0] == at and titles().at(cell.words, after) is not None


def is_broken_off(cell: Cell, at: int, title: PersonTitle | None) -> bool:
    """Say whether a title's unit stands on the next line: `Lãnh đạo` above `Sở Xây dựng`."""
    follows = at < len(cell.words) and cell.words[at].gap is Gap.LINE and at in cell.masks
    return follows and title is not None and title.unit_head is None


def office(cell: Cell, at: int, end: int, unit_head: str) -> tuple[int, tuple[Word, ...]]:
    """Return where the unit's name begins that a title has swallowed the head of, or the head it only implies.

    `Trưởng phòng Nội vụ` holds the head; `CVP UBND tỉnh`, `Vụ trưởng Pháp chế` imply it.
    """
    own = read_words(unit_head)
    before = cell.words[at - len(own) : at]
    if [w.key for w in before] == [w.key for w in own]:
        return at - len(own), ()
    again = [w.key for w in cell.words[at : at + len(own)]] == [w.key for w in own]
    if at >= len(cell.words) or again or cell.words[at].tone == "các":
        return at, ()
    place = cell.words[at]
    return at, tuple(word._replace(start=place.start, end=place.start) for word in own)


def read_office(cell: Cell, start: int, at: int, end: int, title: PersonTitle | None) -> int | None:
    """Read `CVP UBND tỉnh`: an office that the title alone names, of the body that follows."""
    mask = cell.masks.get(at)
    if title is None or title.unit_head is None or mask is None or mask.group is not None:
        return None
    stop, _ = cell.naming.place_after(cell.words, mask.end, end)
    _, given = office(cell, at, end, title.unit_head)
    mention = cell.naming.known(cell.span(start, stop), [*given, *cell.words[at:stop]]) if given else None
    if mention is None or mention.unit_id is None:
        return None
    cell.close_plural()
    cell.add(mention._replace(title_role=title.role))
    return stop


def read_title(cell: Cell, start: int, end: int, title_role: str, title: PersonTitle | None) -> None:
    """Add a title that stands alone, as the office that it means for the issuer or as a person."""
    mention = cell.naming.other(cell.span(start, end), cell.words[start:end])
    if mention.unit_id is None and title is not None and title.unit_head:
        office = cell.naming.as_bare(cell.span(start, end), read_words(title.unit_head))
        mention = office if office is not None else mention
    flags = mention.flags or (() if mention.unit_id else ("person",))
    cell.add(mention._replace(title_role=title_role, flags=flags))
