"""Landscapes whose heading, caption and data name different things."""

import re

from reportgen.model.book import Book, BookSection, Exhibit
from reportgen.model.both import Language
from reportgen.model.tables import Tables
from reportgen.model.text import plain_text
from reportgen.problems import Problems

_WORDS: dict[Language, re.Pattern[str]] = {"zh": re.compile(r"[^\s“”/]"), "en": re.compile(r"\w+")}


def check_landscapes(book: Book, tables: Tables, problems: Problems) -> None:
    """The caption of a landscape, and so its entry in the list, says what the heading over it says, and names it.

    Why:    one of the two may be shorter, for its line; words of its own would name something else.
    Warns:  check-landscape-caption, check-landscape-name.
    """
    frame = tables["names"]
    names = dict(zip(frame["id"][frame["kind"] == "landscape"], frame["zh"][frame["kind"] == "landscape"], strict=True))
    for chapter in book.chapters:
        for section in chapter.sections:
            for row in section.rows:
                if isinstance(row, Exhibit) and row.kind == "landscape":
                    _check_caption(row, section, problems)
                    caption, name = plain_text(row.caption.zh), names.get(row.id, "")
                    if not all(part in caption for part in name.split("/")):
                        problems.warn(row.place.zh, "check-landscape-name", found=caption, expected=name)


def _check_caption(row: Exhibit, section: BookSection, problems: Problems) -> None:
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        title, caption = section.title.of(language), plain_text(row.caption.of(language))
        one, other = sorted((_words(title, language), _words(caption, language)), key=len)
        rest = iter(other)
        if not all(word in rest for word in one):
            problems.warn(row.place.of(language), "check-landscape-caption", found=caption, expected=title)


def _words(text: str, language: Language) -> list[str]:
    return _WORDS[language].findall(text.casefold().replace("&", "and"))
