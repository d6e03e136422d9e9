"""The faces of a book, embedded once: chapters only name them.

Why here: only the assembler knows all that the book shows of a face. Glyphs keep their numbers in a subset, so that no
page is written anew.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, Object, Pdf

from reportgen.model.fonts import Face, Fonts

_PROGRAMS = (Name.FontFile2, Name.FontFile3)
_FORM = 4  # bytes before the name of a face: those by which a program tells its form
_FIXED_PITCH = 1  # ISO 32000-1, table 123
_UNUSED = ("BASE", "DSIG", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT")  # tables for who sets text
_BLOCK = 100
_MAP = b"""\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MAPPED = re.compile(rb"^<([0-9a-f]{4})> <([0-9a-f]+)>$", re.MULTILINE)


@dataclass(slots=True)
class _Shown:
    """What a book shows in one face."""

    fonts: list[Object] = field(default_factory=list)  # one a chapter
    widths: dict[int, int] = field(default_factory=dict)  # by glyph
    texts: dict[bytes, bytes] = field(default_factory=dict)  # by glyph, both in hexadecimal digits
    alike: list[Object] = field(default_factory=list)  # of the fonts, whose glyphs stand for these texts


def embed_fonts(book: Pdf, fonts: Fonts) -> None:
    """Give each face that chapters name one program, with the glyphs that the whole book shows.

    A glyph may stand for one text in a chapter and for another in the next; such a chapter keeps its own texts.
    """
    faces = {face.name: face for face in fonts.faces}
    found: dict[str, _Shown] = {}
    for font in list(book.objects):
        name = _named(font)
        if name not in faces:
            continue
        shown = found.setdefault(name, _Shown())
        shown.fonts.append(font)
        shown.widths |= _read_widths(font.DescendantFonts[0].W)
        texts = dict(_MAPPED.findall(font.ToUnicode.read_bytes()))
        if all(shown.texts.get(glyph, text) == text for glyph, text in texts.items()):
            shown.texts |= texts
            shown.alike.append(font)
    for name, shown in found.items():
        _embed(book, faces[name], shown)


def _named(font: Object) -> str:
    """The face that stands in place of a font's program; "" for what is no font, or has a program of its own."""
    if not isinstance(font, Dictionary) or font.get(Name.Subtype) != Name.Type0:
        return ""
    descriptor = font.DescendantFonts[0].FontDescriptor
    program = next((descriptor[key].read_bytes() for key in _PROGRAMS if key in descriptor), b"")
    return program[_FORM:].decode("ascii", "ignore") if len(program) < 100 else ""


def _embed(book: Pdf, face: Face, shown: _Shown) -> None:
    descendant = book.make_indirect(shown.fonts[0].DescendantFonts[0])
    descriptor = descendant.FontDescriptor
    program = _subset(face, shown.widths)
    for key in _PROGRAMS:
        if key in descriptor:
            descriptor[key].write(program)
            if key == Name.FontFile2:
                descriptor[key].Length1 = len(program)
    widths = set(shown.widths.values())
    descriptor.Flags = int(descriptor.Flags) & ~_FIXED_PITCH | (_FIXED_PITCH if len(widths) == 1 else 0)
    descriptor.FontBBox[2] = max(widths)
    descendant.W = Array(_write_widths(shown.widths))
    texts = book.make_stream(_write_texts(shown.texts))
    for font in shown.fonts:
        font.DescendantFonts = Array([descendant])
    for font in shown.alike:
        font.ToUnicode = texts


def _subset(face: Face, glyphs: Iterable[int]) -> bytes:
    """The face's program with the outlines of these glyphs only, each under its number."""
    wanted = hb.SubsetInput()
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | hb.SubsetFlags.DESUBROUTINIZE
        | hb.SubsetFlags.NO_HINTING
    )
    wanted.glyph_set.update(glyphs)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode()) for tag in _UNUSED)
    whole = hb.Face(hb.Blob.from_file_path(str(face.file)), max(face.number, 0))
    return bytes(hb.subset(whole, wanted).blob.data)


def _read_widths(widths: Object) -> dict[int, int]:
    """Widths by glyph, from `first [width …] …` (ISO 32000-1, 9.7.4.3)."""
    parts: list[Any] = list(widths)
    return {
        int(first) + i: int(width)
        for first, run in zip(parts[::2], parts[1::2], strict=True)
        for i, width in enumerate(run)
    }


def _write_widths(widths: Mapping[int, int]) -> Iterator[int | Array]:
    run: list[int] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths and run:
            yield Array(run)
            run = []
        if not run:
            yield glyph
        run.append(widths[glyph])
    yield Array(run)


def _write_texts(texts: Mapping[bytes, bytes]) -> bytes:
    """A ToUnicode map (ISO 32000-1, 9.10.3); a block of it holds a hundred glyphs at most."""
    lines = [b"<%s> <%s>" % (glyph, texts[glyph]) for glyph in sorted(texts)]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    body = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return _MAP % body
