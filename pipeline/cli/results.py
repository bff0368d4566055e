"""The commands that use what was converted."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import A_FILE, AN_OUTPUT, check_units, guarded, output_option, read_guarded

_TO = click.Path(dir_okay=False, writable=True, path_type=Path)
_to_option = click.option("--to", type=_TO, help="File to write; without it the result is printed.")
_units_option = click.option(
    "--units", type=A_FILE, help="A CSV of your own units and aliases, as units.csv."
)


@click.command()
@click.argument("records", type=AN_OUTPUT)
@output_option
@_units_option
@click.option("--excel", is_flag=True, help="Write plans.xlsx too.")
def tables(records: Path, output: Path, units: Path | None, excel: bool) -> None:
    """Build the tables anew from a folder of RECORDS, OUTPUT/records, without the sources."""
    from pipeline.output import tables_from_records

    check_units(units)
    rows = guarded(
        lambda: read_guarded(lambda: tables_from_records(records, output, units=units, excel=excel))
    )
    click.echo(f"{rows['documents']} documents, {rows['tasks']} tasks in {output}")


@click.command()
@click.argument("output", type=AN_OUTPUT)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help="The day to look from, 2026-06-30 or 30/6/2026.  [default: today]",
)
@click.option("--unit", help="Only what names this unit: its unit_id or words of its name.")
@click.option(
    "--sets", is_flag=True, help="With --unit, also what names a set of which it is one: `các phòng`."
)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["overdue", "due", "recurring", "continuous", "waiting", "undated"]),
    help="Only what is in this state; may be given several times.  [default: all]",
)
@click.option(
    "--within",
    type=click.IntRange(0),
    metavar="DAYS",
    help="Only what is overdue or due within so many days.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "ics"]),
    default="table",
    show_default=True,
    help="A table to look at, CSV, or a calendar (iCalendar).",
)
@click.option(
    "--entry",
    type=click.Choice(["event", "todo"]),
    default="event",
    show_default=True,
    help="What a deadline is in the calendar: an event of a day, which every calendar shows, or a to-do.",
)
@_to_option
def deadlines(
    output: Path,
    as_of: datetime | None,
    unit: str | None,
    sets: bool,
    states: tuple[str, ...],
    within: int | None,
    form: str,
    entry: Any,
    to: Path | None,
) -> None:  # fmt: skip
    """Say what is due, overdue and recurring, and for whom, by the tables of OUTPUT."""
    from pipeline.deadlines.due import ITEM_TABLES, due, select
    from pipeline.results import csv_text, read_tables

    day = as_of.date() if as_of else date.today()
    frames = read_guarded(lambda: read_tables(output, (*ITEM_TABLES, "units")))
    members = None
    if sets:
        from pipeline.units.expand import expand_units as expand

        members = expand(frames)
    found = select(due(frames, day, unit, members=members), states, within)
    if form == "ics":
        from pipeline.deadlines.calendar import to_calendar

        _write(to_calendar(found, day, entry=entry), to)
    elif form == "csv":
        _write(csv_text(found).encode(), to)
    else:
        from pipeline.terminal import deadlines_table, print_table

        print_table(deadlines_table(found, day), to)


@click.command("expand-units")
@click.argument("output", type=AN_OUTPUT)
@_units_option
@_to_option
def expand_units(output: Path, units: Path | None, to: Path | None) -> None:
    """Print the collectives that OUTPUT names, `các phòng`, as CSV with one row per member.

    Only sets that can be enumerated have rows: rooms that the document names, departments of its day.
    """
    from pipeline.results import csv_text, read_tables
    from pipeline.units.expand import NEEDED_TABLES
    from pipeline.units.expand import expand_units as expand
    from pipeline.units.lexicon import load_lexicon

    check_units(units)
    frames = read_guarded(lambda: read_tables(output, NEEDED_TABLES))
    _write(csv_text(expand(frames, lexicon=load_lexicon(units))).encode(), to)


@click.group()
def units() -> None:
    """Work on the lists of units."""


@units.command()
@click.argument("output", type=AN_OUTPUT)
@_units_option
@_to_option
def suggest(output: Path, units: Path | None, to: Path | None) -> None:
    """Print the mentions in OUTPUT that no list knows, the most frequent first, as a CSV to fill in.

    It has the columns of a list of units: strike out what is no unit, correct unit_id and name_vi, set level, and
    give it to `kehoach convert --units`.
    """
    from pipeline.results import csv_text, read_tables
    from pipeline.units.expand import NEEDED_TABLES
    from pipeline.units.lexicon import load_lexicon
    from pipeline.units.suggest import suggest_units

    check_units(units)
    frames = read_guarded(lambda: read_tables(output, NEEDED_TABLES))
    # Spreadsheets take a CSV for the system's old code page unless its first bytes say that it is UTF-8.
    encoding = "utf-8-sig" if to else "utf-8"
    _write(csv_text(suggest_units(frames, lexicon=load_lexicon(units))).encode(encoding), to)


def _write(data: bytes, to: Path | None) -> None:
    if to is None:
        click.echo(data, nl=False)
        return
    try:
        to.write_bytes(data)
    except OSError as error:
        raise click.FileError(str(to), error.strerror or str(error)) from error
