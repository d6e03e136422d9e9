"""Bars: a row each, its value at the bar's end, no axis."""

from itertools import chain, pairwise

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import (
    WIDTH,
    Canvas,
    Drawing,
    Label,
    name_block,
    row_edges,
    strip_for,
)
from reportgen.exhibits.charts.fitting import width
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import BLUE, CARRIER, GAP, HEDGE, MUTED, PT_PER_MM, TINT, VALUE, VALUE_GAP, Style
from reportgen.exhibits.charts.wording import hedged
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_SINGLE, _DOUBLE = 7.4 * PT_PER_MM, 9.4 * PT_PER_MM
_FILLED = 0.56  # of a row
_TELLING_SHARE = 20  # percent from which on bars of shares are drawn on the whole they are shares of
_WORD_GAP = 2.6  # between a hedging word and its digits

_Run = tuple[str, Style, float]  # text, type, and where it begins


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The bars from top to bottom, the names at their left."""
    frame = series.frame
    blocks = [name_block(name, False, book, measure) for name in series.names.values()]
    edges = row_edges(blocks, _SINGLE, _DOUBLE)
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    left = max(block.width for block in blocks) + GAP
    runs = [value_runs(mark.value, Hedge(mark.hedge), series.percent, book, measure) for mark in series.marks]
    whole = series.percent and frame["value"].max() >= _TELLING_SHARE
    longest = 100.0 if whole else frame["value"].max() or 1.0
    ends = [WIDTH - left - VALUE_GAP - value_end(words, measure) for words in runs]
    fits = [end * longest / value for end, value in zip(ends, frame["value"], strict=True) if value]
    plot = min(WIDTH - left, *fits)
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
    values = [
        Label(text, plot * value / longest + VALUE_GAP + start, middle + VALUE.rise, style, "left")
        for words, value, middle in zip(runs, frame["value"], middles, strict=True)
        for text, style, start in words
    ]
    thick = _FILLED * min(bottom - top for top, bottom in pairwise(edges))
    bars = frame[["value", "lit"]].assign(
        longest=longest,
        top=[middle - thick / 2 for middle in middles],
        bottom=[middle + thick / 2 for middle in middles],
    )
    return Drawing(marks=_bars(bars, canvas, whole), labels=(*names, *values), canvas=canvas)


def _bars(frame: pd.DataFrame, canvas: Canvas, whole: bool) -> alt.LayerChart:
    """The bars; where they are shares of a `whole`, on a track that shows it."""
    lit = alt.condition("datum.lit", alt.value(BLUE), alt.value(MUTED)) if frame["lit"].any() else alt.value(CARRIER)
    x = alt.Scale(domain=[0, frame["longest"].iloc[0]], nice=False)
    base = alt.Chart(frame).mark_rect().encode(y=alt.Y("top:Q", scale=canvas.down), y2="bottom:Q", x2=alt.datum(0))
    track = [base.encode(x=alt.X("longest:Q", scale=x), color=alt.value(TINT))] if whole else []
    return alt.LayerChart(layer=[*track, base.encode(x=alt.X("value:Q", scale=x), color=lit)])


def value_runs(value: float, hedge: Hedge, percent: bool, book: BookKind, measure: Measure) -> list[_Run]:
    """The value in its types, one after the other."""
    language = book.languages[0]
    word, number = hedged(value, hedge, percent, language)
    if not word:
        return [(number, VALUE, 0.0)]
    return [(word, HEDGE[language], 0.0), (number, VALUE, width(word, HEDGE[language], measure) + _WORD_GAP)]


def value_end(runs: list[_Run], measure: Measure) -> float:
    """Where the runs end."""
    text, style, start = runs[-1]
    return start + width(text, style, measure)
