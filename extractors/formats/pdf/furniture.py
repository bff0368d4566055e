"""Running heads, feet and page numbers: text that belongs to the page, not to the document."""

import re
from collections import Counter
from collections.abc import Sequence

from extractors.formats.openings import opens_part
from extractors.formats.pdf.lines import Line
from extractors.formats.pdf.page_text import PageText

MARGIN = 0.12  # of the page's height, at head and foot, where furniture stands
HEAD_ROWS = 2  # lines of a running head or foot, at most
REPEATS = 3  # pages that a line must stand on at the same place to be a running head
SAME_PLACE = 4.0  # points between the baselines of a running head on two pages

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def find_furniture(pages: Sequence[PageText]) -> list[frozenset[int]]:
    """Return for every page the indices of its pieces that are furniture."""
    edges = [_edge_pieces(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for page, indices in zip(pages, edges, strict=True):
        seen.update({_key(page, page.pieces[index]) for index in indices})
    needed = min(REPEATS, max(2, len(pages)))
    openings = [_opening_pieces(page, indices) for page, indices in zip(pages, edges, strict=True)]
    return [
        frozenset(
            index
            for index in indices
            if _is_page_number(page, index)
            or (index not in opening and seen[_key(page, page.pieces[index])] >= needed)
        )
        for page, indices, opening in zip(pages, edges, openings, strict=True)
    ]


def _opening_pieces(page: PageText, edges: Sequence[int]) -> frozenset[int]:
    """Return the pieces at the head of a page on which a document or an appendix begins."""
    head = [index for index in edges if page.pieces[index].baseline < page.height / 2]
    return frozenset(head) if any(opens_part(page.pieces[index].text) for index in head) else frozenset()


def _edge_pieces(page: PageText) -> list[int]:
    head, foot = MARGIN * page.height, (1 - MARGIN) * page.height
    rows = sorted({piece.row for piece in page.pieces})
    outer = {*rows[:HEAD_ROWS], *rows[-HEAD_ROWS:]}
    return [
        index
        for index, piece in enumerate(page.pieces)
        if piece.row in outer and not head <= piece.baseline <= foot
    ]


def _key(page: PageText, piece: Line) -> tuple[str, int]:
    from_foot = piece.baseline > page.height / 2
    place = page.height - piece.baseline if from_foot else piece.baseline
    return _DIGITS.sub("0", piece.text), round(place / SAME_PLACE) * (-1 if from_foot else 1)


def _is_page_number(page: PageText, index: int) -> bool:
    """Tell a number that stands alone as the first or last line of the page."""
    piece = page.pieces[index]
    if not _PAGE_NUMBER.fullmatch(piece.text) or any(
        other.row == piece.row and other is not piece for other in page.pieces
    ):
        return False
    outermost = index == 0 or index == len(page.pieces) - 1
    in_table = any(table.ys[0] <= piece.baseline <= table.ys[-1] for table in page.tables)
    return outermost and not in_table
