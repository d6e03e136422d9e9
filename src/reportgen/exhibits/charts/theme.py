"""What every chart looks like: colours, type and strokes of the report's design. Lengths in pt."""

from dataclasses import dataclass, replace
from typing import Any

from reportgen.model.both import Language
from reportgen.model.fonts import Stack

PT_PER_MM = 72 / 25.4
WIDTH_MM = 170.0  # the measure of a page
CLOSE = 0.88  # of the usual distance of rows, where a page must hold a little more: see layouts/parts/close.css
MOST_HEIGHT_MM = 215.0  # what a page holds below a takeaway and a caption

INK, GREY, NAVY, BLUE = "#16212E", "#586575", "#0A2342", "#1450A3"
MUTED, CARRIER, TINT, RULE = "#B4C4DA", "#7F9CC8", "#EAF0F8", "#CDD5DF"
SEQUENCE = ("#F3F6FA", "#D3DFEF", "#9DB9DF", "#5585C5", "#1450A3")
WHITE, DEEP = "#FFFFFF", "#061730"  # text on light and on dark cells

THIN, PLAIN, THICK, HAIRLINE = 0.9, 1.6, 2.6, 0.5  # a line beside, without and with emphasis; a rule
GAP = 7.0  # between a mark and its name
VALUE_GAP = 5.0  # between a mark and its value

_CHINESE, _LATIN = "Noto Sans CJK SC", "Source Sans 3"


@dataclass(frozen=True, slots=True)
class Style:
    """Type of one colour. `stack` is the same font by the name under which text is measured."""

    stack: Stack
    size: float
    colour: str = INK

    @property
    def family(self) -> str:
        """The font-family list: Chinese has no Latin font in it, so that its quotation marks stay full-width."""
        return _CHINESE if self.stack.startswith("zh") else f"{_LATIN}, {_CHINESE}"

    @property
    def weight(self) -> int:
        """The font-weight of the stack's first face."""
        return {"zh": 400, "zh-medium": 500, "en": 400, "en-semibold": 600}[self.stack]

    @property
    def leading(self) -> float:
        """Height of a line."""
        return self.size * 1.25

    @property
    def rise(self) -> float:
        """How far the baseline stands below the middle of the line: ideographs are taller than capitals."""
        return self.size * (0.38 if self.stack.startswith("zh") else 0.33)

    def coloured(self, colour: str) -> "Style":
        """The same type in another colour."""
        return replace(self, colour=colour)


NAME = {"zh": Style("zh", 8.4), "en": Style("en", 8.6)}
LESSER_NAME = Style("en", 7.0, GREY)  # English below Chinese
VALUE = Style("en-semibold", 9.0)
HEDGE = {"zh": Style("zh-medium", 8.4), "en": Style("en", 8.6)}
HEAD = Style("en-semibold", 9.0, NAVY)
MARK: dict[Language, Style] = {"zh": Style("zh", 6.8, GREY), "en": Style("en", 6.8, GREY)}


def config() -> dict[str, Any]:
    """The Vega-Lite configuration: bare marks, because words are placed by measure and drawn as text marks."""
    return {
        "background": None,
        "padding": 0,
        "aria": False,
        "view": {"stroke": None},
        "axis": {"disable": True},
        "legend": {"disable": True},
        "bar": {"color": CARRIER},
        "line": {"color": CARRIER, "strokeWidth": PLAIN, "strokeJoin": "round", "strokeCap": "round"},
        "rule": {"color": RULE, "strokeWidth": HAIRLINE},
        "circle": {"color": CARRIER, "opacity": 1},
    }
