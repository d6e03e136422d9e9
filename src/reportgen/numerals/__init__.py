"""Numbers as they are written and printed in Chinese and English: ordinals, quantities, hedges, worded facts."""

from reportgen.numerals.hedges import HEDGE_WORDS, hedge_around
from reportgen.numerals.ordinals import chinese_numeral, latin_letter, number_by_example, roman_numeral
from reportgen.numerals.quantities import (
    Direction,
    format_number,
    format_period,
    read_number,
    round_two_digits,
    shorten_number,
)
from reportgen.numerals.wording import DIRECTIONS, FactFault, agrees, word_fact

__all__ = [
    "DIRECTIONS",
    "HEDGE_WORDS",
    "Direction",
    "FactFault",
    "agrees",
    "chinese_numeral",
    "format_number",
    "format_period",
    "hedge_around",
    "latin_letter",
    "number_by_example",
    "read_number",
    "roman_numeral",
    "round_two_digits",
    "shorten_number",
    "word_fact",
]
