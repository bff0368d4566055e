"""The description of a document: what it says and how it is laid out.

A description is what an author has in mind. The writers (word.py, text.py) set it as a file; truth.py says
what must be read from that file. Nothing here or there uses the program that the documents test.
"""

from dataclasses import dataclass, field
from typing import Literal

Section = Literal["purpose", "requirement", "purpose_requirement", "content", "implementation", "other"]
LetterheadLayout = Literal["rows", "one-row", "spacer", "paragraphs", "bare", "party"]
SignatureLayout = Literal["table", "spacer", "rows", "paragraphs"]
Role = Literal["stt", "task", "lead", "coordinating", "deadline", "deliverable", "budget", "note", "extra"]

UP = "^"  # the cell goes on from the row above (merged downwards)
LEFT = "<"  # the cell is merged with the one to its left


@dataclass(frozen=True)
class Letterhead:
    """The two columns at the top of page 1. number None: left blank, day None: left blank."""

    layout: LetterheadLayout
    issuer: tuple[str, ...]  # lines as printed
    parent: tuple[str, ...] = ()
    number: int | None = None
    symbol: str = ""  # KH-SXD
    place: str = ""
    day: int | None = None
    month: int | None = None
    year: int = 2025
    padded: int = 2  # digits that the number is padded to
    marks: tuple[str, ...] = ()  # urgency, DỰ THẢO


@dataclass(frozen=True)
class Heading:
    """A heading; its label without punctuation. run_in: the first statement follows a colon."""

    text: str
    level: int
    label: str | None = None
    section: Section = "other"
    auto: bool = False  # numbered by Word
    bold: bool = True
    run_in: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Statement:
    """A paragraph of the body under the nearest heading above it."""

    text: str
    label: str | None = None
    auto: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Group:
    """A group row: `spread` merges it over the whole row, else its label and title stand in two cells."""

    text: str
    label: str | None = None
    level: int = 1
    spread: bool = True
    cells: dict[str, str] = field(default_factory=dict)  # the group's own unit or deadline


@dataclass(frozen=True)
class Row:
    """A task row: texts by column key; UP continues the merged cell above, "" is an empty cell."""

    cells: dict[str, str]


@dataclass(frozen=True)
class Other:
    """A row that is no task: a total, a remark, a row of column numbers."""

    cells: dict[str, str]


@dataclass(frozen=True)
class Col:
    """A column: its key in rows, its header, its meaning; under: the upper header that it shares."""

    key: str
    header: str
    role: Role
    width: float  # centimetres
    under: str | None = None


@dataclass(frozen=True)
class TableDescription:
    """A table; tasks False: one that looks like a task table and is none."""

    columns: tuple[Col, ...]
    rows: tuple[Group | Row | Other, ...]
    tasks: bool = True
    auto_stt: bool = False  # the ordinal column is numbered by Word and holds no text
    repeat_header: bool = True


@dataclass(frozen=True)
class AppendixDescription:
    """An appendix: label, title and reference line, then statements and tables."""

    label: str
    title: str
    blocks: tuple["TableDescription | Statement", ...]
    reference: str | None = None
    landscape: bool = True


@dataclass(frozen=True)
class Recipients:
    """The list of `Nơi nhận`; lines without dash, code and end mark, with their code."""

    lines: tuple[tuple[str, str | None], ...]  # text, purpose code in brackets
    archive: str = "VT"  # after "Lưu:"


@dataclass(frozen=True)
class SignatureDescription:
    """The signature block, lines as printed; the authority prefixes are read from them."""

    authority: str | None  # "KT.", "TM. KT."
    lines: tuple[str, ...]  # KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC
    position: str
    name: str | None
    layout: SignatureLayout = "table"


@dataclass(frozen=True)
class Basis:
    """A legal basis: its sentence and the codes and dates of the instruments it cites."""

    text: str
    cited: tuple[tuple[str | None, str | None], ...]  # (code, EDTF date)
    enacts: str | None = None  # the clause at its end that says who issues the plan: a statement of its own


@dataclass(frozen=True)
class PlanDescription:
    """A whole document."""

    name: str
    shows: str  # one line for the README of the samples
    letterhead: Letterhead
    kind: str  # KẾ HOẠCH
    doc_type: str
    title: tuple[str, ...]  # lines as printed
    issuer: str  # as a reader calls it: Sở Xây dựng
    body: tuple[Heading | Statement | TableDescription, ...]
    recipients: Recipients | None
    signature: SignatureDescription
    bases: tuple[Basis, ...] = ()
    preamble: tuple[str, ...] = ()  # paragraphs before the first heading that are no basis
    reference: str | None = None  # (Kèm theo Quyết định số ...)
    appendices: tuple[AppendixDescription, ...] = ()
    attached: "PlanDescription | None" = (
        None  # the plan that this decision issues; its letterhead is not printed
    )
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)  # cell text -> unit ids, in order
    deadlines: dict[str, tuple[tuple[str | None, ...], ...]] = field(default_factory=dict)
    """cell text -> (kind, start, end, bound) of each expression, in order; dates as ISO texts"""


def punctuated(label: str) -> str:
    """Return a label as it is printed: `I.`, `1.1.`, `a)`, `-`.

    >>> punctuated("a"), punctuated("1.2"), punctuated("-"), punctuated("Điều 1")
    ('a)', '1.2.', '-', 'Điều 1.')
    """
    if len(label) == 1 and label.isalpha() and label.islower():
        return f"{label})"
    return f"{label}." if label[-1].isalnum() else label


def read_rows(columns: tuple[Col, ...], text: str) -> tuple[Group | Row | Other, ...]:
    """Read rows from lines, one a row, cells between `|`.

    `= text` is a group merged over the row, `= I. text` one with a label, `== text` one of the second level;
    `+ I | title | ...` a group whose label and title stand in the first two cells (`++` second level);
    `~ cells` a row that is no task. `^` and `<` are UP and LEFT, `//` is a line break within a cell.
    """
    keys = [column.key for column in columns]
    rows: list[Group | Row | Other] = []
    for line in text.strip().splitlines():
        mark = line.strip().split(" ", 1)[0]
        if mark in ("=", "=="):
            title = line.strip()[len(mark) :].strip()
            label, dot, rest = title.partition(". ")
            labelled = bool(dot) and label.replace(".", "").isalnum() and len(label) <= 4
            rows.append(Group(rest if labelled else title, label if labelled else None, len(mark)))
            continue
        marked = mark in ("+", "++", "~")
        body = line.strip()[len(mark) :] if marked else line
        cells = {
            key: part.strip().replace(" // ", "\n") for key, part in zip(keys, body.split("|"), strict=True)
        }
        if mark in ("+", "++"):
            label, title = cells.pop(keys[0]), cells.pop(keys[1])
            rows.append(Group(title, label or None, len(mark), spread=False, cells=cells))
        else:
            rows.append(Other(cells) if mark == "~" else Row(cells))
    return tuple(rows)
