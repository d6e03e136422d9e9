"""What the fonts inside a TrueType or OpenType file, or a collection of them, call themselves.

Why by hand: set-up asks on a bare Python, before any library is there.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_WINDOWS, _UNICODE_BMP, _ENGLISH = 3, 1, 0x409
_ITALIC = 1  # bit of fsSelection


@dataclass(frozen=True, slots=True, kw_only=True)
class FontName:
    """One font in a file, under the name and weight by which CSS asks for it."""

    family: str
    weight: int
    italic: bool
    variable: bool
    number: int  # in the collection; -1 for a file with one font


def read_names(file: Path) -> tuple[FontName, ...]:
    """The fonts of `file`, in its order; none where it is no whole font file."""
    with file.open("rb") as stream:
        try:
            if stream.read(4) != b"ttcf":
                return tuple(_read_font(stream, 0, -1))
            (count,) = _read(stream, 8, ">L")
            starts = _read(stream, 12, f">{count}L")
            return tuple(font for number, start in enumerate(starts) for font in _read_font(stream, start, number))
        except (struct.error, KeyError, UnicodeDecodeError):
            return ()


def _read_font(stream: BinaryIO, start: int, number: int) -> Iterator[FontName]:
    version, count = _read(stream, start, ">4sH")
    if version not in (b"\0\1\0\0", b"OTTO"):
        return
    records = (_read(stream, start + 12 + 16 * i, ">4sLLL") for i in range(count))
    tables = {tag: offset for tag, _, offset, _ in records}
    names = _names(stream, tables[b"name"])
    yield FontName(
        family=names.get(_TYPOGRAPHIC_FAMILY) or names[_FAMILY],
        weight=_read(stream, tables[b"OS/2"] + 4, ">H")[0],
        italic=bool(_read(stream, tables[b"OS/2"] + 62, ">H")[0] & _ITALIC),
        variable=b"fvar" in tables,
        number=number,
    )


def _names(stream: BinaryIO, table: int) -> dict[int, str]:
    """The English names of a name table by their number."""
    _, count, strings = _read(stream, table, ">HHH")
    names = {}
    for i in range(count):
        *kind, name, length, offset = _read(stream, table + 6 + 12 * i, ">6H")
        if kind == [_WINDOWS, _UNICODE_BMP, _ENGLISH] and name in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            stream.seek(table + strings + offset)
            names[name] = stream.read(length).decode("utf-16-be")
    return names


def _read(stream: BinaryIO, offset: int, form: str) -> tuple[Any, ...]:
    stream.seek(offset)
    return struct.unpack(form, stream.read(struct.calcsize(form)))
