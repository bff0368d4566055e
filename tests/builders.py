"""Builders of common documents, so that a case fits on a few lines."""

from schemas.location import Location
from schemas.source import Block, Cell, Paragraph, SourceDocument, Style, Table


def make_table(text: str, *, shows_merges: bool = True, page: int | None = None) -> Table:
    """Build a table from lines of cells: `|` separates cells, `^` continues the cell above, `<` the one to the left.

    `\\n` (typed) is a line break within a cell. Rows may be shorter than others: their last cells are missing.

    >>> [c.row_span for c in make_table("a|b\\n^|c").cells]
    [2, 1, 1]
    """
    rows = [
        [part.strip().replace("\\n", "\n") for part in line.split("|")] for line in text.strip().splitlines()
    ]
    n_cols = max(len(row) for row in rows)
    spans: dict[tuple[int, int], list[int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, part in enumerate(row):
            if part == "^":
                top = owner[r - 1, c]
                owner[r, c] = top
                spans[top][0] = r - top[0] + 1
            elif part == "<":
                left = owner[r, c - 1]
                owner[r, c] = left
                spans[left][1] = max(spans[left][1], c - left[1] + 1)
            else:
                owner[r, c] = (r, c)
                spans[r, c] = [1, 1]
    cells = tuple(
        Cell(rows[r][c], r, c, row_span=height, col_span=width, page=page)
        for (r, c), (height, width) in sorted(spans.items())
    )
    return Table(len(rows), n_cols, cells, shows_merges=shows_merges)


def make_paragraph(text: str, **style: object) -> Paragraph:
    """Build a paragraph; `bold=True, align="center"` make its style, `label="1."` its number, `framed=True` a box."""
    label, framed = style.pop("label", None), style.pop("framed", False)
    return Paragraph(text, label=label, style=Style(**style), framed=framed)  # type: ignore[arg-type]


def make_source(*blocks: Block | str, format: str = "docx") -> SourceDocument:
    """Build a document of blocks; a string is a paragraph without style. Locations are set."""
    placed: list[Block] = []
    for index, block in enumerate(blocks):
        location = Location(block=index)
        if isinstance(block, str):
            placed.append(Paragraph(block, location=location))
        elif isinstance(block, Paragraph):
            placed.append(
                Paragraph(
                    block.text, block.label, block.style, location, block.runs, block.notes, block.framed
                )
            )
        else:
            placed.append(
                Table(
                    block.n_rows, block.n_cols, block.cells, location, block.shows_merges, block.header_rows
                )
            )
    return SourceDocument(format, f"made.{format}", tuple(placed))
