"""What reads well but misleads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from drawings import FONTS
from editions import an_edition

from reportgen.check import check_enumerations, run_checks
from reportgen.check.organisations import check_organisations
from reportgen.check.release import check_release
from reportgen.model.book import Book
from reportgen.model.both import Both
from reportgen.model.dataset import Dataset
from reportgen.model.edition import ChapterEntry, Part
from reportgen.model.exhibits import Chart, Declaration, Exhibits, Ledger
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Measure, Stack
from reportgen.model.tables import Table, Tables
from reportgen.model.words import Words
from reportgen.problems import Place, Problems
from reportgen.toml_source import TomlSource, parse_toml

Pair = Callable[..., tuple[Book, Problems]]

EDITION, WORDS = an_edition(), Words({})
DECLARED = Declaration(kind="chart", id="cases", keys={}, place=Place(Path("content/exhibits.toml"), 1, 2), places={})
TAXONOMY = [
    ("b", "b-1", "支付/结算", "Payments & settlement", "存证/验证"),
    ("b", "b-2", "保险服务", "Insurance", "存证验证"),
    ("b", "b-2", "保险服务", "Insurance", "代币([发行)/回购*"),
    ("b", "b-2", "保险服务", "Insurance", "/"),
]
NAMES = [
    ("landscape", "mines", "工程/能源", "Mines"),
    ("industry", "mining", "能源/矿产", "Energy & mining"),
    ("industry", "real_estate", "建筑地产", "Real estate"),
]
CALL = ("# 甲\n\n![题](chart:cases)", "# A\n\n![T](chart:cases)")


def faults(problems: Problems) -> list[tuple[str, str, int, int]]:
    return [(p.code, str(p.place.file), p.place.line, p.place.col) for p in problems.found]


def a_table(name: str, columns: str, rows: list[tuple[str, ...]]) -> Table:
    frame = pd.DataFrame(rows, columns=columns.split(), index=range(2, len(rows) + 2))
    return Table(name=name, file=Path(f"data/{name}.csv"), frame=frame, provenance=Provenance.PUBLISHED, hashes={})


TABLES = Tables(
    named={
        "taxonomy": a_table("taxonomy", "sector segment_id segment_zh segment_en scenario_zh", TAXONOMY),
        "names": a_table("names", "kind id zh en", NAMES),
        "organisations": a_table("organisations", "id name_zh name_en short_zh short_en", []),
        "glossary": a_table("glossary", "zh en note", []),
    }
)


def checked(pair: Pair, zh: str, en: str, *declared: Declaration) -> list[tuple[str, str, int, int]]:
    book, problems = pair(zh, en)
    run_checks(EDITION, WORDS, book, declared, TABLES, FONTS, problems)
    check_enumerations(book, TABLES, problems)
    return faults(problems)


def test_a_called_and_declared_exhibit_is_quiet(pair: Pair) -> None:
    assert checked(pair, *CALL, DECLARED) == []


def test_a_call_without_declaration_is_an_error(pair: Pair) -> None:
    assert checked(pair, *CALL) == [("check-exhibit-undeclared", "content/zh/0-a.md", 3, 1)]


def test_a_declaration_without_call_is_a_warning(pair: Pair) -> None:
    assert checked(pair, "# 甲", "# A", DECLARED) == [("check-exhibit-uncalled", "content/exhibits.toml", 1, 2)]


def test_headings_longer_than_a_line_are_told_in_their_language(pair: Pair) -> None:
    assert checked(pair, "# " + "长" * 25, "# " + "x" * 45) == [("check-heading-long", "content/zh/0-a.md", 1, 3)]
    assert checked(pair, "# " + "长" * 24, "# " + "x" * 46) == [("check-heading-long", "content/en/0-a.md", 1, 3)]


@pytest.mark.parametrize("typed", ["共 590 起", "占 26.1%", "约 48.9万字", "3,636 cases"])
def test_a_typed_count_is_told(pair: Pair, typed: str) -> None:
    assert checked(pair, f"# 甲\n\n{typed}", "# A\n\nx") == [("check-number-unbound", "content/zh/0-a.md", 3, 1)]


@pytest.mark.parametrize("where", ["> [!提示] 590 起\n> 乙", "![共 590 起](images/x.png)", "> - 一\n>   - 共 590 起"])
def test_a_typed_count_is_told_wherever_it_stands(pair: Pair, where: str) -> None:
    assert [code for code, *_ in checked(pair, f"# 甲\n\n{where}", "# A\n\nx")] == ["check-number-unbound"]


@pytest.mark.parametrize(
    "typed",
    ["2016 年", "2023 年 9 月 1 日", "on 29 December 2018", "5G 与 B3i", "{=42} 起", "GB/T 15834", "COVID-19"],
)
def test_years_dates_and_names_are_no_counts(pair: Pair, typed: str) -> None:
    assert checked(pair, f"# 甲\n\n{typed}", "# A\n\nx") == []


@pytest.mark.parametrize(
    "typed", ["TODO 数字", "（待补）", "数字TBD", "> [!提示] TBD\n> 乙", "| 甲 |\n|-|\n| 待核实 |"]
)
def test_a_note_of_the_author_to_himself_is_told(pair: Pair, typed: str) -> None:
    assert checked(pair, f"# 甲\n\n{typed}", "# A\n\nx")[-1] == ("check-draft", "content/zh/0-a.md", 3, 1)


def test_a_draft_is_told_in_titles_and_captions_and_not_within_words(pair: Pair) -> None:
    book = ("# 甲 TODO\n\n![待补](chart:cases)", "# A\n\n![FIXME](chart:cases)")

    assert [place for _, *place in checked(pair, *book, DECLARED)] == [
        ["content/en/0-a.md", 3, 1],
        ["content/zh/0-a.md", 1, 3],
        ["content/zh/0-a.md", 3, 1],
    ]
    assert checked(pair, "# 甲\n\n待补充的是补贴，MASTODON", "# A\n\nx")[:1] == [
        ("check-draft", "content/zh/0-a.md", 3, 1)
    ]
    assert checked(pair, "# 甲\n\n等待补偿，MASTODON", "# A\n\nx") == []


def test_traditional_characters_are_told_once_a_section(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n乙\n\n區块鏈與區域\n\n## 聯盟", "# A\n\nx\n\n區\n\n## B")
    run_checks(EDITION, WORDS, book, (), TABLES, FONTS, problems)

    told = [(p.place.line, p.values["found"], p.fatal) for p in problems.found if p.code == "check-traditional"]
    assert told == [(5, "區鏈與", False), (7, "聯", False)]


def a_source(text: str, file: str) -> TomlSource:
    source = parse_toml(text, Place(Path(file)), Problems())
    assert source
    return source


def test_traditional_characters_of_settings_are_told_where_they_stand(pair: Pair) -> None:
    words = Words({}, tuple(a_source('[page]\nindex = { zh = "機構索引", en = "機" }', "layouts/words.toml").texts()))
    book, problems = pair("+++\nshort = '甲'\nkicker = '產業'\n+++\n\n# 甲", "# A")
    run_checks(EDITION, words, book, (), TABLES, FONTS, problems)

    assert [(str(p.place), p.values["found"]) for p in problems.found if p.code == "check-traditional"] == [
        ("content/zh/0-a.md:3:1", "產業"),
        ("layouts/words.toml:2:11", "機構"),
    ]


def test_a_character_that_no_font_has_is_told_wherever_it_will_be_printed(pair: Pair) -> None:
    entry = ChapterEntry(
        id="glossary", part=Part.GLOSSARY, stem=None, depth=1, forms=(), place=Place(Path("content/edition.toml"))
    )
    written = a_source('motto = { zh = ["独立"], en = ["乙"] }', "content/edition.toml")
    edition = replace(EDITION, chapters=(entry,), said=tuple(written.texts("motto")))
    words = Words({}, tuple(a_source('[page]\nindex = { zh = "乙", en = "x" }', "layouts/words.toml").texts()))
    keys = a_source('[a]\ntable = "who"\ncolumns = [{ from = "name", head = { zh = "乙" } }]', "content/exhibits.toml")
    table = Declaration(
        kind="table", id="a", keys=keys.values["a"], place=Place(Path("x")), places=keys.below("a").places
    )
    tables = Tables(
        named={
            **TABLES.named,
            "who": a_table("who", "id name_zh name_en source", [("1", "甲", "A", "乙"), ("2", "乙", "B", "b")]),
            "glossary": a_table("glossary", "zh en note", [("甲", "a", "乙")]),
        }
    )
    book, problems = pair("+++\nkicker = '乙'\n+++\n\n# 甲\n\n![题](table:a)", "# A\n\n![T](table:a)")
    run_checks(edition, words, book, (table,), tables, replace(FONTS, measure=_without("乙")), problems)

    assert [str(p.place) for p in problems.found if p.code == "check-glyph-missing"] == [
        "content/edition.toml:1:30",
        "content/exhibits.toml:3:38",
        "content/zh/0-a.md:2:1",
        "data/glossary.csv:2:3",
        "data/who.csv:3:2",
        "layouts/words.toml:2:11",
    ]


def test_a_character_that_no_font_has_is_told_with_all_else(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n乙", "# A\n\nx")
    fonts = replace(FONTS, measure=_without("乙x"))
    run_checks(EDITION, WORDS, book, (), TABLES, fonts, problems)

    assert faults(problems) == [
        ("check-glyph-missing", "content/en/0-a.md", 3, 1),
        ("check-glyph-missing", "content/zh/0-a.md", 3, 1),
    ]


def _without(missing: str) -> Measure:
    def measure(text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
        for char in missing:
            if char in text:
                raise KeyError(char)
        return size_pt

    return measure


@pytest.mark.parametrize(("provenance", "places"), [("sample", ["content/zh/0-a.md:3:1"]), ("published", [])])
def test_a_release_refuses_what_is_drawn_from_a_sample(pair: Pair, provenance: str, places: list[str]) -> None:
    book, problems = pair(*CALL)
    none = Both(zh="", en="")
    chart = Chart(
        id="cases",
        svg="",
        close_svg="",
        width_mm=1,
        height_mm=1,
        close_height_mm=0,
        alt=none,
        data=Dataset(columns=(), rows=(), unit=none),
        note=none,
        provenance=Provenance(provenance),
    )
    ledger = Ledger(short=36, long=1, stretches=())
    check_release(
        book,
        Exhibits(
            charts={"cases": chart},
            tables={},
            landscapes={},
            maps={},
            figures={},
            galleries={},
            sectors={},
            ledger=ledger,
        ),
        problems,
    )

    assert [(str(p.place), p.code) for p in problems.found] == [(place, "check-release-sample") for place in places]


def sectors(pair: Pair, zh: str, en: str) -> list[tuple[str, str, int, int]]:
    """What is told of a sector's chapter, the second of the book."""
    book, problems = pair(("# 甲", "# A"), (f"# 乙\n\n{zh}", f"# B\n\n{en}"))
    run_checks(EDITION, WORDS, book, (), TABLES, FONTS, problems)
    check_enumerations(book, TABLES, problems)
    return faults(problems)


PAYMENTS = ("## 支付/结算 {#b-1}\n\n", "## Payments & settlement {#b-1}\n\n")
INSURANCE = ("## 保险服务 {#b-2}\n\n", "## Insurance {#b-2}\n\n")


def test_headings_of_all_segments_in_order_are_quiet(pair: Pair) -> None:
    assert sectors(pair, PAYMENTS[0] + INSURANCE[0], PAYMENTS[1] + INSURANCE[1]) == []


def test_a_segment_named_otherwise_than_in_the_taxonomy_is_an_error_in_its_language(pair: Pair) -> None:
    assert sectors(pair, PAYMENTS[0] + INSURANCE[0], PAYMENTS[1] + "## Insurers {#b-2}") == [
        ("check-segment-name", "content/en/1-b.md", 5, 4)
    ]


def test_a_segment_without_heading_is_an_error_where_the_others_end(pair: Pair) -> None:
    assert sectors(pair, *INSURANCE) == [("check-segment-missing", "content/zh/1-b.md", 3, 4)]


def test_segments_out_of_order_are_an_error_at_the_first_that_is(pair: Pair) -> None:
    assert sectors(pair, INSURANCE[0] + PAYMENTS[0], INSURANCE[1] + PAYMENTS[1]) == [
        ("check-segment-order", "content/zh/1-b.md", 3, 4)
    ]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("三类：甲、乙。", "x"),
        ("分为三个环节：甲、乙、丙、丁。", "x"),
        ("有四种：甲，乙，以及丙。", "x"),
        ("分三层：甲在上，乙在下。", "x"),
        ("四个方向：甲，一；乙，二；丙，三。", "x"),
        ("甲有三组：\n\n- 一\n- 二", "x\n\n- a\n- b"),
        ("> [!提示] 题\n> 甲有三组：\n>\n> - 一\n> - 二", "> [!NOTE] t\n> x\n>\n> - a\n> - b"),
    ],
)
def test_a_chinese_number_word_that_its_enumeration_belies_is_told(pair: Pair, zh: str, en: str) -> None:
    assert [code for code, *_ in checked(pair, f"# 甲\n\n{zh}", f"# A\n\n{en}")] == ["check-enumeration-count"]


@pytest.mark.parametrize(
    ("zh", "en", "told"),
    [
        ("分属 3 个领域：甲类、乙类。", "In 3 kinds: this, that, and more.", ["content/zh/0-a.md"]),
        ("分属 2 个领域：甲类、乙类。", "In 4 kinds: this, that, and more.", ["content/en/0-a.md"]),
        ("图 3 列出大类：甲类、乙类。", "All in Table 3 are kinds: this, that.", []),
        ("共 1,003 个大类：甲类、乙类。", "In 1,002 kinds: this, that, and more.", []),
    ],
)
def test_numbers_worded_from_data_are_held_to_their_enumeration(pair: Pair, zh: str, en: str, told: list[str]) -> None:
    book, problems = pair(f"# 甲\n\n{zh}", f"# A\n\n{en}")
    check_enumerations(book, TABLES, problems)
    assert faults(problems) == [("check-enumeration-count", file, 3, 1) for file in told]


@pytest.mark.parametrize(
    "en",
    [
        "in three steps: one, two, three, and four.",
        "Four things were proved: x, y and z.",
        "four kinds: a, b; c; and d.",
    ],
)
def test_an_english_number_word_that_its_enumeration_belies_is_told(pair: Pair, en: str) -> None:
    assert checked(pair, "# 甲\n\n字", f"# A\n\n{en}") == [("check-enumeration-count", "content/en/0-a.md", 3, 1)]


@pytest.mark.parametrize(
    "zh",
    [
        "三类：甲、乙和丙。",
        "三个环节：甲与乙、丙、丁的交换和买卖。",
        "五种：甲、乙、丙、丁，以及戊。",
        "三层：算力服务与通讯在底层，基础平台居中，智慧城市在上，是最早把整套设施用起来的地方。",
        "两类：一类是甲，以乙为底座；另一类是丙。",
        "这三个领域各有侧重：甲、乙。",
        "三类：甲、乙等。",
        "第三类：甲、乙。",
        "有三组：\n\n- 一\n- 二\n- 三",
    ],
)
def test_a_number_word_that_agrees_or_cannot_be_counted_is_quiet(pair: Pair, zh: str) -> None:
    en = "x\n\n- a\n- b\n- c" if "- 一" in zh else "x"
    assert checked(pair, f"# 甲\n\n{zh}", f"# A\n\n{en}") == []


@pytest.mark.parametrize(
    "en",
    [
        "three steps: tracking and measuring emissions, auditing them, and trading or offsetting them.",
        "three segments: wine, spirits and beverages; meat; and oils.",
        "two kinds: solutions, in which a city is run and governed, and applications, which do one thing.",
        "The six segments differ: one is about order, and all others about trade.",
        "Two of the banks say so: a, b, and c.",
    ],
)
def test_an_english_number_word_that_agrees_or_cannot_be_counted_is_quiet(pair: Pair, en: str) -> None:
    assert checked(pair, "# 甲\n\n字", f"# A\n\n{en}") == []


def test_segments_in_a_sentence_have_the_taxonomys_names(pair: Pair) -> None:
    named = "two segments: payments and settlement, and insurance."
    assert sectors(pair, "两个细分领域：支付/结算、保险服务。", named) == []
    assert sectors(pair, "两个细分领域：支付/结算、保险。", named) == [
        ("check-enumeration-segment", "content/zh/1-b.md", 3, 1)
    ]


def drawn(pair: Pair, zh: str, en: str) -> list[tuple[str, str, int, int]]:
    """What is told of a landscape under a heading, each written "heading | caption"."""
    halves = [half.split(" | ") for half in (zh, en)]
    called = Declaration(kind="landscape", id="mines", keys={}, place=DECLARED.place, places={})
    text_zh, text_en = (f"# {title}\n\n![{caption}](landscape:mines)" for title, caption in halves)
    return checked(pair, text_zh, text_en, called)


@pytest.mark.parametrize("zh", ["全球工程/能源应用图谱 | 全球工程/能源图谱", "工程、能源 | 工程、能源图谱"])
def test_a_landscape_captioned_as_its_heading_says_is_quiet(pair: Pair, zh: str) -> None:
    assert drawn(pair, zh, "Global mines & energy | Global mines and energy landscape") == []


def test_a_landscape_captioned_otherwise_than_its_heading_is_told_in_its_language(pair: Pair) -> None:
    zh = "工程/能源图谱"
    told = [("check-landscape-caption", "content/zh/0-a.md", 3, 1)]
    assert drawn(pair, f"{zh} | 全球工程/能源地图", "Mines | Mines") == told
    assert drawn(pair, f"{zh} | {zh}", "Mines | Quarries") == [("check-landscape-caption", "content/en/0-a.md", 3, 1)]


def test_a_landscape_under_another_ones_name_is_told(pair: Pair) -> None:
    assert drawn(pair, "金融图谱 | 金融图谱", "Mines | Mines") == [("check-landscape-name", "content/zh/0-a.md", 3, 1)]


@pytest.mark.parametrize("found", ["能源/矿业", "能源矿产", "能源／矿产", "建筑/地产", "代币([发行)回购*"])
def test_a_name_written_in_another_way_is_told(pair: Pair, found: str) -> None:
    for zh, line in ((f"# 甲\n\n与{found}有关", 3), (f"# {found}\n\n字", 1)):
        assert checked(pair, zh, "# A\n\nx") == [
            ("check-name-differs", "content/zh/0-a.md", line, 3 if line == 1 else 1)
        ]


@pytest.mark.parametrize("zh", ["能源/矿产与建筑地产", "存证/验证，存证验证", "能源、矿产", "甲/乙"])
def test_a_name_as_the_house_writes_it_is_quiet(pair: Pair, zh: str) -> None:
    assert checked(pair, f"# 甲\n\n{zh}", "# A\n\nx") == []


def listed(*rows: tuple[str, ...]) -> list[tuple[str, str, int]]:
    columns = "id name_zh name_en short_zh short_en"
    problems = Problems()
    check_organisations(Tables(named={"organisations": a_table("organisations", columns, list(rows))}), problems)
    return faults(problems)


@pytest.mark.parametrize(
    ("again", "col"),
    [
        (("B", "", "BANK  A", "", ""), 3),
        (("B", "甲-银行", "", "", ""), 2),
        (("B", "乙", "Other", "Ｂａｎｋ A", ""), 4),
        (("B", "", "A.B.", "", ""), 3),
    ],
)
def test_an_organisation_listed_under_two_ids_is_told_once_in_whatever_language_or_width(
    again: tuple[str, ...], col: int
) -> None:
    first = ("A", "甲银行", "Bank A", "", "AB")
    assert listed(first, ("C", "丙", "", "", ""), again) == [
        ("check-organisation-doubled", "data/organisations.csv", 4, col)
    ]


def test_organisations_with_names_of_their_own_are_quiet() -> None:
    assert listed(("A", "甲", "A", "甲", "A"), ("B", "", "Bank (A)", "", ""), ("C", "", "…", "", "")) == []
