"""Options that commands share, and what becomes of them: a run, or the end of the program with a message."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from schemas.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from pipeline.run import Run
    from pipeline.worker import PoolSettings
    from schemas.errors import KehoachError

Command = TypeVar("Command", bound=Callable[..., Any])

EXIT_SOME_FAILED, EXIT_USAGE, EXIT_OUTPUT, EXIT_INTERRUPTED = 1, 2, 3, 130
MIB = 2**20

EXISTING = click.Path(exists=True, path_type=Path)
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUTPUT = click.Path(file_okay=False, path_type=Path)


class Place(click.Path):
    """A path of this machine, or an address that fsspec knows, which stays text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, checked, or the address as it is."""
        if isinstance(value, str) and "://" in value:
            return value
        return super().convert(value, param, ctx)


AN_OUTPUT = click.Path(exists=True, file_okay=False, path_type=Path)


def output_option(command: Command) -> Command:
    """Give a command the option of the folder that it writes to."""
    return click.option(
        "-o",
        "--output",
        type=OUTPUT,
        default=Path("output"),
        show_default=True,
        help="Folder that is written to.",
    )(command)


# What limits a document, by option: the field of Limits, what the option counts in, the most it may be, its help.
_LIMITS = (
    ("--max-file", "file_bytes", MIB, None, "MiB of one file."),
    ("--max-part", "part_bytes", MIB, None, "MiB of one part of a file, expanded."),
    ("--max-expanded", "total_bytes", MIB, None, "MiB of all parts of a file, expanded."),
    ("--max-parts", "parts", 1, None, "Parts of one file."),
    ("--max-ratio", "ratio", 1, None, "Times that a part of over 1 MiB may expand."),
    # Deeper than this, walks over the elements would not fit into Python's stack.
    ("--max-depth", "xml_depth", 1, 512, "Depth of XML."),
    ("--max-nesting", "nested_tables", 1, 128, "Depth of tables within tables."),
    ("--max-rows", "table_rows", 1, None, "Rows of a table."),
    ("--max-columns", "table_columns", 1, None, "Columns of a table."),
    ("--max-paragraphs", "paragraphs", 1, None, "Paragraphs of a file."),
    ("--max-pages", "pages", 1, None, "Pages of a file."),
    ("--max-page-characters", "page_characters", 1, None, "Characters of a page, or of a line of text."),
    ("--max-page-points", "page_points", 1, None, "Points (1/72 inch) that a page is wide or high."),
)


def _limit_option(
    option: str, field: str, unit: int, most: int | None, text: str
) -> Callable[[Command], Command]:
    default = int(getattr(DEFAULT_LIMITS, field)) // unit
    counted = click.IntRange(1, most)
    return click.option(option, field, type=counted, default=default, show_default=True, help=text)


def batch_options(command: Command) -> Command:
    """Give a command the options of a run: what is converted again, and what one document may cost."""
    options = (
        click.option("--units", type=EXISTING, help="A CSV of your own units and aliases, as units.csv."),
        click.option("--excel", is_flag=True, help="Write plans.xlsx too."),
        click.option("--workers", type=click.IntRange(0), default=0, help="Worker processes; 0: one per processor."),
        click.option("--allow-classified", is_flag=True, help="Extract documents marked MẬT and above too."),
        click.option("--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
                     help="Seconds that one document may take."),
        click.option("--timeout-per-mib", type=click.FloatRange(min=0.0), default=2.0, show_default=True,
                     help="Seconds more for each MiB of a file."),
        click.option("--timeout-per-page", type=click.FloatRange(min=0.0), default=0.2, show_default=True,
                     help="Seconds more for each page of a PDF file over 1 MiB."),
        click.option("--memory", type=click.IntRange(64), default=1024, show_default=True,
                     help="MiB of memory that one document may take."),
        click.option("--max-record", type=click.IntRange(1), default=256, show_default=True,
                     help="MiB that one record may take."),
        *(_limit_option(*limit) for limit in _LIMITS),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but what could not be converted."),
        click.option("--json-log", is_flag=True, help="Report progress as JSON lines on stderr."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def pool_settings(options: dict[str, Any]) -> "PoolSettings":
    """Return what the options of a batch let one document cost."""
    from pipeline.worker import PoolSettings, WorkerSettings

    limits = Limits(**{field: options[field] * unit for _, field, unit, *_ in _LIMITS})
    worker = WorkerSettings(
        records="",
        limits=limits,
        allow_classified=options["allow_classified"],
        memory_bytes=options["memory"] * MIB,
        record_bytes=options["max_record"] * MIB,
    )
    seconds = (options["timeout"], options["timeout_per_mib"], options["timeout_per_page"])
    return PoolSettings(options["workers"], *seconds, worker)


def make_run(output: Path | str, options: dict[str, Any]) -> "Run":
    """Return the run that the options of a command describe."""
    from pipeline.run import ConvertOptions, Run

    names = ("force", "retry_failed", "prune", "follow_links", "excel", "units", "scheduler", "ledger")
    chosen = {name: options[name] for name in names if options.get(name) is not None}
    return Run(output, ConvertOptions(pool=pool_settings(options), **chosen))


def check_units(path: Path | None) -> None:
    """Say what is wrong with a user's own list of units; one that cannot be read is a wrong command line."""
    if path is None:
        return
    from pipeline.units.lexicon import load_lexicon
    from schemas.diagnostics import Diagnostic
    from schemas.errors import KehoachError

    try:
        conflicts = load_lexicon(path).conflicts
    except KehoachError as error:
        raise click.UsageError(message_of(error)) from error
    for conflict in conflicts:
        click.echo(Diagnostic.of("units-list-conflict", found=str(conflict)).message, err=True)


def message_of(error: "KehoachError") -> str:
    """Return what is wrong, for a person."""
    from schemas.diagnostics import Diagnostic

    return Diagnostic.of(error.code, **error.facts).message


def guarded(call: Callable[[], Any]) -> Any:
    """Return what the call returns; an output that cannot be written ends the program with status 3."""
    from schemas.errors import OutputError

    try:
        return call()
    except OutputError as error:
        click.echo(f"kehoach: {message_of(error)}", err=True)
        sys.exit(EXIT_OUTPUT)


def read_guarded(call: Callable[[], Any]) -> Any:
    """Return what the call returns; a folder that holds no output of convert is a wrong command line."""
    from schemas.errors import NotAnOutputError

    try:
        return call()
    except NotAnOutputError as error:
        raise click.UsageError(str(error)) from error
