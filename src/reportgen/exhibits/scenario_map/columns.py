"""Sectors cut into columns, in their order, so that the longest is as short as can be."""

from collections.abc import Sequence
from itertools import accumulate

BETWEEN_MM = 3.0  # two sectors of a column, at least


def longest_mm(heights: Sequence[float], columns: int) -> float:
    """The height of the longest column."""
    return max(column_mm(heights[first:stop]) for first, stop in cut(heights, columns))


def column_mm(heights: Sequence[float]) -> float:
    """The height of a column of sectors."""
    return sum(heights) + BETWEEN_MM * max(0, len(heights) - 1)


def cut(heights: Sequence[float], columns: int) -> tuple[tuple[int, int], ...]:
    """The first and the stop of each column, as even as may be; fewer columns where there are fewer sectors."""
    count = len(heights)
    columns = min(columns, count)
    # best[k][n]: the least (longest, sum of squares) for the first n sectors in k columns, and where the last begins
    best: list[list[tuple[float, float, int]]] = [[(0.0, 0.0, 0)] + [(float("inf"), 0.0, 0)] * count]
    sums = [0.0, *accumulate(heights)]
    for k in range(1, columns + 1):
        row = [(float("inf"), 0.0, 0)] * (count + 1)
        for stop in range(k, count + 1):
            for first in range(k - 1, stop):
                high = sums[stop] - sums[first] + BETWEEN_MM * (stop - first - 1)
                longest, squares, _ = best[k - 1][first]
                row[stop] = min(row[stop], (max(longest, high), squares + high * high, first))
        best.append(row)
    edges, stop = [], count
    for k in range(columns, 0, -1):
        first = best[k][stop][2]
        edges.append((first, stop))
        stop = first
    return tuple(reversed(edges))
