"""Each takeaway of the report is true of the data that its exhibit is drawn from."""

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from reportgen.align import pair_languages
from reportgen.content import load_script
from reportgen.data import load_tables
from reportgen.edition import load_edition
from reportgen.model.book import Exhibit
from reportgen.problems import Problems

ROOT = Path(__file__).parents[2]
TABLES = load_tables(ROOT, Problems())
CASES, PLACEMENTS, TAXONOMY = TABLES["cases"], TABLES["placements"], TABLES["taxonomy"]
REAL = TABLES["real_cases"]
PUBLISHED = TABLES["published"].set_index("id")["value"]
DECLARED = tomllib.loads((ROOT / "content" / "exhibits.toml").read_text(encoding="utf-8"))
YEARS = (2020, 2021, 2022)


def counts(frame: pd.DataFrame, by: str) -> list[str]:
    """The values of a column, the most frequent first."""
    return list(frame[by].value_counts().index)


def roles(landscape: str, *segments: str) -> pd.Series:
    """Entries of a landscape, or of some of its segments, by role; `both` stands with the adopters."""
    rows = PLACEMENTS[PLACEMENTS["landscape"] == landscape]
    rows = rows[rows["segment_id"].isin(segments)] if segments else rows
    return rows["role"].replace("both", "adopter").value_counts()


def adopters_prevail(landscape: str, *segments: str) -> bool:
    return all(roles(landscape, s)["adopter"] > roles(landscape, s).get("provider", 0) for s in segments)


def providers_prevail(landscape: str, *segments: str) -> bool:
    return all(roles(landscape, s)["provider"] > roles(landscape, s).get("adopter", 0) for s in segments)


def leads(landscape: str | list[str], segment: str) -> bool:
    """Whether a segment has the most entries."""
    asked = [landscape] if isinstance(landscape, str) else landscape
    return counts(PLACEMENTS[PLACEMENTS["landscape"].isin(asked)], "segment_id")[0] == segment


def yearly(frame: pd.DataFrame) -> list[int]:
    return [int((frame["year"] == year).sum()) for year in YEARS]


def china_is_first() -> bool:
    return all(counts(CASES[CASES["year"] == year], "country")[0] == "CN" for year in YEARS)


def stages_fall() -> bool:
    early = [(CASES[CASES["year"] == year]["stage"] != "live").mean() for year in YEARS]
    return all(later < earlier for earlier, later in pairwise(early)) and bool(early[0] > 0.4 and early[2] < 0.2)


def gathers_late(industry: str) -> bool:
    """Whether an industry has by far the most of its cases in the last two years, more so than all others together."""
    rows, others = yearly(CASES[CASES["industry"] == industry]), yearly(CASES[CASES["industry"] != industry])
    return rows[1] + rows[2] > 0.8 * sum(rows) and others[1] + others[2] < 0.8 * sum(others)


def grows_explosively() -> bool:
    dual, rest = yearly(CASES[CASES["sector"] == "dual_carbon"]), yearly(CASES[CASES["sector"] != "dual_carbon"])
    return dual[1] > 2 * dual[0] and dual[2] > dual[1] and rest[2] < rest[0]


def third_in_both_years() -> bool:
    ranked = [counts(CASES[CASES["year"] == year], "sector")[:3] for year in (2021, 2022)]
    return ranked == [["finance", "government", "dual_carbon"]] * 2


def highest_share(column: str, value: str) -> str:
    """The landscape where a value has the largest share of the entries."""
    return str((PLACEMENTS[column] == value).groupby(PLACEMENTS["landscape"]).mean().idxmax())


def adopter_shares() -> list[float]:
    """The share of adopters in each country of the chart, the smallest first."""
    countries = DECLARED["chart"]["roles-by-country"]["where"]["country"]
    rows = PLACEMENTS[PLACEMENTS["country"].isin(countries)]
    return sorted((rows["role"] == "adopter").groupby(rows["country"]).mean())


def published_sizes() -> list[str]:
    sectors = dict.fromkeys(TAXONOMY["sector"])
    sized = {s: PUBLISHED[f"{s}_cases"] for s in sectors if f"{s}_cases" in PUBLISHED}
    return sorted(sized, key=lambda sector: -sized[sector])


def same_name(name: str) -> int:
    return int(TAXONOMY[TAXONOMY["scenario_zh"] == name]["segment_id"].nunique())


def segments_by_industry() -> dict[str, int]:
    rows = TAXONOMY[TAXONOMY["sector"] == "dual_carbon"]
    return dict(rows.groupby("industry")["segment_id"].nunique())


OTHER = ["enterprise_services", "construction_education_charity"]
TRUE: dict[str, Callable[[], bool]] = {
    "core": lambda: {"cases_total", "countries_total"} <= set(PUBLISHED.index),
    "cases-by-year": lambda: yearly(CASES)[2] == PUBLISHED["cases_2022"] < min(yearly(CASES)[:2]),
    "stage-by-year": stages_fall,
    "china-share-by-year": china_is_first,
    "industry-by-year": lambda: grows_explosively() and all(map(gathers_late, ("energy_mining", "environment"))),
    "cases-by-sector-year": third_in_both_years,
    "cases-by-sector": lambda: (published_sizes()[0], published_sizes()[-1]) == ("finance", "manufacturing"),
    "infrastructure-by-segment": lambda: (
        counts(PLACEMENTS[PLACEMENTS["landscape"] == "infrastructure"], "segment_id")[:2]
        == ["infrastructure-1", "infrastructure-2"]
    ),
    "central-banks": lambda: {"active", "unknown"} <= set(central_banks()["status"]),
    "asset-scenarios": lambda: {"finance", "agriculture"} <= set(TAXONOMY["sector"]),
    "closures": lambda: TABLES["closures"]["ended"].between("2022-01", "2023-12").all(),
    "recurring-scenarios": lambda: same_name("存证/验证") == 4,
    "scenarios-by-sector": lambda: counts(TAXONOMY, "sector")[:2] == ["government", "finance"],
    "landscapes-at-a-glance": lambda: PLACEMENTS["landscape"].nunique() == 11,
    "government-by-segment": lambda: len(CASES[CASES["sector"] == "government"]) > PUBLISHED["government_cases"],
    "roles-by-landscape": lambda: highest_share("role", "provider") == "infrastructure",
    "finance-by-segment": lambda: counts(CASES[CASES["sector"] == "finance"], "segment_id")[0] == "finance-4",
    "finance-roles": lambda: (
        providers_prevail("finance", "finance-1") and adopters_prevail("finance", "finance-3", "finance-5", "finance-6")
    ),
    "agriculture-by-segment": lambda: (
        leads("agriculture", "agriculture-1")
        and adopters_prevail("agriculture", "agriculture-3", "agriculture-4", "agriculture-5")
    ),
    "manufacturing-by-segment": lambda: (
        leads("manufacturing", "manufacturing-1")
        and adopters_prevail("manufacturing", "manufacturing-1", "manufacturing-2", "manufacturing-3")
    ),
    "dual-carbon-by-year": grows_explosively,
    "dual-carbon-segments": lambda: segments_by_industry() == {"energy_mining": 3, "environment": 3},
    "dual-carbon-by-segment": lambda: (
        leads("dual_carbon", "dual_carbon-2")
        and adopters_prevail("dual_carbon", "dual_carbon-6")
        and providers_prevail("dual_carbon", "dual_carbon-1")
    ),
    "medical-by-segment": lambda: (
        leads("medical", "medical-1")
        and providers_prevail("medical", "medical-1")
        and adopters_prevail("medical", "medical-2")
    ),
    "transport-by-segment": lambda: (
        roles("transport", "transport-2").sum() > 3 * roles("transport", "transport-1").sum()
        and adopters_prevail("transport", "transport-2")
    ),
    "commerce-by-segment": lambda: leads("commerce", "commerce-2") and adopters_prevail("commerce", "commerce-2"),
    "culture-by-segment": lambda: (
        leads("culture", "culture-2")
        and adopters_prevail("culture", "culture-2")
        and providers_prevail("culture", "culture-5")
    ),
    "other-by-segment": lambda: (
        leads(OTHER, "other-1")
        and providers_prevail("enterprise_services", "other-1")
        and adopters_prevail("construction_education_charity", "other-3")
    ),
    "kinds-of-source": lambda: PLACEMENTS["evidence"].isin(["member list", "project directory"]).mean() > 0.5,
    "role-basis": lambda: highest_share("role_basis", "stated") == "culture",
    "roles-by-country": lambda: adopter_shares()[-1] - adopter_shares()[0] > 0.4,
    "industries": lambda: (TAXONOMY["industry"].nunique(), TAXONOMY["sector"].nunique()) == (15, 11),
    "told-by-state": lambda: REAL["state"].isin(["live", "trial"]).mean() > 0.6,
    "told-by-year": lambda: REAL["year"].between(2016, 2019).sum() > len(REAL) / 2,
    "told-cases": lambda: (REAL["state"] == "live").sum() > (REAL["state"] == "stopped").sum() > 10,
}


def central_banks() -> pd.DataFrame:
    rows = TABLES["organisations"]
    return rows[rows["source"].str.startswith("GeoEcon/cbdc-tracker")]


def takeaways() -> set[str]:
    """The exhibits of the report that say something of themselves."""
    problems = Problems()
    edition = load_edition(ROOT, problems)
    book = pair_languages(edition, load_script(edition, problems), problems)
    rows = [row for chapter in book.chapters for section in chapter.sections for row in section.rows]
    return {row.id for row in rows if isinstance(row, Exhibit) and row.takeaway.zh}


def test_each_takeaway_is_held_to_the_data() -> None:
    assert takeaways() == set(TRUE)


@pytest.mark.parametrize("exhibit", sorted(TRUE))
def test_a_takeaway_is_true(exhibit: str) -> None:
    assert TRUE[exhibit]()
