"""All the files of data/ to Tables."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from reportgen.data.cells import ColumnType, Value
from reportgen.data.columns import Part, type_columns
from reportgen.data.faults import Faults
from reportgen.data.records import read_records
from reportgen.data.references import check_keys, check_references
from reportgen.data.schema import Schema, TableSchema, load_schema
from reportgen.data.source import read_source
from reportgen.model.tables import Table, Tables
from reportgen.problems import Problems

FOLDER = Path("data")
_DTYPES: dict[ColumnType, str] = {"int": "Int64", "decimal": "object", "list": "object"}


def load_tables(root: Path, problems: Problems) -> Tables:
    """All tables that data/schema.toml declares, typed, with their references resolved.

    Gives:  a table that cannot be read has no rows; cases have the columns sector and year as well, placements the
            country of their organisation.
    Fails:  the problems data-*, at most 50 a file; those of data/schema.toml, and then there is no table.
    """
    schema = load_schema(root, problems)
    faults = {name: [Faults(file) for file in list_files(root, table)] for name, table in schema.items()}
    parts = read_parts(root, schema, faults)
    for name, table in schema.items():
        check_keys(table, parts[name])
    check_references(schema, parts)
    for each in faults.values():
        for file in each:
            file.hand_over(problems)
    return Tables(named=_with_derived({name: _table(schema[name], parts[name]) for name in schema}))


def read_parts(root: Path, schema: Schema, faults: Mapping[str, Sequence[Faults]]) -> Mapping[str, Sequence[Part]]:
    """The files of each table, as far as they can be read."""
    return {name: [p for f in faults[name] if (p := _read(root, schema[name], f))] for name in schema}


def list_files(root: Path, table: TableSchema) -> list[Path]:
    """The files of a table, relative to the root; what the schema says where there are none."""
    if "*" not in table.file:
        return [FOLDER / table.file]
    found = sorted(path.relative_to(root) for path in (root / FOLDER).glob(table.file))
    return found or [FOLDER / table.file]


def _read(root: Path, schema: TableSchema, faults: Faults) -> Part | None:
    source = read_source(root, faults)
    records = read_records(source.text, schema, faults) if source else None
    return type_columns(records, schema, faults, source.sha256) if source and records else None


def _table(schema: TableSchema, parts: Sequence[Part]) -> Table:
    order = parts[0].columns if parts else schema.columns
    cells = {name: [value for part in parts for value in part.columns[name]] for name in order}
    lines = pd.Index([line for part in parts for line in part.lines], dtype="int64", name="line")
    frame = pd.DataFrame({name: _series(schema.columns[name].type, cells[name], lines) for name in order}, index=lines)
    several = "*" in schema.file
    if several:
        frame["file"] = pd.Series([str(p.faults.file) for p in parts for _ in p.lines], index=lines, dtype="str")
    return Table(
        name=schema.name,
        file=FOLDER / (Path(schema.file).parent if several else schema.file),
        frame=frame,
        provenance=schema.provenance,
        hashes={str(part.faults.file): part.sha256 for part in parts},
        labels={name: column.label for name, column in schema.columns.items()},
    )


def _series(kind: ColumnType, values: Sequence[Value | None], lines: "pd.Index[int]") -> "pd.Series[Any]":
    cells = [pd.NA if value is None else value for value in values]
    return pd.Series(cells, index=lines, dtype=_DTYPES.get(kind, "str"))


def _with_derived(tables: dict[str, Table]) -> dict[str, Table]:
    """The tables, the cases with the sector of their segment and their year, the placements with their country."""
    if "cases" in tables:
        cases, taxonomy = tables["cases"].frame, tables["taxonomy"].frame
        sectors = dict(zip(taxonomy["segment_id"], taxonomy["sector"], strict=True))
        cases["sector"] = cases["segment_id"].map(lambda segment: sectors.get(segment, "")).astype("str")
        cases["year"] = pd.to_numeric(cases["date"].str[:4], errors="coerce").astype("Int64")
    if "placements" in tables:
        placements, organisations = tables["placements"].frame, tables["organisations"].frame
        countries = dict(zip(organisations["id"], organisations["country"], strict=True))
        placements["country"] = placements["organisation"].map(lambda id_: countries.get(id_, "")).astype("str")
    return tables
