"""Where the parts of a chart stand: the plot in its frame, names of rows in lines, words by their baselines.

Why every channel is an object: Altair tries all its kinds on a string, which takes as long as to convert the chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import altair as alt
import pandas as pd

from reportgen.characters import is_han
from reportgen.exhibits.charts.fitting import Align, hang, width, wrap
from reportgen.exhibits.charts.theme import BLUE, LESSER_NAME, NAME, PT_PER_MM, WIDTH_MM, Style
from reportgen.model.both import BookKind, Both
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Measure

WIDTH = WIDTH_MM * PT_PER_MM

STRIP = 17.0  # above a chart of sample data, for the mark that says so
_NAME_SHARE = 0.42  # of the width, at most
_ROW_AIR = 6.0  # between the names of two rows, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """The frame, in pt: the plot and the paddings around it."""

    left: float
    right: float
    top: float
    bottom: float
    height: float  # of the plot

    @property
    def width(self) -> float:
        """Width of the plot."""
        return WIDTH - self.left - self.right

    @property
    def across(self) -> alt.Scale:
        """The scale of what is placed in pt from the plot's left edge."""
        return alt.Scale(domain=[0, self.width], nice=False, zero=False)

    @property
    def down(self) -> alt.Scale:
        """The scale of what is placed in pt from the plot's top edge."""
        return alt.Scale(domain=[self.height, 0], nice=False, zero=False)


@dataclass(frozen=True, slots=True)
class Label:
    """Words in one type. `x` is their edge or centre and `y` their baseline, in pt from the plot's top left corner."""

    text: str
    x: float
    y: float
    style: Style
    align: Align


class Box(NamedTuple):
    """A filled rectangle, in pt from the plot's top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Marks drawn from the data, the words about them, and where both stand."""

    marks: alt.LayerChart | alt.Chart
    labels: tuple[Label, ...]
    canvas: Canvas


def boxes(placed: Sequence[Box], canvas: Canvas) -> alt.Chart:
    """The rectangles as marks."""
    marks: alt.Chart = (
        alt.Chart(pd.DataFrame(placed, columns=Box._fields))
        .mark_rect()
        .encode(
            x=alt.X("left:Q", scale=canvas.across),
            x2=alt.X2("right:Q"),
            y=alt.Y("top:Q", scale=canvas.down),
            y2=alt.Y2("bottom:Q"),
            color=alt.Color("fill:N", scale=None),
        )
    )
    return marks


def strip_for(provenance: Provenance) -> float:
    """Height kept free above the chart for the mark of sample data."""
    return STRIP if provenance is Provenance.SAMPLE else 0.0


@dataclass(frozen=True, slots=True)
class NameBlock:
    """A row's name in its lines, Chinese above English in the parallel book."""

    lines: tuple[tuple[str, Style], ...]
    width: float

    @property
    def height(self) -> float:
        """Height of all lines."""
        return sum(style.leading for _, style in self.lines)

    def placed(self, x: float, middle: float, align: Align) -> Iterator[Label]:
        """The lines about the height `middle`, at the edge `x`."""
        top = middle - self.height / 2
        for text, style in self.lines:
            yield Label(text, x + hang(text, style, align), top + style.leading / 2 + style.rise, style, align)
            top += style.leading


def name_block(
    name: Both[str], lit: bool, book: BookKind, measure: Measure, *, share: float = _NAME_SHARE
) -> NameBlock:
    """The name of a row in the book's languages, in as few lines as its share of the width allows; blue if `lit`."""
    limit = WIDTH * share
    if name.zh == name.en:
        styles = [(name.zh, NAME["zh" if any(map(is_han, name.zh)) else "en"])]
    elif book is BookKind.PARALLEL:
        styles = [(name.zh, NAME["zh"]), (name.en, LESSER_NAME)]
    else:
        styles = [(name.of(language), NAME[language]) for language in book.languages]
    lines = [
        (line, style.coloured(BLUE) if lit else style)
        for text, style in styles
        for line in wrap(text, style, limit, measure)
    ]
    return NameBlock(tuple(lines), max(width(text, style, measure) for text, style in lines))


def row_edges(blocks: Sequence[NameBlock], single: float, double: float) -> list[float]:
    """Where rows begin, and where the last one ends, in pt from the plot's top.

    Gives:  rows of a height, `single` or `double` by the lines that names usually have, but for longer names.
    """
    usual = single if all(len(block.lines) == 1 for block in blocks) else double
    return list(accumulate((max(usual, block.height + _ROW_AIR) for block in blocks), initial=0.0))
