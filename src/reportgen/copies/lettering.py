"""A line of text as a drawing that any page can show: glyphs of embedded subsets, and words to be found by a search.

Why by hand: a copy has one short line of its own, and pressing it would cost more than all the rest of the copy.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from itertools import groupby
from unicodedata import category

import uharfbuzz

from reportgen.model.fonts import Face

_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "name", "OS/2", "post")
_WRAPPING = ("head", "hhea", "hmtx", "maxp")  # where these are, viewers take a code for a place in the subset
_NO_LIGATURES = dict.fromkeys(("liga", "clig", "dlig", "hlig", "calt"), False)


@dataclass(frozen=True, slots=True)
class _Glyph:
    number: int  # in the whole face
    advance: int  # in thousandths of the type size
    text: str  # what it stands for; "" where the glyph before it says so


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """One font with the glyphs of a line only: five PDF objects."""

    dictionaries: tuple[bytes, bytes, bytes]  # font, descendant, descriptor; {1} to {4} stand for what they refer to
    streams: tuple[bytes, bytes]  # program, words

    def bodies(self, first: int) -> tuple[bytes, ...]:
        """The objects, to be numbered from `first`, which is the font's, on."""
        told = self.dictionaries
        for n in range(1, 5):
            told = tuple(body.replace(b"{%d}" % n, b"%d 0 R" % (first + n)) for body in told)  # type: ignore[assignment]
        return (*told, *self.streams)


@dataclass(frozen=True, slots=True)
class Lettering:
    """A line's operators, its width at a size of 1, and its fonts."""

    runs: tuple[tuple[int, bytes], ...]  # number of the font, codes in hexadecimal
    width_em: float
    fonts: tuple[EmbeddedFont, ...]

    def shown(self, size: float) -> bytes:
        """The operators that stand between BT and ET, for fonts named /F0, /F1 …"""
        return b"".join(b"/F%d %.2f Tf <%s> Tj\n" % (font, size, codes) for font, codes in self.runs)


@lru_cache(maxsize=8)  # what many copies say alike is drawn once
def letter(text: str, faces: tuple[Face, ...]) -> Lettering:
    """`text` on one line, each character in the first of `faces` that has it.

    Takes:  text of which each character is in a face; TrueType faces, or OpenType ones whose glyphs go by their own
            number, as those of Noto Sans CJK do.
    """
    runs = [(face, _shape(piece, face)) for face, piece in _runs(text, faces)]
    used = list(dict.fromkeys(face for face, _ in runs))
    codes, fonts = {}, []
    for face in used:
        glyphs = [glyph for of, run in runs if of == face for glyph in run]
        codes[face], font = _embed(face, glyphs)
        fonts.append(font)
    shown = tuple(
        (used.index(face), b"".join(b"%04X" % codes[face][glyph.number] for glyph in run)) for face, run in runs
    )
    width = sum(glyph.advance for _, run in runs for glyph in run) / 1000
    return Lettering(shown, width, tuple(fonts))


@cache
def _open(face: Face) -> tuple[uharfbuzz.Face, uharfbuzz.Font, uharfbuzz.Face, frozenset[int]]:
    """The face for shaping, and the same prepared for being cut into many subsets; read once a process."""
    opened = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file)), max(face.number, 0))
    return opened, uharfbuzz.Font(opened), uharfbuzz.subset_preprocess(opened), frozenset(opened.unicodes)


def _runs(text: str, faces: Sequence[Face]) -> Iterator[tuple[Face, str]]:
    """`text` cut where the face changes; a space or a mark on a letter stays in the face before it."""
    chosen: list[Face] = []
    for character in text:
        stays = chosen and category(character) in ("Zs", "Mn") and ord(character) in _open(chosen[-1])[3]
        chosen.append(chosen[-1] if stays else next(face for face in faces if ord(character) in _open(face)[3]))
    for face, pairs in groupby(zip(chosen, text, strict=True), key=lambda pair: pair[0]):
        yield face, "".join(character for _, character in pairs)


def _shape(text: str, face: Face) -> list[_Glyph]:
    opened, font, *_ = _open(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, _NO_LIGATURES | {"kern": False})
    glyphs, told = [], 0
    infos = buffer.glyph_infos
    for i, info in enumerate(infos):
        end = infos[i + 1].cluster if i + 1 < len(infos) else len(text)
        advance = round(font.get_glyph_h_advance(info.codepoint) * 1000 / opened.upem)
        glyphs.append(_Glyph(info.codepoint, advance, text[told:end]))
        told = max(told, end)
    return glyphs


def _embed(face: Face, glyphs: Sequence[_Glyph]) -> tuple[dict[int, int], EmbeddedFont]:
    """The code of each glyph, and the objects of a font with these glyphs only."""
    opened, font, prepared, _ = _open(face)
    by_number = "CFF " in opened.table_tags
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update({0, *(glyph.number for glyph in glyphs)})
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag.ljust(4).encode()) for tag in (*_DROPPED, *(_WRAPPING if by_number else ()))
    )
    plan = uharfbuzz.SubsetPlan(prepared, wanted)
    subset = plan.execute()
    if by_number:
        program, kind, stream = bytes(subset.blob.data), 0, b"/Subtype /OpenType"
        codes = {glyph.number: glyph.number for glyph in glyphs}
    else:
        program, kind = bytes(subset.blob.data), 2
        stream = b"/Length1 %d" % len(program)
        codes = {glyph.number: plan.old_to_new_glyph_mapping[glyph.number] for glyph in glyphs}
    prefix = "".join(chr(65 + byte % 26) for byte in sha256(program).digest()[:6])
    name = f"/{prefix}+{face.family.replace(' ', '')}-{face.weight}".encode()
    extents, scale = font.get_font_extents("ltr"), 1000 / opened.upem
    up, down = round(extents.ascender * scale), round(extents.descender * scale)
    widths = b" ".join(b"%d [%d]" % pair for pair in sorted({codes[g.number]: g.advance for g in glyphs}.items()))
    whole = b"<</Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [{1}] /ToUnicode {4}>>"
    descendant = (
        b"<</Type /Font /Subtype /CIDFontType%d /BaseFont %s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0>> /FontDescriptor {2} /DW 1000 /W [%s]%s>>"
    ) % (kind, name, widths, b" /CIDToGIDMap /Identity" if kind == 2 else b"")
    descriptor = (
        b"<</Type /FontDescriptor /FontName %s /Flags 4 /FontBBox [-1000 %d 3000 %d] /ItalicAngle 0 /Ascent %d"
        b" /Descent %d /CapHeight 700 /StemV 80 /FontFile%d {3}>>"
    ) % (name, down, up, up, down, 2 if kind == 2 else 3)
    words = _to_unicode({codes[glyph.number]: glyph.text for glyph in reversed(glyphs) if glyph.text})
    return codes, EmbeddedFont(
        (whole % name, descendant, descriptor), (stream_object(program, stream), stream_object(words))
    )


def stream_object(content: bytes, keys: bytes = b"") -> bytes:
    """A stream's body, compressed. An end-of-line before its end keeps readers right that count none."""
    packed = zlib.compress(content)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (keys, len(packed), packed)


def _to_unicode(texts: dict[int, str]) -> bytes:
    pairs = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(texts.items())]
    blocks = (pairs[i : i + 100] for i in range(0, len(pairs), 100))
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
