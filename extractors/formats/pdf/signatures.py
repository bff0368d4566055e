"""What the digital signatures of a file say of themselves; nothing is verified."""

import re

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.der import read_signer
from schemas.source import DigitalSignature
from schemas.text import clean

MAX_SIGNATURES = 200  # a document has a handful; a file with more is not read to its end

_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def read_signatures(document: int) -> tuple[DigitalSignature, ...]:
    """Return the signatures of an open document in its own order; empty signature fields are none."""
    found = []
    for index in range(min(max(pdfium.count_signatures(document), 0), MAX_SIGNATURES)):
        signature = pdfium.get_signature(document, index)
        contents = pdfium.bytes_of(pdfium.signature_contents, signature) if signature else b""
        if not contents:
            continue
        subject = read_signer(contents)
        time = pdfium.bytes_of(pdfium.signature_time, signature).decode("ascii", "replace")
        found.append(
            DigitalSignature(
                signer=clean(subject.common_name) if subject and subject.common_name else None,
                organisation=clean(subject.organisation) if subject and subject.organisation else None,
                signed_at=read_time(time),
            )
        )
    return tuple(found)


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
