"""Headings too long for one line beside their other half."""

from reportgen.model.book import Book
from reportgen.problems import Problems

LONGEST_ZH, LONGEST_EN = 24, 45  # one line of each column in the parallel book


def check_headings(book: Book, problems: Problems) -> None:
    """Headings fit one line in each language.

    Warns:  check-heading-long.
    """
    for chapter in book.chapters:
        for section in chapter.sections:
            halves = (
                (section.title.zh, section.place.zh, LONGEST_ZH, section.only != "en"),
                (section.title.en, section.place.en, LONGEST_EN, section.only != "zh"),
            )
            for title, place, most, printed in halves:
                if printed and len(title) > most:
                    problems.warn(place, "check-heading-long", found=title, length=len(title), most=most)
