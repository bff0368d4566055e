"""Isolation: a document is read in a worker process that it can take down, hang or fill, and costs only itself.

Every thread that asks has a worker process of its own. It watches the worker's time and memory while it waits,
kills it where it goes over, and starts another. On one machine the threads are those of the local engine, on a
cluster those of a Dask worker: what is done with a document is the same.
"""

import contextlib
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

import psutil

from pipeline.worker import Outcome, Pages, PoolSettings, WorkerJob, rejected

POLL_SECONDS = 0.25  # how often time and memory are looked at
LOADED_BYTES = 256 * 2**20  # what a worker takes for its libraries alone, with room to spare
RECYCLE_GROWTH = 256 * 2**20  # over that, what a worker may keep between documents before it is replaced
RECYCLE_LOOK = 16  # documents between two looks at that
JOIN_SECONDS = 5.0  # how long a worker that was told to end may take


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


def start_server() -> None:
    """Let the server that workers are forked from begin to load the readers, and return at once."""
    if process_context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()


class Isolation:
    """Worker processes, one for each thread that performs jobs; thread-safe."""

    def __init__(self, settings: PoolSettings) -> None:
        self._settings = settings
        self._context = process_context()
        self._own = threading.local()
        self._workers: set[_Worker] = set()
        self._starting = threading.Lock()
        self._gate = _Gate()
        self._closed = False

    def perform(self, job: WorkerJob) -> Outcome:
        """Return what became of a job; one that lost its worker is tried once more, with no other beside it."""
        try:
            with self._gate.shared():
                return self._attempt(job)
        except _LostError as lost:
            if self._closed:
                return lost.outcome
        try:
            with self._gate.alone():
                return self._attempt(job)
        except _LostError as lost:
            return lost.outcome

    def close(self) -> None:
        """End all workers; those that are at work are killed."""
        with self._starting:
            self._closed = True
            workers = list(self._workers)
        for worker in workers:
            worker.stop(kill=worker.busy)

    def _attempt(self, job: WorkerJob) -> Outcome:
        worker = self._given(job)
        begun = time.monotonic()
        answer: Outcome | Pages = Pages(0)
        try:
            while isinstance(answer, Pages):
                if worker.pipe.poll(POLL_SECONDS):
                    answer = worker.pipe.recv()
                elif over := self._over_limit(worker, job, time.monotonic() - begun, answer.count):
                    raise _LostError(over)
        except (EOFError, OSError) as error:
            raise _LostError(rejected("crashed", found=self._dropped(worker, kill=False))) from error
        except _LostError:
            self._dropped(worker, kill=True)
            raise
        worker.busy = False
        worker.done += 1
        if worker.done % RECYCLE_LOOK == 0 and worker.resident() > LOADED_BYTES + RECYCLE_GROWTH:
            worker.stop(kill=False)
            self._forget(worker)
        return answer

    def _given(self, job: WorkerJob) -> "_Worker":
        """Return this thread's worker with the job; one that ended for want of work is replaced."""
        worker: _Worker | None = getattr(self._own, "worker", None)  # not there in a thread that is new
        if worker is not None and not worker.give(job):
            self._dropped(worker, kill=True)
            worker = None
        if worker is None:
            with self._starting:
                if self._closed:
                    raise _LostError(rejected("crashed", found="the run has ended"))
                worker = self._own.worker = _Worker(self._context, self._settings)
                self._workers.add(worker)
            worker.give(job)
        return worker

    def _over_limit(self, worker: "_Worker", job: WorkerJob, seconds: float, pages: int) -> Outcome | None:
        allowed = self._settings.allowed(job, pages)
        if seconds > allowed:
            return rejected("deadline", limit=f"{allowed:.0f}")
        limit = self._settings.worker.memory_bytes
        if worker.resident() > limit + LOADED_BYTES:
            return rejected("memory", limit=f"{limit // 2**20} MiB")
        return None

    def _dropped(self, worker: "_Worker", *, kill: bool) -> str:
        """End a worker that is of no more use, and return how it ended."""
        code = worker.stop(kill=kill)
        self._forget(worker)
        return _exit_name(code)

    def _forget(self, worker: "_Worker") -> None:
        self._workers.discard(worker)
        self._own.worker = None


class _LostError(Exception):
    """A worker was lost over a job."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.code)
        self.outcome = outcome


class _Worker:
    """A process and the connection to it."""

    # The list of children that the standard library keeps is not made for several threads.
    _children = threading.Lock()

    def __init__(self, context: BaseContext, settings: PoolSettings) -> None:
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=settings.target, args=(theirs, settings.worker), daemon=True
        )
        with self._children:
            # A Dask worker is a daemon, which may have no children; ours end by themselves when their pipe closes.
            if multiprocessing.current_process().daemon:
                multiprocessing.current_process().daemon = False
            self.process.start()
        theirs.close()
        self.busy = False
        self.done = 0

    def give(self, job: WorkerJob) -> bool:
        """Give the worker a job; False where it is no longer there."""
        try:
            if not self.busy and self.pipe.poll():
                return False
            self.pipe.send(job)
        except (EOFError, OSError):
            return False
        self.busy = True
        return True

    def resident(self) -> int:
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def stop(self, *, kill: bool) -> int | None:
        """End the process, at once with kill, and return its exit code."""
        if kill:
            self.process.kill()
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        with self._children:
            self.process.join(timeout=JOIN_SECONDS)
            if self.process.exitcode is None:
                self.process.kill()
                self.process.join()
        self.pipe.close()
        return self.process.exitcode


class _Gate:
    """Lets many in together, or one alone."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._taken = False

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._taken)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._taken)
            self._taken = True
            self._changed.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()


def _exit_name(code: int | None) -> str:
    if code is not None and code < 0:
        import signal

        return signal.Signals(-code).name
    return f"exit status {code}"
