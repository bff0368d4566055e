"""Tables that only lay out text: frames around a page, letterheads that hold the title as well."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.plan.kinds import read_kind_heading
from extractors.plan.letterhead import has_letterhead
from extractors.plan.lines import lines_of
from schemas.source import Block, Cell, Paragraph, Table

MAX_LAYOUT_COLS = 6  # a table that lays out a letterhead or signatures is no wider
MAX_LAYOUT_ROWS = 30  # recipients may have a row each
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
        # An empty paragraph between two boxes is only what one of them is anchored in.
        if isinstance(block, Paragraph) and (block.framed or (run and not block.printed.strip())):
            run.append(block)
            continue
        (front if _is_letterhead(run) else rest).extend(run)
        run = []
        rest.extend([block] if block is not None else [])
    return [*front, *rest, *blocks[_SEARCH:]]


def _is_letterhead(run: Sequence[Block]) -> bool:
    return bool(run) and has_letterhead(line for block in run for line in lines_of(block))


def is_layout(table: Table) -> bool:
    """Say whether a table is small enough to lay out a letterhead or a signature."""
    return table.n_cols <= MAX_LAYOUT_COLS and table.n_rows <= MAX_LAYOUT_ROWS


def title_out_of_table(blocks: Sequence[Block]) -> list[Block]:
    """Cut a letterhead table above the line that names the kind; what stands below becomes paragraphs."""
    for i, block in enumerate(blocks[:_SEARCH]):
        if not isinstance(block, Table) or block.n_cols > MAX_LAYOUT_COLS:
            continue
        for cell in block.cells:
            if cell.row > MAX_LAYOUT_ROWS:
                break
            at = next((k for k, text in enumerate(cell.text.split("\n")) if _is_kind(text)), None)
            if at is None:
                continue
            above, below = _cut(block, cell, at)
            if above is None or has_letterhead(lines_of(above)):
                return [*blocks[:i], *([above] if above else []), *below, *blocks[i + 1 :]]
    return list(blocks)


def _is_kind(text: str) -> bool:
    heading = read_kind_heading(text)
    return heading is not None and not heading.rest


def _cut(table: Table, cell: Cell, at: int) -> tuple[Table | None, list[Block]]:
    """Cut a table at a line of one of its cells: what is above stays a table, the rest becomes paragraphs."""
    above: list[Cell] = []
    below: list[Cell] = []
    for other in table.cells:
        if other is cell:
            upper, lower = _cut_cell(cell, at)
            above.extend([upper] if upper.text.strip() else [])
            below.append(lower)
        else:
            (below if other.row > cell.row else above).append(other)
    n_rows = max((other.row + 1 for other in above), default=0)
    kept = [replace(other, row_span=min(other.row_span, n_rows - other.row)) for other in above]
    head = replace(table, n_rows=n_rows, cells=tuple(kept)) if kept else None
    tail = replace(table, cells=tuple(below))
    paragraphs = [Paragraph(line.text, style=line.style, location=line.location) for line in lines_of(tail)]
    return head, list(paragraphs)


def _cut_cell(cell: Cell, at: int) -> tuple[Cell, Cell]:
    lines = cell.text.split("\n")
    upper, lower = "\n".join(lines[:at]), "\n".join(lines[at:])
    first = next((i for i, block in enumerate(cell.blocks) if _is_kind(_text(block))), None)
    if first is None:  # the cell's paragraphs are not the lines: the text alone is cut
        return replace(cell, text=upper, blocks=()), replace(cell, text=lower, blocks=())
    return (
        replace(cell, text=upper, blocks=cell.blocks[:first]),
        replace(cell, text=lower, blocks=cell.blocks[first:]),
    )


def _text(block: Block) -> str:
    return block.printed.split("\n")[0] if isinstance(block, Paragraph) else ""


def _placed(block: Block, table: Table, cell: Cell) -> Block:
    page = block.location.page or cell.page
    return replace(block, location=replace(block.location, block=table.location.block, page=page))
