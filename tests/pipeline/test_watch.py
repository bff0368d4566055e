"""Files that arrive while the command runs are converted once they are wholly written."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from pipeline.discover import Found
from pipeline.ledger import Ledger
from pipeline.run import Run
from pipeline.watch import Settled
from tests.pipeline.command import KEHOACH, table
from tests.pipeline.hostile import SAMPLES
from tests.pipeline.test_run import convert

PATIENCE = 120.0  # seconds that a busy machine may take


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def states(output: Path) -> dict[str, str]:
    """The states of the sources as the tables show them, none where there are no tables yet."""
    try:
        sources = table(output, "sources")
    except (FileNotFoundError, pd.errors.EmptyDataError):
        return {}
    return dict(zip(sources["source_path"], sources["state"], strict=True))


@contextmanager
def watching(inbox: Path, output: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [*KEHOACH, "watch", str(inbox), "-o", str(output), "--settle", "0.6", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["told", "polling"])
def test_what_was_there_and_what_arrives_is_converted(inbox: Path, options: tuple[str, ...]) -> None:
    output = inbox / "out"  # within the inbox: what the run writes is no arrival
    shutil.copy2(SAMPLES / "kiem-tra.docx", inbox)
    with watching(inbox, output, *options) as process:
        until(lambda: states(output).get("kiem-tra.docx") == "converted")
        (inbox / "moi").mkdir()
        shutil.copy2(SAMPLES / "truong-hoc.txt", inbox / "moi")
        until(lambda: states(output).get("moi/truong-hoc.txt") == "converted")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    with Ledger(output / "ledger.sqlite") as ledger:  # the folder was let go
        assert {entry.state for entry in ledger.entries()} == {"converted"}


def test_a_file_that_is_still_being_written_waits(inbox: Path, tmp_path: Path) -> None:
    data = (SAMPLES / "ban-chi-dao.pdf").read_bytes()
    seen = set()
    # Far longer than from one piece to the next, so that a busy machine makes no pause that looks like the end.
    with watching(inbox, tmp_path / "out", "--settle", "5") as process:
        with (inbox / "cham.pdf").open("wb") as file:
            for start in range(0, len(data), len(data) // 12):
                file.write(data[start : start + len(data) // 12])
                file.flush()
                time.sleep(0.25)
                seen.add(states(tmp_path / "out").get("cham.pdf"))
        until(lambda: states(tmp_path / "out").get("cham.pdf") == "converted")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert "rejected" not in seen


def test_a_file_is_settled_when_it_has_stayed_as_it_is() -> None:
    now = [0.0]
    settled = Settled(2.0, clock=lambda: now[0])
    found = Found(b"/a.txt", "a.txt", size=1, modified_ns=1)
    assert not settled(found)
    now[0] = 1.9
    assert not settled(found)
    now[0] = 2.0
    assert settled(found)
    larger = Found(b"/a.txt", "a.txt", size=2, modified_ns=1)
    assert not settled(larger)
    assert settled.waiting


def test_what_was_converted_stays_until_its_file_may_be_read_again(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    shutil.copy2(SAMPLES / "kiem-tra.txt", inbox)
    shutil.copy2(SAMPLES / "truong-hoc.txt", inbox)
    convert(inbox, output)
    run = Run(output)
    run.settled = lambda found: False
    assert not run.convert([inbox]).rows  # the tables stay as they are
    before = table(output, "documents")
    with (inbox / "kiem-tra.txt").open("a") as file:
        file.write("\n")
    shutil.copy2(SAMPLES / "truong-hoc.docx", inbox)
    run.convert([inbox])
    expected = {"kiem-tra.txt": "converted", "truong-hoc.txt": "converted", "truong-hoc.docx": "skipped"}
    assert states(output) == expected
    assert table(output, "documents").equals(before)
    run.settled = lambda found: True
    assert run.convert([inbox]).converted_now == 2
    assert set(states(output).values()) == {"converted"}


def test_an_output_in_use_is_told_and_tried_again(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    shutil.copy2(SAMPLES / "kiem-tra.txt", inbox)
    with Ledger(output / "ledger.sqlite"), watching(inbox, output, "--interval", "1") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("watching ")
        assert "Another run" in process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    with watching(inbox, output, "--interval", "1"):
        until(lambda: states(output).get("kiem-tra.txt") == "converted")
