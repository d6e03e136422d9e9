"""The edition's fonts and how wide text is in them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

Stack: TypeAlias = Literal["zh", "zh-medium", "en", "en-semibold"]


class Measure(Protocol):
    """Width in pt of `text` on one line in a font stack, kerning included.

    "zh" is Noto Sans CJK SC, behind it Source Sans 3 for the few Latin letters it lacks; "en" is the other way round.
    """

    def __call__(self, text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
        """The width in pt.

        Fails:  KeyError with the character, where no face of the stack has it.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file (and the font's number inside a collection) as CSS names it."""

    family: str
    weight: int
    italic: bool = False
    file: Path
    number: int  # -1 for a file with one font
    sha256: str

    @property
    def name(self) -> str:
        """What it is called where its program would stand: "Noto Sans CJK SC 400"."""
        return f"{self.family} {self.weight}{' italic' if self.italic else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The faces that a book may use, and no others."""

    faces: tuple[Face, ...]
    measure: Measure
    config: Path  # the private fontconfig file that lists them

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` that no face has, each once."""
        return tuple(char for char in dict.fromkeys(text) if not self._has(char))

    def _has(self, char: str) -> bool:
        try:
            self.measure(char, "en", 1)
        except KeyError:
            return False
        return True
