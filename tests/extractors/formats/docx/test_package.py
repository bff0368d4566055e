"""The package: odd but valid files are read, bad ones refused with a clear error."""

import gc
import subprocess
import sys
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.formats.docx import read_docx
from schemas.errors import (
    EncryptedSourceError,
    KehoachError,
    LimitError,
    UnreadableSourceError,
    UnsupportedFormatError,
)
from schemas.limits import Limits
from tests.extractors.formats.docx.building import (
    NAMESPACES,
    XMLNS,
    document_xml,
    make_docx,
    make_zip,
    p,
    relationships,
    style,
    styles,
    texts,
)

PLAIN = make_docx(p("Kế hoạch"))


def opened(data: bytes, limits: Limits | None = None) -> list[str]:
    return texts(read_docx(data, name="made.docx", limits=limits or Limits()))


def code(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(KehoachError) as caught:
        opened(data, limits)
    return caught.value.code


def test_parts_may_have_odd_names_and_case() -> None:
    data = make_zip(
        {
            "_RELS/.rels": relationships({"a": ("officeDocument", "/Noi Dung/VanBan.XML")}),
            "noi%20dung/vanban.xml": document_xml(p("a", ppr='<w:pStyle w:val="S"/>')),
            "Noi dung\\_rels\\vanban.xml.rels": relationships({"b": ("styles", "..\\Kieu.xml")}),
            "kieu.XML": styles(style("S", "<w:rPr><w:b/></w:rPr>")),
        }
    )
    source = read_docx(data, name="made.docx")
    assert texts(source) == ["a"]
    assert next(source.paragraphs()).style.bold


def test_a_macro_file_or_template_is_read() -> None:
    for kind in ("document.macroEnabled.main", "template.main", "template.macroEnabledTemplate.main"):
        data = make_docx(p("a"), {"[Content_Types].xml": f"<Types><Override ContentType='{kind}'/></Types>"})
        assert opened(data) == ["a"]


def strict(xml: str) -> str:
    return xml.replace(NAMESPACES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
        NAMESPACES["r"], "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )


def test_strict_files_are_read() -> None:
    body = strict(document_xml(p("a", ppr='<w:pStyle w:val="S"/><w:jc w:val="end"/>')))
    data = make_docx(
        "", {"word/document.xml": body, "styles": strict(styles(style("S", "<w:rPr><w:i/></w:rPr>")))}
    )
    found = next(read_docx(data, name="made.docx").paragraphs())
    assert (found.text, found.style.italic, found.style.align) == ("a", True, "right")


@pytest.mark.parametrize(
    "body",
    [
        document_xml(p("a"))
        .replace("<w:", "<ns0:")
        .replace("</w:", "</ns0:")
        .replace("xmlns:w", "xmlns:ns0"),
        document_xml("<!-- x -->" + p("a")),
        document_xml("<w:p><w:r><w:t><![CDATA[a]]></w:t></w:r></w:p>"),
        document_xml(p("a")).replace("\n", "\r\n  \t"),
        document_xml("\n  " + p("a").replace("><", ">\n<") + "\n"),
        "\ufeff" + document_xml(p("a")),
        document_xml(p("a")).replace('"', "'"),
    ],
)
def test_the_same_document_may_be_written_in_other_ways(body: str) -> None:
    assert opened(make_docx("", {"word/document.xml": body})) == ["a"]


def test_utf_16_is_read() -> None:
    body = document_xml(p("Kế hoạch")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert opened(make_docx("", {"word/document.xml": body})) == ["Kế hoạch"]


def test_a_missing_relationship_part_leaves_the_usual_names() -> None:
    assert opened(make_zip({"word/document.xml": document_xml(p("a"))})) == ["a"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty-file"),
        (b"Ke hoach", "unreadable"),
        (PLAIN[: len(PLAIN) // 2], "truncated"),
        (PLAIN[:10], "truncated"),
        (make_zip({"mimetype": "x"}), "unreadable"),
        (make_docx("", {"word/document.xml": document_xml(p("a"))[:-40]}), "unreadable"),
        (make_docx("", {"word/document.xml": ""}), "unreadable"),
        (make_docx("", {"word/document.xml": "<x/>"}), "unreadable"),
        (make_docx("", {"word/document.xml": f"<w:hdr {XMLNS}/>"}), "unreadable"),
        (make_docx(p("&unknown;")), "unreadable"),
        (make_docx(p("a"), {"styles": "<w:styles"}), "unreadable"),
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_a_damaged_part_is_called_damaged() -> None:
    at = PLAIN.index(b"word/document.xml") + len("word/document.xml") + 20
    assert code(PLAIN[:at] + bytes(40) + PLAIN[at + 40 :]) == "truncated"


def test_an_encrypted_file_is_told_from_an_old_one() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    with pytest.raises(EncryptedSourceError):
        opened(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnsupportedFormatError):
        opened(ole + "WordDocument".encode("utf-16-le"))


def test_an_encrypted_member_needs_a_password() -> None:
    data = bytearray(make_docx(p("a")))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(magic, at + 1)) >= 0:
            data[at + offset] |= 1
    assert code(bytes(data)) == "encrypted"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_entities_are_not_expanded(prologue: str) -> None:
    body = document_xml(p("&a;")).replace("<w:document", prologue + "<w:document", 1)
    with pytest.raises(UnreadableSourceError):
        opened(make_docx("", {"word/document.xml": body}))


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (PLAIN, Limits(file_bytes=100)),
        (PLAIN, Limits(parts=2)),
        (PLAIN, Limits(part_bytes=100)),
        (PLAIN, Limits(total_bytes=500)),
        # A bomb: 4 MiB of blanks in a few KiB
        (make_docx(p("a") + " " * 2**22), Limits(ratio=100)),
    ],
)
def test_a_file_over_a_limit_is_refused(data: bytes, limits: Limits) -> None:
    with pytest.raises(LimitError) as caught:
        opened(data, limits)
    assert caught.value.facts.keys() == {"found", "limit"}


def test_deep_nesting_of_anything_is_refused() -> None:
    for name in ("w:smartTag", "w:sdt", "x"):
        with pytest.raises(LimitError):
            opened(make_docx("<w:p>" + f"<{name}>" * 5000 + f"</{name}>" * 5000 + "</w:p>"))


def test_deep_nesting_within_the_parser_is_refused_or_read_but_never_crashes() -> None:
    for depth in (100, 300, 700, 1500):
        with suppress(LimitError):
            opened(make_docx("<w:p>" + "<w:smartTag>" * depth + "</w:smartTag>" * depth + "</w:p>"))


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("data", [PLAIN, PLAIN[:200], b""], ids=["whole", "cut off", "empty"])
def test_the_cycle_collector_is_left_as_it_was(data: bytes, enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with suppress(KehoachError):
            opened(data)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_embedded_files_are_named() -> None:
    data = make_docx(p("a"), {"word/embeddings/Bang.xlsx": b"x"})
    assert read_docx(data, name="made.docx").attachments == ("bang.xlsx",)


def test_the_reader_loads_nothing_heavy() -> None:
    program = (
        "import sys; from extractors.formats.docx import read_docx\n"
        "heavy = {'pandas', 'spacy', 'pypdfium2', 'pdfplumber', 'numpy', 'docx', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_our_error_or_harmless(at: int, noise: bytes) -> None:
    with suppress(KehoachError):
        opened(PLAIN[:at] + noise + PLAIN[at + len(noise) :])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3000), st.sampled_from(["<", ">", "</w:p>", "<w:p>", "&", '"', "\x00", "w:", "/"]))
def test_damage_to_the_markup_is_our_error_or_harmless(at: int, noise: str) -> None:
    body = document_xml(p("a", "b") * 20)
    at = min(at, len(body))
    with suppress(KehoachError):
        opened(make_docx("", {"word/document.xml": body[:at] + noise + body[at:]}))


def test_the_archive_is_not_read_beyond_what_it_declares() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document_xml(p("a")))
        archive.writestr("word/media/big.bin", bytes(2**22))
    assert opened(out.getvalue()) == ["a"]


def test_elements_may_be_nested_to_the_stated_depth_and_no_deeper() -> None:
    def nested(depth: int) -> bytes:
        return make_docx("<w:customXml>" * depth + p("Kế hoạch") + "</w:customXml>" * depth)

    assert opened(nested(400)) == opened(nested(20), Limits(xml_depth=30)) == ["Kế hoạch"]
    assert code(nested(600)) == code(nested(5000)) == code(nested(40), Limits(xml_depth=30)) == "too-large"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:r>", "</w:r>"),
        ("<m:f><m:num>", "</m:num></m:f>"),
        ("<m:e>", "</m:e>"),
    ],
)
def test_whatever_is_nested_to_the_stated_depth_is_read(opening: str, closing: str) -> None:
    times = 500 // opening.count("<")
    inner = "<m:r><m:t>x</m:t></m:r>" if opening.startswith("<m:") else "<w:r><w:t>x</w:t></w:r>"
    read_docx(make_docx(p(opening * times + inner + closing * times)), name="deep.docx")


def test_text_boxes_in_text_boxes_are_refused_like_tables_in_tables() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:pict></w:r>"
    assert code(make_docx(p(box[0] * 125 + box[1] * 125))) == "too-large"
