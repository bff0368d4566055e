"""Builders of the phrases that name a stretch of time: days, months, quarters, halves, years, school years."""

from calendar import monthrange

from pipeline.deadlines.items import Builder, Group, Item, Tokens, make_item, number_in, part_in, year_in
from pipeline.deadlines.tokens import Token
from pipeline.deadlines.when import When


def _short_year(token: Token) -> bool:
    return token.value == "two_digit_year"


def _members(tokens: Tokens, is_figure: str) -> list[tuple[str, list[Token]]]:
    """Cut a list at its joiners: each member with the joiner before it."""
    if {token.kind for token in tokens}.isdisjoint(",v->"):
        return [("", list(tokens))]
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
    if len(whens) == 1:
        return ((whens[0],),)
    groups: list[Group] = []
    for printed, when, joiner in zip([whens[0], *whens], _fill_years(whens), joiners, strict=False):
        if joiner in ("-", ">") and groups and len(groups[-1]) == 1:
            first = groups[-1][0] if printed.year else turn_of_year(groups[-1][0], when)
            groups[-1] = (first, when)
        else:
            groups.append((when,))
    return tuple(groups)


def turn_of_year(first: When, last: When) -> When:
    """`Tháng 11 - tháng 3/2022`: a range that would run backwards began the year before, if it names no year.

    Not within one month: `Từ 30/6 đến 15/6/2022` is a slip.
    """
    backwards = first.unit == last.unit and first.year == last.year and first.a > last.a
    return first._replace(year=first.year - 1) if backwards and first.year is not None else first


def _span(tokens: Tokens, whens: list[When], joiners: list[str]) -> Item:
    flags = frozenset({"two_digit_year"} if any(when.short_year for when in whens) else ())
    return make_item("S", tokens, groups=_groups(whens, joiners), flags=flags)


def _single(tokens: Tokens, when: When) -> Item:
    return _span(tokens, [when], [""])


def days(tokens: Tokens) -> Item:
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
                    token.year or year_in(member),
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


def days_in_words(tokens: Tokens) -> Item:
    """`ngày 05 tháng 9 năm 2021`, `24, 25 và 26 tháng 8 năm 2026`."""
    cut = next(place for place, token in enumerate(tokens) if token.kind == "t")
    after = tokens[cut + 1]
    month = after.month or after.number
    year = year_in(tokens[cut + 1 :])
    members = _members([token for token in tokens[:cut] if token.kind != "o"], "n")
    whens = [When("day", year, month, number_in(member)) for _, member in members]
    return _span(tokens, whens, [joiner for joiner, _ in members])


def days_in_months(tokens: Tokens) -> Item:
    """`ngày 15 tháng 6 và ngày 15 tháng 12 năm 2021`."""
    members: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.kind in ",v" and "t" in [other.kind for other in tokens[place:]]:
            members.append([])
        else:
            members[-1].append(token)
    days = [days_in_words(member).groups[0][0] for member in members]
    return _span(tokens, days, [","] * len(days))


def day_of_months(tokens: Tokens) -> Item:
    """`ngày 15 các tháng 3, 6, 9, 12`, `ngày 20 tháng 6, tháng 12/2026`."""
    cut = next(place for place, token in enumerate(tokens) if token.kind == "t")
    day, year = number_in(tokens[:cut]), year_in(tokens[cut:])
    months = [token.number for token in tokens[cut:] if token.kind in "nc"]
    return _span(
        tokens, [When("day", year, month, day) for month in months], [""] + [","] * (len(months) - 1)
    )


def english_day(tokens: Tokens) -> Item:
    """`30 June 2025`, `June 30, 2025`, `June 2025`."""
    month = next(token.number for token in tokens if token.kind == "@")
    day = number_in(tokens)
    when = When("day", year_in(tokens), month, day) if day else When("month", year_in(tokens), month)
    return _single(tokens, when)


def numbered(unit: str) -> Builder:
    """`Tháng 8, 9, 10/2021`, `Quý III - IV/2021`, `II/2026`, `cuối quý III/2025`."""

    def build(tokens: Tokens) -> Item:
        whens: list[When] = []
        joiners: list[str] = []
        for joiner, member in _members(tokens, "nicm"):
            joiners.append(joiner)
            figures = [token for token in member if token.kind in "nicm"]
            year = year_in(member)
            short = any(_short_year(token) for token in figures)
            if year is None and len(figures) == 2 and len(figures[1].value) == 2:  # quý II/26
                year, short = 2000 + figures[1].number, True
            whens.append(When(unit, year, figures[0].number, part=part_in(member), short_year=short))
        return _span(tokens, whens, joiners)

    return build


def may(tokens: Tokens) -> Item:
    """`tháng Năm năm 2021`: the word for five is the word for year."""
    return _single(tokens, When("month", tokens[-1].year or None, 5))


def months_of_year(tokens: Tokens) -> Item | None:
    """`6 tháng đầu năm 2022`, `9 tháng đầu năm`, `3 tháng cuối năm 2025`."""
    number, part, year = number_in(tokens), part_in(tokens), year_in(tokens)
    if number == 6 and part in (0, 2):
        return _single(tokens, When("half", year, 1 if part == 0 else 2))
    if not 1 <= number <= 11 or part == 1:
        return None
    first, last = (1, number) if part == 0 else (13 - number, 12)
    return _single(tokens, When("months", year, first, last))


def half(tokens: Tokens) -> Item | None:
    """`nửa đầu năm 2022`, `nửa sau năm 2022`."""
    part = part_in(tokens)
    return None if part == 1 else _single(tokens, When("half", year_in(tokens), 1 if part == 0 else 2))


def quarter_of_year(tokens: Tokens) -> Item | None:
    """`quý cuối năm 2022`."""
    part = part_in(tokens)
    return None if part == 1 else _single(tokens, When("quarter", year_in(tokens), 1 if part == 0 else 4))


def half_month(tokens: Tokens) -> Item | None:
    """`nửa đầu tháng 6/2022`: its first fifteen days."""
    part, after = part_in(tokens), tokens[3]
    if part == 1:
        return None
    half = 1 if part == 0 else 2
    return _single(tokens, When("half_month", year_in(tokens), after.month or after.number, half))


def week_of_month(tokens: Tokens) -> Item:
    """`Tuần 2 tháng 9/2021`, `tuần đầu tháng 9`, `tuần thứ hai của tháng 9`, `tuần 1-2 tháng 9`."""
    cut = next(place for place, token in enumerate(tokens) if token.kind == "t")
    after, year = tokens[cut + 1], year_in(tokens[cut:])
    whens, joiners = [], []
    for joiner, member in _members(tokens[:cut], "ncsf"):
        token = next(token for token in member if token.kind in "ncsf")
        # As a day of the week `thứ hai` has the number 0.
        number = {"s": token.number + 2, "f": 1 if token.number == 0 else 4}.get(token.kind, token.number)
        whens.append(When("week", year, after.month or after.number, number))
        joiners.append(joiner)
    return _span(tokens, whens, joiners)


def week_of_year(tokens: Tokens) -> Item:
    """`Tuần 36 năm 2021`, `Tuần 36/2021`: the ISO week."""
    number = next((token.month for token in tokens if token.kind == "m"), 0) or number_in(tokens)
    return _single(tokens, When("iso_week", year_in(tokens), number))


def years(tokens: Tokens) -> Item:
    """`Năm 2021`, `giai đoạn 2021-2025`, `2021-25`, `2025, 2026`, `cuối năm 2021`."""
    whens: list[When] = []
    joiners: list[str] = []
    part = part_in(tokens)
    first = next(place for place, token in enumerate(tokens) if token.kind == "y")
    for joiner, member in _members(tokens[first:], "yn"):
        joiners.append(joiner)
        figure = next(token for token in member if token.kind in "yn")
        year = figure.year or (whens[-1].year or 0) // 100 * 100 + figure.number
        whens.append(When("year", year, part=part))
    if part is not None and len(whens) == 2 and joiners[1] in "->":  # cuối giai đoạn 2021-2025
        return _single(tokens, When("years", whens[0].year, whens[1].year or 0, part=part))
    return _span(tokens, whens, joiners)


def this_year(tokens: Tokens) -> Item:
    """`trong năm`, `cuối năm`, `đến hết năm`."""
    return _single(tokens, When("year", None, part=part_in(tokens)))


def school(unit: str) -> Builder:
    """`Năm học 2021-2022`, `cuối học kỳ I năm học 2021-2022`, `khai giảng năm học 2021-2022`."""

    def build(tokens: Tokens) -> Item | None:
        years = [token.year for token in tokens if token.kind == "y"]
        if years and years[-1] != years[0] + 1:
            return None
        number = number_in(tokens) if unit == "semester" else 0
        part = part_in(tokens) if unit != "school_opening" else None
        return _single(tokens, When(unit, years[0] if years else None, number, part=part))

    return build


def semesters(tokens: Tokens) -> Item | None:
    """`học kỳ I và học kỳ II năm học 2021-2022`, `học kỳ I, II`."""
    last = school("semester")(tokens)
    if last is None:
        return None
    year = last.groups[0][0].year
    numbers = [token.number for token in tokens if token.kind in "inc"]
    return _span(tokens, [When("semester", year, number) for number in numbers], [","] * len(numbers))


def new_year(tokens: Tokens) -> Item | None:
    """`Tết Nguyên đán Nhâm Dần 2022`; a pair of stem and branch alone names one year in sixty."""
    year = year_in(tokens)
    cycle = next((token.number for token in tokens if token.kind == "Z"), None)
    if year is None and cycle is not None:
        year = 1984 + cycle if 1984 + cycle >= 2004 else 2044 + cycle
    return replace_flags(_single(tokens, When("new_year", year)), "lunar")


def replace_flags(item: Item, *flags: str) -> Item:
    """Return the item with these flags added."""
    return item._replace(flags=item.flags | set(flags))


def days_of_month(tokens: Tokens) -> Item | None:
    """`10 ngày đầu tháng 9/2021`, `05 ngày cuối tháng 12`."""
    number, month, year = tokens[0].number, tokens[4].month or tokens[4].number, year_in(tokens[4:])
    if not 1 <= month <= 12 or part_in(tokens) == 1:
        return None
    if part_in(tokens) == 0:
        first, last = 1, number
    else:
        length = monthrange(year or 2001, month)[1]
        first, last = length - number + 1, length
    return _span(tokens, [When("day", year, month, first), When("day", year, month, last)], ["", "-"])


# --- whose month is not said, but named by the heading, the group row or the words beside them: month 0 ---


def days_alone(tokens: Tokens) -> Item:
    """`ngày 10-15`, `từ ngày 10 đến ngày 15`."""
    first, last = (token.number for token in tokens if token.kind == "n")
    return _span(tokens, [When("day", None, 0, first), When("day", None, 0, last)], ["", "-"])


def weeks_alone(tokens: Tokens) -> Item | None:
    """`tuần 2`, `tuần 3-4`, `tuần đầu`."""
    part, numbers = part_in(tokens), [token.number for token in tokens if token.kind == "n"]
    if part == 1:
        return None
    numbers = numbers or [1 if part == 0 else 4]
    return _span(tokens, [When("week", None, 0, number) for number in numbers], ["", "-"][: len(numbers)])


def month_alone(tokens: Tokens) -> Item:
    """`đầu tháng`, `hết tháng`."""
    return _single(tokens, When("month", None, 0, part=part_in(tokens)))
