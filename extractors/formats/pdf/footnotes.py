"""Footnotes: the lines below a short rule at the foot of a page, hung on the marks that refer to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from extractors.formats.pdf.lines import Line
from extractors.formats.pdf.paragraphs import join_texts
from schemas.source import Note

Rule = tuple[float, float, float]  # y, x0, x1

SHORTEST, LONGEST = 0.05, 0.45  # of the page's width: the rule above footnotes
BELOW_RULE = 4.0  # em: the first note stands no further below its rule
SMALLER = 0.7  # points by which notes are smaller than the body, at least
SAME_LEFT = 40.0  # points between the left ends of the rule and of the notes: a first line may be indented

_MARK = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]?|\*{1,3}|[†‡])(?=\s|$)")


def take_footnotes(
    pieces: Sequence[Line], rules: Sequence[Rule], width: float
) -> tuple[list[Line], dict[str, str], str]:
    """Return the body's pieces, the footnotes' texts by their marks, and what a note of the page before says here.

    Args:
        pieces: body lines of a page from top to bottom, its number among them.
        rules: its horizontal rules outside tables.
        width: of the page, in points.
    """
    start = _start(pieces, rules, width)
    if start is None:
        return list(pieces), {}, ""
    size = pieces[start].size
    body, lines = list(pieces[:start]), list[Line]()
    for piece in pieces[start:]:
        # The page's number may stand below.
        (lines if abs(piece.size - size) <= 2.0 and not piece.text.isdigit() else body).append(piece)
    marks = [_raised_mark(line) for line in lines]
    if not any(marks):  # the marks stand on the line: only the next number begins a note
        marks = _counted([_MARK.match(line.text) for line in lines])
    notes: dict[str, list[str]] = {}
    rest: list[str] = []
    for line, mark in zip(lines, marks, strict=True):
        if mark and mark not in notes:
            notes[mark] = [line.text[len(mark) :].strip()]
        else:
            (list(notes.values())[-1] if notes else rest).append(line.text)
    return body, {mark: join_texts(texts) for mark, texts in notes.items()}, join_texts(rest)


def _counted(matches: Sequence[re.Match[str] | None]) -> list[str | None]:
    """Return the marks that count on from the first; other numbers at the head of a line are text."""
    marks: list[str | None] = []
    last: re.Match[str] | None = None
    for match in matches:
        goes_on = match and (last is None or _next(last[0]) == match[0])
        marks.append(match[0] if match and goes_on else None)
        last = match if goes_on else last
    return marks


def _next(mark: str) -> str:
    digits = re.search(r"\d+", mark)
    return mark.replace(digits[0], str(int(digits[0]) + 1)) if digits else mark + mark[0]


def _start(pieces: Sequence[Line], rules: Sequence[Rule], width: float) -> int | None:
    """Return the index of the first piece below the rule of the footnotes, None where there are none."""
    fitting = [rule for rule in rules if SHORTEST * width <= rule[2] - rule[1] <= LONGEST * width]
    for y, x0, _ in sorted(fitting, reverse=True):
        start = next((index for index, piece in enumerate(pieces) if piece.baseline > y), None)
        if not start:
            continue
        first = pieces[start]
        usual = median(piece.size for piece in pieces[:start] for _ in piece.text)
        if (
            first.size <= usual - SMALLER
            and first.baseline - y <= BELOW_RULE * first.size
            and -SAME_LEFT / 4 <= first.x0 - x0 <= SAME_LEFT
            and all(piece.size <= first.size + 2.0 or piece.text.isdigit() for piece in pieces[start:])
            and (_raised_mark(first) or _MARK.match(first.text) or first.text[:1].islower())
        ):
            return start
    return None


def _raised_mark(line: Line) -> str | None:
    """Return the superscript that a footnote begins with."""
    return line.text[: line.raised[0][1]].strip() if line.raised and line.raised[0][0] == 0 else None


def hang_notes(line: Line, notes: Mapping[str, str]) -> Line:
    """Return the line with its raised marks taken out that have a note, and those notes hung in their place."""
    if not line.raised or not notes:
        return line
    text, hung, cut = "", [], 0
    runs = list(line.runs)
    for start, end in line.raised:
        mark = line.text[start:end].strip()
        if mark not in notes:
            continue
        text += line.text[cut:start].rstrip()
        runs = [(at if at <= len(text) else max(at - (end - start), len(text)), b, i) for at, b, i in runs]
        hung.append(Note(mark, notes[mark], len(text)))
        cut = end
    if not hung:
        return line
    text += line.text[cut:]
    return line._replace(text=text, raised=(), notes=tuple(hung), runs=tuple(runs))


def hang_rest(pieces: Sequence[Line], notes: Mapping[str, str]) -> list[Line]:
    """Return the body's lines with the notes whose mark was not found hung on the end of the last."""
    found = {note.mark for piece in pieces for note in piece.notes}
    lost = [mark for mark in notes if mark not in found]
    if not lost or not pieces:
        return list(pieces)
    *before, last = pieces
    hung = tuple(Note(mark, notes[mark], len(last.text)) for mark in lost)
    return [*before, last._replace(notes=last.notes + hung)]


def go_on(pieces: Sequence[Line], rest: str) -> list[Line]:
    """Return a page's body lines with its last note made whole by what the next page says of it."""
    for index in range(len(pieces) - 1, -1, -1):
        if noted := pieces[index].notes:
            last = replace(noted[-1], text=join_texts([noted[-1].text, rest]))
            return [*pieces[:index], pieces[index]._replace(notes=(*noted[:-1], last)), *pieces[index + 1 :]]
    return list(pieces)
