"""Chinese and English, paired."""

from collections.abc import Callable

import pytest

from reportgen.model.book import Book, Exhibit
from reportgen.model.book import Pair as Pairing
from reportgen.problems import Problems

Pair = Callable[..., tuple[Book, Problems]]


def faults(problems: Problems) -> list[tuple[str, str]]:
    return [(p.code, str(p.place)) for p in problems.found]


def test_sections_pair_in_order_and_blocks_one_by_one(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n一\n\n二\n\n## 乙\n\n三", "# A\n\none\n\ntwo\n\n## B\n\nthree")

    assert problems.found == ()
    sections = book.chapters[0].sections
    assert [(s.title.zh, s.title.en, len(s.rows)) for s in sections] == [("甲", "A", 2), ("乙", "B", 1)]


def test_an_exhibit_in_both_halves_is_one(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n一\n\n![题](chart:c)\n\n二", "# A\n\none\n\n![T](chart:c)\n\ntwo")

    assert problems.found == ()
    rows = book.chapters[0].sections[0].rows
    assert [type(row) for row in rows] == [Pairing, Exhibit, Pairing]


def test_a_landscapes_anchor_never_meets_its_sectors(pair: Pair) -> None:
    book, _ = pair("# 甲\n\n![题](landscape:finance)", "# A\n\n![T](landscape:finance)")

    (row,) = book.chapters[0].sections[0].rows
    assert isinstance(row, Exhibit)
    assert row.anchor == "landscape-finance"


def test_halves_with_different_counts_are_one_pair_and_a_warning(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n一\n\n二", "# A\n\none")

    assert faults(problems) == [("align-blocks-differ", "content/zh/0-a.md:3:1")]
    (row,) = book.chapters[0].sections[0].rows
    assert isinstance(row, Pairing)
    assert (len(row.blocks.zh), len(row.blocks.en)) == (2, 1)


def test_a_section_marked_only_needs_no_other_half(pair: Pair) -> None:
    book, problems = pair("# 甲\n\n## 乙 {only=zh}\n\n一\n\n## 丙", "# A\n\n## C")

    assert problems.found == ()
    assert [(s.title.zh, s.only) for s in book.chapters[0].sections] == [("甲", None), ("乙", "zh"), ("丙", None)]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("# 甲\n\n## 乙", "# A", ("align-missing", "content/zh/0-a.md:3:4")),
        ("# 甲", "# A\n\n## B", ("align-missing", "content/en/0-a.md:3:4")),
        ("# 甲\n\n## 乙 {#b}", "# A\n\n## B {#c}", ("align-ids-differ", "content/en/0-a.md:3:4")),
        ("# 甲\n\n![题](chart:c)", "# A\n\n一", ("align-exhibits-differ", "content/zh/0-a.md:3:1")),
        ("# 甲\n\n一", "# A\n\n![T](chart:c)", ("align-exhibits-differ", "content/en/0-a.md:3:1")),
        (
            "# 甲\n\n![题](chart:c)\n\n![题](chart:d)",
            "# A\n\n![T](chart:d)\n\n![T](chart:c)",
            ("align-exhibits-differ", "content/en/0-a.md:3:1"),
        ),
    ],
)
def test_what_does_not_pair_is_told_at_its_place(pair: Pair, zh: str, en: str, expected: tuple[str, str]) -> None:
    assert faults(pair(zh, en)[1]) == [expected]
