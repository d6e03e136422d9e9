"""A spreadsheet program's workbook to rows of text, exactly as its cells hold them."""

from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from reportgen.data.archive import FAULTS, lost_cells, tells_formats, unpacked_size
from reportgen.data.faults import Faults

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
Rows = list[list[str]]
_MOST_BYTES = 200 * 1024 * 1024
_EXACT = 10**15  # from here on a spreadsheet program has rounded what was typed


def read_workbook(file: Path, sheet: str, faults: Faults) -> Rows | None:
    """The rows of a sheet from its first one on, dates as 2022-06-30, 00042 as it is shown; None where unreadable.

    Takes:  `sheet`, its name; "" takes the first that is not hidden and has rows.
    Fails:  problem import-workbook, import-sheet, data-file-large; warning import-sheet-first, import-formats-unseen.
    """
    try:
        if unpacked_size(file) > _MOST_BYTES:
            faults.error(1, 1, "data-file-large", file=str(faults.file), expected=_MOST_BYTES // 1024**2)
            return None
        book = CalamineWorkbook.from_path(file)
        name = _chosen(book, sheet, faults)
        if name is None:
            return None
        if not tells_formats(file):
            faults.warn(1, 1, "import-formats-unseen", file=str(faults.file))
        return _rows(book, file, name)
    except (CalamineError, *FAULTS) as fault:
        faults.error(1, 1, "import-workbook", file=str(faults.file), found=str(fault))
        return None


def _chosen(book: CalamineWorkbook, sheet: str, faults: Faults) -> str | None:
    shown = [one.name for one in book.sheets_metadata if sheet or one.visible == SheetVisibleEnum.Visible]
    filled = [name for name in shown if book.get_sheet_by_name(name).start]
    if not filled or (sheet and sheet not in filled):
        faults.error(1, 1, "import-sheet", found=sheet, expected=", ".join(filled or book.sheet_names))
        return None
    if not sheet and len(filled) > 1:
        faults.warn(1, 1, "import-sheet-first", found=filled[0], expected=", ".join(filled[1:]))
    return sheet or filled[0]


def _rows(book: CalamineWorkbook, file: Path, name: str) -> Rows:
    grid = book.get_sheet_by_name(name)
    top, left = grid.start or (0, 0)
    rows = [[_text(cell) for cell in row] for row in grid.to_python(skip_empty_area=True)]
    for (row, column), text in lost_cells(file, name).items():
        if 0 <= row - top < len(rows) and 0 <= column - left < len(rows[row - top]):
            rows[row - top][column - left] = text
    above: Rows = [[] for _ in range(top)]
    return above + rows


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            if abs(cell) >= _EXACT:
                return f"{cell:.5E}"
            return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return " ".join(str(cell).split())
