"""The little of PDFium's raw interface that is used here, with prototypes that take plain addresses.

PDFium is not thread-safe: one process reads one document at a time.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, repeat, starmap
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from schemas.errors import EncryptedSourceError, UnreadableSourceError

Handle = int  # the address of a PDFium object; 0 is none
Argument = Any  # a handle as a bare function takes it

# Kinds of page objects and annotations, as PDFium numbers them.
PATH_OBJECT, IMAGE_OBJECT, FORM_OBJECT = 2, 3, 5
INVISIBLE_TEXT = 3  # text render mode: neither filled nor stroked
STROKED_TEXT = 2  # filled and stroked: how bold is faked
_END_BYTES = 1024  # at the end of a file, where the mark of its end stands
_PASSWORD_ERROR, _SECURITY_ERROR = 4, 5


def _prototype(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return the C function with plain-address arguments: the stock bindings wrap every pointer anew."""
    function: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(_address(name))
    return function


def _bare(name: str, result: Any) -> Callable[..., Any]:
    """Return the C function for calls by the thousand: its arguments are not adapted, nor is the GIL let go.

    That takes half of the time of a call. Integers go as C ints; a handle must be wrapped first.
    """
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(_address(name))
    return function


def _address(name: str) -> int:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return address


_P, _I, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_float

load_document = _prototype("FPDF_LoadMemDocument64", _P, _P, ctypes.c_size_t, _P)
close_document = _prototype("FPDF_CloseDocument", None, _P)
last_error = _prototype("FPDF_GetLastError", ctypes.c_ulong)
has_valid_xref = _prototype("FPDF_DocumentHasValidCrossReferenceTable", _I, _P)
page_count = _prototype("FPDF_GetPageCount", _I, _P)
load_page = _prototype("FPDF_LoadPage", _P, _P, _I)
close_page = _prototype("FPDF_ClosePage", None, _P)
page_rotation = _prototype("FPDFPage_GetRotation", _I, _P)
page_box = _prototype("FPDF_GetPageBoundingBox", _I, _P, _P)
flatten = _prototype("FPDFPage_Flatten", _I, _P, _I)
annotation_count = _prototype("FPDFPage_GetAnnotCount", _I, _P)
get_annotation = _prototype("FPDFPage_GetAnnot", _P, _P, _I)
close_annotation = _prototype("FPDFPage_CloseAnnot", None, _P)
annotation_box = _prototype("FPDFAnnot_GetRect", _I, _P, _P)
annotation_string = _prototype("FPDFAnnot_GetStringValue", ctypes.c_ulong, _P, _P, _P, ctypes.c_ulong)

load_text = _prototype("FPDFText_LoadPage", _P, _P)
close_text = _prototype("FPDFText_ClosePage", None, _P)
count_characters = _prototype("FPDFText_CountChars", _I, _P)
get_text = _prototype("FPDFText_GetText", _I, _P, _I, _I, _P)
character_code = _bare("FPDFText_GetUnicode", ctypes.c_uint)
character_box = _bare("FPDFText_GetLooseCharBox", None)
character_origin = _prototype("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
character_object = _bare("FPDFText_GetTextObject", ctypes.c_size_t)
character_size = _bare("FPDFText_GetFontSize", ctypes.c_double)
character_matrix = _bare("FPDFText_GetMatrix", None)

text_font = _bare("FPDFTextObj_GetFont", _P)
text_render_mode = _bare("FPDFTextObj_GetTextRenderMode", _I)
font_name = _prototype("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_flags = _prototype("FPDFFont_GetFlags", _I, _P)
font_weight = _prototype("FPDFFont_GetWeight", _I, _P)
font_angle = _prototype("FPDFFont_GetItalicAngle", _I, _P, _P)

count_objects = _prototype("FPDFPage_CountObjects", _I, _P)
get_object = _bare("FPDFPage_GetObject", ctypes.c_size_t)
object_type = _bare("FPDFPageObj_GetType", _I)
object_bounds = _bare("FPDFPageObj_GetBounds", _I)
object_matrix = _prototype("FPDFPageObj_GetMatrix", _I, _P, _P)
clip_path = _bare("FPDFPageObj_GetClipPath", ctypes.c_size_t)
count_clip_paths = _bare("FPDFClipPath_CountPaths", _I)
count_clip_segments = _prototype("FPDFClipPath_CountPathSegments", _I, _P, _I)
get_clip_segment = _prototype("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)
count_form_objects = _prototype("FPDFFormObj_CountObjects", _I, _P)
get_form_object = _prototype("FPDFFormObj_GetObject", ctypes.c_size_t, _P, ctypes.c_ulong)
draw_mode = _prototype("FPDFPath_GetDrawMode", _I, _P, _P, _P)
count_segments = _prototype("FPDFPath_CountSegments", _I, _P)
get_segment = _prototype("FPDFPath_GetPathSegment", _P, _P, _I)
segment_point = _prototype("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_type = _prototype("FPDFPathSegment_GetType", _I, _P)
segment_closes = _prototype("FPDFPathSegment_GetClose", _I, _P)

count_signatures = _prototype("FPDF_GetSignatureCount", _I, _P)
get_signature = _prototype("FPDF_GetSignatureObject", _P, _P, _I)
signature_contents = _prototype("FPDFSignatureObj_GetContents", ctypes.c_ulong, _P, _P, ctypes.c_ulong)
signature_time = _prototype("FPDFSignatureObj_GetTime", ctypes.c_ulong, _P, _P, ctypes.c_ulong)

count_attachments = _prototype("FPDFDoc_GetAttachmentCount", _I, _P)
get_attachment = _prototype("FPDFDoc_GetAttachment", _P, _P, _I)
attachment_name = _prototype("FPDFAttachment_GetName", ctypes.c_ulong, _P, _P, ctypes.c_ulong)


_ROOM = 4096  # characters whose boxes are read at once: a page has some 2000
_FLOATS = 6  # of a matrix; a box has four
_written = (ctypes.c_float * (_FLOATS * _ROOM))()
_rows = np.ctypeslib.as_array(_written).reshape(_ROOM, _FLOATS)
_places = [ctypes.byref(_written, 4 * _FLOATS * row) for row in range(_ROOM)]


argument: Callable[[Handle], Argument] = _P.from_param  # makes of a handle what a bare function takes


def of_each(getter: Callable[..., Any], handles: Iterable[Argument]) -> list[Any]:
    """Return what a getter that takes a handle says of each."""
    # starmap calls with the tuple that it gets, map builds one anew: a sixth of the time of a call.
    return list(starmap(getter, zip(handles, strict=True)))


def each(getter: Callable[..., Any], handles: Iterable[Argument], indices: Sequence[int]) -> list[Any]:
    """Return what a getter that takes a handle and an index says of each index, asked of its handle."""
    return list(starmap(getter, zip(handles, indices, strict=False)))


_edges = (ctypes.c_float * 4)()
_edge_places = [ctypes.byref(_edges, 4 * edge) for edge in range(4)]


def bounds(page_object: Argument) -> list[float]:
    """Return left, bottom, right, top of a page object in the space of its container; zeros where it has none."""
    return _edges[:] if object_bounds(page_object, *_edge_places) else [0.0] * 4


def objects_on(page: Handle, most: int | None = None) -> list[Handle]:
    """Return the objects of a page, those within forms left out; so many at most."""
    return each(get_object, repeat(argument(page)), range(count_objects(page))[:most])


def floats_of_each(
    getter: Callable[..., Any], handles: Iterable[Argument], indices: Sequence[int], width: int
) -> NDArray[np.float64]:
    """Return the floats, so many of each, that such a getter writes to the address it is given besides.

    They come as one row of the first ones, one of the second ones and so on.
    """
    found = np.empty((width, len(indices)))
    handle = iter(handles)
    for start in range(0, len(indices), _ROOM):
        part = indices[start : start + _ROOM]
        _rows[: len(part)] = 0.0
        asked = islice(handle, len(part))
        deque(starmap(getter, zip(asked, part, _places, strict=False)), maxlen=0)
        found[:, start : start + _ROOM] = _rows[: len(part), :width].T
    return found


def points_of_each(
    getter: Callable[..., Any], handles: Iterable[Handle], indices: Sequence[int]
) -> NDArray[np.float64]:
    """Return the points (x, y) that a getter writes to the two addresses it is given besides."""
    points = np.zeros((len(indices), 2))
    start, end = points.ctypes.data, points.ctypes.data + points.nbytes
    addresses = range(start, end, 16), range(start + 8, end + 8, 16)
    deque(map(getter, handles, indices, *addresses), maxlen=0)
    return points


@contextmanager
def open_document(data: bytes) -> Iterator[Handle]:
    """Open the bytes; an empty user password is tried.

    Raises:
        EncryptedSourceError: a password is needed.
        UnreadableSourceError: PDFium finds no document in the bytes, not even by repairing; `truncated` where
            their end is missing.
    """
    kept = ctypes.create_string_buffer(data, len(data))  # PDFium reads from it while the document is open
    document = load_document(ctypes.addressof(kept), len(data), None)
    if not document:
        error = last_error()
        if error in (_PASSWORD_ERROR, _SECURITY_ERROR):
            raise EncryptedSourceError
        # A whole file says at its end that it ends; PDFium has looked for pages in what there is.
        code = None if b"%%EOF" in data[-_END_BYTES:] else "truncated"
        raise UnreadableSourceError(code, found="no pages of a PDF")
    try:
        yield document
    finally:
        close_document(document)


def bytes_of(read: Callable[..., int], *handle: int | bytes) -> bytes:
    """Return what a PDFium getter of the kind (handle, buffer, length) -> needed length holds."""
    needed = read(*handle, None, 0)
    if not needed:
        return b""
    buffer = ctypes.create_string_buffer(needed)
    read(*handle, buffer, needed)
    return buffer.raw


def attachment_names(document: Handle) -> tuple[str, ...]:
    """Return the names of the embedded files, in the document's order."""
    names = []
    for index in range(max(count_attachments(document), 0)):
        attachment = get_attachment(document, index)
        if attachment:
            names.append(bytes_of(attachment_name, attachment).decode("utf-16-le", "replace").rstrip("\0"))
    return tuple(name for name in names if name)
