"""Builders of the phrases that say how often, by which day of a period, and how long."""

from pipeline.deadlines.items import Item, Tokens, kinds_of, make_item, number_in, part_in
from pipeline.deadlines.tokens import Token

_UNITS = {"g": "day", "u": "week", "t": "month", "q": "quarter", "Y": "year", "R": "year", "W": "working_day"}


_COARSENESS = ("day", "week", "month", "quarter", "half", "year")


def duration(tokens: Tokens) -> Item:
    """`10 ngày`, `05 ngày làm việc`, `03 tháng`, `02 quý`; of `15-20 ngày` the longer."""
    several = tokens[1].kind in "->"
    tokens_of_longest = tokens[2:] if several else tokens
    number, letter = tokens_of_longest[0].number, tokens[-1].kind
    code = {"g": "D", "W": "D", "u": "W", "t": "M", "q": "M", "Y": "Y"}[letter]
    flags = frozenset(
        ({"working_days"} if letter == "W" else set()) | ({"approximate"} if several else set())
    )
    if number < 0:  # 1,5 ngày
        return make_item("D", tokens, value=f"P{tokens_of_longest[0].value}{code}", flags=flags, unit="")
    number = number * 3 if letter == "q" else number
    return make_item("D", tokens, value=f"P{number}{code}", flags=flags, every=number, unit=_UNITS[letter])


def time_of_day(tokens: Tokens) -> Item:
    """`16 giờ 30 phút`."""
    return make_item("T", tokens, every=tokens[0].number)


def _frequency_atom(tokens: Tokens) -> tuple[str, int] | None:
    """One frequency: its unit and how many of them lie between two due days."""
    kinds = kinds_of(tokens)
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
        if months % 12 == 0:
            return "year", months // 12
        return {3: ("quarter", 1), 6: ("half", 1)}.get(months, ("month", months))
    return (unit, count) if count else None


def frequency(tokens: Tokens) -> Item | None:
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
    return make_item("E", tokens, unit=unit, every=count, flags=frozenset(flags), value=value)


def reports(tokens: Tokens) -> Item | None:
    """`3 tháng, 6 tháng, 9 tháng và năm`: what is reported on from the beginning of the year, by its end."""
    months = {token.number for token in tokens if token.kind in "nc" and token.number > 1} | {12}
    if not months <= {1, 3, 6, 9, 12}:
        return None
    days = tuple((month, -1) for month in sorted(months))
    return make_item("R", tokens, unit="year", days=days, flags=frozenset({"due_day_assumed", "multi"}))


def times(tokens: Tokens) -> Item | None:
    """`02 lần/năm`, `mỗi quý 01 lần`, `06 tháng/lần`, `02 tuần một lần`."""
    kinds = kinds_of(tokens)
    place = kinds.index("l")
    counted = place > 0 and kinds[place - 1] in "nc"
    times = tokens[place - 1].number if counted else 1
    at_least = "!" in kinds or (place > 2 and kinds[place - 3 : place - 1] == "n-")
    if at_least and "!" not in kinds:  # 1-2 lần/năm
        times = tokens[place - 3].number
        tokens = [*tokens[: place - 3], *tokens[place - 1 :]]
        place -= 2
    rest = [*tokens[: place - counted], *tokens[place + 1 :]]
    frequency = _frequency_atom(rest)
    if frequency is None:  # 2 lần/năm học
        known = any(token.kind in "HxK" for token in rest)
        return make_item("E", tokens, unit="year", flags=frozenset({"period_unknown"})) if known else None
    unit, count = frequency
    if times != 1:
        if not times or unit != "year" or count != 1 or 12 % times:
            return make_item(
                "E", tokens, unit=unit, every=count, value="times", flags=frozenset({"period_unknown"})
            )
        unit, count = _regular("month", 12 // times) or (unit, count)
    flags = frozenset({"minimum"} if at_least else ())
    return make_item("E", tokens, unit=unit, every=count, flags=flags)


def quarter_day(tokens: Tokens) -> Item:
    """`ngày 20 tháng cuối quý`, `ngày 05 tháng đầu quý sau`."""
    part = part_in(tokens) or 0
    day = number_in(tokens)
    return make_item(
        "R", tokens, unit="quarter", days=tuple((month, day) for month in range(1 + part, 13, 3))
    )


def month_day(tokens: Tokens) -> Item | None:
    """`ngày 05 của tháng sau liền kề`, `ngày 20 hằng tháng`, `ngày 25`; of `ngày 20-25 hằng tháng` the last day."""
    fixed = next((token.value for token in tokens if token.kind == "%"), None)
    letter = next((token.kind for token in reversed(tokens) if token.kind in "utqY"), None)
    unit = fixed or (_UNITS[letter] if letter else "")
    days = tuple((0, token.number) for token in tokens if token.kind == "n")
    if any(token.kind in "->" for token in tokens):
        days = days[-1:] if len(days) == 2 else ()
    if not all(1 <= day <= 31 for _, day in days) or not days:
        return None
    return make_item("R", tokens, unit=unit, days=days)


def bare_monthly_day(tokens: Tokens) -> Item | None:
    """`trước 15 hằng tháng`, the word for the day left out; `30 hằng năm` says no day."""
    found = month_day(tokens)
    return found if found and found.unit == "month" else None


def part_of_each(tokens: Tokens) -> Item | None:
    """`đầu mỗi tháng`, `cuối hằng quý`: by the last day of that part."""
    part, unit = tokens[0].number, tokens[1].value or _UNITS[tokens[-1].kind]
    if unit == "month":
        days: tuple[tuple[int, int], ...] = ((0, (10, 20, -1)[part]),)
    elif unit == "quarter":
        days = tuple((month, -1) for month in range(1 + part, 13, 3))
    elif unit == "year":
        days = (((3, 31), (9, 30), (12, 31))[part],)
    else:
        return make_item("E", tokens, unit=unit) if part == 2 else None
    return make_item("R", tokens, unit=unit, days=days, flags=frozenset({"due_day_assumed"}))


def week_of_each(tokens: Tokens) -> Item | None:
    """`tuần đầu hằng tháng`, `tuần cuối mỗi tháng`: by its last day."""
    part = part_in(tokens)
    fixed = next((token.value for token in tokens if token.kind == "%"), "month")
    if part == 1 or fixed != "month":
        return None
    return make_item(
        "R", tokens, unit="month", days=((0, 7 if part == 0 else -1),), flags=frozenset({"due_day_assumed"})
    )


def year_day(tokens: Tokens) -> Item:
    """`31/01 năm liền kề`, `31/12 năm trước liền kề`."""
    token = next(token for token in tokens if token.kind == "k")
    return make_item("R", tokens, unit="year", days=((token.month, token.day),))


def year_day_in_words(tokens: Tokens) -> Item:
    """`ngày 31 tháng 01 năm liền kề`."""
    day, month = (token.number for token in tokens if token.kind in "nc")
    return make_item("R", tokens, unit="year", days=((month, day),))


def first_days(tokens: Tokens) -> Item | None:
    """`05 ngày đầu tháng`, `ngày cuối tháng`: a reporting day of every month."""
    part, number = part_in(tokens), next((token.number for token in tokens if token.kind == "n"), 0)
    if part == 1 or (part == 2 and number):
        return None
    return make_item("R", tokens, unit="month", days=((0, -1 if part == 2 else number or 1),))


def quarter_month(tokens: Tokens) -> Item | None:
    """`tháng cuối quý`: its last day is assumed."""
    if any(token.kind == "%" and token.value != "quarter" for token in tokens):
        return None
    part = part_in(tokens) or 0
    days = tuple((month, -1) for month in range(1 + part, 13, 3))
    return make_item("R", tokens, unit="quarter", days=days, flags=frozenset({"due_day_assumed"}))


def weekday(tokens: Tokens) -> Item | None:
    """`thứ Sáu`, `thứ 6`, `thứ Ba và thứ Năm`, `thứ 2, 4, 6`."""
    days = tuple((0, token.number - 2 * (token.kind == "n")) for token in tokens if token.kind in "sn")
    return make_item("s", tokens, days=days) if all(0 <= day <= 6 for _, day in days) else None
