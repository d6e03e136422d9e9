"""Stacked bars: a row each, its parts end to end, each with its value, the sum at the bar's end."""

from itertools import accumulate, chain, pairwise

from reportgen.exhibits.charts.canvas import WIDTH, Box, Canvas, Drawing, Label, boxes, row_edges, strip_for
from reportgen.exhibits.charts.colour import colours_of_parts
from reportgen.exhibits.charts.parts import heads_over, legend, names_at, part_blocks, row_blocks
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import PT_PER_MM, VALUE_GAP
from reportgen.exhibits.charts.words import Words, value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Measure

_SINGLE, _DOUBLE = 8.0 * PT_PER_MM, 9.4 * PT_PER_MM
_FILLED = 0.72  # of a row
_SEAM = 1.2  # between parts
_AIR = 2.5  # on either side of a value in its part


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The bars from top to bottom, as long as their sums."""
    return stacked(series, book, measure, whole=False)


def stacked(series: Series, book: BookKind, measure: Measure, *, whole: bool) -> Drawing:
    """The bars from top to bottom, the names at their left.

    Takes:  `whole`, whether each row is 100 %, so that no sum need be said.
    """

    def said(value: float, ink: str = "") -> Words:
        inked = {"ink": ink} if ink else {}
        return value_words(value, Hedge.EXACT, series.percent, book, measure, **inked)

    rows = [series.values_of(id_) for id_ in series.names]
    blocks, left = row_blocks(series, book, measure)
    least = max(said(value).height for row in rows for value in row) / _FILLED
    edges = row_edges(blocks, max(series.pitch * _SINGLE, least), max(series.pitch * _DOUBLE, least))
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    sums = [sum(row) for row in rows]
    totals = [Words(()) if whole else said(total) for total in sums]
    longest, room = max(sums) or 1.0, WIDTH - left
    beside = [0.0 if whole else VALUE_GAP + total.width for total in totals]
    fits = [(room - wide) * longest / total for wide, total in zip(beside, sums, strict=True) if total]
    plot = min([room, *fits])
    shades = colours_of_parts(list(series.parts), series.lit_parts)
    half = _FILLED * min(bottom - top for top, bottom in pairwise(edges)) / 2
    bars: list[Box] = []
    values: list[Label] = []
    for row, middle, total in zip(rows, middles, totals, strict=True):
        ends = [plot * end / longest for end in accumulate(row, initial=0.0)]
        for (start, end), value, (fill, ink) in zip(pairwise(ends), row, shades.values(), strict=True):
            seam = _SEAM if end - start > 2 * _SEAM and end < ends[-1] else 0.0
            words = said(value, ink)
            if value:
                bars.append(Box(start, middle - half, end - seam, middle + half, fill))
            if words.width + 2 * _AIR <= end - start - seam and words.height <= 2 * half:
                values += words.placed((start + end - seam) / 2, middle, "center")
        values += total.placed(ends[-1] + VALUE_GAP, middle, "left")
    names = part_blocks(series, book, measure)
    first = [plot * end / longest for end in accumulate(rows[0], initial=0.0)]
    fills = {part: fill for part, (fill, _) in shades.items()}
    heads = heads_over(list(names.values()), list(pairwise(first)), room) or legend(names, fills, -left)
    canvas = Canvas(
        left=left, right=room - plot, top=strip_for(series.provenance) + heads.height, bottom=0.0, height=edges[-1]
    )
    return Drawing(
        marks=boxes([*heads.boxes, *bars], canvas),
        labels=tuple(chain(heads.labels, names_at(blocks, middles), values)),
        canvas=canvas,
    )
