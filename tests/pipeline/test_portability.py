"""What differs between systems: how processes start, what a console shows, long paths, how a run is ended."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from pipeline.engines import LocalEngine, outcomes
from pipeline.worker import Job, Outcome, PoolSettings, WorkerSettings, attempted
from tests.pipeline.command import KEHOACH, table
from tests.pipeline.test_run import SAMPLES, convert, tree

GIB = 2**30
PATIENCE = 120.0  # seconds that a busy machine may take


def test_spawned_workers_give_the_same_bytes(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert(inbox, tmp_path / "forked")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    convert(inbox, tmp_path / "spawned")
    assert tree(tmp_path / "spawned") == tree(tmp_path / "forked")


@dataclass(frozen=True, slots=True)
class Eating(Job):
    """A job that wants more memory than there is for it."""

    def run(self, settings: WorkerSettings) -> Outcome:
        def eat() -> Outcome:
            return Outcome("converted", format=str(len(bytearray(8 * GIB))))

        return attempted(self.path, settings, eat)


@pytest.mark.skipif(os.name != "posix", reason="only there the system itself limits a process")
def test_the_system_refuses_memory_over_the_limit_and_the_worker_lives_on() -> None:
    settings = PoolSettings(1, worker=WorkerSettings(records=".", memory_bytes=256 * 2**20))
    engine = LocalEngine(settings)
    try:
        jobs = [Eating(name, name, "", 0) for name in ("first", "second")]
        told = {job.name: outcome.code for job, outcome in outcomes(engine, jobs, settings)}
    finally:
        engine.shutdown()
    assert told == {"first": "memory", "second": "memory"}


def test_a_console_with_a_code_page_is_spoken_to_in_utf8(tmp_path: Path) -> None:
    inbox = tmp_path / "Hộp thư đến"
    inbox.mkdir()
    (inbox / "Kế hoạch trồng cây.docx").write_bytes(b"")
    (inbox / "hai\ndòng.pdf").write_bytes(b"")
    done = subprocess.run(
        [*KEHOACH, "convert", str(inbox), "-o", str(tmp_path / "out")],
        check=False, capture_output=True, timeout=PATIENCE, env=os.environ | {"PYTHONIOENCODING": "cp1258"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Kế hoạch trồng cây.docx" in done.stderr.decode("utf-8")
    assert "Kế hoạch trồng cây.docx" in done.stdout.decode("utf-8")


def test_long_paths_are_read(inbox: Path, tmp_path: Path) -> None:
    deep = inbox.joinpath(*["thư mục rất dài của phòng " * 3] * 12)
    deep.mkdir(parents=True)
    shutil.copy2(SAMPLES / "truong-hoc.txt", deep / ("n" * 251 + ".txt"))
    assert len(os.fsencode(deep)) > 1000
    assert convert(inbox, tmp_path / "out").exit_status == 0
    assert (
        sum(
            "truong" in name or "n" * 251 in name
            for name in table(tmp_path / "out", "sources")["source_path"]
        )
        == 1
    )


@contextmanager
def held(inbox: Path, output: Path, go: Path) -> Iterator[subprocess.Popen[str]]:
    """The command over sixty documents, one of them converted and the next one begun."""
    inbox.mkdir()
    for number in range(60):
        (inbox / f"{number:02}.docx").write_bytes((SAMPLES / "kiem-tra.docx").read_bytes() + b"\n" * number)
    command = [sys.executable, "-m", "tests.pipeline.held", str(go), "convert", str(inbox), "-o", str(output)]
    with subprocess.Popen(
        [*command, "--workers", "1"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        end = time.monotonic() + PATIENCE
        while not list((output / "records").glob("*.json")) and time.monotonic() < end:
            time.sleep(0.02)
        try:
            yield process
        finally:
            go.touch()  # the worker ends by itself then
            process.kill()


def press_ctrl_c(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGINT)  # it goes to every process of the terminal


def is_resumed(inbox: Path, output: Path, tmp_path: Path) -> bool:
    convert(inbox, output)
    convert(inbox, tmp_path / "undisturbed")
    return tree(output) == tree(tmp_path / "undisturbed")


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise elsewhere")
def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(tmp_path: Path) -> None:
    inbox, output, go = tmp_path / "inbox", tmp_path / "out", tmp_path / "go"
    with held(inbox, output, go) as process:
        press_ctrl_c(process)
        assert process.stderr is not None
        until_said(process.stderr, "Ctrl-C again")
        go.touch()
        said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said
    done = table(output, "documents")
    assert 1 <= len(done) < 60
    assert convert(inbox, output).converted_now == 60 - len(done)
    assert is_resumed(inbox, output, tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise elsewhere")
def test_a_second_ctrl_c_ends_at_once_and_the_next_run_goes_on(tmp_path: Path) -> None:
    inbox, output, go = tmp_path / "inbox", tmp_path / "out", tmp_path / "go"
    with held(inbox, output, go) as process:
        press_ctrl_c(process)
        assert process.stderr is not None
        until_said(process.stderr, "Ctrl-C again")
        assert process.poll() is None  # it waits for the document at hand, which is held
        press_ctrl_c(process)
        assert process.wait(PATIENCE) == 130
        assert not (output / "csv").exists()
    assert is_resumed(inbox, output, tmp_path)


def until_said(stream: IO[str], words: str) -> None:
    assert any(words in line for line in iter(stream.readline, ""))
