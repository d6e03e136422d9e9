"""A declaration and its table to the spans of time that a timeline shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from reportgen.exhibits.charts.series import read_lit
from reportgen.exhibits.select import (
    NO_WORDS,
    chosen_rows,
    declared_table,
    names_of,
    note_misfit,
    provenance_of,
    read_keys,
)
from reportgen.model.both import Both
from reportgen.model.dataset import Dataset
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Provenance
from reportgen.model.tables import Misfit, Table, Tables
from reportgen.nearest import nearest
from reportgen.problems import Place, Problems
from reportgen.toml_source import KeyReader

_DATA_COLUMNS = ("name_zh", "name_en", "field_zh", "field_en", "outcome_zh", "outcome_en")
_WORDS, _CELLS = ("name", "field", "outcome"), ("begin", "end", "source")
_NEEDED = ("name", "begin", "end")
_MONTH = re.compile(r"([1-9]\d{3})-(0[1-9]|1[0-2])(?:-\d\d)?")
_WINDOW = '["2022-06", "2023-04"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One row. Months are counted from year 0, so that a difference is a number of months."""

    name: Both[str]
    field: Both[str]
    begin: int
    end: int | None  # None is still running
    outcome: Both[str]
    source: str  # an address, or ""
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The spans in the order in which they began, and the first and last month to shade."""

    spans: tuple[Span, ...]
    window: tuple[int, int] | None
    note: Both[str]
    provenance: Provenance

    @property
    def data(self) -> Dataset:
        """One row a span, with its months; no end is still running."""
        return Dataset(
            columns=(*_DATA_COLUMNS, "begin", "end", "source"),
            rows=tuple(
                (*_halves(s.name), *_halves(s.field), *_halves(s.outcome), _iso(s.begin), _iso(s.end), s.source)
                for s in self.spans
            ),
            unit=NO_WORDS,
        )


def _halves(words: Both[str]) -> tuple[str, str]:
    return words.zh, words.en


def _iso(month: int | None) -> str:
    return "" if month is None else f"{month // 12:04}-{month % 12 + 1:02}"


def read_timeline(declaration: Declaration, tables: Tables, problems: Problems) -> Timeline | None:
    """The spans of a declared timeline; None where the declaration or its data have a fault.

    Takes:  table, where; name, begin, end and, if they are said, field and outcome: columns, or what two columns _zh
            and _en share; source, a column of addresses; window, the first and last month to shade; lit, values of
            the column id; note. A row without an end is still running.
    Fails:  problem timeline-month, timeline-order, chart-lit-*, exhibit-*, toml-key-*.
    """
    read = read_keys(declaration, problems)
    read.only(("table", "where", *_WORDS, *_CELLS, "window", "lit", "note"))
    window = _window(read)
    table = declared_table(read, tables)
    columns = _columns(read, table) if table else {}
    rows = chosen_rows(table.frame, read.take({}, "where"), read) if table else None
    if table is None or rows is None or not read.sound:
        return None
    lit = read_lit(read, list(rows["id"]) if "id" in rows else [])
    words = {key: _words(rows, columns[key], tables) if key in columns else [NO_WORDS] * len(rows) for key in _WORDS}
    cells = {key: [str(c) for c in rows[columns[key]]] if key in columns else [""] * len(rows) for key in _CELLS}
    ids = list(rows["id"]) if "id" in rows else [""] * len(rows)
    spans, faults = [], 0
    for i, line in enumerate(rows.index):
        begin, end = (_month(cells[key][i]) for key in ("begin", "end"))
        wrong = "begin" if begin is None else "end" if end is None and cells["end"][i] else ""
        if wrong or (begin and end and end < begin):
            place = Place(table.file, int(line), list(table.frame).index(columns[wrong or "end"]) + 1)
            code = "timeline-month" if wrong else "timeline-order"
            problems.error(place, code, found=cells[wrong or "end"][i], begun=cells["begin"][i])
            faults += 1
        elif begin is not None:
            spans.append(
                Span(
                    name=words["name"][i],
                    field=words["field"][i],
                    begin=begin,
                    end=end,
                    outcome=words["outcome"][i],
                    source=cells["source"][i],
                    lit=ids[i] in lit,
                )
            )
    if faults or not read.sound:
        return None
    return Timeline(
        spans=tuple(sorted(spans, key=lambda span: span.begin)),
        window=window,
        note=read.take_both(NO_WORDS, "note"),
        provenance=provenance_of(tables, table.name),
    )


def _month(text: str) -> int | None:
    """The number of a month such as 2022-06; of a day, its month's."""
    found = _MONTH.fullmatch(text)
    return int(found[1]) * 12 + int(found[2]) - 1 if found else None


def _window(read: KeyReader) -> tuple[int, int] | None:
    """The first and the last month to shade.

    Fails:  problem toml-key-value.
    """
    months = [_month(text) for text in read.take_texts("window")]
    if not months or not read.sound:
        return None
    match months:
        case [int(first), int(last)] if first <= last:
            return first, last
    read.wrong(_WINDOW, "window")
    return None


def _columns(read: KeyReader, table: Table) -> Mapping[str, str]:
    """The columns that the keys name, or the stems of pairs of them.

    Fails:  problem exhibit-column-unknown, toml-key-missing, toml-key-value.
    """
    found = {}
    for key in (*_WORDS, *_CELLS):
        if read.value(key) is None and key not in _NEEDED:
            continue
        column = read.need(str, key)
        known = [str(name) for name in table.frame]
        stems = [name.removesuffix("_zh") for name in known if name.endswith("_zh")] if key in _WORDS else []
        if column is not None and column not in (*known, *stems):
            note_misfit(read, Misfit("column", column, column, nearest(column, (*known, *stems))), key)
        elif column is not None:
            found[key] = column
    return found


def _words(rows: pd.DataFrame, column: str, tables: Tables) -> list[Both[str]]:
    """The words of a column, or of a pair of them; an empty half is filled with the other one."""
    if column not in rows:
        pairs = zip(rows[f"{column}_zh"], rows[f"{column}_en"], strict=True)
        return [Both(zh=zh or en, en=en or zh) for zh, en in pairs]
    names = names_of(tables, column)
    return [names.get(text, Both(zh=text, en=text)) for text in map(str, rows[column])]
