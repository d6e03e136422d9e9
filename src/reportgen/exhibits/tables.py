"""A declared table to its cells: rows of data/, or groups of them, worded in both languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

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
from reportgen.model.exhibits import Cell, Column, DataTable, Declaration
from reportgen.model.tables import Misfit, Table, Tables, is_numeric, measured
from reportgen.nearest import nearest
from reportgen.numerals import format_number
from reportgen.numerals.months import MONTHS_EN, format_month
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader

_KEYS = ("table", "where", "group_by", "columns", "sort", "total", "note")
_COLUMN_KEYS = ("head", "share", "bar", "link")
_YEAR = "year"  # a number that is printed as a name
_TOTAL = Both(zh="合计", en="Total")
_DAY = re.compile(r"([1-9][0-9]{3}-[01][0-9])(-[0-3][0-9])?")


@dataclass(frozen=True, slots=True)
class _Plan:
    """One declared column: what it shows and how."""

    source: str  # a column, the stem of a pair of them, or a measure
    measure: bool
    numeric: bool
    head: Both[str]
    share_pct: float  # 0 until it gets an equal part of what the others leave
    bar: bool
    link: str


def make_table(declaration: Declaration, tables: Tables, problems: Problems) -> DataTable | None:
    """The declared table with every cell worded; None where it cannot be made.

    Gives:  one row a row of the table, or a group of rows that have the same `group_by`; a total row counts the
            measures over all rows, so that nothing distinct is counted twice.
    Fails:  problem toml-key-* and exhibit-* of its keys, rows and columns; table-columns-none, table-column-varies,
            table-bar-text, table-share-sum.
    """
    read = read_keys(declaration, problems)
    read.only(_KEYS)
    table = declared_table(read, tables)
    if table is None:
        return None
    group_by = read.take("", "group_by")
    if not _has(read, table.frame, "group_by"):
        return None
    rows = chosen_rows(table.frame, read.take({}, "where"), read)
    plans = _plans(read, table, group_by)
    if rows is None or not plans or not _constant(read, plans, rows, group_by):
        return None
    heads = rows.drop_duplicates(subset=[group_by]) if group_by else rows
    groups = [group for _, group in rows.groupby(group_by, sort=False, dropna=False)] if group_by else []
    columns = [_cells(plan, heads, groups, tables) for plan in plans]
    return DataTable(
        id=declaration.id,
        columns=tuple(Column(head=p.head, numeric=p.numeric, share_pct=p.share_pct) for p in plans),
        rows=tuple(tuple(cells[i] for cells in columns) for i in _order(read, plans, heads, groups)),
        total=_total(plans, rows) if read.take(False, "total") else (),
        note=read.take_both(NO_WORDS, "note"),
        provenance=provenance_of(tables, table.name),
    )


# ---- what the declaration asks for


def _plans(read: KeyReader, table: Table, group_by: str) -> list[_Plan]:
    """The declared columns; none where one of them cannot be made."""
    found = [_plan(read, table, group_by, "columns", i) for i in read.numbers("columns")]
    if read.value("columns") == []:
        read.note("table-columns-none", "columns")
    plans = [plan for plan in found if plan]
    taken = sum(plan.share_pct for plan in plans)
    without = [plan for plan in plans if not plan.share_pct]
    if not plans or len(plans) < len(found):
        return []
    fits = taken < 100 if without else abs(taken - 100) < 0.01
    if not fits or any(plan.share_pct < 0 for plan in plans):
        read.note("table-share-sum", "columns", found=f"{taken:g}")
        return []
    return [plan if plan.share_pct else replace(plan, share_pct=(100 - taken) / len(without)) for plan in plans]


def _plan(read: KeyReader, table: Table, group_by: str, *at: str | int) -> _Plan | None:
    if read.need(dict, *at) is None:
        return None
    measure = read.take("", *at, "measure")
    read.only((*_COLUMN_KEYS, "measure" if measure else "from"), *at)
    source = measure or read.need(str, *at, "from")
    link = read.take("", *at, "link")
    if source is None or not _has(read, table.frame, *at, "link"):
        return None
    if not measure and source not in _stems(table.frame):
        if not _has(read, table.frame, *at, "from"):
            return None
    elif measure and not group_by:
        read.need(str, "group_by")
        return None
    elif measure and isinstance(misfit := measured(table.frame, measure), Misfit):
        note_misfit(read, misfit, *at, "measure")
        return None
    numeric = bool(measure) or _is_number(table.frame, source)
    bar = read.take(False, *at, "bar")
    if bar and not numeric:
        read.note("table-bar-text", *at, "bar", column=source)
    label = table.labels.get(source, NO_WORDS)
    return _Plan(
        source=source,
        measure=bool(measure),
        numeric=numeric,
        head=read.need_both(*at, "head") if label == NO_WORDS else read.take_both(label, *at, "head"),
        share_pct=read.take(0.0, *at, "share"),
        bar=bar,
        link=link,
    )


def _has(read: KeyReader, frame: pd.DataFrame, *at: str | int) -> bool:
    """Whether the table has the column that a key names, if it names one."""
    column = read.value(*at)
    if not isinstance(column, str) or column in frame:
        return True
    note_misfit(read, Misfit("column", column, column, nearest(column, (*_stems(frame), *map(str, frame)))), *at)
    return False


def _is_number(frame: pd.DataFrame, column: str) -> bool:
    return column in frame and column != _YEAR and is_numeric(frame[column])


def _stems(frame: pd.DataFrame) -> list[str]:
    """What the columns NAME_zh and NAME_en share."""
    names = [str(column).removesuffix("_zh") for column in frame]
    return [name for name in names if f"{name}_zh" in frame and f"{name}_en" in frame]


def _constant(read: KeyReader, plans: Sequence[_Plan], rows: pd.DataFrame, group_by: str) -> bool:
    """Whether each column that is shown as it stands has one value in a group."""
    well = True
    for i, plan in enumerate(plans if group_by else ()):
        shown = [f"{plan.source}_zh", f"{plan.source}_en"] if plan.source not in rows else [plan.source]
        if not plan.measure and (rows.groupby(group_by, dropna=False)[shown].nunique() > 1).any(axis=None):
            read.note("table-column-varies", "columns", i, "from", column=plan.source, group_by=group_by)
            well = False
    return well


# ---- cells


def _cells(plan: _Plan, heads: pd.DataFrame, groups: Sequence[pd.DataFrame], tables: Tables) -> list[Cell]:
    if plan.numeric:
        numbers = _numbers(plan.source, heads, groups)
        largest = max((n for n in numbers if n is not None), default=Decimal(0))
        bars = [float(100 * n / largest) if plan.bar and n and n > 0 else None for n in numbers]
        cells = [Cell(text=_number(n), bar_pct=bar) for n, bar in zip(numbers, bars, strict=True)]
    else:
        cells = [Cell(text=text) for text in _texts(plan.source, heads, tables)]
    if not plan.link:
        return cells
    addresses = [str(a) if str(a).startswith(("https://", "http://")) else "" for a in heads[plan.link]]
    return [replace(cell, href=address) for cell, address in zip(cells, addresses, strict=True)]


def _numbers(source: str, heads: pd.DataFrame, groups: Sequence[pd.DataFrame]) -> list[Decimal | None]:
    """The numbers of a column, or of a measure of each group."""
    if source not in heads:
        return [_measured(group, source) for group in groups]
    return [None if pd.isna(cell) else Decimal(str(cell)) for cell in heads[source]]


def _measured(rows: pd.DataFrame, measure: str) -> Decimal:
    value = measured(rows, measure)
    assert isinstance(value, Decimal)  # else there is no plan
    return value


def _number(number: Decimal | None) -> Both[str]:
    return NO_WORDS if number is None else Both(zh=format_number(number, "zh"), en=format_number(number, "en"))


def _texts(column: str, heads: pd.DataFrame, tables: Tables) -> list[Both[str]]:
    if column not in heads:
        pairs = zip(heads[f"{column}_zh"], heads[f"{column}_en"], strict=True)
        return [Both(zh=zh or en, en=en or zh) for zh, en in pairs]
    names = names_of(tables, column)
    return [names.get(str(value)) or _words(value) for value in heads[column]]


def _words(value: Any) -> Both[str]:
    if isinstance(value, tuple):
        return Both(zh="、".join(value), en=", ".join(value))
    text = "" if pd.isna(value) else str(value)
    found = _DAY.fullmatch(text)
    try:
        day = date.fromisoformat(f"{text}{'' if found[2] else '-01'}") if found else None
    except ValueError:
        day = None  # 2012-13 is no month
    if found is None or day is None:
        return Both(zh=text, en=text)
    month = Both(zh=format_month(day).zh, en=f"{MONTHS_EN[day.month - 1][:3]} {day.year}")  # a table has no room
    return Both(zh=f"{month.zh} {day.day} 日", en=f"{day.day} {month.en}") if found[2] else month


def _total(plans: Sequence[_Plan], rows: pd.DataFrame) -> tuple[Cell, ...]:
    cells = []
    for i, plan in enumerate(plans):
        if plan.numeric:
            cells.append(Cell(text=_number(_measured(rows, plan.source if plan.measure else f"sum:{plan.source}"))))
        else:
            cells.append(Cell(text=NO_WORDS if i else _TOTAL))
    return tuple(cells)


def _order(read: KeyReader, plans: Sequence[_Plan], heads: pd.DataFrame, groups: Sequence[pd.DataFrame]) -> list[int]:
    """The rows as the table has them, or by a column: numbers from the largest down, text from the first up."""
    given = list(range(len(heads)))
    measures = [plan.source for plan in plans if plan.measure]
    columns = [plan.source for plan in plans if plan.source in heads] if groups else map(str, heads)
    chosen = read.take_choice("given", ("given", *measures, *columns), "sort")
    if chosen == "given":
        return given
    if chosen in measures or _is_number(heads, chosen):
        numbers = _numbers(chosen, heads, groups)
        return sorted(given, key=lambda i: -(numbers[i] or 0))
    texts = [str(cell) for cell in heads[chosen]]
    return sorted(given, key=lambda i: texts[i])
