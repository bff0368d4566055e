"""One column for a time and something else: `Sản phẩm, thời gian hoàn thành`, `Chủ trì - Thời hạn`."""

import re
from typing import NamedTuple

from extractors.plan.task_tables.columns import Columns
from extractors.plan.task_tables.head import Head
from extractors.plan.task_tables.words import looks_like_unit, opens_time
from schemas.text import fold
from schemas.vocab import ColumnRole

_PRODUCT = re.compile(r"\b(?:san pham|ket qua)\b")
_TIME = re.compile(r"\b(?:thoi gian|thoi han|thoi diem|han)\b")
# What parts the two, the surest first: a line, a bracket, a semicolon, a colon, a comma, a dash.
_PARTINGS = tuple(map(re.compile, (r"\n", r"\(", r";", r":", r",(?!\d)", r"\s[-–]\s")))
# A line, or behind a date the next unit with its colon: some readers join lines.
_NEXT_UNIT = re.compile(r"\n|(?<=\d)[;,]?\s+(?=[A-ZĐ][^:\n]{2,60}:)")
_EDGE = " \n\t;,:.()-–+"
_BOTH: tuple[ColumnRole, ...] = ("deliverable", "deadline")


class Parts(NamedTuple):
    """Where a cell says what and when, as offsets, half open; None for what it does not say."""

    product: tuple[int, int] | None
    time: tuple[int, int] | None


def shared_column(columns: Columns, head: Head | None) -> int | None:
    """Return the column that is headed by a product and a time, where no other has either; None where none is."""
    cols = [col for role in _BOTH for col in columns.all(role)]
    if head is None or len(cols) != 1:
        return None
    heading = fold(head.header(cols[0]) or "")
    return cols[0] if _PRODUCT.search(heading) and _TIME.search(heading) else None


def timed_lead_column(columns: Columns, head: Head | None) -> int | None:
    """Return the column of the lead where its heading names a time too and no other has one; None elsewhere."""
    col = columns.first("lead")
    if head is None or col is None or columns.first("deadline") is not None or col in columns.units:
        return None
    return col if _TIME.search(fold(head.header(col) or "")) else None


def divide_timed_lead(text: str) -> tuple[str, str] | None:
    """Divide a cell into units and times; None where not every part has both.

    Of several parts each time keeps its unit before it.

    >>> divide_timed_lead("Phòng A: 15/02/2026")
    ('Phòng A', '15/02/2026')
    >>> divide_timed_lead("Phòng A: 15/02/2026\\nPhòng B: 28/02/2026")[0]
    'Phòng A\\nPhòng B'
    """
    units, times = [], []
    for line in filter(None, map(str.strip, _NEXT_UNIT.split(text))):
        unit, time = divide_product(line)
        if unit is None or time is None or not looks_like_unit(line[slice(*unit)]):
            return None
        units.append(line[slice(*unit)])
        times.append(line[slice(*time)])
    return "\n".join(units), times[0] if len(times) == 1 else text


def divide_product(text: str) -> Parts:
    """Divide a cell into product and time; one that names several times stays whole, as a product.

    >>> text = "Báo cáo khảo sát (trước 30/6/2026)"
    >>> parts = divide_product(text)
    >>> text[slice(*parts.product)], text[slice(*parts.time)]
    ('Báo cáo khảo sát', 'trước 30/6/2026')
    """
    for parting in _PARTINGS:
        for match in parting.finditer(text):
            before, after = _trimmed(text, 0, match.start()), _trimmed(text, match.end(), len(text))
            if before is None or after is None:
                continue
            timed = opens_time(text[slice(*before)]), opens_time(text[slice(*after)])
            if timed == (True, True):
                return Parts(_trimmed(text, 0, len(text)), None)
            if timed == (False, True):
                return Parts(before, after)
            if timed == (True, False):
                return Parts(after, before)
    whole = _trimmed(text, 0, len(text))
    return Parts(None, whole) if opens_time(text) else Parts(whole, None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without the marks round it, but for a bracket that closes one within it."""
    part = text[start:end]
    inner = part.strip(_EDGE)
    if not inner:
        return None
    first = start + part.index(inner)
    last = first + len(inner)
    return first, last + (inner.count("(") > inner.count(")") and text[last : last + 1] == ")")
