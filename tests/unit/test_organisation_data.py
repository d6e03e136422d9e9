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
