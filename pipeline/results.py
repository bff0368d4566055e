"""The tables of an output folder as frames, for the commands that use what was converted."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from schemas.errors import NotAnOutputError
from schemas.tables import TABLES


def read_tables(output: Path, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Return tables of an output folder by name, typed as the contract says; dates are dates, unknown is NA.

    Raises:
        NotAnOutputError: one of them is not there.
    """
    import pyarrow.parquet as pq

    frames = {}
    for name in names:
        path = output / "parquet" / f"{name}.parquet"
        try:
            frames[name] = pq.read_table(path).to_pandas(types_mapper=_dtypes().get, date_as_object=True)
        except FileNotFoundError as error:
            raise NotAnOutputError(f"{output} holds no table {name}: say kehoach convert first") from error
    return {name: frames[name] for name in TABLES if name in frames}


def _dtypes() -> dict[object, object]:
    import pyarrow as pa

    return {pa.string(): pd.StringDtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}


def csv_text(frame: pd.DataFrame) -> str:
    """Return a frame as CSV the way the tables are written: a header, LF line ends, unknown cells empty."""
    return str(frame.to_csv(index=False, lineterminator="\n"))
