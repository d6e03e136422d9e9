"""Declared tables to cells, and the rows and names that charts and tables share."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reportgen.exhibits.select import (
    chosen_rows,
    declared_table,
    name_of,
    names_of,
    provenance_of,
    read_keys,
)
from reportgen.exhibits.tables import make_table
from reportgen.model.both import Both
from reportgen.model.exhibits import Cell, Column, DataTable, Declaration
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.model.tables import Table, Tables
from reportgen.problems import Place, Problem, Problems
from reportgen.toml_source import parse_toml

TOML = Path("content/exhibits.toml")
NAME = "head = { zh = '名称', en = 'Name' }"
N = "head = { zh = '数', en = 'Number' }"


def a_table(name: str, rows: Sequence[Mapping[str, Any]], provenance: Provenance = Provenance.PUBLIC) -> Table:
    index = pd.RangeIndex(2, 2 + len(rows), name="line")
    frame = pd.DataFrame([*rows], index=index).astype({"members": "Int64"} if "members" in rows[0] else {})
    labels = {
        column: Both(zh=f"{column}列", en=column.title()) for column in frame if not column.endswith(("_zh", "_en"))
    }
    return Table(name=name, file=Path(f"data/{name}.csv"), frame=frame, provenance=provenance, hashes={}, labels=labels)


def rows(columns: str, *cells: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [dict(zip(columns.split(), row, strict=True)) for row in cells]


TABLES = Tables(
    named={
        "banks": a_table(
            "banks",
            rows(
                "id name_zh name_en country begun closed members founders homepage year season",
                (
                    "B1",
                    "甲银行",
                    "Bank A",
                    "CN",
                    "2022-06",
                    "2023-01-05",
                    1200,
                    ("甲", "乙"),
                    "https://a.example",
                    2021,
                    "2012-13",
                ),
                ("B2", "", "Bank B", "NA", "", "", 30, (), "repository: b", 2020, ""),
                ("B3", "丙银行", "", "NA", "2020-12", "", pd.NA, ("丙",), "", 2022, "2022-02-30"),
            ),
        ),
        "taxonomy": a_table(
            "taxonomy",
            rows(
                "sector segment_id segment_zh segment_en scenario_id scenario_zh scenario_en",
                ("finance", "f-1", "支付", "Payment", "f-1-1", "常规支付", "Retail"),
                ("culture", "c-1", "体育", "Sports", "c-1-1", "票务", "Tickets"),
                ("finance", "f-1", "支付", "Payment", "f-1-2", "跨境支付", "Cross-border"),
                ("finance", "f-2", "保险", "Insurance", "f-2-1", "理赔", "Claims"),
            ),
        ),
        "names": a_table(
            "names",
            rows(
                "kind id zh en",
                ("country", "CN", "中国", "China"),
                ("country", "NA", "纳米比亚", "Namibia"),
                ("sector", "finance", "金融", "Finance"),
                ("sector", "culture", "文化", "Culture"),
            ),
        ),
        "sample": a_table("sample", rows("id", ("S1",)), Provenance.SAMPLE),
    }
)

FACTS = Facts(
    named={
        id_: Fact(
            id=id_,
            alias="",
            value=Decimal(value),
            unit="",
            hedge=hedge,
            provenance=Provenance.SAMPLE if id_ == "drawn" else Provenance.PUBLISHED,
            source="",
            rows=(),
            place=Place(Path("data/published.csv")),
        )
        for id_, value, hedge in (
            ("finance_scenarios", 1200, Hedge.OVER),
            ("culture_scenarios", 50, Hedge.ABOUT),
            ("scenarios", 1300, Hedge.EXACT),
            ("f-2_drawn", 1, Hedge.EXACT),
            ("drawn", 1, Hedge.EXACT),
        )
    }
)


def declare(text: str) -> Declaration:
    """The entry [table.t] with these keys; the first stands on line 2."""
    source = parse_toml(f"[table.t]\n{text}", Place(TOML), Problems())
    assert source
    entry = source.below("table", "t")
    return Declaration(kind="table", id="t", keys=entry.values, place=entry.start, places=entry.places)


def make(text: str) -> tuple[DataTable | None, list[Problem]]:
    problems = Problems()
    made = make_table(declare(text), TABLES, FACTS, problems)
    return made, list(problems.found)


def made(text: str) -> DataTable:
    table, problems = make(text)
    assert problems == []
    assert table
    return table


def words(table: DataTable, column: int = 0) -> list[tuple[str, str]]:
    return [(row[column].text.zh, row[column].text.en) for group in table.groups for row in group.rows]


def spots(problems: Sequence[Problem]) -> list[tuple[str, int, int]]:
    assert {p.place.file for p in problems} <= {TOML}
    return [(p.code, p.place.line, p.place.col) for p in problems]


# ---- rows as they stand


def test_a_name_fills_its_empty_half_with_the_other() -> None:
    table = made(f'table = "banks"\ncolumns = [{{ from = "name", {NAME} }}]')

    assert words(table) == [("甲银行", "Bank A"), ("Bank B", "Bank B"), ("丙银行", "丙银行")]
    assert table.columns == (Column(head=Both(zh="名称", en="Name"), numeric=False, share_pct=100),)
    assert (table.id, table.total, table.note) == ("t", (), Both(zh="", en=""))


def test_an_id_prints_as_its_name_and_the_column_under_its_label() -> None:
    table = made('table = "banks"\ncolumns = [{ from = "country" }]')

    assert words(table) == [("中国", "China"), ("纳米比亚", "Namibia"), ("纳米比亚", "Namibia")]
    assert table.columns[0].head == Both(zh="country列", en="Country")


@pytest.mark.parametrize(
    ("column", "printed"),
    [
        ("begun", [("2022 年 6 月", "Jun 2022"), ("", ""), ("2020 年 12 月", "Dec 2020")]),
        ("closed", [("2023 年 1 月 5 日", "5 Jan 2023"), ("", ""), ("", "")]),
        ("season", [("2012-13", "2012-13"), ("", ""), ("2022-02-30", "2022-02-30")]),
        ("founders", [("甲、乙", "甲, 乙"), ("", ""), ("丙", "丙")]),
        ("members", [("1,200", "1,200"), ("30", "30"), ("", "")]),
        ("year", [("2021", "2021"), ("2020", "2020"), ("2022", "2022")]),
        ("id", [("B1", "B1"), ("B2", "B2"), ("B3", "B3")]),
    ],
)
def test_a_cell_is_worded_by_what_it_holds(column: str, printed: list[tuple[str, str]]) -> None:
    table = made(f'table = "banks"\ncolumns = [{{ from = "{column}" }}]')

    assert words(table) == printed
    assert table.columns[0].numeric is (column == "members")


def test_a_cell_links_to_an_address_and_to_nothing_else() -> None:
    table = made('table = "banks"\ncolumns = [{ from = "id", link = "homepage" }]')

    assert [row[0].href for row in table.groups[0].rows] == ["https://a.example", "", ""]


def test_bars_are_shares_of_the_largest_number() -> None:
    table = made('table = "banks"\ncolumns = [{ from = "id" }, { from = "members", bar = true }]')

    assert [row[1].bar_pct for row in table.groups[0].rows] == [100.0, 2.5, None]
    assert [row[0].bar_pct for row in table.groups[0].rows] == [None, None, None]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("given", ["B1", "B2", "B3"]),
        ("members", ["B1", "B2", "B3"]),
        ("begun", ["B2", "B3", "B1"]),
        ("year", ["B2", "B1", "B3"]),
    ],
)
def test_rows_stand_as_given_or_by_a_column(sort: str, order: list[str]) -> None:
    table = made(f'table = "banks"\ncolumns = [{{ from = "id" }}]\nsort = "{sort}"')

    assert [zh for zh, _ in words(table)] == order


def test_only_the_chosen_rows_are_shown_and_summed() -> None:
    table = made(
        'table = "banks"\nwhere = { country = "NA" }\ncolumns = [{ from = "id" }, { from = "members" }]\ntotal = true'
    )

    assert words(table) == [("B2", "B2"), ("B3", "B3")]
    assert [cell.text for cell in table.total] == [Both(zh="合计", en="Total"), Both(zh="30", en="30")]


def test_columns_without_a_share_divide_what_is_left() -> None:
    table = made('table = "banks"\ncolumns = [{ from = "id", share = 40 }, { from = "begun" }, { from = "members" }]')

    assert [column.share_pct for column in table.columns] == [40, 30, 30]


def test_a_note_is_kept_in_both_languages_and_a_sample_stays_one() -> None:
    table = made("table = 'sample'\ncolumns = [{ from = 'id' }]\nnote = { zh = '注', en = 'Note' }")

    assert table.note == Both(zh="注", en="Note")
    assert table.provenance is Provenance.SAMPLE


# ---- groups


def test_rows_of_a_group_are_counted() -> None:
    table = made(
        f"table = 'taxonomy'\ngroup_by = 'sector'\nsort = 'count'\ntotal = true\ncolumns = [{{ from = 'sector' }}, "
        f"{{ measure = 'distinct:segment_id', {N} }}, {{ measure = 'count', {N}, bar = true }}]"
    )

    assert words(table, 0) == [("金融", "Finance"), ("文化", "Culture")]
    assert words(table, 1) == [("2", "2"), ("1", "1")]
    assert [(row[2].text.zh, row[2].bar_pct) for row in table.groups[0].rows] == [
        ("3", 100.0),
        ("1", pytest.approx(100 / 3)),
    ]
    assert [cell.text.zh for cell in table.total] == ["合计", "3", "4"]


def test_a_total_counts_nothing_distinct_twice() -> None:
    table = made(
        f"table = 'banks'\ngroup_by = 'id'\ntotal = true\n"
        f"columns = [{{ from = 'id' }}, {{ measure = 'distinct:country', {N} }}]"
    )

    assert [zh for zh, _ in words(table, 1)] == ["1", "1", "1"]
    assert table.total[1].text.zh == "2"


def test_what_a_group_has_in_common_may_stand_beside_it() -> None:
    table = made(
        f"table = 'taxonomy'\ngroup_by = 'segment_id'\n"
        f"columns = [{{ from = 'segment_id' }}, {{ from = 'sector' }}, {{ measure = 'count', {N} }}]"
    )

    assert words(table, 1) == [("金融", "Finance"), ("文化", "Culture"), ("金融", "Finance")]


def test_rows_stand_under_the_headings_of_their_groups_in_the_order_of_the_names() -> None:
    table = made(
        f"table = 'taxonomy'\ngroup_by = 'segment_id'\ngroups = 'sector'\nsort = 'count'\n"
        f"columns = [{{ from = 'segment_id' }}, {{ measure = 'count', {N} }}]"
    )

    assert [group.head for group in table.groups] == [
        (Cell(text=Both(zh="金融", en="Finance")),),
        (Cell(text=Both(zh="文化", en="Culture")),),
    ]
    assert [[row[0].text.zh for row in group.rows] for group in table.groups] == [["支付", "保险"], ["体育"]]


@pytest.mark.parametrize(("groups", "sizes"), [("members", [1, 1, 1]), ("founders", [1, 1, 1]), ("closed", [1, 2])])
def test_any_column_makes_groups_also_where_it_is_empty(groups: str, sizes: list[int]) -> None:
    table = made(f"table = 'banks'\ngroups = '{groups}'\ncolumns = [{{ from = 'id' }}]")

    assert [len(group.rows) for group in table.groups] == sizes


def test_a_heading_carries_what_its_group_comes_to_from_the_first_number_on() -> None:
    table = made(
        f"table = 'taxonomy'\ngroup_by = 'scenario_id'\ngroups = 'sector'\nsubtotals = true\n"
        f"columns = [{{ from = 'scenario_id' }}, {{ from = 'segment_id' }}, {{ measure = 'distinct:segment_id', {N} }}]"
    )

    assert [[cell.text.zh for cell in group.head] for group in table.groups] == [["金融", "2"], ["文化", "1"]]


def test_a_measure_across_a_column_has_a_column_for_each_of_its_values() -> None:
    table = made(
        "table = 'taxonomy'\ngroup_by = 'segment_id'\ntotal = true\n"
        "columns = [{ from = 'segment_id', share = 40 }, { measure = 'count', across = 'sector', share = 60 }]"
    )

    assert [(c.head.en, c.share_pct) for c in table.columns[1:]] == [("Finance", 30), ("Culture", 30)]
    assert [[cell.text.en for cell in row[1:]] for row in table.groups[0].rows] == [["2", "0"], ["0", "1"], ["1", "0"]]
    assert [cell.text.en for cell in table.total] == ["Total", "3", "1"]


def test_shares_are_of_all_rows_or_of_all_that_hold_the_value() -> None:
    table = made(
        f"table = 'taxonomy'\ngroup_by = 'segment_id'\ntotal = true\nsort = 'share'\n"
        f"columns = [{{ from = 'segment_id' }}, "
        f"{{ measure = 'share', {N} }}, {{ measure = 'share', across = 'sector' }}]"
    )

    shown = [[cell.text.zh for cell in row[1:]] for row in table.groups[0].rows]
    assert shown == [["50.0%", "66.7%", "0.0%"], ["25.0%", "0.0%", "100.0%"], ["25.0%", "33.3%", "0.0%"]]
    assert [cell.text.zh for cell in table.total] == ["合计", "100.0%", "100.0%", "100.0%"]


def test_sparks_are_shares_of_the_largest_in_their_cell() -> None:
    table = made(
        f"table = 'banks'\ngroup_by = 'country'\n"
        f"columns = [{{ from = 'country' }}, {{ measure = 'sum:members', across = 'year', spark = true, {N} }}]"
    )

    assert [row[1] for row in table.groups[0].rows] == [
        Cell(text=Both(zh="", en=""), spark_pct=(0, 100, 0)),
        Cell(text=Both(zh="", en=""), spark_pct=(100, 0, 0)),
    ]


def test_facts_named_after_the_groups_stand_beside_them_as_published() -> None:
    table = made(
        f"table = 'taxonomy'\ngroup_by = 'sector'\ntotal = true\n"
        f"columns = [{{ from = 'sector' }}, {{ fact = '{{sector}}_scenarios', total = 'scenarios', {N} }}]"
    )

    assert words(table, 1) == [("1,200+", "1,200+"), ("约 50", "c. 50")]
    assert table.total[1].text.zh == "1,300"
    assert table.provenance is Provenance.PUBLIC


def test_a_group_without_a_fact_has_an_empty_cell_and_a_sample_fact_makes_the_table_one() -> None:
    table = made(
        f"table = 'taxonomy'\ngroup_by = 'segment_id'\n"
        f"columns = [{{ from = 'segment_id' }}, {{ fact = '{{segment_id}}_drawn', total = 'drawn', {N} }}]"
    )

    assert words(table, 1) == [("", ""), ("", ""), ("1", "1")]
    assert table.provenance is Provenance.SAMPLE


# ---- faults of a table


@pytest.mark.parametrize(
    ("text", "code", "line", "col"),
    [
        ("columns = []", "toml-key-missing", 1, 2),
        ("table = 'banks'", "toml-key-missing", 1, 2),
        ("table = 'banks'\ncolumns = []", "table-columns-none", 3, 1),
        ("table = 'bank'\ncolumns = [{ from = 'id' }]", "exhibit-table-unknown", 2, 1),
        ("table = 5\ncolumns = [{ from = 'id' }]", "toml-key-value", 2, 1),
        ("table = 'banks'\ncolumns = ['id']", "toml-key-value", 3, 12),
        ("table = 'banks'\ncolumns = [{ from = 'id' }]\nsrt = 'id'", "toml-key-unknown", 4, 1),
        ("table = 'banks'\ncolumns = [{ from = 'id', lnk = 'id' }]", "toml-key-unknown", 3, 27),
        ("table = 'banks'\ncolumns = [{ from = 'nam' }]", "exhibit-column-unknown", 3, 14),
        ("table = 'banks'\ncolumns = [{ from = 'id', link = 'hompage' }]", "exhibit-column-unknown", 3, 27),
        ("table = 'banks'\ncolumns = [{ from = 'name' }]", "toml-key-missing", 3, 12),
        ("table = 'banks'\ncolumns = [{ from = 'id' }]\nsort = 'size'", "toml-key-choice", 4, 1),
        ("table = 'banks'\ngroup_by = 'contry'\ncolumns = [{ from = 'id' }]", "exhibit-column-unknown", 3, 1),
        (f"table = 'banks'\ngroup_by = ''\ncolumns = [{{ measure = 'count', {N} }}]", "exhibit-column-unknown", 3, 1),
        ("table = 'banks'\ncolumns = [{ from = 'id' }]\nwhere = { country = 'XX' }", "exhibit-value-unknown", 4, 11),
        ("table = 'banks'\ncolumns = [{ from = 'id' }]\nwhere = { land = 'CN' }", "exhibit-column-unknown", 4, 11),
        (
            "table = 'banks'\ncolumns = [{ from = 'id' }]\nwhere = { country = 'CN', year = 2020 }",
            "exhibit-rows-none",
            4,
            1,
        ),
        (f"table = 'banks'\ncolumns = [{{ measure = 'count', {N} }}]", "toml-key-missing", 1, 2),
        (
            f"table = 'banks'\ngroup_by = 'country'\ncolumns = [{{ measure = 'cont', {N} }}]",
            "exhibit-measure-unknown",
            4,
            14,
        ),
        (
            f"table = 'banks'\ngroup_by = 'country'\ncolumns = [{{ measure = 'sum:name_zh', {N} }}]",
            "exhibit-column-unknown",
            4,
            14,
        ),
        (
            f"table = 'banks'\ngroup_by = 'country'\ncolumns = [{{ measure = 'count', from = 'id', {N} }}]",
            "toml-key-unknown",
            4,
            33,
        ),
        ("table = 'banks'\ngroup_by = 'country'\ncolumns = [{ from = 'id' }]", "table-column-varies", 4, 14),
        (
            "table = 'taxonomy'\ngroup_by = 'segment_id'\ngroups = 'scenario_id'\ncolumns = [{ from = 'segment_id' }]",
            "table-column-varies",
            4,
            1,
        ),
        ("table = 'banks'\ngroups = 'contry'\ncolumns = [{ from = 'id' }]", "exhibit-column-unknown", 3, 1),
        (
            "table = 'banks'\ngroup_by = 'id'\ncolumns = [{ measure = 'count', across = 'yaer' }]",
            "exhibit-column-unknown",
            4,
            33,
        ),
        (
            f"table = 'banks'\ngroup_by = 'id'\ncolumns = [{{ measure = 'count', spark = true, {N} }}]",
            "toml-key-missing",
            4,
            12,
        ),
        (f"table = 'banks'\ncolumns = [{{ fact = '{{id}}_cases', {N} }}]", "table-fact-unknown", 3, 14),
        (
            f"table = 'taxonomy'\ngroup_by = 'sector'\ncolumns = [{{ fact = '{{sector}}_cases', {N} }}]",
            "table-fact-unknown",
            4,
            14,
        ),
        (
            f"table = 'taxonomy'\ngroup_by = 'sector'\n"
            f"columns = [{{ fact = '{{sector}}_scenarios', total = 'scenario', {N} }}]",
            "table-fact-unknown",
            4,
            43,
        ),
        ("table = 'banks'\ncolumns = [{ from = 'id', bar = true }]", "table-bar-text", 3, 27),
        ("table = 'banks'\ncolumns = [{ from = 'id', share = 90 }]", "table-share-sum", 3, 1),
        ("table = 'banks'\ncolumns = [{ from = 'id', share = 100 }, { from = 'year' }]", "table-share-sum", 3, 1),
        ("table = 'banks'\ncolumns = [{ from = 'id', share = -5 }, { from = 'year' }]", "table-share-sum", 3, 1),
        ("table = 'banks'\ncolumns = [{ from = 'id', share = true }]", "toml-key-value", 3, 27),
        ("table = 'banks'\ncolumns = [{ from = 'id' }]\nnote = { zh = '注' }", "toml-key-missing", 4, 1),
    ],
)
def test_a_fault_is_told_at_its_key(text: str, code: str, line: int, col: int) -> None:
    _, problems = make(text)

    assert spots(problems) == [(code, line, col)]


# ---- what charts and tables share


def test_rows_are_chosen_by_a_value_or_several() -> None:
    problems = Problems()
    frame, read = TABLES["banks"], read_keys(declare("kind = 'bar'"), problems)

    one = chosen_rows(frame, {"country": "NA"}, read)
    several = chosen_rows(frame, {"year": [2020, "2021"]}, read)

    assert one is not None and several is not None
    assert one.index.to_list() == [3, 4]
    assert several.index.to_list() == [2, 3]
    assert problems.found == ()


def test_a_table_is_found_by_its_name() -> None:
    problems = Problems()

    assert declared_table(read_keys(declare("table = 'banks'"), problems), TABLES) is TABLES.named["banks"]
    assert declared_table(read_keys(declare("table = 'bnks'"), problems), TABLES) is None
    assert [p.values["nearest"] for p in problems.found] == ["banks"]


def test_names_come_from_the_taxonomy_or_from_names() -> None:
    assert name_of(TABLES, "segment_id", "f-2") == Both(zh="保险", en="Insurance")
    assert name_of(TABLES, "scenario_id", "c-1-1") == Both(zh="票务", en="Tickets")
    assert name_of(TABLES, "country", "NA") == Both(zh="纳米比亚", en="Namibia")
    assert name_of(TABLES, "country", "XX") == Both(zh="XX", en="XX")
    assert list(names_of(TABLES, "segment_id")) == ["f-1", "c-1", "f-2"]


def test_the_weakest_provenance_holds_for_several_tables() -> None:
    assert provenance_of(TABLES, "banks") is Provenance.PUBLIC
    assert provenance_of(TABLES, "banks", "sample", "names") is Provenance.SAMPLE


def test_numbers_of_any_kind_are_summed_exactly() -> None:
    table = a_table("amounts", rows("name amount", ("a", Decimal("0.1")), ("b", Decimal("0.2"))))
    problems = Problems()

    made = make_table(
        declare("table = 'amounts'\ncolumns = [{ from = 'name' }, { from = 'amount' }]\ntotal = true"),
        Tables(named={"amounts": table, "names": TABLES.named["names"]}),
        FACTS,
        problems,
    )

    assert made is not None
    assert made.total[1].text.en == "0.3"
