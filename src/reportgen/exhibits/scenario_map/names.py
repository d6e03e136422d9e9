"""Names in their lines: Chinese left and English right of it, or below where both are too wide for one line."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.exhibits.landscape.lines import fill_lines
from reportgen.exhibits.widths import Widths
from reportgen.model.both import Both, Language
from reportgen.model.fonts import Stack
from reportgen.model.scenario_map import MapName

PT_PER_MM = 72 / 25.4
APART_PT = 5.0  # between two names on a line
_STACKS: Mapping[bool, Mapping[Language, Stack]] = {
    False: {"zh": "zh", "en": "en"},
    True: {"zh": "zh-medium", "en": "en-semibold"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a kind of name is set."""

    languages: tuple[Language, ...]
    sizes_pt: tuple[float, float]  # of the leading language, and of the other
    bold: bool  # the leading language
    room_mm: float
    hang_mm: float  # how far the further lines of a name stand in
    em: Widths

    def room_pt(self, line: int) -> float:
        """The room of a name's first line, 0, or of a further one."""
        return (self.room_mm - (self.hang_mm if line else 0.0)) * PT_PER_MM

    def stack(self, language: Language) -> Stack:
        """The font stack of a language."""
        return _STACKS[self.bold and language == self.languages[0]][language]

    def size(self, language: Language) -> float:
        """The type size of a language."""
        return self.sizes_pt[language != self.languages[0]]

    def width_pt(self, text: str, language: Language) -> float:
        """Width of one line."""
        return self.em(text, self.stack(language)) * self.size(language)

    def fits(self, name: MapName) -> bool:
        """Whether no line is wider than the room; a word that cannot be broken may be."""
        return all(
            self.width_pt(line, language) <= self.room_pt(n)
            for language in self.languages
            for n, line in enumerate(name.lines.of(language))
        )


def set_name(name: Both[str], setting: Setting, *, beside: bool) -> MapName:
    """A name in as few lines as the room allows; on one where it may stand `beside` and fits."""
    whole = sum(setting.width_pt(name.of(language), language) for language in setting.languages)
    if beside and whole + APART_PT * (len(setting.languages) - 1) <= setting.room_pt(0):
        lines = {language: (name.of(language),) for language in setting.languages}
        return MapName(lines=Both(zh=lines.get("zh", ()), en=lines.get("en", ())), beside=True)
    found = {language: _lines(name.of(language), language, setting) for language in setting.languages}
    return MapName(lines=Both(zh=found.get("zh", ()), en=found.get("en", ())), beside=False)


def _lines(text: str, language: Language, setting: Setting) -> tuple[str, ...]:
    if setting.width_pt(text, language) <= setting.room_pt(0):
        return (text,)
    stack = setting.stack(language)
    return fill_lines(text, lambda part: setting.em(part, stack), setting.room_pt(1) / setting.size(language))
