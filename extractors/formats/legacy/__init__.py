"""Vietnamese from before Unicode: code tables, the fonts that used them, and what reads as Vietnamese."""

from extractors.formats.legacy.charsets import decode_tcvn3, decode_vni
from extractors.formats.legacy.fonts import FontEncoding, decode_font, font_encoding
from extractors.formats.legacy.mojibake import undo_mojibake
from extractors.formats.legacy.syllables import is_syllable, vietnamese_share
from extractors.formats.legacy.viqr import decode_viqr

__all__ = [
    "FontEncoding",
    "decode_font",
    "decode_tcvn3",
    "decode_viqr",
    "decode_vni",
    "font_encoding",
    "is_syllable",
    "undo_mojibake",
    "vietnamese_share",
]
