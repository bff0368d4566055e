"""Sets a description as text, in the ways that offices flatten tables."""

from collections.abc import Callable

from tests.documents.model import (
    LEFT,
    UP,
    Heading,
    PlanDescription,
    Row,
    Statement,
    TableDescription,
    punctuated,
)
from tests.documents.word import agency_lines, code_line, date_line, grid_rows, header_rows, national_lines

# What a flattening makes of a table.
Flattening = Callable[[TableDescription], str]


def _resolved(table: TableDescription) -> list[list[str]]:
    """Return the rows as a text shows them: merged-away cells are blank."""
    return [["" if text in (UP, LEFT) else text for text in row] for row in _numbered(table)]


def _numbered(table: TableDescription) -> list[list[str]]:
    """Return the grid with automatic ordinals written out, as a converter writes them."""
    rows = grid_rows(table)
    if not table.auto_stt:
        return rows
    stt = next(index for index, column in enumerate(table.columns) if column.role == "stt")
    count = 0
    first = len(header_rows(table))
    for row, described in zip(rows[first:], table.rows, strict=True):
        if isinstance(described, Row):
            count += 1
            row[stt] = str(count)
    return rows


def tabbed(table: TableDescription) -> str:
    """Cells separated by tabs, as text is copied out of Word; a break within a cell becomes a space."""
    return "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in _resolved(table))


def piped(table: TableDescription) -> str:
    """A Markdown table."""
    rows = [[cell.replace("|", "\\|").replace("\n", "<br>") for cell in row] for row in _resolved(table)]
    rule = ["---"] * len(table.columns)
    return "\n".join("| " + " | ".join(row) + " |" for row in (rows[0], rule, *rows[1:]))


def semicolons(table: TableDescription) -> str:
    """Cells separated by `|` without a frame, as an export writes them."""
    return "\n".join(" | ".join(cell.replace("\n", " ") for cell in row) for row in _resolved(table))


def framed(table: TableDescription) -> str:
    """An ASCII frame with wrapped cells."""
    widths = [max(6, round(column.width * 5)) for column in table.columns]
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [rule]
    for row in _resolved(table):
        wrapped = [_wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for index in range(max(len(part) for part in wrapped)):
            shown = [part[index] if index < len(part) else "" for part in wrapped]
            lines.append("| " + " | ".join(t.ljust(w) for t, w in zip(shown, widths, strict=True)) + " |")
        lines.append(rule)
    return "\n".join(lines)


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.replace("\n", " ").split(" "):
        while len(word) > width:
            lines.append(word[:width])
            word = word[width:]
        fits = f"{lines[-1]} {word}".strip()
        if len(fits) <= width:
            lines[-1] = fits
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


FLATTENINGS: dict[str, Flattening] = {"tabs": tabbed, "pipes": piped, "bars": semicolons, "frame": framed}


def plain_text(plan: PlanDescription, flattening: str = "tabs") -> str:
    """Return the description as text, a blank line between paragraphs, its tables in one of FLATTENINGS."""
    blocks = list(_document(plan, FLATTENINGS[flattening]))
    return "\n\n".join(blocks) + "\n"


def _document(plan: PlanDescription, flatten: Flattening, *, attached: bool = False) -> list[str]:
    head = plan.letterhead
    blocks: list[str] = []
    if not attached:
        if head.layout != "bare":
            blocks += [text for text, _, _ in (*agency_lines(head), *national_lines(head))]
        blocks += [code_line(head), *head.marks, date_line(head)]
    blocks += [plan.kind, " ".join(plan.title)]
    if plan.reference:
        blocks.append(plan.reference)
    blocks += [basis.text for basis in plan.bases] + list(plan.preamble)
    blocks += _body(plan, flatten)
    if plan.recipients is not None:
        lines = [f"- {text}" + (f" ({code});" if code else ";") for text, code in plan.recipients.lines]
        blocks.append("\n".join(["Nơi nhận:", *lines, f"- Lưu: {plan.recipients.archive}."]))
    blocks.append("\n".join(plan.signature.lines))
    if plan.signature.name:
        blocks.append(plan.signature.name)
    if plan.attached is not None:
        blocks += _document(plan.attached, flatten, attached=True)
    for appendix in plan.appendices:
        blocks += [appendix.label, appendix.title]
        if appendix.reference:
            blocks.append(appendix.reference)
        blocks += [b.text if isinstance(b, Statement) else flatten(b) for b in appendix.blocks]
    return blocks


def _body(plan: PlanDescription, flatten: Flattening) -> list[str]:
    blocks: list[str] = []
    run_in = False
    for block in plan.body:
        if isinstance(block, TableDescription):
            blocks.append(flatten(block))
            continue
        label = punctuated(block.label) + " " if block.label else ""
        if run_in and isinstance(block, Statement) and not block.label:
            blocks[-1] += f" {block.text}"
            run_in = False
            continue
        run_in = isinstance(block, Heading) and block.run_in
        blocks.append(label + block.text + (":" if run_in else ""))
    return blocks
