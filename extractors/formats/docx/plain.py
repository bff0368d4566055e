"""What plain WordprocessingML looks like in bytes: patterns that match whole plain elements or nothing."""

import re

_TAG = rb"(?: [^<>]*)?>"
# Elements without text up to the first end tag: lazy, and in an atomic group, so that it stays the first.
_TAGS = rb"((?:<[^<>]*>)*?)"
HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?P<declaration>[^<>]*)\?>)?\s*(?P<root><w:document(?: [^<>]*|\s[^<>]*)>)\s*"
    rb"(?:<w:background[^<>]*/>\s*)?<w:body>"
)
PARAGRAPH = re.compile(rb"<w:p" + _TAG + rb"(?>(?:<w:pPr>" + _TAGS + rb"</w:pPr>|<w:pPr/>)?)")
# Marks without text, then a run that holds text, tabs and line breaks alone.
RUN = re.compile(
    rb"(?:<w:(?:proofErr|bookmarkStart|bookmarkEnd)[^<>]*/>)*"
    rb"<w:r" + _TAG + rb"(?:<w:rPr>((?:<[^<>]*/>)*)</w:rPr>|<w:rPr/>)?"
    rb"((?:<w:t(?: xml:space=\"preserve\")?>[^<]*</w:t>|<w:(?:tab|br|lastRenderedPageBreak)/>)*)</w:r>"
)
CONTENT = re.compile(rb"<w:t( xml:space=\"preserve\")?>([^<]*)</w:t>|<w:(tab|br)/>")
MARKS = re.compile(rb"(?:<w:(?:proofErr|bookmarkStart|bookmarkEnd)[^<>]*/>)*")
ROW = re.compile(
    rb"<w:tr" + _TAG + rb"(?>(?:<w:tblPrEx>" + _TAGS + rb"</w:tblPrEx>)?)"
    rb"(?>(?:<w:trPr>" + _TAGS + rb"</w:trPr>|<w:trPr/>)?)"
)
CELL = re.compile(rb"<w:tc" + _TAG + rb"(?>(?:<w:tcPr>" + _TAGS + rb"</w:tcPr>|<w:tcPr/>)?)")
TABLE = re.compile(
    rb"<w:tbl>(<w:tblPr>(?:<[^<>]*>)*?</w:tblPr>(?:<w:tblGrid>(?:<[^<>]*>)*?</w:tblGrid>|<w:tblGrid/>)?)"
)
NAME = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)")
# By far the most frequent cell: one paragraph of one run, or empty.
PLAIN_CELL = re.compile(
    CELL.pattern + PARAGRAPH.pattern + rb"(?:<w:r" + _TAG + rb"(?:<w:rPr>((?:<[^<>]*/>)*)</w:rPr>)?"
    rb"<w:t( xml:space=\"preserve\")?>([^<]*)</w:t></w:r>)?</w:p></w:tc>"
)


class UnscannableError(Exception):
    """The part is not written in the usual way."""


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


def next_element(data: bytes, at: int) -> tuple[bytes, int, int]:
    """Return name, start and end of the next element, blanks before it skipped."""
    while data[at : at + 1].isspace():
        at += 1
    match = NAME.match(data, at)
    end = element_end(data, at, match[2]) if match is not None and not match[1] else None
    if match is None or end is None:
        raise UnscannableError
    return match[2], at, end
