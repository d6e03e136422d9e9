"""Chinese and English set right, judged by pixels: extracted text stays right when glyphs are wrong."""

from collections.abc import Callable

from pdf import Pdf

Press = Callable[..., Pdf]
DPI = 288


def ink(pdf: Pdf, page: int, left_pt: float, bottom_pt: float, size_pt: float) -> float:
    """The share of dark pixels in a character's square."""
    picture = pdf.pixels(page, DPI)
    scale = DPI / 72
    high = picture.height
    box = (left_pt * scale, high - (bottom_pt + size_pt) * scale, (left_pt + size_pt) * scale, high - bottom_pt * scale)
    cut = picture.crop(tuple(round(v) for v in box))
    dark = sum(count for value, count in enumerate(cut.histogram()) if value < 128)
    return dark / (cut.width * cut.height)


def test_chinese_bold_beside_punctuation_is_bolder(press: Press) -> None:
    pdf = press(zh="# 概览\n\n国（国）**国（国）**。", en="# Overview\n\na")

    spots = [(x, y) for char, x, y in pdf.characters(3) if char == "国"]
    assert len(spots) == 4
    regular, _, bold, _ = (ink(pdf, 3, x, y, 9.0) for x, y in spots)
    assert regular > 0.1
    assert bold > regular * 1.15


def test_quotation_marks_take_the_form_of_their_language(press: Press) -> None:
    pdf = press(zh="# 概览\n\n甲“乙”丙", en="# Overview\n\nA “b” c")

    characters = pdf.characters(3)
    places = {char: x for char, x, _ in characters}
    opening = [x for char, x, _ in characters if char == "“"]
    chinese, english = min(opening), max(opening)
    assert places["丙"] - places["甲"] > 3.8 * 11  # four full widths at 11 pt
    assert places["b"] - english < 0.6 * 9.6
    assert chinese < english


def test_every_printed_character_leaves_ink(press: Press) -> None:
    pdf = press(
        zh="# 概览\n\n区块链，2022 年（PoC）：“双碳”与 ESG。",
        en="# Overview\n\nLedger “B3i” – {=1,042} cases ({=56%}).",
    )

    blank = [
        (char, x, y)
        for char, x, y in pdf.characters(3)
        if not char.isspace() and 60 < y < 360 and ink(pdf, 3, x - 0.5, y - 0.5, 4.0) == 0
    ]
    assert blank == []
