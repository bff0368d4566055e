"""Files that mean harm cost themselves alone, are told by name, and have nothing fetched, followed or executed.

All of them stand in one folder and go through one run: that is how they come, and how each could harm the others.
"""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pandas as pd
import pytest

from tests.pipeline.command import kehoach, table
from tests.pipeline.hostile import SAMPLES, bad_files, calling_docx, calling_pdf

GOOD = ("ban-chi-dao.docx", "kiem-tra.pdf", "truong-hoc.txt")
SECRET = "Kế hoạch không ai được đọc"

# Entries of a folder that are no files to read: what they are called, and the code of their diagnostic.
PASSED_OVER = {
    "~$plan.docx": "lock-file",
    "song.mp3": "skipped",
    "ong.txt": "special-file",
    "thiet-bi.txt": "link-skipped",  # a link to a device leads out of the folder
    "thu-muc.pdf": "folder-skipped",
    "ra-ngoai.txt": "link-skipped",
    "ra-ngoai-thu-muc": "link-skipped",
    "vong": "link-skipped",
    "vong-hai/quay-lai": "link-skipped",
    "chinh-no.txt": "link-skipped",
    "khong-toi-dau.txt": "link-skipped",
    "khong-mo-thu-muc": "unreadable-folder",
}
# Names that are hard to write down, as the file system has them and as the tables show them.
STRANGE = {
    b"dong\nmoi, va \"phay\".txt": "dong\nmoi, va \"phay\".txt",
    b"khong-utf8-\xff\xfe.txt": "khong-utf8-%FF%FE.txt",
    b"d" * 251 + b".txt": "d" * 251 + ".txt",
    b"=cong-thuc.txt": "=cong-thuc.txt",
    b"-o.txt": "-o.txt",
    "thu mục/Kế hoạch   dấu.txt".encode(): "thu mục/Kế hoạch   dấu.txt",
}  # fmt: skip


@dataclass
class Batch:
    """A run over the folder."""

    ended: CompletedProcess[str]
    folder: Path
    output: Path
    sources: pd.DataFrame
    diagnostics: pd.DataFrame
    calls: list[str]

    def row(self, name: str) -> tuple[str, str]:
        """Its state and the code of its one diagnostic about the file itself."""
        about = self.diagnostics[self.diagnostics["source_path"] == name]
        assert len(about) == 1, name
        return self.sources.loc[name, "state"], about["code"].item()


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    folder = tmp_path_factory.mktemp("hostile")
    inbox, output = folder / "inbox", folder / "out"
    inbox.mkdir()
    for name in GOOD:
        shutil.copy2(SAMPLES / name, inbox)
    for name, (data, _) in bad_files().items():
        (inbox / name).write_bytes(data)
    _special(inbox, folder)
    listener = socket.create_server(("127.0.0.1", 0))
    calls: list[str] = []
    threading.Thread(target=_count, args=(listener, calls), daemon=True).start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    (inbox / "goi.docx").write_bytes(calling_docx(address))
    (inbox / "goi.pdf").write_bytes(calling_pdf(address, folder / "launched"))
    ended = kehoach("convert", inbox, "-o", output)
    listener.close()
    sources = table(output, "sources").set_index("source_path")
    yield Batch(ended, folder, output, sources, table(output, "diagnostics"), calls)
    for path in (inbox / "khong-mo.txt", inbox / "khong-mo-thu-muc"):
        path.chmod(0o700)


def _special(inbox: Path, folder: Path) -> None:
    """What a folder may hold besides files to read."""
    text = (SAMPLES / "truong-hoc.txt").read_text("utf-8")
    (folder / "ngoai").mkdir()
    (folder / "ngoai" / "bi-mat.txt").write_text(text + SECRET, "utf-8")
    (inbox / "~$plan.docx").write_bytes(b"lock")
    (inbox / "song.mp3").write_bytes(b"ID3")
    os.mkfifo(inbox / "ong.txt")
    (inbox / "thiet-bi.txt").symlink_to("/dev/zero")
    (inbox / "thu-muc.pdf").mkdir()
    (inbox / "thu-muc.pdf" / "trong-do.txt").write_text(text.replace("2025", "2026"), "utf-8")
    (inbox / "ra-ngoai.txt").symlink_to(folder / "ngoai" / "bi-mat.txt")
    (inbox / "ra-ngoai-thu-muc").symlink_to(folder / "ngoai")
    (inbox / "vong").symlink_to(inbox)
    (inbox / "vong-hai").mkdir()
    (inbox / "vong-hai" / "quay-lai").symlink_to("..")
    (inbox / "chinh-no.txt").symlink_to("chinh-no.txt")
    (inbox / "khong-toi-dau.txt").symlink_to("khong-co.txt")
    (inbox / "ben-trong.txt").symlink_to("truong-hoc.txt")
    for number, name in enumerate(STRANGE):
        path = Path(os.fsdecode(os.fsencode(inbox) + b"/" + name))
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{text}\n{number}", "utf-8")
    (inbox / "khong-mo.txt").write_text(text, "utf-8")
    (inbox / "khong-mo.txt").chmod(0)
    (inbox / "khong-mo-thu-muc").mkdir()
    (inbox / "khong-mo-thu-muc").chmod(0)


def _count(listener: socket.socket, calls: list[str]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        calls.append(connection.recv(200).decode("latin-1"))
        connection.close()


def test_the_run_ends_with_status_1_and_converts_the_others(batch: Batch) -> None:
    assert batch.ended.returncode == 1
    assert "Traceback" not in batch.ended.stderr
    for name in (*GOOD, "thu-muc.pdf/trong-do.txt"):
        assert batch.sources.loc[name, "state"] in ("converted", "duplicate"), name
    documents = set(table(batch.output, "documents")["doc_id"])
    assert documents == set(batch.sources.loc[batch.sources["state"] == "converted", "doc_id"])


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, (_, code) in bad_files().items()])
def test_every_bad_file_is_rejected_under_its_own_code(name: str, code: str, batch: Batch) -> None:
    assert batch.row(name) == ("rejected", code)
    about = batch.diagnostics[batch.diagnostics["source_path"] == name].iloc[0]
    assert about["severity"] == "error"
    assert about["doc_id"] == batch.sources.loc[name, "doc_id"]
    assert len(about["message"]) > 15 and len(about["message_vi"]) > 8


@pytest.mark.parametrize(("name", "code"), PASSED_OVER.items())
def test_every_entry_that_is_no_file_to_read_is_passed_over(name: str, code: str, batch: Batch) -> None:
    assert batch.row(name) == ("skipped", code)


def test_a_file_that_may_not_be_read_is_told(batch: Batch) -> None:
    assert batch.row("khong-mo.txt") == ("rejected", "unreadable-file")
    assert pd.isna(batch.sources.loc["khong-mo.txt", "doc_id"])


@pytest.mark.parametrize("name", STRANGE.values())
def test_strange_names_are_read_and_shown(name: str, batch: Batch) -> None:
    assert batch.sources.loc[name, "state"] == "converted"


def test_a_link_within_the_folder_is_another_name_of_the_file(batch: Batch) -> None:
    states = batch.sources.loc[["ben-trong.txt", "truong-hoc.txt"], "state"]
    assert sorted(states) == ["converted", "duplicate"]


def test_no_row_is_missing_and_none_is_there_twice(batch: Batch) -> None:
    met = {*GOOD, *bad_files(), *PASSED_OVER, *STRANGE.values()}
    met |= {"thu-muc.pdf/trong-do.txt", "khong-mo.txt", "ben-trong.txt", "goi.docx", "goi.pdf"}
    assert sorted(batch.sources.index) == sorted(met)


def test_nothing_is_fetched_started_or_written_elsewhere(batch: Batch) -> None:
    assert batch.sources.loc[["goi.docx", "goi.pdf"], "state"].tolist() == ["converted"] * 2
    assert batch.calls == []
    assert sorted(path.name for path in batch.folder.iterdir()) == ["inbox", "ngoai", "out"]
    assert not list(batch.folder.parent.glob("*ra-ngoai*")) + list(batch.folder.rglob("trom*"))


def test_nothing_of_what_may_not_be_read_is_in_the_output(batch: Batch) -> None:
    secrets = [SECRET, "root:x:0:0"]
    for path in batch.output.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in data], path
    for name in ("mat.txt", "toi-mat.txt", "tuyet-mat.txt"):
        assert not (batch.output / "records" / f"{batch.sources.loc[name, 'doc_id']}.json").exists()


def test_links_out_of_the_folder_are_followed_when_asked(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "ngoai").mkdir()
    for name in ("truong-hoc.txt", "kiem-tra.txt"):
        shutil.copy2(SAMPLES / name, tmp_path / "ngoai")
    (inbox / "tep.txt").symlink_to(tmp_path / "ngoai" / "truong-hoc.txt")
    (inbox / "thu-muc").symlink_to(tmp_path / "ngoai")
    (tmp_path / "ngoai" / "ve").symlink_to(inbox)
    assert kehoach("convert", inbox, "-o", tmp_path / "out", "--follow-links", "-q").returncode == 0
    states = table(tmp_path / "out", "sources").set_index("source_path")["state"].to_dict()
    assert sorted(states) == ["tep.txt", "thu-muc/kiem-tra.txt", "thu-muc/truong-hoc.txt", "thu-muc/ve"]
    assert states["thu-muc/ve"] == "skipped"
    assert states["thu-muc/kiem-tra.txt"] == "converted"


def test_classified_documents_are_converted_when_asked(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "mat.txt").write_bytes(bad_files()["mat.txt"][0])
    assert kehoach("convert", inbox, "-o", tmp_path / "out", "--allow-classified", "-q").returncode == 0
    assert table(tmp_path / "out", "documents")["secrecy"].tolist() == ["MẬT"]
