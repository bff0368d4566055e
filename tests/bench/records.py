"""What a whole record costs beside reading its file: structure and stages on top of the common document."""

import gc
import io
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.pdf_reading import PAGES, PLAN

ROUNDS = 5  # medians over interleaved rounds: the machine is shared
RECORD_TARGET = 2.5  # reading, structure and stages together against reading alone
SAMPLES = Path(__file__).parents[2] / "samples"
_BODY_PAGES = 3  # of the invented plan: letterhead to signature, and the page on which its task table begins


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return the measured ratios: (name, ratio, "<=" or ">=", target)."""
    samples = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))}
    long = {"long.pdf": long_plan(8 if smoke else PAGES)}
    return [
        (
            "record: all sample PDF files to tables / reading them",
            _ratio(samples, smoke),
            "<=",
            RECORD_TARGET,
        ),
        (f"record: a plan of {PAGES} pages to tables / reading it", _ratio(long, smoke), "<=", RECORD_TARGET),
    ]


def long_plan(pages: int) -> bytes:
    """Return one plan of so many pages: the invented one, the further pages of its task table over and over."""
    from pypdf import PdfReader, PdfWriter

    source = PdfReader(PLAN).pages
    table = source[_BODY_PAGES:]
    writer = PdfWriter()
    for number in range(pages):
        writer.add_page(
            source[number] if number < _BODY_PAGES else table[(number - _BODY_PAGES) % len(table)]
        )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _ratio(files: Mapping[str, bytes], smoke: bool) -> float:
    from extractors.extract import extract
    from extractors.formats.registry import read
    from pipeline.tables import build_frames

    def read_all() -> None:
        for name, data in files.items():
            read(data, name=name)

    def convert_all() -> None:
        build_frames([extract(data, path=name) for name, data in files.items()])

    convert_all()  # starts the language pipeline and loads the lists: once per process, not per document
    gc.collect()
    gc.freeze()  # as in a worker: its collector does not look through what is loaded
    rounds = [(_seconds(convert_all), _seconds(read_all)) for _ in range(1 if smoke else ROUNDS)]
    gc.unfreeze()
    return statistics.median(whole / reading for whole, reading in rounds)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    for name, ratio, sense, target in figures():
        print(f"{name}: {ratio:.2f} (target {sense} {target})")
