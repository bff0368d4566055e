"""The texts of a document part: from bytes between tags to what is printed."""

import re

from extractors.formats.docx.pieces import tidy
from extractors.formats.docx.plain import TEXT, UnscannableError
from schemas.text import clean_printable

# What XML strips where it is not told to keep it.
BLANKS = b" \t\r\n"
LINE_ENDS = (b"\n", b"\r")
CONTENT = re.compile(TEXT + rb"|<w:(tab|br)/>")
# Characters that XML does not allow.
_ODD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What is no reference to one of the five entities of XML.
_STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
# The last one gives the sign that the others begin with.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


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


def read_tidy(raw: bytes) -> str:
    """Return tidy(read_text(raw))."""
    # Nearly every text is one line of printable characters.
    if b"&" not in raw:
        text = raw.decode("utf-8", "replace")
        if text.isprintable() and "\ufffd" not in text:
            return clean_printable(text.strip())
    return tidy(read_text(raw))


def content_text(content: bytes) -> bytes:
    """Return the text of a run that holds nothing but texts, tabs and line breaks."""
    texts = []
    for preserved, text, sign in CONTENT.findall(content):
        if sign:
            texts.append(b"\t" if sign == b"tab" else b"\n")
        else:
            texts.append(text if preserved else text.strip(BLANKS))
    return b"".join(texts)


def on_one_line(text: bytes) -> bytes:
    """Return the text of a w:t with its line ends as spaces: only w:br breaks a line."""
    for line_end in LINE_ENDS:
        if line_end in text:
            text = text.replace(b"\r\n", b" ").replace(line_end, b" ")
    return text
