"""Another file's rows to a table of data/: headers and words translated, each row read as strictly as any."""

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
from reportgen.data.meanings import FILE as MEANINGS
from reportgen.data.meanings import Meanings, load_meanings, say_meanings
from reportgen.data.records import records_of, split_rows
from reportgen.data.schema import FILE as SCHEMA
from reportgen.data.schema import TableSchema, load_schema
from reportgen.data.source import decode
from reportgen.data.workbook import ENDINGS, read_workbook
from reportgen.nearest import nearest
from reportgen.problems import Place, Problems

FOLDER = Path("data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A table's file as it will be written, and what became of the other file's columns."""

    text: str
    rows: int
    columns: Mapping[str, str]  # header -> column of the table; "" was left out


def import_rows(file: Path, sheet: str, schema: TableSchema, meanings: Meanings, faults: Faults) -> Imported | None:
    """The rows of a workbook or CSV file in the columns of a table; None where it has no header that is known.

    Takes:  `sheet` of a workbook, "" for its first; `meanings`, for headers and words that the schema does not know.
    Fails:  problem import-column-unmapped; import-workbook, import-sheet; data-*, at the file's row and column.
    """
    text = _text_of(file, sheet, faults)
    taught = _taught(schema, meanings)
    found = None if text is None else split_rows(text, taught, faults)
    if found is None:
        return None
    words = known_words(taught)
    left_out = frozenset(word for word, column in meanings.columns.items() if not column)
    for i, word in enumerate(found.header.cells, 1):
        if word and word not in words and word not in left_out:
            near = words[nearest(word, words)]
            faults.error(found.header.line, i, "import-column-unmapped", found=word, nearest=near)
    strange = frozenset(word for word in found.header.cells if word not in words)
    part = type_columns(records_of(found, taught, faults, strange), taught, faults, "")
    return Imported(
        text=_written([list(schema.columns), *_cells(part, schema)]),
        rows=len(part.lines),
        columns={word: words.get(word, "") for word in found.header.cells if word},
    )


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
    target = FOLDER / own.file.replace("*", re.sub(r"[^\w-]+", "-", file.stem).strip("-"))
    if (root / target).exists() and not replace:
        problems.error(Place(target), "import-exists", file=str(target))
    problems.stop()
    faults = Faults(file)
    found = import_rows(file, sheet, own, meanings, faults)
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


def _check_meanings(meanings: Meanings, schema: TableSchema, problems: Problems) -> None:
    """Nothing; every column and choice that a word stands for is one of the table's.

    Fails:  problem import-meaning.
    """
    asked = [(name, tuple(schema.columns)) for name in (*filter(None, meanings.columns.values()), *meanings.values)]
    for column, words in meanings.values.items():
        if column in schema.columns:
            asked += [(choice, schema.columns[column].choices) for choice in words.values()]
    for found, choices in asked:
        if found not in choices:
            problems.error(Place(MEANINGS), "import-meaning", found=found, nearest=nearest(found, choices))
