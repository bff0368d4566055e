"""Items cut into clauses, and each clause read by the first rule whose pattern it has."""

import re
from collections.abc import Callable, Sequence

from pipeline.deadlines.facts import Fact
from pipeline.deadlines.items import Item
from pipeline.deadlines.spelling import Spelling

_SEPARATORS = frozenset(",;:.()\n-/v")
_TIMES = frozenset("SERDsTCVOM=")
_MARKERS = frozenset("U><a$")
_EVENT_ENDS = frozenset(";\n)")
_OPENING = re.compile(r"^(?:ngay )?(?:sau khi|kể từ khi|từ khi|khi) ", re.IGNORECASE)


class Clause(dict[str, Item]):
    """The items of a clause by kind, the first of each kind; `second` holds the second stretch of time."""

    second: Item | None = None


Rule = tuple[str, re.Pattern[str], Callable[[Clause, Fact], Fact]]


def _stretch(relation: str) -> Callable[[Clause, Fact], Fact]:
    def build(clause: Clause, fact: Fact) -> Fact:
        item = clause["S"]
        flags = fact.flags | item.flags
        return fact._replace(stretch=item.groups, relation=relation, flags=flags)

    return build


def _limit(clause: Clause, fact: Fact) -> Fact:
    """`Trước ngày 31/12`, `Chậm nhất ngày 30/9`, `Trước 16h00 ngày 25/8`: with an hour, the day counts."""
    bound = _bound(clause)
    return _stretch(bound)(clause, fact)._replace(relation=bound)


def _bound(clause: Clause) -> str:
    limit = clause.get("U")
    if limit is None:
        return "by" if ">" in clause or "$" in clause else ""
    return "by" if "T" in clause else limit.value


def _range(clause: Clause, fact: Fact) -> Fact:
    """`Từ tháng 8 đến 15/12/2021`."""
    first, second = clause["S"], clause.second
    assert second is not None
    group = (first.groups[0][0], second.groups[-1][-1])
    if group[0].year is None and group[1].year is not None:
        group = (group[0]._replace(year=group[1].year), group[1])
    return fact._replace(stretch=(group,), relation="during", flags=fact.flags | first.flags | second.flags)


def _from_origin(clause: Clause, fact: Fact) -> Fact:
    """`Từ nay đến cuối năm`, `Từ ngày ký đến 31/12/2021`."""
    return _stretch("by")(clause, fact)._replace(origin="now" if "N" in clause else "signing")


def _origin(clause: Clause, fact: Fact) -> Fact:
    flags = fact.flags | ({"immediate"} if "J" in clause and not {"=", "G"} & clause.keys() else frozenset())
    return fact._replace(origin="now" if "N" in clause else "signing", flags=flags)


def _frequency(clause: Clause, fact: Fact) -> Fact:
    """`Hằng năm`, `trước 31/12 hằng năm`, `ngày 20 hằng tháng`, `thứ Sáu hằng tuần`."""
    each, day, weekday, stretch = (clause.get(kind) for kind in "ERsS")
    found = fact._replace(due=_bound(clause))
    if each and each.value == "report" and stretch and any(w.year for g in stretch.groups for w in g):
        return (
            _limit(clause, fact) if found.due else _stretch("during")(clause, fact)
        )  # báo cáo năm trước 25/11/2025
    if each:
        unknown = "period_unknown" in each.flags
        found = found._replace(
            frequency=None if unknown else (each.unit, each.every),
            report=each.value == "report",
            flags=found.flags | each.flags,
        )
    if day:
        found = found._replace(
            days=day.days,
            frequency=found.frequency or ((day.unit, 1) if day.unit else None),
            flags=found.flags | day.flags,
        )
    if weekday:
        found = found._replace(weekday=weekday.every)
    if stretch:
        relation = "from" if "<" in clause else found.due or "during"
        found = found._replace(stretch=stretch.groups, relation=relation, flags=found.flags | stretch.flags)
    if "A" in clause:
        found = found._replace(event=clause["A"].value)
    return found


def _periodic(clause: Clause, fact: Fact) -> Fact:
    event = clause["A"].value if "A" in clause else ""
    return fact._replace(flags=fact.flags | {"period_unknown"}, event=event)


def _continuous(clause: Clause, fact: Fact) -> Fact:
    found = fact._replace(continuous=True)
    if "S" in clause:
        relation = "from" if "<" in clause else _bound(clause) or "during"
        found = _stretch(relation)(clause, found)._replace(relation=relation)
    if "E" in clause or "R" in clause:
        found = _frequency(clause, found)._replace(continuous=True)
    if "A" in clause:
        found = found._replace(event=clause["A"].value)
    return found


def _length(clause: Clause, fact: Fact) -> Fact:
    item = clause["D"]
    return fact._replace(
        duration=item.value,
        length=(item.unit, item.every),
        relation=_bound(clause),
        flags=fact.flags | item.flags,
    )


def _length_from_origin(clause: Clause, fact: Fact) -> Fact:
    return _length(clause, fact)._replace(origin="signing")


def _length_from_day(clause: Clause, fact: Fact) -> Fact:
    day = _stretch("from")(clause, fact)
    return _length(clause, day)._replace(
        stretch=day.stretch, relation="from", counted=clause["<"].value == "count"
    )


def _length_after_event(clause: Clause, fact: Fact) -> Fact:
    return _length(clause, fact)._replace(event=clause["A"].value)


def _event(clause: Clause, fact: Fact) -> Fact:
    return fact._replace(event=clause["A"].value, relation=clause["A"].unit or _bound(clause))


def _hour(clause: Clause, fact: Fact) -> Fact:
    return fact._replace(relation=_bound(clause))


def _onward(clause: Clause, fact: Fact) -> Fact:
    return fact._replace(onward=True)


def _hours_after_event(clause: Clause, fact: Fact) -> Fact:
    """`trong vòng 24 giờ kể từ khi ...`."""
    flags = fact.flags - {"time_of_day"}
    return fact._replace(
        duration=f"PT{clause['T'].every}H",
        event=clause["A"].value,
        relation=_bound(clause),
        flags=flags,
    )


def _vague(clause: Clause, fact: Fact) -> Fact:
    return fact._replace(vague=True)


def _outlook(clause: Clause, fact: Fact) -> Fact:
    return fact._replace(outlook=True)


# Patterns over the kinds of a clause's items, words left out: S stretch, E frequency, R reporting day,
# D duration, s weekday, T hour, C continuous, A event, U limit, > to, $ end of, < from, b begin, a after,
# N now, G signing, = since signing, J at once, M onward, p periodic.
RULES: tuple[Rule, ...] = tuple(
    (name, re.compile(pattern), builder)
    for name, pattern, builder in (
        ("outlook", r"O.*", _outlook),
        ("continuous_event", r"C+A|AC", _continuous),
        ("continuous_stretch", r"C[<bU>$]*S|S[:,]?C", _continuous),
        ("continuous_recurring", r"C+E", _continuous),
        ("continuous", r"C+", _continuous),
        ("length_after_event", r"U?a?DA|[Ua]DA", _length_after_event),
        ("hours_after_event", r"U?TA", _hours_after_event),
        ("length_from_signing", r"U?a?D(?:<G|=|aG|<=)", _length_from_origin),
        ("length_from_day", r"D[<b]+S", _length_from_day),
        ("reporting_day", r"p?E?[U>]?\$?[<T]?Rs?E?", _frequency),
        ("weekday", r"p?E?U?T?sE?|sT?E", _frequency),
        ("due_day_of_frequency", r"p?[U>]?\$?T?SE|p?E[U>]?\$?T?S|[U>]?\$?T?Sp?E", _frequency),
        ("frequency_from", r"p?E[<b]+SM?|[<b]+SM?p?E", _frequency),
        ("frequency", r"p?E(?:A)?|[U>]E", _frequency),
        ("periodic", r"pA?", _periodic),
        ("since_signing_until", r"(?:<[NG]|=|N)[>U]\$?S", _from_origin),
        ("range", r"[<b]+S[>U]\$?S|S>\$?S", _range),
        ("from", r"[<b]+T?s?SM?|SM", _stretch("from")),
        ("after", r"aS", _stretch("after")),
        ("limit", r"[U>$b]*[U>$]\$?T?s?S", _limit),
        ("stretch", r"J?T?s?(?:S)T?s?|Ss", _stretch("during")),
        ("immediate", r"J[G=]?|<[GN]|=|N|aG|Ja?G|J=", _origin),
        ("length", r"[Ua]?D", _length),
        ("event", r"U?>?A+|JA", _event),
        ("hour", r"[U<>b]*T", _hour),
        ("onward", r"M", _onward),
        ("vague", r"J?V|I", _vague),
    )
)


def read_clauses(spelling: Spelling, items: Sequence[Item]) -> list[tuple[str, Fact]]:
    """Return what each clause says, with the separator before it; clauses without any word are left out."""
    facts = []
    separator = ""
    clause: list[Item] = []
    for item in [*_with_events(spelling, items), Item("\n", 0, 0)]:
        if item.kind in _SEPARATORS and not _goes_on(clause, item):
            if clause:
                facts.append((separator, _read_clause(spelling, clause)))
                clause, separator = [], item.kind
            elif separator not in (";", "\n", "("):
                separator = item.kind
        elif item.kind not in _SEPARATORS:
            clause.append(item)
    return facts


def _goes_on(clause: Sequence[Item], separator: Item) -> bool:
    """A marker waits for its time: `Hạn chót: 30/8`; a weekday or hour for its day: `08 giờ, ngày 09`."""
    last = clause[-1].kind if clause else ""
    return separator.kind in ":,\n-" and last in "U><$" and last != ""


def _read_clause(spelling: Spelling, items: Sequence[Item]) -> Fact:
    clause = Clause()
    kinds = ""
    flags = set()
    unread = False
    label = ""
    before = ""
    before_kinds = {item.kind for item in items}
    for item in items:
        kind = item.kind
        if kind == "S" and "S" in clause:
            clause.second = item
        if item.slip:
            flags.add("typo_fixed")
        if kind == "~":
            flags.add("approximate")
        if kind == "b":
            label = "begin"
        if kind == "P" and item.value == "label":
            label = "phase"
        if kind == "T":
            flags.add("time_of_day")
        if kind == "?" or (kind in "nidkm" and before not in "wrnil"):
            unread = True
        if kind in _TIMES or kind in _MARKERS or kind in "NGJAVOMpbI":
            clause.setdefault(kind, item)
            kinds += kind
        before = kind
    purpose = _purpose(spelling, items)
    fact = Fact(items[0].start, items[-1].end, "words", label=label, purpose=purpose, flags=frozenset(flags))
    if "r" in before_kinds:
        fact = fact._replace(reference=_text(spelling, items))
    if not kinds.strip("b"):
        return fact._replace(unread=unread)
    if unread:
        return fact._replace(unread=True)
    kinds = re.sub(r"<?T(?:>T)+", "T", kinds)
    for name, pattern, builder in RULES:
        if pattern.fullmatch(kinds):
            return builder(clause, fact)._replace(rule=name)
    if kinds.strip("bUa><$IMNGJ") == "":  # markers whose words are no time: `từ nguồn ngân sách`
        return fact._replace(flags=frozenset(flags))
    return fact._replace(unread=True)


def _text(spelling: Spelling, items: Sequence[Item]) -> str:
    start, end = spelling.place(items[0].start, items[-1].end)
    return " ".join(spelling.printed[start:end].split()).strip(" .,;:")


def _purpose(spelling: Spelling, items: Sequence[Item]) -> str:
    """The words before the first time, else those after the last: what the time is for."""
    times = [
        place
        for place, item in enumerate(items)
        if item.kind in _TIMES or item.kind in _MARKERS or item.kind in "AJVp"
    ]
    cuts = [items] if not times else [items[: times[0]], items[times[-1] + 1 :]]
    for cut in cuts:
        words = [place for place, item in enumerate(cut) if _is_word(cut, place)]
        if words:
            start, end = spelling.place(cut[0].start, cut[words[-1]].end)
            return " ".join(spelling.printed[start:end].split())
    return ""


def _is_word(items: Sequence[Item], place: int) -> bool:
    """A word, or the number of what the word names: `Phụ lục 1`."""
    return items[place].kind in "wBr" or (
        items[place].kind in "ni" and place > 0 and items[place - 1].kind == "w"
    )


def _with_events(spelling: Spelling, items: Sequence[Item]) -> list[Item]:
    """Take what is waited for as one item: `sau khi ...`, `theo ...`, `trước Đại hội ...`."""
    found: list[Item] = []
    place = 0
    while place < len(items):
        item = items[place]
        if _opens_event(items, place):
            end = _event_end(items, place)
            words = _event_words(spelling, items[place:end])
            bound = item.value if item.kind in "UA" else ""
            found.append(Item("A", item.start, items[end - 1].end, value=words, unit=bound))
            place = end
        else:
            found.append(item)
            place += 1
    return found


def _event_words(spelling: Spelling, items: Sequence[Item]) -> str:
    """Return the event without the words that open it, unless it is they: `Đột xuất`, `ban hành Nghị định`."""
    if items[0].kind in "=G":
        return _OPENING.sub("", _text(spelling, items))
    rest = [item for place, item in enumerate(items) if place and not (place == 1 and item.kind == ">")]
    return _text(spelling, rest or items)


def _opens_event(items: Sequence[Item], place: int) -> bool:
    item = items[place]
    if item.kind == "A":
        return True
    following = place + 1
    while following < len(items) and items[following].kind in ("_", ">", "o"):
        following += 1
    rest = items[following:]
    if item.kind in "=G":
        return bool(rest) and following == place + 1 and rest[0].kind == "w"
    if item.kind == "<":
        if rest and rest[0].kind == "G":
            return len(rest) > 1 and rest[1].kind == "w"
        return (len(rest) > 1 and rest[0].kind == "g" and rest[1].kind in "wr") or (
            item.value == "count" and bool(rest) and rest[0].kind == "w"
        )
    if item.kind not in "Ua" or not rest:
        return False
    return rest[0].kind in "wrLQ" or (rest[0].kind in "gtY" and len(rest) > 1 and rest[1].kind in "wr")


def _event_end(items: Sequence[Item], place: int) -> int:
    """An event runs to the end of its bracket or line, or to a comma or `và` before a time."""
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
