"""What a long file costs: time and memory in step with its pages."""

import sys

import pytest

from extractors.formats.pdf import read_pdf
from tests.bench.pdf_reading import cpu_seconds, made_pdf, peak_mib

FEW, MANY = 500, 4000
ROOM = 1.5  # a machine's other work shows in the measure


def read(data: bytes) -> None:
    read_pdf(data, name="made.pdf")


@pytest.mark.soak
def test_time_grows_with_the_pages() -> None:
    read(made_pdf(20))
    a_page_of_few, a_page_of_many = (cpu_seconds(read, made_pdf(pages)) / pages for pages in (FEW, MANY))
    assert a_page_of_many < ROOM * a_page_of_few


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_memory_grows_with_what_is_read_alone() -> None:
    few, some, many = (peak_mib(pages) for pages in (FEW, MANY // 2, MANY))
    assert (many - some) / (MANY - MANY // 2) < ROOM * (some - few) / (MANY // 2 - FEW)
