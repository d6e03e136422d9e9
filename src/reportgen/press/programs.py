"""Fonts named, not embedded: a chapter says which face it shows, and the assembler embeds each face once a book.

Why: WeasyPrint 70 embeds a subset with every file that it writes: the same glyphs in every chapter. And it takes the
width of a glyph, rounded, from the size that it meets it in first; a book needs one width.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from weasyprint.pdf.fonts import Font

from reportgen.model.fonts import Face, Fonts

UPRIGHT = 0  # Pango's number


def fits_engine() -> bool:
    """Whether the engine still prepares fonts through the doors that are used here."""
    return (
        " ".join(signature(Font.clean).parameters) == "self to_unicode hinting"
        and " ".join(signature(Font.__init__).parameters) == "self pango_font description font_size"
    )


@contextmanager
def named_fonts(fonts: Fonts) -> Iterator[None]:
    """Write the name of a face where its program would stand; a font that is none of them is embedded as it is."""
    make, clean = Font.__init__, Font.clean
    faces = {(face.family, face.weight, face.italic): face for face in fonts.faces}

    def face_of(font: Any) -> Face | None:
        return faces.get((font.family, font.weight, font.style != UPRIGHT))

    def make_better(font: Any, *details: Any) -> None:
        make(font, *details)
        face = face_of(font)
        if face:
            font.widths = _Widths(face, font.to_unicode)

    def name(font: Any, to_unicode: Any, hinting: Any) -> None:
        face = face_of(font)
        if face:
            # The engine tells the form by these bytes; in a collection they stand further behind.
            form = b"OTTO" if "CFF " in font.tables else b"\0\1\0\0"
            font.file_content = form + face.name.encode()
        else:
            clean(font, to_unicode, hinting)

    Font.__init__, Font.clean = make_better, name
    try:
        yield
    finally:
        Font.__init__, Font.clean = make, clean


class _Widths(dict[int, int]):
    """The widths of a face's glyphs in thousandths of an em; of those in `shown`, found when they are asked for."""

    def __init__(self, face: Face, shown: Mapping[int, str]) -> None:
        super().__init__()
        self._font, self._shown = _font(face.file, max(face.number, 0)), shown

    def __contains__(self, glyph: object) -> bool:
        if isinstance(glyph, int) and glyph in self._shown and not super().__contains__(glyph):
            self[glyph] = round(self._font.get_glyph_h_advance(glyph) * 1000 / self._font.face.upem)
        return super().__contains__(glyph)


@cache
def _font(file: Path, number: int) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(file)), number))
