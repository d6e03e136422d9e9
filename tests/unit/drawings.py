"""What tests of drawings share: fonts, tables, and the boxes that the words of an SVG fill."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd

from reportgen.exhibits.charts.fitting import width
from reportgen.exhibits.charts.theme import Style
from reportgen.model.both import Both
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Face, Fonts, Stack
from reportgen.model.tables import Table

FILE = Path("content/exhibits.toml")
LONG_ZH = "“一带一路”沿线港口、铁路、航空与公路多式联运电子单证和跨境贸易DLT平台的互联互通（试点）”"
LONG_EN = "Electronic documents for ports, railways, roads and air freight on cross-border distributed-ledger platforms"


def measure(text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
    """Fonts whose Chinese is a square and whose Latin is about half of one, with one kerned pair."""
    if "\ue000" in text:
        raise KeyError("\ue000")
    wide = "“”‘’" if stack.startswith("zh") else ""
    ems = sum(1.0 if char > "\u2e80" or char in wide else 0.55 for char in text)
    return (ems - 0.05 * text.count("Pa")) * size_pt


FONTS = Fonts(
    faces=tuple(
        Face(family=family, weight=400, file=Path(__file__), number=-1, sha256="0" * 64)
        for family in ("Noto Sans CJK SC", "Source Sans 3")
    ),
    measure=measure,
    config=Path("fonts.conf"),
)


def a_table(name: str, rows: Sequence[tuple[object, ...]], columns: str, provenance: Provenance) -> Table:
    frame = pd.DataFrame(list(rows), columns=columns.split(), index=pd.RangeIndex(2, len(rows) + 2, name="line"))
    labels = {"sector": Both(zh="行业板块", en="Sector"), "segment_id": Both(zh="细分领域", en="Segment")}
    file = Path(f"data/{name}.csv")
    return Table(name=name, file=file, frame=frame, provenance=provenance, hashes={}, labels=labels)


@dataclass(frozen=True)
class Words:
    """Words of a drawing and the box that they fill, in pt from the frame's upper left corner."""

    text: str
    family: str
    weight: str
    left: float
    right: float
    baseline: float
    size: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.left, self.baseline - 0.8 * self.size, self.right, self.baseline + 0.1 * self.size


STACKS: Mapping[tuple[str, str], Stack] = {
    ("Noto Sans CJK SC", "400"): "zh",
    ("Noto Sans CJK SC", "500"): "zh-medium",
    ("Source Sans 3, Noto Sans CJK SC", "400"): "en",
    ("Source Sans 3, Noto Sans CJK SC", "600"): "en-semibold",
}


def words_of(svg: str) -> list[Words]:
    found = []

    def walk(element: ElementTree.Element, x: float, y: float) -> None:
        moved = re.fullmatch(r"translate\((.+),(.+)\)", element.get("transform", ""))
        x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
        if element.tag.endswith("text"):
            family, weight = element.attrib["font-family"], element.attrib["font-weight"]
            size = float(element.attrib["font-size"].removesuffix("px"))
            text = element.text or ""
            wide = width(text, Style(STACKS[family, weight], size), measure)
            found.append(Words(text, family, weight, x, x + wide, y, size))
        for child in element:
            walk(child, x, y)

    walk(ElementTree.fromstring(svg), 0, 0)
    return found


def overlap(a: Sequence[float], b: Sequence[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
