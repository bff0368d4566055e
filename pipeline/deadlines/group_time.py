"""The time that a group row of a table is about: `III. Tháng 3/2026`, `Nhiệm vụ quý I`."""

from functools import lru_cache

from pipeline.deadlines.grammar import read_deadline
from pipeline.deadlines.reading import DeadlineContext
from schemas.text import fold

# What such a row may say besides its time.
_WORDS = frozenset(
    (
        "",
        "nhiem vu",
        "cac nhiem vu",
        "cong tac",
        "cong viec",
        "hoat dong",
        "noi dung",
        "cac hoat dong",
        "ke hoach",
    )
)
_NESTED = " > "


@lru_cache(maxsize=4096)
def time_of_group(group: str) -> str:
    """Return the parts of a nested group's text that name a time and no more, "" where none does.

    `Thực hiện Chỉ số PCI năm 2020` names what the group is about, not when.

    >>> time_of_group("A. Năm 2026 > Cải cách thể chế > Nhiệm vụ tháng 3")
    'A. Năm 2026 > Nhiệm vụ tháng 3'
    """
    return _NESTED.join(part for part in group.split(_NESTED) if _is_time(part))


def _is_time(text: str) -> bool:
    readings = read_deadline(text, DeadlineContext())
    named = (
        len(readings) == 1
        and readings[0].kind in ("period", "date")
        and readings[0].bound in ("during", "on")
    )
    return named and fold(readings[0].purpose or "") in _WORDS
