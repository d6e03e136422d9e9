"""Timelines show when things began and ended, in words that fit, and say what is wrong with a row."""

import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from drawings import FILE, FONTS, LONG_EN, LONG_ZH, a_table, overlap, words_of

from reportgen.cache import Cache
from reportgen.exhibits.charts import draw_timeline
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Chart, ChartSource, Declaration
from reportgen.model.facts import Provenance
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problem, Problems
from reportgen.toml_source import parse_toml

COLUMNS = "id name_zh name_en field_zh field_en begun ended outcome_zh outcome_en source"
WE_TRADE = (
    "we_trade",
    "we.trade",
    "we.trade",
    "贸易融资",
    "Trade finance",
    "2017-01",
    "2022-06",
    "破产",
    "insolvent",
    "u",
)
CHESS = ("chess", "CHESS 替换", "CHESS replacement", "结算", "Settlement", "2016-01", "2022-11", "暂停", "paused", "")
SHORT = ("short", "昙花", "Brief", "试验", "Trial", "2022-05", "2022-06", "关闭", "shut down", "")
EARLY = ("early", "先声", "Early", "试验", "Trial", "2016-02", "2016-02", "关闭", "shut down", "")
RUNNING = ("running", "长青", "Evergreen", "溯源", "Provenance", "2019-03", "", "", "", "")
LONG = (
    "long",
    LONG_ZH,
    LONG_EN,
    LONG_ZH,
    LONG_EN,
    "2022-01",
    "2022-06",
    f"并入{LONG_ZH}",
    f"merged into {LONG_EN}",
    "",
)
KEYS = 'table = "t"\nname = "name"\nfield = "field"\nbegin = "begun"\nend = "ended"\noutcome = "outcome"\n'
KEYS += 'source = "source"\n'

Rows = tuple[tuple[str, ...], ...]


def declare(keys: str) -> Declaration:
    problems = Problems()
    source = parse_toml(f"[timeline.c]\n{keys}", Place(FILE), problems)
    assert source, problems.found
    entry = source.below("timeline", "c")
    return Declaration(kind="timeline", id="c", keys=entry.values, place=entry.start, places=entry.places)


def tables_of(rows: Rows, provenance: Provenance) -> Tables:
    names = a_table("names", [("sector", "finance", "金融", "Finance")], "kind id zh en", Provenance.PUBLIC)
    return Tables(named={"t": a_table("t", rows, COLUMNS, provenance), "names": names})


def draw(
    tmp_path: Path, rows: Rows, keys: str = KEYS, kind: str = "parallel", provenance: Provenance = Provenance.PUBLIC
) -> Chart:
    problems, tables = Problems(), tables_of(rows, provenance)
    chart = draw_timeline(declare(keys), tables, BookKind(kind), FONTS, problems, Cache(tmp_path))
    assert problems.found == ()
    assert chart
    return chart


def said(chart: Chart) -> list[str]:
    return [word.text for word in words_of(chart.svg)]


def bars(chart: Chart, colour: str) -> list[tuple[float, float]]:
    """The left and the right edge of each box of a colour, from the plot's left edge."""
    found = re.findall(rf'd="M([\d.]+),[\d.]+h([\d.]+)v[^"]*"[^>]*fill="{colour}"', chart.svg)
    return [(float(left), float(left) + float(wide)) for left, wide in found]


# ---- the drawing

AWKWARD: Mapping[str, Rows] = {
    "one row": (WE_TRADE,),
    "a month long, early and late": (CHESS, WE_TRADE, EARLY, SHORT),
    "ends in the same month": (WE_TRADE, *((f"x{n}", f"第{n}个", f"No. {n}", *WE_TRADE[3:]) for n in range(5))),
    "nothing but a month": (EARLY,),
    "still running": (RUNNING, CHESS, SHORT),
    "all running": (RUNNING, (*RUNNING[:5], "2022-12", "", "", "", "")),
    "long names": (LONG, CHESS, (*LONG[:5], "2015-04", "2015-05", *LONG[7:])),
    "a century": (WE_TRADE, (*CHESS[:5], "1919-01", "1923-01", *CHESS[7:])),
    "without words": (("bare", "甲", "A", "", "", "2020-01", "2021-01", "", "", ""),),
}


@pytest.mark.parametrize("kind", ["parallel", "zh", "en"])
@pytest.mark.parametrize("rows", AWKWARD.values(), ids=AWKWARD)
def test_all_words_stand_inside_the_frame_and_none_on_another(tmp_path: Path, rows: Rows, kind: str) -> None:
    chart = draw(tmp_path, rows, KEYS + 'window = ["2022-06", "2022-11"]', kind, Provenance.SAMPLE)

    words = words_of(chart.svg)
    blank = 4.3  # the blank half of a Chinese mark may hang out
    assert all(word.left >= -blank and word.right <= 481.99 + blank for word in words)
    assert all(word.box[1] >= 0 and word.box[3] <= chart.height_mm * 72 / 25.4 for word in words)
    clashes = [(a.text, b.text) for a, b in combinations(words, 2) if overlap(a.box, b.box)]
    assert clashes == []


SAID = {
    "parallel": {"2017.01", "65 个月", "months", "2022 年 6 月 破产", "Jun 2022 insolvent"},
    "zh": {"2017 年 1 月", "65 个月", "2022 年 6 月 破产"},
    "en": {"Jan 2017", "65 months", "Jun 2022 insolvent"},
}


@pytest.mark.parametrize("kind", SAID)
def test_a_row_says_its_months_in_the_books_languages(tmp_path: Path, kind: str) -> None:
    words = set(said(draw(tmp_path, (WE_TRADE,), kind=kind)))

    assert words & set().union(*SAID.values()) == SAID[kind]


def test_a_bar_is_as_long_as_its_months_and_rows_stand_in_the_order_in_which_they_began(tmp_path: Path) -> None:
    chart = draw(tmp_path, (WE_TRADE, CHESS))

    (chess, we_trade) = bars(chart, "#B4C4DA")
    assert (we_trade[1] - we_trade[0]) / (chess[1] - chess[0]) == pytest.approx(65 / 82, abs=1e-3)
    assert chess[0] < we_trade[0]


def test_a_month_is_one_month_and_less_is_said_to_be_less(tmp_path: Path) -> None:
    assert "1 month" in said(draw(tmp_path, (CHESS, SHORT), kind="en"))
    assert "under a month" in said(draw(tmp_path, (CHESS, EARLY), kind="en"))


def test_what_still_runs_has_no_end_and_no_length(tmp_path: Path) -> None:
    chart = draw(tmp_path, (RUNNING, CHESS), kind="en")

    assert "still running" in said(chart)
    assert len(bars(chart, "#1450A3")) == 1
    assert sum("months" in word for word in said(chart)) == 1


def test_a_window_is_shaded_from_its_first_month_to_the_end_of_its_last(tmp_path: Path) -> None:
    chart = draw(tmp_path, (CHESS, WE_TRADE), KEYS + 'window = ["2022-06", "2022-11"]')

    ((left, right),) = bars(chart, "#F4E8D2")
    (chess, we_trade) = bars(chart, "#B4C4DA")
    month = (chess[1] - chess[0]) / 82
    assert (left, right) == pytest.approx((we_trade[1] - month / 2, chess[1] + month / 2), abs=0.01)


def test_one_emphasis_mutes_the_other_ends(tmp_path: Path) -> None:
    chart = draw(tmp_path, (CHESS, WE_TRADE), KEYS + 'lit = ["chess"]')

    assert (len(bars(chart, "#1450A3")), len(bars(chart, "#7F9CC8"))) == (1, 1)
    assert len(bars(draw(tmp_path, (CHESS, WE_TRADE)), "#1450A3")) == 2


def test_a_row_with_an_address_is_a_source(tmp_path: Path) -> None:
    assert draw(tmp_path, (WE_TRADE, CHESS)).sources == (
        ChartSource(name=Both(zh="we.trade", en="we.trade"), href="u"),
    )


def test_the_alternative_text_tells_every_row(tmp_path: Path) -> None:
    assert draw(tmp_path, (WE_TRADE, RUNNING)).alt == Both(
        zh="时间线：共 2 项，最早始于 2017 年 1 月。"
        "we.trade：2017 年 1 月至 2022 年 6 月，65 个月，破产；长青：2019 年 3 月起，仍在运行。",
        en="Timeline: 2 rows, the first from Jan 2017. "
        "we.trade: Jan 2017 to Jun 2022, 65 months, insolvent; Evergreen: from Mar 2019, still running.",
    )


def test_sample_data_says_so(tmp_path: Path) -> None:
    chart = draw(tmp_path, (WE_TRADE,), provenance=Provenance.SAMPLE)

    assert {"样例", "SAMPLE"} <= set(said(chart))
    assert chart.alt.en.endswith("Sample data.")


# ---- what is wrong


def faults(tmp_path: Path, keys: str = KEYS, rows: Rows = (WE_TRADE, CHESS)) -> tuple[Problem, ...]:
    problems, tables = Problems(), tables_of(rows, Provenance.PUBLIC)
    assert draw_timeline(declare(keys), tables, BookKind.ZH, FONTS, problems, Cache(tmp_path)) is None
    return problems.found


@pytest.mark.parametrize(
    ("keys", "spot", "code", "expected"),
    [
        (KEYS.replace('begin = "begun"\n', ""), "1:2", "toml-key-missing", {"key": "begin"}),
        (KEYS.replace('"ended"', '"endd"'), "6:1", "exhibit-column-unknown", {"nearest": "ended"}),
        (KEYS.replace('"outcome"', '"outcomes"'), "7:1", "exhibit-column-unknown", {"nearest": "outcome"}),
        (KEYS + 'window = ["2023-04", "2022-06"]', "9:1", "toml-key-value", {"key": "window"}),
        (KEYS + 'window = ["2022-06"]', "9:1", "toml-key-value", {"key": "window"}),
        (KEYS + 'window = "2022-06"', "9:1", "toml-key-value", {"key": "window"}),
        (KEYS + 'lit = ["ches"]', "9:8", "chart-lit-unknown", {"nearest": "chess"}),
        (KEYS + 'where = { id = "ches" }', "9:11", "exhibit-value-unknown", {"nearest": "chess"}),
        (KEYS.replace('"t"', '"tt"'), "2:1", "exhibit-table-unknown", {"nearest": "t"}),
        (KEYS + "until = 5", "9:1", "toml-key-unknown", {"found": "until"}),
    ],
)
def test_a_fault_of_a_declaration_is_told_at_its_key(
    tmp_path: Path, keys: str, spot: str, code: str, expected: Mapping[str, object]
) -> None:
    (problem,) = faults(tmp_path, keys)

    assert (str(problem.place), problem.code) == (f"{FILE}:{spot}", code)
    assert expected.items() <= dict(problem.values).items()


@pytest.mark.parametrize(
    ("begun", "ended", "spot", "code"),
    [
        ("", "2022-06", "3:6", "timeline-month"),
        ("2017-13", "2022-06", "3:6", "timeline-month"),
        ("2017-01", "2022", "3:7", "timeline-month"),
        ("2017-01", "2016-12", "3:7", "timeline-order"),
    ],
)
def test_a_fault_of_a_row_is_told_at_its_cell(tmp_path: Path, begun: str, ended: str, spot: str, code: str) -> None:
    (problem,) = faults(tmp_path, rows=(CHESS, (*WE_TRADE[:5], begun, ended, *WE_TRADE[7:])))

    assert (str(problem.place), problem.code) == (f"data/t.csv:{spot}", code)
