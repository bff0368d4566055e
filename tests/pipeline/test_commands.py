"""The commands that use an output: deadlines, expand-units, units suggest, tables; and scan."""

import csv
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from icalendar import Calendar

from tests.pipeline.command import kehoach, table
from tests.pipeline.hostile import SAMPLES

PLANS = ("cai-cach-hanh-chinh.docx", "chuyen-doi-so.pdf", "truong-hoc.txt")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    inbox = folder / "inbox"
    inbox.mkdir()
    for name in PLANS:
        shutil.copy2(SAMPLES / name, inbox)
    done = kehoach("convert", inbox, "-o", folder / "out", "-q")
    assert done.returncode == 0, done.stderr
    return folder / "out"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_deadlines_says_what_is_overdue_on_the_day_that_is_asked_for(output: Path) -> None:
    done = kehoach("deadlines", output, "--as-of", "2026-07-01", "--format", "csv")
    assert done.returncode == 0, done.stderr
    found = rows(done.stdout)
    assert len(found) == len(table(output, "task_deadlines")) + len(table(output, "assignment_deadlines"))
    overdue = [row for row in found if row["state"] == "overdue"]
    assert "Quý II/2026" in {row["expression"] for row in overdue}
    assert all(row["due"] <= "2026-07-01" and int(row["days_left"]) <= 0 for row in overdue)
    earlier = rows(kehoach("deadlines", output, "--as-of", "01/01/2022", "--format", "csv").stdout)
    assert not [row for row in earlier if row["state"] == "overdue"]


def test_deadlines_of_one_unit_by_its_id_or_its_name(output: Path) -> None:
    chosen = [
        rows(kehoach("deadlines", output, "--as-of", "2026-07-01", "--format", "csv", "--unit", unit).stdout)
        for unit in ("phong_quan_ly_xay_dung", "phòng quản lý xây dựng")
    ]
    assert chosen[0] == chosen[1]
    assert {row["lead"] for row in chosen[0]} == {"Phòng Quản lý xây dựng"}
    wider = rows(
        kehoach("deadlines", output, "--as-of", "2026-07-01", "--format", "csv",
                "--unit", "phong_quan_ly_xay_dung", "--sets").stdout
    )  # fmt: skip
    assert {row["item_id"] for row in chosen[0]} < {row["item_id"] for row in wider}
    assert "Tất cả các phòng" in {row["lead"] for row in wider}


def test_deadlines_within_some_days_and_in_some_states(output: Path) -> None:
    found = rows(
        kehoach("deadlines", output, "--as-of", "2026-06-01", "--format", "csv",
                "--state", "due", "--state", "recurring", "--within", "30").stdout
    )  # fmt: skip
    assert found
    assert {row["state"] for row in found} <= {"due", "recurring"}
    assert all(0 <= int(row["days_left"]) <= 30 for row in found)


def test_deadlines_as_a_calendar_are_the_same_each_time(output: Path, tmp_path: Path) -> None:
    for name in ("one.ics", "two.ics"):
        done = kehoach(
            "deadlines", output, "--as-of", "2026-07-01", "--format", "ics", "--to", tmp_path / name
        )
        assert done.returncode == 0, done.stderr
    data = (tmp_path / "one.ics").read_bytes()
    assert data == (tmp_path / "two.ics").read_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    entries = Calendar.from_ical(data).walk("VEVENT")
    assert entries
    assert len({entry["uid"] for entry in entries}) == len(entries)
    assert any("Nhiệm vụ" in str(entry["description"]) or str(entry["summary"]) for entry in entries)


def test_deadlines_as_a_table_for_a_person(output: Path) -> None:
    done = kehoach("deadlines", output, "--as-of", "2026-07-01")
    assert done.returncode == 0, done.stderr
    assert "quá hạn" in done.stdout
    assert "01/07/2026" in done.stdout


def test_expand_units_gives_a_row_for_each_member(output: Path) -> None:
    done = kehoach("expand-units", output)
    assert done.returncode == 0, done.stderr
    rooms = [row for row in rows(done.stdout) if row["collective_id"] == "tat_ca_cac_phong"]
    named = table(output, "task_units")
    assert rooms
    assert {row["unit_id"] for row in rooms} <= set(named["unit_id"].dropna())


def test_units_suggest_gives_a_list_that_convert_takes(output: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    done = kehoach("units", "suggest", output, "--to", own)
    assert done.returncode == 0, done.stderr
    suggested = pd.read_csv(own, dtype="string")
    unknown = table(output, "task_units").query("match == 'none'")["mention"]
    assert set(suggested["name_vi"]) <= set(unknown) | set(
        table(output, "assignment_units").query("match == 'none'")["mention"]
    )
    if suggested.empty:
        pytest.skip("every mention of the samples is known")
    suggested.assign(level="internal", kind="phong").to_csv(own, index=False)
    again = kehoach("tables", output / "records", "-o", tmp_path / "out", "--units", own)
    assert again.returncode == 0, again.stderr
    recognised = table(tmp_path / "out", "task_units")
    assert set(suggested["unit_id"]) & set(recognised["unit_id"].dropna())


def test_a_list_of_units_that_contradicts_itself_is_told_by_line(output: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("unit_id,name_vi\nto_mot,Tổ Một\nto_mot,Tổ Hai\n", "utf-8")
    done = kehoach("tables", output / "records", "-o", tmp_path / "out", "--units", own)
    assert done.returncode == 0
    assert "own.csv:3" in done.stderr


def test_a_list_of_units_that_is_none_is_a_wrong_command_line(output: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,level\nTổ Một,internal\n", "utf-8")
    done = kehoach("convert", SAMPLES, "-o", tmp_path / "out", "--units", own)
    assert done.returncode == 2
    assert "own.csv" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", [["deadlines"], ["expand-units"], ["units", "suggest"]])
def test_a_folder_that_holds_no_output_is_a_wrong_command_line(command: list[str], tmp_path: Path) -> None:
    done = kehoach(*command, tmp_path)
    assert done.returncode == 2
    assert "kehoach convert" in done.stderr


def test_scan_says_what_is_there_and_what_is_done(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in PLANS:
        shutil.copy2(SAMPLES / name, inbox)
    (inbox / "again.docx").write_bytes((SAMPLES / PLANS[0]).read_bytes())
    (inbox / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (inbox / "song.mp3").write_bytes(b"ID3")
    (inbox / "windows.txt").write_bytes("KẾ HOẠCH\nI. MỤC ĐÍCH\nNâng cao chất lượng.".encode("utf-16"))
    done = kehoach("scan", inbox, "-o", tmp_path / "out", "--format", "json")
    assert done.returncode == 0, done.stderr
    found = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert list(found) == sorted(found)
    assert found["again.docx"]["state"] == "new"
    assert found[PLANS[0]] | {"state": "duplicate", "same_as": "again.docx"} == found[PLANS[0]]
    assert found[PLANS[1]]["pages"] > 1
    assert found[PLANS[1]]["text"] == "digital"
    assert found["windows.txt"]["encoding"].startswith("UTF-16")
    assert (found["old.doc"]["state"], found["old.doc"]["code"]) == ("unreadable", "unsupported-format")
    assert (found["song.mp3"]["state"], found["song.mp3"]["code"]) == ("skipped", "skipped")
    assert not (tmp_path / "out").exists()

    kehoach("convert", inbox, "-o", tmp_path / "out", "-q")
    after = rows(kehoach("scan", inbox, "-o", tmp_path / "out", "--format", "csv").stdout)
    assert {row["name"]: row["state"] for row in after} == {
        "again.docx": "done",
        PLANS[0]: "duplicate",
        PLANS[1]: "done",
        PLANS[2]: "done",
        "old.doc": "unreadable",
        "song.mp3": "skipped",
        "windows.txt": "done",
    }


def test_a_path_is_the_same_file_from_whichever_folder_it_is_named(tmp_path: Path) -> None:
    inbox, beside = tmp_path / "inbox", tmp_path / "beside"
    inbox.mkdir()
    beside.mkdir()
    shutil.copy2(SAMPLES / PLANS[2], inbox)
    kehoach("convert", inbox, "-o", tmp_path / "out", "-q")
    again = kehoach("convert", beside / ".." / "inbox", "-o", tmp_path / "out")
    assert "0 converted now" in again.stdout
    assert list(table(tmp_path / "out", "sources")["source_path"]) == [PLANS[2]]


def test_an_empty_folder_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    done = kehoach("convert", tmp_path / "inbox", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert table(tmp_path / "out", "tasks").empty
    assert kehoach("deadlines", tmp_path / "out").returncode == 0
    assert kehoach("scan", tmp_path / "inbox", "--format", "json").stdout == ""


def test_a_document_that_stands_in_three_files_is_due_once(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for form in ("docx", "pdf", "txt"):
        shutil.copy2(SAMPLES / f"truong-hoc.{form}", inbox)
    kehoach("convert", inbox, "-o", tmp_path / "out", "-q")
    assert table(tmp_path / "out", "documents")["document_key"].nunique() == 1
    found = rows(kehoach("deadlines", tmp_path / "out", "--as-of", "2026-07-01", "--format", "csv").stdout)
    assert found
    assert len({row["doc_id"] for row in found}) == 1


@pytest.mark.parametrize("folder", [".", "empty"])
def test_tables_of_a_folder_without_records_are_refused(output: Path, tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    records = output if folder == "." else tmp_path / folder
    done = kehoach("tables", records, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "record" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_units_suggest_writes_a_list_that_a_spreadsheet_opens(output: Path, tmp_path: Path) -> None:
    kehoach("units", "suggest", output, "--to", tmp_path / "own.csv")
    assert (tmp_path / "own.csv").read_bytes().startswith(b"\xef\xbb\xbfunit_id,name_vi,")


def test_the_summary_says_how_to_go_on(tmp_path: Path) -> None:
    done = kehoach("convert", SAMPLES / "kiem-tra.txt", "-o", tmp_path / "out", "--excel")
    assert "1 documents in" in done.stdout
    for way in (
        f"{tmp_path / 'out' / 'plans.xlsx'}",
        "kehoach inspect",
        f"kehoach deadlines {tmp_path / 'out'}",
    ):
        assert way in done.stdout


@pytest.mark.parametrize(
    "command",
    [("deadlines", "--as-of", "2026-07-01", "--format", "csv"), ("expand-units",), ("units", "suggest")],
)
def test_the_tables_are_read_from_csv_where_there_is_no_parquet(
    output: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    shutil.copytree(output / "csv", tmp_path / "csv")
    named = command if command[0] == "units" else command[:1]
    rest = command[len(named) :]
    assert kehoach(*named, tmp_path, *rest).stdout == kehoach(*named, output, *rest).stdout != ""


def test_quiet_says_which_files_could_not_be_converted_once(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "hong.pdf").write_bytes(b"%PDF-1.4 nothing more")
    first = kehoach("convert", tmp_path / "inbox", "-o", tmp_path / "out", "--quiet")
    assert (first.returncode, first.stdout) == (1, "")
    assert first.stderr.startswith("hong.pdf: ")
    again = kehoach("convert", tmp_path / "inbox", "-o", tmp_path / "out", "--quiet")
    assert (again.returncode, again.stderr) == (1, "")
