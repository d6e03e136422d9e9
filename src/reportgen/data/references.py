"""Keys name one row each, and every reference names a row that there is."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from reportgen.data.cells import Value
from reportgen.data.columns import Part
from reportgen.data.schema import Schema, TableSchema
from reportgen.nearest import nearest

Parts: TypeAlias = Mapping[str, Sequence[Part]]  # table -> its files


def check_keys(schema: TableSchema, parts: Sequence[Part]) -> None:
    """Nothing; no two rows of a table, in whatever file, have the same key.

    Fails:  problem data-row-doubled at the later row.
    """
    seen: dict[tuple[Value | None, ...], str] = {}
    for part in parts if schema.key else ():
        keys = zip(*(part.columns[name] for name in schema.key), strict=True)
        for line, key in zip(part.lines, keys, strict=True):
            if None in key or "" in key:
                continue  # the empty cell's own problem is known
            if key in seen:
                field = part.fields.get(schema.key[0], 1)
                found = ", ".join(map(str, key))
                part.faults.error(line, field, "data-row-doubled", found=found, first=seen[key])
            else:
                seen[key] = f"{part.faults.file}:{line}"


def check_references(schema: Schema, parts: Parts) -> None:
    """Nothing; each value of a column that refers to another table, or to a kind of names, is found there.

    Fails:  problem data-reference-unknown. A table that is missing or lost rows is not asked.
    """
    for table, own in schema.items():
        for name, column in own.columns.items():
            target, field = ("names", "id") if column.names else column.references
            known = _known(parts.get(target, ()), field, column.names)
            if known is not None:
                for part in parts[table]:
                    _check_values(part, name, target, known)


def _check_values(part: Part, name: str, target: str, known: Mapping[str, None]) -> None:
    for line, value in zip(part.lines, part.columns[name], strict=True):
        if value and str(value) not in known:
            near = "" if part.faults.full else nearest(str(value), known)
            values = {"column": name, "found": str(value), "target": target, "nearest": near}
            part.faults.error(line, part.fields.get(name, 1), "data-reference-unknown", **values)


def _known(parts: Sequence[Part], column: str, kind: str) -> Mapping[str, None] | None:
    """The values of a column, of one kind of names if a kind is given; None where not all rows are known."""
    if not parts or not all(part.complete for part in parts):
        return None
    known: dict[str, None] = {}
    for part in parts:
        kinds = part.columns["kind"] if kind else [kind] * len(part.lines)
        known |= {str(v): None for v, k in zip(part.columns[column], kinds, strict=True) if v and k == kind}
    return known
