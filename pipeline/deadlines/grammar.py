"""Time expressions read: spelling, tokens, phrases, clauses, facts, readings, in this order."""

import re
from datetime import date, timedelta

from pipeline.deadlines.clauses import read_clauses
from pipeline.deadlines.joins import join_facts
from pipeline.deadlines.phrases import find_phrases
from pipeline.deadlines.reading import DeadlineContext, Reading, flags_in_order
from pipeline.deadlines.resolve import resolve
from pipeline.deadlines.spelling import Spelling, spell
from pipeline.deadlines.tokens import tokenise

_BLANK = frozenset(("", "-", "--", "---", ".", "/", "+", "*", ":", ";", ",", "-/-", "--/--"))
_DITTO = re.compile(
    r"-?\s?(?:nt|n\.t|〃|n/t|nhu tren|nhu o tren|nhu dong tren|nhu muc tren|\"|''|//|,,)\s?-?\.?"
)
_LONGEST_DITTO = 16
_LONGEST = 5000  # characters; a cell of more is a text, and reading it takes time that grows faster than it
_GAP = r"(?:…+|\.{2,}|_{2,})"
_FILLED_BY_HAND = re.compile(rf"{_GAP}\s*/|/\s*{_GAP}|(?:ngay|thang|qu[yi]|nam)\s*{_GAP}|^\s*{_GAP}\s*$")
_LEFT_BLANK = re.compile(
    r"\bngay\s+thang\s+(?:\d|nam\b)|\bngay\s*/\s*(?:\d{1,2}\s*)?/|\b(?:thang|qu[yi])\s*/\s*(?:19|20)\d\d"
    r"|^-*\s*/\s*\d{1,2}\s*/\s*\d{4}|\d\s*/\s*-+\s*/"
)
_NUMBER = re.compile(r"(\d{1,4})")
# Days since 30 December 1899, as spreadsheets keep dates; these bounds are 2000 and 2100.
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIAL_FIRST, _SERIAL_LAST = 36526, 73050
_SERIAL_EPOCH = date(1899, 12, 30)
_COUNTED_UNIT = re.compile(r"\bso (ngay lam viec|ngay|tuan|thang)\b|\((ngay lam viec|ngay|tuan)\)")
_UNIT_CODES = {"ngay": "D", "ngay lam viec": "D", "tuan": "W", "thang": "M"}


def read_deadline(expression: str, context: DeadlineContext) -> list[Reading]:
    """Read the time expressions of a cell or clause, one reading each, in order; any text gives at least one.

    Args:
        expression: as printed; line breaks and every Unicode form are allowed.
        context: what the document says about the time of its words; no clock is ever asked.

    >>> from datetime import date
    >>> day = date(2021, 8, 20)
    >>> reading, = read_deadline("Trước ngày 31/12", DeadlineContext(day, day))
    >>> reading.kind, reading.end.isoformat(), reading.bound, reading.flags
    ('before', '2021-12-31', 'before', ('year_inferred',))
    """
    if len(expression) > _LONGEST:
        return [Reading(expression.strip(), "unparsed", "too_long", *_bounds(expression))]
    spelling = spell(expression)
    whole = _whole_cell(spelling, context)
    if whole is not None:
        return [_finished(spelling, whole, 0, len(spelling.folded))]
    facts = join_facts(read_clauses(spelling, find_phrases(tokenise(spelling))))
    if not facts:
        return [_finished(spelling, Reading("", "unparsed", "unread"), 0, len(spelling.folded))]
    alone = len(facts) == 1
    readings = []
    for fact in facts:
        start, end = (0, len(spelling.folded)) if alone else (fact.start, fact.end)
        readings.append(_finished(spelling, resolve(fact, context), start, end))
    if not alone and all(reading.kind == "unparsed" for reading in readings):
        return [_finished(spelling, readings[0]._replace(purpose=None), 0, len(spelling.folded))]
    return readings


def _bounds(text: str) -> tuple[int, int]:
    first = len(text) - len(text.lstrip())
    return first, first + len(text.strip())


def _finished(spelling: Spelling, reading: Reading, start: int, end: int) -> Reading:
    first, last = spelling.place(start, end) if spelling.printed else (0, 0)
    text = spelling.printed[first:last]
    if "(" in text and text.count("(") > text.count(")") and spelling.printed[last : last + 1] == ")":
        text += ")"
    first += len(text) - len(text.lstrip())
    expression = text.strip()
    flags = flags_in_order({*reading.flags, *spelling.flags}) if reading.flags or spelling.flags else ()
    return reading._replace(
        expression=expression, start_offset=first, end_offset=first + len(expression), flags=flags
    )


def _whole_cell(spelling: Spelling, context: DeadlineContext) -> Reading | None:
    """Read what a cell can only hold as a whole: nothing, a ditto, a blank form, a bare figure."""
    text = " ".join(spelling.folded.split()).strip("();, ")
    if text in _BLANK:
        return Reading("", "unspecified", "blank", flags=("blank_or_merged",))
    if len(text) <= _LONGEST_DITTO and _DITTO.fullmatch(text):
        return Reading("", "unspecified", "ditto", flags=("inherit_previous",))
    gap = "…" in text or ".." in text or "__" in text
    form = "/" in text or "ngay thang" in text
    if (gap and _FILLED_BY_HAND.search(text)) or (form and _LEFT_BLANK.search(text)):
        return Reading("", "unspecified", "placeholder", flags=("placeholder",))
    return _figure_alone(text.rstrip("."), context) if text[0].isdecimal() else None


def _figure_alone(text: str, context: DeadlineContext) -> Reading | None:
    if (found := _SERIAL.fullmatch(text)) and _SERIAL_FIRST <= int(found[1]) <= _SERIAL_LAST:
        day = _SERIAL_EPOCH + timedelta(int(found[1]))
        reading = Reading("", "date", "excel_serial", start=day, end=day, bound="on", granularity="day")
        return reading._replace(edtf=day.isoformat(), flags=("excel_serial",))
    if (found := _NUMBER.fullmatch(text)) and (unit := _counted_unit(context.header)):
        flags = ("working_days", "unit_from_header") if "lam viec" in unit else ("unit_from_header",)
        length = f"P{int(found[1])}{_UNIT_CODES[unit]}"
        return Reading("", "duration", "count_of_header", duration=length, flags=flags)
    return None


def _counted_unit(header: str) -> str | None:
    """Return the unit that a heading counts in: `Số ngày dự kiến`, `Thời gian (ngày)`."""
    found = _COUNTED_UNIT.search(spell(header).folded) if header else None
    return (found[1] or found[2]) if found else None
