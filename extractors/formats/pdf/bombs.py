"""Streams that unpack to far more than they are: found before PDFium unpacks them."""

import re
import zlib

from schemas.errors import LimitError
from schemas.limits import Limits

HEAD = 1024  # packed bytes that are unpacked to see whether a stream is worth a full count
SUSPECT_RATIO = 100  # page content packs 5 to 20 times
CHUNK = 64 * 1024
SMALL = 1024 * 1024  # a stream that unpacks to less than this does no harm, whatever its ratio

_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s+/(?:FlateDecode|Fl)\b|/FlateDecode\s*/FlateDecode")


def refuse_bombs(data: bytes, limits: Limits) -> None:
    """Raise where a packed stream of the file goes over the limits.

    Raises:
        LimitError: a stream unpacks to more than limits.part_bytes, or beyond limits.ratio, or is packed twice.
    """
    if _TWICE.search(data):
        raise LimitError(found="a stream packed twice", limit="once")
    for match in _STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        start = match.end()
        if data[start : start + 1] not in (b"x", b"h", b"H", b"X", b"8", b"("):
            continue  # no zlib header: the stream is not packed so
        head, used = _unpacked(data, start, start + HEAD, SMALL)
        if head > SUSPECT_RATIO * used:
            size, used = _unpacked(data, start, len(data), limits.part_bytes)
            if size >= limits.part_bytes or (size > SMALL and size > limits.ratio * used):
                raise LimitError(
                    found=f"a stream of {used} bytes unpacks to {size} or more", limit=limits.ratio
                )


def _unpacked(data: bytes, start: int, end: int, most: int) -> tuple[int, int]:
    """Return how much a stream unpacks to, at most about `most`, and how many packed bytes that took."""
    unpacker, size, at = zlib.decompressobj(), 0, start
    end = min(end, len(data))
    try:
        while at < end and not unpacker.eof and size < most:
            packed = data[at : min(at + CHUNK, end)]
            at += len(packed)
            while packed and size < most and not unpacker.eof:
                size += len(unpacker.decompress(packed, SMALL))
                packed = unpacker.unconsumed_tail
    except zlib.error:
        pass  # PDFium reads what comes before the damage
    return size, max(at - start - len(unpacker.unused_data), 1)
