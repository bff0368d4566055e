"""What is due, overdue, recurring on a given day, and for whom, from the tables of an output."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
from dateutil.rrule import rrulestr

from schemas.text import fold

COLUMNS = (
    "state",
    "due",
    "days_left",
    "bound",
    "expression",
    "rrule",
    "anchor",
    "task",
    "purpose",
    "lead",
    "coordinating",
    "role",
    "code",
    "title",
    "doc_id",
    "item_id",
    "ordinal",
    "start",
    "end",
    "kind",
)
_DAYS = ("due", "start", "end")
# The order in which a person wants to see them.
STATES = ("overdue", "due", "recurring", "continuous", "waiting", "undated")

# The tables of an output that are asked.
ITEM_TABLES = (
    "documents", "tasks", "task_deadlines", "task_units", "assignments", "assignment_deadlines", "assignment_units",
)  # fmt: skip
# How an item is named in its three tables: its own, that of its deadlines, that of its units.
_ITEMS = (
    ("task_id", "tasks", "task_deadlines", "task_units"),
    ("assignment_id", "assignments", "assignment_deadlines", "assignment_units"),
)


def is_overdue(end: Any, bound: Any, as_of: Any) -> Any:
    """Say whether a boundary has passed: after it, and on its day where that day does not count (before).

    The one place of this rule. Works on dates and, element by element, on Series of timestamps, unknown: False.

    >>> is_overdue(date(2026, 6, 30), "by", date(2026, 6, 30))
    False
    >>> is_overdue(date(2026, 6, 30), "before", date(2026, 6, 30))
    True
    """
    return (end < as_of) | ((end == as_of) & (bound == "before"))


def due(
    frames: Mapping[str, pd.DataFrame],
    as_of: date,
    unit: str | None = None,
    *,
    members: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one row per time expression of tasks and assignments, as it stands on a day.

    A document that stands in several files (same document_key) is counted once, by the file with the most tasks.

    Args:
        frames: tables of an output by name, from CSV or Parquet: documents, tasks, task_deadlines, task_units,
            and those of assignments; tables that are missing are left out.
        as_of: the day to look from.
        unit: only items that name this unit: its unit_id, or words of its name or mention (case and marks aside).
        members: what `expand_units` returned; then items that name a set of which the unit is one count too.

    Returns:
        COLUMNS, ordered by state (STATES), then due day. due is the day that matters next: the boundary as written,
        or a recurring duty's next due day; days_left counts to it from as_of, below 0 where it has passed. role is
        the unit's part in the item, where a unit was asked for.
    """
    copies = _further_copies(frames.get("documents"))
    parts = [
        _items(frames, *names, unit=unit, members=members)
        for names in _ITEMS
        if names[1] in frames and names[2] in frames
    ]
    parts = [part[~part["doc_id"].isin(copies)] for part in parts]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    found = _with_documents(pd.concat(parts, ignore_index=True), frames)
    found = _with_state(found, pd.Timestamp(as_of))
    order = pd.Categorical(found["state"], categories=list(STATES), ordered=True)
    keys = ["_order", "due", "doc_id", "item_id", "ordinal"]
    found = found.assign(_order=order).sort_values(keys, kind="stable")
    days = {name: found[name].dt.date.astype("object").where(found[name].notna(), None) for name in _DAYS}
    return found.assign(**days).reset_index(drop=True)[list(COLUMNS)]


def _further_copies(documents: pd.DataFrame | None) -> set[str]:
    """Return the ids of files whose document another file holds too, the fullest of each document aside."""
    if documents is None:
        return set()
    ranked = documents.assign(
        _key=documents["document_key"].fillna(documents["doc_id"]),
        _tasks=pd.to_numeric(documents["n_tasks"]).fillna(0),
    ).sort_values("_tasks", ascending=False, kind="stable")
    return set(ranked.loc[ranked.duplicated("_key"), "doc_id"])


def _items(
    frames: Mapping[str, pd.DataFrame],
    key: str,
    items: str,
    deadlines: str,
    units: str,
    *,
    unit: str | None,
    members: pd.DataFrame | None,
) -> pd.DataFrame:
    """Return the deadlines of one kind of item with its text and the names of its units."""
    found = frames[deadlines].merge(frames[items][[key, "task"]], on=key, how="left", validate="many_to_one")
    named = frames.get(units)
    if named is None or not len(named):
        named = pd.DataFrame(columns=[key, "role", "mention", "unit_id", "unit_name", "current_unit_id"])
    named = named.assign(name=named["unit_name"].fillna(named["mention"]))
    for role in ("lead", "coordinating"):
        names = named.loc[named["role"] == role].groupby(key, sort=False)["name"].agg("; ".join)
        found = found.assign(**{role: found[key].map(names)})
    found = found.assign(role=pd.Series(pd.NA, index=found.index, dtype="string"))
    if unit is not None:
        if members is not None:
            as_named = members.assign(name=members["unit_name"], mention=members["unit_name"])
            named = pd.concat([named, as_named[as_named[key].notna()]], ignore_index=True)
        roles = (
            named.loc[_names_unit(named, unit)]
            .groupby(key, sort=False)["role"]
            .agg(lambda roles: "lead" if "lead" in set(roles) else "coordinating")
        )
        found = found.assign(role=found[key].map(roles)).loc[lambda rows: rows["role"].notna()]
    return found.rename(columns={key: "item_id"})


def _names_unit(named: pd.DataFrame, unit: str) -> pd.Series:
    wanted = fold(unit)
    same_id = (named["unit_id"] == unit) | (named["current_unit_id"] == unit)
    in_name = named["name"].map(lambda name: wanted in fold(name), na_action="ignore")
    in_mention = named["mention"].map(lambda mention: wanted in fold(mention), na_action="ignore")
    return same_id.fillna(False).astype(bool) | (in_name == True) | (in_mention == True)  # noqa: E712


def _with_documents(found: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    documents = frames.get("documents")
    if documents is None:
        return found.assign(code=None, title=None)
    return found.merge(
        documents[["doc_id", "code", "title"]], on="doc_id", how="left", validate="many_to_one"
    )


def _days(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column.astype("string"), errors="coerce").astype("datetime64[s]")


def _with_state(found: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    start, end = _days(found["start"]), _days(found["end"])
    rule, bound = found["rrule"], found["bound"].astype("object")
    keys = list(zip(rule, start, bound, found["edtf"], end, strict=True))
    nearest = {key: _next_due(*key, today) for key in set(keys)}
    day = pd.to_datetime(pd.Series([nearest[key] for key in keys], index=found.index)).astype("datetime64[s]")
    past = is_overdue(day, bound, today)
    state = pd.Series("undated", index=found.index, dtype="string")
    state = state.mask(found["kind"] == "relative", "waiting")
    state = state.mask(found["kind"] == "continuous", "continuous")
    state = state.mask(found["kind"] == "recurring", "recurring")
    state = state.mask(day.notna() & (state != "recurring"), "due")
    state = state.mask(past, "overdue")
    days_left = (day - today).dt.days.astype("Int32")
    return found.assign(state=state, due=day, days_left=days_left, start=start, end=end)


def _next_due(
    rule: Any, start: pd.Timestamp, bound: Any, edtf: Any, end: pd.Timestamp, today: pd.Timestamp
) -> pd.Timestamp | None:
    """Return the next day that matters: of a rule, of a list of days, or the boundary as written."""
    if isinstance(rule, str) and rule:
        return _next_of_rule(rule, None if pd.isna(start) else start, bound, end, today)
    if isinstance(edtf, str) and edtf.startswith("{") and len(edtf) > len("{2026}") and bound == "on":
        members = [pd.Timestamp(member) for member in edtf.strip("{}").split(",")]
        return next((day for day in members if not is_overdue(day, bound, today)), members[-1])
    return None if pd.isna(end) else end


def _next_of_rule(
    rules: str, start: pd.Timestamp | None, bound: Any, end: pd.Timestamp, today: pd.Timestamp
) -> pd.Timestamp | None:
    found: list[datetime] = []
    first = datetime.combine((start or today).date(), datetime.min.time())
    for rule in rules.split("|"):
        moment = rrulestr(rule, dtstart=first).after(today.to_pydatetime(), inc=bound != "before")
        if moment is not None:
            found.append(moment)
    if found:
        return pd.Timestamp(min(found))
    return None if pd.isna(end) else end


def select(found: pd.DataFrame, states: Sequence[str] = (), within: int | None = None) -> pd.DataFrame:
    """Return the rows of `due` in these states (all where none is named), overdue or due within so many days."""
    if states:
        found = found[found["state"].isin(list(states))]
    if within is not None:
        found = found[(found["days_left"] <= within).fillna(False).astype(bool)]
    return found.reset_index(drop=True)
