"""Nothing heavy is loaded before it is needed: what stands in sys.modules after an import or a call."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.test_run import convert

ROOT = Path(__file__).parents[1]
HEAVY = ("pandas", "numpy", "pyarrow", "spacy", "pypdfium2", "pdfplumber", "docx", "lxml", "pydantic", "rich")


def loaded(program: str) -> set[str]:
    """Return which of the heavy libraries a program has loaded when it ends."""
    code = f"import sys\n{program}\nprint('loaded', *(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["convert", "--help"], ["inspect", "--help"]]
)
def test_help_is_answered_with_click_alone(arguments: list[str]) -> None:
    program = f"""
from pipeline.cli import main
try:
    main({arguments!r})
except SystemExit as ended:
    assert ended.code == 0, ended.code
"""
    assert loaded(program) == set()


def test_the_list_of_commands_loads_none_of_them() -> None:
    program = """
from pipeline.cli import main
try:
    main(["--help"])
except SystemExit:
    assert not [name for name in sys.modules if name.startswith("pipeline.cli.")]
"""
    assert loaded(program) == set()


@pytest.mark.parametrize(
    ("name", "foreign"),
    [
        ("cai-cach-hanh-chinh.docx", {"pandas", "pyarrow", "spacy", "pypdfium2", "pdfplumber", "rich"}),
        ("cai-cach-hanh-chinh.pdf", {"pandas", "pyarrow", "spacy", "docx", "rich"}),
        (
            "cai-cach-hanh-chinh.txt",
            {"pandas", "pyarrow", "spacy", "pypdfium2", "pdfplumber", "docx", "rich"},
        ),
    ],
)
def test_reading_a_file_loads_its_own_reader_alone(name: str, foreign: set[str]) -> None:
    program = f"""
from pathlib import Path
from extractors.formats.registry import read
assert read(Path("samples/{name}").read_bytes(), name="{name}").blocks
"""
    assert not loaded(program) & foreign


def test_an_unchanged_folder_is_answered_with_nothing_heavy(tmp_path: Path) -> None:
    inbox, output = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    (inbox / "plan.txt").write_text("KẾ HOẠCH\n\nI. NỘI DUNG\n\n1. Kiểm tra.\n", "utf-8")
    assert convert(inbox, output).converted_now == 1
    program = f"""
from pathlib import Path
from pipeline.run import Run
assert Run(Path({str(output)!r})).convert([Path({str(inbox)!r})]).converted_now == 0
assert "multiprocessing" not in sys.modules
"""
    assert loaded(program) == set()


def test_tables_are_put_together_without_pandas() -> None:
    assert "pandas" not in loaded("import pipeline.output, pipeline.write.tables, pipeline.write.datapackage")


def test_a_record_is_made_without_pandas() -> None:
    program = """
from extractors.extract import extract
text = "KẾ HOẠCH\\n\\nI. NỘI DUNG\\n\\n1. Kiểm tra.\\n"
assert extract(text.encode(), path="plan.txt").provisions
"""
    assert "pandas" not in loaded(program)


def test_what_workers_share_is_no_work_for_their_collectors() -> None:
    loaded("import gc, pipeline.preload\nassert gc.get_freeze_count() > 10_000")
