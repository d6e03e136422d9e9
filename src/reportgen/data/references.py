"""Keys name one row each, every reference names a row that there is, and what follows from a cell agrees with it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from reportgen.characters import unicode_name
from reportgen.data.columns import Part
from reportgen.data.schema import ColumnSchema, Schema, TableSchema
from reportgen.nearest import close, fold, look_alike

Parts: TypeAlias = Mapping[str, Sequence[Part]]  # table -> its files


def check_keys(schema: TableSchema, parts: Sequence[Part]) -> None:
    """Nothing; no two rows of a table, in whatever file, have the same key.

    Fails:  problem data-row-doubled at the later row; data-row-alike, where the keys look the same and are not.
    """
    seen: dict[tuple[str, ...], tuple[str, str]] = {}
    for part in parts if schema.key else ():
        keys = zip(*(part.columns[name] for name in schema.key), strict=True)
        for line, key in zip(part.lines, keys, strict=True):
            if None in key or "" in key:
                continue  # the empty cell's own problem is known
            found = ", ".join(map(str, key))
            first, where = seen.setdefault(
                tuple(fold(str(cell)) for cell in key), (found, f"{part.faults.file}:{line}")
            )
            if where == f"{part.faults.file}:{line}":
                continue
            spot = (line, part.fields.get(schema.key[0], 1))
            if first == found:
                part.faults.error(*spot, "data-row-doubled", found=found, first=where)
            else:
                part.faults.error(*spot, "data-row-alike", found=found, first=where, other=first)


def check_references(schema: Schema, parts: Parts) -> None:
    """Nothing; each value of a column that refers to another table, or to a kind of names, is found there and agrees.

    Fails:  as check_part. A table that is missing, lost rows, or has an empty cell in their place is not asked.
    """
    for table, own in schema.items():
        for part in parts[table]:
            check_part(part, own, schema, parts)


def check_part(part: Part, own: TableSchema, schema: Schema, parts: Parts) -> None:
    """Nothing; each value of one file that refers to another table is found there, and the row agrees with it.

    Fails:  problem data-reference-unknown; data-reference-missing, where nothing like it is there; data-look-alike,
            for one with a letter that only looks like a Latin one; data-cell-contradicts.
    """
    for name, column in own.columns.items():
        known = known_values(column, schema, parts)
        if known is not None:
            _check_values(part, name, "names" if column.names else column.references[0], known)
    for name, column in own.columns.items():
        if column.fixes:
            _check_fixed(part, name, own, schema, parts)


def known_values(column: ColumnSchema, schema: Schema, parts: Parts) -> Mapping[str, str] | None:
    """The values that a column may hold, each by itself and by its names in print.

    Gives:  None where it refers to no table, or not all rows of that are known.
    """
    target, field = ("names", "id") if column.names else column.references
    required = target in schema and schema[target].columns[field].required
    return _known(parts.get(target, ()), field, column.names, required=required)


def _check_values(part: Part, name: str, target: str, known: Mapping[str, str]) -> None:
    for line, value in zip(part.lines, part.columns[name], strict=True):
        text = str(value)
        if not value or known.get(text) == text:
            continue
        spot = (line, part.fields.get(name, 1))
        near = "" if part.faults.full else known.get(close(text, known), "")
        strange = look_alike(text)
        if strange and fold(near) == fold(text):
            part.faults.error(*spot, "data-look-alike", found=text, strange=unicode_name(strange), nearest=near)
            continue
        if near:
            part.faults.error(*spot, "data-reference-unknown", column=name, found=text, target=target, nearest=near)
        else:
            part.faults.error(*spot, "data-reference-missing", column=name, found=text, target=target)


def _check_fixed(part: Part, name: str, own: TableSchema, schema: Schema, parts: Parts) -> None:
    """Nothing; in each row the columns that `name` fixes hold what the row that it names says, the first of that value.

    A cell with a problem of its own is left to that, and one contradiction a row is told.
    """
    column = own.columns[name]
    target, field = column.references if column.references[0] else (own.name, name)
    due: dict[str, tuple[str, ...]] = {}
    for other in parts.get(target, ()):
        for value, *cells in zip(*(other.columns[of] for of in (field, *column.fixes)), strict=True):
            due.setdefault(str(value), tuple(map(str, cells)))
    known = [known_values(own.columns[fixed], schema, parts) for fixed in column.fixes]
    rows = zip(*(part.columns[of] for of in (name, *column.fixes)), strict=True)
    for line, (value, *cells) in zip(part.lines, rows, strict=True):
        for fixed, words, found, expected in zip(column.fixes, known, cells, due.get(str(value), ()), strict=False):
            if found and expected and str(found) != expected and (words is None or words.get(str(found)) == found):
                spot = (line, part.fields.get(fixed, 1))
                values = {"column": fixed, "found": found, "by": name, "value": value, "expected": expected}
                part.faults.error(*spot, "data-cell-contradicts", **values)
                break


def _known(parts: Sequence[Part], column: str, kind: str, *, required: bool) -> Mapping[str, str] | None:
    if not parts or not all(part.complete for part in parts):
        return None
    known: dict[str, str] = {}
    others: dict[str, str] = {}
    for part in parts:
        kinds = part.columns["kind"] if kind else [kind] * len(part.lines)
        for i, (value, of) in enumerate(zip(part.columns[column], kinds, strict=True)):
            if not value and required:
                return None
            if value and of == kind:
                known[str(value)] = str(value)
                others |= {str(part.columns[half][i]): str(value) for half in ("zh", "en") if kind}
    return {**known, **{name: id_ for name, id_ in others.items() if name not in known}}
