"""Which reader takes a file: decided by its bytes; the name is only a hint for plain text."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol

from extractors.formats.names import EXTENSIONS, extension
from schemas.errors import (
    EncryptedSourceError,
    LimitError,
    UnreadableSourceError,
    UnsupportedFormatError,
)
from schemas.limits import DEFAULT_LIMITS, Limits
from schemas.source import SourceDocument
from schemas.vocab import Format


class Reader(Protocol):
    """A reader is anything with this shape."""

    def __call__(self, data: bytes, *, name: str, limits: Limits = ...) -> SourceDocument:
        """Return the common document of these bytes."""


# Named, not imported: reading a Word file must not load the PDF library.
READERS: Mapping[Format, str] = {
    "docx": "extractors.formats.docx:read_docx",
    "pdf": "extractors.formats.pdf:read_pdf",
    "txt": "extractors.formats.txt:read_txt",
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of what offices also send and this program does not read.
_FOREIGN = (
    (b"{\\rtf", "Rich Text Format"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)


def detect_format(data: bytes, *, name: str = "") -> Format:
    """Return the format of these bytes.

    Args:
        data: the whole file.
        name: its name; an extension of a text format admits what is otherwise doubtful.

    Raises:
        UnreadableSourceError: the file is empty.
        EncryptedSourceError: a Word file under a password.
        UnsupportedFormatError: a kind that is not read; `found` says which.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableSourceError("empty-file")
    if data.startswith(b"PK\x03\x04"):
        return _zip_format(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedSourceError()
        raise UnsupportedFormatError(found=_ole_kind(data))
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise UnsupportedFormatError(found=kind)
    if EXTENSIONS.get(extension(name)) == "txt" or _looks_like_text(data):
        return "txt"
    raise UnsupportedFormatError(found="unknown binary data")


def _zip_format(data: bytes) -> Format:
    # The directory at the end names the parts; in a truncated file the local headers still do.
    if b"word/" in data or b"wordprocessingml" in data or b"[Content_Types].xml" in data[:4096]:
        if b"xl/workbook" in data:
            raise UnsupportedFormatError(found="an Excel workbook")
        if b"ppt/presentation" in data:
            raise UnsupportedFormatError(found="a PowerPoint presentation")
        return "docx"
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise UnsupportedFormatError(found="an OpenDocument file")
    raise UnsupportedFormatError(found="a zip archive")


def _ole_kind(data: bytes) -> str:
    for stream, kind in (("WordDocument", "an old Word file (.doc)"), ("Workbook", "an old Excel workbook")):
        if stream.encode("utf-16-le") in data:
            return kind
    return "an OLE file"


def _looks_like_text(data: bytes) -> bool:
    """Whether a file of unknown name can be text: hardly any control characters, or UTF-16."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(head.count(bytes([c])) for c in (*range(9), *range(14, 32)))
    return controls * 200 <= len(head)


def load_reader(format: Format) -> Reader:
    """Return the reader of a format, importing what it needs."""
    module, function = READERS[format].split(":")
    reader: Callable[..., SourceDocument] = getattr(import_module(module), function)
    return reader


def read(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Return the common document of a file's bytes.

    Raises:
        KehoachError: as detect_format, and what the reader finds: unreadable, encrypted, over a limit.
    """
    if len(data) > limits.file_bytes:
        raise LimitError(found=f"{len(data)} bytes", limit=f"{limits.file_bytes} bytes")
    return load_reader(detect_format(data, name=name))(data, name=name, limits=limits)
