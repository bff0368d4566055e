"""Knowledge as data: units, collectives, provinces and kinds of document, read as typed values."""

from extractors.lexicon.lists import (
    Collective,
    DocType,
    Province,
    Unit,
    collectives,
    doc_types,
    provinces,
    read_collectives,
    read_units,
    units,
)

__all__ = [
    "Collective",
    "DocType",
    "Province",
    "Unit",
    "collectives",
    "doc_types",
    "provinces",
    "read_collectives",
    "read_units",
    "units",
]
