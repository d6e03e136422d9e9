"""The words beside and under the tiles, as far as their height is needed: band labels and the added note.

The style sheet layouts/pages/landscape.css sets them in the sizes named here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from reportgen.exhibits.landscape.lines import fill_lines, language_of
from reportgen.exhibits.landscape.packing import Segment
from reportgen.exhibits.landscape.plan import MM_PER_PT
from reportgen.exhibits.widths import widths_of
from reportgen.model.both import Both, Language
from reportgen.model.fonts import Measure, Stack

BODY_MM = 151.0  # from the first band's top to the foot
_WIDTH_MM = 30.0
_COUNT_MM = 7.0  # right of the title, for the number of placements
_TITLE_PT, _TITLE_LINE_PT = 9.0, 11.5
_LESSER_PT, _LESSER_LINE_PT = 7.2, 9.0
_TOP_MM = 1.3  # the rule over a label and its distance
_COUNTS_GAP_MM, _COUNTS_LINE_PT = 1.3, 10.0
_NOTE_MM, _NOTE_PT, _NOTE_LINE_PT = 255.0, 6.8, 9.0


@dataclass(frozen=True, slots=True)
class Label:
    """A band's label: its title in lines, and how high it stands with the roles counted under it."""

    title: Both[tuple[str, ...]]
    height_mm: float


def set_label(title: Both[str], segment: Segment, languages: tuple[Language, ...], measure: Measure) -> Label:
    """The label of a segment in the book's languages."""
    leading, *others = languages
    room_em = (_WIDTH_MM - _COUNT_MM) / MM_PER_PT / _TITLE_PT
    lines = {leading: fill_lines(title.of(leading), _em(measure, bold=True), room_em)}
    height_pt = len(lines[leading]) * _TITLE_LINE_PT
    for other in others:
        room_em = _WIDTH_MM / MM_PER_PT / _LESSER_PT
        lines[other] = fill_lines(title.of(other), _em(measure, bold=False), room_em)
        height_pt += len(lines[other]) * _LESSER_LINE_PT
    roles = segment.split * (bool(segment.adopters) + bool(segment.providers))
    counts_mm = roles * _COUNTS_LINE_PT * MM_PER_PT + (_COUNTS_GAP_MM if roles else 0)
    return Label(Both(zh=lines.get("zh", ()), en=lines.get("en", ())), _TOP_MM + height_pt * MM_PER_PT + counts_mm)


def note_height_mm(note: Both[str], languages: tuple[Language, ...], measure: Measure) -> float:
    """Height of a landscape's own note, which stands in lines of its own under the standing one."""
    em = _em(measure, bold=False)
    width_pt = sum(em(note.of(language)) * _NOTE_PT for language in languages)
    return ceil(width_pt * MM_PER_PT / _NOTE_MM * 1.05) * _NOTE_LINE_PT * MM_PER_PT


def _em(measure: Measure, *, bold: bool) -> Callable[[str], float]:
    stacks: dict[Language, Stack] = {"zh": "zh-medium", "en": "en-semibold"} if bold else {"zh": "zh", "en": "en"}
    em = widths_of(measure)
    return lambda text: em(text, stacks[language_of(text)])
