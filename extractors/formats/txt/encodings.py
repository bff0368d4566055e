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
# share of fifty thousand words is known to a fraction of a percent.
SCORED_CHARACTERS = 250_000
SCORED_PIECES = 50
# A decoding must read this much better than a simpler one to be preferred: below it is chance.
CLEARLY_BETTER = 0.1
# Vietnamese scores above 0.9 however many names and figures it holds, other languages below 0.4.
VIETNAMESE = 0.5
# VIQR has a vowel with a mark after it in one word out of three, other text hardly ever.
VIQR_SIGNS = 0.02
# Text with more invalid bytes or control characters than this is no text: one in a hundred characters.
SPOILED = 0.01
# A NUL in every second byte of half the text marks UTF-16 without a byte order mark: ASCII is that common.
UTF16_NULS = 0.25
# ... and that share of what it then reads must be letters that Latin scripts and their typography use.
LATIN = 0.8

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16 LE
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ud800-\udfff]")
# The quotation marks and dashes of Windows stand between ASCII and the letters of every eight-bit table.
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_WINDOWS_SIGNS = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _UNDEFINED
}
_CP1258_LETTERS = {byte: bytes([byte]).decode("cp1258") for byte in range(0xA0, 0x100)}
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
        name, read, score = _best_reading(text, _readings_of_unicode(text))
    else:
        text = data.decode("latin-1").translate(_WINDOWS_SIGNS)
        name, read, score = _best_reading(text, _readings_of_bytes())
    encoding = name or unicode_encoding
    text, diagnostics = _without_spoiled(read(text))
    if encoding != "UTF-8":
        diagnostics.append(Diagnostic.of("encoding-converted", encoding=encoding))
    if _COMBINING.search(text):
        text = unicodedata.normalize("NFC", text)
        if not name:
            diagnostics.append(Diagnostic.of("encoding-converted", encoding="decomposed Unicode (NFD)"))
    if score < VIETNAMESE:
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
        if not zeros or zeros.count(0) < UTF16_NULS * len(zeros):
            continue
        letters = _lenient(head[: len(head) // 2 * 2], codec)
        if sum(1 for char in letters if _is_latin(char)) > LATIN * len(letters):
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


def _is_latin(char: str) -> bool:
    return "\t" <= char < "\u0370" or "\u1e00" <= char < "\u2100" or char == "\ufeff"


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
    elif len(_VIQR_SIGNS.findall(sample)) > VIQR_SIGNS * len(sample):
        yield "VIQR", decode_viqr


def _readings_of_bytes() -> Iterator[Reading]:
    yield "windows-1258", _read_cp1258
    yield "TCVN3 (ABC)", _read_tcvn3
    yield "VNI", decode_vni
    yield "Windows-1252", _identity


def _read_cp1258(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_CP1258_LETTERS))


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
    """Whether a line was set in capitals: `KÕ HO¹CH` shows it within a word, `Sè: 5/KH-SXD` does not."""
    words = _WORD.findall(line)
    plain = [char for word in words for char in word if char.isascii()]
    within = any(not word.isascii() and sum(map(str.isupper, word)) > 1 for word in words)
    return within and sum(map(str.isupper, plain)) > 0.8 * len(plain)


def _whole_capitals(found: re.Match[str]) -> str:
    word = found.group()
    plain = [char for char in word if char.isascii()]
    return word.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else word


def _best_reading(text: str, readings: Iterator[Reading]) -> tuple[str, Callable[[str], str], float]:
    """Return the reading that scores best, and its score; of two that score alike, the first."""
    sample = _sample(text)
    best: Reading = ("", _identity)
    best_score = -1.0
    for name, read in readings:
        if best_score > 1 - CLEARLY_BETTER and name != "VIQR":
            continue  # none can be clearly better
        score = vietnamese_share(read(sample))
        # The words of VIQR without their marks can be syllables too (`ke^'` holds `ke`): no worse is enough.
        enough = score >= best_score if name == "VIQR" else score > best_score + CLEARLY_BETTER
        if enough or best_score < 0:
            best, best_score = (name, read), score
    return *best, best_score


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
