"""The command line: click and nothing else. Every command is one call into the library."""

import sys

import click

from pipeline import __version__
from pipeline.cli.batch import convert, watch
from pipeline.cli.look import inspect, scan, schema
from pipeline.cli.results import deadlines, expand_units, tables, units


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


for _command in (convert, inspect, scan, watch, deadlines, expand_units, units, tables, schema):
    main.add_command(_command)
