"""Pressed chapters to folios: what each page is called, and the chapters pressed last because they print folios."""

from collections.abc import Callable, Mapping

from reportgen.model.edition import Edition, Part
from reportgen.model.sheets import PageLabel, PressedChapter, Sheet
from reportgen.numerals import roman_numeral
from reportgen.problems import Problems

ROUNDS = 5
Compose = Callable[[Mapping[str, str]], Sheet]  # folios by anchor -> a sheet that prints them


def label_pages(edition: Edition, pages: Mapping[str, int]) -> tuple[PageLabel, ...]:
    """A label a page, in the order of the edition.

    Takes:  `pages`, each chapter's count.
    Gives:  roman folios before the first division, counted from the cover, which prints none; then from 1. A back
            cover prints none.
    """
    labels: list[PageLabel] = []
    front = body = 0
    for entry in edition.chapters:
        for _ in range(pages.get(entry.id, 0)):
            if entry.id in edition.roman:
                front += 1
                folio = "" if entry.part is Part.COVER else roman_numeral(front).lower()
            else:
                body += 1
                folio = "" if entry.part is Part.BACK else str(body)
            labels.append(PageLabel(chapter=entry.id, folio=folio))
    return tuple(labels)


def press_lists(
    edition: Edition,
    composers: Mapping[str, Compose],
    press: Callable[[Sheet], PressedChapter],
    chapters: dict[str, PressedChapter],
    problems: Problems,
) -> None:
    """Press into `chapters` those that print folios, and again until no folio moves: their own length moves some.

    Takes:  `composers` by chapter; `chapters`, all others as they are pressed.
    Fails:  problem layout-folios-unsettled, and stops where composing or pressing found any.
    """
    html: dict[str, str] = {}
    for _ in range(ROUNDS):
        moved = []
        for chapter, compose in composers.items():
            sheet = compose(_folio_by_anchor(edition, chapters))
            problems.stop()
            if html.get(chapter) != sheet.html:
                html[chapter] = sheet.html
                chapters[chapter] = press(sheet)
                problems.stop()
                moved.append(sheet)
        if not moved:
            return
    for sheet in moved:
        problems.error(sheet.place, "layout-folios-unsettled", found=ROUNDS, chapter=sheet.chapter)


def _folio_by_anchor(edition: Edition, chapters: Mapping[str, PressedChapter]) -> dict[str, str]:
    """The folio of the page on which each anchor fell."""
    of_chapter: dict[str, list[str]] = {}
    for label in label_pages(edition, {id_: chapter.pages for id_, chapter in chapters.items()}):
        of_chapter.setdefault(label.chapter, []).append(label.folio)
    return {
        anchor: folios[spot.page]
        for id_, folios in of_chapter.items()
        for anchor, spot in chapters[id_].anchors.items()
    }
