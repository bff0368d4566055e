"""One document on a terminal, wide or narrow: everything that was read stands there in full."""

import io
import json
import subprocess

import pytest
from rich.console import Console

from pipeline.inspect import inspect_file
from tests.pipeline.command import KEHOACH
from tests.pipeline.hostile import SAMPLES

PLAN = SAMPLES / "cai-cach-hanh-chinh.docx"


def shown(width: int, **options: bool) -> str:
    console = Console(file=io.StringIO(), width=width)
    inspect_file(PLAN, console=console, **options)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [50, 80, 160])
def test_nothing_is_cut_off_and_nothing_is_wider_than_the_terminal(width: int) -> None:
    text = shown(width)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width
    for part in ("Căn cứ (1)", "Nhiệm vụ (7)", "Nơi nhận (4)", "Cần xem lại"):
        assert part in text


def test_a_wide_terminal_shows_units_and_days_beside_what_is_printed() -> None:
    text = shown(200)
    assert "phong_quan_ly_xay_dung" in text
    assert "2022-12-31" in text
    assert "[merged]" in text


def test_the_record_as_json() -> None:
    assert json.loads(shown(80, as_json=True))["source"]["path"] == PLAN.name


def test_a_reader_that_has_seen_enough_gets_no_traceback() -> None:
    with subprocess.Popen(
        [*KEHOACH, "inspect", str(PLAN)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
