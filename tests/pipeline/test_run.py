"""The batch over real files: what it writes, what it leaves alone, what it says of files that are none."""

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from pipeline.run import ConvertOptions, Run, Summary
from pipeline.worker import PoolSettings
from schemas.errors import OutputError
from schemas.tables import TABLES

SAMPLES = Path(__file__).parents[2] / "samples"
SMALL = ("ban-chi-dao.docx", "ban-chi-dao.txt", "kiem-tra.pdf")


def convert(inbox: Path, output: Path, *, workers: int = 2, **options: object) -> Summary:
    return Run(output, ConvertOptions(pool=PoolSettings(workers=workers), **options)).convert([inbox])  # type: ignore[arg-type]


def tree(output: Path) -> dict[str, bytes]:
    """The bytes of everything that a reader of the output sees."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and not path.name.startswith("ledger.sqlite")
    }


def table(output: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(output / "csv" / f"{name}.csv", dtype="string")


def test_everything_of_the_contract_is_written(inbox: Path, tmp_path: Path) -> None:
    summary = convert(inbox, tmp_path / "out", excel=True)
    written = set(tree(tmp_path / "out"))
    expected = {f"{kind}/{name}.{kind}" for kind in ("csv", "parquet") for name in TABLES}
    assert expected | {"datapackage.json", "plans.xlsx"} <= written
    assert len([name for name in written if name.startswith("records/")]) == len(SMALL)
    assert summary.exit_status == 0
    assert list(table(tmp_path / "out", "sources")["state"]) == ["converted"] * len(SMALL)


def test_the_number_of_workers_changes_no_byte(inbox: Path, tmp_path: Path) -> None:
    convert(inbox, tmp_path / "one", workers=1)
    convert(inbox, tmp_path / "two", workers=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_second_run_does_only_what_is_new(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    convert(inbox, output)
    before = {
        path: path.stat().st_mtime_ns for path in output.rglob("*") if not path.name.startswith("ledger")
    }
    assert convert(inbox, output).converted_now == 0
    after = {
        path: path.stat().st_mtime_ns for path in output.rglob("*") if not path.name.startswith("ledger")
    }
    assert before == after
    shutil.copy2(SAMPLES / "kiem-tra.txt", inbox)
    assert convert(inbox, output).converted_now == 1
    assert len(table(output, "documents")) == len(SMALL) + 1
    convert(inbox, tmp_path / "fresh")
    assert tree(output) == tree(tmp_path / "fresh")


def test_the_same_bytes_are_one_document_with_two_sources(inbox: Path, tmp_path: Path) -> None:
    (inbox / "again").mkdir()
    shutil.copy2(inbox / "ban-chi-dao.txt", inbox / "again" / "copy.txt")
    convert(inbox, tmp_path / "out")
    sources = table(tmp_path / "out", "sources").set_index("source_path")
    assert sources.loc["again/copy.txt", "state"] == "converted"
    assert sources.loc["ban-chi-dao.txt", "state"] == "duplicate"
    documents = table(tmp_path / "out", "documents").set_index("doc_id")
    assert documents.loc[sources.loc["ban-chi-dao.txt", "doc_id"], "source_path"] == "again/copy.txt"
    # The first file changes: the second one keeps the document.
    (inbox / "again" / "copy.txt").write_bytes((SAMPLES / "kiem-tra.txt").read_bytes())
    convert(inbox, tmp_path / "out")
    convert(inbox, tmp_path / "fresh")
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")


def test_a_file_that_vanished_keeps_its_record_until_pruned(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    convert(inbox, output)
    (inbox / "kiem-tra.pdf").unlink()
    convert(inbox, output)
    assert len(table(output, "documents")) == len(SMALL)
    diagnostics = table(output, "diagnostics")
    assert list(diagnostics.loc[diagnostics["code"] == "vanished", "source_path"]) == ["kiem-tra.pdf"]
    convert(inbox, output, prune=True)
    convert(inbox, tmp_path / "fresh")
    assert tree(output) == tree(tmp_path / "fresh")


BAD_FILES = {
    "empty.docx": (b"", "empty-file"),
    "blank.txt": (b"\n \n", "empty-file"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(64), "unsupported-format"),
    "cut.docx": ((SAMPLES / "ban-chi-dao.docx").read_bytes()[:9000], "truncated"),
    "junk.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 8, None),
    "old.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "unsupported-format",
    ),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
}


def test_a_bad_file_gets_its_row_and_the_others_are_converted(inbox: Path, tmp_path: Path) -> None:
    for name, (data, _) in BAD_FILES.items():
        (inbox / name).write_bytes(data)
    summary = convert(inbox, tmp_path / "out")
    assert summary.exit_status == 1
    assert len(table(tmp_path / "out", "documents")) == len(SMALL)
    diagnostics = table(tmp_path / "out", "diagnostics").set_index("source_path")
    for name, (_, code) in BAD_FILES.items():
        row = diagnostics.loc[name]
        assert row["severity"] == "error"
        assert row["code"] == code or code is None, name
        assert len(row["doc_id"]) == 16 and len(row["message"]) > 15 and len(row["message_vi"]) > 8


def test_entries_that_are_no_documents_are_passed_over_with_a_row(inbox: Path, tmp_path: Path) -> None:
    (inbox / "~$plan.docx").write_bytes(b"lock")
    (inbox / "song.mp3").write_bytes(b"ID3")
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "folder.pdf").mkdir()
    outside = tmp_path / "outside.txt"
    outside.write_text("Kế hoạch")
    (inbox / "link.txt").symlink_to(outside)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "self.txt").symlink_to("self.txt")
    strange = os.fsdecode(b"k\xff\nnew\nline.txt")
    shutil.copy2(SAMPLES / "kiem-tra.txt", inbox / strange)
    (inbox / ("n" * 251 + ".txt")).write_bytes((SAMPLES / "truong-hoc.txt").read_bytes())
    convert(inbox, tmp_path / "out")
    sources = table(tmp_path / "out", "sources").set_index("source_path")
    for name in ("~$plan.docx", "song.mp3", "pipe.txt", "folder.pdf", "link.txt", "loop", "self.txt"):
        assert sources.loc[name, "state"] in ("skipped", "rejected"), name
    assert sources.loc["k%FF\nnew\nline.txt", "state"] == "converted"
    assert sources.loc["n" * 251 + ".txt", "state"] == "converted"
    told = set(table(tmp_path / "out", "diagnostics")["source_path"].dropna())
    assert {name for name, row in sources.iterrows() if row["state"] in ("skipped", "rejected")} <= told


def test_a_document_under_an_old_name_is_read_by_its_bytes(inbox: Path, tmp_path: Path) -> None:
    shutil.copy2(SAMPLES / "kiem-tra.docx", inbox / "dat-ten-cu.doc")
    convert(inbox, tmp_path / "out")
    sources = table(tmp_path / "out", "sources").set_index("source_path")
    assert tuple(sources.loc["dat-ten-cu.doc", ["state", "format"]]) == ("converted", "docx")


def test_a_classified_document_leaves_nothing_but_its_mark(inbox: Path, tmp_path: Path) -> None:
    text = (SAMPLES / "kiem-tra.txt").read_text("utf-8").replace("KẾ HOẠCH", "TỐI MẬT\n\nKẾ HOẠCH", 1)
    (inbox / "mat.txt").write_text(text, "utf-8")
    convert(inbox, tmp_path / "out")
    diagnostics = table(tmp_path / "out", "diagnostics").set_index("source_path")
    assert diagnostics.loc["mat.txt", "code"] == "classified"
    assert not any(
        b"mat.txt" in data for name, data in tree(tmp_path / "out").items() if name.startswith("records")
    )


def test_two_runs_on_one_output_the_second_says_so(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    convert(inbox, output)
    held = sqlite3.connect(output / "ledger.sqlite")
    held.execute("pragma locking_mode = exclusive")
    held.execute("begin immediate")
    with pytest.raises(OutputError) as raised:
        convert(inbox, output)
    assert raised.value.code == "output-in-use"
    held.close()
    convert(inbox, output)


def test_an_output_that_cannot_be_written_is_said(inbox: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(OutputError):
        convert(inbox, blocked / "out")


def test_tables_follow_from_records_alone(inbox: Path, tmp_path: Path) -> None:
    from pipeline.output import tables_from_records

    convert(inbox, tmp_path / "out")
    tables_from_records(tmp_path / "out" / "records", tmp_path / "again")
    for name in set(TABLES) - {"sources", "diagnostics"}:
        assert (tmp_path / "out" / "csv" / f"{name}.csv").read_bytes() == (
            tmp_path / "again" / "csv" / f"{name}.csv"
        ).read_bytes()


def test_csv_and_parquet_hold_the_same(inbox: Path, tmp_path: Path) -> None:
    convert(inbox, tmp_path / "out")
    for name, spec in TABLES.items():
        parquet = pd.read_parquet(tmp_path / "out" / "parquet" / f"{name}.parquet")
        written = table(tmp_path / "out", name)
        assert list(parquet.columns) == list(written.columns) == spec.column_names
        assert len(parquet) == len(written)
        for column in spec.columns:
            if column.type == "string":
                same = parquet[column.name].astype("string").fillna("") == written[column.name].fillna("")
                assert same.all(), (name, column.name)


def test_the_data_package_describes_the_csv_files(inbox: Path, tmp_path: Path) -> None:
    from frictionless import Package

    convert(inbox, tmp_path / "out")
    report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in described["resources"]] == list(TABLES)


def test_tables_that_someone_removed_are_written_again(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    convert(inbox, output)
    before = tree(output)
    (output / "csv" / "tasks.csv").unlink()
    (output / "parquet" / "units.parquet").unlink()
    convert(inbox, output)
    assert tree(output) == before


def test_a_workbook_never_contradicts_the_tables_beside_it(inbox: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    convert(inbox, output, excel=True)
    (output / "plans.xlsx").unlink()
    convert(inbox, output, excel=True)
    assert (output / "plans.xlsx").exists()
    convert(inbox, output)
    assert not (output / "plans.xlsx").exists()


def test_what_could_not_be_read_and_was_taken_away_is_no_failure_any_more(
    inbox: Path, tmp_path: Path
) -> None:
    (inbox / "hong.pdf").write_bytes(b"%PDF-1.4 nothing more")
    assert convert(inbox, tmp_path / "out").exit_status == 1
    assert convert(inbox, tmp_path / "out").exit_status == 1
    (inbox / "hong.pdf").unlink()
    assert convert(inbox, tmp_path / "out").exit_status == 0
    assert "hong.pdf" in set(table(tmp_path / "out", "sources")["source_path"])


def test_a_lock_file_that_goes_again_leaves_no_trace(inbox: Path, tmp_path: Path) -> None:
    lock = inbox / "~$ban-chi-dao.docx"
    lock.write_bytes(b"\x05Nguyen")
    (inbox / "._ban-chi-dao.docx").write_bytes(b"\x00\x05\x16\x07")
    convert(inbox, tmp_path / "out")
    states = table(tmp_path / "out", "sources").set_index("source_path")["state"]
    assert states[lock.name] == states["._ban-chi-dao.docx"] == "skipped"
    lock.unlink()
    convert(inbox, tmp_path / "out")
    assert lock.name not in set(table(tmp_path / "out", "sources")["source_path"])
