"""Shares of made plans' values that are read right: `score(n, seed)`."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from extractors.plan.parse import parse_document
from schemas.records import DocumentRecord, Printed
from schemas.source import SourceDocument
from schemas.text import squash_space
from tests.plans.gold import Done, Gold, Said, Sent
from tests.plans.made import make_plan
from tests.plans.tables import UNSAID

Wrong = list[tuple[str, object, object]]  # what, expected, read


def score(n: int, seed: int = 0) -> dict[str, float]:
    """Return the share of right values by `part.value` over the plans of n seeds from `seed` on."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for number in range(seed, seed + n):
        source, gold = make_plan(number)
        for name, expected, found in compare(source, gold):
            total[name] += 1
            right[name] += expected == found
    return {name: right[name] / total[name] for name in sorted(total)}


def wrong_values(number: int) -> Wrong:
    """Return what is read wrong in the plan of a seed."""
    source, gold = make_plan(number)
    return [(name, expected, found) for name, expected, found in compare(source, gold) if expected != found]


def compare(source: SourceDocument, gold: Gold) -> Wrong:
    """Return each known value with its name and what was read."""
    record = parse_document(source, doc_id="made", path=source.name, sha256="", size=0)
    values: Wrong = [(f"header.{name}", value, _header(record, name)) for name, value in gold.header.items()]
    values += [(f"signer.{name}", value, _signer(record, name)) for name, value in gold.signer.items()]
    bases = [(basis.code, basis.issue_date) for basis in record.legal_bases]
    values += _rows("legal_bases", gold.bases, bases, ("code", "issue_date"))
    values += _rows("outline", gold.headings, _outline(record), ("path", "text"))
    said = [Said(p.section, p.path, p.heading, p.label, p.text) for p in record.provisions]
    values += _rows("provisions", gold.provisions, said, Said._fields)
    tasks = sorted(gold.tasks, key=lambda task: task.appendix is None)  # appendix tables are first
    values += _rows("tasks", tasks, _tasks(record, gold), Done._fields)
    sent = [Sent(r.text, r.purpose_code, r.is_archive, r.archive_codes) for r in record.recipients]
    values += _rows("recipients", gold.recipients, sent, Sent._fields)
    return values


def _header(record: DocumentRecord, name: str) -> object:
    header = record.header
    if name.startswith("attached_"):
        value: object = getattr(
            header.attached, name.removeprefix("attached_").replace("type", "doc_type"), None
        )
    else:
        value = header.issue_date_edtf if name == "issue_date" else getattr(header, name)
    return squash_space(value.text) if isinstance(value, Printed) else value


def _signer(record: DocumentRecord, name: str) -> str | None:
    value = getattr(record.signer, name)
    return value.text if isinstance(value, Printed) else value


def _outline(record: DocumentRecord) -> list[tuple[str, str]]:
    """The headings of the body; an appendix is one of them where it holds statements."""
    appendices = {appendix.label for appendix in record.appendices}
    return [(h.path, h.text) for h in record.outline if h.path.split(">")[0] not in appendices]


def _tasks(record: DocumentRecord, gold: Gold) -> list[Done]:
    read = [
        Done(
            table.appendix, tuple(task.group), task.stt, task.task, task.lead.text, task.coordinating.text,
            task.deadline.text, task.deliverable.text if task.deliverable else None,
        )
        for table in record.task_tables
        for task in table.tasks
    ]  # fmt: skip
    unsaid = {_place(task): task for task in gold.tasks if UNSAID in task}
    return [
        Done(
            *(
                UNSAID if known == UNSAID else value
                for value, known in zip(task, unsaid[_place(task)], strict=True)
            )
        )
        if _place(task) in unsaid
        else task
        for task in read
    ]


def _place(task: Done) -> tuple[object, ...]:
    return task.appendix, task.group, task.stt, task.task


def _rows(
    name: str,
    expected: Sequence[tuple[object, ...]],
    found: Sequence[tuple[object, ...]],
    fields: Sequence[str],
) -> Wrong:
    """Align rows by their text; a row that is missing or too many is a wrong row."""
    key = {"provisions": 4, "tasks": 3, "recipients": 0, "outline": 1}.get(name, 0)
    wanted, got = [str(row[key]) for row in expected], [str(row[key]) for row in found]
    values: Wrong = []
    matched: set[int] = set()
    taken: set[int] = set()
    for block in SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            row, read = expected[block.a + offset], found[block.b + offset]
            matched.add(block.a + offset)
            taken.add(block.b + offset)
            values += [(f"{name}.{f}", a, b) for f, a, b in zip(fields, row, read, strict=True)]
    values += [(f"{name}.rows", row, None) for i, row in enumerate(expected) if i not in matched]
    values += [(f"{name}.rows", None, row) for i, row in enumerate(found) if i not in taken]
    values += [(f"{name}.rows", True, True)] * len(matched)
    return values
