"""Fields that print something though the file keeps no result for them: signs, buttons, drop-down lists."""

import re
from itertools import pairwise

from extractors.formats.docx.markup import VAL, Element, W, is_on, read_int
from extractors.formats.docx.symbols import is_symbol_font, read_sign

# Where the characters of symbol fonts are kept.
_SYMBOLS = 0xF000
_WORD = re.compile(r'"[^"]*"|\S+')


def read_choice(begin: Element) -> str:
    """Return the entry that is chosen in a drop-down list of a form (FORMDROPDOWN), or the box of a FORMCHECKBOX.

    Empty for another field.

    Args:
        begin: the w:fldChar that begins the field.
    """
    for choices in begin.iter(W + "ddList"):
        entries = [entry.get(VAL) or "" for entry in choices.iterchildren(W + "listEntry")]
        chosen = {child.tag: read_int(child.get(VAL)) for child in choices}
        index = chosen.get(W + "result") or chosen.get(W + "default") or 0
        return entries[index] if 0 <= index < len(entries) else ""
    for box in begin.iter(W + "checkBox"):
        said = {child.tag: is_on(child.get(VAL)) for child in box}
        return "☒" if said.get(W + "checked", said.get(W + "default", False)) else "☐"
    return ""


def printed_by(code: str) -> str:
    r"""Return what a field without a result prints, as its code says it.

    >>> printed_by(' SYMBOL 252 \\f "Wingdings" \\s 12 '), printed_by(" MACROBUTTON NoMacro [Họ tên]")
    ('✓', '[Họ tên]')
    """
    words = _WORD.findall(code)
    name = words[0].upper() if words else ""
    if name in ("MACROBUTTON", "GOTOBUTTON") and len(words) > 2:
        return code.split(None, 2)[2].strip()
    if name == "SYMBOL" and len(words) > 1:
        return _sign(words[1:])
    return ""


def _sign(words: list[str]) -> str:
    """Return the sign of a SYMBOL field: a character by its number, decimal or hexadecimal, in its font."""
    try:
        number = int(words[0], 0)
        character = chr(number)
    except (ValueError, OverflowError):
        return ""
    named = [font.strip('"') for switch, font in pairwise(words) if switch.lower() == r"\f"]
    font = named[0] if named else None
    if number < 0x100 and "\\u" not in words:
        character = (
            chr(_SYMBOLS + number) if is_symbol_font(font) else bytes([number]).decode("cp1252", "ignore")
        )
    return read_sign(font, character) or ""
