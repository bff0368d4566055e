"""Items cut into clauses, and each clause read by the first rule whose pattern it has."""

from collections.abc import Sequence

from pipeline.deadlines.events import text_of, with_events
from pipeline.deadlines.facts import Fact
from pipeline.deadlines.items import Item
from pipeline.deadlines.rules import Clause, rule_for
from pipeline.deadlines.spelling import Spelling

_SEPARATORS = frozenset(",;:.()\n-/v")
_TIMES = frozenset("SERDsTCVOM=")
_MARKERS = frozenset("U><a$")
_TOLD = _TIMES | _MARKERS | frozenset("NGJApbI")  # what rules are about
_READ = frozenset("SERDs")  # what says a time
_LEFT = frozenset("gutqYhjlcfFzXHxe%W#nidkm?")  # what belongs to a time, if one stands beside it
_WORDS = frozenset("wBr")


def read_clauses(spelling: Spelling, items: Sequence[Item]) -> list[tuple[str, Fact]]:
    """Return what each clause says, with the separator before it; clauses without any word are left out."""
    facts = []
    separator = ""
    clause: list[Item] = []
    for item in [*_with_labels(with_events(spelling, items)), Item("\n", 0, 0)]:
        if item.kind in _SEPARATORS and not _goes_on(clause, item):
            if clause:
                facts.append((separator, _read_clause(spelling, clause)))
                clause, separator = [], item.kind
            elif separator not in (";", "\n", "("):
                separator = item.kind
        elif item.kind not in _SEPARATORS:
            if item.kind == "A" and any(other.kind == "S" for other in clause):  # Quý II/2026 | theo kế hoạch
                facts.append((separator, _read_clause(spelling, clause)))
                clause, separator = [], ","
            elif item.kind == "<" and clause and all(other.kind == "S" for other in clause):
                facts.append((separator, _read_clause(spelling, clause)))  # Tuần 1 | từ 03/11 đến 08/11/2025
                clause, separator = [], ":"
            clause.append(item)
    return facts


def _with_labels(items: Sequence[Item]) -> list[Item]:
    """Make the numbers of what a colon tells the time of one phrase: `Nhóm 1, 2 và 3: trước 30/6`."""
    found = list(items)
    for place, item in enumerate(items):
        if item.kind != "w":
            continue
        end = place + 2
        while end + 1 < len(items) and items[end].kind in ",v-" and items[end + 1].kind == "n":
            end += 2
        if end < len(items) and items[place + 1].kind == "n" and items[end].kind == ":":
            for joint in range(place + 2, end, 2):
                found[joint] = items[joint]._replace(kind="w")
    return found


def _goes_on(clause: Sequence[Item], separator: Item) -> bool:
    """A marker waits for its time: `Hạn chót: 30/8`; a weekday or hour for its day: `08 giờ, ngày 09`."""
    last = clause[-1].kind if clause else ""
    return separator.kind in ":,\n-" and last in "U><$" and last != ""


def _read_clause(spelling: Spelling, items: Sequence[Item]) -> Fact:
    clause = Clause()
    kinds = ""
    flags = set()
    label = ""
    for item in items:
        kind = item.kind
        if kind == "S" and "S" in clause:
            clause.second = item
        if item.slip:
            flags.add("typo_fixed")
        if kind == "~":
            flags.add("approximate")
        elif kind == "b":
            label = "begin"
        elif kind == "P" and item.value == "label":
            label = "phase"
        elif kind == "T":
            flags.add("time_of_day")
        elif kind == "!":
            flags.add("minimum")
        elif kind == "_" and item.value == "within":
            clause.within = True
        if kind in _TOLD:
            if kind == "U":  # hạn chót: trước ngày 15/6
                clause[kind] = item
            else:
                clause.setdefault(kind, item)
            kinds += kind
    all_kinds = {item.kind for item in items}
    unread = not all_kinds.isdisjoint(_LEFT) and _has_leftover(items)
    rule = None if unread or not kinds.strip("b") else rule_for(kinds)
    fact = Fact(
        items[0].start,
        items[-1].end,
        rule[0] if rule else "words",
        label=label,
        purpose="" if all_kinds.isdisjoint(_WORDS) else _purpose(spelling, items),
        gloss="" if kinds else _gloss(spelling, items),
        flags=frozenset(flags),
    )
    if "r" in all_kinds:
        fact = fact._replace(reference=text_of(spelling, items))
    if unread:
        return fact._replace(unread=True)
    if not kinds.strip("b"):
        # trong nhiệm kỳ, cả giai đoạn
        vague = label != "phase" and bool(all_kinds & {"P", "K"}) and all_kinds <= set("PKfz_o")
        return fact._replace(vague=vague)
    if rule:
        fact = rule[2](clause, fact)
        if fact.purpose_end:
            labelled = [item for item in items if item.end <= fact.purpose_end]
            fact = fact._replace(purpose=text_of(spelling, labelled))
        return fact
    if kinds.strip("bUa><$IMNGJ") == "":  # markers whose words are no time: `từ nguồn ngân sách`
        return fact
    return fact._replace(unread=True)


def _has_leftover(items: Sequence[Item]) -> bool:
    """Say whether a word of time or a figure stands beside a time and no phrase has taken it.

    A rule would read the rest as if it were not there: `tuần đầu tháng`, `15 ngày đầu quý II`. Words part them:
    `Phụ lục 1 trước 30/6`, `đợt hai`.
    """
    told = leftover = False
    before = ""
    for place, item in enumerate(items):
        kind = item.kind
        if kind == "?":
            return True
        if kind in "wrBA":
            if told and leftover:
                return True
            told = leftover = False
        elif kind in _READ:
            told = True
        elif kind in _LEFT and not _belongs(items, place, before):
            leftover = True
        before = kind
    if told or not leftover:
        return told and leftover
    # Nothing else is said: a figure alone, `tuần 2`; but `năm` may name a report.
    wordless = all(item.kind not in "wrBA" for item in items)
    return wordless and (items[0].kind in "nidkm" or sum(item.kind in _LEFT for item in items) > 1)


def _belongs(items: Sequence[Item], place: int, before: str) -> bool:
    """The number of what a word names, `lần 1`; `ngày` before a weekday or a feast, `năm` before a limit."""
    item = items[place]
    after = items[place + 1] if place + 1 < len(items) else None
    if item.kind in "nic#dkm":  # Phụ lục 1; 50 xã; 01 lần
        return (before != "" and before in "wrl#") or (after is not None and after.kind in "wl")
    if item.kind == "l" and before in ("n", "c"):
        return True
    if item.kind == "Y" and before == "o":  # trước ngày 15/11 của năm
        return True
    if after is None:
        return False
    if item.kind == "g":
        return after.kind in "sT" or (
            after.kind == "S" and after.groups[0][0].unit in ("new_year", "school_opening")
        )
    if item.kind in "utqY" and after.kind == "<":  # tuần từ 15/6 đến 21/6
        return True
    return (item.kind == "l" and after.kind in "nc#") or (item.kind == "Y" and after.kind == "U")


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
    return items[place].kind in _WORDS or (
        items[place].kind in "ni" and place > 0 and items[place - 1].kind == "w"
    )


def _gloss(spelling: Spelling, items: Sequence[Item]) -> str:
    """The words of doing that are all of a clause: `Quý II: triển khai`."""
    doing = all(item.kind == "_" for item in items) and any(item.value in ("work", "done") for item in items)
    return text_of(spelling, items) if doing else ""
