"""Numbers typed by hand that look like data: a forgotten binding."""

import re
from collections.abc import Iterator

from reportgen.check.texts import row_texts
from reportgen.model.book import Book
from reportgen.numerals.months import MONTHS_EN
from reportgen.problems import Problems

_NUMBER = re.compile(r"(?<![\d.,A-Za-z_\-/])\d+(?:[,，]\d{3})*(?:\.\d+)?\s*[%％万亿]?(?![A-Za-z_\d])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(r"\s*[年月日]")
_NAMED = re.compile(r"[A-Z/]{2,}$")  # ISO 20022, GB/T 15834
_SMALL = re.compile(r"\d{1,2}")


def check_unbound_numbers(book: Book, problems: Problems) -> None:
    """Counts in the text come from data; years, dates and numbers within names are known.

    Warns:  check-number-unbound.
    """
    for chapter in book.chapters:
        for section in chapter.sections:
            for row in section.rows:
                for _, text, place in row_texts(row):
                    for found in _typed(text):
                        problems.warn(place, "check-number-unbound", found=found)


def _typed(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        number = found[0].strip()
        before, after = text[: found.start()].rstrip(), text[found.end() :]
        dated = bool(_DATED.match(after)) or before.endswith(MONTHS_EN) or after.strip().startswith(MONTHS_EN)
        if _YEAR.fullmatch(number) or _NAMED.search(before) or (_SMALL.fullmatch(number) and dated):
            continue
        yield number
