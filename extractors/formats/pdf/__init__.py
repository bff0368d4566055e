"""The PDF reader."""

from extractors.formats.pdf.document import read_pdf

__all__ = ["read_pdf"]
