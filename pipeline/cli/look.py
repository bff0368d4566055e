"""The commands that look without converting."""

import sys
from pathlib import Path

import click

from pipeline.cli.options import (
    A_FILE,
    EXISTING,
    EXIT_SOME_FAILED,
    OUTPUT,
    guarded,
    message_of,
)


@click.command()
@click.argument("file", type=A_FILE)
@click.option("--allow-classified", is_flag=True, help="Show a document marked MẬT and above too.")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
def inspect(file: Path, allow_classified: bool, as_json: bool) -> None:
    """Show what is read from one FILE: header, sections, tasks, diagnostics."""
    from pipeline.inspect import inspect_file
    from schemas.errors import KehoachError

    try:
        inspect_file(file, allow_classified=allow_classified, as_json=as_json)
    except KehoachError as error:
        click.echo(f"{file.name}: {message_of(error)}", err=True)
        sys.exit(EXIT_SOME_FAILED)


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=EXISTING, metavar="INPUT...")
@click.option("-o", "--output", type=OUTPUT, help="A folder that convert wrote: says which files are done.")
@click.option("--follow-links", is_flag=True, help="Follow links that lead out of INPUT.")
@click.option("--workers", type=click.IntRange(0), default=0, help="Worker processes; 0: one per processor.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table to look at, CSV, or one JSON object a line.",
)
def scan(inputs: tuple[Path, ...], output: Path | None, follow_links: bool, workers: int, form: str) -> None:
    """Say what is there without converting: formats, text or scan, pages, encodings, duplicates, what is done."""
    from pipeline.results import csv_text
    from pipeline.scan import scan as scan_inputs
    from pipeline.scan import scan_frame
    from pipeline.worker import PoolSettings

    settings = PoolSettings(workers)
    rows = guarded(lambda: scan_inputs(inputs, output=output, follow_links=follow_links, settings=settings))
    if form == "csv":
        click.echo(csv_text(scan_frame(rows)), nl=False)
    elif form == "json":
        lines = scan_frame(rows).to_json(orient="records", lines=True, force_ascii=False)
        click.echo(lines.lstrip(), nl=False)  # no rows are one empty line
    else:
        from pipeline.terminal import print_table, scan_table

        print_table(scan_table(rows))
        counts = scan_frame(rows)["state"].value_counts()
        click.echo(", ".join(f"{count} {state}" for state, count in counts.items()))


@click.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from pipeline.write.records import record_schema

    click.echo(record_schema(), nl=False)
