"""A chart drawn, or found drawn: what every exhibit that is a picture has in common."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reportgen.cache import Cache, key_of
from reportgen.exhibits.charts.theme import MOST_HEIGHT_MM, PT_PER_MM, WIDTH_MM
from reportgen.exhibits.select import read_keys
from reportgen.model.both import BookKind, Both
from reportgen.model.dataset import Dataset
from reportgen.model.exhibits import Chart, ChartSource, Declaration
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Fonts, Measure
from reportgen.problems import Problems

if TYPE_CHECKING:
    from reportgen.exhibits.charts.canvas import Drawing

Draw: TypeAlias = Callable[[BookKind, Measure], "Drawing"]
_HEIGHT = re.compile(r' height="([\d.]+)mm"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is to be drawn, and what is said of it."""

    shown: tuple[str, ...]  # all that the drawing depends on, fonts and code aside
    words: tuple[Both[str], ...]  # of the data, that stand in it
    rows: int
    alt: Both[str]
    data: Dataset
    note: Both[str]
    provenance: Provenance
    sources: tuple[ChartSource, ...] = ()
    draw: Draw
    draw_close: Draw | None = None  # with rows that stand closer


def draw_picture(
    declaration: Declaration, picture: Picture, kind: BookKind, fonts: Fonts, problems: Problems, cache: Cache
) -> Chart | None:
    """The chart for one kind of book; None where it cannot be printed.

    Gives:  the same bytes for the same values, fonts, libraries and drawing code; what was drawn once is kept, and
            then neither Altair nor the converter is loaded.
    Fails:  problem chart-glyph, chart-tall, chart-font.
    """
    drawings = []
    for way, draw in (("", picture.draw), ("close", picture.draw_close)):
        key = _key(declaration.id + way, picture, kind, fonts)
        kept = cache.get(key) if draw else b""
        if kept is None:
            assert draw
            svg = _draw(declaration, picture, draw, way, kind, fonts, problems)
            if svg is None:
                return None
            kept = svg.encode()
            cache.put(key, kept)
        drawings.append(kept.decode())
    svg, close = drawings
    return Chart(
        id=declaration.id,
        svg=svg,
        close_svg=close,
        width_mm=WIDTH_MM,
        height_mm=_height_mm(svg),
        close_height_mm=_height_mm(close) if close else 0.0,
        alt=picture.alt,
        data=picture.data,
        note=picture.note,
        provenance=picture.provenance,
        sources=picture.sources,
    )


def _height_mm(svg: str) -> float:
    height = _HEIGHT.search(svg)
    assert height, "svg.py writes the height in mm"
    return float(height[1])


def _draw(
    declaration: Declaration,
    picture: Picture,
    draw: Draw,
    way: str,
    kind: BookKind,
    fonts: Fonts,
    problems: Problems,
) -> str | None:
    """The SVG, drawn in one `way`.

    Fails:  problem chart-glyph, chart-tall, chart-font.
    """
    from reportgen.exhibits.charts.svg import to_svg  # here, because a chart that is kept needs no converter

    missing = _missing_glyphs(picture.words, kind, fonts)
    for character in missing:
        problems.error(declaration.place, "chart-glyph", found=character, chart=declaration.id)
    if missing:
        return None
    drawing = draw(kind, fonts.measure)
    height_mm = (drawing.canvas.top + drawing.canvas.height + drawing.canvas.bottom) / PT_PER_MM
    if height_mm > MOST_HEIGHT_MM:
        values = {"rows": picture.rows, "found": round(height_mm), "most": round(MOST_HEIGHT_MM)}
        read_keys(declaration, problems).note("chart-tall", "by", **values)
        return None
    title = " ".join(picture.alt.of(language) for language in kind.languages)
    svg, strange = to_svg(drawing, declaration.id + way, title, picture.provenance, kind, fonts)
    for family in strange:
        problems.error(declaration.place, "chart-font", found=family, chart=declaration.id)
    return None if strange else svg


def _missing_glyphs(words: Iterable[Both[str]], kind: BookKind, fonts: Fonts) -> list[str]:
    """Characters of the words that no font of the edition has."""
    return sorted(fonts.missing("".join(both.of(lang) for both in words for lang in kind.languages)))


def _key(id_: str, picture: Picture, kind: BookKind, fonts: Fonts) -> str:
    """Everything that the bytes of the chart depend on."""
    shown = json.dumps([id_, *picture.shown, picture.provenance.value, picture.alt.zh, picture.alt.en, kind.value])
    faces = (f"{face.family} {face.weight} {face.sha256}" for face in fonts.faces)
    return key_of("chart", shown, *faces, *_drawn_by())


@once
def _drawn_by() -> tuple[str, ...]:
    """The versions of the libraries and the hashes of the code that draws."""
    package = Path(__file__).parents[2]
    folders = (Path(__file__).parent, package / "numerals")
    sources = [package / "characters.py", *(file for folder in folders for file in sorted(folder.rglob("*.py")))]
    return (
        *(f"{library} {version(library)}" for library in ("altair", "vl-convert-python")),
        *(f"{file.name} {sha256(file.read_bytes()).hexdigest()}" for file in sources),
    )
