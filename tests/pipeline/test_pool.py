"""A document that crashes, hangs or eats its worker costs itself, and nothing else."""

import os
import time
from multiprocessing.connection import Connection

import pytest

from pipeline.pool import PoolSettings, WorkerPool
from pipeline.worker import Job, Outcome, WorkerSettings

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


def run(names: list[str], **settings: float) -> dict[str, Outcome]:
    pool = WorkerPool(
        PoolSettings(
            workers=2,
            seconds=settings.get("seconds", 30.0),
            seconds_per_mib=0.0,
            worker=WorkerSettings(records=".", memory_bytes=int(settings.get("memory", 1024 * MIB))),
            target=behave,
        )
    )
    return {job.name: outcome for job, outcome in pool.run(Job(n, n, "", 0) for n in names)}


def test_every_job_gets_one_outcome() -> None:
    names = [f"plain{index}" for index in range(50)]
    outcomes = run(names)
    assert sorted(outcomes) == sorted(names)
    assert {outcome.state for outcome in outcomes.values()} == {"converted"}


@pytest.mark.parametrize(("name", "found"), [("crash", "exit status 7"), ("abort", "SIGABRT")])
def test_a_crash_costs_one_document(name: str, found: str) -> None:
    outcomes = run(["a", "b", name, "c", "d", f"{name}2", "e"])
    assert {n for n, outcome in outcomes.items() if outcome.state == "converted"} == set("abcde")
    assert outcomes[name].code == outcomes[f"{name}2"].code == "crashed"
    assert outcomes[name].facts["found"] == found


def test_a_hang_ends_at_the_deadline() -> None:
    started = time.monotonic()
    outcomes = run(["a", "hang", "b", "c"], seconds=1.0)
    assert outcomes["hang"].code == "deadline"
    assert all(outcomes[name].state == "converted" for name in "abc")
    assert time.monotonic() - started < 30  # two tries of one second and their processes, not 600


def test_too_much_memory_ends_the_document() -> None:
    outcomes = run(["a", "eat", "b"], memory=64 * MIB)
    assert outcomes["eat"].code == "memory"
    assert outcomes["a"].state == outcomes["b"].state == "converted"


def test_stopping_ends_after_what_is_at_hand() -> None:
    pool = WorkerPool(PoolSettings(workers=1, worker=WorkerSettings(records="."), target=behave))
    seen = []
    for job, _ in pool.run(Job(f"n{index}", f"n{index}", "", 0) for index in range(100)):
        seen.append(job.name)
        pool.stopping = True
    assert 1 <= len(seen) <= 3
