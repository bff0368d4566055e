"""The bodies that a letterhead names: issuer (cơ quan ban hành) and the body above it (cơ quan chủ quản)."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest

from extractors.plan.lines import Line
from schemas.records import Printed
from schemas.text import squash_space, tone_key

_GOES_ON = re.compile(r"^(?:và|&|,|-|thuộc|của|trực thuộc|khu vực|số)\b|^[&,-]", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:\bvà|&|,|-|–|\bcủa|\bthuộc)$", re.IGNORECASE)
# A place finishes the body named above it: `ỦY BAN NHÂN DÂN` / `TỈNH LÂM ĐỒNG`; but TỈNH ỦY is a body.
_PLACE = re.compile(
    r"^(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|nước|việt nam"
    r"|trung ương|tw|các|cụm)\b(?!\s+ủy)"
)
_MAX_AGENCY_LINES = 8


def read_agencies(lines: Sequence[Line], *, joint: int = 0) -> tuple[Printed | None, Printed | None]:
    """Read issuer and parent body from the agency lines of a letterhead, top to bottom.

    A body over several lines is joined by a space; a syllable alone that names no body is the end of the name above
    (`SỞ NÔNG NGHIỆP VÀ MÔI` / `TRƯỜNG`). The issuer is the last body, its parent the one above. Of a joint
    document the last so many bodies are the issuer together, none of them the parent of another.

    Returns:
        Issuer and parent body in the printed letter case; None for what is not printed.
    """
    bodies: list[list[Line]] = []
    for line, below in zip_longest(lines[:_MAX_AGENCY_LINES], lines[1:_MAX_AGENCY_LINES]):
        syllable = " " not in line.text.strip(" *#|.")
        broken = syllable and is_bare_organ(line.text) and (below is None or names_body(below.text))
        if bodies and (broken or not _begins_body(line, bodies[-1])):
            bodies[-1].append(line)
        else:
            bodies.append([line])
    first = next((i for i, body in enumerate(bodies) if names_body(body[0].text)), 0)
    named = bodies[first:]
    if not named:
        return None, None
    count = _joint_lines([" ".join(line.text for line in body) for body in named], joint)
    printed = [_printed(body) for body in named[-count:]]
    issuer = printed[0].model_copy(update={"text": " - ".join(body.text for body in printed)})
    return issuer, _printed(named[-count - 1]) if len(named) > count else None


def _joint_lines(bodies: Sequence[str], joint: int) -> int:
    """Return how many of the last texts name so many bodies; one text may name several: `SỞ Y TẾ - TỈNH ĐOÀN`."""
    named = 0
    for count, body in enumerate(reversed(bodies), start=1):
        parts = sum(names_body(part) for part in re.split(r"\s[-–]\s", body))
        named += max(parts, 1)
        if named >= joint or parts > 1:
            return count
    return len(bodies)


def _printed(lines: Sequence[Line]) -> Printed:
    text = squash_space(" ".join(line.text.strip(" *#|.") for line in lines))
    return Printed(text=re.sub(r"\s+([,;])", r"\1", text), place=lines[0].location)


def _begins_body(line: Line, above: Sequence[Line]) -> bool:
    key, so_far = (
        tone_key(line.text.strip(" *#|")),
        tone_key(" ".join(part.text for part in above).strip(" *#|")),
    )
    if _GOES_ON.match(key) or _UNFINISHED.search(so_far) or _PLACE.match(key):
        return False
    if organs().get(so_far):
        return _is_other_weight(line, above[-1]) and names_body(line.text)
    if names_body(line.text):
        return True
    return _is_other_weight(line, above[-1]) and line.style.bold is True


def _is_other_weight(line: Line, above: Line) -> bool:
    """Say whether one line is bold and the other is not: the decree sets only the issuer in bold."""
    return None not in (line.style.bold, above.style.bold) and line.style.bold != above.style.bold


def names_body(text: str) -> bool:
    """Say whether a text begins as the name of a body does: Sở, Ủy ban nhân dân, Trung tâm ...

    >>> names_body("Sở Xây dựng"), names_body("ngành Xây dựng")
    (True, False)
    """
    words = tone_key(text.strip(" *#|")).split()
    return any(" ".join(words[:n]) in organs() for n in range(1, 5))


def is_bare_organ(text: str) -> bool:
    """Say whether a text is a word that names of bodies begin with and no more: `Sở`, `Ủy ban nhân dân`."""
    return organs().get(tone_key(text.strip(" *#|.")), False)


@cache
def organs() -> dict[str, bool]:
    """Return the words that names of bodies begin with; True where the word alone is no whole name."""
    text = files("extractors.lexicon").joinpath("data", "organs.csv").read_text("utf-8")
    return {tone_key(row["organ"]): row["alone"] == "1" for row in csv.DictReader(text.splitlines())}
