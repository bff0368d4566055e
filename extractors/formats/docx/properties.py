"""What the properties of a paragraph, a row and a cell say of themselves: readers look at each spelling once."""

from typing import NamedTuple

from extractors.formats.docx.markup import VAL, Element, R, W, is_on, read_int, read_points, tags
from extractors.formats.docx.styles import (
    NO_PARAGRAPH_FACTS,
    NO_RUN_FACTS,
    Look,
    ParagraphFacts,
    RunFacts,
    read_paragraph_facts,
    read_run_facts,
)
from extractors.formats.docx.tables import Merge

INSERTED = tags("ins moveTo")
DELETED = tags("del moveFrom")
_PSTYLE = W + "pStyle"
_RPR = W + "rPr"
_FRAME = W + "framePr"
_GRID_SPAN = W + "gridSpan"
_VMERGE = W + "vMerge"
_RUNNING_HEADS = (W + "headerReference", W + "footerReference")
_TBLPR = W + "tblPr"
_TBLGRID = W + "tblGrid"


class WrittenParagraph(NamedTuple):
    """What a w:pPr says."""

    style: str | None = None
    direct: ParagraphFacts = NO_PARAGRAPH_FACTS
    mark: RunFacts = NO_RUN_FACTS
    framed: bool = False
    joined: bool = False  # deleted mark or drop cap: the next paragraph follows on in the same line
    tracked: bool = False


class ParagraphProperties(NamedTuple):
    """What a w:pPr means in its document."""

    style: str | None
    direct: ParagraphFacts
    facts: ParagraphFacts  # of the style, the direct ones over them
    look: Look  # of the mark, for the number
    framed: bool = False
    joined: bool = False  # its mark is not printed: the next paragraph follows on in the same line


class Section(NamedTuple):
    """What a w:sectPr says of headers and footers."""

    has_title_page: bool = False
    heads: tuple[tuple[str, str, str], ...] = ()  # of each its tag, the pages it is for, the id of its part


class TableProperties(NamedTuple):
    """What a w:tbl says before its rows: the widths of its grid columns in points, and whether its own borders
    are drawn (None where its style decides).
    """

    widths: tuple[float, ...] = ()
    ruled: bool | None = None


class RowProperties(NamedTuple):
    """What a w:trPr says."""

    before: int = 0  # grid columns left out at the beginning
    header: bool = False
    hidden: bool = False
    deleted: bool = False
    tracked: bool = False


class CellProperties(NamedTuple):
    """What a w:tcPr says."""

    span: int = 1
    merge: Merge = None
    joins_left: bool = False
    deleted: bool = False
    tracked: bool = False


def read_paragraph_properties(ppr: Element | None) -> WrittenParagraph:
    """Read a w:pPr; a section that ends with it is for the caller."""
    if ppr is None or not len(ppr):
        return WrittenParagraph()
    style: str | None = None
    mark = NO_RUN_FACTS
    framed = joined = tracked = False
    for child in ppr:
        tag = child.tag
        if tag == _PSTYLE:
            style = child.get(VAL)
        elif tag == _RPR:
            mark = read_run_facts(child)
            changes = {change.tag for change in child}
            joined = joined or not changes.isdisjoint(DELETED)
            tracked = tracked or not changes.isdisjoint(INSERTED | DELETED)
        elif tag == _FRAME:
            drop_cap = child.get(W + "dropCap") in ("drop", "margin")
            joined = joined or drop_cap
            framed = not drop_cap
    return WrittenParagraph(style, read_paragraph_facts(ppr), mark, framed, joined, tracked)


def read_section(sectpr: Element) -> Section:
    """Read a w:sectPr."""
    return Section(
        any(is_on(mark.get(VAL)) for mark in sectpr.iterchildren(W + "titlePg")),
        tuple(
            (str(head.tag), head.get(W + "type") or "default", head.get(R + "id") or "")
            for head in sectpr.iterchildren(*_RUNNING_HEADS)
        ),
    )


def read_table_properties(table: Element) -> TableProperties:
    """Read the properties and the grid of a w:tbl."""
    widths: tuple[float, ...] = ()
    ruled: bool | None = None
    for child in table:
        if child.tag == _TBLGRID:
            columns = child.iterchildren(W + "gridCol")
            widths = tuple(read_points(column.get(W + "w")) or 0.0 for column in columns)
        elif child.tag == _TBLPR:
            borders = next(child.iterchildren(W + "tblBorders"), None)
            if borders is not None:
                ruled = any(side.get(VAL) not in (None, "nil", "none") for side in borders)
    return TableProperties(widths, ruled)


def read_row_properties(trpr: Element | None) -> RowProperties:
    """Read a w:trPr."""
    before, header, hidden, deleted, tracked = 0, False, False, False, False
    for child in trpr if trpr is not None else ():
        tag = child.tag
        if tag == W + "gridBefore":
            before = max(read_int(child.get(VAL)) or 0, 0)
        elif tag == W + "tblHeader":
            header = is_on(child.get(VAL))
        elif tag == W + "hidden":
            hidden = is_on(child.get(VAL))
        elif tag == W + "del" or tag == W + "ins":
            tracked = True
            deleted = deleted or tag == W + "del"
    return RowProperties(before, header, hidden, deleted, tracked)


def read_cell_properties(tcpr: Element | None) -> CellProperties:
    """Read a w:tcPr."""
    span, merge, joins_left, deleted, tracked = 1, None, False, False, False
    for child in tcpr if tcpr is not None else ():
        tag = child.tag
        if tag == _GRID_SPAN:
            span = max(read_int(child.get(VAL)) or 1, 1)
        elif tag == _VMERGE:
            merge = _merge(child.get(VAL) == "restart")
        elif tag == W + "hMerge":
            joins_left = child.get(VAL) != "restart"
        elif tag == W + "cellDel":
            tracked = deleted = True
        elif tag == W + "cellIns":
            tracked = True
        elif tag == W + "cellMerge":
            tracked = True
            merge = _merge(child.get(W + "vMerge") == "rest")
    return CellProperties(span, merge, joins_left, deleted, tracked)


def _merge(is_first: bool) -> Merge:
    return "restart" if is_first else "continue"
