"""A declared chart, drawn or found drawn."""

import json
import re
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from reportgen.cache import Cache, key_of
from reportgen.exhibits.charts.describe import describe
from reportgen.exhibits.charts.kinds import load_draw
from reportgen.exhibits.charts.series import Series, read_series
from reportgen.exhibits.charts.theme import MOST_HEIGHT_MM, PT_PER_MM, WIDTH_MM
from reportgen.exhibits.select import read_keys
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Chart, Declaration
from reportgen.model.facts import Facts
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.problems import Problems

_HEIGHT = re.compile(r' height="([\d.]+)mm"')


def draw_chart(
    declaration: Declaration,
    tables: Tables,
    facts: Facts,
    kind: BookKind,
    fonts: Fonts,
    problems: Problems,
    cache: Cache,
) -> Chart | None:
    """The declared chart for one kind of book; None where the declaration or its data have a fault.

    Gives:  the same bytes for the same values, fonts, libraries and drawing code; what was drawn once is kept, and
            then neither Altair nor the converter is loaded.
    Fails:  problem chart-* and exhibit-*, at the key of the declaration that is to be changed.
    """
    series = read_series(declaration, tables, facts, problems)
    if series is None:
        return None
    alt = describe(series)
    key = _key(declaration.id, series, alt, kind, fonts)
    kept = cache.get(key)
    if kept is None:
        svg = _draw(declaration, series, alt, kind, fonts, problems)
        if svg is None:
            return None
        cache.put(key, svg.encode())
    else:
        svg = kept.decode()
    height = _HEIGHT.search(svg)
    assert height, "svg.py writes the height in mm"
    return Chart(
        id=declaration.id,
        svg=svg,
        width_mm=WIDTH_MM,
        height_mm=float(height[1]),
        alt=alt,
        data=series.data,
        note=series.note,
        provenance=series.provenance,
    )


def _draw(
    declaration: Declaration, series: Series, alt: Both[str], kind: BookKind, fonts: Fonts, problems: Problems
) -> str | None:
    """The SVG.

    Fails:  problem chart-glyph, chart-tall, chart-font.
    """
    from reportgen.exhibits.charts.svg import to_svg  # here, because a chart that is kept needs no converter

    missing = _missing_glyphs(series, kind, fonts)
    for character in missing:
        problems.error(declaration.place, "chart-glyph", found=character, chart=declaration.id)
    if missing:
        return None
    drawing = load_draw(series.kind)(series, kind, fonts.measure)
    height_mm = (drawing.canvas.top + drawing.canvas.height + drawing.canvas.bottom) / PT_PER_MM
    if height_mm > MOST_HEIGHT_MM:
        values = {"rows": len(series.names), "found": round(height_mm), "most": round(MOST_HEIGHT_MM)}
        read_keys(declaration, problems).note("chart-tall", "by", **values)
        return None
    title = " ".join(alt.of(language) for language in kind.languages)
    svg, strange = to_svg(drawing, declaration.id, title, series.provenance, kind, fonts)
    for family in strange:
        problems.error(declaration.place, "chart-font", found=family, chart=declaration.id)
    return None if strange else svg


def _missing_glyphs(series: Series, kind: BookKind, fonts: Fonts) -> list[str]:
    """Characters of the names that no font of the edition has."""
    names, missing = (*series.names.values(), *series.parts.values()), []
    for character in sorted({c for name in names for lang in kind.languages for c in name.of(lang)}):
        try:
            fonts.measure(character, "en", 1)
        except KeyError:
            missing.append(character)
    return missing


def _key(id_: str, series: Series, alt: Both[str], kind: BookKind, fonts: Fonts) -> str:
    """Everything that the bytes of the chart depend on."""
    shown = json.dumps([id_, series.kind, series.percent, series.provenance.value, alt.zh, alt.en, kind.value])
    faces = (f"{face.family} {face.weight} {face.sha256}" for face in fonts.faces)
    return key_of("chart", shown, series.frame.to_json(orient="split", double_precision=15), *faces, *_drawn_by())


@once
def _drawn_by() -> tuple[str, ...]:
    """The versions of the libraries and the hashes of the code that draws."""
    package = Path(__file__).parents[2]
    folders = (Path(__file__).parent, package / "numerals")
    sources = [package / "characters.py", *(file for folder in folders for file in sorted(folder.glob("*.py")))]
    return (
        *(f"{library} {version(library)}" for library in ("altair", "vl-convert-python")),
        *(f"{file.name} {sha256(file.read_bytes()).hexdigest()}" for file in sources),
    )
