"""What a declaration asks of each column: where its cells come from, its head, its width."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import pandas as pd

from reportgen.exhibits.select import NO_WORDS, names_of, note_misfit
from reportgen.model.both import Both
from reportgen.model.facts import Fact, Facts
from reportgen.model.tables import Misfit, Table, Tables, is_numeric, measured
from reportgen.nearest import nearest
from reportgen.toml_source import KeyReader

Source: TypeAlias = Literal["from", "measure", "fact"]

SHARE = "share"  # the measure: of the rows of the whole table, in percent
YEAR = "year"  # a number that is printed as a name
_KEYS = ("head", "share")
_KEYS_OF: dict[Source, tuple[str, ...]] = {
    "from": ("from", "bar", "link"),
    "measure": ("measure", "across", "spark", "bar", "link"),
    "fact": ("fact", "total"),
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One column: what it shows and how."""

    source: Source
    of: str  # a column, the stem of a pair of them, a measure, or the name of facts: "{sector}_cases"
    head: Both[str]
    numeric: bool
    share_pct: float  # 0 until it gets an equal part of what the others leave
    across: str = ""  # a measure is counted where this column holds one of `values`
    values: tuple[str, ...] = ()  # one, or those of a spark
    spark: bool = False
    bar: bool = False
    link: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)  # value of `group_by` -> what is printed beside it
    total: Fact | None = None


def read_plans(
    read: KeyReader, table: Table, rows: pd.DataFrame, group_by: str, tables: Tables, facts: Facts
) -> list[Plan]:
    """The declared columns, one across years as so many; none where one of them cannot be made.

    Takes:  rows, those that the table is made of.
    Fails:  problem toml-key-*, exhibit-*-unknown, table-columns-none, table-bar-text, table-fact-unknown,
            table-share-sum.
    """
    found = [_plans(read, table, rows, group_by, tables, facts, i) for i in read.numbers("columns")]
    if read.value("columns") == []:
        read.note("table-columns-none", "columns")
    if not found or not all(found):
        return []
    plans = [plan for some in found for plan in some]
    taken = sum(plan.share_pct for plan in plans)
    without = [plan for plan in plans if not plan.share_pct]
    fits = taken < 100 if without else abs(taken - 100) < 0.01
    if not fits or any(plan.share_pct < 0 for plan in plans):
        read.note("table-share-sum", "columns", found=f"{taken:g}")
        return []
    return [plan if plan.share_pct else replace(plan, share_pct=(100 - taken) / len(without)) for plan in plans]


def has_column(read: KeyReader, frame: pd.DataFrame, *at: str | int) -> bool:
    """Whether the table has the column that a key names, if it names one.

    Fails:  problem exhibit-column-unknown.
    """
    column = read.value(*at)
    if not isinstance(column, str) or column in frame:
        return True
    note_misfit(read, Misfit("column", column, column, nearest(column, (*_stems(frame), *map(str, frame)))), *at)
    return False


def is_number(frame: pd.DataFrame, column: str) -> bool:
    """Whether the column's cells print as numbers."""
    return column in frame and column != YEAR and is_numeric(frame[column])


# ---- one declared column


def _plans(
    read: KeyReader, table: Table, rows: pd.DataFrame, group_by: str, tables: Tables, facts: Facts, i: int
) -> list[Plan]:
    at = ("columns", i)
    if read.need(dict, *at) is None:
        return []
    source: Source = next((s for s in ("measure", "fact") if read.value(*at, s) is not None), "from")
    read.only((*_KEYS, *_KEYS_OF[source]), *at)
    match source:
        case "measure":
            return _measures(read, table, rows, group_by, tables, at)
        case "fact":
            return _facts(read, rows, group_by, facts, at)
        case _:
            return _columns(read, table, at)


def _columns(read: KeyReader, table: Table, at: tuple[str, int]) -> list[Plan]:
    column, link = read.need(str, *at, "from"), read.take("", *at, "link")
    if column is None or not has_column(read, table.frame, *at, "link"):
        return []
    if column not in _stems(table.frame) and not has_column(read, table.frame, *at, "from"):
        return []
    numeric, bar = is_number(table.frame, column), read.take(False, *at, "bar")
    if bar and not numeric:
        read.note("table-bar-text", *at, "bar", column=column)
    label = table.labels.get(column, NO_WORDS)
    head = read.need_both(*at, "head") if label == NO_WORDS else read.take_both(label, *at, "head")
    share = read.take(0.0, *at, "share")
    return [Plan(source="from", of=column, head=head, numeric=numeric, share_pct=share, bar=bar, link=link)]


def _measures(
    read: KeyReader, table: Table, rows: pd.DataFrame, group_by: str, tables: Tables, at: tuple[str, int]
) -> list[Plan]:
    """The measure as a column; across the values of a column, as one for each, or as a column of sparks."""
    measure, across = read.take("", *at, "measure"), read.take("", *at, "across")
    spark, bar = read.take(False, *at, "spark"), read.take(False, *at, "bar")
    link, share = read.take("", *at, "link"), read.take(0.0, *at, "share")
    if not group_by:
        read.need(str, "group_by")
        return []
    if measure != SHARE and isinstance(misfit := measured(table.frame, measure), Misfit):
        note_misfit(read, misfit, *at, "measure")
        return []
    if not all(has_column(read, table.frame, *at, key) for key in ("link", "across")):
        return []
    if spark and not across:
        read.need(str, *at, "across")
        return []
    head = NO_WORDS if across and not spark else read.need_both(*at, "head")
    plan = Plan(
        source="measure", of=measure, head=head, numeric=not spark, share_pct=share, across=across, bar=bar, link=link
    )
    if not across:
        return [plan]
    names = _values(rows, across, tables)
    if spark:
        return [replace(plan, spark=True, values=tuple(names))]
    part = share / len(names)
    return [replace(plan, head=name, values=(value,), share_pct=part) for value, name in names.items()]


def _values(rows: pd.DataFrame, across: str, tables: Tables) -> dict[str, Both[str]]:
    """The values of a column in the order of their names, or else of the values themselves; each with its name."""
    found, names = sorted(set(rows[across].astype(str))), names_of(tables, across)
    ordered = [value for value in names if value in found] + [value for value in found if value not in names]
    return {value: names.get(value, Both(zh=value, en=value)) for value in ordered}


def _facts(read: KeyReader, rows: pd.DataFrame, group_by: str, facts: Facts, at: tuple[str, int]) -> list[Plan]:
    """Facts named after the groups: "{sector}_cases"."""
    name, total = read.need(str, *at, "fact") or "", read.take("", *at, "total")
    stated = _PLACEHOLDER.findall(name)
    values = dict.fromkeys(map(str, rows[group_by])) if stated == [group_by] else ()
    named = {value: facts.named.get(_PLACEHOLDER.sub(value, name)) for value in values}
    known = {value: fact for value, fact in named.items() if fact}
    if not known:
        read.note("table-fact-unknown", *at, "fact", found=name, nearest=f"{{{group_by or 'sector'}}}_cases")
        return []
    if total and total not in facts.named:
        read.note("table-fact-unknown", *at, "total", found=total, nearest=nearest(total, facts.named))
        return []
    head, share = read.need_both(*at, "head"), read.take(0.0, *at, "share")
    below = facts.named.get(total)
    return [Plan(source="fact", of=name, head=head, numeric=True, share_pct=share, facts=known, total=below)]


def _stems(frame: pd.DataFrame) -> Sequence[str]:
    """What the columns NAME_zh and NAME_en share."""
    names = [str(column).removesuffix("_zh") for column in frame]
    return [name for name in names if f"{name}_zh" in frame and f"{name}_en" in frame]
