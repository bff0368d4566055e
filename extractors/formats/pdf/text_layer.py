"""Is the text of a page what its picture shows? Legacy fonts are converted, noise is told from words."""

import re
from collections.abc import Sequence

import numpy as np

from extractors.formats.legacy import (
    decode_tcvn3,
    decode_vni,
    font_encoding,
    is_syllable,
    vietnamese_share,
)
from extractors.formats.pdf.ink import Characters, Integers

SAMPLE = 400  # characters that are judged first; a page of plain Vietnamese is settled by them
PLAIN = 0.75  # share of Vietnamese syllables from which on a text needs no second look
GARBLED = 0.5  # share below which a text must show that it is some other language to be believed
FEW_WORDS = 8  # fewer words than this say nothing
STRANGE_SHARE = 0.04  # of letters that no Vietnamese or English text has
WORDLIKE = 0.6  # share of words that some language of Latin letters could have
GAIN = 0.3  # share of Vietnamese by which a conversion must raise the text: Unicode with many names has less
CONVERTED = 0.7  # share of Vietnamese that a conversion must reach to be believed

_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ\u0300-\u036f]+")
_VOWEL = re.compile(r"[aeiouyàáâãèéêìíòóôõùúýăĩũơưạ-ỹ]", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
# A letter with a digit or sign inside the word, as when codes are shifted: "7KѭѫQJ", "phòQJ", "6ӣ".
_MIXED = re.compile(r"[a-zđ][A-Z0-9<>{}\\^~@#$%&*=]+[a-zđ]|[\x00-\x08\ufffd]")


def is_plain(texts: Sequence[str]) -> bool:
    """Tell whether lines of text are plainly Vietnamese."""
    sample = texts[:: max(1, sum(map(len, texts)) // SAMPLE)]
    return vietnamese_share("\n".join(sample)) >= PLAIN


def is_usable(texts: Sequence[str]) -> bool:
    """Tell whether lines of text are words that a person could have printed."""
    whole = "\n".join(texts)
    words = _WORD.findall(whole)
    if len(words) < FEW_WORDS:
        return not _strange(whole)
    share = vietnamese_share(whole)
    if share >= PLAIN:
        return True
    if _strange(whole):
        return False
    wordlike = sum(bool(_LATIN.fullmatch(word) and _VOWEL.search(word)) for word in words) / len(words)
    return share >= GARBLED or wordlike >= WORDLIKE


def _strange(text: str) -> bool:
    letters = [c for c in text if not c.isspace()]
    if not letters:
        return False
    foreign = sum(1 for c in letters if c.isalpha() and not _LATIN.match(c))
    broken = sum(1 for c in letters if c in "\ufffd\0" or "\ue000" <= c <= "\uefff" or c < " ")
    tokens = _TOKEN.findall(text)
    mixed = sum(bool(_MIXED.search(token)) for token in tokens)
    return foreign + broken > STRANGE_SHARE * len(letters) or mixed > 0.25 * len(tokens)


def convert_fonts(characters: Characters) -> tuple[Characters, str | None]:
    """Return the characters with those set in legacy fonts as Unicode, and the encoding converted."""
    if not any(font_encoding(look.font) for look in characters.looks):
        return characters, None
    characters = characters.with_own_looks()
    encodings = [font_encoding(look.font) for look in characters.looks]
    found = next((encoding for encoding in encodings if encoding), None)
    # Text that was typed in Unicode and then set in an old font needs no conversion.
    by_look = [_is_unicode(characters, index) for index in range(len(characters.looks))]
    kept = [None if unicode else encoding for encoding, unicode in zip(encodings, by_look, strict=True)]
    if not any(kept):
        return characters, None
    return _converted(characters, kept), found


def convert_by_content(characters: Characters) -> tuple[Characters, str | None]:
    """Return the characters read as the legacy encoding that makes them Vietnamese, where one does."""
    text = characters.text()
    needed = max(CONVERTED, vietnamese_share(text) + GAIN)
    for encoding, decode in (("tcvn3", decode_tcvn3), ("vni", decode_vni)):
        if vietnamese_share(decode(text)) >= needed:
            return _converted(characters, [encoding] * len(characters.looks)), encoding
    return characters, None


def _is_unicode(characters: Characters, look: int) -> bool:
    codes = characters.code[characters.look == look]
    return bool(((codes >= 0x1EA0) & (codes <= 0x1EF9) | np.isin(codes, (0x111, 0x110, 0x1A1, 0x1B0))).any())


def _converted(characters: Characters, encodings: Sequence[str | None]) -> Characters:
    """Return the characters decoded one by one; VNI writes a letter and its mark as two."""
    codes, keep = characters.code.copy(), np.ones(len(characters), np.bool_)
    x1 = characters.x1.copy()
    looks = characters.look.tolist()
    letters = [chr(code) for code in codes.tolist()]
    index = 0
    while index < len(letters):
        encoding = encodings[looks[index]]
        if encoding is None:
            index += 1
            continue
        pair = "".join(letters[index : index + 2])
        if encoding == "vni" and len(pair) == 2 and len(joined := decode_vni(pair)) == 1:
            codes[index] = ord(joined)
            keep[index + 1] = False
            x1[index] = max(x1[index], x1[index + 1])
            index += 2
            continue
        letter = letters[index]
        if letter == "-" and encoding.startswith("tcvn3") and _is_cut_word(characters, codes, index):
            letter = "\xad"  # TCVN3's ư: PDFium takes it for a hyphen where the line ends
        decoded = (
            decode_vni(letter) if encoding == "vni" else decode_tcvn3(letter, capitals=encoding.endswith("s"))
        )
        if len(decoded) == 1:
            codes[index] = ord(decoded)
        index += 1
    return characters.with_(code=codes, x1=x1).where(keep)


def _is_cut_word(characters: Characters, codes: Integers, hyphen: int) -> bool:
    """Tell a hyphen at the end of a line that makes a syllable as the letter ư, of letters decoded so far."""
    following = characters.baseline[hyphen + 1 : hyphen + 2]
    if len(following) and abs(following[0] - characters.baseline[hyphen]) < 1.0:
        return False
    word = ""
    for code in codes[max(hyphen - 6, 0) : hyphen][::-1].tolist():
        if not chr(code).islower():
            break
        word = chr(code) + word
    return bool(word) and is_syllable(word + "ư")
