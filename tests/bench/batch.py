"""What the batch costs beside the function that it calls, and what a second run of an unchanged folder costs.

The folder is made by the writer of the samples: small plans as text and as Word files, each with a number of its own.
CPU time, user and system, of whole process trees: workers, their server and all.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

DOCUMENTS = int(os.environ.get("KEHOACH_BENCH_DOCUMENTS", "10000"))
SMOKE_DOCUMENTS = 12
PLAN = "kiem-tra"
FEWER = 4  # the folder that memory is compared with is so many times smaller

# Waits for a whole tree of processes, and says what it took: orphans come to the process that asks for them.
_MEASURE = """
import ctypes, json, os, resource, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
begun = time.monotonic()
status = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL).wait()
wall = time.monotonic() - begun
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_utime + used.ru_stime, wall, used.ru_maxrss]))
"""
_LOOP = """
import hashlib, sys
from pathlib import Path
from pipeline.output import tables_from_records
from pipeline.worker import Job, WorkerSettings, convert_job
inbox, output = Path(sys.argv[1]), Path(sys.argv[2])
records = output / "records"
records.mkdir(parents=True)
settings = WorkerSettings(records=str(records))
for path in sorted(inbox.iterdir()):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    outcome = convert_job(Job(str(path), path.name, digest, path.stat().st_size), settings)
    assert outcome.state == "converted", (path, outcome)
tables_from_records(records, output)
"""
_CONVERT = "from pipeline.cli import main; main()"

Figure = tuple[str, float, str, float]
Cost = tuple[float, float, float]  # CPU seconds, seconds by the clock, KiB of the largest process


def make_folder(folder: Path, count: int) -> None:
    """Write so many small plans, half of them text and half Word files, no two the same."""
    from tests.documents.__main__ import descriptions
    from tests.documents.text import plain_text
    from tests.documents.word import word_bytes

    plan = next(plan for plan in descriptions() if plan.name == PLAN)
    text, word = plain_text(plan), word_bytes(plan)
    folder.mkdir()
    for number in range(count):
        # A space of its own at the end: the words stay those of the sample.
        if number % 2:
            (folder / f"{number:06}.docx").write_bytes(_with_comment(word, str(number)))
        else:
            (folder / f"{number:06}.txt").write_text(f"{text}\n\n{number}\n", "utf-8")


def _with_comment(word: bytes, text: str) -> bytes:
    out = BytesIO(word)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = text.encode()
    return out.getvalue()


def _cost(program: str, *arguments: object) -> Cost:
    command = [sys.executable, "-c", _MEASURE, sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    status, cpu, wall, peak = json.loads(done.stdout)
    assert status == 0, f"exit status {status}"
    return cpu, wall, peak


def _convert(inbox: Path, output: Path, workers: int) -> Cost:
    return _cost(_CONVERT, "convert", inbox, "-o", output, "--workers", workers, "-q")


def figures(*, smoke: bool = False) -> list[Figure]:
    """Return name, measured value, comparison sign and target of every figure."""
    count = SMOKE_DOCUMENTS if smoke else DOCUMENTS
    folder = Path(tempfile.mkdtemp(prefix="kehoach-bench-"))
    try:
        make_folder(folder / "inbox", count)
        make_folder(folder / "few", count // FEWER)
        few = _convert(folder / "few", folder / "out-few", 2)
        loop = _cost(_LOOP, folder / "inbox", folder / "out-loop")
        one = _convert(folder / "inbox", folder / "out-one", 1)
        two = _convert(folder / "inbox", folder / "out-two", 2)
        again = _convert(folder / "inbox", folder / "out-two", 2)
    finally:
        shutil.rmtree(folder)
    said = f"batch, {count:,} documents"
    return [
        (f"{said}: CPU with 1 worker / the function in a loop", one[0] / loop[0], "<=", 1.15),
        (f"{said}: CPU with 2 workers / with 1", two[0] / one[0], "<=", 1.1),
        (f"{said}: CPU of a second run / of the first", again[0] / two[0], "<=", 0.01),
        (f"{said}: largest process / at {count // FEWER:,}", two[2] / few[2], "<=", 1.15),
        (f"{said}: CPU milliseconds a document", 1000 * two[0] / count, "<=", 30.0),
        (f"{said}: documents a second with 1 worker", count / one[1], ">=", 25.0),
        (f"{said}: documents a second with 2 workers", count / two[1], ">=", 40.0),
    ]
