"""Root to Tables: all of data/ read strictly, typed by schema.toml, each fault at its line and field.

The pipeline: bytes to text (source), text to records (records), records to typed columns (columns, cells),
columns to frames whose keys are unique and whose references resolve (frames, keys).
"""

from reportgen.data.declarations import load_fact_declarations
from reportgen.data.intake import import_table
from reportgen.data.lists import ListRow, read_list
from reportgen.data.load import load_tables
from reportgen.data.schema import ColumnSchema, TableSchema

__all__ = [
    "ColumnSchema",
    "ListRow",
    "TableSchema",
    "import_table",
    "load_fact_declarations",
    "load_tables",
    "read_list",
]
