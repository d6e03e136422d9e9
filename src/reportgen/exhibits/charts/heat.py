"""Rows of cells over the years: the darker, the more; each cell says its value."""

from collections.abc import Sequence
from itertools import chain, pairwise

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import Canvas, Drawing, Label, name_block, row_edges, strip_for
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import DEEP, GAP, HEAD, PT_PER_MM, SEQUENCE, VALUE, WHITE
from reportgen.exhibits.charts.wording import digits, printed
from reportgen.model.both import BookKind
from reportgen.model.fonts import Measure

_SINGLE, _DOUBLE = 7.5 * PT_PER_MM, 9.0 * PT_PER_MM
_HEADS = 16.0  # height of the line of years
_SEAM = 1.4  # between cells
_LIGHTEST = 0.4  # of the highest value: what is lightest where no value is lower
_CONTRAST = 4.5  # of a value on its cell, at least
_STEP = 0.005  # of the scale, by which a cell's colour gives way to its value


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The cells, names at their left and years above."""
    names = series.names
    blocks = [name_block(name, id_ in series.lit, book, measure) for id_, name in names.items()]
    edges = row_edges(blocks, _SINGLE, _DOUBLE)
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
    values = [
        Label(
            digits(mark.value, series.percent, book.languages[0]),
            columns[mark.x],
            middles[mark.id] + VALUE.rise,
            VALUE.coloured(ink),
            "center",
        )
        for mark, ink in zip(cells, inks, strict=True)
    ]
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
            y2="bottom:Q",
            color=alt.Color("fill:N", scale=None),
        )
    )
    return Drawing(marks=marks, labels=labels, canvas=canvas)


def _shades(values: Sequence[float]) -> list[tuple[str, str]]:
    """The colours of cells by the values printed in them: what reads the same looks the same."""
    highest = max(values) or 1.0
    lowest = min(min(values), _LIGHTEST * highest)
    return [colours((value - lowest) / (highest - lowest)) for value in values]


def colours(share: float) -> tuple[str, str]:
    """The colour of a cell at `share` of the scale, and of the value on it.

    Why not a fixed border between dark and white words: in the middle blues neither can be read well, so a cell that
    falls there takes the nearest blue on which one can.
    """
    for away in range(len(SEQUENCE) * 100):
        for at in (share + away * _STEP, share - away * _STEP):
            cell = _blend(min(max(at, 0.0), 1.0))
            ink = max((WHITE, DEEP), key=lambda ink: _contrast(ink, cell))
            if _contrast(ink, cell) >= _CONTRAST:
                return cell, ink
    raise AssertionError("white can be read on the darkest colour of the sequence")


def _blend(share: float) -> str:
    """The colour at `share` of the sequence, between the two that stand beside it."""
    place = share * (len(SEQUENCE) - 1)
    step = min(int(place), len(SEQUENCE) - 2)
    pair = zip(_channels(SEQUENCE[step]), _channels(SEQUENCE[step + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * (place - step)):02X}" for a, b in pair)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _contrast(a: str, b: str) -> float:
    """The contrast of two colours as WCAG counts it, 1 to 21."""
    low, high = sorted(_luminance(colour) for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
