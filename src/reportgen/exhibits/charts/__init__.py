"""Declarations and data to charts: SVG with selectable text, at its final size."""

from reportgen.exhibits.charts.chart import draw_chart
from reportgen.exhibits.charts.timeline import draw_timeline

__all__ = ["draw_chart", "draw_timeline"]
