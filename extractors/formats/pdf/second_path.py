"""The second path: pages that PDFium's fast reading is unsure of, scanned with pdfplumber instead.

Slower by an order of magnitude and never needed for sound files; what it finds goes the same further way.
"""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from extractors.formats.pdf.ink import Characters, Ink, Look, is_blank

UNSURE_SHARE = 0.1  # of the characters without a letter or a place of their own
FEW_CHARACTERS = 20  # on a page that holds hardly any text there is nothing to be unsure of
_DAMAGE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
MOST_CHARACTERS = 100_000  # a page with more would take minutes


def is_unsure(ink: Ink) -> bool:
    """Tell a page that was not read, or whose characters often lack a letter or a width."""
    if ink.reader == "none":
        return True
    characters = ink.characters
    if len(characters) < FEW_CHARACTERS or len(characters) > MOST_CHARACTERS:
        return False
    code, few = characters.code, UNSURE_SHARE * len(characters)
    lost, flat = (code == 0) | (code == 0xFFFD), characters.x1 <= characters.x0
    if np.count_nonzero(lost | flat) <= few:
        return False
    is_mark = (code >= 0x300) & (code < 0x370)
    return bool(np.count_nonzero(lost | (flat & ~is_mark & ~is_blank(code))) > few)


def scan_slowly(data: bytes, index: int) -> Ink | None:
    """Return the page (0-based) as pdfplumber sees it; None where it cannot read it or finds no letters."""
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as pdf:
            if not pdf.pages:
                return None
            return _ink(pdf.pages[0])
    except (PDFException, PdfminerException, *_DAMAGE):
        return None  # pdfminer lets the errors of its dictionaries and casts through on damaged files


def _ink(page: Any) -> Ink | None:
    characters = list(_letters(page))
    if not characters:
        return None
    looks: dict[Look, int] = {}
    index = [looks.setdefault(look, len(looks)) for _, look, *_ in characters]
    values = np.array([row[2:] for row in characters], float)
    x0, x1, baseline, size = values.T
    return Ink(
        float(page.width),
        float(page.height),
        Characters(
            np.array([row[0] for row in characters], np.int64),
            x0,
            x1,
            baseline,
            (x0 + x1) / 2,
            baseline - 0.25 * size,
            size,
            np.array(index, np.int64),
            np.zeros(len(characters), np.bool_),
            tuple(looks),
        ),
        [(float(edge["top"]), float(edge["x0"]), float(edge["x1"])) for edge in page.horizontal_edges],
        [(float(edge["x0"]), float(edge["top"]), float(edge["bottom"])) for edge in page.vertical_edges],
        reader="pdfplumber",
    )


def _letters(page: Any) -> Iterator[tuple[int, Look, float, float, float, float]]:
    """Yield code, look, x0, x1, baseline and size of each letter; a ligature's letters share its place."""
    for char in page.chars:
        text = char["text"]
        if text.startswith("(cid:"):
            text = "\ufffd"
        name = str(char["fontname"]).partition("+")[2] or str(char["fontname"])
        folded = name.lower()
        italic = "italic" in folded or "oblique" in folded
        turn = 0 if char["upright"] else -1
        look = Look(name, round(char["size"], 2), "bold" in folded, italic, turn=turn)
        for letter in text:
            yield (
                ord(letter),
                look,
                char["x0"],
                char["x1"],
                char["bottom"] - 0.22 * char["size"],
                char["size"],
            )
