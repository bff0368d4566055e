"""What performs jobs: the threads of this process or a Dask cluster, both with the interface of concurrent.futures.

Whoever performs a job, it is the same function, `perform`, and a worker process of its own reads the document.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from pipeline.pool import Isolation
from pipeline.worker import AnyJob, Outcome, PoolSettings, rejected
from schemas.errors import OutputError

WAIT_SECONDS = 0.25  # how long an interruption may go unseen
QUEUED = 4  # bundles that are under way for each that is being worked on, so that none waits for the next
BUNDLE = 16  # documents that go over the network at once: a task of Dask costs as much as half a document
CLUSTER_WINDOW = 64  # bundles that are under way at least: a cluster that grows by need must see the need
COUNT_SECONDS = 10.0  # how old the number of a cluster's threads may be


class Engine(Protocol):
    """An executor of concurrent.futures that says besides how it wants its work."""

    @property
    def threads(self) -> int:
        """How many jobs it performs at once, now."""

    @property
    def window(self) -> int:
        """How many bundles should be under way."""

    def bundle(self, total: int) -> int:
        """Return how many of so many jobs should be submitted as one."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
        """Begin function(*arguments)."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End, after what was begun; submit nothing afterwards."""


_isolations: dict[PoolSettings, Isolation] = {}
_isolations_lock = threading.Lock()


def perform(jobs: Sequence[AnyJob], settings: PoolSettings) -> list[Outcome]:
    """Return what became of the jobs, each performed in the worker process of this thread."""
    with _isolations_lock:
        if (isolation := _isolations.get(settings)) is None:
            isolation = _isolations[settings] = Isolation(settings)
    return [
        job.performed(isolation.perform) if hasattr(job, "performed") else isolation.perform(job)
        for job in jobs
    ]


class LocalEngine(ThreadPoolExecutor):
    """Threads of this process, each with its worker process."""

    def __init__(self, settings: PoolSettings) -> None:
        super().__init__(settings.count, thread_name_prefix="kehoach")
        self._settings = settings
        self.threads = settings.count
        self.window = QUEUED * settings.count

    def bundle(self, total: int) -> int:
        """Return 1: between threads a job costs next to nothing."""
        return 1

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the threads and the worker processes."""
        if not wait or cancel_futures:
            self._end_workers()
        super().shutdown(wait, cancel_futures=cancel_futures)
        self._end_workers()

    def _end_workers(self) -> None:
        with _isolations_lock:
            isolation = _isolations.pop(self._settings, None)
        if isolation is not None:
            isolation.close()


class DaskEngine:
    """A Dask cluster; kehoach must be installed on its workers, in the same version.

    Raises:
        OutputError: Dask is not installed, or no scheduler answers at the address.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise OutputError("engine", found="pip install 'kehoach[dask]'") from error
        try:
            client: Any = Client  # Dask has no types
            self._client = client(address, set_as_default=False)
        except (OSError, ValueError) as error:
            raise OutputError("engine", found=f"{address}: {error}") from error
        self._executor = self._client.get_executor(pure=False)
        self._counted = (-COUNT_SECONDS, 0)

    @property
    def threads(self) -> int:
        """How many threads the cluster's workers have, counted every few seconds: clusters grow and shrink."""
        counted, threads = self._counted
        if time.monotonic() - counted > COUNT_SECONDS:
            threads = sum(self._client.nthreads().values())
            self._counted = time.monotonic(), threads
        return threads

    @property
    def window(self) -> int:
        """How many bundles should be under way."""
        return max(QUEUED * self.threads, CLUSTER_WINDOW)

    def bundle(self, total: int) -> int:
        """Return how many of so many jobs make one task: few where there are few, so that all threads have some."""
        return max(1, min(BUNDLE, total // (QUEUED * max(self.threads, 1))))

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
        """Begin function(*arguments) on some worker; if that is lost, on another."""
        future: Future[Any] = self._executor.submit(function, *arguments)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the cluster go; it is not ours to end."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def outcomes(
    engine: Engine,
    jobs: Iterable[AnyJob],
    settings: PoolSettings,
    *,
    total: int = 0,
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[AnyJob, Outcome]]:
    """Yield each job with its outcome, in the order in which they end.

    Args:
        engine: what performs them.
        jobs: taken as the engine has room for them, never all at once.
        settings: what they may cost.
        total: how many jobs there are, where it is known.
        stopping: asked all the time; when it says so, what was begun is ended and nothing else begun.

    Raises:
        OutputError: the engine was lost.
    """
    waiting = iter(jobs)
    size = engine.bundle(total)
    under_way: dict[Future[list[Outcome]], tuple[AnyJob, ...]] = {}
    ended: SimpleQueue[Future[list[Outcome]]] = SimpleQueue()

    def submit(bundle: tuple[AnyJob, ...]) -> None:
        future = engine.submit(perform, bundle, settings)
        under_way[future] = bundle
        future.add_done_callback(ended.put)

    while True:
        while not stopping() and len(under_way) < engine.window and (bundle := tuple(islice(waiting, size))):
            submit(bundle)
        if not under_way:
            return
        if stopping():
            for future in list(under_way):
                future.cancel()
        with contextlib.suppress(Empty):
            future = ended.get(timeout=WAIT_SECONDS)
            bundle = under_way.pop(future)
            if future.cancelled() and stopping():
                continue
            if future.cancelled():
                raise OutputError("engine", found="the scheduler was lost")
            if (error := future.exception()) is None:
                yield from zip(bundle, future.result(), strict=True)
            elif len(bundle) > 1:
                for job in bundle:
                    submit((job,))
            else:
                # Whoever took the job was lost each time: to the cluster that is what a crash is to a process.
                yield bundle[0], rejected("crashed", found=type(error).__name__)
