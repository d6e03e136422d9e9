"""One cell's text to its value: read exactly, or refused."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from reportgen.numerals import read_number

ColumnType: TypeAlias = Literal["text", "int", "decimal", "year_month", "date", "choice", "list"]
Value: TypeAlias = str | int | Decimal | tuple[str, ...]

TYPES: tuple[ColumnType, ...] = ("text", "int", "decimal", "year_month", "date", "choice", "list")
EXAMPLES: Mapping[ColumnType, str] = {"int": "3636", "decimal": "48.9", "year_month": "2022-06", "date": "2022-06-30"}
MISSING: Mapping[ColumnType, Value | None] = {"int": None, "decimal": None, "list": ()}  # of the others ""

_MONTH = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})|([0-9]{4}) ?年 ?([0-9]{1,2}) ?月")
_DAY = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日")
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?")  # what programs add to a day
_HALF_WIDTH = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_LARGEST = 2**63  # of a column of integers


def read_cell(text: str, kind: ColumnType, separators: str = "") -> Value | None:
    """The value that `text` writes; None where it writes none exactly.

    Takes:  text that is not empty; separators, the characters any of which parts a list.
    Gives:  a year_month as "2022-06", also from a day of it; a date as "2022-06-30". Both also from 2022年6月30日,
            2022/6/30 and 2022/6/30 0:00, for what begins with a year of four digits can be read in one way only.
    """
    match kind:
        case "text" | "choice":
            return text
        case "list":
            items = re.split(f"[{re.escape(separators)}]", text)
            return tuple(item.strip() for item in items if item.strip())
        case "int":
            number = _number(text)
            return int(number) if number is not None and number == int(number) and abs(number) < _LARGEST else None
        case "decimal":
            return _number(text)
        case "year_month":
            return _iso(_MONTH, text) or (_iso(_DAY, text) or "")[:7] or None
        case "date":
            return _iso(_DAY, text)


def _number(text: str) -> Decimal | None:
    return None if text.endswith(("%", "％")) else read_number(text)


def is_like_date(text: str) -> bool:
    """Whether `text` has the form of a month or day that can be read, be there such a day or not."""
    return any(_matched(pattern, text) for pattern in (_MONTH, _DAY))


def _matched(pattern: "re.Pattern[str]", text: str) -> "re.Match[str] | None":
    return pattern.fullmatch(_MIDNIGHT.sub("", text.translate(_HALF_WIDTH)))


def _iso(pattern: "re.Pattern[str]", text: str) -> str | None:
    found = _matched(pattern, text)
    if found is None:
        return None
    year, month, *day = (int(part) for part in found.groups() if part and part.isdigit())
    try:
        iso = date(year, month, *(day or [1])).isoformat()
    except ValueError:
        return None
    return iso if day else iso[:7]
