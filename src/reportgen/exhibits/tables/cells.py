"""Cells: what a column shows of a row, and of several rows together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from reportgen.exhibits.charts.wording import hedged
from reportgen.exhibits.select import NO_WORDS, names_of
from reportgen.exhibits.tables.plans import SHARE, Plan
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Cell
from reportgen.model.facts import Fact
from reportgen.model.tables import Tables, measured
from reportgen.numerals import format_number
from reportgen.numerals.months import MONTHS_EN, format_month

_DAY = re.compile(r"([1-9][0-9]{3}-[01][0-9])(-[0-3][0-9])?")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The rows of data that a table is made of, and what it prints a row for.

    `heads` has a row for each printed one; `groups` what that one stands for, or nothing where it is a row itself.
    """

    rows: pd.DataFrame
    heads: pd.DataFrame
    groups: Sequence[pd.DataFrame]
    group_by: str


def cells_of(plan: Plan, chosen: Chosen, places: int, tables: Tables) -> list[Cell]:
    """A column's cells, one a printed row.

    Takes:  places, the digits behind the point.
    """
    if plan.spark:
        return [_spark(plan, group, chosen.rows) for group in chosen.groups]
    if plan.source == "fact":
        return [Cell(text=_fact(plan.facts.get(str(value)))) for value in chosen.heads[chosen.group_by]]
    if plan.numeric:
        numbers = numbers_of(plan, chosen)
        largest = max((n for n in numbers if n is not None), default=Decimal(0))
        bars = [float(100 * n / largest) if plan.bar and n and n > 0 else None for n in numbers]
        cells = [Cell(text=_number(n, plan, places), bar_pct=bar) for n, bar in zip(numbers, bars, strict=True)]
    else:
        cells = [Cell(text=text) for text in texts_of(plan.of, chosen.heads, tables)]
    if not plan.link:
        return cells
    addresses = [str(a) if str(a).startswith(("https://", "http://")) else "" for a in chosen.heads[plan.link]]
    return [replace(cell, href=address) for cell, address in zip(cells, addresses, strict=True)]


def summary_of(plans: Sequence[Plan], rows: pd.DataFrame, whole: pd.DataFrame, places: Sequence[int]) -> list[Cell]:
    """A cell a column for several rows of data together, so that nothing distinct is counted twice.

    Takes:  whole, the rows that are 100 %.
    Gives:  empty cells where a column has no numbers that can be put together.
    """
    cells = []
    for plan, digits in zip(plans, places, strict=True):
        if plan.spark:
            cells.append(_spark(plan, rows, whole))
        elif plan.numeric and plan.source != "fact":
            measure = plan.of if plan.source == "measure" else f"sum:{plan.of}"
            cells.append(Cell(text=_number(_counted(plan, measure, rows, whole), plan, digits)))
        else:
            cells.append(Cell(text=NO_WORDS))
    return cells


def total_of(plan: Plan) -> Cell:
    """The fact that stands under a column of facts."""
    return Cell(text=_fact(plan.total))


# ---- numbers


def numbers_of(plan: Plan, chosen: Chosen) -> list[Decimal | None]:
    """The numbers of a column, or of a measure of each group."""
    if plan.source == "measure":
        return [_counted(plan, plan.of, group, chosen.rows) for group in chosen.groups]
    return [None if pd.isna(cell) else Decimal(str(cell)) for cell in chosen.heads[plan.of]]


def decimals(plan: Plan, chosen: Chosen) -> int:
    """How many digits stand behind the point in all of a column's numbers."""
    if not plan.numeric or plan.source == "fact" or plan.of == SHARE:
        return 1 if plan.of == SHARE else 0
    exponents = [n.as_tuple().exponent for n in numbers_of(plan, chosen) if n is not None]
    return max((-e for e in exponents if isinstance(e, int)), default=0)


def _counted(plan: Plan, measure: str, rows: pd.DataFrame, whole: pd.DataFrame) -> Decimal:
    if plan.across:
        rows, whole = (some[some[plan.across].astype(str) == plan.values[0]] for some in (rows, whole))
    if measure == SHARE:
        return Decimal(100 * len(rows)) / len(whole)
    value = measured(rows, measure)
    assert isinstance(value, Decimal)  # else there is no plan
    return value


def _spark(plan: Plan, rows: pd.DataFrame, whole: pd.DataFrame) -> Cell:
    numbers = [_counted(replace(plan, values=(value,)), plan.of, rows, whole) for value in plan.values]
    largest = max(numbers)
    return Cell(text=NO_WORDS, spark_pct=tuple(float(100 * n / largest) if n > 0 else 0.0 for n in numbers))


def _number(number: Decimal | None, plan: Plan, places: int) -> Both[str]:
    if number is None:
        return NO_WORDS
    shown = number.quantize(Decimal(1).scaleb(-max(places, 0)), ROUND_HALF_UP)
    sign = "%" if plan.of == SHARE else ""
    return Both(zh=format_number(shown, "zh") + sign, en=format_number(shown, "en") + sign)


def _fact(fact: Fact | None) -> Both[str]:
    if fact is None:
        return NO_WORDS
    value = float(fact.value)
    zh, en = (" ".join(hedged(value, fact.hedge, False, language)).strip() for language in BookKind.PARALLEL.languages)
    return Both(zh=zh, en=en)


# ---- words


def texts_of(column: str, heads: pd.DataFrame, tables: Tables) -> list[Both[str]]:
    """The words of a column, or of the pair of columns that it is the stem of."""
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
