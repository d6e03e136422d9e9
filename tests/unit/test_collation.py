"""The order of names and their letters."""

import pytest

from reportgen.collation import letter_of, sort_key


def test_chinese_names_sort_by_pinyin_and_latin_ones_by_letter() -> None:
    assert sorted(["招商银行", "BSN发展联盟", "重庆农商行", "中国银行", "阿里云"], key=sort_key) == [
        "阿里云",
        "BSN发展联盟",
        "重庆农商行",
        "招商银行",
        "中国银行",
    ]
    assert sorted(["Zurich", "the Bank of A", "Água", "aPay", "B3i"], key=sort_key) == [
        "Água",
        "aPay",
        "B3i",
        "the Bank of A",
        "Zurich",
    ]


def test_tones_part_names_of_the_same_syllables() -> None:
    assert sorted(["巴", "八", "拔"], key=sort_key) == ["八", "巴", "拔"]


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("中国银行", "Z"),
        ("BSN发展联盟", "B"),
        ("“双碳”基金", "S"),
        ("Água", "A"),
        ("the Bank", "B"),
        ("4NEW", "#"),
        ("…", "#"),
        ("", "#"),
    ],
)
def test_a_name_is_listed_under_its_first_letter(name: str, letter: str) -> None:
    assert letter_of(name) == letter
