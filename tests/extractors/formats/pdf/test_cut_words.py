"""Words that a narrow cell cut, through whole files."""

import pytest

from extractors.formats.pdf import read_pdf
from tests.extractors.formats.pdf.builder import PdfPage, build_pdf


def cell_text(*lines: str, width: float) -> str:
    """Return what is read of a cell of a width (points) with lines of letters 5.5 points wide."""
    page = PdfPage().grid([85, 85 + width, 400], [100, 200])
    for number, line in enumerate(lines):
        page.text(88, 115 + 15 * number, line, size=11)
    page.text(88 + width, 115, "Rà soát quy trình", size=11)
    (table,) = read_pdf(build_pdf(page), name="plan.pdf").tables()
    return table.cells[0].text


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        (("Phòn", "g"), 32, "Phòng"),
        (("tr", "ườ", "ng"), 21, "trường"),
        (("ng", "hi", "ên", "g"), 21, "nghiêng"),
        (("31/", "12"), 25, "31/12"),
        (("Sở", "Y", "tế"), 21, "Sở Y tế"),
        (("Sở", "An", "ni", "nh"), 21, "Sở An ninh"),
    ],
)
def test_parts_of_a_word_are_joined_and_words_are_not(
    lines: tuple[str, ...], width: float, text: str
) -> None:
    assert " ".join(cell_text(*lines, width=width).split()) == text
