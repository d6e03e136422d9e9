"""Rules that compare pages with what the manifest tells: each fires at the spot, and is silent where all is right."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image

from reportgen.audit.bookmarks import audit_bookmarked
from reportgen.audit.boxes import audit_boxes
from reportgen.audit.captions import audit_captions
from reportgen.audit.folios import audit_folios
from reportgen.audit.halves import audit_halves
from reportgen.audit.ids import audit_ids
from reportgen.audit.languages import audit_languages
from reportgen.audit.pictures import audit_pictures
from reportgen.audit.placements import audit_placements
from reportgen.audit.printed import Printed
from reportgen.audit.told import Framed, Listed, Placed, Source, Told
from reportgen.audit.view import Box, Letter, Line, Link, Mark, Page, Picture
from reportgen.problems import Problems
from reportgen.problems.wording import message

EM = 10.0
PARTS = ("contents", "one", "one")


def write(text: str, x: float, y: float, mark: int = 0) -> Line:
    """A line of letters of one em each, from `x` on, standing on `y`."""
    letters = tuple(
        Letter(char, x + n * EM, x + (n + 1) * EM, x + n * EM, y, x + (n + 1) * EM, y + EM, EM, mark, char == " ")
        for n, char in enumerate(text)
    )
    return Line(
        text=text,
        letters=letters,
        box=Box.around(letters),
        baseline=y,
        size_pt=EM,
        marks=frozenset({mark}),
        block=None,
        upright=True,
        running=False,
    )


def page(number: int, *lines: Line, links: tuple[Link, ...] = ()) -> Page:
    return Page(
        number=number,
        label=str(number),
        part=PARTS[number - 1],
        chapter=PARTS[number - 1],
        width=500.0,
        height=700.0,
        lines=lines,
        blank="",
        missing=0,
        links=links,
        headings=(),
        picture=Image.new("L", (250, 350), 255),
    )


def printed(*pages: Page, marks: tuple[Mark, ...] = ()) -> Printed:
    return Printed(
        file=Path("x.pdf"),
        pages=pages,
        marks=marks,
        fonts={},
        title="",
        language="zh-Hans",
        mute=(),
        ids=(),
        labelled=True,
        told=Told(parts=PARTS, families=frozenset(), sources=SOURCES),
    )


SOURCES = (
    Source(page=2, x=50.0, y=650.0, file="content/zh/one.md", line=3, row="one/_1"),
    Source(page=2, x=260.0, y=650.0, file="content/en/one.md", line=4, row="one/_1"),
    Source(page=2, x=50.0, y=400.0, file="content/zh/one.md", line=9, row=""),
)
TOLD = Told(parts=PARTS, families=frozenset(), sources=SOURCES)


def found(rule: Callable[..., None], *args: object) -> list[tuple[str, int, object]]:
    """Code, page and the source of each finding; every one can be worded."""
    problems = Problems()
    rule(*args, problems)
    assert all(message(problem, "zh") and message(problem, "en") for problem in problems.found)
    return [(problem.code, problem.place.line, problem.values["source"]) for problem in problems.found]


def boxes_found(rule: Callable[..., None], book: Printed, told: Told) -> list[tuple[str, int, str]]:
    """Code, page and box in mm of each problem."""
    problems = Problems()
    rule(book, told, problems)
    return [(p.code, p.place.line, str(p.values["box"])) for p in problems.found]


def tile(name: str, x: float, y: float, wide: float = 60.0) -> Framed:
    return Framed(name=name, page=2, box=Box(x, y, x + wide, y + 20.0))


def test_a_finding_tells_the_line_of_its_column_and_the_box_in_millimetres() -> None:
    problems, book = Problems(), printed(page(1), page(2), page(3))
    for box in (Box(50, 500, 150, 510), Box(270, 500, 300, 510), Box(60, 390, 90, 400), None):
        book.warn(problems, "audit-line-start", 2, box, found="x")
    book.warn(problems, "audit-line-start", 3, Box(50, 650, 90, 660), found="x")

    sources = [(problem.place.line, problem.values["source"], problem.values["box"]) for problem in problems.found]

    assert sources == [
        (2, "content/zh/one.md:3", "18 67 53 71"),
        (2, "content/en/one.md:4", "95 67 106 71"),
        (2, "content/zh/one.md:9", "21 106 32 109"),
        (2, "content/zh/one.md:3", "–"),
        (3, "content/zh/one.md:9", "18 14 32 18"),
    ]


def test_halves_that_begin_on_different_pages_or_heights_are_found_at_the_later() -> None:
    first, last, other = SOURCES
    book = printed(page(1), page(2), page(3))

    assert found(audit_halves, book, TOLD) == []
    later = replace(TOLD, sources=(first, replace(last, page=3), other))
    assert [finding[:2] for finding in found(audit_halves, book, later)] == [("audit-pair-split", 3)]
    lower = replace(TOLD, sources=(first, replace(last, y=600.0), other))
    assert [finding[:2] for finding in found(audit_halves, book, lower)] == [("audit-pair-split", 2)]


def test_a_caption_outside_the_frame_of_its_exhibit_is_found() -> None:
    frames = tuple(Framed(name="a", page=n, box=Box(50, 100, 400, 300)) for n in (2, 3))
    exhibit = Listed(anchor="a", numbers=("图 1",), titles=("甲 乙",), page=2, frames=frames)
    told = replace(TOLD, listed=(exhibit,))
    title, number = write("图1甲乙", 60, 250), write("图1", 60, 250)

    assert found(audit_captions, printed(page(1), page(2, title), page(3, number)), told) == []
    assert found(audit_captions, printed(page(1), page(2, title), page(3)), told)[0][:2] == ("audit-caption-away", 3)
    away = write("图1甲乙", 60, 400)
    assert found(audit_captions, printed(page(1), page(2, away), page(3, number)), told) == [
        ("audit-caption-away", 2, "content/zh/one.md:9")
    ]


def test_text_over_the_edge_of_its_tile_and_tiles_over_each_other_are_found() -> None:
    told = replace(TOLD, boxes=(tile("tile-a", 50, 300), tile("tile-b", 120, 300)))
    line = replace(write("甲乙丙", 55, 305, mark=1), marks=frozenset({1, 2}))
    both = replace(line, letters=line.letters + write("丁戊", 125, 305, mark=2).letters)

    def book(text: Line) -> Printed:
        return printed(page(1), page(2, text), page(3))

    assert found(audit_boxes, book(both), told) == []
    assert boxes_found(audit_boxes, book(write("甲乙丙丁戊己", 55, 305)), told) == [
        ("audit-text-over-box", 2, "19 136 41 139")
    ]
    over = replace(TOLD, boxes=(tile("tile-a", 50, 300), tile("tile-b", 100, 300)))
    assert boxes_found(audit_boxes, book(write("甲", 55, 305)), over) == [("audit-box-over-box", 2, "18 134 39 141")]
    off = replace(TOLD, boxes=(tile("tile-a", 450, 300),))
    assert boxes_found(audit_boxes, book(write("甲", 55, 305)), off) == [("audit-box-off-page", 2, "159 134 180 141")]


def test_each_placement_stands_once_and_prints_its_name() -> None:
    a, b = tile("tile-a", 50, 300), tile("tile-b", 120, 300)
    listed = Listed(anchor="landscape-x", numbers=(), titles=(), page=2, frames=())
    landscape = Placed(anchor="landscape-x", count=2, tiles={"tile-a": "甲 乙", "tile-b": "丙"})
    told = replace(TOLD, boxes=(a, b), listed=(listed,), landscapes=(landscape,))
    book = printed(page(1), page(2, write("甲乙", 55, 305), write("丙", 125, 305)), page(3))

    def places(of: Told, pages: Printed = book) -> list[tuple[str, int, str]]:
        return boxes_found(audit_placements, pages, of)

    count, times = ("audit-placement-count", 2, "–"), ("audit-placement-times", 2, "–")
    assert places(told) == []
    assert places(replace(told, landscapes=(replace(landscape, count=3),))) == [count]
    assert places(replace(told, boxes=(a,))) == [count, times]
    assert places(replace(told, boxes=(a, b, b))) == [count, times]
    unprinted = printed(page(1), page(2, write("甲乙", 55, 305)), page(3))
    assert places(told, unprinted) == [("audit-placement-unprinted", 2, "42 134 63 141")]


def test_running_text_of_the_other_language_is_found_and_names_are_not() -> None:
    english = "The whole line is written in English"
    lines = (
        write("全书用中文，提到 Hyperledger Fabric。", 50, 300),
        write("Bank of the West and of the East", 50, 200),
    )
    zh = replace(TOLD, languages=("zh",), names="Bank of the West and of the East\nA")
    en = replace(TOLD, languages=("en",), names="某银行")

    assert found(audit_languages, printed(page(1), page(2, *lines)), zh) == []
    foreign = found(audit_languages, printed(page(1), page(2, *lines, write(english, 50, 640))), zh)
    assert foreign == [("audit-language-foreign", 2, "content/zh/one.md:3")]
    good = (write("Chang'an Chain (长安链) is a chain", 50, 300), write("某银行", 50, 200))
    assert found(audit_languages, printed(page(1), page(2, *good)), en) == []
    assert len(found(audit_languages, printed(page(1), page(2, write("没有译文的一行", 50, 300))), en)) == 1
    assert found(audit_languages, printed(page(1), page(2, *lines, *good)), TOLD) == []


def test_contents_print_the_true_page_of_every_heading_and_exhibit() -> None:
    heading = Listed(anchor="h", numbers=("一、",), titles=("概览",), page=3, frames=())
    told = replace(TOLD, listed=(heading,))

    def book(words: str, to: int) -> Printed:
        link = Link(box=Box(45, 495, 200, 515), words="", address="", page=to)
        return printed(page(1, write(words, 50, 500), links=(link,)), page(2), page(3))

    assert found(audit_folios, book("一、概览3", 3), told) == []
    year = replace(told, listed=(replace(heading, titles=("概览2022",)),))
    in_pieces = book("一、概览2022", 3)
    first = in_pieces.pages[0]
    lines = (*first.lines, write("3", 140, 500, mark=1))
    assert (
        found(audit_folios, replace(in_pieces, pages=(replace(first, lines=lines), *in_pieces.pages[1:])), year) == []
    )
    assert [f[:2] for f in found(audit_folios, book("一、概览2", 3), told)] == [("audit-folio-wrong", 1)]
    assert [f[:2] for f in found(audit_folios, book("一、概览2", 2), told)] == [("audit-folio-wrong", 1)]
    assert [f[:2] for f in found(audit_folios, book("二、别处2", 2), told)] == [("audit-folio-missing", 3)]


def test_every_heading_of_the_contents_has_a_bookmark_on_its_page() -> None:
    heading = Listed(anchor="h", numbers=("一、",), titles=("概览",), page=3, frames=())
    told = replace(TOLD, listed=(heading,))
    pages = page(1), page(2), page(3)

    assert found(audit_bookmarked, printed(*pages, marks=(Mark(title="一、概览", page=3),)), told) == []
    wrong = printed(*pages, marks=(Mark(title="一、概览", page=2),))
    assert [f[:2] for f in found(audit_bookmarked, wrong, told)] == [("audit-bookmark-none", 3)]


def test_pictures_without_words_and_double_ids_are_found_on_their_page() -> None:
    book = printed(page(1), page(2), page(3))
    mute = replace(book, mute=(Picture(page=2, box=Box(50, 300, 90, 390)),))
    double = replace(book, ids=(("a-1", 1), ("a-2", 2), ("a-1", 3)))

    assert (found(audit_pictures, book), found(audit_ids, replace(book, ids=double.ids[:2]))) == ([], [])
    assert found(audit_pictures, mute) == [("audit-alt-missing", 2, "content/zh/one.md:9")]
    assert [f[:2] for f in found(audit_ids, double)] == [("audit-id-double", 3)]
