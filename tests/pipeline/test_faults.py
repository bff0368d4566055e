"""Killed at any instant, the next run ends in what an undisturbed run would have left, byte for byte."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pipeline.test_run import BAD_FILES, SAMPLES, convert, tree

SEED = 20250301
PATIENCE = 600.0  # seconds that a busy machine may take
CI_KILLS, SOAK_KILLS = 5, 200
CI_STEPS = (0, 1, 3, 8, 30)
CONVERT = [sys.executable, "-c", "from pipeline.cli import main; main()", "convert"]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed") / "inbox"
    folder.mkdir()
    for path in sorted(SAMPLES.glob("*.*")):
        if path.suffix != ".pdf" or path.stem in ("kiem-tra", "dau-tu-cong"):
            shutil.copy2(path, folder)
    shutil.copy2(folder / "kiem-tra.docx", folder / "a-copy.docx")
    for name, (data, _) in BAD_FILES.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def undisturbed(mixed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    output = tmp_path_factory.mktemp("undisturbed") / "out"
    started = time.monotonic()
    subprocess.run([*CONVERT, str(mixed), "-o", str(output), "-q"], check=False, stderr=subprocess.DEVNULL)
    return tree(output), time.monotonic() - started


def kill_and_resume(mixed: Path, output: Path, instants: list[float]) -> dict[str, bytes]:
    for instant in instants:
        with subprocess.Popen(
            [*CONVERT, str(mixed), "-o", str(output), "-q"], stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            time.sleep(instant)
            os.killpg(process.pid, signal.SIGKILL)
    convert(mixed, output)
    return tree(output)


@pytest.mark.parametrize("kill", range(CI_KILLS))
def test_a_run_killed_at_a_random_instant_is_resumed(
    kill: int, mixed: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    chance = random.Random(SEED + kill)
    whole, seconds = undisturbed
    assert kill_and_resume(mixed, tmp_path / "out", [chance.uniform(0, seconds) for _ in range(2)]) == whole


@pytest.mark.soak
@pytest.mark.parametrize("kill", range(CI_KILLS, SOAK_KILLS))
def test_two_hundred_kills(
    kill: int, mixed: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    chance = random.Random(SEED + kill)
    whole, seconds = undisturbed
    assert kill_and_resume(mixed, tmp_path / "out", [chance.uniform(0, seconds)]) == whole


def die_and_resume(step: int, who: str, mixed: Path, output: Path) -> tuple[dict[str, bytes], int]:
    command = [sys.executable, "-m", "tests.pipeline.victim", str(step), who, str(mixed), str(output)]
    died = subprocess.run(command, check=False, stderr=subprocess.DEVNULL, timeout=PATIENCE)
    convert(mixed, output, retry_failed=True)
    return tree(output), died.returncode


@pytest.mark.parametrize("step", CI_STEPS)
def test_a_run_killed_at_a_durable_step_is_resumed(
    step: int, mixed: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    resumed, status = die_and_resume(step, "parent", mixed, tmp_path / "out")
    assert status == -signal.SIGKILL
    assert resumed == undisturbed[0]


@pytest.mark.soak
def test_every_durable_step_of_the_parent(
    mixed: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    step, status = 0, -signal.SIGKILL
    while status == -signal.SIGKILL:
        resumed, status = die_and_resume(step, "parent", mixed, tmp_path / str(step))
        assert resumed == undisturbed[0], step
        shutil.rmtree(tmp_path / str(step))
        step += 1
    assert step > 40


@pytest.mark.parametrize("step", (0, 1))
def test_workers_killed_at_every_record_cost_only_those_documents(
    step: int, mixed: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    resumed, status = die_and_resume(step, "worker", mixed, tmp_path / "out")
    assert status == 0
    assert resumed == undisturbed[0]
