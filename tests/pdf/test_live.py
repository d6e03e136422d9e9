"""Pages anew while a report is edited: what an edit reaches is made again, and nothing that is given is out of date."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pdf import Pdf
from pikepdf import Dictionary, Name
from tiny import TABLES, make_edition

from reportgen.assemble import assemble_chapter
from reportgen.build import build, draw, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.live import Live, Refreshed
from reportgen.model.both import BookKind
from reportgen.problems import Problems
from reportgen.workers import Workers

KIND = BookKind.PARALLEL
PROGRAMS = (Name.FontFile2, Name.FontFile3)
EXHIBITS = """\
[chart.years]
kind = "bar"
table = "cases"
by = "year"
sort = "given"
[chart.spare]
kind = "bar"
table = "cases"
by = "year"
sort = "given"
"""
ZH = """\
# 概览

共 {案例总数} 起。

数字 33 由手写。

# 金融

见[](#years)。

乙段。

![逐年](chart:years)

# 市场

丙段，见[](#part-b)。"""
EN = """\
# Overview

Of {cases_total}.

The number 33 is typed.

# Finance

See [](#years).

Paragraph b.

![By year](chart:years)

# Market

Paragraph c, see [](#part-b)."""


@pytest.fixture
def edition(tmp_path: Path, workers: Workers) -> "Edition":
    make_edition(tmp_path, ZH, EN, EXHIBITS, {"published.csv": TABLES["published.csv"]})
    return Edition(tmp_path, workers)


class Edition:
    """A live edition of which all pages have been given."""

    def __init__(self, root: Path, workers: Workers) -> None:
        self.root, self.workers = root, workers
        self.live = Live(root, KIND, workers, Cache(root / FOLDER))
        self.first = self.live.refresh(*self.live.refresh().chapters)

    def edit(self, file: str, change: Callable[[str], str]) -> Refreshed:
        """What is new after `change` to a file."""
        path = self.root / file
        path.write_text(change(path.read_text("utf-8")), "utf-8")
        return self.live.refresh()

    def both(self, stem: str, zh: tuple[str, str], en: tuple[str, str]) -> Refreshed:
        """What is new after a word is put for another in both texts of a chapter."""
        path = self.root / f"content/zh/{stem}.md"
        path.write_text(path.read_text("utf-8").replace(*zh), "utf-8")
        return self.edit(f"content/en/{stem}.md", lambda text: text.replace(*en))

    def built(self) -> tuple[dict[str, bytes], Problems]:
        """Each chapter as a build that knows nothing makes it, and what it tells."""
        problems, cache = Problems(), Cache(self.root / "elsewhere")
        made = build(prepare(self.root, problems, _silent), KIND, self.workers, cache, problems, _silent)
        fonts = prepare(self.root, Problems(), _silent).fonts
        return {c.chapter: assemble_chapter(c, fonts)[0] for c in made.chapters}, problems


def _silent(stage: str, what: str) -> None:
    """No progress."""


def _given(refreshed: Refreshed) -> list[str]:
    return [pages.chapter for pages in refreshed.pages]


def test_a_paragraph_that_is_edited_gives_the_pages_of_its_chapter_and_of_no_other(edition: Edition) -> None:
    refreshed = edition.edit("content/zh/20-part-b.md", lambda text: text.replace("乙段", "改过的一段"))

    (pages,) = refreshed.pages
    assert (pages.chapter, refreshed.changed, refreshed.stale) == ("part-b", ("content/zh/20-part-b.md",), ())
    assert "改过的一段" in Pdf(pages.pdf).text(1)
    assert pages.changed == (1,)


def test_the_pages_are_those_of_a_build(edition: Edition) -> None:
    given = {pages.chapter: pages.pdf for pages in edition.first.pages}
    given |= {p.chapter: p.pdf for p in edition.edit("content/en/20-part-b.md", lambda t: t + "\n\nMore.").pages}
    given |= {p.chapter: p.pdf for p in edition.edit("content/zh/20-part-b.md", lambda t: t + "\n\n多。").pages}

    built, problems = edition.built()

    assert {chapter: given[chapter] for chapter in built if chapter in given} == given
    assert edition.live.refresh().problems == problems.found


def test_pages_come_with_their_fonts_and_lead_to_their_own_anchors(edition: Edition) -> None:
    (pages,) = edition.live.refresh("part-b").pages

    with pikepdf.open(BytesIO(pages.pdf)) as pdf:
        programs = [
            o[key].read_bytes() for o in pdf.objects if isinstance(o, Dictionary) for key in PROGRAMS if key in o
        ]
    assert min(map(len, programs)) > 1000  # whole fonts, not their names
    assert ("图 1", 1) in Pdf(pages.pdf).links(1)


def test_lines_that_move_bring_their_warnings_along(edition: Edition) -> None:
    refreshed = edition.both("10-part-a", ("\n\n共", "\n\n新。\n\n共"), ("\n\nOf", "\n\nNew.\n\nOf"))

    assert (_given(refreshed), refreshed.stale) == (["part-a"], ())
    assert refreshed.problems == edition.built()[1].found
    assert ("content/zh/10-part-a.md:7:1", "check-number-unbound") in [
        (str(p.place), p.code) for p in refreshed.problems
    ]


def test_a_heading_that_is_edited_makes_stale_what_refers_to_it(edition: Edition) -> None:
    refreshed = edition.both("20-part-b", ("# 金融", "# 银行"), ("# Finance", "# Banking"))

    assert (_given(refreshed), refreshed.stale) == (["part-b"], ("part-c",))
    (pages,) = edition.live.refresh("part-c").pages
    assert "银行" in Pdf(pages.pdf).text(1)
    assert edition.live.refresh().stale == ()


def test_an_exhibit_that_is_called_anew_is_drawn_and_renumbers_those_behind(edition: Edition) -> None:
    refreshed = edition.both(
        "10-part-a", ("\n\n共", "\n\n![多](chart:spare)\n\n共"), ("\n\nOf", "\n\n![M](chart:spare)\n\nOf")
    )

    assert (_given(refreshed), refreshed.stale) == (["part-a"], ("part-b",))
    assert "图 1" in Pdf(refreshed.pages[0].pdf).text(1)


def test_a_figure_of_the_data_makes_stale_what_prints_it(edition: Edition) -> None:
    refreshed = edition.edit("data/published.csv", lambda text: text.replace("案例总数,6", "案例总数,7"))

    assert (_given(refreshed), refreshed.stale) == ([], ("part-a",))
    (pages,) = edition.live.refresh("part-a").pages
    assert "共 7 起" in Pdf(pages.pdf).text(1)


def test_a_layout_that_is_edited_makes_all_pages_stale(edition: Edition) -> None:
    refreshed = edition.edit("layouts/parts/text.css", lambda text: text + "\np { color: red }\n")

    assert (refreshed.pages, refreshed.stale) == ((), refreshed.chapters)


def test_with_errors_the_pages_that_were_given_stand_until_they_are_mended(edition: Edition) -> None:
    wrong = edition.edit("content/zh/20-part-b.md", lambda text: text.replace("乙段", "{没有}"))
    mended = edition.edit("content/zh/20-part-b.md", lambda text: text.replace("{没有}", "乙段"))

    assert (wrong.pages, wrong.stale) == ((), ())
    assert "resolve-fact-unknown" in [p.code for p in wrong.problems]
    assert (mended.pages, mended.stale, mended.changed) == ((), (), ())
    assert mended.problems == edition.first.problems


def test_errors_of_text_data_and_exhibits_are_told_as_a_build_tells_them(edition: Edition) -> None:
    for file, old, new in (
        ("content/zh/20-part-b.md", "乙段", "{没有}"),
        ("data/published.csv", "案例总数,6", "案例总数,x"),
        ("content/exhibits.toml", 'by = "year"', 'by = "yaer"'),
    ):
        edition.edit(file, lambda text, old=old, new=new: text.replace(old, new))  # type: ignore[misc]
        problems = Problems()
        with pytest.raises(Exception, match="problems"):
            prepared = prepare(edition.root, problems, _silent)
            draw(prepared, KIND, edition.workers, Cache(edition.root / FOLDER), problems, _silent)
            problems.stop()

        assert edition.live.refresh().problems == problems.found
        assert [p.code for p in problems.found if p.fatal]


def test_what_is_saved_without_a_change_changes_nothing(edition: Edition) -> None:
    refreshed = edition.edit("content/zh/20-part-b.md", lambda text: text)

    assert (refreshed.changed, refreshed.pages, refreshed.stale) == ((), (), ())
    assert refreshed.problems == edition.first.problems


def test_a_style_that_is_edited_while_pages_are_pressed_is_kept_under_no_old_key(edition: Edition) -> None:
    made = edition.live._made
    assert made
    sheet, cache = made.sheets["part-a"], Cache(edition.root / "elsewhere")
    press = type(made.press)(edition.root, made.sources.fonts, edition.workers, cache)
    style = edition.root / "layouts/parts/text.css"
    style.write_text(style.read_text("utf-8") + "\np { color: red }\n", "utf-8")

    press.chapter(sheet, Problems())

    assert cache.get(press.key(sheet)) is None
