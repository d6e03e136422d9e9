"""Declarations and data to what stands between the paragraphs: charts, tables, landscapes, key figures, galleries."""
