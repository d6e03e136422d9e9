"""A chart in a page: its words in the edition's faces, its letters in their places, its values told."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from pdf import Pdf

from reportgen.cache import Cache
from reportgen.exhibits.charts import draw_chart
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Chart, Declaration
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Table, Tables
from reportgen.problems import Place, Problems

LAYOUTS = Path(__file__).parents[2] / "layouts" / "parts"
PROSE = "<p>" + "正文。" * 60  # a reader of PDF takes the direction of lines from what fills the page
PLACE = Place(Path("content/exhibits.toml"))
NAMES = [
    ("finance", "金融", "Finance"),
    ("dual_carbon", "“双碳”", "Dual carbon"),
    ("transport", "AI/交通", "Toll & Tax"),
]
VALUES = {"finance": (950, Hedge.ABOUT), "dual_carbon": (400, Hedge.OVER), "transport": (180, Hedge.EXACT)}


@pytest.fixture
def chart(fonts: Fonts, tmp_path: Path) -> Chart:
    """Three published figures as bars, in the parallel book."""
    frame = pd.DataFrame([("sector", *name) for name in NAMES], columns=["kind", "id", "zh", "en"])
    names = Table(name="names", file=Path("names.csv"), frame=frame, provenance=Provenance.PUBLIC, hashes={})
    facts = {
        f"{sector}_cases": Fact(
            id=f"{sector}_cases",
            alias="",
            value=Decimal(value),
            unit="起",
            hedge=hedge,
            provenance=Provenance.PUBLISHED,
            source="",
            rows=(),
            place=PLACE,
        )
        for sector, (value, hedge) in VALUES.items()
    }
    keys = {"kind": "bar", "facts": "{sector}_cases"}
    declaration = Declaration(kind="chart", id="c", keys=keys, place=PLACE, places={})
    problems = Problems()
    made = draw_chart(
        declaration,
        Tables(named={"names": names}),
        Facts(named=facts),
        BookKind.PARALLEL,
        fonts,
        problems,
        Cache(tmp_path / "cache"),
    )
    assert problems.found == ()
    assert made
    return made


def test_words_of_a_chart_are_text_in_the_editions_faces(chart, press_html):
    pdf = Pdf(press_html(chart.svg + PROSE).pdf)

    assert pdf.fonts() == {
        "Noto-Sans-CJK-SC",
        "Noto-Sans-CJK-SC-Medium",
        "Source-Sans-3",
        "Source-Sans-3-Semi-Bold",
    }
    assert {"金融", "“双碳”", "Finance", "Dual carbon", "约", "950", "400+", "180"} <= set(pdf.text(1).split("\n"))


def test_letters_of_a_chart_stand_as_they_do_in_running_text(chart, press_html):
    css = '.t { font: 7pt "Source Sans 3"; font-variant-ligatures: none }'

    characters = Pdf(press_html(f'{chart.svg}<p class="t" lang="en">Toll &amp; Tax</p>', css).pdf).characters(1)

    lines = [[c for c in characters if abs(c[2] - b) < 3] for b in sorted({c[2] for c in characters if c[0] == "&"})]
    steps = [
        [round(x - line[0][1], 1) for _, x, _ in line if line]
        for line in ([c for c in some if c[0] in "Toll&Tax"] for some in lines)
    ]
    assert len(steps) == 2
    assert steps[0] == pytest.approx(steps[1], abs=0.11)


def test_chart_is_a_figure_that_tells_its_values(chart, press_html):
    pdf = Pdf(press_html(chart.svg).pdf)

    (figure,) = [element for element in pdf.elements if element.S == "/Figure"]
    assert str(figure.Alt) == f"{chart.alt.zh} {chart.alt.en}"
    assert pdf.faults() == []


def test_a_page_shows_one_of_the_two_drawings(chart, press_html):
    frame = f'<div class="drawing usual">{chart.svg}</div><div class="drawing close">{chart.close_svg}</div>' + PROSE
    tokens, usual, close = ((LAYOUTS / f"{name}.css").read_text("utf-8") for name in ("tokens", "exhibits", "close"))

    plain, fitted = (Pdf(press_html(frame, tokens + usual + more).pdf) for more in ("", close))

    for pdf in (plain, fitted):
        assert pdf.text(1).count("Dual carbon") == 1
        assert pdf.tags().count("Figure") == 1
    assert plain.text(1) == fitted.text(1)
    lowest = [min(bottom for _, (_, bottom, _, _) in pdf.boxes(1)) for pdf in (plain, fitted)]
    assert lowest[0] < lowest[1]
