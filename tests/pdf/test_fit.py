"""Chapters whose last page would be nearly empty, and exhibits that leave a hole on the page before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PressHtml
from pdf import Pdf

from reportgen.model.fonts import Fonts
from reportgen.model.sheets import Sheet
from reportgen.press import press_chapter
from reportgen.problems import Problems

CSS = (
    "@page { size: 100pt 120pt; margin: 10pt } @page wide { size: 300pt 120pt } body { margin: 0 }"
    " p { font-size: 8pt; line-height: 10pt; margin: 0 } .wide { page: wide; break-before: page }"
)  # ten lines a page
CLOSE, LOOSE = "p { line-height: 9pt }", "p { line-height: 15pt }"

PressFitted = Callable[..., int]


@pytest.fixture
def press_fitted(make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts) -> PressFitted:
    """Presses so many lines with the style sheets to try, and counts the pages."""

    def press(lines: int, *fits: str, behind: str = "") -> int:
        sheet = make_sheet("".join("<p>字</p>" for _ in range(lines)) + behind, CSS)
        files = [Path(f"layouts/{n}.css") for n in range(len(fits))]
        for file, css in zip(files, fits, strict=True):
            (tmp_path / file).write_text(css, "utf-8")
        problems = Problems()
        chapter = press_chapter(replace(sheet, fits=tuple((file,) for file in files)), tmp_path, fonts, problems)
        assert problems.found == ()
        return chapter.pages

    return press


@pytest.mark.parametrize(("lines", "pages"), [(11, 1), (12, 2), (13, 2), (5, 1)])
def test_a_chapter_is_set_closer_where_its_last_page_would_hold_a_few_lines(
    press_fitted: PressFitted, lines: int, pages: int
) -> None:
    assert press_fitted(lines, CLOSE) == pages


def test_each_page_is_announced_so_that_a_long_chapter_is_not_taken_for_one_that_hangs(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts
) -> None:
    begun: list[None] = []

    chapter = press_chapter(
        make_sheet("<p>字" * 25, CSS), tmp_path, fonts, Problems(), begin=lambda: begun.append(None)
    )

    assert chapter.pages == len(begun) == 3


def test_the_styles_by_which_a_chapter_ends_better_are_told(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts
) -> None:
    style = Path("layouts/close.css")

    def fit(lines: int) -> tuple[str, ...]:
        sheet = replace(make_sheet("<p>字</p>" * lines, CSS), fits=((style,),))
        (tmp_path / style).write_text(CLOSE, "utf-8")
        return press_chapter(sheet, tmp_path, fonts, Problems()).fit

    assert fit(11) == ("layouts/close.css",)
    assert fit(5) == ()


def test_what_stands_before_a_wide_page_counts_as_an_end(press_fitted: PressFitted) -> None:
    wide = '<p class="wide">宽</p>'

    assert press_fitted(11, behind=wide) == 3
    assert press_fitted(11, CLOSE, behind=wide) == 2


def test_the_first_style_that_helps_is_taken_and_none_where_none_does(press_fitted: PressFitted) -> None:
    assert press_fitted(21) == 3
    assert press_fitted(21, CLOSE, LOOSE) == 2
    assert press_fitted(21, LOOSE, CLOSE) == 4
    assert press_fitted(21, "p { color: red }") == 3


def row(text: str, lines: int = 1) -> str:
    return f'<div class="row"><div class="half">{f"<p>{text}</p>" * lines}</div></div>'


EXHIBIT = '<div class="exhibit"><p>图</p></div>'
LIST = '<div class="row"><div class="half"><ol><li>项</li></ol></div></div>'


@pytest.mark.parametrize(
    ("before", "behind", "first_page"),
    [
        (row("前", 6), row("后") + row("末"), "前前前前前前后末"),
        (row("前", 9), row("后"), "前前前前前前前前前"),  # little is left of the page
        (row("前", 6), '<div class="row heading"><h2>题</h2></div>' + row("后"), "前前前前前前"),
        (row("前", 6), row("后") + LIST + row("末", 9), "前前前前前前后项末末"),
    ],
)
def test_text_of_the_same_section_fills_the_page_before_an_exhibit_that_finds_no_room(
    press_html: PressHtml, before: str, behind: str, first_page: str
) -> None:
    css = CSS + " .exhibit { height: 60pt; break-inside: avoid } ol { margin: 0; padding: 0; list-style: none }"
    css += " li { font-size: 8pt; line-height: 10pt } h2 { font-size: 8pt; line-height: 10pt; margin: 0 }"

    pdf = Pdf(press_html(before + EXHIBIT + behind, css).pdf)

    assert "".join(pdf.text(1).split()) == first_page


def heading(text: str) -> str:
    return f'<div class="row heading"><h2>{text}</h2></div>'


@pytest.mark.parametrize(("lines", "first_page"), [(8, "前" * 8), (7, "前" * 7 + "题后末")])
def test_a_heading_over_a_single_line_goes_on_to_the_next_page(
    press_html: PressHtml, lines: int, first_page: str
) -> None:
    css = CSS + " h2 { font-size: 8pt; line-height: 10pt; margin: 0 }"
    rows = row("前") * lines + heading("题") + row("后") + row("末") * 9

    assert "".join(Pdf(press_html(rows, css).pdf).text(1).split()) == first_page


def test_a_hole_that_no_text_can_close_is_closed_by_the_style_that_helps(press_fitted: PressFitted) -> None:
    tall = '<p style="height: 35pt; break-inside: avoid">图</p><p>字</p>'

    assert press_fitted(17, behind=tall) == 3
    assert press_fitted(17, CLOSE, behind=tall) == 2


def test_a_hole_on_the_first_page_is_closed_but_where_a_page_is_to_end(press_fitted: PressFitted) -> None:
    tall = '<p style="height: 35pt; break-inside: avoid">图</p>'
    meant = '<p style="break-after: page">末</p>' + tall

    assert press_fitted(7, behind=tall) == 2
    assert press_fitted(7, CLOSE, behind=tall) == 1
    assert press_fitted(6, "p { break-after: auto !important }", behind=meant) == 2
