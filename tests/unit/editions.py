"""An edition with nothing in it but its names."""

from datetime import date
from pathlib import Path

from reportgen.model.both import Both
from reportgen.model.edition import ChapterEntry, Edition


def an_edition(*chapters: ChapterEntry) -> Edition:
    """An edition of 2023 with these chapters."""
    return Edition(
        root=Path(),
        year=2023,
        published_on=date(2023, 9, 1),
        period=(2020, 2022),
        title=Both(zh="题", en="Title"),
        title_lines=Both(zh=("题",), en=("Title",)),
        publisher=Both(zh="社", en="Press"),
        copyright_holder=Both(zh="司", en="Co."),
        motto=Both(zh=("甲",), en=("A",)),
        subject=Both(zh="研究", en="Research"),
        keywords=(),
        contents_depth=3,
        contact=None,
        chapters=chapters,
    )
