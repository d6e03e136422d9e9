"""Rows of cells over the years: the darker, the more; each cell says its value."""

from collections.abc import Sequence
from itertools import chain, pairwise

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import Canvas, Drawing, Label, name_block, row_edges, strip_for
from reportgen.exhibits.charts.colour import colours
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import GAP, HEAD, PT_PER_MM
from reportgen.exhibits.charts.wording import printed
from reportgen.exhibits.charts.words import value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_SINGLE, _DOUBLE = 7.5 * PT_PER_MM, 9.0 * PT_PER_MM
_HEADS = 16.0  # height of the line of years
_SEAM = 1.4  # between cells
_LIGHTEST = 0.4  # of the highest value: what is lightest where no value is lower


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The cells, names at their left and years above."""
    names = series.names
    blocks = [name_block(name, id_ in series.lit, book, measure) for id_, name in names.items()]
    edges = row_edges(blocks, series.pitch * _SINGLE, series.pitch * _DOUBLE)
    left = max(block.width for block in blocks) + GAP
    canvas = Canvas(
        left=left, right=0.0, top=strip_for(series.provenance) + _HEADS, bottom=0.0, height=edges[-1] - _SEAM
    )
    step = (canvas.width + _SEAM) / len(series.xs)
    rows = dict(zip(names, pairwise(edges), strict=True))
    middles = {id_: (top + bottom - _SEAM) / 2 for id_, (top, bottom) in rows.items()}
    columns = {x: step * i + (step - _SEAM) / 2 for i, x in enumerate(series.xs)}
    cells = series.marks
    fills, inks = zip(*_shades([float(printed(mark.value, series.percent)) for mark in cells]), strict=True)
    values = chain.from_iterable(
        value_words(mark.value, Hedge.EXACT, series.percent, book, measure, ink=ink).placed(
            columns[mark.x], middles[mark.id], "center"
        )
        for mark, ink in zip(cells, inks, strict=True)
    )
    labels = (
        *(Label(x, at, -_HEADS + HEAD.size, HEAD, "center") for x, at in columns.items()),
        *chain.from_iterable(
            block.placed(-GAP, middle, "right") for block, middle in zip(blocks, middles.values(), strict=True)
        ),
        *values,
    )
    frame = pd.DataFrame(
        {
            "x": [mark.x for mark in cells],
            "top": [rows[mark.id][0] for mark in cells],
            "bottom": [rows[mark.id][1] - _SEAM for mark in cells],
            "fill": fills,
        }
    )
    marks = (
        alt.Chart(frame)
        .mark_rect()
        .encode(
            x=alt.X("x:O", sort=None, scale=alt.Scale(paddingInner=_SEAM / step, paddingOuter=0)),
            y=alt.Y("top:Q", scale=canvas.down),
            y2=alt.Y2("bottom:Q"),
            color=alt.Color("fill:N", scale=None),
        )
    )
    return Drawing(marks=marks, labels=labels, canvas=canvas)


def _shades(values: Sequence[float]) -> list[tuple[str, str]]:
    """The colours of cells by the values printed in them: what reads the same looks the same."""
    highest = max(values) or 1.0
    lowest = min(min(values), _LIGHTEST * highest)
    return [colours((value - lowest) / (highest - lowest)) for value in values]
