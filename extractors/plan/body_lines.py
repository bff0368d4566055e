"""The lines of a body: its blocks cut and joined to the units that are headings or statements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.plan.duty_labels import label_role
from extractors.plan.labels import BULLETS, Label, LabelKind, automatic_label, read_label
from extractors.plan.sections import read_opening
from schemas.location import Location
from schemas.source import PLAIN, Block, Cell, Note, Paragraph, Style, Table
from schemas.text import fold, normalise_dashes
from schemas.values import value

CELL_JOINT = " | "  # between the cells of a table row that is kept as a statement
JOIN_LIMIT = 20_000  # characters; no sentence is longer, and joining stays linear in a broken file
LEAD_LIMIT = 100  # characters before the colon of a heading that its text runs on from


@value
class BodyLine:
    """One heading or statement to be: its label, its text without it, and how it looks."""

    text: str
    label: Label | None
    place: Location
    style: Style = PLAIN
    notes: tuple[Note, ...] = ()
    lead: int = 0  # characters of text that a bold lead-in takes: "Mục đích:" before plain text
    row: bool = False  # a row of a table that is no task table
    heads: bool = False  # known to be a heading before its neighbours are looked at

    @property
    def caps(self) -> bool:
        """Whether its letters are capitals, four of them at least."""
        return is_caps(self.text)


_BRACKETED = re.compile(r"\([^)]*\)")
_CAPS_REACH = 400  # characters looked at; a title in capitals is shorter


def is_caps(text: str) -> bool:
    """Say whether a text is written in capitals; a short mark or a lone abbreviation is not.

    >>> is_caps("TỔ CHỨC THỰC HIỆN (tiếp)"), is_caps("UBND")
    (True, False)
    """
    bare = _BRACKETED.sub("", text[:_CAPS_REACH])
    letters = "".join(filter(str.isalpha, bare))
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= 4 and " " in bare.strip() and capitals >= 0.95 * len(letters)


def read_body_lines(blocks: Iterable[Block], consumed: frozenset[int] = frozenset()) -> list[BodyLine]:
    """Return the lines of the blocks in reading order.

    Args:
        blocks: paragraphs and tables.
        consumed: Location.block of the tables that were read as task tables; each gives an empty line, for a
            heading may have nothing else under it.
    """
    cut = [line for block in blocks for line in _block_lines(block, consumed)]
    whole = (line if line.text or not line.label else _bare_label(line) for line in _joined(cut))
    return [part for line in whole for part in _run_in(line)]


def _bare_label(line: BodyLine) -> BodyLine:
    """Return a line that holds a label and nothing else with the label as its text."""
    return replace(line, text=line.label.text if line.label else "", label=None)


def _block_lines(block: Block, consumed: frozenset[int]) -> Iterator[BodyLine]:
    if isinstance(block, Paragraph):
        yield from _paragraph_lines(block)
    elif block.location.block is not None and block.location.block in consumed:
        yield BodyLine("", None, block.location, row=True)
    else:
        yield from _table_lines(block, consumed)


def _table_lines(table: Table, consumed: frozenset[int]) -> Iterator[BodyLine]:
    """Yield the paragraphs of a frame (a table of one column), the rows of any other table."""
    frame = all(cell.col_span >= table.n_cols for cell in table.cells)
    filled: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            filled.setdefault(cell.row, []).append(cell)
    for row, cells in sorted(filled.items()):
        place = table.location.at(row=row, page=cells[0].page)
        if frame:
            for cell in cells:
                yield from _cell_lines(cell, place, consumed)
        else:
            text = CELL_JOINT.join(" ".join(cell.text.split()) for cell in cells)
            yield BodyLine(text, None, place, row=True)


def _cell_lines(cell: Cell, place: Location, consumed: frozenset[int]) -> Iterator[BodyLine]:
    blocks: Sequence[Block] = cell.blocks or [Paragraph(text) for text in cell.text.split("\n")]
    for block in blocks:
        for line in _block_lines(block, consumed):
            yield replace(line, place=replace(place, start=line.place.start, end=line.place.end))


_HAS_LETTER = re.compile(r"[^\W_]")


def _paragraph_lines(paragraph: Paragraph) -> Iterator[BodyLine]:
    """Yield a paragraph's statements: one, unless it holds several labelled ones between line breaks."""
    text = paragraph.text
    if not _HAS_LETTER.search(text):
        return
    start = 0
    own = automatic_label(paragraph.label) if paragraph.label else None
    if own:
        own = replace(own, length=0)
    for end in [*_cuts(text, own), len(text)]:
        part = text[start:end]
        label = own if own and start == 0 else read_label(part.lstrip())
        lost = len(part) - len(part.lstrip())
        offset = start + lost + (label.length if label else 0)
        said = text[offset:end].rstrip()
        if said or label:
            yield BodyLine(
                said,
                label,
                paragraph.location.span(offset, offset + len(said)),
                paragraph.style,
                tuple(note for note in paragraph.notes if start <= note.offset <= end),
                lead=_bold_lead(paragraph, offset, offset + len(said)),
            )
        start = end


def _cuts(text: str, own: Label | None) -> list[int]:
    """Return where a paragraph with typed line breaks is cut.

    A line break does not divide a statement. It does divide a heading from what follows, and the items of a
    list whose first item opens the paragraph (lines ended with Shift+Enter instead of Enter).
    """
    if "\n" not in text:
        return []
    cuts: list[int] = []
    first, *rest = text.split("\n")
    opener, held, at = own or read_label(text), first, len(first) + 1
    for part in rest:
        line = part.strip()
        label = read_label(line)
        if _looks_like_heading(held, own if not cuts else None):
            divides = label is not None or not (is_caps(held) and is_caps(line))
        else:
            divides = (
                label is not None
                and opener is not None
                and held.rstrip().endswith((".", ";", ":", "!", "/"))
                and (label.kind == opener.kind or label.kind not in BULLETS)
            )
        if divides and line:
            cuts.append(at)
            held = line
        else:
            held = f"{held} {line}"[-_CAPS_REACH:] if len(held) > _CAPS_REACH else f"{held} {line}"
        at += len(part) + 1
    return cuts


def _looks_like_heading(text: str, own: Label | None) -> bool:
    label = own or read_label(text)
    said = text[label.length :] if label else text
    if label and label.kind in BULLETS:
        return False
    opening = read_opening(said)
    return bool(label and is_caps(said)) or bool(opening and opening.whole and len(said) < LEAD_LIMIT)


def _bold_lead(paragraph: Paragraph, start: int, end: int) -> int:
    """Return how much of text[start:end] a bold lead-in takes, where plain text follows it; else 0."""
    if not paragraph.runs:
        return 0
    bold = 0
    for run in sorted(paragraph.runs, key=lambda run: run.start):
        if run.end <= start:
            continue
        if not run.bold:
            break
        if run.start > max(bold, start) and paragraph.text[max(bold, start) : run.start].strip():
            break
        bold = run.end
    lead = paragraph.text[start : min(bold, end)].rstrip() if bold > start else ""
    rest = paragraph.text[start + len(lead) : end].lstrip(" :.-–")
    return len(lead) if lead and rest and len(lead) <= LEAD_LIMIT else 0


# Words that never end a statement: the next line goes on with it, whatever its first letter.
_OPEN_ENDS = frozenset(
    [
        "của",
        "và",
        "các",
        "những",
        "với",
        "về",
        "cho",
        "trong",
        "tại",
        "theo",
        "để",
        "do",
        "từ",
        "đến",
        "bởi",
        "hoặc",
        "bằng",
        "trên",
        "dưới",
        "giữa",
        "nhằm",
        "cùng",
        "một",
        "mỗi",
    ]
)
_HYPHEN = re.compile(r"\w-$")
_ENDED = re.compile(r"[.;:!?…][\"”’')\]»]*$")


def _joined(lines: list[BodyLine]) -> list[BodyLine]:
    """Join what a page break, a hyphenated line end or a stray paragraph mark cut."""
    out: list[BodyLine] = []
    right = max((line.place.box.x1 for line in lines if line.place.box), default=0.0)
    for line in lines:
        if out and (goes_on(out[-1], line) or _wraps(out[-1], line, right)):
            before = out[-1]
            glue = "" if _broken_word(before.text, line.text) else " "
            notes = before.notes + line.notes
            out[-1] = replace(before, text=before.text + glue + line.text, notes=notes, lead=0)
        elif out and _completes(out[-1], line):
            out[-1] = replace(line, label=out[-1].label, place=out[-1].place)
        else:
            out.append(line)
    return out


def _broken_word(before: str, after: str) -> bool:
    """Say whether a line was broken at a hyphen within a word or a symbol: `NĐ-` and `CP`."""
    return bool(_HYPHEN.search(normalise_dashes(before[-2:]))) and after[:1].isalnum()


def goes_on(before: BodyLine, line: BodyLine) -> bool:
    """Say by their words whether a line is the rest of the sentence or heading before it."""
    if line.label or line.row or before.row or not before.text or not line.text:
        return False
    if len(before.text) > JOIN_LIMIT:
        return False
    if line.style.bold and not before.style.bold:
        return False
    if _broken_word(before.text, line.text):
        return True
    if _ENDED.search(before.text[-20:]):
        return False
    if before.caps and line.caps:
        # A heading over two lines; a title of its own would bring its own label.
        return before.label is not None and before.label.kind not in BULLETS
    if before.caps or (before.style.bold and not line.style.bold):
        return False
    opening = read_opening(before.text)
    if opening and opening.whole and len(before.text) < LEAD_LIMIT:
        return False
    return line.text[0].islower() or before.text[-20:].rsplit(None, 1)[-1].lower() in _OPEN_ENDS


OUTDENT = 12.0  # points that a wrapped line begins to the left of a paragraph's first line, at least
RAGGED = 40.0  # points short of the right margin that a full line may end: about one word


def _wraps(before: BodyLine, line: BodyLine, right: float) -> bool:
    """Say by their places whether a line is the rest of a paragraph that the reader cut: full line, outdented."""
    if line.label or line.row or before.row or not (before.place.box and line.place.box):
        return False
    if _ENDED.search(before.text[-20:]) or before.style.align == "center" or line.style.align == "center":
        return False
    if before.style.indent is None or line.style.indent is None:
        return False
    full = before.place.box.x1 >= right - RAGGED
    return full and line.style.indent <= before.style.indent - OUTDENT and not line.style.bold


def _completes(before: BodyLine, line: BodyLine) -> bool:
    """Say whether a label stands alone on its line and this is its text: `Phần I` and its title below."""
    return not before.text and before.label is not None and not line.label and not line.row


# "Mục đích: Nâng cao ...", "Mục đích. Nâng cao ...", "Mục đích - Nâng cao ..."
_LEAD = re.compile(rf"(?P<lead>[^:.;\n]{{3,{LEAD_LIMIT}}}?)\s*(?::|\.(?=\s)|\s[-–](?=\s))\s*(?=\S)")
_DIVIDING = ("purpose", "requirement", "purpose_requirement")


def _run_in(line: BodyLine) -> Iterator[BodyLine]:
    """Yield a line, or the heading and the statement that it holds: `1. Mục đích: Nâng cao ...`."""
    match = _LEAD.match(line.text)
    if line.row or not match or not _leads(line, match):
        yield line
        return
    start = line.place.start or 0
    cut = match.end()
    lead = match["lead"]
    place = replace(line.place, end=start + len(lead))
    yield replace(line, text=lead, place=place, notes=(), lead=0, heads=True)
    said = line.text[cut:]
    label = read_label(said)
    offset = label.length if label else 0
    style = replace(line.style, bold=None) if line.lead else line.style
    yield BodyLine(said[offset:], label, replace(line.place, start=start + cut + offset), style, line.notes)


def _leads(line: BodyLine, match: re.Match[str]) -> bool:
    kind = line.label.kind if line.label else None
    whole = read_opening(line.text)
    if whole and whole.whole:
        return False  # MỤC ĐÍCH - YÊU CẦU is one heading
    opening = read_opening(match["lead"])
    known = opening is not None and opening.whole
    if known and opening and opening.section in _DIVIDING:
        return kind is not None or fold(match["lead"]).startswith(("muc", "yeu"))
    role = label_role(match["lead"])
    if ":" not in match[0] or role in ("lead", "coordinating") or (role and kind is LabelKind.LETTER):
        return False  # a labelled line of a duty is a statement: `a) Cơ quan chủ trì: ...`
    if kind is LabelKind.ROMAN:
        return True
    if kind in (LabelKind.NUMBER, LabelKind.DECIMAL, LabelKind.LETTER, LabelKind.CAPITAL):
        return line.lead > 0 and abs(line.lead - len(match["lead"])) <= 1
    return False
