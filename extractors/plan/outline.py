"""The outline of a body: which lines are headings, and how deep each line stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.plan.body_lines import BodyLine
from extractors.plan.labels import BULLETS, NAMED, LabelKind
from extractors.plan.sections import read_opening, section_below
from schemas.records import Heading
from schemas.vocab import Section

HEADING_LIMIT = 300  # characters; the longest numbered headings of real plans take some 250
LEAD_IN_LIMIT = 80  # characters; a point that ends in a colon and is longer is a sentence with a list
SENTENCE_LIMIT = 150  # characters; a heading that ends like a sentence is shorter

_ENDS_SENTENCE = re.compile(r"[.;!?…/]+[\"”')]*$")
# A lead-in that announces a list or an annex is a statement: `..., cụ thể như sau:`.
_ANNOUNCES = re.compile(
    r"(?:như sau|sau đây|dưới đây|sau|gồm|gồm có|bao gồm|cụ thể|trong đó|là|để|như|theo hướng|nhằm)\s*:$",
    re.IGNORECASE,
)
# The sentences that close a plan or stand beside its text: they belong to no item above them.
CLOSES = re.compile(
    r"Trên đây là|Nhận được (?:Kế hoạch|[Cc]ông văn|[Vv]ăn bản|Chỉ thị) này"
    r"|Trong quá trình (?:tổ chức )?(?:triển khai|thực hiện)|Kế hoạch này (?:thay thế|có hiệu lực)"
)


def find_headings(lines: Sequence[BodyLine]) -> list[bool]:
    """Say of each line whether it is a heading; the others are statements.

    Label, wording, length, end mark and looks are evidence; what follows decides: a heading has something
    under it, an item has its sibling or its parent's sibling after it.
    """
    bold_body = _bold_body(lines)
    marks: list[bool] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        marks.append(_is_heading(line, following, bold=bool(line.style.bold) and not bold_body))
    return marks


def _bold_body(lines: Sequence[BodyLine]) -> bool:
    """Say whether the running text itself is bold, so that bold tells nothing."""
    long = [line for line in lines if len(line.text) > SENTENCE_LIMIT]
    return 2 * sum(bool(line.style.bold) for line in long) > len(long)


def _is_heading(line: BodyLine, following: BodyLine | None, *, bold: bool) -> bool:
    if line.heads:
        return True
    if line.row or not line.text:
        return False
    if _numbers_on(line, following):
        return True
    if len(line.text) > HEADING_LIMIT:
        return False
    if line.label is None:
        return _is_unlabelled_heading(line, following, bold=bold)
    kind = line.label.kind
    if kind in NAMED:
        return True
    opening = read_opening(line.text)
    known = opening is not None and opening.whole
    if kind in BULLETS:
        divides = known and opening is not None and opening.section in ("purpose", "requirement")
        return divides and (_has_below(line, following) or _has_other_bullet(line, following))
    ends = bool(_ENDS_SENTENCE.search(line.text))
    short = len(line.text) <= SENTENCE_LIMIT
    if kind in (LabelKind.ROMAN, LabelKind.CAPITAL):
        return not ends or line.caps or (short and (bold or known))
    if kind is LabelKind.ARTICLE and short and _has_below(line, following):
        if line.text.endswith(":"):
            return known or not _ANNOUNCES.search(line.text)
        return known or bool(following and following.label)
    if ends:
        return short and (known or bold) and _has_below(line, following)
    if line.text.endswith(":"):
        announces = bool(_ANNOUNCES.search(line.text)) and not known and not (bold and short)
        wide = bold or kind in (LabelKind.NUMBER, LabelKind.DECIMAL)
        limit = SENTENCE_LIMIT if wide else LEAD_IN_LIMIT
        return len(line.text) <= limit and not announces and _has_below(line, following)
    return bold or known or line.caps or _has_below(line, following)


def _numbers_on(line: BodyLine, following: BodyLine | None) -> bool:
    """Say whether the next line's number goes on from this one's: 5.1 after 5, however long it is."""
    if not (line.label and following and following.label):
        return False
    numbered = line.label.kind in (LabelKind.NUMBER, LabelKind.DECIMAL)
    ends = _ENDS_SENTENCE.search(line.text) and not line.style.bold
    numbered = numbered and len(line.text) <= 2 * HEADING_LIMIT
    return numbered and not ends and following.label.text.startswith(line.label.text + ".")


def _has_below(line: BodyLine, following: BodyLine | None) -> bool:
    """Say whether the next line stands under this one."""
    if following is None or line.label is None:
        return False
    if following.label is None:
        return not CLOSES.match(following.text) and not following.text.startswith("(")
    if following.label.kind == line.label.kind == LabelKind.NUMBER:
        return following.label.ordinal == 1 and line.label.ordinal > 1
    if following.label.kind is LabelKind.NUMBER and line.label.kind is LabelKind.LETTER:
        return following.label.ordinal == 1
    return following.label.rank > line.label.rank


def _has_other_bullet(line: BodyLine, following: BodyLine | None) -> bool:
    """Say whether a list with another mark begins below: `* Mục đích:` / `- Nâng cao ...`."""
    if following is None or following.label is None or line.label is None:
        return False
    return following.label.kind in BULLETS and following.label.text != line.label.text


def _is_unlabelled_heading(line: BodyLine, following: BodyLine | None, *, bold: bool) -> bool:
    if following is None or following.row or _ENDS_SENTENCE.search(line.text):
        return False
    if len(line.text) > SENTENCE_LIMIT or line.text.endswith(",") or _ANNOUNCES.search(line.text):
        return False
    opening = read_opening(line.text)
    if opening and opening.whole:
        return bold or line.caps or line.text[:1].isupper()
    return bold or line.caps or line.style.outline_level is not None


@dataclass(slots=True)
class _Level:
    """An open level: a heading, or a list of statements (heading None)."""

    rank: tuple[int, int]
    ordinal: int
    heading: Heading | None
    filled: bool = False  # something labelled has stood under it


@dataclass(slots=True)
class Outline:
    """The open levels while a body is read from top to bottom, and the headings met."""

    headings: list[Heading] = field(default_factory=list)
    _open: list[_Level] = field(default_factory=list)

    def open_heading(self, line: BodyLine) -> Heading:
        """Enter a heading: close what it ends and return it with its level, path and section."""
        self._close_for(line, heads=True)
        above = self.current
        label = line.label.text if line.label else None
        text = " ".join(line.text.split()).rstrip(" :.;,")
        path = [above.path] if above and above.path else []
        heading = Heading(
            label=label,
            text=text or line.text,
            level=sum(level.heading is not None for level in self._open) + 1,
            path=">".join([*path, label] if label else path),
            section=self._section(text),
            place=line.place,
        )
        self.headings.append(heading)
        self._open.append(_Level(_rank(line), line.label.ordinal if line.label else 0, heading))
        return heading

    def place_statement(self, line: BodyLine) -> Heading | None:
        """Close what a statement ends and return the heading that it stands under."""
        if line.label is None:
            if CLOSES.match(line.text):
                del self._open[1:]
        elif line.label.kind not in BULLETS:
            self._close_for(line, heads=False)
            self._open.append(_Level(_rank(line), line.label.ordinal, None))
        return self.current

    @property
    def current(self) -> Heading | None:
        """The innermost open heading."""
        return next((level.heading for level in reversed(self._open) if level.heading), None)

    def _section(self, text: str) -> Section:
        """Return the section that a heading opens below the open ones.

        A part or chapter divides a document into documents: the heading straight below it says its own
        section, whatever the part's title says.
        """
        headings = [level for level in self._open if level.heading]
        inner = [level.heading for level in headings if level.heading and level.rank[0] not in NAMED]
        opening = read_opening(inner[-1].text) if inner else None
        said = any(read_opening(level.heading.text) for level in headings if level.heading)
        above = self.current.section if self.current and said else None
        own = None if inner else read_opening(text)
        part = read_opening(self.current.text) if own and self.current else None
        # `Phần II: NỘI DUNG` / `1. Thời gian`: words of no section leave what the part plainly says.
        if own and not (own.section == "other" and part and part.whole):
            above = None
        return section_below(text, above, opening.parts if opening else ())

    def _close_for(self, line: BodyLine, *, heads: bool) -> None:
        rank = _rank(line)
        if line.label is None:
            self._close_for_unlabelled(line, rank)
            return
        ordinal = line.label.ordinal
        # A level of the same kind whose next number this is: its sibling, however deep the list between.
        # Between two such levels a heading goes on with headings, an item with items.
        siblings = [
            index for index, level in enumerate(self._open) if level.rank == rank and ordinal > level.ordinal
        ]
        if siblings:
            alike = [index for index in siblings if (self._open[index].heading is not None) == heads]
            del self._open[(alike or siblings)[-1] :]
            return
        last = self._open[-1] if self._open else None
        if last and last.rank == rank and last.heading and ordinal == 1 and not heads:
            return  # a list that starts at 1 straight under the heading 3.
        if (
            last
            and ordinal == 1
            and _nests_below(rank, last.rank)
            and all(o.rank != rank for o in self._open)
        ):
            return
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()

    def _close_for_unlabelled(self, line: BodyLine, rank: tuple[int, int]) -> None:
        """Close up to the last heading that looks the same, else all lists, and in capitals all headings."""
        for index, level in enumerate(self._open):
            if level.rank == rank:
                del self._open[index:]
                return
        if line.caps or rank < (LabelKind.PART, 0):
            self._open.clear()
        while self._open and self._open[-1].heading is None:
            self._open.pop()


def _rank(line: BodyLine) -> tuple[int, int]:
    if line.label:
        return line.label.rank
    if line.caps:
        return (0, 0)
    return (LabelKind.BULLET + 1, line.style.outline_level or 0)


def _nests_below(rank: tuple[int, int], above: tuple[int, int]) -> bool:
    """Say whether labels of this kind may stand under that kind against the order: 1. under a), A. under I."""
    return (rank[0], above[0]) in (
        (LabelKind.NUMBER, LabelKind.LETTER),
        (LabelKind.NUMBER, LabelKind.DECIMAL),
        (LabelKind.CAPITAL, LabelKind.ROMAN),
    )


__all__ = ["CLOSES", "HEADING_LIMIT", "Outline", "find_headings"]
