"""What properties say, read from their markup: each spelling is read once for all documents.

Offices write the same few properties in all their documents, and a program spells them alike each time.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from extractors.formats.docx.markup import Element, is_on, parse_xml
from extractors.formats.docx.plain import declared, wrapped
from extractors.formats.docx.properties import (
    read_cell_properties,
    read_paragraph_properties,
    read_row_properties,
    read_section,
    read_table_properties,
)
from extractors.formats.docx.styles import WrittenStyle, read_definition, read_run_facts

Said = TypeVar("Said")

# Longer ones are read anew each time.
_SHORT_BYTES = 1024
_MOST_KEPT = 4096
_STYLE = re.compile(rb"<w:style((?: [\w:]+=\"[^\"<>&]*\")*)>(.*)</w:style>", re.DOTALL)
_DEFAULTS = re.compile(rb"<w:docDefaults>(.*)</w:docDefaults>", re.DOTALL)
_ATTRIBUTE = re.compile(rb" ([\w:]+)=\"([^\"]*)\"")


class Spelling(Generic[Said]):
    """Reads the element of one name from the markup between its tags."""

    def __init__(self, name: bytes, read: Callable[[Element], Said]) -> None:
        self._open, self._close = b"<" + name + b">", b"</" + name + b">"
        self._read = read
        self._read_short = lru_cache(maxsize=_MOST_KEPT)(self._parsed_short)

    def read(self, content: bytes, root: bytes, part: str) -> Said:
        """Return what it says.

        Args:
            root: the start tag of the part that it is from.
            part: the name of that part.

        Raises:
            UnreadableSourceError: not well formed.
        """
        if len(content) <= _SHORT_BYTES and b"xmlns" not in content:
            return self._read_short(content, part)
        return self._parsed(content, root, part)

    def _parsed_short(self, content: bytes, part: str) -> Said:
        # What other prefixes stand for does not matter here, and w is bound to what it should be.
        return self._parsed(content, declared(content), part)

    def _parsed(self, content: bytes, root: bytes, part: str) -> Said:
        return self._read(next(iter(parse_xml(wrapped(self._open + content + self._close, root), part))))


run_facts = Spelling(b"w:rPr", read_run_facts)
paragraph_properties = Spelling(b"w:pPr", read_paragraph_properties)
section = Spelling(b"w:sectPr", read_section)
table_properties = Spelling(b"w:tbl", read_table_properties)
row_properties = Spelling(b"w:trPr", read_row_properties)
cell_properties = Spelling(b"w:tcPr", read_cell_properties)
_style = Spelling(b"w:style", read_definition)
_defaults = Spelling(b"w:docDefaults", read_definition)


def read_written_style(markup: bytes, root: bytes, part: str) -> WrittenStyle:
    """Return a w:style or the w:docDefaults; what it says is read when it is asked for.

    Args:
        root: the start tag of w:styles.
        part: its name.
    """
    if match := _STYLE.fullmatch(markup):
        tag, content = match.groups()
        attributes = dict(_ATTRIBUTE.findall(tag))
        name = attributes.get(b"w:styleId")
        default = attributes.get(b"w:default")
        is_default = default is not None and is_on(default.decode("utf-8", "replace"))
        return WrittenStyle(
            name.decode("utf-8", "replace") if name is not None else None,
            is_default and attributes.get(b"w:type") == b"paragraph",
            lambda: _style.read(content, root, part),
        )
    if match := _DEFAULTS.fullmatch(markup):
        content = match[1]
        return WrittenStyle(None, False, lambda: _defaults.read(content, root, part), is_for_all=True)
    return WrittenStyle.of(next(iter(parse_xml(wrapped(markup, root), part))))
