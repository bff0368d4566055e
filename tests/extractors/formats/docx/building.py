"""Word files made from a few words of markup, so that a case fits on a few lines."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from extractors.formats.docx import read_docx
from schemas.source import Paragraph, SourceDocument, Table

OPEN = "http://schemas.openxmlformats.org/"
NAMESPACES = {
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w": OPEN + "wordprocessingml/2006/main",
    "r": OPEN + "officeDocument/2006/relationships",
    "mc": OPEN + "markup-compatibility/2006",
    "m": OPEN + "officeDocument/2006/math",
    "wp": OPEN + "drawingml/2006/wordprocessingDrawing",
    "a": OPEN + "drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELS = OPEN + "officeDocument/2006/relationships/"


def p(*content: str, ppr: str = "") -> str:
    """A paragraph of runs; what does not begin with `<` is a run of this text."""
    runs = "".join(part if part.startswith("<") else r(part) for part in content)
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{runs}</w:p>"


def r(text: str, rpr: str = "") -> str:
    """A run; its text keeps its blanks."""
    properties = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*blocks: str, tcpr: str = "") -> str:
    """A cell of blocks; what does not begin with `<` is a paragraph of this text."""
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc>{f'<w:tcPr>{tcpr}</w:tcPr>' if tcpr else ''}{inner}</w:tc>"


def tr(*cells: str, trpr: str = "") -> str:
    """A row; what does not begin with `<` is a cell of this text."""
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{trpr}</w:trPr>' if trpr else ''}{inner}</w:tr>"


def tbl(*rows: str, grid: int = 0) -> str:
    """A table; every column of its grid is one inch wide."""
    columns = '<w:gridCol w:w="1440"/>' * grid
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def sdt(*content: str) -> str:
    """A content control around this content."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{"".join(content)}</w:sdtContent></w:sdt>'
    )


def num(level: int = 0, list_id: int = 1) -> str:
    """The properties of a paragraph that is in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def lvl(index: int, text: str, format: str = "decimal", extra: str = "", start: int = 1) -> str:
    """A level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*definitions: str, nums: str | None = None) -> str:
    """A numbering part; list 1 uses the first definition, list 2 the second unless nums says otherwise."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>'
        for index, levels in enumerate(definitions)
    )
    if nums is None:
        nums = "".join(
            f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>'
            for index in range(len(definitions))
        )
    return f"<w:numbering {XMLNS}>{abstract}{nums}</w:numbering>"


def styles(*definitions: str, rpr: str = "", ppr: str = "") -> str:
    """A styles part with these document defaults."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{rpr}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{ppr}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    return f"<w:styles {XMLNS}>{defaults}{''.join(definitions)}</w:styles>"


def style(
    name: str, content: str = "", *, kind: str = "paragraph", based_on: str = "", default: str = ""
) -> str:
    """A style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = f' w:default="{default}"' if default else ""
    return f'<w:style w:type="{kind}"{first} w:styleId="{name}"><w:name w:val="{name}"/>{base}{content}</w:style>'


def document_xml(body: str) -> str:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{declaration}\n<w:document {XMLNS}><w:body>{body}</w:body></w:document>"


def make_docx(
    body: str, parts: Mapping[str, str | bytes] | None = None, *, main: str = "word/document.xml"
) -> bytes:
    """Build a Word file of the content of its body; parts are named by what the document calls them:
    `styles`, `numbering`, `footnotes`, `header1` and so on, or by a path with a full stop in it.
    """
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{MAIN_TYPE}"/></Types>'
        ),
        "_rels/.rels": relationships({"rId1": ("officeDocument", main)}),
        main: document_xml(body),
    }
    folder, name = main.rsplit("/", 1)
    references: dict[str, tuple[str, str]] = {}
    for part, content in (parts or {}).items():
        if "." in part:
            members[part] = content
            continue
        references[part] = (part.rstrip("0123456789"), f"{part}.xml")
        members[f"{folder}/{part}.xml"] = content
    members.setdefault(f"{folder}/_rels/{name}.rels", relationships(references))
    return make_zip(members)


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{rel_id}" Type="{RELS}{kind}" Target="{target}"/>'
        for rel_id, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{OPEN}package/2006/relationships">{items}</Relationships>'


def make_zip(members: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(body: str, **parts: str) -> SourceDocument:
    """Read a document of this body and these parts."""
    return read_docx(make_docx(body, parts), name="made.docx")


def texts(source: SourceDocument) -> list[str]:
    """What the paragraphs and tables of a document print, one line a paragraph or row."""
    lines: list[str] = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.printed.strip())
        else:
            lines.extend(rows(block))
    return lines


def rows(table: Table) -> list[str]:
    """The rows of a table, cells between bars; a merged cell is written at its top left, `^` and `<` after it."""
    lines = []
    for row_index, row in enumerate(table.grid()):
        parts = []
        for col_index, cell in enumerate(row):
            if cell is None:
                parts.append("")
            elif (cell.row, cell.col) == (row_index, col_index):
                parts.append(cell.text)
            else:
                parts.append("^" if cell.row < row_index else "<")
        lines.append("|".join(parts))
    return lines


def first_table(source: SourceDocument) -> Table:
    return next(source.tables())


def paragraph(source: SourceDocument, index: int = 0) -> Paragraph:
    return list(source.paragraphs())[index]
