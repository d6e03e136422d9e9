"""Quantities: read exactly or not at all, printed by one house rule."""

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from reportgen.model.both import Language

Direction: TypeAlias = Literal["down", "up", "nearest"]

ROUNDINGS: Mapping[Direction, str] = {"down": ROUND_FLOOR, "up": ROUND_CEILING, "nearest": ROUND_HALF_UP}
MULTIPLIERS: Mapping[str, Decimal] = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "%": Decimal("0.01")}
_THOUSANDS: Mapping[Language, str] = {"zh": ",", "en": ","}
_DASHES: Mapping[Language, str] = {"zh": "—", "en": "–"}
_LONGEST = 24  # characters; longer ones would lose digits in the arithmetic
_LARGE: Mapping[Language, tuple[tuple[Decimal, Decimal, str], ...]] = {  # from where on, in what, and its name
    "zh": ((MULTIPLIERS["亿"], MULTIPLIERS["亿"], "亿"), (Decimal(10) ** 5, MULTIPLIERS["万"], "万")),
    "en": ((Decimal(10) ** 9, Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, Decimal(10) ** 6, "million")),
}
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_WORD_JOINER = "\u2060"
_HALF_WIDTH = str.maketrans("０１２３４５６７８９，．％－−", "0123456789,.%--")
_NUMBER = re.compile(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)[ \u00a0]?([万亿%]?)")


def format_number(value: Decimal, language: Language) -> str:
    """3,636, with separators from four digits on. Years are printed without this."""
    return f"{value:,f}".replace(",", _THOUSANDS[language])


def shorten_number(value: Decimal, language: Language, direction: Direction = "nearest") -> tuple[str, str]:
    """The digits of a number that has little room, and its unit: 489,000 is 48.9 and 万, or 489,000 and nothing.

    Gives:  Chinese counts in 万 from 100,000 on and in 亿, English in millions and billions: to a tenth, and to a
            hundredth where there are fewer than ten of them, so that both languages tell about as much.
    """
    for least, one, unit in _LARGE[language]:
        if value >= least:
            amount = value / one
            step = _TENTH if amount >= 10 else _HUNDREDTH
            return format_number(round_to(amount, step, direction), language), unit
    return format_number(value, language), ""


def format_period(period: tuple[int, int], language: Language) -> str:
    """2020—2022 or 2020–2022, as one piece that no line breaks."""
    return f"{_WORD_JOINER}{_DASHES[language]}{_WORD_JOINER}".join(map(str, period))


def read_number(text: str) -> Decimal | None:
    """The exact number that `text` writes: 3,636, full-width digits, 48.9万, 1.2亿, 45% (0.45); else None."""
    found = _NUMBER.fullmatch(text.strip().translate(_HALF_WIDTH))
    if found is None or len(found[1]) > _LONGEST:
        return None
    digits = Decimal(found[1].replace(",", ""))
    return _plain(digits * MULTIPLIERS[found[2]]) if found[2] else digits


def round_two_digits(value: Decimal, direction: Direction) -> Decimal:
    """`value` with two significant digits: 3,636 down is 3,600, up 3,700."""
    return round_to(value, Decimal(1).scaleb(value.adjusted() - 1), direction) if value else value


def round_to(value: Decimal, step: Decimal, direction: Direction) -> Decimal:
    """The multiple of `step` next to `value` in the direction."""
    return _plain((value / step).to_integral_value(ROUNDINGS[direction]) * step)


def _plain(value: Decimal) -> Decimal:
    """The same number without zeros behind its point: 5, not 5.0."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()
