"""The tables of an output folder, built from its records and the ledger alone, part by part."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd

from pipeline import __version__
from pipeline.ledger import Entry
from pipeline.stages.frames import Frames, make_frame
from pipeline.tables import build_frames, departments_stage
from pipeline.write.datapackage import write_data_package
from pipeline.write.records import iter_records, read_record
from pipeline.write.tables import TableWriter
from schemas.diagnostics import Diagnostic, diagnostic_codes
from schemas.errors import OutputError
from schemas.records import RECORD_VERSION, DocumentRecord
from schemas.tables import CONTRACT_VERSION, TABLES

CHUNK = 128  # documents whose frames are built at once: enough to make the stages' fixed cost small


def tables_key(entries: Iterable[Entry], units: Path | None, *, excel: bool) -> str:
    """Return what the tables depend on as one hash: the same key means the same tables, byte for byte."""
    digest = hashlib.sha256()
    versions = [
        __version__,
        RECORD_VERSION,
        CONTRACT_VERSION,
        excel,
        _data_version(),
        units and units.read_text(),
    ]
    digest.update(json.dumps(versions).encode())
    for entry in entries:
        facts = (entry.name, entry.sha256, entry.state, entry.code, entry.facts, entry.vanished)
        digest.update(json.dumps(facts).encode())
    return digest.hexdigest()


def _data_version() -> str:
    """Return the hash of the data that the stages read: a corrected alias rebuilds the tables."""
    import extractors.lexicon

    digest = hashlib.sha256()
    for path in sorted((Path(extractors.lexicon.__file__).parent / "data").glob("*.csv")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build_tables(
    output: Path,
    entries: Sequence[Entry],
    *,
    records: Path | None = None,
    units: Path | None = None,
    excel: bool = False,
) -> dict[str, int]:
    """Write csv/, parquet/, datapackage.json and, with excel, plans.xlsx; return each table's number of rows.

    Everything is written beside and renamed, so that a reader never sees half a table.

    Raises:
        OutputError: the disk is full or read-only.
    """
    staging = output / ".staging"
    try:
        staging.mkdir(parents=True, exist_ok=True)
        with TableWriter(staging) as writer:
            waiting = iter(entries)
            while chunk := list(islice(waiting, CHUNK)):
                writer.append(chunk_frames(records or output / "records", chunk, units=units))
        write_data_package(staging)
        if excel:
            from pipeline.write.excel import write_workbook

            write_workbook(staging / "parquet", staging / "plans.xlsx")
        _move_into_place(staging, output)
    except OSError as error:
        raise OutputError("output", found=error.strerror or str(error)) from error
    return writer.rows


def tables_from_records(
    records: Path, output: Path, *, units: Path | None = None, excel: bool = False
) -> dict[str, int]:
    """Build the tables of a folder of records alone; of the sources only the converted ones are known then.

    Raises:
        OutputError: the output cannot be written.
    """
    entries = [
        Entry(
            path=record.source.path.encode(),
            name=record.source.path,
            size=record.source.bytes,
            sha256=record.source.sha256,
            state="converted",
            format=record.source.format,
        )
        for record in iter_records(records)
    ]
    return build_tables(output, entries, records=records, units=units, excel=excel)


def chunk_frames(records: Path, entries: Sequence[Entry], *, units: Path | None = None) -> Frames:
    """Return the tables' rows of these sources: of their documents, and of the files that are none."""
    named = {entry.sha256: entry.name for entry in entries if entry.state == "converted"}
    paths = [records / f"{(e.sha256 or '')[:16]}.json" for e in entries if e.state == "converted"]
    records_named = (_renamed(read_record(path), named) for path in paths)
    frames = build_frames(records_named, departments=departments_stage(units))
    frames["sources"] = make_frame([_source_row(entry) for entry in entries], "sources")
    frames["diagnostics"] = _with_file_diagnostics(frames["diagnostics"], entries)
    return frames


def _renamed(record: DocumentRecord, named: Mapping[str | None, str]) -> DocumentRecord:
    """Return the record under the name that its source has in the table `sources` today."""
    name = named.get(record.source.sha256, record.source.path)
    if name == record.source.path:
        return record
    return record.model_copy(update={"source": record.source.model_copy(update={"path": name})})


def _source_row(entry: Entry) -> dict[str, object]:
    modified = entry.modified_ns
    return {
        "doc_id": (entry.sha256 or "")[:16] or None,
        "source_path": entry.name,
        "sha256": entry.sha256,
        "bytes": entry.size,
        "modified": pd.Timestamp(modified // 1000, unit="us", tz="UTC") if modified is not None else None,
        "format": entry.format,
        "state": entry.state,
    }


def _with_file_diagnostics(diagnostics: pd.DataFrame, entries: Sequence[Entry]) -> pd.DataFrame:
    """Add the diagnostics of files that were not converted, in the order of the sources."""
    rows = [row for entry in entries for row in _file_rows(entry)]
    if not rows:
        return diagnostics
    both = pd.concat([diagnostics, make_frame(rows, "diagnostics")], ignore_index=True)
    order = {entry.name: number for number, entry in enumerate(entries)}
    return both.sort_values(
        "source_path", key=lambda names: names.map(order), kind="stable", ignore_index=True
    )


def _file_rows(entry: Entry) -> Iterator[dict[str, object]]:
    said = []
    if entry.code is not None and entry.code in diagnostic_codes():
        said.append(Diagnostic.of(entry.code, **entry.fact_values))
    elif entry.code is not None:
        said.append(Diagnostic.of("internal-error", found=entry.code))
    if entry.vanished:
        said.append(Diagnostic.of("vanished"))
    for diagnostic in said:
        yield {
            "doc_id": (entry.sha256 or "")[:16] or None,
            "severity": diagnostic.severity,
            "code": diagnostic.code,
            "message": diagnostic.message,
            "message_vi": diagnostic.message_vi,
            "source_path": entry.name,
        }


def _move_into_place(staging: Path, output: Path) -> None:
    """Rename every finished file to its place; the order is fixed so that a fault can be followed."""
    for source in sorted(path for path in staging.rglob("*") if path.is_file()):
        with source.open("rb") as file:
            os.fsync(file.fileno())
        target = output / source.relative_to(staging)
        target.parent.mkdir(exist_ok=True)
        source.replace(target)
    for folder in ("csv", "parquet"):
        (staging / folder).rmdir()
    staging.rmdir()
    for known in (output / "csv", output / "parquet"):
        for path in known.iterdir():
            if path.stem not in TABLES:
                path.unlink()
