"""Until when a sentence wants its duty done."""

import re

from extractors.language import Reading
from extractors.plan.duties import Duty, Span
from extractors.plan.task_tables.words import opens_time

# Until when, without a doubt; after other cues (trong, đến, vào) only in brackets or at a clause's start.
_STRONG = re.compile(
    r"(?:(?:hằng|hàng)\s|trước\s+(?:ngày|\d)|chậm nhất|muộn nhất|hoàn thành|xong|định kỳ|đến hết"
    r"|(?:(?:ít nhất|tối thiểu)\s+)?\d{1,2}\s+lần|mỗi\s+\w+\s|(?:không quá|trong (?:vòng|thời hạn))\s+\d)",
    re.IGNORECASE,
)
_RECURS = re.compile(r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)$", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]{4,120}\)")
# xây dựng kế hoạch trong quý I/2026 để thực hiện; but: báo cáo kết quả thực hiện trong quý I/2026
_WITHIN = re.compile(r"(?:ngay\s+)?trong\s+(?:quý|tháng)\b", re.IGNORECASE)
_WITHIN_ENDS = re.compile(r"\s*(?:$|[.;,)]|(?:để|và|theo|nhằm)\b)")
# mở chuyên mục từ ngày 15/01 đến hết ngày 10/02; between months it may as well be what a report is on
_RANGE = re.compile(r"từ\s", re.IGNORECASE)
_DAYS = re.compile(r"từ\s+(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}(?!\d)", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?:tính|kết quả|tình hình|số liệu|phát sinh|hoạt động|(?<!chức năng, )nhiệm vụ|thực hiện được)[^.;,]{0,40}$",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)\s*\($", re.IGNORECASE)
# sơ kết vào tháng 12/2026, tổng kết vào quý I/2027
_AT = re.compile(r"(?:vào|trong)\s", re.IGNORECASE)
_SUMS_UP = re.compile(r"(?:sơ kết|tổng kết|nghiệm thu)\s*$", re.IGNORECASE)
_DOES = re.compile(r"^\s*(?:thực hiện|triển khai|thời gian\s*:?)\s+", re.IGNORECASE)
# Quý I/2027, các đơn vị ...: the time that a sentence opens with
_OPENING = re.compile(
    r"(?:(?:Trong|Vào|Từ|Đến)\s+)?(?:(?:quý|tháng|ngày|năm|cuối|đầu)\s+[^,.;:]{1,40}"
    r"|(?:hằng|hàng)\s+(?:năm|quý|tháng|tuần))(?=,)",
    re.IGNORECASE,
)
# định kỳ hằng quý (trước ngày 20 của tháng cuối quý); hằng tháng, trước ngày 25: the due day of a frequency
_FREQUENCY = re.compile(r"(?:định kỳ|hằng|hàng|mỗi)\s", re.IGNORECASE)
_DUE_DAY = re.compile(
    r"\s*(?:\(\s*(?:trước|chậm nhất|muộn nhất|vào|xong)\s[^()]{1,60}\)"
    r"|,?\s*(?:trước|chậm nhất|muộn nhất)(?:\s+(?:là|vào))?\s+ngày\s+\d{1,2}(?!\s*[\d/.-])"
    r"(?:\s+(?:của\s+)?(?:tháng\s+(?:cuối|đầu|sau)(?:\s+(?:quý|kỳ|năm))?|(?:hằng|hàng)\s+tháng))?)",
    re.IGNORECASE,
)


def find_deadlines(reading: Reading, duty: Duty, span: Span) -> list[Span]:
    """Return the time expressions of text[span] that say until when, as printed.

    An expression in brackets takes all of the bracket: `(hoàn thành trước ngày 30/6/2026)`.
    """
    text = reading.text
    brackets = [Span(m.start() + 1, m.end() - 1) for m in _BRACKET.finditer(text, span.start)]
    found: list[Span] = []
    opening = _OPENING.match(text, duty.start)
    if opening and duty.lead and opening.end() <= duty.lead.start:
        found.append(Span(*opening.span()))
    for mention in reading.of_kind("TIME"):
        if not span.start <= mention.start < span.end:
            continue
        bracket = next((b for b in brackets if b.start <= mention.start < b.end), None)
        if bracket and _is_time_bracket(text[bracket.start : mention.start]):
            often = _OFTEN.search(text[span.start : bracket.start])  # hằng năm (trước ngày 15/12)
            expression = Span(span.start + often.start(), bracket.end + 1) if often else bracket
        elif _binds(text, mention.start, mention.end):
            expression = Span(mention.start, _with_due_day(text, mention.start, mention.end))
        else:
            continue
        if not found or found[-1].end <= expression.start:
            found.append(expression)
    last = _behind_unit(text, duty)
    if last and (not found or found[-1].end <= last.start):
        found.append(last)
    return found


def _behind_unit(text: str, duty: Duty) -> Span | None:
    """Return the time that ends a bracket with who is to do it: `(Phòng A chủ trì; tháng 5/2026)`."""
    if not duty.until or duty.lead is None:
        return None
    said = text[duty.lead.end : duty.until]
    at = said.rfind(";") + 1
    piece = _DOES.sub("", said[at:]).strip(" .")
    if not at or not opens_time(piece):
        return None
    start = duty.lead.end + said.index(piece, at)
    return Span(start, start + len(piece))


def _with_due_day(text: str, start: int, end: int) -> int:
    """Return where an expression ends, the due day that follows a frequency taken in."""
    due = _DUE_DAY.match(text, end) if _FREQUENCY.match(text, start) else None
    return due.end() if due else end


def _binds(text: str, start: int, end: int) -> bool:
    """Say whether a time expression says until when, and is no time of what is told."""
    if (
        _STRONG.match(text, start)
        or _RECURS.search(text[start:end])
        or re.search(r"(?:^|[,;:(]\s*)$", text[:start])
    ):
        return True
    if _RANGE.match(text, start):
        lasts = _DAYS.match(text, start) or _WITHIN_ENDS.match(text, end)
        return bool(lasts) and not _REPORTED.search(text[:start])
    if _AT.match(text, start) and _SUMS_UP.search(text[:start]):
        return True
    within = _WITHIN.match(text, start) and _WITHIN_ENDS.match(text, end)
    return bool(within) and not _REPORTED.search(text[:start])


def _is_time_bracket(before: str) -> bool:
    """Say whether a bracket speaks of time: at most a verb stands before its time expression."""
    return len(before.split()) <= 4
