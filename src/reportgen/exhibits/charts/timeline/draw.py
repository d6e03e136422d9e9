"""The drawing of a timeline: a bar a row, its begin and its months inside, its end and outcome behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

import altair as alt
import pandas as pd

from reportgen.exhibits.charts.canvas import WIDTH, Canvas, Drawing, Label, NameBlock, name_block, strip_for
from reportgen.exhibits.charts.fitting import width, wrap
from reportgen.exhibits.charts.theme import BLUE, CARRIER, GAP, GREY, LESSER_NAME, MUTED, PT_PER_MM, Style
from reportgen.exhibits.charts.timeline.months import ending, length, month_on_bar
from reportgen.exhibits.charts.timeline.spans import Span, Timeline
from reportgen.model.both import BookKind, Both
from reportgen.model.fonts import Measure

_ROW = 10.2 * PT_PER_MM  # at least
_ROW_AIR = 7.0
_AXIS = 17.0  # height of the line of years
_BAR, _MARK, _OVER = 16.0, 3.4, 2.0  # thickness of a bar; of the mark at its end, and how far it stands out
_PAD = 5.0  # between the words on a bar and its ends
_APART = 10.0  # between two words on a bar
_NAME_SHARE, _ENDING_SHARE = 0.34, 0.24  # of the width, at most
_AFTER_YEAR = 3.0  # between the line of a year and its name
_WINDOW, _GRID = "#F4E8D2", "#E1E7EE"  # gold and the hairline, as light as a ground under words has to be
_ON_BAR = {"zh": Style("zh", 7.4), "en": Style("en", 7.6)}
_YEAR = Style("en", 8.2, GREY)
_FIELD = {"zh": Style("zh", 7.0, GREY), "en": LESSER_NAME}
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)  # years between two that are named
_WORD_GAP = 2.4


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one line, in the types that they need."""

    words: tuple[tuple[str, Style], ...]
    width: float

    @property
    def leading(self) -> float:
        """Height of the line."""
        return max(style.leading for _, style in self.words)

    def placed(self, x: float, middle: float, measure: Measure) -> Iterator[Label]:
        """The words from `x` on."""
        for text, style in self.words:
            yield Label(text, x, middle + style.rise, style, "left")
            x += width(text, style, measure) + _WORD_GAP


@dataclass(frozen=True, slots=True)
class _Row:
    """A span and the words about it."""

    span: Span
    name: tuple[_Run, ...]
    ending: NameBlock
    begin: _Run
    length: _Run  # without words, where there is no end

    @property
    def height(self) -> float:
        """The height that its words need."""
        return max(sum(line.leading for line in self.name), self.ending.height, _BAR) + _ROW_AIR

    @property
    def inner(self) -> float:
        """The width of the words on the bar."""
        return self.begin.width + (self.length.width + _APART if self.length.words else 0.0) + 2 * _PAD + _MARK / 2

    @property
    def beside(self) -> float:
        """The width of the same words beside it."""
        return self.begin.width + self.length.width + 2 * GAP


@dataclass(frozen=True, slots=True)
class _Scale:
    """Months to pt: from January of the first year to the last month that is shown."""

    first: int
    last: int
    width: float

    def at(self, month: float) -> float:
        """The place of the beginning of a month; of its middle, where it is half a month later."""
        return self.width * (month - self.first) / (self.last - self.first)


def draw(timeline: Timeline, book: BookKind, measure: Measure) -> Drawing:
    """The rows from top to bottom, names at their left, years above."""
    spans = timeline.spans
    chosen = any(span.lit for span in spans)
    rows = [_row(span, span.lit or not chosen, book, measure) for span in spans]
    left = max(line.width for row in rows for line in row.name) + GAP
    shown = [m for span in spans for m in (span.begin, span.end) if m is not None] + list(timeline.window or ())
    fit = _fitted(rows, min(shown) // 12 * 12, max(shown) + 1, WIDTH - left, measure)
    scale = fit.scale
    edges = list(accumulate((max(_ROW, row.height) for row in rows), initial=0.0))
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    canvas = Canvas(
        left=left,
        right=WIDTH - left - scale.width,
        top=strip_for(timeline.provenance) + _AXIS,
        bottom=0.0,
        height=edges[-1],
    )
    widest = max(width(text, _YEAR, measure) for _, text in _years(scale.first, scale.last, 1)) + 2 * _AFTER_YEAR
    step = next(n for n in _STEPS if scale.at(scale.first + 12 * n) >= widest)
    years = [(scale.at(month), text) for month, text in _years(scale.first, scale.last, step)]
    labels = (
        *(Label(text, x + _AFTER_YEAR, _YEAR.size + 2 - _AXIS, _YEAR, "left") for x, text in years),
        *chain.from_iterable(
            _words(row, i, fit, middle, measure) for i, (row, middle) in enumerate(zip(rows, middles, strict=True))
        ),
    )
    marks = _marks(rows, middles, scale, canvas, [x for x, _ in years], timeline.window)
    return Drawing(marks=marks, labels=labels, canvas=canvas)


# ---- words


def _row(span: Span, lit: bool, book: BookKind, measure: Measure) -> _Row:
    name = name_block(span.name, False, book, measure, share=_NAME_SHARE)
    end = Both(zh=ending(span.end, span.outcome, "zh"), en=ending(span.end, span.outcome, "en"))
    begun = month_on_bar(span.begin, book)
    said = () if span.end is None else length(span.end - span.begin, book)
    return _Row(
        span=span,
        name=(*(_run([line], measure) for line in name.lines), *_field(span.field, book, measure)),
        ending=name_block(end, lit and span.end is not None, book, measure, share=_ENDING_SHARE),
        begin=_run([(begun, _ON_BAR["zh" if book is BookKind.ZH else "en"])], measure),
        length=_run([(text, _ON_BAR[language]) for text, language in zip(said, book.languages, strict=False)], measure),
    )


def _field(field: Both[str], book: BookKind, measure: Measure) -> list[_Run]:
    """What the row is about, in both languages on one line if there is room."""
    words = [(field.of(language), _FIELD[language]) for language in book.languages if field.of(language)]
    whole = _run(words, measure)
    if whole.width <= WIDTH * _NAME_SHARE or not words:
        return [whole] if words else []
    return [
        _run([(line, style)], measure)
        for text, style in words
        for line in wrap(text, style, WIDTH * _NAME_SHARE, measure)
    ]


def _run(words: Sequence[tuple[str, Style]], measure: Measure) -> _Run:
    widths = [width(text, style, measure) for text, style in words]
    return _Run(tuple(words), sum(widths) + _WORD_GAP * max(0, len(widths) - 1))


@dataclass(frozen=True, slots=True)
class _Fit:
    """A scale for which all words fit, and the rows whose bar is too short for its words."""

    scale: _Scale
    before: frozenset[int]  # those whose words stand in front of the bar
    behind: frozenset[int]  # and those whose words stand behind its ending


def _fitted(rows: Sequence[_Row], first: int, last: int, room: float, measure: Measure) -> _Fit:
    """The widest scale for which all words stand inside the frame."""
    behind: set[int] = set()
    while True:
        limits = [(room - _AFTER_YEAR - width(text, _YEAR, measure), at) for at, text in _years(first, last, 1)]
        for i, row in enumerate(rows):
            after = _MARK / 2 + GAP + row.ending.width + (row.beside if i in behind else 0.0)
            limits.append((room - after, _stop(row.span, last)))
        unit = _Scale(first, last, 1.0)
        scale = _Scale(first, last, min(room, *(most / unit.at(at) for most, at in limits if at > first)))
        short = {i for i, row in enumerate(rows) if _bar(row.span, scale) < row.inner}
        cramped = {i for i in short if scale.at(rows[i].span.begin + 0.5) < rows[i].beside}
        if cramped <= behind:
            return _Fit(scale, frozenset(short - behind), frozenset(behind))
        behind |= cramped


def _stop(span: Span, last: int) -> float:
    """Where the bar ends: in the middle of a month; at the edge, where there is no end."""
    return last if span.end is None else span.end + 0.5


def _bar(span: Span, scale: _Scale) -> float:
    return scale.at(_stop(span, scale.last)) - scale.at(span.begin + 0.5)


def _years(first: int, last: int, step: int) -> list[tuple[float, str]]:
    """Every so many years: the month that it begins with, and its name."""
    return [(at, str(at // 12)) for at in range(first, last, 12 * step)]


def _words(row: _Row, i: int, fit: _Fit, middle: float, measure: Measure) -> Iterator[Label]:
    """The words of one row."""
    begin, stop = fit.scale.at(row.span.begin + 0.5), fit.scale.at(_stop(row.span, fit.scale.last))
    top = middle - sum(line.leading for line in row.name) / 2
    for line in row.name:
        yield from line.placed(-GAP - line.width, top + line.leading / 2, measure)
        top += line.leading
    ending = stop + _MARK / 2 + GAP
    yield from row.ending.placed(ending, middle, "left")
    if i in fit.before or i in fit.behind:
        x = begin - row.beside + GAP if i in fit.before else ending + row.ending.width + GAP
        yield from row.begin.placed(x, middle, measure)
        yield from row.length.placed(x + row.begin.width + GAP, middle, measure)
    else:
        yield from row.begin.placed(begin + _PAD, middle, measure)
        yield from row.length.placed(stop - _MARK / 2 - _PAD - row.length.width, middle, measure)


# ---- marks


def _marks(
    rows: Sequence[_Row],
    middles: Sequence[float],
    scale: _Scale,
    canvas: Canvas,
    years: Sequence[float],
    window: tuple[int, int] | None,
) -> alt.LayerChart:
    """The window and the years as a ground, the bars on it, and the marks at their ends."""
    x, x2 = alt.X("x:Q", scale=canvas.across), "x2:Q"
    y, y2 = alt.Y("y:Q", scale=canvas.down), "y2:Q"
    colour = alt.Color("colour:N", scale=None)
    bars, ends = [], []
    chosen = any(row.span.lit for row in rows)
    for row, middle in zip(rows, middles, strict=True):
        begin, stop = scale.at(row.span.begin + 0.5), scale.at(_stop(row.span, scale.last))
        bars.append((begin, stop, middle - _BAR / 2, middle + _BAR / 2, MUTED))
        if row.span.end is not None:
            tone = BLUE if row.span.lit or not chosen else CARRIER
            over = _BAR / 2 + _OVER
            ends.append((stop - _MARK / 2, stop + _MARK / 2, middle - over, middle + over, tone))
    shade = [] if window is None else [(scale.at(window[0]), scale.at(window[1] + 1), 0.0, canvas.height, _WINDOW)]
    boxes = [
        alt.Chart(pd.DataFrame(some, columns=["x", "x2", "y", "y2", "colour"]))
        .mark_rect()
        .encode(x=x, x2=x2, y=y, y2=y2, color=colour)
        for some in (shade, bars, ends)
        if some
    ]
    lines = pd.DataFrame({"x": list(years), "y": 0.0, "y2": canvas.height})
    grid = alt.Chart(lines).mark_rule(color=_GRID).encode(x=x, y=y, y2=y2)
    ground = 1 if shade else 0
    return alt.LayerChart(layer=[*boxes[:ground], grid, *boxes[ground:]])
