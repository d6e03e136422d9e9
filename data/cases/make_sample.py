"""2020.csv, 2021.csv and 2022.csv beside this script: sample cases, calibrated to the published figures.

Run: python data/cases/make_sample.py

Why: the publisher's case database is not public, and charts of years, stages and segments need rows. Each figure that
the publisher states (data/published.csv) holds here exactly or within its hedge; everything else is chosen evenly, so
that no country, month or scenario looks measured. No row stands for a real case and none names an organisation.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
SEED = 2023
YEARS = (2020, 2021, 2022)

# Cases of each sector in each year. Row sums lie within the published hedges, the columns are 1,268, 1,326 and 1,042,
# and dual carbon is the third largest in 2021 and 2022. Sectors without a published trend follow the years' totals.
SECTORS = {
    "government": (200, 202, 190),
    "infrastructure": (115, 112, 78),
    "finance": (366, 345, 239),
    "agriculture": (97, 88, 58),
    "manufacturing": (42, 41, 30),
    "dual_carbon": (59, 161, 185),
    "medical": (80, 71, 47),
    "transport": (70, 66, 48),
    "commerce": (46, 45, 32),
    "culture": (88, 95, 71),
    "other": (105, 100, 64),
}

# Cases of each stage in each year: trials are 46 %, 31 % and 17 % of the years' cases.
STAGES = {
    "poc": (241, 159, 62),
    "pilot": (342, 252, 115),
    "live": (685, 915, 865),
}

# China leads in every year, with about a third of the cases. Each year draws on a window of the other 100 countries
# and regions: 59 with China in 2022, and 101 over the three years.
CHINA = (431, 451, 354)
OTHERS = (
    "AD AE AM AR AT AU BD BE BG BH BM BR BS CA CH CL CO CR CY CZ DE DK EC EE EG ES ET FI FR GB GE GH GR HK HR HU ID IE "
    "IL IN IS IT JO JP KE KH KN KR KW KY KZ LI LK LT LU LV MA MC MN MO MT MU MX MY NA NG NL NO NZ OM PA PE PH PK PL PT "
    "QA RO RS RU RW SA SE SG SI SK SN SV TH TN TR TW TZ UA UG US UY UZ VN ZA"
)
WINDOWS = (slice(0, 72), slice(12, 92), slice(42, 100))

# Segments said to be the most active of their sector, or to grow: the weight of their scenarios in percent, each year.
LEADING = {
    "finance-4": (120, 120, 120),
    "manufacturing-1": (140, 140, 140),
    "dual_carbon-1": (80, 130, 180),
}

FILLED = ("id", "date", "country", "industry", "segment_id", "scenario_id", "stage")
EMPTY = ("title_zh", "title_en", "adopters", "providers", "summary_zh", "summary_en", "source")

Row = dict[str, str]


def make_sample(taxonomy: Sequence[Mapping[str, str]], seed: int = SEED) -> dict[int, list[Row]]:
    """The cases of each year, in the order of their months.

    Takes:  taxonomy, the rows of data/taxonomy.csv; seed, another one gives other rows with the same totals.
    """
    rng = Random(seed)
    others = _shuffled(OTHERS.split(), rng)
    return {year: _year(at, taxonomy, others[WINDOWS[at]], rng) for at, year in enumerate(YEARS)}


def as_csv(rows: Sequence[Row]) -> str:
    """The text of one year's file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FILLED + EMPTY, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _year(at: int, taxonomy: Sequence[Mapping[str, str]], others: Sequence[str], rng: Random) -> list[Row]:
    """One year's cases: a scenario, a country, a stage and a month are dealt to each from four shuffled packs."""
    scenarios: dict[str, int] = {}
    for sector, cases in SECTORS.items():
        own = {
            row["scenario_id"]: LEADING.get(row["segment_id"], (100, 100, 100))[at]
            for row in taxonomy
            if row["sector"] == sector
        }
        scenarios |= _apportion(cases[at], own, rng)
    size = sum(scenarios.values())
    countries = _apportion(size - CHINA[at], dict.fromkeys(others, 100), rng) | {"CN": CHINA[at]}
    stages = {stage: cases[at] for stage, cases in STAGES.items()}
    months = _apportion(size, {f"{YEARS[at]}-{month:02}": 100 for month in range(1, 13)}, rng)

    packs = [_shuffled(_pack(counts), rng) for counts in (scenarios, countries, stages)]
    known = {row["scenario_id"]: row for row in taxonomy}
    return [
        {
            "id": f"S{YEARS[at]}-{number:04}",
            "date": date,
            "country": country,
            "industry": known[scenario]["industry"],
            "segment_id": known[scenario]["segment_id"],
            "scenario_id": scenario,
            "stage": stage,
        }
        for number, (date, scenario, country, stage) in enumerate(zip(_pack(months), *packs, strict=True), 1)
    ]


def _apportion(total: int, weights: Mapping[str, int], rng: Random) -> dict[str, int]:
    """`total` cases shared out in proportion to the weights, each first moved at random by up to a quarter."""
    moved = {name: weight * (75 + int(rng.random() * 51)) for name, weight in weights.items()}
    whole = sum(moved.values())
    counts = {name: total * weight // whole for name, weight in moved.items()}
    by_remainder = sorted(moved, key=lambda name: total * moved[name] % whole, reverse=True)
    for name in by_remainder[: total - sum(counts.values())]:
        counts[name] += 1
    return counts


def _pack(counts: Mapping[str, int]) -> list[str]:
    """Every name as often as it is counted."""
    return [name for name, n in counts.items() for _ in range(n)]


def _shuffled(items: Sequence[str], rng: Random) -> list[str]:
    """The items in random order. Of a Random only random() gives the same numbers in every version of Python."""
    keys = [rng.random() for _ in items]
    return [items[at] for at in sorted(range(len(items)), key=keys.__getitem__)]


def main() -> None:
    """Write the three files and say what is in them."""
    with (HERE.parent / "taxonomy.csv").open(encoding="utf-8", newline="") as file:
        taxonomy = list(csv.DictReader(file))
    for year, rows in make_sample(taxonomy).items():
        path = HERE / f"{year}.csv"
        path.write_text(as_csv(rows), encoding="utf-8", newline="")
        print(f"{path.name}: {len(rows)} sample cases, {len({row['country'] for row in rows})} countries and regions")


if __name__ == "__main__":
    main()
