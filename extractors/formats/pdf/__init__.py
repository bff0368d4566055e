"""The PDF reader."""

from extractors.formats.pdf.document import count_pages, read_pdf

__all__ = ["count_pages", "read_pdf"]
