"""Terms of the glossary and their translations."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from reportgen.check.terms import check_terms
from reportgen.model.book import Book
from reportgen.model.facts import Provenance
from reportgen.model.tables import Table, Tables
from reportgen.problems import Problems

Pair = Callable[..., tuple[Book, Problems]]

TERMS = [
    ("供应链融资", "supply chain finance", ""),
    ("融资", "financing", ""),
    ("溯源", "tracing", ""),
    ("对账", "reconciliation", ""),
    ("概念验证", "proof of concept", "PoC"),
    ("数字资产", "digital asset", ""),
]
FRAME = pd.DataFrame(TERMS, columns=["zh", "en", "note"])
GLOSSARY = Table(name="glossary", file=Path("data/glossary.csv"), frame=FRAME, provenance=Provenance.PUBLIC, hashes={})
TABLES = Tables(named={"glossary": GLOSSARY})


def missing(pair: Pair, zh: str, en: str) -> list[tuple[str, str, str]]:
    book, problems = pair(f"# 甲\n\n{zh}", f"# A\n\n{en}")
    check_terms(book, TABLES, problems)
    assert {p.code for p in problems.found} <= {"check-term-missing"}
    assert {str(p.place.file) for p in problems.found} <= {"content/zh/0-a.md", "content/en/0-a.md"}
    return [
        (str(p.values["found"]), str(p.values["expected"]), f"{p.place.line}:{p.place.col}") for p in problems.found
    ]


def test_a_term_without_its_translation_is_told_where_it_stands(pair: Pair) -> None:
    assert missing(pair, "乙\n\n先做溯源。", "b\n\nFirst, provenance.") == [("溯源", "tracing", "5:1")]


@pytest.mark.parametrize("said", ["tracing", "Traced", "traceability", "retracing and traces"])
def test_any_form_of_the_word_will_do(pair: Pair, said: str) -> None:
    assert missing(pair, "溯源", said) == []


def test_a_form_with_another_ending_will_do(pair: Pair) -> None:
    assert missing(pair, "对账，两项概念验证", "reconciling, two proofs of concept") == []
    assert missing(pair, "概念验证", "a PoC") == []


def test_the_translation_may_stand_elsewhere_in_the_section(pair: Pair) -> None:
    assert missing(pair, "溯源\n\n乙", "a\n\ntracing") == []


def test_of_terms_within_one_another_the_longest_counts(pair: Pair) -> None:
    assert missing(pair, "供应链融资", "supply chain finance") == []
    assert missing(pair, "供应链融资", "financing") == [("供应链融资", "supply chain finance", "3:1")]


def test_an_english_term_of_several_words_is_looked_for_in_chinese(pair: Pair) -> None:
    assert missing(pair, "甲", "digital assets") == [("digital asset", "数字资产", "3:1")]
    assert missing(pair, "甲", "tracing") == []


def test_words_parted_by_a_mark_are_no_term(pair: Pair) -> None:
    assert missing(pair, "甲", "all that is digital, assets and supply chain; finance") == []


def test_an_english_name_in_the_chinese_text_is_no_term(pair: Pair) -> None:
    assert missing(pair, "据 Digital Asset Live", "according to Digital Asset Live") == []


def test_captions_of_landscapes_are_left_out(pair: Pair) -> None:
    assert missing(pair, "![溯源图谱](landscape:a)", "![Origins](landscape:a)") == []
    assert missing(pair, "![溯源](chart:a)", "![Origins](chart:a)") == [("溯源", "tracing", "3:1")]
