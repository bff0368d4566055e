"""LibreOffice as an independent witness: the words of the body, in order, numbers and bullets included.

Differences that are explained, and allowed for below: LibreOffice prints the number of a footnote within the
sentence, which this reader keeps beside it (Paragraph.notes); its text export writes every bullet as •, also
one that Word prints as a hyphen; and it keeps the no-break hyphen, a hyphen here.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from extractors.formats.docx import read_docx
from schemas.source import Block, Paragraph, SourceDocument
from schemas.text import clean
from tests.extractors.formats.docx.building import (
    lvl,
    make_docx,
    num,
    numbering,
    p,
    r,
    sdt,
    style,
    styles,
    tbl,
    tc,
    tr,
)

ROOT = Path(__file__).parents[4]
SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
# One start of LibreOffice takes seconds, a document a fraction of one.
LONGEST_SECONDS = 60

BULLETS = ("-", "–", "+", "•", "▪", "➢", "o")

BUILT = {
    "numbering": make_docx(
        p("Mục đích", ppr=num())
        + p("thứ nhất", ppr=num(1))
        + p("thứ hai", ppr=num(1))
        + tbl(tr("STT", "Việc"), tr(tc(p(ppr=num(0, 2))), "Rà soát"), tr(tc(p(ppr=num(0, 2))), "Báo cáo"))
        + p("Yêu cầu", ppr=num())
        + p("thứ ba", ppr=num(1))
        + p("chi tiết", ppr=num(2))
        + p("gạch đầu dòng", ppr=num(0, 3)),
        {
            "numbering": numbering(
                lvl(0, "%1.", "upperRoman") + lvl(1, "%2.") + lvl(2, "%3)", "lowerLetter"),
                lvl(0, "%1"),
                lvl(0, "-", "bullet"),
            )
        },
    ),
    "styles-and-lists": make_docx(
        p("Phạm vi", ppr='<w:pStyle w:val="Dieu"/>')
        + p("khoản một", ppr='<w:pStyle w:val="Khoan"/>')
        + p("khoản hai", ppr='<w:pStyle w:val="Khoan"/>')
        + p("Đối tượng", ppr='<w:pStyle w:val="Dieu"/>')
        + p("khoản một", ppr='<w:pStyle w:val="Khoan"/>'),
        {
            "styles": styles(
                style("Dieu", f"<w:pPr>{num()}</w:pPr><w:rPr><w:b/></w:rPr>"),
                style("Khoan", f"<w:pPr>{num(1)}</w:pPr>"),
            ),
            "numbering": numbering(
                lvl(0, "Điều %1.", extra='<w:pStyle w:val="Dieu"/>')
                + lvl(1, "%1.%2.", extra='<w:pStyle w:val="Khoan"/>')
            ),
        },
    ),
    "controls-and-changes": make_docx(
        sdt(p("trong ô nội dung"))
        + p("giữ ", '<w:ins w:id="1" w:author="x">' + r("thêm ") + "</w:ins>", "cuối")
        + tbl(
            tr(tc("một", tcpr='<w:gridSpan w:val="2"/>'), "hai"),
            sdt(tr("a", "b", tc("gộp", tcpr='<w:vMerge w:val="restart"/>'))),
            tr("c", sdt(tc("d")), tc(tcpr="<w:vMerge/>")),
            grid=3,
        )
        + p(
            '<w:hyperlink w:anchor="x">' + r("liên kết") + "</w:hyperlink>",
            " NĐ",
            "<w:r><w:noBreakHyphen/></w:r>",
            "CP",
        ),
    ),
}


REAL = sorted((ROOT.parent / "shared" / "real").glob("*.docx"))


def documents() -> dict[str, bytes]:
    paths = [*sorted((ROOT / "samples").glob("*.docx")), *REAL]
    return BUILT | {path.stem: path.read_bytes() for path in paths}


def cases() -> list[object]:
    real = {path.stem for path in REAL}
    return [
        pytest.param(name, marks=pytest.mark.shared) if name in real else name for name in sorted(documents())
    ]


@pytest.fixture(scope="module")
def witnessed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each document as LibreOffice prints it; one start for all."""
    folder = tmp_path_factory.mktemp("witness")
    for name, data in documents().items():
        (folder / f"{name}.docx").write_bytes(data)
    assert SOFFICE is not None
    command = [
        SOFFICE,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(folder),
        *(str(path) for path in sorted(folder.glob("*.docx"))),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        pytest.skip("LibreOffice is too slow on this machine")
    return {path.stem: path.read_text("utf-8-sig") for path in folder.glob("*.txt")}


def printed_words(source: SourceDocument) -> list[str]:
    return [word for paragraph in iter_paragraphs(source.blocks) for word in with_marks(paragraph).split()]


def iter_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from iter_paragraphs(cell.blocks)


def with_marks(paragraph: Paragraph) -> str:
    """What a paragraph prints, the marks of its notes within the text."""
    text = paragraph.text
    for note in reversed(paragraph.notes):
        text = text[: note.offset] + note.mark + text[note.offset :]
    label = "•" if paragraph.label in BULLETS else paragraph.label
    return f"{label} {text}" if label else text


@pytest.mark.parametrize("name", cases())
def test_the_words_are_those_of_libreoffice(name: str, witnessed: dict[str, str]) -> None:
    ours = printed_words(read_docx(documents()[name], name=name))
    theirs = clean(witnessed[name]).replace("\u2011", "-").split()
    assert ours == theirs
