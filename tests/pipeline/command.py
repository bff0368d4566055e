"""The command as an office runs it: a process of its own, without the superuser's way round permissions."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

KEHOACH = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def unprivileged() -> list[str]:
    """What goes before a command so that files' permissions count for it, even where the tests run as root."""
    if os.name != "posix" or os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is needed to test permissions as root")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"]


def kehoach(*arguments: object, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*unprivileged(), *KEHOACH, *map(str, arguments)],
        check=False, capture_output=True, text=True, encoding="utf-8", timeout=timeout,
    )  # fmt: skip


def table(output: Path, name: str) -> pd.DataFrame:
    """A table of an output folder, all of it text."""
    return pd.read_csv(output / "csv" / f"{name}.csv", dtype="string")
