"""What plain WordprocessingML looks like in bytes: patterns that match whole plain elements or nothing."""

import re
from collections.abc import Iterator
from typing import IO

from extractors.formats.docx.markup import W

_NAMESPACE = W[1:-1].encode()
_CHUNK_BYTES = 16 * 1024
_TAG = rb"(?: [^<>]*)?>"
# Elements without text up to the first end tag: lazy, and in an atomic group, so that it stays the first.
_TAGS = rb"((?:<[^<>]*>)*?)"
_ROOT = rb"(?:\xef\xbb\xbf)?(?:<\?xml(?P<declaration>[^<>]*)\?>)?\s*(?P<root><w:%s(?: [^<>]*|\s[^<>]*)>)\s*"
HEAD = re.compile(_ROOT % b"document" + rb"(?:<w:background[^<>]*/>\s*)?<w:body>")
STYLES_HEAD = re.compile(_ROOT % b"styles")
TAIL = re.compile(rb"\s*</w:body>\s*</w:document>\s*")
PARAGRAPH = re.compile(rb"<w:p(?: [^<>]*|/)?>" rb"(?>(?:<w:pPr>" + _TAGS + rb"</w:pPr>|<w:pPr/>)?)")
# Marks without text, then a run that holds text, tabs and line breaks alone.
RUN = re.compile(
    rb"(?:<w:(?:proofErr|bookmarkStart|bookmarkEnd)[^<>]*/>)*"
    rb"<w:r" + _TAG + rb"(?:<w:rPr>((?:<[^<>]*/>)*)</w:rPr>|<w:rPr/>)?"
    rb"((?:<w:t(?: xml:space=\"preserve\")?>[^<]*</w:t>|<w:(?:tab|br|lastRenderedPageBreak)/>)*)</w:r>"
)
CONTENT = re.compile(rb"<w:t( xml:space=\"preserve\")?>([^<]*)</w:t>|<w:(tab|br)/>")
MARKS = re.compile(rb"(?:<w:(?:proofErr|bookmarkStart|bookmarkEnd)[^<>]*/>)*")
# Where the properties are written in another way, with blanks before them, no row or cell matches.
ROW = re.compile(
    rb"<w:tr" + _TAG + rb"(?>(?:<w:tblPrEx>" + _TAGS + rb"</w:tblPrEx>)?)"
    rb"(?>(?:<w:trPr>" + _TAGS + rb"</w:trPr>|<w:trPr/>)?)(?![^<]*<w:(?:tblPrEx|trPr)\b)"
)
CELL = re.compile(
    rb"<w:tc" + _TAG + rb"(?>(?:<w:tcPr>" + _TAGS + rb"</w:tcPr>|<w:tcPr/>)?)(?![^<]*<w:tcPr\b)"
)
# What follows is looked at too: where it is cut, the grid may still come.
TABLE = re.compile(
    rb"<w:tbl>((?:<w:tblPr>(?:<[^<>]*>)*?</w:tblPr>|<w:tblPr/>)"
    rb"(?:<w:tblGrid>(?:<[^<>]*>)*?</w:tblGrid>|<w:tblGrid/>)?)(?=\s*<(?!w:tblGrid)/?[\w:]+[\s/>])"
)
NAME = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)")
# By far the most frequent cell: one paragraph of one run, or empty.
PLAIN_CELL = re.compile(
    CELL.pattern
    + rb"(?:<w:p(?: [^<>]*)?/></w:tc>|"
    + PARAGRAPH.pattern
    + rb"(?:<w:r"
    + _TAG
    + rb"(?:<w:rPr>((?:<[^<>]*/>)*)</w:rPr>)?<w:t(?: xml:space=\"preserve\")?>([^<]*)</w:t></w:r>)?</w:p></w:tc>)"
)

# What stands between the texts of a piece: split() gives markup and texts in turn.
TEXTS = re.compile(rb"<w:t(?: xml:space=\"preserve\")?>([^<]*)</w:t>")
# Tags whose attributes only say when and by whom they were edited, and bind no prefix.
EDITED = re.compile(rb"<w:(p|r|tr|tc) (?![^<>]*xmlns)[^<>]*?(/?)>")

# What a plain part does not hold behind its first element: the prefix w bound anew, comments, CDATA, instructions.
BOUND_ANEW = b"xmlns:w="
_ODD_MARKS = (BOUND_ANEW, b"<!", b"<?")
# Characters that XML does not allow.
_ODD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What is no reference to one of the five entities of XML.
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
# The last one gives the sign that the others begin with.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
# A prefix other than w. Word declares thirty namespaces, which cost more than the few tags that use one.
FOREIGN = re.compile(rb"[<\s/](?!w:|xml:)[A-Za-z_][\w.-]*:")


class UnscannableError(Exception):
    """The part is not written in the usual way."""


def check_plain(data: bytes) -> None:
    """Check bytes of a part behind its first tag.

    Raises:
        UnscannableError: they hold what is for the tree.
    """
    if any(mark in data for mark in _ODD_MARKS):
        raise UnscannableError


def read_text(raw: bytes) -> str:
    """Return the text between two tags.

    Raises:
        UnscannableError: it is not well formed, or refers to characters by number.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as err:
        raise UnscannableError from err
    if not text.isprintable() and _ODD_CHARACTER.search(text) is not None:
        raise UnscannableError
    if "&" not in text:
        return text
    if _STRAY.search(text) is not None:
        raise UnscannableError
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text


def is_usual(head: re.Match[bytes]) -> bool:
    """Say whether the part is UTF-8 and calls the transitional namespace w, and nothing else by that name."""
    declared = re.search(rb"encoding=[\"']([^\"']*)", head["declaration"] or b"")
    bound = re.findall(rb"\sxmlns:w=[\"']([^\"']*)", head["root"])
    return (declared is None or declared[1].lower() == b"utf-8") and bound == [_NAMESPACE]


def wrapped(content: bytes, root: bytes) -> bytes:
    """Return a document whose first element holds this content.

    Args:
        root: the start tag of the part that the content is from; its namespaces are declared where needed.
    """
    if FOREIGN.search(content) is None:
        return b'<w:part xmlns:w="' + _NAMESPACE + b'">' + content + b"</w:part>"
    name = NAME.match(root)
    assert name is not None
    return root + content + b"</" + name[2] + b">"


def iter_styles(stream: IO[bytes], wanted: frozenset[bytes]) -> Iterator[bytes]:
    """Yield each of these children of w:styles as a document that holds it; the rest is passed over.

    Most of a styles part is the list of what Word keeps in reserve (w:latentStyles), which costs more to parse
    than the two or three styles that a document uses.

    Raises:
        UnscannableError: the part is not written in the usual way; what was yielded is right all the same.
    """
    data = stream.read(_CHUNK_BYTES)
    head = STYLES_HEAD.match(data)
    if head is None or not is_usual(head):
        raise UnscannableError
    at = head.end()
    while True:
        at = skip_blanks(data, at)
        name = NAME.match(data, at)
        end = None
        if name is not None and name.end() < len(data):
            if name[1]:
                return
            end = element_end(data, at, name[2])
        elif len(data) - at > _CHUNK_BYTES:
            raise UnscannableError
        if name is None or end is None:
            chunk = stream.read(_CHUNK_BYTES)
            if not chunk:
                raise UnscannableError
            data, at = data[at:] + chunk, 0
            continue
        if name[2] in wanted:
            element = data[at:end]
            if b"<!" in element or BOUND_ANEW in element:
                raise UnscannableError
            yield wrapped(element, head["root"])
        at = end


def element_end(data: bytes, start: int, name: bytes) -> int | None:
    """Return where the element that starts at start ends; None where its end is not in the data."""
    first = data.find(b">", start)
    if first < 0:
        return None
    if data[first - 1] == ord("/"):
        return first + 1
    close = b"</" + name + b">"
    end = data.find(close, first)
    if end < 0:
        return None
    if data.find(b"<" + name + b" ", first, end) < 0 and data.find(b"<" + name + b">", first, end) < 0:
        return end + len(close)
    depth = 0
    for tag in re.finditer(rb"<(/?)" + re.escape(name) + rb"(?:\s[^<>]*?)?(/?)>", data[start:]):
        if tag[1]:
            depth -= 1
            if depth == 0:
                return start + tag.end()
        elif not tag[2]:
            depth += 1
    return None


def skip_blanks(data: bytes, at: int) -> int:
    """Return where the blanks that start here end."""
    while data[at : at + 1].isspace():
        at += 1
    return at


def next_element(data: bytes, at: int) -> tuple[bytes, int, int]:
    """Return name, start and end of the next element, blanks before it skipped."""
    at = skip_blanks(data, at)
    match = NAME.match(data, at)
    end = element_end(data, at, match[2]) if match is not None and not match[1] else None
    if match is None or end is None:
        raise UnscannableError
    return match[2], at, end
