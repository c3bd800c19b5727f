"""The tables as CSV with a Frictionless data dictionary, as Parquet, and as one workbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.output import render
from kg.exports.tables import TABLES, Flat, filled
from kg.workbook import write_workbook
from ontology.errors import StoreError

if TYPE_CHECKING:
    from kg.store import Store


def csv_folder(store: Store, target: Path) -> str:
    """Write ``organizations.csv``, ``deals.csv`` and so on, and ``datapackage.json``, which describes them."""
    target.mkdir(parents=True, exist_ok=True)
    counted = []
    for flat, table in filled(store):
        text = render(table.columns, table.rows, "csv")
        (target / f"{flat.name}.csv").write_text(text, encoding="utf-8", newline="")
        counted.append(f"{len(table)} {flat.name}")
    package = json.dumps(data_package(), ensure_ascii=False, indent=2) + "\n"
    (target / "datapackage.json").write_text(package, encoding="utf-8")
    return ", ".join(counted)


def parquet_folder(store: Store, target: Path) -> str:
    """Write ``organizations.parquet`` and so on; raise :class:`StoreError` when pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        needed = "expected the extra [tables] (pip install 'biotech-partnership-graph[tables]')"
        raise StoreError(f"{target}: Parquet needs pyarrow, which is not installed; {needed}") from None
    target.mkdir(parents=True, exist_ok=True)
    types = {"string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64()}
    counted = []
    for flat, table in filled(store):
        fields = [pyarrow.field(one.name, types[one.type], metadata={"description": one.says}) for one in flat.columns]
        columns = [[_as(row[place], one.type) for row in table.rows] for place, one in enumerate(flat.columns)]
        arrays = [pyarrow.array(column, type=field.type) for column, field in zip(columns, fields, strict=True)]
        parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields)), target / f"{flat.name}.parquet")
        counted.append(f"{len(table)} {flat.name}")
    return ", ".join(counted)


def workbook(store: Store, target: Path) -> str:
    """Write one workbook with a sheet for each table and one that says what the columns hold."""
    sheets: dict[str, tuple[tuple[str, ...], list[tuple[object, ...]]]] = {}
    for flat, table in filled(store):
        sheets[flat.name] = (table.columns, list(table.rows))
    says = [(flat.name, one.name, one.type, one.says) for flat in TABLES for one in flat.columns]
    sheets["columns"] = (("table", "column", "type", "holds"), list(says))
    write_workbook(target, sheets)
    return ", ".join(f"{len(rows)} {name}" for name, (_, rows) in sheets.items() if name != "columns")


def data_package() -> dict[str, object]:
    """Return the Frictionless data package that describes the tables."""
    return {
        "profile": "tabular-data-package",
        "name": "biotech-partnerships",
        "title": "Biotech partnerships: who works with whom, on what, in which role, and which sentence says so",
        "resources": [_resource(flat) for flat in TABLES],
    }


def _resource(flat: Flat) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [{"name": one.name, "type": one.type, "description": one.says} for one in flat.columns]
    }
    if flat.key:
        schema["primaryKey"] = list(flat.key)
    keys = [
        {"fields": one.name, "reference": {"resource": one.of, "fields": one.name}} for one in flat.columns if one.of
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": flat.name,
        "path": f"{flat.name}.csv",
        "profile": "tabular-data-resource",
        "description": flat.says,
        "encoding": "utf-8",
        "schema": schema,
    }


def _as(value: object, kind: str) -> object:
    if value is None:
        return None
    return str(value) if kind == "string" else float(str(value)) if kind == "number" else int(str(value))
