"""TCVN3 (ABC) and VNI: eight-bit code tables, read as Latin-1 like `B¶o Th¾ng`, `Ñaïi hoäi`.

The tables are data/tcvn3.csv and data/vni.csv. Both take text whose code points are the bytes of the old
table, as Word, PDF and a Latin-1 reading give it.
"""

import csv
import re
from functools import cache
from importlib.resources import files

from schemas.text import nfc

# Fonts that declare themselves symbol fonts have their bytes moved to U+F000 and up.
_SYMBOL_AREA = {0xF000 + byte: byte for byte in range(0x20, 0x100)}
_HAS_SYMBOLS = re.compile("[\uf020-\uf0ff]")


def decode_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Return text in TCVN3 (ABC) as Unicode NFC.

    Args:
        text: soft hyphens (U+00AD) still in it: they are the letter `ư` here.
        capitals: the run's font (`.VnTimeH`) draws capitals for the codes of small letters.

    >>> decode_tcvn3("B¶o Th¾ng"), decode_tcvn3("kÕ ho¹ch", capitals=True)
    ('Bảo Thắng', 'KẾ HOẠCH')
    """
    text = _bytes_as_text(text).translate(_tcvn3())
    return nfc(text.upper() if capitals else text)


def decode_vni(text: str) -> str:
    """Return text in VNI-Windows as Unicode NFC: a vowel and the sign after it are one letter.

    >>> decode_vni("Ñaïi hoäi")
    'Đại hội'
    """
    letters, pattern = _vni()
    return nfc(pattern.sub(lambda found: letters[found.group()], _bytes_as_text(text)))


def _bytes_as_text(text: str) -> str:
    return text.translate(_SYMBOL_AREA) if _HAS_SYMBOLS.search(text) else text


def _rows(name: str) -> list[dict[str, str]]:
    text = files("extractors.formats.legacy").joinpath(f"data/{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _tcvn3() -> dict[int, str]:
    return {int(row["byte_hex"], 16): row["unicode_char"] for row in _rows("tcvn3")}


@cache
def _vni() -> tuple[dict[str, str], re.Pattern[str]]:
    letters = {row["latin1_chars"]: row["unicode_char"] for row in _rows("vni")}
    longest_first = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, longest_first)))
