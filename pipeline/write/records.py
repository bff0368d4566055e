"""Records to records/<doc_id>.json and back."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from schemas.errors import NotAnOutputError
from schemas.records import DocumentRecord


def record_bytes(record: DocumentRecord) -> bytes:
    """Return the record as UTF-8 JSON; the same record gives the same bytes."""
    return record.model_dump_json(indent=1).encode() + b"\n"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it there, so that it is whole or absent to whoever looks.

    It is not forced to the disk: that is cheaper for many files at once, before the ledger speaks of them. The name
    beside is no one else's: on a cluster a worker that was given up may still be writing the same record.
    """
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    part.write_bytes(data)
    part.replace(path)


def read_record(path: Path) -> DocumentRecord:
    """Return the record in a file.

    Raises:
        pydantic.ValidationError: the file is not a record of this version.
    """
    return DocumentRecord.model_validate_json(path.read_bytes())


def iter_records(folder: Path) -> Iterator[DocumentRecord]:
    """Yield the records of a folder in the order of their sources' paths.

    Raises:
        NotAnOutputError: there are none, or one is not of this version.
    """
    records = []
    for path in sorted(folder.glob("*.json")):
        try:
            records.append(read_record(path))
        except ValueError as error:
            raise NotAnOutputError(f"{path} is no record of this version of the program") from error
    if not records:
        raise NotAnOutputError(f"{folder} holds no records; they are in the folder records/ of an output")
    yield from sorted(records, key=lambda record: (record.source.path, record.doc_id))


def record_schema() -> str:
    """Return the JSON Schema of a record as text."""
    schema = DocumentRecord.model_json_schema(mode="serialization")
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
