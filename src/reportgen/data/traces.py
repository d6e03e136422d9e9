"""What spreadsheet programs leave in cells in the place of what was typed."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.data.cells import ColumnType, is_like_date, read_cell

_ERROR = re.compile(r"#([A-Z][A-Z0-9/_]*[!?]|N/A|GETTING_DATA)|#{3,}|Err:\d{3}", re.IGNORECASE)
_FORMULA = re.compile(r"=[A-Za-z0-9\"'(+@-].*")
_ROUNDED = re.compile(r"[1-9](?:\.\d+)?E\+\d{2,}", re.IGNORECASE)
_MONEY = "元|美元|欧元|日元|英镑|港元|人民币|[¥￥$€£]|(?:US|HK)\\$|RMB|CNY|USD|EUR|HKD|JPY|GBP"
_DRESSED = re.compile(
    rf"(?P<minus>[(（])?\s?(?:{_MONEY})?\s?(?P<digits>[\d,.]+)\s?(?P<large>[万亿])?\s?(?:{_MONEY}|[%％])?(?(minus)[)）]|)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"[-–—/\\?？_]+|无|暂无|不详|未知|待定|待补|缺|空|na|n/a|n\.a\.|nan|nil|none|null|tbd", re.IGNORECASE
)
_SERIAL = re.compile(r"([2-6]\d{4})(?:\.\d+)?")  # 1954 to 2091
_NEW_YEAR_1900 = date(1899, 12, 30)  # day 0 of spreadsheets, as far as days after February 1900 go
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"(?:(\d{1,2})[- ])?([A-Za-z]{3})[a-z]*\.?[- ](?:(\d{1,2}),? )?(\d{4}|\d{2})")
_NUMBERS = re.compile(r"(\d{1,4})[-/.年 ]+(\d{1,4})(?:[-/.月 ]+(\d{1,4}))?[月日]?")
_JOINED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
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
    if _FORMULA.fullmatch(text):
        return Trace("data-formula")
    if _ROUNDED.fullmatch(text):
        return Trace("data-excel-rounded")
    if kind in ("text", "choice", "list"):
        return None
    if _NOTHING.fullmatch(text):
        return Trace("data-cell-placeholder")
    return _of_date(text, kind) if kind in ("year_month", "date") else _of_number(text)


def _of_number(text: str) -> Trace | None:
    dressed = _DRESSED.fullmatch(text)
    bare = f"{'-' if dressed['minus'] else ''}{dressed['digits']}{dressed['large'] or ''}" if dressed else text
    return Trace("data-number-dressed", bare) if bare != text.replace(" ", "") else None


def _of_date(text: str, kind: ColumnType) -> Trace | None:
    length = 10 if kind == "date" else 7
    serial = _SERIAL.fullmatch(text)
    if serial:
        return Trace("data-date-serial", (_NEW_YEAR_1900 + timedelta(days=int(serial[1]))).isoformat()[:length])
    if is_like_date(text):
        days = [read_cell(text, "date"), read_cell(text, "year_month")]
        return None if any(days) else Trace("data-date-impossible")
    readings = dict.fromkeys(reading[:length] for reading in _readings(text) if len(reading) >= length)
    code = "data-date-serial" if _NAMED.fullmatch(text) else "data-date-unclear"
    return Trace(code, " / ".join(readings)) if readings else None


def _readings(text: str) -> Iterator[str]:
    """The days or months that a date may mean whose year does not stand first with its four digits."""
    named, joined, numbers = _NAMED.fullmatch(text), _JOINED.fullmatch(text), _NUMBERS.fullmatch(text)
    if named and named[2].lower() in _MONTHS:
        yield from _iso(named[4], _MONTHS.index(named[2].lower()) + 1, named[1] or named[3])
    elif joined:
        yield from _iso(joined[1], int(joined[2]), joined[3])
    elif numbers and numbers[3]:
        first, second, third = numbers.groups()
        for year, month, day in ((first, second, third), (third, first, second), (third, second, first)):
            yield from _iso(year, int(month), day)
    elif numbers:
        yield from _iso(numbers[1], int(numbers[2]), None)
        yield from _iso(numbers[2], int(numbers[1]), None)


def _iso(year: str, month: int, day: str | None) -> Iterator[str]:
    if len(year) not in (2, 4):
        return
    with suppress(ValueError):
        iso = date(int(year) + (2000 if len(year) == 2 else 0), month, int(day or 1)).isoformat()
        yield iso if day else iso[:7]


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
