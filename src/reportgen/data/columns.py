"""Records to typed columns: each cell read by its column's schema, or named with its line and field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.data.cells import EXAMPLES, MISSING, Value, read_cell
from reportgen.data.faults import Faults
from reportgen.data.records import Record, Records
from reportgen.data.schema import ColumnSchema, TableSchema
from reportgen.data.traces import find_trace, lost_zeros
from reportgen.nearest import nearest

_MARKUP = re.compile(
    r"</?[a-z][a-z0-9]*(?: [^<>]*)?/?>|&(?:[a-z]+|#\d+);|\*\*[^*]+\*\*|\[[^\]]*\]\([^)]*\)|\{[{%]|^#{1,6} ",
    re.IGNORECASE,
)  # of HTML, Markdown and templates


@dataclass(frozen=True, slots=True)
class Part:
    """The typed columns of one file of a table. `complete` where no row was left out."""

    faults: Faults
    sha256: str
    lines: Sequence[int]
    columns: Mapping[str, Sequence[Value | None]]
    fields: Mapping[str, int]  # column -> field number in the file; those it lacks are not in it
    complete: bool


def type_columns(records: Records, schema: TableSchema, faults: Faults, sha256: str) -> Part:
    """All columns of the schema, in the file's order, with those that the file lacks behind.

    Fails:  problem data-cell-empty, data-cell-type, data-choice-unknown, data-range, data-one-of, data-look-alike;
            the codes of find_trace, data-zeros-lost; warning data-markup.
    """
    fields = records.fields
    ordered = sorted(schema.columns, key=lambda name: fields.get(name, len(schema.columns)))
    columns = {name: tuple(_typed(name, schema.columns[name], records, faults)) for name in ordered}
    for row in records.rows if any(name in fields for name in schema.one_of) else ():
        if not any(row.cells[fields[name]] for name in schema.one_of if name in fields):
            first = min(fields[name] for name in schema.one_of if name in fields) + 1
            faults.error(row.line, first, "data-one-of", expected=", ".join(schema.one_of))
    for name in schema.key:
        if name in fields and schema.columns[name].type == "text":
            for line, text, expected in lost_zeros([row.line for row in records.rows], columns[name]):  # type: ignore[arg-type]
                faults.error(line, fields[name] + 1, "data-zeros-lost", column=name, found=text, expected=expected)
    numbers = {name: index + 1 for name, index in fields.items()}
    return Part(faults, sha256, [row.line for row in records.rows], columns, numbers, records.complete)


def _typed(name: str, column: ColumnSchema, records: Records, faults: Faults) -> Iterator[Value | None]:
    index = records.fields.get(name)
    for row in records.rows:
        yield MISSING.get(column.type, "") if index is None else _cell(name, column, row, index, faults)


def _cell(name: str, column: ColumnSchema, row: Record, index: int, faults: Faults) -> Value | None:
    text, missing, spot = row.cells[index], MISSING.get(column.type, ""), (row.line, index + 1)
    if not text:
        if column.required:
            faults.error(*spot, "data-cell-empty", column=name)
        return missing
    markup = _MARKUP.search(text)
    if markup:
        faults.warn(*spot, "data-markup", column=name, found=markup[0])
    items = re.split(f"[{re.escape(column.separators)}]", text) if column.type == "list" else [text]
    trace = next(filter(None, (find_trace(item.strip(), column.type) for item in items)), None)
    if trace:
        faults.error(*spot, trace.code, column=name, found=text, expected=trace.expected)
        return missing
    if column.type == "choice":
        text = column.values.get(text, text)
        if text not in column.choices:
            words = (*column.choices, *column.values)
            near = nearest(text, words)
            faults.error(*spot, "data-choice-unknown", column=name, found=text, nearest=near, expected=", ".join(words))
            return missing
    value = read_cell(text, column.type, column.separators)
    if value is None:
        faults.error(*spot, "data-cell-type", column=name, found=text, expected=EXAMPLES[column.type])
        return missing
    if not _within(value, column):
        least, most = ("…" if bound is None else str(bound) for bound in (column.least, column.most))
        faults.error(*spot, "data-range", column=name, found=text, least=least, most=most)
    return value


def _within(value: Value, column: ColumnSchema) -> bool:
    least, most = column.least, column.most
    return (least is None or least <= value) and (most is None or value <= most)  # type: ignore[operator]
