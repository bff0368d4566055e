"""Make plan.docx and plan.pdf, an invented plan, with python-docx and LibreOffice: `python make.py`."""

import subprocess
import tempfile
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
FONT = "Liberation Serif"
WIDTHS = (1.2, 10.5, 3.6, 4.4, 3.0, 3.2)  # cm
HEADER = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Sản phẩm")
GROUPS = ("I. Cải cách thể chế", "II. Cải cách thủ tục hành chính", "III. Chuyển đổi số")
DEADLINES = ("Thường xuyên", "Trước ngày 31/12/2027", "Quý III/2027", "Tháng 6/2027", "Hằng năm")
OFFICES = ("Văn phòng Sở", "Phòng Quản lý xây dựng", "Thanh tra Sở", "Phòng Hạ tầng kỹ thuật")
VERBS = ("Rà soát", "Tham mưu ban hành", "Kiểm tra", "Tổng hợp", "Hướng dẫn các đơn vị về")
THINGS = (
    "quy trình giải quyết hồ sơ cấp phép xây dựng theo hướng rút ngắn thời gian, giảm giấy tờ phải nộp",
    "danh mục thủ tục hành chính thuộc thẩm quyền giải quyết và công khai tại bộ phận một cửa",
    "việc số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực, bảo đảm kết nối với kho dữ liệu chung",
    "kết quả khảo sát sự hài lòng của người dân, doanh nghiệp đối với dịch vụ công do Sở cung cấp",
)
SENTENCES = (
    "Nâng cao trách nhiệm của người đứng đầu các phòng, đơn vị trong chỉ đạo và tổ chức thực hiện nhiệm vụ được "
    "giao; bảo đảm mỗi nhiệm vụ có một đơn vị chịu trách nhiệm chính, có thời hạn và kết quả cụ thể.",
    "Các phòng, đơn vị chủ động phối hợp, kịp thời báo cáo Giám đốc Sở những khó khăn, vướng mắc phát sinh trong "
    "quá trình thực hiện để được xem xét, giải quyết theo quy định.",
    "Việc triển khai phải thiết thực, tiết kiệm, tránh hình thức; lấy mức độ hài lòng của người dân và doanh "
    "nghiệp làm thước đo kết quả thực hiện.",
)


def letterhead(word: docx.document.Document) -> None:
    """Add the borderless table of the header."""
    table = word.add_table(2, 2)
    table.autofit = False
    texts = (
        ("UBND TỈNH AN BÌNH\nSỞ XÂY DỰNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số: 15/KH-SXD", "An Bình, ngày 05 tháng 02 năm 2027"),
    )
    for row, pair in zip(table.rows, texts, strict=True):
        for cell, text, width in zip(row.cells, pair, (6.5, 10.0), strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            run.font.size = Pt(12)
            run.bold = row is table.rows[0] or "\n" in text
            run.italic = text.startswith("An Bình")


def body(word: docx.document.Document) -> None:
    """Add title and sections."""
    for text in ("KẾ HOẠCH", "Cải cách hành chính năm 2027 của Sở Xây dựng"):
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    for section, title in enumerate(("I. MỤC ĐÍCH, YÊU CẦU", "II. NỘI DUNG", "III. TỔ CHỨC THỰC HIỆN")):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        paragraph.add_run(title).bold = True
        for number in range(1, 7):
            paragraph = word.add_paragraph(f"{number}. " + SENTENCES[(section + number) % len(SENTENCES)])
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
            paragraph.paragraph_format.space_after = Pt(6)
    table = word.add_table(1, 2)
    table.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Các phòng, đơn vị thuộc Sở;\n- Lưu: VT, VP."
    table.cell(0, 1).text = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\n\nTrần Thị Bình"
    table.cell(0, 1).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def appendix(word: docx.document.Document, tasks: int = 36) -> None:
    """Add the task table on landscape pages, with group rows, merged cells and a repeated header."""
    section = word.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("PHỤ LỤC").bold = True
    table = word.add_table(1, len(HEADER))
    table.style = "Table Grid"
    table.autofit = False
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    fill(table.rows[0].cells, HEADER)
    for group, title in enumerate(GROUPS):
        cells = table.add_row().cells
        cells[0].merge(cells[-1])
        fill(cells[:1], (title,))
        rows = []
        for number in range(1, tasks // len(GROUPS) + 1):
            row = table.add_row().cells
            thing = THINGS[(number + group) % len(THINGS)]
            texts = (
                str(number),
                f"{VERBS[number % len(VERBS)]} {thing}.",
                "" if number % 4 else OFFICES[group],
                "Các phòng, đơn vị thuộc Sở có liên quan",
                DEADLINES[number % len(DEADLINES)],
                "Báo cáo kết quả",
            )
            fill(row, texts)
            rows.append(row)
        for first in range(0, len(rows), 4):
            last = min(first + 2, len(rows) - 1)
            fill((rows[first][2].merge(rows[last][2]),), (OFFICES[(group + first) % len(OFFICES)],))


def fill(cells, texts) -> None:  # type: ignore[no-untyped-def]
    """Write a row in small letters."""
    for cell, text, width in zip(cells, texts, WIDTHS, strict=False):
        if len(texts) > 1:
            cell.width = Cm(width)
        cell.text = text
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(11)


def main() -> None:
    """Write both files beside this script."""
    word = docx.Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(word.sections[0], side, Cm(2.5 if side == "left_margin" else 2))
    letterhead(word)
    body(word)
    appendix(word)
    word.save(str(HERE / "plan.docx"))
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(HERE), str(HERE / "plan.docx")], check=True)


if __name__ == "__main__":
    main()
