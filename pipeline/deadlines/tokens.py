"""A spelling cut into tokens: dates, numbers and the words of the lexicon, one letter for each kind."""

import re
from typing import NamedTuple

from pipeline.deadlines.lexicon import Lexicon, Word, lexicon
from pipeline.deadlines.pieces import Pieces, cut_pieces
from pipeline.deadlines.spelling import Spelling


class Token(NamedTuple):
    """One token; start and end are offsets in the spelling, half open.

    Kinds besides those of the lexicon: d day, month and year; k day and month; m month and year; y year;
    n number; i Roman numeral; T time of day; r reference to a document; w any other word; , ; : / ( ) . -
    themselves; ' any other sign.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    number: int = 0
    day: int = 0
    month: int = 0
    year: int = 0
    slip: bool = False


_DATE = re.compile(
    r"""(?P<y>(?:19|20)\d\d)(?P<s0>[-/.])(?P<mo>\d{1,2})(?P=s0)(?P<d>\d{1,2})(?!\d)                     # 2025-06-30
    |(?P<y5>20\d\d)[-/](?P<m5>0[1-9]|1[0-2])(?![\d/-])                                               # 2025-06
    |(?P<d1>\d{1,2})\s*(?P<s>[/.-])\s*(?P<m1>\d{1,2})\s*(?P=s)\s*(?P<y1>\d{4}|\d{2}(?!\d))(?!\d)  # 30/6/2025
    |(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>(?:19|20)\d\d)(?!\d)(?!\s*/\s*[a-zđ])  # 6/2025
    |(?P<d3>\d{1,2})\s?/\s?(?P<m3>\d{1,2})(?!\d)                                                       # 30/6
    |(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})(?![.\d])                                                         # 30.6
    """,
    re.VERBOSE,
)
# What may stand after a figure that is more than a number: the rest of a date, of an hour, of a document's number.
_GOES_ON = frozenset("/.-:hg,")
# What shows that figures are no date although they begin like one, or are cut off: 15/6/20266, 15/6//2025.
_JUNK = re.compile(r"(?:\s?/[\s/]*\d+)+|\.?\d+")
_BROKEN = re.compile(r"(?:\s?/[\s/]*\d+)+|\.\d{2,4}(?=[/.]\d)")
_OTHER_YEAR = re.compile(r"\s?/\s?(?:19|20)\d\d(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
# T2, 15/6: the second day of the week, not the second month.
_WEEKDAY = re.compile(r"(?:t\s?([2-7])|cn)(?=[\s,(]*(?:ngay\s*)?\d{1,2}\s?[/.-]\s?\d)")
_WEEKDAY_OPENERS = frozenset(("t", "cn"))
_ALWAYS = re.compile(r"24/(?:24|7)\s?(?:h|gio)(?![a-z])|24/24(?![\d/])")
_TIME = re.compile(r"\d{1,2}\s?(?::\s?\d\d(?::\d\d)?(?!\s?[/.]\s?\d)|[hg]\s?\d{2}'?|h'?(?![a-z]))(?!\d)")
# A document's number and symbol: 1441/QĐ-UBND, 24/2025/QĐ-UBND, 57-NQ/TW.
_CODE = re.compile(
    r"\d+\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ]+[A-Za-zĐđ\d&.]*\s?-\s?[A-ZĐ][A-ZĐa-z\d&]*(?:-[A-ZĐ\d&]+)*"
    r"|\d+\s?/\s?(?:19|20)\d\d\s?/\s?[A-ZĐ]+\d*|\d+-[A-ZĐ]{1,3}[a-z]?[A-Za-z]?/[A-ZĐ][A-ZĐa-z\d&]*"
)
# A length in halves or tenths: 1,5 ngày.
_DECIMAL = re.compile(r"\d{1,3}[.,]\d(?=\s*(?:ngay|thang|tuan|nam|gio)(?![a-z]))")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4}
_ARROWS = frozenset(("->", "=>"))
_PUNCTUATION = frozenset(",;:/().-")  # other signs are the token '
_UNIT_LETTERS = {"t": "t", "th": "t", "q": "q"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# After one of these an expression is not complete, so a line that breaks there goes on.
_OPEN_KINDS = frozenset("gutqYhzf~e%pU><aA_POMKHx#@,v/-:(o!B\n")
# A line that begins with one of these goes on with the last.
_CONNECTING = frozenset(("den", "toi", "tro", "va", "hoac", "->", "=>"))


def tokenise(spelling: Spelling) -> list[Token]:
    """Return the tokens of a spelling; a line break that ends an expression is the token `\\n`."""
    tokens: list[Token] = []
    known = lexicon()
    pieces = cut_pieces(spelling, known)
    texts, starts, ends = pieces.texts, pieces.starts, pieces.ends
    breaks = pieces.lines | pieces.labels
    place, count = 0, len(texts)
    while place < count:
        text, start = texts[place], starts[place]
        if place in breaks and _ends_line(tokens, pieces, place, spelling):
            tokens.append(Token("\n", start, start))
        if text[0].isdecimal():
            token = _figure(spelling, text, start, ends[place], tokens)
            place = place + 1 if token.end == ends[place] else pieces.after(place, token.end)
        elif text in _WEEKDAY_OPENERS and (found := _WEEKDAY.match(spelling.folded, start)):
            token = Token("s", start, found.end(), number=int(found[1] or 8) - 2)
            place = pieces.after(place, token.end)
        elif text in known.firsts and (phrase := _phrase(spelling, pieces, place, known)):
            token, used = phrase
            place += used
        else:
            token, used = _other(pieces, place)
            place += used
            if token.kind == ".":
                token = _stop(spelling.folded, token, tokens)
        tokens.append(token)
    return tokens


def _ends_line(tokens: list[Token], pieces: Pieces, place: int, spelling: Spelling) -> bool:
    text, label = pieces.texts[place], place in pieces.labels
    if not tokens or tokens[-1].kind in _OPEN_KINDS:
        return bool(tokens) and label and tokens[-1].kind != "\n"
    if label:
        return True
    if text in ",;:/)(" or text in _CONNECTING:
        return False
    lower = spelling.composed[pieces.starts[place]].islower()
    if tokens[-1].kind in "ncJ" and lower:  # 6 | tháng đầu năm
        return False
    if text == "-" and tokens[-1].kind in "dkmyi":  # 01/9 | - 30/9; but not where lines begin so
        return spelling.folded.lstrip().startswith("-")
    if tokens[-1].kind == "w":
        return not lower
    return True


def _stop(folded: str, token: Token, before: list[Token]) -> Token:
    """A full stop within figures ends nothing: `Quý I.2026` is `Quý I/2026`, `5.000` no time."""
    after = folded[token.end : token.end + 1]
    if not (after.isdecimal() and before and before[-1].end == token.start):
        return token
    year = _YEAR.match(folded, token.end) and before[-1].kind in "in"
    return token._replace(kind="/" if year else "'")


def _figure(spelling: Spelling, text: str, start: int, end: int, before: list[Token]) -> Token:
    folded = spelling.folded
    sign = folded[end : end + 2].lstrip()[:1]
    if sign not in _GOES_ON:
        return _number(text, start, end)
    if sign in "/-" and (found := _CODE.match(spelling.composed, start)):
        return Token("r", start, found.end())
    if sign == "/" and (found := _ALWAYS.match(folded, start)):
        return Token("C", start, found.end())
    if sign in ":hg":
        found = _TIME.match(folded, start)
        return Token("T", start, found.end()) if found else _number(text, start, end)
    if sign in ".," and (found := _DECIMAL.match(folded, start)):
        return Token("n", start, found.end(), value=found[0].replace(",", "."), number=-1)
    if sign != "," and (found := _DATE.match(folded, start)) and (token := _date(found, before)):
        if junk := _JUNK.match(folded, token.end):  # 15/6/20266, 15/6//2026: no date is what it seems
            return Token("?", start, junk.end())
        return token
    token = _number(text, start, end)
    if (junk := _BROKEN.match(folded, end)) and not (token.year and _OTHER_YEAR.match(folded, end)):
        return Token("?", start, junk.end())
    return token


def _number(text: str, start: int, end: int) -> Token:
    number = int(text[:9])
    if len(text) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:
        return Token("y", start, end, number=number, year=number)
    return Token("n", start, end, text, number)


def _date(found: re.Match[str], before: list[Token]) -> Token | None:
    start, end = found.span()
    year, month, day = found["y"] or found["y1"], found["mo"] or found["m1"], found["d"] or found["d1"]
    if year:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        if not _FIRST_YEAR <= full <= _LAST_YEAR:
            return Token("?", start, end)
        short = "two_digit_year" if len(year) == 2 else ""
        return Token("d", start, end, short, day=int(day), month=int(month), year=full)
    if found["m2"]:
        return _month_token(found, int(found["m2"]), int(found["y2"]))
    if found["y5"]:
        number, full = int(found["m5"]), int(found["y5"])
        years = found[0][4] == "-" and full % 100 < number  # 2009-12 is a range of years
        return None if years else _month_token(found, number, full)
    last = before[-1].kind if before else ""
    if found["d3"]:
        first, second = int(found["d3"]), int(found["m3"])
        short_year = len(found["m3"]) == 2 and (last in ("t", "q") or (first <= 12 < second and second >= 20))
        if short_year:  # tháng 6/25, quý 2/25, 6/25: a year of two figures
            return _month_token(found, first, 2000 + second, "two_digit_year")
        return Token("k", start, end, day=first, month=second)
    if last in ("g", "U", ">", "<"):
        return Token("k", start, end, day=int(found["d4"]), month=int(found["m4"]))
    return None


def _month_token(found: re.Match[str], month: int, year: int, value: str = "") -> Token:
    return Token("m", *found.span(), value, month, month=month, year=year)


def _phrase(spelling: Spelling, pieces: Pieces, place: int, known: Lexicon) -> tuple[Token, int] | None:
    """Return the phrase of the lexicon that begins at a place, the longest first, and how many pieces it has."""
    texts, start = pieces.texts, pieces.starts[place]
    text = texts[place]
    following = texts[place + 1] if place + 1 < len(texts) else ""
    sizes = known.sizes.get(f"{text} {following}")
    if sizes is None:
        end = pieces.ends[place]
        if word := known.alone.get(spelling.toned[start:end]):
            return Token(word.letter, start, end, word.value, _number_of(word)), 1
        sizes = (1,)
    slipped: tuple[Token, int] | None = None
    for size in sizes:
        if place + size > len(texts):
            continue
        end = pieces.ends[place + size - 1]
        words = known.phrases.get(spelling.words[start:end])
        if words is None:
            continue
        if words[0].letter == "I" and texts[place + size : place + size + 1] == ["khi"]:
            continue  # 01 năm | sau khi: not `năm sau`
        toned = spelling.toned[start:end].replace("\n", " ")
        for word in words:
            exact = toned in word.toned
            if not exact and (slipped or not _slips(spelling, pieces, place, word, known)):
                continue
            if (
                slipped
                and word.letter in "wJ"
                and toned.isascii()
                and _is_unsure(spelling, texts, place, word)
            ):
                break  # typed without marks: `ngay 31/12` is ngày, `Viet Nam 2025` is left to the year
            number = _number_of(word)
            if exact and (slipped is None or size == slipped[1]):
                return Token(word.letter, start, end, word.value, number), size
            slipped = slipped or (Token(word.letter, start, end, word.value, number, slip=True), size)
    return slipped


def _number_of(word: Word) -> int:
    return int(word.value or 0) if word.letter in "cfF@sZ" else 0


def _is_figure(text: str) -> bool:
    return text[:1].isdecimal() or text in _ROMAN


def _is_unsure(spelling: Spelling, texts: list[str], place: int, word: Word) -> bool:
    if place + 1 < len(texts) and _is_figure(texts[place + 1]):
        return True
    return spelling.bare and (word.letter == "w" or (place > 0 and texts[place - 1].isdecimal()))


def _slips(spelling: Spelling, pieces: Pieces, place: int, word: Word, known: Lexicon) -> bool:
    """Say whether what is printed is taken for a misspelling of the word."""
    following = pieces.texts[place + 1] if place + 1 < len(pieces.texts) else ""
    if word.letter == "c" and spelling.bare:  # tu thang 3: từ, not tư
        return False
    if not spelling.bare:
        if word.slips != "any" and not (word.slips == "figure" and _is_figure(following)):
            return False
        if word.letter == "Y" and len(following) != 4:  # Việt Nam 20/11
            return False
    # `ngày sau khi` is no slip of `ngay sau khi`: its first word is a word of time as it stands.
    first = spelling.toned[pieces.starts[place] : pieces.ends[place]]
    return first.isascii() or first not in known.exact or first in word.first


def _other(pieces: Pieces, place: int) -> tuple[Token, int]:
    """Return what the lexicon does not know: a word, a Roman figure, a short unit, a sign."""
    text, start, end = pieces.texts[place], pieces.starts[place], pieces.ends[place]
    if text in _ROMAN:
        return Token("i", start, end, number=_ROMAN[text]), 1
    if text in _UNIT_LETTERS and (used := _pieces_of_unit(pieces.texts, place)):
        return Token(_UNIT_LETTERS[text], start, pieces.ends[place + used - 1]), used
    if text == "½":
        return Token("n", start, end, value="0.5", number=-1), 1
    if text[0].isalnum() or text == "%":
        return Token("w", start, end, text), 1
    kind = "-" if text in _ARROWS else text if text in _PUNCTUATION else "'"
    return Token(kind, start, end, text), 1


def _pieces_of_unit(texts: list[str], place: int) -> int:
    """`T3`, `T.3`, `Q.I`: how many pieces name the unit; 0 where no figure follows."""
    for used, text in enumerate(texts[place + 1 : place + 3], 1):
        if _is_figure(text):
            return used
        if text != ".":
            break
    return 0
