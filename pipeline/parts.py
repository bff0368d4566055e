"""The tables in parts: the rows of some hundred sources each, built by whoever has time and kept for the next run.

Where one part ends and the next begins is said by the names of the sources themselves. A file that comes or goes
changes its own part and leaves the others as they are, so that a large folder is not built anew for each arrival.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pipeline.ledger import Entry
from pipeline.versions import tables_version
from pipeline.worker import Outcome, WorkerSettings, rejected
from schemas.diagnostics import Diagnostic, diagnostic_codes

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.stages.frames import Frames
    from schemas.records import DocumentRecord

# The stages have a fixed cost of 0.15 s: some hundred documents at once make it small, thousands would fill memory.
LEAST_SOURCES, MOST_SOURCES = 64, 512
ONE_IN = 192  # sources beyond the least after which a part ends by chance: 256 are in one on average
MOST_BYTES = 64 * 2**20  # of source files in one part: records are about as large as what they were read from


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive sources whose rows are built together; the same key means the same rows, byte for byte."""

    key: str
    entries: tuple[Entry, ...]

    @property
    def doc_ids(self) -> list[str]:
        """The records that it is built from, one for each converted source."""
        return [entry.doc_id for entry in self.entries if entry.state == "converted"]

    @property
    def name(self) -> str:
        """What it is called where its outcome is told."""
        return f"part {self.key}"

    @property
    def size(self) -> int:
        """The bytes of the sources."""
        return sum(entry.size or 0 for entry in self.entries)


def parts(entries: Iterable[Entry], units: Path | None) -> Iterator[Part]:
    """Yield the parts of these sources, which must be in the order of the tables."""
    versions = tables_version(units)
    for together in _cut(entries):
        digest = hashlib.sha256(versions.encode())
        for e in together:
            facts = (e.name, e.sha256, e.state, e.code, e.facts, e.vanished, e.size, e.modified_ns, e.format)
            digest.update(json.dumps(facts).encode())
        yield Part(digest.hexdigest()[:32], tuple(together))


def _cut(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    together: list[Entry] = []
    size = 0
    for entry in entries:
        together.append(entry)
        size += entry.size or 0
        by_chance = len(together) >= LEAST_SOURCES and _drawn(entry.name) % ONE_IN == 0
        if by_chance or len(together) >= MOST_SOURCES or size > MOST_BYTES:
            yield together
            together, size = [], 0
    if together:
        yield together


def _drawn(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=4).digest())


@dataclass(frozen=True, slots=True)
class PartJob:
    """Build one part as folder/<key>/<table>.parquet, a file for each table that has rows."""

    part: Part
    records: str
    folder: str
    units: Path | None = None

    @property
    def name(self) -> str:
        """That of the part."""
        return self.part.name

    @property
    def size(self) -> int:
        """That of the part."""
        return self.part.size

    def run(self, settings: WorkerSettings) -> Outcome:
        """Build it, in a worker process."""
        try:
            self.build()
        except MemoryError:
            return rejected("memory")
        except OSError as error:
            return rejected("output", found=error.strerror or str(error))
        except Exception as error:
            return rejected("internal-error", found=type(error).__name__)
        return Outcome("converted")

    def build(self) -> None:
        """Build it here.

        Raises:
            OSError: a record cannot be read, or the folder not be written.
        """
        import pyarrow.parquet as pq

        from pipeline.write.arrow import arrow_table
        from schemas.tables import TABLES

        frames = part_frames(Path(self.records), self.part.entries, units=self.units)
        beside = Path(self.folder) / f"{self.part.key}.{uuid4().hex}.new"
        beside.mkdir(parents=True)
        for name, spec in TABLES.items():
            if len(frames[name]):
                with (beside / f"{name}.parquet").open("wb") as file:
                    pq.write_table(arrow_table(frames[name], spec), file, compression="zstd")
                    file.flush()
                    os.fsync(file.fileno())
        target = Path(self.folder) / self.part.key
        if not target.exists():
            beside.rename(target)


def part_frames(records: Path, entries: Sequence[Entry], *, units: Path | None = None) -> "Frames":
    """Return the tables' rows of these sources: of their documents, and of the files that are none."""
    from pipeline.stages.frames import make_frame
    from pipeline.tables import build_frames, departments_stage
    from pipeline.write.records import read_record

    named = {entry.sha256: entry.name for entry in entries if entry.state == "converted"}
    paths = [records / f"{e.doc_id}.json" for e in entries if e.state == "converted"]
    records_named = (_renamed(read_record(path), named) for path in paths)
    frames = build_frames(records_named, departments=departments_stage(units))
    frames["sources"] = make_frame([_source_row(entry) for entry in entries], "sources")
    frames["diagnostics"] = _with_file_diagnostics(frames["diagnostics"], entries)
    return frames


def _renamed(record: "DocumentRecord", named: Mapping[str | None, str]) -> "DocumentRecord":
    """Return the record under the name that its source has in the table `sources` today."""
    name = named.get(record.source.sha256, record.source.path)
    if name == record.source.path:
        return record
    return record.model_copy(update={"source": record.source.model_copy(update={"path": name})})


def _source_row(entry: Entry) -> dict[str, object]:
    import pandas as pd

    modified = entry.modified_ns
    return {
        "doc_id": entry.doc_id or None,
        "source_path": entry.name,
        "sha256": entry.sha256,
        "bytes": entry.size,
        "modified": pd.Timestamp(modified // 1000, unit="us", tz="UTC") if modified is not None else None,
        "format": entry.format,
        "state": entry.state,
    }


def _with_file_diagnostics(diagnostics: "pd.DataFrame", entries: Sequence[Entry]) -> "pd.DataFrame":
    """Add the diagnostics of files that were not converted, in the order of the sources."""
    import pandas as pd

    from pipeline.stages.frames import make_frame

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
            "doc_id": entry.doc_id or None,
            "severity": diagnostic.severity,
            "code": diagnostic.code,
            "message": diagnostic.message,
            "message_vi": diagnostic.message_vi,
            "source_path": entry.name,
        }
