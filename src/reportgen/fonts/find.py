"""The faces that the edition is set in, wherever the machine keeps them.

Why not ask fontconfig: it answers any name with its nearest guess, and this file also runs before set-up, on a
bare Python.
"""

import hashlib
from collections.abc import Iterator
from os.path import expanduser  # leaves ~ where nobody is at home; that of pathlib raises
from pathlib import Path
from typing import NamedTuple

from reportgen.fonts.config import write_config
from reportgen.fonts.sfnt import read_names
from reportgen.model.fonts import Face, Fonts
from reportgen.problems import Place, Problems

SHIPPED = Path("layouts/fonts")  # under the project's root; searched first
SYSTEM = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
)


class _Wanted(NamedTuple):
    family: str
    weight: int
    italic: bool
    files: str  # pattern of file names; only these are opened


_LATIN, _SANS, _SERIF = "SourceSans3-*.ttf", "NotoSansCJK*.[ot]t[cf]", "NotoSerifCJK*.[ot]t[cf]"

EDITION = (
    _Wanted("Source Sans 3", 300, False, _LATIN),
    _Wanted("Source Sans 3", 400, False, _LATIN),
    _Wanted("Source Sans 3", 400, True, _LATIN),
    _Wanted("Source Sans 3", 600, False, _LATIN),
    _Wanted("Source Sans 3", 700, False, _LATIN),
    _Wanted("Noto Sans CJK SC", 400, False, _SANS),
    _Wanted("Noto Sans CJK SC", 500, False, _SANS),
    _Wanted("Noto Sans CJK SC", 700, False, _SANS),
    _Wanted("Noto Serif CJK SC", 600, False, _SERIF),
)


def find_fonts(root: Path, problems: Problems) -> Fonts:
    """The edition's fonts, ready for measuring and for pressing.

    Writes: build/fonts/, the fontconfig file with a folder of exactly these faces.
    Fails:  problem font-missing; then the fonts are good for nothing.
    """
    from reportgen.fonts.measure import Ruler  # here, because set-up calls find_faces before HarfBuzz is installed

    faces = find_faces(root, problems)
    return Fonts(faces=faces, measure=Ruler(faces), config=write_config(root, faces))


def find_faces(root: Path, problems: Problems) -> tuple[Face, ...]:
    """The faces of the edition that are there, in the edition's order.

    Takes:  static fonts only, because a variable one is pressed slowly and embedded wrongly.
    Fails:  problem font-missing.
    """
    folders = [root / SHIPPED, *(Path(expanduser(folder)) for folder in SYSTEM)]
    found: dict[_Wanted, tuple[Path, int]] = {}
    for files in dict.fromkeys(wanted.files for wanted in EDITION):
        missing = {wanted for wanted in EDITION if wanted.files == files}
        for file in _files(folders, files):
            for font in read_names(file):
                wanted = _Wanted(font.family, font.weight, font.italic, files)
                if wanted in missing and not font.variable:
                    missing.remove(wanted)
                    found[wanted] = file, font.number
            if not missing:
                break
    sha256 = {file: _sha256(file) for file, _ in found.values()}
    faces = []
    for wanted in EDITION:
        if wanted not in found:
            style = "italic" if wanted.italic else "normal"
            problems.error(Place(SHIPPED), "font-missing", family=wanted.family, weight=wanted.weight, style=style)
            continue
        file, number = found[wanted]
        faces.append(
            Face(
                family=wanted.family,
                weight=wanted.weight,
                italic=wanted.italic,
                file=file,
                number=number,
                sha256=sha256[file],
            )
        )
    return tuple(faces)


def _files(folders: list[Path], pattern: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob(pattern))


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
