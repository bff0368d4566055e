"""How a text was wrapped: where its lines end and where they begin again, measured on broken sentences."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.formats.txt.lines import Line

# Text that was wrapped by a person or a converter has lines of at most this many columns; a landscape page
# of `pdftotext -layout` goes to 160.
WRAPPED_WIDTH = 170
# No line goes over the margin that sentences break at by more than this, unless columns stand in it.
OVER_MARGIN = 1.25
# A sentence that breaks after so few characters was not broken by the margin.
SHORT_LINE = 40
# Where one pair of lines in so many is a broken sentence, the text is wrapped.
PAIRS_PER_BREAK = 10
# The measure near a line is that of so many breaks around it: pages differ in width and margin.
NEAREST = 6

_BULLET = re.compile(r"\s*(?:[-–—•▪●○◦*+·\uf0b7\uf0a7\uf02d\uf0d8]\s+|[•▪●○\uf0b7])\S")
_LABEL = re.compile(
    r"""\s*(?:\*\*)?(?:
        (?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}|[A-ZĐ])\s?[.)]\s*(?=\D)   # 1.  1.2.  IV.  A.
      | (?:\d{1,3}(?:\.\d{1,3})+)\s                       # 1.2 without a full stop
      | (?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\s?[-–]\s(?=[A-ZÀ-ỸĐ])  # 1- and I- of the party's documents
      | \(?[a-zđ0-9]{1,2}\)                                 # a)  (1)
      | [a-zđ]\.\s                                         # a.
      | [A-ZĐ]\w+\s[IVXLC\d]{1,4}[.:]\s                     # a word and its number: Điều 1.
    )""",
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.;:!?…/][\"”'’)\]*_]*\s*$")


def starts_item(text: str) -> bool:
    """Whether a line begins with a bullet or a number of its own."""
    return bool(_BULLET.match(text) or _LABEL.match(text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a mark that ends a sentence or a clause of a list."""
    return bool(_SENTENCE_END.search(text))


@dataclass(frozen=True, slots=True)
class Break:
    """A sentence broken at the end of a line: the line's number, its right edge, where the next one begins."""

    number: int
    edge: int
    indent: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What lines are wrapped to near some line: their width, and the margin that broken sentences return to."""

    width: int
    margin: int


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The breaks of a text that was wrapped."""

    breaks: tuple[Break, ...]

    def near(self, number: int) -> Measure:
        """Return the measure of the breaks nearest to a line."""
        place = bisect_left(self.breaks, number, key=lambda found: found.number)
        around = self.breaks[max(0, place - NEAREST) : place + NEAREST]
        nearest = sorted(around, key=lambda found: abs(found.number - number))[:NEAREST]
        indents = sorted(found.indent for found in nearest)
        # One that stands off the margin is the wrapped line of a title or of a list.
        return Measure(max(found.edge for found in nearest), indents[-2 if len(indents) > 2 else -1])


def find_wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """Return how lines were wrapped; None where they are long, or sentences do not go on on the line below."""
    printed = [line for line in lines if not line.is_blank]
    if not printed or sorted(len(line.text) for line in printed)[len(printed) * 9 // 10] > WRAPPED_WIDTH:
        return None
    breaks: list[Break] = []
    pairs = 0
    for above, below in pairwise(lines):
        if len(above.text.strip()) > SHORT_LINE and not below.is_blank:
            pairs += 1
            text = below.text.strip()
            if text[0].islower() and not starts_item(text) and not ends_sentence(above.text):
                breaks.append(Break(below.number, len(above.text.rstrip()), below.indent))
    # Whole paragraphs on their lines, and here and there a line break that was typed: in a title, say.
    margin = OVER_MARGIN * max((found.edge for found in breaks), default=WRAPPED_WIDTH)
    unbroken = sum(len(line.text) > min(margin, WRAPPED_WIDTH) for line in printed)
    wrapped = len(breaks) > unbroken and len(breaks) * PAIRS_PER_BREAK >= pairs
    return Wrapping(tuple(breaks)) if wrapped else None
