"""Which fonts hold a legacy encoding: the font's name is the only mark that a run of text bears."""

import re
from functools import lru_cache
from typing import Literal

from extractors.formats.legacy.charsets import decode_tcvn3, decode_vni
from extractors.formats.legacy.syllables import vietnamese_share

FontEncoding = Literal["tcvn3", "tcvn3-capitals", "vni"]

_SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"(?:[-, ]*(?:bold|italic|oblique|regular|normal|roman|bd|it|mt|ps))+$", re.IGNORECASE)
_VNI = re.compile(r"vni[-_ ]", re.IGNORECASE)
_TCVN3 = re.compile(r"\.[Vv][Nn]|Vn[A-Z]|VN[A-Z]{3}")
# Names whose capitals are lost, the dot too: `vntime`, `vnTimeH`. Known families alone, for VN is a country too.
_KNOWN = re.compile(
    r"\.?vn ?(?:arial(?: narrow)?|avant|book-antiqua|century schoolbook|clarendon|cooper|courier(?: new)?|"
    r"helvet(?:ica|ins)?|park|present|southern|times?|universe)(?P<capitals>h)?",
    re.IGNORECASE,
)
# Letters that no eight-bit table has: text with one of them is Unicode already, whatever its font is called.
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


@lru_cache(maxsize=1024)
def font_encoding(font_name: str) -> FontEncoding | None:
    """Return the legacy encoding of the text set in a font; None for a Unicode font.

    Args:
        font_name: as in a Word run or a PDF font dictionary, subset tag and style suffix allowed.

    >>> [font_encoding(n) for n in (".VnTime", "ABCDEF+.VnTimeH-Bold", "VNI-Times", "Times New Roman")]
    ['tcvn3', 'tcvn3-capitals', 'vni', None]
    """
    family = _SUBSET_TAG.sub("", font_name.strip())
    if _VNI.match(family):
        return "vni"
    name = _STYLE.sub("", family)
    known = _KNOWN.fullmatch(name)
    if known is None and not _TCVN3.match(family):
        return None
    return "tcvn3-capitals" if name.endswith("H") or (known and known["capitals"]) else "tcvn3"


def decode_font(text: str, font_name: str) -> str:
    """Return the text of a run as Unicode, by its font; unchanged where the font is none of the old ones.

    Text typed in Unicode and then set in an old font is common in edited files and stays as it is: it holds
    letters that the old tables lack, or reads better as Vietnamese than its conversion does.
    """
    encoding = font_encoding(font_name)
    if encoding is None or text.isascii():
        return text.upper() if encoding == "tcvn3-capitals" else text
    if _UNICODE_ONLY.search(text):
        return text
    decoded = (
        decode_vni(text) if encoding == "vni" else decode_tcvn3(text, capitals=encoding.endswith("capitals"))
    )
    return text if vietnamese_share(text) > vietnamese_share(decoded) else decoded
