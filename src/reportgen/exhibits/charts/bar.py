"""Bars: a row each, its value at the bar's end, no axis."""

from itertools import chain, pairwise

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import (
    WIDTH,
    Canvas,
    Drawing,
    name_block,
    row_edges,
    strip_for,
)
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import BLUE, CARRIER, GAP, MUTED, PT_PER_MM, TINT, VALUE_GAP
from reportgen.exhibits.charts.words import value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_SINGLE, _DOUBLE = 7.4 * PT_PER_MM, 9.4 * PT_PER_MM
_FILLED = 0.56  # of a row
_TELLING_SHARE = 20  # percent from which on bars of shares are drawn on the whole they are shares of


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The bars from top to bottom, the names at their left."""
    frame = series.frame
    blocks = [name_block(name, False, book, measure) for name in series.names.values()]
    edges = row_edges(blocks, series.pitch * _SINGLE, series.pitch * _DOUBLE)
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    left = max(block.width for block in blocks) + GAP
    words = [value_words(mark.value, Hedge(mark.hedge), series.percent, book, measure) for mark in series.marks]
    whole = series.percent and frame["value"].max() >= _TELLING_SHARE
    longest = 100.0 if whole else frame["value"].max() or 1.0
    ends = [WIDTH - left - VALUE_GAP - value.width for value in words]
    fits = [end * longest / value for end, value in zip(ends, frame["value"], strict=True) if value]
    plot = min([WIDTH - left, *fits])
    canvas = Canvas(
        left=left,
        right=WIDTH - left - plot,
        top=strip_for(series.provenance),
        bottom=0.0,
        height=edges[-1],
    )
    names = chain.from_iterable(
        block.placed(-GAP, middle, "right") for block, middle in zip(blocks, middles, strict=True)
    )
    values = chain.from_iterable(
        said.placed(plot * value / longest + VALUE_GAP, middle, "left")
        for said, value, middle in zip(words, frame["value"], middles, strict=True)
    )
    thick = _FILLED * min(bottom - top for top, bottom in pairwise(edges))
    bars = frame[["value", "lit"]].assign(
        longest=longest,
        top=[middle - thick / 2 for middle in middles],
        bottom=[middle + thick / 2 for middle in middles],
    )
    return Drawing(marks=_bars(bars, canvas, whole), labels=(*names, *values), canvas=canvas)


def _bars(frame: pd.DataFrame, canvas: Canvas, whole: bool) -> alt.LayerChart:
    """The bars; where they are shares of a `whole`, on a track that shows it."""
    lit = alt.ColorValue(CARRIER)
    if frame["lit"].any():
        lit = alt.ColorValue(MUTED, condition={"test": "datum.lit", "value": BLUE})
    x = alt.Scale(domain=[0, frame["longest"].iloc[0]], nice=False)
    base = (
        alt.Chart(frame)
        .mark_rect()
        .encode(y=alt.Y("top:Q", scale=canvas.down), y2=alt.Y2("bottom:Q"), x2=alt.X2Datum(0))
    )
    track = [base.encode(x=alt.X("longest:Q", scale=x), color=alt.ColorValue(TINT))] if whole else []
    return alt.LayerChart(layer=[*track, base.encode(x=alt.X("value:Q", scale=x), color=lit)])
