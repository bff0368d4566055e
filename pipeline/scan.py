"""What is in a folder, before it is converted: formats, text layers, encodings, pages, duplicates, what is done."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import pandas as pd

from pipeline.discover import Found, find_sources
from pipeline.engines import LocalEngine, outcomes
from pipeline.ledger import Entry, peek
from pipeline.worker import Outcome, PoolSettings, WorkerSettings, attempted, rejected
from schemas.diagnostics import Diagnostic

# new: convert will read it; done: it was converted as it is; duplicate: the same bytes as an earlier one;
# unreadable: convert will refuse it; skipped: convert passes it over.
STATES = ("new", "done", "duplicate", "unreadable", "skipped")


@dataclass(frozen=True, slots=True)
class Scanned:
    """One file as a scan met it; what is not known is None."""

    name: str
    state: str
    format: str | None = None
    bytes: int | None = None
    pages: int | None = None  # of a PDF
    text: str | None = None  # digital, ocr (a text layer over pictures), mixed, none
    encoding: str | None = None  # of a text file or of converted fonts, where it is not Unicode
    same_as: str | None = None  # name of the file with the same bytes
    code: str | None = None  # diagnostic of a file that convert would not read
    message: str | None = None


@dataclass(frozen=True, slots=True)
class ScanJob:
    """Read one file without making a record of it."""

    path: str
    name: str
    size: int

    def run(self, settings: WorkerSettings) -> Outcome:
        """Read it, in a worker process."""
        return attempted(self.path, settings, lambda: self._read(settings))

    def _read(self, settings: WorkerSettings) -> Outcome:
        from extractors.formats.registry import detect_format, read
        from schemas.errors import KehoachError

        data = Path(self.path).read_bytes()
        facts = {"sha256": hashlib.sha256(data).hexdigest()}
        format = None
        try:
            format = detect_format(data, name=self.name)
            source = read(data, name=self.name, limits=settings.limits)
        except KehoachError as error:
            refused = rejected(error.code, **error.facts)
            return replace(refused, format=format, facts=refused.facts | facts)
        facts["text"] = source.text_origin
        if source.encoding:
            facts["encoding"] = source.encoding
        if format == "pdf":
            facts["pages"] = str(len(source.pages))
        return Outcome("read", format=format, facts=facts)


def scan(
    inputs: Sequence[Path],
    *,
    output: Path | None = None,
    follow_links: bool = False,
    settings: PoolSettings | None = None,
) -> list[Scanned]:
    """Return every file below the inputs, sorted by name.

    Args:
        inputs: files and folders, walked as `convert` walks them.
        output: the folder that `convert` writes to: what its ledger says was done is not read again.
        follow_links: follow links that lead out of their input.
        settings: what reading one file may cost.

    Raises:
        OutputError: the ledger of the output is in use by a run, or damaged.
    """
    settings = settings or PoolSettings()
    known = peek(output / "ledger.sqlite") if output else {}
    found = find_sources(inputs, exclude=output, follow_links=follow_links)
    read = _read_all([entry for entry in found if _is_open(entry, known)], settings)
    first: dict[str, str] = {}
    return [_judged(entry, known.get(entry.key), read, first) for entry in found]


def _is_open(found: Found, known: dict[bytes, Entry]) -> bool:
    return found.code is None and _done(found, known.get(found.key)) is None


def _done(found: Found, before: Entry | None) -> Entry | None:
    """Return what the ledger says of the file if that was said of the file as it is now."""
    if before is None or before.state not in ("converted", "duplicate", "rejected"):
        return None
    same = (before.size, before.modified_ns) == (found.size, found.modified_ns)
    return before if same else None


def _read_all(found: Sequence[Found], settings: PoolSettings) -> dict[bytes, Outcome]:
    if not found:
        return {}
    jobs = {ScanJob(os.fsdecode(entry.key), entry.name, entry.size or 0): entry.key for entry in found}
    engine = LocalEngine(settings)
    try:
        return {jobs[job]: outcome for job, outcome in outcomes(engine, jobs, settings, total=len(jobs))}  # type: ignore[index]
    finally:
        engine.shutdown(cancel_futures=True)


def _judged(found: Found, before: Entry | None, read: dict[bytes, Outcome], first: dict[str, str]) -> Scanned:
    if found.code is not None:
        return _refused(Scanned(found.name, "skipped", bytes=found.size), found.code, found.facts)
    if (done := _done(found, before)) is not None:
        facts, code, format = done.fact_values | {"sha256": done.sha256 or ""}, done.code, done.format
        seen = Scanned(found.name, "done", format, found.size)
    else:
        outcome = read[found.key]
        facts, code, format = outcome.facts, outcome.code, outcome.format
        pages = facts.get("pages")
        seen = Scanned(
            found.name, "new", format, found.size, int(pages) if pages else None, facts.get("text"),
            facts.get("encoding"),
        )  # fmt: skip
    owner = first.setdefault(facts["sha256"], found.name) if facts.get("sha256") else found.name
    if code is not None:
        seen = _refused(replace(seen, state="unreadable"), code, facts)
    if owner != found.name:
        return replace(seen, state="duplicate", same_as=owner)
    return seen


def _refused(seen: Scanned, code: str, facts: Mapping[str, str]) -> Scanned:
    said = {key: value for key, value in facts.items() if key != "sha256"}
    text = "none" if code == "needs-ocr" else seen.text
    return replace(seen, code=code, message=Diagnostic.of(code, **said).message, text=text)


def scan_frame(rows: Sequence[Scanned]) -> pd.DataFrame:
    """Return the rows as a frame, numbers as whole numbers."""
    frame = pd.DataFrame([asdict(row) for row in rows], columns=[field.name for field in fields(Scanned)])
    return frame.astype({"bytes": "Int64", "pages": "Int64"})
