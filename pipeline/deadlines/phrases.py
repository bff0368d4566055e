"""Tokens joined into phrases: stretches of time, frequencies, reporting days, durations.

A phrase is a pattern over the letters of the tokens (see lexicon.LETTERS and tokens.Token) and a function
that makes the item. Patterns are tried in the order of PHRASES; what none of them takes stays a single token.
"""

import re
from functools import lru_cache

from pipeline.deadlines import frequencies, stretches
from pipeline.deadlines.items import Builder, Item, Tokens, kinds_of, make_item
from pipeline.deadlines.tokens import Token

_JOIN = r"(?:[,v\-]|>\$?)"


# How long a list may be: more is no time, and unbounded ones would take a hostile text's length squared.
_LIST, _FEW = "{0,30}", "{0,12}"


_YEAR = r"(?:[/,\-o]?[YR]?y)"


_NO_FIGURE = r"(?![nciymdk])"


_NO_UNIT = r"(?![lgutqWh]|\([cwY]\)[gutqYW]|Y(?!y))"


_ALONE = r"(?![gutqYncmidky%elo/.\-#X])"


def _reference(tokens: Tokens) -> Item:
    """`1441/QĐ-UBND ngày 25/9/2025`: the date is that of the document."""
    return make_item("r", tokens)


def _other_date(tokens: Tokens) -> Item:
    """`Nghị quyết ngày 28/11/2025 của ...`: the date of a document without a number."""
    return make_item("w", tokens)


def _label(tokens: Tokens) -> Item:
    """`Giai đoạn 1`: the name of a phase, not a time."""
    return make_item("P", tokens, value="label")


_DAY_IN_WORDS = r"g?n[o/]?t(?:m|[nc](?:[/\-o]?[YR]?y)?)"


_QUARTER = r"(?:m|[inc])(?:[/\-o]?[YR]?y|/n)?"


_DAYS = (
    rf"g?(?:(?<![wA])n{_JOIN}g?){_LIST}[dk](?:,?Yy)?"  # 15, 16 và 17/6
    rf"(?:{_JOIN}g?[dk](?:,?Yy)?){_LIST}"
)


_BARE_MONTHS = rf"(?:(?<!w)n[,v\-]){_FEW}m(?:{_JOIN}(?:n[,v\-]){_FEW}m){_LIST}"  # 3, 4/2026


_BARE_QUARTERS = rf"(?:i{_JOIN}){{0,3}}i[/\-]y"  # II, III/2026


_MONTHS = (
    rf"[fF]?t(?:m|[nc])(?:{_JOIN}[fF]?t?(?:m|[nc]{_NO_UNIT})){_LIST}"  # Tháng 8, 9, 10
    rf"(?:(?<=[nc]){_YEAR})?"  # /2021, năm 2021
)


_EACH = (
    r"(?:p?(?:%|e[gutqY])"  # định kỳ hằng quý
    rf"|p[utqY]{_NO_FIGURE}|p[nc][gutY](?!f)"  # định kỳ quý, định kỳ 6 tháng
    rf"|B(?:[nc]t(?!f)|[tqY]{_NO_FIGURE}(?!f)))"  # báo cáo 6 tháng, báo cáo năm
)


_EACH_MORE = rf"(?:[,v/](?:p?%|p?e?[utqY]{_NO_FIGURE}|[nc][tY](?!f)|R{_NO_FIGURE}))"  # , 06 tháng và cả năm


_YEARS = (
    r"f?_?(?:[PK][Y_]?)?(?:[nc]Y(?=y[\->,v]Y?y))?"  # giai đoạn 5 năm
    rf"[YR]?y(?:{_JOIN}[YR]?y|-n{_NO_UNIT}){_LIST}"  # 2021-25
)


_AND_YEAR = rf"(?:[YR]{_NO_FIGURE}|%|eY|[nc]Y)"  # năm, hằng năm, 01 năm


_WEEKS = rf"u(?:#?[nc](?:{_JOIN}u?#?[nc]){_FEW}|s|f)"  # tuần 1-2, tuần thứ hai, tuần đầu


_TIMES = (
    r"p?!?(?:(?:%|e[gutqY]|[nc][gutqY])!?(?:n-)?[nc]l"  # mỗi quý 01 lần, một năm 2 lần
    rf"|(?:n-)?[nc]l(?:[/_]|e)?(?:%|[nc]?[gutqYR]{_NO_FIGURE})"  # 01 lần/quý, 2 lần trong năm
    r"|[nc]l[/_]?[HxK]"  # 2 lần/năm học
    r"|[nc]?[gutqY]/?[nc]?l)"  # 06 tháng/lần, 02 tuần một lần
)


PHRASES: tuple[tuple[str, str, Builder], ...] = (
    ("reference", r"r,?g?[dk]", _reference),
    ("other_date", r"(?<=w)g?d(?=o)", _other_date),
    ("first_days", r"ngfo?(?:%|e?t(?![ncm]))|gfo?(?:%|e?t(?![ncm]))", frequencies.first_days),
    ("part_of_each", r"f(?:%|e[tqY])", frequencies.part_of_each),
    ("week_of_each", r"ufo?(?:%|et)", frequencies.week_of_each),
    ("days_of_month", r"ngft(?:m|[nc]" + _YEAR + r"?)", stretches.days_of_month),
    ("quarter_month", r"tfo?(?:q[Xa]?|eq|%)(?![nciym])", frequencies.quarter_month),
    ("year_day", r"g?ko?(?:I|YX)", frequencies.year_day),
    ("year_day_in_words", r"gnt(?:n|c)o?I", frequencies.year_day_in_words),
    ("quarter_day", r"g[nc]o?tfo?(?:q[Xa]?|%|eq)", frequencies.quarter_day),
    ("next_month_day", r"g[nc]o?t(?:aX?|X)", frequencies.month_day),
    ("monthly_day", r"gn(?:(?:[,v\-]|>\$?)g?n){0,30}(?:o?(?:%|e[tqu])|ot(?![ncmfaXYq]))", frequencies.month_day),
    ("bare_monthly_day", r"(?:^|(?<=[U>;\n]))n(?:%|et)", frequencies.bare_monthly_day),
    ("times", _TIMES, frequencies.times),
    ("frequency", "!?" + _EACH + _EACH_MORE + "*", frequencies.frequency),
    ("reports", r"(?:[nc]t[,v/])+[nc]t[,v/]" + _AND_YEAR, frequencies.reports),
    ("half_and_year", r"[nc]t[,v/]" + _AND_YEAR, frequencies.frequency),
    ("bare_frequencies", r"[utq](?:[,v/](?:[tqY]" + _NO_FIGURE + r"|R|[nc]t(?!f)))+", frequencies.frequency),
    ("english_day", r"n_?[\-o]?@[,\-]?y|@n_?,?y|@[,\-]?y|n_?@", stretches.english_day),
    ("months_of_year", r"[nc]tf(?:[YR]?y|[YR])?", stretches.months_of_year),
    ("half", r"z[fa](?:[YR]?y|[YR])", stretches.half),
    ("quarter_of_year", r"qf(?:[YR]?y|[YR])", stretches.quarter_of_year),
    ("half_month", r"z[fa]t(?:m|[nc]" + _YEAR + r"?)", stretches.half_month),
    ("week_of_month", _WEEKS + r"o?t(?:m|[nc]" + _YEAR + r"?)", stretches.week_of_month),
    ("week_of_year", r"u#?(?:m|n[/,(]?Y?y\)?)", stretches.week_of_year),
    ("day_of_months", r"g?n[o/]?_?t[nc](?:[,v]t?[nc])+" + _NO_UNIT + _YEAR + r"?", stretches.day_of_months),
    ("days_in_months", _DAY_IN_WORDS + r"(?:[,v]" + _DAY_IN_WORDS + r")+", stretches.days_in_months),
    ("days_in_words", r"g?n(?:" + _JOIN + r"g?n)*[o/]?_?t(?:m|[nc]" + _YEAR + r"?)", stretches.days_in_words),
    ("days", _DAYS, stretches.days),
    ("may", r"tY(?:/y|Yy|(?=$|[,;)\n]))", stretches.may),
    ("months", _MONTHS, stretches.numbered("month")),
    ("bare_months", _BARE_MONTHS, stretches.numbered("month")),
    ("quarters", f"f?q{_QUARTER}(?:{_JOIN}f?q?{_QUARTER}{_NO_UNIT}){_LIST}", stretches.numbered("quarter")),
    ("bare_quarters", f"{_BARE_QUARTERS}(?:{_JOIN}{_BARE_QUARTERS}){_LIST}", stretches.numbered("quarter")),
    ("semesters", r"x[inc](?:[,v]x?[inc])+(?:[,o\-]?\(?H?y[\-/]y\)?|[,o\-]?H(?!y))?", stretches.semesters),
    ("semester", r"f?x[inc](?:[,o\-]?\(?H?y[\-/]y\)?|[,o\-]?H(?!y))?", stretches.school("semester")),
    ("school_year", r"f?H(?:y[\-/]y|(?![ny]))", stretches.school("school_year")),
    ("school_opening", r"Q(?:H(?:y[\-/]y)?)?", stretches.school("school_opening")),
    ("lunar_new_year", r"L(?:Y?Z(?:[(\-]?Y?y\)?)?|\(?Y?y\)?)", stretches.new_year),
    ("phase_label", r"P[ni](?![\-/])", _label),
    ("years", _YEARS, stretches.years),
    ("this_year", r"f[YR]|R|(?<=[$>U])Y", stretches.this_year),
    ("days_alone", r"gn(?:-|>\$?)g?n" + _ALONE, stretches.days_alone),
    ("weeks_alone", r"u(?:#?n(?:-n)?|f)" + _ALONE, stretches.weeks_alone),
    ("month_alone", r"[fF]t" + _ALONE + r"|(?<=[$>_])t(?=$|[,;.)\n])", stretches.month_alone),
    ("time", r"nh(?:nj?)?", frequencies.time_of_day),
    ("duration", r"(?:[nc](?:-|>))?[nc](?:\([cwY]\))?[gutqYW](?!f)", frequencies.duration),
    ("weekday", r"(?:s|#n)(?:[,v](?:s|#n|n(?![gutqYnykd/.\-]))){0,7}", frequencies.weekday),
    ("month_day", r"gn(?:[,v]g?n){0,30}", frequencies.month_day),
)  # fmt: skip


_PATTERN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in PHRASES))


_BUILDERS = {name: builder for name, _, builder in PHRASES}


def find_phrases(tokens: Tokens) -> list[Item]:
    """Return the items of a token list, in order; together they cover every token."""
    items: list[Item] = []
    place = 0
    for start, end, builder in _phrases_of(kinds_of(tokens)):
        item = builder(tokens[start:end])
        if item is None:
            continue
        if place < start:
            items.extend([_plain(token) for token in tokens[place:start]])
        items.append(item)
        place = end
    items.extend([_plain(token) for token in tokens[place:]])
    return items


@lru_cache(maxsize=16384)
def _phrases_of(kinds: str) -> tuple[tuple[int, int, Builder], ...]:
    """Return where the phrases of a token list start and end, and their builders: many expressions have one shape."""
    return tuple((*found.span(), _BUILDERS[found.lastgroup or ""]) for found in _PATTERN.finditer(kinds))


def _plain(token: Token) -> Item:
    return Item(token.kind, token.start, token.end, token.value, slip=token.slip)
