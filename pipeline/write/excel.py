"""plans.xlsx: the tables as sheets, for people who look and do not query."""

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter

from schemas.tables import TABLES, TableColumn

ROW_LIMIT = 1_048_576  # rows that a sheet can hold, the header included
CELL_LIMIT = 32_767  # characters that a cell can hold
WIDTHS = {"int": 9, "float": 9, "bool": 9, "date": 12, "datetime": 18}  # characters
WIDEST = 60  # characters of a column of text; what is longer is wrapped
FILTER_ARROW = 3  # characters that the filter's button takes beside a title
OPENED_AT = "tasks"


def write_workbook(parquet: Path, path: Path) -> None:
    """Write the tables of a parquet folder as one workbook.

    Text is written as text: a task that begins with `-` or `=` is no formula. A table that is longer than a sheet
    goes on in a second one.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    # The date of making is fixed: the same tables give the same bytes.
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": dt.datetime(2025, 1, 1)})
        formats = {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF7"}
            ),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
            "datetime": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for name, spec in TABLES.items():
            _write_table(book, parquet / f"{name}.parquet", spec.title_vi, spec.columns, formats)
        book.get_worksheet_by_name(TABLES[OPENED_AT].title_vi).activate()


def _write_table(
    book: xlsxwriter.Workbook,
    parquet: Path,
    title: str,
    columns: tuple[TableColumn, ...],
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    sheet, row, number = None, 0, 0
    widths = [WIDTHS.get(column.type, 0) for column in columns]
    widths = [max(width, len(c.title_vi) + FILTER_ARROW) for width, c in zip(widths, columns, strict=True)]
    for batch in pq.ParquetFile(parquet).iter_batches():
        for values in batch.to_pylist():
            if sheet is None or row >= ROW_LIMIT:
                _close(sheet, row, widths)
                number += 1
                sheet = _open(book, title if number == 1 else f"{title} {number}", columns, formats)
                row = 1
            for index, column in enumerate(columns):
                value = values[column.name]
                _write_cell(sheet, row, index, value, column, formats)
                if column.type == "string" and value:
                    widths[index] = max(widths[index], min(WIDEST, max(map(len, value.split("\n"))) + 1))
            row += 1
    if sheet is None:
        sheet, row = _open(book, title, columns, formats), 1
    _close(sheet, row, widths)


def _open(
    book: xlsxwriter.Workbook,
    title: str,
    columns: tuple[TableColumn, ...],
    formats: dict[str, xlsxwriter.format.Format],
) -> xlsxwriter.workbook.Worksheet:
    sheet = book.add_worksheet(title[:31])
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.write_string(0, index, column.title_vi, formats["head"])
    return sheet


def _close(sheet: xlsxwriter.workbook.Worksheet | None, row: int, widths: list[int]) -> None:
    if sheet is not None:
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.autofilter(0, 0, max(row - 1, 1), len(widths) - 1)


def _write_cell(
    sheet: xlsxwriter.workbook.Worksheet,
    row: int,
    index: int,
    value: object,
    column: TableColumn,
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    if value is None:
        return
    if column.type == "string":
        sheet.write_string(row, index, str(value)[:CELL_LIMIT], formats["text"])
    elif column.type == "bool":
        sheet.write_boolean(row, index, bool(value))
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, index, value.replace(tzinfo=None), formats["datetime"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, index, dt.datetime(value.year, value.month, value.day), formats["date"])
    else:
        sheet.write_number(row, index, float(str(value)))
