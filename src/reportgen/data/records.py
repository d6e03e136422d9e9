"""Text to records: rows of cells under known column names, each with the line it begins on."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.data.faults import Faults
from reportgen.data.schema import TableSchema
from reportgen.nearest import nearest

_DELIMITERS = ",;\t"
_HEADER = 10_000  # characters that are enough to see what parts the columns
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\ue000-\uf8ff"
    "\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the line it begins on and its cells, stripped and without invisible characters."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of a file that have a cell for each column."""

    fields: Mapping[str, int]  # column -> index of its cell
    rows: tuple[Record, ...]
    complete: bool  # no row was left out


def read_records(text: str, schema: TableSchema, faults: Faults) -> Records | None:
    """The records of a CSV text; None where it has no header that the schema knows.

    Fails:  problem data-header-missing, data-column-unknown, data-column-doubled, data-column-missing, data-quote,
            data-field-count, data-character; warning data-delimiter, data-row-blank.
    """
    columns = {word: name for name, column in schema.columns.items() for word in (name, *column.aliases)}
    rows = _rows(text, _delimiter(text, columns, faults), faults)
    header = next((row for row in rows if row and any(row.cells)), Record(1, ()))
    if not any(word in columns for word in header.cells):
        faults.error(header.line, 1, "data-header-missing", expected=", ".join(schema.columns))
        return None
    fields = _fields(header, columns, schema, faults)
    found, complete = [], True
    for row in rows:
        if row is None:
            complete = False
        elif not any(row.cells):
            faults.warn(row.line, 1, "data-row-blank")
        elif len(row.cells) != len(header.cells):
            complete = False
            first = min(len(row.cells), len(header.cells)) + 1
            faults.error(row.line, first, "data-field-count", found=len(row.cells), expected=len(header.cells))
        else:
            found.append(row)
    return Records(fields, tuple(found), complete)


def _delimiter(text: str, columns: Mapping[str, str], faults: Faults) -> str:
    """The character between the header's cells: the one that makes most of them known."""
    header = next(iter(text[:_HEADER].lstrip().splitlines()), "")

    def known(delimiter: str) -> int:
        return sum(word.strip() in columns for word in next(csv.reader([header], delimiter=delimiter), []))

    delimiter = max(_DELIMITERS, key=known)
    if delimiter != _DELIMITERS[0]:
        faults.warn(1, 1, "data-delimiter", found={";": ";", "\t": "Tab"}[delimiter])
    return delimiter


def _rows(text: str, delimiter: str, faults: Faults) -> Iterator[Record | None]:
    """Each row; None for one that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            faults.error(line, 1, "data-quote")
            yield None
            continue
        yield Record(line, tuple(_visible(cell, line, i, faults) for i, cell in enumerate(cells, 1)))


def _visible(cell: str, line: int, field: int, faults: Faults) -> str:
    hidden = _INVISIBLE.search(cell)
    if hidden:
        name = unicodedata.name(hidden[0], "control character")
        faults.error(line, field, "data-character", found=f"U+{ord(hidden[0]):04X} {name}")
        cell = _INVISIBLE.sub("", cell)
    return cell.strip()


def _fields(header: Record, columns: Mapping[str, str], schema: TableSchema, faults: Faults) -> Mapping[str, int]:
    fields: dict[str, int] = {}
    for i, word in enumerate(header.cells):
        name = columns.get(word)
        if name is None:
            near = nearest(word, columns)
            faults.error(header.line, i + 1, "data-column-unknown", table=schema.name, found=word, nearest=near)
        elif name in fields:
            faults.error(header.line, i + 1, "data-column-doubled", found=word, first=fields[name] + 1)
        else:
            fields[name] = i
    for name, column in schema.columns.items():
        if column.required and name not in fields:
            faults.error(header.line, 1, "data-column-missing", table=schema.name, expected=name)
    return fields
