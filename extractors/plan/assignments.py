"""Duties given in sentences of the body: `Giao X ...`, `X chủ trì, phối hợp với Y ...`, labelled lines."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from extractors.language import Reading, duty_verbs, read_mentions
from extractors.lexicon.patterns import any_of
from extractors.plan.duties import (
    ADDRESS,
    DIRECTIVE,
    Duty,
    Span,
    may_trail,
    read_duty,
    read_duty_below,
    read_trailing,
    sentences,
)
from extractors.plan.duty_labels import LabelledDuty, Role, labelled_duties
from extractors.plan.duty_owners import Owner, announced_owners, heading_owners, opens_with_unit
from extractors.plan.duty_times import find_deadlines
from extractors.plan.outline import CLOSES
from extractors.plan.task_tables.division import divide_roles
from schemas.diagnostics import Diagnostic
from schemas.location import Location
from schemas.records import Abbreviation, Assignment, Heading, Printed, Provision

STATEMENT_LIMIT = 10_000  # characters; a longer paragraph is no statement, whatever it holds
# Sections whose sentences say what the plan wants, not who does what.
_NO_DUTIES = ("purpose", "requirement", "purpose_requirement")
# UBND tỉnh ban hành Kế hoạch ... như sau: gives nobody a duty.
_ANNOUNCES = re.compile(
    r"(?:như sau|sau đây)\s*[:.]?$"
    r"|(?:nhiệm vụ|nội dung|giải pháp|biện pháp|công việc)(?:\s+\w+){0,2}\s+sau\s*:$"
)
# What was, not what is to be done.
_BACKGROUND = re.compile(
    r"(?:(?:những|các|một số|mặt)\s+)*(?:kết quả đạt được|tình hình|thực trạng|tồn tại|hạn chế|nguyên nhân|"
    r"sự cần thiết|đặc điểm|bối cảnh|đánh giá chung|căn cứ|cơ sở pháp lý|thuận lợi|khó khăn)",
    re.IGNORECASE,
)
# Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo: how plans end, and no duty of this one
_DIFFICULTIES = re.compile(
    r"(?:[Tt]rong )?[Qq]uá trình\b.{0,80}?\b(?:nếu|trường hợp|có)\b.{0,60}?(?:vướng mắc|khó khăn|phát sinh)"
)
# A clause before the unit that has to act.
_CLAUSE_START = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Định kỳ|H[aằ]ng|Trước|Chậm nhất|Trong|Sau|Khi|Quý|Tháng|Năm|Từ|Đến|Ngoài|Với|Để|Nhằm|Theo|"
    r"Vào|Cuối|Đầu)\b"
)
# Past the first sentence only sure words count: subjects change within a statement.
_SURE = 0.8
_DOUBTFUL = 0.6


def find_assignments(
    provisions: Sequence[Provision], outline: Sequence[Heading], abbreviations: Sequence[Abbreviation]
) -> list[Assignment]:
    """Return the duties that statements of the body give to units, in document order.

    Args:
        provisions: the statements of the body.
        outline: its headings; a heading that names units gives them the duties under it.
        abbreviations: the short forms that the document introduces.
    """
    owners = heading_owners(outline, _NO_DUTIES)
    announced = announced_owners(provisions)
    announcing = {line for line, _ in announced.values()}
    background = {heading.path for heading in outline if _BACKGROUND.match(heading.text)}
    finder = _Finder(tuple(a.short for a in abbreviations))
    labelled = labelled_duties(provisions)
    timed = {duty.task: duty for duty in labelled if _only_times(duty)}
    taken = announcing.union(*(duty.statements for duty in labelled)).difference(timed)
    found = [made for duty in labelled if (made := _labelled_assignment(duty, provisions))]
    for index, provision in enumerate(provisions):
        if index in taken or provision.section in _NO_DUTIES or _lies_within(provision.path, background):
            continue
        owner = (
            announced[index][1]
            if index in announced
            else owners.get((provision.path, provision.heading or ""))
        )
        read = finder.read(index, provision, owner)
        found.extend(read if index not in timed else _with_time(read, timed[index], provision))
    return sorted(found, key=lambda a: (a.provision if a.provision is not None else -1, a.place.start or 0))


def doubts_of(assignments: Sequence[Assignment]) -> list[Diagnostic]:
    """Report the duties whose words leave open whether they are one, or whose."""
    return [
        Diagnostic.of("duty-doubtful", duty.place, lead=duty.lead.text if duty.lead else "-", text=duty.task)
        for duty in assignments
        if duty.confidence <= _DOUBTFUL
    ]


def _lies_within(path: str, paths: Set[str]) -> bool:
    return any(path == above or path.startswith(f"{above}>") for above in paths)


@dataclass(frozen=True, slots=True)
class _Finder:
    abbreviations: tuple[str, ...]

    def read(self, index: int, provision: Provision, owner: Owner | None) -> Iterator[Assignment]:
        """Yield the duties of one statement."""
        text = provision.text
        if (
            len(text) > STATEMENT_LIMIT
            or CLOSES.match(text)
            or _DIFFICULTIES.match(text)
            or text.startswith("(")  # (Phụ lục kèm theo)
            or _ANNOUNCES.search(text)
            or not (owner or _cue().search(text.lower()))
        ):
            return
        starts = [part.start for part in sentences(text) if _may_open_duty(text, part.start)]
        trailing = may_trail(text)
        if not starts and not owner and not trailing:
            return
        reading = read_mentions(text, self.abbreviations)
        duties = list(self._in_sentences(reading, starts, named=bool(provision.heading or provision.label)))
        behind = read_trailing(reading) if trailing and not duties else None
        if behind:
            duties.append(behind)
        elif owner:
            duties = _with_owner(reading, duties)
        for duty, following in zip_longest(duties, duties[1:]):
            task = _cut(text, duty, following.start if following else len(text))
            if task.end > task.start:
                yield _assignment(index, provision, reading, duty, task, owner)

    def _in_sentences(self, reading: Reading, starts: Sequence[int], *, named: bool) -> Iterator[Duty]:
        """Yield the duties of sentences that may name a unit first.

        Text before all headings and numbers (named is False) tells why there is a plan: only words that ask for
        something count there.
        """
        text = reading.text
        unread: int | None = None
        named_until = 0
        for start in starts:
            if start < named_until:
                continue  # Giám đốc các Sở: Nội vụ; Thủ trưởng các cơ quan ...: one list of those who act
            asks = DIRECTIVE.match(text, start)
            if unread is not None and not asks and not re.search(r"\.\s", text[unread:start]):
                continue  # Các ông: Giám đốc Sở A; Giám đốc các ban ...: the rest of a list that was not read
            duty = read_duty(reading, start, len(text))
            unread = start if duty is None and _names_units(reading, start) else None
            sure = start == 0 or (duty is not None and duty.confidence >= _SURE)
            if duty and sure and (named or duty.rule == "directive"):
                named_until = duty.task.start
                yield duty


def _names_units(reading: Reading, start: int) -> bool:
    """Whether a clause begins with units."""
    end = re.compile(r"[.;:]|$").search(reading.text, start)
    units = (m for m in reading.of_kind("UNIT") if m.start >= start and end and m.start < end.start())
    return opens_with_unit(reading.text, start) and next(units, None) is not None


@cache
def _cue() -> re.Pattern[str]:
    """What a statement, in lower case, must hold to be given to the language pipeline: a verb of duties."""
    return re.compile(any_of(["giao ", *(verb.lower() for verb in duty_verbs())]))


def _may_open_duty(text: str, start: int) -> bool:
    return bool(
        DIRECTIVE.match(text, start)
        or ADDRESS.match(text, start)
        or _CLAUSE_START.match(text, start)
        or opens_with_unit(text, start)
    )


# Yêu cầu các đơn vị thực hiện Chỉ thị này: the last line of the document, whatever heading is above it
_OF_THIS = re.compile(
    r"(?:Chỉ thị|Kế hoạch|Công văn|Quyết định|Chương trình|Công điện|[Vv]ăn bản|Hướng dẫn) này"
)


def _with_owner(reading: Reading, duties: list[Duty]) -> list[Duty]:
    """Add what the unit of the heading has to do in a statement that does not name another one first."""
    text = reading.text
    begun = [duty.lead.start for duty in duties if duty.lead]
    asks = re.match(r"Yêu cầu|Đề nghị", text) and not _OF_THIS.search(text)
    if asks or not any(start < 40 for start in begun):
        if not asks and _names_other(reading):
            return duties
        below = read_duty_below(reading, 0, len(text.rstrip(" ;./")))
        # Về hội thi: Sở Nội vụ chủ trì ...: what stands before the colon is no duty of its own
        told = not asks and begun and text[: begun[0]].rstrip().endswith(":")
        return duties if told else [below] if asks else [below, *duties]
    return duties


def _names_other(reading: Reading) -> bool:
    """Whether a statement names units first although no duty could be read: they may not be the heading's."""
    first = next(iter(reading.of_kind("UNIT")), None)
    verb = next(iter(reading.of_kind("VERB")), None)
    return (
        first is not None
        and first.start == 0
        and reading.text[:1].isupper()
        and (verb is None or verb.start > 0)
    )


def _cut(text: str, duty: Duty, end: int) -> Span:
    """Return the duty's task up to where the next duty of the statement begins."""
    closing = _DIFFICULTIES.search(text, duty.task.start)
    end = closing.start() if closing else end
    said = text[duty.task.start : min(duty.task.end, end)]
    return Span(duty.task.start, duty.task.start + len(said.rstrip(" ;.,:/")))


def _assignment(
    index: int, provision: Provision, reading: Reading, duty: Duty, task: Span, owner: Owner | None
) -> Assignment:
    deadlines = find_deadlines(reading, duty, Span(duty.start, max(task.end, duty.until)))
    lead = _printed(provision, duty.lead) if duty.lead else Printed(text=owner.lead) if owner else None
    coordinating = _printed(provision, duty.coordinating) if duty.coordinating else None
    if duty.lead is None and coordinating is None and owner and owner.coordinating:
        coordinating = Printed(text=owner.coordinating)
    return Assignment(
        provision=index,
        lead=lead,
        coordinating=coordinating,
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


def _only_times(duty: LabelledDuty) -> bool:
    """Whether a statement ends with a labelled time and says of whom the duty is, or its heading does."""
    return duty.cut is not None and set(duty.parts) == {"deadline"} and duty.statements == {duty.task}


def _with_time(
    made: Iterable[Assignment], labelled: LabelledDuty, provision: Provision
) -> Iterator[Assignment]:
    """Yield the duties of a statement without the labelled time behind them, which is their deadline."""
    _, value = labelled.parts["deadline"]
    deadline = _printed(provision, Span(value.start, value.end))
    base = provision.place.start or 0
    for duty in made:
        start = (duty.place.start or 0) - base
        end = min(start + len(duty.task), labelled.cut or 0)
        task = provision.text[start:end].rstrip(" ;.,:/(-")
        if task:
            place = _place(provision, Span(start, start + len(task)))
            yield duty.model_copy(update={"task": task, "deadline": deadline, "place": place})


def _labelled_assignment(duty: LabelledDuty, provisions: Sequence[Provision]) -> Assignment | None:
    """Return the duty of labelled lines; None where they name no lead or nothing to do."""

    def part(role: Role) -> Printed | None:
        if role not in duty.parts:
            return None
        index, value = duty.parts[role]
        return _printed(provisions[index], Span(value.start, value.end))

    lead, coordinating = part("lead"), part("coordinating")
    if lead is None:
        return None
    if coordinating is None and (division := divide_roles(lead.text)):
        lead, coordinating = _within(lead, division.lead), _within(lead, division.coordinating)
    elif led := _LED.search(lead.text):
        lead = _within(lead, (0, led.start()))
    index = duty.task if duty.task is not None else duty.parts["lead"][0]
    provision = provisions[index]
    if duty.task is None:
        task = provision.heading or provision.text
    else:
        task = provision.text[: duty.cut] if duty.cut is not None else provision.text
    task = task.rstrip(" ;.,:/(-")
    if not task:
        return None
    return Assignment(
        provision=index,
        lead=lead,
        coordinating=coordinating,
        task=task,
        deadline=part("deadline"),
        confidence=0.95 if duty.task is not None else 0.8,
        rule="labelled-lines",
        place=provision.place,
    )


_LED = re.compile(r"\s+(?:chủ trì|thực hiện|chịu trách nhiệm)(?:\s+thực hiện)?\W*$")


def _within(value: Printed, span: tuple[int, int]) -> Printed:
    place = value.place.span(*span) if value.place.start is not None else value.place
    return Printed(text=value.text[slice(*span)], place=place)
