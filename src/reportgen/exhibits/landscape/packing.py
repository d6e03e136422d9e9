"""Bands of equal cells: how many rows a segment needs in a number of columns, and where each placement goes."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one placement stands in its band."""

    placement: int
    column: int
    row: int
    span: int  # 1, or 2 for a long name


@dataclass(frozen=True, slots=True)
class Segment:
    """The placements of one band by number: who uses (and may supply as well), and who only supplies.

    Where roles are not `split`, all stand among the adopters.
    """

    id: str
    adopters: tuple[int, ...]
    providers: tuple[int, ...]
    split: bool


@dataclass(frozen=True, slots=True)
class Packed:
    """A band in its columns: `left` of them hold the adopters; 0 where all stand in one run."""

    rows: int
    left: int


def pack(segment: Segment, spans: Sequence[int], columns: int) -> Packed:
    """The division of the columns between the roles that needs the fewest rows; one run where that needs fewer.

    Takes:  spans, cells of each placement by its number, none of them more than `columns`.
    """
    run = Packed(_rows_of((*segment.adopters, *segment.providers), spans, columns), 0)
    if not segment.adopters or not segment.providers:
        return run
    cells = [sum(spans[i] for i in side) for side in (segment.adopters, segment.providers)]
    fair = columns * cells[0] / sum(cells)
    least = [max(spans[i] for i in side) for side in (segment.adopters, segment.providers)]
    best = run
    for left in sorted(range(least[0], columns - least[1] + 1), key=lambda left: abs(left - fair))[:3]:
        sides = (segment.adopters, left), (segment.providers, columns - left)
        rows = max(_rows_of(side, spans, width) for side, width in sides)
        if rows < best.rows or (rows == best.rows and not best.left):
            best = Packed(rows, left)
    return best


def cells_of(segment: Segment, packed: Packed, spans: Sequence[int], columns: int) -> tuple[list[Cell], list[Cell]]:
    """The cells of the adopters and of the providers, each in reading order."""
    if packed.left:
        right = _flow(segment.providers, spans, columns - packed.left)
        return (
            _flow(segment.adopters, spans, packed.left),
            [Cell(c.placement, c.column + packed.left, c.row, c.span) for c in right],
        )
    run = _flow((*segment.adopters, *segment.providers), spans, columns)
    return run[: len(segment.adopters)], run[len(segment.adopters) :]


def _flow(placements: Sequence[int], spans: Sequence[int], columns: int) -> list[Cell]:
    """Rows filled strictly in order, so that a reader finds a name where its letter says."""
    cells, column, row = [], 0, 0
    for placement in placements:
        span = spans[placement]
        if column + span > columns:
            column, row = 0, row + 1
        cells.append(Cell(placement, column, row, span))
        column += span
    return cells


def _rows_of(placements: Sequence[int], spans: Sequence[int], columns: int) -> int:
    """How many rows `_flow` fills."""
    rows, column = 1, 0
    for placement in placements:
        column += spans[placement]
        if column > columns:
            rows, column = rows + 1, spans[placement]
    return rows
