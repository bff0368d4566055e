"""A pool of worker processes in which one document costs at most itself.

The pools of the standard library cannot stop one worker: a hang blocks them, a crash breaks them whole. Here
each worker has its own connection; the parent watches its time and memory, kills it where it goes over and starts
another.
"""

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import connection as mp_connection
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

import psutil

from pipeline.worker import Job, Outcome, WorkerSettings, rejected, serve

QUEUED = 2  # jobs that a worker holds: one it works on and the next, so that it never waits for the parent
POLL_SECONDS = 0.25  # how often time and memory are looked at
LOADED_BYTES = 256 * 2**20  # what a worker takes for its libraries alone, with room to spare
RECYCLE_GROWTH = (
    256 * 2**20
)  # bytes over that which a worker may keep between documents before it is replaced
RECYCLE_LOOK = 16  # documents between two looks at that


Target = Callable[[Connection, WorkerSettings], None]


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """What a worker may take for one document; the defaults are the stated limits."""

    workers: int = 0  # 0: as many as there are processors
    seconds: float = 60.0
    seconds_per_mib: float = 2.0  # more time for large files, whose pages are many
    worker: WorkerSettings = field(default_factory=lambda: WorkerSettings(records="."))
    target: Target = serve  # what a worker process runs; a test may give its own

    @property
    def count(self) -> int:
        """The number of workers."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1

    def allowed(self, job: Job) -> float:
        """Return the seconds that a job may take."""
        return self.seconds + self.seconds_per_mib * job.size / 2**20


def process_context() -> BaseContext:
    """Return how processes are started: forked from a small server with the readers loaded, else spawned."""
    # Documents are converted in parallel by process; threads within one only get in each other's way.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipeline.preload"])
        return context
    return multiprocessing.get_context("spawn")


class _Worker:
    """A process, its connection and the jobs that it was given."""

    def __init__(self, context: BaseContext, settings: WorkerSettings, target: Target) -> None:
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=target, args=(theirs, settings), daemon=True
        )
        self.process.start()
        theirs.close()
        self.jobs: deque[Job] = deque()
        self.since = time.monotonic()
        self.done = 0

    def give(self, job: Job) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        self.pipe.send(job)

    def resident(self) -> int:
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def stop(self, *, kill: bool) -> None:
        if kill:
            self.process.kill()
        else:
            try:
                self.pipe.send(None)
            except OSError:
                self.process.kill()
        self.process.join()
        self.pipe.close()


class WorkerPool:
    """Runs jobs in workers and yields each with its outcome, in the order in which they end."""

    def __init__(self, settings: PoolSettings) -> None:
        self._settings = settings
        self._context = process_context()
        self._workers: list[_Worker] = []
        self.stopping = False  # set it to end after the documents that are being read

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Yield every job with its outcome; one that lost its worker is tried once more, alone."""
        waiting = iter(jobs)
        again: list[Job] = []
        try:
            yield from self._run(waiting, again)
            for job in again:
                if self.stopping:
                    return
                yield from self._alone(job)
        finally:
            self._stop_all(kill=True)

    def _run(self, waiting: Iterator[Job], again: list[Job]) -> Iterator[tuple[Job, Outcome]]:
        while True:
            while not self.stopping and (worker := self._free_worker()) is not None:
                job = next(waiting, None)
                if job is None:
                    break
                worker.give(job)
            busy = [worker for worker in self._workers if worker.jobs]
            if not busy:
                return
            for worker, outcome, lost in self._events(busy):
                job = worker.jobs.popleft()
                worker.since = time.monotonic()
                if lost:
                    again.append(job)
                    # What the lost worker had not begun goes to the head of the line.
                    waiting = chain(list(worker.jobs), waiting)
                else:
                    yield job, outcome

    def _alone(self, job: Job) -> Iterator[tuple[Job, Outcome]]:
        self._stop_all(kill=False)
        worker = self._start()
        worker.give(job)
        while True:
            for _, outcome, _ in self._events([worker]):
                yield job, outcome
                return

    def _events(self, busy: list[_Worker]) -> Iterator[tuple[_Worker, Outcome, bool]]:
        """Yield workers that have answered, or were lost (True), with the outcome."""
        ready = mp_connection.wait([worker.pipe for worker in busy], timeout=POLL_SECONDS)
        for worker in busy:
            if worker.pipe in ready:
                try:
                    yield worker, worker.pipe.recv(), False
                except (EOFError, OSError):
                    worker.process.join(timeout=5)
                    lost = rejected("crashed", found=_exit_name(worker.process.exitcode))
                    self._replace(worker)
                    yield worker, lost, True
                else:
                    self._recycle(worker)
            elif (over := self._over_limit(worker)) is not None:
                self._replace(worker)
                yield worker, over, True

    def _over_limit(self, worker: _Worker) -> Outcome | None:
        allowed = self._settings.allowed(worker.jobs[0])
        if time.monotonic() - worker.since > allowed:
            return rejected("deadline", limit=f"{allowed:.0f}")
        limit = self._settings.worker.memory_bytes
        if worker.resident() > limit + LOADED_BYTES:
            return rejected("memory", limit=f"{limit // 2**20} MiB")
        return None

    def _recycle(self, worker: _Worker) -> None:
        worker.done += 1
        due = worker.done % RECYCLE_LOOK == 0 and not worker.jobs
        if due and worker.resident() > LOADED_BYTES + RECYCLE_GROWTH:
            self._workers.remove(worker)
            worker.stop(kill=False)

    def _free_worker(self) -> _Worker | None:
        for worker in self._workers:
            if not worker.jobs:
                return worker
        if len(self._workers) < self._settings.count:
            return self._start()
        fewest = min(self._workers, key=lambda worker: len(worker.jobs))
        return fewest if len(fewest.jobs) < QUEUED else None

    def _start(self) -> _Worker:
        worker = _Worker(self._context, self._settings.worker, self._settings.target)
        self._workers.append(worker)
        return worker

    def _replace(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.stop(kill=True)

    def _stop_all(self, *, kill: bool) -> None:
        for worker in self._workers:
            worker.stop(kill=kill and bool(worker.jobs))
        self._workers.clear()


def _exit_name(code: int | None) -> str:
    if code is not None and code < 0:
        import signal

        return signal.Signals(-code).name
    return f"exit status {code}"
