"""The record of one document: what it says, as printed, each value with its place in the source.

Nothing here is derived from anything but the document: departments and deadlines are read by the stages of
the pipeline from these values alone. None means unknown or absent.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

from schemas.diagnostics import Severity
from schemas.identity import RECORD_VERSION
from schemas.location import NOWHERE, BBox, Location
from schemas.vocab import CellSource, ColumnRole, Format, Section, TextOrigin


def _location(value: Any) -> Location:
    if isinstance(value, Location):
        return value
    parts = dict(value)
    if box := parts.pop("box", None):
        parts["box"] = BBox(*box)
    return Location(**parts)


_NUMBERS = {
    "page": "from 1",
    "block": "index of the block in the common document, from 0",
    "row": "table row, from 0",
    "col": "table column, from 0",
    "line": "line of a text file, from 1",
    "start": "first character within that paragraph or cell",
    "end": "one past the last character",
}

# A location is written with its known parts only: most values know three or four of eight.
Place = Annotated[
    Location,
    PlainValidator(_location),
    PlainSerializer(Location.as_dict, return_type=dict),
    WithJsonSchema(
        {
            "type": "object",
            "title": "Place",
            "properties": {
                **{name: {"type": "integer", "description": text} for name, text in _NUMBERS.items()},
                "box": {
                    "type": "array",
                    "items": {"type": "number"},
                    "description": "x0, top, x1, bottom in points from the page's top left corner",
                },
            },
            "additionalProperties": False,
        }
    ),
]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Printed(_Model):
    """A text as printed (NFC, one line break is `\\n`) and where it stands."""

    text: str
    place: Place = NOWHERE


class CellValue(_Model):
    """The value of one column of a task row: its text and how the row came by it."""

    text: str | None = None
    source: CellSource = "absent"
    place: Place = NOWHERE


class Source(_Model):
    """The file that the record was made from."""

    path: str
    sha256: str
    bytes: int
    format: Format
    text_origin: TextOrigin = "digital"
    pages: int | None = None
    encoding: str | None = None
    tracked_changes: bool = False
    attachments: list[str] = Field(default_factory=list)


class Attached(_Model):
    """The plan that a decision or resolution issues, where both stand in one file."""

    doc_type: str
    doc_type_name: str
    title: Printed | None = None
    reference: Printed | None = None  # (Ban hành kèm theo Quyết định số ... ngày ...)


class Header(_Model):
    """The letterhead, the title and the marks beside them."""

    doc_type: str | None = None  # abbreviation: KH, QĐ, CTr
    doc_type_name: str | None = None  # Kế hoạch
    number: int | None = None
    symbol: str | None = None
    code: Printed | None = None  # 05/KH-SXD without spaces; /KH-SXD where the number is blank
    issuer: Printed | None = None
    parent_body: Printed | None = None
    place: Printed | None = None
    issue_date: Printed | None = None
    issue_date_edtf: str | None = None  # 2021-08-05, 2021-08, 2021
    title: Printed | None = None
    urgency: Printed | None = None
    secrecy: Printed | None = None
    draft: bool = False  # marked DỰ THẢO
    copy_mark: Printed | None = None  # SAO Y, SAO LỤC, TRÍCH SAO
    attached: Attached | None = None


class Citation(_Model):
    """Another document named in the text."""

    text: str
    doc_type: str | None = None
    number: int | None = None
    symbol: str | None = None
    code: str | None = None
    issue_date: str | None = None  # EDTF
    issuer: str | None = None
    title: str | None = None
    place: Place = NOWHERE


class LegalBasis(Citation):
    """One instrument cited under `Căn cứ`, `Theo`, `Thực hiện`, `Xét` before the first heading."""


class Heading(_Model):
    """A heading of the body."""

    label: str | None = None
    text: str
    level: int  # 1 for the outermost level that this document uses
    path: str  # labels from the outermost heading to this one, joined by `>`
    section: Section
    place: Place = NOWHERE


class FootNote(_Model):
    """A footnote or endnote and its mark."""

    mark: str
    text: str


class Provision(_Model):
    """One paragraph-level statement of the body."""

    section: Section
    path: str = ""
    heading: str | None = None
    label: str | None = None
    text: str
    notes: list[FootNote] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    place: Place = NOWHERE


class Appendix(_Model):
    """An appendix: its label and title as printed and the line that ties it to the plan."""

    label: str
    title: str | None = None
    reference: Printed | None = None
    place: Place = NOWHERE


class Column(_Model):
    """A column of a task table: its header as printed (rows of a header joined by ` / `) and its meaning."""

    index: int
    header: str | None = None
    role: ColumnRole


class Task(_Model):
    """One task of a task table."""

    stt: str | None = None
    group: list[str] = Field(default_factory=list)  # group rows above it, outermost first, labels included
    task: str
    lead: CellValue = CellValue()
    coordinating: CellValue = CellValue()
    deadline: CellValue = CellValue()
    group_deadline: str | None = None  # the group row's own deadline, as printed, where it has one
    deliverable: Printed | None = None
    budget: Printed | None = None
    note: Printed | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    place: Place = NOWHERE
    confidence: float = 1.0
    doubts: list[str] = Field(default_factory=list)  # diagnostic codes of what lowered the confidence


class TaskTable(_Model):
    """A task table; one that runs over pages is one."""

    index: int  # 1, 2, ... over the document's task tables
    appendix: str | None = None
    appendix_title: str | None = None
    columns: list[Column]
    score: float  # how surely it is a task table, 0..1
    tasks: list[Task]
    place: Place = NOWHERE


class Assignment(_Model):
    """A duty given in a sentence of the body."""

    provision: int | None = None  # index in DocumentRecord.provisions
    lead: Printed | None = None
    coordinating: Printed | None = None
    task: str
    deadline: Printed | None = None
    confidence: float = 1.0
    rule: str  # which rule read it
    place: Place = NOWHERE


class Recipient(_Model):
    """One line of `Nơi nhận`, without bullet and end punctuation."""

    text: str
    purpose_code: str | None = None
    is_archive: bool = False
    archive_codes: str | None = None
    place: Place = NOWHERE


class Signer(_Model):
    """The signature block."""

    authority: str | None = None  # TM., KT., several joined by a space
    position: Printed | None = None
    name: Printed | None = None


class SignatureFact(_Model):
    """A digital signature, read and not verified."""

    signer: str | None = None
    organisation: str | None = None
    signed_at: str | None = None
    page: int | None = None


class Abbreviation(_Model):
    """A short form that the document itself introduces: `cải cách hành chính (CCHC)`."""

    short: str
    long: str
    place: Place = NOWHERE


class DiagnosticRecord(_Model):
    """What a person should look at."""

    severity: Severity
    code: str
    message: str
    message_vi: str
    place: Place = NOWHERE


class DocumentRecord(_Model):
    """Everything that one document says, as printed."""

    record_version: int = RECORD_VERSION
    doc_id: str
    source: Source
    header: Header
    legal_bases: list[LegalBasis] = Field(default_factory=list)
    outline: list[Heading] = Field(default_factory=list)
    provisions: list[Provision] = Field(default_factory=list)
    appendices: list[Appendix] = Field(default_factory=list)
    task_tables: list[TaskTable] = Field(default_factory=list)
    assignments: list[Assignment] = Field(default_factory=list)
    recipients: list[Recipient] = Field(default_factory=list)
    signer: Signer = Signer()
    signatures: list[SignatureFact] = Field(default_factory=list)
    abbreviations: list[Abbreviation] = Field(default_factory=list)
    diagnostics: list[DiagnosticRecord] = Field(default_factory=list)

    @property
    def tasks(self) -> list[Task]:
        """The tasks of all task tables, in document order."""
        return [task for table in self.task_tables for task in table.tasks]
