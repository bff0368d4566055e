"""Headers and footers: the paragraphs that repeat on the pages, kept apart from the body."""

from collections.abc import Iterable
from functools import cache

from extractors.formats.docx.context import Context
from extractors.formats.docx.markup import W, is_on, may_name, parse_xml
from extractors.formats.docx.properties import Section
from extractors.formats.docx.story import Story
from schemas.source import Block, Paragraph, Table


def read_furniture(context: Context, sections: Iterable[Section]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of every header and footer that is in use, in order of first use."""
    found: list[Paragraph] = []
    for key in _in_use(context, sections):
        root = parse_xml(context.package.read(key), key)
        found.extend(_paragraphs(Story(context, _no_notes, part=key).read_nested(root)))
    return tuple(found)


def _in_use(context: Context, sections: Iterable[Section]) -> dict[str, None]:
    """Return the keys of the headers and footers that are printed, each once."""
    has_even_pages = cache(lambda: _has_even_pages(context))
    used: dict[str, None] = {}
    # A section has those of the section before it that it does not replace.
    given: dict[tuple[str, str], str] = {}
    for has_title_page, heads in sections:
        for tag, kind, rel_id in heads:
            given[tag, kind] = rel_id
        for (_, kind), rel_id in given.items():
            if (kind == "first" and not has_title_page) or (kind == "even" and not has_even_pages()):
                continue
            relationship = context.package.document_relationships.get(rel_id)
            if relationship is not None and relationship.target in context.package:
                used[relationship.target] = None
    return used


def _no_notes(is_footnote: bool, note_id: str, own_mark: bool) -> None:
    """Word allows no notes in headers."""


def _has_even_pages(context: Context) -> bool:
    key = context.package.related("settings")
    if key is None:
        return False
    data = context.package.read(key)
    if not may_name(data, "evenAndOddHeaders"):
        return False
    settings = parse_xml(data, key)
    return any(is_on(mark.get(W + "val")) for mark in settings.iterchildren(W + "evenAndOddHeaders"))


def _paragraphs(blocks: Iterable[Block]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                found.extend(_paragraphs(cell.blocks))
        else:
            found.append(block)
    return found
