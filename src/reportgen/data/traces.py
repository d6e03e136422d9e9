"""What spreadsheet programs leave in cells in the place of what was typed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.data.cells import ColumnType

_ERROR = re.compile(
    r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)|#{3,}", re.IGNORECASE
)
_ROUNDED = re.compile(r"[1-9](?:\.\d+)?E\+\d{2,}", re.IGNORECASE)
_DRESSED = re.compile(r"(?P<minus>\()?[¥￥$€£]?\s?(?P<digits>[\d,.]+)\s?(?P<unit>元|[%％])?(?(minus)\)|)")
_SERIAL = re.compile(r"[2-6]\d{4}")  # 1954 to 2091
_NEW_YEAR_1900 = date(1899, 12, 30)  # day 0 of spreadsheets, as far as days after February 1900 go
_MONTH_NAME = re.compile(r"(?P<month>[A-Za-z]{3})-(?P<year>\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZEROS = re.compile(r"0\d+")


@dataclass(frozen=True, slots=True)
class Trace:
    """What was done to a cell: the problem's code, and what may have stood there."""

    code: str
    expected: str = ""


def find_trace(text: str, kind: ColumnType) -> Trace | None:
    """What the cell's text shows of a program's hand; None where it shows nothing.

    Takes:  the type of its column, for a number that stands where a date is wanted.
    """
    if _ERROR.fullmatch(text):
        return Trace("data-excel-error")
    if _ROUNDED.fullmatch(text):
        return Trace("data-excel-rounded")
    if kind in ("int", "decimal"):
        dressed = _DRESSED.fullmatch(text)
        bare = f"{'-' if dressed['minus'] else ''}{dressed['digits']}" if dressed else text
        return Trace("data-number-dressed", bare) if bare != text else None
    if kind in ("year_month", "date"):
        return _of_date(text, kind)
    return None


def _of_date(text: str, kind: ColumnType) -> Trace | None:
    if _SERIAL.fullmatch(text):
        day = (_NEW_YEAR_1900 + timedelta(days=int(text))).isoformat()
        return Trace("data-date-serial", day if kind == "date" else day[:7])
    found = _MONTH_NAME.fullmatch(text)
    if found and found["month"].lower() in _MONTHS:
        return Trace("data-date-serial", f"20{found['year']}-{_MONTHS.index(found['month'].lower()) + 1:02}")
    return None


def lost_zeros(lines: Sequence[int], cells: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """The line, text and likely original of each number that is shorter than its neighbours with leading zeros."""
    padded = [cell for cell in cells if _ZEROS.fullmatch(cell)]
    widths = {len(cell) for cell in padded}
    if len(widths) != 1:
        return
    width = widths.pop()
    for line, cell in zip(lines, cells, strict=True):
        if cell.isascii() and cell.isdigit() and len(cell) < width:
            yield line, cell, cell.zfill(width)
