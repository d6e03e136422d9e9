"""Chinese paragraphs set as a book sets them: full lines, marks and Latin words spaced by CLREQ, the text untouched.

Where the style sheet says `text-align: justify` and the language is Chinese, lines are chosen and spaced here; where it
says `left`, likewise, but nothing is stretched, and type from 12 pt on breaks by phrase. All other text is the
engine's, and so is a paragraph that holds more than text, whose lines are left ragged then. A box that shrinks to its
text is as wide as the engine measures it; tiles and labels of wide pages are measured as they are set here.

Why: WeasyPrint 70 stretches spaces only, which leaves most Chinese lines short and tears holes around Latin words.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from inspect import signature
from typing import Any

from weasyprint.layout import inline
from weasyprint.text.line_break import Layout

from reportgen.press.typeset.boxes import Composed, is_composed, is_plain

_DOORS = {
    (
        inline,
        "split_inline_box",
    ): "context box position_x max_x bottom_space skip_stack containing_block absolute_boxes "
    "fixed_boxes line_placeholders waiting_floats line_children first_letter_style first_line_style",
    (inline, "justify_line"): "context line extra_width",
    (inline, "_adjust_line_height"): "box",
    (Layout, "reactivate"): "self style",
    (Layout, "set_text"): "self text justify",
    (Layout, "get_first_line"): "self",
    (Layout, "deactivate"): "self",
}


def fits_engine() -> bool:
    """Whether the engine still lays out lines through the doors that are used here."""
    return all(
        callable(door := getattr(room, name, None)) and " ".join(signature(door).parameters) == takes
        for (room, name), takes in _DOORS.items()
    )


@contextmanager
def composed_lines() -> Iterator[None]:
    """Set Chinese paragraphs here, and all others as the engine does."""
    split, justify = inline.split_inline_box, inline.justify_line
    known: dict[tuple[Any, ...], tuple[Any, Composed]] = {}

    def composed(box: Any, containing_block: Any) -> Composed:
        key = (id(box.style), *_leaves(box))
        if key not in known:
            known[key] = box, Composed(box, containing_block)  # the box keeps its styles alive, and so their ids
        return known[key][1]

    def split_better(
        context: Any,
        box: Any,
        position_x: float,
        max_x: float,
        bottom_space: float,
        skip_stack: Mapping[int, Any] | None,
        containing_block: Any,
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        line_placeholders: list[Any],
        waiting_floats: list[Any],
        line_children: list[Any],
        first_letter_style: Any,
        first_line_style: Any,
    ) -> tuple[Any, ...]:
        if not is_composed(box) or first_letter_style or first_line_style or not is_plain(box):
            return tuple(
                split(
                    context,
                    box,
                    position_x,
                    max_x,
                    bottom_space,
                    skip_stack,
                    containing_block,
                    absolute_boxes,
                    fixed_boxes,
                    line_placeholders,
                    waiting_floats,
                    line_children,
                    first_letter_style,
                    first_line_style,
                )
            )

        def place(placeholder: Any) -> None:
            line_placeholders.append(placeholder)
            (absolute_boxes if placeholder.style["position"] == "absolute" else fixed_boxes).append(placeholder)

        text = composed(box, containing_block)
        start = text.start_of(skip_stack)
        line = text.line_at(start, round(max_x - position_x + box.text_indent, 3), box.text_indent)
        made = text.build(box, line, position_x, start, place)
        resume_at = None if line.is_last else text.place_of(line.next_start)
        return made, resume_at, False, None, None, {"left": 0, "right": 0}

    def justify_better(context: Any, line: Any, extra_width: float) -> None:
        if not is_composed(line):
            justify(context, line, extra_width)

    inline.split_inline_box, inline.justify_line = split_better, justify_better
    try:
        yield
    finally:
        inline.split_inline_box, inline.justify_line = split, justify


def _leaves(box: Any) -> Iterator[Any]:
    """What a paragraph is made of, to know it again in a copy."""
    for child in box.children:
        yield id(child.style)
        if hasattr(child, "text"):
            yield child.text
        elif child.is_in_normal_flow():
            yield "<"
            yield from _leaves(child)
            yield ">"
