"""A run that kills itself at the nth durable step: `python -m tests.pipeline.victim N WHO INBOX OUTPUT`.

WHO is `parent` or `worker`. A durable step is a rename, an fsync or a transaction of the ledger: between two of
them nothing changes that a later run can see.
"""

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.ledger import Ledger
from pipeline.run import ConvertOptions, Run
from pipeline.worker import PoolSettings, WorkerSettings, serve


def die_at(step: int) -> None:
    """Make the process end with SIGKILL just before its nth durable step."""
    left = step

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return call

    os.fsync = counted(os.fsync)
    Path.replace = counted(Path.replace)  # type: ignore[method-assign]
    Path.unlink = counted(Path.unlink)  # type: ignore[method-assign]
    Path.rename = counted(Path.rename)  # type: ignore[method-assign]
    Ledger._writing = counted(Ledger._writing)  # type: ignore[method-assign]


def dying_worker(connection: Connection, settings: WorkerSettings) -> None:
    """A worker that dies at its nth durable step, n handed over in the environment."""
    die_at(int(os.environ["KEHOACH_TEST_STEP"]))
    serve(connection, settings)


def main(step: str, who: str, inbox: str, output: str) -> None:
    """Run over inbox and die."""
    os.environ["KEHOACH_TEST_STEP"] = step
    target = dying_worker if who == "worker" else serve
    if who == "parent":
        die_at(int(step))
    Run(Path(output), ConvertOptions(pool=PoolSettings(workers=2, target=target))).convert([Path(inbox)])


if __name__ == "__main__":
    main(*sys.argv[1:])
