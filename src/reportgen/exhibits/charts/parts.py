"""What the parts of rows are called: over the first row, or in a legend where there is no room for that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.exhibits.charts.canvas import WIDTH, Box, Label, NameBlock, name_block
from reportgen.exhibits.charts.series import Series
from reportgen.exhibits.charts.theme import GAP
from reportgen.model.both import BookKind
from reportgen.model.fonts import Measure

_BELOW = 4.0  # between the names and the plot
_AIR = 12.0  # between two names
_SWATCH, _SWATCH_GAP = 8.0, 4.0
_LEGEND_AIR = 16.0  # between two entries
_LEGEND_BELOW = 8.0
_LINE_AIR = 3.0
_PART_SHARE = 0.3  # of the width, that a name takes at most


@dataclass(frozen=True, slots=True)
class Heads:
    """Names above the plot; `height` is the room that they take."""

    height: float
    labels: tuple[Label, ...]
    boxes: tuple[Box, ...] = ()


def part_blocks(series: Series, book: BookKind, measure: Measure) -> dict[str, NameBlock]:
    """The names of the parts in lines."""
    lit = series.lit_parts
    return {id_: name_block(name, id_ in lit, book, measure, share=_PART_SHARE) for id_, name in series.parts.items()}


def heads_over(blocks: Sequence[NameBlock], spans: Sequence[tuple[float, float]], right: float) -> Heads | None:
    """Each name over its part of the first row; None where one would have no room or no part to stand over.

    Takes:  `spans`, from where to where each part goes; `right`, how far the last name may go.
    """
    starts = [start for start, _ in spans]
    ends = [*(start - _AIR for start in starts[1:]), right]
    fits = all(start + block.width <= end for block, start, end in zip(blocks, starts, ends, strict=True))
    if not fits or any(stop <= start for start, stop in spans):
        return None
    height = max(block.height for block in blocks)
    labels = [
        label
        for block, start in zip(blocks, starts, strict=True)
        for label in block.placed(start, -_BELOW - block.height / 2, "left")
    ]
    return Heads(height + _BELOW, tuple(labels))


def legend(blocks: Mapping[str, NameBlock], fills: Mapping[str, str], left: float) -> Heads:
    """The names in lines above the plot, a swatch before each.

    Takes:  `left`, where the frame begins.
    """
    lines, x = [[]], left  # type: list[list[tuple[str, float]]], float
    for id_, block in blocks.items():
        wide = _SWATCH + _SWATCH_GAP + block.width
        if lines[-1] and x + wide > left + WIDTH:
            lines.append([])
            x = left
        lines[-1].append((id_, x))
        x += wide + _LEGEND_AIR
    heights = [max(blocks[id_].height for id_, _ in line) + _LINE_AIR for line in lines]
    total = sum(heights) - _LINE_AIR + _LEGEND_BELOW
    top, labels, swatches = -total, [], []  # type: float, list[Label], list[Box]
    for line, height in zip(lines, heights, strict=True):
        middle = top + (height - _LINE_AIR) / 2
        for id_, at in line:
            half = _SWATCH / 2
            swatches.append(Box(at, middle - half, at + _SWATCH, middle + half, fills[id_]))
            labels += blocks[id_].placed(at + _SWATCH + _SWATCH_GAP, middle, "left")
        top += height
    return Heads(total, tuple(labels), tuple(swatches))


def row_blocks(series: Series, book: BookKind, measure: Measure) -> tuple[list[NameBlock], float]:
    """The names of the rows, and the room left of the plot that they need; a single row without an id has no name."""
    if list(series.names) == [""]:
        return [NameBlock((), 0.0)], 0.0
    blocks = [name_block(name, False, book, measure) for name in series.names.values()]
    return blocks, max(block.width for block in blocks) + GAP


def names_at(blocks: Sequence[NameBlock], middles: Sequence[float]) -> Iterator[Label]:
    """The names of the rows, left of the plot."""
    for block, middle in zip(blocks, middles, strict=True):
        yield from block.placed(-GAP, middle, "right")
