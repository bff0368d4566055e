"""What reading a Word file costs, as ratios to work that is done beside it in the same run.

The documents are built here: plans of 8, 1,000 and 10,000 tasks, the numbers in the STT column automatic (in
the short one typed), a heading row per group merged over the table, the lead's cell merged over four rows; and
one that is written as Word saves what people have edited: texts cut into runs with long properties, marks of
sessions and of the spell checker between them.
CPU time, medians of rounds in which the ways of reading take turns; memory as the peak of a process of its own.
"""

import gc
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNITS = ("Sở Xây dựng", "Sở Nông nghiệp và Môi trường", "Phòng Kế hoạch - Tài chính", "UBND các xã, phường")
_PEAK = """
import sys
from io import BytesIO
data = open(sys.argv[1], "rb").read()
{program}
# Not ru_maxrss, which a process inherits from the one that started it.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
_OURS = "from extractors.formats.docx import read_docx; kept = read_docx(data, name='bench.docx')"
_THEIRS = (
    "import docx; word = docx.Document(BytesIO(data))\n"
    "kept = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]"
)


def build_plan(tasks: int, *, numbered: bool = True, edited: bool = False) -> bytes:
    """Build a plan with a table of this many tasks on python-docx's own template.

    Args:
        numbered: by a list style; else the numbers are typed and no style is named.
        edited: spelled as Word does after people worked on it.
    """
    import docx
    from docx.shared import Pt

    word = docx.Document()
    for index in range(12 + tasks // 25):
        run = word.add_paragraph().add_run(
            f"{index + 1}. Tổ chức triển khai thực hiện có hiệu quả các nhiệm vụ, giải pháp của kế hoạch trên địa bàn."
        )
        run.font.size = Pt(14)
    table = word.add_table(rows=1, cols=6)
    body = etree.fromstring(
        f'<w:body xmlns:w="{_W}">{"".join(_task(index, numbered) for index in range(tasks))}</w:body>'
    )
    for row in list(body):
        table._tbl.append(row)
    if edited:
        body = word.element.body
        for index, paragraph in enumerate(list(body.iter(f"{{{_W}}}p"))):
            _edit(paragraph, index)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _edit(paragraph: Any, index: int) -> None:
    """Cut the text of a paragraph into runs of a few words, each with all that Word repeats on every run."""
    paragraph.set(f"{{{_W}}}rsidR", f"00{index % 40:06X}")
    bold = paragraph.find(f".//{{{_W}}}b") is not None
    text = "".join(part.text for part in paragraph.iter(f"{{{_W}}}t"))
    for run in paragraph.findall(f"{{{_W}}}r"):
        paragraph.remove(run)
    words = text.split()
    for at in range(0, len(words), 5):
        part = " ".join(words[at : at + 5]) + ("" if at + 5 >= len(words) else " ")
        runs = etree.fromstring(
            f'<w:p xmlns:w="{_W}"><w:proofErr w:type="spellStart"/><w:r w:rsidRPr="00{at % 7:06X}"><w:rPr>'
            '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
            f'{"<w:b/>" if bold else ""}<w:color w:val="000000"/><w:sz w:val="26"/><w:szCs w:val="26"/>'
            f'<w:lang w:val="{"vi-VN" if at % 2 else "nl-NL"}"/></w:rPr><w:t xml:space="preserve">{part}</w:t></w:r>'
            "</w:p>"
        )
        paragraph.extend(list(runs))


def _task(index: int, numbered: bool) -> str:
    number = '<w:pStyle w:val="ListNumber"/>'
    first = index % 4 == 0  # groups begin with a first one: 60 is a multiple of 4
    merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    row = (
        (_cell("", ppr=number) if numbered else _cell(str(index + 1)))
        + _cell(f"Rà soát, tham mưu ban hành kế hoạch chi tiết cho nhiệm vụ thứ {index + 1} của chương trình")
        + _cell(_UNITS[index // 4 % 4] if first else "", tcpr=merge)
        + _cell(f"{_UNITS[index % 3]}; {_UNITS[3]}")
        + _cell(f"Quý {index % 4 + 1}/2026")
        + _cell("Báo cáo")
    )
    group = ""
    if index % 60 == 0:
        heading = _cell(f"Nhóm nhiệm vụ {index // 60 + 1}", tcpr='<w:gridSpan w:val="6"/>', bold=True)
        group = f"<w:tr>{heading}</w:tr>"
    return f"{group}<w:tr>{row}</w:tr>"


def _cell(text: str, *, tcpr: str = "", ppr: str = "", bold: bool = False) -> str:
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="26"/></w:rPr>'
    run = f"<w:r>{look}<w:t>{text}</w:t></w:r>" if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="1580" w:type="dxa"/>{tcpr}</w:tcPr>'
        f'<w:p><w:pPr>{ppr}<w:jc w:val="both"/></w:pPr>{run}</w:p></w:tc>'
    )


def read_ours(data: bytes) -> object:
    """Read everything: blocks, styles, numbers, merged tables."""
    from extractors.formats.docx import read_docx

    return read_docx(data, name="bench.docx")


def parse_only(data: bytes) -> object:
    """Unpack and parse the main part: the floor."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def walk_cells(data: bytes) -> object:
    """Read the cells of all tables through python-docx."""
    import docx

    word = docx.Document(BytesIO(data))
    return [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]


def read_texts(data: bytes) -> object:
    """Read the text of all paragraphs and cells through python-docx, in order: the whole of the document."""
    import docx
    from docx.table import Table

    return [
        [[cell.text for cell in row.cells] for row in block.rows] if isinstance(block, Table) else block.text
        for block in docx.Document(BytesIO(data)).iter_inner_content()
    ]


def read_theirs(data: bytes) -> object:
    """Read through python-docx what a block of ours says: the text of each paragraph and how it looks.

    Less than ours all the same: no style that a style is based on, no numbers of lists.
    """
    import docx
    from docx.table import Table

    def said(paragraph: Any) -> object:
        style, own = paragraph.style, paragraph.paragraph_format
        looks = [_effective(_LOOK, run.font, style.font) for run in paragraph.runs]
        return paragraph.text, _effective(_FORM, own, style.paragraph_format), looks

    return [
        [[said(paragraph) for paragraph in cell.paragraphs] for row in block.rows for cell in row.cells]
        if isinstance(block, Table)
        else said(block)
        for block in docx.Document(BytesIO(data)).iter_inner_content()
    ]


_LOOK = ("bold", "italic", "underline", "all_caps", "size")
_FORM = ("alignment", "left_indent", "first_line_indent", "space_before")


def _effective(names: Sequence[str], direct: object, style: object) -> list[object]:
    said = [getattr(direct, name) for name in names]
    return [getattr(style, name) if value is None else value for name, value in zip(names, said, strict=True)]


def seconds(
    data: bytes, ways: Sequence[Callable[[bytes], object]], rounds: int, in_a_row: int = 1
) -> list[float]:
    """Return the median CPU seconds of each way; they take turns, so that a slow moment hits all alike.

    Args:
        in_a_row: how often a way reads the file in each turn: short files come one after the other.
    """
    spent: list[list[float]] = [[] for _ in ways]
    for turn in range(rounds + 1):
        if turn == 1:
            gc.freeze()
        for way, times in zip(ways, spent, strict=True):
            begin = time.process_time()
            for _ in range(in_a_row):
                way(data)
            # Each way pays for its own garbage: python-docx leaves whole trees to the collector, which would
            # else come upon them in the turn of another. What was there before is frozen, as in a worker.
            gc.collect()
            if turn:  # the first round warms up imports and caches
                times.append(time.process_time() - begin)
    gc.unfreeze()
    return [statistics.median(times) for times in spent]


def peak_kib(data: bytes, program: str) -> int:
    """Return the peak memory in KiB of a process that runs the program on the data."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.docx"
        path.write_bytes(data)
        command = [sys.executable, "-c", _PEAK.format(program=program), str(path)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return name, measured ratio, comparison and target of each measure."""
    small, large = build_plan(8, numbered=False), build_plan(20 if smoke else 1000)
    huge = build_plan(100 if smoke else 10_000)
    ours, floor, theirs = seconds(large, (read_ours, parse_only, walk_cells), 1 if smoke else 7)
    ours_small, cells_small, texts_small, theirs_small = seconds(
        small, (read_ours, walk_cells, read_texts, read_theirs), 1 if smoke else 9, in_a_row=10
    )
    edited = build_plan(10 if smoke else 120, edited=True)
    ours_edited, floor_edited, theirs_edited = seconds(
        edited, (read_ours, parse_only, walk_cells), 1 if smoke else 9
    )
    memory = peak_kib(huge, _OURS) / peak_kib(huge, _THEIRS)
    return [
        ("docx, 1,000 tasks: time against unpacking and parsing alone", ours / floor, "<=", 3.5),
        ("docx, 1,000 tasks: times faster than python-docx row.cells", theirs / ours, ">=", 7.0),
        (
            "docx, 8 tasks: times faster than python-docx, text and looks",
            theirs_small / ours_small,
            ">=",
            12.0,
        ),
        (
            "docx, 8 tasks: times faster than python-docx, texts of paragraphs and cells",
            texts_small / ours_small,
            ">=",
            12.0,
        ),
        (
            "docx, 8 tasks: times faster than python-docx row.cells, no paragraph read",
            cells_small / ours_small,
            ">=",
            12.0,
        ),
        (
            "docx, 120 tasks as Word saves them: time against unpacking and parsing alone",
            ours_edited / floor_edited,
            "<=",
            3.5,
        ),
        (
            "docx, 120 tasks as Word saves them: times faster than python-docx row.cells",
            theirs_edited / ours_edited,
            ">=",
            7.0,
        ),
        ("docx, 10,000 rows: peak memory against python-docx", memory, "<=", 0.3),
    ]
