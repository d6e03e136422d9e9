"""Columns that break over pages together: a grid whose columns begin at a line named `pair`.

Why: WeasyPrint 70 breaks the items of a grid row one by one. An item that finds no room on a page is drawn above the
top of the next one, without a word. Here all columns begin on one page, each flows on by itself, and the row ends with
the longest.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from inspect import signature
from typing import Any

from weasyprint.formatting_structure.boxes import BlockContainerBox
from weasyprint.layout import block
from weasyprint.layout.grid import grid_layout
from weasyprint.layout.percent import percentage, resolve_percentages

LINE = "pair"
_TAKES = "context box bottom_space skip_stack containing_block page_is_empty absolute_boxes fixed_boxes"


def fits_engine() -> bool:
    """Whether the engine still lays out grids through the door that is used here."""
    door = getattr(block, "grid_layout", None)
    return callable(door) and " ".join(signature(door).parameters) == _TAKES


@contextmanager
def paired_columns() -> Iterator[None]:
    """Lay out grids of pairs here, and all others as the engine does."""

    def lay_out(context: Any, box: Any, *rest: Any) -> tuple[Any, ...]:
        lines = box.style["grid_template_columns"]
        is_pair = LINE in lines[0] and len(box.children) <= len(lines) // 2
        return (_lay_out if is_pair else grid_layout)(context, box, *rest)

    block.grid_layout = lay_out
    try:
        yield
    finally:
        block.grid_layout = grid_layout


def _lay_out(
    context: Any,
    box: Any,
    bottom_space: float,
    skip_stack: Mapping[int, Any] | None,
    containing_block: Any,
    page_is_empty: bool,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
) -> tuple[Any, ...]:
    """As much of `box` as the page has room for; see `block_level_layout` in the engine for what goes in and out.

    Takes:  `skip_stack`, where each column goes on; a column that is not in it is at its end.
    """
    context.create_block_formatting_context(box)
    block.block_level_width(box, containing_block)
    widths = [percentage(size, box.style, box.width) for size in box.style["grid_template_columns"][1::2]]
    left, top, bottom = box.content_box_x(), box.content_box_y(), context.page_bottom - bottom_space
    columns: list[Any] = []
    resume_at = {}
    for index, (column, width) in enumerate(zip(box.children, widths, strict=False)):
        track = BlockContainerBox.anonymous_from(box, ())
        resolve_percentages(track, containing_block)
        track.width, track.height = width, "auto"
        column.position_x, column.position_y = left, top
        start = skip_stack.get(index, {len(column.children): None}) if skip_stack else None
        laid, rest, *_ = block.block_level_layout(
            context, column, bottom_space, start, track, page_is_empty, absolute_boxes, fixed_boxes
        )
        if laid:
            columns.append(laid)
            left += width
        if rest:
            resume_at[index] = rest
        if not laid or (rest and box.style["break_inside"] == "avoid" and not page_is_empty):
            block.remove_placeholders(context, columns, absolute_boxes, fixed_boxes)
            context.finish_block_formatting_context()
            return None, None, {"break": "any", "page": None}, [], False
    # The space behind the last line is no reason for another page.
    end = bottom if resume_at else max(top + column.margin_height() for column in columns)
    end = min(end, max(bottom, *(column.content_box_y() + column.height for column in columns)))
    for column in columns:
        column.padding_bottom = min(column.padding_bottom, end - column.content_box_y() - column.height)
        column.height += end - top - column.margin_height()
    box = box.copy_with_children(columns)
    box.height = end - top
    context.finish_block_formatting_context(box)
    return box, resume_at or None, {"break": "any", "page": None}, [], False
