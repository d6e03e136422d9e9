"""A landscape's page as the engine sets it: boxes where they were computed, each name once, read aloud in order."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import page as validator
import pandas as pd
import pytest
from conftest import with_fonts
from pdf import MM_PER_PT, Pdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reportgen.edition import load_edition
from reportgen.exhibits.landscape import arrange_landscape
from reportgen.exhibits.landscape.plan import CODE_MM, PAD_MM
from reportgen.exhibits.widths import widths_of
from reportgen.joints import AIR
from reportgen.layout.templates import open_templates
from reportgen.layout.words import load_words
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Declaration, Landscape, Tile
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import Sheet
from reportgen.model.tables import Table, Tables
from reportgen.press import press_chapter
from reportgen.press.typeset import composed_lines
from reportgen.problems import Place, Problems

PROJECT = Path(__file__).parents[2]
PARTS = ("parts/tokens.css", "parts/text.css", "parts/exhibits.css", "pages/landscape.css")
STYLES = tuple(Path("layouts") / part for part in PARTS)
MARGIN_MM, BANDS_MM, LABEL_MM = (14.0, 11.0), 25.5, 30.0
PX = 0.75 * MM_PER_PT
SHEET = """\
{% import 'pages/landscape.html.jinja' as landscapes %}
<!doctype html><html lang="{{ lead|lang }}"><title>Test</title><body class="{{ kind }}"><h1>1</h1>
{{ landscapes.pages(landscape, number, title, 'section', 2, context) }}
"""
NAMES = (
    ("俄罗斯联邦储蓄银行", "Sberbank"),
    ("加拿大皇家银行", "Royal Bank of Canada"),
    ("环球同业银行金融电讯协会", "SWIFT"),
    ("LG化学", "LG Chem"),
    ("安德森·霍洛维茨", "Andreessen Horowitz"),
    ("汇丰银行（中国）", "HSBC Bank (China)"),
    ("汇丰银行", "HSBC"),
    ("“U链”科技", ""),
    ("", "Société Générale AVATOY"),
    ("", "Office of Affiliated Offices"),
    ("", "Global Legal Entity Identifier Foundation"),
    ("", "Türkiye İş Bankası A.Ş."),
    ("", "we.trade"),
    ("", "Johnson & Johnson <Labs>"),
)


def tables_of(copies: int) -> Tables:
    """NAMES several times over in two segments, each with a number of its own."""
    organisations, placements = [], []
    for copy, (n, (zh, en)) in product(range(copies), enumerate(NAMES)):
        id_ = f"{copy}x{n}"
        row = dict.fromkeys(("short_zh", "short_en", "status", "homepage", "logo", "source"), "")
        row |= {"id": id_, "name_zh": zh and zh + id_, "name_en": en and f"{en} {id_}", "country": "CN" if zh else "GB"}
        row |= {"country": ""} if zh == "LG化学" else {}
        row |= {"homepage": "https://example.org/"} if n % 2 else {}
        row |= {"status": "closed"} if en == "we.trade" else {}
        organisations.append(row)
        role = ("adopter", "provider", "both")[n % 3]
        segment = f"finance-{1 + copy % 2}"
        placements.append({"organisation": id_, "landscape": "finance", "segment_id": segment, "role": role})
    segments = (("finance-1", "监管/合规", "Regulation & compliance"), ("finance-2", "支付/结算", "Payments"))
    taxonomy = [{"sector": "finance", "segment_id": i, "segment_zh": zh, "segment_en": en} for i, zh, en in segments]
    countries = (("CN", "中国", "China"), ("GB", "英国", "United Kingdom"))
    names = [{"kind": "country", "id": code, "zh": zh, "en": en} for code, zh, en in countries]
    frames = {"organisations": organisations, "placements": placements, "taxonomy": taxonomy, "names": names}
    return Tables(
        named={
            name: Table(
                name=name,
                file=Path(f"data/{name}.csv"),
                frame=pd.DataFrame(rows, index=pd.RangeIndex(2, 2 + len(rows), name="line")),
                provenance=Provenance.PUBLIC,
                hashes={},
                labels={},
            )
            for name, rows in frames.items()
        }
    )


@dataclass
class Pressed:
    """A landscape and what the engine made of it."""

    landscape: Landscape
    sheet: Sheet
    fonts: Fonts

    @cached_property
    def pdf(self) -> Pdf:
        """The finished pages; the first is another one."""
        problems = Problems()
        chapter = press_chapter(self.sheet, PROJECT, self.fonts, problems)
        assert problems.found == ()
        return Pdf(with_fonts(chapter.pdf, self.fonts))

    @cached_property
    def boxes(self) -> list[Any]:
        """The boxes of the only landscape page."""
        config = FontConfiguration()
        styles = [CSS(PROJECT / style, font_config=config) for style in self.sheet.styles]
        with composed_lines():
            html = HTML(string=self.sheet.html, base_url="report:///")
            document = html.render(stylesheets=styles, font_config=config)
        return list(document.pages[1]._page_box.descendants(placeholders=True))

    @property
    def tiles(self) -> list[tuple[float, Tile]]:
        """Each tile with the top of its band, in the order of the page."""
        (page,) = self.landscape.pages
        return [(band.top_mm, tile) for band in page.bands for some in band.lists for tile in some.tiles]

    @property
    def tile_boxes(self) -> list[Any]:
        """The tiles' boxes in order."""
        return [b for b in self.boxes if b.element_tag == "li" and b.style["position"] == "absolute"]


def inside(box: Any, kind: str) -> list[Any]:
    """The boxes of a kind in `box`: "TextBox", "LineBox"."""
    return [b for b in box.descendants(placeholders=True) if type(b).__name__ == kind]


@pytest.fixture(autouse=True)
def private_fontconfig(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts.config))


def press_landscape(fonts: Fonts, kind: str, copies: int = 3, *, indexed: bool = False, split: bool = True) -> Pressed:
    problems, book = Problems(), BookKind(kind)
    declaration = Declaration(
        kind="landscape", id="finance", keys={"split": split}, place=Place(Path("x.toml")), places={}
    )
    landscape = arrange_landscape(
        declaration, tables_of(copies), fonts.measure, lambda *_: None, book, lambda _, search: search(), problems
    )
    context = SimpleNamespace(
        languages=book.languages,
        lead=book.languages[0],
        words=load_words(PROJECT, problems),
        edition=load_edition(PROJECT, problems),
        indexed=indexed,
    )
    html = open_templates(PROJECT, problems).engine.from_string(SHEET)
    text = html.render(
        landscape=landscape,
        number=Both(zh="图谱 1", en="Landscape 1"),
        title=Both(zh="全球金融区块链应用产业图谱", en="Global finance landscape"),
        context=context,
        lead=context.lead,
        kind=kind,
    )
    problems.stop()
    assert landscape is not None
    place = Place(PROJECT / "layouts/pages/landscape.html.jinja")
    return Pressed(landscape, Sheet(chapter="test", html=text, styles=STYLES, places={}, place=place), fonts)


@pytest.fixture(scope="module")
def parallel(fonts: Fonts) -> Pressed:
    return press_landscape(fonts, "parallel")


def test_every_name_is_as_wide_as_it_was_measured(parallel: Pressed, fonts: Fonts) -> None:
    land = parallel.landscape
    em = widths_of(fonts.measure)
    measured = [
        em(line, name.language) * (land.small_pt if name.lesser else land.size_pt)
        for _, tile in parallel.tiles
        for name in tile.names
        for line in name.lines
    ]

    pressed = [
        text.width * 0.75
        for tile in parallel.tile_boxes
        for text in inside(tile, "TextBox")
        if text.element.get("class") != "code"
    ]

    assert len(measured) > len(NAMES) * 3
    assert em("LG化学", "zh") == pytest.approx(fonts.measure("LG化学", "zh", 1) + AIR, abs=0.01)
    assert pressed == pytest.approx(measured, abs=0.02)


def test_every_tile_stands_where_it_was_placed(parallel: Pressed) -> None:
    pressed = [
        (b.border_box_x() * PX, b.border_box_y() * PX, b.border_width() * PX, b.border_height() * PX)
        for b in parallel.tile_boxes
    ]

    placed = [
        (MARGIN_MM[0] + t.left_mm, MARGIN_MM[1] + BANDS_MM + top + t.top_mm, t.width_mm, t.height_mm)
        for top, t in parallel.tiles
    ]
    assert len(pressed) == len(placed) == parallel.landscape.placements
    for got, expected in zip(pressed, placed, strict=True):
        assert got == pytest.approx(expected, abs=0.01)


def test_a_names_lines_fill_the_middle_of_their_tile_and_end_before_the_code(parallel: Pressed) -> None:
    for tile in parallel.tile_boxes:
        *names, code = inside(tile, "LineBox")
        above = names[0].position_y - tile.border_box_y()
        below = tile.border_box_y() + tile.border_height() - names[-1].position_y - names[-1].height
        assert above == pytest.approx(below, abs=0.1)
        assert above > 0
        (letters,) = inside(code, "TextBox")
        starts, ends = zip(
            *((t.position_x, t.position_x + t.width) for n in names for t in inside(n, "TextBox")), strict=True
        )
        assert starts == pytest.approx([tile.border_box_x() + PAD_MM / PX] * len(starts), abs=0.05)
        assert (letters.position_x - max(ends)) * PX > 0.5
        assert (tile.border_box_x() + tile.border_width() - letters.position_x) * PX < CODE_MM


def test_a_bands_label_is_no_higher_and_no_wider_than_was_left_for_it(fonts: Fonts) -> None:
    for kind in ("parallel", "en"):
        pressed = press_landscape(fonts, kind, copies=2)
        sections = [b for b in pressed.boxes if b.element_tag == "section" and b.style["position"] == "absolute"]
        for box, band in zip(sections, pressed.landscape.pages[0].bands, strict=True):
            words = [b for b in box.descendants() if b.element_tag == "p" and type(b).__name__ == "BlockBox"]
            assert (max(w.position_y + w.margin_height() for w in words) - box.position_y) * PX < band.height_mm + 0.05
            texts = [t for w in words if "segment" in w.element.get("class") for t in inside(w, "TextBox")]
            assert max(t.position_x + t.width for t in texts) * PX < MARGIN_MM[0] + LABEL_MM


def test_each_name_is_on_the_page_once_and_leads_to_its_address(parallel: Pressed) -> None:
    text = parallel.pdf.text(2).replace("\n", "").replace(" ", "").replace("\u00a0", "")

    for _, tile in parallel.tiles:
        for name in tile.names:
            assert text.count("".join(name.lines).replace(" ", "").replace("\u00a0", "")) == 1
    assert len(parallel.pdf.links(2)) == sum(bool(tile.href) for _, tile in parallel.tiles)


def test_a_screen_reader_hears_country_role_and_end_in_place_of_the_code(parallel: Pressed, fonts: Fonts) -> None:
    mixed = press_landscape(fonts, "en", copies=1, split=False)

    said = parallel.pdf.spoken()
    assert said[:2] == ["中国", "英国"]  # the strip
    assert said.count("中国，兼具两种角色") == 6
    assert said.count("英国，已停止运营") == said.count("国家和地区未公开") == 3
    assert {"China, Adopter", "United Kingdom, Provider", "United Kingdom, Adopter, closed"} < set(mixed.pdf.spoken())
    for pdf in (parallel.pdf, mixed.pdf):
        assert not {"英国", "China, Adopter"} & set(pdf.text(2).split())


def test_each_tile_is_named_and_leads_to_the_index_where_there_is_one(fonts: Fonts) -> None:
    pressed = press_landscape(fonts, "zh", copies=1, indexed=True)

    problems = Problems()
    chapter = press_chapter(pressed.sheet, PROJECT, fonts, problems)
    assert {f"tile-0x{n}-finance-1" for n in range(len(NAMES))} < set(chapter.anchors)
    assert set(chapter.links) == {f"index-0x{n}" for n in range(len(NAMES))}
    assert ("英国，已停止运营，见机构索引", "xref:index-0x12") in pressed.pdf.links(2)
    assert pressed.pdf.faults() == []


def test_the_page_is_tagged_as_a_heading_and_lists(parallel: Pressed) -> None:
    report = validator.validate_pdf_bytes(parallel.pdf.data, profile="ua1")
    tags = parallel.pdf.tags()

    assert [failure.message for failure in report.failures] == []
    assert [tag for tag in tags if tag.startswith("H")] == ["H1", "H2"]
    strip_and_key, lists = 3, sum(len(band.lists) for band in parallel.landscape.pages[0].bands)
    assert tags.count("L") == strip_and_key + lists
    assert tags.count("Sect") == len(parallel.landscape.pages[0].bands)


@pytest.mark.parametrize(
    ("kind", "printed", "missing"),
    [("zh", "应用方", "Adopter"), ("en", "Adopter", "应用方")],
)
def test_a_book_of_one_language_prints_no_word_of_the_other(
    fonts: Fonts, kind: str, printed: str, missing: str
) -> None:
    text = press_landscape(fonts, kind, copies=1).pdf.text(2)

    assert printed in text
    assert missing not in text


def test_later_pages_say_that_they_go_on(fonts: Fonts) -> None:
    pressed = press_landscape(fonts, "parallel", copies=12)
    pdf, pages = pressed.pdf, len(pressed.landscape.pages)

    assert pdf.pages == 1 + pages > 2
    assert [f"（续 {n}/{pages}）" in pdf.text(1 + n) for n in range(1, pages + 1)] == [False] + [True] * (pages - 1)
    assert [tag for tag in pdf.tags() if tag.startswith("H")] == ["H1", "H2"]
    assert {pdf.size_mm(1 + n) for n in range(1, pages + 1)} == {(297.0, 210.0)}
