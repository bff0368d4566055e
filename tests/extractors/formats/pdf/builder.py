"""A builder of small PDF files: text at places, rules, annotations; no font is embedded.

The fonts are composite with codes that are Unicode and a ToUnicode map that says so, every letter half an em
wide; positions are in points from the top left corner of an A4 page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

A4 = (595.0, 842.0)
EM = 0.5  # width of every letter

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /U def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
%d beginbfrange
%s
endbfrange endcmap end end"""


def to_unicode() -> bytes:
    """Return a map of every code to itself; a range must not cross a last byte of FF."""
    rows = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(0x20)]
    rows += ["<2000> <20FF> <2000>", "<F000> <F0FF> <F000>"]
    return _TO_UNICODE % (len(rows), "\n".join(rows).encode())


@dataclass
class PdfPage:
    """One page under construction."""

    width: float = A4[0]
    height: float = A4[1]
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    content: list[str] = field(default_factory=list)
    stamps: list[tuple[float, float, str, float]] = field(default_factory=list)

    def text(
        self, x: float, top: float, text: str, *, size: float = 13, font: str = "F1", mode: int = 0
    ) -> PdfPage:
        """Print text with its baseline at top."""
        codes = text.encode("utf-16-be").hex().upper()
        self.content.append(
            f"BT {mode} Tr /{font} {size} Tf 1 0 0 1 {x:.2f} {self.height - top:.2f} Tm <{codes}> Tj ET"
        )
        return self

    def clipped(self, x0: float, top: float, x1: float, bottom: float) -> PdfPage:
        """Show of what was drawn last only what stands between these edges."""
        drawn = self.content.pop()
        box = f"{x0:.2f} {self.height - bottom:.2f} {x1 - x0:.2f} {bottom - top:.2f} re W n"
        self.content.append(f"q {box} {drawn} Q")
        return self

    def turned(self, x: float, top: float, text: str, *, size: float = 13) -> PdfPage:
        """Print text that reads upwards."""
        codes = text.encode("utf-16-be").hex().upper()
        self.content.append(f"BT /F1 {size} Tf 0 1 -1 0 {x:.2f} {self.height - top:.2f} Tm <{codes}> Tj ET")
        return self

    def centred(self, middle: float, top: float, text: str, *, size: float = 13, font: str = "F1") -> PdfPage:
        """Print text in the middle of x."""
        return self.text(middle - len(text) * size * EM / 2, top, text, size=size, font=font)

    def line(self, x0: float, top0: float, x1: float, top1: float) -> PdfPage:
        """Stroke a rule."""
        self.content.append(
            f"0.5 w {x0:.2f} {self.height - top0:.2f} m {x1:.2f} {self.height - top1:.2f} l S"
        )
        return self

    def bar(self, x0: float, top0: float, x1: float, top1: float) -> PdfPage:
        """Fill a rectangle: a thin one is a rule as word processors write it."""
        self.content.append(f"{x0:.2f} {self.height - top1:.2f} {x1 - x0:.2f} {top1 - top0:.2f} re f")
        return self

    def grid(self, xs: list[float], ys: list[float], *, bars: bool = False) -> PdfPage:
        """Draw every rule of a table."""
        for y in ys:
            _ = self.bar(xs[0], y - 0.25, xs[-1], y + 0.25) if bars else self.line(xs[0], y, xs[-1], y)
        for x in xs:
            _ = self.bar(x - 0.25, ys[0], x + 0.25, ys[-1]) if bars else self.line(x, ys[0], x, ys[-1])
        return self

    def table(
        self, xs: list[float], top: float, rows: list[list[str]], *, height: float = 20, bars: bool = False
    ) -> PdfPage:
        """Draw a table of rows of one line each."""
        self.grid(xs, [top + height * index for index in range(len(rows) + 1)], bars=bars)
        for index, row in enumerate(rows):
            for x, cell in zip(xs, row, strict=False):
                self.text(x + 3, top + height * index + 14, cell, size=10)
        return self

    def stamp(self, x: float, top: float, text: str, *, size: float = 13) -> PdfPage:
        """Add a signature widget whose appearance shows the text, its baseline at top."""
        self.stamps.append((x, top, text, size))
        return self


def build_pdf(*pages: PdfPage, fonts: dict[str, str] | None = None, trailer: str = "") -> bytes:
    """Return the file; fonts maps further resource names to base font names."""
    names = {
        "F1": "TimesNewRomanPSMT",
        "FB": "TimesNewRomanPS-BoldMT",
        "FI": "TimesNewRomanPS-ItalicMT",
        **(fonts or {}),
    }
    objects: list[bytes] = [b"", b""]  # catalog and page tree come first

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, entries: str = "") -> bytes:
        return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)

    unicode_map = add(stream(to_unicode()))
    resources = []
    for key, name in names.items():
        descriptor = add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /Ascent 891 /Descent -216 /CapHeight 660 "
            f"/StemV 80 /ItalicAngle 0 /FontBBox [-100 -216 1000 891] >>".encode()
        )
        below = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {descriptor} 0 R "
            f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>".encode()
        )
        font = add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{below} 0 R] /ToUnicode {unicode_map} 0 R >>".encode()
        )
        resources.append(f"/{key} {font} 0 R")
    fonts_entry = f"/Resources << /Font << {' '.join(resources)} >> >>"
    kids, fields = [], []
    for page in pages:
        content = add(stream("\n".join(page.content).encode()))
        widgets = []
        for x, top, text, size in page.stamps:
            wide = len(text) * size * EM
            codes = text.encode("utf-16-be").hex().upper()
            show = f"BT /F1 {size} Tf 0 {size * 0.25:.2f} Td <{codes}> Tj ET".encode()
            entries = f"/Type /XObject /Subtype /Form /BBox [0 0 {wide} {size * 1.2}] {fonts_entry}"
            look = add(stream(show, entries))
            low = page.height - top - size * 0.25
            rect = f"[{x} {low:.2f} {x + wide} {low + size * 1.2:.2f}]"
            widget = add(
                f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s{len(fields)}) /F 132 "
                f"/Rect {rect} /AP << /N {look} 0 R >> >>".encode()
            )
            widgets.append(f"{widget} 0 R")
            fields.append(f"{widget} 0 R")
        crop = f"/CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] {crop} "
                f"/Rotate {page.rotate} /Contents {content} 0 R /Annots [{' '.join(widgets)}] "
                f"{fonts_entry} >>".encode()
            )
        )
    form = f"/AcroForm << /Fields [{' '.join(fields)}] /SigFlags 3 >>" if fields else ""
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {form} >>".encode()
    tree = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{tree}] /Count {len(kids)} >>".encode()
    return write_objects(objects, trailer)


def write_objects(objects: list[bytes], trailer: str = "") -> bytes:
    """Return the file of the objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)
