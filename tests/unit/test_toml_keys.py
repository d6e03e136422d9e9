"""Typed values out of TOML, and what is noted where they are not there."""

from datetime import date
from pathlib import Path

import pytest

from reportgen.model.both import Both
from reportgen.problems import Place, Problems
from reportgen.problems.wording import hint, message
from reportgen.toml_source import KeyReader, parse_toml

KNOWN = ("kind", "share", "total", "on", "lit", "note", "columns")


def reader(text: str) -> tuple[KeyReader, Problems]:
    problems = Problems()
    source = parse_toml(text, Place(Path("x.toml")), problems)
    assert source, problems.found
    return KeyReader(source, problems), problems


def test_values_are_taken_with_their_kind_or_their_default() -> None:
    read, problems = reader(
        "kind = 'bar'\nshare = 30\ntotal = true\non = 2023-09-01\nlit = ['a', '']\n"
        "note = { zh = '注', en = 'Note' }\ncolumns = [{ from = 'id' }]"
    )

    read.only(KNOWN)
    assert read.need(str, "kind") == "bar"
    assert read.need(date, "on") == date(2023, 9, 1)
    assert read.need(float, "share") == read.take(0.0, "share") == 30.0
    assert read.take(False, "total") is True
    assert read.take("given", "sort") == "given"
    assert read.need_choice(("bar", "line"), "kind") == "bar"
    assert read.take_choice("given", ("value",), "sort") == "given"
    assert read.take_texts("lit") == ("a", "")
    assert read.take_texts("dim") == ()
    assert read.need_both("note") == Both(zh="注", en="Note")
    assert read.take_both(Both(zh="无", en="None"), "head") == Both(zh="无", en="None")
    assert [read.need(str, "columns", i, "from") for i in read.numbers("columns")] == ["id"]
    assert problems.found == ()
    assert read.sound


def test_a_wrong_value_leaves_the_default_and_is_told_at_its_key() -> None:
    read, problems = reader("kind = 'bra'\ntotal = 1\nlit = ['a', 5]\nkinds = true")

    read.only(KNOWN)
    assert read.take_choice("line", ("bar", "line"), "kind") == "line"
    assert read.take(False, "total") is False
    assert read.need(int, "kinds") is None
    assert read.take_texts("lit") == ("a",)
    assert not read.sound
    assert [(p.code, p.place.line, p.place.col) for p in problems.found] == [
        ("toml-key-choice", 1, 1),
        ("toml-key-value", 2, 1),
        ("toml-key-value", 3, 13),
        ("toml-key-unknown", 4, 1),
        ("toml-key-value", 4, 1),
    ]
    assert problems.found[0].values["nearest"] == "bar"
    assert problems.found[3].values["nearest"] == "kind"


@pytest.mark.parametrize("default", ["", "bar"])
def test_a_choice_that_is_written_is_one_of_the_known_words(default: str) -> None:
    read, problems = reader("kind = ''")

    assert read.take_choice(default, ("bar", "line"), "kind") == default
    assert [p.code for p in problems.found] == ["toml-key-choice"]


def test_a_missing_key_is_named_from_the_table_that_lacks_it() -> None:
    read, problems = reader("[banks.columns]\nid = { head = {} }\n")

    assert read.need(str, "banks", "columns", "id", "type") is None
    assert read.need(str, "cases", "columns", "id") is None
    assert [(p.place.line, p.place.col, p.values["key"]) for p in problems.found] == [
        (1, 1, "cases.columns.id"),
        (2, 1, "type"),
    ]


def test_tables_hold_tables_only() -> None:
    read, problems = reader("loose = 5\n[banks]\n[cases]\n")

    assert read.tables() == ["banks", "cases"]
    assert [(p.code, p.values["key"]) for p in problems.found] == [("toml-key-value", "loose")]


def test_a_value_is_told_as_it_is_written() -> None:
    read, problems = reader("year = '2023'")
    read.need(int, "year", example="2023")

    assert message(problems.found[0], "en") == '"year" cannot be "2023".'
    assert hint(problems.found[0], "en") == "write a value like 2023."
