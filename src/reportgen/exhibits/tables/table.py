"""A declared table: its rows in order and in groups, and its total."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from reportgen.exhibits.select import NO_WORDS, chosen_rows, declared_table, names_of, read_keys
from reportgen.exhibits.tables.cells import Chosen, cells_of, decimals, numbers_of, summary_of, texts_of, total_of
from reportgen.exhibits.tables.plans import Plan, has_column, is_number, read_plans
from reportgen.model.both import Both
from reportgen.model.exhibits import Cell, Column, DataTable, Declaration, RowGroup
from reportgen.model.facts import Facts, Provenance
from reportgen.model.tables import Tables
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader

_KEYS = ("table", "where", "group_by", "groups", "subtotals", "columns", "sort", "total", "note")
_TOTAL = Both(zh="合计", en="Total")


def make_table(declaration: Declaration, tables: Tables, facts: Facts, problems: Problems) -> DataTable | None:
    """The declared table with every cell worded; None where it cannot be made.

    Gives:  one row a row of the table, or a group of rows that have the same `group_by`; those that have the same
            value of `groups` stand under a heading. Totals and subtotals measure all their rows of data at once.
    Fails:  problem toml-key-* and exhibit-* of its keys, rows and columns; table-columns-none, table-column-varies,
            table-bar-text, table-fact-unknown, table-share-sum.
    """
    read = read_keys(declaration, problems)
    read.only(_KEYS)
    table = declared_table(read, tables)
    if table is None:
        return None
    group_by, groups = read.take("", "group_by"), read.take("", "groups")
    if not all([has_column(read, table.frame, key) for key in ("group_by", "groups")]):
        return None
    rows = chosen_rows(table.frame, read.take({}, "where"), read)
    if rows is None:
        return None
    plans = read_plans(read, table, rows, group_by, tables, facts)
    if not plans or not _constant(read, plans, rows, group_by, groups):
        return None
    chosen = Chosen(
        rows=rows,
        heads=rows.drop_duplicates(subset=[group_by]) if group_by else rows,
        groups=[group for _, group in rows.groupby(group_by, sort=False, dropna=False)] if group_by else [],
        group_by=group_by,
    )
    places = [decimals(plan, chosen) for plan in plans]
    columns = [cells_of(plan, chosen, digits, tables) for plan, digits in zip(plans, places, strict=True)]
    printed = [tuple(cells[i] for cells in columns) for i in range(len(chosen.heads))]
    order = _order(read, plans, chosen)
    subtotals = read.take(False, "subtotals")
    return DataTable(
        id=declaration.id,
        columns=tuple(Column(head=p.head, numeric=p.numeric, share_pct=p.share_pct, barred=p.bar) for p in plans),
        groups=tuple(
            RowGroup(
                head=_heading(name, plans, rows[rows[groups].map(str) == value], rows, places, subtotals)
                if groups
                else (),
                rows=tuple(printed[i] for i in order if not groups or str(chosen.heads[groups].iloc[i]) == value),
            )
            for value, name in _group_names(groups, chosen, tables)
        ),
        total=_total(plans, rows, places) if read.take(False, "total") else (),
        note=read.take_both(NO_WORDS, "note"),
        provenance=min((table.provenance, *_provenances(plans)), key=list(Provenance).index),
    )


def _constant(read: KeyReader, plans: Sequence[Plan], rows: pd.DataFrame, group_by: str, groups: str) -> bool:
    """Whether what stands as it is beside a group of rows has one value in it."""
    if not group_by:
        return True
    asked: list[tuple[str, tuple[str | int, ...]]] = [(groups, ("groups",))] if groups else []
    for i in read.numbers("columns"):
        if read.value("columns", i, "measure") is None and (column := read.value("columns", i, "from")):
            asked.append((column, ("columns", i, "from")))
    well = True
    for column, at in asked:
        shown = [column] if column in rows else [f"{column}_zh", f"{column}_en"]
        if (rows.groupby(group_by, dropna=False)[shown].nunique() > 1).any(axis=None):
            read.note("table-column-varies", *at, column=column, group_by=group_by)
            well = False
    return well


def _provenances(plans: Sequence[Plan]) -> Iterator[Provenance]:
    for plan in plans:
        yield from (fact.provenance for fact in (*plan.facts.values(), plan.total) if fact)


# ---- rows


def _order(read: KeyReader, plans: Sequence[Plan], chosen: Chosen) -> list[int]:
    """The rows as the table has them, or by a column: numbers from the largest down, text from the first up."""
    given = list(range(len(chosen.heads)))
    measures = {plan.of: plan for plan in plans if plan.source == "measure" and not plan.across}
    shown = [plan.of for plan in plans if plan.source == "from" and plan.of in chosen.heads]
    columns = shown if chosen.groups else map(str, chosen.heads)
    by = read.take_choice("given", ("given", *measures, *columns), "sort")
    if by == "given":
        return given
    if by in measures or is_number(chosen.heads, by):
        column = Plan(source="from", of=by, head=NO_WORDS, numeric=True, share_pct=0)
        numbers = numbers_of(measures.get(by, column), chosen)
        return sorted(given, key=lambda i: -(numbers[i] or 0))
    texts = [str(cell) for cell in chosen.heads[by]]
    return sorted(given, key=lambda i: texts[i])


def _group_names(groups: str, chosen: Chosen, tables: Tables) -> Iterator[tuple[str, Both[str]]]:
    """Each value of the column `groups` with its name: in the order of the names, or else as the rows have them."""
    if not groups:
        yield "", NO_WORDS
        return
    firsts = chosen.heads.drop_duplicates(subset=[groups])
    found = list(zip(map(str, firsts[groups]), texts_of(groups, firsts, tables), strict=True))
    known = list(names_of(tables, groups))
    yield from sorted(found, key=lambda pair: known.index(pair[0]) if pair[0] in known else len(known))


def _heading(
    name: Both[str],
    plans: Sequence[Plan],
    rows: pd.DataFrame,
    whole: pd.DataFrame,
    places: Sequence[int],
    subtotals: bool,
) -> tuple[Cell, ...]:
    """The group's name over the columns before its first number, then what its rows come to; or its name alone."""
    first = next((i for i, plan in enumerate(plans) if i and (plan.numeric or plan.spark)), len(plans))
    cells = summary_of(plans, rows, whole, places)[first:] if subtotals else []
    return (Cell(text=name), *cells)


def _total(plans: Sequence[Plan], rows: pd.DataFrame, places: Sequence[int]) -> tuple[Cell, ...]:
    cells = [
        total_of(plan) if plan.total else cell
        for plan, cell in zip(plans, summary_of(plans, rows, rows, places), strict=True)
    ]
    return (cells[0] if plans[0].numeric else replace(cells[0], text=_TOTAL), *cells[1:])
