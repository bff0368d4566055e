"""`python -m tests.published`: writes the pages and schemas that are derived from the code.

They are checked in for readers who have no Python at hand; test_docs.py says whether they are current.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pandas as pd

from extractors.extract import extract
from pipeline.tables import build_frames
from pipeline.write.records import record_schema
from schemas.diagnostics import diagnostic_codes
from schemas.tables import CONTRACT_VERSION, TABLES
from tests.documents import plans

ROOT = Path(__file__).parents[1]
EXCERPT_OF = "samples/cai-cach-hanh-chinh.docx"
EXCERPT_START, EXCERPT_END = "<!-- excerpt -->", "<!-- end of excerpt -->"
EXCERPT_COLUMNS = (
    "group",
    "stt",
    "task",
    "lead_raw",
    "lead_source",
    "lead unit_id",
    "deadline_raw",
    "deadline_kind",
    "deadline_end",
)


def published() -> dict[Path, str]:
    """Return the text of every derived file by its place."""
    return {
        ROOT / "schemas/json/record.schema.json": record_schema(),
        ROOT / "docs/diagnostics.md": "\n".join(_diagnostics()) + "\n",
        ROOT / "docs/samples.md": "\n".join(_samples()) + "\n",
        ROOT / "docs/tables.md": "\n".join(_tables()) + "\n",
    }


def excerpt() -> str:
    """Return rows of the task table of a sample as the READMEs show them."""
    path = ROOT / EXCERPT_OF
    tables = build_frames([extract(path.read_bytes(), path=path.name)])
    tasks = tables["tasks"].merge(_joined(tables["task_units"]), on="task_id", how="left")
    lines = [
        "| " + " | ".join(EXCERPT_COLUMNS) + " |",
        "| " + " | ".join("---" for _ in EXCERPT_COLUMNS) + " |",
    ]
    for row in tasks[list(EXCERPT_COLUMNS)].itertuples(index=False):
        lines.append("| " + " | ".join("" if pd.isna(value) else _cell(str(value)) for value in row) + " |")
    return "\n".join(lines)


def _joined(units: pd.DataFrame) -> pd.DataFrame:
    """Return the leading units of each task as one cell of identifiers."""
    leads = units[units["role"] == "lead"]
    return leads.groupby("task_id")["unit_id"].agg("; ".join).rename("lead unit_id").reset_index()


def _samples() -> Iterator[str]:
    yield "# The samples (các văn bản mẫu)"
    yield ""
    yield "Invented plans in `samples/`, each as .docx, .pdf and .txt made by `make samples` from one description in"
    yield "`tests/documents/plans/`. Names of provinces and offices are real, everything else is made up. What must be"
    yield "read from each follows from its description (`make quality`); full results stand in `tests/golden/`."
    yield ""
    for name in sorted(module.name for module in iter_modules(plans.__path__)):
        module = import_module(f"{plans.__name__}.{name}")
        yield f"- `{module.PLAN.name}`: {(module.__doc__ or '').strip()}"


def _diagnostics() -> Iterator[str]:
    yield "# Diagnostics (ghi nhận)"
    yield ""
    yield "What `csv/diagnostics.csv` can say, by severity. `error`: the file was not converted; `warning`: a person"
    yield "should look at the place; `info`: something that a reader of the document may want to know. Words in braces"
    yield "are filled in. Made from `schemas/data/diagnostics.csv`."
    for severity in ("error", "warning", "info"):
        yield ""
        yield f"## {severity}"
        yield ""
        yield "| code | message | thông báo |"
        yield "| --- | --- | --- |"
        for row in sorted(diagnostic_codes().values(), key=lambda row: row.code):
            if row.severity == severity:
                yield f"| `{row.code}` | {_cell(row.message)} | {_cell(row.message_vi)} |"


def _tables() -> Iterator[str]:
    yield "# The output tables (các bảng kết quả)"
    yield ""
    yield f"Version {CONTRACT_VERSION} of the columns. `csv/` and `parquet/` hold the same tables; an empty cell means"
    yield "unknown or absent. A column marked with `*` is never empty. Made from `schemas/tables.py`."
    for name, spec in TABLES.items():
        yield ""
        yield f"## {name} ({spec.title_vi})"
        yield ""
        yield f"{spec.description[0].upper()}{spec.description[1:]}. Key: {', '.join(spec.primary_key) or 'none'}."
        yield ""
        yield "| column | type | tên cột | meaning |"
        yield "| --- | --- | --- | --- |"
        for column in spec.columns:
            star = "*" if column.required else ""
            yield f"| `{column.name}`{star} | {column.type} | {column.title_vi} | {_cell(column.description)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Write every derived file."""
    for path, text in published().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for page in ("README.md", "README.vi.md"):
        text = (ROOT / page).read_text("utf-8")
        before, marker, rest = text.partition(EXCERPT_START)
        if marker:
            after = rest.partition(EXCERPT_END)[2]
            (ROOT / page).write_text(f"{before}{marker}\n{excerpt()}\n{EXCERPT_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
