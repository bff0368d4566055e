"""What reference lines of appendices tell of the document: `(Kèm theo Kế hoạch số 05/KH-SXD ngày ...)`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.plan.codes import Code, iter_codes
from extractors.plan.dates import read_full_date
from schemas.records import Printed
from schemas.text import squash_space

_ISSUER = re.compile(r"\bcủa\s+(?P<issuer>[^\W\d_][^();]*?)\s*\)?\s*\.?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference line read: the code, date and issuer of the document that it names."""

    line: Printed
    code: Code | None
    date: str | None  # EDTF
    issuer: str | None


def read_reference(line: Printed) -> Reference:
    """Read a reference line; what it leaves blank is None.

    >>> read_reference(Printed(text="(Kèm theo Kế hoạch số 05/KH-SXD ngày 07/02/2026 của Sở Xây dựng)")).date
    '2026-02-07'
    """
    code = next(iter_codes(line.text), None)
    date = read_full_date(line.text[code.end :] if code else line.text)
    issuer = _ISSUER.search(line.text)
    return Reference(
        line, code, date.edtf if date else None, squash_space(issuer["issuer"]) if issuer else None
    )


def filled_in(references: Iterable[Reference], symbol: str | None) -> Reference | None:
    """Return the reference that fills in a number which the header leaves blank.

    All references that name the document by its symbol must agree; a draft whose appendix names another
    number than the next one fills in nothing.
    """
    own = [
        ref for ref in references if ref.code and ref.code.number is not None and ref.code.symbol == symbol
    ]
    return own[0] if own and len({ref.code.text for ref in own if ref.code}) == 1 else None
