"""The numbers of headings, in the form that an example shows."""

import re
from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_SIGNS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
_EXAMPLE = re.compile(r"(?<![0-9A-Za-z])[一1IA](?![0-9A-Za-z])")


def chinese_numeral(n: int) -> str:
    """一, 十一, 九十九; from 100 on digit by digit, as years are written: 一〇〇."""
    tens, ones = divmod(n, 10)
    if not 10 <= n <= 99:
        return "".join(_DIGITS[int(digit)] for digit in str(n))
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def roman_numeral(n: int) -> str:
    """I, IV, XIX, in capitals."""
    parts = []
    for value, sign in zip(_ROMAN_VALUES, _ROMAN_SIGNS, strict=True):
        count, n = divmod(n, value)
        parts.append(sign * count)
    return "".join(parts)


def latin_letter(n: int) -> str:
    """A … Z, then AA, AB."""
    letters = ""
    while n > 0:
        n, rest = divmod(n - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_FORMS: Mapping[str, Callable[[int], str]] = {"一": chinese_numeral, "1": str, "I": roman_numeral, "A": latin_letter}


def number_by_example(example: str, ordinals: tuple[int, ...]) -> str:
    """A heading's number in the form of `example`: "一、", "（一）", "1.", "1.1", "I.", "(A)".

    Takes:  ordinals, the counters from depth 1 down to the heading; an example with two numbers uses the last two.
    Gives:  numbers that no ordinal is left for stay as the example has them.
    """
    marks = list(_EXAMPLE.finditer(example))
    text = example
    for mark, ordinal in zip(reversed(marks), reversed(ordinals), strict=False):
        text = text[: mark.start()] + _FORMS[mark[0]](ordinal) + text[mark.end() :]
    return text
