"""The batch: a folder of files to records and tables, only what is new, the same however often cut off.

Order of the durable steps: a record is on the disk before the ledger says converted; the tables are built beside
and renamed; the ledger's `tables` fact is set last. Whatever instant a run is killed at, the next one repeats what
was not yet said to be done, and nothing else.
"""

import hashlib
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import __version__
from pipeline.discover import Found, find_sources
from pipeline.ledger import Entry, Ledger
from pipeline.pool import PoolSettings, WorkerPool
from pipeline.worker import Job, Outcome
from schemas.diagnostics import diagnostic_codes
from schemas.errors import OutputError

COMMIT_EVERY = 32  # outcomes that one ledger transaction takes
COMMIT_SECONDS = 1.0  # and how long the first of them waits at most
HASH_CHUNK = 2**20
# Failures that say nothing about the file itself: the next run tries again by itself.
PASSING_CODES = frozenset({"source-changed", "output"})


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What a run is told; every field has an option of the same name."""

    force: bool = False
    retry_failed: bool = False
    prune: bool = False
    follow_links: bool = False
    excel: bool = False
    units: Path | None = None
    pool: PoolSettings = field(default_factory=PoolSettings)


@dataclass(slots=True)
class Summary:
    """What a run did and what the output now holds."""

    states: Counter[str] = field(default_factory=Counter)  # of all sources in the ledger
    converted_now: int = 0
    failed: list[Entry] = field(default_factory=list)  # every rejected source in the ledger
    rows: dict[str, int] = field(default_factory=dict)  # rows of each table, empty where nothing was rebuilt
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def exit_status(self) -> int:
        """0: every document was converted, 1: at least one was not, 130: interrupted."""
        if self.interrupted:
            return 130
        return 1 if self.failed else 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is, after one more file."""

    done: int
    total: int
    failures: int
    name: str
    outcome: Outcome


Watcher = Callable[[Progress], None]


def _silent(_: Progress) -> None:
    return


class Run:
    """One run over one output folder.

    Raises:
        OutputError: the folder cannot be written, or another run holds it.
    """

    def __init__(self, output: Path, options: ConvertOptions | None = None) -> None:
        self.output = output
        self.options = options or ConvertOptions()
        self._watch: Watcher = _silent
        self._pool: WorkerPool | None = None
        self._interrupted = False

    def interrupt(self) -> None:
        """End after the documents that are being read; may be called from a signal handler."""
        self._interrupted = True
        if self._pool is not None:
            self._pool.stopping = True

    def convert(self, inputs: Sequence[Path], *, watch: Watcher = _silent) -> Summary:
        """Convert what is new or changed below the inputs, and bring the tables up to date."""
        started = time.monotonic()
        self._watch = watch
        _prepare(self.output)
        with Ledger(self.output / "ledger.sqlite") as ledger:
            known = {entry.path: entry for entry in ledger.entries()}
            found = find_sources(inputs, exclude=self.output, follow_links=self.options.follow_links)
            entries = _named(found, known)
            self._mark_vanished(ledger, known, {entry.path for entry, _ in entries}, inputs)
            todo = self._compare(ledger, entries, known)
            summary = Summary(converted_now=self._read(ledger, todo))
            self._finish(ledger, summary)
        summary.interrupted = self._interrupted
        summary.seconds = time.monotonic() - started
        return summary

    def _compare(
        self, ledger: Ledger, entries: Sequence[tuple[Entry, Found]], known: dict[bytes, Entry]
    ) -> list[tuple[Entry, Found]]:
        """Record what is passed over, and return what must be read, in order."""
        changed: list[Entry] = []
        todo: dict[bytes, tuple[Entry, Found]] = {}
        for entry, found in entries:
            before = known.get(entry.path)
            if found.code is not None:
                error = diagnostic_codes()[found.code].severity == "error"
                judged = replace(entry, state="rejected" if error else "skipped")
                judged = judged.with_diagnostic(found.code, found.facts)
                if judged != before:
                    changed.append(judged)
            elif before is None or not self._is_done(before, found):
                todo[entry.path] = entry, found
            elif before.vanished:
                changed.append(replace(before, vanished=False))
        # A duplicate whose first file was changed or removed is the first one now.
        owned = {e.sha256 for e in ledger.entries() if e.state == "converted" and e.path not in todo}
        for entry, found in entries:
            before = known.get(entry.path)
            if before is not None and before.state == "duplicate" and before.sha256 not in owned:
                todo[entry.path] = entry, found
        ledger.put(changed)
        return [(entry, found) for entry, found in entries if entry.path in todo]

    def _is_done(self, before: Entry, found: Found) -> bool:
        if self.options.force or before.version != __version__:
            return False
        if (before.size, before.modified_ns) != (found.size, found.modified_ns):
            return False
        if before.state == "rejected":
            return not self.options.retry_failed and before.code not in PASSING_CODES
        if before.state == "converted":
            return (self.output / "records" / f"{(before.sha256 or '')[:16]}.json").exists()
        return before.state == "duplicate"

    def _read(self, ledger: Ledger, todo: Sequence[tuple[Entry, Found]]) -> int:
        """Read documents in workers, the ledger following in groups; return how many were converted."""
        if not todo:
            return 0
        settings = replace(
            self.options.pool, worker=replace(self.options.pool.worker, records=str(self.output / "records"))
        )
        self._pool = WorkerPool(settings)
        self._pool.stopping = self._interrupted
        batch = _Batch(ledger, self.output / "records")
        done = failures = converted = 0
        again = {entry.path for entry, _ in todo}
        standing = (e for e in ledger.entries() if e.state == "converted" and e.path not in again)
        owners = {entry.sha256: entry.path for entry in standing if entry.sha256}
        pending: dict[str, Entry] = {}

        def jobs() -> Iterator[Job]:
            nonlocal done, failures
            for entry, found in todo:
                hashed = _hashed(entry, found, self.options.pool.worker.limits.file_bytes)
                owner = owners.setdefault(hashed.sha256, hashed.path) if hashed.sha256 else hashed.path
                if hashed.state == "rejected" or owner != hashed.path:
                    settled = hashed if hashed.state == "rejected" else replace(hashed, state="duplicate")
                    batch.add(settled)
                    done += 1
                    failures += settled.state == "rejected"
                    outcome = Outcome(settled.state, code=settled.code, facts=settled.fact_values)
                    self._watch(Progress(done, len(todo), failures, settled.name, outcome))
                    continue
                pending[hashed.name] = hashed
                yield Job(str(found.path), hashed.name, hashed.sha256 or "", found.size or 0)

        for job, outcome in self._pool.run(jobs()):
            entry = pending.pop(job.name)
            settled = replace(
                entry,
                state=outcome.state,
                format=outcome.format,
                attempts=entry.attempts + 1,
                seconds=outcome.seconds,
            ).with_diagnostic(outcome.code, outcome.facts)
            batch.add(settled)
            done += 1
            failures += outcome.state == "rejected"
            converted += outcome.state == "converted"
            self._watch(Progress(done, len(todo), failures, job.name, outcome))
        batch.commit()
        self._pool = None
        return converted

    def _mark_vanished(
        self, ledger: Ledger, known: dict[bytes, Entry], met: set[bytes], inputs: Sequence[Path]
    ) -> None:
        """Mark, or remove with prune, entries below these inputs whose file is no longer there."""
        roots = [os.fsencode(path.absolute()) for path in inputs]
        gone = [
            entry
            for path, entry in known.items()
            if path not in met
            and any(path == root or path.startswith(root + os.fsencode(os.sep)) for root in roots)
        ]
        if self.options.prune:
            ledger.remove(gone)
        else:
            ledger.put(replace(entry, vanished=True) for entry in gone if not entry.vanished)

    def _finish(self, ledger: Ledger, summary: Summary) -> None:
        """Bring the tables up to date with the ledger, and sum up."""
        from pipeline.output import build_tables, tables_key

        entries = _promoted(list(ledger.entries()))
        summary.states = Counter(entry.state for entry in entries)
        summary.failed = [entry for entry in entries if entry.state == "rejected"]
        key = tables_key(entries, self.options.units, excel=self.options.excel)
        if ledger.fact("tables") == key and (self.output / "datapackage.json").exists():
            return
        ledger.set_facts(tables="")
        summary.rows = build_tables(self.output, entries, units=self.options.units, excel=self.options.excel)
        _remove_orphans(self.output / "records", entries)
        ledger.set_facts(tables=key)


class _Batch:
    """Outcomes on their way to the ledger: records are made durable first, then all are said at once."""

    def __init__(self, ledger: Ledger, records: Path) -> None:
        self._ledger, self._records = ledger, records
        self._entries: list[Entry] = []
        self._since = time.monotonic()

    def add(self, entry: Entry) -> None:
        if not self._entries:
            self._since = time.monotonic()
        self._entries.append(entry)
        if len(self._entries) >= COMMIT_EVERY or time.monotonic() - self._since > COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        if self._entries:
            sync_folder(self._records)
            self._ledger.put(self._entries)
            self._entries = []


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system lets a folder be synced (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prepare(output: Path) -> None:
    try:
        (output / "records").mkdir(parents=True, exist_ok=True)
        shutil.rmtree(output / ".staging", ignore_errors=True)
    except OSError as error:
        raise OutputError("output", found=error.strerror or str(error)) from error


def _named(found: Iterable[Found], known: dict[bytes, Entry]) -> list[tuple[Entry, Found]]:
    """Give every file its entry; a name that another root's file already has gets folders before it."""
    taken = {entry.name: path for path, entry in known.items()}
    named = []
    for item in found:
        path = os.fsencode(item.path.absolute())
        before = known.get(path)
        name = before.name if before else item.name
        parents = list(item.path.absolute().parents)
        depth = len(Path(item.name).parts)
        while taken.get(name, path) != path and depth < len(parents) + 1:
            depth += 1
            name = "/".join(item.path.absolute().parts[-depth:])
        taken[name] = path
        fresh = Entry(path, name, item.size, item.modified_ns, version=__version__)
        if before is not None and (before.size, before.modified_ns) == (item.size, item.modified_ns):
            fresh = replace(fresh, attempts=before.attempts)
        named.append((fresh, item))
    return named


def _hashed(entry: Entry, found: Found, limit: int) -> Entry:
    """Return the entry with the file's hash, or rejected where it cannot be read or is too large."""
    if found.size is not None and found.size > limit:
        facts = {"found": f"{found.size} bytes", "limit": f"{limit} bytes"}
        return replace(entry, state="rejected").with_diagnostic("too-large", facts)
    digest = hashlib.sha256()
    try:
        with found.path.open("rb") as file:
            while chunk := file.read(HASH_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return replace(entry, state="rejected").with_diagnostic("source-changed")
    except OSError as error:
        facts = {"found": error.strerror or str(error)}
        return replace(entry, state="rejected").with_diagnostic("unreadable-file", facts)
    return replace(entry, sha256=digest.hexdigest())


def _promoted(entries: list[Entry]) -> list[Entry]:
    """Return the entries with the first of several files of the same bytes as the converted one.

    The file that was converted first may have been pruned since, or met after one whose name comes earlier.
    """
    converted = {entry.sha256: entry for entry in entries if entry.state == "converted"}
    seen: set[str | None] = set()
    promoted = []
    for entry in entries:
        if entry.state in ("converted", "duplicate") and entry.sha256 in converted:
            first = entry.sha256 not in seen
            seen.add(entry.sha256)
            source = converted[entry.sha256]
            entry = replace(
                entry,
                state="converted" if first else "duplicate",
                format=source.format,
                code=None,
                facts="{}",
            )
        promoted.append(entry)
    return promoted


def _remove_orphans(records: Path, entries: Iterable[Entry]) -> None:
    """Remove records that no source stands for any more: their file was changed or pruned."""
    wanted = {f"{(entry.sha256 or '')[:16]}.json" for entry in entries if entry.state == "converted"}
    for path in records.iterdir():
        if path.name not in wanted:
            path.unlink(missing_ok=True)
