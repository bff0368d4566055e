"""One document to the terminal: what was read from it, for a person to hold against the page."""

from itertools import groupby
from pathlib import Path

from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractors.extract import extract
from pipeline.stages.frames import Frames
from pipeline.tables import build_frames
from pipeline.write.records import record_bytes
from schemas.records import DocumentRecord
from schemas.text import squash_space

SEVERITY_STYLES = {"info": "dim", "warning": "yellow", "error": "bold red"}
HEADER_FIELDS = (
    ("doc_type_name", "Loại"),
    ("code", "Số, ký hiệu"),
    ("issue_date", "Ngày"),
    ("place", "Địa danh"),
    ("issuer", "Cơ quan ban hành"),
    ("issuer_id", "  unit_id"),
    ("parent_body", "Cơ quan chủ quản"),
    ("province", "Tỉnh, thành phố"),
    ("title", "Trích yếu"),
    ("attached_type", "Kèm theo"),
    ("attached_title", "  trích yếu"),
    ("period_start", "Giai đoạn từ"),
    ("period_end", "  đến"),
    ("signer_authority", "Quyền hạn ký"),
    ("signer_position", "Chức vụ"),
    ("signer_name", "Người ký"),
    ("urgency", "Độ khẩn"),
    ("secrecy", "Độ mật"),
    ("text_origin", "Nguồn chữ"),
    ("pages", "Số trang"),
)


def inspect_file(
    path: Path, *, allow_classified: bool = False, as_json: bool = False, console: Console | None = None
) -> None:
    """Print what is read from one file.

    Raises:
        KehoachError: the file cannot be converted.
    """
    console = console or Console()
    record = extract(path.read_bytes(), path=path.name, allow_classified=allow_classified)
    if as_json:
        console.file.write(record_bytes(record).decode())
        return
    frames = build_frames([record])
    for part in (_header(frames), _bases(record), _sections(frames), _tasks(frames)):
        console.print(part)
    for part in (_assignments(frames), _recipients(frames), _signatures(record), _diagnostics(frames)):
        console.print(part)


def _rows(frames: Frames, name: str) -> list[dict[str, object]]:
    """Return a table's rows with None for what is empty."""
    frame = frames[name].astype(object)
    rows: list[dict[str, object]] = frame.where(frame.notna(), None).to_dict("records")
    return rows


def _titled(title: str, *parts: object) -> Group:
    return Group(Text(f"\n{title}", style="bold cyan"), *parts)  # type: ignore[arg-type]


def _grid(columns: int) -> Table:
    """Return a table without lines; a word that is wider than its column is broken, never cut off."""
    table = Table.grid(padding=(0, 2))
    for _ in range(columns):
        table.add_column(overflow="fold")
    return table


def _header(frames: Frames) -> Group:
    row = _rows(frames, "documents")[0]
    table = _grid(2)
    for name, label in HEADER_FIELDS:
        if row[name] is not None:
            table.add_row(Text(label, style="dim"), Text(str(row[name])))
    return _titled(str(row["source_path"]), table)


def _bases(record: DocumentRecord) -> Group:
    table = _grid(3)
    for basis in record.legal_bases:
        table.add_row(basis.code or "-", basis.issue_date or "-", Text(squash_space(basis.text)))
    return _titled(f"Căn cứ ({len(record.legal_bases)})", table)


def _sections(frames: Frames) -> Group:
    rows = _rows(frames, "provisions")
    parts: list[object] = []
    for (section, path, heading), group in groupby(
        rows, key=lambda r: (r["section"], r["path"], r["heading"])
    ):
        head = " ".join(str(part) for part in (path, heading) if part)
        parts.append(Text.assemble((f"[{section}] ", "green"), (head, "bold")))
        for row in group:
            label = f"{row['label']} " if row["label"] else ""
            parts.append(Padding(Text(label + squash_space(str(row["text"]))), (0, 0, 0, 4)))
    return _titled(f"Nội dung ({len(rows)})", *parts)


def _units_of(frames: Frames, key: str, table: str) -> dict[tuple[object, object], str]:
    said: dict[tuple[object, object], str] = {}
    for row in _rows(frames, table):
        place = row[key], row["role"]
        name = row["unit_id"] or f"?? {row['mention']}"
        said[place] = f"{said[place]}, {name}" if place in said else str(name)
    return said


def _deadlines_of(frames: Frames, key: str, table: str) -> dict[object, str]:
    said: dict[object, str] = {}
    for row in _rows(frames, table):
        days = "..".join(str(row[side]) for side in ("start", "end") if row[side] is not None)
        words = [row["kind"], row["bound"], days, row["rrule"], row["flags"]]
        text = " ".join(str(word) for word in words if word)
        said[row[key]] = f"{said[row[key]]}; {text}" if row[key] in said else text
    return said


def _tasks(frames: Frames) -> Group:
    rows = _rows(frames, "tasks")
    units, deadlines = (
        _units_of(frames, "task_id", "task_units"),
        _deadlines_of(frames, "task_id", "task_deadlines"),
    )
    parts: list[object] = []
    for (index, appendix), group in groupby(rows, key=lambda r: (r["table_index"], r["appendix"])):
        table = Table(title=f"{index}. {appendix or ''}", show_lines=True, title_justify="left", expand=True)
        for name in ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"):
            table.add_column(name, ratio=1 if name == "STT" else 4, min_width=3, overflow="fold")
        shown = None
        for row in group:
            if row["group"] != shown:
                shown = row["group"]
                table.add_row("", Text(str(shown or "-"), style="bold"))
            cells = [_with_reading(row, role, units) for role in ("lead", "coordinating")]
            time = _raw(row, "deadline")
            time.append(f"\n{deadlines.get(row['task_id'], '')}", style="dim")
            stt, task, deliverable = (Text(str(row[key] or "")) for key in ("stt", "task", "deliverable"))
            table.add_row(stt, task, *cells, time, deliverable)
        parts.append(table)
    return _titled(f"Nhiệm vụ ({len(rows)})", *parts)


def _raw(row: dict[str, object], role: str) -> Text:
    source = row[f"{role}_source"]
    text = Text(str(row[f"{role}_raw"] or ""))
    if source in ("merged", "inherited"):
        text.append(f" [{source}]", style="magenta")
    return text


def _with_reading(row: dict[str, object], role: str, units: dict[tuple[object, object], str]) -> Text:
    text = _raw(row, role)
    text.append(f"\n{units.get((row['task_id'], role), '')}", style="dim")
    return text


def _assignments(frames: Frames) -> Group:
    rows = _rows(frames, "assignments")
    units = _units_of(frames, "assignment_id", "assignment_units")
    deadlines = _deadlines_of(frames, "assignment_id", "assignment_deadlines")
    table = Table(show_lines=True, expand=True)
    for name in ("Chủ trì", "Phối hợp", "Việc", "Thời hạn"):
        table.add_column(name, ratio=2 if name == "Việc" else 1, overflow="fold")
    for row in rows:
        cells = []
        for role in ("lead", "coordinating"):
            text = Text(str(row[f"{role}_raw"] or ""))
            text.append(f"\n{units.get((row['assignment_id'], role), '')}", style="dim")
            cells.append(text)
        time = Text(str(row["deadline_raw"] or ""))
        time.append(f"\n{deadlines.get(row['assignment_id'], '')}", style="dim")
        table.add_row(*cells, Text(str(row["task"])), time)
    return _titled(f"Việc được giao ({len(rows)})", *([table] if rows else []))


def _recipients(frames: Frames) -> Group:
    rows = _rows(frames, "recipients")
    table = _grid(3)
    for row in rows:
        code = row["archive_codes"] if row["is_archive"] else row["purpose_code"]
        table.add_row(
            escape(str(row["text"])), Text(str(code or ""), style="green"), str(row["unit_id"] or "")
        )
    return _titled(f"Nơi nhận ({len(rows)})", table)


def _signatures(record: DocumentRecord) -> Group:
    lines = [Text(str(fact.model_dump(exclude_none=True))) for fact in record.signatures]
    return _titled(f"Chữ ký số ({len(lines)})", *lines) if lines else Group()


def _diagnostics(frames: Frames) -> Group:
    rows = _rows(frames, "diagnostics")
    table = _grid(4)
    for row in rows:
        severity = str(row["severity"])
        style = SEVERITY_STYLES[severity]
        table.add_row(Text(severity, style=style), str(row["code"]), escape(str(row["location"] or "")),
                      escape(str(row["message_vi"])))  # fmt: skip
    return _titled(f"Cần xem lại ({len(rows)})", table)
