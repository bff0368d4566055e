"""What it costs to be answered at all: CPU time of whole processes, beside the import of click alone."""

import statistics
import subprocess
import sys

ROUNDS = 15  # the machine is shared: medians over rounds in which the two take turns
HELP_TARGET = 1.5  # `kehoach --help` against `import click`


def figures(*, smoke: bool = False) -> list[tuple[str, float, str, float]]:
    """Return the measured ratios: (name, ratio, "<=" or ">=", target)."""
    rounds = 1 if smoke else ROUNDS
    plain = "import click"
    answered = "import sys; sys.argv = ['kehoach', '--help']; from pipeline.cli import main; main()"
    pairs = [(process_seconds(answered), process_seconds(plain)) for _ in range(rounds)]
    ratio = statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)
    return [("start: kehoach --help / import click", ratio, "<=", HELP_TARGET)]


def process_seconds(program: str) -> float:
    """Return the CPU time, user and system, of one Python process that runs the program."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
