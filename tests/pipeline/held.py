"""The command with workers that hold still after their first document: `python -m tests.pipeline.held GO ARGUMENT...`.

They go on when the file GO is there. So what a signal finds does not depend on how fast the machine is.
"""

import contextlib
import os
import signal
import sys
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.cli import main, options
from pipeline.worker import PoolSettings, WorkerSettings

GO = "KEHOACH_TEST_GO"


def held_worker(connection: Connection, settings: WorkerSettings) -> None:
    """Answer one job, and the others when it may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while (job := connection.recv()) is not None:
            connection.send(job.run(settings))
            while not Path(os.environ[GO]).exists():
                time.sleep(0.02)


if __name__ == "__main__":
    os.environ[GO] = sys.argv.pop(1)
    given = options.pool_settings

    def held(chosen: dict[str, Any]) -> PoolSettings:
        return replace(given(chosen), target=held_worker)

    options.pool_settings = held
    main()
