"""Tokens joined into phrases: stretches of time, frequencies, reporting days, durations.

A phrase is a pattern over the letters of the tokens (see lexicon.LETTERS and tokens.Token) and a function
that makes the item. Patterns are tried in the order of PHRASES; what none of them takes stays a single token.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.deadlines.tokens import Token
from pipeline.deadlines.when import When

Group = tuple[When, ...]  # one stretch of time, or the first and last of a range


class Item(NamedTuple):
    """A phrase or a single token; start and end are offsets in the spelling, half open.

    Kinds of phrases: S a stretch of time (groups), E a frequency (every so many units), R a reporting day
    (unit, days), D a duration (value in ISO 8601). All others keep the letter of their token.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    groups: tuple[Group, ...] = ()
    unit: str = ""
    every: int = 1
    days: tuple[tuple[int, int], ...] = ()  # (month, day); month 0 where every month has it
    flags: frozenset[str] = frozenset()
    slip: bool = False


Tokens = Sequence[Token]
Builder = Callable[[Tokens], Item | None]

_UNITS = {"g": "day", "u": "week", "t": "month", "q": "quarter", "Y": "year", "R": "year", "W": "working_day"}
_COARSENESS = ("day", "week", "month", "quarter", "half", "year")
_JOIN = r"(?:[,v\-]|>\$?)"
_YEAR = r"(?:[/,\-o]?[YR]?y)"
_NO_FIGURE = r"(?![nciymdk])"
_NO_UNIT = r"(?![lgutqWh(]|Y(?!y))"


def _kinds(tokens: Tokens) -> str:
    return "".join(token.kind for token in tokens)


def _item(kind: str, tokens: Tokens, **facts: object) -> Item:
    slip = any(token.slip for token in tokens)
    return Item(kind, tokens[0].start, tokens[-1].end, slip=slip, **facts)  # type: ignore[arg-type]


def _short_year(token: Token) -> bool:
    return token.value == "two_digit_year"


def _members(tokens: Tokens, is_figure: str) -> list[tuple[str, list[Token]]]:
    """Cut a list at its joiners: each member with the joiner before it."""
    members: list[tuple[str, list[Token]]] = [("", [])]
    for index, token in enumerate(tokens):
        has_figure = any(t.kind in is_figure for t in members[-1][1])
        if token.kind in ",v->" and has_figure and any(t.kind in is_figure for t in tokens[index:]):
            members.append((token.kind, []))
        else:
            members[-1][1].append(token)
    return members


def _fill_years(whens: list[When]) -> list[When]:
    """A member without a year has that of the next one that has one, else of the one before."""
    filled = list(whens)
    year = None
    for place in reversed(range(len(filled))):
        if filled[place].year is None:
            filled[place] = filled[place]._replace(year=year)
        year = filled[place].year
    for place in range(1, len(filled)):
        if filled[place].year is None:
            filled[place] = filled[place]._replace(year=filled[place - 1].year)
    return filled


def _groups(whens: list[When], joiners: list[str]) -> tuple[Group, ...]:
    groups: list[Group] = []
    for printed, when, joiner in zip([whens[0], *whens], _fill_years(whens), joiners, strict=False):
        if joiner in ("-", ">") and groups and len(groups[-1]) == 1:
            first = groups[-1][0] if printed.year else _turn_of_year(groups[-1][0], when)
            groups[-1] = (first, when)
        else:
            groups.append((when,))
    return tuple(groups)


def _turn_of_year(first: When, last: When) -> When:
    """`Tháng 11 - tháng 3/2022`: a range that would run backwards began the year before, if it names no year."""
    backwards = first.unit == last.unit and first.year == last.year and (first.a, first.b) > (last.a, last.b)
    return first._replace(year=first.year - 1) if backwards and first.year is not None else first


def _span(tokens: Tokens, whens: list[When], joiners: list[str]) -> Item:
    flags = frozenset({"two_digit_year"} if any(when.short_year for when in whens) else ())
    return _item("S", tokens, groups=_groups(whens, joiners), flags=flags)


def _single(tokens: Tokens, when: When) -> Item:
    return _span(tokens, [when], [""])


def _year_in(tokens: Tokens) -> int | None:
    return next((token.year for token in reversed(tokens) if token.year), None)


def _number_in(tokens: Tokens) -> int:
    return next((token.number for token in tokens if token.kind in "nci"), 0)


def _part_in(tokens: Tokens) -> int | None:
    return next((token.number for token in tokens if token.kind in "fF"), None)


def _days(tokens: Tokens) -> Item:
    """`30/6/2025`, `15-30/9/2021`, `ngày 01/9 - 30/9/2021`, `30/6 và 31/12/2022`."""
    whens: list[When] = []
    joiners = []
    for joiner, member in _members(tokens, "dkn"):
        joiners.append(joiner)
        token = next(t for t in member if t.kind in "dkn")
        if token.kind == "n":
            whens.append(When("day", None, 0, token.number))
        else:
            whens.append(
                When(
                    "day",
                    token.year or _year_in(member),
                    token.month,
                    token.day,
                    short_year=_short_year(token),
                )
            )
    month = 0
    for place in reversed(range(len(whens))):
        month = whens[place].a or month
        whens[place] = whens[place]._replace(a=month)
    return _span(tokens, whens, joiners)


def _days_in_words(tokens: Tokens) -> Item:
    """`ngày 05 tháng 9 năm 2021`, `24, 25 và 26 tháng 8 năm 2026`."""
    cut = next(place for place, token in enumerate(tokens) if token.kind == "t")
    after = tokens[cut + 1]
    month = after.month or after.number
    year = _year_in(tokens[cut + 1 :])
    members = _members([token for token in tokens[:cut] if token.kind != "o"], "n")
    whens = [When("day", year, month, _number_in(member)) for _, member in members]
    return _span(tokens, whens, [joiner for joiner, _ in members])


def _english_day(tokens: Tokens) -> Item:
    """`30 June 2025`, `June 30, 2025`, `June 2025`."""
    month = next(token.number for token in tokens if token.kind == "@")
    day = _number_in(tokens)
    when = When("day", _year_in(tokens), month, day) if day else When("month", _year_in(tokens), month)
    return _single(tokens, when)


def _numbered(unit: str) -> Builder:
    """`Tháng 8, 9, 10/2021`, `Quý III - IV/2021`, `II/2026`, `cuối quý III/2025`."""

    def build(tokens: Tokens) -> Item:
        whens: list[When] = []
        joiners: list[str] = []
        for joiner, member in _members(tokens, "nicm"):
            joiners.append(joiner)
            figures = [token for token in member if token.kind in "nicm"]
            year = _year_in(member)
            short = any(_short_year(token) for token in figures)
            if year is None and len(figures) == 2 and len(figures[1].value) == 2:  # quý II/26
                year, short = 2000 + figures[1].number, True
            whens.append(When(unit, year, figures[0].number, part=_part_in(member), short_year=short))
        return _span(tokens, whens, joiners)

    return build


def _may(tokens: Tokens) -> Item:
    """`tháng Năm năm 2021`: the word for five is the word for year."""
    return _single(tokens, When("month", tokens[-1].year, 5))


def _months_of_year(tokens: Tokens) -> Item | None:
    """`6 tháng đầu năm 2022`, `9 tháng đầu năm`, `3 tháng cuối năm 2025`."""
    number, part, year = _number_in(tokens), _part_in(tokens), _year_in(tokens)
    if number == 6 and part in (0, 2):
        return _single(tokens, When("half", year, 1 if part == 0 else 2))
    if not 1 <= number <= 11 or part == 1:
        return None
    first, last = (1, number) if part == 0 else (13 - number, 12)
    return _single(tokens, When("months", year, first, last))


def _half(tokens: Tokens) -> Item | None:
    """`nửa đầu năm 2022`."""
    part = _part_in(tokens)
    return None if part == 1 else _single(tokens, When("half", _year_in(tokens), 1 if part == 0 else 2))


def _week_of_month(tokens: Tokens) -> Item:
    """`Tuần 2 tháng 9/2021`, `tuần đầu tháng 9`."""
    cut = next(place for place, token in enumerate(tokens) if token.kind == "t")
    number = _number_in(tokens[:cut]) or (1 if _part_in(tokens[:cut]) == 0 else 4)
    after = tokens[cut + 1]
    return _single(tokens, When("week", _year_in(tokens[cut:]), after.month or after.number, number))


def _week_of_year(tokens: Tokens) -> Item:
    return _single(tokens, When("iso_week", _year_in(tokens), _number_in(tokens)))


def _years(tokens: Tokens) -> Item:
    """`Năm 2021`, `giai đoạn 2021-2025`, `2021-25`, `2025, 2026`, `cuối năm 2021`."""
    whens: list[When] = []
    joiners: list[str] = []
    part = _part_in(tokens)
    for joiner, member in _members(tokens, "yn"):
        joiners.append(joiner)
        figure = next(token for token in member if token.kind in "yn")
        year = figure.year or (whens[-1].year or 0) // 100 * 100 + figure.number
        whens.append(When("year", year, part=part))
    return _span(tokens, whens, joiners)


def _this_year(tokens: Tokens) -> Item:
    """`trong năm`, `cuối năm`, `đến hết năm`."""
    return _single(tokens, When("year", None, part=_part_in(tokens)))


def _school(unit: str) -> Builder:
    """`Năm học 2021-2022`, `học kỳ I năm học 2021-2022`, `khai giảng năm học 2021-2022`."""

    def build(tokens: Tokens) -> Item | None:
        years = [token.year for token in tokens if token.kind == "y"]
        if years and years[-1] != years[0] + 1:
            return None
        number = _number_in(tokens) if unit == "semester" else 0
        part = _part_in(tokens) if unit == "school_year" else None
        return _single(tokens, When(unit, years[0] if years else None, number, part=part))

    return build


def _new_year(tokens: Tokens) -> Item | None:
    """`Tết Nguyên đán Nhâm Dần 2022`; a pair of stem and branch alone names one year in sixty."""
    year = _year_in(tokens)
    cycle = next((token.number for token in tokens if token.kind == "Z"), None)
    if year is None and cycle is not None:
        year = 1984 + cycle if 1984 + cycle >= 2004 else 2044 + cycle
    return replace_flags(_single(tokens, When("new_year", year)), "lunar")


def replace_flags(item: Item, *flags: str) -> Item:
    """Return the item with these flags added."""
    return item._replace(flags=item.flags | set(flags))


def _duration(tokens: Tokens) -> Item:
    """`10 ngày`, `05 ngày làm việc`, `03 tháng`, `02 quý`."""
    number, letter = tokens[0].number, tokens[-1].kind
    code = {"g": "D", "W": "D", "u": "W", "t": "M", "q": "M", "Y": "Y"}[letter]
    flags = frozenset({"working_days"} if letter == "W" else ())
    if number < 0:  # 1,5 ngày
        return _item("D", tokens, value=f"P{tokens[0].value}{code}", flags=flags, unit="")
    number = number * 3 if letter == "q" else number
    return _item("D", tokens, value=f"P{number}{code}", flags=flags, every=number, unit=_UNITS[letter])


def _time(tokens: Tokens) -> Item:
    return _item("T", tokens, every=tokens[0].number)


def _frequency_atom(tokens: Tokens) -> tuple[str, int] | None:
    """One frequency: its unit and how many of them lie between two due days."""
    kinds = _kinds(tokens)
    fixed = next((token.value for token in tokens if token.kind == "%"), None)
    letter = next((k for k in kinds if k in "gutqYR"), None)
    unit = fixed or (_UNITS[letter] if letter else None)
    if unit is None:
        return None
    count = 1
    if letter and (place := kinds.index(letter)) and kinds[place - 1] in "nc":
        count = tokens[place - 1].number
    return _regular(unit, count)


def _regular(unit: str, count: int) -> tuple[str, int] | None:
    months = {"month": 1, "quarter": 3}.get(unit, 0) * count
    if months:
        return {3: ("quarter", 1), 6: ("half", 1), 12: ("year", 1)}.get(months, ("month", months))
    return (unit, count) if count else None


def _each(tokens: Tokens) -> Item | None:
    """`hằng quý`, `định kỳ 6 tháng`, `báo cáo năm`, `6 tháng, năm`, `hằng quý, 06 tháng và cả năm`."""
    atoms: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in ",v/" and atoms[-1]:
            atoms.append([])
        else:
            atoms[-1].append(token)
    found = [_frequency_atom(atom) for atom in atoms]
    frequencies = [frequency for frequency in found if frequency]
    if len(frequencies) != len(atoms):
        return None
    unit, count = min(frequencies, key=lambda f: (_COARSENESS.index(f[0]), f[1]))
    several = len(frequencies) > 1 and (unit, len(frequencies)) != ("half", 2)
    flags = {"multi"} if several else set()
    if any(token.kind == "!" for token in tokens):
        flags.add("minimum")
    value = "report" if tokens[0].kind == "B" else ""
    return _item("E", tokens, unit=unit, every=count, flags=frozenset(flags), value=value)


def _times(tokens: Tokens) -> Item | None:
    """`02 lần/năm`, `mỗi quý 01 lần`, `06 tháng/lần`, `02 tuần một lần`."""
    kinds = _kinds(tokens)
    place = kinds.index("l")
    counted = place > 0 and kinds[place - 1] in "nc"
    times = tokens[place - 1].number if counted else 1
    rest = [*tokens[: place - counted], *tokens[place + 1 :]]
    frequency = _frequency_atom(rest)
    if frequency is None:
        return None
    unit, count = frequency
    if times != 1:
        if unit != "year" or count != 1 or 12 % max(times, 1):
            return _item(
                "E", tokens, unit=unit, every=count, value="times", flags=frozenset({"period_unknown"})
            )
        unit, count = _regular("month", 12 // times) or (unit, count)
    flags = frozenset({"minimum"} if "!" in kinds else ())
    return _item("E", tokens, unit=unit, every=count, flags=flags)


def _quarter_day(tokens: Tokens) -> Item:
    """`ngày 20 tháng cuối quý`, `ngày 05 tháng đầu quý sau`."""
    part = _part_in(tokens) or 0
    day = _number_in(tokens)
    return _item("R", tokens, unit="quarter", days=tuple((month, day) for month in range(1 + part, 13, 3)))


def _month_day(tokens: Tokens) -> Item:
    """`ngày 05 của tháng sau liền kề`, `ngày 20 hằng tháng`, `ngày 25`."""
    fixed = next((token.value for token in tokens if token.kind == "%"), None)
    letter = next((token.kind for token in reversed(tokens) if token.kind in "utqY"), None)
    unit = fixed or (_UNITS[letter] if letter else "")
    days = tuple((0, token.number) for token in tokens if token.kind == "n")
    return _item("R", tokens, unit=unit, days=days)


def _year_day(tokens: Tokens) -> Item:
    """`31/01 năm liền kề`, `31/12 năm trước liền kề`."""
    token = next(token for token in tokens if token.kind == "k")
    return _item("R", tokens, unit="year", days=((token.month, token.day),))


def _year_day_in_words(tokens: Tokens) -> Item:
    day, month = (token.number for token in tokens if token.kind == "n")
    return _item("R", tokens, unit="year", days=((month, day),))


def _first_days(tokens: Tokens) -> Item | None:
    """`05 ngày đầu tháng`, `ngày cuối tháng`: a reporting day of every month."""
    part, number = _part_in(tokens), next((token.number for token in tokens if token.kind == "n"), 0)
    if part == 1 or (part == 2 and number):
        return None
    return _item("R", tokens, unit="month", days=((0, -1 if part == 2 else number or 1),))


def _days_of_month(tokens: Tokens) -> Item | None:
    """`10 ngày đầu tháng 9/2021`, `05 ngày cuối tháng 12`."""
    number, month, year = tokens[0].number, tokens[4].month or tokens[4].number, _year_in(tokens[4:])
    if not 1 <= month <= 12 or _part_in(tokens) == 1:
        return None
    if _part_in(tokens) == 0:
        first, last = 1, number
    else:
        length = monthrange(year or 2001, month)[1]
        first, last = length - number + 1, length
    return _span(tokens, [When("day", year, month, first), When("day", year, month, last)], ["", "-"])


def _quarter_month(tokens: Tokens) -> Item | None:
    """`tháng cuối quý`: its last day is assumed."""
    part = _part_in(tokens) or 0
    days = tuple((month, -1) for month in range(1 + part, 13, 3))
    return _item("R", tokens, unit="quarter", days=days, flags=frozenset({"due_day_assumed"}))


def _reference(tokens: Tokens) -> Item:
    """`1441/QĐ-UBND ngày 25/9/2025`: the date is that of the document."""
    return _item("r", tokens)


def _other_date(tokens: Tokens) -> Item:
    """`Nghị quyết ngày 28/11/2025 của ...`: the date of a document without a number."""
    return _item("w", tokens)


def _weekday(tokens: Tokens) -> Item:
    """`thứ Sáu`, `thứ 6`."""
    number = tokens[-1].number
    return _item("s", tokens, every=number if tokens[0].kind == "s" else number - 2)


def _label(tokens: Tokens) -> Item:
    """`Giai đoạn 1`: the name of a phase, not a time."""
    return _item("P", tokens, value="label")


_QUARTER = r"(?:m|[inc])(?:[/\-o]?[YR]?y|/n)?"
_MONTHS = (
    rf"[fF]?t(?:m|[nc])(?:{_JOIN}[fF]?t?(?:m|[nc]{_NO_UNIT}))*"  # Tháng 8, 9, 10
    rf"(?:(?<=[nc]){_YEAR})?"  # /2021, năm 2021
)
_EACH = (
    r"(?:p?(?:%|e[gutqY])"  # định kỳ hằng quý
    rf"|p[utqY]{_NO_FIGURE}|p[nc][utY](?!f)"  # định kỳ quý, định kỳ 6 tháng
    rf"|B(?:[nc]t(?!f)|[tqY]{_NO_FIGURE}(?!f)))"  # báo cáo 6 tháng, báo cáo năm
)
_EACH_MORE = rf"(?:[,v/](?:p?%|p?e?[utqY]{_NO_FIGURE}|[nc][tY](?!f)|R{_NO_FIGURE}))"  # , 06 tháng và cả năm
_TIMES = (
    r"!?(?:(?:%|e[gutqY]|[nc][gutqY])[nc]l"  # mỗi quý 01 lần, một năm 2 lần
    rf"|[nc]l(?:[/_]|e)?(?:%|[nc]?[gutqYR]{_NO_FIGURE})"  # 01 lần/quý, 2 lần trong năm
    r"|[nc]?[gutqY]/?[nc]?l)"  # 06 tháng/lần, 02 tuần một lần
)

PHRASES: tuple[tuple[str, str, Builder], ...] = (
    ("reference", r"r,?g?[dk]", _reference),
    ("other_date", r"(?<=w)g?d(?=o)", _other_date),
    ("first_days", r"ngfo?(?:%|e?t(?![ncm]))|gfo?(?:%|e?t(?![ncm]))", _first_days),
    ("days_of_month", r"ngft(?:m|[nc]" + _YEAR + r"?)", _days_of_month),
    ("quarter_month", r"tfo?(?:q[Xa]?|eq)(?![nciym])", _quarter_month),
    ("year_day", r"g?k(?:I|YX)", _year_day),
    ("year_day_in_words", r"gnt(?:n|c)I", _year_day_in_words),
    ("quarter_day", r"g[nc]o?tfo?(?:q[Xa]?|%|eq)", _quarter_day),
    ("next_month_day", r"g[nc]o?t(?:aX?|X)", _month_day),
    ("monthly_day", r"gn(?:[,v]g?n)*o?(?:%|e[tqu])", _month_day),
    ("times", _TIMES, _times),
    ("frequency", "!?" + _EACH + _EACH_MORE + "*", _each),
    ("half_and_year", r"[nc]t[,v/](?:Y" + _NO_FIGURE + r"|R" + _NO_FIGURE + r"|%|eY|[nc]Y)", _each),
    ("bare_frequencies", r"[utq](?:[,v/](?:[tqY]" + _NO_FIGURE + r"|R|[nc]t(?!f)))+", _each),
    ("english_day", r"n@,?y|@n,?y|@,?y|n@", _english_day),
    ("months_of_year", r"[nc]tf(?:[YR]?y|[YR])?", _months_of_year),
    ("half", r"zf(?:[YR]?y|[YR])", _half),
    ("week_of_month", r"u#?[nc]o?t(?:m|[nc]" + _YEAR + r"?)|ufo?t(?:m|[nc]" + _YEAR + r"?)", _week_of_month),
    ("week_of_year", r"u#?n[/,]?Y?y", _week_of_year),
    ("days_in_words", r"g?n(?:" + _JOIN + r"g?n)*o?t(?:m|[nc]" + _YEAR + r"?)", _days_in_words),
    ("days", r"g?(?:(?<![wA])n" + _JOIN + r"g?)*[dk](?:,?Yy)?(?:" + _JOIN + r"g?[dk](?:,?Yy)?)*", _days),
    ("may", r"tYYy", _may),
    ("months", _MONTHS, _numbered("month")),
    ("bare_months", r"(?:(?<!w)n[,v\-])*m(?:" + _JOIN + r"(?:n[,v\-])*m)*", _numbered("month")),
    ("quarters", f"f?q{_QUARTER}(?:{_JOIN}f?q?{_QUARTER}{_NO_UNIT})*", _numbered("quarter")),
    ("bare_quarters", f"(?:i{_JOIN})*i/y(?:{_JOIN}(?:i{_JOIN})*i/y)*", _numbered("quarter")),
    ("semester", r"x[in][,o\-]?Hy[\-/]y", _school("semester")),
    ("school_year", r"f?Hy[\-/]y", _school("school_year")),
    ("school_opening", r"Q(?:Hy[\-/]y)?", _school("school_opening")),
    ("lunar_new_year", r"L(?:Y?Z(?:[(\-]?Y?y\)?)?|\(?Y?y\)?)", _new_year),
    ("phase_label", r"P[ni](?![\-/])", _label),
    ("years", r"f?(?:[PK][Y_]?)?[YR]?y(?:" + _JOIN + r"[YR]?y|-n" + _NO_UNIT + r")*", _years),
    ("this_year", r"f[YR]|R|(?<=[$>U])Y", _this_year),
    ("time", r"nh(?:nj?)?", _time),
    ("duration", r"[nc](?:\([cwY]\))?[gutqYW](?!f)", _duration),
    ("weekday", r"s|#n", _weekday),
    ("month_day", r"gn(?:[,v]g?n)*", _month_day),
)  # fmt: skip
_PATTERN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in PHRASES))
_BUILDERS = {name: builder for name, _, builder in PHRASES}


def find_phrases(tokens: Tokens) -> list[Item]:
    """Return the items of a token list, in order; together they cover every token."""
    items: list[Item] = []
    place = 0
    for found in _PATTERN.finditer(_kinds(tokens)):
        start, end = found.span()
        item = _BUILDERS[found.lastgroup or ""](tokens[start:end])
        if item is None:
            continue
        items.extend(_plain(token) for token in tokens[place:start])
        items.append(item)
        place = end
    items.extend(_plain(token) for token in tokens[place:])
    return items


def _plain(token: Token) -> Item:
    return Item(token.kind, token.start, token.end, value=token.value, slip=token.slip)
