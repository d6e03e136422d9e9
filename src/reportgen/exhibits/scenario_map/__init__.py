"""The scenario map: sectors in columns, a label a segment, a line a scenario; measured, so that nothing overflows."""

from reportgen.exhibits.scenario_map.arrange import arrange_map

__all__ = ["arrange_map"]
