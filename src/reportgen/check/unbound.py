"""Numbers typed by hand that look like data: a forgotten binding."""

import re
from collections.abc import Iterator

from reportgen.model.book import Book, Exhibit
from reportgen.model.text import (
    Block,
    Callout,
    Inlines,
    ListBlock,
    Note,
    Paragraph,
    Quotation,
    TextTable,
    plain_text,
)
from reportgen.numerals.months import MONTHS_EN
from reportgen.problems import Place, Problems

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
                texts: Iterator[tuple[str, Place]]
                if isinstance(row, Exhibit):
                    zh, en = row.place.zh, row.place.en
                    texts = iter(
                        [
                            (plain_text(row.caption.zh), zh),
                            (plain_text(row.takeaway.zh), zh),
                            (plain_text(row.caption.en), en),
                            (plain_text(row.takeaway.en), en),
                        ]
                    )
                else:
                    texts = (t for half in (row.blocks.zh, row.blocks.en) for block in half for t in _texts(block))
                for text, place in texts:
                    for found in _typed(text):
                        problems.warn(place, "check-number-unbound", found=found)


def _texts(block: Block) -> Iterator[tuple[str, Place]]:
    def of(inlines: Inlines) -> tuple[str, Place]:
        return plain_text(inlines), block.place

    match block:
        case Paragraph(inlines, _) | Note(_, _, inlines, _):
            yield of(inlines)
        case ListBlock(items, _, _):
            yield from (text for item in items for inner in item for text in _texts(inner))
        case TextTable(head, _, rows, _):
            yield from (of(cell) for row in (head, *rows) for cell in row)
        case Quotation(blocks, _) | Callout(_, _, blocks, _):
            yield from (text for inner in blocks for text in _texts(inner))
        case _:
            pass


def _typed(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        number = found[0].strip()
        before, after = text[: found.start()].rstrip(), text[found.end() :]
        dated = bool(_DATED.match(after)) or before.endswith(MONTHS_EN) or after.strip().startswith(MONTHS_EN)
        if _YEAR.fullmatch(number) or _NAMED.search(before) or (_SMALL.fullmatch(number) and dated):
            continue
        yield number
