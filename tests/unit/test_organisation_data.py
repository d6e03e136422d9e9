"""The shipped organisations hold what the report says of them: enough of them, each with its source."""

import csv
import re
from collections import Counter
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
SOURCE = re.compile(r"https?://\S+|[\w.-]+/[\w.-]+: .+ @ [0-9a-f]{40}")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ORGANISATIONS, PLACEMENTS = _rows("organisations.csv"), _rows("placements.csv")


def test_every_source_is_an_address_or_a_file_of_a_repository_at_a_commit() -> None:
    assert [row["source"] for row in (*ORGANISATIONS, *PLACEMENTS) if not SOURCE.fullmatch(row["source"])] == []


def test_organisations_landscapes_and_segments_have_their_least_number() -> None:
    landscapes = Counter(row["landscape"] for row in PLACEMENTS)
    segments = Counter(row["segment_id"] for row in PLACEMENTS)

    assert len({row["organisation"] for row in PLACEMENTS}) >= 1200
    assert len(landscapes) == 11
    assert min(landscapes.values()) >= 60
    assert {row["segment_id"] for row in _rows("taxonomy.csv") if row["sector"] != "government"} == set(segments)
    assert min(segments.values()) >= 5


def test_only_what_closed_has_a_month_of_closing_and_each_that_did_has_one() -> None:
    assert [o["id"] for o in ORGANISATIONS if (o["status"] == "closed") != bool(o["closed_on"])] == []


def test_the_segments_that_the_takeaways_name_lead_their_landscapes() -> None:
    named = {
        "infrastructure": "infrastructure-1",
        "agriculture": "agriculture-1",
        "manufacturing": "manufacturing-1",
        "dual_carbon": "dual_carbon-2",
        "medical": "medical-1",
        "transport": "transport-2",
        "commerce": "commerce-2",
        "culture": "culture-2",
        "other": "other-1",
    }
    leading = {
        sector: Counter(row["segment_id"] for row in PLACEMENTS if row["segment_id"].startswith(f"{sector}-"))
        for sector in named
    }

    assert {sector: counts.most_common(1)[0][0] for sector, counts in leading.items()} == named


def test_infrastructure_has_the_largest_share_of_providers_as_its_takeaway_says() -> None:
    all_, providers = (
        Counter(row["landscape"] for row in PLACEMENTS if role in (row["role"], "any")) for role in ("any", "provider")
    )

    assert max(all_, key=lambda landscape: providers[landscape] / all_[landscape]) == "infrastructure"
