"""The tables of data/ as a whole: cells typed, keys unique, references resolved, schema and facts.toml checked."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data import load_fact_declarations, load_tables
from reportgen.data.cells import TYPES, ColumnType, Value, read_cell
from reportgen.data.traces import Trace, find_trace
from reportgen.model.facts import Provenance
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problem, Problems

ROOT = Path(__file__).parents[2]
FILES = {
    "cases/2020.csv": (
        "id,date,country,industry,segment_id,scenario_id,stage,adopters\n"
        "C1,2020-01,CN,finance,finance-3,finance-3-1,概念验证,甲银行；Bank B\n"
    ),
    "cases/2021.csv": (
        "id,date,country,industry,segment_id,scenario_id,stage\nC2,2021年12月,NA,finance,finance-3,finance-3-1,live\n"
    ),
    "taxonomy.csv": (
        "sector,industry,segment_id,segment_zh,segment_en,scenario_id,scenario_zh,scenario_en,basis\n"
        "finance,finance,finance-3,支付/结算,Payment,finance-3-1,常规支付,Retail payment,named\n"
    ),
    "organisations.csv": "id,name_zh,name_en,country,status,source\nORG1,,NA Bank,NA,active,https://example.org\n",
    "placements.csv": (
        "organisation,landscape,segment_id,role,role_basis,evidence,source\n"
        "ORG1,finance,finance-3,adopter,stated,news,https://example.org\n"
    ),
    "published.csv": (
        "id,alias,value,hedge,unit,period,source\n"
        'cases_total,案例总数,"3,636",exact,起,2020-2022,s\n'
        "characters_total,总字数,48.9万,over,字,2020-2022,s\n"
    ),
    "glossary.csv": "zh,en,note\n存证,evidence preservation,\n",
    "closures.csv": (
        "id,name_zh,name_en,field_zh,field_en,begun,ended,outcome_zh,outcome_en,source\n"
        "b3i,,B3i,再保险,Reinsurance,2016-10,2022-07,关闭,shut down,s\n"
    ),
    "real_cases.csv": (
        "id,sector,name_zh,name_en,year,state,outcome_zh,outcome_en,source\n"
        "r1,finance,某案例,A case,2016,停办,2019 年停办,Stopped in 2019,s\n"
    ),
    "standards.csv": (
        "id,number,title_zh,title_en,kind_zh,kind_en,issuer_zh,issuer_en,issued,effective,source\n"
        "s1,T/X 1—2022,,,规定,rules,某学会,Some Institute,,2022-08-28,s\n"
    ),
    "publications.csv": (
        "id,title_zh,title_en,organiser_zh,organiser_en,issued_zh,issued_en,source\np1,年报,Report,社,Press,,,s\n"
    ),
    "names.csv": (
        "kind,id,zh,en\nsector,finance,金融,Finance\nindustry,finance,金融,Finance\n"
        "country,CN,中国,China\ncountry,NA,纳米比亚,Namibia\n"
    ),
}

Load = Callable[..., tuple[Tables, list[Problem]]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads the small tables above under the shipped schema; a file given by name stands in for one of them."""

    def loaded(changed: dict[str, str] | None = None, schema: str | None = None) -> tuple[Tables, list[Problem]]:
        data = tmp_path / "data"
        (data / "cases").mkdir(parents=True)
        for name, text in (FILES | (changed or {})).items():
            (data / name).write_text(text, encoding="utf-8")
        if schema is None:
            shutil.copy(ROOT / "data" / "schema.toml", data)
        else:
            (data / "schema.toml").write_text(schema, encoding="utf-8")
        problems = Problems()
        return load_tables(tmp_path, problems), list(problems.found)

    return loaded


def changed(name: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}


def spots(problems: list[Problem]) -> list[tuple[str, str, int, int]]:
    return [(p.code, str(p.place.file), p.place.line, p.place.col) for p in problems]


# ---- good tables


def test_good_tables_are_typed_without_a_word(load: Load) -> None:
    tables, problems = load()

    assert problems == []
    names = (
        "cases taxonomy organisations placements published closures real_cases standards publications glossary names"
    )
    assert " ".join(tables.named) == names
    assert tables["published"]["value"].to_list() == [Decimal(3636), Decimal(489000)]
    assert tables["published"].index.to_list() == [2, 3]
    assert tables["published"].index.name == "line"
    assert tables.named["cases"].provenance is Provenance.SAMPLE
    assert tables.named["published"].provenance is Provenance.PUBLISHED
    assert tables.named["published"].labels["hedge"].en == "Hedge"


def test_missing_text_is_empty_and_the_country_na_is_namibia(load: Load) -> None:
    tables, _ = load()

    organisation = tables["organisations"].loc[2]
    assert organisation["country"] == "NA"
    assert organisation["name_zh"] == organisation["homepage"] == organisation["closed_on"] == ""


def test_a_placement_has_the_country_of_its_organisation(load: Load) -> None:
    tables, _ = load()

    assert tables["placements"]["country"].to_list() == ["NA"]


def test_cases_of_all_files_stand_together_with_their_sector_and_year(load: Load) -> None:
    tables, _ = load()

    cases = tables["cases"]
    assert cases["file"].to_list() == ["data/cases/2020.csv", "data/cases/2021.csv"]
    assert cases["date"].to_list() == ["2020-01", "2021-12"]
    assert cases["year"].to_list() == [2020, 2021]
    assert cases["sector"].to_list() == ["finance", "finance"]
    assert cases["stage"].to_list() == ["poc", "live"]
    assert cases["adopters"].to_list() == [("甲银行", "Bank B"), ()]
    assert tables.named["cases"].file == Path("data/cases")
    assert set(tables.named["cases"].hashes) == {"data/cases/2020.csv", "data/cases/2021.csv"}


def test_columns_stand_in_the_files_order(load: Load) -> None:
    tables, problems = load(
        {
            "names.csv": "id,en,zh,类别\nfinance,Finance,金融,sector\nfinance,Finance,金融,industry\n"
            "CN,China,中国,country\nNA,Namibia,纳米比亚,country\n"
        }
    )

    assert problems == []
    assert list(tables["names"].columns) == ["id", "en", "zh", "kind"]


def test_the_shipped_tables_are_good() -> None:
    problems = Problems()

    tables = load_tables(ROOT, problems)

    assert problems.found == ()
    assert len(tables["cases"]) == 3636


# ---- cells


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("int", "3,636", 3636),
        ("int", "1.2万", 12000),
        ("decimal", "48.9", Decimal("48.9")),
        ("year_month", "2022-06", "2022-06"),
        ("year_month", "2022年6月", "2022-06"),
        ("year_month", "2022/6", "2022-06"),
        ("date", "2022/6/1", "2022-06-01"),
        ("date", "2022.06.30", "2022-06-30"),
        ("date", "2022-06-30", "2022-06-30"),
        ("date", "２０２２年６月３０日", "2022-06-30"),
        ("date", "2022/6/30 0:00", "2022-06-30"),
        ("year_month", "2022-06-01 00:00:00", "2022-06"),
        ("decimal", "４８．９", Decimal("48.9")),
        ("decimal", "1.2亿", Decimal(120_000_000)),
        ("date", "2022 年 6 月 30 日", "2022-06-30"),
        ("list", "甲；B;；C", ("甲", "B", "C")),
        ("text", "{{ 7 * 7 }} <b>", "{{ 7 * 7 }} <b>"),
    ],
)
def test_a_cell_is_read_exactly(kind: ColumnType, text: str, value: Value) -> None:
    assert read_cell(text, kind, "；;") == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("int", "3.5"),
        ("int", "45%"),
        ("int", "９０％"),
        ("int", "99999999999999999999"),
        ("int", "#REF!"),
        ("decimal", "1.234,5"),
        ("year_month", "2022-13"),
        ("year_month", "06/2022"),
        ("year_month", "22-06"),
        ("date", "6/1/2022"),
        ("date", "2022/6-1"),
        ("year_month", "44713"),
        ("date", "30.06.2022"),
        ("date", "2022-02-30"),
        ("date", "2022-06"),
        ("date", "2022-06-30 9:30"),
        ("year_month", "2022年"),
        ("decimal", "3 636"),
        ("decimal", "36,36"),
        ("decimal", "5-6"),
        ("decimal", "三千"),
    ],
)
def test_a_cell_that_needs_a_guess_is_refused(kind: ColumnType, text: str) -> None:
    assert read_cell(text, kind) is None


@given(st.text(min_size=1), st.sampled_from(TYPES))
def test_no_cell_breaks_the_reading(text: str, kind: ColumnType) -> None:
    read_cell(text, kind, ";")


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line", "field", "found"),
    [
        ("published.csv", "characters_total,", ",", "data-cell-empty", 3, 1, None),
        ("published.csv", "48.9万", "48.9%", "data-number-dressed", 3, 3, "48.9%"),
        ("published.csv", "48.9万", "(500)", "data-number-dressed", 3, 3, "(500)"),
        ("published.csv", "48.9万", "¥500", "data-number-dressed", 3, 3, "¥500"),
        ("published.csv", "48.9万", "1.234.5", "data-cell-type", 3, 3, "1.234.5"),
        ("published.csv", "48.9万", "#DIV/0!", "data-excel-error", 3, 3, "#DIV/0!"),
        ("organisations.csv", "NA Bank", "#####", "data-excel-error", 2, 3, "#####"),
        ("organisations.csv", "ORG1", "1.2E+17", "data-excel-rounded", 2, 1, "1.2E+17"),
        ("cases/2021.csv", "2021年12月", "44531", "data-date-serial", 2, 2, "44531"),
        ("cases/2021.csv", "2021年12月", "Dec-21", "data-date-serial", 2, 2, "Dec-21"),
        ("published.csv", "48.9万", "-5", "data-range", 3, 3, "-5"),
        ("published.csv", "over", "ovr", "data-choice-unknown", 3, 4, "ovr"),
        ("cases/2021.csv", "2021年12月", "2023-01", "data-range", 2, 2, "2023-01"),
        ("cases/2021.csv", "2021年12月", "12/2021", "data-date-unclear", 2, 2, "12/2021"),
        ("cases/2021.csv", "2021年12月", "2021-13", "data-date-impossible", 2, 2, "2021-13"),
        ("cases/2021.csv", "2021年12月", "2021年", "data-cell-type", 2, 2, "2021年"),
        ("cases/2021.csv", "2021年12月", "不详", "data-cell-placeholder", 2, 2, "不详"),
        ("published.csv", "48.9万", "N/A", "data-cell-placeholder", 3, 3, "N/A"),
        ("published.csv", "48.9万", "5万元", "data-number-dressed", 3, 3, "5万元"),
        ("published.csv", "48.9万", "=SUM(C1:C2)", "data-formula", 3, 3, "=SUM(C1:C2)"),
        ("organisations.csv", "ORG1", '"=""001"""', "data-formula", 2, 1, '="001"'),
        ("cases/2020.csv", "甲银行", "#NAME?", "data-excel-error", 2, 8, "#NAME?；Bank B"),
        ("organisations.csv", "NA Bank", "<b>NA</b> Bank", "data-markup", 2, 3, "<b>"),
        ("organisations.csv", "NA Bank", "NA &amp; Bank", "data-markup", 2, 3, "&amp;"),
        ("organisations.csv", "NA Bank", "[NA](https://a.org)", "data-markup", 2, 3, "[NA](https://a.org)"),
        ("organisations.csv", "NA Bank", "{{ name }}", "data-markup", 2, 3, "{{"),
        ("organisations.csv", "active", "Active", "data-choice-unknown", 2, 5, "Active"),
        ("organisations.csv", ",NA,", ",XX,", "data-reference-missing", 2, 4, "XX"),
        ("organisations.csv", "NA Bank", "", "data-one-of", 2, 2, None),
        ("cases/2021.csv", "C2", "C1", "data-row-doubled", 2, 1, "C1"),
        ("names.csv", "country,NA", "country,CN", "data-row-doubled", 5, 1, "country, CN"),
        ("placements.csv", "ORG1", "ORG2", "data-reference-unknown", 2, 1, "ORG2"),
        ("cases/2020.csv", "CN", "cn", "data-reference-unknown", 2, 3, "cn"),
        ("cases/2020.csv", "CN", "\u0421N", "data-look-alike", 2, 3, "\u0421N"),
        ("cases/2020.csv", "CN", "C\u200bN", "data-character", 2, 3, "U+200B ZERO WIDTH SPACE"),
    ],
)
def test_a_bad_cell_is_told_at_its_line_and_field(
    load: Load, name: str, old: str, new: str, code: str, line: int, field: int, found: str | None
) -> None:
    _, problems = load(changed(name, old, new))

    told = [p for p in problems if p.code == code]
    assert spots(told) == [(code, f"data/{name}", line, field)]
    assert told[0].values.get("found") == found
    assert {p.code for p in problems} <= {code, "data-reference-unknown", "data-reference-missing"}


@pytest.mark.parametrize(("text", "expected"), [("44713", "2022-06"), ("Jun-22", "2022-06"), ("36526", "2000-01")])
def test_a_rewritten_date_is_told_with_the_one_that_it_may_have_been(text: str, expected: str) -> None:
    assert find_trace(text, "year_month") == Trace("data-date-serial", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6/1/2022", "2022-06-01 / 2022-01-06"),
        ("13/06/2022", "2022-06-13"),
        ("22/6/1", "2022-06-01"),
        ("22/06/01", "2022-06-01 / 2001-06-22"),
        ("20220601", "2022-06-01"),
        ("22年6月1日", "2022-06-01"),
    ],
)
def test_a_date_without_its_year_in_front_is_told_with_what_it_may_mean(text: str, expected: str) -> None:
    assert find_trace(text, "date") == Trace("data-date-unclear", expected)


@pytest.mark.parametrize("text", ["1-Jun-22", "1 June 2022", "June 1, 2022", "44713.0", "44713.5"])
def test_a_day_that_a_program_wrote_in_its_own_way_is_told(text: str) -> None:
    assert find_trace(text, "date") == Trace("data-date-serial", "2022-06-01")


@pytest.mark.parametrize("text", ["2022-02-30", "2022/6/31", "2022-00-01", "2022年13月1日"])
def test_a_day_that_never_was_is_told(text: str) -> None:
    assert find_trace(text, "date") == Trace("data-date-impossible")


@pytest.mark.parametrize("text", ["NA", "None", "null", "N/A", "-", "无"])
def test_words_for_nothing_are_text_where_text_may_stand(load: Load, text: str) -> None:
    tables, problems = load(changed("organisations.csv", "NA Bank", text))

    assert problems == []
    assert tables["organisations"].loc[2]["name_en"] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(500)", "-500"),
        ("¥ 3,000元", "3,000"),
        ("45%", "45"),
        ("$1.5", "1.5"),
        ("５００", None),
        ("（500）", "-500"),
        ("USD 500", "500"),
        ("5 万美元", "5万"),
    ],
)
def test_a_dressed_number_is_told_with_its_digits(text: str, expected: str | None) -> None:
    trace = find_trace(text, "decimal")

    assert (trace.expected if trace else None) == expected


def test_zeros_that_a_key_has_lost_are_told(load: Load) -> None:
    rows = "".join(f"{id_},,Bank {id_},NA,active,s\n" for id_ in ("0007", "12", "0123"))
    head = FILES["organisations.csv"].splitlines(keepends=True)
    _, problems = load({"organisations.csv": head[0] + rows + head[1]})

    assert spots(problems) == [("data-zeros-lost", "data/organisations.csv", 3, 1)]
    assert problems[0].values["expected"] == "0012"


@pytest.mark.parametrize("key", ["org1", "ＯRG1", "\u041eRG1"])
def test_keys_that_look_the_same_are_told(load: Load, key: str) -> None:
    row = FILES["organisations.csv"].splitlines(keepends=True)[1]
    _, problems = load({"organisations.csv": FILES["organisations.csv"] + row.replace("ORG1", key)})

    assert spots(problems) == [("data-row-alike", "data/organisations.csv", 3, 1)]
    assert problems[0].values["other"] == "ORG1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cn", "data-reference-unknown"),
        ("ＣＮ", "data-reference-unknown"),
        ("中国", "data-reference-unknown"),
        ("China", "data-reference-unknown"),
        ("Chian", "data-reference-unknown"),
        ("\u0421N", "data-look-alike"),
    ],
)
def test_a_country_that_is_no_code_is_told_with_its_code(load: Load, text: str, code: str) -> None:
    _, problems = load(changed("cases/2020.csv", "CN", text))

    assert spots(problems) == [(code, "data/cases/2020.csv", 2, 3)]
    assert problems[0].values["nearest"] == "CN"


@pytest.mark.parametrize("text", ["XX", "TW", "86", "CN/DE and SG"])
def test_a_country_that_is_like_none_is_told_without_a_guess(load: Load, text: str) -> None:
    _, problems = load(changed("cases/2020.csv", "CN", text))

    assert spots(problems) == [("data-reference-missing", "data/cases/2020.csv", 2, 3)]


def test_a_broken_reference_is_told_with_the_nearest_id(load: Load) -> None:
    _, problems = load(changed("cases/2020.csv", "finance-3,", "finance3,"))

    assert [(p.code, p.values["target"], p.values["nearest"]) for p in problems] == [
        ("data-reference-unknown", "taxonomy", "finance-3")
    ]


TAXONOMY = (
    FILES["taxonomy.csv"]
    + "finance,finance,finance-4,监管,Regulation,finance-4-1,监管科技,RegTech,named\n"
    + "trade,trade,trade-1,贸易,Trade,trade-1-1,单证,Documents,named\n"
)
NAMES = FILES["names.csv"] + "sector,trade,贸易,Trade\nindustry,trade,贸易,Trade\n"


@pytest.mark.parametrize(
    ("name", "old", "new", "at", "told"),
    [
        ("cases/2020.csv", "finance-3,", "finance-4,", (2, 5), ("segment_id", "finance-4", "finance-3-1", "finance-3")),
        ("cases/2020.csv", ",finance,", ",trade,", (2, 4), ("industry", "trade", "finance-3-1", "finance")),
        ("cases/2020.csv", "finance-3-1", "trade-1-1", (2, 5), ("segment_id", "finance-3", "trade-1-1", "trade-1")),
        (
            "taxonomy.csv",
            "trade,trade,trade-1,",
            "trade,trade,finance-4,",
            (4, 1),
            ("sector", "trade", "finance-4", "finance"),
        ),
        (
            "taxonomy.csv",
            "trade,trade,trade-1,贸易",
            "finance,finance,finance-4,贸易",
            (4, 4),
            ("segment_zh", "贸易", "finance-4", "监管"),
        ),
    ],
)
def test_a_cell_that_another_of_its_row_contradicts_is_told_with_what_it_should_be(
    load: Load, name: str, old: str, new: str, at: tuple[int, int], told: tuple[str, str, str, str]
) -> None:
    files = FILES | {"taxonomy.csv": TAXONOMY, "names.csv": NAMES}
    _, problems = load({**files, name: files[name].replace(old, new, 1)})

    assert spots(problems) == [("data-cell-contradicts", f"data/{name}", *at)]
    assert tuple(problems[0].values[key] for key in ("column", "found", "value", "expected")) == told


def test_cells_that_agree_with_each_other_are_not_told(load: Load) -> None:
    _, problems = load({"taxonomy.csv": TAXONOMY, "names.csv": NAMES})

    assert problems == []


def test_the_earlier_of_two_rows_is_named(load: Load) -> None:
    _, problems = load(changed("cases/2021.csv", "C2", "C1"))

    assert problems[0].values == {"column": "id", "found": "C1", "first": "data/cases/2020.csv:2"}


def test_references_into_a_table_that_lost_rows_are_not_told(load: Load) -> None:
    _, problems = load(changed("organisations.csv", "NA Bank,NA,active", "NA Bank,NA"))

    assert spots(problems) == [("data-field-count", "data/organisations.csv", 2, 6)]


def test_references_into_a_column_with_a_bad_cell_are_not_told(load: Load) -> None:
    _, problems = load(changed("organisations.csv", "ORG1", "#REF!"))

    assert spots(problems) == [("data-excel-error", "data/organisations.csv", 2, 1)]


def test_bad_cells_are_missing_in_the_frame_and_the_rest_stays(load: Load) -> None:
    tables, _ = load(changed("published.csv", "48.9万", "many"))

    assert tables["published"]["value"].to_list() == [Decimal(3636), pd.NA]


def test_a_file_that_is_missing_leaves_an_empty_table(load: Load, tmp_path: Path) -> None:
    load()
    (tmp_path / "data" / "taxonomy.csv").unlink()
    for file in (tmp_path / "data" / "cases").iterdir():
        file.unlink()

    problems = Problems()
    tables = load_tables(tmp_path, problems)

    assert [(p.code, str(p.place.file)) for p in problems.found] == [
        ("data-file-missing", "data/cases/*.csv"),
        ("data-file-missing", "data/taxonomy.csv"),
    ]
    assert tables["taxonomy"].empty
    assert {"sector", "year", "file"} <= set(tables["cases"].columns)


# ---- schema.toml and facts.toml


SCHEMA = """\
[banks]
file = "banks.csv"
provenance = "public"
key = ["id"]

[banks.columns]
id = { type = "text", required = true, label = { zh = "编号", en = "Id" } }
begun = { type = "year_month", min = "2020-01", label = { zh = "启动", en = "Begun" } }
country = { type = "text", references = "banks.id", label = { zh = "国家", en = "Country" } }
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "col"),
    [
        ('"public"', '"invented"', "toml-key-choice", 3, 1),
        ('"banks.csv"', '"../banks.csv"', "toml-key-value", 2, 1),
        ('"banks.csv"', "5", "toml-key-value", 2, 1),
        ('file = "banks.csv"', "", "toml-key-missing", 1, 2),
        ("file =", "path =", "toml-key-unknown", 2, 1),
        ('["id"]', '["ident"]', "toml-key-choice", 4, 8),
        ('["id"]', "[5]", "toml-key-value", 4, 8),
        ('id = { type = "text"', 'id = { type = "string"', "toml-key-choice", 7, 8),
        ("required = true", "required = 1", "toml-key-value", 7, 23),
        (', en = "Id"', "", "toml-key-missing", 7, 40),
        ('"2020-01"', '"January"', "toml-key-value", 8, 32),
        ('"text", references', '"text", min = 5, references', "toml-key-unknown", 9, 28),
        ('"banks.id"', '"banks.code"', "toml-key-value", 9, 28),
        ('"banks.id"', '"banks.id", fixes = ["name"]', "toml-key-choice", 9, 62),
        ("[banks.columns]", "columns = 5\n[other.columns]", "toml-key-value", 6, 1),
        ("[banks]", "loose = 5\n[banks]", "toml-key-value", 1, 1),
    ],
)
def test_a_fault_of_the_schema_is_told_at_its_key(
    load: Load, old: str, new: str, code: str, line: int, col: int
) -> None:
    assert old in SCHEMA
    _, problems = load(schema=SCHEMA.replace(old, new))

    assert (code, "data/schema.toml", line, col) in spots(problems)


def test_a_column_that_the_program_computes_with_keeps_its_type(load: Load) -> None:
    shipped = (ROOT / "data" / "schema.toml").read_text(encoding="utf-8")
    tables, problems = load(schema=shipped.replace('value = { type = "decimal"', 'value = { type = "int"'))

    assert tables.named == {}
    assert [(p.code, p.values["example"]) for p in problems] == [("toml-key-value", "decimal")]


def test_a_column_that_the_program_needs_has_to_be_declared(load: Load) -> None:
    tables, problems = load(schema=SCHEMA)

    assert tables.named == {}
    assert {p.code for p in problems} == {"toml-key-missing"}
    assert "published.columns.value" in {p.values["key"] for p in problems}


def test_without_a_schema_there_are_no_tables(load: Load) -> None:
    tables, problems = load(schema="[cases")

    assert tables.named == {}
    assert [p.code for p in problems] == ["toml-syntax"]


def declarations(tmp_path: Path, text: str) -> tuple[list[str], list[tuple[str, int, int]]]:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.toml").write_text(text, encoding="utf-8")
    problems = Problems()
    found = load_fact_declarations(tmp_path, problems)
    return [one.id for one in found], [(p.code, p.place.line, p.place.col) for p in problems.found]


def test_fact_declarations_keep_the_places_of_their_keys(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    text = '[banks]\nalias = "央行数"\ntable = "placements"\nwhere = { landscape = "finance" }\nmeasure = "count"\n'
    (tmp_path / "data" / "facts.toml").write_text(text, encoding="utf-8")

    problems = Problems()
    (one,) = load_fact_declarations(tmp_path, problems)

    assert problems.found == ()
    assert (one.alias, one.where, one.measure, one.unit) == ("央行数", {"landscape": "finance"}, "count", "")
    assert one.place == Place(Path("data/facts.toml"), 1, 2)
    assert one.places["where.landscape"] == Place(Path("data/facts.toml"), 4, 11)


def test_faults_of_fact_declarations_are_told_at_their_keys(tmp_path: Path) -> None:
    found, problems = declarations(tmp_path, '[banks]\nalias = 5\ntabel = "placements"\nmeasure = "count"\n')

    assert found == ["banks"]
    assert problems == [("toml-key-missing", 1, 2), ("toml-key-value", 2, 1), ("toml-key-unknown", 3, 1)]


def test_without_facts_toml_nothing_is_counted(tmp_path: Path) -> None:
    problems = Problems()

    assert load_fact_declarations(tmp_path, problems) == ()
    assert [p.code for p in problems.found] == ["file-missing"]
