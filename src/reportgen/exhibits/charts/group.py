"""Grouped bars: a row each, in it a bar for each part, its value at its end."""

from itertools import chain, pairwise

from reportgen.exhibits.charts.canvas import WIDTH, Box, Canvas, Drawing, Label, boxes, row_edges, strip_for
from reportgen.exhibits.charts.colour import colours_of_parts
from reportgen.exhibits.charts.parts import Heads, legend, names_at, part_blocks, row_blocks
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import GAP, VALUE, VALUE_GAP
from reportgen.exhibits.charts.words import name_words, value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_AIR = 12.0  # between two groups
_FILLED = 0.84  # of the height that a bar has
_NARROWED = 0.62  # of the plot that names beside the first bars leave, at least; else they stand in a legend


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The groups from top to bottom, the names at their left, those of the parts beside the first group's bars."""
    rows = [series.values_of(id_) for id_ in series.names]
    words = [[value_words(value, Hedge.EXACT, series.percent, book, measure) for value in row] for row in rows]
    pitch = max(VALUE.leading, *(value.height for row in words for value in row)) + 1.0
    blocks, left = row_blocks(series, book, measure)
    group = pitch * len(series.parts) + _AIR
    edges = row_edges(blocks, group, group)
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    lit = series.lit_parts
    shades = {part: fill for part, (fill, _) in colours_of_parts(list(series.parts), lit).items()}
    longest, room = max(map(max, rows)) or 1.0, WIDTH - left
    named = [name_words(name, part in lit, book, measure) for part, name in series.parts.items()]
    beside = [GAP + name.width for name in named]

    def plot_with(first: list[float]) -> float:
        """The width of the longest bar when the first group has so much more beside its values."""
        extra = [first, *([0.0] * len(first) for _ in rows[1:])]
        fits = [
            (room - VALUE_GAP - said.width - more) * longest / value
            for row, saids, mores in zip(rows, words, extra, strict=True)
            for value, said, more in zip(row, saids, mores, strict=True)
            if value
        ]
        return min([room, *fits])

    wide = plot_with([0.0] * len(named))
    plot = plot_with(beside)
    names_beside = plot >= _NARROWED * wide
    if names_beside:
        heads = Heads(0.0, ())
    else:
        plot, heads = wide, legend(part_blocks(series, book, measure), shades, -left)
    bars: list[Box] = []
    labels: list[Label] = []
    for i, (row, saids, middle) in enumerate(zip(rows, words, middles, strict=True)):
        top = middle - pitch * len(row) / 2
        for value, said, fill, name in zip(row, saids, shades.values(), named, strict=True):
            at, end, half = top + pitch / 2, plot * value / longest, pitch * _FILLED / 2
            if value:
                bars.append(Box(0.0, at - half, end, at + half, fill))
            labels += said.placed(end + VALUE_GAP, at, "left")
            if names_beside and i == 0:
                labels += name.placed(end + VALUE_GAP + said.width + GAP, at, "left")
            top += pitch
    canvas = Canvas(
        left=left,
        right=room - plot,
        top=strip_for(series.provenance) + heads.height,
        bottom=0.0,
        height=edges[-1],
    )
    return Drawing(
        marks=boxes([*heads.boxes, *bars], canvas),
        labels=tuple(chain(heads.labels, names_at(blocks, middles), labels)),
        canvas=canvas,
    )
