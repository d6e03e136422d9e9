"""The motif's numbers: how many cells each sector holds in the ledger of all cases."""

from collections.abc import Mapping

from reportgen.model.both import Both
from reportgen.model.exhibits import Ledger, Stretch
from reportgen.model.sectors import PublishedCount, SectorNumbers
from reportgen.model.tables import Tables

SHORT = 36  # 36 x 101 cells hold the 3,636 cases of 2020-2022
_NO_COUNT = Both(zh="", en="")


def make_ledger(tables: Tables, sectors: Mapping[str, SectorNumbers]) -> Ledger:
    """One cell a case, sectors in their order; labelled with published figures only.

    Source: data/cases/ for the cells.
    """
    sizes = tables["cases"]["sector"].value_counts()
    stretches, at = [], 0
    for sector in sectors.values():
        size = int(sizes.get(sector.sector, 0))
        count = _words(sector.cases) if sector.cases else _NO_COUNT
        stretches.append(Stretch(sector=sector.sector, name=sector.name, count=count, first=at, stop=at + size))
        at += size
    return Ledger(short=SHORT, long=max(1, -(-at // SHORT)), stretches=tuple(stretches))


def _words(cases: PublishedCount) -> Both[str]:
    return Both(zh=f"{cases.word.zh} {cases.digits.zh}".strip(), en=f"{cases.word.en} {cases.digits.en}".strip())
