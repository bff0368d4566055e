"""Just enough of BER to read who signed: the names in the signer's certificate of a PKCS #7 signature."""

from collections.abc import Iterator
from dataclasses import dataclass

_COMMON_NAME, _ORGANISATION = bytes([0x55, 4, 3]), bytes([0x55, 4, 10])
_SET, _CONTEXT_0 = 0x31, 0xA0
_END, _INDEFINITE = b"\0\0", 0x80  # a value of indefinite length runs to two zero bytes
_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The names of a certificate's holder."""

    common_name: str | None
    organisation: str | None


def read_signer(data: bytes) -> Subject | None:
    """Return the holder of the certificate that a PKCS #7 signature was made with, where it can be told.

    >>> read_signer(b"") is None
    True
    """
    try:
        return _signer(data)
    except (ValueError, IndexError, StopIteration, RecursionError):
        return None


def _signer(data: bytes) -> Subject | None:
    content = next(_children(data))  # ContentInfo
    wrapped = [value for tag, value in _children(content[1]) if tag == _CONTEXT_0]
    signed = list(_children(next(_children(wrapped[0]))[1]))  # SignedData
    certificates = [value for tag, part in signed if tag == _CONTEXT_0 for _, value in _children(part)]
    signers = [value for tag, value in signed if tag == _SET]
    wanted: tuple[bytes, bytes] | None = None
    if signers:
        info = list(_children(next(_children(signers[-1]))[1]))
        issuer, serial = list(_children(info[1][1]))[:2]
        wanted = issuer[1], serial[1]
    for certificate in certificates:
        fields = [part for part in _children(next(_children(certificate))[1]) if part[0] != _CONTEXT_0]
        serial, _, issuer, _, subject = fields[:5]
        if wanted is None or wanted == (issuer[1], serial[1]):
            return _names(subject[1])
    return None


def _names(name: bytes) -> Subject:
    found: dict[bytes, str] = {}
    for _, group in _children(name):
        for _, pair in _children(group):
            (_, kind), (tag, value) = list(_children(pair))[:2]
            found.setdefault(kind, value.decode(_TEXTS.get(tag, "latin-1"), "replace").strip())
    return Subject(found.get(_COMMON_NAME) or None, found.get(_ORGANISATION) or None)


def _children(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and value of the elements that stand one after the other, up to padding of zeros."""
    at = 0
    while at + 2 <= len(data) and data[at : at + 2] != _END:
        tag, start, end, at = _element(data, at)
        yield tag, data[start:end]


def _element(data: bytes, at: int) -> tuple[int, int, int, int]:
    """Return tag, start and end of the value, and where the next element starts."""
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == _INDEFINITE:
        end = start
        while data[end : end + 2] != _END:
            end = _element(data, end)[3]
        return tag, start, end, end + 2
    if length > _INDEFINITE:
        size = length & 0x7F
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    if start + length > len(data):
        raise ValueError("cut off")
    return tag, start, start + length, start + length
