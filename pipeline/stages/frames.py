"""Records to frames: one DataFrame per output table, values as printed; later stages add what they read.

A frame's columns are those of schemas.tables that come from the record, and helper columns and frames whose
name begins with an underscore: they carry what a later stage needs and are never written.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa

from schemas.records import (
    Assignment,
    CellValue,
    Citation,
    DocumentRecord,
    Printed,
    Task,
    TaskTable,
)
from schemas.tables import TABLES, ColumnType
from schemas.text import squash_space

Frames = dict[str, pd.DataFrame]
Stage = Callable[[Frames], Frames]

DTYPES: dict[ColumnType, pd.api.extensions.ExtensionDtype] = {
    "string": pd.StringDtype(),
    "int": pd.Int32Dtype(),
    "float": pd.Float64Dtype(),
    "bool": pd.BooleanDtype(),
    "date": pd.ArrowDtype(pa.date32()),
    "datetime": pd.ArrowDtype(pa.timestamp("us", tz="UTC")),
}
# What pandas holds these in.
_ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.large_string(),
    "int": pa.int32(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}
_Rows = defaultdict[str, list[dict[str, object]]]


def values(items: Iterable[object], column_type: ColumnType) -> Any:
    """Return items as a pandas array of a contract type; None is empty, also where every item is.

    By way of Arrow, not of astype: a run makes some two hundred columns, most of them short or empty.
    """
    return DTYPES[column_type].__from_arrow__(pa.array(items, _ARROW_TYPES[column_type], from_pandas=True))


def listed(column: pd.Series) -> list[Any]:
    """Return the values of a contract column as Python has them, None where one is empty."""
    return pa.array(column.array).to_pylist()  # type: ignore[no-any-return]


def rows_of(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield these contract columns row by row, as `listed` gives them; many times faster than itertuples."""
    return zip(*(listed(frame[column]) for column in columns), strict=True) if len(frame) else iter(())


def typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the frame with every contract column that it has in its contract type."""
    types = {column.name: DTYPES[column.type] for column in TABLES[table].columns}
    now = zip(frame.columns, frame.dtypes.array, strict=True)
    others = {name: types[name] for name, dtype in now if name in types and dtype != types[name]}
    return frame.astype(others) if others else frame


def make_frame(rows: Sequence[Mapping[str, object]], table: str) -> pd.DataFrame:
    """Return rows as a typed frame with all contract columns in order, helper columns after them."""
    if not rows:
        return _empty(table).copy(deep=False)
    types = {column.name: column.type for column in TABLES[table].columns}
    types |= {key: "string" for row in rows for key in row if key.startswith("_")}
    columns = {name: values([row.get(name) for row in rows], kind) for name, kind in types.items()}
    return pd.DataFrame(columns, copy=False)


@cache
def _empty(table: str) -> pd.DataFrame:
    """Most documents leave half of the tables empty."""
    return pd.DataFrame({column.name: values([], column.type) for column in TABLES[table].columns})


def to_frames(records: Iterable[DocumentRecord]) -> Frames:
    """Return the frames of these records, documents in the order given, rows in document order.

    Besides the tables of the contract (but `sources`, which is no part of a record): the columns
    tasks._deadline_header (header of the deadline's column), tasks._group_deadline (the group row's own
    deadline), and the frame `_abbreviations` (doc_id, short, long).
    """
    rows: _Rows = defaultdict(list)
    for record in records:
        _add_record(rows, record)
    frames = {name: make_frame(rows[name], name) for name in TABLES if name != "sources"}
    frames["_abbreviations"] = pd.DataFrame(
        {
            name: values([row[name] for row in rows["_abbreviations"]], "string")
            for name in ("doc_id", "short", "long")
        }
    )
    return frames


def _text(value: Printed | CellValue | None) -> str | None:
    return value.text or None if value is not None else None


def _line(value: Printed | None) -> str | None:
    text = _text(value)
    return squash_space(text) if text else None


def _add_record(rows: _Rows, record: DocumentRecord) -> None:
    doc: dict[str, object] = {"doc_id": record.doc_id}
    rows["documents"].append(_document_row(record))
    for index, basis in enumerate(record.legal_bases, 1):
        rows["legal_bases"].append(doc | {"basis_id": f"{record.doc_id}-b{index:04d}"} | _citation(basis))
    for index, provision in enumerate(record.provisions, 1):
        rows["provisions"].append(
            doc
            | {
                "provision_id": _provision_id(record, index - 1),
                "section": provision.section,
                "path": provision.path or None,
                "heading": provision.heading,
                "label": provision.label,
                "text": provision.text,
                "page": provision.place.page,
            }
        )
    numbered = ((table, task) for table in record.task_tables for task in table.tasks)
    for index, (table, task) in enumerate(numbered, 1):
        rows["tasks"].append(doc | {"task_id": f"{record.doc_id}-t{index:04d}"} | _task_row(table, task))
    for index, assignment in enumerate(record.assignments, 1):
        rows["assignments"].append(
            doc | {"assignment_id": f"{record.doc_id}-a{index:04d}"} | _assignment_row(record, assignment)
        )
    for index, recipient in enumerate(record.recipients, 1):
        rows["recipients"].append(
            doc
            | {
                "ordinal": index,
                "text": recipient.text,
                "purpose_code": recipient.purpose_code,
                "is_archive": recipient.is_archive,
                "archive_codes": recipient.archive_codes,
            }
        )
    for index, fact in enumerate(record.signatures, 1):
        rows["signatures"].append(doc | {"ordinal": index} | fact.model_dump())
    for abbreviation in record.abbreviations:
        rows["_abbreviations"].append(doc | {"short": abbreviation.short, "long": abbreviation.long})
    for diagnostic in record.diagnostics:
        rows["diagnostics"].append(
            doc
            | {
                "severity": diagnostic.severity,
                "code": diagnostic.code,
                "message": diagnostic.message,
                "message_vi": diagnostic.message_vi,
                "location": str(diagnostic.place) or None,
                "source_path": record.source.path,
            }
        )


def _provision_id(record: DocumentRecord, index: int) -> str:
    return f"{record.doc_id}-p{index + 1:04d}"


def _document_row(record: DocumentRecord) -> dict[str, object]:
    source, header, signer = record.source, record.header, record.signer
    attached = header.attached
    return {
        "doc_id": record.doc_id,
        "source_path": source.path,
        "source_sha256": source.sha256,
        "format": source.format,
        "text_origin": source.text_origin,
        "pages": source.pages,
        "doc_type": header.doc_type,
        "doc_type_name": header.doc_type_name,
        "attached_type": attached.doc_type if attached else None,
        "attached_title": _line(attached.title) if attached else None,
        "number": header.number,
        "symbol": header.symbol,
        "code": _text(header.code),
        "issuer": _line(header.issuer),
        "parent_body": _line(header.parent_body),
        "place": _line(header.place),
        "issue_date": header.issue_date_edtf,
        "title": _line(header.title),
        "signer_authority": signer.authority,
        "signer_position": _line(signer.position),
        "signer_name": _line(signer.name),
        "urgency": _line(header.urgency),
        "secrecy": _line(header.secrecy),
    }


def _citation(citation: Citation) -> dict[str, object]:
    return citation.model_dump(exclude={"place"})


def _task_row(table: TaskTable, task: Task) -> dict[str, object]:
    headers = {column.role: column.header for column in table.columns}
    return {
        "appendix": table.appendix,
        "appendix_title": squash_space(table.appendix_title) if table.appendix_title else None,
        "table_index": table.index,
        "group": " > ".join(squash_space(group) for group in task.group) or None,
        "stt": task.stt,
        "task": task.task,
        "lead_raw": _text(task.lead),
        "lead_source": task.lead.source,
        "coordinating_raw": _text(task.coordinating),
        "coordinating_source": task.coordinating.source,
        "deadline_raw": _text(task.deadline),
        "deadline_source": task.deadline.source,
        "deliverable": _text(task.deliverable),
        "budget": _text(task.budget),
        "note": _text(task.note),
        "extra": json.dumps(task.extra, ensure_ascii=False) if task.extra else None,
        "page": task.place.page,
        "confidence": task.confidence,
        "_deadline_header": headers.get("deadline"),
        "_group_deadline": task.group_deadline,
    }


def _assignment_row(record: DocumentRecord, assignment: Assignment) -> dict[str, object]:
    return {
        "provision_id": (
            _provision_id(record, assignment.provision) if assignment.provision is not None else None
        ),
        "lead_raw": _text(assignment.lead),
        "coordinating_raw": _text(assignment.coordinating),
        "task": assignment.task,
        "deadline_raw": _text(assignment.deadline),
        "page": assignment.place.page,
        "confidence": assignment.confidence,
    }
