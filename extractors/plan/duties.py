"""The grammar of a sentence that gives a duty: who, with whom, what, until when."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extractors.language import Mention, Reading
from extractors.plan.duty_units import NAME_WORDS, unit_list_end, verb_at


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
    until: int = 0  # where what says who and when ends, where it stands behind the task


# Giao X ..., Phân công X ..., Đề nghị X ...: the unit that is named gets the duty.
DIRECTIVE = re.compile(
    r"(?:Giao(?: trách nhiệm)?(?: cho)?|Phân công(?: cho)?|Yêu cầu|Đề nghị|Trách nhiệm của|Đối với)\s+"
    r"(?P<title>(?:đồng chí|đ/c|ông|bà)\s+)?(?=\w)"
)
# Đồng chí Lê Văn An - Phó Chủ tịch UBND xã: Chỉ đạo chung
ADDRESS = re.compile(r"(?:(?P<several>Các )(?:đồng chí|đ/c|ông|bà)|Đồng chí|Đ/c|Ông|Bà)\s+(?=\w)")
_DIRECTIVES = {"Giao": 0.9, "Phân": 0.85, "Yêu": 0.8, "Đề": 0.8, "Trách": 0.75, "Đối": 0.6}
_CHIEFLY = re.compile(r"\s*(?:,|và|;)?\s*(?=phối hợp|Phối hợp)")
_WITH = re.compile(
    r"\s*(?:chặt chẽ|thường xuyên|đồng bộ|thực hiện)?\s*(?:cùng với|với|cùng)?\s*(?=\w)", re.IGNORECASE
)
_TASK_START = re.compile(r"[\s,;:.…–-]*(?:để|nhằm|trong việc|trong|việc)?\s*")
# Căn cứ Kế hoạch này, ...; Trước ngày 15/12 hằng năm, ...: a clause before the unit that has to act
_CLAUSE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Định kỳ|H[aằ]ng (?:năm|quý|tháng|tuần)|Trước|Chậm nhất|Trong|Sau|Khi|Quý|Tháng|Năm|Từ|Đến|"
    r"Ngoài|Với|Để|Nhằm|Theo|Đối với|Vào|Cuối|Đầu)\b[^.:;]{2,}"
)
# A bare `đơn vị` behind a comma goes on with a list; what acts is named or several.
_BEFORE_UNIT = re.compile(
    r",\s+(?=[A-ZĐÂÊÔƠƯỦ]|(?:các|tất cả|toàn bộ|toàn thể|mỗi|từng|những|cơ quan|đơn vị)\s)"
)
_MAX_CLAUSE = 320
_MAX_COMMAS = 8


def read_duty(reading: Reading, start: int, end: int) -> Duty | None:
    """Read the duty of the sentence text[start:end]; None where it names no unit that is to do something."""
    found = _read_duty_at(reading, start, end)
    if found is None and (clause := _CLAUSE.match(reading.text, start, min(end, start + _MAX_CLAUSE))):
        commas = [match.end() for match in _BEFORE_UNIT.finditer(clause[0])][:_MAX_COMMAS]
        found = next((duty for at in commas if (duty := _read_duty_at(reading, start + at, end))), None)
        if found:
            found = replace(found, confidence=round(found.confidence - 0.1, 2))
    return replace(found, start=start) if found else None


def _read_duty_at(reading: Reading, start: int, end: int) -> Duty | None:
    text = reading.text
    directive = DIRECTIVE.match(text, start, end)
    first = directive.end() if directive else start
    if any(verb.start == first and _BARE_VERB.fullmatch(verb.detail) for verb in reading.of_kind("VERB")):
        return None  # Phụ trách các phòng ...: the word is no title here
    addressed = None if directive else ADDRESS.match(text, start, end)
    if addressed:
        first = addressed.end()
    named = first > start and (directive is None or directive["title"])
    lead_end = _person_end(reading, first) if named else None
    lead_end = lead_end or unit_list_end(reading, first)
    if lead_end is None or lead_end >= end:
        return None
    if addressed and addressed["several"]:
        first = start
    sure = _DIRECTIVES[directive[0].split()[0]] if directive else 0.0
    verb = verb_at(reading, lead_end)
    if verb and verb.detail == "directive":
        # UBND tỉnh giao Sở Nội vụ ...: the duty is the second one's
        first, sure = verb.end + 1, 0.8
        lead_end = unit_list_end(reading, first)
        if lead_end is None or lead_end >= end:
            return None
        verb = verb_at(reading, lead_end)
    lead = Span(first, lead_end)
    if verb:
        return _with_verb(reading, lead, verb, end, sure)
    if text[lead_end:end].lstrip().startswith(":"):
        # Sở Tài chính: Bố trí kinh phí ...
        said = text.index(":", lead_end) + 1
        said += len(text[said:]) - len(text[said:].lstrip())
        # Without a verb it may be a list: "Các bộ: Tài chính; Tư pháp"
        if verb_at(reading, said) is None:
            return _duty_named_by_noun(reading, lead, said, end)
        below = read_duty_below(reading, said, len(text[:end].rstrip(" ;./")))
        return replace(below, lead=lead, rule="unit-colon")
    task = _task(text, lead_end, end)
    return Duty(lead, None, task, "directive", round(sure - 0.2, 2)) if sure and task else None


_NOUN_FIRST = re.compile(
    r"[Đđ]ầu mối\b|[Tt]hường trực\b|[Tt]hành viên\b|[Cc]ơ quan (?:đầu mối|thường trực)\b"
)


def _duty_named_by_noun(reading: Reading, lead: Span, start: int, end: int) -> Duty | None:
    """Read a duty behind a colon that a noun opens: `Phòng Kế hoạch: Đầu mối, đôn đốc, tổng hợp`."""
    task = _task(reading.text, start, end) if _NOUN_FIRST.match(reading.text, start, end) else None
    return Duty(lead, None, task, "unit-colon", 0.6) if task else None


_BARE_VERB = re.compile(r"duty|manner|coordinate")
_PERSON = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]*\.?\s+){1,4}[A-ZÀ-ỸĐ][a-zà-ỹđ]*(?=\s|,|$)")
_OFFICE = re.compile(r"\s*[,–-]\s*(?=\w)")


def _person_end(reading: Reading, start: int) -> int | None:
    """Return where a person's name ends, with the office after it: `Lê An, Phó Chủ tịch UBND xã`."""
    name = _PERSON.match(reading.text, start)
    if name is None or any(unit.start == start for unit in reading.of_kind("UNIT")):
        return None
    office = _OFFICE.match(reading.text, name.end())
    return (unit_list_end(reading, office.end()) if office else None) or name.end()


def read_duty_below(reading: Reading, start: int, end: int) -> Duty:
    """Read the duty of a statement under a unit's heading: `Chủ trì, phối hợp với Y ...`, `Xây dựng ...`."""
    verb = verb_at(reading, start)
    if verb is None:
        return Duty(None, None, Span(start, end), "unit-heading", 0.6)
    found = _with_verb(reading, None, verb, end, 0.8)
    return found or Duty(None, None, Span(start, end), "unit-heading", 0.6)


def _with_verb(reading: Reading, lead: Span | None, verb: Mention, end: int, sure: float) -> Duty | None:
    text = reading.text
    verb = _chief_verb(reading, verb)
    kind = verb.detail.removesuffix("-in-names")
    begin = verb.start
    rule = "unit-heading" if lead is None else "directive" if sure else "unit-duty"
    confidence = sure or 0.7
    if kind == "responsible":
        rule, confidence = (rule if sure else "unit-responsible"), max(sure, 0.8)
        # chịu trách nhiệm toàn diện trước pháp luật: the words are the duty
        begin = verb.start if _BEFORE_WHOM.match(text, verb.end) else verb.end
        following = verb_at(reading, verb.end)
        if following and (chief := _chief_verb(reading, following)).detail in ("lead", "coordinate"):
            verb, kind = chief, chief.detail
    coordinating = None
    if kind == "lead":
        rule, confidence = (rule if sure else "unit-leads"), max(sure, 0.9)
        begin = verb.end
        while (further := verb_at(reading, begin)) and further.detail in ("lead", "responsible"):
            begin = further.end
        joint = _CHIEFLY.match(text, begin)
        together = verb_at(reading, joint.end()) if joint else None
        if together and together.detail == "coordinate":
            coordinating = _partners(reading, together.end)
        elif _ALONGSIDE.match(text, begin):
            coordinating = _partners(reading, begin)
        begin = coordinating.end if coordinating else begin
    elif kind == "coordinate":
        rule, confidence = (rule if sure else "unit-coordinates"), (sure - 0.1 if sure else 0.6)
        coordinating = _partners(reading, verb.end)
        begin = coordinating.end if coordinating else verb.start
    task = _task(text, begin, end)
    if task is None and coordinating:
        task, coordinating, confidence = _task(text, verb.start, end), None, 0.5
    return Duty(lead, coordinating, task, rule, round(confidence, 2)) if task else None


_BEFORE_WHOM = re.compile(r"\s+(?:toàn diện|chính|cá nhân|trước|về|trong)\b")
_ALONGSIDE = re.compile(r"\s*,?\s*cùng(?:\s+với)?\s+(?=\w)")
# Words between an aside and the verb that it stands before: theo chức năng, nhiệm vụ được giao, có trách nhiệm
_ASIDE_WORDS = 160


def _chief_verb(reading: Reading, verb: Mention) -> Mention:
    """Return the verb that says who leads or helps behind one of manner or an aside; else the verb itself."""
    if verb.detail == "manner":
        following = verb_at(reading, verb.end)
        chief = _chief_verb(reading, following) if following else verb
        return chief if chief.detail in ("lead", "coordinate", "responsible") else verb
    if verb.detail == "aside":
        for other in reading.of_kind("VERB"):
            if other.start > verb.end and other.detail in ("lead", "responsible"):
                between = reading.text[verb.end : other.start]
                return verb if len(between) > _ASIDE_WORDS or re.search(r"[.;:]", between) else other
    return verb


def _partners(reading: Reading, at: int) -> Span | None:
    """Return the units that a duty is done together with: `phối hợp với các sở, ngành liên quan`.

    What `với` joins is a partner even where no list knows it: `phối hợp với lực lượng biên phòng tuần tra ...`.
    """
    text = reading.text
    joint = _WITH.match(text, at)
    start = joint.end() if joint else at
    end = unit_list_end(reading, start)
    if end is None and joint and "với" in joint[0].lower():
        verb = next((m for m in reading.of_kind("VERB") if m.start > start and m.detail != "name"), None)
        said = text[start : verb.start].rstrip(" ,") if verb else ""
        known = said and len(said.split()) <= 2 * NAME_WORDS and not re.search(r"[.;:]", said)
        end = start + len(said) if known else None
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


# Who does it, behind what is to be done: (Văn phòng chủ trì, xong trước ngày 10/3); - Trường A thực hiện
_TRAILING = re.compile(r"\((?P<bracket>[^()]{4,300})\)[\s.;/]*$|\s[-–]\s(?P<dash>[^–]{4,200}?)[\s.;/]*$")
_TRAILING_VERB = re.compile(
    r"\s*(?:hỗ trợ\s+)?(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|đảm nhận|chịu trách nhiệm|tổ chức thực hiện|là đầu mối)"
    r"(?:\s+thực hiện)?(?=\s*(?:$|[,;.]|phối hợp))"
)
_DOES = re.compile(r"chủ trì|thực hiện|phụ trách|đảm nh|chịu trách nhiệm|đầu mối")
_GIVEN = re.compile(r"(?:giao|do|phân công)\s+(?:cho\s+)?", re.IGNORECASE)


def may_trail(text: str) -> bool:
    """Say whether a statement may end with who is to do it."""
    found = _TRAILING.search(text)
    return found is not None and _DOES.search(text, found.start()) is not None


def read_trailing(reading: Reading) -> Duty | None:
    """Read who does what a statement says from the bracket or the dash that it ends with."""
    text = reading.text
    found = _TRAILING.search(text)
    if found is None:
        return None
    group = "bracket" if found["bracket"] else "dash"
    begin, end = found.span(group)
    given = _GIVEN.match(text, begin, end)
    first = given.end() if given else begin
    lead_end = unit_list_end(reading, first)
    verb = _TRAILING_VERB.match(text, lead_end, end) if lead_end is not None else None
    task = _task(text, 0, found.start())
    if lead_end is None or verb is None or task is None:
        return None
    joint = _CHIEFLY.match(text, verb.end())
    together = verb_at(reading, joint.end()) if joint else None
    partners = _partners(reading, together.end) if together and together.detail == "coordinate" else None
    coordinating = partners if partners and partners.end <= end else None
    return Duty(Span(first, lead_end), coordinating, task, "trailing-unit", 0.75, until=end)
