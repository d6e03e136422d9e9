"""What is known of each sector in numbers: its published cases, its part of the taxonomy and of the landscapes."""

from collections.abc import Mapping

from reportgen.exhibits.charts.wording import hedged
from reportgen.exhibits.select import names_of
from reportgen.model.both import BookKind, Both
from reportgen.model.facts import Facts
from reportgen.model.sectors import PublishedCount, SectorNumbers
from reportgen.model.tables import Tables


def count_sectors(tables: Tables, facts: Facts) -> Mapping[str, SectorNumbers]:
    """The numbers of every sector in the order of names.csv.

    Gives:  cases as published in the fact "SECTOR_cases", never counted; organisations once, however many placements.
    Source: data/published.csv, data/taxonomy.csv, data/placements.csv
    """
    taxonomy, placements = tables["taxonomy"], tables["placements"]
    found = {}
    for id_, name in names_of(tables, "sector").items():
        own = taxonomy[taxonomy["sector"] == id_]
        placed = placements[placements["segment_id"].isin(own["segment_id"])]
        found[id_] = SectorNumbers(
            sector=id_,
            name=name,
            cases=_published(facts, f"{id_}_cases"),
            segments=int(own["segment_id"].nunique()),
            scenarios=len(own),
            organisations=int(placed["organisation"].nunique()),
        )
    return found


def _published(facts: Facts, name: str) -> PublishedCount | None:
    fact = facts.named.get(name)
    if fact is None:
        return None
    value = float(fact.value)
    zh, en = (hedged(value, fact.hedge, False, language) for language in BookKind.PARALLEL.languages)
    return PublishedCount(value=value, word=Both(zh=zh[0], en=en[0]), digits=Both(zh=zh[1], en=en[1]))
