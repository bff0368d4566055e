"""Tables as text keeps them: one finder for each way that a grid is flattened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extractors.formats.txt.lines import Line
from extractors.formats.txt.tables.aligned import find_aligned_tables
from extractors.formats.txt.tables.delimited import find_delimited_tables
from extractors.formats.txt.tables.found import Found
from extractors.formats.txt.tables.pipes import find_pipe_tables
from extractors.formats.txt.tables.stacked import find_stacked_tables, find_unread_stacked_tables
from extractors.formats.txt.tables.tabs import find_tab_tables
from extractors.formats.txt.tables.tags import find_tag_tables

Finder = Callable[[Sequence[Line]], Iterator[Found]]

# Surest marks first: a later finder sees only the lines that no earlier one took.
FINDERS: tuple[Finder, ...] = (
    find_tag_tables,
    find_stacked_tables,
    find_pipe_tables,
    find_tab_tables,
    find_delimited_tables,
    find_aligned_tables,
    find_unread_stacked_tables,
)


def divide(lines: Sequence[Line], finders: Sequence[Finder] = FINDERS) -> list[Found | list[Line]]:
    """Return the lines as stretches of running text and the tables between them, in order."""
    pieces: list[Found | list[Line]] = [list(lines)]
    for find in finders:
        pieces = [
            part for piece in pieces for part in ([piece] if isinstance(piece, Found) else _cut(piece, find))
        ]
    return pieces


def _cut(lines: list[Line], find: Finder) -> Iterator[Found | list[Line]]:
    last = 0
    for found in find(lines):
        if found.start > last:
            yield lines[last : found.start]
        yield found if found.rows else replace(found, kept=tuple(lines[found.start : found.end]))
        last = found.end
    if last < len(lines):
        yield lines[last:]


__all__ = ["FINDERS", "Finder", "Found", "divide"]
