"""What plain WordprocessingML looks like in bytes: patterns that match whole plain elements or nothing."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from extractors.formats.docx.markup import W

_NAMESPACE = W[1:-1].encode()
_CHUNK_BYTES = 16 * 1024
_TAG = rb"(?: [^<>]*+)?+>"


def _up_to(name: bytes) -> bytes:
    """Return a pattern of what stands before the first end tag of this name, as a group, and of that tag."""
    return rb"((?:[^<]*+<(?!/%s>))*+[^<]*+)</%s>" % (name, name)


def _properties(name: bytes) -> bytes:
    """Return a pattern of the element of this name, what it holds as a group, or of nothing."""
    return rb"(?:<%s>%s|<%s/>)?+" % (name, _up_to(name), name)


_ROOT = rb"(?:\xef\xbb\xbf)?(?:<\?xml(?P<declaration>[^<>]*)\?>)?\s*(?P<root><w:%s(?: [^<>]*|\s[^<>]*)>)\s*"
HEAD = re.compile(_ROOT % b"document" + rb"(?:<w:background[^<>]*/>\s*)?<w:body>")
STYLES_HEAD = re.compile(_ROOT % b"styles")
TAIL = re.compile(rb"\s*</w:body>\s*</w:document>\s*")
PARAGRAPH = re.compile(rb"<w:p(?: [^<>]*+|/)?+>" + _properties(b"w:pPr"))
# Marks without text, and runs that hold nothing.
_MARKS = rb"(?:<w:(?:proofErr|bookmarkStart|bookmarkEnd|r(?= |/))[^<>]*/>)+"
# Properties that hold no other element with an end tag.
_RPR = rb"(?:<w:rPr>((?:[^>]*+>(?!</))*+[^>]*+>|)</w:rPr>|<w:rPr/>)?+"
TEXT = rb"<w:t( xml:space=\"preserve\")?>([^<]*)</w:t>"
# What findall() gives of a paragraph for each run of it: its properties; whether the blanks of its text stay,
# and its text, or else all that it holds; and of what is neither a plain run nor a mark without text, a sign.
RUNS = re.compile(
    rb"<w:r"
    + _TAG
    + _RPR
    + rb"(?:(?:<w:lastRenderedPageBreak/>)?"
    + TEXT
    + rb"|((?:<w:t(?: xml:space=\"preserve\")?>[^<]*</w:t>|<w:(?:tab|br|lastRenderedPageBreak)/>)*))</w:r>"
    + rb"|"
    + _MARKS
    + rb"|(<)"
)
# Where the properties are written in another way, with blanks before them, no row or cell matches.
ROW = re.compile(
    rb"<w:tr" + _TAG + _properties(b"w:tblPrEx") + _properties(b"w:trPr") + rb"(?![^<]*<w:(?:tblPrEx|trPr)\b)"
)
# What follows is looked at too: where it is cut, the grid may still come.
TABLE = re.compile(
    rb"<w:tbl>((?:<w:tblPr>(?:<[^<>]*>)*?</w:tblPr>|<w:tblPr/>)"
    rb"(?:<w:tblGrid>(?:<[^<>]*>)*?</w:tblGrid>|<w:tblGrid/>)?)(?=\s*<(?!w:tblGrid)/?[\w:]+[\s/>])"
)
SECTION = re.compile(rb"<w:sectPr" + _TAG + _up_to(b"w:sectPr"))
NAME = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)")
# What findall() gives of a row for each cell: its properties; if it is one paragraph of one run, or empty, that
# paragraph, its properties, those of the run and its text, or else all that it holds; and of what is neither a
# cell nor a mark between cells, a sign.
CELLS = re.compile(
    rb"<w:tc"
    + _TAG
    + _properties(b"w:tcPr")
    + rb"(?![^<]*<w:tcPr\b)(?:(<w:p(?: [^<>]*)?/>|"
    + PARAGRAPH.pattern
    + rb"(?:<w:r"
    + _TAG
    + _RPR
    + rb"<w:t(?: xml:space=\"preserve\")?>([^<]*)</w:t></w:r>)?</w:p>)</w:tc>|"
    + _up_to(b"w:tc")
    + rb")|"
    + _MARKS
    + rb"|(<)"
)

# What a plain part does not hold behind its first element: the prefix w bound anew, comments, CDATA, instructions.
BOUND_ANEW = b"xmlns:w="
_ODD_SIGNS = (b"!", b"?")  # behind <
# A prefix other than w. Word declares thirty namespaces, which cost more than the few tags that use one.
FOREIGN = re.compile(rb"[<\s/](?!w:|xml:)([A-Za-z_][\w.-]*):")


class UnscannableError(Exception):
    """The part is not written in the usual way."""


def check_plain(data: bytes) -> None:
    """Check bytes of a part behind its first tag.

    Raises:
        UnscannableError: they hold what is for the tree.
    """
    if BOUND_ANEW in data:
        raise UnscannableError
    # One byte is found many times faster than two, and these are rare in text.
    for sign in _ODD_SIGNS:
        at = data.find(sign)
        while at >= 0:
            if data.startswith(b"<", at - 1):
                raise UnscannableError
            at = data.find(sign, at + 1)


def is_usual(head: re.Match[bytes]) -> bool:
    """Say whether the part is UTF-8 and calls the transitional namespace w, and nothing else by that name."""
    return _is_usual(head["declaration"], head["root"])


# A program writes the same head in all its files.
@lru_cache(maxsize=128)
def _is_usual(declaration: bytes | None, root: bytes) -> bool:
    encoding = re.search(rb"encoding=[\"']([^\"']*)", declaration or b"")
    bound = re.findall(rb"\sxmlns:w=[\"']([^\"']*)", root)
    is_only = root.count(_NAMESPACE) == 1
    return (encoding is None or encoding[1].lower() == b"utf-8") and bound == [_NAMESPACE] and is_only


_USUAL_ROOT = b'<w:part xmlns:w="%s">' % _NAMESPACE


def declared(content: bytes) -> bytes:
    """Return a start tag that binds w, and the other prefixes of this content to anything but w's namespace."""
    others = b"".join(
        b' xmlns:%s="%s"' % (prefix, prefix) for prefix in sorted(set(FOREIGN.findall(content)))
    )
    return b'<w:part xmlns:w="%s"%s>' % (_NAMESPACE, others)


def wrapped(content: bytes, root: bytes) -> bytes:
    """Return a document whose first element holds this content.

    Args:
        root: the start tag of the part that the content is from; its namespaces are declared where needed.
    """
    if FOREIGN.search(content) is None:
        return _USUAL_ROOT + content + b"</w:part>"
    name = NAME.match(root)
    assert name is not None
    return root + content + b"</" + name[2] + b">"


def iter_styles(stream: IO[bytes], wanted: frozenset[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each of these children of w:styles, and the start tag of w:styles; the rest is passed over.

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
            yield element, head["root"]
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
