"""Declarations and data to tables: rows in groups, years as columns, totals, every cell worded in both languages."""

from reportgen.exhibits.tables.table import make_table

__all__ = ["make_table"]
