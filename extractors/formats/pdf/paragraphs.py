"""Lines to paragraphs: which line breaks were only wraps, and how the joined text reads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.formats.pdf.lines import Line
from schemas.location import BBox, Location
from schemas.source import Align, Note, Paragraph, Run, Style
from schemas.values import value

INDENT = 6.0  # points: a line that starts this far inside the area is indented
SAME_MIDDLE = 0.75  # points between the middles of a line and of those that it is surely centred with
SHARED_MIDDLE = 1.5  # points between the middles of lines that are centred by the same margins
ALIGNED = 3.0  # points: edges this near are one edge
CENTRED = 6.0  # points between two middles that count as one
SPACE = 0.22  # em: the least word space that a wrapped word would have needed
FAR_STEP = 2.2  # em between baselines: lines farther apart are of two paragraphs
LOOSE_STEP = 0.28  # em beyond the usual line pitch that set two paragraphs apart
MOSTLY = 0.6  # of the area's width
LONG_LINE = 0.7  # of the widest line: a line that reaches over most of the text area
ENOUGH_LINES = 10  # long lines on a page that tell its margins by themselves
ENOUGH_FLUSH = 3  # long lines that end at one place: justified text tells its own
FLUSH = 1.0  # points: the edges of justified lines differ by less
EDGE_SHARE = 0.1  # of the long lines that start or end at a margin, at least
FEW_ITEMS = 3  # items, one to a line: with two the break may be a wrap that fell there
SIZE_CHANGE = 1.6  # points of font size between two paragraphs

BULLET = re.compile(
    r"(?:[-–—+*•●▪◦○■□✓➢\uf0b7\uf02d\uf0a7]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ]|[ivx]{1,5}|[IVX]{1,6}|[A-ZĐ])[.)]|\d{1,3}(?:\.\d{1,3}){1,4})\s"
)
_ITEM_SIGNS = ("- ", "– ", "+ ", "* ", "• ")
RECIPIENTS = re.compile(r"\W*n[ơo]i\s+nhận\b", re.IGNORECASE)
_ENDINGS, _CLOSINGS = tuple(".;:!?…"), "'\"”’)"
_BROKEN_AT_HYPHEN = re.compile(r"\w[-/]$")
_CUT_NUMBER = re.compile(r"[/.-](\d{1,3})$")
_LEADER = re.compile(r"\.{5,}\s*\d{1,3}$")  # the dots and the page of a table of contents
_SEPARATOR = re.compile(r"[_\-–—=~*]{3,}")


@value
class Area:
    """Where lines may stand: the text area of a page, a column or a cell."""

    left: float
    right: float
    pitch: float | None = None  # usual step between two baselines of a paragraph, in points
    first_indent: float | None = None  # usual x of a paragraph's first line, where it is indented
    middles: tuple[float, ...] = ()  # further middles that lines of different widths share
    in_cell: bool = False  # a cell of a table, whose paragraphs may have margins of their own

    @property
    def width(self) -> float:
        """Return the width in points."""
        return self.right - self.left


def ends(text: str) -> bool:
    """Tell a line that ends a sentence or an item of a list."""
    return text.rstrip(_CLOSINGS).endswith(_ENDINGS)


def is_separator(text: str) -> bool:
    """Tell a rule that was typed with characters."""
    return bool(_SEPARATOR.fullmatch(text.replace(" ", "")))


def group_lines(lines: Sequence[Line], area: Area) -> list[list[Line]]:
    """Return the lines of each paragraph."""
    if area.in_cell and _lists_items(lines):
        return [[line] for line in lines]
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not starts_paragraph(groups[-1], line, area):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _lists_items(lines: Sequence[Line]) -> bool:
    """Tell a cell of one item to a line: every line but the last ends with a semicolon, as no wrap would have it."""
    return len(lines) >= FEW_ITEMS and all(
        line.text.endswith(";") and below.text[:1].isupper() for line, below in pairwise(lines)
    )


def starts_paragraph(group: Sequence[Line], line: Line, area: Area) -> bool:
    """Tell whether a line starts a paragraph rather than continue the lines before it."""
    last = group[-1]
    size = last.size if last.size > line.size else line.size
    step = line.baseline - last.baseline
    if area.pitch is not None and step > area.pitch + LOOSE_STEP * size:
        return True
    if step > FAR_STEP * size:
        return True
    if last.text[-1:].isdigit() and _LEADER.search(last.text):
        return True
    if not area.in_cell and _begins_left_of(last, line, area):
        return True
    if _reads_on(last, line, area):
        return False  # wrapped early, round a picture or within narrower margins; below a large bullet
    if abs(last.size - line.size) > SIZE_CHANGE:
        return True
    if has_room(last, line, area):
        return True
    if _is_next_item(group[0], line):
        return True
    indented = line.x0 > area.left + INDENT
    heads = line.bold and not last.bold  # a heading below a line that ends in brackets or without a stop
    if BULLET.match(line.text) and (ends(last.text) or indented or heads):
        return not is_centred(line, area) or ends(last.text)
    if _share_middle(last, line) or (
        is_centred(line, area) and (is_centred(last, area) or _fills(last, area))
    ):
        # No room after a semicolon: whether the break was typed is not to be seen, and mostly it was not.
        return last.bold != line.bold or bool(ends(last.text) and not last.text.endswith(";"))
    hangs = len(group) == 1 and last.second_word is not None and abs(line.x0 - last.second_word) <= ALIGNED
    if hangs:
        return False
    if line.x0 > last.x0 + INDENT:
        return True
    at_indent = area.first_indent is not None and abs(line.x0 - area.first_indent) <= ALIGNED
    if indented and at_indent and abs(line.x0 - last.x0) <= ALIGNED:
        # Two lines at the first-line indent are two paragraphs, unless the whole block is set in.
        return len(group) == 1
    return len(group) > 1 and line.x0 < last.x0 - INDENT


_COUNTED = re.compile(r"([^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?) (\d{1,2}):")


def _is_next_item(first: Line, line: Line) -> bool:
    """Tell an item of a list by the sign and the place of the item before it, however that ends."""
    counted, counts_on = _COUNTED.match(first.text), _COUNTED.match(line.text)
    if counted and counts_on and counted[1] == counts_on[1] and int(counts_on[2]) == int(counted[2]) + 1:
        return True  # Đợt 1: ...; Đợt 2: ...
    sign = line.text[:2]
    return bool(
        sign in _ITEM_SIGNS
        and first.text.startswith(sign)
        and abs(first.x0 - line.x0) <= ALIGNED
        and line.text[2:3].isupper()
    )


def _begins_left_of(last: Line, line: Line, area: Area) -> bool:
    """Tell a line that begins far to the left of one at the right margin: a date, and the title below it."""
    aside = last.x0 > (area.left + area.right) / 2
    return aside and line.x0 < last.x0 - INDENT and not is_centred(last, area)


def _share_middle(last: Line, line: Line) -> bool:
    """Tell two lines of other widths that are centred on one another."""
    return abs(last.middle - line.middle) <= SHARED_MIDDLE and abs(last.x0 - line.x0) > ALIGNED


def _reads_on(last: Line, line: Line, area: Area) -> bool:
    """Tell a line amid a sentence: in a cell, or at the margin where paragraphs begin indented."""
    return (
        (area.in_cell or (area.first_indent is not None and line.x0 <= area.left + ALIGNED))
        and line.text[:1].islower()
        and not ends(last.text)
        and not BULLET.match(line.text)
    )


def has_room(last: Line, line: Line, area: Area) -> bool:
    """Tell whether the line's first word would have fitted on the line before: then the break was typed."""
    needed = SPACE * last.size + line.first_word
    if is_centred(last, area) or _share_middle(last, line):
        return (last.x1 - last.x0) + needed < area.width - 1
    return last.x1 + needed < area.right - 1


def is_centred(line: Line, area: Area) -> bool:
    """Tell whether the line stands in the middle of the area, with room on both sides."""
    if line.x0 <= area.left + ALIGNED:
        return False  # a line from the margin on shares every middle that a full line has
    # The first line of a paragraph may end in the middle's mirror by chance, so its middle must be exact.
    begins = area.first_indent is not None and abs(line.x0 - area.first_indent) <= ALIGNED
    if area.middles:
        near = SAME_MIDDLE if begins else ALIGNED
        if any(abs(line.middle - middle) <= near for middle in area.middles):
            return True
    if begins:
        return False
    return abs(line.middle - (area.left + area.right) / 2) <= CENTRED and line.x0 > area.left + 2 * INDENT


def _fills(line: Line, area: Area) -> bool:
    return line.x0 < area.left + 2 * INDENT and line.x1 > area.right - 2 * INDENT


def join_texts(texts: Iterable[str]) -> str:
    """Return wrapped lines as one text.

    A word that was broken at its own hyphen or stroke is joined without a space (`KH-` + `UBND`, `31/12/` +
    `2021`), so is a number that a narrow cell cut (`31/12/20` + `21`).

    >>> join_texts(["Quyết định số 12/QĐ-", "UBND ngày 31/12/20", "21 của tỉnh -", "thành phố"])
    'Quyết định số 12/QĐ-UBND ngày 31/12/2021 của tỉnh - thành phố'
    """
    joined = ""
    for text in texts:
        if not joined or not text:
            joined = joined + text
        elif _joins_tightly(joined, text):
            joined += text
        else:
            joined += " " + text
    return joined


def _joins_tightly(before: str, after: str) -> bool:
    last = before[-1]
    if last in "-/":
        return after[0].isalnum() and bool(_BROKEN_AT_HYPHEN.search(before))
    if not (last.isdigit() and after[0].isdigit()):
        return False
    cut = _CUT_NUMBER.search(before)
    rest = re.match(r"\d+", after)
    return bool(cut and rest and len(cut[1]) + len(rest[0]) == 4 and "/" in before[-8:])


def text_area(lines: Sequence[Line], fallback: Area | None = None) -> Area:
    """Return the area that body lines fill, by the edges that several long lines share.

    Args:
        lines: body lines from top to bottom.
        fallback: the area to take where the lines are too few or too short to tell.
    """
    if not lines:
        return fallback or Area(0.0, 0.0)
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > LONG_LINE * widest]
    right = -_edge(-line.x1 for line in long)
    # What follows a full line goes on at the margin, however short it is.
    wrapped = [below for line, below in pairwise(lines) if abs(line.x1 - right) <= FLUSH]
    left = _edge(line.x0 for line in (*long, *wrapped))
    few = len(long) < ENOUGH_LINES or (fallback is not None and widest < 0.9 * fallback.width)
    if fallback is not None and few and not _is_justified(long, right) and _allows(fallback, lines):
        return fallback
    steps = sorted(
        below.baseline - line.baseline
        for line, below in pairwise(lines)
        if line.x1 > right - ALIGNED and 0 < below.baseline - line.baseline < 3 * below.size
    )
    pitch = steps[len(steps) // 3] if len(steps) > 3 else None
    indents = [line.x0 for line in lines if left + INDENT < line.x0 < left + 0.25 * (right - left)]
    return Area(left, right, pitch, _commonest(indents) if len(indents) > 1 else None)


def _allows(area: Area, lines: Sequence[Line]) -> bool:
    """Tell whether lines may have been set in the area: none goes beyond it, none was wrapped too early."""
    if any(line.x0 < area.left - INDENT or line.x1 > area.right + INDENT for line in lines):
        return False
    wraps = [
        (line, below)
        for line, below in pairwise(lines)
        if (_goes_on_below(line, below) and below.x0 <= line.x0) or _goes_on_at_margin(line, below, area)
    ]
    early = sum(line.x1 + SPACE * line.size + below.first_word < area.right - 1 for line, below in wraps)
    return 3 * early <= len(wraps)


def _goes_on_below(line: Line, below: Line) -> bool:
    """Tell a line that is surely wrapped: the next begins amid a sentence, and neither is centred."""
    return (
        below.text[:1].islower()
        and not ends(line.text)
        and not BULLET.match(below.text)
        and 0 < below.baseline - line.baseline < FAR_STEP * below.size
        and not _share_middle(line, below)
    )


def _goes_on_at_margin(line: Line, below: Line, area: Area) -> bool:
    """Tell a long indented line whose sentence goes on at the margin, be it with a capital."""
    return (
        line.x1 - line.x0 > MOSTLY * area.width
        and below.x0 < line.x0 - INDENT
        and not ends(line.text)
        and not BULLET.match(below.text)
        and 0 < below.baseline - line.baseline < FAR_STEP * below.size
        and line.bold == below.bold
        and not _share_middle(line, below)
    )


def _is_justified(long: Sequence[Line], right: float) -> bool:
    """Tell whether long lines share their right edge as only justified text does, and none reaches beyond."""
    flush = sum(abs(line.x1 - right) <= FLUSH for line in long)
    return flush >= ENOUGH_FLUSH and max(line.x1 for line in long) <= right + ALIGNED


def with_middles(area: Area, lines: Sequence[Line]) -> Area:
    """Return the area with the middles that two lines in a row, both set in and of other widths, share."""
    starts = (area.left, area.first_indent or area.left)
    found = [
        line.middle
        for line, below in pairwise(lines)
        if _share_middle(line, below)
        and not any(abs(one.x0 - start) <= ALIGNED for one in (line, below) for start in starts)
    ]
    return replace(area, middles=tuple(found)) if found else area


def _edge(values: Iterable[float]) -> float:
    """Return the lowest value that several share: the outer edge, single outliers left out."""
    ordered = sorted(values)
    needed = max(2, round(EDGE_SHARE * len(ordered)))
    for start, edge in enumerate(ordered):
        if start + needed <= len(ordered) and ordered[start + needed - 1] - edge <= ALIGNED:
            return edge
    return ordered[0]


def _commonest(values: Iterable[float]) -> float:
    """Return the middle of the fullest 2-point bin."""
    bins: dict[int, list[float]] = {}
    for one in values:
        bins.setdefault(round(one / 2), []).append(one)
    return median(bins[max(sorted(bins), key=lambda key: len(bins[key]))])


def make_paragraph(lines: Sequence[Line], area: Area, *, page: int, block: int | None = None) -> Paragraph:
    """Return the paragraph of the lines with its style and place."""
    text = join_texts(line.text for line in lines)
    letters = sum(len(line.text) for line in lines)
    style = Style(
        bold=2 * sum(len(line.text) for line in lines if line.bold) > letters,
        italic=2 * sum(len(line.text) for line in lines if line.italic) > letters,
        size=round(median(line.size for line in lines), 1),
        align=alignment(lines, area),
        indent=round(max(lines[0].x0 - area.left, 0.0), 1),
    )
    box = BBox(
        min(line.x0 for line in lines),
        lines[0].baseline - lines[0].size,
        max(line.x1 for line in lines),
        lines[-1].baseline + 0.25 * lines[-1].size,
    )
    return Paragraph(
        text,
        style=style,
        location=Location(page=page, block=block, box=box),
        runs=_runs(lines, text),
        notes=notes_of(lines, text),
    )


def alignment(lines: Sequence[Line], area: Area) -> Align:
    """Return how the lines are set within the area."""
    before, last = lines[:-1], lines[-1]
    if is_centred(last, area) and all(is_centred(line, area) or _fills(line, area) for line in before):
        return "center"
    if before and not all(abs(line.x1 - area.right) <= ALIGNED for line in before):
        return "left"
    if abs(last.x1 - area.right) <= ALIGNED and all(line.x0 > area.left + 0.3 * area.width for line in lines):
        return "right"
    return "justify" if before else "left"


def notes_of(lines: Sequence[Line], text: str) -> tuple[Note, ...]:
    """Return the notes of lines by where they hang in the joined text."""
    if not any(line.notes for line in lines):
        return ()
    found, at = [], 0
    for line in lines:
        start = max(text.find(line.text, at), at)
        found += [replace(note, offset=min(start + note.offset, len(text))) for note in line.notes]
        at = start + len(line.text)
    return tuple(found)


def _runs(lines: Sequence[Line], text: str) -> tuple[Run, ...]:
    """Return the stretches of the joined text that look alike; none where it all looks alike."""
    marks: list[tuple[int, bool, bool]] = []
    at = 0
    for line in lines:
        start = text.find(line.text, at)
        if start < 0:
            return ()
        marks += [
            (start + offset, bold, italic)
            for offset, bold, italic in line.runs or ((0, line.bold, line.italic),)
        ]
        at = start + len(line.text)
    merged: list[tuple[int, bool, bool]] = []
    for mark in marks:
        if not merged or merged[-1][1:] != mark[1:]:
            merged.append(mark)
    if len(merged) < 2:
        return ()
    ends = [mark[0] for mark in merged[1:]] + [len(text)]
    return tuple(
        Run(start, end, bold=bold, italic=italic)
        for (start, bold, italic), end in zip(merged, ends, strict=True)
    )
