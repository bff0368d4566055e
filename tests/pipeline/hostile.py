"""Files that mean harm, each as its bytes and the code that its diagnostic must have.

The documents are a short plan of invented sentences, so that what is harmless about them is read.
"""

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from tests.extractors.formats.docx.building import (
    OPEN,
    RELS,
    XMLNS,
    document_xml,
    make_docx,
    p,
    relationships,
    tbl,
    tc,
    tr,
)
from tests.extractors.formats.pdf.builder import PdfPage, build_pdf

SAMPLES = Path(__file__).parents[2] / "samples"
MIB = 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Bad = tuple[bytes, str]  # the bytes, and the code that they must be rejected with


def plan(*blocks: str) -> str:
    """The body of a small plan in Word's markup, with these blocks in it."""
    lines = ("UBND HUYỆN AN BÌNH", "Số: 12/KH-UBND", "An Bình, ngày 03 tháng 02 năm 2025", "KẾ HOẠCH")
    body = (
        "Trồng cây xanh năm 2025",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Thêm bóng mát cho các trường.",
    )
    return "".join(p(line) for line in (*lines, *body)) + "".join(blocks)


def with_entities(prologue: str, name: str) -> bytes:
    xml = document_xml(plan(p(f"<w:r><w:t>&{name};</w:t></w:r>")))
    return make_docx("", {"word/document.xml": xml.replace("<w:document", prologue + "<w:document", 1)})


def laughs(levels: int = 12) -> str:
    """A DTD whose last entity is ten to the power of `levels` letters."""
    entities = '<!ENTITY l0 "ha">'
    for level in range(1, levels):
        entities += f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">'
    return f"<!DOCTYPE x [{entities}]>"


def packed(body: Callable[[], Iterable[bytes]]) -> bytes:
    """A Word file whose document part is written in pieces: it is far larger unpacked than it should be in memory."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(make_docx(""))) as plain,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        for name in plain.namelist():
            if name != "word/document.xml":
                zipped.writestr(name, plain.read(name))
        with zipped.open("word/document.xml", "w", force_zip64=True) as part:
            for piece in body():
                part.write(piece)
    return out.getvalue()


def bomb() -> Iterable[bytes]:
    """A part of 64 MiB of blanks, in as many KiB."""
    yield document_xml(plan()).removesuffix("</w:body></w:document>").encode()
    for _ in range(64):
        yield b" " * MIB
    yield b"</w:body></w:document>"


def lying_about_its_size() -> bytes:
    """A bomb whose directory says that its document part is small."""
    data = bytearray(packed(bomb))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (5000).to_bytes(4, "little")
    return bytes(data)


def many_parts(count: int) -> bytes:
    return make_docx(plan(), {f"word/media/{number}.png": b"" for number in range(count)})


def deep(depth: int) -> bytes:
    return make_docx(plan() + "<w:p>" + "<w:smartTag>" * depth + "</w:smartTag>" * depth + "</w:p>")


def nested_tables(depth: int) -> bytes:
    table = p("a")
    for _ in range(depth):
        table = tbl(tr(tc(table)))
    return make_docx(plan(table))


def tall(rows: int) -> bytes:
    return make_docx(plan(tbl(*[tr(str(row), "a") for row in range(rows)], grid=2)))


def wide(columns: int) -> bytes:
    return make_docx(plan(tbl(tr(*[str(column) for column in range(columns)]), grid=columns)))


def pages(count: int) -> bytes:
    """A PDF that shows one page so many times."""
    writer = PdfWriter(clone_from=BytesIO(build_pdf(PdfPage().text(85, 100, "Kế hoạch trồng cây"))))
    tree = writer.root_object["/Pages"].get_object()
    first = tree["/Kids"][0]  # type: ignore[index]
    tree["/Kids"].extend([first] * (count - 1))  # type: ignore[index]
    tree[next(key for key in tree if key == "/Count")] = type(tree["/Count"])(count)  # type: ignore[index,call-arg,operator]
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "kiem-tra.pdf"))
    writer.encrypt("mở ra", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_member() -> bytes:
    data = bytearray(make_docx(plan()))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(magic, at + 1)) >= 0:
            data[at + offset] |= 1
    return bytes(data)


def plain_zip(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def classified(mark: str) -> bytes:
    text = (SAMPLES / "kiem-tra.txt").read_text("utf-8")
    return text.replace("KẾ HOẠCH", f"{mark}\n\nKẾ HOẠCH", 1).encode()


def bad_files() -> dict[str, Bad]:
    """Files that must be rejected within the default limits, by name."""
    word = (SAMPLES / "ban-chi-dao.docx").read_bytes()
    pdf = (SAMPLES / "ban-chi-dao.pdf").read_bytes()
    return {
        "bom-ti-le.docx": (packed(bomb), "too-large"),
        "bom-noi-doi.docx": (lying_about_its_size(), "truncated"),
        "bom-phan.docx": (many_parts(10_001), "too-large"),
        "thuc-the-no.docx": (with_entities(laughs(), "l11"), "unreadable"),
        "thuc-the-ngoai.docx": (
            with_entities('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "e"), "unreadable"),
        "sau.docx": (deep(3000), "too-large"),
        "bang-long.docx": (nested_tables(100), "too-large"),
        "rong.docx": (wide(1001), "too-large"),
        "dai.pdf": (pages(5001), "too-large"),
        "trong.docx": (b"", "empty-file"),
        "trong.pdf": (bytes(4096), "empty-file"),
        "trong.txt": (b"\xef\xbb\xbf \r\n\t\n", "empty-file"),
        "khoa.docx": (OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        "khoa-phan.docx": (locked_member(), "encrypted"),
        "khoa.pdf": (locked_pdf(), "encrypted"),
        "cut.docx": (word[: len(word) // 2], "truncated"),
        "cut.pdf": (pdf[: len(pdf) // 8], "truncated"),
        "cu.docx": (OLE + bytes(504) + "WordDocument".encode("utf-16-le"), "unsupported-format"),
        "cu.doc": (OLE + bytes(505) + "WordDocument".encode("utf-16-le"), "unsupported-format"),
        "cu.RTF": (b"{\\rtf1\\ansi K\\u7871? ho\\u7841?ch}", "unsupported-format"),
        "anh.docx": (b"\x89PNG\r\n\x1a\n" + bytes(64), "unsupported-format"),
        "anh.txt": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "unsupported-format"),
        "chuong-trinh.pdf": (b"\x7fELF" + bytes(64), "unsupported-format"),
        "bang-tinh.docx": (plain_zip({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
                           "unsupported-format"),
        "luu-tru.pdf": (plain_zip({"../../../../trom.txt": b"x", "/etc/trom": b"x"}), "unsupported-format"),
        "la.docx": (bytes(range(256)) * 16, "unsupported-format"),
        "khong-phai.txt": (b"Mua 3 qua trung, 1 goi muoi.\n", "not-a-document"),
        "mat.txt": (classified("MẬT"), "classified"),
        "toi-mat.txt": (classified("TỐI MẬT"), "classified"),
        "tuyet-mat.txt": (classified("TUYỆT MẬT"), "classified"),
    }  # fmt: skip


def calling_docx(address: str) -> bytes:
    """A Word file that asks its reader to fetch: template, picture, embedded page, linked object, a field, macros."""
    calls = "".join(
        f'<Relationship Id="x{number}" Type="{RELS}{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for number, kind in enumerate(
            ("attachedTemplate", "image", "aFChunk", "oleObject", "frame", "hyperlink")
        )
    )
    inside = relationships({"s": ("settings", "settings.xml"), "v": ("vbaProject", "vbaProject.bin")})
    blocks = (
        f'<w:altChunk r:id="x2"/><w:p><w:fldSimple w:instr="INCLUDETEXT {address}/field"><w:r><w:t>a</w:t></w:r>'
        f'</w:fldSimple><w:hyperlink r:id="x5"><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>'
    )
    return make_docx(
        plan(blocks),
        {
            "word/_rels/document.xml.rels": inside.replace("</Relationships>", calls + "</Relationships>"),
            "word/settings.xml": f'<w:settings {XMLNS}><w:attachedTemplate r:id="x0"/></w:settings>',
            "word/vbaProject.bin": OLE + b'Shell "touch"',
            "../../ra-ngoai.xml": "<x/>",
            "word/../../../ra-ngoai.xml": "<x/>",
            "C:\\ra-ngoai.xml": "<x/>",
            "customXml/item1.xml": f'<!DOCTYPE x SYSTEM "{address}/dtd"><x/>',
            "docProps/custom.xml": f'<x xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{address}/x"/></x>',
            "word/theme/theme1.xml": f'<?xml-stylesheet href="{address}/style"?><x xmlns="{OPEN}drawingml/2006/main"/>',
        },
    )


def calling_pdf(address: str, file: Path) -> bytes:
    """A PDF file that asks its reader to run a script, start a program, open an address and send a form."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "kiem-tra.pdf"))

    def action(kind: str, key: str, value: str) -> DictionaryObject:
        return DictionaryObject(
            {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject(value)}
        )

    script = f"app.launchURL('{address}/js'); this.submitForm('{address}/form');"
    writer.root_object[NameObject("/OpenAction")] = action("/JavaScript", "/JS", script)
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): action("/GoToR", "/F", f"{address}/remote.pdf"),
        }
    )
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject(
        {
            NameObject("/O"): action("/URI", "/URI", f"{address}/opened"),
            NameObject("/C"): action("/Launch", "/F", f"touch {file}"),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([link])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
