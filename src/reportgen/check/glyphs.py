"""Characters of text, settings and tables that no font of the edition has."""

from collections.abc import Iterable

from reportgen.check.texts import section_texts
from reportgen.model.book import Book
from reportgen.model.fonts import Fonts
from reportgen.problems import Place, Problems


def check_glyphs(book: Book, printed: Iterable[tuple[str, Place]], fonts: Fonts, problems: Problems) -> None:
    """Every character of the text can be set, and of what else is printed.

    Fails:  problem check-glyph-missing.
    """
    sections = (section for chapter in book.chapters for section in chapter.sections)
    texts = ((text, place) for section in sections for _, text, place in section_texts(section))
    known: set[str] = set()
    for text, place in (*texts, *printed):
        if not known.issuperset(text):
            missing = fonts.missing(text)
            known.update(char for char in text if char not in missing)
            for char in missing:
                problems.error(place, "check-glyph-missing", found=char, unicode=f"U+{ord(char):04X}")
