"""What a whole record costs beside reading its file: structure and stages on top of the common document."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 5  # medians over interleaved rounds: the machine is shared
RECORD_TARGET = 2.5  # reading, structure and stages together against reading alone
SAMPLES = Path(__file__).parents[2] / "samples"


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return the measured ratios: (name, ratio, "<=" or ">=", target)."""
    from extractors.extract import extract
    from extractors.formats.registry import read
    from pipeline.tables import build_frames

    files = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))}

    def read_all() -> None:
        for name, data in files.items():
            read(data, name=name)

    def convert_all() -> None:
        build_frames([extract(data, path=name) for name, data in files.items()])

    convert_all()  # starts the language pipeline and loads the lists: once per process, not per document
    rounds = [(_seconds(convert_all), _seconds(read_all)) for _ in range(1 if smoke else ROUNDS)]
    ratio = statistics.median(whole / reading for whole, reading in rounds)
    return [("record: all sample PDF files to tables / reading them", ratio, "<=", RECORD_TARGET)]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
