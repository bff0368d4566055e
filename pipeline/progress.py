"""What a run says while it goes on: on stderr, as a bar, as plain lines, as JSON lines, or only failures."""

import json
import sys
import time
from types import TracebackType
from typing import Literal, Protocol

from pipeline.run import Progress

ProgressStyle = Literal["bar", "lines", "json", "quiet"]
LINE_SECONDS = 10.0  # how often the plain form says where it is


class Reporter(Protocol):
    """Takes the progress of a run; a context manager."""

    def __call__(self, progress: Progress) -> None:
        """Take note of one more file."""

    def __enter__(self) -> "Reporter":
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, leaving the terminal in order."""


def message_of(progress: Progress) -> str:
    """Return what is wrong with the file, for a person."""
    from schemas.diagnostics import Diagnostic, diagnostic_codes

    outcome = progress.outcome
    if outcome.code not in diagnostic_codes():
        return outcome.code or ""
    return Diagnostic.of(outcome.code, **outcome.facts).message


def reporter(style: ProgressStyle) -> Reporter:
    """Return the reporter of a style."""
    kinds: dict[ProgressStyle, type[Reporter]] = {
        "bar": _Bar,
        "lines": _Lines,
        "json": _Json,
        "quiet": _Quiet,
    }
    return kinds[style]()


class _Quiet:
    """Every failure and nothing else: what a scheduler sends by mail."""

    def __call__(self, progress: Progress) -> None:
        if progress.outcome.state == "rejected":
            print(f"{progress.name}: {message_of(progress)}", file=sys.stderr)

    def __enter__(self) -> Reporter:
        return self

    def __exit__(self, *_: object) -> None:
        return


class _Lines(_Quiet):
    """Every failure, and now and then how far the run is."""

    def __init__(self) -> None:
        self._started = self._said = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        super().__call__(progress)
        now = time.monotonic()
        if now - self._said >= LINE_SECONDS or progress.done == progress.total:
            self._said = now
            rate = progress.done / max(now - self._started, 1e-6)
            left = (progress.total - progress.done) / rate
            print(
                f"{progress.done}/{progress.total} files, {progress.failures} failed, {rate:.1f}/s, {left:.0f} s left",
                file=sys.stderr,
            )


class _Json(_Quiet):
    """One JSON object a file."""

    def __call__(self, progress: Progress) -> None:
        outcome = progress.outcome
        said = {
            "source_path": progress.name,
            "state": outcome.state,
            "code": outcome.code,
            "message": message_of(progress) or None,
            "seconds": round(outcome.seconds, 4),
            "done": progress.done,
            "total": progress.total,
            "failures": progress.failures,
        }
        print(json.dumps(said, ensure_ascii=False), file=sys.stderr, flush=True)


class _Bar(_Quiet):
    """A bar with rate and time left; failures stay above it."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failures]} failed"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bars.add_task("converting", total=None, failures=0)

    def __call__(self, progress: Progress) -> None:
        if progress.outcome.state == "rejected":
            self._bars.console.print(
                f"{progress.name}: {message_of(progress)}", markup=False, highlight=False
            )
        self._bars.update(
            self._task, completed=progress.done, total=progress.total, failures=progress.failures
        )

    def __enter__(self) -> Reporter:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()
