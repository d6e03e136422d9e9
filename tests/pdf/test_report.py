"""The report that this project ships, pressed as a whole and read back."""

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import page as validator
import pytest
from pdf import Pdf
from PIL import Image

from reportgen.build import Made, Prepared, build, prepare
from reportgen.cache import Cache
from reportgen.characters import is_han
from reportgen.manifest import describe_book
from reportgen.model.book import Pair
from reportgen.model.both import BookKind
from reportgen.model.text import Paragraph, Strong, plain_text
from reportgen.numerals import format_number
from reportgen.problems import Problems
from reportgen.workers import Workers

PROJECT = Path(__file__).parents[2]


def silent(stage: str, what: str) -> None:
    """No progress."""


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> tuple[Prepared, Made, Pdf]:
    problems = Problems()
    prepared = prepare(PROJECT, problems, silent)
    made = build(prepared, BookKind.PARALLEL, workers, Cache(tmp_path_factory.mktemp("cache")), problems, silent)
    assert problems.found == ()
    return prepared, made, Pdf(made.pressed.pdf)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060]+", "", text)


def lettered(text: str) -> str:
    """`text` without marks: a hyphen at the end of a line is read as none."""
    return re.sub(r"[^\w†]+", "", text)


def test_printed_contents_pages_are_the_true_pages(pressed: tuple[Prepared, Made, Pdf]) -> None:
    prepared, made, pdf = pressed
    labels = pdf.labels()
    pages = {label.partition(" / ")[0]: number for label, number in pdf.bookmarks()}
    numbers = [n for n, label in enumerate(made.pressed.pages, 1) if label.chapter == "contents"]
    contents = "".join(squeezed(pdf.text(n)) for n in numbers)
    entries = prepared.outline.listed(prepared.edition)

    assert len(entries) > 20
    for entry in entries:
        tight = not entry.number.zh or entry.number.zh.endswith(("、", "）"))
        page = pages[entry.number.zh + ("" if tight else " ") + entry.title.zh]
        line = squeezed(entry.number.zh + entry.title.zh + entry.title.en + labels[page - 1])
        assert line in contents


def test_each_folio_of_the_index_is_that_of_a_page_that_shows_the_name(pressed: tuple[Prepared, Made, Pdf]) -> None:
    _, made, pdf = pressed
    labels = pdf.labels()
    tiles = {tile.anchor: tile for landscape in made.exhibits.landscapes.values() for tile in landscape.tiles}
    numbers = [n for n, label in enumerate(made.pressed.pages, 1) if label.chapter == "index"]
    printed = lettered("".join(pdf.text(n) for n in numbers))
    shown = {n: squeezed(pdf.text(n)) for n in range(1, pdf.pages + 1) if pdf.size_mm(n) == (297.0, 210.0)}
    entries = [entry for names in made.index for under in names.letters for entry in under.items]

    assert {anchor for entry in entries for anchor in entry.tiles} == set(tiles)
    for entry in entries:
        pages = {made.pressed.anchors[anchor].page + 1 for anchor in entry.tiles}
        assert all(squeezed("".join(tiles[a].names[0].lines)) in "".join(shown[p] for p in pages) for a in entry.tiles)
        closed = "†" * entry.closed
        assert lettered(f"{entry.name}{closed}{entry.country}{labels[min(pages) - 1]}") in printed


def test_bookmarks_lead_to_the_page_that_shows_their_heading(pressed: tuple[Prepared, Made, Pdf]) -> None:
    _, _, pdf = pressed

    assert len(pdf.bookmarks()) > 30
    for label, number in pdf.bookmarks():
        zh, _, en = label.partition(" / ")
        if pdf.size_mm(number) == (297.0, 210.0):  # a landscape's heading is its title, without the section's number
            zh, en = zh.partition(" ")[2], en.partition(" ")[2]
        assert squeezed(zh) in squeezed(pdf.text(number))
        assert squeezed(en) in squeezed(pdf.text(number))


def test_each_placement_of_the_landscape_stands_once(pressed: tuple[Prepared, Made, Pdf]) -> None:
    _, made, pdf = pressed
    landscape = made.exhibits.landscapes["finance"]
    with (PROJECT / "data" / "placements.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["landscape"] == "finance"]
    drawn = [tile for page in landscape.pages for band in page.bands for roles in band.lists for tile in roles.tiles]

    assert landscape.placements == len(drawn) == len(rows)
    assert Counter(t.anchor for t in drawn) == Counter(f"tile-{r['organisation']}-{r['segment_id']}" for r in rows)
    wide = "".join(squeezed(pdf.text(n)) for n in range(1, pdf.pages + 1) if pdf.size_mm(n) == (297.0, 210.0))
    for tile in drawn:
        for name in tile.names:
            assert squeezed("".join(name.lines)) in wide


def test_numbers_in_the_text_are_those_of_the_data(pressed: tuple[Prepared, Made, Pdf]) -> None:
    _, _, pdf = pressed
    text = "".join(pdf.text(n) for n in range(1, pdf.pages + 1))
    with (PROJECT / "data" / "published.csv").open(encoding="utf-8", newline="") as file:
        published = {row["id"]: row["value"] for row in csv.DictReader(file)}

    for name in ("cases_2022", "countries_2022", "cases_total", "government_cases", "finance_cases", "data_points"):
        assert format_number(Decimal(published[name]), "en") in text


def test_it_is_sound_tagged_and_conforms_to_pdf_ua(pressed: tuple[Prepared, Made, Pdf]) -> None:
    _, _, pdf = pressed

    assert pdf.faults() == []
    report = validator.validate_pdf_bytes(pdf.data, profile="ua1")
    assert [failure.message for failure in report.failures] == []


def test_it_is_set_in_the_editions_fonts_only(pressed: tuple[Prepared, Made, Pdf]) -> None:
    _, _, pdf = pressed

    assert {name.rstrip(",").split("-Bold")[0].split("-Semi")[0].split("-Light")[0] for name in pdf.fonts()} <= {
        "Noto-Sans-CJK-SC",
        "Noto-Sans-CJK-SC-Medium",
        "Noto-Serif-CJK-SC",
        "Source-Sans-3",
        "Source-Sans-3-Italic",
    }


def test_the_manifest_agrees_with_the_book(pressed: tuple[Prepared, Made, Pdf]) -> None:
    prepared, made, pdf = pressed
    told = json.loads(json.dumps(describe_book(prepared, made, "report.pdf")))

    assert len(told["pages"]) == pdf.pages
    assert [p["folio"] for p in told["pages"]][-2] == pdf.labels()[-2]
    drawn = made.exhibits.landscapes.values()
    assert sorted(s["placements"] for s in told["landscapes"]) == sorted(shown.placements for shown in drawn)
    assert {f["provenance"] for f in told["figures"]} == {"sample", "published", "public"}
    for exhibit in (*told["figures"], *told["tables"]):
        said = squeezed(pdf.text(exhibit["page"]))
        assert squeezed(exhibit["number"]["zh"]) in said
        assert squeezed(exhibit["title"]["zh"]) in said


def test_what_is_drawn_from_the_sample_says_so_in_its_frame(pressed: tuple[Prepared, Made, Pdf]) -> None:
    prepared, made, pdf = pressed
    told = describe_book(prepared, made, "report.pdf")
    drawn = (*told["figures"], *told["tables"])
    samples = Counter(frame["page"] + 1 for f in drawn if f["provenance"] == "sample" for frame in f["frames"])

    for number in range(1, pdf.pages + 1):
        marks = [line for line in pdf.text(number).split("\n") if line.endswith("SAMPLE") and len(line) < 12]
        assert len(marks) == samples.get(number, 0)


# ---- pixels: extracted text stays right when glyphs are wrong or blank


class Inked:
    """A page's characters with their boxes, and how much of a box is ink."""

    def __init__(self, pdf: Pdf, page: int) -> None:
        self.boxes = pdf.boxes(page)
        self.text = "".join(char for char, _ in self.boxes)
        self._picture = pdf.pixels(page, 144)

    def cut(self, number: int, around: int = 0) -> Image.Image:
        """The pixels of a character's box, and so many above and below it."""
        left, bottom, right, top = self.boxes[number][1]
        high, low = self._picture.height - top * 2 - around, self._picture.height - bottom * 2 + around
        return self._picture.crop((int(left * 2), int(high), int(right * 2) + 1, int(low) + 1))

    def ink(self, number: int) -> float:
        """How dark a character's box is: 0 is white, 1 black."""
        cut = self.cut(number)
        counts = cut.histogram()
        return sum((255 - value) * count for value, count in enumerate(counts)) / (255 * cut.width * cut.height)


@pytest.fixture(scope="module")
def inked(pressed: tuple[Prepared, Made, Pdf]) -> list[Inked]:
    _, _, pdf = pressed
    return [Inked(pdf, n) for n in range(1, pdf.pages + 1) if pdf.size_mm(n) == (210.0, 297.0)]


def test_no_printed_character_is_blank(inked: list[Inked]) -> None:
    blank = []
    for page in inked:
        for number in range(len(page.boxes)):
            low, high = page.cut(number, 1).getextrema()  # a dash fills its box
            if high - low < 25:
                blank.append((page.text[max(0, number - 5) : number + 5], page.boxes[number]))

    assert blank == []


def test_bold_chinese_is_bolder_than_the_same_characters_in_the_text(
    pressed: tuple[Prepared, Made, Pdf], inked: list[Inked]
) -> None:
    prepared, _, _ = pressed
    bold = {
        plain_text(node.children)
        for chapter in prepared.book.chapters
        for section in chapter.sections
        for row in section.rows
        if isinstance(row, Pair)
        for block in row.blocks.zh
        if isinstance(block, Paragraph)
        for node in block.inlines
        if isinstance(node, Strong)
    }
    ratios = []
    for page in inked:
        for words in bold:
            at = page.text.find(words)
            for number in range(at, at + len(words)) if at >= 0 else ():
                char = page.text[number]
                others = [m for m, c in enumerate(page.text) if c == char and not at <= m < at + len(words)]
                if is_han(char) and others:
                    ratios.append(page.ink(number) / min(page.ink(m) for m in others))

    assert len(ratios) > 30
    assert sum(ratios) / len(ratios) > 1.15


def test_closing_quotation_marks_are_full_width_in_chinese_and_narrow_in_english(inked: list[Inked]) -> None:
    chinese, english = [], []
    for page in inked:
        for (char, (_, low, right, _)), (following, (left, base, _, _)) in pairwise(page.boxes):
            if char == "”" and left - right > -3 and abs(base - low) < 9:
                if is_han(following):
                    chinese.append(left - right)
                elif following in ",.":
                    english.append(left - right)

    assert len(chinese) > 10
    assert len(english) > 5
    assert min(chinese) > 3.0  # the blank half of a full-width mark
    assert max(english) < 1.5
