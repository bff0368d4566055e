"""Frames have the contract's types whatever is in them."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from pipeline.stages.frames import DTYPES, listed, make_frame, rows_of, typed, values
from schemas.tables import TABLES, ColumnType

EXAMPLES: dict[ColumnType, object] = {
    "string": "Sở Tài chính",
    "int": 3,
    "float": 0.5,
    "bool": False,
    "date": date(2026, 6, 30),
    "datetime": datetime(2026, 6, 30, 8, tzinfo=UTC),
}


@pytest.mark.parametrize("kind", DTYPES)
def test_values_have_their_type_also_where_all_are_missing(kind: ColumnType) -> None:
    for items in ([], [None, None], [EXAMPLES[kind], None]):
        array = values(items, kind)
        assert array.dtype == DTYPES[kind]
        assert listed(pd.Series(array)) == items


def test_what_is_no_number_is_empty() -> None:
    assert listed(pd.Series(values([float("nan"), pd.NA, 1.5], "float"))) == [None, None, 1.5]


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_has_all_columns_in_order_with_or_without_rows(table: str) -> None:
    spec = TABLES[table]
    row = {column.name: EXAMPLES[column.type] for column in spec.columns}
    for rows in ([], [row], [row, {}]):
        frame = make_frame(rows, table)
        assert list(frame) == spec.column_names
        assert list(frame.dtypes) == [DTYPES[column.type] for column in spec.columns]
        assert len(frame) == len(rows)


def test_helpers_stand_behind_the_columns_as_strings() -> None:
    frame = make_frame([{"doc_id": "d"}, {"doc_id": "e", "_helper": "x"}], "recipients")
    assert frame.columns[-1] == "_helper"
    assert list(rows_of(frame, ("doc_id", "_helper"))) == [("d", None), ("e", "x")]


def test_an_empty_frame_is_nobody_elses() -> None:
    frame = make_frame([], "recipients")
    frame["text"] = values([], "int")
    assert make_frame([], "recipients")["text"].dtype == DTYPES["string"]


def test_a_frame_of_other_types_gets_the_contracts() -> None:
    loose = pd.DataFrame({"ordinal": [1.0, None], "text": ["a", None], "beside": [1, 2]})
    frame = typed(loose, "recipients")
    assert frame["ordinal"].dtype == DTYPES["int"]
    assert frame["text"].dtype == DTYPES["string"]
    assert frame["beside"].dtype == loose["beside"].dtype
    assert typed(frame, "recipients") is frame
