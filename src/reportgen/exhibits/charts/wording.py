"""Values as they print beside a mark: the digits, and the word or sign that hedges them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from reportgen.model.both import Both, Language
from reportgen.model.facts import Hedge
from reportgen.numerals import DIRECTIONS, HEDGE_WORDS, shorten_number

_BESIDE: Mapping[Hedge, Both[str]] = {
    Hedge.ABOUT: Both(zh="约", en="c."),
    Hedge.NEARLY: Both(zh="近", en="nearly"),
}


def printed(value: float, percent: bool) -> Decimal:
    """The value as far as it prints: a percentage has one decimal where it is under ten, else none."""
    exact = Decimal(repr(value))
    whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if not percent:
        return whole if whole == exact else exact
    tenths = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return whole if tenths == 0 or tenths >= 10 else tenths


def worded(value: float, hedge: Hedge, percent: bool, language: Language) -> tuple[str, str, str]:
    """The word before the digits, the digits, and what follows them: ("约", "48.9", "万"), ("", "590", "+").

    Gives:  a large number in 万 or millions, rounded as its hedge allows; "" where there is no word.
    """
    word = _BESIDE[hedge].of(language) if hedge in _BESIDE else ""
    direction = DIRECTIONS.get(hedge, "nearest")
    number, unit = shorten_number(printed(value, percent), language, direction)
    return word, number + ("%" if percent else ""), unit + ("+" if hedge is Hedge.OVER else "")


def digits(value: float, percent: bool, language: Language) -> str:
    """1,042; 46% and 4.7%; 48.9 万 and 1.23 million."""
    return _together(*worded(value, Hedge.EXACT, percent, language)[1:])


def hedged(value: float, hedge: Hedge, percent: bool, language: Language) -> tuple[str, str]:
    """The word before the digits, or "", and the digits with their unit and sign: ("约", "950"), ("", "590+")."""
    word, number, after = worded(value, hedge, percent, language)
    return word, _together(number, after)


def _together(number: str, after: str) -> str:
    return f"{number} {after}" if after.strip("+") else number + after


def in_words(value: float, hedge: Hedge, percent: bool, language: Language) -> str:
    """The value in a sentence: 超过 590, about 950."""
    word = f"{HEDGE_WORDS[hedge].of(language)} " if hedge in HEDGE_WORDS else ""
    return word + digits(value, percent, language)
