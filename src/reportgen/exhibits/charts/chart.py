"""A declared chart, drawn or found drawn."""

from dataclasses import replace

from reportgen.cache import Cache
from reportgen.exhibits.charts.describe import describe
from reportgen.exhibits.charts.drawn import Draw, Picture, draw_picture
from reportgen.exhibits.charts.kinds import KINDS, load_draw
from reportgen.exhibits.charts.series import read_series
from reportgen.exhibits.charts.theme import CLOSE
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Chart, Declaration
from reportgen.model.facts import Facts
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.problems import Problems


def draw_chart(
    declaration: Declaration,
    tables: Tables,
    facts: Facts,
    kind: BookKind,
    fonts: Fonts,
    problems: Problems,
    cache: Cache,
) -> Chart | None:
    """The declared chart for one kind of book; None where the declaration or its data have a fault.

    Fails:  problem chart-* and exhibit-*, at the key of the declaration that is to be changed.
    """
    series = read_series(declaration, tables, facts, problems)
    if series is None:
        return None

    def drawn_with(pitch: float) -> Draw:
        return lambda book, measure: load_draw(series.kind)(replace(series, pitch=pitch), book, measure)

    picture = Picture(
        shown=(series.kind, str(series.percent), series.frame.to_json(orient="split", double_precision=15)),
        words=(*series.names.values(), *series.parts.values()),
        rows=len(series.names),
        alt=describe(series),
        data=series.data,
        note=series.note,
        provenance=series.provenance,
        draw=drawn_with(1.0),
        draw_close=drawn_with(CLOSE) if KINDS[series.kind].closes else None,
    )
    return draw_picture(declaration, picture, kind, fonts, problems, cache)
