"""Text to records: rows of cells under known column names, each with the line it begins on."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reportgen.characters import INVISIBLE, unicode_name
from reportgen.data.faults import Faults
from reportgen.data.header import (
    drop_separator_line,
    find_delimiter,
    find_header,
    is_second_header,
    joined_at,
    known_words,
    name_fields,
    wide_delimiter_at,
)
from reportgen.data.schema import TableSchema
from reportgen.decoding import find_garbled

if TYPE_CHECKING:
    from _csv import Reader

LONGEST_CELL = 4000  # characters; longer ones come of a quotation mark that is not closed
MOST_ROWS = 100_000
_TOTAL = re.compile(r"(合计|总计|小计|汇总|总和|平均值?|(grand |sub ?)?totals?|sum|average)[:：]?", re.IGNORECASE)
_NOTE = re.compile(
    r"(注|备注|说明|(资料|数据)?来源|制表|单位|合计|总计|小计|notes?|sources?|totals?)\s*[:：\d]|共\s*\d", re.IGNORECASE
)  # what begins the only cell of a row below a table
_HIDDEN = re.compile(rf"{INVISIBLE.pattern}|\t")
_BREAK = re.compile(r"[\r\n]")
_SPACE = re.compile(r"\s")
_MERGE_MARKS = {mark * 7 for mark in "<|=>"}

csv.field_size_limit(2**31 - 1)  # a file's size has a limit; the csv module's own comes as an error of quotation marks


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the line it begins on and its cells, stripped and without invisible characters."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of a file that have a cell for each column."""

    fields: Mapping[str, int]  # column -> index of its cell
    rows: tuple[Record, ...]
    complete: bool  # no row was left out


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a text that are not blank, the header's among them."""

    rows: tuple[Record, ...]
    at: int  # which of them is the header
    complete: bool  # each row could be read

    @property
    def header(self) -> Record:
        """The header without the empty cells at its end."""
        return _without_empty_end(self.rows[self.at], 0)


def read_records(text: str, schema: TableSchema, faults: Faults) -> Records | None:
    """The records of a CSV text; None where it has no header that the schema knows.

    Fails:  as split_rows and records_of.
    """
    sheet = split_rows(text, schema, faults)
    return None if sheet is None else records_of(sheet, schema, faults)


def split_rows(text: str, schema: TableSchema, faults: Faults) -> Sheet | None:
    """The rows of a CSV text; None where it has no header that the schema knows.

    Fails:  problem data-file-empty, data-delimiter-wide, data-header-missing, data-quote, data-rows-many,
            data-merge-mark, data-character, data-garbled, data-cell-break, data-cell-long; warning data-delimiter,
            data-separator-line, data-title-row, data-row-blank.
    """
    if not text.strip("\ufeff \t\r\n"):
        faults.error(1, 1, "data-file-empty", expected=", ".join(schema.columns))
        return None
    words = known_words(schema)
    text = drop_separator_line(text, faults)
    delimiter = find_delimiter(text, words, faults)
    if delimiter is None:
        return None
    rows, complete = _read_rows(text, delimiter, faults)
    at = find_header([row.cells for row in rows], words)
    if at is None:
        first = ", ".join(cell for cell in rows[0].cells if cell) if rows else ""
        faults.error(1, 1, "data-header-missing", found=first, expected=", ".join(schema.columns))
        return None
    sheet = Sheet(rows, at, complete)
    faults.heads = dict(enumerate(sheet.header.cells, 1))
    joined = joined_at(sheet.header.cells, words)
    if joined is not None:
        faults.error(sheet.header.line, joined + 1, "data-delimiter-wide", found=sheet.header.cells[joined])
        return None
    for row in rows[:at]:
        faults.warn(row.line, 1, "data-title-row", found=next(cell for cell in row.cells if cell))
    return sheet


def records_of(sheet: Sheet, schema: TableSchema, faults: Faults, left_out: frozenset[str] = frozenset()) -> Records:
    """The rows of data below the header.

    Takes:  `left_out`, headers of columns that are of no interest.
    Fails:  problem data-header-second, data-column-*, data-field-count, data-delimiter-wide, data-row-total; warning
            data-comma-extra.
    """
    header = sheet.header
    fields = name_fields(header.line, header.cells, schema, faults, left_out)
    body = _Body(schema, fields, header.cells, faults)
    kept = tuple(body.kept(sheet.rows[sheet.at + 1 :]))
    body.tell_extra(header.line, len(sheet.rows[sheet.at].cells) - len(header.cells))
    return Records(fields, kept, body.complete and sheet.complete)


class _Body:
    """The rows below the header, as far as they are rows of data."""

    def __init__(self, schema: TableSchema, fields: Mapping[str, int], header: Sequence[str], faults: Faults) -> None:
        self._schema, self._fields, self._header, self._faults = schema, fields, header, faults
        self._width = len(header)
        self._extra: list[int] = []  # lines of rows with more commas than the header
        self.complete = True

    def kept(self, rows: Sequence[Record]) -> Iterator[Record]:
        """The rows of data, each as wide as the header."""
        for i, row in enumerate(rows):
            cut = _without_empty_end(row, self._width)
            if self._is_header(i, cut):
                self._faults.error(row.line, 1, "data-header-second")
            elif (field := self._total_at(cut)) is not None:
                self._faults.error(row.line, field + 1, "data-row-total", found=cut.cells[field])
            elif len(cut.cells) != self._width:
                self.complete = False
                self._tell_width(cut)
            else:
                if len(row.cells) > self._width:
                    self._extra.append(row.line)
                yield cut

    def _is_header(self, i: int, row: Record) -> bool:
        """Whether a row repeats the header, as where files were put together, or is the second line of one."""
        if row.cells == self._header:
            return True
        return i == 0 and len(row.cells) == self._width and is_second_header(row.cells, self._fields, self._schema)

    def _tell_width(self, row: Record) -> None:
        wide = wide_delimiter_at(row.cells, self._width)
        if wide is not None:
            self._faults.error(row.line, wide + 1, "data-delimiter-wide", found=row.cells[wide])
            return
        first = min(len(row.cells), self._width) + 1
        self._faults.error(row.line, first, "data-field-count", found=len(row.cells), expected=self._width)

    def tell_extra(self, header: int, more: int) -> None:
        """Note commas behind the last column, once for the file."""
        if more > 0:
            self._faults.warn(header, self._width + 1, "data-comma-extra", count=len(self._extra) + 1)
        elif self._extra:
            self._faults.warn(self._extra[0], self._width + 1, "data-comma-extra", count=len(self._extra))

    def _total_at(self, row: Record) -> int | None:
        """The cell that calls the row a total or note: its first one that is filled, or one of its key."""
        first = next((i for i, cell in enumerate(row.cells) if cell), 0)
        if self._width > 2 and not any(row.cells[first + 1 :]) and _NOTE.match(row.cells[first]):
            return first
        keys = [self._fields[name] for name in self._schema.key if name in self._fields]
        asked = [i for i in dict.fromkeys([first, *keys]) if i < len(row.cells)]
        return next((i for i in asked if _TOTAL.fullmatch(_SPACE.sub("", row.cells[i]))), None)


def _without_empty_end(row: Record, least: int) -> Record:
    """`row` without the empty cells at its end, but those up to `least`."""
    width = len(row.cells)
    while width > least and not row.cells[width - 1]:
        width -= 1
    return Record(row.line, row.cells[:width])


def _read_rows(text: str, delimiter: str, faults: Faults) -> tuple[tuple[Record, ...], bool]:
    """The rows that are not blank, and whether they are all."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Record] = []
    blank: list[int] = []  # lines
    complete = True
    for line, cells in islice(_lined(reader), MOST_ROWS):
        row = _readable(line, cells, faults)
        if row is None:
            complete = False
        elif any(row.cells):
            rows.append(row)
        elif rows:
            blank.append(line)
    if blank:
        faults.warn(blank[0], 1, "data-row-blank", count=len(blank))
    more = next(_lined(reader), None)
    if more:
        faults.error(more[0], 1, "data-rows-many", most=MOST_ROWS)
    return tuple(rows), complete and not more


def _lined(reader: "Reader") -> Iterator[tuple[int, list[str] | None]]:
    """The line that each row begins on, and its cells; None where its quotation marks are wrong."""
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None


def _readable(line: int, cells: Sequence[str] | None, faults: Faults) -> Record | None:
    """The row; None where it has no cells, one that is longer than any may be, or a mark of a merge."""
    if cells is None:
        faults.error(line, 1, "data-quote")
        return None
    marked = next((i for i, cell in enumerate(cells) if cell.lstrip()[:7] in _MERGE_MARKS), None)
    if marked is not None:
        faults.error(line, marked + 1, "data-merge-mark", found=cells[marked].strip()[:7])
        return None
    longest = max(map(len, cells), default=0)
    if longest > LONGEST_CELL:
        at = next(i for i, cell in enumerate(cells, 1) if len(cell) == longest)
        faults.error(line, at, "data-cell-long", found=longest, most=LONGEST_CELL)
        return None
    if not any(cells):
        return Record(line, ())
    return Record(line, tuple(_visible(cell, line, i, faults) for i, cell in enumerate(cells, 1)))


def _visible(cell: str, line: int, field: int, faults: Faults) -> str:
    """The cell as it can be printed."""
    cell = cell.strip()
    if _BREAK.search(cell):
        faults.error(line, field, "data-cell-break", found=_BREAK.split(cell)[0])
        cell = _BREAK.sub(" ", cell)
    hidden = _HIDDEN.search(cell)
    if hidden:
        faults.error(line, field, "data-character", found=unicode_name(hidden[0]))
        cell = _HIDDEN.sub("", cell)
    garbled = find_garbled(cell)
    if garbled:
        faults.error(line, field, "data-garbled", found=cell)
    return cell.strip()
