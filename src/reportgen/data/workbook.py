"""A spreadsheet program's workbook to rows of text, exactly as its cells hold them."""

from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from reportgen.data.faults import Faults

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
Rows = list[list[str]]


def read_workbook(file: Path, sheet: str, faults: Faults) -> Rows | None:
    """The rows of a sheet from its first one on, dates as 2022-06-30; None where they cannot be read.

    Takes:  `sheet`, its name; "" takes the only one, or the first that has rows.
    Fails:  problem import-workbook, import-sheet.
    """
    try:
        book = CalamineWorkbook.from_path(file)
    except (CalamineError, OSError, ValueError) as fault:
        faults.error(1, 1, "import-workbook", file=str(faults.file), found=str(fault))
        return None
    names = book.sheet_names
    filled = [name for name in names if book.get_sheet_by_name(name).total_height]
    if not filled or (sheet and sheet not in filled):
        faults.error(1, 1, "import-sheet", found=sheet, expected=", ".join(filled or names))
        return None
    grid = book.get_sheet_by_name(sheet or filled[0])
    above: Rows = [[] for _ in range(grid.start[0] if grid.start else 0)]
    return above + [[_text(cell) for cell in row] for row in grid.to_python(skip_empty_area=True)]


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return " ".join(str(cell).split())
