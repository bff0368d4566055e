"""`python -m tests.bench [--smoke] [NAME...]`: measures speed and memory, as ratios against baselines in one run.

A full run writes docs/benchmarks.md; `--smoke` runs everything once on small inputs, so that it does not rot, and
judges nothing: the figures of a smoke run mean nothing. Names choose modules of this folder.
"""

import importlib
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
MODULES = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
LIBRARIES = ("click", "lxml", "python-docx", "pypdfium2", "pdfplumber", "numpy", "pandas", "pyarrow", "spacy")

Figure = tuple[str, float, str, float]


def main(arguments: list[str]) -> int:
    """Measure, print, and write the page of a full run; return 0: a bench informs, tests judge."""
    smoke = "--smoke" in arguments
    names = [argument for argument in arguments if not argument.startswith("--")] or MODULES
    for name in names:
        if name not in MODULES:
            print(f"{name} is not measured; what is: {', '.join(MODULES)}", file=sys.stderr)
            return 2
    figures: list[Figure] = []
    for name in names:
        for figure in _measured(name, smoke=smoke):
            print("  ran: " + figure[0] if smoke else _line(figure), flush=True)
            figures.append(figure)
    if not smoke and names == MODULES:
        PAGE.write_text(_page(figures), encoding="utf-8")
        print(f"written: {PAGE.name}")
    return 0


def _measured(name: str, *, smoke: bool) -> list[Figure]:
    """Return a module's figures, measured in a process of its own: no module warms up or burdens another."""
    if smoke:
        module = importlib.import_module(f"tests.bench.{name}")
        figures: list[Figure] = module.figures(smoke=smoke)
        return figures
    code = f"import json; from tests.bench import {name}; print('\\n' + json.dumps({name}.figures()))"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return [tuple(figure) for figure in json.loads(done.stdout.splitlines()[-1])]


def _line(figure: Figure) -> str:
    name, measured, relation, target = figure
    return f"{'  ' if _met(figure) else '! '}{name}: {measured:,.3g} ({relation} {target:,g})"


def _met(figure: Figure) -> bool:
    _, measured, relation, target = figure
    return measured <= target if relation == "<=" else measured >= target


def _page(figures: list[Figure]) -> str:
    rows = [
        f"| {name} | {measured:,.3g} | {relation} {target:,g} | {'yes' if _met(figure) else '**no**'} |"
        for figure in figures
        for name, measured, relation, target in [figure]
    ]
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return "\n".join(
        (
            "# Measured speed and memory",
            "",
            "Written by `make bench`. Ratios against a baseline that is measured in the same run, CPU time (user and",
            "system), medians of interleaved rounds: absolute times say more about the machine than about the program.",
            "",
            "| figure | measured | wanted | met |",
            "| --- | ---: | ---: | --- |",
            *rows,
            "",
            f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, "
            f"{os.cpu_count()} cores; {libraries}.",
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
