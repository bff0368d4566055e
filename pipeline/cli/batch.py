"""The commands that convert: once, or as files arrive."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.options import (
    AN_OUTPUT,
    EXIT_INTERRUPTED,
    Place,
    batch_options,
    check_units,
    guarded,
    make_run,
    message_of,
    output_option,
)

if TYPE_CHECKING:
    from types import FrameType

    from pipeline.progress import Reporter
    from pipeline.run import Run, Summary
    from schemas.errors import OutputError


@click.command()
@click.argument(
    "inputs", nargs=-1, required=True, type=Place(exists=True, path_type=Path), metavar="INPUT..."
)
@click.option(
    "-o",
    "--output",
    type=Place(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder that is written to; an address such as s3://bucket/out needs --ledger.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who converts: processes of this machine, or a Dask cluster (pip install 'kehoach[dask]').",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster, tcp://host:8786.")
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of this machine that keeps what was done, where the output is at an address.",
)
@click.option("--force", is_flag=True, help="Convert everything again.")
@click.option("--retry-failed", is_flag=True, help="Try again what failed in an earlier run.")
@click.option("--prune", is_flag=True, help="Remove what was made from files that are no longer there.")
@click.option("--follow-links", is_flag=True, help="Follow links that lead out of INPUT.")
@batch_options
def convert(inputs: tuple[Path | str, ...], output: Path | str, **options: Any) -> None:
    """Convert files and folders into records and tables.

    Exit status: 0 every document was converted, 1 some were not, 2 wrong command line, 3 OUTPUT cannot be
    written, 130 interrupted; what was done is kept.
    """
    if (options["engine"] == "dask") != (options["scheduler"] is not None):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together")
    if isinstance(output, str) and options["ledger"] is None:
        raise click.UsageError("an output at an address needs --ledger FILE")
    if isinstance(output, str) and options["excel"]:
        raise click.UsageError("an output at an address has Parquet tables alone: leave --excel out")
    check_units(options["units"])
    run = guarded(lambda: make_run(output, options))
    summary = guarded(lambda: _convert(run, inputs, options))
    if not options["quiet"]:
        _print_summary(summary, output)
    sys.exit(summary.exit_status)


def _convert(run: "Run", inputs: tuple[Path | str, ...], options: dict[str, Any]) -> "Summary":
    with _ended_by_signals(run.interrupt), _reporter(options) as report:
        return run.convert(inputs, watch=report)


def _reporter(options: dict[str, Any]) -> "Reporter":
    from pipeline.progress import ProgressStyle, reporter

    style: ProgressStyle = "quiet" if options["quiet"] else "json" if options["json_log"] else "lines"
    return reporter("bar" if style == "lines" and sys.stderr.isatty() else style)


@contextmanager
def _ended_by_signals(interrupt: Callable[[], None]) -> Iterator[None]:
    """Let the first Ctrl-C, or the system's wish to end, end the work in order, and a second one at once."""

    def interrupted(signum: int, frame: "FrameType | None") -> None:
        # First of all: a second one may come as soon as the first is answered.
        for number in before:
            signal.signal(number, _end_at_once)
        interrupt()
        click.echo("\nending after the documents at hand; Ctrl-C again to end at once", err=True)

    before = {number: signal.signal(number, interrupted) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_at_once(signum: int, frame: "FrameType | None") -> None:
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\x1b[?25h")  # the bar has hidden the cursor
    os._exit(EXIT_INTERRUPTED)


def _print_summary(summary: "Summary", output: Path | str) -> None:
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
    if summary.interrupted:
        click.echo("interrupted: what was done is kept, the same command goes on from here")
    elif isinstance(output, Path):
        _print_ways_on(output)


def _print_ways_on(output: Path) -> None:
    """Say how to look at the results, by the name that the program was called by."""
    called = Path(sys.argv[0])
    name = str(called) if called.stem == "kehoach" else "kehoach"
    workbook = output / "plans.xlsx"
    opened = workbook if workbook.exists() else output / "csv" / "tasks.csv"
    click.echo("look at it:")
    for way, shows in (
        (f"open {opened}", f"the tasks; for programs: {output / 'parquet'}"),
        (f"{name} inspect FILE", "one document, to hold against its page"),
        (f"{name} deadlines {output}", "what is due, overdue, recurring, and for whom"),
    ):
        click.echo(f"  {way:<36}  {shows}")


@click.command()
@click.argument("inboxes", nargs=-1, required=True, type=AN_OUTPUT, metavar="INBOX...")
@output_option
@click.option(
    "--settle",
    type=click.FloatRange(min=0.1),
    default=2.0,
    show_default=True,
    help="Seconds for which a file must stay as it is before it is read.",
)
@click.option(
    "--interval",
    type=click.FloatRange(min=0.5),
    default=60.0,
    show_default=True,
    help="Seconds after which INBOX is looked at even if the system told of no change.",
)
@click.option(
    "--poll", is_flag=True, help="Look for changes every few seconds: for network drives, which tell of none."
)
@click.option("--follow-links", is_flag=True, help="Follow links that lead out of INBOX.")
@batch_options
def watch(
    inboxes: tuple[Path, ...], output: Path, settle: float, interval: float, poll: bool, **options: Any
) -> None:
    """Convert files as they arrive in INBOX, until Ctrl-C or the system ends it.

    What arrived while it was not running is converted at its start. Exit status: 0 ended in order, 2 wrong
    command line, 3 OUTPUT cannot be written at the start.
    """
    from pipeline.watch import Watch, WatchSettings

    check_units(options["units"])
    run = make_run(output, options)
    watching = Watch(run, inboxes, WatchSettings(settle, interval, poll), on_error=_say)
    if not (options["quiet"] or options["json_log"]):
        click.echo(f"watching {', '.join(map(str, inboxes))}; Ctrl-C ends it", err=True)
    with _ended_by_signals(watching.end), _reporter(options) as report:
        guarded(lambda: watching.run(report))


def _say(error: "OutputError") -> None:
    click.echo(f"kehoach: {message_of(error)}", err=True)
