"""What the opener of a division or a sector shows beside its text: its parts, and its place among the sectors."""

from collections.abc import Mapping, Sequence
from itertools import takewhile, zip_longest

from markupsafe import Markup

from reportgen.model.book import BookChapter, Pair, Row
from reportgen.model.both import Language
from reportgen.model.edition import Part
from reportgen.model.outline import Entry, Outline
from reportgen.model.sectors import PublishedCount, SectorNumbers
from reportgen.model.text import Note
from reportgen.model.words import Words

CHART_MM = (58.0, 32.0)
TOP_MM = 7.0  # over the highest column, for two lines of a label
BAR = 0.76  # of a column's share of the width
LABEL_MM = 3.2  # half of a label, which must not be cut at the edges
LIT, DIM, FAINT = "#6FA5EA", "#2C5695", "#A9C4EC"
_LATIN, _SANS = "Source Sans 3", "Noto Sans CJK SC"


def lead_rows(rows: Sequence[Row]) -> int:
    """How many rows lead an opener: the first, with the notes to it."""
    notes = takewhile(lambda r: isinstance(r, Pair) and any(isinstance(b, Note) for b in r.blocks.zh[:1]), rows[1:])
    return len(rows[:1]) + len(tuple(notes))


def parts_of(chapter: BookChapter, outline: Outline, languages: Sequence[Language]) -> tuple[Entry, ...]:
    """What a division or a sector consists of, as far as it has numbers.

    Gives:  of a division, its sectors or else its own sections; of a sector, its segments and its landscape, which are
            its deepest headings.
    """
    shown = [e for e in outline.entries if e.kind == "section" and e.only in (None, *languages)]
    start = next((n for n, e in enumerate(shown, 1) if e.chapter == chapter.entry.id), len(shown))
    top = chapter.entry.depth
    below = tuple(takewhile(lambda e: e.level > top, shown[start:]))
    if chapter.entry.part is Part.DIVISION:
        found = [e for e in below if e.level == top + 1]
    else:
        found = [e for e, after in zip_longest(below, below[1:]) if not after or after.level <= e.level]
    return tuple(e for e in found if e.number.zh)


def published_columns(
    sectors: Mapping[str, SectorNumbers], lit: str, words: Words, languages: Sequence[Language]
) -> str:
    """SVG: a column for each published count in the report's order; the lit one and the largest carry theirs.

    Gives:  "" where the lit sector has none.
    """
    if lit not in sectors or sectors[lit].cases is None:
        return ""
    counted = [(s, s.cases) for s in sectors.values() if s.cases is not None]
    largest = max(counted, key=lambda c: c[1].value)[0].sector
    width, height = CHART_MM
    pitch, scale = width / len(counted), (height - TOP_MM) / max(cases.value for _, cases in counted)
    marks = Markup("")
    for n, (sector, cases) in enumerate(counted):
        left, high = n * pitch, cases.value * scale
        marks += Markup('<path fill="{}" d="M{:.2f} {:.2f}h{:.2f}v-{:.2f}h-{:.2f}z"/>').format(
            LIT if sector.sector == lit else DIM, left, height, pitch * BAR, high, pitch * BAR
        )
        if sector.sector in (lit, largest):
            at = (min(max(left + pitch * BAR / 2, LABEL_MM), width - LABEL_MM), height - high - 1.2)
            marks += _label(cases, at, languages[0], lit=sector.sector == lit)
    told = [
        words["opener"]["chart_alt"].of(language).format(counts=_listed(counted, language)) for language in languages
    ]
    return Markup('<svg xmlns="http://www.w3.org/2000/svg" width="{0}mm" height="{1}mm" viewBox="0 0 {0} {1}">').format(
        width, height
    ) + Markup("<title>{}</title>{}</svg>").format(" ".join(told), marks)


def _label(cases: PublishedCount, at: tuple[float, float], language: Language, *, lit: bool) -> Markup:
    """The digits over a column, and the word that hedges them over the digits."""
    colour, weight = ("#FFFFFF", 600) if lit else (FAINT, 400)
    lines = [(cases.digits.of(language), _LATIN, 8.0, 0.0)]
    if cases.word.of(language):
        lines.append((cases.word.of(language), _LATIN if language == "en" else _SANS, 6.6, 3.0))
    return Markup("").join(
        Markup(
            '<text x="{:.2f}" y="{:.2f}" text-anchor="middle" fill="{}" font-family="{}" font-weight="{}"'
            ' font-size="{:.3f}">{}</text>'
        ).format(at[0], at[1] - up, colour, family, weight if family == _LATIN else 400, size * 25.4 / 72, text)
        for text, family, size, up in lines
    )


def _listed(counted: Sequence[tuple[SectorNumbers, PublishedCount]], language: Language) -> str:
    said = [f"{s.name.of(language)} {c.word.of(language)} {c.digits.of(language)}" for s, c in counted]
    return ("，" if language == "zh" else ", ").join(" ".join(words.split()) for words in said)
