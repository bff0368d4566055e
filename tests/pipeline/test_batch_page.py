"""docs/batch.md says of the command what the command says of itself."""

import re
from pathlib import Path

import click
import pytest

from pipeline.cli import COMMANDS, main
from schemas.diagnostics import diagnostic_codes

PAGE = (Path(__file__).parents[2] / "docs" / "batch.md").read_text("utf-8")
ROOT = Path(__file__).parents[2]
CONVERT = {option: parameter for parameter in main.commands["convert"].params for option in parameter.opts}


def test_every_limit_stands_there_with_its_default_and_its_code() -> None:
    rows = re.findall(r"^\| `(--[\w-]+)` \| ([\d.]+) \| .+ \| `([\w-]+)` \|$", PAGE, re.M)
    limits = {
        option
        for option, parameter in CONVERT.items()
        if option.startswith(("--max-", "--timeout", "--memory"))
        and isinstance(parameter.type, (click.IntRange, click.FloatRange))
    }
    assert {option for option, *_ in rows} == limits
    for option, default, code in rows:
        assert CONVERT[option].default == float(default), option
        assert code in diagnostic_codes()


@pytest.mark.parametrize("name", ["README.md", "README.vi.md", "docs/batch.md"])
def test_every_option_that_a_page_names_exists(name: str) -> None:
    known = {"--scheduler"}
    for command in main.commands.values():
        parts = command.commands.values() if isinstance(command, click.Group) else [command]
        known |= {option for part in parts for parameter in part.params for option in parameter.opts}
    text = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named <= known, f"{name}: {named - known}"


def test_the_list_of_commands_is_that_of_the_modules() -> None:
    for name, (module, text) in COMMANDS.items():
        command = main.commands[name]
        assert command.name == name
        assert command.callback is not None
        assert command.callback.__module__ == f"pipeline.cli.{module}"
        assert command.help
        assert text.endswith(".")
