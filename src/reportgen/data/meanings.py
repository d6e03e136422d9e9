"""data/import.toml: what other people's headers and words mean, as editors said once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.data.schema import TableSchema
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader, load_toml

FILE = Path("data/import.toml")
_HEAD = "# What the headers and words of imported files mean; `reportgen import` remembers it here.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What a header and what a word of a column stands for: a choice, or the id of another table's row.

    A header that stands for "" is left out.
    """

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]  # column -> word -> choice or id


def load_meanings(root: Path, table: TableSchema, problems: Problems) -> Meanings:
    """What data/import.toml says of a table; nothing where there is no such file.

    Fails:  problem toml-syntax, text-encoding, toml-key-unknown, toml-key-value, toml-key-choice.
    """
    source = load_toml(root, FILE, problems) if (root / FILE).exists() else None
    if source is None:
        return Meanings(columns={}, values={})
    read = KeyReader(source, problems)
    read.only(("columns", "values"), table.name)
    words: Mapping[str, object] = read.take({}, table.name, "columns")
    columns = {w: read.take_choice("", ("", *table.columns), table.name, "columns", w) for w in words}
    values = {}
    taught: Mapping[str, object] = read.take({}, table.name, "values")
    for column in taught:
        read.only(table.columns, table.name, "values")
        said: Mapping[str, object] = read.take({}, table.name, "values", column)
        choices = table.columns[column].choices if column in table.columns else ()
        values[column] = {w: _meaning(read, choices, table.name, "values", column, w) for w in said}
    return Meanings(columns=columns, values=values)


def _meaning(read: KeyReader, choices: Sequence[str], *at: str) -> str:
    return read.take_choice("", choices, *at) if choices else read.take("", *at)


def say_meanings(text: str, table: str, meanings: Meanings) -> str:
    """The file `text` with what is said of one table replaced, the other tables as they stand."""
    kept, inside = [], False
    for line in (text or _HEAD).splitlines():
        if line.startswith("["):
            inside = line.startswith((f"[{table}.", f"[{table}]"))
        if not inside:
            kept.append(line)
    lines = ["", f"[{table}.columns]", *_pairs(meanings.columns)]
    for column, words in meanings.values.items():
        lines += ["", f"[{table}.values.{column}]", *_pairs(words)]
    return "\n".join(["\n".join(kept).rstrip(), *lines]) + "\n"


def _pairs(words: Mapping[str, str]) -> list[str]:
    return [f"{_quoted(word)} = {_quoted(meaning)}" for word, meaning in words.items()]


def _quoted(word: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(word, ensure_ascii=False)
