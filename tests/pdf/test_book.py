"""What a finished book shows, asked of small ones."""

from collections.abc import Callable
from pathlib import Path

from pdf import Pdf
from PIL import Image

Press = Callable[..., Pdf]

YEARS = """
[chart.years]
kind = "bar"
table = "cases"
by = "year"
sort = "given"
"""


def test_contents_entry_shows_the_page_its_chapter_starts_on(press: Press) -> None:
    pdf = press(zh="# 概览\n\n甲\n# 市场\n\n乙", en="# Overview\n\na\n# Market\n\nb")

    assert pdf.bookmarks() == [("一、概览 / I. Overview", 3), ("二、市场 / II. Market", 4)]
    assert pdf.line(page=2, starts="二、").endswith("2")
    assert pdf.labels()[2:4] == ["1", "2"]


def test_a_book_of_one_language_prints_that_language_only(press: Press) -> None:
    zh = '# 概览\n\n见[](#years)。\n\n![逐年](chart:years "逐年")'
    en = '# Overview\n\nSee [](#years).\n\n![By year](chart:years "By year")'

    pdf = press(zh, en, YEARS, kind="en")

    text = pdf.text(3)
    assert "See Figure 1." in text
    assert "Figure 1 By year" in text
    assert "逐年" not in text
    assert pdf.bookmarks() == [("I. Overview", 3)]


def test_a_landscape_shows_each_placement_once_under_the_heading_of_its_section(press: Press) -> None:
    pdf = press(
        zh="# 金融\n\n甲\n\n## 金融图谱\n\n![金融图谱](landscape:finance)",
        en="# Finance\n\na\n\n## Finance landscape\n\n![Finance landscape](landscape:finance)",
        exhibits="[landscape.finance]\n",
    )

    text = pdf.text(4)
    assert pdf.size_mm(4) == (297.0, 210.0)
    assert [text.count(name) for name in ("甲银行", "Windhoek Ledger", "丙科技")] == [1, 1, 1]
    assert "NA" in text
    assert ("1. 金融图谱 / 1. Finance landscape", 4) in pdf.bookmarks()


def test_text_behind_a_landscape_stands_on_an_upright_page_again(press: Press) -> None:
    pdf = press(
        zh="# 金融\n\n甲\n\n## 图谱\n\n![图谱](landscape:finance)\n\n## 之后\n\n乙",
        en="# Finance\n\na\n\n## Map\n\n![Map](landscape:finance)\n\n## Behind\n\nb",
        exhibits="[landscape.finance]\n",
    )

    assert [pdf.size_mm(page) for page in (3, 4, 5)] == [(210.0, 297.0), (297.0, 210.0), (210.0, 297.0)]
    assert pdf.line(5, "2. 之后")


def test_a_landscape_may_stand_right_under_the_title_of_a_chapter(press: Press) -> None:
    pdf = press(
        zh="# 金融\n\n![金融](landscape:finance)",
        en="# Finance\n\n![Finance](landscape:finance)",
        exhibits="[landscape.finance]\n",
    )

    assert [title for title, _ in pdf.bookmarks()] == ["一、金融 / I. Finance"]


def test_numbers_come_from_data_in_every_kind_of_text(press: Press) -> None:
    pdf = press(
        zh="# 概览\n\n- 共 **{案例总数}** 起\n\n| 数 |\n|--|\n| 超过 {跟踪厂商数} |\n\n甲[^1]\n\n[^1]: {条目总数} 条",
        en="# Overview\n\n- **{cases_total}** cases\n\n| n |\n|--|\n| over {vendors_tracked} |\n\na[^1]\n\n"
        "[^1]: {placements_total} entries",
    )

    text = pdf.text(3)
    for words in ("共 6 起", "超过 700", "3 条", "6 cases", "over 700", "3 entries"):
        assert words in text


def test_an_image_of_the_edition_prints_with_its_caption_as_alternative_text(press: Press, tmp_path: Path) -> None:
    (tmp_path / "content" / "images").mkdir(parents=True)
    Image.new("RGB", (60, 30), "#1450A3").save(tmp_path / "content" / "images" / "chart.png")

    pdf = press(zh="# 概览\n\n![蓝色](images/chart.png)", en="# Overview\n\n![Blue](images/chart.png)")

    assert "蓝色" in pdf.text(3)
    assert [str(e.get("/Alt")) for e in pdf.elements if str(e.S) == "/Figure"] == ["蓝色"]


def test_boxes_quotations_and_tables_of_words_are_printed(press: Press) -> None:
    pdf = press(
        zh="# 概览\n\n> [!案例] 甲案\n> 正文\n\n> 引文\n\n| 栏 |\n|---|\n| 格 |",
        en="# Overview\n\n> [!CASE] Case A\n> Body\n\n> Quoted\n\n| Head |\n|---|\n| Cell |",
    )

    for words in ("甲案", "正文", "引文", "栏", "格", "Case A", "Body", "Quoted", "Head", "Cell"):
        assert words in pdf.text(3)
    assert pdf.faults() == []


def test_a_list_goes_on_from_the_number_it_is_given(press: Press) -> None:
    pdf = press(zh="# 概览\n\n3. 甲\n4. 乙", en="# Overview\n\n3. a\n4. b")

    assert [number in pdf.text(3) for number in ("1.", "3.", "4.")] == [False, True, True]


def test_the_opener_of_a_sector_shows_its_numbers_and_leads_to_its_segments(press: Press) -> None:
    def be_sector(root: Path) -> None:
        for language in ("zh", "en"):
            text = root / "content" / language
            (text / "20-part-b.md").rename(text / "20-finance.md")
        edition = root / "content" / "edition.toml"
        first = edition.read_text("utf-8").partition('[[divisions]]\nchapters = ["20-part-b"]')[0]
        edition.write_text(first.replace('["10-part-a"]', '["10-part-a", "20-finance"]'), "utf-8")
        published = root / "data" / "published.csv"
        published.write_text(published.read_text("utf-8").replace("金融案例,4,exact", "金融案例,4,about"), "utf-8")

    pdf = press(
        zh="# 行业\n\n引言\n# 金融\n\n开篇\n\n后文\n\n## 监管\n\n甲",
        en="# Sectors\n\nIntro\n# Finance\n\nOpening\n\nMore\n\n## Regulation\n\na",
        change=be_sector,
    )

    opener = pdf.text(4)
    assert "约\nc. 4\n公布案例\npublished cases\n2\n细分领域\nsegments\n2\n应用场景\nuse scenarios\n3\n" in opener
    assert "1.1 监管 Regulation" in opener and "后文" not in opener
    assert [target for _, target in pdf.links(4)] == [5]
    assert "金融" in pdf.text(3) and [target for _, target in pdf.links(3)] == [4]
    assert pdf.faults() == []


def test_a_gallery_draws_a_cover_for_each_row_and_leaves_blank_what_is_not_known(press: Press) -> None:
    pdf = press(
        zh="# 概览\n\n![标准](gallery:standards)",
        en="# Overview\n\n![Standards](gallery:standards)",
        exhibits="[gallery.standards]\ntable = 'standards'\n",
    )

    text = pdf.text(3)
    assert "总体架构\nArchitecture\n团体标准\n2022-08-28 发布 issued\n2022-09-01 实施 in force\n某学会" in text
    assert text.count("某学会") == 3 and "… rules" in text
    assert [str(e.S) for e in pdf.elements].count("/LI") == 3
    assert pdf.faults() == []
