"""What one sample file gives, as text that is easy to compare."""

from pathlib import Path

from extractors.extract import extract
from pipeline.tables import build_frames
from pipeline.write.records import record_bytes
from schemas.tables import TABLES

FOLDER = Path(__file__).parent / "files"
SAMPLES = Path(__file__).parents[2] / "samples"


def sample_files() -> list[Path]:
    """Return every file of samples/."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".docx", ".pdf", ".txt"))


def results(path: Path) -> dict[str, str]:
    """Return the record and the tables that have rows, by file name."""
    record = extract(path.read_bytes(), path=path.name)
    frames = build_frames([record])
    tables = {
        f"{name}.csv": frames[name].to_csv(index=False, lineterminator="\n")
        for name in TABLES
        if name in frames and len(frames[name])
    }
    return {"record.json": record_bytes(record).decode(), **tables}
