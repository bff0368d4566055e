"""Whole documents whose letters are typed or were stored in another way: VIQR, UTF-8 read as Windows-1252."""

import re
from collections.abc import Callable, Iterable, Iterator

from extractors.formats.legacy import decode_viqr, undo_mojibake, vietnamese_share
from schemas.source import Block, Paragraph

Decode = Callable[[str], str]

DECODERS: tuple[tuple[str, Decode], ...] = (
    ("UTF-8 read as Windows-1252", undo_mojibake),
    ("VIQR", decode_viqr),
)
# Letters that only Vietnamese in Unicode has: a text with them was not misread.
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")
_SAMPLE_CHARACTERS = 4_000
# A decoding is believed where nearly every word becomes a Vietnamese syllable and many were none before.
_LEAST_SHARE = 0.8
_LEAST_GAIN = 0.2


def find_misreading(blocks: Iterable[Block]) -> tuple[str, Decode] | None:
    """Return name and decoder of the way in which the whole text was misread; None where it was not."""
    texts: list[str] = []
    length = 0
    for text in _texts(blocks):
        if _VIETNAMESE.search(text) is not None:
            return None
        texts.append(text)
        length += len(text) + 1
        if length >= _SAMPLE_CHARACTERS:
            break
    sample = "\n".join(texts)
    share = vietnamese_share(sample)
    for name, decode in DECODERS:
        decoded = decode(sample)
        if decoded != sample and vietnamese_share(decoded) >= max(_LEAST_SHARE, share + _LEAST_GAIN):
            return name, decode
    return None


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells if cell.text)
