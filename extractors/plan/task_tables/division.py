"""One cell that names both who leads and who coordinates: `A chủ trì, phối hợp với B`."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of a cell's text that name the lead and the coordinating units, as offsets, half open."""

    lead: tuple[int, int]
    coordinating: tuple[int, int]


_WITH = r"phối\s+hợp(?:\s+(?:cùng\s+)?với|\s+cùng)?(?:\s+các\s+đơn\s+vị\s*:)?"
# Each form is tried in this order; the groups are the printed parts without the words that divide them.
_FORMS = (
    # Chủ trì: Sở A; phối hợp: Sở B
    re.compile(
        r"\W*(?:(?:cơ\s+quan|đơn\s+vị)\s+)?chủ\s+trì\s*:\s*(?P<lead>.+?)[\s;.,\-+]*"
        r"(?:(?:cơ\s+quan|đơn\s+vị)\s+)?phối\s+hợp\s*:\s*(?P<coordinating>.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    # Sở A (chủ trì), Sở B (phối hợp)
    re.compile(
        r"(?P<lead>.+?)\s*\(\s*chủ\s+trì\s*\)[\s;,.\-+]*(?P<coordinating>.+?)\s*\(\s*phối\s+hợp\s*\)\W*",
        re.IGNORECASE | re.DOTALL,
    ),
    # Sở A chủ trì, phối hợp với Sở B
    re.compile(
        rf"(?P<lead>[^:]+?)\s+chủ\s+trì\s*[,;]?\s*(?:và\s+)?{_WITH}\s*:?\s*(?P<coordinating>.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    # Sở A phối hợp với Sở B
    re.compile(
        r"(?P<lead>[^:]+?)\s*[,;]?\s+phối\s+hợp\s+(?:cùng\s+)?(?:với|cùng)\s*:?\s*(?P<coordinating>.+)",
        re.IGNORECASE | re.DOTALL,
    ),
    # Sở A chủ trì; Sở B phối hợp
    re.compile(
        r"(?P<lead>[^:;]+?)\s+chủ\s+trì\s*[,;.\n]\s*(?P<coordinating>.+?)\s+phối\s+hợp\W*",
        re.IGNORECASE | re.DOTALL,
    ),
)
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
    for form in _FORMS:
        match = form.fullmatch(text.rstrip())
        if match:
            return Division(_trimmed(text, match, "lead"), _trimmed(text, match, "coordinating"))
    return None


def _trimmed(text: str, match: re.Match[str], group: str) -> tuple[int, int]:
    start, end = match.span(group)
    while start < end and text[start] in " \n-+,;:":
        start += 1
    tail = _TAIL.search(text, start, end)
    return start, (tail.start() if tail and tail.start() > start else end)
