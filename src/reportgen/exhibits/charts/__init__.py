"""Declarations and data to charts: SVG with selectable text, at its final size."""

from reportgen.exhibits.charts.chart import draw_chart

__all__ = ["draw_chart"]
