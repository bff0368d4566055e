"""The command line: click and nothing else. Every command is one call into the library."""

import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

from pipeline import __version__

# Where each command stands, and the line of help that is shown without loading it.
COMMANDS = {
    "convert": ("batch", "Convert files and folders into records and tables."),
    "watch": ("batch", "Convert files as they arrive, until it is ended."),
    "scan": ("look", "Say what is there without converting."),
    "inspect": ("look", "Show what is read from one file."),
    "deadlines": ("results", "Say what is due, overdue and recurring, and for whom."),
    "expand-units": ("results", "Print the members of collectives such as `các phòng`."),
    "units": ("results", "Work on lists of units: suggest what is missing."),
    "tables": ("results", "Build the tables anew from records, without the sources."),
    "schema": ("look", "Print the JSON Schema of a record."),
}


class _Commands(MutableMapping[str, click.Command]):
    """The commands by name, each loaded when it is asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            module, _ = COMMANDS[name]
            command: click.Command = getattr(import_module(f"pipeline.cli.{module}"), name.replace("-", "_"))
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Program(click.Group):
    """The program, which lists its commands in the order of their use and loads none to do so."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=_Program,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="kehoach")
def main() -> None:
    """Read Vietnamese official plans (Kế hoạch) into records and tidy tables.

    `kehoach convert INBOX -o OUTPUT` converts a folder; running it again converts only what is new.
    """
    _speak_utf8()


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page is: Vietnamese does not fit into most of them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="backslashreplace")
