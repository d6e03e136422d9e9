"""Tables to Facts: every number that the text may print, published or counted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

import pandas as pd

from reportgen.model.facts import Fact, FactDeclaration, Facts, Hedge
from reportgen.model.tables import Misfit, Tables, measured, rows_where
from reportgen.nearest import nearest
from reportgen.numerals import agrees, format_number
from reportgen.problems import Place, Problems

_Placed: TypeAlias = tuple[Fact, Place, Place]  # a fact, and where its id and its alias stand
_PUBLISHED = "published"
_TOTAL = re.compile(r"(cases|countries|industries)_(total|[0-9]{4})")
_MEASURES = {"cases": "count", "countries": "distinct:country", "industries": "distinct:industry"}
_CODES = {"column": "fact-column-unknown", "value": "fact-value-unknown", "measure": "fact-measure-unknown"}


def state_facts(tables: Tables, declarations: Sequence[FactDeclaration], problems: Problems) -> Facts:
    """All facts by id and by alias: the rows of published, then what is declared to be counted.

    Fails:  problem fact-name-doubled, fact-table-unknown, fact-column-unknown, fact-value-unknown,
            fact-measure-unknown.
    """
    named: dict[str, Fact] = {}
    first: dict[str, Place] = {}
    for fact, id_at, alias_at in (*_published(tables), *_counted(tables, declarations, problems)):
        for name, place in {fact.id: id_at, fact.alias: alias_at}.items():
            if name in named:
                problems.error(place, "fact-name-doubled", found=name, first=str(first[name]))
            elif name:
                named[name], first[name] = fact, place
    return Facts(named=named)


def check_published(tables: Tables, facts: Facts, problems: Problems) -> None:
    """Nothing; what the cases add up to agrees with the published figures, each under its hedge.

    Fails:  warning fact-published-differs at the published figure.
    """
    if "cases" not in tables.named or tables["cases"].empty:
        return
    cases = tables["cases"]
    for fact in (facts.named[id_] for id_ in tables[_PUBLISHED]["id"] if id_ in facts.named):
        counted = _comparable(fact.id, cases)
        if counted is not None and not agrees(fact.value, fact.hedge, counted):
            found, expected = format_number(counted, "en"), format_number(fact.value, "en")
            problems.warn(
                fact.place, "fact-published-differs", fact=fact.id, found=found, expected=expected, hedge=fact.hedge
            )


def _published(tables: Tables) -> Iterator[_Placed]:
    """Each row at the cell of its value, and where its two names stand."""
    table = tables.named.get(_PUBLISHED)
    if table is None:
        return
    columns = ("id", "alias", "value", "hedge", "unit", "source")
    id_at, alias_at, value_at = (list(table.frame).index(name) + 1 for name in columns[:3])
    for line, id_, alias, value, hedge, unit, source in table.frame[[*columns]].itertuples(name=None):
        if pd.isna(value) or hedge not in set(Hedge):
            continue  # the cell's own problem is known
        fact = Fact(
            id=id_,
            alias=alias,
            value=value,
            unit=unit,
            hedge=Hedge(hedge),
            provenance=table.provenance,
            source=source,
            rows=(),
            place=Place(table.file, line, value_at),
        )
        yield fact, Place(table.file, line, id_at), Place(table.file, line, alias_at)


def _counted(tables: Tables, declarations: Iterable[FactDeclaration], problems: Problems) -> Iterator[_Placed]:
    for one in declarations:
        table = tables.named.get(one.table)
        if table is None:
            near = nearest(one.table, tables.named)
            if near:  # else there are no tables at all, which is known
                problems.error(_place(one, "table"), "fact-table-unknown", found=one.table, nearest=near)
            continue
        rows, misfits = rows_where(table.frame, one.where)
        for misfit in misfits:
            _note(misfit, one, ".".join(map(str, ("where", misfit.column, *misfit.at))), problems)
        value = measured(rows, one.measure)
        if isinstance(value, Misfit):
            _note(value, one, "measure", problems)
        elif not misfits:
            fact = Fact(
                id=one.id,
                alias=one.alias,
                value=value,
                unit=one.unit,
                hedge=Hedge.EXACT,
                provenance=table.provenance,
                source=str(table.file),
                rows=tuple(rows.index),
                place=one.place,
            )
            yield fact, one.place, _place(one, "alias")


def _note(misfit: Misfit, one: FactDeclaration, key: str, problems: Problems) -> None:
    values = {"column": misfit.column, "found": misfit.found, "nearest": misfit.nearest}
    problems.error(_place(one, key), _CODES[misfit.kind], table=one.table, **values)


def _place(one: FactDeclaration, key: str) -> Place:
    return one.places.get(key, one.place)


def _comparable(id_: str, cases: pd.DataFrame) -> Decimal | None:
    """What the cases say of a published figure about them; None for any other figure."""
    if total := _TOTAL.fullmatch(id_):
        rows = cases if total[2] == "total" else cases[cases["year"] == int(total[2])]
        value = measured(rows, _MEASURES[total[1]])
        assert isinstance(value, Decimal)  # the columns are there
        return value
    sector = id_.removesuffix("_cases")
    rows = cases[cases["sector"] == sector]
    return Decimal(len(rows)) if sector != id_ and len(rows) else None
