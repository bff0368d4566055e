"""What stands first on a page because a document or an appendix begins there, on however many pages."""

import re

from schemas.text import fold

_OPENING = re.compile(
    r"\W*(?:cong hoa xa hoi|doc lap\W|dang cong san|phu (?:luc|bieu)\b|bieu\b|bang \d|mau (?:so|bieu|\d)|danh muc\b)"
    r"|.*\b(?:cong hoa xa hoi chu nghia|dang cong san viet nam)"
)


def opens_part(text: str) -> bool:
    """Say whether a line opens a document or an appendix, so that it is no running head where it recurs.

    >>> opens_part("PHỤ LỤC 02")
    True
    """
    return bool(_OPENING.match(fold(text)))
