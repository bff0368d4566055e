"""What the digital signatures of a file say of themselves; nothing is verified."""

import io
import re

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.der import read_signer
from schemas.source import DigitalSignature
from schemas.text import clean

MAX_SIGNATURES = 200  # a document has a handful; a file with more is not read to its end

_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def read_signatures(document: int, data: bytes) -> tuple[DigitalSignature, ...]:
    """Return the signatures of an open document in its own order; empty signature fields are none."""
    found = []
    pages: dict[bytes, int] | None = None
    for index in range(min(max(pdfium.count_signatures(document), 0), MAX_SIGNATURES)):
        signature = pdfium.get_signature(document, index)
        contents = pdfium.bytes_of(pdfium.signature_contents, signature) if signature else b""
        if not contents:
            continue
        if pages is None:
            pages = _pages_of_signatures(data)
        subject = read_signer(contents)
        time = pdfium.bytes_of(pdfium.signature_time, signature).decode("ascii", "replace")
        found.append(
            DigitalSignature(
                signer=clean(subject.common_name) if subject and subject.common_name else None,
                organisation=clean(subject.organisation) if subject and subject.organisation else None,
                signed_at=read_time(time),
                page=pages.get(contents.rstrip(b"\0")),
            )
        )
    return tuple(found)


def _pages_of_signatures(data: bytes) -> dict[bytes, int]:
    """Return the page (from 1) that each signature's contents stand on; PDFium does not tell."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    found: dict[bytes, int] = {}
    try:
        for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
            for reference in page.get("/Annots") or ():
                value = reference.get_object().get("/V")
                contents = value.get_object().get("/Contents") if value is not None else None
                if isinstance(contents, bytes):
                    found.setdefault(contents.rstrip(b"\0"), number)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return found  # a damaged file: the signatures are known, some of their pages are not
    return found


def read_time(text: str) -> str | None:
    """Return a PDF date as ISO 8601, its offset as given; None where it is no full date.

    >>> read_time("D:20250703101112+07'00'")
    '2025-07-03T10:11:12+07:00'
    """
    match = _TIME.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, utc, sign, offset, offset_minutes = match.groups()
    zone = "+00:00" if utc else f"{sign}{offset}:{offset_minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
