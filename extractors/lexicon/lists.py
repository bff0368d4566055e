"""The controlled lists as typed values: units, collectives, provinces and kinds of document.

All lists are UTF-8 CSV with a header row; `|` separates values inside a cell; an empty cell is None or ().
Dates are the first and the last day of validity, both included; None leaves that side open.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import cast

from schemas.text import nfc
from schemas.vocab import UnitLevel


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit (đơn vị) as the lists know it; generic over provinces: `Sở Xây dựng` is every province's.

    `aliases` may hold a slot: `{tỉnh}` a province's name, `{số}` a number. `line` is its line in the list.
    """

    unit_id: str
    name_vi: str
    level: UnitLevel
    kind: str
    symbols: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: tuple[str, ...] = ()
    source: str = ""
    line: int = 0

    def is_valid_on(self, day: date) -> bool:
        """Say whether the unit existed on that day."""
        return _is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Collective:
    """An expression that names a set of units: `Các sở, ban, ngành tỉnh`.

    `selector` is `key=value` pairs joined by `;`, alternatives by `|`; `resolution` says whether the set can
    be listed: enumerable_by_..., open_set, open_subset, single, inherit, empty.
    """

    collective_id: str
    expression: str
    aliases: tuple[str, ...] = ()
    selector: str = ""
    resolution: str = "open_set"
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    line: int = 0

    @property
    def conditions(self) -> dict[str, tuple[str, ...]]:
        """The selector as key -> alternatives."""
        pairs = (part.partition("=") for part in self.selector.split(";") if part)
        return {key.strip(): tuple(value.strip().split("|")) for key, _, value in pairs}

    def is_valid_on(self, day: date) -> bool:
        """Say whether the expression meant this set on that day."""
        return _is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city (tỉnh, thành phố trực thuộc trung ương) in one of the two schemes."""

    province_id: str
    scheme: str
    gso_code: str
    name_vi: str
    type: str
    short_name: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: tuple[str, ...] = ()
    predecessor_ids: tuple[str, ...] = ()

    @property
    def is_city(self) -> bool:
        """Whether it is a centrally run city, whose government is `UBND thành phố`."""
        return self.type == "thanh_pho_tw"

    def is_valid_on(self, day: date) -> bool:
        """Say whether the province existed on that day."""
        return _is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class DocType:
    """A kind of document (loại văn bản); `abbreviation` and `heading` are None where it has none."""

    type_id: str
    name_vi: str
    abbreviation: str | None
    group: str
    decree_order: int | None
    code_name: str
    heading: str | None
    note: str = ""


@cache
def units() -> tuple[Unit, ...]:
    """Return the units, in file order."""
    return read_units(_text("units.csv"))


@cache
def collectives() -> tuple[Collective, ...]:
    """Return the collective expressions, in file order."""
    return read_collectives(_text("collectives.csv"))


@cache
def provinces() -> tuple[Province, ...]:
    """Return the provinces of both schemes (63 before 2025-07-01, 34 from then on), in file order."""
    return tuple(
        Province(
            province_id=row["province_id"],
            scheme=row["scheme"],
            gso_code=row["gso_code"],
            name_vi=row["name_vi"],
            type=row["type"],
            short_name=row["short_name"],
            aliases=_values(row["aliases"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor_ids=_values(row["successor_ids"]),
            predecessor_ids=_values(row["predecessor_ids"]),
        )
        for _, row in read_rows(_text("provinces.csv"))
    )


@cache
def doc_types() -> tuple[DocType, ...]:
    """Return the kinds of document, in file order."""
    return tuple(
        DocType(
            type_id=row["type_id"],
            name_vi=row["name_vi"],
            abbreviation=row["abbreviation"] or None,
            group=row["group"],
            decree_order=int(row["decree_order"]) if row["decree_order"] else None,
            code_name=row["code_name"],
            heading=row["heading"] or None,
            note=row["note"],
        )
        for _, row in read_rows(_text("doc_types.csv"))
    )


def read_units(text: str, *, delimiter: str = ",") -> tuple[Unit, ...]:
    """Read a list of units from CSV text; columns that are missing count as empty.

    Raises:
        ValueError: a date is not of the form 2025-03-01.
    """
    return tuple(
        Unit(
            unit_id=row.get("unit_id", ""),
            name_vi=row.get("name_vi", ""),
            level=cast(UnitLevel, row.get("level", "") or "internal"),
            kind=row.get("kind", ""),
            symbols=_values(row.get("symbols", "")),
            aliases=_values(row.get("aliases", "")),
            valid_from=_day(row.get("valid_from", "")),
            valid_to=_day(row.get("valid_to", "")),
            successor_ids=_values(row.get("successor_ids", "")),
            source=row.get("source", ""),
            line=line,
        )
        for line, row in read_rows(text, delimiter=delimiter)
    )


def read_collectives(text: str) -> tuple[Collective, ...]:
    """Read a list of collective expressions from CSV text.

    Raises:
        ValueError: a date is not of the form 2025-03-01.
    """
    return tuple(
        Collective(
            collective_id=row["collective_id"],
            expression=row["expression"],
            aliases=_values(row["aliases"]),
            selector=row["selector"],
            resolution=row["resolution"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor_ids=_values(row["successor_ids"]),
            note=row["note"],
            source=row["source"],
            line=line,
        )
        for line, row in read_rows(text)
    )


def read_rows(text: str, *, delimiter: str = ",") -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield (line, row) of CSV text with a header row: NFC, stripped, no value None; lines count from 1."""
    reader = csv.DictReader(nfc(text).splitlines(keepends=True), restval="", delimiter=delimiter)
    for row in reader:
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}


def read_list(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of one of the lists that come with the program."""
    return tuple(row for _, row in read_rows(_text(name)))


def _text(name: str) -> str:
    return files("extractors.lexicon").joinpath("data", name).read_text("utf-8")


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value for part in cell.split("|") if (value := part.strip()))


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _is_within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
