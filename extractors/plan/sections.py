"""Which section of a plan a heading opens, by the wording in lexicon/data/section_headings.csv."""

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, cast

from schemas.text import fold
from schemas.vocab import Section

# Between the parts of a joint heading: MỤC ĐÍCH, YÊU CẦU; MỤC ĐÍCH - YÊU CẦU; MỤC ĐÍCH VÀ YÊU CẦU.
_JOINS = re.compile(r"[\s,;/&.-]*(?:\bva\b)?[\s,;/&.-]*")
_PARTS_OF_PURPOSE = re.compile(r"(?:muc dich|muc tieu|yeu cau|y nghia)\b")
# Words before the first part that do not change what the heading opens.
_OPENING = re.compile(r"(?:(?:cac|nhung|mot so|ve)\s+)?")
# Words after the last part that do not change it either.
_CLOSING = re.compile(
    r"(?:\s*(?:chung|cu the|tong quat|trong tam|chu yeu|thuc hien|trien khai|chinh|cua ke hoach|ke hoach)\b)*"
    r"[\s.:;,]*$"
)


class Opening(NamedTuple):
    """What a heading opens; whole where its words say nothing else."""

    section: Section
    whole: bool
    parts: tuple[Section, ...] = ()  # of a joint heading: MỤC TIÊU, NHIỆM VỤ names purpose and content
    activity: bool = False  # it names what the plan may be about itself: KIỂM TRA, GIÁM SÁT


class _Phrases(NamedTuple):
    start: re.Pattern[str]
    anywhere: re.Pattern[str]
    sections: dict[str, Section]
    only_whole: frozenset[str]
    activities: frozenset[str]


@cache
def _phrases() -> _Phrases:
    text = files("extractors.lexicon").joinpath("data/section_headings.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    sections = {fold(row["phrase"]): cast(Section, row["section"]) for row in rows}
    words = {
        match: sorted({fold(row["phrase"]) for row in rows if row["match"] in match.split()}, key=len)[::-1]
        for match in ("start whole activity", "anywhere")
    }
    start, anywhere = (re.compile(rf"(?:{'|'.join(map(re.escape, words[m]))})\b") for m in words)
    whole, activities = (
        frozenset(fold(row["phrase"]) for row in rows if row["match"] == match)
        for match in ("whole", "activity")
    )
    return _Phrases(start, anywhere, sections, whole, activities)


@lru_cache(maxsize=4096)
def read_opening(heading: str) -> Opening | None:
    """Return the section that a heading opens by its own words; None where they do not say.

    >>> read_opening("MỤC ĐÍCH - YÊU CẦU").section, read_opening("Yêu cầu các đơn vị báo cáo")
    ('purpose_requirement', None)
    """
    text = fold(heading[:200])
    phrases = _phrases()
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    found: list[Section] = []
    activity = True
    while match := phrases.start.match(text, at):
        joint = _JOINS.match(text, match.end())
        following = joint.end() if joint else match.end()
        if match[0] in phrases.only_whole and not (
            _CLOSING.match(text, match.end()) or phrases.start.match(text, following)
        ):
            break
        found.append(phrases.sections[match[0]])
        activity = activity and match[0] in phrases.activities
        end, at = match.end(), following
        # Without a mark or `và` only MỤC ĐÍCH YÊU CẦU are two parts: `Thời gian kiểm tra` is one.
        if not text[end:at].strip() and not _PARTS_OF_PURPOSE.match(text, at):
            break
    if found:
        return Opening(_joined(found), bool(_CLOSING.match(text, end)), tuple(found), activity)
    if anywhere := phrases.anywhere.search(text):
        return Opening(phrases.sections[anywhere[0]], False)
    return None


def _joined(sections: list[Section]) -> Section:
    """Return what several sections named in one heading make together."""
    named = [section for section in sections if section != "other"]
    if not named:
        return "other"
    if set(named) == {"purpose", "requirement"}:
        return "purpose_requirement"
    # MỤC TIÊU, NHIỆM VỤ: its statements are not divided, and what has to be done is the greater part.
    return next((s for s in named if s in ("content", "implementation")), named[0])


def section_below(heading: str, above: Section | None, parts: tuple[Section, ...] = ()) -> Section:
    """Return the section of what stands under a heading.

    A field's own targets within the content (`II. NHIỆM VỤ > 1. ... > a) Mục tiêu`) are content, not the
    purpose of the document; a requirement is one wherever it stands.

    Args:
        heading: its text.
        above: the section that the headings above it say; None where there is none, or none says.
        parts: the sections that the heading straight above it names.
    """
    opening = read_opening(heading)
    if above is None:
        return opening.section if opening else "other"
    if opening is None:
        return above
    if opening.section in parts and opening.section != "other":
        return opening.section  # it divides a joint heading
    divides: dict[Section, tuple[Section, ...]] = {
        "purpose": ("requirement", "implementation"),
        "requirement": ("purpose", "implementation"),
        "purpose_requirement": ("purpose", "requirement", "other", "implementation"),
        "content": ("requirement", "implementation"),
        "implementation": ("requirement",),
        "other": ("purpose", "requirement", "implementation"),
    }
    if opening.section not in divides[above] or (above == "content" and opening.activity):
        return above
    # Below a section that already says what it is, only words that say nothing else change it.
    return opening.section if opening.whole or above in ("other", "purpose_requirement") else above
