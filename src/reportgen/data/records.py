"""Text to records: rows of cells under known column names, each with the line it begins on."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.characters import INVISIBLE, unicode_name
from reportgen.data.faults import Faults
from reportgen.data.header import (
    drop_separator_line,
    find_delimiter,
    find_header,
    is_second_header,
    known_words,
    name_fields,
)
from reportgen.data.schema import TableSchema

LONGEST_CELL = 4000  # characters; longer ones come of a quotation mark that is not closed
_TOTAL = re.compile(r"(合计|总计|小计|汇总|总和|(grand |sub ?)?totals?|sum)[:：]?", re.IGNORECASE)
_HIDDEN = re.compile(rf"{INVISIBLE.pattern}|\t")
_BREAK = re.compile(r"[\r\n]")


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
    """The rows of a text, the header's among them."""

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

    Fails:  problem data-delimiter-wide, data-header-missing, data-quote, data-character, data-cell-break,
            data-cell-long; warning data-delimiter, data-separator-line, data-title-row.
    """
    words = known_words(schema)
    text = drop_separator_line(text, faults)
    delimiter = find_delimiter(text, words, faults)
    if delimiter is None:
        return None
    found = list(_rows(text, delimiter, faults))
    rows = tuple(row for row in found if row is not None)
    at = find_header([row.cells for row in rows], words)
    if at is None:
        faults.error(1, 1, "data-header-missing", expected=", ".join(schema.columns))
        return None
    for row in rows[:at]:
        if any(row.cells):
            faults.warn(row.line, 1, "data-title-row", found=next(cell for cell in row.cells if cell))
    return Sheet(rows, at, len(rows) == len(found))


def records_of(sheet: Sheet, schema: TableSchema, faults: Faults, left_out: frozenset[str] = frozenset()) -> Records:
    """The rows of data below the header.

    Takes:  `left_out`, headers of columns that are of no interest.
    Fails:  problem data-header-second, data-column-unknown, data-column-doubled, data-column-missing,
            data-field-count, data-row-total; warning data-comma-extra, data-row-blank.
    """
    header = sheet.header
    fields = name_fields(header.line, header.cells, schema, faults, left_out)
    body = _Body(schema, fields, len(header.cells), faults)
    kept = tuple(body.kept(sheet.rows[sheet.at + 1 :]))
    body.tell_extra(header.line, len(sheet.rows[sheet.at].cells) - len(header.cells))
    return Records(fields, kept, body.complete and sheet.complete)


class _Body:
    """The rows below the header, as far as they are rows of data."""

    def __init__(self, schema: TableSchema, fields: Mapping[str, int], width: int, faults: Faults) -> None:
        self._schema, self._fields, self._width, self._faults = schema, fields, width, faults
        self._extra: list[int] = []  # lines of rows with more commas than the header
        self.complete = True

    def kept(self, rows: Sequence[Record]) -> Iterator[Record]:
        """The rows of data, each as wide as the header."""
        for i, row in enumerate(rows):
            cut = _without_empty_end(row, self._width)
            if not any(row.cells):
                self._faults.warn(row.line, 1, "data-row-blank")
            elif i == 0 and is_second_header(cut.cells, self._schema):
                self._faults.error(row.line, 1, "data-header-second")
            elif (field := self._total_at(cut)) is not None:
                self._faults.error(row.line, field + 1, "data-row-total", found=cut.cells[field])
            elif len(cut.cells) != self._width:
                self.complete = False
                first = min(len(cut.cells), self._width) + 1
                self._faults.error(row.line, first, "data-field-count", found=len(cut.cells), expected=self._width)
            else:
                if len(row.cells) > self._width:
                    self._extra.append(row.line)
                yield cut

    def tell_extra(self, header: int, more: int) -> None:
        """Note commas behind the last column, once for the file."""
        if more > 0:
            self._faults.warn(header, self._width + 1, "data-comma-extra", count=len(self._extra) + 1)
        elif self._extra:
            self._faults.warn(self._extra[0], self._width + 1, "data-comma-extra", count=len(self._extra))

    def _total_at(self, row: Record) -> int | None:
        """The cell that calls the row a total: its first one that is filled, or one of its key."""
        first = next((i for i, cell in enumerate(row.cells) if cell), 0)
        keys = [self._fields[name] for name in self._schema.key if name in self._fields]
        asked = [i for i in dict.fromkeys([first, *keys]) if i < len(row.cells)]
        return next((i for i in asked if _TOTAL.fullmatch(row.cells[i])), None)


def _without_empty_end(row: Record, least: int) -> Record:
    """`row` without the empty cells at its end, but those up to `least`."""
    width = len(row.cells)
    while width > least and not row.cells[width - 1]:
        width -= 1
    return Record(row.line, row.cells[:width])


def _rows(text: str, delimiter: str, faults: Faults) -> Iterator[Record | None]:
    """Each row; None for one that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            faults.error(line, 1, "data-quote")
            yield None
            continue
        yield Record(line, tuple(_visible(cell, line, i, faults) for i, cell in enumerate(cells, 1)))


def _visible(cell: str, line: int, field: int, faults: Faults) -> str:
    """The cell as it can be printed."""
    if len(cell) > LONGEST_CELL:
        faults.error(line, field, "data-cell-long", found=len(cell), most=LONGEST_CELL)
        return ""
    cell = cell.strip()
    if _BREAK.search(cell):
        faults.error(line, field, "data-cell-break", found=_BREAK.split(cell)[0])
        cell = _BREAK.sub(" ", cell)
    hidden = _HIDDEN.search(cell)
    if hidden:
        faults.error(line, field, "data-character", found=unicode_name(hidden[0]))
        cell = _HIDDEN.sub("", cell)
    return cell.strip()
