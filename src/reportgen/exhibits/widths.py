"""How wide words stand on the wide pages, where nothing moves but what was measured."""

from collections.abc import Callable
from typing import TypeAlias

from reportgen.characters import is_han
from reportgen.joints import line_change_em
from reportgen.model.fonts import Measure, Stack

Widths: TypeAlias = Callable[[str, Stack], float]
_EM_PT = 96.0


def widths_of(measure: Measure) -> Widths:
    """The function that gives a line's width at a type size of 1, Chinese as it is composed.

    Fails:  KeyError with a character that no font has.
    """
    known: dict[tuple[str, Stack], float] = {}

    def plain(text: str, stack: Stack) -> float:
        if (text, stack) not in known:
            known[text, stack] = measure(text, stack, _EM_PT, ligatures=False) / _EM_PT
        return known[text, stack]

    def em(text: str, stack: Stack) -> float:
        change = line_change_em(text, lambda char: plain(char, stack)) if any(map(is_han, text)) else 0.0
        return plain(text, stack) + change

    return em
