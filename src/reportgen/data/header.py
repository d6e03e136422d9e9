"""The head of a CSV text: what parts its columns, where the header stands, and which column is which."""

import csv
import re
from collections.abc import Mapping, Sequence

from reportgen.data.faults import Faults
from reportgen.data.schema import TableSchema
from reportgen.nearest import close, fold

_DELIMITERS = {",": ",", ";": ";", "\t": "Tab", "|": "|", "，": "，", "；": "；"}
_WIDE = re.compile("[，；]")
_SEARCHED = 20_000  # characters in which the header is looked for
_TITLES = 10  # rows that may stand above it
_LONGEST_WORD = 100  # characters; no column is called so
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def known_words(schema: TableSchema) -> Mapping[str, str]:
    """Every word that may head a column, and the column's name."""
    return {word: name for name, column in schema.columns.items() for word in (name, *column.aliases)}


def find_delimiter(text: str, words: Mapping[str, str], faults: Faults) -> str | None:
    """What parts the cells of the header: the character that makes most of its words known.

    Gives:  None where that is a full-width comma or semicolon, which sentences need.
    Fails:  problem data-delimiter-wide; warning data-delimiter.
    """
    lines = text[:_SEARCHED].splitlines()[: _TITLES + 1]

    def known(delimiter: str) -> int:
        return max((_count(row, words) for row in csv.reader(lines, delimiter=delimiter)), default=0)

    best = max(_DELIMITERS, key=known)
    if _WIDE.match(best):
        faults.error(1, 1, "data-delimiter-wide", found=best)
        return None
    if best != ",":
        faults.warn(1, 1, "data-delimiter", found=_DELIMITERS[best])
    return best


def wide_delimiter_at(cells: Sequence[str], width: int) -> int | None:
    """Which cell of a row that is too short holds the full-width commas that make it so; None where they do not."""
    parts = sum(len(_WIDE.split(cell)) for cell in cells)
    return next((i for i, cell in enumerate(cells) if _WIDE.search(cell)), None) if parts == width else None


def drop_separator_line(text: str, faults: Faults) -> str:
    """`text` with an empty line in the place of Excel's "sep=;".

    Fails:  warning data-separator-line.
    """
    found = _SEPARATOR_LINE.match(text)
    if found is None:
        return text
    faults.warn(1, 1, "data-separator-line", found=f"sep={found[1]}")
    return "\n" + text[found.end() :]


def find_header(rows: Sequence[Sequence[str]], words: Mapping[str, str]) -> int | None:
    """Which of the first rows has most of the known words; None where none has any."""
    counts = [_count(cells, words) for cells in rows[: _TITLES + 1]]
    return counts.index(max(counts)) if any(counts) else None


def is_second_header(cells: Sequence[str], fields: Mapping[str, int], schema: TableSchema) -> bool:
    """Whether the row below the header tells of the columns too: their names in another language, or units.

    Why not the names alone: below merged cells stand only the names of those that were merged.
    """
    said = {word for column in schema.columns.values() for word in (*column.aliases, column.label.zh, column.label.en)}
    told = [cell for cell in cells if cell]
    if len(told) > 1 and sum(cell in said or cell in schema.columns for cell in told) * 2 > len(told):
        return True
    needed = [name for name, column in schema.columns.items() if column.required and name in fields]
    filled = [name for name in needed if cells[fields[name]]]
    return len(filled) * 2 < len(needed) - 1 and not any(name in filled for name in schema.key)


def name_fields(
    line: int, cells: Sequence[str], schema: TableSchema, faults: Faults, left_out: frozenset[str]
) -> Mapping[str, int]:
    """Which cell of a row each column has.

    Fails:  problem data-column-unknown, data-column-undeclared, data-column-unnamed, data-column-doubled,
            data-column-missing.
    """
    words = known_words(schema)
    fields: dict[str, int] = {}
    unknown = []
    for i, word in enumerate(cells):
        name = words.get(word)
        if word in left_out:
            continue
        if not word:
            faults.error(line, i + 1, "data-column-unnamed")
        elif name is None:
            unknown.append((i, word))
        elif name in fields:
            faults.error(line, i + 1, "data-column-doubled", found=word, first=fields[name] + 1)
        else:
            fields[name] = i
    free = [word for word, name in words.items() if name not in fields]
    for i, word in unknown:
        near = close(word, free)
        if near:
            faults.error(line, i + 1, "data-column-unknown", table=schema.name, found=word, nearest=near)
        else:
            faults.error(line, i + 1, "data-column-undeclared", table=schema.name, found=word)
    for name, column in schema.columns.items():
        if column.required and name not in fields:
            faults.error(line, 1, "data-column-missing", table=schema.name, expected=name)
    if schema.one_of and not any(name in fields for name in schema.one_of):
        faults.error(line, 1, "data-column-missing", table=schema.name, expected=" / ".join(schema.one_of))
    return fields


def joined_at(cells: Sequence[str], words: Mapping[str, str]) -> int | None:
    """Which cell of the header holds the names of several columns, parted by full-width commas; None where none."""
    return next((i for i, cell in enumerate(cells) if _count(_WIDE.split(cell), words) > 1), None)


def _count(cells: Sequence[str], words: Mapping[str, str]) -> int:
    """How many cells are known words, but for their case and width."""
    folded = {fold(word) for word in words}
    return sum(fold(cell) in folded for cell in cells if len(cell) <= _LONGEST_WORD)
