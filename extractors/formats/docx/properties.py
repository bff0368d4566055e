"""What the properties of a paragraph, a row and a cell mean; each spelling is resolved once by its reader."""

from typing import NamedTuple

from extractors.formats.docx.context import Context
from extractors.formats.docx.markup import VAL, Element, W, is_on, read_int
from extractors.formats.docx.styles import Look, ParagraphFacts
from extractors.formats.docx.tables import Merge

_GRID_SPAN = W + "gridSpan"
_VMERGE = W + "vMerge"


class ParagraphProperties(NamedTuple):
    """What a w:pPr means in this document; equal properties are resolved once (see Scan)."""

    style: str | None
    direct: ParagraphFacts
    facts: ParagraphFacts  # of the style, the direct ones over them
    look: Look  # of the mark, for the number
    framed: bool = False
    joined: bool = False  # its mark is not printed: the next paragraph follows on in the same line


class RowProperties(NamedTuple):
    """What a w:trPr means."""

    before: int = 0  # grid columns left out at the beginning
    header: bool = False
    hidden: bool = False
    deleted: bool = False


class CellProperties(NamedTuple):
    """What a w:tcPr means."""

    span: int = 1
    merge: Merge = None
    joins_left: bool = False
    deleted: bool = False


def read_row_properties(trpr: Element | None, context: Context) -> RowProperties:
    """Read a w:trPr."""
    said: dict[str, int] = {}
    for child in trpr if trpr is not None else ():
        tag = child.tag
        if tag == W + "gridBefore":
            said["before"] = max(read_int(child.get(VAL)) or 0, 0)
        elif tag == W + "tblHeader":
            said["header"] = is_on(child.get(VAL))
        elif tag == W + "hidden":
            said["hidden"] = is_on(child.get(VAL))
        elif tag == W + "del" or tag == W + "ins":
            context.tracked_changes = True
            said["deleted"] = said.get("deleted", False) or tag == W + "del"
    return RowProperties(**said)  # type: ignore[arg-type]


def read_cell_properties(tcpr: Element | None, context: Context) -> CellProperties:
    """Read a w:tcPr."""
    span, merge, joins_left, deleted = 1, None, False, False
    for child in tcpr if tcpr is not None else ():
        tag = child.tag
        if tag == _GRID_SPAN:
            span = min(max(read_int(child.get(VAL)) or 1, 1), context.limits.table_columns)
        elif tag == _VMERGE:
            merge = _merge(child.get(VAL) == "restart")
        elif tag == W + "hMerge":
            joins_left = child.get(VAL) != "restart"
        elif tag == W + "cellDel":
            context.tracked_changes = deleted = True
        elif tag == W + "cellIns":
            context.tracked_changes = True
        elif tag == W + "cellMerge":
            context.tracked_changes = True
            merge = _merge(child.get(W + "vMerge") == "rest")
    return CellProperties(span, merge, joins_left, deleted)


def _merge(is_first: bool) -> Merge:
    return "restart" if is_first else "continue"
