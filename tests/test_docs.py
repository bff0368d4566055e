"""What the documentation says is so: derived files are current, links lead somewhere, codes are listed."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from schemas.diagnostics import diagnostic_codes
from tests.published import excerpt, published

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PACKAGES = ("schemas", "extractors", "pipeline")


@pytest.mark.parametrize("path", published(), ids=lambda path: path.name)
def test_a_derived_file_is_current(path: Path) -> None:
    assert path.read_text("utf-8") == published()[path], "say `make published`"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_to_files_of_the_project(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    missing = [
        link
        for link in links
        if not link.startswith(("http", "mailto")) and not (page.parent / link).exists()
    ]
    assert not missing


def _strings(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_listed_code_is_one_that_the_program_gives() -> None:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    said = set().union(*(_strings(path) for path in files))
    assert set(diagnostic_codes()) <= said, "listed but never given"


def test_every_code_that_is_given_is_listed() -> None:
    given: dict[str, str] = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and ast.unparse(node.func) == "Diagnostic.of"
                    and isinstance(node.args[0], ast.Constant)
                ):
                    given[node.args[0].value] = f"{path.name}:{node.lineno}"
    unlisted = {code: place for code, place in given.items() if code not in diagnostic_codes()}
    assert given
    assert not unlisted


def test_every_message_is_said_in_both_languages() -> None:
    for row in diagnostic_codes().values():
        assert row.severity in ("info", "warning", "error"), row.code
        assert row.message, row.code
        assert row.message_vi, row.code
        assert set(re.findall(r"{\w+}", row.message_vi)) <= set(re.findall(r"{\w+}", row.message)), row.code


def test_the_readme_starts_with_the_two_commands() -> None:
    for name in ("README.md", "README.vi.md"):
        head = "\n".join((ROOT / name).read_text("utf-8").splitlines()[:25])
        assert "make run" in head
        assert "make test" in head
    targets = (ROOT / "Makefile").read_text("utf-8")
    for target in ("run", "test", "bench", "quality", "soak", "samples"):
        assert re.search(rf"^{target}:", targets, re.M)


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_readme_shows_what_comes_out(name: str) -> None:
    assert excerpt() in (ROOT / name).read_text("utf-8"), "say `make published`"


def test_every_command_of_the_readme_exists() -> None:
    from pipeline.cli import main

    for page in PAGES:
        for command in re.findall(r"\bkehoach ([a-z][a-z-]+)\b", page.read_text("utf-8")):
            assert command in main.commands, f"{page.name}: kehoach {command}"


def test_nothing_of_a_machine_is_committed() -> None:
    """Machine paths and registry addresses make a checkout work in one place only."""
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.md", "*.toml", "*.csv", "*.lock", "Makefile", ".ci/*"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("no git checkout")
    homes = "|".join(("home", "root", "work", "Users"))
    foreign = re.compile(
        rf"(?<![\w.])/(?:{homes})/\w|(?<!emit-)index[-]url|://(?:files\.)?py(?:pi|thonhosted)"
    )
    found = [
        name
        for name in listed.stdout.splitlines()
        if foreign.search((ROOT / name).read_text("utf-8", "replace"))
    ]
    assert not found
