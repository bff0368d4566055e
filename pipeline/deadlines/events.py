"""What is waited for, taken as one item: `sau khi ...`, `theo ...`, `trước Đại hội ...`."""

import re
from collections.abc import Sequence

from pipeline.deadlines.items import Item
from pipeline.deadlines.spelling import Spelling

_EVENT_ENDS = frozenset(";\n)")
_MAY_WAIT = frozenset("AwrLQb")  # without one of these nothing is waited for
_COUNTED_FROM = ("sau ", "truoc ")
_OPENING = re.compile(r"^(?:ngay )?(?:sau khi|kể từ khi|từ khi|khi) ", re.IGNORECASE)


def with_events(spelling: Spelling, items: Sequence[Item]) -> list[Item]:
    """Take what is waited for as one item: `sau khi ...`, `theo ...`, `trước Đại hội ...`."""
    kinds = {item.kind for item in items}
    if kinds.isdisjoint(_MAY_WAIT) and not {"U", "a"} <= kinds:
        return list(items)
    found: list[Item] = []
    place = 0
    while place < len(items):
        item = items[place]
        if _opens_event(items, place):
            end = _event_end(items, place, spelling)
            words = _event_words(spelling, items[place:end])
            bound = item.value if item.kind in "UA" else ""
            found.append(Item("A", item.start, items[end - 1].end, value=words, unit=bound))
            place = end
        else:
            found.append(item._replace(kind="_") if item.kind == "A" else item)
            place += 1
    return found


def _event_words(spelling: Spelling, items: Sequence[Item]) -> str:
    """Return the event without the words that open it, unless it is they: `Đột xuất`, `ban hành Nghị định`."""
    if items[0].kind == "w":
        return text_of(spelling, items)
    if items[0].kind in "=G":
        return _OPENING.sub("", text_of(spelling, items))
    rest = [item for place, item in enumerate(items) if place and not (place == 1 and item.kind == ">")]
    return text_of(spelling, rest or items)


def _opens_event(items: Sequence[Item], place: int) -> bool:
    item = items[place]
    if item.kind == "A":  # suốt thời gian | từ 01/3 đến 30/6
        return place + 1 == len(items) or items[place + 1].kind != "<"
    if item.kind == "w":  # trước 5 ngày | khai mạc
        before = [other for other in items[max(place - 2, 0) : place] if other.kind != "o"]
        return (
            len(before) == 2
            and before[1].kind == "D"
            and (before[0].kind == "a" or (before[0].kind == "U" and before[0].value == "before"))
        )
    following = place + 1
    while following < len(items) and items[following].kind in ("_", ">", "o"):
        following += 1
    rest = items[following:]
    if item.kind in "=G":
        return bool(rest) and following == place + 1 and rest[0].kind == "w"
    if item.kind == "<":
        if rest and rest[0].kind == "G":
            return len(rest) > 1 and rest[1].kind == "w"
        return (len(rest) > 1 and rest[0].kind == "g" and rest[1].kind in "wrb_") or (
            item.value == "count" and bool(rest) and rest[0].kind == "w"
        )
    if item.kind not in "Ua" or not rest:
        return False
    if item.kind == "a" and place and items[place - 1].kind in ",v" and _said_before(items[:place]):
        return True  # trước, trong và sau Tết: no side of it
    return rest[0].kind in "wrLQ" or (rest[0].kind in "gtY" and len(rest) > 1 and rest[1].kind in "wr")


def _said_before(items: Sequence[Item]) -> bool:
    """Say whether `trước` stands at the end of these items, with `trong`, commas and `và` after it at most."""
    for item in reversed(items):
        if item.kind == "U":
            return item.value == "before"
        if item.kind not in ",v_":
            return False
    return False


def _event_end(items: Sequence[Item], place: int, spelling: Spelling) -> int:
    """An event runs to the end of its bracket or line, or to a comma or `và` before a time.

    What is counted from it does not belong to it: `sau hội nghị | 05 ngày`, `từ ngày ... | đến hết năm 2026`.
    """
    last = _whole_event_end(items, place)
    opener = items[place]
    counted = opener.kind in "Ua" or spelling.folded.startswith(_COUNTED_FROM, opener.start)
    if counted and last - place > 2 and items[last - 1].kind == "D":
        return last - (2 if items[last - 2].kind == "!" else 1)
    final = items[last - 1]
    if opener.kind == "U" and final.kind == "S" and last - place > 2 and _is_day(final):
        return last - 1
    if opener.kind in "<=":
        for end in range(place + 2, last):
            if items[end].kind == ">" and _time_follows(items, end):
                return end
    return last


def _whole_event_end(items: Sequence[Item], place: int) -> int:
    for end in range(place + 1, len(items)):
        kind = items[end].kind
        if kind in _EVENT_ENDS:
            return end
        if kind == "." and end + 1 == len(items):
            return end
        if kind in ",v(-" and _time_follows(items, end + 1):
            return end
    return len(items)


def _time_follows(items: Sequence[Item], place: int) -> bool:
    limit = False
    for item in items[place:]:
        if item.kind in ",;\n)v(":
            return False
        if item.kind in "U$>":
            limit = True
        elif item.kind == "S" and limit:
            return True
        elif item.kind in "CSE":
            return all(other.kind in "_<bp~" for other in items[place : items.index(item)])
    return False


def text_of(spelling: Spelling, items: Sequence[Item]) -> str:
    """Return the printed words of some items on one line, without the stops around them."""
    start, end = spelling.place(items[0].start, items[-1].end)
    return " ".join(spelling.printed[start:end].split()).strip(" .,;:")


def _is_day(item: Item) -> bool:
    return len(item.groups) == 1 and all(when.unit == "day" and when.a for when in item.groups[0])
