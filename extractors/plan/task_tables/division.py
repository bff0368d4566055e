"""One cell that names both who leads and who coordinates: `A chủ trì, phối hợp với B`."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of a cell's text that name the lead and the coordinating units, as offsets, half open."""

    lead: tuple[int, int]
    coordinating: tuple[int, int]


_WITH = r"phối\s+hợp(?:\s+(?:cùng\s+)?với|\s+cùng)?(?:\s+các\s+đơn\s+vị\s*:)?"
_LEADS = r"(?:(?:cơ\s+quan|đơn\s+vị|phòng|bộ\s+phận)(?:\s*,\s*đơn\s+vị)?\s+)?(?:chủ\s+trì|CT)"
_HELPS = r"(?:(?:cơ\s+quan|đơn\s+vị|phòng|bộ\s+phận)(?:\s*,\s*đơn\s+vị)?\s+)?(?:phối\s+hợp|PH)"
_MARKS = r"[\s;.,\-+]*"
# Each form is tried in this order; the groups are the printed parts without the words that divide them.
_FORMS = (
    # Chủ trì: Sở A; phối hợp: Sở B
    rf"\W*{_LEADS}(?:\s+thực\s+hiện)?\s*:\s*(?P<lead>.+?){_MARKS}{_HELPS}(?:\s+thực\s+hiện)?\s*:\s*(?P<coordinating>.+)",
    # Sở A (chủ trì), Sở B (phối hợp)
    rf"(?P<lead>.+?)\s*\(\s*{_LEADS}\s*\){_MARKS}(?P<coordinating>.+?)\s*\(\s*{_HELPS}\s*\)\W*",
    # Sở A (chủ trì), Sở B, Sở C: who is named beside the one that leads
    rf"(?P<lead>[^()]+?)\s*\(\s*{_LEADS}\s*\)(?:\s*[;,.\n]{_MARKS}(?:và\s+)?|\s+và\s+)(?P<coordinating>\w.*)",
    # Sở A chủ trì, phối hợp với Sở B
    rf"(?P<lead>[^:]+?)\s+\(?chủ\s+trì\)?\s*[,;]?\s*(?:và\s+)?{_WITH}\s*:?\s*(?P<coordinating>.+)",
    # Sở A phối hợp với Sở B
    r"(?P<lead>[^:]+?)\s*[,;]?\s+phối\s+hợp\s+(?:cùng\s+)?(?:với|cùng)\s*:?\s*(?P<coordinating>.+)",
    # Sở A phối hợp Sở B
    r"(?P<lead>[^:]+?)\s*[,;]?\s+phối\s+hợp\s+(?P<coordinating>(?-i:[A-ZĐ]|các\b).+)",
    # Sở A chủ trì; Sở B phối hợp
    r"(?P<lead>[^:;]+?)\s+chủ\s+trì\s*[,;.\n]\s*(?P<coordinating>.+?)\s+phối\s+hợp\W*",
)
# `Chủ trì: ...` may stand in capitals and not; the short forms CT and PH are capitals.
_PATTERNS = tuple(
    re.compile(form.replace("CT", "(?-i:CT)").replace("PH", "(?-i:PH)"), re.IGNORECASE | re.DOTALL)
    for form in _FORMS
)
_BEFORE = re.compile(r"[\s\-+,;:]*(?:(?:giao|phân\s+công)\s+(?:cho\s+)?)?", re.IGNORECASE)
_ROLE_NAMED = re.compile(r"\s+(?:là|làm)(?:\s+(?:cơ\s+quan|đơn\s+vị|đầu\s+mối))*\s*$", re.IGNORECASE)
_TAIL = re.compile(r"(?:\s*(?:\b(?:để\s+)?thực\s+hiện|[.;,]))*\s*$", re.IGNORECASE)


def divide_roles(text: str) -> Division | None:
    """Find who leads and who coordinates where the words of one cell divide the roles, else None.

    >>> text = "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính"
    >>> division = divide_roles(text)
    >>> text[slice(*division.lead)], text[slice(*division.coordinating)]
    ('Sở Nội vụ', 'Sở Tài chính')
    >>> divide_roles("Sở Nội vụ; Sở Tài chính") is None
    True
    """
    for form in _PATTERNS:
        if match := form.fullmatch(text.rstrip()):
            return Division(_trimmed(text, match, "lead"), _trimmed(text, match, "coordinating"))
    return None


def divide_as_headed(text: str, heading: str) -> Division | None:
    """Find lead and coordinating units where a slash parts them as it parts the heading of their column.

    >>> text = "Phòng Kinh tế/các thôn"
    >>> division = divide_as_headed(text, "Đơn vị chủ trì/phối hợp")
    >>> text[slice(*division.lead)], text[slice(*division.coordinating)]
    ('Phòng Kinh tế', 'các thôn')
    >>> divide_as_headed("UBND xã/phường", "Đơn vị chủ trì/phối hợp") is None
    True
    """
    match = _SLASHED.fullmatch(text.strip()) if _SLASHED_HEADING.search(heading) else None
    return Division(match.span("lead"), match.span("coordinating")) if match else None


_SLASHED_HEADING = re.compile(r"chủ\s+trì\s*/\s*(?:(?:cơ\s+quan|đơn\s+vị)\s+)?phối\s+hợp", re.IGNORECASE)
# Within a name the second word has no capital: `UBND xã/phường`.
_SLASHED = re.compile(r"(?P<lead>[^/]*[^/\s])\s*/\s*(?P<coordinating>(?:[A-ZĐ]|[Cc]ác\b)[^/]*)", re.DOTALL)


def _trimmed(text: str, match: re.Match[str], group: str) -> tuple[int, int]:
    start, end = match.span(group)
    if opening := _BEFORE.match(text, start, end):
        start = opening.end()
    for form in (_TAIL, _ROLE_NAMED):
        tail = form.search(text[:end], start)
        end = tail.start() if tail and tail.start() > start else end
    return start, end
