"""Declared facts to rows of key figures: a big number, its sign, its words."""

from reportgen.exhibits.select import check_keys, declared_both, declared_choice, place_of, required
from reportgen.model.exhibits import Declaration, KeyFigure, KeyFigures
from reportgen.model.facts import Facts, Hedge
from reportgen.nearest import nearest
from reportgen.numerals import FactFault, word_fact
from reportgen.problems import Problems

_SIGNS = {Hedge.EXACT: "", Hedge.OVER: "+"}


def make_figures(declaration: Declaration, facts: Facts, problems: Problems) -> KeyFigures | None:
    """The declared figures in their order; None where one of them cannot be made.

    Takes:  facts, each an id, or { fact = id, hedge = "over" } for an exact one that prints rounded down with its +.
    Fails:  problem exhibit-* of its keys; figures-fact-unknown, figures-hedge, figures-labels.
    """
    check_keys(declaration, ("facts", "labels", "note"), problems)
    listed = required(declaration, "facts", list, problems)
    labels = required(declaration, "labels", list, problems)
    if listed is None or labels is None:
        return None
    if not listed or len(labels) != len(listed):
        place = place_of(declaration, "labels")
        problems.error(place, "figures-labels", found=len(labels), expected=len(listed))
        return None
    made = [_figure(declaration, i, facts, problems) for i in range(len(listed))]
    figures = tuple(figure for figure in made if figure)
    note = declared_both(declaration, "note", problems)
    return KeyFigures(id=declaration.id, figures=figures, note=note) if len(figures) == len(made) else None


def _figure(declaration: Declaration, i: int, facts: Facts, problems: Problems) -> KeyFigure | None:
    at = f"facts.{i}"
    label = declared_both(declaration, f"labels.{i}", problems)
    asked = ""
    if isinstance(declaration.keys["facts"][i], dict):
        check_keys(declaration, ("fact", "hedge"), problems, at)
        asked = declared_choice(declaration, f"{at}.hedge", (Hedge.OVER,), problems)
        at = f"{at}.fact"
    name = required(declaration, at, str, problems)
    fact = facts.named.get(name or "")
    if fact is None:
        if name is not None:
            place = place_of(declaration, at)
            problems.error(place, "figures-fact-unknown", found=name, nearest=nearest(name, facts.named))
        return None
    hedge = Hedge(asked) if asked else fact.hedge
    worded = word_fact(fact, "", None if hedge is Hedge.EXACT else hedge, "zh")
    if hedge not in _SIGNS or isinstance(worded, FactFault):
        problems.error(place_of(declaration, at), "figures-hedge", found=fact.id, hedge=fact.hedge)
        return None
    return KeyFigure(value=worded, sign=_SIGNS[hedge], label=label)
