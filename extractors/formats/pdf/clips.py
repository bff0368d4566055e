"""Text that a clip path cuts off: in the file, but not seen on the page.

A header that is repeated on the next page in too low a row is drawn whole and clipped; its last line would
stand in the row below it.
"""

import ctypes
from collections.abc import Iterable

import numpy as np

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.frames import PageBox
from extractors.formats.pdf.ink import Floats
from extractors.formats.pdf.looks import TextObjects

EVERYWHERE: Floats = np.array([[-np.inf], [-np.inf], [np.inf], [np.inf]])

_x, _y = ctypes.c_float(), ctypes.c_float()


def find_clips(pages: Iterable[pdfium.Handle], objects: TextObjects) -> Floats | None:
    """Return left, bottom, right and top, each a row, of what is seen of each text object; None where all is.

    Objects within forms are seen whole: their clip paths are in the form's own space.
    """
    paths = pdfium.of_each(pdfium.clip_path, objects.arguments)
    counts = pdfium.of_each(pdfium.count_clip_paths, map(pdfium.argument, paths))
    if not counts or max(counts) <= 0:
        return None
    on_pages = {handle for page in pages for handle in pdfium.objects_on(page)}
    seen = np.repeat(EVERYWHERE, len(objects.look), axis=1)
    for place, (handle, path, count) in enumerate(zip(objects.handles, paths, counts, strict=True)):
        if count > 0 and handle in on_pages:
            seen[:, place] = _seen(path, count)
    return seen


def _seen(path: pdfium.Handle, count: int) -> PageBox:
    """Return what the paths leave in common; a path that is no rectangle counts as its box."""
    boxes = [box for number in range(count) if (box := _bounds(path, number))]
    if not boxes:
        return tuple(EVERYWHERE[:, 0].tolist())
    left, bottom, right, top = zip(*boxes, strict=True)
    return max(left), max(bottom), min(right), min(top)


def _bounds(path: pdfium.Handle, number: int) -> PageBox | None:
    xs, ys = [], []
    for place in range(pdfium.count_clip_segments(path, number)):
        segment = pdfium.get_clip_segment(path, number, place)
        if pdfium.segment_point(segment, ctypes.byref(_x), ctypes.byref(_y)):
            xs.append(_x.value)
            ys.append(_y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None
