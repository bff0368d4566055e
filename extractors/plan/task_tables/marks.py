"""Columns that each stand for a unit, marked where it takes part in a task: `x`, or `CT` and `PH`."""

from collections.abc import Sequence

from extractors.plan.task_tables.head import Head
from extractors.plan.task_tables.headings import find_heading
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.words import is_tick, looks_like_unit
from schemas.location import Location
from schemas.text import fold
from schemas.vocab import ColumnRole

_LEADS = frozenset({"ct", "chu tri", "c"})
_HELPS = frozenset({"ph", "phoi hop", "p"})
_MIN_UNITS = 2  # columns: one ticked column may be anything
_ROLES: tuple[ColumnRole, ...] = ("lead", "coordinating")


def is_mark(text: str) -> bool:
    """Say whether a cell says no more than that a unit takes part, or in which role: x, CT, phối hợp."""
    return is_tick(text) or fold(text) in _LEADS | _HELPS


def find_unit_columns(head: Head | None, rows: Sequence[Row], n_cols: int) -> dict[int, ColumnRole]:
    """Find the columns that are headed by units and hold nothing but marks, with the role that a tick gives.

    The heading above the units names it (`Đơn vị phối hợp`); without one who is ticked leads.
    """
    found: dict[int, ColumnRole] = {}
    for col in range(n_cols):
        parts = head.columns[col] if head else ()
        if not parts or not looks_like_unit(parts[-1]):
            continue
        above = find_heading(parts[-2]) if len(parts) > 1 else None
        texts = [text for row in rows if row.starts(col) and (text := row.text(col))]
        if all(map(is_mark, texts)) and (above is None or above.role in _ROLES):
            found[col] = above.role if above else "lead"
    marked = any(row.text(col) for row in rows for col in found)
    return found if len(found) >= _MIN_UNITS and marked else {}


def read_marks(
    row: Row, role: ColumnRole, units: dict[int, ColumnRole], head: Head
) -> tuple[str, Location] | None:
    """Return the units that a row marks for a role, joined by `; `, and the place of the first mark.

    A word (`CT`, `PH`) names the role itself; a tick gives the role of its column.
    """
    cols = [col for col, own in units.items() if _role_of(row.text(col), own) == role]
    if not cols:
        return None
    return "; ".join(" ".join(head.columns[col][-1].split()) for col in cols), row.at(cols[0])


def _role_of(text: str, own: ColumnRole) -> ColumnRole | None:
    key = fold(text)
    if key in _LEADS:
        return "lead"
    if key in _HELPS:
        return "coordinating"
    return own if key else None
