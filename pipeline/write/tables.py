"""Frames to csv/ and parquet/, part by part, so that memory does not grow with the number of documents."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from pipeline.write.arrow import arrow_schema, arrow_table
from schemas.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

_CSV = pacsv.WriteOptions(include_header=True, quoting_style="needed", quoting_header="none", eol="\n")
_ISO_UTC = "%Y-%m-%dT%H:%M:%SZ"


def _for_csv(schema: pa.Schema) -> pa.Schema:
    fields = [pa.field(f.name, pa.string() if pa.types.is_timestamp(f.type) else f.type) for f in schema]
    return pa.schema(fields)


class TableWriter:
    """Writes all tables of one run under a folder; a context manager that closes its files.

    >>> with TableWriter(folder) as writer:  # doctest: +SKIP
    ...     writer.append(frames)
    """

    def __init__(self, folder: Path) -> None:
        self._csv: dict[str, pacsv.CSVWriter] = {}
        self._parquet: dict[str, pq.ParquetWriter] = {}
        self.rows = dict.fromkeys(TABLES, 0)
        for kind in ("csv", "parquet"):
            (folder / kind).mkdir(parents=True, exist_ok=True)
        for name, spec in TABLES.items():
            schema = arrow_schema(spec)
            self._csv[name] = pacsv.CSVWriter(
                folder / "csv" / f"{name}.csv", _for_csv(schema), write_options=_CSV
            )
            self._parquet[name] = pq.ParquetWriter(
                folder / "parquet" / f"{name}.parquet", schema, compression="zstd"
            )

    def append(self, frames: "Mapping[str, pd.DataFrame]") -> None:
        """Append each table's rows; a table without rows adds nothing."""
        for name, frame in frames.items():
            if name in TABLES and len(frame):
                self.append_arrow(name, arrow_table(frame, TABLES[name]))

    def append_arrow(self, name: str, table: pa.Table) -> None:
        """Append rows that are already in Arrow's types."""
        self.rows[name] += table.num_rows
        self._parquet[name].write_table(table.cast(self._parquet[name].schema))
        for index, column in enumerate(table.schema):
            if pa.types.is_timestamp(column.type):
                seconds = pc.cast(table[column.name], pa.timestamp("s", tz="UTC"), safe=False)
                table = table.set_column(index, column.name, pc.strftime(seconds, format=_ISO_UTC))
        self._csv[name].write_table(table.cast(_for_csv(table.schema)))

    def close(self) -> None:
        """Close every file; what was appended is complete then."""
        for writer in (*self._csv.values(), *self._parquet.values()):
            writer.close()

    def __enter__(self) -> "TableWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
