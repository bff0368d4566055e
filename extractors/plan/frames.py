"""Tables that only lay out text: frames around a page, letterheads that hold the title as well."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.plan.kinds import read_kind_heading
from extractors.plan.letterhead import has_letterhead
from extractors.plan.lines import lines_of
from schemas.source import Block, Cell, Paragraph, Table

MAX_LAYOUT_COLS = 6  # a table that lays out a letterhead or signatures is no wider
MAX_LAYOUT_ROWS = 12
_SEARCH = 80  # blocks from the top that can hold the letterhead


def open_frames(blocks: Sequence[Block]) -> list[Block]:
    """Replace a table of one cell that holds paragraphs by these: a frame drawn around a page or a text."""
    opened: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and len(block.cells) == 1 and block.cells[0].blocks:
            inner = [_placed(part, block, block.cells[0]) for part in block.cells[0].blocks]
            opened.extend(open_frames(inner))
        else:
            opened.append(block)
    return opened


def letterhead_frames_first(blocks: Sequence[Block]) -> list[Block]:
    """Move text boxes that hold a letterhead to the front: they are anchored anywhere on the first page."""
    front: list[Block] = []
    rest: list[Block] = []
    run: list[Block] = []
    for block in [*blocks[:_SEARCH], None]:
        if isinstance(block, Paragraph) and block.framed:
            run.append(block)
            continue
        (front if _is_letterhead(run) else rest).extend(run)
        run = []
        rest.extend([block] if block is not None else [])
    return [*front, *rest, *blocks[_SEARCH:]]


def _is_letterhead(run: Sequence[Block]) -> bool:
    return has_letterhead(line for block in run for line in lines_of(block))


def is_layout(table: Table) -> bool:
    """Say whether a table is small enough to lay out a letterhead or a signature."""
    return table.n_cols <= MAX_LAYOUT_COLS and table.n_rows <= MAX_LAYOUT_ROWS


def title_out_of_table(blocks: Sequence[Block]) -> list[Block]:
    """Cut a letterhead table above the row that holds the title; the rows from there become paragraphs."""
    for i, block in enumerate(blocks[:_SEARCH]):
        if not isinstance(block, Table) or block.n_cols > MAX_LAYOUT_COLS:
            continue
        row = _title_row(block)
        if row is not None and (row == 0 or has_letterhead(lines_of(_rows(block, 0, row)))):
            head = [_rows(block, 0, row)] if row else []
            return [*blocks[:i], *head, *_paragraphs(_rows(block, row, block.n_rows)), *blocks[i + 1 :]]
    return list(blocks)


def _title_row(table: Table) -> int | None:
    """Return the row of the first cell that names the document's kind and stands alone in its row."""
    for cell in table.cells:
        heading = read_kind_heading(cell.text.split("\n")[0])
        beside = sum(other.row == cell.row and bool(other.text.strip()) for other in table.cells) > 1
        if heading and not heading.rest and not beside:
            return cell.row
    return None


def _placed(block: Block, table: Table, cell: Cell) -> Block:
    page = block.location.page or cell.page
    return replace(block, location=replace(block.location, block=table.location.block, page=page))


def _rows(table: Table, start: int, end: int) -> Table:
    cells = tuple(
        replace(cell, row=cell.row - start, row_span=min(cell.row_span, end - cell.row))
        for cell in table.cells
        if start <= cell.row < end
    )
    return replace(table, n_rows=end - start, cells=cells)


def _paragraphs(table: Table) -> list[Block]:
    return [Paragraph(line.text, style=line.style, location=line.location) for line in lines_of(table)]
