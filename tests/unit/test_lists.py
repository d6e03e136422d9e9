"""Glossary and index: what is listed, in which order, under which letters."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from reportgen.glossary import list_terms
from reportgen.index import list_organisations
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Tile
from reportgen.model.facts import Provenance
from reportgen.model.lists import UnderLetter
from reportgen.model.tables import Table, Tables
from reportgen.problems import Place, Problems

AT = Place(Path("content/edition.toml"), 14, 9)
TERMS = [("智能合约", "smart contract", ""), ("存证", "evidence preservation", ""), ("央行数字货币", "CBDC", "CBDC")]
ORGANISATIONS = [
    ("O1", "招商银行", "China Merchants Bank", "CN", "unknown", "https://a.org", "list"),
    ("O2", "", "Água Ledger", "", "closed", "", "https://b.org/list"),
    ("O3", "安链", "", "CN", "unknown", "", "list"),
    ("O4", "未上图", "Placed nowhere", "CN", "unknown", "", "list"),
]


def tables(name: str, columns: str, rows: Sequence[tuple[str, ...]]) -> Tables:
    frame = pd.DataFrame(rows, columns=columns.split(), dtype="str")
    table = Table(name=name, file=Path(f"data/{name}.csv"), frame=frame, provenance=Provenance.PUBLIC, hashes={})
    return Tables(named={name: table})


def tile(organisation: str, segment: str) -> Tile:
    return Tile(
        anchor=f"tile-{organisation}-{segment}",
        organisation=organisation,
        names=(),
        country="",
        role="adopter",
        closed=False,
        href="",
        logo=None,
        left_mm=0,
        top_mm=0,
        width_mm=0,
        height_mm=0,
        text_top_mm=0,
    )


def letters(some: Iterable[UnderLetter[object]]) -> Mapping[str, int]:
    return {under.letter: len(under.items) for under in some}


@pytest.mark.parametrize(
    ("kind", "order", "under"),
    [
        ("parallel", ["存证", "央行数字货币", "智能合约"], "CYZ"),
        ("zh", ["存证", "央行数字货币", "智能合约"], "CYZ"),
        ("en", ["央行数字货币", "存证", "智能合约"], "CES"),
    ],
)
def test_terms_stand_under_the_letters_of_the_leading_language(kind: str, order: list[str], under: str) -> None:
    problems = Problems()
    glossary = list_terms(tables("glossary", "zh en note", TERMS), BookKind(kind), AT, problems)

    assert [term.words.zh for some in glossary for term in some.items] == order
    assert "".join(letters(glossary)) == under
    assert problems.found == ()


def test_a_glossary_without_terms_is_told_where_it_was_asked_for() -> None:
    problems = Problems()

    assert list_terms(tables("glossary", "zh en note", []), BookKind.ZH, AT, problems) == ()
    assert [(p.code, p.place, p.fatal) for p in problems.found] == [("glossary-empty", AT, False)]


def index_of(kind: str, *tiles: Tile) -> tuple[list[tuple[str, list[tuple[str, str, str]]]], list[str]]:
    problems = Problems()
    table = tables("organisations", "id name_zh name_en country status homepage source", ORGANISATIONS)
    index = list_organisations(table, tiles, BookKind(kind), AT, problems)
    told = [
        (names.language, [(under.letter, entry.name, entry.anchor) for under in names.letters for entry in under.items])
        for names in index
    ]
    return told, [f"{p.place}: {p.code}" for p in problems.found]


PLACED = (tile("O1", "s-1"), tile("O3", "s-1"), tile("O2", "s-2"), tile("O1", "s-3"))


def test_the_parallel_index_lists_an_organisation_by_each_of_its_names() -> None:
    assert index_of("parallel", *PLACED) == (
        [
            ("zh", [("A", "安链", "index-O3"), ("Z", "招商银行", "index-O1")]),
            ("en", [("A", "Água Ledger", "index-O2"), ("C", "China Merchants Bank", "")]),
        ],
        [],
    )


def test_the_index_of_a_book_of_one_language_lists_an_organisation_once() -> None:
    assert index_of("zh", *PLACED)[0] == [
        ("zh", [("A", "安链", "index-O3"), ("Z", "招商银行", "index-O1")]),
        ("en", [("A", "Água Ledger", "index-O2")]),
    ]
    assert index_of("en", *PLACED)[0] == [
        ("en", [("A", "Água Ledger", "index-O2"), ("C", "China Merchants Bank", "index-O1")]),
        ("zh", [("A", "安链", "index-O3")]),
    ]


def test_an_indexed_name_tells_its_tiles_and_where_more_is_said() -> None:
    table = tables("organisations", "id name_zh name_en country status homepage source", ORGANISATIONS)
    (names,) = list_organisations(table, PLACED[1:], BookKind.EN, AT, Problems())[:1]
    entries = {entry.name: entry for under in names.letters for entry in under.items}

    assert entries["China Merchants Bank"].tiles == ("tile-O1-s-3",)
    assert entries["China Merchants Bank"].href == "https://a.org"
    assert entries["Água Ledger"].href == "https://b.org/list"
    assert entries["Água Ledger"].closed


def test_an_index_without_landscapes_is_told_where_it_was_asked_for() -> None:
    assert index_of("parallel") == ([], [f"{AT}: index-empty"])
