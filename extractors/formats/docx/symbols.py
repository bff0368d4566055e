"""Signs of symbol fonts (Symbol, Wingdings) as Unicode; the table stands in data/symbols.csv."""

import csv
from functools import cache
from importlib.resources import files

# Word keeps the code of a symbol font in this corner of the private use area.
_PRIVATE = 0xF000
UNKNOWN_BULLET = "•"


@cache
def _signs() -> dict[tuple[str, int], str]:
    text = files("extractors.formats.docx").joinpath("data/symbols.csv").read_text("utf-8")
    return {(row["font"], int(row["code"], 16)): row["sign"] for row in csv.DictReader(text.splitlines())}


@cache
def symbol_fonts() -> frozenset[str]:
    """Return the fonts of the table, in lower case."""
    return frozenset(font for font, _ in _signs())


def is_symbol_font(font: str | None) -> bool:
    """Say whether the text of this font is signs, not letters."""
    return font is not None and font.lower() in symbol_fonts()


def read_sign(font: str | None, character: str) -> str | None:
    """Return the sign that a character shows in a symbol font; None where the table does not know it.

    A character of the private area in any other font is looked up as Symbol, as Word does for bullets.

    >>> read_sign("Symbol", "\\uf0b7")
    '•'
    """
    code = ord(character)
    if _PRIVATE <= code <= _PRIVATE + 0xFF:
        code -= _PRIVATE
    elif not is_symbol_font(font):
        return character
    if code == 0x20:
        return " "
    name = (font or "").lower()
    return _signs().get((name if name in symbol_fonts() else "symbol", code))
