"""Small multiples: a small chart of columns for each row, all on one scale, in a grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.exhibits.charts.canvas import WIDTH, Box, Canvas, Drawing, Label, NameBlock, boxes, name_block, strip_for
from reportgen.exhibits.charts.fitting import width
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import BLUE, CARRIER, GREY, HAIRLINE, INK, MUTED, PT_PER_MM, RULE, Style
from reportgen.exhibits.charts.words import Words, value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_ACROSS = (4, 3)  # columns of the grid, the wider one where it leaves no more blanks
_GUTTER, _AIR = 18.0, 16.0  # between panels, beside and below each other
_RISE = 24 * PT_PER_MM  # of the highest column
_WIDEST = 46.0  # of a column
_FILLED = 0.68  # of the room that a column has
_BELOW_NAME, _ABOVE_COLUMN, _FOOT = 5.0, 2.5, 12.0
_YEAR = Style("en", 7.2, GREY)


@dataclass(frozen=True, slots=True)
class _Panel:
    """One row: its name, its values by year and in words."""

    name: NameBlock
    values: Sequence[float]
    said: Sequence[Words]
    lit: bool


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The panels row by row, each with its name above and the years below."""
    across = _columns(len(series.names))
    wide = (WIDTH - _GUTTER * (across - 1)) / across
    panels = [
        _Panel(
            name_block(name, id_ in series.lit, book, measure, share=wide / WIDTH),
            series.values_of(id_),
            [
                value_words(value, Hedge.EXACT, series.percent, book, measure, ink=BLUE if id_ in series.lit else INK)
                for value in series.values_of(id_)
            ],
            id_ in series.lit,
        )
        for id_, name in series.names.items()
    ]
    colours = (BLUE, MUTED) if series.lit else (CARRIER, CARRIER)
    per_pt = _RISE / (max(max(panel.values) for panel in panels) or 1.0)
    step = min(wide / len(series.xs), _WIDEST / _FILLED)
    labels: list[Label] = []
    bars: list[Box] = []
    top = 0.0
    for start in range(0, len(panels), across):
        some = panels[start : start + across]
        said = max(words.height for panel in some for words in panel.said) + _ABOVE_COLUMN
        head = max(panel.name.height for panel in some) + _BELOW_NAME
        ground = top + head + max(said + per_pt * max(panel.values) for panel in some)
        for i, panel in enumerate(some):
            left = i * (wide + _GUTTER)
            labels += panel.name.placed(left, top + panel.name.height / 2, "left")
            bars.append(Box(left, ground, left + step * len(series.xs), ground + HAIRLINE, RULE))
            middles = [left + step * (n + 0.5) for n in range(len(series.xs))]
            for value, middle in zip(panel.values, middles, strict=True):
                half = step * _FILLED / 2
                if value:
                    fill = colours[0] if panel.lit else colours[1]
                    bars.append(Box(middle - half, ground - per_pt * value, middle + half, ground, fill))
            labels += _values(panel, (left, left + wide), middles, step, ground, per_pt)
            labels += _years(series.xs, middles, step, ground, measure)
        top = ground + _FOOT + _AIR
    canvas = Canvas(left=0.0, right=0.0, top=strip_for(series.provenance), bottom=0.0, height=top - _AIR)
    return Drawing(marks=boxes(bars, canvas), labels=tuple(labels), canvas=canvas)


def _columns(panels: int) -> int:
    """How many panels stand beside each other, with as few blanks in the last row as can be."""
    return min(panels, min(_ACROSS, key=lambda across: -panels % across)) if panels > _ACROSS[0] else panels


def _values(
    panel: _Panel, edges: tuple[float, float], middles: Sequence[float], step: float, ground: float, per_pt: float
) -> Iterator[Label]:
    """The values over their columns, those that have no room left out: the last first, then the first, then others."""
    taken: list[tuple[float, float, float, float]] = []
    order = [len(middles) - 1, *range(len(middles) - 1)]
    for n in order:
        words, height = panel.said[n], per_pt * panel.values[n]
        half, low = words.width / 2, ground - height - _ABOVE_COLUMN
        centre = min(max(middles[n], edges[0] + half), edges[1] - half)
        box = (centre - half - 1, low - words.height, centre + half + 1, low)
        columns = [
            (middle - step * _FILLED / 2, ground - per_pt * value, middle + step * _FILLED / 2, ground)
            for middle, value in zip(middles, panel.values, strict=True)
            if middle != middles[n]
        ]
        if not any(_meet(box, other) for other in (*taken, *columns)):
            taken.append(box)
            yield from words.placed(centre, low - words.height / 2, "center")


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _years(
    xs: Sequence[str], middles: Sequence[float], step: float, ground: float, measure: Measure
) -> Iterator[Label]:
    """The years below; only the first and the last where there is no room for all."""
    baseline = ground + _FOOT - 2.0
    if max(width(x, _YEAR, measure) for x in xs) + 3 <= step:
        yield from (Label(x, middle, baseline, _YEAR, "center") for x, middle in zip(xs, middles, strict=True))
    else:
        yield Label(xs[0], middles[0] - step * _FILLED / 2, baseline, _YEAR, "left")
        yield Label(xs[-1], middles[-1] + step * _FILLED / 2, baseline, _YEAR, "right")
