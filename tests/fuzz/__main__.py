"""`python -m tests.fuzz [SECONDS [READER...]]`: each reader against bytes that atheris thinks up, for some seconds.

The samples are where it begins. Nothing but an error of schemas.errors may come out of a reader; what else does is
kept beside, as `crash-...`, by atheris itself. Needs the extra kehoach[fuzz].
"""

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
READERS = ("docx", "pdf", "txt")
SECONDS = 60
MOST_BYTES = 200_000  # of an input; larger ones teach nothing new
SLOW_SECONDS = 20  # over that an input counts as a hang
MEMORY_MIB = 3072


def target(reader: str) -> Callable[[bytes], None]:
    """Return what is called with each input: it raises where the reader does what it must not."""
    from extractors.extract import extract
    from schemas.errors import KehoachError

    name = f"fuzz.{reader}"

    def one(data: bytes) -> None:
        try:
            extract(data, path=name, allow_classified=True)
        except KehoachError:
            return

    return one


def fuzz(reader: str, seconds: int, corpus: str) -> None:
    """Fuzz one reader in this process, which atheris ends."""
    import atheris

    with atheris.instrument_imports(include=["extractors.formats", "extractors.plan"]):
        one = target(reader)
        one(
            next(SAMPLES.glob(f"*.{reader}")).read_bytes()
        )  # imports what a reader imports when it is first used
    limits = [f"-max_len={MOST_BYTES}", f"-timeout={SLOW_SECONDS}", f"-rss_limit_mb={MEMORY_MIB}"]
    arguments = [sys.argv[0], corpus, f"-max_total_time={seconds}", *limits, "-print_final_stats=1"]
    atheris.Setup(arguments, one)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Fuzz the readers one after the other, each in a process of its own; return how many failed."""
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install 'kehoach[fuzz]'", file=sys.stderr)
        return 2
    seconds, *readers = arguments or [str(SECONDS)]
    failed = 0
    for reader in readers or READERS:
        with tempfile.TemporaryDirectory() as corpus:
            for path in SAMPLES.glob(f"*.{reader}"):
                (Path(corpus) / path.name).write_bytes(path.read_bytes())
            code = f"from tests.fuzz.__main__ import fuzz; fuzz({reader!r}, {int(seconds)}, {corpus!r})"
            failed += subprocess.run([sys.executable, "-c", code], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
