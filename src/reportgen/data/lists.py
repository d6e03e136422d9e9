"""A list of its own, outside data/: read as strictly as a table, by a schema that the caller declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.data.columns import type_columns
from reportgen.data.faults import Faults
from reportgen.data.records import read_records
from reportgen.data.references import check_keys
from reportgen.data.schema import TableSchema
from reportgen.data.source import read_source
from reportgen.problems import Place, Problems


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its cells as text, and where each column's cell stands."""

    cells: Mapping[str, str]
    places: Mapping[str, Place]


def read_list(file: Path, schema: TableSchema, unique: Sequence[str], problems: Problems) -> tuple[ListRow, ...]:
    """The rows of `file` in its order; none where it cannot be read.

    Takes:  a schema of columns of text and choices; `unique`, the columns whose values name one row each, whatever
            their case and width.
    Fails:  the problems data-*, at most 50.
    """
    faults = Faults(file)
    source = read_source(Path(), faults)
    records = read_records(source.text, schema, faults) if source else None
    part = type_columns(records, schema, faults, source.sha256) if source and records else None
    for column in unique if part else ():
        check_keys(replace(schema, key=(column,)), [part] if part else [])
    faults.hand_over(problems)
    if part is None:
        return ()
    return tuple(
        ListRow(
            {name: str(values[i]) for name, values in part.columns.items()},
            {name: Place(file, line, part.fields.get(name, 1)) for name in part.columns},
        )
        for i, line in enumerate(part.lines)
    )
