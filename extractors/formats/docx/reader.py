"""The reader of Word files: a package becomes a SourceDocument."""

from extractors.formats.docx.context import Context
from extractors.formats.docx.furniture import read_furniture
from extractors.formats.docx.markup import Element, W, parse_xml
from extractors.formats.docx.notes import Notes
from extractors.formats.docx.package import Package
from extractors.formats.docx.story import Story
from schemas.errors import UnreadableSourceError
from schemas.limits import DEFAULT_LIMITS, Limits
from schemas.source import SourceDocument


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
    package = Package(data, limits)
    context = Context(package, limits)
    notes = Notes(context)
    body = _body(package)
    story = Story(context, notes.read)
    blocks = story.read_body(body)
    furniture = read_furniture(context, context.sections)
    return SourceDocument(
        format="docx",
        name=name,
        blocks=blocks,
        furniture=furniture,
        attachments=tuple(key.rsplit("/", 1)[-1] for key in package if "/embeddings/" in f"/{key}"),
        encoding=", ".join(sorted(context.encodings)) or None,
        tracked_changes=context.tracked_changes,
        diagnostics=context.diagnostics(),
    )


def _body(package: Package) -> Element:
    key = package.main_part
    root = parse_xml(package.read(key), key)
    body = next(root.iterchildren(W + "body"), None) if root.tag == W + "document" else None
    if body is None:
        raise UnreadableSourceError(found=f"{key} holds no Word document")
    return body
