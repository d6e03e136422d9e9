"""A declaration and the data to the values that a chart shows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from reportgen.exhibits.charts.kinds import KINDS
from reportgen.exhibits.charts.values import Row, from_facts, from_table
from reportgen.exhibits.select import NO_WORDS, read_keys
from reportgen.model.both import Both
from reportgen.model.dataset import Dataset
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Facts, Provenance
from reportgen.model.tables import Tables
from reportgen.nearest import nearest
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader

MOST_LIT = 3
_SORTS = ("value", "given")
_TABLE_KEYS = ("table", "where", "by", "x", "measure")


class Mark(NamedTuple):
    """One row of the frame of a Series."""

    id: str
    zh: str
    en: str
    x: str
    value: float
    hedge: str
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a chart shows.

    frame, one row a value, in the order in which rows stand and, inside a row, from left to right:
        id      str    of the bar, line or row of cells; "" where the chart has only one
        zh, en  str    its name
        x       str    what the value stands at, such as the year; "" in a chart of bars
        value   float  a count, or a percentage from 0 to 100, unrounded
        hedge   str    how exactly the value is stated: exact, over, nearly, about
        lit     bool   whether the row is emphasised
    """

    kind: str
    frame: pd.DataFrame
    percent: bool
    counted: Both[str]  # what a value says: 案例数, 案例数占比
    by: Both[str]  # what the rows are: 行业
    note: Both[str]
    provenance: Provenance

    @property
    def marks(self) -> list[Mark]:
        """The rows of the frame."""
        return [Mark(*row) for row in self.frame.itertuples(index=False, name=None)]

    @property
    def data(self) -> Dataset:
        """The frame, to be handed on."""
        unit = Both(zh="%", en="%") if self.percent else self.counted
        return Dataset(columns=Mark._fields[:-1], rows=tuple(mark[:-1] for mark in self.marks), unit=unit)

    @property
    def names(self) -> dict[str, Both[str]]:
        """The rows' names by id, in their order."""
        return {mark.id: Both(zh=mark.zh, en=mark.en) for mark in self.marks}

    @property
    def lit(self) -> frozenset[str]:
        """Ids of the rows that are emphasised."""
        return frozenset(mark.id for mark in self.marks if mark.lit)

    @property
    def xs(self) -> tuple[str, ...]:
        """What stands across, from left to right."""
        return tuple(dict.fromkeys(mark.x for mark in self.marks))

    def values_of(self, id_: str) -> tuple[float, ...]:
        """The values of one row, from left to right."""
        return tuple(mark.value for mark in self.marks if mark.id == id_)


def read_series(declaration: Declaration, tables: Tables, facts: Facts, problems: Problems) -> Series | None:
    """The values of a declared chart; None where the declaration or its data have a fault.

    Takes:  kind, one of KINDS; then either `facts` = "{sector}_cases", a bar for each sector that has such a fact, or
            `table`, `where`, `by` (rows), `x` = year (line, slope, heat) and `measure` = count, share (of all rows
            of the table, of the same year in a chart of years) or row_share (of the chosen rows with the same `by`);
            `sort` = given, or value (of the last x, largest first), which is what bars do where it is not said;
            `lit` = ids of rows to emphasise; `note`, further words for the source line.
    Fails:  problem chart-*, exhibit-* and toml-key-*, at the key.
    """
    read = read_keys(declaration, problems)
    read.only(("kind", "facts", *_TABLE_KEYS, "sort", "lit", "note"))
    kind = read.need_choice(KINDS, "kind")
    if kind is None or not _keys_fit(read, kind):
        return None
    if "facts" in declaration.keys:
        values = from_facts(declaration, tables, facts, problems)
    else:
        values = from_table(read, tables)
    if values is None:
        return None
    sort = read.take_choice("given" if KINDS[kind].across else "value", _SORTS, "sort")
    rows = values.rows if sort == "given" else _largest_first(values.rows)
    lit = read_lit(read, rows)
    years = len(next(iter(rows.values())).values)
    if years < KINDS[kind].across:
        read.note("chart-years-few", "x", kind=kind, found=years, least=KINDS[kind].across)
        return None
    return Series(
        kind=kind,
        frame=_frame(rows, lit),
        percent=values.percent,
        counted=values.counted,
        by=values.by,
        note=read.take_both(NO_WORDS, "note"),
        provenance=values.provenance,
    )


def _keys_fit(read: KeyReader, kind: str) -> bool:
    """Whether every key has a meaning in this kind of chart and beside the other keys.

    Fails:  problem chart-key-unfit, toml-key-missing, toml-key-value.
    """
    across, told_apart = KINDS[kind].across, KINDS[kind].told_apart
    if read.value("facts") is not None:
        needed, unfit = ["facts"], [*_TABLE_KEYS, *(["facts"] if across else [])]
    else:
        needed = ["table", *(["by"] if told_apart else []), *(["x"] if across else [])]
        unfit = [] if across else ["x"]
    found = [key for key in unfit if read.value(key) is not None]
    for key in found:
        read.note("chart-key-unfit", key, key=key, kind=kind)
    absent = [key for key in needed if read.need(str, key) is None]
    return not found and not absent


def _largest_first(rows: Mapping[str, Row]) -> dict[str, Row]:
    return dict(sorted(rows.items(), key=lambda item: -item[1].values[max(item[1].values)]))


def read_lit(read: KeyReader, rows: Collection[str]) -> frozenset[str]:
    """Ids of the rows to emphasise; the row of a chart that has only one needs no saying.

    Fails:  problem chart-lit-many, chart-lit-unknown, toml-key-value.
    """
    lit = read.take_texts("lit")
    if len(lit) > MOST_LIT:
        read.note("chart-lit-many", "lit", found=len(lit), most=MOST_LIT)
    for id_ in lit:
        if id_ not in rows:
            read.note("chart-lit-unknown", "lit", read.value("lit").index(id_), found=id_, nearest=nearest(id_, rows))
    return frozenset(rows if len(rows) == 1 else lit)


def _frame(rows: Mapping[str, Row], lit: frozenset[str]) -> pd.DataFrame:
    marks = [
        Mark(id_, row.name.zh, row.name.en, x, value, row.hedge.value, id_ in lit)
        for id_, row in rows.items()
        for x, value in row.values.items()
    ]
    return pd.DataFrame(marks, columns=Mark._fields)
