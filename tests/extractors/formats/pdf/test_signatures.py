"""Digital signatures: names in the certificate, time."""

import pytest

from extractors.formats.pdf.der import Subject, read_signer
from extractors.formats.pdf.signatures import read_time


def tlv(tag: int, *parts: bytes, indefinite: bool = False) -> bytes:
    value = b"".join(parts)
    if indefinite:
        return bytes([tag, 0x80]) + value + b"\0\0"
    if len(value) < 128:
        return bytes([tag, len(value)]) + value
    return bytes([tag, 0x82]) + len(value).to_bytes(2, "big") + value


def name(**parts: str) -> bytes:
    kinds = {"common": b"\x55\x04\x03", "organisation": b"\x55\x04\x0a"}
    pairs = (tlv(0x30, tlv(6, kinds[kind]), tlv(0x0C, text.encode())) for kind, text in parts.items())
    return tlv(0x30, *(tlv(0x31, pair) for pair in pairs))


def certificate(serial: int, subject: bytes) -> bytes:
    number = tlv(2, bytes([serial]))
    body = tlv(
        0x30, tlv(0xA0, tlv(2, b"\2")), number, tlv(0x30), name(common="CA"), tlv(0x30), subject, tlv(0x30)
    )
    return tlv(0x30, body, tlv(0x30), tlv(3))


def signature(serial: int, *certificates: bytes, indefinite: bool = False) -> bytes:
    signer = tlv(0x30, tlv(2, b"\1"), tlv(0x30, name(common="CA"), tlv(2, bytes([serial]))), tlv(0x30))
    signed = tlv(0x30, tlv(2, b"\1"), tlv(0x31), tlv(0x30), tlv(0xA0, *certificates), tlv(0x31, signer))
    return tlv(0x30, tlv(6, b"\x2a"), tlv(0xA0, signed, indefinite=indefinite), indefinite=indefinite)


ROOT = certificate(1, name(common="Cơ quan cấp chứng thư"))
OFFICE = certificate(7, name(common="Sở Xây dựng", organisation="UBND tỉnh An Bình"))


@pytest.mark.parametrize("indefinite", [False, True], ids=["definite", "indefinite lengths"])
def test_the_signer_is_the_holder_of_the_certificate_that_signed(indefinite: bool) -> None:
    data = signature(7, ROOT, OFFICE, indefinite=indefinite) + b"\0" * 40
    assert read_signer(data) == Subject("Sở Xây dựng", "UBND tỉnh An Bình")


@pytest.mark.parametrize(
    "data", [b"", b"\x30", b"\x30\x80", b"\x30\x05abc", signature(9, ROOT), b"\x30\x80" * 5000]
)
def test_what_is_no_signature_has_no_signer(data: bytes) -> None:
    assert read_signer(data) is None


# A PDF date and the same in ISO 8601; the offset is optional, the time is not.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D:20270205093000+07'00'", "2027-02-05T09:30:00+07:00"),
        ("D:20270205093000Z", "2027-02-05T09:30:00+00:00"),
        ("D:20270205093000", "2027-02-05T09:30:00"),
        ("D:2027", None),
        ("", None),
    ],
)
def test_times_are_read_with_their_offset(text: str, expected: str | None) -> None:
    assert read_time(text) == expected
