"""Text that stands side by side without rules: the letterhead, and the recipients beside the signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from extractors.formats.pdf.lines import Line
from extractors.formats.pdf.paragraphs import RECIPIENTS

MOST_ROWS = 200  # rows of a zone: a page has some 60
GUTTER = 6.0  # points between two columns, at least
WIDE_GAP = 2.5  # em: a gap that divides a line even where no other line agrees
FAR_GAP = 5.0  # em: a gap behind which a lone line has a column of its own
FEW_LINES = 3  # lines that make a column beside one line
SAME_MIDDLE = 30.0  # points between the middles of lines of one centred column (dates are set by eye)
SAME_HEIGHT = 0.6  # em between the baselines of pieces that stand beside one another
SAME_EDGE = 12.0  # points between the left edges of lines of one column
SINGLE_STEP = 2.6  # em from the line before, within which a lone line still belongs to its column
_SIGNED_ROWS = 2  # rows in which two sign side by side: their positions, their names
SIGNATURE_STEP = 12.0  # em: the room that is left for a signature above the signer's name


_LABEL = re.compile(r"[-–+*•●]|(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-ZĐa-zđ])[.)/]")


@dataclass(frozen=True, slots=True)
class Zone:
    """Two columns that stand side by side, or three signatures: their lines from top to bottom."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    third: tuple[Line, ...] = ()

    @property
    def top(self) -> float:
        """Return the first baseline."""
        return min(self.left[0].baseline, self.right[0].baseline)


Row = list[Line]


def rows_of(pieces: Sequence[Line]) -> list[Row]:
    """Return the pieces of body lines row by row; they come sorted by row and x.

    Two columns are seldom set on one baseline: pieces at nearly one height, none above another, are one row.
    """
    rows: list[Row] = []
    for piece in pieces:
        if rows and (rows[-1][-1].row == piece.row or _stands_beside(rows[-1], piece)):
            rows[-1].append(piece)
            rows[-1].sort(key=lambda other: other.x0)
        else:
            rows.append([piece])
    return rows


def _stands_beside(row: Row, piece: Line) -> bool:
    near = abs(piece.baseline - row[0].baseline) < SAME_HEIGHT * max(piece.size, row[0].size)
    return near and all(piece.x0 > other.x1 + GUTTER or piece.x1 < other.x0 - GUTTER for other in row)


def divide(rows: Sequence[Row]) -> list[Line | Zone]:
    """Return whole lines and side-by-side zones, from top to bottom."""
    found: list[Line | Zone] = []
    at = 0
    while at < len(rows):
        zone, after = _zone_at(rows, at) if len(rows[at]) > 1 else (None, at + 1)
        if zone is not None and all(_LABEL.fullmatch(line.text) for line in zone.left):
            zone = None  # the numbers and dashes of a list stand in no column of their own
        if zone is None and len(rows[at]) == 2:
            zone = _ended_beside(found, rows[at])
        if zone is None:
            found.append(whole_line(rows[at]))
            at += 1
            continue
        # A line just above that stands over one column alone began it.
        while found and isinstance(last := found[-1], Line):
            grown = _begun_above(last, zone) or _parted_above(last, zone)
            if grown is None:
                break
            found.pop()
            zone = grown
        found.append(zone)
        at = after
    return found


def _ended_beside(found: list[Line | Zone], row: Row) -> Zone | None:
    """Return the column of the lines above with the one line that stands beside its last, taken out of found.

    So ends what a page break cut off a signature block: recipients, the signer's name beside the last of them.
    """
    left, right = row
    column = [left]
    for above in reversed(found):
        if (
            not isinstance(above, Line)
            or column[-1].baseline - above.baseline > SINGLE_STEP * left.size
            or abs(above.x0 - left.x0) > ALIGNED
            or above.x1 > right.x0 - GUTTER
        ):
            break
        column.append(above)
    if len(column) < FEW_LINES or right.x0 - left.x1 < FAR_GAP * left.size:
        return None
    del found[len(found) - len(column) + 1 :]
    return Zone(tuple(reversed(column)), (right,))


def whole_line(row: Row) -> Line:
    """Return the line that the pieces make."""
    if len(row) == 1:
        return row[0]
    text, runs = "", []
    raised, notes = [], []
    for piece in row:
        text += " " if text else ""
        runs += [(len(text) + at, b, i) for at, b, i in piece.runs or ((0, piece.bold, piece.italic),)]
        raised += [(len(text) + start, len(text) + end) for start, end in piece.raised]
        notes += [replace(note, offset=len(text) + note.offset) for note in piece.notes]
        text += piece.text
    first = row[0]
    letters = sum(len(piece.text) for piece in row)
    return first._replace(
        text=text,
        x1=max(piece.x1 for piece in row),
        size=max(piece.size for piece in row),
        bold=2 * sum(len(p.text) for p in row if p.bold) > letters,
        italic=2 * sum(len(p.text) for p in row if p.italic) > letters,
        second_word=first.second_word if first.second_word is not None else row[1].x0,
        runs=tuple(runs),
        raised=tuple(raised),
        notes=tuple(notes),
    )


def _zone_at(rows: Sequence[Row], start: int) -> tuple[Zone | None, int]:
    """Return the zone that starts in a row of several pieces, if any, and the row after it."""
    best: tuple[Zone | None, int] = (None, start + 1)
    row = rows[start]
    for cut in range(1, len(row)):
        zone, after = _grow(rows, start, cut)
        if zone is not None and (best[0] is None or after > best[1]):
            best = zone, after
    return best


def _grow(rows: Sequence[Row], start: int, cut: int) -> tuple[Zone | None, int]:
    left, right = [whole_line(rows[start][:cut])], [whole_line(rows[start][cut:])]
    beside = [rows[start][cut:]]
    near, far = left[0].x1, right[0].x0
    both, widest = 1, (far - near) / left[0].size
    at = start + 1
    while at < min(len(rows), start + MOST_ROWS):
        row = rows[at]
        middle = (near + far) / 2
        on_left = [piece for piece in row if piece.middle < middle]
        on_right = [piece for piece in row if piece.middle >= middle]
        if on_left and RECIPIENTS.match(on_left[0].text):
            break  # they begin columns of their own below signatures
        new_near = max([near, *(piece.x1 for piece in on_left)])
        new_far = min([far, *(piece.x0 for piece in on_right)])
        if new_far - new_near < GUTTER:
            break
        signs = len(left) > 1 and is_centred_column(left)
        if on_left and not on_right and not _continues(left, whole_line(on_left), rows, at, signs=signs):
            break
        if on_right and not on_left and not _goes_on(right, whole_line(on_right), rows, at):
            break
        if on_left and on_right:
            if not (_aligned(right, whole_line(on_right)) or _aligned(left, whole_line(on_left))):
                break
            both += 1
            widest = max(widest, (on_right[0].x0 - on_left[-1].x1) / row[0].size)
        if on_left:
            left.append(whole_line(on_left))
        if on_right:
            right.append(whole_line(on_right))
            beside.append(on_right)
        near, far = new_near, new_far
        at += 1
    is_zone = (
        _is_column(right)
        and (len(left) > 1 or len(right) > 1)
        and (widest > WIDE_GAP or (both > 1 and is_centred_column(right)) or (both > 1 and len(left) > 2))
    )
    if not is_zone:
        return None, start + 1
    second, third = _parted(beside) or (right, ())
    return Zone(tuple(left), tuple(second), tuple(third)), at


def _parted(rows: Sequence[Row]) -> tuple[Row, Row] | None:
    """Return the two centred columns that the right side is, where a gutter runs down through it; else None."""
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < _SIGNED_ROWS or any(len(row) > 2 for row in wide):
        return None
    near, far = max(row[0].x1 for row in wide), min(row[1].x0 for row in wide)
    pieces = [piece for row in rows for piece in row]
    if far - near < GUTTER or any(piece.x0 < near and piece.x1 > far for piece in pieces):
        return None
    middle = (near + far) / 2
    sides = [p for p in pieces if p.middle < middle], [p for p in pieces if p.middle >= middle]
    return sides if all(map(is_centred_column, sides)) else None


def _continues(
    column: Sequence[Line], line: Line, rows: Sequence[Row], at: int, *, signs: bool = False
) -> bool:
    """Tell whether a lone line belongs to a column: by its edges, and near enough to what stands above it."""
    step = line.baseline - rows[at - 1][0].baseline
    own_step = line.baseline - column[-1].baseline
    if not _aligned(column, line):
        return False
    if step <= SINGLE_STEP * line.size:
        return True
    by_middle = abs(line.middle - column[-1].middle) <= SAME_MIDDLE / 2
    return signs and by_middle and own_step <= SIGNATURE_STEP * line.size


def _goes_on(right: Sequence[Line], line: Line, rows: Sequence[Row], at: int) -> bool:
    """Tell whether a lone line belongs to the right column: a title that begins where it does by chance does not."""
    fits = _is_column([*right, line]) or not _is_column(right)
    return fits and _continues(right, line, rows, at, signs=True)


def _aligned(column: Sequence[Line], line: Line) -> bool:
    middles = abs(line.middle - fmean(other.middle for other in column)) <= SAME_MIDDLE
    return middles or any(abs(line.x0 - other.x0) <= SAME_EDGE for other in column)


def is_centred_column(column: Sequence[Line]) -> bool:
    """Tell whether the lines share a middle rather than an edge."""
    middle = fmean(line.middle for line in column)
    return all(abs(line.middle - middle) <= SAME_MIDDLE for line in column)


def _is_column(column: Sequence[Line]) -> bool:
    left = min(line.x0 for line in column)
    return is_centred_column(column) or all(line.x0 - left <= SAME_EDGE for line in column)


def _begun_above(line: Line, zone: Zone) -> Zone | None:
    """Return the zone with the line above it added, where the line stands over the middle of one column."""
    for side in ("left", "right"):
        column: tuple[Line, ...] = getattr(zone, side)
        other = zone.right if side == "left" else zone.left
        clear = (
            line.x1 < min(o.x0 for o in other) - GUTTER
            if side == "left"
            else line.x0 > max(o.x1 for o in other)
        )
        near = column[0].baseline - line.baseline <= 1.8 * line.size
        if clear and near and abs(line.middle - column[0].middle) <= CENTRED_ABOVE:
            return replace(zone, **{side: (line, *column)})
    return None


def _parted_above(line: Line, zone: Zone) -> Zone | None:
    """Return the zone with a line above it added to both columns that has a wide space over their gutter.

    Two long lines may leave less between them than columns mostly do: the gutter of those below tells.
    """
    if min(zone.left[0].baseline, zone.right[0].baseline) - line.baseline > 1.8 * line.size:
        return None
    near, far = max(other.x1 for other in zone.left), min(other.x0 for other in zone.right)
    for offset, x0, x1 in line.gaps:
        if x0 < far and x1 > near:
            left, right = cut_line(line, offset, x0, x1)
            if _shares_column(zone.left, left) and _shares_column(zone.right, right):
                return Zone((left, *zone.left), (right, *zone.right))
    return None


def _shares_column(column: Sequence[Line], line: Line) -> bool:
    return abs(column[0].middle - line.middle) <= CENTRED_ABOVE or abs(column[0].x0 - line.x0) <= ALIGNED


def cut_line(line: Line, offset: int, x0: float, x1: float) -> tuple[Line, Line]:
    """Return the two parts of a line that is cut at a word space: before the offset, from x0 to x1."""
    text = line.text[offset:]
    width = (line.x1 - x1) * len(text.split(" ", 1)[0]) / len(text)
    runs = line.runs or ((0, line.bold, line.italic),)
    before = [run for run in runs if run[0] < offset]
    after = [(max(at - offset, 0), b, i) for at, b, i in runs[len(before) - 1 :]]
    left = line._replace(text=line.text[:offset].rstrip(), x1=x0, runs=tuple(before), raised=(), gaps=())
    right = line._replace(
        text=text, x0=x1, first_word=width, second_word=None, runs=tuple(after), raised=(), notes=(), gaps=()
    )
    return _with_look(left), _with_look(right)


def _with_look(line: Line) -> Line:
    """Return the line with the look of its first run, as its own where it has no other."""
    (_, bold, italic), *others = line.runs
    return line._replace(bold=bold, italic=italic, runs=line.runs if others else ())


ALIGNED = 3.0  # points between the left edges of a column's first line and a line that begins it
CENTRED_ABOVE = 8.0  # points between the middles of a column's first line and a line that begins it
