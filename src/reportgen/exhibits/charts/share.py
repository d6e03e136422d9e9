"""Share bars: a row each, divided into its parts, all of the same length."""

from reportgen.exhibits.charts.canvas import Drawing
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.stack import stacked
from reportgen.model.both import BookKind
from reportgen.model.fonts import Measure


def draw(series: Series, book: BookKind, measure: Measure) -> Drawing:
    """The bars from top to bottom; a single one, without a name, where the chart has no rows to tell apart."""
    return stacked(series, book, measure, whole=True)
