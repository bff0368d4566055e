"""An open PDF page to its ink."""

import ctypes

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.characters import Frame, page_frame, read_characters
from extractors.formats.pdf.ink import NO_CHARACTERS, Ink
from extractors.formats.pdf.rules import as_seen, read_pieces
from extractors.formats.pdf.stamps import Box, settle_stamps
from schemas.errors import LimitError
from schemas.limits import Limits

_NORMAL_DISPLAY = 0  # flatten what is shown on screen
_FIELD_KINDS = ("Tx", "Ch")  # form fields whose content was typed by a person
UNREADABLE = Ink(0.0, 0.0, NO_CHARACTERS, (), (), reader="none")


def scan(document: int, index: int, limits: Limits) -> Ink:
    """Return what is printed on a page (0-based), the appearances of annotations and form fields included.

    Raises:
        LimitError: the page is larger or holds more characters than the limits allow.
    """
    with pdfium.open_page(document, index) as page:
        if not page:
            return UNREADABLE
        box = _seen_box(page)
        if max(box[2] - box[0], box[3] - box[1]) > limits.page_points:
            found = f"page {index + 1}: {box[2] - box[0]:.0f} x {box[3] - box[1]:.0f} points"
            raise LimitError(found=found, limit=f"{limits.page_points:.0f} points")
        if pdfium.annotation_count(page) <= 0:
            return _read(page, box, limits, index)
        own_count = _count(page)
        fields = _typed_fields(page)
        pdfium.flatten(page, _NORMAL_DISPLAY)
    # Flattening changes the page; what it added comes after the page's own characters.
    with pdfium.open_page(document, index) as page:
        return _read(page, box, limits, index, stamped_from=own_count, fields=fields) if page else UNREADABLE


def _seen_box(page: int) -> tuple[float, float, float, float]:
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


def _typed_fields(page: int) -> list[tuple[float, float, float, float]]:
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


def _read(
    page: int,
    box: tuple[float, float, float, float],
    limits: Limits,
    index: int,
    *,
    stamped_from: int | None = None,
    fields: list[tuple[float, float, float, float]] | None = None,
) -> Ink:
    turns = pdfium.page_rotation(page)
    text_page = pdfium.load_text(page)
    characters, frame = NO_CHARACTERS, page_frame(box, turns)
    if text_page:
        try:
            count = pdfium.count_characters(text_page)
            if count > limits.page_characters:
                found = f"page {index + 1}: {count} characters"
                raise LimitError(found=found, limit=limits.page_characters)
            characters, frame = read_characters(page, text_page, box, turns, stamped_from)
        finally:
            pdfium.close_text(text_page)
    horizontals, verticals, share = as_seen(read_pieces(page), frame)
    marks = None
    if stamped_from is not None:
        characters, marks = settle_stamps(characters, [_seen(field, frame) for field in fields or ()])
    return Ink(frame.width, frame.height, characters, horizontals, verticals, share, marks)


def _seen(box: tuple[float, float, float, float], frame: Frame) -> Box:
    xs, ys = frame.place(np.array([box[0], box[2]]), np.array([box[1], box[3]]))
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())
