"""Declared facts to rows of key figures: a big number, its sign, its words."""

from reportgen.exhibits.select import NO_WORDS, read_keys
from reportgen.model.exhibits import Declaration, KeyFigure, KeyFigures
from reportgen.model.facts import Facts, Hedge
from reportgen.nearest import nearest
from reportgen.numerals import FactFault, word_fact
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader

_SIGNS = {Hedge.EXACT: "", Hedge.OVER: "+"}


def make_figures(declaration: Declaration, facts: Facts, problems: Problems) -> KeyFigures | None:
    """The declared figures in their order; None where one of them cannot be made.

    Takes:  facts, each an id, or { fact = id, hedge = "over" } for an exact one that prints rounded down with its +.
    Fails:  problem exhibit-* of its keys; figures-fact-unknown, figures-hedge, figures-labels.
    """
    read = read_keys(declaration, problems)
    read.only(("facts", "labels", "note"))
    listed, labels = read.need(list, "facts"), read.need(list, "labels")
    if listed is None or labels is None:
        return None
    if not listed or len(labels) != len(listed):
        read.note("figures-labels", "labels", found=len(labels), expected=len(listed))
        return None
    made = [_figure(read, i, facts) for i in range(len(listed))]
    figures = tuple(figure for figure in made if figure)
    note = read.take_both(NO_WORDS, "note")
    return KeyFigures(id=declaration.id, figures=figures, note=note) if len(figures) == len(made) else None


def _figure(read: KeyReader, i: int, facts: Facts) -> KeyFigure | None:
    at: tuple[str | int, ...] = ("facts", i)
    label = read.need_both("labels", i)
    asked = ""
    if isinstance(read.value(*at), dict):
        read.only(("fact", "hedge"), *at)
        asked = read.take_choice("", (Hedge.OVER.value,), *at, "hedge")
        at = (*at, "fact")
    name = read.need(str, *at)
    fact = facts.named.get(name or "")
    if fact is None:
        if name is not None:
            read.note("figures-fact-unknown", *at, found=name, nearest=nearest(name, facts.named))
        return None
    hedge = Hedge(asked) if asked else fact.hedge
    worded = word_fact(fact, "", None if hedge is Hedge.EXACT else hedge, "zh")
    if hedge not in _SIGNS or isinstance(worded, FactFault):
        read.note("figures-hedge", *at, found=fact.id, hedge=fact.hedge)
        return None
    return KeyFigure(value=worded, sign=_SIGNS[hedge], label=label)
