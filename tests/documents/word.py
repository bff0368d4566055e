"""Sets a description as a Word file, in the page layout that Decree 30/2020/NĐ-CP prescribes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tests.documents.model import (
    LEFT,
    UP,
    AppendixDescription,
    Group,
    Heading,
    Letterhead,
    PlanDescription,
    Recipients,
    Row,
    SignatureDescription,
    Statement,
    TableDescription,
    punctuated,
)

CENTRE, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT_ALIGNED = WD_ALIGN_PARAGRAPH.LEFT
NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
BLANK = " " * 7
TEXT_WIDTH_CM = 16.5


def word_bytes(plan: PlanDescription) -> bytes:
    """Return the description as the bytes of a .docx file; the same description gives the same bytes."""
    word = docx.Document()
    _page_setup(word)
    numbering = _Numbering(word)
    _document(word, plan, numbering)
    if plan.attached is not None:
        word.add_page_break()
        _document(word, plan.attached, numbering, attached=True)
    return _reproducible(word)


def _page_setup(word: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def _document(
    word: Document, plan: PlanDescription, numbering: "_Numbering", *, attached: bool = False
) -> None:
    if not attached:
        _letterhead(word, plan.letterhead)
    _paragraph(word, "")
    _paragraph(word, plan.kind, bold=True, align=CENTRE)
    for line in plan.title:
        _paragraph(word, line, bold=True, align=CENTRE)
    if plan.reference:
        _paragraph(word, plan.reference, italic=True, align=CENTRE)
    _paragraph(word, "")
    for basis in plan.bases:
        _paragraph(word, basis.text, italic=True, align=BOTH, indent=1.27, space=6)
    for text in plan.preamble:
        _paragraph(word, text, align=BOTH, indent=1.27, space=6)
    _body(word, plan, numbering)
    _closing(word, plan.recipients, plan.signature)
    for appendix in plan.appendices:
        _appendix(word, appendix, numbering)


def _paragraph(
    place: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Any = LEFT_ALIGNED,
    indent: float = 0.0,
    size: float = 14,
    space: float = 0,
) -> Paragraph:
    paragraph: Paragraph = place.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.first_line_indent = Cm(indent)
    paragraph.paragraph_format.space_before = Pt(space)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _fill(
    cell: _Cell, lines: Sequence[tuple[str, bool, bool]], size: float = 13, align: Any = CENTRE
) -> None:
    """Fill a cell with (text, bold, italic) lines, one paragraph each."""
    for index, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _layout_table(word: Document, rows: int, widths: Sequence[float]) -> Table:
    table = word.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_widths(table, widths)
    return table


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """Set column widths in centimetres, in the grid (LibreOffice) and in every cell (Word)."""
    for index, width in enumerate(widths):
        table.columns[index].width = Cm(width)


def code_line(head: Letterhead) -> str:
    """Return the printed number line: `Số: 05/KH-SXD`, blank where there is no number."""
    number = BLANK if head.number is None else f"{head.number:0{head.padded}d}"
    if head.layout == "party":
        kind, body = head.symbol.split("/")
        return f"Số {number}-{kind}/{body}"
    return f"Số: {number}/{head.symbol}"


def date_line(head: Letterhead) -> str:
    """Return the printed place and date, blanks where day or month are left open."""
    day = BLANK if head.day is None else f"{head.day:02d}"
    month = BLANK if head.month is None else f"{head.month:02d}" if head.month < 3 else f"{head.month}"
    return f"{head.place}, ngày {day} tháng {month} năm {head.year}"


def agency_lines(head: Letterhead) -> list[tuple[str, bool, bool]]:
    """Return the left column's (text, bold, italic) lines above the number."""
    return [(line, False, False) for line in head.parent] + [(line, True, False) for line in head.issuer]


def national_lines(head: Letterhead) -> list[tuple[str, bool, bool]]:
    """Return the right column's lines above the date."""
    if head.layout == "party":
        return [(PARTY, True, False)]
    return [(NATIONAL, True, False), (MOTTO, True, False)]


def _letterhead(word: Document, head: Letterhead) -> None:
    code, day = (code_line(head), False, False), (date_line(head), False, True)
    marks = [(mark, True, False) for mark in head.marks]
    if head.layout == "bare":
        _paragraph(word, code[0])
        _paragraph(word, day[0], italic=True, align=RIGHT)
        return
    if head.layout == "paragraphs":
        for text, bold, _ in (*agency_lines(head), *national_lines(head)):
            _paragraph(word, text, bold=bold, align=CENTRE, size=13)
        _paragraph(word, code[0], align=CENTRE, size=13)
        _paragraph(word, day[0], italic=True, align=CENTRE, size=13)
        return
    if head.layout == "one-row":
        table = _layout_table(word, 1, (6.3, 10.7))
        _fill(table.cell(0, 0), [*agency_lines(head), code, *marks])
        _fill(table.cell(0, 1), [*national_lines(head), day])
        return
    middle = head.layout == "spacer"
    table = _layout_table(word, 3 if middle else 2, (6.0, 0.4, 10.6) if middle else (6.3, 10.7))
    last = 2 if middle else 1
    _fill(table.cell(0, 0), agency_lines(head))
    _fill(table.cell(0, last), national_lines(head))
    bottom = 2 if middle else 1
    _fill(table.cell(bottom, 0), [code, *marks])
    _fill(table.cell(bottom, last), [day])


def _body(word: Document, plan: PlanDescription, numbering: "_Numbering") -> None:
    run_in: Paragraph | None = None
    for block in plan.body:
        if isinstance(block, TableDescription):
            _task_table(word, block, numbering)
            continue
        label = punctuated(block.label) + " " if block.label and not block.auto else ""
        if isinstance(block, Heading):
            text = block.text + (":" if block.run_in else "")
            align, indent = (CENTRE, 0.0) if block.centred else (BOTH, 1.27)
            paragraph = _paragraph(word, label + text, bold=block.bold, align=align, indent=indent, space=6)
            run_in = paragraph if block.run_in else None
        elif run_in is not None and not block.label:
            run = run_in.add_run(f" {block.text}")
            run.bold, run.font.size = False, Pt(14)
            run_in = None
            continue
        else:
            paragraph = _paragraph(
                word, label + block.text, italic=block.italic, align=BOTH, indent=1.27, space=6
            )
        if block.auto and block.label:
            numbering.number(paragraph, block.label)


def _closing(word: Document, recipients: Recipients | None, signature: SignatureDescription) -> None:
    _paragraph(word, "")
    left = _recipient_lines(recipients)
    right = [(line, True, False) for line in signature.lines]
    name = [("", False, False)] * 3 + ([(signature.name, True, False)] if signature.name else [])
    if signature.layout == "paragraphs":
        for text, bold, italic in left:
            _paragraph(word, text, bold=bold, italic=italic, size=12 if bold else 11)
        for text, bold, _ in (*right, *name):
            _paragraph(word, text, bold=bold, align=RIGHT)
        return
    spacer = signature.layout == "spacer"
    rows = 2 if signature.layout == "rows" else 1
    table = _layout_table(word, rows, (8.0, 0.5, 8.0) if spacer else (8.5, 8.0))
    last = 2 if spacer else 1
    top = table.cell(0, 0)
    if rows == 2:
        top = top.merge(table.cell(1, 0))
        _fill(table.cell(0, last), right, 14)
        _fill(table.cell(1, last), name, 14)
    else:
        _fill(table.cell(0, last), [*right, *name], 14)
    _fill(top, left, 11, LEFT_ALIGNED)


def _recipient_lines(recipients: Recipients | None) -> list[tuple[str, bool, bool]]:
    if recipients is None:
        return []
    lines = [f"- {text}" + (f" ({code});" if code else ";") for text, code in recipients.lines]
    lines.append(f"- Lưu: {recipients.archive}.")
    return [("Nơi nhận:", True, True), *((line, False, False) for line in lines)]


def _appendix(word: Document, appendix: AppendixDescription, numbering: "_Numbering") -> None:
    section = word.add_section()
    wide = appendix.landscape
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    _paragraph(word, appendix.label, bold=True, align=CENTRE)
    _paragraph(word, appendix.title, bold=True, align=CENTRE)
    if appendix.reference:
        _paragraph(word, appendix.reference, italic=True, align=CENTRE)
    _paragraph(word, "")
    for block in appendix.blocks:
        if isinstance(block, Statement):
            _paragraph(word, block.text, align=BOTH, indent=1.27, space=6)
        else:
            _task_table(word, block, numbering)


def header_rows(table: TableDescription) -> list[list[str]]:
    """Return the header's rows with UP and LEFT marks where cells are merged."""
    if not any(column.under for column in table.columns):
        return [[column.header for column in table.columns]]
    upper: list[str] = []
    for index, column in enumerate(table.columns):
        shared = column.under is not None and index and table.columns[index - 1].under == column.under
        upper.append(LEFT if shared else column.under or column.header)
    return [upper, [column.header if column.under else UP for column in table.columns]]


def grid_rows(table: TableDescription) -> list[list[str]]:
    """Return all rows as texts with UP and LEFT marks, the header first."""
    rows = header_rows(table)
    keys = [column.key for column in table.columns]
    for row in table.rows:
        if isinstance(row, Group) and row.spread:
            text = f"{punctuated(row.label)} {row.text}" if row.label else row.text
            rows.append([text] + [LEFT] * (len(keys) - 1))
        elif isinstance(row, Group):
            cells = {"stt": punctuated(row.label) if row.label else "", "task": row.text, **row.cells}
            rows.append([cells.get(key, "") for key in keys])
        else:
            rows.append([row.cells.get(key, "") for key in keys])
    return rows


def _task_table(word: Document, described: TableDescription, numbering: "_Numbering") -> None:
    rows = grid_rows(described)
    n_header = len(header_rows(described))
    table = word.add_table(len(rows), len(described.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _set_widths(table, [column.width for column in described.columns])
    counter = numbering.new_list() if described.auto_stt else None
    cells = [list(row.cells) for row in table.rows]
    for r, texts in enumerate(rows):
        task_row = r >= n_header and isinstance(described.rows[r - n_header], Row)
        for c, text in enumerate(texts):
            column, cell = described.columns[c], cells[r][c]
            if text in (UP, LEFT):
                continue
            plain = task_row and column.role not in ("stt", "deadline")
            lines = [(line, not task_row, False) for line in text.split("\n")]
            if task_row and column.role == "stt" and counter is not None:
                numbering.count(cell.paragraphs[0], counter)
                continue
            _fill(cell, lines, 12, BOTH if plain else CENTRE)
    _merge(cells, rows)
    if described.repeat_header:
        for row in table.rows[:n_header]:
            mark = OxmlElement("w:tblHeader")
            row._tr.get_or_add_trPr().append(mark)
    word.add_paragraph()


def _merge(cells: list[list[_Cell]], rows: list[list[str]]) -> None:
    """Merge the cells that the marks join: first along rows, then down columns."""
    for r, texts in enumerate(rows):
        start = 0
        for c in range(1, len(texts) + 1):
            if c == len(texts) or texts[c] != LEFT:
                if c - start > 1:
                    cells[r][start].merge(cells[r][c - 1])
                start = c
    for c in range(len(rows[0])):
        start = 0
        for r in range(1, len(rows) + 1):
            if r == len(rows) or rows[r][c] != UP:
                if r - start > 1:
                    _merge_down([row[c] for row in cells[start:r]])
                start = r


def _merge_down(cells: list[_Cell]) -> None:
    # Set directly: python-docx's own merge walks the whole grid for every call.
    for index, cell in enumerate(cells):
        mark = OxmlElement("w:vMerge")
        if index == 0:
            mark.set(qn("w:val"), "restart")
        cell._tc.get_or_add_tcPr().append(mark)


class _Numbering:
    """Automatic numbers: one list definition per kind of label, continued or restarted as the labels say."""

    _FORMATS = (("upperRoman", "%1."), ("decimal", "%1."), ("lowerLetter", "%1)"), ("bullet", "-"))

    def __init__(self, word: Document) -> None:
        self._part = word.part.numbering_part.element
        self._abstract: dict[str, int] = {}
        self._last: dict[str, tuple[int, str]] = {}
        self._next_num = 1000

    def number(self, paragraph: Paragraph, label: str) -> None:
        """Number a paragraph so that Word shows this label; a first label starts a new list."""
        kind = "bullet" if label == "-" else self._kind(label)
        first = label in ("I", "1", "a")
        if kind not in self._last or first:
            self._last[kind] = (self._instance(kind), label)
        self._apply(paragraph, self._last[kind][0])

    def new_list(self) -> int:
        """Return a list that counts 1, 2, 3 anew, without a full stop."""
        return self._instance("count")

    def count(self, paragraph: Paragraph, instance: int) -> None:
        """Give a paragraph the next number of a list."""
        paragraph.alignment = CENTRE
        self._apply(paragraph, instance)

    @staticmethod
    def _kind(label: str) -> str:
        if label.isdigit():
            return "decimal"
        return "lowerLetter" if label.islower() else "upperRoman"

    def _instance(self, kind: str) -> int:
        if kind not in self._abstract:
            self._abstract[kind] = self._define(kind)
        self._next_num += 1
        num = parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{self._next_num}">'
            f'<w:abstractNumId w:val="{self._abstract[kind]}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        self._part.append(num)
        return self._next_num

    def _define(self, kind: str) -> int:
        formats = {**dict(self._FORMATS), "count": "%1"}
        number = 900 + len(self._abstract)
        style = "decimal" if kind == "count" else kind
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{formats[kind]}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        )
        self._part.insert(len(self._part.findall(qn("w:abstractNum"))), abstract)
        return number

    def _apply(self, paragraph: Paragraph, instance: int) -> None:
        properties = paragraph._p.get_or_add_pPr()
        mark = parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{instance}"/></w:numPr>'
        )
        properties._insert_numPr(mark)


def _reproducible(word: Document) -> bytes:
    """Return the file's bytes without the time of making."""
    fixed = datetime(2025, 1, 1)
    word.core_properties.created = word.core_properties.modified = fixed
    word.core_properties.author = word.core_properties.last_modified_by = "kehoach"
    made = io.BytesIO()
    word.save(made)
    again = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return again.getvalue()
