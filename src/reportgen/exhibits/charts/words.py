"""Values and names as lines of words in several types, measured as they will print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.characters import is_han
from reportgen.exhibits.charts.canvas import Label
from reportgen.exhibits.charts.fitting import Align, width
from reportgen.exhibits.charts.theme import BLUE, HEDGE, INK, LESSER_NAME, NAME, VALUE, Style
from reportgen.exhibits.charts.wording import worded
from reportgen.model.both import BookKind, Both, Language
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_WORD_GAP = 2.6  # between two types on a line

Run = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Line:
    """Runs of words on one line, each with where it begins."""

    runs: tuple[tuple[str, Style, float], ...]
    width: float

    @property
    def tallest(self) -> Style:
        """The type that the line stands by."""
        return max((style for _, style, _ in self.runs), key=lambda style: style.size)


@dataclass(frozen=True, slots=True)
class Words:
    """Lines one below the other."""

    lines: tuple[Line, ...]

    @property
    def width(self) -> float:
        """Width of the longest line."""
        return max((line.width for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Height of all lines."""
        return sum(line.tallest.leading for line in self.lines)

    def placed(self, x: float, middle: float, align: Align) -> Iterator[Label]:
        """The lines about the height `middle`, each with its edge, or its centre, at `x`."""
        top = middle - self.height / 2
        for line in self.lines:
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * line.width
            baseline = top + line.tallest.leading / 2 + line.tallest.rise
            for text, style, start in line.runs:
                yield Label(text, left + start, baseline, style, "left")
            top += line.tallest.leading


def value_words(
    value: float, hedge: Hedge, percent: bool, book: BookKind, measure: Measure, *, ink: str = INK
) -> Words:
    """The value; where Chinese words it in another unit than English, both of them in the parallel book.

    Takes:  `ink`, the colour of its digits; where it is not the usual one, of all its words.
    """
    lines = [_value_line(value, hedge, percent, book.languages[0], ink)]
    if book is BookKind.PARALLEL and worded(value, hedge, percent, "zh")[2].strip("+"):
        style = LESSER_NAME if ink == INK else LESSER_NAME.coloured(ink)
        lines.append([(text, style) for text, _ in _value_line(value, hedge, percent, "en", ink)])
    return Words(tuple(_line(runs, measure) for runs in lines))


def _value_line(value: float, hedge: Hedge, percent: bool, language: Language, ink: str) -> list[Run]:
    word, number, after = worded(value, hedge, percent, language)
    beside = HEDGE[language].coloured(ink)
    if after == "+":
        number, after = number + after, ""
    return [(text, style) for text, style in ((word, beside), (number, VALUE.coloured(ink)), (after, beside)) if text]


def name_words(name: Both[str], lit: bool, book: BookKind, measure: Measure) -> Words:
    """A name on one line, in the parallel book English behind Chinese; blue if `lit`."""
    if name.zh == name.en:
        runs = [(name.zh, NAME["zh" if any(map(is_han, name.zh)) else "en"])]
    elif book is BookKind.PARALLEL:
        runs = [(name.zh, NAME["zh"]), (name.en, LESSER_NAME)]
    else:
        runs = [(name.of(language), NAME[language]) for language in book.languages]
    return Words((_line([(text, style.coloured(BLUE) if lit else style) for text, style in runs], measure),))


def _line(runs: Sequence[Run], measure: Measure) -> Line:
    placed, x = [], 0.0
    for text, style in runs:
        placed.append((text, style, x))
        x += width(text, style, measure) + _WORD_GAP
    return Line(tuple(placed), x - _WORD_GAP)
