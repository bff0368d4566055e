"""Words that a narrow cell cut between two letters, because they did not fit on a line of their own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from extractors.formats.legacy import is_syllable
from extractors.formats.pdf.lines import Line

MOST_PARTS = (4, 3, 2)  # a syllable has seven letters, and the narrowest cells hold two

SLACK = 1.0  # points by which the width of a cell may be told wrongly
_TAIL = re.compile(r"[.,;:!?)\]…%]")  # never begins a line by itself
_CODE, _CODE_GOES_ON = re.compile(r"\d/[A-ZĐ]{1,4}$"), re.compile(r"[A-ZĐ]{1,4}-[A-ZĐ]")
_WORD = re.compile(r"\S+")


def mend_words(lines: Sequence[Line], width: float) -> list[Line]:
    """Return the lines of a cell of a width (points) with those joined that hold parts of one word."""
    if None not in [line.second_word for line in lines[:-1]]:
        return list(lines)  # every line but the last holds several words
    mended: list[Line] = []
    rest = list(lines)
    while rest:
        count = 1
        if rest[0].second_word is None:  # else no word of it was cut
            count = next((count for count in MOST_PARTS if _is_cut(rest[:count], count, width)), 1)
        if count == 1:
            mended.append(rest.pop(0))
        else:
            # The lines below move up, as if the word had fitted on one.
            lifted = rest[count - 1].baseline - rest[0].baseline
            below = [line._replace(baseline=line.baseline - lifted) for line in rest[count:]]
            rest = [reduce(_join, rest[:count]), *below]
    return mended


def _join(last: Line, line: Line) -> Line:
    # What follows the word begins as far into the line as the last part ends.
    notes = [replace(note, offset=len(last.text) + note.offset) for note in line.notes]
    return line._replace(
        text=last.text + line.text,
        x0=min(last.x0, line.x0),
        row=last.row,
        baseline=last.baseline,
        first_word=last.first_word + line.first_word,
        runs=(),
        raised=(),
        notes=(*last.notes, *notes),
    )


def _is_cut(lines: Sequence[Line], count: int, width: float) -> bool:
    """Tell so many lines, each but the last a word alone that left the next letter no room, that are one word."""
    *parts, end = lines
    if len(lines) < count or any(line.second_word is not None for line in parts):
        return False
    rest = _WORD.match(end.text)
    if rest is None:
        return False
    for line, after in pairwise(lines):
        letter = after.first_word / len(after.text.split(" ", 1)[0])
        if line.x1 - line.x0 + letter <= width - SLACK:
            return False
    return _are_one([line.text for line in parts], rest[0])


def _are_one(parts: Sequence[str], rest: str) -> bool:
    """Tell whether parts are a word: none stands by itself, or both are halves of a number."""
    part = parts[-1]
    if len(parts) == 1:
        if _TAIL.match(rest) or (part[-1].isdigit() and rest[0].isdigit()):
            return True
        if part.isupper() and rest.isupper() and len(rest) == 1:
            return True  # an abbreviation
        if _CODE.search(part) and _CODE_GOES_ON.match(rest):
            return True  # 36/2018/T | T-BTC
    bare = rest.rstrip(".,;:")
    return not all(map(is_syllable, (*parts, bare))) and is_syllable("".join(parts) + bare)
