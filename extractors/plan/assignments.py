"""Duties given in sentences of the body: `Giao X ...`, `X chủ trì, phối hợp với Y ...`, labelled lines."""

from collections.abc import Sequence

from schemas.records import Abbreviation, Assignment, Heading, Provision


def find_assignments(
    provisions: Sequence[Provision], outline: Sequence[Heading], abbreviations: Sequence[Abbreviation]
) -> list[Assignment]:
    """Return the duties that statements of the body give to units, in document order."""
    return []
