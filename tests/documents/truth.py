"""What a reader must find in a document: derived from its description alone.

Values are those of the output tables (contract): raw texts as printed, one row per provision, task,
legal basis and recipient.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.documents.model import (
    LEFT,
    UP,
    Group,
    Heading,
    Letterhead,
    PlanDescription,
    Row,
    Statement,
    TableDescription,
    punctuated,
)
from tests.documents.word import code_line, grid_rows

Values = dict[str, object]


@dataclass
class Truth:
    """The expected rows of one document, by table; only columns whose value the description fixes."""

    document: Values
    legal_bases: list[Values] = field(default_factory=list)
    provisions: list[Values] = field(default_factory=list)
    tasks: list[Values] = field(default_factory=list)
    recipients: list[Values] = field(default_factory=list)
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    deadlines: dict[str, tuple[tuple[str | None, ...], ...]] = field(default_factory=dict)


def truth_of(plan: PlanDescription) -> Truth:
    """Return what must be read from a document."""
    content = plan.attached or plan
    truth = Truth(_document(plan), units=plan.units, deadlines=plan.deadlines)
    truth.legal_bases = [
        {"code": code, "issue_date": issued} for basis in plan.bases for code, issued in basis.cited
    ]
    truth.provisions = list(_provisions(content))
    truth.tasks = list(_tasks(content))
    if plan.recipients is not None:
        truth.recipients = [
            {"text": f"{text} ({code})" if code else text, "purpose_code": code, "is_archive": False}
            for text, code in plan.recipients.lines
        ]
        archive = {"text": f"Lưu: {plan.recipients.archive}", "purpose_code": None, "is_archive": True}
        truth.recipients.append(archive)
    return truth


def _edtf(head: Letterhead) -> str:
    if head.month is None:
        return f"{head.year:04d}"
    month = f"{head.year:04d}-{head.month:02d}"
    return month if head.day is None else f"{month}-{head.day:02d}"


def _document(plan: PlanDescription) -> Values:
    head = plan.letterhead
    printed = code_line(head).removeprefix("Số").removeprefix(":").replace(" ", "")
    return {
        "doc_type": plan.doc_type,
        "number": head.number,
        "symbol": head.symbol,
        "code": printed,
        "issuer": plan.issuer,
        "place": head.place,
        "issue_date": _edtf(head),
        "title": " ".join(plan.title),
        "attached_type": plan.attached.doc_type if plan.attached else None,
        "attached_title": " ".join(plan.attached.title) if plan.attached else None,
        "signer_authority": plan.signature.authority,
        "signer_position": plan.signature.position,
        "signer_name": plan.signature.name,
    }


def _provisions(plan: PlanDescription) -> Iterator[Values]:
    above: list[Heading] = []
    for text in (*(basis.enacts for basis in plan.bases if basis.enacts), *plan.preamble):
        yield {"section": "other", "path": None, "heading": None, "label": None, "text": text}
    for block in plan.body:
        if isinstance(block, Heading):
            above = [heading for heading in above if heading.level < block.level] + [block]
            continue
        statements = [(block.label, block.text)] if isinstance(block, Statement) else _table_statements(block)
        for label, text in statements:
            yield {
                "section": above[-1].section if above else "other",
                "path": ">".join(heading.label for heading in above if heading.label) or None,
                "heading": above[-1].text if above else None,
                "label": label,
                "text": text,
            }
    for appendix in plan.appendices:
        for part in appendix.blocks:
            stated = [(part.label, part.text)] if isinstance(part, Statement) else _table_statements(part)
            for label, text in stated:
                yield {
                    "section": "other",
                    "path": appendix.label,
                    "heading": appendix.title,
                    "label": label,
                    "text": text,
                }


def _table_statements(table: TableDescription) -> list[tuple[None, str]]:
    """Return the rows of a table that is no task table: each is a statement, its filled cells joined by ` | `."""
    if table.tasks:
        return []
    return [
        (None, " | ".join(text for text in row if text not in ("", UP, LEFT))) for row in grid_rows(table)
    ]


def task_tables(plan: PlanDescription) -> Iterator[tuple[str | None, str | None, TableDescription]]:
    """Yield (appendix label, title, table) of the task tables, those of appendices first."""
    for appendix in plan.appendices:
        for block in appendix.blocks:
            if isinstance(block, TableDescription) and block.tasks:
                yield appendix.label, appendix.title, block
    for block in plan.body:
        if isinstance(block, TableDescription) and block.tasks:
            yield None, None, block


def _tasks(plan: PlanDescription) -> Iterator[Values]:
    for index, (label, title, table) in enumerate(task_tables(plan), 1):
        for values in _table_tasks(table):
            yield {"appendix": label, "appendix_title": title, "table_index": index, **values}


def _table_tasks(table: TableDescription) -> Iterator[Values]:
    groups: list[Group] = []
    above: dict[str, str] = {}
    count = 0
    for row in table.rows:
        if isinstance(row, Group):
            groups = [group for group in groups if group.level < row.level] + [row]
            above = {}
            continue
        if not isinstance(row, Row):
            continue
        count += 1
        resolved = {key: above.get(key, "") if text == UP else text for key, text in row.cells.items()}
        above = resolved
        named = [f"{punctuated(g.label)} {g.text}" if g.label else g.text for g in groups]
        values: Values = {"group": " > ".join(named) or None, "stt": str(count) if table.auto_stt else None}
        for role in ("lead", "coordinating", "deadline"):
            values[f"{role}_raw"], values[f"{role}_source"] = _sourced(table, row, resolved, role)
        for column in table.columns:
            if column.role == "stt" and not table.auto_stt:
                values["stt"] = resolved.get(column.key) or None
            elif column.role in ("task", "deliverable", "budget", "note"):
                values[column.role] = resolved.get(column.key) or None
        yield values


def _sourced(
    table: TableDescription, row: Row, resolved: dict[str, str], role: str
) -> tuple[str | None, str]:
    """Return a role's text and source; a divided column's filled cells are joined with their sub-headers."""
    columns = [column for column in table.columns if column.role == role]
    filled = [
        (column, resolved[column.key])
        for column in columns
        if resolved.get(column.key) and row.cells[column.key] != LEFT
    ]
    if not filled:
        return None, "absent"
    merged = any(row.cells[column.key] == UP for column, _ in filled)
    texts = [f"{column.header}: {text}" if len(columns) > 1 else text for column, text in filled]
    return "; ".join(texts), "merged" if merged else "cell"
