"""What openers show: the numbers of a sector, its column among the others, and what there is to come."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from reportgen.exhibits.sectors import count_sectors
from reportgen.layout.openers import lead_rows, parts_of, published_columns
from reportgen.model.book import Book
from reportgen.model.both import Both
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.model.sectors import PublishedCount, SectorNumbers
from reportgen.model.tables import Table, Tables
from reportgen.model.words import Words
from reportgen.outline import number_sections
from reportgen.problems import Place, Problems

Pair = Callable[..., tuple[Book, Problems]]


def table(name: str, head: str, *rows: str) -> Table:
    columns = head.split(",")
    frame = pd.DataFrame([row.split(",") for row in rows], columns=columns, dtype="str")
    return Table(name=name, file=Path(name), frame=frame, provenance=Provenance.PUBLIC, hashes={})


TABLES = Tables(
    named={
        "names": table("names", "kind,id,zh,en", "sector,finance,金融,Finance", "sector,government,政务,Government"),
        "taxonomy": table(
            "taxonomy",
            "sector,segment_id,scenario_id",
            "finance,finance-1,finance-1-1",
            "finance,finance-2,finance-2-1",
            "finance,finance-2,finance-2-2",
            "government,government-1,government-1-1",
        ),
        "placements": table("placements", "organisation,segment_id", "A,finance-1", "A,finance-2", "B,finance-2"),
    }
)
FINANCE = Fact(
    id="finance_cases",
    alias="金融案例",
    value=Decimal(950),
    unit="起",
    hedge=Hedge.ABOUT,
    provenance=Provenance.PUBLISHED,
    source="s",
    rows=(),
    place=Place(Path("data/published.csv"), 2),
)
WORDS = Words({"opener": {"chart_alt": Both(zh="案例：{counts}。", en="Cases: {counts}.")}})


def sector(id_: str, value: float, word: str = "") -> SectorNumbers:
    digits = f"{value:g}"
    return SectorNumbers(
        sector=id_,
        name=Both(zh=id_.upper(), en=id_),
        cases=PublishedCount(value=value, word=Both(zh=word, en=word), digits=Both(zh=digits, en=digits))
        if value
        else None,
        segments=1,
        scenarios=1,
        organisations=0,
    )


SECTORS = {s.sector: s for s in (sector("a", 590), sector("b", 0), sector("c", 950, "约"), sector("d", 110))}


# ---- numbers


def test_a_sectors_cases_are_those_published_with_their_hedge_and_its_organisations_count_once() -> None:
    finance = count_sectors(TABLES, Facts(named={FINANCE.id: FINANCE}))["finance"]

    assert finance.cases == PublishedCount(value=950.0, word=Both(zh="约", en="c."), digits=Both(zh="950", en="950"))
    assert (finance.segments, finance.scenarios, finance.organisations) == (2, 3, 2)


def test_a_sector_without_a_published_count_or_a_landscape_has_none() -> None:
    sectors = count_sectors(TABLES, Facts(named={FINANCE.id: FINANCE}))

    assert list(sectors) == ["finance", "government"]
    assert (sectors["government"].cases, sectors["government"].organisations) == (None, 0)


# ---- the column among the others


def test_each_published_count_is_a_column_and_only_the_lit_and_the_largest_carry_theirs() -> None:
    svg = published_columns(SECTORS, "a", WORDS, ("zh", "en"))

    heights = [float(high) for high in re.findall(r"v-([\d.]+)", svg)]
    assert [round(high / heights[1], 2) for high in heights] == [0.62, 1.0, 0.12]
    assert re.findall(r">([^<>]+)</text>", svg) == ["590", "950", "约"]
    assert "<title>案例：A 590，C 约 950，D 110。 Cases: a 590, c 约 950, d 110.</title>" in svg


@pytest.mark.parametrize("lit", ["b", "unknown"])
def test_a_sector_without_a_published_count_has_no_column_to_light(lit: str) -> None:
    assert published_columns(SECTORS, lit, WORDS, ("zh",)) == ""


# ---- the text


def parts(book: Book, words: Words, chapter: int) -> list[str]:
    outline = number_sections(book, words, Problems())
    return [part.anchor for part in parts_of(book.chapters[chapter], outline, ("zh", "en"))]


def test_a_division_lists_its_sectors_or_else_its_sections(pair: Pair, words: Words) -> None:
    sectors = [("# 甲", "# A"), ("# 乙\n\n## 丙", "# B\n\n## C"), ("# 丁", "# D")]
    assert parts(pair(*sectors)[0], words, 0) == ["b", "c"]
    assert parts(pair(("# 甲\n\n## 乙\n\n### 丙", "# A\n\n## B\n\n### C"))[0], words, 0) == ["a.1"]


def test_a_sector_lists_its_deepest_headings(pair: Pair, words: Words) -> None:
    zh, en = "# 乙\n\n## 丙\n\n### 丁\n\n### 戊\n\n## 己", "# B\n\n## C\n\n### D\n\n### E\n\n## F"

    assert parts(pair(("# 甲", "# A"), (zh, en), ("# 庚\n\n## 辛", "# G\n\n## H"))[0], words, 1) == [
        "b.1.1",
        "b.1.2",
        "b.2",
    ]


def test_a_sector_without_headings_below_its_own_has_no_parts(pair: Pair, words: Words) -> None:
    assert parts(pair(("# 甲", "# A"), ("# 乙", "# B"))[0], words, 1) == []


@pytest.mark.parametrize(
    ("zh", "leading"),
    [("# 甲", 0), ("# 甲\n\n一\n\n二", 1), ("# 甲\n\n一[^1]\n\n[^1]: 注\n\n二", 2)],
)
def test_an_opening_leads_with_its_first_block_and_the_notes_to_it(pair: Pair, zh: str, leading: int) -> None:
    book, _ = pair((zh, zh.replace("甲", "A")))

    assert lead_rows(book.chapters[0].sections[0].rows) == leading
