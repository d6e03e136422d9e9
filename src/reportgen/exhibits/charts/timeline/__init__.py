"""Timelines: a bar a row from its first month to its last, what became of it at its end, years above."""

from reportgen.exhibits.charts.timeline.timeline import draw_timeline

__all__ = ["draw_timeline"]
