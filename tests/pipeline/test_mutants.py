"""Damaged files through a run: none ends it, none is lost, none is a fault of the program."""

from pathlib import Path

import pytest

from schemas.records import DocumentRecord
from tests.pipeline.command import kehoach, table
from tests.pipeline.mutants import mutants

SEED = 20260715
CI_COUNT, SOAK_COUNT = 45, 2000
# What would say that the program, not the file, went wrong.
FAULTS = {"internal-error", "crashed", "deadline", "memory", "output"}


def run_over(count: int, tmp_path: Path) -> None:
    inbox, output = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    for name, data in mutants(count, SEED):
        (inbox / name).write_bytes(data)
    done = kehoach("convert", inbox, "-o", output, "-q", timeout=3600)
    assert done.returncode in (0, 1), done.stderr
    sources = table(output, "sources").set_index("source_path")
    diagnostics = table(output, "diagnostics")
    assert set(sources.index) == {path.name for path in inbox.iterdir()}
    faults = diagnostics[diagnostics["code"].isin(FAULTS)]
    assert faults.empty, faults[["source_path", "code", "message"]].to_string()
    refused = set(sources.index[sources["state"] == "rejected"])
    errors = diagnostics[(diagnostics["severity"] == "error") & diagnostics["source_path"].isin(refused)]
    assert refused == set(errors["source_path"])
    for name in sources.index[sources["state"] == "converted"]:
        record = output / "records" / f"{sources.loc[name, 'doc_id']}.json"
        assert DocumentRecord.model_validate_json(record.read_bytes()).source.path == name
    assert set(sources["state"]) <= {"converted", "rejected", "duplicate"}


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    run_over(CI_COUNT, tmp_path)


@pytest.mark.soak
def test_two_thousand_damaged_files(tmp_path: Path) -> None:
    run_over(SOAK_COUNT, tmp_path)
