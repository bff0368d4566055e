"""What must be read from a made plan, and the plan in the making."""

import random
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from schemas.source import Block, Table
from schemas.text import clean
from tests.builders import make_paragraph

Shape = Literal["docx", "txt"]


class Said(NamedTuple):
    """A statement: section, path, nearest heading, own label, text."""

    section: str
    path: str
    heading: str | None
    label: str | None
    text: str


class Done(NamedTuple):
    """A task; None where the form of the file cannot show a merged value."""

    appendix: str | None
    group: tuple[str, ...]
    stt: str | None
    task: str
    lead: str | None
    coordinating: str | None
    deadline: str | None
    deliverable: str | None


class Sent(NamedTuple):
    """A recipient line."""

    text: str
    code: str | None
    is_archive: bool
    archive_codes: str | None


@dataclass
class Gold:
    """Everything that is known of a made plan by its construction."""

    header: dict[str, str | int | None] = field(default_factory=dict)
    bases: list[tuple[str | None, str | None]] = field(default_factory=list)  # code, date
    headings: list[tuple[str, str]] = field(default_factory=list)  # path, text
    provisions: list[Said] = field(default_factory=list)
    tasks: list[Done] = field(default_factory=list)
    recipients: list[Sent] = field(default_factory=list)
    signer: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Draft:
    """A plan in the making: its blocks so far, the gold, and how this author sets things."""

    pick: random.Random
    shape: Shape
    blocks: list[Block] = field(default_factory=list)
    gold: Gold = field(default_factory=Gold)

    def chance(self, share: float) -> bool:
        """Say yes in this share of cases."""
        return self.pick.random() < share

    @property
    def styled(self) -> bool:
        """Whether the file tells how a paragraph looks."""
        return self.shape == "docx"

    def write(self, text: str, *, label: str | None = None, **style: object) -> None:
        """Add a paragraph; an automatic label and the style are lost in a text file."""
        text = clean(text)
        if not self.styled:
            self.blocks.append(make_paragraph(f"{label} {text}" if label else text))
            return
        if self.chance(0.03):
            self.blocks.append(make_paragraph(""))
        self.blocks.append(make_paragraph(text, label=label, **style))

    def place(self, table: Table) -> None:
        """Add a table that lays out text: as it is, or line by line as a text file has it."""
        if self.styled:
            self.blocks.append(table)
            return
        columns = sorted({cell.col for cell in table.cells})
        for col in columns:
            for cell in table.cells:
                if cell.col == col:
                    for line in cell.text.split("\n"):
                        if line.strip():
                            self.write(line)
