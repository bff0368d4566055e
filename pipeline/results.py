"""The tables of an output folder as frames, for the commands that use what was converted."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from schemas.errors import NotAnOutputError
from schemas.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa


def read_tables(output: Path, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return tables of an output folder by name, typed as the contract says; dates are dates, unknown is NA.

    They are read from parquet/, those that are not there from csv/.

    Raises:
        NotAnOutputError: one of them is not there.
    """
    frames = {}
    for name in names:
        try:
            table = _read_table(output, name)
            frames[name] = table.to_pandas(types_mapper=_dtypes().get, date_as_object=True)
        except FileNotFoundError as error:
            raise NotAnOutputError(f"{output} holds no table {name}: say kehoach convert first") from error
    return {name: frames[name] for name in TABLES if name in frames}


def _read_table(output: Path, name: str) -> "pa.Table":
    import pyarrow.parquet as pq
    from pyarrow import csv

    from pipeline.write.arrow import arrow_schema

    path = output / "parquet" / f"{name}.parquet"
    if path.exists():
        return pq.read_table(path)
    schema = arrow_schema(TABLES[name])
    types = csv.ConvertOptions(
        column_types={field.name: field.type for field in schema}, null_values=[""], strings_can_be_null=True
    )
    lines = csv.ParseOptions(newlines_in_values=True)
    return csv.read_csv(output / "csv" / f"{name}.csv", parse_options=lines, convert_options=types)


def _dtypes() -> dict[object, object]:
    import pyarrow as pa

    return {pa.string(): pd.StringDtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}


def csv_text(frame: pd.DataFrame) -> str:
    """Return a frame as CSV the way the tables are written: a header, LF line ends, unknown cells empty."""
    return str(frame.to_csv(index=False, lineterminator="\n"))
