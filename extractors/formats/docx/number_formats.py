"""How Word writes the number of a list paragraph, a footnote or a page (ST_NumberFormat)."""

from collections.abc import Callable, Mapping

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
# Word writes no longer Roman numerals; beyond this a hostile start value would cost memory.
_ROMAN_LIMIT = 32_767
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CHICAGO = "*†‡§"
_UNITS_VI = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def roman(number: int) -> str:
    """Return a Roman numeral in capitals; digits where there is none.

    >>> roman(14)
    'XIV'
    """
    if not 0 < number <= _ROMAN_LIMIT:
        return str(number)
    written = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written.append(sign * count)
    return "".join(written)


def letters(number: int) -> str:
    """Return Word's letter numbering: after z comes aa, then bb.

    >>> letters(3), letters(27), letters(28)
    ('c', 'aa', 'bb')
    """
    if not 0 < number <= 780:  # 30 times the alphabet, where Word starts again too
        return str(number)
    times, index = divmod(number - 1, len(_LETTERS))
    return _LETTERS[index] * (times + 1)


def ordinal(number: int) -> str:
    """Return an English ordinal: 1st, 2nd, 11th."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def vietnamese(number: int) -> str:
    """Return a cardinal number in Vietnamese words up to 99, digits beyond.

    >>> vietnamese(15), vietnamese(21)
    ('mười lăm', 'hai mươi mốt')
    """
    if not 0 <= number < 100:
        return str(number)
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _UNITS_VI[unit]
    head = "mười" if tens == 1 else f"{_UNITS_VI[tens]} mươi"
    if unit == 0:
        return head
    tail = "lăm" if unit == 5 else "mốt" if unit == 1 and tens > 1 else _UNITS_VI[unit]
    return f"{head} {tail}"


def _run_of(first: int, count: int) -> Callable[[int], str]:
    """Return a format whose signs stand in a row in Unicode; numbers outside it in digits."""
    return lambda number: chr(first + number - 1) if 0 < number <= count else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "ordinal": ordinal,
    "vietnameseCounting": vietnamese,
    "cardinalText": lambda number: vietnamese(number).capitalize(),
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _run_of(0x2460, 20),
    "decimalEnclosedParen": _run_of(0x2474, 20),
    "decimalEnclosedFullstop": _run_of(0x2488, 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "hex": lambda number: f"{number:X}",
    "chicago": lambda number: (
        _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1) if 0 < number < 400 else "*"
    ),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def write_number(number: int, format: str, pattern: str | None = None) -> str:
    """Return the number as Word prints it; an unknown format falls back to digits, as in Word.

    Args:
        number: the counter's value.
        format: a value of ST_NumberFormat.
        pattern: for format "custom": its first numbers, `001, 002, 003, ...`.
    """
    if format == "custom" and pattern:
        return str(number).zfill(len(pattern.split(",")[0].strip()))
    return FORMATS.get(format, str)(number)
