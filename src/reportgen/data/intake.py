"""Another file's rows to a table of data/: headers and words translated, each row judged as strictly as any."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from reportgen.data.cells import Value
from reportgen.data.columns import Part, type_columns
from reportgen.data.faults import Faults
from reportgen.data.header import known_words
from reportgen.data.load import list_files, read_parts
from reportgen.data.meanings import FILE as MEANINGS
from reportgen.data.meanings import Meanings, load_meanings, say_meanings
from reportgen.data.records import records_of, split_rows
from reportgen.data.references import Parts, check_keys, check_part, known_values
from reportgen.data.schema import FILE as SCHEMA
from reportgen.data.schema import Schema, TableSchema, load_schema
from reportgen.data.source import decode
from reportgen.data.workbook import ENDINGS, read_workbook
from reportgen.nearest import close, nearest
from reportgen.problems import Place, Problems

FOLDER = Path("data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A table's file as it will be written, and what became of the other file's columns."""

    text: str
    rows: int
    columns: Mapping[str, str]  # header -> column of the table; "" was left out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What the new rows have to fit: the schema, and the tables that are there without the file to be written."""

    schema: Schema
    parts: Parts


def import_rows(
    file: Path, sheet: str, own: TableSchema, meanings: Meanings, around: _Around, faults: Faults
) -> Imported | None:
    """The rows of a workbook or CSV file in the columns of a table; None where it has no header that is known.

    Takes:  `sheet` of a workbook, "" for its first; `meanings`, for headers and words that the schema does not know.
    Gives:  ids in the place of names that the house prints for them.
    Fails:  problem import-column-unmapped; import-workbook, import-sheet; data-*, at the file's row and column.
    """
    text = _text_of(file, sheet, faults)
    taught = _taught(own, meanings)
    found = None if text is None else split_rows(text, taught, faults)
    if found is None:
        return None
    words = known_words(taught)
    left_out = frozenset(word for word, column in meanings.columns.items() if not column)
    free = [name for name in own.columns if name not in {words.get(word) for word in found.header.cells}]
    needed = [name for name in free if own.columns[name].required]
    for i, word in enumerate(found.header.cells, 1):
        if word and word not in words and word not in left_out:
            near = words.get(close(word, [known for known, name in words.items() if name in free]), "")
            guess = near or next(iter((*needed, *free)), "")
            expected = ", ".join(free)
            faults.error(found.header.line, i, "import-column-unmapped", found=word, nearest=guess, expected=expected)
    strange = frozenset(word for word in found.header.cells if word not in words)
    part = type_columns(records_of(found, taught, faults, strange), taught, faults, "")
    part = _with_ids(part, own, meanings, around)
    parts = {**around.parts, own.name: [*around.parts[own.name], part]}
    check_keys(own, parts[own.name])
    check_part(part, own, around.schema, parts)
    return Imported(
        text=_written([list(own.columns), *_cells(part, own)]),
        rows=len(part.lines),
        columns={word: words.get(word, "") for word in found.header.cells if word},
    )


def _with_ids(part: Part, own: TableSchema, meanings: Meanings, around: _Around) -> Part:
    """The rows with the id of each word that stands for one: by its name in print, or as it was taught."""
    columns = dict(part.columns)
    for name, column in own.columns.items():
        taught, known = meanings.values.get(name, {}), known_values(column, around.schema, around.parts) or {}
        if column.type == "text" and (taught or known):
            meant = [taught.get(str(value), str(value)) for value in columns[name]]
            columns[name] = [known.get(value, value) for value in meant]
    return replace(part, columns=columns)


def _text_of(file: Path, sheet: str, faults: Faults) -> str | None:
    if file.suffix.lower() in ENDINGS:
        rows = read_workbook(file, sheet, faults)
        return None if rows is None else _written(rows)
    return decode(file.read_bytes(), faults)


def _taught(schema: TableSchema, meanings: Meanings) -> TableSchema:
    """The schema with the headers and words that the meanings add."""
    headers: dict[str, tuple[str, ...]] = {}
    for word, name in meanings.columns.items():
        headers[name] = (*headers.get(name, ()), word)
    columns = {
        name: replace(
            column,
            aliases=(*column.aliases, *headers.get(name, ())),
            values={**column.values, **meanings.values.get(name, {})},
        )
        for name, column in schema.columns.items()
    }
    return replace(schema, columns=columns)


def _cells(part: Part, schema: TableSchema) -> list[list[str]]:
    columns = [
        [_text(value, schema.columns[name].separators) for value in part.columns[name]] for name in schema.columns
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _text(value: Value | None, separators: str) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return separators[:1].join(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def _written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What an import will write: the table's file, and data/import.toml with what was learned."""

    file: Path  # relative to the root
    text: str
    rows: int
    columns: Mapping[str, str]
    meanings_file: Path
    meanings: str


def import_table(
    root: Path,
    file: Path,
    table: str,
    sheet: str,
    columns: Sequence[tuple[str, str]],
    values: Sequence[tuple[str, str, str]],
    problems: Problems,
    *,
    replace: bool,
) -> Intake | None:
    """A file's rows as a table of `root`/data; None where they cannot all be read and mapped.

    Takes:  `columns`, headers with the column that each stands for, "" to leave it out; `values`, a column, a word and
            the choice that it stands for; `replace`, whether a file of the table may be written anew.
    Fails:  problem import-table, import-exists, import-*, data-* and those of data/schema.toml and data/import.toml.
    """
    schema = load_schema(root, problems)
    if table not in schema:
        if schema:
            problems.error(Place(SCHEMA), "import-table", found=table, nearest=nearest(table, schema))
        return None
    own = schema[table]
    known = load_meanings(root, own, problems)
    words: dict[str, Mapping[str, str]] = dict(known.values)
    for column, word, choice in values:
        words[column] = {**words.get(column, {}), word: choice}
    meanings = Meanings(columns={**known.columns, **dict(columns)}, values=words)
    _check_meanings(meanings, own, problems)
    target = FOLDER / own.file.replace("*", re.sub(r"[^\w-]+", "-", file.stem).strip("-") or table)
    if (root / target).exists() and not replace:
        problems.error(Place(target), "import-exists", file=str(target))
    problems.stop()
    faults = Faults(file)
    around = _Around(schema=schema, parts=_others(root, schema, target))
    found = import_rows(file, sheet, own, meanings, around, faults)
    faults.hand_over(problems)
    if found is None:
        return None
    remembered = (root / MEANINGS).read_text("utf-8") if (root / MEANINGS).exists() else ""
    return Intake(
        file=target,
        text=found.text,
        rows=found.rows,
        columns=found.columns,
        meanings_file=MEANINGS,
        meanings=say_meanings(remembered, table, meanings),
    )


def _others(root: Path, schema: Schema, target: Path) -> Parts:
    """The tables that are there, without the file `target`; their own faults are not this command's to tell."""
    faults = {
        name: [Faults(file) for file in list_files(root, table) if file != target] for name, table in schema.items()
    }
    return read_parts(root, schema, faults)


def _check_meanings(meanings: Meanings, own: TableSchema, problems: Problems) -> None:
    """Nothing; every column and choice that a word stands for is one of the table's.

    Fails:  problem import-meaning.
    """
    worded = tuple(n for n, c in own.columns.items() if c.choices or c.names or c.references[0])
    asked = [(name, tuple(own.columns)) for name in filter(None, meanings.columns.values())]
    asked += [(name, worded) for name in meanings.values]
    for column, words in meanings.values.items():
        if column in own.columns and own.columns[column].choices:
            asked += [(choice, own.columns[column].choices) for choice in words.values()]
    for found, choices in asked:
        if found not in choices:
            problems.error(Place(MEANINGS), "import-meaning", found=found, expected=", ".join(choices))
