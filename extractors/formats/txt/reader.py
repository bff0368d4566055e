"""The bytes of a text file to the common document."""

from collections.abc import Iterator, Sequence

from extractors.formats.txt.encodings import decode
from extractors.formats.txt.lines import split_lines, without_furniture
from extractors.formats.txt.markdown import heading_level, unmark, without_heading_mark
from extractors.formats.txt.paragraphs import Lines, find_paragraphs
from extractors.formats.txt.sides import find_sides
from extractors.formats.txt.tables import FINDERS, Found, divide
from extractors.formats.txt.wrapping import find_wrapping
from schemas.diagnostics import Diagnostic
from schemas.errors import LimitError, UnreadableSourceError
from schemas.limits import DEFAULT_LIMITS, Limits
from schemas.location import Location
from schemas.source import Block, Paragraph, Run, SourceDocument, Style
from schemas.text import clean


def read_txt(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Return the common document of a text or Markdown file.

    Raises:
        UnreadableSourceError: the bytes are no text, or nothing but blanks.
        LimitError: the file, a line or the number of lines is over a limit.
    """
    _check_size(data, limits)
    decoded = decode(data)
    lines = split_lines(decoded.text)
    if all(line.is_blank for line in lines):
        raise UnreadableSourceError("empty-file")
    if len(lines) > limits.paragraphs:
        raise LimitError(found=f"{len(lines)} lines", limit=limits.paragraphs)
    body, furniture = without_furniture(lines)
    diagnostics = list(decoded.diagnostics)
    blocks: list[Block] = []
    pieces = divide(body, (*FINDERS, find_sides))
    wrapping = find_wrapping([line for piece in pieces if not isinstance(piece, Found) for line in piece])
    for piece in pieces:
        if isinstance(piece, Found):
            blocks.extend(_table_blocks(piece, len(blocks), diagnostics, limits))
        else:
            found = find_paragraphs(piece, wrapping)
            blocks.extend(_paragraph(lines, number) for number, lines in enumerate(found, len(blocks)))
    return SourceDocument(
        "txt",
        name,
        tuple(blocks),
        furniture=tuple(
            Paragraph(clean(line.text), location=Location(line=line.number)) for line in furniture
        ),
        encoding=decoded.encoding,
        diagnostics=tuple(diagnostics),
    )


def _check_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.part_bytes:
        raise LimitError(found=f"{len(data)} bytes", limit=limits.part_bytes)
    start = 0
    while len(data) - start > limits.page_characters:
        # The longest stretch without a line end: no paragraph is as long as a thousand pages.
        end = data.rfind(b"\n", start, start + limits.page_characters)
        if end < 0 and data.find(b"\r", start, start + limits.page_characters) < 0:
            raise LimitError(found="a line of more than this many characters", limit=limits.page_characters)
        start = end + 1 if end >= 0 else start + limits.page_characters


def _table_blocks(found: Found, index: int, diagnostics: list[Diagnostic], limits: Limits) -> Iterator[Block]:
    """Yield a table; its lines as paragraphs where it could not be rebuilt."""
    diagnostics.extend(found.diagnostics)
    if found.rows:
        yield found.table(Location(block=index), limits)
        return
    printed = (line for line in found.kept if not line.is_blank)
    yield from (_paragraph(Lines((line,)), number) for number, line in enumerate(printed, index))


def _paragraph(lines: Lines, index: int) -> Paragraph:
    level = heading_level(lines.text)
    marked = unmark(without_heading_mark(lines.text) if level is not None else lines.text)
    text = clean(marked.text)
    style = Style(bold=marked.bold, italic=marked.italic, outline_level=level)
    return Paragraph(
        text,
        style=style,
        location=Location(block=index, line=lines.lines[0].number),
        runs=_runs_of(text, marked.text, marked.runs),
    )


def _runs_of(text: str, marked: str, runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs at their places in the cleaned text."""
    placed, last = [], 0
    for run in runs:
        piece = clean(marked[run.start : run.end])
        start = text.find(piece, last)
        if piece and start >= 0:
            last = start + len(piece)
            placed.append(Run(start, last, run.bold, run.italic, run.underline))
    return tuple(placed)
