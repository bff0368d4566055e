"""An output folder: its records, and its tables put together from parts."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ledger import Entry, Ledger
from pipeline.worker import AnyJob, Job, Outcome
from schemas.errors import OutputError
from schemas.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

PartTables = Mapping[str, "pa.Table"]  # the tables that have rows
Perform = Callable[[Iterable[AnyJob]], Iterator[tuple[AnyJob, Outcome]]]
# A part whose worker was lost is built by the run itself, which has the machine's memory and all the time.
WORKER_CODES = frozenset({"crashed", "deadline", "memory"})


class FolderOutput:
    """records/, csv/, parquet/, datapackage.json and the ledger in a folder; .parts/ is kept for the next run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "ledger.sqlite"
        self._records = folder / "records"
        self._parts = folder / ".parts"

    def prepare(self) -> None:
        """Make the folder ready; what an earlier run left unfinished goes.

        Raises:
            OutputError: it cannot be written.
        """
        try:
            for folder in (self._records, self._parts):
                folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.folder / ".staging", ignore_errors=True)
        except OSError as error:
            raise unwritable(error) from error

    def job(self, entry: Entry) -> AnyJob:
        """Return the job that makes the record of this file."""
        records = str(self._records.absolute())
        if entry.is_stored:
            from pipeline.stores import stored_job

            return stored_job(entry, records)
        return Job(os.fsdecode(entry.path), entry.name, entry.sha256 or "", entry.size or 0, records)

    def has_record(self, doc_id: str) -> bool:
        """Say whether the record is there."""
        return os.path.exists(f"{self._records}{os.sep}{doc_id}.json")  # noqa: PTH110 - asked of every document

    def sync(self, doc_ids: Iterable[str]) -> None:
        """Make these records durable, so that the ledger may speak of them.

        Raises:
            OutputError: the disk is full or broken.
        """
        try:
            for doc_id in doc_ids:
                _sync(self._records / f"{doc_id}.json")
            _sync_folder(self._records)
        except OSError as error:
            raise unwritable(error) from error

    def is_complete(self, *, excel: bool) -> bool:
        """Say whether the tables are all there, and plans.xlsx just where it was asked for."""
        tables = (self.folder / form / f"{name}.{form}" for name in TABLES for form in ("csv", "parquet"))
        there = all(path.exists() for path in (self.folder / "datapackage.json", *tables))
        return there and (self.folder / "plans.xlsx").exists() == excel

    def forget_parts(self) -> None:
        """Have every part built anew."""
        shutil.rmtree(self._parts, ignore_errors=True)
        self._parts.mkdir(exist_ok=True)

    def build_tables(
        self, ledger: Ledger, perform: Perform, *, units: Path | None, excel: bool
    ) -> dict[str, int]:
        """Write csv/, parquet/, datapackage.json and, with excel, plans.xlsx; return each table's number of rows.

        Everything is written beside and renamed, so that a reader never sees half a table.

        Raises:
            OutputError: the disk is full or read-only.
        """
        try:
            wanted = self._build_parts(ledger, perform, units)
            rows = write_tables(self.folder, self._part_tables(wanted), excel=excel)
            self._clean(ledger, set(wanted))
        except OSError as error:
            raise unwritable(error) from error
        return rows

    def _build_parts(self, ledger: Ledger, perform: Perform, units: Path | None) -> list[str]:
        """Build the parts that are not there yet, and return the keys of all in order."""
        from pipeline.parts import PartJob, parts

        keys: list[str] = []

        def missing() -> Iterator["PartJob"]:
            for part in parts(ledger.entries(), units):
                keys.append(part.key)
                if not (self._parts / part.key).exists():
                    yield PartJob(part, str(self._records), str(self._parts), units)

        jobs = missing()
        # One part alone is built here: a worker would first have to load what this process needs anyway.
        first = list(islice(jobs, 2))
        if len(first) == 1:
            first[0].build()
        elif first:
            for job, outcome in perform(chain(first, jobs)):
                assert isinstance(job, PartJob)
                if outcome.code in WORKER_CODES:
                    job.build()
                elif outcome.code is not None:
                    raise OutputError("output", found=outcome.facts.get("found", outcome.code))
        return keys

    def _part_tables(self, keys: Iterable[str]) -> Iterator[PartTables]:
        import pyarrow.parquet as pq

        for key in keys:
            files = {path.stem: path for path in (self._parts / key).iterdir()}
            yield {name: pq.ParquetFile(files[name]).read() for name in TABLES if name in files}

    def _clean(self, ledger: Ledger, wanted: set[str]) -> None:
        """Remove parts of former states, and records that no source stands for any more."""
        for path in self._parts.iterdir():
            if path.name not in wanted:
                shutil.rmtree(path)
        for path in self._records.iterdir():
            if path.suffix != ".json" or not ledger.is_wanted(path.stem):
                path.unlink(missing_ok=True)


def unwritable(error: OSError) -> OutputError:
    """Return the error with the name of the file: on Windows one that is open in Excel cannot be replaced."""
    place = error.filename2 or error.filename
    name = f" ({Path(os.fsdecode(place)).name})" if place else ""
    return OutputError("output", found=f"{error.strerror or error}{name}")


def write_tables(folder: Path, tables: Iterable[PartTables], *, excel: bool = False) -> dict[str, int]:
    """Write the tables of a folder from their parts, and return each table's number of rows.

    A workbook of former tables is removed where none is asked for: it would contradict what stands beside it.

    Raises:
        OSError: the folder cannot be written.
    """
    from pipeline.write.datapackage import write_data_package
    from pipeline.write.tables import TableWriter

    staging = folder / ".staging"
    staging.mkdir(parents=True, exist_ok=True)
    with TableWriter(staging) as writer:
        for part in tables:
            for name, table in part.items():
                writer.append_arrow(name, table)
    write_data_package(staging)
    if excel:
        from pipeline.write.excel import write_workbook

        write_workbook(staging / "parquet", staging / "plans.xlsx")
    else:
        (folder / "plans.xlsx").unlink(missing_ok=True)
    _move_into_place(staging, folder)
    return writer.rows


def tables_from_records(
    records: Path, output: Path, *, units: Path | None = None, excel: bool = False
) -> dict[str, int]:
    """Build the tables of a folder of records alone; of the sources only the converted ones are known then.

    Raises:
        OutputError: the output cannot be written.
    """
    from pipeline.parts import part_frames, parts
    from pipeline.write.arrow import arrow_table
    from pipeline.write.records import iter_records

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

    def tables() -> Iterator[PartTables]:
        for part in parts(entries, units):
            frames = part_frames(records, part.entries, units=units)
            yield {n: arrow_table(frames[n], spec) for n, spec in TABLES.items() if len(frames[n])}

    try:
        return write_tables(output, tables(), excel=excel)
    except OSError as error:
        raise unwritable(error) from error


def _move_into_place(staging: Path, output: Path) -> None:
    """Rename every finished file to its place; the order is fixed so that a fault can be followed."""
    for source in sorted(path for path in staging.rglob("*") if path.is_file()):
        _sync(source)
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
        _sync_folder(known)


def _sync(path: Path) -> None:
    # Windows wants a handle that may write.
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system lets a folder be synced (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
