"""The output tables in Arrow's types, from the one listing of columns."""

from typing import TYPE_CHECKING

import pyarrow as pa

from schemas.tables import ColumnType, TableSpec

if TYPE_CHECKING:
    import pandas as pd

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "int": pa.int32(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}


def arrow_schema(spec: TableSpec) -> pa.Schema:
    """Return the table's Arrow schema; descriptions are field metadata."""
    return pa.schema(
        [
            pa.field(
                column.name,
                ARROW_TYPES[column.type],
                nullable=not column.required,
                metadata={"description": column.description, "title_vi": column.title_vi},
            )
            for column in spec.columns
        ]
    )


def arrow_table(frame: "pd.DataFrame", spec: TableSpec) -> pa.Table:
    """Return the frame as an Arrow table in contract order; helper columns are left out.

    Raises:
        pyarrow.ArrowException: a value does not fit its column's type.
    """
    return pa.Table.from_pandas(
        frame, schema=arrow_schema(spec), preserve_index=False
    ).replace_schema_metadata(None)
