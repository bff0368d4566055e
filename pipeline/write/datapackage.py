"""datapackage.json: a Frictionless Data Package over csv/, so that tools know types, keys and meanings."""

import json
from collections.abc import Mapping
from pathlib import Path

from schemas.tables import CONTRACT_VERSION, TABLES, ColumnType, TableSpec

_TYPES: Mapping[ColumnType, str] = {
    "string": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "date": "date",
    "datetime": "datetime",
}


def table_schema(spec: TableSpec) -> dict[str, object]:
    """Return the Frictionless Table Schema of one table."""
    schema: dict[str, object] = {
        "fields": [
            {
                "name": column.name,
                "type": _TYPES[column.type],
                "title": column.title_vi,
                "description": column.description,
                "constraints": {"required": column.required},
            }
            for column in spec.columns
        ],
        "missingValues": [""],
    }
    if spec.primary_key:
        schema["primaryKey"] = list(spec.primary_key)
    # A composite key that is empty in a part (a unit that was not recognised) counts as broken for validators.
    required = {column.name for column in spec.columns if column.required}
    keys = [key for key in spec.foreign_keys if len(key.columns) == 1 or required.issuperset(key.columns)]
    if keys:
        schema["foreignKeys"] = [
            {
                "fields": list(key.columns),
                "reference": {"resource": key.table, "fields": list(key.references)},
            }
            for key in keys
        ]
    return schema


def data_package() -> dict[str, object]:
    """Return the descriptor of an output folder."""
    return {
        "profile": "tabular-data-package",
        "name": "kehoach",
        "title": "Tasks, units and deadlines read from official plans (Kế hoạch)",
        "version": f"{CONTRACT_VERSION}.0.0",
        "contract_version": CONTRACT_VERSION,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": spec.name,
                "path": f"csv/{spec.name}.csv",
                "title": spec.title_vi,
                "description": spec.description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": table_schema(spec),
            }
            for spec in TABLES.values()
        ],
    }


def write_data_package(folder: Path) -> None:
    """Write folder/datapackage.json."""
    text = json.dumps(data_package(), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", "utf-8")
