"""What the book says in each language, and where it was written."""

from collections.abc import Iterator

from reportgen.model.book import BookSection, Exhibit, Row
from reportgen.model.both import Said
from reportgen.model.text import plain_text
from reportgen.model.trees import texts, walk


def row_texts(row: Row) -> Iterator[Said]:
    """Each run of text of a row."""
    for language in ("zh", "en"):
        if isinstance(row, Exhibit):
            for both in (row.caption, row.takeaway):
                yield language, plain_text(both.of(language)), row.place.of(language)
            continue
        for block in walk(row.blocks.of(language)):
            for inlines in texts(block):
                yield language, plain_text(inlines), block.place


def section_texts(section: BookSection) -> Iterator[Said]:
    """The title of a section and each run of text under it."""
    for language in ("zh", "en"):
        if section.only in (None, language):
            yield language, section.title.of(language), section.place.of(language)
    for row in section.rows:
        yield from row_texts(row)
