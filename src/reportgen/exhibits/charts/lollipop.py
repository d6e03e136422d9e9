"""Lollipops: like bars, for many rows. A thin stem with a head, names in columns on one line."""

from collections.abc import Iterator
from itertools import accumulate, chain, pairwise

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import WIDTH, Canvas, Drawing, Label, NameBlock, name_block, strip_for
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import BLUE, CARRIER, GAP, GREY, MUTED, PT_PER_MM, VALUE_GAP
from reportgen.exhibits.charts.words import value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_ROW = 5.6 * PT_PER_MM  # at least
_ROW_AIR = 3.0
_NAME_SHARE = {1: 0.42, 2: 0.23}  # of the width, at most, by the number of columns of names
_STEM = 1.4
_HEAD = 34.0  # area of a stem's head
_RADIUS = 3.4


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The rows from top to bottom, names at their left: in the parallel book a column of Chinese and one of English."""
    books = (BookKind.ZH, BookKind.EN) if book is BookKind.PARALLEL else (book,)
    share = _NAME_SHARE[len(books)]
    columns = [
        [name_block(name, id_ in series.lit, side, measure, share=share) for id_, name in series.names.items()]
        for side in books
    ]
    for column in columns[1:]:
        column[:] = [
            block if id_ in series.lit else _lighter(block) for id_, block in zip(series.names, column, strict=True)
        ]
    words = [value_words(mark.value, Hedge(mark.hedge), series.percent, book, measure) for mark in series.marks]
    heights = [
        max(series.pitch * _ROW, *(block.height + _ROW_AIR for block in (said, *blocks)))
        for said, *blocks in zip(words, *columns, strict=True)
    ]
    edges = list(accumulate(heights, initial=0.0))
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    widths = [max(block.width for block in column) + GAP for column in columns]
    left = sum(widths)
    values = [mark.value for mark in series.marks]
    longest = max(values) or 1.0
    ends = [WIDTH - left - _RADIUS - VALUE_GAP - said.width for said in words]
    fits = [end * longest / value for end, value in zip(ends, values, strict=True) if value]
    plot = min([WIDTH - left - _RADIUS, *fits])
    canvas = Canvas(
        left=left, right=WIDTH - left - plot, top=strip_for(series.provenance), bottom=0.0, height=edges[-1]
    )
    tips = [plot * value / longest for value in values]
    names = chain.from_iterable(_column(column, sum(widths[:n]) - left, middles) for n, column in enumerate(columns))
    printed = chain.from_iterable(
        said.placed(tip + _RADIUS + VALUE_GAP, middle, "left")
        for said, tip, middle in zip(words, tips, middles, strict=True)
    )
    frame = pd.DataFrame({"tip": tips, "middle": middles, "lit": [mark.lit for mark in series.marks]})
    return Drawing(marks=_marks(frame, canvas), labels=(*names, *printed), canvas=canvas)


def _column(blocks: list[NameBlock], x: float, middles: list[float]) -> Iterator[Label]:
    for block, middle in zip(blocks, middles, strict=True):
        yield from block.placed(x, middle, "left")


def _lighter(block: NameBlock) -> NameBlock:
    return NameBlock(tuple((line, style.coloured(GREY)) for line, style in block.lines), block.width)


def _marks(frame: pd.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """The stems on a hairline at zero, and their heads."""
    lit = alt.ColorValue(CARRIER)
    if frame["lit"].any():
        lit = alt.ColorValue(MUTED, condition={"test": "datum.lit", "value": BLUE})
    y = alt.Y("middle:Q", scale=canvas.down)
    tip = alt.X("tip:Q", scale=canvas.across)
    base = alt.Chart(frame)
    ground = pd.DataFrame({"x": [0.0], "top": [0.0], "bottom": [canvas.height]})
    return alt.LayerChart(
        layer=[
            alt.Chart(ground)
            .mark_rule()
            .encode(x=alt.X("x:Q", scale=canvas.across), y=alt.Y("top:Q", scale=canvas.down), y2=alt.Y2("bottom:Q")),
            base.mark_rule(strokeWidth=_STEM).encode(x=tip, x2=alt.X2Datum(0), y=y, color=lit),
            base.mark_circle(size=_HEAD).encode(x=tip, y=y, color=lit),
        ]
    )
