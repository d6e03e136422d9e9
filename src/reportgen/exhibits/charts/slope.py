"""Slopes: the first year at the left, the last at the right, a line a row; names and values at both ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import Canvas, Drawing, Label, NameBlock, name_block, strip_for
from reportgen.exhibits.charts.fitting import Align, spread
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import (
    BLUE,
    CARRIER,
    GAP,
    HEAD,
    INK,
    MUTED,
    PLAIN,
    PT_PER_MM,
    THICK,
    THIN,
    VALUE_GAP,
)
from reportgen.exhibits.charts.words import Words, value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_HEIGHT = 78 * PT_PER_MM
_HEADS = 20.0  # height of the line of years
_LEAST = 9.6  # between the middles of two labels
_NAME_SHARE = 0.25  # of the width, at most, at each end
_LEAD = 14.0  # between a point and its label, for a line that leads to it
_DOT = 30.0  # area


@dataclass(frozen=True, slots=True)
class _End:
    """One end of all lines: their names, values, heights, and the heights of their labels."""

    names: Sequence[NameBlock]
    values: Sequence[Words]
    points: Sequence[float]
    labels: Sequence[float]
    widest: float  # value

    @property
    def width(self) -> float:
        return max(name.width for name in self.names) + GAP + self.widest + VALUE_GAP + _LEAD


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The lines, and a label at both ends of each; in the parallel book Chinese at the left, English at the right."""
    books = (BookKind.ZH, BookKind.EN) if book is BookKind.PARALLEL else (book, book)
    values = [series.values_of(id_) for id_ in series.names]
    highest, lowest = max(map(max, values)), min(map(min, values))
    names = [
        [name_block(name, id_ in series.lit, side, measure, share=_NAME_SHARE) for id_, name in series.names.items()]
        for side in books
    ]
    printed = {
        at: [
            value_words(row[at], Hedge.EXACT, series.percent, book, measure, ink=BLUE if id_ in series.lit else INK)
            for id_, row in zip(series.names, values, strict=True)
        ]
        for at in (0, -1)
    }
    tallest = [said.height for side in printed.values() for said in side if len(said.lines) > 1]
    least = max(_LEAST, *(block.height + 1 for side in names for block in side if len(block.lines) > 1), *tallest, 0.0)
    height = max(_HEIGHT, least * len(values))
    ends = []
    for side, at in zip(names, (0, -1), strict=True):
        points = [height * (highest - row[at]) / ((highest - lowest) or 1) for row in values]
        widest = max(said.width for said in printed[at])
        ends.append(_End(side, printed[at], points, spread(points, least, 0, height), widest))
    over = max(max(name.height for name in side) / 2 for side in names)
    canvas = Canvas(
        left=ends[0].width,
        right=ends[1].width,
        top=strip_for(series.provenance) + _HEADS + over,
        bottom=over,
        height=height,
    )
    labels = [
        *(Label(year, x, HEAD.size + 1 - over - _HEADS, HEAD, "center") for year, x in _years(series, canvas)),
        *_labels(ends[0], 0.0, "right"),
        *_labels(ends[1], canvas.width, "left"),
    ]
    return Drawing(marks=_marks(series, ends, canvas), labels=tuple(labels), canvas=canvas)


def _years(series: Series, canvas: Canvas) -> tuple[tuple[str, float], tuple[str, float]]:
    """The two years and where they stand."""
    return (series.xs[0], 0.0), (series.xs[-1], canvas.width)


def _labels(end: _End, edge: float, align: Align) -> Iterator[Label]:
    """A value next to its point, the name behind it."""
    outwards = -1 if align == "right" else 1
    x = edge + outwards * (_LEAD + VALUE_GAP)
    for name, value, middle in zip(end.names, end.values, end.labels, strict=True):
        yield from value.placed(x, middle, align)
        yield from name.placed(x + outwards * (end.widest + GAP), middle, align)


def _marks(series: Series, ends: Sequence[_End], canvas: Canvas) -> alt.LayerChart:
    """The emphasised lines over the others; hairlines to labels that had to move."""
    left, right = ends
    lit = [id_ in series.lit for id_ in series.names]
    frame = pd.DataFrame({"x": 0.0, "y": left.points, "x2": canvas.width, "y2": right.points, "lit": lit})
    x, y = alt.X("x:Q", scale=canvas.across), alt.Y("y:Q", scale=canvas.down)
    leads = pd.DataFrame(
        [
            (edge, point, edge + way * _LEAD, label)
            for end, edge, way in ((left, 0.0, -1), (right, canvas.width, 1))
            for point, label in zip(end.points, end.labels, strict=True)
        ],
        columns=["x", "y", "x2", "y2"],
    )
    posts = pd.DataFrame({"x": [0.0, canvas.width], "y": 0.0, "y2": canvas.height})
    layers: list[alt.Chart] = [
        alt.Chart(posts).mark_rule().encode(x=x, y=y, y2=alt.Y2("y2:Q")),
        alt.Chart(leads).mark_rule(color=MUTED).encode(x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")),
    ]
    # Two layers: a condition on the width of a line has no effect.
    for is_lit, colour, stroke in ((False, *((MUTED, THIN) if any(lit) else (CARRIER, PLAIN))), (True, BLUE, THICK)):
        base = alt.Chart(frame.loc[frame["lit"] == is_lit].drop(columns="lit"))
        layers.append(
            base.mark_rule(color=colour, strokeWidth=stroke).encode(x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
        )
        layers.append(base.mark_circle(color=colour, size=_DOT).encode(x=x, y=y))
        layers.append(
            base.mark_circle(color=colour, size=_DOT).encode(
                x=alt.X("x2:Q", scale=canvas.across), y=alt.Y("y2:Q", scale=canvas.down)
            )
        )
    return alt.LayerChart(layer=layers)
