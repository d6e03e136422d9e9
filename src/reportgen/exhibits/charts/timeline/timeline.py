"""A declared timeline, drawn or found drawn."""

from typing import TYPE_CHECKING

from reportgen.cache import Cache
from reportgen.exhibits.charts.drawn import Picture, draw_picture
from reportgen.exhibits.charts.timeline.describe import describe
from reportgen.exhibits.charts.timeline.spans import read_timeline
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Chart, ChartSource, Declaration
from reportgen.model.fonts import Fonts, Measure
from reportgen.model.tables import Tables
from reportgen.problems import Problems

if TYPE_CHECKING:
    from reportgen.exhibits.charts.canvas import Drawing


def draw_timeline(
    declaration: Declaration, tables: Tables, kind: BookKind, fonts: Fonts, problems: Problems, cache: Cache
) -> Chart | None:
    """The declared timeline for one kind of book; None where the declaration or its data have a fault.

    Fails:  problem timeline-*, chart-*, exhibit-* and toml-key-*, at the key or the cell that is to be changed.
    """
    timeline = read_timeline(declaration, tables, problems)
    if timeline is None:
        return None
    spans = timeline.spans

    def draw(book: BookKind, measure: Measure) -> "Drawing":
        from reportgen.exhibits.charts.timeline.draw import draw  # here, because Altair is slow to load

        return draw(timeline, book, measure)

    picture = Picture(
        shown=("timeline", repr(spans), repr(timeline.window)),
        words=tuple(words for span in spans for words in (span.name, span.field, span.outcome)),
        rows=len(spans),
        alt=describe(timeline),
        data=timeline.data,
        note=timeline.note,
        provenance=timeline.provenance,
        sources=tuple(ChartSource(name=span.name, href=span.source) for span in spans if span.source),
        draw=draw,
    )
    return draw_picture(declaration, picture, kind, fonts, problems, cache)
