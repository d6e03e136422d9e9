"""Small editions from two Markdown texts, without disk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from editions import an_edition

from reportgen.align import pair_languages
from reportgen.content.chapter import parse_chapter
from reportgen.model.book import Book
from reportgen.model.both import Both
from reportgen.model.edition import ChapterEntry, Edition, Part
from reportgen.model.text import Script
from reportgen.model.words import Words
from reportgen.problems import Place, Problems

FORMS = tuple(Both(zh=zh, en=en) for zh, en in (("一、", "I."), ("（一）", "(A)"), ("1.", "1."), ("1.1", "1.1")))

Pair = Callable[..., tuple[Book, Problems]]


@pytest.fixture
def edition() -> Edition:
    """An edition without chapters."""
    return an_edition()


@pytest.fixture
def pair() -> Pair:
    """Pairs two Markdown texts a chapter: pair(zh, en) or pair((zh, en), (zh, en)); a later chapter is a sector."""

    def make(*texts: str | tuple[str, str]) -> tuple[Book, Problems]:
        both = [texts] if isinstance(texts[0], str) else texts
        problems = Problems()
        entries, chapters = [], []
        for n, (zh, en) in enumerate(both):
            entry = ChapterEntry(
                id="abc"[n],
                part=Part.SECTOR if n else Part.DIVISION,
                stem=f"{n}-{'abc'[n]}",
                depth=2 if n else 1,
                forms=FORMS,
                place=Place(Path("content/edition.toml")),
            )
            entries.append(entry)
            halves = (
                parse_chapter(text, Path(f"content/{language}/{entry.stem}.md"), entry, problems)
                for language, text in (("zh", zh), ("en", en))
            )
            chapters.append(Both(zh=next(halves), en=next(halves)))
        return pair_languages(an_edition(*entries), Script(chapters=tuple(chapters)), problems), problems

    return make


@pytest.fixture
def words() -> Words:
    """The words of exhibits' numbers and of the index."""
    exhibit = {"figure": ("图", "Figure"), "table": ("表", "Table"), "landscape": ("图谱", "Landscape")}
    page = {"index": Both(zh="索引", en="Index")}
    return Words({"exhibit": {kind: Both(zh=zh, en=en) for kind, (zh, en) in exhibit.items()}, "page": page})
