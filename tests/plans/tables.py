"""Task tables of plans: headers, groups and merges in the forms that offices use, and their tasks."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from schemas.source import Cell, Paragraph, Style, Table
from tests.plans import table_words as words
from tests.plans.gold import Done, Draft

UNSAID = "?"  # whatever is read here is not held against the reader
Form = Literal[
    "none", "two-cells", "spread", "unlabelled", "capitals", "two-levels", "decimal", "letters", "bold"
]

# What may stand beside the number and the task; the order is the author's.
BESIDE = (
    ("lead", "coordinating", "deadline"),
    ("lead", "coordinating", "deadline", "deliverable"),
    ("lead", "deadline"),
    ("lead", "coordinating", "begin", "end"),
    ("together", "deadline", "deliverable"),
    ("lead", "coordinating", "deadline", "budget", "note"),
    ("lead", "coordinating", "deadline", "extra", "deliverable"),
    ("lead", "coordinating", "quarters"),
    ("lead", "months"),
    ("lead", "years", "note"),
)
PERIODS = {
    "quarters": ("Quý I", "Quý II", "Quý III", "Quý IV"),
    "months": tuple(str(month) for month in range(1, 13)),
    "years": ("2025", "2026", "2027"),
}
PERIOD_HEADS = {"quarters": "Thời gian thực hiện", "months": "Tháng", "years": "Lộ trình thực hiện"}


@dataclass
class _Grid:
    """Rows of cell texts; a spec of spans over them."""

    columns: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # (row, col) -> height, width
    bold: set[int] = field(default_factory=set)

    def table(self, *, merges: bool, header_rows: int) -> Table:
        covered = {
            (r, c): top
            for top, (height, width) in self.spans.items()
            for r in range(top[0], top[0] + height)
            for c in range(top[1], top[1] + width)
            if (r, c) != top
        }
        cells: list[Cell] = []
        for r, row in enumerate(self.rows):
            for c, text in enumerate(row):
                if (r, c) in covered:
                    if not merges:
                        cells.append(Cell("", r, c))
                    continue
                height, width = self.spans.get((r, c), (1, 1)) if merges else (1, 1)
                blocks = (Paragraph(text, style=Style(bold=r in self.bold)),) if merges and text else ()
                cells.append(Cell(text, r, c, row_span=height, col_span=width, blocks=blocks))
        return Table(
            len(self.rows), len(self.columns), tuple(cells), shows_merges=merges, header_rows=header_rows
        )

    def add(self, values: dict[str, str], **placed: str) -> int:
        """Add a row from values by column; a further keyword is the text of that column. Return its index."""
        said = {**values, **placed}
        self.rows.append([said.get(column, "") for column in self.columns])
        return len(self.rows) - 1


def write_table(draft: Draft, appendix: str | None) -> None:
    """Write a task table of random form; its tasks are added to the gold."""
    pick = draft.pick
    numbered = not draft.chance(0.12)
    beside = list(pick.choice(BESIDE))
    if draft.chance(0.4) and not {"begin", *PERIODS} & set(beside):
        pick.shuffle(beside)
    grid = _Grid(tuple(_spread([*(["stt"] if numbered else []), "task", *beside])))
    _write_head(draft, grid)
    header_rows = len(grid.rows)
    form = _form(draft, numbered=numbered)
    names = pick.sample(words.GROUPS, pick.randint(2, 3)) if form != "none" else [""]
    running = draft.chance(0.3) and form not in ("decimal", "letters")
    count = 0
    for index, name in enumerate(names):
        group = _write_group(draft, grid, form, index, name) if name else ()
        count = _write_tasks(draft, grid, appendix, form, index, group, count if running else 0)
    if draft.chance(0.2):
        ending = pick.choice(words.ENDINGS).format(count=count)
        grid.spans[grid.add({}, **{grid.columns[0]: ending}), 0] = (1, len(grid.columns))
    table = grid.table(
        merges=draft.styled, header_rows=header_rows if draft.styled and draft.chance(0.5) else 0
    )
    draft.blocks.append(table)


def _spread(columns: list[str]) -> list[str]:
    """Give a column of its own to each period: `quarters` becomes `quarters 0`, `quarters 1`, ..."""
    return [
        f"{column} {at}" if column in PERIODS else column
        for column in columns
        for at in range(len(PERIODS.get(column, "?")))
    ]


def _form(draft: Draft, *, numbered: bool) -> Form:
    if draft.chance(0.3):
        return "none"
    if not numbered:
        return draft.pick.choice(["bold", "spread"]) if draft.styled else "spread"
    return draft.pick.choice(
        [
            "two-cells",
            "two-cells",
            "spread",
            "spread",
            "unlabelled",
            "capitals",
            "two-levels",
            "decimal",
            "letters",
        ]
    )


def _write_head(draft: Draft, grid: _Grid) -> None:
    columns = grid.columns
    names = [_heading(draft, column) for column in columns]
    wide = _wide_headings(draft, columns)
    if wide:
        top, below = [*names], ["" for _ in columns]
        for start, (title, leaves) in wide.items():
            top[start : start + len(leaves)] = [title, *[""] * (len(leaves) - 1)]
            below[start : start + len(leaves)] = leaves
            grid.spans[0, start] = (1, len(leaves))
        taken = {start + at for start, (_, leaves) in wide.items() for at in range(len(leaves))}
        grid.spans |= {(0, col): (2, 1) for col in range(len(columns)) if col not in taken}
        grid.rows += [top, below]
    else:
        case = draft.pick.choice([str, str.upper])
        grid.rows.append([case(name) for name in names])
    if draft.chance(0.2):
        numbers = draft.pick.choice(
            [
                [f"({i})" for i in range(1, len(columns) + 1)],
                ["A", "B", *map(str, range(1, len(columns) - 1))],
            ]
        )
        grid.rows.append(numbers)
    grid.bold |= set(range(len(grid.rows)))


def _heading(draft: Draft, column: str) -> str:
    role = {"begin": "deadline", "end": "deadline", "together": "lead"}.get(column, column)
    if column == "together":
        return draft.pick.choice(["Đơn vị thực hiện", "Phân công thực hiện", "Chủ trì, phối hợp"])
    if column in ("begin", "end"):
        return {"begin": "Bắt đầu", "end": "Hoàn thành"}[column]
    return draft.pick.choice(words.HEADERS[role]) if role in words.HEADERS else ""


def _wide_headings(draft: Draft, columns: tuple[str, ...]) -> dict[int, tuple[str, list[str]]]:
    """Return the headings that stand over several columns: first column -> title, the headings below it."""
    found: dict[int, tuple[str, list[str]]] = {}
    for col, column in enumerate(columns):
        name, _, at = column.partition(" ")
        if at == "0":
            found[col] = (PERIOD_HEADS[name], list(PERIODS[name]))
    for (left, right), (titles, leaves) in words.PAIRS.items():
        if (left, right) in pairwise(columns):
            always = left == "begin" or found
            if always or (draft.styled and draft.chance(0.2)):
                found[columns.index(left)] = (draft.pick.choice(titles), list(leaves))
    return found


def _write_group(draft: Draft, grid: _Grid, form: Form, index: int, name: str) -> tuple[str, ...]:
    """Write the rows above a group's tasks and return its path as it must be read."""
    if form in ("two-cells", "capitals", "decimal", "letters"):
        label = {"two-cells": words.ROMANS[index], "capitals": words.CAPITALS[index]}.get(
            form, str(index + 1)
        )
        grid.add({}, stt=label, task=name)
        return (f"{label}. {name}",)
    if form == "bold":
        grid.bold.add(grid.add({}, task=name))
        return (name,)
    if form == "two-levels":
        _write_wide(grid, outer := f"{words.CAPITALS[index]}. {name.upper()}")
        inner = f"Phần việc {index + 1}"
        grid.add({}, stt="I", task=inner)
        return (outer, f"I. {inner}")
    _write_wide(grid, title := name if form == "unlabelled" else f"{words.ROMANS[index]}. {name}")
    return (title,)


def _write_wide(grid: _Grid, text: str) -> None:
    row = grid.add({}, **{grid.columns[0]: text})
    grid.spans[row, 0] = (1, len(grid.columns))


def _write_tasks(
    draft: Draft,
    grid: _Grid,
    appendix: str | None,
    form: Form,
    index: int,
    group: tuple[str, ...],
    count: int,
) -> int:
    """Write a group's tasks, some of their cells merged downwards; return the number of the last one."""
    pick = draft.pick
    merged = pick.choice([None, None, "lead", "coordinating", "deadline"])
    merged = merged if merged in grid.columns else None
    first = len(grid.rows)
    rows = pick.randint(2, 5)
    above: dict[str, str] = {}
    for at in range(rows):
        count += 1
        stt = {"decimal": f"{index + 1}.{at + 1}", "letters": f"{words.LETTERS[at]})"}.get(form, str(count))
        printed, said = _task(draft, grid.columns, stt)
        if merged and at:
            printed[merged] = said[merged] = above[merged]
        elif merged:
            printed[merged] = said[merged] = printed[merged] or pick.choice(words.LEADS)
        above = printed
        grid.add(printed)
        draft.gold.tasks.append(_done(draft, appendix, group, said, merged if at else None))
    if merged:
        grid.spans[first, grid.columns.index(merged)] = (rows, 1)
    return count


def _task(draft: Draft, columns: tuple[str, ...], stt: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return a task as its row prints it, by column, and what must be read from it, by role."""
    pick = draft.pick
    done = {task.task for task in draft.gold.tasks}
    more = [f"{text} {when}" for when in ("năm sau", "giai đoạn hai") for text in words.TASKS]
    left = [text for text in words.TASKS if text not in done] or [text for text in more if text not in done]
    said = {
        "stt": stt if "stt" in columns else "",
        "task": pick.choice(left),
        "lead": pick.choice(words.LEADS),
        "coordinating": pick.choice([*words.LEADS, ""]),
        "deadline": pick.choice(words.DEADLINES),
        "deliverable": pick.choice([*words.PRODUCTS, ""]),
    }
    said = {
        role: text
        for role, text in said.items()
        if role in ("stt", "task", "lead", "deadline") or role in columns
    }
    printed = {**said, "budget": "120", "note": "", "extra": "Sở Nội vụ"}
    if "together" in columns:
        said["coordinating"] = pick.choice([unit for unit in words.LEADS if unit != said["lead"]])
        printed["together"] = pick.choice(words.TOGETHER).format(**said)
    if "begin" in columns:
        printed |= {"begin": pick.choice(["01/3/2025", ""]), "end": "30/6/2025"}
        said["deadline"] = "; ".join(
            f"{name}: {printed[key]}"
            for key, name in (("begin", "Bắt đầu"), ("end", "Hoàn thành"))
            if printed[key]
        )
    for name, leaves in PERIODS.items():
        if f"{name} 0" not in columns:
            continue
        ticked = sorted(pick.sample(range(len(leaves)), pick.randint(1, 2)))
        printed |= {f"{name} {at}": "x" for at in ticked}
        before = "Tháng " if name == "months" else ""
        said["deadline"] = "; ".join(f"{before}{leaves[at]}: x" for at in ticked)
    return printed, said


def _done(
    draft: Draft, appendix: str | None, group: tuple[str, ...], said: dict[str, str], carried: str | None
) -> Done:
    shown: dict[str, str | None] = {
        key: said.get(key) or None for key in ("stt", "lead", "coordinating", "deadline", "deliverable")
    }
    if not draft.styled:  # a text file shows neither that a cell is merged nor that it is blank by intent
        shown |= {key: UNSAID for key in ("lead", "coordinating", "deadline") if key == carried}
        shown |= {"coordinating": UNSAID} if said.get("coordinating") == "" else {}
    return Done(
        appendix,
        group,
        shown["stt"],
        said["task"],
        shown["lead"],
        shown["coordinating"],
        shown["deadline"],
        shown["deliverable"],
    )
