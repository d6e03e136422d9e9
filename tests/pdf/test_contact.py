"""The code for phones on the back cover and the page about the publisher, read back from their pixels."""

from collections.abc import Callable
from pathlib import Path

import pytest
import segno
import zxingcpp
from pdf import Pdf
from tiny import make_edition

from reportgen.build import prepare
from reportgen.problems import Problems

Press = Callable[..., Pdf]
ADDRESS = "https://example.org/report?year=2023"
LONGEST = "https://example.org/".ljust(150, "a")
MM_PER_INCH = 25.4


def with_contact(contact: str) -> Callable[[Path], None]:
    """Gives a small edition a contact and a page about the publisher."""

    def change(root: Path) -> None:
        edition = root / "content" / "edition.toml"
        text = edition.read_text("utf-8").replace("front = [", 'front = ["01-about", ')
        edition.write_text(f"contact = {{ {contact}, label = {{ zh = '网站', en = 'Website' }} }}\n{text}", "utf-8")
        for language in ("zh", "en"):
            (root / "content" / language / "01-about.md").write_text(
                "# 关于\n\n甲" if language == "zh" else "# About\n\na"
            )

    return change


def codes(pdf: Pdf, page: int) -> list[tuple[str, float]]:
    """What the codes of a page say, and the width of each in mm, without its quiet zone."""
    found = zxingcpp.read_barcodes(pdf.pixels(page, dpi=150), formats=zxingcpp.BarcodeFormat.QRCode)
    return [(c.text, (c.position.top_right.x - c.position.top_left.x) / 150 * MM_PER_INCH) for c in found]


@pytest.mark.parametrize("address", [ADDRESS, LONGEST])
def test_the_printed_code_leads_to_the_address_at_a_size_that_phones_read(press: Press, address: str) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na", change=with_contact(f"address = '{address}'"))

    for page in (2, pdf.pages):
        [(text, width_mm)] = codes(pdf, page)
        assert text == address
        assert width_mm > 20
        assert [link[-1] for link in pdf.links(page)] == [address, address]
    assert [str(e.get("/Alt")) for e in pdf.elements if str(e.S) == "/Figure"] == ["二维码：网站 Code: Website"] * 2
    assert pdf.faults() == []


def test_four_modules_of_white_stand_around_the_code(press: Press) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na", change=with_contact(f"address = '{ADDRESS}'"))

    panel = pdf.pixels(pdf.pages, dpi=254).crop((220, 1400, 540, 1720))  # ten pixels a millimetre
    left, top, right, bottom = panel.point(lambda grey: 255 if grey < 128 else 0).getbbox() or (0, 0, 320, 320)
    module = (right - left) / 29  # version 3
    assert min(left, top, 320 - right, 320 - bottom) >= 4 * module - 1
    assert panel.getpixel((2, 2)) == 255


def test_a_code_of_the_publisher_is_printed_as_it_is(press: Press, tmp_path: Path) -> None:
    (tmp_path / "content" / "images").mkdir(parents=True)
    segno.make("own code").save(tmp_path / "content" / "images" / "own.png", scale=10, border=4)

    pdf = press("# 概览\n\n甲", "# Overview\n\na", change=with_contact("image = 'images/own.png'"))

    assert [text for text, _ in codes(pdf, pdf.pages)] == ["own code"]
    assert pdf.links(pdf.pages) == []


def test_an_image_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    make_edition(tmp_path, "# 概览\n\n甲", "# Overview\n\na")
    with_contact("image = 'images/none.png'")(tmp_path)
    problems = Problems()

    prepare(tmp_path, problems, lambda stage, what: None)

    assert [(str(p.place), p.code) for p in problems.found] == [("content/edition.toml:1:13", "press-file-missing")]


def test_an_edition_without_contact_prints_no_code(press: Press) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na")

    assert codes(pdf, pdf.pages) == []
    assert "/Figure" not in pdf.tags()
