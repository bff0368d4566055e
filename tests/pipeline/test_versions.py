"""What results depend on: any file of data that changes has them made anew."""

import shutil
from pathlib import Path

import pytest

import pipeline.run
from pipeline.versions import ALL, READING, data_files, data_version
from tests.pipeline.test_run import convert

ROOT = Path(__file__).parents[2]
DERIVED = {ROOT / "schemas" / "json" / "record.schema.json"}  # written from the code, read by nobody


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    for path in data_files(ALL, ROOT):
        copied = tmp_path / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copied)
    return tmp_path


def test_every_file_that_is_no_code_counts() -> None:
    others = {
        path
        for package in ALL
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert set(data_files(ALL, ROOT)) == others - DERIVED


def test_any_changed_file_of_data_changes_the_version(packages: Path) -> None:
    tables, reading = data_version(ALL, packages), data_version(READING, packages)
    for path in data_files(ALL, packages):
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        assert data_version(ALL, packages) != tables, path
        read = path.relative_to(packages).parts[0] in READING
        assert (data_version(READING, packages) != reading) == read, path
        path.write_bytes(before)
    assert (data_version(ALL, packages), data_version(READING, packages)) == (tables, reading)


def test_a_file_that_is_renamed_or_comes_changes_the_version(packages: Path) -> None:
    path = data_files(ALL, packages)[0]
    first = data_version(ALL, packages)
    path.rename(path.with_name("other.csv"))
    second = data_version(ALL, packages)
    path.write_bytes(b"")
    assert len({first, second, data_version(ALL, packages)}) == 3


def test_other_data_for_reading_has_every_file_read_again(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = convert(inbox, tmp_path / "out")
    assert convert(inbox, tmp_path / "out").converted_now == 0
    monkeypatch.setattr(pipeline.run, "reading_version", lambda: "0.1.0+other")
    assert convert(inbox, tmp_path / "out").converted_now == first.converted_now > 0


def test_other_data_for_the_tables_builds_them_from_the_records(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert(inbox, tmp_path / "out")
    assert not convert(inbox, tmp_path / "out").rows
    monkeypatch.setattr("pipeline.versions._all_data", lambda: "other")
    summary = convert(inbox, tmp_path / "out")
    assert summary.rows["documents"] and summary.converted_now == 0
