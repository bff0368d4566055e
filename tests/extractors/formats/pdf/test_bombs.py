"""Files that cost more than themselves."""

import zlib

import pytest

from extractors.formats.pdf import read_pdf
from extractors.formats.pdf.bombs import refuse_bombs
from schemas.errors import LimitError
from schemas.limits import DEFAULT_LIMITS, Limits
from tests.extractors.formats.pdf.builder import PdfPage, build_pdf


def stream(data: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj << /Filter /FlateDecode >>\nstream\n" + zlib.compress(data, 9) + b"\nendstream"


def test_a_stream_that_unpacks_a_thousandfold_is_refused() -> None:
    with pytest.raises(LimitError):
        refuse_bombs(stream(b" " * (40 * 2**20)), DEFAULT_LIMITS)


def test_a_stream_over_the_limit_of_a_part_is_refused() -> None:
    with pytest.raises(LimitError):
        refuse_bombs(stream(b"0 0 m " * 2**20), Limits(part_bytes=2**20))


def test_a_stream_packed_twice_is_refused() -> None:
    with pytest.raises(LimitError):
        refuse_bombs(b"<< /Filter [/FlateDecode /FlateDecode] >>", DEFAULT_LIMITS)


def test_page_content_passes() -> None:
    lines = "".join(f"BT {n * 7 % 500} {n * 13 % 800} Td (dòng {n}) Tj ET\n" for n in range(20_000))
    refuse_bombs(stream(lines.encode()), DEFAULT_LIMITS)
    refuse_bombs(stream(b"\0" * 500_000), DEFAULT_LIMITS)


def test_a_page_of_very_many_rules_and_lines_ends() -> None:
    page = PdfPage(height=9000)
    for n in range(900):
        page.text(85, 20 + 9 * n, f"{n} trong số rất nhiều dòng", size=8).line(10 + n % 7, 9 * n, 580, 9 * n)
        page.line(n / 2, 0, n / 2, 8000)
    assert read_pdf(build_pdf(page), name="plan.pdf").pages[0].height == 9000
