"""The sample cases hold every published figure, and the shipped files are what their generator makes."""

import csv
import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"

# What the report's sectors sum up to in the sample; the published figures beside it are hedged, or missing (other).
AGREED = {
    "government": 592,
    "infrastructure": 305,
    "finance": 950,
    "agriculture": 243,
    "manufacturing": 113,
    "dual_carbon": 405,
    "medical": 198,
    "transport": 184,
    "commerce": 123,
    "culture": 254,
    "other": 269,
}


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", DATA / "cases" / "make_sample.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GENERATOR = _generator()
TAXONOMY = {row["scenario_id"]: row for row in _rows("taxonomy.csv")}
PUBLISHED = {row["id"]: row for row in _rows("published.csv")}

Sample = dict[int, list[dict[str, str]]]


def _make(seed: int) -> Sample:
    made: Sample = GENERATOR.make_sample(list(TAXONOMY.values()), seed)
    return made


@pytest.fixture(scope="module", params=[GENERATOR.SEED, 1, 20230901], ids="seed {}".format)
def sample(request: pytest.FixtureRequest) -> Sample:
    return _make(request.param)


def _all(sample: Sample) -> list[dict[str, str]]:
    return [row for rows in sample.values() for row in rows]


def _sectors(rows: list[dict[str, str]]) -> Counter[str]:
    return Counter(TAXONOMY[row["scenario_id"]]["sector"] for row in rows)


def _published(fact: str) -> int:
    return int(PUBLISHED[fact]["value"])


def test_totals_and_countries_are_the_exact_published_ones(sample: Sample) -> None:
    rows = _all(sample)

    assert len(rows) == _published("cases_total")
    assert len(sample[2022]) == _published("cases_2022")
    assert len({row["country"] for row in rows}) == _published("countries_total")
    assert len({row["country"] for row in sample[2022]}) == _published("countries_2022")
    assert len({row["industry"] for row in rows}) == _published("industries_total")


def test_each_sector_lies_within_its_published_hedge(sample: Sample) -> None:
    counts = _sectors(_all(sample))
    hedged = {fact.removesuffix("_cases"): row for fact, row in PUBLISHED.items() if fact.endswith("_cases")}

    assert counts == AGREED
    assert set(hedged) == set(AGREED) - {"other"}
    for sector, row in hedged.items():
        value, count = int(row["value"]), counts[sector]
        match row["hedge"]:
            case "over":
                assert value <= count < value * 1.1, sector
            case "nearly":
                assert value * 0.9 < count < value, sector
            case "about":
                assert abs(count - value) <= value * 0.03, sector
            case other:
                pytest.fail(f"{sector}: no rule for the hedge {other}")


def test_2022_has_the_fewest_cases(sample: Sample) -> None:
    assert len(sample[2022]) < min(len(sample[2020]), len(sample[2021]))


def test_finance_leads_government_and_dual_carbon_follows_from_2021_on(sample: Sample) -> None:
    for rows in (_all(sample), sample[2021], sample[2022]):
        largest = [sector for sector, _ in _sectors(rows).most_common(3)]
        assert largest == ["finance", "government", "dual_carbon"]


def test_dual_carbon_grows_while_the_total_falls(sample: Sample) -> None:
    first, second, third = (_sectors(rows)["dual_carbon"] for rows in sample.values())

    assert second > 2 * first
    assert third > second


def test_trial_stages_are_common_in_2020_and_rare_by_2022(sample: Sample) -> None:
    shares = [sum(row["stage"] in {"poc", "pilot"} for row in rows) / len(rows) for rows in sample.values()]

    assert shares[0] > 0.4 > shares[1] > 0.2 > shares[2]


def test_china_leads_every_year_and_nobody_else_stands_out(sample: Sample) -> None:
    for rows in sample.values():
        (leader, most), *others = Counter(row["country"] for row in rows).most_common()
        assert leader == "CN"
        assert most > 10 * others[0][1]
        assert others[0][1] <= 2 * others[-1][1]


@pytest.mark.parametrize("sector, segment", [("finance", "finance-4"), ("manufacturing", "manufacturing-1")])
def test_the_segment_called_most_active_is_the_largest(sample: Sample, sector: str, segment: str) -> None:
    for rows in sample.values():
        counts = Counter(row["segment_id"] for row in rows if row["segment_id"].startswith(f"{sector}-"))
        assert counts.most_common(1)[0][0] == segment


def test_every_scenario_is_used_and_agrees_with_the_taxonomy(sample: Sample) -> None:
    rows = _all(sample)

    assert {row["scenario_id"] for row in rows} == set(TAXONOMY)
    assert len(TAXONOMY) > _published("scenarios_total")
    for row in rows:
        known = TAXONOMY[row["scenario_id"]]
        assert (row["segment_id"], row["industry"]) == (known["segment_id"], known["industry"])


def test_cases_are_numbered_by_date_over_twelve_months(sample: Sample) -> None:
    for year, rows in sample.items():
        dates = [row["date"] for row in rows]
        assert dates == sorted(dates)
        assert set(dates) == {f"{year}-{month:02}" for month in range(1, 13)}
        assert [row["id"] for row in rows] == [f"S{year}-{number:04}" for number in range(1, len(rows) + 1)]


def test_codes_have_house_names(sample: Sample) -> None:
    names = {(row["kind"], row["id"]) for row in _rows("names.csv")}

    assert {(kind, row[kind]) for row in _all(sample) for kind in ("country", "industry", "stage")} <= names


def test_another_seed_gives_other_cases() -> None:
    assert _make(1) != _make(2)


@pytest.mark.parametrize("year", GENERATOR.YEARS)
def test_shipped_file_is_what_the_generator_makes(year: int) -> None:
    shipped = (DATA / "cases" / f"{year}.csv").read_bytes()

    assert shipped == GENERATOR.as_csv(_make(GENERATOR.SEED)[year]).encode()


def test_no_sample_case_names_anybody() -> None:
    named = ("title_zh", "title_en", "adopters", "providers", "summary_zh", "summary_en", "source")

    assert not any(row[column] for year in GENERATOR.YEARS for row in _rows(f"cases/{year}.csv") for column in named)
