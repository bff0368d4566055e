"""Files and results that are not on a disk of this machine: addresses such as s3://bucket/plans, by fsspec.

Workers read and write local files alone. A stored file is brought to a temporary folder, converted there as any other
is, and its record taken away: what reads a document needs no network and knows no store.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.discover import Found, passed_over
from pipeline.ledger import Entry, Ledger
from pipeline.parts import Part, PartJob, parts
from pipeline.worker import AnyJob, Job, Outcome, WorkerJob, rejected
from schemas.errors import OutputError
from schemas.identity import doc_id_of

Perform = Callable[[Iterable[AnyJob]], Iterator[tuple[AnyJob, Outcome]]]
Convert = Callable[[WorkerJob], Outcome]
_MODIFIED = ("mtime", "LastModified", "last_modified", "updated", "created")  # as the stores call it


def open_store(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path within it.

    Raises:
        OutputError: fsspec, or what it needs for this kind of store, is not installed, or the store refuses.
    """
    try:
        import fsspec
    except ImportError as error:
        raise OutputError("store", found="pip install 'kehoach[dask]'") from error
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError, OSError) as error:
        raise OutputError("store", found=f"{address}: {error}") from error
    return system, path.rstrip("/")


def iter_stored(address: str) -> Iterator[Found]:
    """Yield the files below an address, named as they are relative to it; a file itself by its last part."""
    system, root = open_store(address)
    scheme = address.partition("://")[0]
    try:
        listed = system.find(root, detail=True)
    except OSError as error:
        raise OutputError("store", found=f"{address}: {error}") from error
    base = root if system.isdir(root) else root.rpartition("/")[0]
    for path, info in sorted(listed.items()):
        place = f"{scheme}://{path.removeprefix('/') if scheme != 'file' else path}"
        name = path[len(base) :].strip("/")
        code, facts = passed_over(PurePosixPath(path).name)
        if code is None:
            yield Found(place.encode(), name, info.get("size"), _modified_ns(info))
        else:
            yield Found(place.encode(), name, code=code, facts=facts)


def _modified_ns(info: dict[str, Any]) -> int | None:
    said = next((info[key] for key in _MODIFIED if info.get(key) is not None), None)
    if isinstance(said, str):
        said = datetime.fromisoformat(said.replace("Z", "+00:00"))
    if isinstance(said, datetime):
        said = said.timestamp()
    return None if said is None else int(said * 1_000_000) * 1_000


@dataclass(frozen=True, slots=True)
class StoredJob:
    """One stored file to convert; its outcome's facts say the hash of its bytes."""

    path: str
    name: str
    size: int
    records: str  # address of the folder that its record is written to

    def performed(self, convert: Convert) -> Outcome:
        """Bring the file here, convert it and take its record away."""
        try:
            system, path = open_store(self.path)
            data = system.cat_file(path)
        except FileNotFoundError:
            return rejected("source-changed")
        except Exception as error:  # every store has errors of its own
            return rejected("unreadable-file", found=error)
        digest = hashlib.sha256(data).hexdigest()
        with TemporaryDirectory(prefix="kehoach-") as folder:
            source = Path(folder) / "source"
            source.write_bytes(data)
            outcome = convert(Job(str(source), self.name, digest, len(data), folder))
            if outcome.state == "converted":
                name = f"{doc_id_of(digest)}.json"
                try:
                    _write(f"{self.records}/{name}", (Path(folder) / name).read_bytes())
                except Exception as error:
                    outcome = rejected("output", found=error)
        return replace(outcome, facts=outcome.facts | {"sha256": digest})


@dataclass(frozen=True, slots=True)
class StoredPartJob:
    """One part of the tables to build from stored records into a partition of each table's dataset."""

    part: Part
    output: str
    units: bytes | None = None

    @property
    def name(self) -> str:
        """That of the part."""
        return self.part.name

    @property
    def size(self) -> int:
        """That of the part."""
        return self.part.size

    def performed(self, convert: Convert) -> Outcome:
        """Bring the records here, build the part and take its tables away."""
        key = self.part.key
        with TemporaryDirectory(prefix="kehoach-") as folder:
            own = Path(folder) / "units.csv" if self.units is not None else None
            if own is not None and self.units is not None:
                own.write_bytes(self.units)
            try:
                self._fetch(Path(folder))
                outcome = convert(PartJob(self.part, folder, folder, own))
                if outcome.code is None:
                    self._take_away(Path(folder) / key)
            except Exception as error:
                return rejected("output", found=error)
        return outcome

    def _fetch(self, folder: Path) -> None:
        system, root = open_store(f"{self.output}/records")
        for doc_id in self.part.doc_ids:
            (folder / f"{doc_id}.json").write_bytes(system.cat_file(f"{root}/{doc_id}.json"))

    def _take_away(self, built: Path) -> None:
        import pyarrow.parquet as pq

        rows = {}
        for path in sorted(built.iterdir()):
            rows[path.stem] = pq.read_metadata(path).num_rows
            _write(f"{self.output}/parquet/{path.stem}/{self.part.key}.parquet", path.read_bytes())
        # Written last: a part without it is not complete and is built again.
        _write(f"{self.output}/parts/{self.part.key}.json", json.dumps(rows, sort_keys=True).encode())


def stored_job(entry: Entry, records: str) -> StoredJob:
    """Return the job that makes the record of a file in a folder, either of them at an address."""
    return StoredJob(os.fsdecode(entry.path), entry.name, entry.size or 0, records)


def _write(address: str, data: bytes) -> None:
    if "://" not in address:
        from pipeline.write.records import write_whole

        write_whole(Path(address), data)
        return
    system, path = open_store(address)
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.pipe_file(path, data)


class StoreOutput:
    """records/, parquet/<table>/<part>.parquet and parts/ at an address; the ledger is a file of this machine."""

    def __init__(self, address: str, ledger: Path) -> None:
        self.folder = address.rstrip("/")
        self.ledger = ledger
        self._system, self._root = open_store(self.folder)
        self._recorded: frozenset[str] | None = None

    def prepare(self) -> None:
        """Make the folders ready.

        Raises:
            OutputError: they cannot be written.
        """
        try:
            self.ledger.parent.mkdir(parents=True, exist_ok=True)
            for name in ("records", "parquet", "parts"):
                self._system.makedirs(f"{self._root}/{name}", exist_ok=True)
        except Exception as error:
            raise OutputError("output", found=str(error)) from error
        self._recorded = None

    def job(self, entry: Entry) -> AnyJob:
        """Return the job that makes the record of this file."""
        return stored_job(entry, f"{self.folder}/records")

    def has_record(self, doc_id: str) -> bool:
        """Say whether the record is there; the records are listed once a run."""
        if self._recorded is None:
            self._recorded = frozenset(self._names("records"))
        return doc_id in self._recorded

    def sync(self, doc_ids: Iterable[str]) -> None:
        """Do nothing: a store has what it said it has."""

    def is_complete(self, *, excel: bool) -> bool:
        """Say whether the tables are all there."""
        return bool(self._system.exists(f"{self._root}/parquet/_complete"))

    def forget_parts(self) -> None:
        """Have every part built anew."""
        for name in self._names("parts"):
            self._system.rm_file(f"{self._root}/parts/{name}.json")

    def build_tables(
        self, ledger: Ledger, perform: Perform, *, units: Path | None, excel: bool
    ) -> dict[str, int]:
        """Build the partitions that are missing, remove those that are no longer meant; return the tables' rows.

        Raises:
            OutputError: the store cannot be written.
        """
        built = frozenset(self._names("parts"))
        own = units.read_bytes() if units is not None else None
        wanted: list[str] = []

        def missing() -> Iterator[AnyJob]:
            for part in parts(ledger.entries(), units):
                wanted.append(part.key)
                if part.key not in built:
                    yield StoredPartJob(part, self.folder, own)

        try:
            for _, outcome in perform(missing()):
                if outcome.code is not None:
                    raise OutputError("output", found=outcome.facts.get("found", outcome.code))
            self._clean(ledger, frozenset(wanted))
            rows = self._rows(wanted)
            _write(f"{self.folder}/parquet/_complete", b"")
        except OSError as error:
            raise OutputError("output", found=str(error)) from error
        return rows

    def _rows(self, keys: Iterable[str]) -> dict[str, int]:
        from schemas.tables import TABLES

        rows = dict.fromkeys(TABLES, 0)
        for key in keys:
            for name, count in json.loads(self._system.cat_file(f"{self._root}/parts/{key}.json")).items():
                rows[name] += count
        return rows

    def _clean(self, ledger: Ledger, wanted: frozenset[str]) -> None:
        """Remove partitions of former states, and records that no source stands for any more."""
        for path in self._system.find(f"{self._root}/parquet"):
            if path.endswith(".parquet") and PurePosixPath(path).stem not in wanted:
                self._system.rm_file(path)
        for name in self._names("parts"):
            if name not in wanted:
                self._system.rm_file(f"{self._root}/parts/{name}.json")
        for doc_id in self._names("records"):
            if not ledger.is_wanted(doc_id):
                self._system.rm_file(f"{self._root}/records/{doc_id}.json")

    def _names(self, folder: str) -> list[str]:
        """Return the names of the .json files in a folder, without the ending."""
        try:
            self._system.invalidate_cache()
            listed = self._system.find(f"{self._root}/{folder}")
        except FileNotFoundError:
            return []
        return [PurePosixPath(path).stem for path in listed if path.endswith(".json")]
