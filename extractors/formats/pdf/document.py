"""PDF bytes to the common document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.bombs import refuse_bombs
from extractors.formats.pdf.flow import to_blocks
from extractors.formats.pdf.footnotes import go_on
from extractors.formats.pdf.furniture import find_furniture
from extractors.formats.pdf.ink import Ink
from extractors.formats.pdf.page_text import PageText, read_page_texts
from extractors.formats.pdf.scanning import scan
from extractors.formats.pdf.second_path import is_unsure, scan_slowly
from extractors.formats.pdf.signatures import read_signatures
from schemas.diagnostics import Diagnostic
from schemas.errors import LimitError, NoTextError, UnreadableSourceError
from schemas.limits import DEFAULT_LIMITS, Limits
from schemas.location import Location
from schemas.source import Page, Paragraph, SourceDocument


def read_pdf(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read a PDF file into the common document.

    Raises:
        EncryptedSourceError: a user password is needed.
        LimitError: more bytes, pages, characters or larger pages than the limits allow.
        NoTextError: no page has usable text.
        UnreadableSourceError: no page can be read, not even by repairing the file.
    """
    if len(data) > limits.file_bytes:
        raise LimitError(found=f"{len(data)} bytes", limit=limits.file_bytes)
    refuse_bombs(data, limits)
    diagnostics: list[Diagnostic] = []
    with pdfium.open_document(data) as document:
        count = pdfium.page_count(document)
        if count < 1:
            raise UnreadableSourceError(found="no pages of a PDF")
        if count > limits.pages:
            raise LimitError(found=f"{count} pages", limit=limits.pages)
        if not pdfium.has_valid_xref(document):
            diagnostics.append(Diagnostic.of("pdf-repaired"))
        signatures = read_signatures(document, data)  # flattening the pages would take their fields away
        pages = _whole_notes(list(read_page_texts(_scan(document, data, count, limits))))
        attachments = pdfium.attachment_names(document)
    if not any(page.text != "none" and (page.pieces or page.tables) for page in pages):
        raise NoTextError(pages=count)
    diagnostics += _page_diagnostics(pages)
    furniture = find_furniture(pages)
    encodings = sorted({page.encoding for page in pages if page.encoding})
    return SourceDocument(
        format="pdf",
        name=name,
        blocks=to_blocks(pages, furniture),
        pages=tuple(Page(page.number, page.width, page.height, page.reader, page.text) for page in pages),
        furniture=tuple(_furniture(pages, furniture)),
        signatures=signatures,
        attachments=attachments,
        text_origin=_origin(pages),
        encoding=encodings[0] if encodings else None,
        diagnostics=tuple(diagnostics),
    )


def count_pages(data: bytes, limits: Limits = DEFAULT_LIMITS) -> int:
    """Return how many pages a PDF file has, without reading any.

    Raises:
        KehoachError: as read_pdf, where the file cannot be opened.
    """
    refuse_bombs(data, limits)
    with pdfium.open_document(data) as document:
        return int(pdfium.page_count(document))


def _scan(document: int, data: bytes, count: int, limits: Limits) -> Iterator[Ink]:
    """Yield the ink of the pages, by the second path where the first is unsure and the second finds text."""
    for index, ink in enumerate(scan(document, range(count), limits)):
        yield (scan_slowly(data, index) or ink) if is_unsure(ink) else ink


def _whole_notes(pages: list[PageText]) -> list[PageText]:
    """Return the pages with footnotes whole that go on at the foot of the next page."""
    for index, page in enumerate(pages):
        if page.note_rest and index:
            before = pages[index - 1]
            pages[index - 1] = replace(before, pieces=tuple(go_on(before.pieces, page.note_rest)))
    return pages


def _origin(pages: Sequence[PageText]) -> Literal["digital", "ocr", "mixed"]:
    kinds = {page.text for page in pages} - {"none"}
    return "mixed" if len(kinds) > 1 else "ocr" if kinds == {"ocr"} else "digital"


def _page_diagnostics(pages: Sequence[PageText]) -> Iterator[Diagnostic]:
    for page in pages:
        here = Location(page=page.number)
        if page.text == "none" and not page.blank:
            yield Diagnostic.of("page-needs-ocr", here, page=page.number)
        if page.reader == "pdfplumber":
            yield Diagnostic.of("page-read-slowly", here, page=page.number)
    encoding = next((page.encoding for page in pages if page.encoding), None)
    if encoding:
        yield Diagnostic.of("encoding-converted", encoding=encoding)


def _furniture(pages: Sequence[PageText], dropped: Sequence[frozenset[int]]) -> Iterator[Paragraph]:
    """Yield what stands beside the body, page by page: running heads, page numbers, stamps, turned text."""
    for page, indices in zip(pages, dropped, strict=True):
        location = Location(page=page.number)
        for line in (*(page.pieces[index] for index in sorted(indices)), *page.marks, *page.turned):
            yield Paragraph(line.text, location=location)
