"""What a person should look at: codes, severities and messages stand in data/diagnostics.csv."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from schemas.location import NOWHERE, Location

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class DiagnosticCode:
    """One row of the table of codes; the messages are templates for str.format."""

    code: str
    severity: Severity
    message: str
    message_vi: str


@cache
def diagnostic_codes() -> dict[str, DiagnosticCode]:
    """Return the table of codes, in file order."""
    text = files("schemas").joinpath("data/diagnostics.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: DiagnosticCode(**row) for row in rows}  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something about a document that a person should know or look at."""

    severity: Severity
    code: str
    message: str
    message_vi: str
    location: Location = NOWHERE

    @classmethod
    def of(cls, code: str, location: Location = NOWHERE, /, **facts: object) -> "Diagnostic":
        """Return the diagnostic of this code, its message filled with the facts.

        Raises:
            KeyError: the code does not stand in the table, or its template wants a fact that is not given.
        """
        row = diagnostic_codes()[code]
        said = {key: _shortened(str(value)) for key, value in facts.items()}
        return cls(row.severity, code, row.message.format(**said), row.message_vi.format(**said), location)


def _shortened(text: str, limit: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
