"""The facts of a cell's clauses joined: words with their times, times that say one thing."""

import itertools

from pipeline.deadlines.facts import Fact
from pipeline.deadlines.pairs import join_pair, join_refined, years_from
from pipeline.deadlines.stretches import turn_of_year

_STRONG = (";", "\n", ".")
_WEAK = (",", "v")
_LINKS = {",": ", ", "v": " và "}
_SHORT = {"day", "week", "month", "quarter", "half"}


def join_facts(facts: list[tuple[str, Fact]]) -> list[Fact]:
    """Return the facts of a cell, those joined that say one thing; each comes after its separator."""
    if len(facts) == 1:
        return _apart(facts[0][1])
    joined: list[Fact] = []
    for separator, fact in _with_years(_with_labels(_with_words_before(facts))):
        both = join_pair(joined[-1], fact, separator) if joined else None
        if both is None:
            joined.append(fact)
        else:
            joined[-1] = both._replace(start=joined[-1].start, end=max(fact.end, joined[-1].end))
    return [part for fact in _dated(joined) for part in _apart(fact)]


def _with_words_before(facts: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """Give words to the later time where they do not go with an earlier one.

    `Trình Sở xem xét, phê duyệt trước 30/6`; `kiểm tra trước 30/6 và báo cáo những tồn tại, hạn chế trước 30/8`.
    """
    found: list[tuple[str, Fact]] = []
    for separator, fact in facts:
        words = found[-1][1] if found else None
        if (
            words
            and words.is_words
            and words.purpose
            and fact.purpose
            and _goes_forward(found, fact, separator)
        ):
            opening, _ = found.pop()
            separator, link = opening, _LINKS[separator]
            fact = fact._replace(start=words.start, purpose=f"{words.purpose}{link}{fact.purpose}")
        found.append((separator, fact))
    return found


def _goes_forward(found: list[tuple[str, Fact]], fact: Fact, separator: str) -> bool:
    if separator not in _WEAK or fact.reference or found[-1][1].reference:
        return False
    opening = found[-1][0]
    if len(found) == 1 or opening in _STRONG:
        return True
    return opening in _WEAK and bool(found[-2][1].purpose) and not (found[-2][1].is_words or fact.is_words)


def _with_years(facts: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """Give a time without a year that of the time in brackets after it: `Quý II (trước 15/6/2025)`."""
    dated = list(facts)
    for place, ((separator, fact), (opening, after)) in enumerate(itertools.pairwise(facts)):
        if opening == "(" and after.has_year and not after.is_one_year and fact.stretch and not fact.has_year:
            dated[place] = (separator, fact._replace(stretch=years_from(fact, after)))
    return dated


def _with_labels(facts: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """Join what stands before a time in brackets or after a colon: `Báo cáo (Quý I)`, `Học kỳ I: tháng 10`."""
    labelled: list[tuple[str, Fact]] = []
    for separator, fact in facts:
        before = labelled[-1] if labelled else None
        both = _join_label(before[1], fact, separator) if before and separator in ("(", ":") else None
        if before and both:
            labelled[-1] = (before[0], both._replace(start=before[1].start, end=max(fact.end, before[1].end)))
        else:
            labelled.append((separator, fact))
    return labelled


def _join_label(a: Fact, b: Fact, separator: str) -> Fact | None:
    if a.unread or b.unread:
        return None
    return join_pair(a, b, separator) if a.is_words else join_refined(a, b, separator)


def _dated(facts: list[Fact]) -> list[Fact]:
    """Give a time without a year that of the next one: `Phát động tháng 3, tổng kết tháng 11/2026`."""
    dated = list(facts)
    for place in reversed(range(len(facts) - 1)):
        fact, after = dated[place], dated[place + 1]
        named = not (fact.is_recurring or after.is_recurring or fact.has_year) and after.has_year
        if named and fact.stretch and fact.units <= _SHORT and after.units <= _SHORT:
            last = after.stretch[0][0]
            groups = tuple(tuple(turn_of_year(w, last) for w in g) for g in years_from(fact, after))
            dated[place] = fact._replace(stretch=groups)
    return dated


def _apart(fact: Fact) -> list[Fact]:
    """`Trước ngày 30/6 và 31/12/2026`: two limits, one fact each."""
    limits = fact.relation in ("before", "by") and not (fact.is_recurring or fact.origin or fact.duration)
    if (
        not limits
        or len(fact.stretch) < 2
        or any(when.unit != "day" for group in fact.stretch for when in group)
    ):
        return [fact]
    return [fact._replace(stretch=(group,)) for group in fact.stretch]
