"""Facts from published figures and from declared counts, and what the cases say of the published ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reportgen.facts import check_published, state_facts
from reportgen.model.facts import Fact, FactDeclaration, Facts, Hedge, Provenance
from reportgen.model.tables import Table, Tables
from reportgen.problems import Place, Problem, Problems

TOML = Path("data/facts.toml")
PUBLISHED = ("id", "alias", "value", "hedge", "unit", "source")


def a_table(name: str, rows: Sequence[Mapping[str, Any]], provenance: Provenance) -> Table:
    index = pd.RangeIndex(2, 2 + len(rows), name="line")
    frame = pd.DataFrame([*rows], index=index, columns=list(rows[0]) if rows else [])
    return Table(name=name, file=Path(f"data/{name}.csv"), frame=frame, provenance=provenance, hashes={})


def published(*rows: tuple[str, str, object, str]) -> Table:
    values = ((id_, alias, value, hedge, "起", "s") for id_, alias, value, hedge in rows)
    found = [dict(zip(PUBLISHED, row, strict=True)) for row in values]
    return a_table("published", found, Provenance.PUBLISHED)


def placements() -> Table:
    rows = [("ORG1", "finance", 3), ("ORG2", "finance", 4), ("ORG1", "culture", 5), ("", "culture", 6)]
    found = [{"organisation": o, "landscape": landscape, "members": n} for o, landscape, n in rows]
    return a_table("placements", found, Provenance.PUBLIC)


def cases(*rows: tuple[str, int, str]) -> Table:
    found = [{"sector": s, "year": y, "country": c, "industry": s} for s, y, c in rows]
    return a_table("cases", found, Provenance.SAMPLE)


def tables(*given: Table) -> Tables:
    return Tables(named={table.name: table for table in given})


def a_declaration(**changed: Any) -> FactDeclaration:
    keys = {"id": "banks", "alias": "银行数", "table": "placements", "where": {}, "measure": "count", "unit": "家"}
    places = {key: Place(TOML, line, 1) for line, key in enumerate(("alias", "table", "where", "measure"), 2)}
    places["where.landscape"] = Place(TOML, 4, 11)
    places["where.landscape.1"] = Place(TOML, 4, 35)
    return FactDeclaration(**(keys | changed), place=Place(TOML, 1, 2), places=places)


def state(*declarations: FactDeclaration, of: Tables | None = None) -> tuple[Facts, list[Problem]]:
    problems = Problems()
    own = tables(published(("cases_total", "案例总数", Decimal(3636), "exact")), placements())
    facts = state_facts(own if of is None else of, declarations, problems)
    return facts, list(problems.found)


def spots(problems: Sequence[Problem]) -> list[tuple[str, str, int, int]]:
    return [(p.code, str(p.place.file), p.place.line, p.place.col) for p in problems]


def test_a_published_figure_is_a_fact_under_its_id_and_alias() -> None:
    facts, problems = state()

    assert problems == []
    assert facts.named["cases_total"] is facts.named["案例总数"]
    assert facts.named["cases_total"] == Fact(
        id="cases_total",
        alias="案例总数",
        value=Decimal(3636),
        unit="起",
        hedge=Hedge.EXACT,
        provenance=Provenance.PUBLISHED,
        source="s",
        rows=(),
        place=Place(Path("data/published.csv"), 2, 3),
    )


@pytest.mark.parametrize(
    ("where", "measure", "value", "rows"),
    [
        ({}, "count", 4, (2, 3, 4, 5)),
        ({"landscape": "finance"}, "count", 2, (2, 3)),
        ({"landscape": ["finance", "culture"], "organisation": "ORG1"}, "count", 2, (2, 4)),
        ({"members": 4}, "count", 1, (3,)),
        ({}, "distinct:organisation", 2, (2, 3, 4, 5)),
        ({"landscape": "finance"}, "sum:members", 7, (2, 3)),
    ],
)
def test_a_declared_fact_is_counted_from_its_rows(
    where: dict[str, object], measure: str, value: int, rows: tuple[int, ...]
) -> None:
    facts, problems = state(a_declaration(where=where, measure=measure))

    fact = facts.named["银行数"]
    assert problems == []
    assert (fact.value, fact.rows, fact.hedge) == (Decimal(value), rows, Hedge.EXACT)
    assert (fact.provenance, fact.source, fact.place) == (Provenance.PUBLIC, "data/placements.csv", Place(TOML, 1, 2))


@pytest.mark.parametrize(
    ("changed", "code", "line", "col", "nearest"),
    [
        ({"table": "placement"}, "fact-table-unknown", 3, 1, "placements"),
        ({"where": {"landscpe": "finance"}}, "fact-column-unknown", 1, 2, "landscape"),
        ({"where": {"landscape": "finances"}}, "fact-value-unknown", 4, 11, "finance"),
        ({"where": {"landscape": ["culture", "finances"]}}, "fact-value-unknown", 4, 35, "finance"),
        ({"measure": "distinct:organization"}, "fact-column-unknown", 5, 1, "organisation"),
        ({"measure": "sum:organisation"}, "fact-column-unknown", 5, 1, "members"),
        ({"measure": "counts"}, "fact-measure-unknown", 5, 1, "count"),
        ({"measure": "count:organisation"}, "fact-measure-unknown", 5, 1, "count"),
    ],
)
def test_what_cannot_be_counted_is_told_at_its_key(
    changed: dict[str, object], code: str, line: int, col: int, nearest: str
) -> None:
    facts, problems = state(a_declaration(**changed))

    assert "banks" not in facts.named
    assert spots(problems) == [(code, "data/facts.toml", line, col)]
    assert problems[0].values["nearest"] == nearest


@pytest.mark.parametrize(
    ("changed", "line", "col", "found", "first"),
    [
        ({"id": "cases_total"}, 1, 2, "cases_total", "data/published.csv:2:1"),
        ({"alias": "案例总数"}, 2, 1, "案例总数", "data/published.csv:2:2"),
        ({"alias": "cases_total"}, 2, 1, "cases_total", "data/published.csv:2:1"),
    ],
)
def test_a_name_stands_for_one_fact_only(changed: dict[str, str], line: int, col: int, found: str, first: str) -> None:
    facts, problems = state(a_declaration(**changed))

    assert facts.named["cases_total"].value == 3636
    assert spots(problems) == [("fact-name-doubled", "data/facts.toml", line, col)]
    assert problems[0].values == {"found": found, "first": first}


def test_a_published_name_that_stands_twice_is_told_at_its_cell() -> None:
    _, problems = state(of=tables(published(("a", "甲", Decimal(5), "exact"), ("b", "甲", Decimal(6), "exact"))))

    assert spots(problems) == [("fact-name-doubled", "data/published.csv", 3, 2)]
    assert problems[0].values == {"found": "甲", "first": "data/published.csv:2:2"}


def test_what_is_already_known_to_be_bad_adds_no_problem() -> None:
    figures = published(("a", "甲", pd.NA, "exact"), ("b", "乙", Decimal(5), ""))
    nothing = replace(placements(), frame=placements().frame.iloc[:0])

    assert state(of=tables(figures)) == (Facts(named={}), [])
    assert state(a_declaration(), of=tables())[1] == []
    assert state(a_declaration(where={"landscape": "finance"}), of=tables(nothing))[1] == []


# ---- the published figures against the cases


def differences(*figures: tuple[str, str, object, str]) -> list[Problem]:
    problems = Problems()
    given = tables(
        published(*figures),
        cases(*[("finance", 2021, "CN")] * 12, *[("culture", 2022, "NA")] * 8, ("culture", 2022, "FR")),
    )
    check_published(given, state_facts(given, (), problems), problems)
    return list(problems.found)


def test_figures_that_the_cases_bear_out_are_passed_over() -> None:
    assert (
        differences(
            ("cases_total", "a", Decimal(21), "exact"),
            ("cases_2022", "b", Decimal(9), "exact"),
            ("countries_total", "c", Decimal(3), "exact"),
            ("countries_2022", "d", Decimal(2), "exact"),
            ("industries_total", "e", Decimal(2), "exact"),
            ("finance_cases", "f", Decimal(11), "over"),
            ("culture_cases", "g", Decimal(9), "nearly"),
            ("transport_cases", "h", Decimal(180), "over"),
            ("cases_tracked", "i", Decimal(4300), "over"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("id_", "value", "hedge", "found"),
    [
        ("cases_total", 22, "exact", "21"),
        ("cases_2022", 10, "exact", "9"),
        ("countries_2022", 3, "exact", "2"),
        ("industries_total", 15, "exact", "2"),
        ("finance_cases", 13, "over", "12"),
        ("finance_cases", 10, "over", "12"),
        ("culture_cases", 8, "nearly", "9"),
        ("finance_cases", 14, "about", "12"),
    ],
)
def test_a_figure_that_the_cases_contradict_is_a_warning_at_its_value(
    id_: str, value: int, hedge: str, found: str
) -> None:
    problems = differences(("data_points", "甲", Decimal(1), "over"), (id_, "乙", Decimal(value), hedge))

    assert spots(problems) == [("fact-published-differs", "data/published.csv", 3, 3)]
    assert not problems[0].fatal
    assert problems[0].values == {"fact": id_, "found": found, "expected": str(value), "hedge": hedge}


def test_without_cases_nothing_is_compared() -> None:
    problems = Problems()
    given = tables(published(("cases_total", "a", Decimal(5), "exact")))

    check_published(given, state_facts(given, (), problems), problems)

    assert problems.found == ()
