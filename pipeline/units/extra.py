"""A user's own list of units: a Sở's rooms, further aliases. Conflicts are reported with file and line."""

from dataclasses import dataclass
from pathlib import Path

from extractors.lexicon import Unit, read_units, units
from pipeline.units.spellings import spell
from schemas.errors import KehoachError

_NEEDED = ("unit_id", "name_vi")
# What spreadsheets save a CSV in: with a mark that says the encoding, or UTF-8.
_MARKED = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"))
_DELIMITERS = ",;\t"  # Excel writes semicolons where commas are decimal marks, and tabs as "Unicode text"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows that cannot both be right; `place` is file:line of the later one."""

    place: str
    text: str
    other: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text} ({self.other})"


def read_extra_units(path: Path) -> tuple[tuple[Unit, ...], tuple[Conflict, ...]]:
    """Return the user's units and what is wrong with the list.

    The columns are those of the program's own list; unit_id and name_vi must be there, the others may be. A unit_id
    that the program's list has adds names to that unit. Of two rows that cannot both be right the first counts.
    Read as spreadsheets save it: UTF-8 or UTF-16; cells divided by commas, semicolons or tabs.

    Raises:
        KehoachError: code `bad-units-list`: the file cannot be read, has no such columns, or a malformed date.
    """
    try:
        data = path.read_bytes()
        text = data.decode(next(encoding for mark, encoding in _MARKED if data.startswith(mark)))
    except OSError as err:
        raise KehoachError("bad-units-list", place=path.name, found=err.strerror or str(err)) from err
    except UnicodeDecodeError as err:
        raise KehoachError("bad-units-list", place=path.name, found="it is not UTF-8") from err
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    named = {name.strip().strip('"').lower() for name in header.split(delimiter)}
    if missing := [column for column in _NEEDED if column not in named]:
        raise KehoachError("bad-units-list", place=f"{path.name}:1", found=f"no column {', '.join(missing)}")
    try:
        rows = read_units(text, delimiter=delimiter)
    except ValueError as err:
        raise KehoachError("bad-units-list", place=path.name, found=str(err)) from err
    return _judged(rows, path.name)


def _judged(rows: tuple[Unit, ...], name: str) -> tuple[tuple[Unit, ...], tuple[Conflict, ...]]:
    known = {unit.unit_id: unit for unit in units()}
    owners = _owners()
    kept: dict[str, Unit] = {}
    conflicts: list[Conflict] = []
    spelled: dict[str, Unit] = {}
    for row in rows:
        place = f"{name}:{row.line}"
        if not row.unit_id or not row.name_vi:
            conflicts.append(Conflict(place, "unit_id or name_vi is empty", "the row is left out"))
            continue
        if row.unit_id in kept:
            conflicts.append(
                Conflict(place, f"unit_id {row.unit_id} again", f"{name}:{kept[row.unit_id].line}")
            )
            continue
        if any(i not in known and i not in {r.unit_id for r in rows} for i in row.successor_ids):
            conflicts.append(
                Conflict(
                    place, f"a successor of {row.unit_id} stands in no list", "|".join(row.successor_ids)
                )
            )
        for text in (row.name_vi, *row.aliases):
            key = spell(text).key
            other = spelled.setdefault(key, row)
            if other.unit_id != row.unit_id and _meet(other, row):
                conflicts.append(
                    Conflict(
                        place, f"{text} names {row.unit_id}", f"and {other.unit_id} at {name}:{other.line}"
                    )
                )
            for owner in owners.get(key, ()):
                if owner.unit_id != row.unit_id and owner.level == row.level and _meet(owner, row):
                    conflicts.append(
                        Conflict(place, f"{text} names {row.unit_id}", f"and {owner.unit_id} of units.csv")
                    )
        kept[row.unit_id] = row
    return tuple(kept.values()), tuple(conflicts)


def _owners() -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in units():
        for text in (unit.name_vi, *unit.aliases):
            found.setdefault(spell(text).key, []).append(unit)
    return found


def _meet(one: Unit, other: Unit) -> bool:
    """Say whether there is a day on which both exist."""
    starts = [u.valid_from for u in (one, other) if u.valid_from]
    ends = [u.valid_to for u in (one, other) if u.valid_to]
    return not starts or not ends or max(starts) <= min(ends)
