"""A paragraph of the engine's boxes: read as one row of characters, and given back line by line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import strut

from reportgen.press.typeset.glyphs import SetLayout, measure, unicode_breaks
from reportgen.press.typeset.lines import Line, Paragraph, Setting
from reportgen.press.typeset.stops import add_phrases, stops

Place = Callable[[Any], None]
Path = tuple[int, ...]

DISPLAY_PX = 16.0  # from this size on type is a heading's


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text box, with its characters' places in the paragraph."""

    path: Path
    start: int
    text: str
    style: Any
    raised: bool


def is_composed(box: Any) -> bool:
    """Whether the style sheet says how this paragraph is to be set, full or ragged, and it is Chinese."""
    style = box.style
    return (
        isinstance(box, LineBox)
        and style["text_align_all"] in ("justify", "left")
        and (style["lang"] or "").startswith("zh")
        and style["direction"] == "ltr"
    )


def is_plain(box: Any) -> bool:
    """Whether all in it is text, in or out of inline boxes; what else a line may hold is left to the engine."""
    for child in box.children:
        if isinstance(child, TextBox):
            if child.style["white_space"] not in ("normal", "nowrap") or not child.style["font_size"]:
                return False
        elif child.is_in_normal_flow():
            if not isinstance(child, InlineBox) or child.is_leader or child.style["position"] == "relative":
                return False
            if not is_plain(child):
                return False
        elif not child.is_absolutely_positioned():
            return False
    return True


class Composed:
    """A paragraph that is set here; see `is_composed` and `is_plain`."""

    def __init__(self, box: Any, containing_block: Any) -> None:
        self._containing_block = containing_block
        self._leaves: list[Leaf] = []
        self._spans: dict[Path, tuple[int, int]] = {}
        self._lines: dict[tuple[float, int], Line] = {}
        self._language = box.style["lang"]
        self._read(box, (), 0, False)
        self._text = "".join(leaf.text for leaf in self._leaves)
        advances: list[float] = []
        self._metrics: dict[Path, Any] = {}
        for leaf in self._leaves:
            found, *metrics = measure(leaf.text, leaf.style)
            advances += found
            self._metrics[leaf.path] = metrics
        before, after = [0.0] * len(self._text), [0.0] * len(self._text)
        for path, left, right in self._margins(box, ()):
            start, end = self._spans[path]
            if start < end:
                before[start] += left
                after[end - 1] += right
        self.paragraph = Paragraph(
            self._text,
            advances,
            [leaf.style["font_size"] for leaf in self._leaves for _ in leaf.text],
            [leaf.raised for leaf in self._leaves for _ in leaf.text],
            before,
            after,
            _setting(box.style),
        )

    def _read(self, box: Any, path: Path, at: int, raised: bool) -> int:
        """Find the leaves; gives where the characters go on after `box`."""
        start = at
        for index, child in enumerate(box.children):
            inner = (*path, index)
            if isinstance(child, TextBox):
                self._leaves.append(Leaf(inner, at, child.text, child.style, raised))
                self._spans[inner] = (at, at + len(child.text))
                at += len(child.text)
            elif isinstance(child, InlineBox):
                at = self._read(child, inner, at, raised or child.style["vertical_align"] != "baseline")
            else:
                self._spans[inner] = (at, at)
        self._spans[path] = (start, at)
        return at

    def _margins(self, box: Any, path: Path) -> Iterator[tuple[Path, float, float]]:
        for index, child in enumerate(box.children):
            if isinstance(child, InlineBox):
                self._resolve(child)
                inner = (*path, index)
                yield inner, _edge(child, "left"), _edge(child, "right")
                yield from self._margins(child, inner)

    def _resolve(self, box: Any) -> None:
        resolve_percentages(box, self._containing_block)
        box.margin_left = 0 if box.margin_left == "auto" else box.margin_left
        box.margin_right = 0 if box.margin_right == "auto" else box.margin_right

    @cached_property
    def _stops(self) -> Mapping[int, float]:
        can_tear = bool(self._leaves) and self._leaves[0].style["overflow_wrap"] in ("anywhere", "break-word")
        found = stops(self._text, self.paragraph.kinds, can_tear, lambda: unicode_breaks(self._text, self._language))
        for leaf in self._leaves:
            if leaf.style["white_space"] == "nowrap":
                for at in range(leaf.start + 1, leaf.start + len(leaf.text)):
                    found.pop(at, None)
        if self.paragraph.setting is Setting.PHRASES:
            add_phrases(found, self._text)
        return found

    def line_at(self, start: int, room: float, indent: float) -> Line:
        """The line that begins at the character `start` in a column of the width `room`."""
        if (room, start) not in self._lines:
            begun = start
            for line in self.paragraph.break_lines(start, self._stops, room, indent):
                self._lines[room, begun] = line
                begun = line.next_start
        return self._lines[room, start]

    # ---- the engine's way to tell a place: {index of child: {index of its child: {byte in the text: None}}}

    def start_of(self, skip: Mapping[int, Any] | None) -> int:
        """The character that a place in the boxes means."""
        path: Path = ()
        spans = self._spans
        while skip is not None:
            ((index, rest),) = skip.items()
            inner = (*path, index)
            if inner not in spans:  # a byte in the text, or the end of the box
                leaf = next((leaf for leaf in self._leaves if leaf.path == path), None)
                return leaf.start + len(leaf.text.encode()[:index].decode()) if leaf else spans[path][1]
            path, skip = inner, rest
        return spans[path][0]

    def place_of(self, at: int) -> dict[int, Any]:
        """The place in the boxes of a character."""
        leaf = next(leaf for leaf in self._leaves if leaf.start <= at < leaf.start + len(leaf.text))
        byte = len(leaf.text[: at - leaf.start].encode())
        place: dict[int, Any] | None = {byte: None} if byte else None
        for index in reversed(leaf.path):
            place = {index: place}
        assert place is not None
        return place

    def build(self, box: Any, line: Line, x: float, begins: int, absolutes: Place) -> Any:
        """The engine's boxes of one line, from `x` on.

        Takes:  `begins`, where the line before ended; `absolutes`, told of boxes out of the flow.
        """
        end = len(self._text) if line.is_last else line.next_start
        new, _ = self._build(box, (), line, x, (begins, end), absolutes)
        return new

    def _build(
        self, box: Any, path: Path, line: Line, x: float, span: tuple[int, int], absolutes: Place
    ) -> tuple[Any, float]:
        begins, ends = span
        start, end = self._spans[path]
        is_start = not path or start >= begins
        is_end = not path or end <= ends
        if path:
            self._resolve(box)
        first = x
        x += _edge(box, "left") if path and is_start else 0.0
        children = []
        for index, child in enumerate(box.children):
            inner = (*path, index)
            a, b = self._spans[inner]
            is_here = (a < ends and b > begins) if a < b else self._is_here(a, begins, ends, line)
            if not is_here:
                continue
            child.position_y = box.position_y
            if isinstance(child, TextBox):
                new = self._set_text(child, inner, line, x)
                if new is None:
                    continue
                x += new.width
            elif isinstance(child, InlineBox):
                new, x = self._build(child, inner, line, x, span, absolutes)
            else:
                child.position_x = x
                new = AbsolutePlaceholder(child)
                absolutes(new)
            children.append(new)
        made = box.copy_with_children(children)
        made.remove_decoration(start=not is_start, end=not is_end)
        if path:
            made.position_x = first
            made.width = x - first - (_edge(box, "left") if is_start else 0.0)
            x += _edge(box, "right") if is_end else 0.0
        else:
            made.width = x - box.content_box_x()
        inline._adjust_line_height(made)
        return made, x

    def _is_here(self, at: int, begins: int, ends: int, line: Line) -> bool:
        """Whether what has no characters belongs to this line: to the one of the character that follows it."""
        return begins <= at < ends or (line.is_last and at == len(self._text))

    def _set_text(self, box: Any, path: Path, line: Line, x: float) -> Any | None:
        a, b = self._spans[path]
        start, end = max(a, line.start), min(b, line.end)
        if start >= end:
            return None
        widths = line.widths[start - line.start : end - line.start]
        text = self._text[start:end]
        resolve_percentages(box, self._containing_block)
        new = box.copy_with_text(text)
        new.height, baseline, whole = self._metrics[path]
        new.pango_layout = SetLayout(whole, text, widths, line.shift if start == line.start else 0.0)
        new.position_x, new.width = x, sum(widths)
        line_height, _ = strut(box.style)
        new.margin_top = new.margin_bottom = (line_height - new.height) / 2
        new.baseline = baseline + new.margin_top
        return new


def _setting(style: Any) -> Setting:
    if style["text_align_all"] == "justify":
        return Setting.FULL
    return Setting.PHRASES if style["font_size"] >= DISPLAY_PX else Setting.RAGGED


def _edge(box: Any, side: str) -> float:
    edges = (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
    return float(sum(getattr(box, edge) for edge in edges))
