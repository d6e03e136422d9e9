"""Traditional characters that slipped into simplified text.

Why by code pages: what Big5 has and GB 2312 has not is, but for rare characters of names, the traditional form of one
that GB 2312 has.
"""

from collections.abc import Iterable

from reportgen.characters import is_han
from reportgen.check.texts import section_texts
from reportgen.model.book import Book
from reportgen.model.both import Said
from reportgen.problems import Place, Problems


def check_traditional(book: Book, settings: Iterable[Said], problems: Problems) -> None:
    """Chinese text is simplified; told once a section, and once a text of settings, where the first stands.

    Warns:  check-traditional.
    """
    sections = (section for chapter in book.chapters for section in chapter.sections)
    for texts in (*map(section_texts, sections), *([said] for said in settings)):
        found: dict[str, Place] = {}
        for language, text, place in texts:
            for char in text if language == "zh" else "":
                if is_han(char) and _in(char, "big5") and not _in(char, "gb2312"):
                    found.setdefault(char, place)
        if found:
            place = next(iter(found.values()))
            problems.warn(place, "check-traditional", found="".join(found))


def _in(char: str, code_page: str) -> bool:
    try:
        char.encode(code_page)
    except UnicodeEncodeError:
        return False
    return True
