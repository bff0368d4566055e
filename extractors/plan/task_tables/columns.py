"""What the columns of a table mean, and how surely the table lists tasks.

A role comes from the heading; where the heading is weak, odd or missing, from what the cells look like. The
score adds up named evidence for and against, so that a report form, a list of indicators, a programme, a
staff list, a summary of comments or a data table is told from a task table by its columns' meaning.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.plan.task_tables.head import Head
from extractors.plan.task_tables.headings import Heading, find_in_title
from extractors.plan.task_tables.labels import read_label
from extractors.plan.task_tables.marks import find_unit_columns
from extractors.plan.task_tables.periods import period_name
from extractors.plan.task_tables.rows import Row
from extractors.plan.task_tables.words import (
    has_clock_time,
    is_clock_time,
    is_figure,
    is_tick,
    looks_like_time,
    looks_like_unit,
)
from schemas.vocab import ColumnRole

# Rows that the evidence is taken from: more of them say nothing new.
_SAMPLE_ROWS = 200
# A heading as weak as this needs the cells to agree.
_SURE_HEADING = 0.5
# Share of a column's filled cells that must look alike to say what the column is.
_MOST = 0.6
_HALF = 0.5
# Mean words of a cell that describes something to do; a name or a measure has fewer.
_TASK_WORDS = 3.0

# From this score on a table is read as a task table; below SURE_SCORE a person should look.
TASK_SCORE = 0.5
SURE_SCORE = 0.7

# What each role adds to the score where its heading is certain (weight 1).
_ROLE_EVIDENCE: dict[ColumnRole, float] = {
    "stt": 0.05,
    "task": 0.3,
    "lead": 0.3,
    "coordinating": 0.15,
    "deadline": 0.2,
    "deliverable": 0.1,
}
# What, who, with whom and when, each by its heading: a target and its measure beside them make no list of indicators.
_WHOLE_HEAD: frozenset[ColumnRole] = frozenset({"task", "lead", "coordinating", "deadline"})
_IS_WHOLE = 0.2
_CELLS_AGREE = 0.1
_CELLS_ARE_UNITS = 0.35  # more than `Người phụ trách` has before `Thực hiện`, less than a sure heading has
_CELLS_DISAGREE = -0.25  # a column called a unit's or a time's whose cells look like neither
_CLOCK_TIMES = -0.6  # the programme of an event
_HOURS = -0.05  # appointments: dated, but to the hour
_EMPTY_FORM = -0.6  # a form to be filled in
_GUESSED = 0.5  # a role that only the cells give counts half
# A table with fewer values than this beside the task is a form to be filled in.
_FORM_FILLED = 0.15

# Roles that one column alone has; a second such column is kept as extra.
_SINGLE: tuple[ColumnRole, ...] = ("task", "lead", "coordinating", "deliverable", "budget", "note")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a table's being a task table."""

    name: str
    weight: float


@dataclass(frozen=True)
class Columns:
    """The roles of a table's columns and the evidence for its being a task table."""

    roles: tuple[ColumnRole, ...]
    evidence: tuple[Evidence, ...]
    guessed: frozenset[int]  # columns whose role the cells alone give
    sufficient: bool  # whether the roles that a task table cannot do without are there
    units: dict[int, ColumnRole] = field(
        default_factory=dict
    )  # columns of one unit each, ticked, and their role

    @cached_property
    def score(self) -> float:
        """How surely the table lists tasks, 0..1."""
        if not self.sufficient:
            return 0.0
        return round(min(1.0, max(0.0, sum(reason.weight for reason in self.evidence))), 2)

    def first(self, role: ColumnRole) -> int | None:
        """The leftmost column with this role."""
        return next(iter(self.all(role)), None)

    def all(self, role: ColumnRole) -> list[int]:
        """The columns with this role, from left to right."""
        return self._by_role.get(role, [])

    @cached_property
    def _by_role(self) -> dict[ColumnRole, list[int]]:
        found: dict[ColumnRole, list[int]] = {}
        for col, role in enumerate(self.roles):
            found.setdefault(role, []).append(col)
        return found


@dataclass(frozen=True)
class _Look:
    """What the filled cells of a column look like, as shares 0..1, each counted when it is asked for."""

    texts: Sequence[str]

    @property
    def filled(self) -> int:
        """How many cells have text."""
        return len(self.texts)

    @cached_property
    def units(self) -> float:
        """Units or persons."""
        return self._share(looks_like_unit)

    @cached_property
    def times(self) -> float:
        """When."""
        return self._share(looks_like_time)

    @cached_property
    def clocks(self) -> float:
        """A time of day without a day."""
        return self._share(is_clock_time)

    @cached_property
    def hours(self) -> float:
        """A time of day, with or without a day."""
        return self._share(has_clock_time)

    @cached_property
    def figures(self) -> float:
        """Numbers and measures."""
        return self._share(is_figure)

    @cached_property
    def labels(self) -> float:
        """Order numbers."""
        return self._share(read_label)

    @cached_property
    def ticks(self) -> float:
        """Boxes ticked."""
        return self._share(is_tick)

    @cached_property
    def words(self) -> float:
        """Mean words of a cell."""
        return sum(len(text.split()) for text in self.texts) / len(self.texts) if self.texts else 0.0

    def _share(self, test: Callable[[str], object]) -> float:
        return sum(1 for text in self.texts if test(text)) / len(self.texts) if self.texts else 0.0


def read_columns(head: Head | None, rows: Sequence[Row], n_cols: int, *, title: str = "") -> Columns:
    """Read the roles of the columns from the head and the first rows below it; title stands above the table."""
    sample = [row for row in rows[:_SAMPLE_ROWS] if len(row.printed()) > 1]
    looks = [_look(sample, col) for col in range(n_cols)]
    headings = [head.heading(col) if head else None for col in range(n_cols)]
    titled = [bool(head and head.columns[col]) for col in range(n_cols)]
    roles: list[ColumnRole | None] = [
        _role_of_heading(heading, look) for heading, look in zip(headings, looks, strict=True)
    ]
    units = find_unit_columns(head, sample, n_cols)
    for col in units:
        roles[col] = "extra"
    _keep_one_of_each(roles, headings, looks)
    units = {col: role for col, role in units.items() if role not in roles}
    for col, role in units.items():
        roles[col] = role
    _read_period_columns(roles, head, looks)
    guessed = _guess_from_cells(roles, headings, titled, looks)
    final: tuple[ColumnRole, ...] = tuple(role or "extra" for role in roles)
    return Columns(
        final,
        (*_weigh(final, headings, looks, guessed, sample, units), *_weigh_title(title)),
        frozenset(guessed),
        _is_sufficient(final, guessed, looks, titled=head is not None),
        units,
    )


def _is_sufficient(
    roles: Sequence[ColumnRole], guessed: Sequence[int], looks: Sequence[_Look], *, titled: bool
) -> bool:
    """Whether a table has what a task table cannot do without.

    With headings: something to do, and who or when; two of these by their headings, or the first alone where
    the cells show both others. Without headings: all three, told from the cells, and no column of figures.
    """
    needed = {"task", "lead", "deadline"}
    figures = any(look.figures >= _HALF for look, role in zip(looks, roles, strict=True) if role != "stt")
    whole = needed <= set(roles) and not figures
    if not titled:
        return whole
    named = {role for col, role in enumerate(roles) if col not in guessed}
    if "task" in named and whole:
        return True
    some = "task" in roles and bool({"lead", "deadline"} & set(roles))
    return some and len(named & (needed | {"coordinating"})) >= 2


def _look(rows: Sequence[Row], col: int) -> _Look:
    return _Look(
        [
            text
            for row in rows
            if (cell := row.cells[col]) is not None
            and cell.col == col
            and row.starts(col)
            and (text := row.text(col))
        ]
    )


def _role_of_heading(heading: Heading | None, look: _Look) -> ColumnRole | None:
    if heading is None:
        return None
    if heading.role == "extra" or heading.weight >= _SURE_HEADING:
        return heading.role
    agrees = {
        "stt": look.labels >= _MOST or not look.filled,
        "task": look.words >= _TASK_WORDS,
        "lead": look.units >= _HALF,
        "deadline": look.times >= _HALF,
        "deliverable": look.filled > 0,
        "code": True,
    }
    return heading.role if agrees.get(heading.role, False) else None


def _keep_one_of_each(
    roles: list[ColumnRole | None], headings: Sequence[Heading | None], looks: Sequence[_Look]
) -> None:
    """Leave each single role to the column with the surest heading, the wordier of two under one heading.

    Cells that are units make the heading of a lead surer: `Thực hiện` over them stands before `Người phụ trách`.
    A heading over two columns (`Nhiệm vụ` over `a)` and a text) leaves the narrow one for the numbers.
    """
    wordiness = {True: [look.words for look in looks], False: [0.0] * len(looks)}
    for role in _SINGLE:
        cols = [col for col, found in enumerate(roles) if found == role]
        sure = [
            _weight(headings[col]) + (_CELLS_ARE_UNITS if role == "lead" and looks[col].units >= _MOST else 0)
            for col in range(len(roles))
        ]
        best = max(cols, key=lambda col: (sure[col], wordiness[role == "task"][col], -col), default=None)
        for col in cols:
            if col != best:
                roles[col] = "stt" if role == "task" and looks[col].labels >= _MOST else "extra"
    times = [col for col, found in enumerate(roles) if found == "deadline"]
    if any(_weight(headings[col]) for col in times):  # `Tuần` beside `Thời gian`
        for col in times:
            roles[col] = "deadline" if _weight(headings[col]) else "extra"


def _weight(heading: Heading | None) -> float:
    return heading.weight if heading is not None else 0.0


def _read_period_columns(roles: list[ColumnRole | None], head: Head | None, looks: Sequence[_Look]) -> None:
    """Columns headed by a year, a quarter or a month whose cells are ticked are one divided deadline column.

    A quarter that no task falls into is a blank column of it.
    """
    if head is None:
        return
    periods = [col for col, role in enumerate(roles) if role is None and period_name(head.columns[col])]
    ticked = [col for col in periods if looks[col].ticks >= _MOST or looks[col].times >= _MOST]
    for col in periods:
        if col in ticked or (ticked and not looks[col].filled):
            roles[col] = "deadline"


def _guess_from_cells(
    roles: list[ColumnRole | None],
    headings: Sequence[Heading | None],
    titled: Sequence[bool],
    looks: Sequence[_Look],
) -> list[int]:
    """Give a missing role to a column without a known heading whose cells look like it."""
    guessed: list[int] = []

    def free(col: int) -> bool:
        heading = headings[col]
        known = heading is not None and (heading.role == "extra" or heading.weight == 0)
        return roles[col] is None and not known and looks[col].filled > 0

    def guess(role: ColumnRole, fits: Callable[[_Look], bool], cols: Iterable[int]) -> None:
        if role in roles:
            return
        col = next((col for col in cols if free(col) and fits(looks[col])), None)
        if col is not None:
            roles[col] = role
            guessed.append(col)

    every = range(len(roles))
    # Small numbers further right, below a heading of their own, are marks or sums.
    ordering = [col for col in every if col == 0 or not titled[col]]
    guess("stt", lambda look: look.labels >= _MOST and look.ticks < _MOST, ordering)
    guess("deadline", lambda look: look.times >= _MOST and look.clocks < _HALF, every)
    guess("lead", lambda look: look.units >= _MOST, every)
    if not any(titled):
        guess("coordinating", lambda look: look.units >= _MOST, every)
    if "task" not in roles:
        longest = max(
            (col for col in range(len(roles)) if free(col) and looks[col].words >= _TASK_WORDS),
            key=lambda col: looks[col].words,
            default=None,
        )
        if longest is not None:
            roles[longest] = "task"
            guessed.append(longest)
    return guessed


def _weigh(
    roles: Sequence[ColumnRole],
    headings: Sequence[Heading | None],
    looks: Sequence[_Look],
    guessed: Sequence[int],
    sample: Sequence[Row],
    units: Collection[int],
) -> list[Evidence]:
    reasons: list[Evidence] = []
    for role, worth in _ROLE_EVIDENCE.items():
        cols = [col for col, found in enumerate(roles) if found == role]
        if cols:
            sure = max(
                _GUESSED if col in guessed else heading.weight if (heading := headings[col]) else _GUESSED
                for col in cols
            )
            reasons.append(Evidence(f"column {role}", worth * sure))
    named = {h.role for h in headings if h is not None and h.weight >= _SURE_HEADING}
    if named & set(roles) >= _WHOLE_HEAD:
        reasons.append(Evidence("all of a task's columns", _IS_WHOLE))
    against = {h.form: h.weight for h in headings if h is not None and h.weight < 0}
    reasons.extend(Evidence(f"heading {form}", weight) for form, weight in against.items())
    lead = next((looks[col] for col, role in enumerate(roles) if role == "lead" and col not in units), None)
    if lead is not None and lead.filled:
        reasons.append(
            Evidence(
                "lead cells",
                _CELLS_AGREE if lead.units >= _HALF else _CELLS_DISAGREE if lead.units < 0.2 else 0,
            )
        )
    deadlines = [looks[col] for col, role in enumerate(roles) if role == "deadline" and looks[col].filled]
    if deadlines:
        times = max(max(look.times, look.ticks) for look in deadlines)  # a tick below `Quý II` is a time
        if any(look.clocks >= _HALF for look in deadlines):
            reasons.append(Evidence("clock times", _CLOCK_TIMES))
        elif any(look.hours >= _HALF for look in deadlines):
            reasons.append(Evidence("hours of a day", _HOURS))
        elif times >= _HALF:
            reasons.append(Evidence("deadline cells", _CELLS_AGREE))
    elif any(look.clocks >= _HALF for look in looks):
        reasons.append(Evidence("clock times", _CLOCK_TIMES))
    if _is_empty_form(roles, sample):
        reasons.append(Evidence("empty form", _EMPTY_FORM))
    return reasons


def _weigh_title(title: str) -> list[Evidence]:
    found = find_in_title(title)
    for_it = max((heading.weight for heading in found if heading.weight > 0), default=0.0)
    against = min((heading.weight for heading in found if heading.weight < 0), default=0.0)
    return [Evidence("title", weight) for weight in (for_it, against) if weight]


def _is_empty_form(roles: Sequence[ColumnRole], sample: Sequence[Row]) -> bool:
    """Whether hardly a row has a unit or a time; a time that is divided into columns is one."""
    task = next((col for col, role in enumerate(roles) if role == "task"), None)
    asked: dict[ColumnRole, list[int]] = {}
    for col, role in enumerate(roles):
        if role in ("lead", "coordinating", "deadline"):
            asked.setdefault(role, []).append(col)
    if task is None or not asked:
        return False
    rows = [row for row in sample if row.text(task)]
    filled = sum(1 for row in rows for cols in asked.values() if any(row.text(col) for col in cols))
    return not rows or filled < _FORM_FILLED * len(rows) * len(asked)
