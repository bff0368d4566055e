"""The reader of Word files (.docx, .docm, .dotx, .dotm): what Word prints with all changes accepted."""

from extractors.formats.docx.reader import read_docx

__all__ = ["read_docx"]
