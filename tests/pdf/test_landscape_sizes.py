"""A landscape of hundreds of invented organisations, pressed in an edition: whole, in order, and within its frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pytest
from pdf import MM_PER_PT, Pdf
from PIL import Image
from tiny import make_edition

from reportgen.build import build, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Landscape, Tile
from reportgen.problems import Problems
from reportgen.workers import Workers

COUNT = 400
ROLES = ("adopter", "provider", "adopter", "both")
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10" fill="#B00"/></svg>'
LEFT_MM, TOP_MM, BANDS_MM = 14.0, 11.0, 25.5


@dataclass(frozen=True)
class Book:
    """The pressed landscape; its pages are the wide ones of the book."""

    pdf: Pdf
    landscape: Landscape

    def pages(self) -> Iterator[tuple[int, Sequence[tuple[float, Tile]]]]:
        """Each page's number and its tiles with the top of their bands."""
        wide = [n for n in range(1, self.pdf.pages + 1) if self.pdf.size_mm(n) == (297.0, 210.0)]
        for number, page in zip(wide, self.landscape.pages, strict=True):
            yield number, [(band.top_mm, tile) for band in page.bands for some in band.lists for tile in some.tiles]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> Book:
    root = tmp_path_factory.mktemp("many")
    make_edition(
        root,
        "# 全图 {#all}\n\n## 试验图谱 {#many}\n\n![试验图谱](landscape:finance)\n",
        "# All {#all}\n\n## Test landscape {#many}\n\n![Test landscape](landscape:finance)\n",
        "[landscape.finance]\nsplit = true\n",
    )
    organisations, placements = [], []
    for n in range(COUNT):
        logo = ("logos/wide.svg", "logos/square.png")[n % 2] if n % 10 < 2 else ""
        status = "closed" if n % 40 == 0 else "unknown"
        source = f"https://example.org/{n}"
        organisations.append(f"T{n:03},试验机构{n:03},Test {n:03},,,CN,{status},,,{logo},{source}")
        placements.append(f"T{n:03},finance,finance-{1 + n % 3 // 2},{ROLES[n % 4]},assigned,test,test")
    for name, rows in (("organisations", organisations), ("placements", placements)):
        file = root / "data" / f"{name}.csv"
        header = file.read_text(encoding="utf-8").split("\n")[0]
        file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    (root / "content" / "logos").mkdir()
    (root / "content" / "logos" / "wide.svg").write_text(WIDE, encoding="utf-8")
    (root / "content" / "logos" / "square.png").write_bytes(square())
    problems = Problems()
    made = build(prepare(root, problems, silent), BookKind.PARALLEL, workers, Cache(root / FOLDER), problems, silent)
    assert problems.found == ()
    return Book(Pdf(made.pressed.pdf), made.exhibits.landscapes["finance"])


def square() -> bytes:
    file = BytesIO()
    Image.new("RGB", (30, 30), "#B00").save(file, "PNG")
    return file.getvalue()


def silent(stage: str, what: str) -> None:
    """No progress."""


def test_each_name_stands_once_and_in_order_page_by_page(book: Book) -> None:
    placed = []
    for number, tiles in book.pages():
        text = book.pdf.text(number).replace(" ", "")  # the air beside digits reads as a space
        printed = [text[at : at + 7] for at in range(len(text)) if text.startswith("试验机构", at)]
        assert printed == ["".join(tile.names[0].lines)[:7] for _, tile in tiles]
        placed += printed

    assert len(book.landscape.pages) > 1
    assert sorted(placed) == [f"试验机构{n:03}" for n in range(COUNT)]
    for page in book.landscape.pages:
        for some in (some for band in page.bands for some in band.lists):
            names = [tile.names[0].lines for tile in some.tiles]
            assert names == sorted(names)


def test_no_character_stands_outside_its_tile(book: Book) -> None:
    for number, tiles in book.pages():
        height_mm = book.pdf.size_mm(number)[1]
        edges = [
            (
                LEFT_MM + t.left_mm,
                height_mm - TOP_MM - BANDS_MM - top_mm - t.top_mm - t.height_mm,
                LEFT_MM + t.left_mm + t.width_mm,
                height_mm - TOP_MM - BANDS_MM - top_mm - t.top_mm,
            )
            for top_mm, t in tiles
        ]
        lowest_mm, leftmost_mm = min(e[1] for e in edges), min(e[0] for e in edges)
        for character, box in book.pdf.boxes(number):
            left, bottom, right, top = (side * MM_PER_PT for side in box)
            assert LEFT_MM - 0.5 < left < right < 297 - LEFT_MM + 0.5, character
            assert 4 < bottom < top < height_mm - 8, character
            if left > leftmost_mm and lowest_mm < bottom < max(e[3] for e in edges):
                assert any(e[0] < left and e[1] < bottom and right < e[2] and top < e[3] for e in edges), character


def test_no_type_is_smaller_than_six_and_a_half_points(book: Book) -> None:
    assert book.landscape.small_pt >= 6.5
    for number, _ in book.pages():
        assert min(book.pdf.type_sizes_pt(number)) >= 6.5


def test_the_pages_are_read_in_their_order_as_one_heading_and_lists(book: Book) -> None:
    tags = book.pdf.tags()
    bands = [band for page in book.landscape.pages for band in page.bands]

    assert book.pdf.faults() == []
    assert tags.count("H2") == 2, "the landscape's, and that of the list of landscapes"
    assert tags.count("Sect") == len(bands) + 1, "and the list of landscapes"
    strip_and_key, opener = 3 * len(book.landscape.pages), 1
    assert tags.count("L") == strip_and_key + opener + sum(len(band.lists) for band in bands)
    for number, _ in book.pages():
        read = book.pdf.reading_order(number)
        assert len(read) > 100
        assert read == sorted(read)


def test_logos_are_drawn_and_neither_tagged_nor_spoken(book: Book) -> None:
    (number, tiles), *_ = book.pages()
    shade = book.pdf.pixels(number, dpi=144)
    per_mm = 144 / 25.4

    for top_mm, tile in tiles:
        if tile.logo:
            x_mm, y_mm = LEFT_MM + tile.left_mm + 5.0, TOP_MM + BANDS_MM + top_mm + tile.top_mm + tile.height_mm / 2
            assert shade.getpixel((round(x_mm * per_mm), round(y_mm * per_mm))) < 100
    assert "Figure" not in book.pdf.tags()
