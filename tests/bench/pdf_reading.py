"""How fast PDF pages are read, beside PDFium's own text loop and pdfplumber, in one run."""

import ctypes
import gc
import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

PAGES = 94
FEW_PAGES = 15
SLOW_PAGES = 6  # pages that the slow reference reads in a round
ROUNDS = 9
REAL = Path(__file__).parents[2] / "../shared/real"

PLAN = Path(__file__).parents[1] / "extractors/formats/pdf/files/plan.pdf"

Figure = tuple[str, float, str, float]


def made_pdf(pages: int) -> bytes:
    """Return a file of so many pages: those of an invented plan, over and over."""
    from pypdf import PdfReader, PdfWriter

    source = PdfReader(PLAN).pages
    writer = PdfWriter()
    for number in range(pages):
        writer.add_page(source[number % len(source)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def raw_text(data: bytes) -> int:
    """Read the text of every page as PDFium gives it: the floor."""
    import pypdfium2.raw as pdfium

    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for index in range(count := pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text_page = pdfium.FPDFText_LoadPage(page)
        length = pdfium.FPDFText_CountChars(text_page)
        buffer = (ctypes.c_ushort * (length + 1))()
        pdfium.FPDFText_GetText(text_page, 0, length, buffer)
        bytes(buffer).decode("utf-16-le", "replace")
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return count


def text_and_cells(data: bytes) -> None:
    """Read lines and table cells of every page."""
    from extractors.formats.pdf import pdfium
    from extractors.formats.pdf.page_text import read_page_texts
    from extractors.formats.pdf.scanning import scan
    from schemas.limits import DEFAULT_LIMITS

    with pdfium.open_document(data) as document:
        for _ in read_page_texts(scan(document, range(pdfium.page_count(document)), DEFAULT_LIMITS)):
            pass


def whole_document(data: bytes) -> None:
    """Read the common document."""
    from extractors.formats.pdf import read_pdf

    read_pdf(data, name="made.pdf")


def pdfplumber_text_and_tables(data: bytes) -> None:
    """Read text and tables of every page as pdfplumber does."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def cpu_seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """Return the CPU time of one run."""
    gc.collect()
    start = time.process_time()
    work(data)
    return time.process_time() - start


def peak_mib(pages: int) -> float:
    """Return the peak memory of a process that reads a file of so many pages."""
    code = (
        "from tests.bench.pdf_reading import made_pdf, whole_document; "
        f"whole_document(made_pdf({pages})); "
        # Not ru_maxrss, which a process inherits from the one that started it.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout) / 1024


def slow_share() -> float:
    """Return the share of the real documents' pages that the second path reads; 0 where there are none."""
    from extractors.formats.pdf import read_pdf
    from schemas.errors import NoTextError

    readers: list[str] = []
    for path in sorted(REAL.glob("*.pdf")) if REAL.exists() else ():
        try:
            readers += (page.reader for page in read_pdf(path.read_bytes(), name=path.name).pages)
        except NoTextError:
            continue
    return readers.count("pdfplumber") / len(readers) if readers else 0.0


def figures(*, smoke: bool = False) -> list[Figure]:
    """Return name, measured ratio, comparison sign and target of every figure; medians of CPU time."""
    pages, few_pages = (4, 2) if smoke else (PAGES, FEW_PAGES)
    data, few = made_pdf(pages), made_pdf(min(pages, SLOW_PAGES))
    for work in (raw_text, text_and_cells, whole_document):
        work(few)  # imports and first calls are not the page's cost
    rounds = [
        (
            cpu_seconds(raw_text, data),
            cpu_seconds(text_and_cells, data),
            cpu_seconds(whole_document, data),
            cpu_seconds(raw_text, data),  # again: what else the machine does changes by the second
            cpu_seconds(text_and_cells, few),
            cpu_seconds(pdfplumber_text_and_tables, few),
        )
        for _ in range(1 if smoke else ROUNDS)
    ]
    cells_to_raw = median(2 * cells / (before + after) for before, cells, _, after, *_ in rounds)
    whole_to_raw = median(2 * whole / (before + after) for before, _, whole, after, *_ in rounds)
    faster = median(reference / cells for *_, cells, reference in rounds)
    return [
        (f"pdf: text and cells of {pages} pages to PDFium's raw text", cells_to_raw, "<=", 3.0),
        (f"pdf: the common document of {pages} pages to PDFium's raw text", whole_to_raw, "<=", 4.0),
        ("pdf: pdfplumber's text and tables to text and cells", faster, ">=", 20.0),
        (
            f"pdf: peak memory at {pages} pages to {few_pages}",
            peak_mib(pages) / peak_mib(few_pages),
            "<=",
            1.10,
        ),
        ("pdf: share of real pages read by the second path", 0.0 if smoke else slow_share(), "<=", 0.05),
    ]
