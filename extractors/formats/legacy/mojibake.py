"""UTF-8 that was read as Windows-1252 and saved again: `Káº¿ hoáº¡ch` for `Kế hoạch`."""

import re

# The bytes that Windows-1252 leaves undefined come through as the control characters of Latin-1.
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CHAR_OF_BYTE = {
    byte: chr(byte) if byte in _UNDEFINED else bytes([byte]).decode("cp1252") for byte in range(0x80, 0x100)
}
_BYTE_OF_CHAR = {char: byte for byte, char in _CHAR_OF_BYTE.items()}
# A reader may also have kept Latin-1's control characters where Windows-1252 has a sign.
_BYTE_OF_CHAR |= {chr(byte): byte for byte in range(0x80, 0xA0)}


def _char_class(first: int, last: int) -> str:
    return "[" + "".join(re.escape(c) for c, byte in _BYTE_OF_CHAR.items() if first <= byte <= last) + "]"


_TAIL = _char_class(0x80, 0xBF)
_SEQUENCE = (
    f"{_char_class(0xC2, 0xDF)}{_TAIL}"
    f"|{_char_class(0xE0, 0xEF)}{_TAIL}{{2}}"
    f"|{_char_class(0xF0, 0xF4)}{_TAIL}{{3}}"
)
# `à` is C3 A0 and `í` C3 AD: a no-break space becomes a space and a soft hyphen is lost on many ways.
_SPOILED = re.compile(rf"(?P<sequence>{_SEQUENCE})|Ã(?P<space> )?(?=[a-zA-Z \n.,;:)]|$)")


def undo_mojibake(text: str) -> str:
    """Return the text with each UTF-8 sequence that was read as Windows-1252 put right; the rest stays.

    Only for text that is known to be so: `Ã` before a plain letter is taken for an `í` that lost its tail.

    >>> undo_mojibake("Káº¿ hoáº¡ch, vÃ\\u00a0 Ä‘Æ¡n")
    'Kế hoạch, và đơn'
    """
    return _SPOILED.sub(_repaired, text)


def _repaired(found: re.Match[str]) -> str:
    if not found["sequence"]:
        return "à" if found["space"] else "í"
    data = bytes(_BYTE_OF_CHAR[char] for char in found.group())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:  # overlong forms and surrogates
        return found.group()
