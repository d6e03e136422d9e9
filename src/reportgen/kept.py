"""A pressed chapter as bytes for the cache, and the key of everything that its pages depend on.

Why no pickle: what is read back is data, whoever has put it there.
"""

import ctypes
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reportgen.cache import key_of
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import Frame, PressedChapter, Sheet, Spot
from reportgen.press.fetch import OPEN
from reportgen.problems import Place

_PROGRAM = ("press", "model", "nearest.py", "characters.py", "joints.py", "decoding.py", "kept.py", "pressing.py")
_LIBRARIES = (
    "weasyprint",
    "pydyf",
    "uharfbuzz",
    "fonttools",
    "pillow",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "pyphen",
)
_NATIVE = {  # what lays lines out, by the function that tells its version
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
}


def pack(chapter: PressedChapter) -> bytes:
    """The chapter, to be read by `unpack`."""
    fields = {field: value for field, value in asdict(chapter).items() if field != "pdf"}
    return json.dumps(fields, default=str).encode() + b"\n" + chapter.pdf


def unpack(data: bytes) -> PressedChapter:
    """The chapter that was packed."""
    head, _, pdf = data.partition(b"\n")
    fields: dict[str, Any] = json.loads(head)
    fields |= {
        "pdf": pdf,
        "wide": tuple(fields["wide"]),
        "fit": tuple(fields["fit"]),
        "anchors": {name: Spot(**spot) for name, spot in fields["anchors"].items()},
        "frames": {name: tuple(Frame(**frame) for frame in some) for name, some in fields["frames"].items()},
        "links": {name: _place(place) for name, place in fields["links"].items()},
        "place": _place(fields["place"]),
    }
    return PressedChapter(**fields)


def key_of_sheet(sheet: Sheet, surroundings: str) -> str:
    """The key of the sheet's pages."""
    places = json.dumps([str(sheet.place), {name: str(place) for name, place in sheet.places.items()}])
    return key_of("chapter", sheet.chapter, sheet.html, places, *map(str, sheet.styles), str(sheet.fits), surroundings)


def hash_surroundings(root: Path, fonts: Fonts) -> str:
    """One hash of what the pages of all sheets depend on: the files that they may show, fonts, engine and program."""
    package = Path(__file__).parent
    files = {f"{name}/{file}": hash_ for name in OPEN for file, hash_ in _hashes(root / name, "*").items()}
    program = {f"{name}/{file}": hash_ for name in _PROGRAM for file, hash_ in _hashes(package / name, "*.py").items()}
    faces = [f"{face.family} {face.weight} {face.italic} {face.sha256}" for face in fonts.faces]
    return key_of(json.dumps([files, program, faces, _versions()]))


def _hashes(path: Path, pattern: str) -> Mapping[str, str]:
    """The SHA-256 of a file, or of all files below a folder."""
    files = [path] if path.is_file() else sorted(file for file in path.rglob(pattern) if file.is_file())
    return {str(file.relative_to(path)): sha256(file.read_bytes()).hexdigest() for file in files}


@once
def _versions() -> tuple[str, ...]:
    found = [f"{library} {version(library)}" for library in _LIBRARIES]
    for function, names in _NATIVE.items():
        for name in names:
            with suppress(OSError):
                tell = getattr(ctypes.CDLL(name), function)
                tell.restype = ctypes.c_char_p
                found.append(f"{function} {tell().decode()}")
    return tuple(found)


def _place(fields: Mapping[str, Any]) -> Place:
    return Place(Path(fields["file"]), fields["line"], fields["col"])
