"""The batch: a folder of files to records and tables, only what is new, the same however often cut off.

Order of the durable steps: a record is on the disk before the ledger says converted; the tables are built beside
and renamed; the ledger's `tables` fact is set last. Whatever instant a run is killed at, the next one repeats what
was not yet said to be done, and nothing else.
"""

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from pipeline.discover import Found, iter_sources, path_key
from pipeline.ledger import Entry, Ledger, Sighting, facts_text
from pipeline.output import FolderOutput
from pipeline.versions import reading_version, tables_key
from pipeline.worker import AnyJob, Outcome, PoolSettings, rejected
from schemas.errors import OutputError

if TYPE_CHECKING:
    from pipeline.engines import Engine
    from pipeline.stores import StoreOutput

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
    scheduler: str | None = (
        None  # address of a Dask scheduler whose workers convert; None: processes of this machine
    )
    ledger: Path | None = None  # the ledger of an output at an address, which cannot hold it
    pool: PoolSettings = field(default_factory=PoolSettings)


@dataclass(slots=True)
class Summary:
    """What a run did and what the output now holds."""

    states: Counter[str] = field(default_factory=Counter)  # of all sources in the ledger
    converted_now: int = 0
    failed: list[Entry] = field(default_factory=list)  # every rejected source that is still there
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

    def __init__(self, output: Path | str, options: ConvertOptions | None = None) -> None:
        self.options = options or ConvertOptions()
        self.output = _output(output, self.options.ledger)
        self.settled: Callable[[Found], bool] = lambda found: True  # whether a file may be read by now
        self._watch: Watcher = _silent
        self._engine: Engine | None = None
        self._interrupted = False

    def interrupt(self) -> None:
        """End after the documents that are being read; may be called from a signal handler."""
        self._interrupted = True

    def convert(self, inputs: Sequence[Path | str], *, watch: Watcher = _silent) -> Summary:
        """Convert what is new or changed below the inputs, and bring the tables up to date."""
        started = time.monotonic()
        self._watch = watch
        self.output.prepare()
        try:
            with Ledger(self.output.ledger) as ledger:
                todo = self._compare(ledger, inputs)
                summary = Summary(converted_now=self._read(ledger, todo))
                self._finish(ledger, summary)
        finally:
            if self._engine is not None:
                self._engine.shutdown(cancel_futures=True)
                self._engine = None
        summary.interrupted = self._interrupted
        summary.seconds = time.monotonic() - started
        return summary

    def _compare(self, ledger: Ledger, inputs: Sequence[Path | str]) -> int:
        """Meet the files, record what is passed over, and plan what must be read; return how many that are."""
        ledger.meet(self._sightings(ledger, inputs))
        ledger.mark_vanished([path_key(path) for path in inputs], prune=self.options.prune)
        for page in ledger.met():
            changed, todo = [], []
            for fresh, before in page:
                if fresh.code is not None:
                    judged = fresh._replace(state=_passed_state(fresh.code), version=reading_version())
                    if judged != before:
                        changed.append(judged)
                elif before is None or not self._is_done(before, fresh):
                    todo.append(fresh)
                elif before.vanished:
                    changed.append(before._replace(vanished=False))
            ledger.put(changed)
            ledger.plan(todo)
        return ledger.settle_owners()

    def _sightings(self, ledger: Ledger, inputs: Sequence[Path | str]) -> Iterator[Sighting | bytes]:
        """Meet the files: those that are as they were by path alone."""
        stored = [place for place in inputs if isinstance(place, str)]
        local = [place for place in inputs if isinstance(place, Path)]
        own = self.output.folder if isinstance(self.output.folder, Path) else None
        for found in chain(
            iter_sources(local, exclude=own, follow_links=self.options.follow_links),
            chain.from_iterable(map(_iter_stored, stored)),
        ):
            before = ledger.known(found.key) if found.code is None else None
            if before is not None and self._stays(before, found):
                yield found.key
            elif found.code or self.settled(found):
                yield _sighting(found)
            else:
                yield _sighting(found._replace(code="unsettled"))

    def _stays(self, before: Entry, found: Found) -> bool:
        """Say whether nothing is to be done about a file, now: a duplicate may have lost the file that it is one of."""
        if before.vanished or before.state == "duplicate":
            return False
        if self._is_done(before, found):
            return True
        # What was made of the file as it was stays until it may be read again.
        return before.state == "converted" and not self.settled(found)

    def _is_done(self, before: Entry, fresh: Entry | Found) -> bool:
        if self.options.force or before.version != reading_version():
            return False
        if (before.size, before.modified_ns) != (fresh.size, fresh.modified_ns):
            return False
        if before.state == "rejected":
            return not self.options.retry_failed and before.code not in PASSING_CODES
        if before.state == "converted":
            return self.output.has_record(before.doc_id)
        return before.state == "duplicate"

    def _read(self, ledger: Ledger, total: int) -> int:
        """Read documents in workers, the ledger following in groups; return how many were converted."""
        if not total:
            return 0
        self._begin(ledger)
        batch = _Batch(ledger, self.output)
        done = failures = converted = 0
        pending: dict[str, Entry] = {}

        def settle(entry: Entry, outcome: Outcome) -> None:
            nonlocal done, failures, converted
            if entry.is_stored and (digest := outcome.facts.pop("sha256", None)):
                # The bytes of a stored file are known only when it was brought to a worker.
                entry = entry._replace(sha256=digest)
                if outcome.code is None and not ledger.claim(digest, entry.path):
                    outcome = Outcome("duplicate", seconds=outcome.seconds)
            batch.add(
                entry._replace(
                    state=outcome.state,
                    format=outcome.format,
                    code=outcome.code,
                    facts=facts_text(outcome.facts),
                    seconds=outcome.seconds,
                )
            )
            done += 1
            failures += outcome.state == "rejected"
            converted += outcome.state == "converted"
            self._watch(Progress(done, total, failures, entry.name, outcome))

        def jobs() -> Iterator[AnyJob]:
            for fresh, before in chain.from_iterable(ledger.met(todo=True)):
                entry, outcome = _hashed(fresh, before, self.options.pool.worker.limits.file_bytes)
                if (
                    outcome is None
                    and not entry.is_stored
                    and not ledger.claim(entry.sha256 or "", entry.path)
                ):
                    outcome = Outcome("duplicate")
                if outcome is not None:
                    settle(entry, outcome)
                else:
                    pending[entry.name] = entry._replace(attempts=entry.attempts + 1)
                    yield self.output.job(entry)

        for job, outcome in self._perform(jobs(), total=total, stopping=lambda: self._interrupted):
            settle(pending.pop(job.name), outcome)
        batch.commit()
        ledger.reject_duplicates()
        return converted

    def _begin(self, ledger: Ledger) -> None:
        """Say that the tables are behind, and let what takes time begin beside what else does."""
        ledger.set_facts(tables="")
        if self.options.force:
            self.output.forget_parts()
        if self.options.scheduler is None:
            from pipeline.pool import start_server

            start_server()
        # What puts the tables together takes most of a second to load, while the workers load the readers.
        Thread(target=import_module, args=["pipeline.write.tables"], daemon=True).start()

    def _perform(
        self, jobs: Iterable[AnyJob], *, total: int = 0, stopping: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[AnyJob, Outcome]]:
        from pipeline.engines import DaskEngine, LocalEngine, outcomes

        if self._engine is None:
            scheduler = self.options.scheduler
            self._engine = DaskEngine(scheduler) if scheduler else LocalEngine(self.options.pool)
        return outcomes(self._engine, jobs, self.options.pool, total=total, stopping=stopping)

    def _finish(self, ledger: Ledger, summary: Summary) -> None:
        """Bring the tables up to date with the ledger, and sum up."""
        for state, gone, count in ledger.states():
            # Whoever took away what could not be converted has seen to it.
            summary.states["removed" if gone and state == "rejected" else state] += count
        summary.failed.extend(ledger.failed())
        key = tables_key(self.options.units, excel=self.options.excel)
        if ledger.fact("tables") == key and self.output.is_complete(excel=self.options.excel):
            return
        ledger.set_facts(tables="")
        summary.rows = self.output.build_tables(
            ledger, self._perform, units=self.options.units, excel=self.options.excel
        )
        ledger.set_facts(tables=key)


class _Batch:
    """Outcomes on their way to the ledger: records are made durable first, then all are said at once."""

    def __init__(self, ledger: Ledger, output: "FolderOutput | StoreOutput") -> None:
        self._ledger, self._output = ledger, output
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
            self._output.sync(entry.doc_id for entry in self._entries if entry.state == "converted")
            self._ledger.put(self._entries)
            self._entries = []


def _output(place: Path | str, ledger: Path | None) -> "FolderOutput | StoreOutput":
    if isinstance(place, Path):
        return FolderOutput(place)
    if ledger is None:
        raise OutputError("store", found=f"{place} needs a file of this machine for its ledger")
    from pipeline.stores import StoreOutput

    return StoreOutput(place, ledger)


def _iter_stored(address: str) -> Iterator[Found]:
    from pipeline.stores import iter_stored

    return iter_stored(address)


def _passed_state(code: str) -> str:
    from schemas.diagnostics import diagnostic_codes

    return "rejected" if diagnostic_codes()[code].severity == "error" else "skipped"


def _sighting(found: Found) -> Sighting:
    return Sighting(*found[:-1], facts_text(found.facts))


def _hashed(fresh: Entry, before: Entry | None, limit: int) -> tuple[Entry, Outcome | None]:
    """Return the entry with the file's hash; with an outcome where it cannot be read or is too large."""
    same = before is not None and (before.size, before.modified_ns) == (fresh.size, fresh.modified_ns)
    entry = fresh._replace(version=reading_version(), attempts=before.attempts if before and same else 0)
    if entry.size is not None and entry.size > limit:
        return entry, rejected("too-large", found=f"{entry.size} bytes", limit=f"{limit} bytes")
    if entry.is_stored:
        return entry, None
    digest = hashlib.sha256()
    try:
        with open(os.fsdecode(entry.path), "rb", buffering=0) as file:  # noqa: PTH123 - many small files
            while chunk := file.read(HASH_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return entry, rejected("source-changed")
    except OSError as error:
        return entry, rejected("unreadable-file", found=error.strerror or str(error))
    return entry._replace(sha256=digest.hexdigest()), None
