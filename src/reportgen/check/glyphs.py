"""Characters of the text that no font of the edition has."""

from reportgen.check.texts import section_texts
from reportgen.model.book import Book
from reportgen.model.fonts import Fonts
from reportgen.problems import Problems


def check_glyphs(book: Book, fonts: Fonts, problems: Problems) -> None:
    """Every character of the text can be set.

    Fails:  problem check-glyph-missing.
    """
    for chapter in book.chapters:
        for section in chapter.sections:
            for _, text, place in section_texts(section):
                for char in fonts.missing(text):
                    problems.error(place, "check-glyph-missing", found=char, unicode=f"U+{ord(char):04X}")
