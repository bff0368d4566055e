"""A document that crashes, hangs or eats its worker costs itself, and nothing else."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from extractors.formats.registry import read
from pipeline.engines import QUEUED, LocalEngine, outcomes
from pipeline.pool import RECYCLE_LOOK, Isolation
from pipeline.worker import PAGED_BYTES, Job, Outcome, Pages, PoolSettings, WorkerSettings, pages_of

MIB = 2**20
SAMPLES = Path(__file__).parents[2] / "samples"


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
        if job.name.startswith("paged"):
            connection.send(Pages(3))
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
    # Only the one that hangs has little time: it is small.
    chosen = replace(settings(seconds=0.5), seconds_per_mib=600.0)
    jobs = [Job(name, name, "", 0 if name == "hang" else MIB) for name in ("a", "hang", "b", "c")]
    engine = LocalEngine(chosen)
    try:
        told = {job.name: outcome for job, outcome in outcomes(engine, jobs, chosen)}
    finally:
        engine.shutdown(cancel_futures=True)
    assert told["hang"].code == "deadline"
    assert all(told[name].state == "converted" for name in "abc")


def test_a_worker_says_how_many_pages_there_are_and_has_time_for_them() -> None:
    assert {outcome.state for _, outcome in run(["paged", "a", "paged2"], settings())} == {"converted"}
    chosen = PoolSettings(seconds=60, seconds_per_mib=2, seconds_per_page=0.5)
    job = Job("plan.pdf", "plan.pdf", "", 3 * MIB)
    assert chosen.allowed(job) == 66
    assert chosen.allowed(job, 100) == 116


def test_pages_of_large_pdf_files_are_counted_before_they_are_read(tmp_path: Path) -> None:
    data = (SAMPLES / "cai-cach-hanh-chinh.pdf").read_bytes()
    count = len(read(data, name="plan.pdf").pages)
    paths = {name: tmp_path / name for name in ("large.pdf", "small.pdf", "broken.pdf", "large.docx")}
    large = data + b"\n%" + b" " * PAGED_BYTES + b"\n%%EOF\n"
    contents = (large, data, b"%PDF-1.7 " + bytes(PAGED_BYTES), large)
    for path, content in zip(paths.values(), contents, strict=True):
        path.write_bytes(content)
    jobs = [Job(str(path), name, "", path.stat().st_size) for name, path in paths.items()]
    assert [pages_of(job) for job in jobs] == [Pages(count), None, None, None]
    assert pages_of(Job(str(tmp_path / "gone.pdf"), "gone.pdf", "", PAGED_BYTES)) is None


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
