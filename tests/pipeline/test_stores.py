"""Inputs and outputs at addresses, and a cluster that converts: the same documents and rows as on one machine."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.dataset as ds
import pytest

from pipeline.run import ConvertOptions, Run, Summary
from pipeline.worker import PoolSettings
from schemas.tables import TABLES
from tests.pipeline.command import kehoach
from tests.pipeline.hostile import SAMPLES

fsspec = pytest.importorskip("fsspec")
PLANS = ("ban-chi-dao.pdf", "cai-cach-hanh-chinh.docx", "kiem-tra.txt")


@pytest.fixture
def bucket() -> Iterator[str]:
    """A store that is nowhere but in memory, with three plans, the bytes of one twice, and what is no plan."""
    store = fsspec.filesystem("memory")
    store.rm("/", recursive=True) if store.exists("/") else None
    for name in PLANS:
        store.pipe_file(f"/inbox/moi/{name}", (SAMPLES / name).read_bytes())
    store.pipe_file("/inbox/zz-again.txt", (SAMPLES / PLANS[2]).read_bytes())
    store.pipe_file("/inbox/hong.docx", b"PK\x03\x04")
    store.pipe_file("/inbox/song.mp3", b"ID3")
    yield "memory://inbox"
    store.rm("/", recursive=True)


def convert(place: Path | str, output: Path | str, ledger: Path | None = None, **options: object) -> Summary:
    pool = PoolSettings(workers=2)
    return Run(output, ConvertOptions(ledger=ledger, pool=pool, **options)).convert([place])  # type: ignore[arg-type]


def dataset(address: str, name: str) -> pd.DataFrame:
    store, path = fsspec.core.url_to_fs(f"{address}/parquet/{name}")
    return ds.dataset(path, filesystem=store, format="parquet").to_table().to_pandas()


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """The same files in a folder."""
    (tmp_path / "inbox/moi").mkdir(parents=True)
    for name in PLANS:
        shutil.copy2(SAMPLES / name, tmp_path / "inbox/moi")
    shutil.copy2(SAMPLES / PLANS[2], tmp_path / "inbox/zz-again.txt")
    (tmp_path / "inbox/hong.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "inbox/song.mp3").write_bytes(b"ID3")
    return tmp_path / "inbox"


def test_a_store_gives_the_rows_that_a_folder_gives(bucket: str, beside: Path, tmp_path: Path) -> None:
    summary = convert(bucket, "memory://out", tmp_path / "ledger.sqlite")
    assert dict(summary.states) == {"converted": 3, "duplicate": 1, "rejected": 1, "skipped": 1}
    convert(beside, tmp_path / "out")
    for name in TABLES:
        expected = pd.read_parquet(tmp_path / "out/parquet" / f"{name}.parquet")
        if expected.empty:
            continue
        found = dataset("memory://out", name)
        apart = ["modified"] if name == "sources" else []
        pd.testing.assert_frame_equal(
            found.drop(columns=apart), expected.drop(columns=apart), check_dtype=False
        )
        assert summary.rows[name] == len(expected)
    store = fsspec.filesystem("memory")
    for path in (tmp_path / "out/records").iterdir():
        stored = store.cat_file(f"/out/records/{path.name}")
        # Of two stored files with the same bytes the record may name either; the tables name the first.
        assert stored.replace(b"zz-again.txt", b"moi/kiem-tra.txt") == path.read_bytes()


def test_a_second_run_over_a_store_does_only_what_is_new(bucket: str, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite"
    assert convert(bucket, "memory://out", ledger).converted_now == 3
    store = fsspec.filesystem("memory")
    store.pipe_file("/inbox/dau-tu-cong.docx", (SAMPLES / "dau-tu-cong.docx").read_bytes())
    assert convert(bucket, "memory://out", ledger).converted_now == 1
    assert len(dataset("memory://out", "documents")) == 4
    store.rm_file("/inbox/moi/ban-chi-dao.pdf")
    assert convert(bucket, "memory://out", ledger, prune=True).converted_now == 0
    assert len(dataset("memory://out", "documents")) == 3
    assert len(store.find("/out/records")) == 3


def test_stored_files_can_be_converted_into_a_folder(bucket: str, tmp_path: Path) -> None:
    assert convert(bucket, tmp_path / "out").converted_now == 3
    assert len(pd.read_parquet(tmp_path / "out/parquet/documents.parquet")) == 3


def test_an_output_at_an_address_needs_a_ledger(tmp_path: Path) -> None:
    done = kehoach("convert", SAMPLES, "-o", "memory://out")
    assert done.returncode == 2
    assert "--ledger" in done.stderr


def test_an_engine_that_is_not_there_ends_the_run(tmp_path: Path) -> None:
    done = kehoach("convert", SAMPLES, "-o", tmp_path / "out", "--engine", "dask")
    assert done.returncode == 2
    done = kehoach("convert", SAMPLES, "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2


@pytest.fixture
def cluster() -> Iterator[object]:
    distributed = pytest.importorskip("distributed")
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    )
    yield made
    made.close()


@pytest.mark.filterwarnings("ignore")  # Dask's own, about a worker that was killed
def test_a_cluster_gives_the_rows_that_one_machine_gives_though_it_loses_a_worker(
    cluster: object, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for path in SAMPLES.iterdir():
        for number in range(3):
            # Other bytes, the same document.
            data = path.read_bytes() + b"\n" * number
            (inbox / f"{number}-{path.name}").write_bytes(data)
    convert(inbox, tmp_path / "here")
    workers = [worker.process.pid for worker in cluster.workers.values()]  # type: ignore[attr-defined]

    def kill() -> None:
        while not list((tmp_path / "there/records").glob("*.json")):
            time.sleep(0.05)
        os.kill(workers[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    summary = convert(inbox, tmp_path / "there", scheduler=cluster.scheduler_address)  # type: ignore[attr-defined]
    killer.join()
    assert summary.exit_status == 0
    for kind in ("records", "csv"):
        for path in (tmp_path / "here" / kind).iterdir():
            assert (tmp_path / "there" / kind / path.name).read_bytes() == path.read_bytes(), path.name
