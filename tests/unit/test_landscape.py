"""Placements to pages: what stands where, in which order, and what cannot be drawn."""

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.exhibits.answers import Answer, Recall
from reportgen.exhibits.landscape import arrange_landscape
from reportgen.exhibits.landscape.labels import BODY_MM
from reportgen.exhibits.landscape.plan import CODE_MM, MM_PER_PT, PAD_MM, SLOT_MM, WIDTH_MM
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import BandPart, Declaration, Landscape, Tally, Tile
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Stack
from reportgen.model.tables import Table, Tables
from reportgen.problems import Place, Problem, Problems

TOML = Path("content/exhibits.toml")
ORGANISATIONS, PLACEMENTS = Path("data/organisations.csv"), Path("data/placements.csv")
TAXONOMY = [
    {"sector": sector, "segment_id": f"{sector}-{n}", "segment_zh": zh, "segment_en": en}
    for sector, n, zh, en in (
        ("finance", 1, "监管/合规", "Regulation & compliance"),
        ("finance", 2, "支付/结算", "Payment & settlement"),
        ("finance", 3, "保险服务", "Insurance"),
        ("government", 1, "基础服务", "Basic services"),
    )
]

COUNTRIES = [
    {"kind": "country", "id": "CN", "zh": "中国", "en": "China"},
    {"kind": "country", "id": "SG", "zh": "新加坡", "en": "Singapore"},
]

Row = Mapping[str, str]


def measure(text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
    """A Han character is an em wide, any other one half; the snowman has no glyph."""
    if "☃" in text:
        raise KeyError("☃")
    return size_pt * sum(1.0 if char > "\u2e80" else 0.5 for char in text)


def picture_ratio(src: str, place: Place) -> float | None:
    """What the logo's name says: "3.0.svg" is three times as wide as high; a broken one has no ratio."""
    return None if src == "broken.svg" else float(src.removesuffix(".svg"))


def a_table(file: Path, rows: Sequence[Mapping[str, Any]], columns: str) -> Table:
    cells = [{column: row.get(column, "") for column in columns.split()} for row in rows]
    frame = pd.DataFrame(cells, index=pd.RangeIndex(2, 2 + len(rows), name="line"))
    return Table(name=file.stem, file=file, frame=frame, provenance=Provenance.PUBLIC, hashes={}, labels={})


def org(zh: str = "", en: str = "", role: str = "adopter", segment: str = "finance-1", **more: str) -> Row:
    """An organisation and its one placement."""
    return {"name_zh": zh, "name_en": en, "role": role, "segment_id": segment, **more}


def tables_of(*rows: Row) -> Tables:
    """One organisation a row; rows of the same id are one organisation in several segments."""
    numbered = [{"id": f"O{n}", **row} for n, row in enumerate(rows)]
    organisations = {row["id"]: row for row in numbered}
    placements = [{"organisation": row["id"], "landscape": "finance", **row} for row in numbered]
    columns = "id name_zh name_en short_zh short_en country status homepage logo source"
    return Tables(
        named={
            "organisations": a_table(ORGANISATIONS, list(organisations.values()), columns),
            "placements": a_table(PLACEMENTS, placements, "organisation landscape segment_id role"),
            "taxonomy": a_table(Path("data/taxonomy.csv"), TAXONOMY, "sector segment_id segment_zh segment_en"),
            "names": a_table(Path("data/names.csv"), COUNTRIES, "kind id zh en"),
        }
    )


def search_anew(question: str, search: Callable[[], Answer]) -> Answer:
    """The answer through JSON, as the cache gives it."""
    return json.loads(json.dumps(search()))


def arrange(
    tables: Tables, kind: str = "parallel", recall: Recall = search_anew, **keys: Any
) -> tuple[Landscape | None, tuple[Problem, ...]]:
    problems = Problems()
    declaration = Declaration(kind="landscape", id="finance", keys=keys, place=Place(TOML, 7), places={})
    landscape = arrange_landscape(declaration, tables, measure, picture_ratio, BookKind(kind), recall, problems)
    return landscape, problems.found


def arranged(*rows: Row, kind: str = "parallel", **keys: Any) -> Landscape:
    landscape, found = arrange(tables_of(*rows), kind, **keys)
    assert landscape is not None
    assert found == ()
    return landscape


def refused(*rows: Row, **keys: Any) -> list[Problem]:
    landscape, found = arrange(tables_of(*rows), **keys)
    assert landscape is None
    return list(found)


def parts(landscape: Landscape) -> list[BandPart]:
    return [band for page in landscape.pages for band in page.bands]


def tiles(landscape: Landscape) -> list[Tile]:
    return [tile for band in parts(landscape) for some in band.lists for tile in some.tiles]


def names(landscape: Landscape) -> list[list[str]]:
    """Each tile's names, a line break as a stroke."""
    return [["|".join(name.lines) for name in tile.names] for tile in tiles(landscape)]


# ---- where tiles stand

LETTERS = st.text("银行金融科技集团中大ABCDEFGHIJ abcdefghij", min_size=1, max_size=40).map(str.strip)
ROWS = st.lists(
    st.builds(
        org,
        LETTERS,
        LETTERS.filter(bool),
        st.sampled_from(["adopter", "provider", "both"]),
        st.sampled_from(["finance-1", "finance-2", "finance-3"]),
        logo=st.sampled_from(["", "", "3.0.svg"]),
    ),
    min_size=1,
    max_size=150,
)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from(["parallel", "zh", "en"]), st.booleans())
def test_each_placement_stands_once_inside_its_page_and_on_no_other(rows: list[Row], kind: str, split: bool) -> None:
    landscape = arranged(*rows, kind=kind, split=split)

    placed = sorted(tile.anchor for tile in tiles(landscape))
    assert placed == sorted(f"tile-O{n}-{row['segment_id']}" for n, row in enumerate(rows))
    for page in landscape.pages:
        for above, below in zip(page.bands, page.bands[1:], strict=False):
            assert above.top_mm + above.height_mm < below.top_mm
        assert page.bands[-1].top_mm + page.bands[-1].height_mm < BODY_MM + 0.01
        for band in page.bands:
            mine = [tile for some in band.lists for tile in some.tiles]
            assert max(tile.left_mm + tile.width_mm for tile in mine) < WIDTH_MM + 0.01
            assert max(tile.top_mm + tile.height_mm for tile in mine) < band.height_mm + 0.01
            assert not any(overlap(a, b) for a, b in combinations(mine, 2))


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from(["parallel", "zh", "en"]))
def test_a_name_keeps_to_its_tile_and_off_the_country_code(rows: list[Row], kind: str) -> None:
    landscape = arranged(*rows, kind=kind)

    for tile in tiles(landscape):
        assert tile.text_top_mm > 0
        for name in tile.names:
            assert 1 <= len(name.lines) <= 2
            size_pt = landscape.small_pt if name.lesser else landscape.size_pt
            width_mm = max(measure(line, "zh", size_pt) for line in name.lines) * MM_PER_PT
            slot_mm = SLOT_MM if tile.logo else 0
            assert width_mm < tile.width_mm - slot_mm - PAD_MM - CODE_MM + 0.01


def overlap(a: Tile, b: Tile) -> bool:
    return (
        a.left_mm < b.left_mm + b.width_mm
        and b.left_mm < a.left_mm + a.width_mm
        and a.top_mm < b.top_mm + b.height_mm
        and b.top_mm < a.top_mm + a.height_mm
    )


@pytest.mark.parametrize(("count", "pages"), [(20, 1), (60, 1), (134, 1), (400, 3), (1570, 8)])
def test_any_number_of_placements_finds_its_pages(count: int, pages: int) -> None:
    rows = [
        org("", f"Organisation {n}", "adopter" if n % 3 else "provider", f"finance-{n % 3 + 1}") for n in range(count)
    ]

    landscape = arranged(*rows)

    assert len(tiles(landscape)) == count
    assert len(landscape.pages) <= pages
    assert landscape.size_pt >= 6.5


def test_adopters_stand_left_of_providers_and_who_is_both_among_the_adopters() -> None:
    rows = [org(en=f"Org {n}", role=("adopter", "both", "adopter", "provider")[n % 4]) for n in range(40)]

    (band,) = parts(arranged(*rows))

    adopters, providers = band.lists
    assert (adopters.role, adopters.count, providers.role, providers.count) == ("adopter", 30, "provider", 10)
    assert {tile.role for tile in adopters.tiles} == {"adopter", "both"}
    assert max(t.left_mm + t.width_mm for t in adopters.tiles) < min(t.left_mm for t in providers.tiles)


def test_providers_follow_in_the_same_rows_where_that_takes_fewer() -> None:
    rows = [org(en=f"Org {n}", role="provider" if n == 3 else "adopter") for n in range(4)]

    (band,) = parts(arranged(*rows))

    assert [len(some.tiles) for some in band.lists] == [3, 1]
    assert {tile.top_mm for some in band.lists for tile in some.tiles} == {0.0}


def test_roles_that_are_not_split_stand_in_one_run_by_name() -> None:
    rows = [org(en=name, role=role) for name, role in (("C", "adopter"), ("A", "provider"), ("B", "both"))]

    landscape = arranged(*rows, split=False)

    assert names(landscape) == [["A"], ["B"], ["C"]]
    assert [some.role for some in parts(landscape)[0].lists] == [None]
    assert [tile.role for tile in tiles(landscape)] == ["provider", "both", "adopter"]


def test_segments_stand_whole_in_the_order_of_the_taxonomy() -> None:
    rows = [org(en=f"Organisation {n}", segment=f"finance-{3 - n % 3}") for n in range(330)]

    landscape = arranged(*rows)

    assert [band.segment_id for band in parts(landscape)] == ["finance-1", "finance-2", "finance-3"]
    assert [len(page.bands) for page in landscape.pages] == [2, 1]
    assert not any(band.continued for band in parts(landscape))


def test_a_segment_too_large_for_a_page_goes_on_and_counts_as_a_whole() -> None:
    rows = [org(en=f"Organisation {n}", role="provider" if n < 100 else "adopter") for n in range(600)]

    landscape = arranged(*rows)

    bands = parts(landscape)
    assert len(bands) == len(landscape.pages) > 1
    assert [band.continued for band in bands] == [False] + [True] * (len(bands) - 1)
    assert {band.count for band in bands} == {600}
    assert {(some.role, some.count) for band in bands for some in band.lists} == {("adopter", 500), ("provider", 100)}
    assert [(some.role, some.continued) for band in bands for some in band.lists] == [
        ("adopter", False),
        *[("adopter", True)] * (len(bands) - 1),
        ("provider", False),
    ]
    heights = [band.height_mm for band in bands]
    assert min(heights) > 0.8 * max(heights)


def test_a_long_name_takes_two_cells() -> None:
    rows = [org(en=f"Org {n}") for n in range(300)]
    rows.append(org(en="National Association of Federally Insured Institutions"))

    widths = sorted({tile.width_mm for tile in tiles(arranged(*rows))})

    assert len(widths) == 2
    assert widths[1] == pytest.approx(2 * widths[0] + 0.9, abs=0.01)


def test_a_note_of_ones_own_takes_its_lines_from_the_bands() -> None:
    rows = [org(en=f"Organisation {n}") for n in range(200)]
    words = "word " * 100

    short, long = (arranged(*rows, note=note) for note in ({"zh": "", "en": ""}, {"zh": words, "en": words}))

    ends = [max(b.top_mm + b.height_mm for b in parts(landscape)) for landscape in (short, long)]
    assert ends[0] - ends[1] > 6
    assert long.note == Both(zh=words, en=words)


# ---- order


def test_chinese_names_stand_by_pinyin_and_tone_before_latin_ones() -> None:
    rows = [org("浙商银行"), org("", "Visa"), org("重庆银行"), org("长安保险"), org("以太"), org("一帆"), org("阿里")]

    assert names(arranged(*rows, kind="zh")) == [
        ["阿里"],
        ["长安保险"],
        ["重庆银行"],
        ["一帆"],
        ["以太"],
        ["浙商银行"],
        ["Visa"],
    ]


def test_latin_names_stand_by_letter_whatever_their_case_accents_and_article() -> None:
    rows = [org(en=name) for name in ("Zurich", "ätna", "The Bank of Korea", "BNDES", "komgo", "Bank of Israel")]

    assert names(arranged(*rows)) == [
        ["ätna"],
        ["Bank of Israel"],
        ["The Bank of Korea"],
        ["BNDES"],
        ["komgo"],
        ["Zurich"],
    ]


def test_the_english_book_puts_latin_names_first() -> None:
    rows = [org("阿里"), org("中国银行", "Bank of China"), org("", "Visa")]

    assert names(arranged(*rows, kind="en")) == [["Bank of China"], ["Visa"], ["阿里"]]


# ---- names


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("parallel", [["东京海上", "Tokio Marine"], ["Visa"]]),
        ("zh", [["东京海上"], ["Visa"]]),
        ("en", [["Tokio Marine"], ["Visa"]]),
    ],
)
def test_a_tile_holds_the_names_of_the_books_languages(kind: str, printed: list[list[str]]) -> None:
    landscape = arranged(org("东京海上", "Tokio Marine"), org("", "Visa"), kind=kind)

    assert names(landscape) == printed
    assert [[name.lesser for name in tile.names] for tile in tiles(landscape)] == [
        [False, True][: len(printed[0])],
        [False],
    ]


def test_the_second_name_is_left_out_where_only_the_leading_one_fits() -> None:
    rows = [org(f"机构{n:03}", "A Rather Long Winded Name of Words" if n % 2 else f"Org {n:03}") for n in range(150)]

    found = names(arranged(*rows))

    assert [several for several in found if len(several) == 2] == [
        [f"机构{n:03}", f"Org {n:03}"] for n in range(0, 150, 2)
    ]
    assert [several for several in found if len(several) == 1] == [[f"机构{n:03}"] for n in range(1, 150, 2)]


def test_a_closed_organisation_carries_its_mark() -> None:
    (tile,) = tiles(arranged(org("", "we.trade", "provider", status="closed")))

    assert (tile.names[0].lines, tile.closed) == (("we.trade\u00a0†",), True)


def test_the_legend_explains_only_what_occurs() -> None:
    plain = arranged(org("", "Ripple", "provider"), org("", "Visa"))
    full = arranged(org("", "Visa", "both"), org("", "we.trade", "provider", status="closed"))

    assert plain.signs == ("adopter", "provider")
    assert full.signs == ("both", "provider", "closed")


@pytest.mark.parametrize(
    ("homepage", "source", "href"),
    [
        ("https://a.example", "https://b.example", "https://a.example"),
        ("", "https://b.example/x", "https://b.example/x"),
        ("", "repository: path @ 0123", ""),
    ],
)
def test_a_tile_leads_to_the_homepage_or_else_to_a_source_on_the_web(homepage: str, source: str, href: str) -> None:
    (tile,) = tiles(arranged(org("甲", homepage=homepage, source=source)))

    assert tile.href == href


# ---- logos


def test_logos_of_any_shape_are_of_one_area_within_their_slot() -> None:
    shapes = ("0.5", "1.0", "2.0", "3.0", "9.0")

    landscape = arranged(*(org(en=f"Org {shape}", logo=f"{shape}.svg") for shape in shapes))

    logos = [tile.logo for tile in tiles(landscape) if tile.logo]
    assert [logo.width_mm / logo.height_mm for logo in logos] == pytest.approx([float(s) for s in shapes], rel=0.01)
    areas = [logo.width_mm * logo.height_mm for logo in logos]
    assert areas[:4] == pytest.approx([areas[0]] * 4, rel=0.01)
    assert areas[4] < areas[0]
    assert max(logo.width_mm for logo in logos) < SLOT_MM
    assert all(logo.height_mm < tile.height_mm - 1 for tile in tiles(landscape) if (logo := tile.logo))


def test_a_square_logo_is_no_larger_than_a_wide_one_on_low_tiles() -> None:
    rows = [org(en=f"Org {n}", logo="1.0.svg" if n % 2 else "3.0.svg") for n in range(190)]

    logos = [tile.logo for tile in tiles(arranged(*rows)) if tile.logo]

    areas = [logo.width_mm * logo.height_mm for logo in logos]
    assert len(areas) == 190
    assert areas == pytest.approx([areas[0]] * 190, rel=0.01)


def test_a_logo_that_cannot_be_shown_leaves_no_slot() -> None:
    (tile,) = tiles(arranged(org(en="Org", logo="broken.svg")))

    assert tile.logo is None


# ---- the strip


def test_organisations_are_counted_once_and_placements_each() -> None:
    landscape = arranged(
        org("甲", segment="finance-1", id="A", country="CN"),
        org("甲", "", "both", "finance-2", id="A", country="CN"),
        org("乙", "", "provider", country="SG"),
        org("丙", country="CN"),
        org("丁"),
    )

    assert (landscape.organisations, landscape.placements, landscape.unknown_country) == (4, 5, 1)
    assert landscape.countries == (Tally(key="CN", count=2, share_pct=100), Tally(key="SG", count=1, share_pct=50))
    assert landscape.country_names["SG"] == Both(zh="新加坡", en="Singapore")
    assert landscape.roles == (
        Tally(key="adopter", count=3, share_pct=60),
        Tally(key="both", count=1, share_pct=20),
        Tally(key="provider", count=1, share_pct=20),
    )


# ---- what cannot be drawn


def test_an_unknown_landscape_names_the_nearest_one() -> None:
    (problem,) = refused(org("甲"), landscape="finanse")

    assert (problem.code, problem.place) == ("landscape-unknown", Place(TOML, 7))
    assert problem.values == {"found": "finanse", "nearest": "finance"}


def test_a_sector_without_placements_has_no_landscape() -> None:
    (problem,) = refused(org("甲"), landscape="government")

    assert (problem.code, problem.place) == ("landscape-empty", Place(TOML, 7))
    assert problem.values == {"found": "government"}


def test_a_placement_in_another_sectors_segment_is_named_at_its_line() -> None:
    _, (problem,) = arrange(tables_of(org("甲"), org("乙", segment="government-1")))

    assert problem.code == "landscape-segment-foreign"
    assert problem.place == Place(PLACEMENTS, 3, 3)
    assert problem.values == {"found": "government-1", "landscape": "finance", "nearest": "finance-1"}


def test_a_landscape_that_is_no_sector_takes_segments_of_any() -> None:
    landscape = arranged(
        org("甲", landscape="mixed"), org("乙", segment="government-1", landscape="mixed"), landscape="mixed"
    )

    assert [band.segment_id for band in parts(landscape)] == ["finance-1", "government-1"]


def test_a_character_without_a_glyph_is_named_at_the_organisations_line() -> None:
    (problem,) = refused(org("甲"), org("", "Snow☃man"))

    assert (problem.code, problem.place) == ("landscape-glyph-missing", Place(ORGANISATIONS, 3, 3))
    assert problem.values == {"found": "☃", "unicode": "U+2603", "name": "Snow☃man"}


def test_a_name_that_no_two_cells_hold_is_named_at_the_organisations_line() -> None:
    (problem,) = refused(org("甲"), org("银行" * 100))

    assert (problem.code, problem.place) == ("landscape-name-long", Place(ORGANISATIONS, 3, 2))


def test_a_name_without_an_end_is_refused_before_it_is_measured() -> None:
    (problem,) = refused(org("甲"), org("银行" * 10**6))

    assert (problem.code, problem.place) == ("landscape-name-long", Place(ORGANISATIONS, 3, 2))
    assert problem.values == {"found": "银行" * 20 + "…"}


def test_a_key_that_a_landscape_does_not_know_is_named() -> None:
    _, (problem,) = arrange(tables_of(org("甲")), spilt=False)

    assert (problem.code, problem.values["nearest"]) == ("toml-key-unknown", "split")


def test_an_answer_that_is_kept_arranges_the_same_landscape() -> None:
    tables, kept = tables_of(*(org(f"机构{n}", f"Organisation {n}") for n in range(9))), {}

    def remember(question: str, search: Callable[[], Answer]) -> Answer:
        if question not in kept:
            kept[question] = json.dumps(search())
            return search()
        return json.loads(kept[question])

    first, _ = arrange(tables, recall=remember)
    again, _ = arrange(tables, recall=remember)

    assert len(kept) == 1
    assert first == again
