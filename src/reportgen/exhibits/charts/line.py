"""Lines over the years: values and names stand at their ends, years below; the ground is zero."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import Canvas, Drawing, Label, NameBlock, name_block, strip_for
from reportgen.exhibits.charts.fitting import spread, width
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import BLUE, CARRIER, GAP, HEAD, MUTED, PLAIN, PT_PER_MM, THICK, THIN, VALUE, Style
from reportgen.exhibits.charts.wording import digits
from reportgen.model.both import BookKind
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
    """One row: its values in digits, its points' distances from the plot's top, and its name."""

    lit: bool
    digits: Sequence[str]
    heights: Sequence[float]
    name: NameBlock

    @property
    def style(self) -> Style:
        return VALUE.coloured(BLUE) if self.lit else VALUE


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The lines from the first year to the last."""
    names = {id_: name_block(name, id_ in series.lit, book, measure) for id_, name in series.names.items()}
    numbers = {
        id_: [digits(value, series.percent, book.languages[0]) for value in series.values_of(id_)] for id_ in names
    }
    widest = max(width(number, VALUE, measure) for row in numbers.values() for number in row)
    heads = [width(x, HEAD, measure) for x in series.xs]
    least = max(VALUE.leading, *(name.height for name in names.values())) + 1
    top = strip_for(series.provenance) + _ABOVE
    height = max(_HEIGHT - top - _BELOW, least * len(names))
    highest = series.frame["value"].max() or 1.0
    lines = [
        _Line(
            lit=id_ in series.lit,
            digits=numbers[id_],
            heights=[height * (1 - value / highest) for value in series.values_of(id_)],
            name=name,
        )
        for id_, name in names.items()
    ]
    starts = spread([line.heights[0] for line in lines], VALUE.leading, 0, height)
    half = max(name.height for name in names.values()) / 2
    low, high = max(0.0, half - _ABOVE + 1), height - max(0.0, half - _BELOW + 1)
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
        *_between(lines, steps, height),
        *(Label(x, at, height + _BELOW - 4, HEAD, "center") for x, at in zip(series.xs, steps, strict=True)),
    ]
    for line, start, end in zip(lines, starts, ends, strict=True):
        labels.append(Label(line.digits[0], -before, start + VALUE.rise, line.style, "right"))
        labels.append(Label(line.digits[-1], canvas.width + after, end + VALUE.rise, line.style, "left"))
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


def _between(lines: Sequence[_Line], steps: Sequence[float], ground: float) -> Iterator[Label]:
    """The values between the ends, above or below their point; none where another line or the ground leaves no room.

    Gives:  of many lines, only those of the emphasised ones.
    """
    for i, x in list(enumerate(steps))[1:-1]:
        for line in lines:
            if len(lines) > _FEW and not line.lit:
                continue
            away = [other.heights[i] - line.heights[i] for other in lines if other is not line]
            if not any(-_CLEAR < gap <= 0 for gap in away):
                yield Label(line.digits[i], x, line.heights[i] - _LIFT, line.style, "center")
            elif not any(0 <= gap < _CLEAR for gap in (*away, ground - line.heights[i])):
                yield Label(line.digits[i], x, line.heights[i] + _LIFT + VALUE.size * 0.65, line.style, "center")


def _leaders(ends: Sequence[tuple[float, float, float, float]], canvas: Canvas) -> alt.Chart:
    """Hairlines from points to words that stand at another height."""
    frame = pd.DataFrame(
        [(x, y, x + (to - x) * _LEAD, end) for x, y, to, end in ends if abs(y - end) >= _UNLED],
        columns=["x", "y", "x2", "y2"],
    )
    x, y = alt.X("x:Q", scale=canvas.across), alt.Y("y:Q", scale=canvas.down)
    rules: alt.Chart = alt.Chart(frame).mark_rule(color=MUTED).encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
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
        layers.append(base.mark_line(color=colour, strokeWidth=stroke).encode(x=x, y=y, detail="id:N"))
        layers.append(base.mark_circle(color=colour, size=dot).encode(x=x, y=y))
    marks: alt.LayerChart = alt.LayerChart(
        layer=[_leaders(leaders, canvas), alt.LayerChart(layer=layers)]
    ).resolve_scale(x="independent", y="independent")
    return marks
