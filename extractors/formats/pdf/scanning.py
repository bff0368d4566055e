"""The pages of an open PDF document to their ink."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.characters import OpenPage, read_characters
from extractors.formats.pdf.frames import Frame, PageBox
from extractors.formats.pdf.ink import NO_CHARACTERS, Ink
from extractors.formats.pdf.rules import as_seen, read_pieces
from extractors.formats.pdf.stamps import Box, settle_stamps
from schemas.errors import LimitError
from schemas.limits import Limits

# What is held open at a time, at most: pages that hold little are read sooner together.
MOST_PAGES, MOST_CHARACTERS, MOST_OBJECTS = 8, 8192, 8192
_NORMAL_DISPLAY = 0  # flatten what is shown on screen
_FIELD_KINDS = ("Tx", "Ch")  # form fields whose content was typed by a person
_LYING = attrgetter("box", "turns", "stamped_from")  # what pages that are read together have in common
NO_BOX: PageBox = (0.0, 0.0, 0.0, 0.0)
UNOPENED = OpenPage(0, 0, 0, NO_BOX, 0)
UNREADABLE = Ink(0.0, 0.0, NO_CHARACTERS, (), (), reader="none")


def scan(document: int, indices: Iterable[int], limits: Limits) -> Iterator[Ink]:
    """Yield what is printed on pages (0-based), the appearances of annotations and form fields included.

    Raises:
        LimitError: a page is larger or holds more characters than the limits allow.
    """
    left = iter(indices)
    while True:
        with _open_pages(document, left, limits) as pages:
            inks = [ink for _, alike in groupby(pages, _LYING) for ink in _read(list(alike))]
        if not inks:
            return
        yield from inks


@contextmanager
def _open_pages(document: int, indices: Iterator[int], limits: Limits) -> Iterator[list[OpenPage]]:
    """Open the next pages, as many as are read together."""
    pages: list[OpenPage] = []
    try:
        for index in indices:
            pages.append(_open(document, index, limits))
            n_objects = sum(pdfium.count_objects(page.page) for page in pages if page.page)
            n_characters = sum(page.count for page in pages)
            if len(pages) >= MOST_PAGES or n_characters >= MOST_CHARACTERS or n_objects >= MOST_OBJECTS:
                break
        yield pages
    finally:
        for page in pages:
            _close(page.page, page.text)


def _open(document: int, index: int, limits: Limits) -> OpenPage:
    """Open a page and its text; their handles are 0 where PDFium cannot read it."""
    page, text = pdfium.load_page(document, index) or 0, 0
    if not page:
        return UNOPENED
    stamped_from, fields = None, []
    try:
        box = _seen_box(page)
        if max(box[2] - box[0], box[3] - box[1]) > limits.page_points:
            found = f"page {index + 1}: {box[2] - box[0]:.0f} x {box[3] - box[1]:.0f} points"
            raise LimitError(found=found, limit=f"{limits.page_points:.0f} points")
        if pdfium.annotation_count(page) > 0:
            # Flattening changes the page; what it added comes after the page's own characters.
            stamped_from, fields = _count(page), _typed_fields(page)
            pdfium.flatten(page, _NORMAL_DISPLAY)
            pdfium.close_page(page)
            page = pdfium.load_page(document, index) or 0
            if not page:
                return UNOPENED
        text = pdfium.load_text(page) or 0
        count = pdfium.count_characters(text) if text else 0
        if count > limits.page_characters:
            raise LimitError(found=f"page {index + 1}: {count} characters", limit=limits.page_characters)
        return OpenPage(
            page, text, max(count, 0), box, pdfium.page_rotation(page), stamped_from, tuple(fields)
        )
    except BaseException:
        _close(page, text)
        raise


def _close(page: int, text: int) -> None:
    if text:
        pdfium.close_text(text)
    if page:
        pdfium.close_page(page)


def _seen_box(page: int) -> PageBox:
    """Return left, bottom, right, top of what is seen of the page."""
    edges = (ctypes.c_float * 4)()  # left, top, right, bottom
    pdfium.page_box(page, edges)
    return edges[0], edges[3], edges[2], edges[1]


def _count(page: int) -> int:
    text_page = pdfium.load_text(page)
    if not text_page:
        return 0
    try:
        return max(int(pdfium.count_characters(text_page)), 0)
    finally:
        pdfium.close_text(text_page)


def _typed_fields(page: int) -> list[PageBox]:
    """Return the boxes, in page space, of form fields that hold typed text."""
    boxes = []
    for index in range(pdfium.annotation_count(page)):
        annotation = pdfium.get_annotation(page, index)
        if not annotation:
            continue
        kind = pdfium.bytes_of(pdfium.annotation_string, annotation, b"FT").decode("utf-16-le", "replace")
        if kind.rstrip("\0") in _FIELD_KINDS:
            edges = (ctypes.c_float * 4)()  # left, top, right, bottom
            pdfium.annotation_box(annotation, edges)
            boxes.append((edges[0], edges[3], edges[2], edges[1]))
        pdfium.close_annotation(annotation)
    return boxes


def _read(pages: Sequence[OpenPage]) -> Iterator[Ink]:
    """Yield the ink of open pages that lie alike."""
    found, texts = read_characters(pages)
    for page, (characters, frame) in zip(pages, found, strict=True):
        if not page.page:
            yield UNREADABLE
            continue
        horizontals, verticals, share = as_seen(read_pieces(page.page, texts), frame)
        marks = None
        if page.stamped_from is not None:
            characters, marks = settle_stamps(characters, [_seen(field, frame) for field in page.fields])
        yield Ink(frame.width, frame.height, characters, horizontals, verticals, share, marks)


def _seen(box: PageBox, frame: Frame) -> Box:
    xs, ys = frame.place(np.array([box[0], box[2]]), np.array([box[1], box[3]]))
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())
