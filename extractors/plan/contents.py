"""The table of contents (mục lục) that long plans print below their title: no heading and no statement of theirs."""

import re
from collections.abc import Sequence

from schemas.source import Block, Paragraph
from schemas.text import tone_key

_FEW_ENTRIES = 2
# `II. NHIỆM VỤ, GIẢI PHÁP ....... 3`: dots and the tab are left out by some readers
_ENTRY = re.compile(r"\S.*?[\s.…_]\s*(?P<page>\d{1,3})$", re.DOTALL)


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without a table of contents: its heading and the lines below it that end with a page.

    >>> lines = ["KẾ HOẠCH", "MỤC LỤC", "I. Mục đích\\t1", "II. Nội dung ..... 3", "I. Mục đích"]
    >>> [block.text for block in without_contents([Paragraph(line) for line in lines])]
    ['KẾ HOẠCH', 'I. Mục đích']
    """
    kept = list(blocks)
    at = next((i for i, block in enumerate(kept) if _is_heading(block)), None)
    if at is None:
        return kept
    end, entries, last = at + 1, 0, 0
    while end < len(kept) and isinstance(block := kept[end], Paragraph):
        text = block.text.strip()
        page = _ENTRY.match(text)
        if text and (page is None or int(page["page"]) < last):
            break
        entries, last = (entries + 1, int(page["page"])) if page else (entries, last)
        end += 1
    return [*kept[:at], *kept[end:]] if entries >= _FEW_ENTRIES else kept


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and tone_key(block.text).strip(" :.*#") == "mục lục"
