"""Digital signatures of Word files: holder of the certificate, time."""

from base64 import b64encode

import pytest

from extractors.formats.docx import read_docx
from extractors.formats.docx.package import Package
from extractors.formats.docx.signatures import read_signatures
from schemas.limits import DEFAULT_LIMITS
from schemas.source import DigitalSignature
from tests.extractors.formats.docx.building import RELS, make_docx, p, relationships

PART = "_xmlsignatures/sig{}.xml"
UTC_TIME = (
    '<p:SignatureTime xmlns:p="http://schemas.openxmlformats.org/package/2006/digital-signature">'
    "<p:Format>YYYY-MM-DDThh:mm:ssTZD</p:Format><p:Value>2026-03-05T02:30:00Z</p:Value></p:SignatureTime>"
)
XADES_TIME = '<x:SigningTime xmlns:x="http://uri.etsi.org/01903/v1.3.2#">{}</x:SigningTime>'
TYPED = (
    '<o:SignatureInfoV1 xmlns:o="http://schemas.microsoft.com/office/2006/digsig">'
    "<o:SignatureText>Trần Văn Bình</o:SignatureText></o:SignatureInfoV1>"
)


def der(tag: int, *parts: bytes) -> bytes:
    value = b"".join(parts)
    size = bytes([len(value)]) if len(value) < 128 else b"\x82" + len(value).to_bytes(2, "big")
    return bytes([tag]) + size + value


def name(**parts: str) -> bytes:
    kinds = {"common": b"\x55\x04\x03", "organisation": b"\x55\x04\x0a"}
    pairs = (der(0x30, der(6, kinds[kind]), der(0x0C, text.encode())) for kind, text in parts.items())
    return der(0x30, *(der(0x31, pair) for pair in pairs))


def certificate(serial: int, subject: bytes, *, version: bool = True) -> str:
    fields = [der(2, bytes([serial])), der(0x30), name(common="CA"), der(0x30), subject, der(0x30)]
    body = der(0x30, *([der(0xA0, der(2, b"\2"))] if version else []), *fields)
    return b64encode(der(0x30, body, der(0x30), der(3))).decode()


OFFICE = certificate(7, name(common="Sở Xây dựng", organisation="UBND tỉnh An Bình"))
ROOT = certificate(1, name(common="Cơ quan cấp chứng thư"))


def signature(*certificates: str, extra: str = "") -> str:
    held = "".join(f"<X509Certificate>{text}</X509Certificate>" for text in certificates)
    return (
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">'
        f"<KeyInfo><X509Data>{held}</X509Data></KeyInfo><Object>{extra}</Object></Signature>"
    )


def signed(*parts: str, **others: str) -> tuple[DigitalSignature, ...]:
    members = {PART.format(index): part for index, part in enumerate(parts, 1)}
    return read_signatures(Package(make_docx(p("a"), members | others), DEFAULT_LIMITS))


def test_a_file_without_signatures_has_none() -> None:
    assert signed() == ()


@pytest.mark.parametrize("version", [True, False])
def test_signer_and_organisation_are_those_of_the_certificate(version: bool) -> None:
    held = certificate(7, name(common="Sở Xây dựng", organisation="UBND tỉnh An Bình"), version=version)
    (found,) = signed(signature(held, extra=UTC_TIME))
    assert found == DigitalSignature("Sở Xây dựng", "UBND tỉnh An Bình", "2026-03-05T02:30:00+00:00")


def test_the_document_has_the_signatures_of_its_file() -> None:
    source = read_docx(make_docx(p("a"), {PART.format(1): signature(OFFICE)}), name="made.docx")
    assert [found.signer for found in source.signatures] == ["Sở Xây dựng"]


def test_of_a_chain_the_certificate_referred_to_is_the_signers() -> None:
    serial = "<X509SerialNumber>7</X509SerialNumber>"
    (found,) = signed(signature(ROOT, OFFICE, extra=serial))
    assert found.signer == "Sở Xây dựng"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-05T09:30:00+07:00", "2026-03-05T09:30:00+07:00"),
        ("2026-03-05T02:30:00.125Z", "2026-03-05T02:30:00+00:00"),
        ("2026-03-05T09:30:00", "2026-03-05T09:30:00"),
        # A day alone, and words, are no time
        ("2026-03-05", None),
        ("hôm nay", None),
    ],
)
def test_the_time_keeps_its_offset(written: str, expected: str | None) -> None:
    (found,) = signed(signature(OFFICE, extra=XADES_TIME.format(written)))
    assert found.signed_at == expected


@pytest.mark.parametrize("held", ["", "???", "MIIB", b64encode(b"\x30\x05abc").decode()])
def test_without_a_readable_certificate_the_typed_name_is_the_signer(held: str) -> None:
    (found,) = signed(signature(held, extra=TYPED))
    assert found == DigitalSignature("Trần Văn Bình")


def test_a_damaged_signature_is_told_but_says_nothing() -> None:
    assert signed(signature(OFFICE)[:-20]) == (DigitalSignature(),)


def test_the_origin_says_which_parts_are_signatures() -> None:
    origin = RELS.replace(
        "officeDocument/2006/relationships/", "package/2006/relationships/digital-signature/"
    )
    refers = relationships({"rId1": ("signature", "sig2.xml")}).replace(RELS, origin)
    root = relationships({"rId1": ("officeDocument", "word/document.xml")}).replace(
        "</Relationships>",
        f'<Relationship Id="rId2" Type="{origin}origin" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )
    others = {
        "_rels/.rels": root,
        "_xmlsignatures/origin.sigs": "",
        "_xmlsignatures/_rels/origin.sigs.rels": refers,
    }
    assert [found.signer for found in signed(signature(ROOT), signature(OFFICE), **others)] == ["Sở Xây dựng"]
