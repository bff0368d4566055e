"""The items that a clause is made of: phrases of several tokens, or single tokens."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.deadlines.tokens import Token
from pipeline.deadlines.when import When
from pipeline.replacing import quick_to_replace

Group = tuple[When, ...]  # one stretch of time, or the first and last of a range


@quick_to_replace
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


def kinds_of(tokens: Tokens) -> str:
    """Return the letters of a token list."""
    return "".join([token.kind for token in tokens])


def make_item(kind: str, tokens: Tokens, **facts: object) -> Item:
    """Return an item that covers these tokens."""
    slip = True in [token.slip for token in tokens]
    return Item(kind, tokens[0].start, tokens[-1].end, slip=slip, **facts)  # type: ignore[arg-type]


def year_in(tokens: Tokens) -> int | None:
    """Return the last year that the tokens name."""
    for token in reversed(tokens):
        if token.year:
            return token.year
    return None


def number_in(tokens: Tokens) -> int:
    """Return the first number that the tokens name, 0 where there is none."""
    for token in tokens:
        if token.kind in "nci":
            return token.number
    return 0


def part_in(tokens: Tokens) -> int | None:
    """Return 0, 1 or 2 for beginning, middle or end, None where none is named."""
    for token in tokens:
        if token.kind in "fF":
            return token.number
    return None
