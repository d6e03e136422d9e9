"""The motif's numbers: how many cells each sector holds in the ledger of all cases."""

from reportgen.exhibits.charts.wording import hedged
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Ledger, Stretch
from reportgen.model.facts import Facts
from reportgen.model.tables import Tables

SHORT = 36  # 36 x 101 cells hold the 3,636 cases of 2020-2022


def make_ledger(tables: Tables, facts: Facts) -> Ledger:
    """One cell a case, sectors in the order of names.csv; labelled with published figures only.

    Source: data/cases/ for the cells, data/published.csv for the labels.
    """
    names = tables["names"]
    sectors = names[names["kind"] == "sector"]
    sizes = tables["cases"]["sector"].value_counts()
    stretches, at = [], 0
    for id_, zh, en in zip(sectors["id"], sectors["zh"], sectors["en"], strict=True):
        size = int(sizes.get(id_, 0))
        count = _published(facts, f"{id_}_cases")
        stretches.append(Stretch(sector=id_, name=Both(zh=zh, en=en), count=count, first=at, stop=at + size))
        at += size
    return Ledger(short=SHORT, long=max(1, -(-at // SHORT)), stretches=tuple(stretches))


def _published(facts: Facts, name: str) -> Both[str]:
    fact = facts.named.get(name)
    if fact is None:
        return Both(zh="", en="")
    value, hedge = float(fact.value), fact.hedge
    zh, en = (" ".join(hedged(value, hedge, False, language)).strip() for language in BookKind.PARALLEL.languages)
    return Both(zh=zh, en=en)
