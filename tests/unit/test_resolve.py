"""Numbers worded and references numbered."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.model.book import Book, Exhibit
from reportgen.model.book import Pair as Pairing
from reportgen.model.both import Both
from reportgen.model.edition import Edition
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.model.outline import Outline
from reportgen.model.text import Link, Paragraph, plain_text
from reportgen.model.words import Words
from reportgen.outline import name_exhibits, number_sections
from reportgen.problems import Place, Problems
from reportgen.resolve import resolve

Pair = Callable[..., tuple[Book, Problems]]

ZH = Path("content/zh/0-a.md")
FACT = Fact(
    id="government_cases",
    alias="政务案例",
    value=Decimal(590),
    unit="起",
    hedge=Hedge.OVER,
    provenance=Provenance.PUBLISHED,
    source="",
    rows=(),
    place=Place(Path("data/published.csv"), 2),
)
FACTS = Facts(named={"government_cases": FACT, "政务案例": FACT})


def resolved(pair: Pair, edition: Edition, words: Words, zh: str, en: str) -> tuple[Book, Problems]:
    book, problems = pair(f"# 甲 {{#top}}\n\n{zh}", f"# A {{#top}}\n\n{en}")
    outline = number_sections(book, words, problems)
    return resolve(book, edition, FACTS, outline, problems), problems


def paragraph(book: Book) -> tuple[str, str]:
    row = book.chapters[0].sections[0].rows[0]
    assert isinstance(row, Pairing)
    zh, en = row.blocks.zh[0], row.blocks.en[0]
    assert isinstance(zh, Paragraph)
    assert isinstance(en, Paragraph)
    return plain_text(zh.inlines), plain_text(en.inlines)


def test_numbers_period_and_edition_print_in_each_language(pair: Pair, edition: Edition, words: Words) -> None:
    book, problems = resolved(
        pair,
        edition,
        words,
        "{版次} 年版：超过 **{政务案例}** 起，{期间}；{=42}。",
        "{edition}: over {government_cases}, {period}.",
    )

    assert problems.found == ()
    zh, en = paragraph(book)
    assert zh.replace("\u2060", "") == "2023 年版：超过 590 起，2020—2022；42。"
    assert en.replace("\u2060", "") == "2023: over 590, 2020–2022."


def test_references_print_the_number_of_an_exhibit_and_the_title_of_a_section(
    pair: Pair, edition: Edition, words: Words
) -> None:
    book, problems = resolved(
        pair, edition, words, "见[](#c)与[](#top)\n\n![题](chart:c)", "see [](#c) and [](#top)\n\n![T](chart:c)"
    )

    assert problems.found == ()
    assert paragraph(book) == ("见图\u00a01与“一、甲”", "see Figure\u00a01 and “I. A”")


def test_a_titles_own_quotation_marks_become_inner_ones_in_a_reference(
    pair: Pair, edition: Edition, words: Words
) -> None:
    book, problems = pair("# “双碳”应用 {#top}\n\n见[](#top)", "# “Dual” carbon {#top}\n\nSee [](#top)")
    outline = number_sections(book, words, problems)

    resolved = resolve(book, edition, FACTS, outline, problems)

    assert problems.found == ()
    assert paragraph(resolved) == ("见“一、‘双碳’应用”", "See “I. ‘Dual’ carbon”")


def test_references_become_links_into_the_report(pair: Pair, edition: Edition, words: Words) -> None:
    book, _ = resolved(pair, edition, words, "[](#top)", "[](#top)")

    row = book.chapters[0].sections[0].rows[0]
    assert isinstance(row, Pairing)
    block = row.blocks.zh[0]
    assert isinstance(block, Paragraph)
    assert [node.href for node in block.inlines if isinstance(node, Link)] == ["#top"]


def test_whatever_is_in_the_outline_can_be_referred_to(pair: Pair, edition: Edition, words: Words) -> None:
    book, problems = pair("# 甲\n\n见[](#new)、[](#old)", "# A\n\nSee [](#new) and [](#old)")
    known = number_sections(book, words, problems).entries[0]
    new = replace(known, anchor="new", kind="landscape", level=0, number=Both(zh="时间轴 1", en="Timeline 1"))
    old = replace(new, anchor="old", number=Both(zh="", en=""))
    outline = Outline(entries=(known, new, old), at={"new": new, "old": old})

    assert paragraph(resolve(book, edition, FACTS, outline, problems)) == (
        "见时间轴\u00a01、“甲”",
        "See Timeline\u00a01 and “A”",
    )
    assert problems.found == ()


def test_captions_in_lists_carry_their_numbers(pair: Pair, edition: Edition, words: Words) -> None:
    book, problems = pair(
        '# 甲\n\n![超过 {政务案例} 起](chart:c "逾 {政务案例} 起")',
        '# A\n\n![Over {government_cases}](chart:c "Over {government_cases}")',
    )
    outline = number_sections(book, words, problems)
    book = resolve(book, edition, FACTS, outline, problems)

    assert problems.found == ()
    assert name_exhibits(outline, book).at["c"].title.zh == "超过 590 起"
    row = book.chapters[0].sections[0].rows[0]
    assert isinstance(row, Exhibit)
    assert plain_text(row.takeaway.zh) == "逾 590 起"


def test_unknown_numbers_and_references_are_told_with_the_nearest(pair: Pair, edition: Edition, words: Words) -> None:
    _, problems = resolved(pair, edition, words, "超过 {政务案列} 起，[](#tpo)", "none")

    assert [(p.code, str(p.place), p.values["found"], p.values["nearest"]) for p in problems.found] == [
        ("resolve-fact-unknown", f"{ZH}:3:4", "政务案列", "政务案例"),
        ("resolve-anchor-unknown", f"{ZH}:3:13", "tpo", "top"),
    ]


@pytest.mark.parametrize(
    ("written", "code", "col", "values"),
    [
        ("{政务案例} 起", "fact-hedge-missing", 1, {"expected": "超过", "value": "590"}),
        ("甲近 {政务案例} 起", "fact-hedge-wrong", 4, {"found": "近", "expected": "超过", "value": "590"}),
        ("超过 {政务案例:500} 起", "fact-pinned-differs", 4, {"found": "500", "value": "590"}),
    ],
)
def test_a_number_that_is_said_otherwise_is_told_at_its_brace(
    pair: Pair, edition: Edition, words: Words, written: str, code: str, col: int, values: dict[str, str]
) -> None:
    _, problems = resolved(pair, edition, words, written, "none")

    assert [(p.code, str(p.place)) for p in problems.found] == [(code, f"{ZH}:3:{col}")]
    assert values.items() <= problems.found[0].values.items()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("超过 {人次:万} 起", [("resolve-unit-missing", 3, 4)]),
        ("{人次:万} 多亿", [("resolve-unit-missing", 3, 1)]),
        ("超过 {人次} 万起", [("resolve-unit-loose", 3, 4)]),
        ("甲\n超过 {人次:120000} 万起", [("resolve-unit-loose", 4, 4)]),
        ("超过 {人次:万} 万起", []),
        ("{人次:万} 多万起", []),
        ("|甲（万）|\n|-|\n|{人次:万}|", [("fact-unit-coarse", 5, 2)]),
        ("超过 {字数} 万字", []),
        ("{期间:万}", [("fact-form-unknown", 3, 1)]),
        ("{=} 起", [("resolve-fact-unknown", 3, 1)]),
    ],
)
def test_ten_thousands_stand_behind_numbers_that_are_counted_in_them(
    pair: Pair, edition: Edition, words: Words, written: str, told: list[tuple[str, int, int]]
) -> None:
    visits = replace(FACT, id="visits", alias="人次", value=Decimal(123_456), hedge=Hedge.EXACT)
    letters = replace(FACT, id="letters", alias="字数", value=Decimal("48.9"), unit="万字", hedge=Hedge.EXACT)
    book, problems = pair(f"# 甲\n\n{written}", "# A\n\na")
    facts = Facts(named={"人次": visits, "字数": letters})

    resolve(book, edition, facts, number_sections(book, words, problems), problems)

    assert {p.place.file for p in problems.found} <= {ZH}
    assert [(p.code, p.place.line, p.place.col) for p in problems.found] == told
