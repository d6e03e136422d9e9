"""The kinds of chart. A new kind is one module with a function `draw` and one entry here."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from reportgen.model.both import BookKind, Both
from reportgen.model.fonts import Measure

if TYPE_CHECKING:
    from reportgen.exhibits.charts.canvas import Drawing
    from reportgen.exhibits.charts.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What all charts of a kind have in common."""

    name: Both[str]
    module: str  # inside this package; loaded only to draw, because Altair is slow to load
    across: int  # how many years it needs at least, from left to right; 0 has none
    told_apart: bool = True  # whether it needs more than one row
    parts: int = 0  # into how many parts a row may divide at most; 0 has none
    measure: str = ""  # the only one that it has; "" leaves the choice
    closes: bool = False  # whether its rows may come closer


KINDS: Mapping[str, Kind] = {
    "bar": Kind(name=Both(zh="条形图", en="Bar chart"), module="bar", across=0, closes=True),
    "group": Kind(name=Both(zh="分组条形图", en="Grouped bar chart"), module="group", across=0, parts=4),
    "stack": Kind(name=Both(zh="堆叠条形图", en="Stacked bar chart"), module="stack", across=0, parts=6, closes=True),
    "share": Kind(
        name=Both(zh="构成条形图", en="Share bar chart"),
        module="share",
        across=0,
        told_apart=False,
        parts=6,
        measure="row_share",
        closes=True,
    ),
    "line": Kind(name=Both(zh="折线图", en="Line chart"), module="line", across=2, told_apart=False),
    "slope": Kind(name=Both(zh="斜率图", en="Slope chart"), module="slope", across=2, told_apart=False),
    "lollipop": Kind(name=Both(zh="棒棒糖图", en="Lollipop chart"), module="lollipop", across=0, closes=True),
    "heat": Kind(name=Both(zh="热力图", en="Heat map"), module="heat", across=1, closes=True),
    "multiples": Kind(name=Both(zh="小多图", en="Small multiples"), module="multiples", across=2),
}


class Draw(Protocol):
    """What the module of a kind offers: `draw`."""

    def __call__(self, series: "Series", book: BookKind, measure: Measure) -> "Drawing":
        """The marks of `series`, the words about them and where both stand."""


def load_draw(kind: str) -> Draw:
    """The function that draws a kind."""
    draw: Draw = import_module(f"reportgen.exhibits.charts.{KINDS[kind].module}").draw
    return draw
