"""Tables in pages: their rows, the heads of each page, and where they break."""

import re
from collections.abc import Callable

import pytest
from pdf import Pdf

from reportgen.press import heads

Press = Callable[..., Pdf]

HEAD = "id,name_zh,name_en,field_zh,field_en,begun,ended,outcome_zh,outcome_en,source\n"
CLOSURES = """
[table.closures]
table = "closures"
columns = [
    { from = "name", head = { zh = "平台", en = "Platform" }, share = 40 },
    { from = "begun" },
    { from = "ended" },
]
"""
SECTORS = """
[table.sectors]
table = "cases"
group_by = "segment_id"
groups = "sector"
total = true
subtotals = true
columns = [
    { from = "segment_id", head = { zh = "细分", en = "Segment" } },
    { measure = "count", across = "year" },
    { measure = "count", across = "year", spark = true, head = { zh = "三年", en = "Years" } },
    { measure = "share", head = { zh = "占比", en = "Share" } },
]
"""
ROW = re.compile(r"R(\d+)\b")


def closures(rows: int) -> str:
    lines = (f"c{n},甲平台R{n},R{n},贸易,Trade,2017-01,2022-06,破产,insolvent,https://a.example\n" for n in range(rows))
    return HEAD + "".join(lines)


def call(before: int = 0) -> dict[str, str]:
    return {
        "zh": "# 概览\n\n" + "甲\n\n" * before + '![平台](table:closures "结论")\n',
        "en": "# Overview\n\n" + "a\n\n" * before + '![Platforms](table:closures "Finding")\n',
    }


def rows_of(pdf: Pdf) -> list[list[int]]:
    """The numbers of the rows on each page that has some."""
    pages = ([int(n) for n in dict.fromkeys(ROW.findall(pdf.text(page)))] for page in range(1, pdf.pages + 1))
    return [rows for rows in pages if rows]


@pytest.mark.parametrize("kind", ["parallel", "zh", "en"])
def test_a_table_of_300_rows_goes_on_under_its_heads(press: Press, kind: str) -> None:
    pdf = press(**call(), exhibits=CLOSURES, kind=kind, closures=closures(300))

    rows = rows_of(pdf)
    first = next(page for page in range(1, pdf.pages + 1) if "R0" in pdf.text(page))
    pages = [pdf.text(page) for page in range(first, first + len(rows))]
    caption, on, head = ("Platforms", "(continued)", "Platform ") if kind == "en" else ("平台", "（续）", "平台")
    assert [n for page in rows for n in page] == [*range(300)]
    assert len({len(page) for page in rows[1:-1]}) == 1
    assert len(rows[-1]) >= 2
    assert all(caption in page and head in page for page in pages)
    assert [on in page for page in pages] == [False] + [True] * (len(pages) - 1)
    assert pdf.tags().count("Caption") == 1
    assert pdf.faults() == []


def test_two_rows_at_least_stand_on_either_side_of_a_break_below_their_takeaway(press: Press, tmp_path) -> None:
    broken = 0
    for before in range(9, 13):
        root = tmp_path / str(before)
        pdf = press(**call(before), exhibits=CLOSURES, kind="zh", root=root, closures=closures(14))
        rows = rows_of(pdf)
        broken += len(rows) > 1
        assert [n for page in rows for n in page] == [*range(14)]
        assert all(len(page) >= 2 for page in rows)
        begins = next(pdf.text(page) for page in range(1, pdf.pages + 1) if "R0" in pdf.text(page))
        ends = next(pdf.text(page) for page in range(1, pdf.pages + 1) if "R13" in pdf.text(page))
        assert "结论" in begins
        assert "数据：" in ends
    assert 0 < broken < 4


@pytest.mark.parametrize("size", [3, 4])
def test_a_groups_heading_never_stands_last_on_a_page(press: Press, size: int) -> None:
    lines = closures(80).replace("insolvent", "Kind {}").split("\n")
    kinds = "\n".join(line.format(n // size) for n, line in enumerate(lines))
    grouped = CLOSURES.replace("columns", 'groups = "outcome_en"\ncolumns', 1)

    pdf = press(**call(), exhibits=grouped, kind="en", closures=kinds)

    assert [n for page in rows_of(pdf) for n in page] == [*range(80)]
    for page in range(3, 3 + len(rows_of(pdf))):
        assert max(row.start() for row in ROW.finditer(pdf.text(page))) > pdf.text(page).rindex("Kind")


def test_groups_years_and_totals_of_sample_cases_are_marked_as_a_sample_inside_the_frame(press: Press) -> None:
    call = {"zh": "# 概览\n\n![案例](table:sectors)", "en": "# Overview\n\n![Cases](table:sectors)"}

    pdf = press(**call, exhibits=SECTORS)

    assert "样例 SAMPLE" in pdf.text(3).split("\n")
    assert re.findall(r"\d \d \d [\d.]+%", pdf.text(3)) == [
        *("2 1 1 66.7%", "1 0 1 33.3%", "1 1 0 33.3%"),  # finance and its segments
        *("0 1 1 33.3%", "0 1 1 33.3%"),  # government
        "2 2 2 100.0%",
    ]
    assert pdf.faults() == []


ZH = "# 概览\n\n| 平台 | 状态 | 年 |\n|--|--|--:|\n"
EN = "# Overview\n\n| Platform | State | Year |\n|--|--|--:|\n"


def test_two_markdown_tables_of_one_shape_are_one_in_both_languages(press: Press) -> None:
    pdf = press(ZH + "| TradeLens | 关闭 | |\n", EN + "| TradeLens | Closed | |\n")

    text = pdf.text(3)
    assert [text.count(word) for word in ("TradeLens", "关闭", "Closed", "年", "Year")] == [1, 1, 1, 1, 1]
    assert pdf.tags().count("Table") == 1
    assert pdf.faults() == []


def test_two_markdown_tables_of_different_shape_stand_side_by_side(press: Press) -> None:
    pdf = press(ZH + "| TradeLens | 关闭 | |\n", EN + "| TradeLens | Closed | |\n| B3i | Closed | |\n")

    assert pdf.tags().count("Table") == 2
    assert pdf.text(3).count("TradeLens") == 2


@pytest.mark.parametrize("kind", ["parallel", "zh"])
def test_a_long_markdown_table_goes_on_under_its_head(press: Press, kind: str) -> None:
    rows = "".join(f"| R{n} | R | |\n" for n in range(90))

    pdf = press(ZH + rows, EN + rows, kind=kind)

    rows = rows_of(pdf)
    assert [n for page in rows for n in page] == [*range(90)]
    assert len(rows) > 2
    assert all("平台" in pdf.text(page) for page in range(pdf.pages - len(rows), pdf.pages))


@pytest.mark.parametrize("row", ["| TradeLens | 关闭 | |\n", "| TradeLens | 关闭 | |\n| 甲 | 乙 | |\n"])
def test_a_word_that_is_wider_than_its_column_breaks(press: Press, row: str) -> None:
    long = "https://example.org/" + "averylongword" * 12

    pdf = press(ZH + f"| {long} | {long} | |\n" + row, EN + f"| {long} | {long} | |\n| TradeLens | Closed | |\n")

    right = max(box[2] for _, box in pdf.boxes(3))
    assert right * 25.4 / 72 == pytest.approx(190, abs=0.2)


def test_an_engine_whose_tables_enter_by_another_door_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heads.fits_engine()

    monkeypatch.setattr(heads.block, "table_layout", lambda context, table: None)

    assert not heads.fits_engine()
