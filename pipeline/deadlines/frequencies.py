"""Builders of the phrases that say how often, by which day of a period, and how long."""

from pipeline.deadlines.items import Item, Tokens, kinds_of, make_item, number_in, part_in
from pipeline.deadlines.tokens import Token

_UNITS = {"g": "day", "u": "week", "t": "month", "q": "quarter", "Y": "year", "R": "year", "W": "working_day"}


_COARSENESS = ("day", "week", "month", "quarter", "half", "year")


def duration(tokens: Tokens) -> Item:
    """`10 ngày`, `05 ngày làm việc`, `03 tháng`, `02 quý`."""
    number, letter = tokens[0].number, tokens[-1].kind
    code = {"g": "D", "W": "D", "u": "W", "t": "M", "q": "M", "Y": "Y"}[letter]
    flags = frozenset({"working_days"} if letter == "W" else ())
    if number < 0:  # 1,5 ngày
        return make_item("D", tokens, value=f"P{tokens[0].value}{code}", flags=flags, unit="")
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
        return {3: ("quarter", 1), 6: ("half", 1), 12: ("year", 1)}.get(months, ("month", months))
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


def times(tokens: Tokens) -> Item | None:
    """`02 lần/năm`, `mỗi quý 01 lần`, `06 tháng/lần`, `02 tuần một lần`."""
    kinds = kinds_of(tokens)
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
            return make_item(
                "E", tokens, unit=unit, every=count, value="times", flags=frozenset({"period_unknown"})
            )
        unit, count = _regular("month", 12 // times) or (unit, count)
    flags = frozenset({"minimum"} if "!" in kinds else ())
    return make_item("E", tokens, unit=unit, every=count, flags=flags)


def quarter_day(tokens: Tokens) -> Item:
    """`ngày 20 tháng cuối quý`, `ngày 05 tháng đầu quý sau`."""
    part = part_in(tokens) or 0
    day = number_in(tokens)
    return make_item(
        "R", tokens, unit="quarter", days=tuple((month, day) for month in range(1 + part, 13, 3))
    )


def month_day(tokens: Tokens) -> Item:
    """`ngày 05 của tháng sau liền kề`, `ngày 20 hằng tháng`, `ngày 25`."""
    fixed = next((token.value for token in tokens if token.kind == "%"), None)
    letter = next((token.kind for token in reversed(tokens) if token.kind in "utqY"), None)
    unit = fixed or (_UNITS[letter] if letter else "")
    days = tuple((0, token.number) for token in tokens if token.kind == "n")
    return make_item("R", tokens, unit=unit, days=days)


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
    part = part_in(tokens) or 0
    days = tuple((month, -1) for month in range(1 + part, 13, 3))
    return make_item("R", tokens, unit="quarter", days=days, flags=frozenset({"due_day_assumed"}))


def weekday(tokens: Tokens) -> Item:
    """`thứ Sáu`, `thứ 6`."""
    number = tokens[-1].number
    return make_item("s", tokens, every=number if tokens[0].kind == "s" else number - 2)
