"""Words that a narrow cell cut between two letters, because they did not fit on a line of their own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.formats.legacy import is_syllable
from extractors.formats.pdf.lines import Line

_TAIL = re.compile(r"[.,;:!?)\]…%]")  # never begins a line by itself
_WORD = re.compile(r"\S+")


def mend_words(lines: Sequence[Line], width: float) -> list[Line]:
    """Return the lines of a cell of a width (points) with those joined that hold parts of one word."""
    mended: list[Line] = []
    lifted = 0.0  # the lines after a word that was joined move up, as if it had fitted on one
    for line in lines:
        if lifted:
            line = line._replace(baseline=line.baseline - lifted)
        if mended and _is_cut(mended[-1], line, width):
            last = mended.pop()
            lifted += line.baseline - last.baseline
            # What follows the word begins as far into the line as the last part ends.
            notes = [replace(note, offset=len(last.text) + note.offset) for note in line.notes]
            line = line._replace(
                text=last.text + line.text,
                x0=min(last.x0, line.x0),
                first_word=last.first_word + line.first_word,
                row=last.row,
                baseline=last.baseline,
                runs=(),
                raised=(),
                notes=(*last.notes, *notes),
            )
        mended.append(line)
    return mended


def _is_cut(last: Line, line: Line, width: float) -> bool:
    if last.second_word is not None:
        return False
    rest = _WORD.match(line.text)
    if rest is None:
        return False
    letter = line.first_word / len(rest[0])
    return last.x1 - last.x0 + letter > width and _are_one(last.text, rest[0])


def _are_one(part: str, rest: str) -> bool:
    """Tell whether two parts are a word: neither stands by itself, or both are halves of a number."""
    if _TAIL.match(rest) or (part[-1].isdigit() and rest[0].isdigit()):
        return True
    if part.isupper() and rest.isupper() and len(rest) == 1:
        return True  # an abbreviation
    bare = rest.rstrip(".,;:")
    return not (is_syllable(part) and is_syllable(bare)) and is_syllable(part + bare)
