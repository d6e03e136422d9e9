"""Words find their room, and values their colours."""

from itertools import pairwise

import pytest

from reportgen.exhibits.charts.colour import colours, colours_of_parts
from reportgen.exhibits.charts.fitting import gaps, hang, spread, width, wrap
from reportgen.exhibits.charts.theme import LESSER_NAME, NAME, Style
from reportgen.exhibits.charts.wording import digits, hedged
from reportgen.exhibits.charts.words import value_words
from reportgen.model.both import BookKind
from reportgen.model.facts import Hedge
from reportgen.model.fonts import Stack

ZH, EN = Style("zh", 10), Style("en", 10)


def measure(text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
    """Chinese is a square, Latin half of one; "AV" is kerned."""
    return size_pt * (sum(1.0 if char > "\u2e80" else 0.5 for char in text) - 0.1 * text.count("AV"))


def test_width_counts_kerning_and_the_air_between_scripts() -> None:
    assert width("AV", EN, measure) == pytest.approx(9)
    assert width("双碳A", ZH, measure) == pytest.approx(25 + 1.8)
    assert gaps("中AV文", ZH, measure) == pytest.approx([1.8, -1, 1.8])


def test_air_stands_beside_letters_and_digits_only() -> None:
    assert gaps("工业/制造（3）", ZH, measure) == pytest.approx([0] * 7)


def test_words_that_fit_stay_on_one_line() -> None:
    assert wrap("Trade finance", EN, 65, measure) == ("Trade finance",)


def test_lines_are_few_and_of_equal_length() -> None:
    assert wrap("one two three four five", EN, 100, measure) == ("one two three", "four five")
    assert wrap("一二三四五六七", ZH, 60, measure) == ("一二三四", "五六七")


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark() -> None:
    assert wrap("甲乙丙，丁戊（己）", ZH, 40, measure) == ("甲乙丙，", "丁戊", "（己）")


def test_a_word_wider_than_the_room_is_broken() -> None:
    lines = wrap("Donaudampfschifffahrt", EN, 40, measure)

    assert "".join(lines) == "Donaudampfschifffahrt"
    assert max(width(line, EN, measure) for line in lines) <= 40


def test_the_blank_half_of_a_chinese_mark_hangs_over_its_edge() -> None:
    assert hang("“双碳”", ZH, "right") == 5
    assert hang("“双碳”", ZH, "left") == -5
    assert [hang("双碳", ZH, "right"), hang("“双碳”", ZH, "center"), hang("“dual”", EN, "right")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([10, 50, 90], [10, 50, 90]),
        ([50, 50], [45, 55]),
        ([90, 10, 12], [90, 6, 16]),
        ([100, 100, 100], [80, 90, 100]),
        ([0, 1, 100], [0, 10, 100]),
    ],
)
def test_places_are_apart_in_bounds_and_near_those_wanted(wanted: list[float], placed: list[float]) -> None:
    assert spread(wanted, 10, 0, 100) == pytest.approx(placed)


@pytest.mark.parametrize(
    ("value", "percent", "printed"),
    [
        (1042, False, "1,042"),
        (99999.0, False, "99,999"),
        (12.5, True, "13%"),
        (9.96, True, "10%"),
        (9.94, True, "9.9%"),
        (4.65, True, "4.7%"),
        (0.0, True, "0%"),
        (100.0, True, "100%"),
        (0.5, False, "0.5"),
    ],
)
def test_values_print_with_separators_and_percentages_below_ten_with_a_decimal(
    value: float, percent: bool, printed: str
) -> None:
    assert digits(value, percent, "zh") == printed


@pytest.mark.parametrize(
    ("value", "hedge", "zh", "en"),
    [
        (489000, Hedge.EXACT, ("", "48.9 万"), ("", "489,000")),
        (489999, Hedge.OVER, ("", "48.9 万+"), ("", "489,999+")),
        (1_050_000, Hedge.NEARLY, ("近", "105 万"), ("nearly", "1.05 million")),
        (123_456_789, Hedge.ABOUT, ("约", "1.23 亿"), ("c.", "123.5 million")),
        (2_000_000_000, Hedge.EXACT, ("", "20 亿"), ("", "2 billion")),
    ],
)
def test_large_values_print_in_the_units_of_each_language_and_round_as_their_hedge_allows(
    value: float, hedge: Hedge, zh: tuple[str, str], en: tuple[str, str]
) -> None:
    assert (hedged(value, hedge, False, "zh"), hedged(value, hedge, False, "en")) == (zh, en)


def test_a_large_value_stands_in_both_units_in_the_parallel_book() -> None:
    def lines(value: float, book: BookKind) -> list[str]:
        words = value_words(value, Hedge.NEARLY, False, book, measure)
        return [" ".join(text for text, _, _ in line.runs) for line in words.lines]

    assert lines(489000, BookKind.PARALLEL) == ["近 48.9 万", "nearly 489,000"]
    assert (lines(489000, BookKind.ZH), lines(489000, BookKind.EN)) == (["近 48.9 万"], ["nearly 489,000"])
    assert lines(1042, BookKind.PARALLEL) == ["近 1,042"]


@pytest.mark.parametrize("lit", [(), ("2",), ("1", "2", "3")])
def test_parts_differ_in_lightness_and_their_values_can_be_read(lit: tuple[str, ...]) -> None:
    for parts in ("123", "123456"):
        pairs = colours_of_parts(parts, frozenset(lit))

        shades = sorted(luminance(cell) for cell, _ in pairs.values())
        assert all(b - a > 0.02 for a, b in pairwise(shades))
        assert all(contrast(luminance(cell), luminance(ink)) >= 4.5 for cell, ink in pairs.values())


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: float, b: float) -> float:
    low, high = sorted((a, b))
    return (high + 0.05) / (low + 0.05)


def test_every_value_can_be_read_on_its_cell() -> None:
    pairs = [colours(step / 200) for step in range(201)]

    for cell, ink in pairs:
        assert contrast(luminance(cell), luminance(ink)) >= 4.5
    shades = [luminance(cell) for cell, _ in pairs]
    assert shades == sorted(shades, reverse=True)
    assert (pairs[0][0], pairs[-1][0]) == ("#F3F6FA", "#1450A3")


def test_no_type_is_smaller_than_the_design_allows() -> None:
    assert min(style.size for style in (*NAME.values(), LESSER_NAME)) >= 6.5
