"""Duties given in sentences of the body: `Giao X ...`, `X chủ trì, phối hợp với Y ...`, labelled lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from extractors.language import Reading, read_mentions
from extractors.plan.duties import (
    DIRECTIVE,
    Duty,
    Span,
    find_deadlines,
    read_duty,
    read_duty_below,
    sentences,
    unit_list_end,
)
from extractors.plan.duty_labels import Labelled, Role, read_labelled
from extractors.plan.outline import CLOSES
from schemas.location import Location
from schemas.records import Abbreviation, Assignment, Heading, Printed, Provision

STATEMENT_LIMIT = 10_000  # characters; a longer paragraph is no statement, whatever it holds
# Sections whose sentences say what the plan wants, not who does what.
_NO_DUTIES = ("purpose", "requirement", "purpose_requirement")
_NAMES_UNITS = re.compile(r"các\s|[A-ZĐÂÊÔƠƯỦ]")
# What a statement must hold to be given to the language pipeline.
_CUE = re.compile(
    r"chủ trì|trách nhiệm|phối hợp|đầu mối|thường trực|tham mưu|hướng dẫn|theo dõi|đôn đốc|báo cáo|tổng hợp|"
    r"tăng cường|đẩy mạnh|tuyên truyền|giám sát|thẩm định|bố trí|"
    r"triển khai|thực hiện|tổ chức|xây dựng|rà soát|kiểm tra|\b[Gg]iao\b|Đề nghị|Yêu cầu|Phân công",
    re.IGNORECASE,
)
# UBND tỉnh ban hành Kế hoạch ... như sau: gives nobody a duty.
_ANNOUNCES = re.compile(r"(?:như sau|sau đây)\s*[:.]?$")
# How a statement or heading that names a unit first begins; the pipeline decides, this only spares it work.
_UNIT_START = re.compile(
    r"(?:Giao|Phân công|Yêu cầu|Đề nghị|Trách nhiệm của|Đối với)\b|"
    r"(?:Căn cứ|Trên cơ sở|Định kỳ|H[aằ]ng|Trước|Chậm nhất|Trong|Sau|Khi|Quý|Từ|Đến)\b|"
    r"(?:Các|Tất cả|Toàn|Sở|Ban|Bộ|Phòng|Văn phòng|Ủy ban|Uỷ ban|UBND|Công an|Trung tâm|Chi cục|Cục|Vụ|Viện|"
    r"Thanh tra|Trường|Trưởng|Chủ tịch|Giám đốc|Thủ trưởng|Hiệu trưởng|Chánh|Lãnh đạo|Đảng|Hội|Đoàn|Mặt trận|"
    r"Bộ phận|Tổ|Đội|Báo|Đài|Bảo hiểm|Kho bạc|Ngân hàng|Quỹ|Công ty|Tỉnh|Liên|Hiệp|Tòa|[A-ZĐ]{2,})",
)


def find_assignments(
    provisions: Sequence[Provision], outline: Sequence[Heading], abbreviations: Sequence[Abbreviation]
) -> list[Assignment]:
    """Return the duties that statements of the body give to units, in document order.

    Args:
        provisions: the statements of the body.
        outline: its headings; a heading that names units gives them the duties under it.
        abbreviations: the short forms that the document introduces.
    """
    finder = _Finder(tuple(a.short for a in abbreviations), _unit_headings(outline))
    labelled = _labelled_duties(provisions)
    taken = {index for duty in labelled for index in duty.statements}
    found = [
        assignment
        for index, provision in enumerate(provisions)
        if index not in taken and provision.section not in _NO_DUTIES
        for assignment in finder.read(index, provision)
    ]
    found += [made for duty in labelled if (made := _labelled_assignment(duty, provisions))]
    return sorted(found, key=lambda a: (a.provision if a.provision is not None else -1, a.place.start or 0))


def _unit_headings(outline: Sequence[Heading]) -> dict[tuple[str, str], str]:
    """Return the headings that name nothing but units, by path and text: the units as printed."""
    found: dict[tuple[str, str], str] = {}
    for heading in outline:
        too_long = len(heading.text) > STATEMENT_LIMIT
        if too_long or heading.section in _NO_DUTIES or not _UNIT_START.match(heading.text):
            continue
        reading = read_mentions(heading.text)
        directive = DIRECTIVE.match(heading.text)
        start = directive.end() if directive else 0
        if directive and directive[0].startswith("Đối với") and not _NAMES_UNITS.match(heading.text, start):
            continue  # Đối với cá nhân: what follows is about them, not for them to do
        end = unit_list_end(reading, start)
        if end is not None and not heading.text[end:].strip(" :."):
            found[heading.path, heading.text] = heading.text[start:end]
    return found


@dataclass(frozen=True, slots=True)
class _Finder:
    abbreviations: tuple[str, ...]
    unit_headings: dict[tuple[str, str], str]

    def read(self, index: int, provision: Provision) -> Iterator[Assignment]:
        """Yield the duties of one statement."""
        text = provision.text
        heading = self.unit_headings.get((provision.path, provision.heading or ""))
        if (
            len(text) > STATEMENT_LIMIT
            or CLOSES.match(text)
            or _ANNOUNCES.search(text)
            or not (heading or _CUE.search(text))
        ):
            return
        parts = sentences(text)
        starts = [part for part in parts if _UNIT_START.match(text, part.start)]
        if not starts and not heading:
            return
        reading = read_mentions(text, self.abbreviations)
        duties: list[Duty] = []
        for part in starts:
            duty = read_duty(reading, part.start, len(text))
            # Past the first sentence only sure words count: subjects change within a statement.
            if duty and (part.start == 0 or duty.confidence >= 0.8):
                duties.append(duty)
        begun = [duty.lead.start for duty in duties if duty.lead]
        if heading and not any(start < 40 for start in begun):
            below = read_duty_below(reading, 0, len(text.rstrip(" ;./")))
            # Về hội thi: Sở Nội vụ chủ trì ...: what stands before the colon is no duty of its own
            announced = begun and text[: begun[0]].rstrip().endswith(":")
            duties = duties if announced else [below, *duties]
        for duty, following in zip_longest(duties, duties[1:]):
            task = _cut(text, duty, following.start if following else len(text))
            if task.end > task.start:
                yield _assignment(index, provision, reading, duty, task, heading)


def _cut(text: str, duty: Duty, end: int) -> Span:
    """Return the duty's task up to where the next duty of the statement begins."""
    said = text[duty.task.start : min(duty.task.end, end)]
    return Span(duty.task.start, duty.task.start + len(said.rstrip(" ;.,:/")))


def _assignment(
    index: int, provision: Provision, reading: Reading, duty: Duty, task: Span, heading: str | None
) -> Assignment:
    deadlines = find_deadlines(reading, Span(duty.start, task.end))
    lead = _printed(provision, duty.lead) if duty.lead else Printed(text=heading) if heading else None
    return Assignment(
        provision=index,
        lead=lead,
        coordinating=_printed(provision, duty.coordinating) if duty.coordinating else None,
        task=provision.text[task.start : task.end],
        deadline=_deadline(provision, deadlines),
        confidence=duty.confidence,
        rule=duty.rule,
        place=_place(provision, task),
    )


def _place(provision: Provision, span: Span) -> Location:
    base = provision.place.start or 0
    return provision.place.span(base + span.start, base + span.end)


def _printed(provision: Provision, span: Span) -> Printed:
    return Printed(text=provision.text[span.start : span.end], place=_place(provision, span))


def _deadline(provision: Provision, spans: Sequence[Span]) -> Printed | None:
    if not spans:
        return None
    text = "; ".join(provision.text[span.start : span.end] for span in spans)
    return Printed(text=text, place=_place(provision, Span(spans[0].start, spans[-1].end)))


@dataclass(slots=True)
class _LabelledDuty:
    """Labelled lines that stand together, and the statement or heading that they belong to."""

    task: int | None  # the statement before them
    parts: dict[Role, tuple[int, Labelled]] = field(default_factory=dict)
    statements: set[int] = field(default_factory=set)


def _labelled_duties(provisions: Sequence[Provision]) -> list[_LabelledDuty]:
    duties: list[_LabelledDuty] = []
    current: _LabelledDuty | None = None
    plain: list[int] = []  # statements under this heading since the last labelled lines
    where: tuple[str, str | None] = ("", None)
    for index, provision in enumerate(provisions):
        if (provision.path, provision.heading) != where:
            where, current, plain = (provision.path, provision.heading), None, []
        values = read_labelled(provision.text)
        if not values:
            current = None
            plain.append(index)
            continue
        within = provision.text[: values[0].start].count("(") > 0
        for value in values:
            if current is None or value.role in current.parts:
                task = index if within else plain[-1] if len(plain) == 1 else None
                current = _LabelledDuty(task)
                duties.append(current)
                plain = []
            current.parts[value.role] = (index, value)
            current.statements.add(index)
        if current and current.task is not None:
            current.statements.add(current.task)
    return duties


def _labelled_assignment(duty: _LabelledDuty, provisions: Sequence[Provision]) -> Assignment | None:
    """Return the duty of labelled lines; None where they name no lead or nothing to do."""

    def part(role: Role) -> Printed | None:
        if role not in duty.parts:
            return None
        index, value = duty.parts[role]
        return _printed(provisions[index], Span(value.start, value.end))

    if "lead" not in duty.parts:
        return None
    index = duty.task if duty.task is not None else duty.parts["lead"][0]
    provision = provisions[index]
    if duty.task is None:
        task = provision.heading or provision.text
    else:
        task = re.split(r"\s*\((?=[^()]*:)", provision.text)[0] if index in _own(duty) else provision.text
    task = task.rstrip(" ;.,:/")
    if not task:
        return None
    return Assignment(
        provision=index,
        lead=part("lead"),
        coordinating=part("coordinating"),
        task=task,
        deadline=part("deadline"),
        confidence=0.95 if duty.task is not None else 0.8,
        rule="labelled-lines",
        place=provision.place,
    )


def _own(duty: _LabelledDuty) -> set[int]:
    return {index for index, _ in duty.parts.values()}
