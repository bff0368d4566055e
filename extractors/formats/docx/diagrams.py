"""The words of SmartArt diagrams and charts, which are drawn from parts of their own."""

from collections.abc import Iterator, Mapping

from extractors.formats.docx.markup import A, Element, R, parse_xml
from extractors.formats.docx.package import Package, Relationship

_OPEN = "{http://schemas.openxmlformats.org/drawingml/2006/"
_DGM, _C = _OPEN + "diagram}", _OPEN + "chart}"
_CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DIAGRAM = _DGM + "relIds"
# What refers to a part that a drawing is made from.
DRAWN_PARTS = (_DIAGRAM, _C + "chart", _CX + "chart")

# Points of a diagram that hold text: the others stand for the whole, for lines and for the layout.
_NODES = ("node", "asst")
# Where a chart has words: titles, names of series, categories.
_CHART_WORDS = (_C + "tx", _C + "cat", _CX + "txData", _CX + "strDim")
_CHART_VALUES = (_C + "v", _CX + "v", _CX + "pt")


def read_drawn_part(
    package: Package, relationships: Mapping[str, Relationship], element: Element
) -> list[str]:
    """Return the lines of text of a diagram or chart, in its own order; the same words stand once in a chart.

    Args:
        package: the file.
        relationships: those of the part that the drawing stands in.
        element: one of DRAWN_PARTS.

    Raises:
        UnreadableSourceError: the part is damaged.
    """
    is_diagram = element.tag == _DIAGRAM
    relationship = relationships.get(element.get(R + "dm" if is_diagram else R + "id") or "")
    if relationship is None or relationship.target not in package:
        return []
    root = parse_xml(package.read(relationship.target), relationship.target)
    lines = _diagram_lines(root) if is_diagram else dict.fromkeys(_chart_lines(root))
    return [line for line in lines if line]


def _diagram_lines(root: Element) -> Iterator[str]:
    """Yield the texts of the points from the topmost down, each above what hangs on it."""
    points = {point.get("modelId") or "": point for point in root.iter(_DGM + "pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for line in root.iter(_DGM + "cxn"):
        if (line.get("type") or "parOf") == "parOf":
            order = line.get("srcOrd") or ""
            place = int(order) if order.isdecimal() else 0
            below.setdefault(line.get("srcId") or "", []).append((place, line.get("destId") or ""))
    tops = [name for name, point in points.items() if point.get("type") == "doc"]
    waiting = [*reversed(points), *reversed(tops)]  # a point that hangs on nothing comes last
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        point = points.get(name)
        if point is None or name in seen:
            continue
        seen.add(name)
        if (point.get("type") or "node") in _NODES:
            yield from read_lines(point)
        waiting.extend(child for _, child in sorted(below.get(name, ()), reverse=True))


def _chart_lines(root: Element) -> Iterator[str]:
    for title in root.iter(_C + "title", _CX + "title"):
        yield from read_lines(title)
    for words in root.iter(*_CHART_WORDS):
        for value in words.iter(*_CHART_VALUES):
            # Categories may be numbers, such as years; what is measured is no word and stands elsewhere.
            yield (value.text or "").strip()


def read_lines(element: Element) -> Iterator[str]:
    """Yield the text of each paragraph of DrawingML."""
    for paragraph in element.iter(A + "p"):
        yield "".join(text.text or "" for text in paragraph.iter(A + "t")).strip()
