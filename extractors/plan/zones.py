"""Where the parts of a document are: letterhead, title, preamble, body, closing, appendices."""

from dataclasses import dataclass

from schemas.location import NOWHERE, Location
from schemas.records import Printed
from schemas.source import Block, Paragraph


@dataclass(frozen=True, slots=True)
class AppendixZone:
    """An appendix: its label and title, the line that ties it to the plan, and its blocks after these."""

    label: str
    title: str | None
    reference: Printed | None
    location: Location
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Zones:
    """The blocks of a document by the part that they belong to, each in reading order, none in two.

    Where a decision issues a plan in the same file, these are the decision's, and `attached` the plan's.
    """

    letterhead: tuple[Block, ...] = ()  # agency, national motto, number, place and date; marks and stamps
    title: tuple[Paragraph, ...] = ()  # kind of document and trích yếu, the bracketed reference line included
    preamble: tuple[Block, ...] = ()  # legal bases: after the title, before the first heading
    body: tuple[
        Block, ...
    ] = ()  # from the first heading to the closing formula, in-body task tables included
    closing: tuple[Block, ...] = ()  # Nơi nhận and the signature block
    appendices: tuple[AppendixZone, ...] = ()
    attached: "Zones | None" = None
    location: Location = NOWHERE
