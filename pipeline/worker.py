"""One document in a process of its own: what a worker does with a job, and what it says of it."""

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from schemas.errors import KehoachError
from schemas.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PAGED_BYTES = 2**20  # PDF files over this say how many pages they have before they are read
IDLE_SECONDS = 300.0  # how long a worker waits for a job before it ends; whoever needs one starts another


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """How a worker works; the same for all jobs of a run."""

    records: str  # folder that records are written to
    limits: Limits = DEFAULT_LIMITS
    allow_classified: bool = False
    memory_bytes: int = 2**30  # over what the process has when it begins
    record_bytes: int = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Job:
    """One file to convert."""

    path: str
    name: str
    sha256: str
    size: int
    records: str | None = None  # folder that its record is written to, where that is not the workers' own

    def run(self, settings: WorkerSettings) -> "Outcome":
        """Convert the file, in a worker process."""
        return convert_job(self, settings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. code and facts are those of its diagnostic where it was rejected."""

    state: str
    format: str | None = None
    code: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Pages:
    """What a worker says of a large file before it reads it: so many pages will take their time."""

    count: int


class WorkerJob(Protocol):
    """What a worker process can be given."""

    @property
    def name(self) -> str:
        """What it is called where its outcome is told."""

    @property
    def size(self) -> int:
        """The bytes that it has to read, from which follows the time that it may take."""

    def run(self, settings: WorkerSettings) -> Outcome:
        """Do it; raise nothing."""


class CarriedJob(Protocol):
    """A job whose files are not on this machine: it brings them here and takes the result away itself."""

    @property
    def name(self) -> str:
        """What it is called where its outcome is told."""

    @property
    def size(self) -> int:
        """The bytes that it has to read."""

    def performed(self, convert: "Callable[[WorkerJob], Outcome]") -> Outcome:
        """Do it, the reading in a worker process by `convert`; raise nothing."""


AnyJob = WorkerJob | CarriedJob


def rejected(code: str, **facts: object) -> Outcome:
    """Return the outcome of a file that could not be converted."""
    return Outcome("rejected", code=code, facts={key: str(value) for key, value in facts.items()})


def convert_job(job: Job, settings: WorkerSettings) -> Outcome:
    """Convert one file and write its record durably; never raises for anything that the file does."""
    return attempted(job.path, settings, lambda: _convert(job, settings))


def attempted(path: str, settings: WorkerSettings, work: Callable[[], Outcome]) -> Outcome:
    """Return the outcome of work on a file, whatever it raises."""
    try:
        return work()
    except KehoachError as error:
        return rejected(error.code, **error.facts)
    except MemoryError:
        return rejected("memory", limit=f"{settings.memory_bytes} bytes")
    except FileNotFoundError:
        return rejected("source-changed")
    except OSError as error:
        if error.filename is not None and os.fsdecode(error.filename) == path:
            return rejected("unreadable-file", found=error.strerror)
        return rejected("output", found=error.strerror or str(error))
    # A fault of the program must cost one document, never the run; its place is said for the report.
    except Exception as error:
        return rejected("internal-error", found=_where(error))


def _convert(job: Job, settings: WorkerSettings) -> Outcome:
    from extractors.extract import extract
    from pipeline.write.records import record_bytes, write_whole

    data = Path(job.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != job.sha256:
        return rejected("source-changed")
    record = extract(data, path=job.name, limits=settings.limits, allow_classified=settings.allow_classified)
    written = record_bytes(record)
    if len(written) > settings.record_bytes:
        return rejected("output-too-large", limit=f"{settings.record_bytes} bytes")
    write_whole(Path(job.records or settings.records) / f"{record.doc_id}.json", written)
    return Outcome("converted", format=record.source.format)


def pages_of(job: WorkerJob, limits: Limits = DEFAULT_LIMITS) -> Pages | None:
    """Return the number of pages of a large PDF file, None for any other job; what is wrong is said when it is read."""
    if not isinstance(job, Job) or job.size < PAGED_BYTES:
        return None
    from extractors.formats.names import extension

    if extension(job.name) != ".pdf":
        return None
    from extractors.formats.pdf import count_pages

    try:
        return Pages(count_pages(Path(job.path).read_bytes(), limits))
    except (KehoachError, OSError, MemoryError):
        return None


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"


def serve(connection: "Connection", settings: WorkerSettings) -> None:
    """Take jobs from a connection and answer each with its outcome, until none comes or nobody listens."""
    import signal

    # Ctrl-C goes to every process of the terminal; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(settings.memory_bytes)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while connection.poll(IDLE_SECONDS) and (job := connection.recv()) is not None:
            if (pages := pages_of(job, settings.limits)) is not None:
                connection.send(pages)
            started = time.perf_counter()
            outcome = job.run(settings)
            seconds = time.perf_counter() - started
            connection.send(Outcome(outcome.state, outcome.format, outcome.code, outcome.facts, seconds))


def _limit_memory(allowance: int) -> None:
    """Let the process grow by so many bytes at most, where the system can; the parent watches besides."""
    try:
        import resource
    except ImportError:  # Windows
        return
    # Libraries that are loaded later map address space without using it.
    headroom = 2 * 2**30
    with contextlib.suppress(OSError, ValueError):
        import psutil

        ceiling = psutil.Process().memory_info().vms + allowance + headroom
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            ceiling = min(ceiling, hard)
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))


Target = Callable[["Connection", WorkerSettings], None]


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """What a worker may take for one document; the defaults are the stated limits."""

    workers: int = 0  # 0: as many as there are processors
    seconds: float = 60.0
    seconds_per_mib: float = 2.0  # more time for large files
    seconds_per_page: float = 0.2  # and for their pages, where they are PDF files
    worker: WorkerSettings = field(default_factory=lambda: WorkerSettings(records="."))
    target: Target = serve  # what a worker process runs; a test may give its own

    @property
    def count(self) -> int:
        """The number of workers."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1

    def allowed(self, job: WorkerJob, pages: int = 0) -> float:
        """Return the seconds that a job may take, with so many pages where it said how many."""
        return self.seconds + self.seconds_per_mib * job.size / 2**20 + self.seconds_per_page * pages
