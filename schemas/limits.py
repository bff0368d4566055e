"""The limits that keep a hostile or broken file from costing more than itself."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. Every value is a positive number; the batch has an option for each.

    A reader raises schemas.errors.LimitError with found and limit where the document goes over one.
    """

    file_bytes: int = 512 * 2**20
    part_bytes: int = 256 * 2**20  # one archive member or stream, expanded
    total_bytes: int = 1024 * 2**20  # all archive members, expanded
    parts: int = 10_000  # members of an archive
    ratio: int = 400  # expanded to packed size of one member over 1 MiB
    xml_depth: int = 512
    nested_tables: int = 64  # depth
    table_rows: int = 100_000
    table_columns: int = 1_000
    paragraphs: int = 2_000_000
    pages: int = 5_000
    page_characters: int = 2_000_000
    page_points: float = 30_000.0  # width or height of a page

    def __post_init__(self) -> None:
        for limit in fields(self):
            if getattr(self, limit.name) <= 0:
                raise ValueError(f"limit {limit.name} must be positive, not {getattr(self, limit.name)!r}")


DEFAULT_LIMITS = Limits()
