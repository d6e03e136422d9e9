"""What reads well but misleads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from drawings import FONTS

from reportgen.check import run_checks
from reportgen.check.release import check_release
from reportgen.model.book import Book
from reportgen.model.both import Both
from reportgen.model.dataset import Dataset
from reportgen.model.exhibits import Chart, Declaration, Exhibits, Ledger
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Measure, Stack
from reportgen.problems import Place, Problems

Pair = Callable[..., tuple[Book, Problems]]

DECLARED = Declaration(kind="chart", id="cases", keys={}, place=Place(Path("content/exhibits.toml"), 1, 2), places={})
CALL = ("# 甲\n\n![题](chart:cases)", "# A\n\n![T](chart:cases)")


def faults(problems: Problems) -> list[tuple[str, str, int]]:
    return [(p.code, str(p.place.file), p.place.line) for p in problems.found]


def checked(pair: Pair, zh: str, en: str, *declared: Declaration) -> list[tuple[str, str, int]]:
    book, problems = pair(zh, en)
    run_checks(book, declared, FONTS, problems)
    return faults(problems)


def test_a_called_and_declared_exhibit_is_quiet(pair: Pair) -> None:
    assert checked(pair, *CALL, DECLARED) == []


def test_a_call_without_declaration_is_an_error(pair: Pair) -> None:
    assert checked(pair, *CALL) == [("check-exhibit-undeclared", "content/zh/0-a.md", 3)]


def test_a_declaration_without_call_is_a_warning(pair: Pair) -> None:
    assert checked(pair, "# 甲", "# A", DECLARED) == [("check-exhibit-uncalled", "content/exhibits.toml", 1)]


def test_headings_longer_than_a_line_are_told_in_their_language(pair: Pair) -> None:
    assert checked(pair, "# " + "长" * 25, "# " + "x" * 45) == [("check-heading-long", "content/zh/0-a.md", 1)]
    assert checked(pair, "# " + "长" * 24, "# " + "x" * 46) == [("check-heading-long", "content/en/0-a.md", 1)]


@pytest.mark.parametrize("typed", ["共 590 起", "占 26.1%", "约 48.9万字", "3,636 cases"])
def test_a_typed_count_is_told(pair: Pair, typed: str) -> None:
    assert checked(pair, f"# 甲\n\n{typed}", "# A\n\nx") == [("check-number-unbound", "content/zh/0-a.md", 3)]


@pytest.mark.parametrize("where", ["> [!提示] 共 590 起", "![共 590 起](images/x.png)", "> - 一\n>   - 共 590 起"])
def test_a_typed_count_is_told_wherever_it_stands(pair: Pair, where: str) -> None:
    assert [code for code, *_ in checked(pair, f"# 甲\n\n{where}", "# A\n\nx")] == ["check-number-unbound"]


@pytest.mark.parametrize(
    "typed",
    ["2016 年", "2023 年 9 月 1 日", "on 29 December 2018", "5G 与 B3i", "{=42} 起", "GB/T 15834", "COVID-19"],
)
def test_years_dates_and_names_are_no_counts(pair: Pair, typed: str) -> None:
    assert checked(pair, f"# 甲\n\n{typed}", "# A\n\nx") == []


@pytest.mark.parametrize("typed", ["TODO 数字", "（待补）", "数字TBD", "> [!提示] FIXME", "| 甲 |\n|-|\n| 待核实 |"])
def test_a_note_of_the_author_to_himself_is_told(pair: Pair, typed: str) -> None:
    assert checked(pair, f"# 甲\n\n{typed}", "# A\n\nx")[-1] == ("check-draft", "content/zh/0-a.md", 3)


def test_a_draft_is_told_in_titles_and_captions_and_not_within_words(pair: Pair) -> None:
    book = ("# 甲 TODO\n\n![待补](chart:cases)", "# A\n\n![FIXME](chart:cases)")

    assert [place for _, *place in checked(pair, *book, DECLARED)] == [
        ["content/en/0-a.md", 3],
        ["content/zh/0-a.md", 1],
        ["content/zh/0-a.md", 3],
    ]
    assert checked(pair, "# 甲\n\n待补充的是补贴，MASTODON", "# A\n\nx")[:1] == [
        ("check-draft", "content/zh/0-a.md", 3)
    ]
    assert checked(pair, "# 甲\n\n等待补偿，MASTODON", "# A\n\nx") == []


def test_traditional_characters_are_told_once_a_section(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n乙\n\n區块鏈與區域\n\n## 聯盟", "# A\n\nx\n\n區\n\n## B")
    run_checks(book, (), FONTS, problems)

    told = [(p.place.line, p.values["found"], p.fatal) for p in problems.found if p.code == "check-traditional"]
    assert told == [(5, "區鏈與", False), (7, "聯", False)]


def test_a_character_that_no_font_has_is_told_with_all_else(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n乙", "# A\n\nx")
    fonts = replace(FONTS, measure=_without("乙x"))
    run_checks(book, (), fonts, problems)

    assert faults(problems) == [
        ("check-glyph-missing", "content/en/0-a.md", 3),
        ("check-glyph-missing", "content/zh/0-a.md", 3),
    ]


def _without(missing: str) -> Measure:
    def measure(text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
        for char in missing:
            if char in text:
                raise KeyError(char)
        return size_pt

    return measure


@pytest.mark.parametrize(("provenance", "codes"), [("sample", ["check-release-sample"]), ("published", [])])
def test_a_release_refuses_what_is_drawn_from_a_sample(pair: Pair, provenance: str, codes: list[str]) -> None:
    book, problems = pair(*CALL)
    none = Both(zh="", en="")
    chart = Chart(
        id="cases",
        svg="",
        width_mm=1,
        height_mm=1,
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

    assert [p.code for p in problems.found] == codes
