"""The rows of a chart and their values, counted from a table or taken from facts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from reportgen.exhibits.select import (
    NO_WORDS,
    chosen_rows,
    declared_table,
    name_of,
    names_of,
    note_misfit,
    provenance_of,
    read_keys,
)
from reportgen.model.both import Both
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.model.tables import Misfit, Table, Tables, rows_where
from reportgen.nearest import nearest
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_YEARS, _YEAR = ("year",), Both(zh="年份", en="year")  # columns whose values need no name, and theirs
_COUNTED = {
    "cases": Both(zh="案例数", en="cases"),
    "placements": Both(zh="图谱条目数", en="landscape entries"),
    "real_cases": Both(zh="案例数", en="cases"),
    "taxonomy": Both(zh="场景数", en="scenarios"),
}
_ROWS = Both(zh="条目数", en="entries")
_PUBLISHED, _FIGURES = Both(zh="公布的数字", en="published figures"), Both(zh="数字", en="figures")
_MEASURED = {
    "count": Both(zh="{}", en="{}"),
    "share": Both(zh="{}占比", en="share of {}"),
    "row_share": Both(zh="{}的年度分布（每行合计 100%）", en="{} spread over the years (each row is 100%)"),
}
_DIVIDED = Both(zh="{}的构成（每行合计 100%）", en="{} divided into shares (each row is 100%)")  # row_share of parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A bar, a line or a row of cells: its name, and its values by the year or the part ("" in a chart of bars)."""

    name: Both[str]
    values: Mapping[str, float]
    hedge: Hedge = Hedge.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The rows by id, in the order of the table that names them."""

    rows: Mapping[str, Row]
    percent: bool
    counted: Both[str]
    by: Both[str]
    provenance: Provenance
    parts: Mapping[str, Both[str]] = field(default_factory=dict)  # what rows divide into, by id
    divided_by: Both[str] = NO_WORDS  # what the parts are: 阶段


def from_facts(declaration: Declaration, tables: Tables, facts: Facts, problems: Problems) -> Values | None:
    """One row for each id whose fact, `facts` = "{sector}_cases", is there.

    Fails:  problem chart-facts-unknown, chart-facts-mixed, chart-negative.
    """
    read, pattern = read_keys(declaration, problems), declaration.keys["facts"]
    stated = _PLACEHOLDER.findall(pattern)
    names = names_of(tables, stated[0]) if len(stated) == 1 else {}
    wanted = {id_: pattern.replace(f"{{{stated[0]}}}", id_) for id_ in names}
    found = {id_: facts.named[fact] for id_, fact in wanted.items() if fact in facts.named}
    if not found:
        read.note("chart-facts-unknown", "facts", found=pattern)
        return None
    units = sorted({fact.unit for fact in found.values()})
    negative = [fact for fact in found.values() if fact.value < 0]
    if len(units) > 1:
        read.note("chart-facts-mixed", "facts", found=pattern, units=", ".join(units))
    for fact in negative:
        problems.error(fact.place, "chart-negative", found=fact.id, value=fact.value, chart=declaration.id)
    if len(units) > 1 or negative:
        return None
    provenance = min((fact.provenance for fact in found.values()), key=list(Provenance).index)
    return Values(
        rows={id_: _row_of(fact, names[id_]) for id_, fact in found.items()},
        percent=units == ["%"],
        counted=_PUBLISHED if provenance is Provenance.PUBLISHED else _FIGURES,
        by=_label(tables, stated[0]),
        provenance=provenance,
    )


def _row_of(fact: Fact, name: Both[str]) -> Row:
    return Row(name=name, values={"": float(fact.value)}, hedge=fact.hedge)


def from_table(read: KeyReader, tables: Tables, only: str = "") -> Values | None:
    """One row for each value of the column `by`; a single one, named by what `where` chooses, where `by` is not said.

    Takes:  `only`, the measure of a kind of chart that has but one.
    Fails:  problem chart-name-missing, exhibit-*, toml-key-*.
    """
    table = declared_table(read, tables)
    by, parts = read.take("", "by"), read.take("", "parts")
    x = "" if read.value("x") is None else read.need_choice(_YEARS, "x")
    measure = only or read.take_choice("count", _MEASURED if x or parts else ("count", "share"), "measure")
    where: dict[str, object] = read.take({}, "where")
    if table is None or x is None or not _columns_are_there(read, table):
        return None
    chosen = chosen_rows(table.frame, where, read)
    if chosen is None:
        return None
    beside = x or parts
    span, _ = rows_where(table.frame, {column: asked for column, asked in where.items() if column == x})
    ids, stand = _texts(chosen, by), _texts(chosen, beside)
    names = _names(read, tables, "by", by, ids) if by else {"": _name_of_choice(where, table, tables)}
    divided = _names(read, tables, "parts", parts, stand) if parts else {}
    if names is None or divided is None:
        return None
    counted = _COUNTED.get(table.name, _ROWS)
    said = _DIVIDED if parts and measure == "row_share" else _MEASURED[measure]
    counts = Counter(zip(ids, stand, strict=True))
    across = list(divided) or sorted(set(_texts(span, x)))
    time = next((column for column in (beside, by) if column in _YEARS), "")
    whole = Counter(_texts(span, time)) if measure == "share" else Counter(ids)

    def value(id_: str, at: str) -> float:
        of = id_ if measure == "row_share" or time == by else at if time == beside else ""
        return float(counts[id_, at]) if measure == "count" else 100 * counts[id_, at] / whole[of]

    return Values(
        rows={id_: Row(name=name, values={at: value(id_, at) for at in across}) for id_, name in names.items()},
        percent=measure != "count",
        counted=Both(zh=said.zh.format(counted.zh), en=said.en.format(counted.en)),
        by=_label(tables, by),
        provenance=provenance_of(tables, table.name),
        parts=divided,
        divided_by=_label(tables, parts),
    )


def _columns_are_there(read: KeyReader, table: Table) -> bool:
    asked = {key: read.value(key) for key in ("by", "x", "parts")}
    strange = {key: column for key, column in asked.items() if isinstance(column, str) and column not in table.frame}
    for key, column in strange.items():
        note_misfit(read, Misfit("column", column, column, nearest(column, table.frame.columns)), key)
    return not strange


def _names(read: KeyReader, tables: Tables, key: str, column: str, ids: Iterable[str]) -> dict[str, Both[str]] | None:
    """The names of all rows or parts, in the order of the table that names them."""
    found = sorted(set(ids))
    if column in _YEARS:
        return {id_: Both(zh=id_, en=id_) for id_ in found}
    names = names_of(tables, column)
    strange = [id_ for id_ in found if id_ not in names]
    for id_ in strange:
        read.note("chart-name-missing", key, found=id_, column=column)
    return None if strange else {id_: name for id_, name in names.items() if id_ in found}


def _name_of_choice(where: Mapping[str, object], table: Table, tables: Tables) -> Both[str]:
    """What `where` chooses, as words; all rows are called by what they count."""
    names = [
        name_of(tables, column, str(id_))
        for column, asked in where.items()
        if column not in _YEARS
        for id_ in (asked if isinstance(asked, list) else [asked])
    ]
    if not names:
        return _COUNTED.get(table.name, _ROWS)
    return Both(zh="/".join(name.zh for name in names), en=" / ".join(name.en for name in names))


def _texts(rows: pd.DataFrame, column: str) -> list[str]:
    return list(rows[column].astype(str)) if column else [""] * len(rows)


def _label(tables: Tables, column: str) -> Both[str]:
    """What the rows of the chart are: the column's name in print."""
    if column in _YEARS:
        return _YEAR
    return next((table.labels[column] for table in tables.named.values() if column in table.labels), _ROWS)
