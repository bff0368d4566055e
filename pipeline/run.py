"""The batch: files to records, records to tables. The only place that catches errors broadly."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extractors.extract import doc_id_of, extract
from extractors.formats.registry import EXTENSIONS
from schemas.diagnostics import Diagnostic
from schemas.errors import KehoachError
from schemas.records import DocumentRecord
from schemas.vocab import SourceState


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was met: what became of it."""

    source_path: str
    state: SourceState
    sha256: str | None = None
    bytes: int | None = None
    modified: datetime | None = None
    format: str | None = None
    diagnostic: Diagnostic | None = None

    @property
    def doc_id(self) -> str | None:
        """The document's id, where the bytes could be read."""
        return doc_id_of(self.sha256) if self.sha256 else None


def find_sources(inputs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield every file of the inputs with its path relative to its input root, sorted."""
    for root in inputs:
        if root.is_dir():
            for path in sorted(path for path in root.rglob("*") if path.is_file()):
                yield path, path.relative_to(root).as_posix()
        else:
            yield root, root.name


def convert_file(path: Path, name: str) -> tuple[SourceFile, DocumentRecord | None]:
    """Return what became of one file, and its record where it was converted."""
    if path.name.startswith("~$") or path.suffix.lower() not in EXTENSIONS:
        skipped = Diagnostic.of("skipped", found=path.suffix or path.name)
        return SourceFile(name, "skipped", diagnostic=skipped), None
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    facts = {"sha256": sha256, "bytes": len(data), "modified": modified}
    try:
        record = extract(data, path=name)
    except KehoachError as error:
        rejected = Diagnostic.of(error.code, **error.facts)
        return SourceFile(name, "rejected", diagnostic=rejected, **facts), None  # type: ignore[arg-type]
    return SourceFile(name, "converted", format=record.source.format, **facts), record  # type: ignore[arg-type]
