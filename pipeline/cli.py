"""The command line: click and nothing else. Every command is one call into the library."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline import __version__
from schemas.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from pipeline.run import Run, Summary

Command = TypeVar("Command", bound=Callable[..., Any])

EXIT_SOME_FAILED, EXIT_OUTPUT, EXIT_INTERRUPTED = 1, 3, 130
MIB = 2**20

_EXISTING = click.Path(exists=True, path_type=Path)
_OUTPUT = click.Path(file_okay=False, path_type=Path)
_AN_OUTPUT = click.Path(exists=True, file_okay=False, path_type=Path)


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


def _output_option(command: Command) -> Command:
    return click.option(
        "-o",
        "--output",
        type=_OUTPUT,
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


def _batch_options(command: Command) -> Command:
    """Give a command the options of a run: what is converted again, and what one document may cost."""
    options = (
        click.option("--units", type=_EXISTING, help="A CSV of your own units and aliases, as units.csv."),
        click.option("--excel", is_flag=True, help="Write plans.xlsx too."),
        click.option("--workers", type=click.IntRange(0), default=0, help="Worker processes; 0: one per processor."),
        click.option("--allow-classified", is_flag=True, help="Extract documents marked MẬT and above too."),
        click.option("--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
                     help="Seconds that one document may take."),
        click.option("--timeout-per-mib", type=click.FloatRange(min=0.0), default=2.0, show_default=True,
                     help="Seconds more for each MiB of a file."),
        click.option("--memory", type=click.IntRange(64), default=1024, show_default=True,
                     help="MiB of memory that one document may take."),
        click.option("--max-record", type=click.IntRange(1), default=256, show_default=True,
                     help="MiB that one record may take."),
        *(_limit_option(*limit) for limit in _LIMITS),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        click.option("--json-log", is_flag=True, help="Report progress as JSON lines on stderr."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@click.argument("inputs", nargs=-1, required=True, type=_EXISTING, metavar="INPUT...")
@_output_option
@click.option("--force", is_flag=True, help="Convert everything again.")
@click.option("--retry-failed", is_flag=True, help="Try again what failed in an earlier run.")
@click.option("--prune", is_flag=True, help="Remove what was made from files that are no longer there.")
@click.option("--follow-links", is_flag=True, help="Follow links that lead out of INPUT.")
@_batch_options
def convert(inputs: tuple[Path, ...], output: Path, **options: Any) -> None:
    """Convert files and folders into records and tables.

    Exit status: 0 every document was converted, 1 some were not, 2 wrong command line, 3 OUTPUT cannot be
    written, 130 interrupted; what was done is kept.
    """
    run = _run(output, options)
    summary = _guarded(lambda: _convert(run, inputs, options))
    if not options["quiet"]:
        _print_summary(summary, output)
    sys.exit(summary.exit_status)


def _run(output: Path, options: dict[str, Any]) -> "Run":
    from pipeline.pool import PoolSettings
    from pipeline.run import ConvertOptions, Run
    from pipeline.worker import WorkerSettings

    limits = Limits(**{field: options[field] * unit for _, field, unit, *_ in _LIMITS})
    worker = WorkerSettings(
        records="",
        limits=limits,
        allow_classified=options["allow_classified"],
        memory_bytes=options["memory"] * MIB,
        record_bytes=options["max_record"] * MIB,
    )
    pool = PoolSettings(options["workers"], options["timeout"], options["timeout_per_mib"], worker)
    names = ("force", "retry_failed", "prune", "follow_links", "excel", "units")
    chosen = {name: options[name] for name in names if options.get(name) is not None}
    return Run(output, ConvertOptions(pool=pool, **chosen))


def _convert(run: "Run", inputs: tuple[Path, ...], options: dict[str, Any]) -> "Summary":
    """Run with progress; the first Ctrl-C ends after the documents at hand, a second one at once."""
    import os
    import signal
    from types import FrameType

    from pipeline.progress import ProgressStyle, reporter

    def interrupted(signum: int, frame: FrameType | None) -> None:
        click.echo("\nending after the documents at hand; Ctrl-C again to end at once", err=True)
        signal.signal(signal.SIGINT, lambda *_: os._exit(EXIT_INTERRUPTED))
        run.interrupt()

    style: ProgressStyle = "quiet" if options["quiet"] else "json" if options["json_log"] else "lines"
    if style == "lines" and sys.stderr.isatty():
        style = "bar"
    before = signal.signal(signal.SIGINT, interrupted)
    try:
        with reporter(style) as watch:
            return run.convert(inputs, watch=watch)
    finally:
        signal.signal(signal.SIGINT, before)


def _guarded(call: Callable[[], Any]) -> Any:
    """Return what the call returns; an output that cannot be written ends the program with status 3."""
    from schemas.diagnostics import Diagnostic
    from schemas.errors import OutputError

    try:
        return call()
    except OutputError as error:
        message = Diagnostic.of(error.code, **error.facts).message
        click.echo(f"kehoach: {message} {error.facts.get('found', '')}", err=True)
        sys.exit(EXIT_OUTPUT)


def _print_summary(summary: "Summary", output: Path) -> None:
    states = summary.states
    click.echo(
        f"{states['converted']} documents in {output} ({summary.converted_now} converted now, "
        f"{states['duplicate']} duplicates, {states['rejected']} not converted, {states['skipped']} passed over)"
    )
    if summary.rows:
        shown = ("tasks", "task_units", "task_deadlines", "provisions", "assignments", "diagnostics")
        click.echo("rows: " + ", ".join(f"{summary.rows[name]} {name}" for name in shown))
    for entry in summary.failed[:20]:
        click.echo(f"  not converted: {entry.name} ({entry.code})")
    if len(summary.failed) > 20:
        click.echo(f"  ... and {len(summary.failed) - 20} more, in csv/diagnostics.csv")
    click.echo(
        f"look at it: kehoach inspect FILE, or open {output / 'csv' / 'tasks.csv'} and {output / 'parquet'}"
    )


@main.command()
@click.argument("records", type=_AN_OUTPUT)
@_output_option
@click.option("--units", type=_EXISTING, help="A CSV of your own units and aliases, as units.csv.")
@click.option("--excel", is_flag=True, help="Write plans.xlsx too.")
def tables(records: Path, output: Path, units: Path | None, excel: bool) -> None:
    """Build the tables anew from a folder of RECORDS, without the sources."""
    from pipeline.output import tables_from_records

    rows = _guarded(lambda: tables_from_records(records, output, units=units, excel=excel))
    click.echo(f"{rows['documents']} documents, {rows['tasks']} tasks in {output}")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--allow-classified", is_flag=True, help="Show a document marked MẬT and above too.")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
def inspect(file: Path, allow_classified: bool, as_json: bool) -> None:
    """Show what is read from one FILE: header, sections, tasks, diagnostics."""
    from pipeline.inspect import inspect_file
    from schemas.diagnostics import Diagnostic
    from schemas.errors import KehoachError

    try:
        inspect_file(file, allow_classified=allow_classified, as_json=as_json)
    except KehoachError as error:
        message = Diagnostic.of(error.code, **error.facts).message
        click.echo(f"{file.name}: {message}", err=True)
        sys.exit(EXIT_SOME_FAILED)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from pipeline.write.records import record_schema

    click.echo(record_schema(), nl=False)


if __name__ == "__main__":
    main()
