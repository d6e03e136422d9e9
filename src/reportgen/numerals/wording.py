"""A fact in the words of a sentence: what prints for `{fact}`, `{fact:万}` or `{fact:950}` beside a hedge."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.both import Language
from reportgen.model.facts import Fact, Hedge
from reportgen.numerals.hedges import HEDGE_WORDS
from reportgen.numerals.quantities import (
    MULTIPLIERS,
    Direction,
    format_number,
    read_number,
    round_to,
    round_two_digits,
)

DIRECTIONS: Mapping[Hedge, Direction] = {Hedge.OVER: "down", Hedge.NEARLY: "up", Hedge.ABOUT: "nearest"}
_UNITS = ("万", "亿")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class FactFault:
    """Why a fact cannot be printed as it was asked for: a problem without its place."""

    code: str
    values: Mapping[str, object]


def word_fact(fact: Fact, form: str, hedge: Hedge | None, language: Language) -> str | FactFault:
    """The fact's number as it prints.

    Takes:  form, "" or 万, 亿 (in Chinese) or the digits of a pinned value; hedge, that of the words beside it.
    Gives:  a published figure as published; an exact one as it is or, hedged, rounded to two digits; a pinned value.
    Fails:  FactFault fact-hedge-missing, fact-hedge-wrong, fact-form-unknown, fact-pinned-differs, fact-unit-coarse.
    """
    form = form.strip()
    if hedge is None and fact.hedge is not Hedge.EXACT:
        return _fault("fact-hedge-missing", fact, expected=HEDGE_WORDS[fact.hedge].of(language))
    if form and form not in _UNITS:
        return _pinned(fact, form, hedge or Hedge.EXACT, language)
    if form and language != "zh":
        return _fault("fact-form-unknown", fact, found=form)
    if hedge is not None and fact.hedge not in (Hedge.EXACT, hedge):
        return _contrary(fact, hedge, language)
    value = fact.value
    if hedge is not None and fact.hedge is Hedge.EXACT:
        value = round_two_digits(value, DIRECTIONS[hedge])
    return _in_unit(fact, value, form, hedge, language) if form else format_number(value, language)


def agrees(stated: Decimal, hedge: Hedge, value: Decimal) -> bool:
    """Whether "over `stated`" or the like says something fair of `value`: on the right side, and near."""
    match hedge:
        case Hedge.EXACT:
            return stated == value
        case Hedge.OVER:
            return stated <= value and value - stated <= abs(value) / 10
        case Hedge.NEARLY:
            return stated >= value and stated - value <= abs(value) / 10
        case Hedge.ABOUT:
            return abs(stated - value) <= abs(value) / 20


def _pinned(fact: Fact, form: str, hedge: Hedge, language: Language) -> str | FactFault:
    pinned = read_number(form)
    if pinned is None or form[-1] in MULTIPLIERS:
        return _fault("fact-form-unknown", fact, found=form)
    if not agrees(pinned, hedge, fact.value):
        return _fault("fact-pinned-differs", fact, found=format_number(pinned, language))
    if pinned == fact.value and hedge is not Hedge.ABOUT and fact.hedge not in (Hedge.EXACT, hedge):
        return _contrary(fact, hedge, language)  # nearly 590 is not over 590; nearly 600 may be
    return format_number(pinned, language)


def _in_unit(fact: Fact, value: Decimal, unit: str, hedge: Hedge | None, language: Language) -> str | FactFault:
    amount = value / MULTIPLIERS[unit]
    rounded = round_to(amount, _TENTH, DIRECTIONS[hedge] if hedge else "nearest")
    if not rounded or (hedge is None and rounded != amount):
        return _fault("fact-unit-coarse", fact, found=f"{format_number(rounded, language)} {unit}")
    return format_number(rounded, language)


def _contrary(fact: Fact, hedge: Hedge, language: Language) -> FactFault:
    words = HEDGE_WORDS[hedge].of(language), HEDGE_WORDS[fact.hedge].of(language)
    return _fault("fact-hedge-wrong", fact, found=words[0], expected=words[1])


def _fault(code: str, fact: Fact, **values: object) -> FactFault:
    return FactFault(code, {"fact": fact.id, "value": format_number(fact.value, "en"), **values})
