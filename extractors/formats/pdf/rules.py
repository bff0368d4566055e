"""Reading the rules of a page: axis-parallel pieces of strokes and thin filled rectangles."""

import ctypes
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.formats.pdf import pdfium
from extractors.formats.pdf.frames import Frame, PageBox
from extractors.formats.pdf.ink import Rule

THIN = 3.0  # points: a filled rectangle this thin is a rule, a thicker one an area with four sides
MAX_FORM_DEPTH = 12  # forms within forms; deeper nesting is no drawing
MAX_OBJECTS = 400_000  # page objects looked at: a map or a chart may have more, a table does not

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Pieces:
    """Pieces of rules in page space, flat lists of x0, y0, x1, y1; and the pictures' boxes."""

    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    left: int = MAX_OBJECTS


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies inner, then outer (PDF row vectors)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return the point moved by the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def read_pieces(page: int, texts: Collection[int] = ()) -> Pieces:
    """Return the rules and pictures of a page in page space, those within forms included.

    Args:
        page: PDFium's page.
        texts: objects that are known to be text.
    """
    pieces = Pieces()
    _collect(pdfium.objects_on(page, MAX_OBJECTS), IDENTITY, 0, pieces, texts)
    return pieces


def _collect(
    objects: Sequence[int], outer: Matrix, depth: int, pieces: Pieces, texts: Collection[int]
) -> None:
    objects = objects[: pieces.left]
    pieces.left -= len(objects)
    others = [page_object for page_object in objects if page_object not in texts]
    arguments = list(map(pdfium.argument, others))
    kinds = pdfium.of_each(pdfium.object_type, arguments)
    for page_object, argument, kind in zip(others, arguments, kinds, strict=True):
        match kind:
            case pdfium.PATH_OBJECT:
                _add_path(page_object, _moved(pdfium.bounds(argument), outer), outer, pieces)
            case pdfium.IMAGE_OBJECT:
                pieces.pictures.append(_moved(pdfium.bounds(argument), outer))
            case pdfium.FORM_OBJECT if depth < MAX_FORM_DEPTH and pieces.left > 0:
                count = min(max(pdfium.count_form_objects(page_object), 0), pieces.left)
                inside = [pdfium.get_form_object(page_object, place) for place in range(count)]
                _collect(inside, multiply(_matrix(page_object), outer), depth + 1, pieces, texts)


def _moved(box: Sequence[float], matrix: Matrix) -> PageBox:
    x0, y0, x1, y1 = box
    if matrix is IDENTITY:
        return x0, y0, x1, y1
    x0, y0 = apply(matrix, x0, y0)
    x1, y1 = apply(matrix, x1, y1)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _matrix(page_object: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    pdfium.object_matrix(page_object, values)
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _add_path(path: int, bounds: PageBox, outer: Matrix, pieces: Pieces) -> None:
    """Add the rules of a path. Most are one thin box, which its bounds tell without a look at segments."""
    left, bottom, right, top = bounds
    if right - left < THIN and top - bottom < THIN:
        # A dot of a dotted rule counts for both directions; joining drops those that make no rule.
        x, y = (left + right) / 2, (bottom + top) / 2
        pieces.lines += ((left, y, right, y), (x, bottom, x, top))
        return
    if top - bottom < THIN:
        pieces.lines.append((left, (bottom + top) / 2, right, (bottom + top) / 2))
        return
    if right - left < THIN:
        pieces.lines.append(((left + right) / 2, bottom, (left + right) / 2, top))
        return
    matrix = multiply(_matrix(path), outer)
    for x0, y0, x1, y1 in _segments(path, _is_stroked(path)):
        ax, ay = apply(matrix, x0, y0)
        bx, by = apply(matrix, x1, y1)
        pieces.lines.append((ax, ay, bx, by))


def _is_stroked(path: int) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.draw_mode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value)


def _segments(path: int, stroked: bool) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight segments of a path in its own space; thin rectangles as their middle line.

    An area that is only filled is a colour behind text or a cell: where it has borders, they are drawn apart.
    """
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[tuple[float, float]] = []
    for index in range(pdfium.count_segments(path)):
        segment = pdfium.get_segment(path, index)
        pdfium.segment_point(segment, ctypes.byref(x), ctypes.byref(y))
        kind = pdfium.segment_type(segment)
        if kind == _MOVE_TO:
            yield from _sides(outline, stroked)
            outline = []
        if kind == _CURVE_TO:
            yield from _sides(outline, stroked)
            outline = [(x.value, y.value)]
            continue
        outline.append((x.value, y.value))
        if pdfium.segment_closes(segment) and outline[0] != outline[-1]:
            outline.append(outline[0])
    yield from _sides(outline, stroked)


_LINE_TO, _CURVE_TO, _MOVE_TO = 0, 1, 2


def _sides(outline: list[tuple[float, float]], stroked: bool) -> Iterator[tuple[float, float, float, float]]:
    if len(outline) < 2:
        return
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if len(outline) > 3 and (high < THIN <= wide):
        middle = (max(ys) + min(ys)) / 2
        yield min(xs), middle, max(xs), middle
    elif len(outline) > 3 and (wide < THIN <= high):
        middle = (max(xs) + min(xs)) / 2
        yield middle, min(ys), middle, max(ys)
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(outline):
            yield x0, y0, x1, y1


def as_seen(pieces: Pieces, frame: Frame) -> tuple[list[Rule], list[Rule], float]:
    """Return horizontal (y, x0, x1) and vertical (x, top, bottom) pieces as seen, and the picture share."""
    share = 0.0
    if pieces.pictures:
        area = max((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in pieces.pictures)
        share = area / max(frame.width * frame.height, 1.0)
    a, b, c, d, e, f = frame.matrix
    horizontals, verticals = [], []
    for x0, y0, x1, y1 in pieces.lines:
        ax, ay = a * x0 + b * y0 + c, d * x0 + e * y0 + f
        bx, by = a * x1 + b * y1 + c, d * x1 + e * y1 + f
        if -0.5 < ay - by < 0.5:
            horizontals.append(((ay + by) / 2, ax, bx) if ax <= bx else ((ay + by) / 2, bx, ax))
        if -0.5 < ax - bx < 0.5:
            verticals.append(((ax + bx) / 2, ay, by) if ay <= by else ((ax + bx) / 2, by, ay))
    return (
        _on_page(horizontals, frame.height, frame.width),
        _on_page(verticals, frame.width, frame.height),
        share,
    )


def _on_page(pieces: list[Rule], across: float, along: float) -> list[Rule]:
    """Return the pieces that can be seen, cut to the page."""
    return [
        (position, start if start >= 0.0 else 0.0, end if end <= along else along)
        for position, start, end in pieces
        if -1 <= position <= across + 1 and end >= 0 and start <= along
    ]
