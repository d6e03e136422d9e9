"""Numbers as they are read and printed, hedges, and facts in words."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.both import Language
from reportgen.model.facts import Fact, Hedge, Provenance
from reportgen.numerals import (
    Direction,
    FactFault,
    agrees,
    chinese_numeral,
    format_number,
    format_period,
    hedge_around,
    latin_letter,
    number_by_example,
    read_number,
    roman_numeral,
    round_two_digits,
    word_fact,
)
from reportgen.problems import Place


def a_fact(value: str, hedge: Hedge = Hedge.EXACT) -> Fact:
    return Fact(
        id="cases",
        alias="案例",
        value=Decimal(value),
        unit="起",
        hedge=hedge,
        provenance=Provenance.PUBLISHED,
        source="s",
        rows=(),
        place=Place(Path("data/published.csv"), 2),
    )


# ---- ordinals


@pytest.mark.parametrize(
    ("n", "numeral"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一〇〇"),
        (110, "一一〇"),
    ],
)
def test_chinese_numerals_count_in_tens_up_to_ninety_nine(n: int, numeral: str) -> None:
    assert chinese_numeral(n) == numeral


def test_roman_numerals_and_letters_go_on_past_their_first_round() -> None:
    assert [roman_numeral(n) for n in (1, 4, 9, 14, 40, 1994)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIV"]
    assert [latin_letter(n) for n in (1, 26, 27, 28, 52, 53)] == ["A", "Z", "AA", "AB", "AZ", "BA"]


@pytest.mark.parametrize(
    ("example", "ordinals", "number"),
    [
        ("一、", (3,), "三、"),
        ("（一）", (3, 11), "（十一）"),
        ("1.", (3, 11, 2), "2."),
        ("1.1", (3, 11, 2, 6), "2.6"),
        ("I.", (4,), "IV."),
        ("(A)", (3, 11), "(K)"),
        ("A.", (2,), "B."),
        ("Appendix A", (2,), "Appendix B"),
        ("1.1", (5,), "1.5"),
        ("", (5,), ""),
    ],
)
def test_a_heading_is_numbered_like_the_example(example: str, ordinals: tuple[int, ...], number: str) -> None:
    assert number_by_example(example, ordinals) == number


# ---- quantities


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("value", "printed"), [("999", "999"), ("1042", "1,042"), ("489000", "489,000"), ("48.9", "48.9")]
)
def test_thousands_are_separated_from_four_digits_on(value: str, printed: str, language: Language) -> None:
    assert format_number(Decimal(value), language) == printed


def test_a_period_has_its_languages_dash_and_no_line_break() -> None:
    assert format_period((2020, 2022), "zh") == "2020\u2060—\u20602022"
    assert format_period((2020, 2022), "en") == "2020\u2060–\u20602022"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3636", "3636"),
        ("3,636", "3636"),
        ("３，６３６", "3636"),
        (" 48.9万 ", "489000"),
        ("48.9 万", "489000"),
        ("1.2亿", "120000000"),
        ("45%", "0.45"),
        ("４５％", "0.45"),
        ("-5", "-5"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "万", "1,2345", "12,34", "3 636", "1.234,5", "1e5", "三百", "100+", "1-2", "#REF!", "٣", "9" * 30, "nan"],
)
def test_what_is_no_exact_number_is_not_guessed(text: str) -> None:
    assert read_number(text) is None


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_printed_number_reads_back(value: Decimal) -> None:
    assert read_number(format_number(value, "zh")) == value


@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    read_number(text)


@pytest.mark.parametrize(
    ("value", "direction", "rounded"),
    [
        ("3636", "down", "3600"),
        ("3636", "up", "3700"),
        ("1042", "nearest", "1000"),
        ("101", "up", "110"),
        ("59", "down", "59"),
        ("5", "up", "5"),
        ("0", "up", "0"),
        ("4.86", "nearest", "4.9"),
    ],
)
def test_two_significant_digits_stay(value: str, direction: Direction, rounded: str) -> None:
    result = round_two_digits(Decimal(value), direction)

    assert (result, format_number(result, "en")) == (Decimal(rounded), format_number(Decimal(rounded), "en"))


# ---- hedges


@pytest.mark.parametrize(
    ("before", "after", "hedge"),
    [
        ("总数超过 ", " 起", Hedge.OVER),
        ("逾", "", Hedge.OVER),
        ("近 ", "", Hedge.NEARLY),
        ("将近 ", "", Hedge.NEARLY),
        ("接近 ", "", Hedge.NEARLY),
        ("不足 ", "", Hedge.NEARLY),
        ("约", "", Hedge.ABOUT),
        ("大约 ", "", Hedge.ABOUT),
        ("", " 多起", Hedge.OVER),
        ("", " 余个", Hedge.OVER),
        ("", " 万余字", Hedge.OVER),
        ("", " 个以上", Hedge.OVER),
        ("", "以上", Hedge.OVER),
        ("", "+", Hedge.OVER),
        ("", "＋ 起", Hedge.OVER),
        ("共", " 起", None),
        ("最近 ", "", None),
        ("智能合约 ", "", None),
        ("纽约 ", "", None),
        ("不超过 ", "", None),
        ("超过，", "", None),
        ("", " 起多数", None),
        ("", " 起。以上", None),
        ("", " 余下", None),
    ],
)
def test_a_chinese_hedge_stands_directly_beside_the_number(before: str, after: str, hedge: Hedge | None) -> None:
    assert hedge_around(before, after, "zh") is hedge


@pytest.mark.parametrize(
    ("before", "after", "hedge"),
    [
        ("Over ", " cases", Hedge.OVER),
        ("for more than\n", "", Hedge.OVER),
        ("nearly ", "", Hedge.NEARLY),
        ("almost ", "", Hedge.NEARLY),
        ("fewer than ", "", Hedge.NEARLY),
        ("about ", "", Hedge.ABOUT),
        ("", " or more", Hedge.OVER),
        ("", " cases or more", Hedge.OVER),
        ("", "+", Hedge.OVER),
        ("in all ", " cases", None),
        ("no more than ", "", None),
        ("not over ", "", None),
        ("no fewer than ", "", None),
        ("turnover ", "", None),
        ("over all ", "", None),
        ("", " or moreover", None),
    ],
)
def test_an_english_hedge_stands_directly_beside_the_number(before: str, after: str, hedge: Hedge | None) -> None:
    assert hedge_around(before, after, "en") is hedge


# ---- facts in words


@pytest.mark.parametrize(
    ("value", "published", "form", "beside", "words"),
    [
        ("3636", Hedge.EXACT, "", None, "3,636"),
        ("3636", Hedge.EXACT, "", Hedge.OVER, "3,600"),
        ("3636", Hedge.EXACT, "", Hedge.NEARLY, "3,700"),
        ("1042", Hedge.EXACT, "", Hedge.ABOUT, "1,000"),
        ("590", Hedge.OVER, "", Hedge.OVER, "590"),
        ("1570", Hedge.OVER, "", Hedge.OVER, "1,570"),
        ("1570", Hedge.OVER, "1600", Hedge.NEARLY, "1,600"),
        ("950", Hedge.ABOUT, "９５０", Hedge.ABOUT, "950"),
        ("590", Hedge.OVER, "550", Hedge.OVER, "550"),
        ("590", Hedge.OVER, "590", Hedge.ABOUT, "590"),
        ("252", Hedge.EXACT, "250", Hedge.OVER, "250"),
        ("252", Hedge.EXACT, "252", None, "252"),
        ("489000", Hedge.OVER, "万", Hedge.OVER, "48.9"),
        ("363600", Hedge.EXACT, "万", Hedge.OVER, "36"),
        ("3640000", Hedge.EXACT, "万", None, "364"),
        ("25000000000", Hedge.EXACT, "亿", None, "250"),
        ("12345000000", Hedge.EXACT, "万", None, "1,234,500"),
    ],
)
def test_a_fact_prints_as_its_form_and_hedge_ask(
    value: str, published: Hedge, form: str, beside: Hedge | None, words: str
) -> None:
    assert word_fact(a_fact(value, published), form, beside, "zh") == words


@pytest.mark.parametrize(
    ("value", "published", "form", "beside", "language", "code", "values"),
    [
        ("590", Hedge.OVER, "", None, "zh", "fact-hedge-missing", {"expected": "超过"}),
        ("590", Hedge.OVER, "590", None, "en", "fact-hedge-missing", {"expected": "over"}),
        ("590", Hedge.OVER, "", Hedge.ABOUT, "en", "fact-hedge-wrong", {"found": "about", "expected": "over"}),
        ("590", Hedge.OVER, "590", Hedge.NEARLY, "en", "fact-hedge-wrong", {"found": "nearly", "expected": "over"}),
        ("950", Hedge.ABOUT, "950", Hedge.OVER, "zh", "fact-hedge-wrong", {"found": "超过", "expected": "约"}),
        ("200", Hedge.NEARLY, "", Hedge.OVER, "zh", "fact-hedge-wrong", {"found": "超过", "expected": "近"}),
        ("950", Hedge.EXACT, "千", None, "zh", "fact-form-unknown", {"found": "千"}),
        ("950", Hedge.EXACT, "万", None, "en", "fact-form-unknown", {"found": "万"}),
        ("950", Hedge.EXACT, "9.5万", None, "zh", "fact-form-unknown", {"found": "9.5万"}),
        ("950", Hedge.EXACT, "951", None, "zh", "fact-pinned-differs", {"found": "951", "value": "950"}),
        ("1570", Hedge.OVER, "1600", Hedge.OVER, "zh", "fact-pinned-differs", {"found": "1,600", "value": "1,570"}),
        ("1570", Hedge.OVER, "1750", Hedge.NEARLY, "zh", "fact-pinned-differs", {"found": "1,750"}),
        ("1570", Hedge.OVER, "1400", Hedge.OVER, "zh", "fact-pinned-differs", {"found": "1,400"}),
        ("950", Hedge.ABOUT, "1000", Hedge.ABOUT, "zh", "fact-pinned-differs", {"found": "1,000"}),
        ("3636", Hedge.EXACT, "万", None, "zh", "fact-unit-coarse", {"found": "0.4 万", "value": "3,636"}),
        ("590", Hedge.OVER, "亿", Hedge.OVER, "zh", "fact-unit-coarse", {"found": "0 亿"}),
    ],
)
def test_a_fact_that_would_say_something_untrue_is_refused(
    value: str,
    published: Hedge,
    form: str,
    beside: Hedge | None,
    language: Language,
    code: str,
    values: dict[str, Any],
) -> None:
    fault = word_fact(a_fact(value, published), form, beside, language)

    assert isinstance(fault, FactFault)
    assert fault.code == code
    assert {"fact": "cases", **values}.items() <= fault.values.items()


def test_a_hedged_statement_is_on_the_right_side_and_near() -> None:
    stated = Decimal(590)

    assert [agrees(stated, Hedge.OVER, Decimal(n)) for n in (589, 590, 592, 700)] == [False, True, True, False]
    assert [agrees(stated, Hedge.NEARLY, Decimal(n)) for n in (591, 590, 580, 500)] == [False, True, True, False]
    assert [agrees(stated, Hedge.ABOUT, Decimal(n)) for n in (550, 580, 600, 650)] == [False, True, True, False]
    assert not agrees(stated, Hedge.EXACT, Decimal(591))
