"""Charts show the values of the data, in words that fit, and say what is wrong with a declaration."""

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert
from drawings import FILE, FONTS, LONG_EN, LONG_ZH, a_table, overlap, words_of

from reportgen.cache import Cache
from reportgen.exhibits.charts import draw_chart
from reportgen.exhibits.charts.canvas import Canvas, Drawing
from reportgen.exhibits.charts.describe import describe
from reportgen.exhibits.charts.series import Series, read_series
from reportgen.exhibits.charts.svg import to_svg
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Chart, Declaration
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problem, Problems
from reportgen.toml_source import parse_toml

NAMES = (
    ("sector", "finance", "金融", "Finance"),
    ("sector", "government", "政务", "Government"),
    ("sector", "dual_carbon", "“双碳”", "Dual carbon"),
    ("sector", "other", "其它行业", "Other industries"),
    ("stage", "poc", "概念验证", "Proof of concept"),
    ("stage", "pilot", "试点", "Pilot"),
    ("stage", "live", "上线", "Live"),
)
SEGMENTS = (
    ("finance-1", "监管/合规", "Regulation & compliance"),
    ("finance-2", "支付/结算", "Payments & settlement"),
    ("government-1", LONG_ZH, LONG_EN),
)
CASES = {  # sector, segment, stage: cases in 2020, 2021, 2022
    ("finance", "finance-1", "poc"): (3, 2, 1),
    ("finance", "finance-2", "live"): (10, 20, 1042),
    ("government", "government-1", "pilot"): (4, 0, 7),
    ("dual_carbon", "", "live"): (0, 1, 9),
}
FACTS = (("finance", 950, "about"), ("government", 590, "over"), ("dual_carbon", 200, "nearly"))


def the_tables(cases: Provenance = Provenance.SAMPLE, names: Sequence[tuple[str, ...]] = NAMES) -> Tables:
    rows = [(*what, 2020 + i) for what, years in CASES.items() for i, n in enumerate(years) for _ in range(n)]
    return Tables(
        named={
            "cases": a_table("cases", rows, "sector segment_id stage year", cases),
            "names": a_table("names", names, "kind id zh en", Provenance.PUBLIC),
            "taxonomy": a_table("taxonomy", SEGMENTS, "segment_id segment_zh segment_en", Provenance.PUBLIC),
        }
    )


def the_facts(facts: Sequence[tuple[str, int, str]] = FACTS, unit: str = "起") -> Facts:
    return Facts(
        named={
            f"{sector}_cases": Fact(
                id=f"{sector}_cases",
                alias="",
                value=Decimal(value),
                unit=unit if n == 0 else "起",
                hedge=Hedge(hedge),
                provenance=Provenance.PUBLISHED,
                source="",
                rows=(),
                place=Place(Path("data/published.csv"), n + 2, 3),
            )
            for n, (sector, value, hedge) in enumerate(facts)
        }
    )


def declare(keys: str) -> Declaration:
    problems = Problems()
    source = parse_toml(f"[chart.c]\n{keys}", Place(FILE), problems)
    assert source, problems.found
    entry = source.below("chart", "c")
    return Declaration(kind="chart", id="c", keys=entry.values, place=entry.start, places=entry.places)


def read(keys: str, **tables: Provenance) -> Series:
    problems = Problems()
    series = read_series(declare(keys), the_tables(**tables), the_facts(), problems)
    assert problems.found == ()
    assert series
    return series


Draw = Callable[..., Chart]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draws a declared chart, and fails on any problem."""

    def make(
        keys: str,
        kind: str = "parallel",
        *,
        folder: str = "cache",
        tables: Tables | None = None,
        fonts: Fonts = FONTS,
    ) -> Chart:
        problems, cache = Problems(), Cache(tmp_path / folder)
        chart = draw_chart(declare(keys), tables or the_tables(), the_facts(), BookKind(kind), fonts, problems, cache)
        assert problems.found == ()
        assert chart
        return chart

    return make


# ---- values

BARS = 'kind = "bar"\ntable = "cases"\nwhere = { sector = ["finance", "government"] }\nby = "segment_id"\n'
LINES = 'kind = "line"\ntable = "cases"\nby = "stage"\nx = "year"\nmeasure = "share"\n'
CELLS = (
    'kind = "heat"\ntable = "cases"\nwhere = { sector = ["finance", "government"] }\nby = "segment_id"\nx = "year"\n'
)
PUBLISHED = 'kind = "bar"\nfacts = "{sector}_cases"\n'
STAGES = 'table = "cases"\nby = "year"\nparts = "stage"\nsort = "given"\n'
STACKED = f'kind = "stack"\n{STAGES}'
SHARES = f'kind = "share"\n{STAGES}'
GROUPS = f'kind = "group"\n{STAGES}'
PANELS = 'kind = "multiples"\ntable = "cases"\nby = "sector"\nx = "year"\n'


def values(series: Series) -> Mapping[str, tuple[float, ...]]:
    return {id_: series.values_of(id_) for id_ in series.names}


def test_bars_count_the_chosen_rows_and_stand_by_value() -> None:
    assert list(values(read(BARS)).items()) == [("finance-2", (1072,)), ("government-1", (11,)), ("finance-1", (6,))]


def test_given_order_is_that_of_the_table_that_names_the_rows() -> None:
    assert list(read(BARS + 'sort = "given"').names) == ["finance-1", "finance-2", "government-1"]


def test_a_share_is_of_all_rows_of_the_year_also_of_those_not_chosen() -> None:
    series = read(LINES + 'where = { stage = ["poc", "pilot"] }')

    assert values(series) == {
        "poc": pytest.approx((100 * 3 / 17, 100 * 2 / 23, 100 * 1 / 1059)),
        "pilot": pytest.approx((100 * 4 / 17, 0, 100 * 7 / 1059)),
    }
    assert series.xs == ("2020", "2021", "2022")


def test_bars_of_years_show_shares_of_each_year() -> None:
    series = read(
        'kind = "bar"\ntable = "cases"\nwhere = { stage = "poc" }\nby = "year"\nmeasure = "share"\nsort = "given"'
    )

    assert values(series) == {
        "2020": pytest.approx((100 * 3 / 17,)),
        "2021": pytest.approx((100 * 2 / 23,)),
        "2022": pytest.approx((100 * 1 / 1059,)),
    }


def test_shares_of_a_row_add_up_to_the_whole() -> None:
    series = read(CELLS + 'measure = "row_share"\nsort = "value"')

    assert [sum(row) for row in values(series).values()] == pytest.approx([100, 100, 100])
    assert list(series.names) == ["finance-2", "government-1", "finance-1"]


def test_a_line_without_rows_is_named_by_what_was_chosen_and_is_emphasised() -> None:
    series = read('kind = "line"\ntable = "cases"\nwhere = { stage = ["poc", "pilot"] }\nx = "year"')

    assert series.names == {"": Both(zh="概念验证/试点", en="Proof of concept / Pilot")}
    assert series.lit == {""}
    assert values(series) == {"": (7, 2, 8)}


def test_facts_become_a_bar_each_with_their_hedge() -> None:
    series = read(PUBLISHED)

    assert [(mark.id, mark.value, mark.hedge) for mark in series.marks] == [
        ("finance", 950, "about"),
        ("government", 590, "over"),
        ("dual_carbon", 200, "nearly"),
    ]
    assert series.provenance is Provenance.PUBLISHED


def test_rows_divide_into_parts_in_the_order_of_the_table_that_names_them() -> None:
    series = read(STACKED)

    assert list(series.parts) == ["poc", "pilot", "live"]
    assert values(series) == {"2020": (3, 4, 10), "2021": (2, 0, 21), "2022": (1, 7, 1051)}


def test_shares_are_of_their_row_and_a_single_bar_needs_no_rows() -> None:
    series = read('kind = "share"\ntable = "cases"\nwhere = { year = 2020 }\nparts = "stage"')

    assert values(series) == {"": pytest.approx((300 / 17, 400 / 17, 1000 / 17))}


def test_grouped_shares_are_of_all_rows_of_the_year_whichever_key_holds_it() -> None:
    years = GROUPS.replace('"year"', '"stage"', 1).replace('parts = "stage"', 'parts = "year"')

    by_year, by_stage = (values(read(keys + 'measure = "share"')) for keys in (GROUPS, years))

    assert by_year["2020"] == pytest.approx((300 / 17, 400 / 17, 1000 / 17))
    assert [by_stage[stage][0] for stage in ("poc", "pilot", "live")] == pytest.approx(by_year["2020"])


def test_rows_of_parts_stand_by_their_sum_or_by_the_emphasised_share() -> None:
    def order(keys: str) -> list[str]:
        return list(read(keys.replace('sort = "given"\n', "")).names)

    assert order(STACKED) == ["2022", "2021", "2020"]
    assert order(SHARES) == ["2020", "2021", "2022"]
    assert order(SHARES + 'lit = ["live"]') == ["2022", "2021", "2020"]


def test_the_values_handed_on_tell_what_is_drawn_and_not_how() -> None:
    divided, plain = read(SHARES).data, read(PUBLISHED).data

    assert divided.columns == ("id", "zh", "en", "x", "value", "hedge", "part", "part_zh", "part_en")
    assert divided.rows[0] == (
        "2020",
        "2020",
        "2020",
        "",
        pytest.approx(300 / 17),
        "exact",
        "poc",
        "概念验证",
        "Proof of concept",
    )
    assert plain.columns == ("id", "zh", "en", "x", "value", "hedge")
    assert plain.rows[0] == ("finance", "金融", "Finance", "", 950, "about")


def test_an_emphasised_part_is_emphasised_in_every_row() -> None:
    series = read(SHARES + 'lit = ["pilot"]')

    assert {(mark.id, mark.part) for mark in series.marks if mark.lit} == {
        ("2020", "pilot"),
        ("2021", "pilot"),
        ("2022", "pilot"),
    }


# ---- what is wrong

YEARS = 'kind = "line"\ntable = "cases"\nx = "year"\n'


@pytest.mark.parametrize(
    ("keys", "spot", "code", "expected"),
    [
        ('kind = "pie"', "2:1", "toml-key-choice", {"found": "pie"}),
        (BARS + "stacked = true", "6:1", "toml-key-unknown", {"found": "stacked"}),
        (BARS + 'url = "https://a.b/c.csv"', "6:1", "toml-key-unknown", {"found": "url"}),
        ('kind = "bar"\ntable = "https://a.b/c.csv"\nby = "year"', "3:1", "exhibit-table-unknown", {}),
        (BARS + 'x = "year"', "6:1", "chart-key-unfit", {"key": "x"}),
        (PUBLISHED + 'table = "cases"', "4:1", "chart-key-unfit", {"key": "table"}),
        ('kind = "heat"\nfacts = "{sector}_cases"', "3:1", "chart-key-unfit", {"key": "facts"}),
        ('kind = "heat"\ntable = "cases"\nx = "year"', "1:2", "toml-key-missing", {"key": "by"}),
        ('kind = "bar"\ntable = "cases"\nby = "segment"', "4:1", "exhibit-column-unknown", {"nearest": "segment_id"}),
        (YEARS + 'where = { stage = "pilots" }', "5:11", "exhibit-value-unknown", {"nearest": "pilot"}),
        (BARS.replace("finance", "finances"), "4:21", "exhibit-value-unknown", {"nearest": "finance"}),
        (YEARS + 'by = ""', "5:1", "exhibit-column-unknown", {"found": ""}),
        (YEARS + "by = 5", "5:1", "toml-key-value", {"key": "by"}),
        (YEARS + 'where = "poc"', "5:1", "toml-key-value", {"key": "where"}),
        (YEARS + 'where = { stage = "pilot", sector = "finance" }', "5:1", "exhibit-rows-none", {}),
        (YEARS + "where = { year = 2021 }", "4:1", "chart-years-few", {"found": 1, "least": 2}),
        ('kind = "bar"\ntable = "cases"\nby = "segment_id"', "4:1", "chart-name-missing", {"found": ""}),
        (BARS + 'measure = "row_share"', "6:1", "toml-key-choice", {"found": "row_share"}),
        (BARS + 'lit = ["finance-3"]', "6:8", "chart-lit-unknown", {"found": "finance-3", "nearest": "finance-2"}),
        (BARS + "lit = [\n5]", "7:1", "toml-key-value", {"key": "lit", "found": "5"}),
        (BARS + 'lit = ["finance-1", "finance-1", "finance-2", "finance-2"]', "6:1", "chart-lit-many", {"found": 4}),
        (BARS + 'parts = "stage"', "6:1", "chart-key-unfit", {"key": "parts"}),
        (PANELS + 'parts = "stage"', "6:1", "chart-key-unfit", {"key": "parts"}),
        (SHARES + 'measure = "share"', "7:1", "chart-key-unfit", {"key": "measure"}),
        ('kind = "stack"\nfacts = "{sector}_cases"', "3:1", "chart-key-unfit", {"key": "facts"}),
        ('kind = "stack"\ntable = "cases"\nby = "year"', "1:2", "toml-key-missing", {"key": "parts"}),
        ('kind = "group"\ntable = "cases"\nparts = "stage"', "1:2", "toml-key-missing", {"key": "by"}),
        (STACKED.replace('"stage"', '"stages"'), "5:1", "exhibit-column-unknown", {"nearest": "stage"}),
        (
            STACKED.replace('"stage"', '"segment_id"'),
            "5:1",
            "chart-name-missing",
            {"found": "", "column": "segment_id"},
        ),
        (STACKED.replace('"year"', '"stage"'), "5:1", "chart-parts-rows", {"found": "stage"}),
        (STACKED + 'where = { stage = "poc" }', "5:1", "chart-parts-few", {"found": 1, "least": 2}),
        (STACKED + 'lit = ["pilots"]', "7:8", "chart-lit-unknown", {"nearest": "pilot"}),
        (PANELS + "where = { year = 2021 }", "5:1", "chart-years-few", {"found": 1, "least": 2}),
        ('kind = "bar"\nfacts = "{sectors}_cases"', "3:1", "chart-facts-unknown", {"found": "{sectors}_cases"}),
        ('kind = "bar"\nfacts = "finance_cases"', "3:1", "chart-facts-unknown", {"found": "finance_cases"}),
    ],
)
def test_a_fault_of_a_declaration_is_told_at_its_key(
    keys: str, spot: str, code: str, expected: Mapping[str, object]
) -> None:
    (problem,) = faults(keys)

    assert (str(problem.place), problem.code) == (f"{FILE}:{spot}", code)
    assert expected.items() <= dict(problem.values).items()


def faults(keys: str, facts: Facts | None = None) -> tuple[Problem, ...]:
    problems = Problems()
    read_series(declare(keys), the_tables(), facts or the_facts(), problems)
    return problems.found


def test_more_parts_than_shades_can_tell_apart_are_refused() -> None:
    problems, rows = Problems(), [("finance", year) for year in range(2015, 2022)]
    cases = a_table("cases", rows, "sector year", Provenance.SAMPLE)
    tables = Tables(named={**the_tables().named, "cases": cases})

    for kind in ("group", "stack"):
        keys = f'kind = "{kind}"\ntable = "cases"\nby = "sector"\nparts = "year"'
        assert read_series(declare(keys), tables, the_facts(), problems) is None

    assert [(str(p.place), p.code, p.values["found"], p.values["most"]) for p in problems.found] == [
        ("content/exhibits.toml:5:1", "chart-parts-many", 7, 4),
        ("content/exhibits.toml:5:1", "chart-parts-many", 7, 6),
    ]


def test_facts_of_different_units_are_not_drawn_on_one_scale() -> None:
    (problem,) = faults(PUBLISHED, the_facts(unit="个"))

    assert (str(problem.place), problem.code) == (f"{FILE}:3:1", "chart-facts-mixed")
    assert problem.values == {"found": "{sector}_cases", "units": "个, 起"}


def test_a_negative_fact_is_told_where_it_was_written() -> None:
    (problem,) = faults(PUBLISHED, the_facts([("finance", 950, "about"), ("government", -1, "exact")]))

    assert (str(problem.place), problem.code) == ("data/published.csv:3:3", "chart-negative")
    assert problem.values == {"found": "government_cases", "value": -1, "chart": "c"}


def undrawable(keys: str, tmp_path: Path, tables: Tables, fonts: Fonts = FONTS) -> Problem:
    problems, cache = Problems(), Cache(tmp_path)
    assert draw_chart(declare(keys), tables, the_facts(), BookKind.ZH, fonts, problems, cache) is None
    assert list(tmp_path.iterdir()) == []
    (problem,) = problems.found
    return problem


def test_a_font_that_is_none_of_the_editions_is_refused(tmp_path: Path) -> None:
    problem = undrawable(PUBLISHED, tmp_path, the_tables(), replace(FONTS, faces=FONTS.faces[:1]))

    assert (str(problem.place), problem.code) == (f"{FILE}:1:2", "chart-font")
    assert problem.values == {"found": "Source Sans 3", "chart": "c"}


def test_a_character_without_a_glyph_is_refused(tmp_path: Path) -> None:
    names = [*NAMES[1:-1], ("sector", "finance", "金融\ue000", "Finance"), ("stage", "live", "上线\ue000", "Live")]

    for keys in (PUBLISHED, SHARES):
        problem = undrawable(keys, tmp_path, the_tables(names=names))
        assert (str(problem.place), problem.code) == (f"{FILE}:1:2", "chart-glyph")
        assert problem.values == {"found": "\ue000", "chart": "c"}


def test_a_chart_higher_than_a_page_is_refused(tmp_path: Path) -> None:
    names = [("sector", "finance", "金融" * 800, "Finance"), *NAMES[1:]]

    problem = undrawable(PUBLISHED, tmp_path, the_tables(names=names))

    assert (str(problem.place), problem.code) == (f"{FILE}:1:2", "chart-tall")
    assert problem.values["rows"] == 3


# ---- words


@pytest.mark.parametrize(
    ("keys", "zh", "en"),
    [
        (
            PUBLISHED,
            "条形图：公布的数字，按行业板块，共 3 项。金融（约 950）；政务（超过 590）；“双碳”（近 200）。",
            "Bar chart: published figures, by sector, 3 rows. "
            "Finance (about 950); Government (over 590); Dual carbon (nearly 200).",
        ),
        (
            LINES + 'where = { stage = "pilot" }',
            "折线图：案例数占比，2020—2022 年。试点：2020 年 24%，2022 年 0.7%。样例数据。",
            "Line chart: share of cases, 2020–2022. Pilot: 24% in 2020, 0.7% in 2022. Sample data.",
        ),
        (
            CELLS.replace('["finance", "government"]', '"finance"'),
            "热力图：案例数，按细分领域，共 2 行，2020—2022 年。"
            "最高：2022 年支付/结算（1,042）；最低：2022 年监管/合规（1）。样例数据。",
            "Heat map: cases, by segment, 2 rows, 2020–2022. "
            "Highest: Payments & settlement in 2022 (1,042); lowest: Regulation & compliance in 2022 (1). Sample data.",
        ),
        (
            SHARES + "where = { year = [2020, 2022] }",
            "构成条形图：案例数的构成（每行合计 100%），按年份，共 2 项，每项分为概念验证、试点、上线。"
            "2020：概念验证 18%、试点 24%、上线 59%；2022：概念验证 0.1%、试点 0.7%、上线 99%。样例数据。",
            "Share bar chart: cases divided into shares (each row is 100%), by year, 2 rows, each divided into "
            "Proof of concept, Pilot, Live. 2020: Proof of concept 18%, Pilot 24%, Live 59%; "
            "2022: Proof of concept 0.1%, Pilot 0.7%, Live 99%. Sample data.",
        ),
        (
            'kind = "share"\ntable = "cases"\nwhere = { year = 2020 }\nparts = "stage"',
            "构成条形图：案例数的构成（每行合计 100%），分为概念验证、试点、上线。"
            "概念验证 18%、试点 24%、上线 59%。样例数据。",
            "Share bar chart: cases divided into shares (each row is 100%): Proof of concept, Pilot, Live. "
            "Proof of concept 18%, Pilot 24%, Live 59%. Sample data.",
        ),
        (
            PANELS + 'lit = ["dual_carbon"]',
            "小多图：案例数，按行业板块，共 3 行，2020—2022 年。最高：2022 年金融（1,043）；最低：2020 年“双碳”（0）。"
            "“双碳”：2020 年 0，2022 年 9。样例数据。",
            "Small multiples: cases, by sector, 3 rows, 2020–2022. Highest: Finance in 2022 (1,043); lowest: Dual "
            "carbon in 2020 (0). Dual carbon: 0 in 2020, 9 in 2022. Sample data.",
        ),
    ],
)
def test_the_alternative_text_tells_the_values(keys: str, zh: str, en: str) -> None:
    assert describe(read(keys)) == Both(zh=zh, en=en)


def test_the_alternative_text_of_many_divided_rows_tells_the_extremes_of_each_part() -> None:
    series = read(GROUPS)
    more = [mark._replace(id=mark.id + "+") for mark in series.marks]

    said = describe(replace(series, marks=[*series.marks, *more]))

    assert said.en.endswith(
        "Proof of concept: highest 2020 (3), lowest 2022 (1); Pilot: highest 2022 (7), lowest 2021 (0); "
        "Live: highest 2022 (1,051), lowest 2020 (10). Sample data."
    )


# ---- the drawing


def numbers(chart: Chart) -> list[str]:
    """The values printed, from top to bottom."""
    found = [word for word in words_of(chart.svg) if re.fullmatch(r"[\d,.]+[%+]?", word.text)]
    return [word.text for word in sorted(found, key=lambda word: (round(word.baseline), word.left))]


SLOPES = 'kind = "slope"\ntable = "cases"\nby = "sector"\nx = "year"\n'
HEADS = BARS.replace("bar", "lollipop")
PUBLISHED_HEADS = PUBLISHED.replace("bar", "lollipop")
MANY = 'kind = "line"\ntable = "cases"\nby = "sector"\nx = "year"\n'


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (SLOPES, "parallel"),
        (SLOPES, "zh"),
        (SLOPES, "en"),
        (HEADS, "parallel"),
        (HEADS, "en"),
        (PUBLISHED_HEADS, "zh"),
        (BARS, "parallel"),
        (PUBLISHED, "en"),
        (MANY, "parallel"),
        (MANY, "zh"),
        (CELLS, "parallel"),
        (CELLS, "en"),
    ],
)
def test_all_words_stand_inside_the_frame_and_none_on_another(draw: Draw, keys: str, kind: str) -> None:
    tables = the_tables(names=[*NAMES[1:], ("sector", "finance", LONG_ZH, LONG_EN)])

    chart = draw(keys, kind, tables=tables)

    words = words_of(chart.svg)
    blank = 4.3  # the blank half of a Chinese mark may hang out
    assert all(word.left >= -blank and word.right <= 481.99 + blank for word in words)
    assert all(word.box[1] >= 0 and word.box[3] <= chart.height_mm * 72 / 25.4 for word in words)
    clashes = [(a.text, b.text) for a, b in combinations(words, 2) if overlap(a.box, b.box)]
    assert clashes == []


def test_bars_are_as_long_as_their_values_say_them(draw: Draw) -> None:
    chart = draw(BARS)

    lengths = [float(length) for length in re.findall(r'd="M0,[\d.]+h([\d.]+)v', chart.svg)]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 11 / 1072, 6 / 1072], abs=1e-4)
    assert numbers(chart) == ["1,072", "11", "6"]


def filled(chart: Chart) -> list[tuple[float, float, str]]:
    """The rectangles, in the order of their drawing: width, height, colour."""
    found = re.findall(r'd="M[-\d.]+,[-\d.]+h([-\d.]+)v([-\d.]+)[^"]*" fill="(#\w+)"', chart.svg)
    return [(abs(float(wide)), abs(float(high)), fill) for wide, high, fill in found]


def test_stacked_bars_are_as_long_as_their_sums_and_say_them(draw: Draw) -> None:
    chart = draw(STACKED, "zh")

    assert numbers(chart)[-3:] == ["2022", "1,051", "1,059"]
    longest = [wide for wide, _, _ in filled(chart) if wide > 300]
    assert len(longest) == 1
    assert {"概念验证", "试点", "上线"} <= {word.text for word in words_of(chart.svg)}


def test_share_bars_are_of_one_length_and_leave_out_values_without_room(draw: Draw) -> None:
    chart = draw(SHARES + 'lit = ["live"]', "zh")

    lit = [wide for wide, _, fill in filled(chart) if fill == "#1450A3"]
    assert [round(wide / lit[0], 2) for wide in lit] == [
        1.0,
        round(21 / 23 / (10 / 17), 2),
        round(1051 / 1059 / (10 / 17), 2),
    ]
    assert numbers(chart) == ["2020", "18%", "24%", "59%", "2021", "8.7%", "91%", "2022", "99%"]


def test_parts_are_named_over_the_first_bar_or_else_in_a_legend(draw: Draw) -> None:
    long = the_tables(names=[("stage", "poc", "概念验证" * 3, "Proof of concept"), *NAMES[:4], *NAMES[5:]])
    direct, led = draw(SHARES, "zh"), draw(SHARES, "zh", tables=long)

    squares = [[(w, h) for w, h, _ in filled(chart) if w == h == 8] for chart in (direct, led)]
    assert [len(found) for found in squares] == [0, 3]


def test_panels_are_on_one_scale(draw: Draw) -> None:
    chart = draw(PANELS + 'where = { stage = "live" }', "en")

    heights = [high for _, high, fill in filled(chart) if fill == "#7F9CC8"]
    assert [round(high / max(heights), 4) for high in heights] == [
        round(value / 1042, 4) for value in (10, 20, 1042, 1, 9)
    ]


def test_stems_are_as_long_as_their_values_say_them(draw: Draw) -> None:
    chart = draw(HEADS)

    ground, *stems = [float(x) for x in re.findall(r'<line[^>]* x2="(-?[\d.]+)"', chart.svg)]
    assert [stem / stems[0] for stem in stems] == pytest.approx([1, 11 / 1072, 6 / 1072], abs=1e-4)
    assert (ground, numbers(chart)) == (0, ["1,072", "11", "6"])


def test_slopes_say_the_first_and_the_last_value_of_each_row(draw: Draw) -> None:
    words = sorted(words_of(draw(SLOPES, "zh").svg), key=lambda word: word.left)

    ends = [word.text for word in words if re.fullmatch(r"[\d,]+", word.text)]
    assert sorted(ends[: len(ends) // 2]) == sorted(["13", "4", "0", "2020"])
    assert sorted(ends[len(ends) // 2 :]) == sorted(["1,043", "7", "9", "2022"])
    assert [word.text for word in words].count("金融") == 2


def test_labels_of_slopes_keep_apart(draw: Draw) -> None:
    names = [("sector", id_, f"板块{n}", f"Sector {n}") for n, (_, id_, _, _) in enumerate(NAMES[:4])] + list(NAMES[4:])

    words = words_of(draw(SLOPES, "en", tables=the_tables(names=names)).svg)

    for side in ({w.baseline for w in words if "Sector" in w.text and (w.left > 240) == right} for right in (0, 1)):
        heights = sorted(side)
        assert all(b - a >= 9.6 - 0.01 for a, b in pairwise(heights))
        assert len(heights) == 3


def test_published_values_print_with_their_hedges(draw: Draw) -> None:
    def printed(kind: str) -> list[str]:
        words = sorted(words_of(draw(PUBLISHED, kind).svg), key=lambda word: (word.baseline, word.left))
        return [word.text for word in words if word.size == 9 or word.text in ("约", "近", "c.", "nearly")]

    assert printed("parallel") == printed("zh") == ["约", "950", "590+", "近", "200"]
    assert printed("en") == ["c.", "950", "590+", "nearly", "200"]


def test_cells_print_their_shares_under_their_years(draw: Draw) -> None:
    keys = CELLS.replace('["finance", "government"]', '"finance"') + 'measure = "row_share"'

    assert numbers(draw(keys)) == ["2020", "2021", "2022", "50%", "33%", "17%", "0.9%", "1.9%", "97%"]


@pytest.mark.parametrize(("kind", "mark"), [("parallel", ["样例", "SAMPLE"]), ("zh", ["样例"]), ("en", ["SAMPLE"])])
def test_sample_data_says_so_in_the_books_languages(draw: Draw, kind: str, mark: list[str]) -> None:
    chart = draw(BARS, kind)

    said = [word.text for word in sorted(words_of(chart.svg), key=lambda word: word.left) if word.text in mark]
    assert said == mark
    assert chart.provenance is Provenance.SAMPLE


def test_only_sample_data_says_so(draw: Draw) -> None:
    public = draw(BARS, tables=the_tables(Provenance.PUBLIC))

    assert {word.text for word in words_of(public.svg)} & {"样例", "SAMPLE"} == set()
    assert "样例" not in public.alt.zh
    assert draw(BARS).height_mm > public.height_mm


def test_chinese_has_no_latin_font_in_its_stack(draw: Draw) -> None:
    families = {word.text: word.family for word in words_of(draw(PUBLISHED).svg)}

    assert families["“双碳”"] == families["约"] == "Noto Sans CJK SC"
    assert families["Dual carbon"] == families["950"] == "Source Sans 3, Noto Sans CJK SC"


def test_emphasis_is_in_another_colour_than_the_rest(draw: Draw) -> None:
    def fills(lit: str) -> list[str]:
        return re.findall(r'<path d="M0[^"]+" fill="(#\w+)"', draw(PUBLISHED + lit).svg)

    assert fills('lit = ["government"]') == ["#B4C4DA", "#1450A3", "#B4C4DA"]
    assert fills("") == ["#7F9CC8"] * 3


def test_kerning_is_in_the_places_of_the_letters(draw: Draw) -> None:
    payments = re.search(r'<text[^>]*dx="([^"]+)">Payments', draw(BARS).svg)

    assert payments
    assert payments[1].split()[:3] == ["0", "-0.35", "0"]


def test_the_svg_begins_with_its_alternative_text_and_holds_nothing_foreign(draw: Draw) -> None:
    chart = draw(CELLS)

    root = ElementTree.fromstring(chart.svg)
    assert root[0].tag.endswith("title")
    assert root[0].text == f"{chart.alt.zh} {chart.alt.en}"
    assert root.get("width") == f"{chart.width_mm:g}mm"
    assert re.findall(r"\bid=|href|opacity=|aria-|class=", chart.svg) == []


def test_the_same_chart_is_drawn_in_the_same_bytes(draw: Draw) -> None:
    assert draw(MANY, folder="one").svg == draw(MANY, folder="two").svg


def test_data_by_address_is_never_read() -> None:
    marks = alt.Chart("file:///etc/passwd").mark_point().encode(x="a:Q")
    canvas = Canvas(left=0, right=0, top=0, bottom=0, height=10)

    with pytest.raises(ValueError, match="holds its data"):
        to_svg(Drawing(marks=marks, labels=(), canvas=canvas), "c", "", Provenance.PUBLIC, BookKind.ZH, FONTS)


def test_the_converter_is_given_no_words_and_opens_no_font(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    specs = []

    def convert(spec: dict[str, object], **options: object) -> str:
        specs.append(spec)
        return vegalite_to_svg(spec, **options)

    vegalite_to_svg = vl_convert.vegalite_to_svg
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", convert)

    for keys in (BARS, HEADS, LINES, CELLS, SLOPES, STACKED, SHARES, GROUPS, PANELS):
        assert words_of(draw(keys).svg)

    assert len(specs) >= 9
    assert '"text"' not in json.dumps(specs)


# ---- the cache


def test_a_chart_that_is_kept_needs_neither_altair_nor_the_converter(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = draw(LINES)
    for name in [name for name in sys.modules if name.startswith("reportgen.exhibits.charts.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("altair", "vl_convert"):
        monkeypatch.setitem(sys.modules, name, None)

    assert draw(LINES) == drawn


def test_another_name_book_emphasis_or_font_is_another_chart(draw: Draw, tmp_path: Path) -> None:
    names = [("sector", "finance", "银行", "Banking"), *NAMES[1:]]
    faces = tuple(replace(face, sha256="1" * 64) for face in FONTS.faces)

    draw(PUBLISHED)
    draw(PUBLISHED)
    draw(PUBLISHED, "zh")
    draw(PUBLISHED, tables=the_tables(names=names))
    draw(PUBLISHED + 'lit = ["finance"]')
    draw(PUBLISHED, fonts=replace(FONTS, faces=faces))

    assert len([file for file in (tmp_path / "cache").rglob("*") if file.is_file()]) == 5 * 2  # rows that stand closer


@pytest.mark.parametrize("declared", [PUBLISHED, STACKED, SHARES])
def test_charts_of_rows_are_drawn_a_second_time_lower_and_saying_the_same(draw: Draw, declared: str) -> None:
    chart = draw(declared)

    assert 0.85 < chart.close_height_mm / chart.height_mm < 0.97
    told, close = (ElementTree.fromstring(svg) for svg in (chart.svg, chart.close_svg))
    assert [*close.itertext()] == [*told.itertext()]
    assert not {e.get("id") for e in close.iter() if e.get("id")} & {e.get("id") for e in told.iter()}


@pytest.mark.parametrize("declared", [LINES, GROUPS])
def test_other_charts_stand_in_one_height(draw: Draw, declared: str) -> None:
    assert (draw(declared).close_svg, draw(declared).close_height_mm) == ("", 0.0)
