"""Whose duties statements are that name nobody: the unit of the heading above them, or of the line before them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.language import Reading, duty_verbs, read_mentions, unit_openers
from extractors.lexicon.patterns import any_of
from extractors.plan.duties import DIRECTIVE, Span, read_duty
from extractors.plan.duty_units import unit_list_end
from schemas.records import Heading, Provision

# A heading that names units names nothing else of this length.
_MAX_HEADING = 400
_NAMES_UNITS = re.compile(r"các\s|[A-ZĐÂÊÔƠƯỦ]")
# Bộ Nội vụ, cơ quan chủ trì Đề án; Các ban quản lý dự án là chủ đầu tư các công trình
_APPOSITION = re.compile(
    r"\s*[,–-]?\s+(?:(?:là|làm)\s+(?:cơ quan|đơn vị|chủ đầu tư|bộ phận|đầu mối)"
    r"|(?:cơ quan|đơn vị|bộ phận)\s+(?:chủ trì|thường trực|đầu mối|tham mưu))\b",
    re.IGNORECASE,
)
# What a heading or an announcing line may say after the units before their duties are listed.
_ANNOUNCED = re.compile(
    r"""(?:\W*\b(?:
        có | chịu | cần | phải | là | gồm | và | các | những | một\s+số | tốt | như | sau | đây | dưới
      | cụ\s+thể | chính | trách\s+nhiệm | nhiệm\s+vụ
      | nội\s+dung | công\s+việc | việc | giải\s+pháp | biện\s+pháp | công\s+tác
      | trọng\s+tâm | tập\s+trung | chủ\s+động | nghiêm\s+túc | triển\s+khai | tổ\s+chức | thực\s+hiện | chỉ\s+đạo
    )\b)*\W*""",
    re.IGNORECASE | re.VERBOSE,
)
# VĂN PHÒNG CHÍNH PHỦ điện: what stands below is whom it addresses
_WIRES = re.compile(r"\bđiện\W*$")
# Bộ Chỉ huy Quân sự tỉnh chỉ đạo lực lượng biên phòng: those below it act, the first one answers for it
_DIRECTS = re.compile(r"chỉ đạo(?:\s+\S+){1,12}")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the duties below a heading or line, as printed, and with whom."""

    lead: str
    coordinating: str | None = None


def opens_with_unit(text: str, start: int = 0) -> bool:
    """Say whether a unit may stand first in text[start:]: a cheap test before the language pipeline is asked."""
    word = _FIRST_WORD.match(text, start)
    if word is None or _first_verb().match(text, start):
        return False
    return word[0].lower() in unit_openers() or bool(_SHORT_NAME.match(word[0]))


@cache
def _first_verb() -> re.Pattern[str]:
    """Verbs that a sentence about work begins with: `Tổ chức` is no team, `Ban hành` no board."""
    return re.compile(rf"{any_of(duty_verbs())}\b", re.IGNORECASE)


_FIRST_WORD = re.compile(r"\w+")
_SHORT_NAME = re.compile(r"[A-ZĐ]{2,}")


def heading_owners(outline: Sequence[Heading], skipped: Sequence[str]) -> dict[tuple[str, str], Owner]:
    """Return who has the duties under each heading that names units, by its path and text.

    Args:
        outline: the headings of the body.
        skipped: sections whose headings give nobody a duty.
    """
    found: dict[tuple[str, str], Owner] = {}
    for heading in outline:
        text = heading.text.capitalize() if heading.text.isupper() else heading.text
        directive = DIRECTIVE.match(text)
        start = directive.end() if directive else 0
        if len(text) > _MAX_HEADING or heading.section in skipped or not opens_with_unit(text, start):
            continue
        if _WIRES.search(text):
            continue
        if directive and directive[0].startswith("Đối với") and not _NAMES_UNITS.match(text, start):
            continue  # Đối với cá nhân: what follows is about them, not for them to do
        if owner := _owner(read_mentions(text), start, printed=heading.text):
            found[heading.path, heading.text] = owner
    return found


def _owner(reading: Reading, start: int, *, printed: str) -> Owner | None:
    """Read who is to do what stands below a line; None where the line names no units or a duty of its own.

    Args:
        reading: the line in small letters.
        start: where the units begin.
        printed: the line as printed, which may be in capitals.
    """
    text = reading.text
    end = unit_list_end(reading, start)
    if end is None:
        return None
    apposition = _APPOSITION.search(text, start)
    end = min(end, apposition.start()) if apposition else end
    units = printed[start:end].rstrip(" ,")
    rest = text[end:].strip(" :.;")
    if not rest or (apposition and apposition.start() == end) or _ANNOUNCED.fullmatch(rest):
        return Owner(units)
    if _DIRECTS.fullmatch(rest):
        return Owner(units)
    return _joint_owner(reading, start, units)


def _joint_owner(reading: Reading, start: int, units: str) -> Owner | None:
    """Read `Sở A chủ trì, phối hợp với các sở, ngành` that stands alone above what they are to do."""
    filled = reading.text.rstrip(" :.;")
    duty = read_duty(_with_task(filled), start, len(filled) + len(_TASK))
    if duty is None or duty.lead is None or duty.rule not in ("unit-leads", "directive"):
        return None
    if duty.task != Span(len(filled) + 1, len(filled) + len(_TASK)):
        return None
    coordinating = filled[duty.coordinating.start : duty.coordinating.end] if duty.coordinating else None
    return Owner(units, coordinating)


# Stands for the duties below, so that the grammar of sentences can read a heading that ends where they begin.
_TASK = " thực hiện"


def _with_task(text: str) -> Reading:
    return read_mentions(text + _TASK)


def announced_owners(provisions: Sequence[Provision]) -> Mapping[int, tuple[int, Owner]]:
    """Return whose duties a list below an announcing line is: statement -> (that line, its owner).

    `Giao Sở Nội vụ thực hiện các nhiệm vụ sau:` gives the unit the bulleted statements that follow it.
    """
    found: dict[int, tuple[int, Owner]] = {}
    for line, below in _lists(provisions):
        text = provisions[line].text
        directive = DIRECTIVE.match(text)
        start = directive.end() if directive else 0
        if len(text) > _MAX_HEADING or not opens_with_unit(text, start):
            continue
        reading = read_mentions(text)
        end = unit_list_end(reading, start)
        if end is not None and _ANNOUNCED.fullmatch(text[end:]):
            owner = Owner(text[start:end].rstrip(" ,"))
            found |= dict.fromkeys(below, (line, owner))
    return found


def _lists(provisions: Sequence[Provision]) -> Iterator[tuple[int, list[int]]]:
    """Yield every statement that ends in a colon with the bulleted ones right below it."""
    for line, provision in enumerate(provisions):
        if not provision.text.rstrip().endswith(":") or _is_bullet(provision):
            continue
        below: list[int] = []
        for index in range(line + 1, len(provisions)):
            item = provisions[index]
            if not _is_bullet(item) or (item.path, item.heading) != (provision.path, provision.heading):
                break
            below.append(index)
        if below:
            yield line, below


def _is_bullet(provision: Provision) -> bool:
    return provision.label is not None and not provision.label[:1].isalnum()
