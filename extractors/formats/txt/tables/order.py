"""Order numbers: which one can follow which."""

import re
from collections.abc import Iterator

# The order of points (điểm) in Vietnamese; some lists run through the English alphabet.
_ALPHABETS = ("abcdđeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# Numbers are skipped where a row was struck out.
LARGEST_STEP = 3


class Numbering:
    """The order numbers met so far, each kind counting for itself.

    >>> numbers = Numbering()
    >>> [numbers.take(label) for label in ("I", "1", "2", "2.1", "7", "II", "1.", "a)", "đ)")]
    [True, True, True, True, False, True, True, True, False]
    """

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def can_follow(self, label: str) -> bool:
        """Whether a label goes on with a count or begins one."""
        return any(self._step(kind, value) is not None for kind, value in _readings(label))

    def restarts(self, label: str) -> bool:
        """Whether a label is the first of a kind that has been counted before."""
        return any(value == 1 and kind in self._last for kind, value in _readings(label))

    def take(self, label: str) -> bool:
        """Count a label, if it can follow; return whether it could."""
        steps = {(kind, value): self._step(kind, value) for kind, value in _readings(label)}
        possible = [step for step in steps.values() if step is not None]
        for (kind, value), step in steps.items():
            if possible and step == min(possible):
                self._last[kind] = value
        return bool(possible)

    def _step(self, kind: str, value: int) -> int | None:
        """Return how far a value is from the last of its kind, less being likelier; None if it cannot be."""
        if kind == "dotted":
            return 0
        last = self._last.get(kind)
        if last is not None and 1 <= value - last <= LARGEST_STEP:
            return value - last
        return LARGEST_STEP + 1 if value == 1 else None


def _readings(label: str) -> Iterator[tuple[str, int]]:
    """Yield what a label can count: `C` is a letter and a Roman hundred."""
    plain = label.strip().strip("*().").strip()
    if re.fullmatch(r"\d{1,3}", plain, re.ASCII):
        yield "number", int(plain)
    elif "." in plain:
        yield "dotted", 0
    elif plain:
        if _ROMAN.fullmatch(plain):
            yield "roman", _roman(plain)
        for alphabet in _ALPHABETS:
            if len(plain) == 1 and plain.lower() in alphabet:
                yield (
                    f"{'small' if plain.islower() else 'capital'} {alphabet}",
                    alphabet.index(plain.lower()) + 1,
                )


def _roman(text: str) -> int:
    values = [_ROMAN_DIGITS[digit] for digit in text]
    return sum(-v if any(v < after for after in values[i + 1 :]) else v for i, v in enumerate(values))
