"""Table heads that tell where a table goes on: their rows of the class `continued` stand on its following pages only.

Why: WeasyPrint 70 repeats a head as it is, and a caption not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from typing import Any

from weasyprint.layout import block
from weasyprint.layout.table import table_layout

CONTINUED = "continued"
_TAKES = "context, table, bottom_space, skip_stack, containing_block, page_is_empty, absolute_boxes, fixed_boxes"
_lay_out: Any = table_layout


def fits_engine() -> bool:
    """Whether the engine still lays out tables through the door that is used here."""
    return ", ".join(signature(_lay_out).parameters) == _TAKES and getattr(block, "table_layout", None) is _lay_out


@contextmanager
def continued_heads() -> Iterator[None]:
    """Lay out a table's first part without those rows."""

    def lay_out(context: Any, table: Any, bottom_space: float, skip_stack: Any, *rest: Any) -> tuple[Any, ...]:
        if skip_stack is None and table.children and table.children[0].is_header:
            head, *groups = table.children
            rows = [row for row in head.children if row.element.get("class") != CONTINUED]
            table = table.copy_with_children([head.copy_with_children(rows), *groups])
        laid: tuple[Any, ...] = _lay_out(context, table, bottom_space, skip_stack, *rest)
        return laid

    block.table_layout = lay_out
    try:
        yield
    finally:
        block.table_layout = _lay_out
