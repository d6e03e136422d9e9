"""Numbers of sections and exhibits."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportgen.model.book import Book, BookChapter
from reportgen.model.both import Both
from reportgen.model.edition import ChapterEntry, Edition, Part
from reportgen.model.outline import Outline
from reportgen.model.words import Words
from reportgen.outline import number_sections
from reportgen.problems import Place, Problems

AT = Place(Path("content/edition.toml"), 14)
NOTHING = Both(zh="", en="")
Pair = Callable[..., tuple[Book, Problems]]


def numbers(outline: Outline) -> list[tuple[str, str, str]]:
    return [(e.anchor, e.number.zh, e.number.en) for e in outline.entries]


def test_sections_are_numbered_by_the_forms_of_their_division(pair: Pair, words: Words) -> None:
    book, problems = pair(("# 甲", "# A"), ("# 乙\n\n## 丙\n\n### 丁", "# B\n\n## C\n\n### D"), ("# 戊", "# E"))

    assert numbers(number_sections(book, words, problems)) == [
        ("a", "一、", "I."),
        ("b", "（一）", "(A)"),
        ("b.1", "1.", "1."),
        ("b.1.1", "1.1", "1.1"),
        ("c", "（二）", "(B)"),
    ]


def test_figures_tables_and_landscapes_count_for_themselves(pair: Pair, words: Words) -> None:
    calls = "![{0}](chart:c)\n\n![{0}](table:t)\n\n![{0}](chart:d)\n\n![{0}](landscape:l)\n\n![{0}](figures:f)"
    book, problems = pair("# 甲\n\n" + calls.format("题"), "# A\n\n" + calls.format("T"))

    assert numbers(number_sections(book, words, problems))[1:] == [
        ("c", "图 1", "Figure 1"),
        ("t", "表 1", "Table 1"),
        ("d", "图 2", "Figure 2"),
        ("landscape-l", "图谱 1", "Landscape 1"),
    ]


def test_chapters_that_the_program_makes_have_an_unnumbered_heading_in_their_place(pair: Pair, words: Words) -> None:
    book, problems = pair("# 甲", "# A")
    made = [
        BookChapter(
            entry=ChapterEntry(id=part.value, part=part, stem=None, depth=1, forms=(), place=AT),
            kicker=NOTHING,
            short=NOTHING,
            sections=(),
        )
        for part in (Part.CONTENTS, Part.INDEX)
    ]
    outline = number_sections(Book(chapters=(made[0], *book.chapters, made[1])), words, problems)

    assert numbers(outline) == [("a", "一、", "I."), ("index", "", "")]
    assert outline.at["index"].title == Both(zh="索引", en="Index")


def test_contents_list_numbered_headings_to_a_depth_and_titles_behind_them(
    pair: Pair, words: Words, edition: Edition
) -> None:
    book, problems = pair(("# 甲", "# A"), ("# 乙\n\n## 丙\n\n### 丁", "# B\n\n## C\n\n### D"))
    first, second = book.chapters
    front = replace(first.entry, forms=(), part=Part.FRONT)
    contents = replace(first.entry, id="contents", part=Part.CONTENTS)
    outline = number_sections(Book(chapters=(replace(first, entry=front), second)), words, problems)

    def listed(*entries: ChapterEntry) -> list[str]:
        return [entry.anchor for entry in outline.listed(replace(edition, chapters=entries))]

    assert listed(front, contents, second.entry) == ["b", "b.1"]
    assert listed(contents, front, second.entry) == ["a", "b", "b.1"]


def test_a_name_used_twice_is_told_where_it_comes_again(pair: Pair, words: Words) -> None:
    book, problems = pair("# 甲\n\n![题](chart:c)\n\n![题](chart:c)", "# A\n\n![T](chart:c)\n\n![T](chart:c)")
    number_sections(book, words, problems)

    assert [(str(p.place), p.code, {key: str(value) for key, value in p.values.items()}) for p in problems.found] == [
        ("content/zh/0-a.md:5:1", "outline-anchor-doubled", {"found": "c", "first": "content/zh/0-a.md:3:1"})
    ]
