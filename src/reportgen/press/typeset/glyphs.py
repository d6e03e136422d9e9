"""Text as Pango shapes it: measured character by character, and drawn with the widths that a line gave it.

Why: the characters stay as they are; only the advances of glyphs change. So the text of the page stays the source's.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, get_log_attrs, line_size

OFFSET_UNIT = 1000 / 1024  # the engine writes an offset in Pango's units where thousandths of an em belong


def measure(text: str, style: Any) -> tuple[list[float], float, float, Layout]:
    """The advance of each character, the height and baseline of a line of them, and the engine's own setting of it.

    The first character of a ligature has its whole advance.
    """
    layout = Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    advances = [0.0] * len(text)
    for at, _, glyphs in _clusters(line, text):
        advances[at] = sum(glyph.geometry.width for glyph in glyphs) * FROM_UNITS
    _, height = line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    return advances, height, baseline, layout


def unicode_breaks(text: str, language: str) -> list[bool]:
    """Before which characters Unicode's rules allow a line to end."""
    attributes = get_log_attrs(text, language)
    return [bool(attributes[at].is_line_break) for at in range(len(text))]


class SetLayout(Layout):  # type: ignore[misc]
    """A line's text for the engine to draw, each character as wide as it was set.

    Takes:  `whole`, the setting of the text that the line is cut from; `shift`, by how much the first glyph is drawn to
            the left.
    """

    def __init__(self, whole: Layout, text: str, widths: Sequence[float], shift: float) -> None:
        self.__dict__.update(whole.__dict__)
        self.text = text
        self._widths = widths
        self._shift = shift

    def reactivate(self, style: Any) -> None:
        """Shape the text again; the widths wait until its line is asked for, for the engine changes settings before."""
        self._is_set = False
        super().reactivate(style)

    def get_first_line(self) -> tuple[Any, int | None]:
        """The line, its glyphs as wide as they were set."""
        line, index = super().get_first_line()
        if not self._is_set:
            self._is_set = True
            for at, end, glyphs in _clusters(line, self.text):
                width = round(sum(self._widths[at:end]) * TO_UNITS)
                glyphs[-1].geometry.width += width - sum(glyph.geometry.width for glyph in glyphs)
                if at == 0 and self._shift:
                    glyphs[0].geometry.x_offset -= round(self._shift * TO_UNITS * OFFSET_UNIT)
        return line, index


def _clusters(line: Any, text: str) -> Iterator[tuple[int, int, list[Any]]]:
    """Glyphs that stand for the characters from one place to another."""
    index, where = {}, 0
    for at, char in enumerate(text):
        index[where] = at
        where += len(char.encode())
    index[where] = len(text)
    run = line.runs
    while run != ffi.NULL:
        item = run.data
        strings, start, length = item.glyphs, item.item.offset, item.item.length
        clusters = [strings.log_clusters[n] for n in range(strings.num_glyphs)]
        n = 0
        while n < len(clusters):
            first = n
            while n < len(clusters) and clusters[n] == clusters[first]:
                n += 1
            end = clusters[n] if n < len(clusters) else length
            yield index[start + clusters[first]], index[start + end], [strings.glyphs[k] for k in range(first, n)]
        run = run.next
