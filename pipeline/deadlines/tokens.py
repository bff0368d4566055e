"""A spelling cut into tokens: dates, numbers and the words of the lexicon, one letter for each kind."""

import re
from typing import NamedTuple

from pipeline.deadlines.lexicon import Lexicon, Word, lexicon
from pipeline.deadlines.pieces import Piece, cut_pieces
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
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if (piece.line or piece.label) and _ends_line(tokens, piece, spelling):
            tokens.append(Token("\n", piece.start, piece.start))
        if piece.text[0].isdecimal():
            token = _figure(spelling, piece, tokens)
            place = _after(pieces, place, token.end)
        elif piece.text in _WEEKDAY_OPENERS and (found := _WEEKDAY.match(spelling.folded, piece.start)):
            token = Token("s", piece.start, found.end(), number=int(found[1] or 8) - 2)
            place = _after(pieces, place, token.end)
        else:
            token, used = _word(spelling, pieces, place, known)
            place += used
            if token.kind == ".":
                token = _stop(spelling.folded, token, tokens)
        tokens.append(token)
    return tokens


def _after(pieces: list[Piece], place: int, end: int) -> int:
    while place < len(pieces) and pieces[place].start < end:
        place += 1
    return place


def _ends_line(tokens: list[Token], piece: Piece, spelling: Spelling) -> bool:
    if not tokens or tokens[-1].kind in _OPEN_KINDS:
        return bool(tokens) and piece.label and tokens[-1].kind != "\n"
    if piece.label:
        return True
    if piece.text in ",;:/)" or piece.text in _CONNECTING:
        return False
    lower = spelling.composed[piece.start].islower()
    if tokens[-1].kind in "ncJ" and lower:  # 6 | tháng đầu năm
        return False
    if piece.text == "-" and tokens[-1].kind in "dkmyi":  # 01/9 | - 30/9; but not where lines begin so
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


def _figure(spelling: Spelling, piece: Piece, before: list[Token]) -> Token:
    folded, start = spelling.folded, piece.start
    if folded[piece.end : piece.end + 2].lstrip()[:1] not in _GOES_ON:
        return _number(piece)
    if found := _CODE.match(spelling.composed, start):
        return Token("r", start, found.end())
    if found := _ALWAYS.match(folded, start):
        return Token("C", start, found.end())
    if found := _TIME.match(folded, start):
        return Token("T", start, found.end())
    if found := _DECIMAL.match(folded, start):
        return Token("n", start, found.end(), value=found[0].replace(",", "."), number=-1)
    if (found := _DATE.match(folded, start)) and (token := _date(found, before)):
        if junk := _JUNK.match(folded, token.end):  # 15/6/20266, 15/6//2026: no date is what it seems
            return Token("?", start, junk.end())
        return token
    token = _number(piece)
    if (junk := _BROKEN.match(folded, piece.end)) and not (
        token.year and _OTHER_YEAR.match(folded, piece.end)
    ):
        return Token("?", start, junk.end())
    return token


def _number(piece: Piece) -> Token:
    number = int(piece.text[:9])
    if len(piece.text) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:
        return Token("y", piece.start, piece.end, number=number, year=number)
    return Token("n", piece.start, piece.end, value=piece.text, number=number)


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


def _word(spelling: Spelling, pieces: list[Piece], place: int, known: Lexicon) -> tuple[Token, int]:
    piece = pieces[place]
    start = piece.start
    following = pieces[place + 1].text if place + 1 < len(pieces) else ""
    before_figure = following[:1].isdecimal() or following in _ROMAN
    after_figure = place > 0 and pieces[place - 1].text.isdecimal()
    slipped: tuple[Token, int] | None = None
    sizes = (*known.sizes.get(f"{piece.text} {following}", ()), 1) if piece.text in known.firsts else ()
    for size in sizes:
        if place + size > len(pieces):
            continue
        end = pieces[place + size - 1].end
        words = known.phrases.get(spelling.words[start:end])
        if words is None:
            continue
        if words[0].letter == "I" and place + size < len(pieces) and pieces[place + size].text == "khi":
            continue  # 01 năm | sau khi: not `năm sau`
        toned = spelling.toned[start:end].replace("\n", " ")
        for word in words:
            exact = toned in word.toned
            if not exact:
                slips = spelling.bare or word.slips == "any" or (word.slips == "figure" and before_figure)
                if word.letter == "Y" and len(following) != 4 and not spelling.bare:
                    slips = False  # Việt Nam 20/11
                if word.letter == "c" and spelling.bare:
                    slips = False  # tu thang 3: từ, not tư
                if slipped or not slips or _is_other_word(piece, word, known):
                    continue
            unsure = before_figure or (spelling.bare and (word.letter == "w" or after_figure))
            if slipped and word.letter in "wJ" and unsure and toned.isascii():
                break  # typed without marks: `ngay 31/12` is ngày, `Viet Nam 2025` is left to the year
            number = int(word.value or 0) if word.letter in "cfF@sZ" else 0
            token = Token(word.letter, start, end, word.value, number)
            if exact and (slipped is None or size == slipped[1]):
                return token, size
            slipped = slipped or (token._replace(slip=True), size)
    if slipped:
        return slipped
    if piece.text == "½":
        return Token("n", piece.start, piece.end, value="0.5", number=-1), 1
    if piece.text in _ROMAN:
        return Token("i", piece.start, piece.end, number=_ROMAN[piece.text]), 1
    if piece.text in _UNIT_LETTERS and (used := _pieces_of_unit(pieces, place)):
        return Token(_UNIT_LETTERS[piece.text], piece.start, pieces[place + used - 1].end), used
    if piece.text[0].isalnum() or piece.text == "%":
        return Token("w", piece.start, piece.end, piece.text), 1
    kind = "-" if piece.text in _ARROWS else piece.text if piece.text in _PUNCTUATION else "'"
    return Token(kind, piece.start, piece.end, piece.text), 1


def _is_other_word(piece: Piece, word: Word, known: Lexicon) -> bool:
    """`ngày sau khi` is no slip of `ngay sau khi`: its first word is a word of time as it stands."""
    return not piece.toned.isascii() and piece.toned in known.exact and piece.toned not in word.first


def _pieces_of_unit(pieces: list[Piece], place: int) -> int:
    """`T3`, `T.3`, `Q.I`: how many pieces name the unit; 0 where no figure follows."""
    for used, piece in enumerate(pieces[place + 1 : place + 3], 1):
        if piece.text[0].isdecimal() or piece.text in _ROMAN:
            return used
        if piece.text != ".":
            break
    return 0
