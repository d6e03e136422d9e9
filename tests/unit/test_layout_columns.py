"""Widths of the columns of Markdown tables."""

from pathlib import Path

import pytest

from reportgen.layout.columns import GAP_EM, column_shares
from reportgen.model.text import Strong, Text, TextTable
from reportgen.problems import Place


def table(*rows: tuple[str, ...]) -> TextTable:
    head, *body = [tuple((Strong((Text(text),)),) for text in row) for row in rows]
    return TextTable(head, ("left",) * len(head), tuple(body), Place(Path("x")))


def test_columns_are_as_wide_as_their_longest_cell_in_either_half() -> None:
    shares = column_shares([table(("甲", "乙"), ("一二三四", "一")), table(("A", "B"), ("a", "eight le"))])

    assert shares == pytest.approx((48.1, 51.9), abs=0.1)


def test_a_long_column_gives_way_before_a_short_one_loses_its_words() -> None:
    short, long = column_shares([table(("Status", "What"), ("Insolvent", "a word " * 100))])

    assert short == pytest.approx(100 * (9 * 0.55 + GAP_EM) / (9 * 0.55 + GAP_EM + 22.5), abs=0.1)
    assert short + long == pytest.approx(100)


def test_too_many_columns_are_as_wide_as_their_longest_words() -> None:
    wide = "w" * 40

    shares = column_shares([table((wide, wide, "n"), ("a b", "", ""))])

    assert shares == pytest.approx((48.4, 48.4, 3.3), abs=0.1)


def test_columns_without_a_word_are_there() -> None:
    assert column_shares([table(("", ""), ("", ""))]) == (50, 50)
