"""How wide a line of text is, as the engine will set it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import floor
from operator import itemgetter
from unicodedata import category

import uharfbuzz

from reportgen.model.fonts import Face, Stack

# The faces behind a stack's name: the first that has a character sets it. The engine goes on to the other
# script's face by itself, in the nearest weight.
STACKS: Mapping[Stack, tuple[tuple[str, int], ...]] = {
    "zh": (("Noto Sans CJK SC", 400), ("Source Sans 3", 400)),
    "zh-medium": (("Noto Sans CJK SC", 500), ("Source Sans 3", 400)),
    "en": (("Source Sans 3", 400), ("Noto Sans CJK SC", 400)),
    "en-semibold": (("Source Sans 3", 600), ("Noto Sans CJK SC", 700)),
}

_PT_PER_PX = 0.75
_STEPS_PER_PX = 1024  # the engine's type sizes are whole steps
_PAIRS = dict(zip("([{<«‘“（［｛〈《「『【〔", ")]}>»’”）］｝〉》」』】〕", strict=True))
_NO_LIGATURES = dict.fromkeys(("liga", "clig", "dlig", "hlig", "calt"), False)


class _Font:
    """One face opened for shaping."""

    def __init__(self, face: Face) -> None:
        opened = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file)), max(face.number, 0))
        self._font = uharfbuzz.Font(opened)
        self._units: int = opened.upem
        self.characters = opened.unicodes

    def width_em(self, text: str, script: str | None, language: str, ligatures: bool) -> float:
        """Width of `text`, all in one script, at a size of 1."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.language = "ltr", language
        if script:
            buffer.script = script
        uharfbuzz.shape(self._font, buffer, None if ligatures else _NO_LIGATURES)
        units: int = sum(position.x_advance for position in buffer.glyph_positions)
        return units / self._units

    def script(self, character: str) -> str | None:
        """The script of a letter; None for marks, digits and spaces, which go with the letters before them."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(character)
        buffer.guess_segment_properties()
        script: str | None = buffer.script
        return script


class Ruler:
    """Measures text in the edition's faces; each text is shaped once, whatever the sizes it is asked for in.

    A font file is opened when a text needs it. A ruler can be handed to another process, where it starts anew.
    """

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = tuple(faces)
        self._fonts: dict[tuple[str, int], _Font] = {}
        self._ems: dict[tuple[str, Stack, bool], float] = {}

    def __reduce__(self) -> tuple[type["Ruler"], tuple[tuple[Face, ...]]]:
        return Ruler, (self._faces,)

    def __call__(self, text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
        """Width of `text` in pt.

        Fails:  KeyError with the character that no face of the stack has.
        """
        key = text, stack, ligatures
        if key not in self._ems:
            self._ems[key] = self._shape(*key)
        size_px = floor(size_pt / _PT_PER_PX * _STEPS_PER_PX) / _STEPS_PER_PX
        return self._ems[key] * size_px * _PT_PER_PX

    def _shape(self, text: str, stack: Stack, ligatures: bool) -> float:
        fonts = [self._font(*name) for name in STACKS[stack]]
        language = stack.partition("-")[0]
        return sum(font.width_em(run, script, language, ligatures) for font, run, script in _runs(text, fonts))

    def _font(self, family: str, weight: int) -> _Font:
        if (family, weight) not in self._fonts:
            (face,) = (f for f in self._faces if (f.family, f.weight, f.italic) == (family, weight, False))
            self._fonts[family, weight] = _Font(face)
        return self._fonts[family, weight]


def _runs(text: str, fonts: Sequence[_Font]) -> Iterator[tuple[_Font, str, str | None]]:
    """`text` cut where the engine changes the script or the font: font, piece and script."""
    for script, cells in groupby(zip(_scripts(text, fonts[0]), text, strict=True), key=itemgetter(0)):
        piece = "".join(character for _, character in cells)
        numbers = [None if _is_space(character) else _first(character, fonts) for character in piece]
        # A space is in the better one of the fonts beside it, as long as the script goes on.
        before, after = _filled(numbers), _filled(numbers[::-1])[::-1]
        for number, run in groupby(zip(map(min, before, after), piece, strict=True), key=itemgetter(0)):
            yield fonts[number], "".join(character for _, character in run), script


def _scripts(text: str, font: _Font) -> list[str | None]:
    """The script of each character: marks, digits and spaces go with the letters before them, the closing mark of
    a pair with the opening one, and what stands before any letter with the first one."""
    scripts: list[str | None] = []
    opened: list[tuple[str, int]] = []  # the closing mark that is due and the place of the opening one
    for place, character in enumerate(text):
        script = font.script(character)
        if character in _PAIRS:
            opened.append((_PAIRS[character], place))
        elif character in _PAIRS.values():
            while opened and opened[-1][0] != character:
                opened.pop()
            if opened:
                script = scripts[opened.pop()[1]]
        if script is None and scripts:
            script = scripts[-1]
        if script is not None and scripts and scripts[-1] is None:
            scripts = [script] * place
        scripts.append(script)
    return scripts


def _filled(numbers: Sequence[int | None]) -> list[int]:
    """`numbers` with each gap filled by the number before it, or by the first one at the start."""
    last = next((number for number in numbers if number is not None), 0)
    filled = []
    for number in numbers:
        last = last if number is None else number
        filled.append(last)
    return filled


def _is_space(character: str) -> bool:
    """Whether the engine keeps `character` in the font beside it: spaces, joiners, marks of direction, selectors."""
    return category(character) in ("Zs", "Cf") or "\ufe00" <= character <= "\ufe0f"


def _first(character: str, fonts: Sequence[_Font]) -> int:
    for number, font in enumerate(fonts):
        if ord(character) in font.characters:
            return number
    raise KeyError(character)
