"""The encoding of a text file, decided by which decoding reads best as Vietnamese."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.formats.legacy import (
    decode_tcvn3,
    decode_viqr,
    decode_vni,
    undo_mojibake,
    vietnamese_share,
)
from schemas.diagnostics import Diagnostic
from schemas.errors import UnreadableSourceError

# The whole file is scored up to this many characters, a longer one by as many taken evenly over it: the
# share of a hundred thousand words is known to a fraction of a percent.
SCORED_CHARACTERS = 500_000
SCORED_PIECES = 50
# A decoding must read this much better than a simpler one to be preferred: below it is chance.
CLEARLY_BETTER = 0.1
# Vietnamese scores above 0.9 however many names and figures it holds, other languages below 0.4.
VIETNAMESE = 0.5
# Text with more invalid bytes or control characters than this is no text: one in a hundred characters.
SPOILED = 0.01
# A NUL in every second byte of half the text marks UTF-16 without a byte order mark: ASCII is that common.
UTF16_NULS = 0.25

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16 LE
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffd\ufffe\uffff\ud800-\udfff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_VIQR_SIGNS = re.compile(r"[aeouAEOU][\^(+]|[dD][dD]|[aeiouyAEIOUY]['`?~](?=[a-z\s])")
_EIGHT_BIT = re.compile("[\u0080-\u00ff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, NFC, and how it was found.

    encoding is the name for people: UTF-8, UTF-16, windows-1258, TCVN3 (ABC), VNI, VIQR.
    """

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file in the encoding that reads best as Vietnamese.

    Raises:
        UnreadableSourceError: the bytes are no text in any encoding.
    """
    unicode_encoding, text = _unicode_text(data)
    if text is not None:
        best_name, best_read = _best_reading(text, _readings_of_unicode(text))
        text = best_read(text)
    else:
        raw = data.decode("latin-1")
        best_name, best_read = _best_reading(raw, _readings_of_bytes())
        text = best_read(raw)
    encoding = best_name or unicode_encoding
    text, diagnostics = _without_spoiled(text)
    if encoding not in ("UTF-8", ""):
        diagnostics.append(Diagnostic.of("encoding-converted", encoding=encoding))
    if _COMBINING.search(text):
        text = unicodedata.normalize("NFC", text)
        if encoding in ("UTF-8", "UTF-16"):
            diagnostics.append(Diagnostic.of("encoding-converted", encoding="decomposed Unicode (NFD)"))
    if vietnamese_share(_sample(text)) < VIETNAMESE:
        diagnostics.append(Diagnostic.of("not-vietnamese"))
    return Decoded(text, encoding, tuple(diagnostics))


def _identity(text: str) -> str:
    return text


def _unicode_text(data: bytes) -> tuple[str, str | None]:
    """Return the data as UTF-8, -16 or -32 with the name; None for the text where it is none of them."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec[:-3].upper() if codec != "utf-8" else "UTF-8", _lenient(data[len(mark) :], codec)
    head = data[: 1 << 20]
    for codec, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros and zeros.count(0) > UTF16_NULS * len(zeros) and head.count(0) < 0.6 * len(head):
            return "UTF-16", _lenient(data, codec)
    try:
        return "UTF-8", data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    # Valid sequences of several bytes hardly occur by chance: a few bad bytes make it no other encoding.
    beyond_ascii = sum(1 for char in _sample(text) if char > "\x7f")
    if text.count("\ufffd") <= SPOILED * len(text) and _sample(text).count("\ufffd") * 4 < beyond_ascii:
        return "UTF-8", text
    return "", None


def _lenient(data: bytes, codec: str) -> str:
    return data.decode(codec, "replace")


Reading = tuple[str, Callable[[str], str]]


def _readings_of_unicode(text: str) -> Iterator[Reading]:
    """Yield what text in Unicode may be instead: old encodings are pasted into it letter by letter."""
    yield "", _identity
    sample = _sample(text)
    if _EIGHT_BIT.search(sample):
        yield "UTF-8 read as Windows-1252", _undo_mojibake
        yield "TCVN3 (ABC)", _read_tcvn3
        yield "VNI", decode_vni
    elif len(_VIQR_SIGNS.findall(sample)) > len(sample) / 100:
        yield "VIQR", decode_viqr


def _readings_of_bytes() -> Iterator[Reading]:
    yield "windows-1258", _read_cp1258
    yield "TCVN3 (ABC)", _read_tcvn3
    yield "VNI", decode_vni
    yield "Windows-1252", _read_cp1252


def _read_cp1258(latin: str) -> str:
    return unicodedata.normalize("NFC", latin.encode("latin-1").decode("cp1258", "replace"))


def _read_cp1252(latin: str) -> str:
    return latin.encode("latin-1").decode("cp1252", "replace")


def _undo_mojibake(text: str) -> str:
    once = undo_mojibake(text)
    return undo_mojibake(once) if vietnamese_share(_sample(once)) < VIETNAMESE else once


_WORD = re.compile(r"[^\W\d_]+")


def _read_tcvn3(text: str) -> str:
    """Return the text, capitals put right: capital fonts hold `TØNH` as `TØnh`'s codes, read as `TỉNH`."""
    lines = decode_tcvn3(text).split("\n")
    return "\n".join(
        line.upper() if _is_in_capitals(line) else _WORD.sub(_whole_capitals, line) for line in lines
    )


def _is_in_capitals(line: str) -> bool:
    plain = [char for char in line if char.isascii() and char.isalpha()]
    return len(plain) > 1 and sum(map(str.isupper, plain)) > 0.8 * len(plain)


def _whole_capitals(found: re.Match[str]) -> str:
    word = found.group()
    plain = [char for char in word if char.isascii()]
    return word.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else word


def _best_reading(text: str, readings: Iterator[Reading]) -> Reading:
    sample = _sample(text)
    best: Reading = ("", _identity)
    best_score = -CLEARLY_BETTER - 1
    for name, read in readings:
        score = vietnamese_share(read(sample))
        if score > best_score + CLEARLY_BETTER:
            best, best_score = (name, read), score
    return best


def _sample(text: str) -> str:
    if len(text) <= SCORED_CHARACTERS:
        return text
    size = SCORED_CHARACTERS // SCORED_PIECES
    step = len(text) // SCORED_PIECES
    return " ".join(text[start : start + size] for start in range(0, step * SCORED_PIECES, step))


def _without_spoiled(text: str) -> tuple[str, list[Diagnostic]]:
    """Return the text without NULs, lone surrogates and what could not be decoded, and say so.

    Raises:
        UnreadableSourceError: they are too many for a text.
    """
    text, count = _CONTROLS.subn("", text)
    if count == 0:
        return text, []
    if count > max(SPOILED * (len(text) + count), 3):
        raise UnreadableSourceError(found="binary data, no text in any known encoding")
    return text, [Diagnostic.of("invalid-bytes", count=count)]
