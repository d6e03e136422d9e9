"""In every kind of chart and every book, words keep inside the frame and off each other, whatever the data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pytest

from reportgen.exhibits.charts.canvas import STRIP, WIDTH, Canvas, Drawing, Label
from reportgen.exhibits.charts.fitting import width
from reportgen.exhibits.charts.kinds import KINDS, load_draw
from reportgen.exhibits.charts.series import Mark, Series
from reportgen.model.both import BookKind, Both
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Stack

LONG = Both(
    zh="“一带一路”沿线港口、铁路、航空与公路多式联运电子单证和跨境贸易DLT平台的互联互通（试点）”",
    en="Electronic documents for ports, railways, roads and air freight on cross-border distributed-ledger platforms",
)
SHORT = (Both(zh="金融", en="Finance"), Both(zh="农业/食品", en="Agriculture & food"), Both(zh="“双碳”", en="Carbon"))
PARTS = (Both(zh="概念验证", en="Proof of concept"), Both(zh="试点", en="Pilot"), Both(zh="上线", en="Live"))


def measure(text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
    """Chinese is a square; Latin is as wide as the widest of the edition's words."""
    wide = "“”‘’" if stack.startswith("zh") else ""
    return size_pt * sum(1.0 if char > "\u2e80" or char in wide else 0.56 for char in text)


@dataclass(frozen=True)
class Data:
    """Rows of values, and what is said of them."""

    rows: Sequence[Sequence[float]]
    names: Sequence[Both[str]] = SHORT
    parts: Sequence[Both[str]] = PARTS
    hedges: Sequence[str] = ("exact",)
    lit: int = 1


AWKWARD: Mapping[str, Data] = {
    "one row": Data([[12, 34, 56]]),
    "one row of nothing but its last value": Data([[0, 0, 7]]),
    "eleven rows": Data([[100 - i, 50 + 3 * i, 7 * i] for i in range(11)]),
    "eleven rows with long names": Data([[100 - i, 50, 7 * i] for i in range(11)], names=[LONG, *SHORT]),
    "long names of rows and parts": Data([[5, 3, 8], [1, 9, 4]], names=[LONG], parts=[LONG, *PARTS[1:]]),
    "only long names": Data([[50, 30, 80]] * 3, names=[LONG], parts=[LONG], lit=3),
    "six parts with long names": Data([[10, 20, 30, 10, 20, 30]], parts=[LONG]),
    "nothing": Data([[0, 0, 0], [0, 0, 0]]),
    "zeros": Data([[0, 5, 0], [3, 0, 0], [0, 0, 9]]),
    "equal values": Data([[5, 5, 5]] * 6),
    "a huge one": Data([[1_234_567, 3, 5], [2, 4, 6], [0, 1, 2]]),
    "the huge one last": Data([[2, 4, 6], [3, 5, 1_234_567]]),
    "tiny parts": Data([[1, 998, 1], [2, 1, 997], [996, 3, 1]]),
    "three to seven digits": Data([[123, 1234, 12345], [123456, 489000, 1234567]]),
    "hundreds of millions": Data([[123_456_789, 987_654_321, 55], [5_000, 250_000, 99_999]]),
    "nothing lit": Data([[10, 20, 30], [30, 20, 10]], lit=0),
    "three lit": Data([[10, 20, 30]] * 4, lit=3),
    "many beside each other": Data([[10.0 * i for i in range(12)], [900.0 - i for i in range(12)]]),
    "hedged": Data([[950], [590], [200]], hedges=("about", "over", "nearly")),
    "large and hedged": Data([[489_000], [1_590_000], [200]], hedges=("nearly", "over", "about")),
}


def series_of(kind: str, data: Data, *, percent: bool) -> Series:
    """The data as a series of the kind: its columns are parts, years or, where the kind has neither, its rows."""
    asked, rows = KINDS[kind], data.rows
    if asked.parts:
        rows = [row[: asked.parts] for row in rows]
    elif not asked.across:
        rows = [[value] for row in rows for value in row]
    if percent:
        rows = [[100 * value / (sum(row) or 1) for value in row] for row in rows]
    marks = []
    for i, row in enumerate(rows):
        name, hedge = data.names[i % len(data.names)], data.hedges[i % len(data.hedges)]
        for n, value in enumerate(row):
            part = data.parts[n % len(data.parts)] if asked.parts else Both(zh="", en="")
            marks.append(
                Mark(
                    id=f"row-{i}",
                    zh=name.zh,
                    en=name.en,
                    x=str(2011 + n) if asked.across else "",
                    value=float(value),
                    hedge="exact" if asked.across or asked.parts else hedge,
                    lit=(n if asked.parts else i) < data.lit,
                    part=f"part-{n}" if asked.parts else "",
                    part_zh=part.zh,
                    part_en=part.en,
                )
            )
    words = Both(zh="", en="")
    return Series(
        kind=kind,
        marks=marks,
        percent=percent,
        counted=words,
        by=words,
        note=words,
        provenance=Provenance.SAMPLE,
    )


def fits(kind: str, data: Data) -> bool:
    """Whether such data may be drawn in the kind."""
    asked, columns = KINDS[kind], len(data.rows[0])
    return columns >= max(asked.across, 2 if asked.parts else 0)


CASES = [(kind, case) for kind in KINDS for case, data in AWKWARD.items() if fits(kind, data)]


@pytest.mark.parametrize("book", BookKind)
@pytest.mark.parametrize(("kind", "case"), CASES)
def test_words_stand_inside_the_frame_below_the_mark_and_off_each_other(kind: str, case: str, book: BookKind) -> None:
    for percent in (False, True):
        drawing = load_draw(kind)(series_of(kind, AWKWARD[case], percent=percent), book, measure)

        canvas, placed = drawing.canvas, list(boxes_of(drawing))
        outside = [label.text for label, box in placed if not inside(box, canvas)]
        clashes = [(a.text, b.text) for (a, one), (b, other) in combinations(placed, 2) if meet(one, other)]
        assert (outside, clashes) == ([], [])
        assert canvas.width > 0


Box = tuple[float, float, float, float]


def boxes_of(drawing: Drawing) -> Iterator[tuple[Label, Box]]:
    for label in drawing.labels:
        wide = width(label.text, label.style, measure)
        left = label.x - {"left": 0.0, "center": 0.5, "right": 1.0}[label.align] * wide
        yield label, (left, label.y - 0.8 * label.style.size, left + wide, label.y + 0.1 * label.style.size)


def inside(box: Box, canvas: Canvas) -> bool:
    blank = 4.3  # the blank half of a Chinese mark may hang out
    left, top = -canvas.left - 0.1, STRIP - canvas.top - 0.1
    right = WIDTH - canvas.left + 0.1 + blank
    return left - blank <= box[0] and top <= box[1] and box[2] <= right and box[3] <= canvas.height + canvas.bottom


def meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
