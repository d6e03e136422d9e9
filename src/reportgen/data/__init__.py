"""Root to Tables: all of data/ read strictly, typed by schema.toml, each fault at its line and field.

The pipeline: bytes to text (source), text to records (records), records to typed columns (columns, cells),
columns to frames whose keys are unique and whose references resolve (frames, keys).
"""

from reportgen.data.declarations import load_fact_declarations
from reportgen.data.intake import import_table
from reportgen.data.load import load_tables

__all__ = ["import_table", "load_fact_declarations", "load_tables"]
