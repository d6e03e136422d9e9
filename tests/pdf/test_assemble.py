"""Chapters joined to a book, measured against the same text pressed in one piece."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page as validator
import pikepdf
import pytest
from pdf import Pdf
from pikepdf import Name

from reportgen.assemble import assemble
from reportgen.fonts import find_fonts
from reportgen.model.both import Both
from reportgen.model.sheets import Bookmark, DocumentInfo, PageLabel, PressedChapter
from reportgen.press import press_overlay
from reportgen.problems import Place, Problems

PROJECT = Path(__file__).parents[2]
FONTS = find_fonts(PROJECT, Problems())
PLACE = Place(Path("content/zh/10-test.md"), 7)
INFO = DocumentInfo(
    title=Both(zh="报告", en="Report"),
    author=Both(zh="研究院", en="Institute"),
    subject=Both(zh="案例", en="Cases"),
    keywords=("案例",),
    created="D:20230901000000Z",
    language="zh-Hans",
)
CSS = """
@page { size: 120mm 90mm; margin: 12mm }
@page wide { size: 90mm 60mm }
.wide { page: wide; break-before: page }
section { break-before: page }
"""
FIRST = """<section><h1 id="one">一、概览</h1>
<p id="one-p">中文 <span lang="en">and <b>English</b></span>，见<a href="xref:two-wide"><b>第二</b>章</a>。</p>
<table><thead><tr><th>甲<th lang="en">B</thead><tbody><tr><td>1<td>2</tbody></table>
<div class="wide"><h2 id="one-wide">宽页</h2><p>宽</p></div></section>"""
SECOND = """<section><h1 id="two" lang="en">Two</h1><ul><li>点<li lang="en">point</ul>
<p lang="en">Back to <a href="xref:one-p">the first</a>, or <a href="https://a.b">out</a>.</p>
<table><thead><tr><th>甲<th lang="en">B</thead><tbody><tr><td>1<td>2</tbody></table>
<div class="wide"><h2 id="two-wide">宽页二</h2>
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>点</title></svg></div></section>"""
LABELS = [PageLabel(chapter="c", folio=folio) for folio in ("", "ii", "1", "2")]
BOOKMARKS = [
    Bookmark(level=level, label=label, anchor=anchor, place=PLACE)
    for level, label, anchor in (
        (1, "一、概览 / I. Overview", "one"),
        (2, "宽页 / Wide", "one-wide"),
        (1, "二 / Two", "two"),
        (2, "宽页二 / Wide two", "two-wide"),
    )
]

Press = Callable[..., PressedChapter]


def join(chapters: Sequence[PressedChapter], folios: bytes | None = None, **changes: object) -> Pdf:
    problems = Problems()
    given = {"labels": LABELS, "bookmarks": BOOKMARKS, "info": INFO, "fonts": FONTS, **changes}
    book = assemble(chapters, folios, **given, problems=problems)
    assert problems.found == ()
    return Pdf(book.pdf)


@pytest.fixture
def chapters(press_html: Press) -> list[PressedChapter]:
    return [press_html(FIRST, CSS, chapter="one", named=True), press_html(SECOND, CSS, chapter="two", named=True)]


@pytest.fixture
def folios(make_sheet, tmp_path, fonts) -> bytes:
    pages = ((label.folio, "wide" if n % 2 else "") for n, label in enumerate(LABELS))
    rules = [f'@page p{n} {{ @bottom-right {{ content: "{folio}" }} }}' for n, (folio, _) in enumerate(pages)]
    rules += [f"@page p{n} {{ size: 90mm 60mm }}" for n in (1, 3)]
    body = "".join(f'<div style="page: p{n}"></div>' for n in range(4))
    problems = Problems()
    overlay = press_overlay(make_sheet(body, CSS + "\n".join(rules), chapter="folios"), tmp_path, fonts, problems)
    assert problems.found == ()
    return overlay


def test_joined_chapters_equal_the_text_pressed_in_one_piece(press_html, chapters):
    joined, whole = join(chapters), join([press_html(FIRST + SECOND, CSS)])

    assert joined.pages == whole.pages == 4
    for page in range(1, 5):
        assert joined.characters(page) == whole.characters(page) != []
        assert joined.links(page) == whole.links(page)
        assert joined.size_mm(page) == whole.size_mm(page)
    assert joined.tags() == whole.tags()
    assert joined.bookmarks() == whole.bookmarks()


def test_book_is_sound_and_conforms_to_pdf_ua(chapters, folios):
    book = join(chapters, folios)

    report = validator.validate_pdf_bytes(book.data, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    assert book.faults() == []


def test_links_lead_across_chapters_and_keep_their_words(chapters):
    book = join(chapters)

    assert book.links(1) == [("第二章", 4)]
    assert book.links(3) == [("the first", 1), ("out", "https://a.b")]


def test_bookmarks_are_nested_and_lead_to_their_page(chapters):
    book = join(chapters)

    assert book.bookmarks() == [(mark.label, page) for page, mark in enumerate(BOOKMARKS, 1)]
    assert book.levels() == [1, 2, 1, 2]


def test_anchors_are_counted_through_the_book(chapters):
    book = assemble(chapters, None, LABELS, BOOKMARKS, INFO, FONTS, Problems())

    assert {anchor: spot.page for anchor, spot in book.anchors.items() if "-" not in anchor} == {"one": 0, "two": 2}
    assert book.pages == tuple(LABELS)


def test_folios_are_drawn_upright_on_pages_of_either_size(chapters, folios):
    plain, book = join(chapters), join(chapters, folios)

    added = [sorted({*book.characters(page)} - {*plain.characters(page)}) for page in range(1, 5)]
    assert ["".join(character for character, _, _ in page) for page in added] == ["", "ii", "1", "2"]
    assert all(y < 12 / 25.4 * 72 for page in added for _, _, y in page)
    assert [book.size_mm(page) for page in range(1, 5)] == [(120.0, 90.0), (90.0, 60.0)] * 2
    assert book.tags() == plain.tags()
    assert book.labels() == ["c", "ii", "1", "2"]


def test_folios_of_another_size_or_number_are_told(press_html, make_sheet, tmp_path, fonts):
    overlay = press_overlay(make_sheet("<p>7</p>"), tmp_path, fonts, Problems())
    chapter, label = press_html("<p>x</p>", "@page { size: 90mm 60mm }"), PageLabel(chapter="one", folio="7")
    size, count = Problems(), Problems()

    assemble([chapter], overlay, [label], [], INFO, FONTS, size)
    assemble([chapter, chapter], overlay, [label, label], [], INFO, FONTS, count)

    assert [(p.place, p.code, p.values["found"]) for p in size.found] == [
        (chapter.place, "assemble-page-size", "90 × 60 mm")
    ]
    assert [(p.place.file.name, p.code, p.values["found"]) for p in count.found] == [
        ("folios.html.jinja", "assemble-folio-pages", 1)
    ]


def test_chapter_in_another_language_says_so(press_html):
    book = join([press_html("<p>x</p>", lang=' lang="en"')], labels=LABELS[:1], bookmarks=[])

    assert book.tags() == ["Document", "P:en", "Span"]


def test_the_same_chapters_give_the_same_bytes(chapters, folios):
    assert join(chapters, folios).data == join(chapters, folios).data


def test_a_face_is_embedded_once_with_what_all_chapters_show(press_html):
    texts = ("同与异", "同与不同")
    book = join(
        [press_html(f"<p>{text}</p>", chapter=name, named=True) for name, text in zip("ab", texts, strict=True)],
        labels=LABELS[:2],
        bookmarks=[],
    )

    assert book.font_programs() == 1
    assert [book.text(page).strip() for page in (1, 2)] == list(texts)
    whole = Pdf(press_html("".join(f"<p style='break-after: page'>{text}</p>" for text in texts)).pdf)
    assert [book.pixels(page) for page in (1, 2)] == [whole.pixels(page) for page in (1, 2)]


def test_faces_look_and_measure_as_the_engine_embeds_them(press_html, monkeypatch):
    body = f"{FIRST}<p lang='en'>Fine offices, <b>WAVE</b> <i>affluent</i> “quote” 12½ %</p>"
    ours = Pdf(press_html(body, CSS).pdf)
    monkeypatch.setattr("reportgen.press.chapter.named_fonts", lambda fonts: nullcontext())

    theirs = Pdf(press_html(body, CSS, named=True).pdf)

    for page in range(1, ours.pages + 1):
        assert ours.pixels(page, 144) == theirs.pixels(page, 144)
        assert ours.text(page) == theirs.text(page)


def test_a_program_is_of_the_form_that_its_font_names(press_html):
    book = pikepdf.open(BytesIO(press_html("<p>中文 <span lang='en'>English</span></p>").pdf))

    forms = {}
    for font in book.objects:
        if isinstance(font, pikepdf.Dictionary) and Name.CIDToGIDMap in font:
            descriptor = font.FontDescriptor
            program = descriptor.get(Name.FontFile2, descriptor.get(Name.FontFile3))
            forms[str(font.Subtype)] = Name.FontFile3 in descriptor, program.read_bytes()[:4]

    assert forms == {"/CIDFontType0": (True, b"OTTO"), "/CIDFontType2": (False, b"\0\1\0\0")}


def test_a_glyph_that_stands_for_two_characters_keeps_each_chapters_own(press_html):
    texts = ("a-b", "a\u2010b")  # hyphen-minus and hyphen look alike
    book = join(
        [
            press_html(f"<p lang=en>{text}</p>", chapter=name, named=True)
            for name, text in zip("ab", texts, strict=True)
        ],
        labels=LABELS[:2],
        bookmarks=[],
    )

    assert [book.text(page).strip() for page in (1, 2)] == list(texts)


def test_link_to_nowhere_is_told_at_the_place_of_the_link(press_html):
    problems = Problems()
    chapter = press_html('<p id="p"><a href="xref:none">x</a></p>', ids="p")

    assemble([chapter], None, LABELS[:1], [], INFO, FONTS, problems)

    assert [(p.place, p.code, p.values["found"]) for p in problems.found] == [
        (chapter.links["none"], "assemble-link-dead", "none")
    ]


def test_bookmark_to_nowhere_is_told(press_html):
    problems = Problems()

    assemble([press_html("<p>x</p>")], None, LABELS[:1], BOOKMARKS[:1], INFO, FONTS, problems)

    assert [(p.place, p.code) for p in problems.found] == [(PLACE, "assemble-bookmark-dead")]


def test_id_of_two_chapters_is_wrong_only_where_a_link_leads_to_it(press_html):
    same = press_html('<p id="r1">x</p>')
    linking = replace(same, links={"r1": PLACE})
    quiet, problems = Problems(), Problems()

    assemble([same, same], None, LABELS[:2], [], INFO, FONTS, quiet)
    assemble([same, linking], None, LABELS[:2], [], INFO, FONTS, problems)

    assert quiet.found == ()
    assert [(p.place, p.code, p.values["found"]) for p in problems.found] == [(PLACE, "assemble-anchor-twice", "r1")]
