"""plans.xlsx as a person meets it: text stays text, dates are dates, columns can be read and filtered."""

import datetime as dt
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.write.arrow import arrow_schema
from pipeline.write.excel import WIDEST, write_workbook
from schemas.tables import TABLES

TASK = {
    "doc_id": "0123456789abcdef",
    "task_id": "0123456789abcdef-t0001",
    "task": "- Rà soát =SUM(A1:A9)\nhttp://a.example/mau",
    "stt": "01",
    "note": "=1+1",
    "deadline_start": dt.date(2026, 1, 1),
    "table_index": 3,
}


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    for name, spec in TABLES.items():
        schema = pa.schema([field.with_nullable(True) for field in arrow_schema(spec)])
        rows = [TASK] if name == "tasks" else []
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), tmp_path / f"{name}.parquet")
    write_workbook(tmp_path, tmp_path / "plans.xlsx")
    return openpyxl.load_workbook(tmp_path / "plans.xlsx")


def cells(book: openpyxl.Workbook) -> dict[str, openpyxl.cell.Cell]:
    sheet = book[TABLES["tasks"].title_vi]
    return {column.name: cell for column, cell in zip(TABLES["tasks"].columns, sheet[2], strict=True)}


def test_text_is_text_whatever_it_begins_with(book: openpyxl.Workbook) -> None:
    found = cells(book)
    for name in ("task", "stt", "note"):
        assert (found[name].value, found[name].data_type) == (TASK[name], "s")
        assert found[name].hyperlink is None


def test_dates_are_dates_and_numbers_numbers(book: openpyxl.Workbook) -> None:
    found = cells(book)
    assert found["deadline_start"].value == dt.datetime(2026, 1, 1)
    assert found["deadline_start"].is_date
    assert found["table_index"].value == 3
    assert found["deadline_end"].value is None


def test_it_opens_at_the_tasks_with_a_fixed_header_and_filters(book: openpyxl.Workbook) -> None:
    sheet = book.active
    assert sheet.title == "Nhiệm vụ"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in sheet[1]] == [column.title_vi for column in TABLES["tasks"].columns]
    assert book.sheetnames == [spec.title_vi for spec in TABLES.values()]


def test_a_column_is_as_wide_as_its_title_and_its_words_need(book: openpyxl.Workbook) -> None:
    for dimension in book.active.column_dimensions.values():  # neighbours of one width are one entry
        assert dimension.width <= WIDEST + 1
        for index in range(dimension.min, dimension.max + 1):
            assert len(TABLES["tasks"].columns[index - 1].title_vi) < dimension.width
