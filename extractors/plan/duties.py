"""The grammar of a sentence that gives a duty: who, with whom, what, until when."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extractors.language import Mention, Reading


class Span(NamedTuple):
    """Part of a text, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as a sentence words it; offsets in the statement's text. lead is None under a unit's heading."""

    lead: Span | None
    coordinating: Span | None
    task: Span
    rule: str
    confidence: float
    start: int = 0  # where its sentence begins


# Giao X ..., Phân công X ..., Đề nghị X ...: the unit that is named gets the duty.
DIRECTIVE = re.compile(
    r"(?:Giao(?: trách nhiệm)?(?: cho)?|Phân công(?: cho)?|Yêu cầu|Đề nghị|Trách nhiệm của|Đối với)\s+"
    r"(?:đồng chí\s+|đ/c\s+)?(?=\w)"
)
_DIRECTIVES = {"Giao": 0.9, "Phân": 0.85, "Yêu": 0.8, "Đề": 0.8, "Trách": 0.75, "Đối": 0.6}
# The words of a unit list that its verb may not be one of: after them the sentence goes on.
_STOPS = frozenset(
    "để nhằm khi nếu phải cần sẽ được đã là tự không hằng hàng kể tùy do vì mà nên đang vẫn kính".split()  # noqa: SIM905
)
_MARKS_STOP = frozenset(".:?!")
_NAME_WORDS = 14  # tokens after a name that still belong to it: "các cơ quan ... đóng trên địa bàn tỉnh"
_CHIEFLY = re.compile(r"\s*(?:,|và|;)?\s*(?=phối hợp|Phối hợp)")
_WITH = re.compile(
    r"\s*(?:chặt chẽ|thường xuyên|đồng bộ|thực hiện)?\s*(?:cùng với|với|cùng)?\s*(?=\w)", re.IGNORECASE
)
_TASK_START = re.compile(r"[\s,;:.…–-]*(?:để|nhằm|trong việc|trong|việc)?\s*")
# phối hợp với Y trong việc rà soát, trong rà soát; but: các đơn vị trong ngành
_IN_DOING = re.compile(
    r"\s+(?:việc|công tác|quá trình|rà soát|xây dựng|tổ chức|triển khai|thực hiện|tham mưu)\b"
)


def unit_list_end(reading: Reading, start: int) -> int | None:
    """Return where the list of units that starts there ends; None if no unit starts there.

    The list runs over commas, `và`, brackets and the words of its names up to the first verb of a duty, a
    mark that ends a clause, or the end of the text.
    """
    units = {mention.start: mention for mention in reading.of_kind("UNIT")}
    verbs = {mention.start: mention for mention in reading.of_kind("VERB") if mention.detail != "name"}
    text = reading.text
    at = next((begin for begin, _ in reading.tokens if begin >= start), None)
    if at is None or at not in units or text[start:at].strip():
        return None
    end, idle, after = start, 0, start
    for begin, finish in reading.tokens:
        if begin < max(at, after):
            continue
        token = text[begin:finish]
        if unit := units.get(begin):
            end = after = unit.end
            idle = 0
        elif token == "(":
            after = _bracket_end(text, begin)
            end = after
        elif (begin in verbs and not _in_name(text[:begin], verbs[begin])) or _ends_list(
            reading, begin, finish
        ):
            break
        else:
            idle += 1
            if token not in ",;/" and token.lower() not in ("và", "với"):
                end = finish
            if idle > _NAME_WORDS:
                return None
    return end


def _ends_list(reading: Reading, begin: int, finish: int) -> bool:
    """Say whether a list of units ends before a token that is no verb: a mark, or a word no name goes on with."""
    text, token = reading.text, reading.text[begin:finish]
    if token == ";":
        rest = text[finish:]
        following = finish + len(rest) - len(rest.lstrip())
        return all(mention.start != following for mention in reading.of_kind("UNIT"))
    if token == "trong":
        return bool(_IN_DOING.match(text, finish))
    return token in _MARKS_STOP or token.lower() in _STOPS


def _bracket_end(text: str, start: int) -> int:
    closing = text.find(")", start)
    return closing + 1 if closing >= 0 else len(text)


def _in_name(before: str, verb: Mention) -> bool:
    """Say whether a verb is a word of a name: `xây dựng` in `Phòng Quản lý xây dựng`."""
    if not verb.detail.endswith("-in-names"):
        return False
    return bool(
        re.search(r"\b(?:Quản lý|Kiểm tra|Phát triển|Đầu tư|Nghiên cứu|Hỗ trợ|Tư vấn|Giám định)\s*$", before)
    )


# Căn cứ Kế hoạch này, ...; Trước ngày 15/12 hằng năm, ...: a clause before the unit that has to act
_CLAUSE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Định kỳ|H[aằ]ng (?:năm|quý|tháng|tuần)|Trước|Chậm nhất|Trong|Sau|Khi|Quý|Từ|Đến)\b"
    r"[^.:;]{3,200}?,\s+(?=\w)"
)


def read_duty(reading: Reading, start: int, end: int) -> Duty | None:
    """Read the duty of the sentence text[start:end]; None where it names no unit that is to do something."""
    found = _read_duty_at(reading, start, end)
    if found is None and (clause := _CLAUSE.match(reading.text, start, end)):
        found = _read_duty_at(reading, clause.end(), end)
        if found:
            found = replace(found, confidence=round(found.confidence - 0.1, 2))
    return replace(found, start=start) if found else None


def _read_duty_at(reading: Reading, start: int, end: int) -> Duty | None:
    text = reading.text
    directive = DIRECTIVE.match(text, start, end)
    first = directive.end() if directive else start
    lead_end = unit_list_end(reading, first)
    if lead_end is None or lead_end >= end:
        return None
    sure = _DIRECTIVES[directive[0].split()[0]] if directive else 0.0
    verb = _verb_at(reading, lead_end)
    if verb and verb.detail == "directive":
        # UBND tỉnh giao Sở Nội vụ ...: the duty is the second one's
        first, sure = verb.end + 1, 0.8
        lead_end = unit_list_end(reading, first)
        if lead_end is None or lead_end >= end:
            return None
        verb = _verb_at(reading, lead_end)
    lead = Span(first, lead_end)
    if verb:
        return _with_verb(reading, lead, verb, end, sure)
    if text[lead_end:end].lstrip().startswith(":"):
        # Sở Tài chính: Bố trí kinh phí ...
        said = text.index(":", lead_end) + 1
        said += len(text[said:]) - len(text[said:].lstrip())
        # Without a verb it may be a list: "Các bộ: Tài chính; Tư pháp"
        if _verb_at(reading, said) is None:
            return None
        below = read_duty_below(reading, said, len(text[:end].rstrip(" ;./")))
        return replace(below, lead=lead, rule="unit-colon")
    task = _task(text, lead_end, end)
    return Duty(lead, None, task, "directive", round(sure - 0.2, 2)) if sure and task else None


def read_duty_below(reading: Reading, start: int, end: int) -> Duty:
    """Read the duty of a statement under a unit's heading: `Chủ trì, phối hợp với Y ...`, `Xây dựng ...`."""
    verb = _verb_at(reading, start)
    if verb is None:
        return Duty(None, None, Span(start, end), "unit-heading", 0.6)
    found = _with_verb(reading, None, verb, end, 0.8)
    return found or Duty(None, None, Span(start, end), "unit-heading", 0.6)


def _verb_at(reading: Reading, at: int) -> Mention | None:
    """Return the verb that follows, an auxiliary or an adverb before it allowed."""
    text = reading.text
    gap = re.compile(r"[\s,]*(?:(?:phải|cần|sẽ|tự|kính|cùng nhau|nghiêm túc|chủ động)\s+)*").match(text, at)
    begin = gap.end() if gap else at
    return next((m for m in reading.of_kind("VERB") if m.start == begin and m.detail != "name"), None)


def _with_verb(reading: Reading, lead: Span | None, verb: Mention, end: int, sure: float) -> Duty | None:
    text = reading.text
    kind = verb.detail.removesuffix("-in-names")
    begin = verb.start
    rule = "unit-heading" if lead is None else "directive" if sure else "unit-duty"
    confidence = sure or 0.7
    if kind == "responsible":
        rule, confidence = (rule if sure else "unit-responsible"), max(sure, 0.8)
        begin = verb.end
        following = _verb_at(reading, begin)
        if following and following.detail in ("lead", "coordinate"):
            verb, kind = following, following.detail
    coordinating = None
    if kind == "lead":
        rule, confidence = (rule if sure else "unit-leads"), max(sure, 0.9)
        begin = verb.end
        joint = _CHIEFLY.match(text, begin)
        together = _verb_at(reading, joint.end()) if joint else None
        if together and together.detail == "coordinate":
            coordinating = _partners(reading, together)
            begin = coordinating.end if coordinating else begin
    elif kind == "coordinate":
        rule, confidence = (rule if sure else "unit-coordinates"), (sure - 0.1 if sure else 0.6)
        coordinating = _partners(reading, verb)
        begin = coordinating.end if coordinating else verb.start
    task = _task(text, begin, end)
    if task is None and coordinating:
        task, coordinating, confidence = _task(text, verb.start, end), None, 0.5
    return Duty(lead, coordinating, task, rule, round(confidence, 2)) if task else None


def _partners(reading: Reading, verb: Mention) -> Span | None:
    """Return the units that a duty is done together with: `phối hợp với các sở, ngành liên quan`."""
    joint = _WITH.match(reading.text, verb.end)
    start = joint.end() if joint else verb.end
    end = unit_list_end(reading, start)
    return Span(start, end) if end is not None else None


def _task(text: str, start: int, end: int) -> Span | None:
    gap = _TASK_START.match(text, start, end)
    begin = gap.end() if gap else start
    said = text[begin:end].rstrip(" ;.,:/")
    return Span(begin, begin + len(said)) if len(said) >= 3 else None


_SENTENCE_END = re.compile(r"(?<=[.;:])\s+(?=[^\W\d_a-zà-ỹđ])")


def sentences(text: str) -> list[Span]:
    """Return the sentences of a statement and the clauses that begin with a capital after `;` or `:`."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(cuts) if start < end]


# Until when, without a doubt; after other cues (trong, đến, vào) only in brackets or at a clause's start.
_STRONG = re.compile(
    r"(?:trước\s+(?:ngày|\d)|chậm nhất|muộn nhất|hoàn thành|xong|định kỳ|đến hết)", re.IGNORECASE
)
_BRACKET = re.compile(r"\([^()]{4,120}\)")


def find_deadlines(reading: Reading, span: Span) -> list[Span]:
    """Return the time expressions of text[span] that say until when, as printed.

    An expression in brackets takes all of the bracket: `(hoàn thành trước ngày 30/6/2026)`.
    """
    text = reading.text
    brackets = [Span(m.start() + 1, m.end() - 1) for m in _BRACKET.finditer(text, span.start)]
    found: list[Span] = []
    for mention in reading.of_kind("TIME"):
        if not span.start <= mention.start < span.end:
            continue
        bracket = next((b for b in brackets if b.start <= mention.start < b.end), None)
        said = text[mention.start : mention.end]
        bounded = bool(re.search(r"(?:^|[,;:(]\s*)$", text[: mention.start]))
        if bracket and _is_time_bracket(text[bracket.start : mention.start]):
            expression = bracket
        elif _STRONG.match(said) or bounded:
            expression = Span(mention.start, mention.end)
        else:
            continue
        if not found or found[-1].end <= expression.start:
            found.append(expression)
    return found


def _is_time_bracket(before: str) -> bool:
    """Say whether a bracket speaks of time: at most a verb stands before its time expression."""
    return len(before.split()) <= 4
