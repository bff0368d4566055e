"""The reader of Word files: a package becomes a SourceDocument."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from extractors.formats.docx.context import Context
from extractors.formats.docx.furniture import read_furniture
from extractors.formats.docx.markup import W, parse_xml
from extractors.formats.docx.misread import Decode, find_misreading
from extractors.formats.docx.notes import Notes
from extractors.formats.docx.package import Package
from extractors.formats.docx.plain import UnscannableError
from extractors.formats.docx.scan import Scan
from extractors.formats.docx.signatures import read_signatures
from extractors.formats.docx.story import Story
from schemas.errors import UnreadableSourceError
from schemas.limits import DEFAULT_LIMITS, Limits
from schemas.location import NOWHERE
from schemas.source import Block, SourceDocument


def read_docx(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read a Word file (.docx, .docm, .dotx, .dotm, transitional or Strict) as Word prints it.

    All tracked changes count as accepted, hidden text is left out, automatic numbers and bullets are labels.

    Args:
        name: the file's name, for the document only.

    Raises:
        EncryptedSourceError: a password is needed.
        UnsupportedFormatError: an older binary file.
        UnreadableSourceError: no Word file, or damaged (code `truncated`).
        LimitError: larger or deeper than the limits allow.
    """
    with _collector_paused():
        package = Package(data, limits)
        try:
            context, blocks = scanned(package, limits)
        except UnscannableError:
            context, blocks = walked(package, limits)
        misreading = find_misreading(blocks)
        if misreading is not None:
            context, blocks = walked(package, limits, misreading)
        furniture = read_furniture(context, context.sections)
    return SourceDocument(
        format="docx",
        name=name,
        blocks=blocks,
        furniture=furniture,
        signatures=read_signatures(package),
        attachments=tuple(key.rsplit("/", 1)[-1] for key in package if "/embeddings/" in f"/{key}"),
        encoding=", ".join(sorted(context.encodings)) or None,
        tracked_changes=context.tracked_changes,
        diagnostics=context.diagnostics(),
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cycle collector out while blocks pile up.

    Reading makes tens of thousands of objects and no cycles; each full collection would walk all of them, and
    all else in the process, in vain. That was a sixth of the time of a long document, half of a short one's.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def scanned(package: Package, limits: Limits) -> tuple[Context, tuple[Block, ...]]:
    """Read the body from the markup as it streams in."""
    context = Context(package, limits)
    story = Story(context, Notes(context).read)
    with package.stream(package.main_part) as stream:
        return context, Scan(story, stream, package.main_part).read()


def walked(
    package: Package, limits: Limits, misreading: tuple[str, Decode] | None = None
) -> tuple[Context, tuple[Block, ...]]:
    """Read the body from its tree, however it is written."""
    context = Context(package, limits)
    if misreading is not None:
        encoding, context.decode = misreading
        context.note("encoding-converted", NOWHERE, encoding=encoding)
        context.encodings[encoding] = NOWHERE
    key = package.main_part
    root = parse_xml(package.read(key), key, context.limits.xml_depth)
    body = next(root.iterchildren(W + "body"), None) if root.tag == W + "document" else None
    if body is None:
        raise UnreadableSourceError(found=f"{key} holds no Word document")
    return context, Story(context, Notes(context).read).read_body(body)
