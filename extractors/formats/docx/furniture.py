"""Headers and footers: the paragraphs that repeat on the pages, kept apart from the body."""

from collections.abc import Iterable

from extractors.formats.docx.context import Context
from extractors.formats.docx.markup import Element, R, W, is_on, parse_xml
from extractors.formats.docx.story import Story
from schemas.source import Block, Paragraph, Table

_REFERENCES = (W + "headerReference", W + "footerReference")
_ID = R + "id"


def read_furniture(context: Context, sections: Iterable[Element]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of every header and footer that is in use, in order of first use."""
    found: list[Paragraph] = []
    seen: set[str] = set()
    for section in sections:
        has_title_page = any(is_on(mark.get(W + "val")) for mark in section.iterchildren(W + "titlePg"))
        for reference in section.iterchildren(*_REFERENCES):
            kind = reference.get(W + "type") or "default"
            if (kind == "first" and not has_title_page) or (kind == "even" and not _has_even_pages(context)):
                continue
            relationship = context.package.document_relationships.get(reference.get(_ID) or "")
            if (
                relationship is None
                or relationship.target in seen
                or relationship.target not in context.package
            ):
                continue
            seen.add(relationship.target)
            root = parse_xml(context.package.read(relationship.target), relationship.target)
            story = Story(context, _no_notes, part=relationship.target)
            found.extend(_paragraphs(story.read_nested(root)))
    return tuple(found)


def _no_notes(is_footnote: bool, note_id: str, own_mark: bool) -> None:
    """Word allows no notes in headers."""


def _has_even_pages(context: Context) -> bool:
    key = context.package.related("settings")
    if key is None:
        return False
    settings = parse_xml(context.package.read(key), key)
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
