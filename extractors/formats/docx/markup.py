"""WordprocessingML as XML: names of elements, safe parsing, and the few kinds of attribute values.

Source: ISO/IEC 29500-1 and -4. Strict files are mapped to the transitional namespaces before parsing.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import IO, Final

from lxml import etree

from schemas.errors import LimitError, UnreadableSourceError
from schemas.limits import DEFAULT_LIMITS

Element = etree._Element

_OPEN = "http://schemas.openxmlformats.org/"
W: Final = "{" + _OPEN + "wordprocessingml/2006/main}"
R: Final = "{" + _OPEN + "officeDocument/2006/relationships}"
MC: Final = "{" + _OPEN + "markup-compatibility/2006}"
M: Final = "{" + _OPEN + "officeDocument/2006/math}"
A: Final = "{" + _OPEN + "drawingml/2006/main}"
V: Final = "{urn:schemas-microsoft-com:vml}"

ALTERNATE: Final = MC + "AlternateContent"
CHOICE: Final = MC + "Choice"
FALLBACK: Final = MC + "Fallback"
VAL: Final = W + "val"
TEXT_BOX: Final = W + "txbxContent"
TEXT_PATH: Final = V + "textpath"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

# Strict namespaces and the transitional ones that mean the same; longest first.
_STRICT = sorted(
    (
        (b"http://purl.oclc.org/ooxml/" + strict, (_OPEN + transitional).encode())
        for strict, transitional in (
            (b"wordprocessingml/main", "wordprocessingml/2006/main"),
            (b"officeDocument/relationships", "officeDocument/2006/relationships"),
            (b"officeDocument/math", "officeDocument/2006/math"),
            (b"drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
            (b"drawingml/main", "drawingml/2006/main"),
            (b"drawingml/diagram", "drawingml/2006/diagram"),
            (b"drawingml/chart", "drawingml/2006/chart"),
        )
    ),
    key=lambda pair: -len(pair[0]),
)
# What libxml2 allows by itself: beyond that depth it is told to go on, and the depth is counted here.
_DEPTH_UNTOLD = 256
_LONGEST = "10 MB"
# Small: most documents use the first few of many styles.
_CHUNK_BYTES = 4096
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
# What a choice may require: everything that Word itself writes, which lives under these roots.
_WORD_NAMESPACES = ("http://schemas.microsoft.com/", _OPEN)


def tags(names: str) -> frozenset[str]:
    """Return the qualified names of WordprocessingML elements, given with blanks between them."""
    return frozenset(W + name for name in names.split())


def is_strict(head: bytes) -> bool:
    """Say whether the first bytes of a part name a Strict namespace."""
    return _STRICT_MARK in head


def transitional(data: bytes) -> bytes:
    """Return the bytes of a part with Strict namespaces replaced by the transitional ones."""
    if _STRICT_MARK in data:
        for strict, replacement in _STRICT:
            data = data.replace(strict, replacement)
    return data


def may_name(data: bytes, name: str) -> bool:
    """Say whether a part may hold an element of this name: a part as a tree costs much for one mark."""
    is_wide = b"\0" in data[:64]  # UTF-16
    return is_wide or name.encode() in data


@cache
def _parser(*, huge: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=huge
    )


def parse_xml(data: bytes, part: str, depth: int = DEFAULT_LIMITS.xml_depth) -> Element:
    """Parse one part; nothing outside it is loaded and no entity is expanded.

    Args:
        data: the part.
        part: its name.
        depth: how deep its elements may be nested; the walks over the tree are recursive.

    Raises:
        UnreadableSourceError: not well formed, or with a document type declaration (Word refuses it too).
        LimitError: nested deeper than that.
    """
    data = transitional(data)
    try:
        root = etree.fromstring(data, _parser())
        counted = depth < _DEPTH_UNTOLD
    except etree.XMLSyntaxError as err:
        if "depth" not in str(err).lower():
            raise syntax_error(err, part) from err
        root = _parsed_deep(data, part, depth)
        counted = True
    if counted and _depth(root) > depth:
        raise LimitError(found=f"{part}: over {depth} nested elements", limit=depth)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableSourceError(found=f"{part}: document type declaration")
    return root


def _parsed_deep(data: bytes, part: str, depth: int) -> Element:
    try:
        return etree.fromstring(data, _parser(huge=True))
    except etree.XMLSyntaxError as err:
        if "depth" in str(err).lower():
            raise LimitError(found=f"{part}: over {depth} nested elements", limit=depth) from err
        raise syntax_error(err, part) from err


def _depth(root: Element) -> int:
    deepest = now = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def iter_elements(stream: IO[bytes], tags: tuple[str, ...], part: str) -> Iterator[Element]:
    """Yield these elements of a part as they are read; what is not drawn is not read.

    Raises:
        UnreadableSourceError: not well formed.
    """
    parser = etree.XMLPullParser(
        events=("end",), tag=tags, resolve_entities=False, no_network=True, remove_pis=True
    )
    try:
        while chunk := stream.read(_CHUNK_BYTES):
            parser.feed(chunk)
            for _, element in parser.read_events():
                if isinstance(element, etree._Element):
                    yield element
        parser.close()
    except etree.XMLSyntaxError as err:
        raise syntax_error(err, part) from err


def syntax_error(err: etree.XMLSyntaxError, part: str) -> UnreadableSourceError:
    """Return the error to raise for a part that libxml2 refuses."""
    said = str(err).lower()
    if "depth" in said:
        return LimitError(found=f"{part}: nested elements", limit=_DEPTH_UNTOLD)
    if "huge" in said:
        return LimitError(found=f"{part}: length of a text", limit=_LONGEST)
    return UnreadableSourceError(found=f"{part}: {err}")


def val(element: Element | None) -> str | None:
    """Return the w:val of an element, None where either is absent."""
    return None if element is None else element.get(VAL)


def is_on(value: str | None) -> bool:
    """Read an on/off property (CT_OnOff); an element without a value means on."""
    return value is None or value not in ("0", "false", "off")


def read_int(value: str | None) -> int | None:
    """Read a whole number; None where it is absent or no number."""
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None


_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?")


def read_points(value: str | None, per_point: int = 20) -> float | None:
    """Read a length in points: a bare number counts twips (per_point=20) or half points (per_point=2)."""
    match = _MEASURE.fullmatch(value) if value is not None else None
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    return number * _UNITS[unit] if unit else number / per_point


def chosen(alternate: Element) -> Element | None:
    """Return the branch of mc:AlternateContent that Word takes: the first whose namespaces it knows."""
    for choice in alternate.iterchildren(CHOICE):
        wanted = [choice.nsmap.get(prefix) or "" for prefix in (choice.get("Requires") or "").split()]
        if all(uri.startswith(_WORD_NAMESPACES) for uri in wanted):
            return choice
    return next(alternate.iterchildren(FALLBACK), None)
