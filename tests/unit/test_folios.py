"""Labels of pages, and chapters pressed again until their folios settle."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.folios import ROUNDS, label_pages, press_lists
from reportgen.model.edition import ChapterEntry, Edition, Part
from reportgen.model.sheets import PressedChapter, Sheet, Spot
from reportgen.problems import Place, Problems

PLACE = Place(Path("layouts/pages/contents.html.jinja"))


def an_edition_of(*parts: tuple[str, Part], edition: Edition) -> Edition:
    chapters = (ChapterEntry(id=id_, part=p, stem=None, depth=1, forms=(), place=PLACE) for id_, p in parts)
    return replace(edition, chapters=tuple(chapters))


def pressed(chapter: str, pages: int) -> PressedChapter:
    return PressedChapter(
        chapter=chapter,
        pdf=b"",
        pages=pages,
        wide=(False,) * pages,
        frames={},
        anchors={chapter: Spot(page=0, x_pt=0, y_pt=0)},
        links={},
        place=PLACE,
        seconds=0,
    )


@pytest.fixture
def front_and_back(edition: Edition) -> Edition:
    return an_edition_of(
        ("cover", Part.COVER),
        ("contents", Part.CONTENTS),
        ("summary", Part.FRONT),
        ("trends", Part.DIVISION),
        ("index", Part.INDEX),
        ("citation", Part.APPENDIX),
        ("back-cover", Part.BACK),
        edition=edition,
    )


def test_folios_are_roman_before_the_first_division_and_go_on_to_the_back_cover(front_and_back: Edition) -> None:
    labels = label_pages(front_and_back, {chapter.id: 1 for chapter in front_and_back.chapters} | {"index": 2})

    assert [label.folio for label in labels] == ["", "ii", "iii", "1", "2", "3", "4", ""]


class Press:
    """Composes a chapter as the folios it prints; `pages` tells how many a sheet takes."""

    def __init__(self, pages: Mapping[str, int]) -> None:
        self.pages = pages
        self.sheets: list[tuple[str, str]] = []

    def composer(self, chapter: str, *anchors: str) -> Callable[[Mapping[str, str]], Sheet]:
        def compose(folios: Mapping[str, str]) -> Sheet:
            html = " ".join(folios.get(anchor, "?") for anchor in anchors)
            return Sheet(chapter=chapter, html=html, styles=(), places={}, place=PLACE)

        return compose

    def press(self, sheet: Sheet) -> PressedChapter:
        self.sheets.append((sheet.chapter, sheet.html))
        return pressed(sheet.chapter, self.pages[sheet.html])


def test_contents_are_pressed_again_until_their_own_length_moves_no_folio(front_and_back: Edition) -> None:
    press = Press({"1": 2, "ii 2 4": 2, "iv 2 4": 2})
    chapters = {id_: pressed(id_, 1) for id_ in ("cover", "summary", "trends", "citation")}
    composers = {
        "index": press.composer("index", "trends"),
        "contents": press.composer("contents", "summary", "index", "citation"),
    }
    problems = Problems()

    press_lists(front_and_back, composers, press.press, chapters, problems)

    assert press.sheets == [("index", "1"), ("contents", "ii 2 4"), ("contents", "iv 2 4")]
    assert chapters["contents"].pages == 2
    assert problems.found == ()


def test_folios_that_never_settle_are_told(front_and_back: Edition) -> None:
    press = Press({"ii": 2, "iv": 1, "iii": 2})
    chapters = {id_: pressed(id_, 1) for id_ in ("cover", "summary", "trends")}
    problems = Problems()

    press_lists(front_and_back, {"contents": press.composer("contents", "summary")}, press.press, chapters, problems)

    assert [(p.code, p.place, p.values["found"]) for p in problems.found] == [
        ("layout-folios-unsettled", PLACE, ROUNDS)
    ]
