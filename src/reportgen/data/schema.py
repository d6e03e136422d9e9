"""data/schema.toml: which tables and columns there are, and what may stand in their cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from reportgen.data.cells import EXAMPLES, TYPES, ColumnType, Value, read_cell
from reportgen.model.both import Both
from reportgen.model.facts import Provenance
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader, load_toml

FILE = Path("data/schema.toml")
_TABLE_KEYS = ("file", "provenance", "key", "one_of", "columns")
_COLUMN_KEYS = ("type", "label", "required", "aliases", "references", "names", "fixes")
_BOUNDS = ("min", "max")
_KEYS_OF: Mapping[ColumnType, tuple[str, ...]] = {
    "int": _BOUNDS,
    "decimal": _BOUNDS,
    "year_month": _BOUNDS,
    "date": _BOUNDS,
    "choice": ("choices", "values"),
    "list": ("separators",),
}
_USED = {  # what the program asks for by name
    "cases": ("date", "country", "industry", "segment_id", "scenario_id", "stage"),
    "taxonomy": ("sector", "segment_id", "segment_zh", "segment_en", "scenario_id", "scenario_zh", "scenario_en"),
    "organisations": ("id", "name_zh", "name_en", "country", "status", "homepage", "source"),
    "placements": ("organisation", "landscape", "segment_id", "role"),
    "published": ("id", "alias", "value", "hedge", "unit", "source"),
    "glossary": ("zh", "en", "note"),
    "names": ("kind", "id", "zh", "en"),
}
_TYPED: Mapping[tuple[str, ...], ColumnType] = {  # what it computes with
    ("cases", "columns", "date", "type"): "year_month",
    ("published", "columns", "value", "type"): "decimal",
}
_COLUMN = '{ type = "…", label = { zh = "…", en = "…" } }'
_FILE_NAME = re.compile(r"[\w-]+(/\*)?\.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSchema:
    """What one column holds."""

    type: ColumnType
    label: Both[str]
    required: bool = False  # no cell is empty
    aliases: tuple[str, ...] = ()  # other names that its header may have
    choices: tuple[str, ...] = ()  # of a choice
    values: Mapping[str, str] = field(default_factory=dict)  # other words for a choice: 概念验证 -> poc
    least: Value | None = None
    most: Value | None = None
    separators: str = ""  # of a list
    references: tuple[str, str] = ("", "")  # table and column that has each value; empty words have none
    names: str = ""  # kind of name that each value has in the table names; "" has none
    fixes: tuple[str, ...] = ()  # columns whose cells follow from it: those of the row that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSchema:
    """What one table holds, and in which files."""

    name: str
    file: str  # below data/; with * a table of several files
    provenance: Provenance
    key: tuple[str, ...]  # columns that together name a row
    one_of: tuple[str, ...]  # columns of which a row fills at least one
    columns: Mapping[str, ColumnSchema]


Schema: TypeAlias = Mapping[str, TableSchema]


def load_schema(root: Path, problems: Problems) -> Schema:
    """All tables that data/schema.toml declares, in its order; none where anything in it is wrong.

    Fails:  problem file-missing, text-encoding, toml-syntax, toml-key-unknown, toml-key-missing, toml-key-value,
            toml-key-choice.
    """
    source = load_toml(root, FILE, problems)
    if source is None:
        return {}
    read = KeyReader(source, problems)
    schema = {name: _table(read, name) for name in read.tables()}
    for table in schema.values():
        _check_columns(read, table, schema)
    for name, columns in _USED.items():
        for column in columns:
            read.need(dict, name, "columns", column, example=_COLUMN)
    for at, kind in _TYPED.items():
        if read.value(*at) not in (None, kind):
            read.wrong(kind, *at)
    return schema if read.sound else {}


def _table(read: KeyReader, name: str) -> TableSchema:
    read.only(_TABLE_KEYS, name)
    example = f'"{name}.csv", "{name}/*.csv"'
    file = read.need(str, name, "file", example=example)
    if file is not None and not _FILE_NAME.fullmatch(file):
        read.wrong(example, name, "file")
    return TableSchema(
        name=name,
        file=file or "",
        provenance=read.need_choice(Provenance, name, "provenance") or Provenance.SAMPLE,
        key=read.take_texts(name, "key"),
        one_of=read.take_texts(name, "one_of"),
        columns={column: _column(read, name, "columns", column) for column in read.tables(name, "columns")},
    )


def _column(read: KeyReader, *at: str) -> ColumnSchema:
    kind = read.need_choice(TYPES, *at, "type") or "text"
    read.only((*_COLUMN_KEYS, *_KEYS_OF.get(kind, ())), *at)
    others: dict[str, object] = read.take({}, *at, "values")
    table, _, column = read.take("", *at, "references").partition(".")
    return ColumnSchema(
        type=kind,
        label=read.need_both(*at, "label"),
        required=read.take(False, *at, "required"),
        aliases=read.take_texts(*at, "aliases"),
        choices=read.take_texts(*at, "choices"),
        values={word: read.take("", *at, "values", word) for word in others},
        least=_bound(read, kind, *at, "min"),
        most=_bound(read, kind, *at, "max"),
        separators=read.take("；;", *at, "separators"),
        references=(table, column),
        names=read.take("", *at, "names"),
        fixes=read.take_texts(*at, "fixes"),
    )


def _bound(read: KeyReader, kind: ColumnType, *at: str) -> Value | None:
    if kind not in EXAMPLES or read.value(*at) is None:
        return None
    bound = read_cell(str(read.value(*at)), kind)
    if bound is None:
        read.wrong(EXAMPLES[kind], *at)
    return bound


def _check_columns(read: KeyReader, table: TableSchema, schema: Schema) -> None:
    for key in ("key", "one_of"):
        for i in range(len(read.take([], table.name, key))):
            read.need_choice(table.columns, table.name, key, i)
    for name, column in table.columns.items():
        target, field = column.references
        if target and (target not in schema or field not in schema[target].columns):
            read.wrong("taxonomy.segment_id", table.name, "columns", name, "references")
        told = schema[target].columns if target in schema else table.columns
        for i in range(len(column.fixes)):
            read.need_choice([n for n in table.columns if n in told], table.name, "columns", name, "fixes", i)
