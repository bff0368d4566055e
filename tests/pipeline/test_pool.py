"""A document that crashes, hangs or eats its worker costs itself, and nothing else."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any

import pytest

from pipeline.engines import QUEUED, LocalEngine, outcomes
from pipeline.pool import RECYCLE_LOOK, Isolation
from pipeline.worker import Job, Outcome, PoolSettings, WorkerSettings

MIB = 2**20


def behave(connection: Connection, settings: WorkerSettings) -> None:
    """A worker that does what the name of the job says."""
    while (job := connection.recv()) is not None:
        if job.name.startswith("crash"):
            os._exit(7)
        if job.name.startswith("abort"):
            os.abort()
        if job.name.startswith("hang"):
            time.sleep(600)
        if job.name.startswith("eat"):
            eaten = bytearray(600 * MIB)
            eaten[::4096] = b"x" * len(eaten[::4096])
            time.sleep(600)
        connection.send(Outcome("converted", format=str(os.getpid())))
        if job.name.startswith("quit"):
            return


def settings(*, workers: int = 2, seconds: float = 30.0, memory: int = 1024 * MIB) -> PoolSettings:
    worker = WorkerSettings(records=".", memory_bytes=memory)
    return PoolSettings(workers, seconds, seconds_per_mib=0.0, worker=worker, target=behave)


def run(
    names: Iterable[str], chosen: PoolSettings, **stop: Callable[[], bool]
) -> Iterator[tuple[str, Outcome]]:
    engine = LocalEngine(chosen)
    try:
        for job, outcome in outcomes(engine, (Job(n, n, "", 0) for n in names), chosen, **stop):
            yield job.name, outcome
    finally:
        engine.shutdown(cancel_futures=True)


def test_every_job_gets_one_outcome() -> None:
    names = [f"plain{index}" for index in range(50)]
    told = dict(run(names, settings()))
    assert sorted(told) == sorted(names)
    assert {outcome.state for outcome in told.values()} == {"converted"}


@pytest.mark.parametrize(("name", "found"), [("crash", "exit status 7"), ("abort", "SIGABRT")])
def test_a_crash_costs_one_document(name: str, found: str) -> None:
    told = dict(run(["a", "b", name, "c", "d", f"{name}2", "e"], settings()))
    assert {n for n, outcome in told.items() if outcome.state == "converted"} == set("abcde")
    assert told[name].code == told[f"{name}2"].code == "crashed"
    assert told[name].facts["found"] == found


def test_a_hang_ends_at_the_deadline() -> None:
    started = time.monotonic()
    told = dict(run(["a", "hang", "b", "c"], settings(seconds=3.0)))
    assert told["hang"].code == "deadline"
    assert all(told[name].state == "converted" for name in "abc")
    assert time.monotonic() - started < 120  # two tries of three seconds and their processes, not 600


def test_too_much_memory_ends_the_document() -> None:
    told = dict(run(["a", "eat", "b"], settings(memory=64 * MIB)))
    assert told["eat"].code == "memory"
    assert told["a"].state == told["b"].state == "converted"


def test_stopping_begins_nothing_else() -> None:
    seen: list[str] = []
    for name, _ in run(
        (f"n{index}" for index in range(100)), settings(workers=1), stopping=lambda: bool(seen)
    ):
        seen.append(name)
    assert 1 <= len(seen) <= QUEUED  # what was under way may all have ended before the first is seen


class FirstOnly:
    """An engine that ends the first bundle and leaves the others waiting."""

    threads = 1
    window = 3

    def __init__(self) -> None:
        self.submitted: list[Future[Any]] = []

    def bundle(self, total: int) -> int:
        return 1

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.submitted.append(future)
        if len(self.submitted) == 1:
            future.set_result([Outcome("converted")])
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        pass


def test_stopping_takes_back_what_waits() -> None:
    engine, seen = FirstOnly(), list[str]()
    jobs = (Job(f"n{index}", f"n{index}", "", 0) for index in range(100))
    for job, _ in outcomes(engine, jobs, settings(workers=1), stopping=lambda: bool(seen)):
        seen.append(job.name)
    assert seen == ["n0"]
    assert [future.cancelled() for future in engine.submitted] == [False, True, True]


def test_jobs_are_taken_as_there_is_room_for_them() -> None:
    taken = 0

    def names() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 201):
            yield f"n{taken}"

    for done, _ in enumerate(run(names(), settings())):
        assert taken - done <= 2 * QUEUED + 1


def test_a_worker_that_ended_for_want_of_work_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    isolation = Isolation(settings())
    first = isolation.perform(Job("quit", "quit", "", 0))
    time.sleep(0.3)
    second = isolation.perform(Job("a", "a", "", 0))
    assert first.state == second.state == "converted"
    assert first.format != second.format
    isolation.close()


def test_a_worker_that_has_grown_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.pool.LOADED_BYTES", 0)
    monkeypatch.setattr("pipeline.pool.RECYCLE_GROWTH", 0)
    told = dict(run((f"n{index}" for index in range(RECYCLE_LOOK * 3)), settings(workers=1)))
    assert len({outcome.format for outcome in told.values()}) == 3
