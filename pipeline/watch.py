"""A folder whose files are converted as they arrive: a run for each arrival, once the files are wholly written."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.discover import Found
from pipeline.run import Run, Summary, Watcher
from schemas.errors import OutputError

POLL_SECONDS = 2.0  # between two looks where the system does not tell of changes


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How arrivals are noticed."""

    settle: float = 2.0  # seconds for which a file must stay as it is before it is read
    interval: float = 60.0  # seconds after which the folders are looked at even if nothing was told
    poll: bool = False  # look instead of listening: network drives tell of no change


@dataclass(slots=True)
class Settled:
    """Says of a file whether it has stayed as it is for some seconds, by this process's own clock."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    waiting: bool = False  # whether one was not settled since this was last set to False
    _seen: dict[bytes, tuple[int | None, int | None, float]] = field(default_factory=dict)

    def __call__(self, found: Found) -> bool:
        """Say whether the file may be read now."""
        now, looks = self.clock(), (found.size, found.modified_ns)
        before = self._seen.get(found.key)
        if before is None or before[:2] != looks:
            before = (*looks, now)
            self._seen[found.key] = before
        if now - before[2] >= self.seconds:
            return True
        self.waiting = True
        return False


class Watch:
    """Converts what arrives in folders into one output, until it is told to end."""

    def __init__(
        self,
        run: Run,
        folders: Sequence[Path],
        settings: WatchSettings,
        *,
        on_error: Callable[[OutputError], None],
        on_run: Callable[[Summary], None] = lambda summary: None,
    ) -> None:
        """Prepare to watch.

        Args:
            run: run again and again; it knows from its ledger what is new.
            folders: where files arrive.
            settings: how arrivals are noticed.
            on_error: told when the output cannot be written; the watch goes on and tries again.
            on_run: told what each run did.
        """
        self._run, self._folders, self._settings = run, folders, settings
        self._on_error, self._on_run = on_error, on_run
        self._ended, self._changed = threading.Event(), threading.Event()

    def end(self) -> None:
        """End after the documents at hand; may be called from a signal handler."""
        self._ended.set()
        self._run.interrupt()
        self._changed.set()

    def run(self, watch: Watcher) -> None:
        """Convert what is there, then what arrives, until `end` is called.

        Raises:
            OutputError: the output cannot be written at the very start; later faults are told and tried again.
        """
        self._run.output.prepare()
        settled = Settled(self._settings.settle)
        self._run.settled = settled
        observer = self._observer()
        try:
            while not self._ended.is_set():
                self._changed.clear()
                settled.waiting = False
                try:
                    self._on_run(self._run.convert(self._folders, watch=watch))
                except OutputError as error:
                    self._on_error(error)
                self._wait(again=settled.waiting)
        finally:
            observer.stop()
            observer.join()

    def _wait(self, *, again: bool) -> None:
        """Wait for a change; where a file is still being written, only as long as it may need to settle."""
        if not again:
            self._changed.wait(self._settings.interval)
        # Files arrive together: what follows within this time goes into the same run.
        self._ended.wait(self._settings.settle)

    def _observer(self) -> Any:
        """Return what listens to the folders, started."""
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        output, changed = Path(self._run.output.folder).absolute(), self._changed

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                # Reading a file is no change; nor is what a run writes, where its output lies within the inbox.
                if event.event_type in ("opened", "closed_no_write"):
                    return
                path = Path(os.fsdecode(event.dest_path or event.src_path)).absolute()
                if output != path and output not in path.parents:
                    changed.set()

        observer = PollingObserver(timeout=POLL_SECONDS) if self._settings.poll else Observer()
        for folder in self._folders:
            observer.schedule(Handler(), str(folder), recursive=True)
        try:
            observer.start()
        except OSError:  # the system's watches are used up, or it has none: look instead
            observer = PollingObserver(timeout=POLL_SECONDS)
            for folder in self._folders:
                observer.schedule(Handler(), str(folder), recursive=True)
            observer.start()
        return observer
