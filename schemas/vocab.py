"""The closed sets of values that records and tables hold."""

from typing import Literal

Format = Literal["docx", "pdf", "txt"]
TextOrigin = Literal["digital", "ocr", "mixed"]
Section = Literal["purpose", "requirement", "purpose_requirement", "content", "implementation", "other"]
CellSource = Literal["cell", "merged", "inherited", "absent"]
ColumnRole = Literal[
    "stt", "task", "lead", "coordinating", "deadline", "deliverable", "budget", "note", "code", "extra"
]
DeadlineKind = Literal[
    "continuous",
    "date",
    "before",
    "period",
    "recurring",
    "relative",
    "duration",
    "unspecified",
    "unparsed",
    "multiple",
]
Bound = Literal["on", "by", "before", "during", "after"]
Granularity = Literal["day", "week", "month", "quarter", "half", "year", "multi_year"]
UnitLevel = Literal["central", "province", "district", "commune", "internal", "party", "other"]
UnitMatch = Literal["exact", "alias", "fuzzy", "none"]
UnitRole = Literal["lead", "coordinating"]
SourceState = Literal["converted", "duplicate", "rejected", "skipped"]
