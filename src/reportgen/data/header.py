"""The head of a CSV text: what parts its columns, where the header stands, and which column is which."""

import csv
import re
from collections.abc import Mapping, Sequence

from reportgen.data.faults import Faults
from reportgen.data.schema import TableSchema
from reportgen.nearest import nearest

_DELIMITERS = {",": ",", ";": ";", "\t": "Tab", "，": "，"}
_WIDE_COMMA = "，"
_SEARCHED = 20_000  # characters in which the header is looked for
_TITLES = 10  # rows that may stand above it
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def known_words(schema: TableSchema) -> Mapping[str, str]:
    """Every word that may head a column, and the column's name."""
    return {word: name for name, column in schema.columns.items() for word in (name, *column.aliases)}


def find_delimiter(text: str, words: Mapping[str, str], faults: Faults) -> str | None:
    """What parts the cells of the header: the character that makes most of its words known.

    Gives:  None where that is a full-width comma, which sentences need.
    Fails:  problem data-delimiter-wide; warning data-delimiter.
    """
    lines = text[:_SEARCHED].splitlines()[: _TITLES + 1]

    def known(delimiter: str) -> int:
        rows = csv.reader(lines, delimiter=delimiter)
        return max((sum(word.strip() in words for word in row) for row in rows), default=0)

    best = max(_DELIMITERS, key=known)
    if best == _WIDE_COMMA:
        faults.error(1, 1, "data-delimiter-wide")
        return None
    if best != ",":
        faults.warn(1, 1, "data-delimiter", found=_DELIMITERS[best])
    return best


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
    counts = [sum(cell in words for cell in cells) for cells in rows[: _TITLES + 1]]
    return counts.index(max(counts)) if any(counts) else None


def is_second_header(cells: Sequence[str], schema: TableSchema) -> bool:
    """Whether a row below the header says again what the columns are, as in a table with a head in two languages."""
    said = {word for column in schema.columns.values() for word in (*column.aliases, column.label.zh, column.label.en)}
    said |= set(schema.columns)
    told = [cell for cell in cells if cell]
    return len(told) > 1 and all(cell in said for cell in told)


def name_fields(
    line: int, cells: Sequence[str], schema: TableSchema, faults: Faults, left_out: frozenset[str]
) -> Mapping[str, int]:
    """Which cell of a row each column has.

    Fails:  problem data-column-unknown, data-column-doubled, data-column-missing.
    """
    words = known_words(schema)
    fields: dict[str, int] = {}
    for i, word in enumerate(cells):
        name = words.get(word)
        if word in left_out:
            continue
        if name is None:
            near = nearest(word, words)
            faults.error(line, i + 1, "data-column-unknown", table=schema.name, found=word, nearest=near)
        elif name in fields:
            faults.error(line, i + 1, "data-column-doubled", found=word, first=fields[name] + 1)
        else:
            fields[name] = i
    for name, column in schema.columns.items():
        if column.required and name not in fields:
            faults.error(line, 1, "data-column-missing", table=schema.name, expected=name)
    return fields
