"""The scenario map holds every scenario once, in the report's order, and no name is wider than its room."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from drawings import LONG_EN, LONG_ZH, a_table, measure

from reportgen.exhibits.scenario_map import arrange_map
from reportgen.exhibits.scenario_map.arrange import HEIGHT_MM, WIDTH_MM
from reportgen.exhibits.scenario_map.columns import column_mm, cut
from reportgen.exhibits.scenario_map.sectors import settings_of, too_long
from reportgen.exhibits.widths import widths_of
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.model.scenario_map import MapSector, ScenarioMap
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problems
from reportgen.toml_source import parse_toml

FILE = Path("content/exhibits.toml")
KEYS = 'facts = "{sector}_cases"\ntotal = "scenarios_total"'
COLUMNS = "sector segment_id segment_zh segment_en scenario_id scenario_zh scenario_en"
Rows = Sequence[tuple[str, ...]]


def rows_of(sectors: Sequence[tuple[str, int, int]], zh: str = "溯源", en: str = "Tracing") -> list[tuple[str, ...]]:
    """Rows of the taxonomy: so many segments of so many scenarios a sector."""
    return [
        (sector, f"{sector}-{n}", f"领域{n}", f"Segment {n}", f"{sector}-{n}-{m}", f"{zh}{m}", f"{en} {m}")
        for sector, segments, scenarios in sectors
        for n in range(1, segments + 1)
        for m in range(1, scenarios + 1)
    ]


SMALL = rows_of([("finance", 2, 3), ("dual_carbon", 1, 2), ("other", 1, 1)])
LARGE = rows_of([(f"s{n}", 4, 3) for n in range(11)])
LONG = [*rows_of([("finance", 2, 3)], LONG_ZH, LONG_EN), ("other", "other-1", LONG_ZH, LONG_EN, "other-1-1", "丙", "C")]


def arranged(
    rows: Rows = SMALL, kind: str = "parallel", keys: str = KEYS, anchors: Sequence[str] = (), names: str = "名"
) -> tuple[ScenarioMap | None, Problems]:
    problems = Problems()
    source = parse_toml(f"[map.scenarios]\n{keys}", Place(FILE), problems)
    assert source
    entry = source.below("map", "scenarios")
    declaration = Declaration(kind="map", id="scenarios", keys=entry.values, place=entry.start, places=entry.places)
    sectors = list(dict.fromkeys(row[0] for row in rows))
    named = [("sector", sector, f"{names}{n}", f"Sector {n}") for n, sector in enumerate(sectors)]
    tables = Tables(
        named={
            "taxonomy": a_table("taxonomy", rows, COLUMNS, Provenance.PUBLIC),
            "names": a_table("names", named, "kind id zh en", Provenance.PUBLIC),
        }
    )
    facts = Facts(
        named={
            id_: Fact(
                id=id_,
                alias="",
                value=Decimal(value),
                unit="起",
                hedge=hedge,
                provenance=Provenance.PUBLISHED,
                source="",
                rows=(),
                place=Place(FILE),
            )
            for id_, value, hedge in [
                (f"{sectors[0]}_cases", 950, Hedge.ABOUT),
                ("dual_carbon_cases", 400, Hedge.OVER),
                ("scenarios_total", 130, Hedge.OVER),
            ]
        }
    )
    return (
        arrange_map(declaration, tables, facts, anchors, measure, BookKind(kind), lambda _, search: search(), problems),
        problems,
    )


def the_map(rows: Rows = SMALL, kind: str = "parallel", **more: object) -> ScenarioMap:
    found, problems = arranged(rows, kind, **more)  # type: ignore[arg-type]
    assert problems.found == ()
    assert found
    return found


def sectors_of(map_: ScenarioMap) -> list[MapSector]:
    return [sector for page in map_.pages for sector in page]


@pytest.mark.parametrize("rows", [SMALL, LARGE, LONG], ids=["small", "large", "long"])
def test_each_scenario_stands_once_in_the_order_of_the_taxonomy(rows: Rows) -> None:
    map_ = the_map(rows)

    found = [scenario.id for sector in sectors_of(map_) for s in sector.segments for scenario in s.scenarios]
    assert found == [row[4] for row in rows]
    assert (map_.sectors, map_.segments) == (len({row[0] for row in rows}), len({row[1] for row in rows}))


def test_counts_are_those_published_with_their_hedges() -> None:
    finance, dual_carbon, other = sectors_of(the_map())

    assert finance.count == Both(zh="约 950", en="c. 950")
    assert (dual_carbon.count.en, other.count.en) == ("400+", "")
    assert [sector.bar_pct for sector in (finance, dual_carbon, other)] == [100, pytest.approx(42.11), 0]
    assert the_map().total == Both(zh="130+", en="130+")


def test_a_sector_or_a_segment_leads_to_the_section_of_its_id_where_one_is_written() -> None:
    finance, dual_carbon, _ = sectors_of(the_map(anchors=("finance", "finance-2", "dual-carbon-1", "finance.1")))

    assert [finance.anchor, *(segment.anchor for segment in finance.segments)] == ["finance", "", "finance-2"]
    assert [dual_carbon.anchor, dual_carbon.segments[0].anchor] == ["", "dual-carbon-1"]


@pytest.mark.parametrize("kind", ["parallel", "zh", "en"])
@pytest.mark.parametrize("rows", [SMALL, LARGE, LONG], ids=["small", "large", "long"])
def test_no_name_is_wider_than_its_room_and_nothing_stands_on_another(rows: Rows, kind: str) -> None:
    map_ = the_map(rows, kind)
    type_, em = map_.type, widths_of(measure)

    assert min(type_.size_pt, type_.lesser_pt) >= 6.5
    assert list(too_long(tuple(sectors_of(map_)), settings_of(type_, BookKind(kind).languages, em))) == []
    for page in map_.pages:
        for sector in page:
            assert sector.left_mm + type_.column_mm <= WIDTH_MM + 0.01
            assert sector.top_mm + sector.height_mm <= HEIGHT_MM + 0.01
            ends = [s.top_mm + sum(one.height_mm for one in s.scenarios) for s in sector.segments]
            tops = [sector.head_mm, *(s.top_mm for s in sector.segments[1:]), sector.height_mm + 0.01]
            assert all(end <= top for end, top in zip(ends, tops[1:], strict=True))
        below = [(a, b) for a, b in pairwise(page) if a.left_mm == b.left_mm]
        assert all(a.top_mm + a.height_mm < b.top_mm for a, b in below)


def test_a_map_too_large_for_a_page_takes_two() -> None:
    assert len(the_map(SMALL).pages) == 1
    assert len(the_map(rows_of([(f"s{n}", 4, 4) for n in range(11)], "溯源与供应链", "Supply chain")).pages) == 2


@pytest.mark.parametrize(("kind", "halves"), [("parallel", (1, 1)), ("zh", (1, 0)), ("en", (0, 1))])
def test_a_book_prints_its_languages_only(kind: str, halves: tuple[int, int]) -> None:
    names = [one.name for s in sectors_of(the_map(kind=kind)) for segment in s.segments for one in segment.scenarios]

    assert {(len(name.lines.zh), len(name.lines.en)) for name in names} == {halves}


@pytest.mark.parametrize(
    ("heights", "columns", "expected"),
    [
        ([5, 5, 5, 5], 2, ((0, 2), (2, 4))),
        ([9, 1, 1, 1, 9], 3, ((0, 1), (1, 4), (4, 5))),
        ([1, 2], 4, ((0, 1), (1, 2))),
    ],
)
def test_columns_are_cut_so_that_the_longest_is_shortest(
    heights: list[float], columns: int, expected: tuple[tuple[int, int], ...]
) -> None:
    assert cut(heights, columns) == expected
    assert column_mm([]) == 0


WIDE = [("finance", "finance-1", "领域", "Segment", "finance-1-1", "溯源", "T" * 90)]


@pytest.mark.parametrize(
    ("keys", "rows", "spot", "code", "found"),
    [
        (KEYS.replace("scenarios_total", "scenario_total"), SMALL, "3:1", "map-fact-unknown", "scenario_total"),
        (KEYS.replace("_cases", "_case"), SMALL, "2:1", "chart-facts-unknown", "{sector}_case"),
        ('facts = "{sector}_cases"', SMALL, "1:2", "toml-key-missing", None),
        (KEYS + '\nlit = "finance"', SMALL, "4:1", "toml-key-unknown", "lit"),
        (KEYS, rows_of([("finance", 40, 4)]), "2:1", "map-crowded", 160),
        (KEYS, WIDE, "2:1", "map-name-long", "T" * 90),
        (KEYS, rows_of([("finance", 1, 1)], "\ue000"), "2:1", "map-glyph", "\ue000"),
    ],
)
def test_what_is_wrong_is_told_at_its_key(keys: str, rows: Rows, spot: str, code: str, found: object) -> None:
    map_, problems = arranged(rows, "en" if rows is WIDE else "parallel", keys)

    (problem,) = problems.found
    assert (str(problem.place), problem.code) == (f"{FILE}:{spot}", code)
    assert problem.values.get("found") == found
    assert map_ is None or code == "toml-key-unknown"
