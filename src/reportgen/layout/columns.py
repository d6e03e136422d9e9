"""Widths of the columns of tables that are written in Markdown."""

import re
from collections.abc import Sequence

from reportgen.model.text import Inlines, TextTable, plain_text

ROOM_EM = 45.0  # about a line of such a table
GAP_EM = 1.0  # between two columns
_WIDE = r"\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
_PIECE = re.compile(rf"[^\s{_WIDE}]+|[{_WIDE}]{{1,2}}")  # what had better not be broken
_LETTER_EM = 0.55  # on average


def column_shares(tables: Sequence[TextTable]) -> tuple[float, ...]:
    """Percent of the table's width for each column.

    Takes:  the table, or both halves of one that have the same columns.
    Gives:  columns as wide as their longest cell asks for, none more than half a line; where they find no room, they
            give way down to their longest word.
    """
    columns = [[cell for table in tables for cell in _column(table, i)] for i in range(len(tables[0].head))]
    least = [
        GAP_EM + max((_em(piece) for text in column for piece in _PIECE.findall(text)), default=0) for column in columns
    ]
    asked = [
        max(low, min(ROOM_EM / 2, GAP_EM + max(map(_em, column)))) for low, column in zip(least, columns, strict=True)
    ]
    over = sum(asked) - ROOM_EM
    if over > 0:
        spare = sum(asked) - sum(least)
        given = min(1.0, over / spare) if spare else 0.0
        asked = [full - (full - low) * given for full, low in zip(asked, least, strict=True)]
    return tuple(100 * width / sum(asked) for width in asked)


def _column(table: TextTable, i: int) -> list[str]:
    cells: list[Inlines] = [table.head[i], *(row[i] for row in table.rows)]
    return [plain_text(cell) for cell in cells]


def _em(text: str) -> float:
    wide = len(re.findall(f"[{_WIDE}]", text))
    return wide + _LETTER_EM * (len(text) - wide)
