"""The motif's numbers: how many cells each sector holds in the ledger of all cases."""

from reportgen.model.both import Both
from reportgen.model.exhibits import Ledger, Stretch
from reportgen.model.facts import Facts, Hedge
from reportgen.model.tables import Tables
from reportgen.numerals import format_number

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
        count = _hedged(facts, f"{id_}_cases")
        stretches.append(Stretch(sector=id_, name=Both(zh=zh, en=en), count=count, first=at, stop=at + size))
        at += size
    return Ledger(short=SHORT, long=max(1, -(-at // SHORT)), stretches=tuple(stretches))


def _hedged(facts: Facts, name: str) -> Both[str]:
    fact = facts.named.get(name)
    if fact is None:
        return Both(zh="", en="")
    zh, en = format_number(fact.value, "zh"), format_number(fact.value, "en")
    match fact.hedge:
        case Hedge.EXACT:
            return Both(zh=zh, en=en)
        case Hedge.OVER:
            return Both(zh=f"{zh}+", en=f"{en}+")
        case Hedge.NEARLY:
            return Both(zh=f"近 {zh}", en=f"nearly {en}")
        case Hedge.ABOUT:
            return Both(zh=f"约 {zh}", en=f"about {en}")
