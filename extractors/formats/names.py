"""Which names are those of documents; light, for whoever meets many files and reads none of them."""

import os
from collections.abc import Mapping

from schemas.vocab import Format

# Extensions of files that a folder is searched for.
EXTENSIONS: Mapping[str, Format] = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".pdf": "pdf",
    ".txt": "txt",
    ".text": "txt",
    ".md": "txt",
    ".markdown": "txt",
}

# Extensions of documents that no reader takes. They are met like the others: what cannot be read is refused
# where a person sees it, and many a file of that name is of another kind inside.
UNREAD_EXTENSIONS = frozenset({".doc", ".dot", ".rtf", ".odt", ".wps"})


def extension(name: str) -> str:
    """Return the extension of a file's name, in small letters.

    >>> extension("thang 3/KE HOACH.DOCX")
    '.docx'
    """
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - a Path costs ten times as much


def is_document_name(name: str) -> bool:
    """Say whether a file's name is that of a document, whether or not a reader takes it."""
    suffix = extension(name)
    return suffix in EXTENSIONS or suffix in UNREAD_EXTENSIONS
