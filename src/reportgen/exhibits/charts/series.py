"""A declaration and the data to the values that a chart shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from reportgen.exhibits.charts.kinds import KINDS
from reportgen.exhibits.charts.values import Row, Values, from_facts, from_table
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
_FEWEST_PARTS = 2
_OF_PARTS = ("part", "part_zh", "part_en")
_SORTS = ("value", "given")
_TABLE_KEYS = ("table", "where", "by", "x", "parts", "measure")


class Mark(NamedTuple):
    """One value of a Series."""

    id: str
    zh: str
    en: str
    x: str
    value: float
    hedge: str
    lit: bool
    part: str = ""
    part_zh: str = ""
    part_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a chart shows.

    marks, one a value, in the order in which rows stand and, inside a row, from left to right:
        id      str    of the bar, line or row of cells; "" where the chart has only one
        zh, en  str    its name
        x       str    what the value stands at, such as the year; "" in a chart of bars
        value   float  a count, or a percentage from 0 to 100, unrounded
        hedge   str    how exactly the value is stated: exact, over, nearly, about
        lit     bool   whether the row, or in rows that divide the part, is emphasised
        part    str    the part of the row that the value is; "" where rows do not divide
        part_zh, part_en  str  its name
    """

    kind: str
    pitch: float = 1.0  # of rows, by what is usual
    marks: Sequence[Mark]
    percent: bool
    counted: Both[str]  # what a value says: 案例数, 案例数占比
    by: Both[str]  # what the rows are: 行业
    note: Both[str]
    provenance: Provenance
    divided_by: Both[str] = NO_WORDS  # what the parts are: 阶段

    @property
    def frame(self) -> pd.DataFrame:
        """The marks, one a row."""
        return pd.DataFrame(self.marks, columns=Mark._fields)

    @property
    def data(self) -> Dataset:
        """The marks, to be handed on: what it says, not how it is drawn; parts only where rows divide."""
        unit = Both(zh="%", en="%") if self.percent else self.counted
        unsaid = ("lit",) if self.parts else ("lit", *_OF_PARTS)
        columns = tuple(column for column in Mark._fields if column not in unsaid)
        rows = tuple(tuple(getattr(mark, column) for column in columns) for mark in self.marks)
        return Dataset(columns=columns, rows=rows, unit=unit)

    @property
    def names(self) -> dict[str, Both[str]]:
        """The rows' names by id, in their order."""
        return {mark.id: Both(zh=mark.zh, en=mark.en) for mark in self.marks}

    @property
    def parts(self) -> dict[str, Both[str]]:
        """The names of the parts that rows divide into, by id, in their order; none where they do not."""
        return {mark.part: Both(zh=mark.part_zh, en=mark.part_en) for mark in self.marks if mark.part}

    @property
    def lit_parts(self) -> frozenset[str]:
        """Ids of the parts that are emphasised."""
        return frozenset(mark.part for mark in self.marks if mark.lit and mark.part)

    @property
    def lit(self) -> frozenset[str]:
        """Ids of the rows that are emphasised."""
        return frozenset(mark.id for mark in self.marks if mark.lit)

    @property
    def xs(self) -> tuple[str, ...]:
        """What stands across, from left to right."""
        return tuple(dict.fromkeys(mark.x for mark in self.marks))

    def values_of(self, id_: str) -> tuple[float, ...]:
        """The values of one row, from left to right or part by part."""
        return tuple(mark.value for mark in self.marks if mark.id == id_)


def read_series(declaration: Declaration, tables: Tables, facts: Facts, problems: Problems) -> Series | None:
    """The values of a declared chart; None where the declaration or its data have a fault.

    Takes:  kind, one of KINDS; then either `facts` = "{sector}_cases", a bar for each sector that has such a fact, or
            `table`, `where`, `by` (rows), `x` = year (kinds over the years), `parts` (what each row divides into:
            group, stack, share) and `measure` = count, share (of all rows of the table, of the same year in a chart
            of years) or row_share (of the chosen rows with the same `by`); `sort` = given, or value (of the last x,
            or of all parts, largest first), which is what bars do where it is not said; `lit` = ids of rows, or of
            parts, to emphasise; `note`, further words for the source line.
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
        values = from_table(read, tables, KINDS[kind].measure)
    if values is None or not _parts_fit(read, kind, len(values.parts)):
        return None
    sort = read.take_choice("given" if KINDS[kind].across else "value", _SORTS, "sort")
    lit = read_lit(read, values.parts or values.rows)
    rows = values.rows if sort == "given" else _largest_first(values, kind, lit)
    years = len(next(iter(rows.values())).values)
    if years < KINDS[kind].across:
        read.note("chart-years-few", "x", kind=kind, found=years, least=KINDS[kind].across)
        return None
    return Series(
        kind=kind,
        marks=_marks(rows, values.parts, lit),
        percent=values.percent,
        counted=values.counted,
        by=values.by,
        note=read.take_both(NO_WORDS, "note"),
        provenance=values.provenance,
        divided_by=values.divided_by,
    )


def _keys_fit(read: KeyReader, kind: str) -> bool:
    """Whether every key has a meaning in this kind of chart and beside the other keys.

    Fails:  problem chart-key-unfit, toml-key-missing, toml-key-value.
    """
    asked = KINDS[kind]
    if read.value("facts") is not None:
        needed, unfit = ["facts"], [*_TABLE_KEYS, *(["facts"] if asked.across or asked.parts else [])]
    else:
        has = {"by": asked.told_apart, "x": asked.across > 0, "parts": asked.parts > 0}
        needed = ["table", *(key for key, there in has.items() if there)]
        unfit = [key for key in ("x", "parts") if not has[key]] + (["measure"] if asked.measure else [])
    found = [key for key in unfit if read.value(key) is not None]
    for key in found:
        read.note("chart-key-unfit", key, key=key, kind=kind)
    absent = [key for key in needed if read.need(str, key) is None]
    return not found and not absent


def _parts_fit(read: KeyReader, kind: str, found: int) -> bool:
    """Whether rows divide into as many parts as the kind can tell apart.

    Fails:  problem chart-parts-many, chart-parts-few, chart-parts-rows.
    """
    most, column = KINDS[kind].parts, read.value("parts")
    if not most:
        return True
    if column == read.value("by"):
        read.note("chart-parts-rows", "parts", found=column)
    elif found < _FEWEST_PARTS:
        read.note("chart-parts-few", "parts", found=found, least=_FEWEST_PARTS)
    elif found > most:
        read.note("chart-parts-many", "parts", kind=kind, found=found, most=most)
    else:
        return True
    return False


def _largest_first(values: Values, kind: str, lit: frozenset[str]) -> dict[str, Row]:
    """Rows by the value of their last x; if they divide, by all their parts; if that is 100 % in each, by one part."""
    first = [part for part in values.parts if part in lit] or list(values.parts)

    def size(row: Row) -> float:
        if not values.parts:
            return row.values[max(row.values)]
        return row.values[first[0]] if KINDS[kind].measure == "row_share" else sum(row.values.values())

    return dict(sorted(values.rows.items(), key=lambda item: -size(item[1])))


def read_lit(read: KeyReader, rows: Collection[str]) -> frozenset[str]:
    """Ids of the rows, or parts, to emphasise; the row of a chart that has only one needs no saying.

    Fails:  problem chart-lit-many, chart-lit-unknown, toml-key-value.
    """
    lit = read.take_texts("lit")
    if len(lit) > MOST_LIT:
        read.note("chart-lit-many", "lit", found=len(lit), most=MOST_LIT)
    for id_ in lit:
        if id_ not in rows:
            read.note("chart-lit-unknown", "lit", read.value("lit").index(id_), found=id_, nearest=nearest(id_, rows))
    return frozenset(rows if len(rows) == 1 else lit)


def _marks(rows: Mapping[str, Row], parts: Mapping[str, Both[str]], lit: frozenset[str]) -> Sequence[Mark]:
    marks = []
    for id_, row in rows.items():
        for at, value in row.values.items():
            part, name = (at, parts[at]) if at in parts else ("", NO_WORDS)
            marks.append(
                Mark(
                    id=id_,
                    zh=row.name.zh,
                    en=row.name.en,
                    x="" if part else at,
                    value=value,
                    hedge=row.hedge.value,
                    lit=(part or id_) in lit,
                    part=part,
                    part_zh=name.zh,
                    part_en=name.en,
                )
            )
    return tuple(marks)
