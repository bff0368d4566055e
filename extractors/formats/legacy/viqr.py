"""VIQR: Vietnamese written in ASCII, marks after their vowel (`Vie^.t Nam`), as in RFC 1456."""

import re
import unicodedata

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_MARKS = _SHAPES | _TONES
# Which vowels take which shape; a tone goes on any vowel. Escaped marks come first so that they stay marks.
_LETTER = re.compile(
    r"""
    \\(?P<escaped>[\^(+*'`?~.dD\\])             # a\. is an a and a full stop
    | (?P<stroke>[dD])[dD]                       # dd
    | (?P<vowel>[aA][\^(]? | [eE]\^? | [oO][\^+*]? | [uU][+*]? | [iIyY])
      (?P<tone>['`?~.])?
      # the shape after the tone
      (?P<late>(?<=[aAeEoO]['`?~.])\^ | (?<=[aA]['`?~.])\( | (?<=[oOuU]['`?~.])[+*])?
    """,
    re.VERBOSE,
)


def decode_viqr(text: str) -> str:
    """Return text in VIQR as Unicode NFC; a backslash keeps the mark after it a mark.

    Only for text that is known to be VIQR: a full stop after a plain vowel is read as its tone.

    >>> decode_viqr("Ke^' hoa.ch cu?a DDa`i, to+? ba\\\\.")
    'Kế hoạch của Đài, tở ba.'
    """
    return _LETTER.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    if escaped := found["escaped"]:
        return escaped
    if stroke := found["stroke"]:
        return "Đ" if stroke == "D" else "đ"
    marked = "".join(_MARKS.get(sign, sign) for sign in _signs(found))
    return unicodedata.normalize("NFC", marked)


def _signs(found: re.Match[str]) -> str:
    return found["vowel"] + (found["late"] or "") + (found["tone"] or "")
