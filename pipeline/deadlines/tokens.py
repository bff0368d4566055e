"""A spelling cut into tokens: dates, numbers and the words of the lexicon, one letter for each kind."""

import re
from typing import NamedTuple

from pipeline.deadlines.lexicon import Lexicon, lexicon
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


_PIECE = re.compile(r"\d+|qu[yi](?=(?:i{1,3}|iv)(?![a-z]))|thang(?=may(?![a-z]))|[a-z]+|\S")
_DATE = re.compile(
    r"""(?P<y>(?:19|20)\d\d)-(?P<mo>\d{1,2})-(?P<d>\d{1,2})(?!\d)      # 2025-06-30
    |(?P<d1>\d{1,2})\s*(?P<s>[/.-])\s*(?P<m1>\d{1,2})\s*(?P=s)\s*(?P<y1>\d{4}|\d{2}(?!\d))(?!\d)  # 30/6/2025
    |(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>(?:19|20)\d\d)(?!\d)(?!\s*/\s*[a-zđ])  # 6/2025
    |(?P<d3>\d{1,2})\s?/\s?(?P<m3>\d{1,2})(?!\d)                                                       # 30/6
    |(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})(?![.\d])                                                         # 30.6
    """,
    re.VERBOSE,
)
_TIME = re.compile(r"\d{1,2}\s?(?::\s?\d\d|[hg]\s?\d{2}'?|h'?(?![a-z]))(?!\d)")
# A document's number and symbol: 1441/QĐ-UBND, 24/2025/QĐ-UBND, 57-NQ/TW.
_CODE = re.compile(
    r"\d+\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ]+[A-Za-zĐđ\d&.]*\s?-\s?[A-ZĐ][A-ZĐa-z\d&]*(?:-[A-ZĐ\d&]+)*"
    r"|\d+\s?/\s?(?:19|20)\d\d\s?/\s?[A-ZĐ]+\d*|\d+-[A-ZĐ]{1,3}[a-z]?[A-Za-z]?/[A-ZĐ][A-ZĐa-z\d&]*"
)
# A length in halves or tenths: 1,5 ngày.
_DECIMAL = re.compile(r"\d{1,3}[.,]\d(?=\s*(?:ngay|thang|tuan|nam|gio)(?![a-z]))")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PUNCTUATION = frozenset(",;:/().-")  # other signs are the token '
_UNIT_LETTERS = {"t": "t", "q": "q"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# After one of these an expression is not complete, so a line that breaks there goes on.
_OPEN_KINDS = frozenset("gutqYhzf~e%pU><aA_POMKHx#,v/-:(o!B\n")


class _Piece(NamedTuple):
    start: int
    end: int
    text: str
    toned: str
    line: bool  # a line break stands before it


def tokenise(spelling: Spelling) -> list[Token]:
    """Return the tokens of a spelling; a line break that ends an expression is the token `\\n`."""
    folded, toned = spelling.folded, spelling.toned
    pieces = []
    last = 0
    for found in _PIECE.finditer(folded):
        start, end = found.span()
        pieces.append(_Piece(start, end, found[0], toned[start:end], "\n" in folded[last:start]))
        last = end
    tokens: list[Token] = []
    known = lexicon()
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.line and _ends_line(tokens, piece, spelling):
            tokens.append(Token("\n", piece.start, piece.start))
        if piece.text[0].isdecimal():
            token = _figure(spelling, piece, tokens)
            while place < len(pieces) and pieces[place].start < token.end:
                place += 1
        else:
            token, used = _word(pieces, place, known)
            place += used
        tokens.append(token)
    return tokens


def _ends_line(tokens: list[Token], piece: _Piece, spelling: Spelling) -> bool:
    if not tokens or tokens[-1].kind in _OPEN_KINDS:
        return False
    if piece.text in ",;:/)":
        return False
    if tokens[-1].kind == "w":
        return not (spelling.composed[piece.start].islower())
    return True


def _figure(spelling: Spelling, piece: _Piece, before: list[Token]) -> Token:
    folded, start = spelling.folded, piece.start
    if found := _CODE.match(spelling.composed, start):
        return Token("r", start, found.end())
    if found := _TIME.match(folded, start):
        return Token("T", start, found.end())
    if found := _DECIMAL.match(folded, start):
        return Token("n", start, found.end(), value=found[0].replace(",", "."), number=-1)
    if (found := _DATE.match(folded, start)) and (token := _date(found, before)):
        return token
    number = int(piece.text[:9])
    if len(piece.text) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR:
        return Token("y", start, piece.end, number=number, year=number)
    return Token("n", start, piece.end, value=piece.text, number=number)


def _date(found: re.Match[str], before: list[Token]) -> Token | None:
    start, end = found.span()
    year, month, day = found["y"] or found["y1"], found["mo"] or found["m1"], found["d"] or found["d1"]
    if year:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        short = "two_digit_year" if len(year) == 2 else ""
        return Token("d", start, end, short, day=int(day), month=int(month), year=full)
    if found["m2"]:
        return Token("m", start, end, number=int(found["m2"]), month=int(found["m2"]), year=int(found["y2"]))
    last = before[-1].kind if before else ""
    if found["d3"]:
        if last in ("t", "q"):  # tháng 6/25, quý 2/25: a year of two figures
            return Token(
                "m",
                start,
                end,
                "two_digit_year",
                int(found["d3"]),
                month=int(found["d3"]),
                year=2000 + int(found["m3"]),
            )
        return Token("k", start, end, day=int(found["d3"]), month=int(found["m3"]))
    if last in ("g", "U", ">", "<"):
        return Token("k", start, end, day=int(found["d4"]), month=int(found["m4"]))
    return None


def _word(pieces: list[_Piece], place: int, known: Lexicon) -> tuple[Token, int]:
    piece = pieces[place]
    following = pieces[place + 1].text if place + 1 < len(pieces) else ""
    before_figure = following[:1].isdecimal() or following in _ROMAN
    slipped: tuple[Token, int] | None = None
    for size in known.sizes.get(piece.text, ()):
        cut = pieces[place : place + size]
        words = known.phrases.get(" ".join([p.text for p in cut]))
        if words is None or len(cut) < size:
            continue
        if words[0].letter == "I" and place + size < len(pieces) and pieces[place + size].text == "khi":
            continue  # 01 năm | sau khi: not `năm sau`
        toned = " ".join([p.toned for p in cut])
        for word in words:
            slips = word.slips == "any" or (word.slips == "figure" and before_figure)
            if toned not in word.toned and (slipped or not slips):
                continue
            if slipped and word.letter in "wJ" and before_figure and toned.isascii():
                break  # typed without marks: `ngay 31/12` is ngày, `Viet Nam 2025` is left to the year
            number = int(word.value or 0) if word.letter in "cfF@sZ" else 0
            token = Token(word.letter, piece.start, cut[-1].end, word.value, number)
            if toned in word.toned and (slipped is None or size == slipped[1]):
                return token, size
            slipped = slipped or (token._replace(slip=True), size)
    if slipped:
        return slipped
    if piece.text == "½":
        return Token("n", piece.start, piece.end, value="0.5", number=-1), 1
    if piece.text in _ROMAN:
        return Token("i", piece.start, piece.end, number=_ROMAN[piece.text]), 1
    if before_figure and piece.text in _UNIT_LETTERS:
        return Token(_UNIT_LETTERS[piece.text], piece.start, piece.end), 1
    if piece.text[0].isalnum():
        return Token("w", piece.start, piece.end, piece.text), 1
    kind = piece.text if piece.text in _PUNCTUATION else "'"
    return Token(kind, piece.start, piece.end, piece.text), 1
