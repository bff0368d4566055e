"""Digital signatures of the package: who signed and when; read, not verified.

Source: ISO/IEC 29500-2, 12 (digital signatures); W3C XML Signature; ETSI TS 101 903 (XAdES) for the time.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator

from extractors.formats.docx.markup import Element, parse_xml
from extractors.formats.docx.package import Package
from schemas.errors import UnreadableSourceError
from schemas.source import DigitalSignature
from schemas.text import clean

MAX_SIGNATURES = 200  # a document has a handful; a file with more is not read to its end

_FOLDER = "_xmlsignatures/"
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"
_PACKAGE_TIME = "{http://schemas.openxmlformats.org/package/2006/digital-signature}SignatureTime"
_OFFICE_TEXT = "{http://schemas.microsoft.com/office/2006/digsig}SignatureText"
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?")

# Object identifiers of the parts of a name, as DER stores them: 2.5.4.3 and 2.5.4.10.
_COMMON_NAME, _ORGANISATION = b"\x55\x04\x03", b"\x55\x04\x0a"
_VERSION = 0xA0  # the optional first field of a certificate
_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}


def read_signatures(package: Package) -> tuple[DigitalSignature, ...]:
    """Return the signatures of a file in the order of their parts; a damaged one says nothing of itself."""
    if not any(key.startswith(_FOLDER) for key in package):
        return ()
    return tuple(_read_signature(package, key) for key in _parts(package)[:MAX_SIGNATURES])


def _parts(package: Package) -> list[str]:
    """Return the parts that the signature origin names; without one those that bear the usual names."""
    origins = [part.target for part in package.relationships("").values() if part.kind == "origin"]
    named = [
        part.target
        for origin in origins
        for part in package.relationships(origin).values()
        if part.kind == "signature" and part.target in package
    ]
    usual = (key for key in package if key.startswith(_FOLDER) and key.endswith(".xml"))
    return named or sorted(usual)


def _read_signature(package: Package, key: str) -> DigitalSignature:
    try:
        root = parse_xml(package.read(key), key)
    except UnreadableSourceError:
        return DigitalSignature()
    names = _holder(root)
    typed = next((element.text for element in root.iter(_OFFICE_TEXT) if element.text), None)
    signer = names.get(_COMMON_NAME) or typed
    organisation = names.get(_ORGANISATION)
    return DigitalSignature(
        signer=clean(signer) or None if signer else None,
        organisation=clean(organisation) or None if organisation else None,
        signed_at=_time(root),
    )


def _time(root: Element) -> str | None:
    """Return when it was signed as ISO 8601, its offset as given; None where no full time is given."""
    of_package = (value for time in root.iter(_PACKAGE_TIME) for value in time)
    for element in (*of_package, *root.iter("{*}SigningTime")):
        match = _TIME.fullmatch((element.text or "").strip())
        if match is not None:
            return match[1] + ("+00:00" if match[2] == "Z" else match[2] or "")
    return None


def _holder(root: Element) -> dict[bytes, str]:
    """Return the names of the holder of the certificate that was signed with; of several the one referred to."""
    serials = {(serial.text or "").strip() for serial in root.iter(_SIGNATURE + "X509SerialNumber")}
    first: dict[bytes, str] = {}
    for element in root.iter(_SIGNATURE + "X509Certificate"):
        try:
            serial, names = _read_certificate(b64decode(element.text or ""))
        except (binascii.Error, ValueError, IndexError, StopIteration):
            continue
        if str(serial) in serials:
            return names
        first = first or names
    return first


def _read_certificate(data: bytes) -> tuple[int, dict[bytes, str]]:
    """Return serial number and names of the holder of an X.509 certificate.

    Raises:
        ValueError, IndexError, StopIteration: it is none.
    """
    _, certificate = next(_fields(data))
    _, signed = next(_fields(certificate))
    parts = [value for tag, value in _fields(signed) if tag != _VERSION]
    serial, subject = parts[0], parts[4]
    names: dict[bytes, str] = {}
    for _, group in _fields(subject):
        for _, pair in _fields(group):
            (_, kind), (tag, value) = list(_fields(pair))[:2]
            names.setdefault(kind, value.decode(_TEXTS.get(tag, "latin-1"), "replace"))
    return int.from_bytes(serial, "big", signed=True), names


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and value of the DER elements that stand one after the other."""
    at = 0
    while at < len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length >= 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        if at + length > len(data):
            raise ValueError("cut off")
        yield tag, data[at : at + length]
        at += length
