"""Tables for a person at a terminal."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.scan import Scanned

PIPED_WIDTH = 160  # columns where the output goes into a file or another program, which have no width
_STATE_NAMES = {
    "overdue": ("quá hạn", "bold red"),
    "due": ("đến hạn", "yellow"),
    "recurring": ("định kỳ", "cyan"),
    "continuous": ("thường xuyên", "green"),
    "waiting": ("chờ", "magenta"),
    "undated": ("không rõ", "dim"),
}


def print_table(table: Table, to: Path | None = None) -> None:
    """Print a table as wide as the terminal; into a file where one is named.

    Raises:
        OSError: the file cannot be written.
    """
    if to is None:
        Console(width=None if sys.stdout.isatty() else PIPED_WIDTH).print(table)
        return
    with to.open("w", encoding="utf-8", newline="\n") as file:
        Console(file=file, width=PIPED_WIDTH).print(table)


def deadlines_table(found: pd.DataFrame, day: date) -> Table:
    """Return what `due` found as a table."""
    counts = found["state"].value_counts()
    said = ", ".join(
        f"{name} {counts[state]}" for state, (name, _) in _STATE_NAMES.items() if state in counts
    )
    table = Table(title=f"{day:%d/%m/%Y}: {said or '0'}", title_justify="left", show_lines=True, expand=True)
    ratios = {"Tình trạng": 2, "Ngày": 2, "Còn (ngày)": 2, "Thời hạn": 3, "Nhiệm vụ": 6, "Chủ trì": 3, "Phối hợp": 3,
              "Văn bản": 2}  # fmt: skip
    for name, ratio in ratios.items():
        table.add_column(name, ratio=ratio, min_width=5, overflow="fold")
    for row in found.astype(object).where(found.notna(), None).to_dict("records"):
        name, style = _STATE_NAMES[row["state"]]
        task = " - ".join(str(row[key]) for key in ("purpose", "task") if row[key])
        shown = (
            f"{row['due']:%d/%m/%Y}" if row["due"] else "",
            "" if row["days_left"] is None else str(row["days_left"]),
            row["expression"], task, row["lead"], row["coordinating"], row["code"],
        )  # fmt: skip
        table.add_row(Text(name, style=style), *(Text(str(cell or "")) for cell in shown))
    return table


def scan_table(rows: Iterable[Scanned]) -> Table:
    """Return what `scan` found as a table."""
    table = Table(show_lines=False)
    for name in ("Tệp", "Tình trạng", "Dạng", "Trang", "Lớp chữ", "Bảng mã", "Ghi chú"):
        table.add_column(name)
    for row in rows:
        style = "bold red" if row.state == "unreadable" else "dim" if row.state in ("done", "skipped") else ""
        cells = (row.state, row.format, row.pages, row.text, row.encoding, row.message or row.same_as)
        table.add_row(Text(row.name), *(Text(str(cell or ""), style=style) for cell in cells))
    return table
