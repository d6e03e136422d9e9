"""The real cases of the text: at least two a sector, each in the table of cases, each with its source."""

from collections import Counter
from pathlib import Path

import pytest

from reportgen.align import pair_languages
from reportgen.content import load_script
from reportgen.data import load_tables
from reportgen.edition import load_edition
from reportgen.model.book import BookChapter, Pair
from reportgen.model.both import Language
from reportgen.model.edition import Part
from reportgen.model.text import Callout, Link, plain_text
from reportgen.model.trees import texts, walk
from reportgen.problems import Problems

ROOT = Path(__file__).parents[2]
REAL = load_tables(ROOT, Problems())["real_cases"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def sectors() -> list[BookChapter]:
    problems = Problems()
    edition = load_edition(ROOT, problems)
    book = pair_languages(edition, load_script(edition, problems), problems)
    return [chapter for chapter in book.chapters if chapter.entry.part is Part.SECTOR]


CHAPTERS = {chapter.entry.id.replace("-", "_"): chapter for chapter in sectors()}


def boxes(chapter: BookChapter, language: Language) -> list[str]:
    """The titles of a chapter's case boxes."""
    pairs = [row for section in chapter.sections for row in section.rows if isinstance(row, Pair)]
    blocks = [block for pair in pairs for block in pair.blocks.of(language)]
    return [plain_text(block.title) for block in blocks if isinstance(block, Callout) and block.kind == "case"]


def addresses(chapter: BookChapter, language: Language) -> set[str]:
    """All addresses that a chapter links to."""
    pairs = [row for section in chapter.sections for row in section.rows if isinstance(row, Pair)]
    runs = [inlines for pair in pairs for block in walk(pair.blocks.of(language)) for inlines in texts(block)]
    return {node.href for inlines in runs for node in inlines if isinstance(node, Link)}


@pytest.mark.parametrize("sector", CHAPTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_case_box_stands_in_the_table(sector: str, language: Language) -> None:
    listed = set(REAL[REAL["sector"] == sector][f"name_{language}"])

    assert set(boxes(CHAPTERS[sector], language)) <= listed


@pytest.mark.parametrize("sector", CHAPTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_of_each_case_is_linked_in_its_chapter(sector: str, language: Language) -> None:
    sources = set(REAL[REAL["sector"] == sector]["source"])

    assert sources - addresses(CHAPTERS[sector], language) == set()


def test_each_sector_tells_two_cases_or_more() -> None:
    told = Counter(REAL["sector"])

    assert all(told[sector] >= 2 for sector in CHAPTERS)
