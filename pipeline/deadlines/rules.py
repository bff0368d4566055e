"""What the items of a clause say together: one rule for each order of their kinds, tried in turn."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from pipeline.deadlines.facts import Fact
from pipeline.deadlines.items import Item


class Clause(dict[str, Item]):
    """The items of a clause by kind, the first of each kind, of limits the last.

    second is the second stretch of time, within says that a length is meant: `trong vòng 24 giờ`.
    """

    second: Item | None = None
    within: bool = False


Rule = tuple[str, re.Pattern[str], Callable[[Clause, Fact], Fact]]


@cache
def _stretch(relation: str) -> Callable[[Clause, Fact], Fact]:
    def build(clause: Clause, fact: Fact) -> Fact:
        item = clause["S"]
        if "s" in clause and not _names_days(item):  # `kỳ họp thứ 2 năm 2026`
            return fact._replace(unread=True)
        return fact._replace(stretch=item.groups, relation=relation, flags=fact.flags | item.flags)

    return build


def _names_days(item: Item) -> bool:
    return all(when.unit == "day" for group in item.groups for when in group)


def _from(clause: Clause, fact: Fact) -> Fact:
    """`Từ quý IV/2021`, `2025 và những năm tiếp theo`."""
    found = _stretch("from")(clause, fact)
    return found.from_on() if "M" in clause and not found.unread else found


def _limit(clause: Clause, fact: Fact) -> Fact:
    """`Trước ngày 31/12`, `Chậm nhất ngày 30/9`, `Trước 16h00 ngày 25/8`: with an hour, the day counts."""
    return _stretch(_bound(clause))(clause, fact)


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
    if found.due and not (day or weekday or stretch or "T" in clause):  # không quá 2 lần/năm
        return fact._replace(flags=fact.flags | {"period_unknown"})
    if each and each.value == "report" and stretch and any(w.year for g in stretch.groups for w in g):
        return (
            _limit(clause, fact) if found.due else _stretch("during")(clause, fact)
        )  # báo cáo năm trước 25/11/2025
    frequency, flags = found.frequency, found.flags
    if each:
        frequency = None if "period_unknown" in each.flags else (each.unit, each.every)
        flags |= each.flags
    if day:
        frequency = frequency or ((day.unit, 1) if day.unit else None)
        flags |= day.flags
    found = found._replace(
        frequency=frequency,
        report=each.value == "report" if each else found.report,
        days=day.days if day else found.days,
        weekdays=tuple(day for _, day in weekday.days) if weekday else found.weekdays,
        event=clause["A"].value if "A" in clause else found.event,
        flags=flags | stretch.flags if stretch else flags,
    )
    if stretch:
        relation = "from" if "<" in clause else found.due or "during"
        found = found._replace(stretch=stretch.groups, relation=relation)
    return found


def _periodic(clause: Clause, fact: Fact) -> Fact:
    event = clause["A"].value if "A" in clause else ""
    return fact._replace(flags=fact.flags | {"period_unknown"}, event=event)


def _frequency_within(clause: Clause, fact: Fact) -> Fact:
    """`Trước ngày 15/11 hằng năm trong giai đoạn 2026-2030`, `ngày 20 hằng tháng từ tháng 4/2026`."""
    whole = clause.second or clause["S"]
    own = Clause(
        {kind: item for kind, item in clause.items() if kind not in "<>b" and (kind != "S" or clause.second)}
    )
    found = _frequency(own, fact)
    if clause.second and found.has_year:
        return fact._replace(unread=True)
    relation = "from" if "<" in clause else "by" if ">" in clause else "during"
    return found._replace(within=whole.groups, within_relation=relation)


def _periodic_on(clause: Clause, fact: Fact) -> Fact:
    """`Định kỳ trước ngày 15/6 và 15/12`: every year; `phiên thường kỳ tháng 6/2026`: once."""
    found = _limit(clause, fact) if _bound(clause) else _stretch("during")(clause, fact)
    return found if found.has_year else found._replace(frequency=("year", 1), due=_bound(clause))


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


def _continuous_onward(clause: Clause, fact: Fact) -> Fact:
    return fact._replace(continuous=True, onward=True)


def _continuous_since(clause: Clause, fact: Fact) -> Fact:
    found = _from_origin(clause, fact) if "S" in clause else _origin(clause, fact)
    return found._replace(continuous=True)


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
    """`12 tháng từ 01/9/2021`, `12 tháng bắt đầu 01/9/2021`; kể từ does not count its day."""
    day = _stretch("from")(clause, fact)
    counted = "<" in clause and clause["<"].value == "count"
    return _length(clause, day)._replace(stretch=day.stretch, relation="from", counted=counted)


def _length_after_event(clause: Clause, fact: Fact) -> Fact:
    found = _length(clause, fact)
    return found._replace(event=clause["A"].value, relation=found.relation or clause["A"].unit)


def _length_on_days(clause: Clause, fact: Fact) -> Fact:
    """`02 ngày 15 và 16/6/2026`."""
    if not _names_days(clause["S"]):
        return fact._replace(unread=True)
    return _length(clause, _stretch("during")(clause, fact))._replace(relation="during")


def _period_limit(clause: Clause, fact: Fact) -> Fact:
    """`Quý I trước ngày 15/3`, `6 tháng trước ngày 15/6`: what is reported on, and by when."""
    item = clause.second or clause["S"]
    if not _names_days(item):
        return fact._replace(unread=True)
    limited = Clause({**clause, "S": item})
    found = _limit(limited, fact)._replace(purpose_end=clause["U"].start)
    year = clause["S"].groups[0][0].year if clause.second else None
    if year and not found.has_year:  # năm 2026 trước 31/3
        groups = tuple(tuple(when._replace(year=year) for when in group) for group in found.stretch)
        found = found._replace(stretch=groups)
    return found


def _event_until(clause: Clause, fact: Fact) -> Fact:
    """`Từ ngày Nghị định có hiệu lực đến hết năm 2026`."""
    return _stretch("by")(clause, fact)._replace(event=clause["A"].value)


def _event(clause: Clause, fact: Fact) -> Fact:
    return fact._replace(event=clause["A"].value, relation=clause["A"].unit or _bound(clause))


def _event_on_day(clause: Clause, fact: Fact) -> Fact:
    """`Trước ngày bầu cử 15/3/2026`."""
    return _stretch(clause["A"].unit)(clause, fact)._replace(event=clause["A"].value)


def _hour(clause: Clause, fact: Fact) -> Fact:
    """`Trước 16h00`; `từ 12 giờ đến 17 giờ` bounds no day; `trong vòng 24 giờ` and `72 giờ` are lengths."""
    hours = clause["T"].every
    before = "U" in clause and clause["U"].value == "before"
    if (hours >= _HOURS_OF_DAY and not before) or (clause.within and hours > 1):
        bound = clause["U"].value if "U" in clause else ""
        return fact._replace(duration=f"PT{hours}H", relation=bound, flags=fact.flags - {"time_of_day"})
    return fact if "<" in clause else fact._replace(relation=_bound(clause))


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


_HOURS_OF_DAY = 24
_HOURS = re.compile(r"<?T(?:>T)+")

# Patterns over the kinds of a clause's items, words left out: S stretch, E frequency, R reporting day,
# D duration, s weekday, T hour, C continuous, A event, U limit, > to, $ end of, < from, b begin, a after,
# N now, G signing, = since signing, J at once, M onward, p periodic.
RULES: tuple[Rule, ...] = tuple(
    (name, re.compile(pattern), builder)
    for name, pattern, builder in (
        ("outlook", r"O.*", _outlook),
        ("continuous_event", r"C+A|AC", _continuous),
        ("continuous_stretch", r"C[<bU>$]*S|S[:,]?C", _continuous),
        ("continuous_onward", r"C+M", _continuous_onward),
        ("continuous_since", r"C+(?:<[NG]|<?=|N)(?:[>U]\$?S)?", _continuous_since),
        ("continuous_recurring", r"C+E", _continuous),
        ("continuous", r"C+", _continuous),
        ("length_after_event", r"[Ua]*DA|AD", _length_after_event),
        ("hours_after_event", r"U?TA", _hours_after_event),
        ("length_from_signing", r"U?a?D(?:<G|=|aG|<=)", _length_from_origin),
        ("length_from_day", r"D[<b]+S", _length_from_day),
        ("reporting_day", r"p?E?[U>]?\$?[<T]?Rs?E?", _frequency),
        ("weekday", r"p?E?U?T?sE?|sT?E", _frequency),
        ("due_day_of_frequency", r"(?:p?|D?U)[U>]?\$?T?SE|p?E[U>]?\$?T?S|[U>]?\$?T?Sp?E", _frequency),
        ("frequency_within", r"p?[U>]?\$?T?(?:SE|sE|R)(?:[<b]+|>\$?)?S", _frequency_within),
        ("frequency_from", r"p?E[<b]+SM?|[<b]+SM?p?E", _frequency),
        ("frequency", r"p?E(?:A)?|[U>]E|U?TE|EU?T", _frequency),
        ("periodic_on", r"p[U>]?\$?T?S", _periodic_on),
        ("periodic", r"pA?", _periodic),
        ("since_signing_until", r"(?:<[NG]|=|N)[>U]\$?S", _from_origin),
        ("range", r"[<b]+T?s?S[>U]\$?T?s?S|T?s?S>\$?T?s?S", _range),
        ("from", r"J?[<b]+T?s?SM?|SM", _from),
        ("after", r"J?aS", _stretch("after")),
        ("limit", r"[U>$b]*[U>$]\$?T?s?SM?", _limit),
        ("period_limit", r"[SD]U\$?T?s?S", _period_limit),
        ("event_until", r"A>\$?S", _event_until),
        ("event_on_day", r"AS", _event_on_day),
        ("stretch", r"J?T?s?(?:S)T?s?|Ss", _stretch("during")),
        ("immediate", r"J[G=]?|<[GN]M?|=|N|aG|Ja?G|J=", _origin),
        ("length_on_days", r"DS", _length_on_days),
        ("length", r"[Ua]?D", _length),
        ("event", r"U?>?A+|JA", _event),
        ("hour", r"[Ua<>b]*T", _hour),
        ("onward", r"M", _onward),
        ("vague", r"J?V|I", _vague),
    )
)


@lru_cache(maxsize=4096)
def rule_for(kinds: str) -> Rule | None:
    """Return the first rule whose pattern the kinds of a clause have; hours from one to another are one."""
    kinds = _HOURS.sub("T", kinds)
    return next((rule for rule in RULES if rule[1].fullmatch(kinds)), None)
