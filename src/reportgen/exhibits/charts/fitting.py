"""Words fitted to their room: how wide they are, where their lines break, how they keep clear of each other."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from reportgen.characters import is_han
from reportgen.exhibits.charts.theme import Style
from reportgen.model.fonts import Measure

Align: TypeAlias = Literal["left", "center", "right"]

_AUTOSPACE_EM = 0.18  # between Chinese and Latin, as in the report's text
_CLOSING = frozenset("，。、；：？！）》」』】〕〉”’%)/")
_OPENING = frozenset("（《「『【〔〈“‘(")
_BLANK_AFTER = frozenset("，。、；：？！）》」』】〕〉”’")  # Chinese marks whose right half is blank
_BLANK_BEFORE = frozenset("（《「『【〔〈“‘")
_HALVINGS = 8  # steps in which lines of equal length are looked for


def gaps(text: str, style: Style, measure: Measure) -> list[float]:
    """What is added before each character but the first, in pt: kerning, and air between Chinese and Latin."""
    return [_gap(a, b, style, measure) for a, b in pairwise(text)]


def width(text: str, style: Style, measure: Measure) -> float:
    """Width of `text` on one line, in pt."""
    single = sum(measure(char, style.stack, style.size, ligatures=False) for char in text)
    return single + sum(gaps(text, style, measure))


def _gap(a: str, b: str, style: Style, measure: Measure) -> float:
    together = measure(a + b, style.stack, style.size, ligatures=False)
    apart = sum(measure(char, style.stack, style.size, ligatures=False) for char in (a, b))
    meets = is_han(a) != is_han(b) and (a + b).isalnum()
    return together - apart + (_AUTOSPACE_EM * style.size if meets else 0.0)


def hang(text: str, style: Style, align: Align) -> float:
    """How far words move over their edge, in pt, so that a Chinese mark's ink stands there and not its blank half."""
    if not style.stack.startswith("zh"):
        return 0.0
    if align == "right" and text[-1:] in _BLANK_AFTER:
        return style.size / 2
    return -style.size / 2 if align == "left" and text[:1] in _BLANK_BEFORE else 0.0


def wrap(text: str, style: Style, limit: float, measure: Measure) -> tuple[str, ...]:
    """`text` in as few lines as go into `limit` pt, of as equal a length as can be."""

    def is_narrow(line: str, limit: float) -> bool:
        return width(line.rstrip(), style, measure) <= limit

    pieces = [part for piece in _pieces(text) for part in (piece if not is_narrow(piece, limit) else [piece])]
    lines = _fill(pieces, lambda line: is_narrow(line, limit))
    low, high = limit / len(lines), limit
    while len(lines) > 1 and high - low > limit / 2**_HALVINGS:
        middle = (low + high) / 2
        tried = _fill(pieces, lambda line, middle=middle: is_narrow(line, middle))  # type: ignore[misc]
        if len(tried) == len(lines) and all(is_narrow(line, middle) for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return tuple(line.rstrip() for line in lines)


def _fill(pieces: Sequence[str], fits: Callable[[str], bool]) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and not fits(lines[-1] + piece):
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(text: str) -> Iterator[str]:
    """`text` cut wherever a line may end."""
    start = 0
    for i in range(1, len(text)):
        a, b = text[i - 1], text[i]
        if b not in _CLOSING and b != " " and a not in _OPENING and (a in " /-" or is_han(a) or is_han(b)):
            yield text[start:i]
            start = i
    yield text[start:]


def spread(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places at least `least` apart between `low` and `high`, as near as can be to those wanted, in their order.

    Takes:  room for all of them.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    pools: list[list[float]] = []  # wanted places, less the room of those before; neighbours that clash share a mean
    for rank, i in enumerate(order):
        pools.append([wanted[i] - rank * least])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    last = high - (len(order) - 1) * least
    means = [min(max(_mean(pool), low), last) for pool in pools for _ in pool]
    placed = dict(zip(order, (mean + rank * least for rank, mean in enumerate(means)), strict=True))
    return [placed[i] for i in range(len(wanted))]


def _mean(pool: Sequence[float]) -> float:
    return sum(pool) / len(pool)
