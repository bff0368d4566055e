"""Plain text and Markdown: any encoding that Vietnamese was written in, any way a table was flattened."""

from extractors.formats.txt.reader import read_txt

__all__ = ["read_txt"]
