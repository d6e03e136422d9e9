"""Lines over the years: values and names stand at their ends, years below; the ground is zero."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import Canvas, Drawing, Label, NameBlock, name_block, strip_for
from reportgen.exhibits.charts.fitting import spread, width
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import BLUE, CARRIER, GAP, HEAD, INK, MUTED, PLAIN, PT_PER_MM, THICK, THIN, VALUE
from reportgen.exhibits.charts.words import Words, value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_HEIGHT = 62 * PT_PER_MM
_ABOVE, _BELOW = 14.0, 17.0  # for words over the highest points, and for the years
_LIFT = 6.0  # of a value above its point
_FEW = 3  # lines whose every value is said
_UNLED = 3.0  # how far words stand from their point without a line that leads to them
_LED = 20.0  # between a point and words, with room for that line
_LEAD = 0.8  # of that room is the line's
_CLEAR = 16.0  # between two points, with room for a value
_DOT, _SMALL_DOT = 26.0, 14.0  # areas


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: its values in words, its points' distances from the plot's top, and its name."""

    lit: bool
    values: Sequence[Words]
    heights: Sequence[float]
    name: NameBlock


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The lines from the first year to the last."""
    names = {id_: name_block(name, id_ in series.lit, book, measure) for id_, name in series.names.items()}
    values: dict[str, list[Words]] = {id_: [] for id_ in names}
    for mark in series.marks:
        ink = BLUE if mark.lit else INK
        values[mark.id].append(value_words(mark.value, Hedge.EXACT, series.percent, book, measure, ink=ink))
    widest = max(value.width for row in values.values() for value in row)
    tallest = max(value.height for row in values.values() for value in row)
    more = tallest - VALUE.leading
    heads = [width(x, HEAD, measure) for x in series.xs]
    least = max(tallest, *(name.height for name in names.values())) + 1
    top = strip_for(series.provenance) + _ABOVE + more
    height = max(_HEIGHT - top - _BELOW, least * len(names))
    highest = series.frame["value"].max() or 1.0
    lines = [
        _Line(
            lit=id_ in series.lit,
            values=values[id_],
            heights=[height * (1 - value / highest) for value in series.values_of(id_)],
            name=name,
        )
        for id_, name in names.items()
    ]
    starts = spread([line.heights[0] for line in lines], tallest, 0, height)
    half = max(tallest, *(name.height for name in names.values())) / 2
    low, high = max(0.0, half - _ABOVE - more + 1), height - max(0.0, half - _BELOW + 1)
    ends = spread([line.heights[-1] for line in lines], least, low, high)
    before, after = (_room(lines, at, middles) for at, middles in ((0, starts), (-1, ends)))
    canvas = Canvas(
        left=max(widest + before, heads[0] / 2),
        right=max(after + widest + GAP + max(name.width for name in names.values()), heads[-1] / 2),
        top=top,
        bottom=_BELOW,
        height=height,
    )
    steps = [canvas.width * i / (len(series.xs) - 1) for i in range(len(series.xs))]
    labels = [
        *_between(lines, steps, height, more),
        *(Label(x, at, height + _BELOW - 4, HEAD, "center") for x, at in zip(series.xs, steps, strict=True)),
    ]
    for line, start, end in zip(lines, starts, ends, strict=True):
        labels += line.values[0].placed(-before, start, "right")
        labels += line.values[-1].placed(canvas.width + after, end, "left")
        labels += line.name.placed(canvas.width + after + widest + GAP, end, "left")
    leaders = [
        *((0.0, line.heights[0], -before, middle) for line, middle in zip(lines, starts, strict=True)),
        *(
            (canvas.width, line.heights[-1], canvas.width + after, middle)
            for line, middle in zip(lines, ends, strict=True)
        ),
    ]
    return Drawing(marks=_marks(series.frame, highest, canvas, leaders), labels=tuple(labels), canvas=canvas)


def _room(lines: Sequence[_Line], at: int, middles: Sequence[float]) -> float:
    """The room between points and their words: more where words had to move and a line has to lead to them."""
    moved = max(abs(line.heights[at] - middle) for line, middle in zip(lines, middles, strict=True))
    return GAP if moved < _UNLED else _LED


def _between(lines: Sequence[_Line], steps: Sequence[float], ground: float, more: float) -> Iterator[Label]:
    """The values between the ends, above or below their point; none where another line or the ground leaves no room.

    Takes:  `more`, what values are higher than one line of digits.
    Gives:  of many lines, only those of the emphasised ones.
    """
    clear = _CLEAR + more
    for i, x in list(enumerate(steps))[1:-1]:
        for line in lines:
            if len(lines) > _FEW and not line.lit:
                continue
            away = [other.heights[i] - line.heights[i] for other in lines if other is not line]
            if not any(-clear < gap <= 0 for gap in away):
                yield from line.values[i].placed(x, line.heights[i] - _LIFT - VALUE.rise - more / 2, "center")
            elif not any(0 <= gap < clear for gap in (*away, ground - line.heights[i])):
                yield from line.values[i].placed(x, line.heights[i] + _LIFT + VALUE.rise + more / 2, "center")


def _leaders(ends: Sequence[tuple[float, float, float, float]], canvas: Canvas) -> alt.Chart:
    """Hairlines from points to words that stand at another height."""
    frame = pd.DataFrame(
        [(x, y, x + (to - x) * _LEAD, end) for x, y, to, end in ends if abs(y - end) >= _UNLED],
        columns=["x", "y", "x2", "y2"],
    )
    x, y = alt.X("x:Q", scale=canvas.across), alt.Y("y:Q", scale=canvas.down)
    rules: alt.Chart = alt.Chart(frame).mark_rule(color=MUTED).encode(x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
    return rules


def _marks(
    frame: pd.DataFrame, highest: float, canvas: Canvas, leaders: Sequence[tuple[float, float, float, float]]
) -> alt.LayerChart:
    x = alt.X("x:O", sort=None, scale=alt.Scale(type="point", padding=0))
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, highest], nice=False))
    layers: list[alt.Chart] = [alt.Chart(pd.DataFrame({"value": [0.0]})).mark_rule().encode(y=y)]
    # Two layers: a condition on the width of a line has no effect.
    beside = (MUTED, THIN) if frame["lit"].any() else (CARRIER, PLAIN)
    for lit, (colour, stroke), dot in ((False, beside, _SMALL_DOT), (True, (BLUE, THICK), _DOT)):
        base = alt.Chart(frame.loc[frame["lit"] == lit, ["id", "x", "value"]])
        layers.append(base.mark_line(color=colour, strokeWidth=stroke).encode(x=x, y=y, detail=alt.Detail("id:N")))
        layers.append(base.mark_circle(color=colour, size=dot).encode(x=x, y=y))
    marks: alt.LayerChart = alt.LayerChart(
        layer=[_leaders(leaders, canvas), alt.LayerChart(layer=layers)]
    ).resolve_scale(x="independent", y="independent")
    return marks
