"""TOML whose keys know their places."""

from pathlib import Path

import pytest

from reportgen.problems import Place, Problems
from reportgen.toml_source import TomlSource, load_toml, parse_toml

START = Place(Path("x.toml"))


def parse(text: str) -> TomlSource:
    problems = Problems()
    source = parse_toml(text, START, problems)
    assert problems.found == ()
    assert source is not None
    return source


def spot(source: TomlSource, *key: str | int) -> tuple[int, int]:
    place = source.place(*key)
    return place.line, place.col


def test_keys_of_tables_inline_tables_and_arrays_have_line_and_column() -> None:
    source = parse('a.b = { c = 1, "d e" = [1, { x = 2 }] }\n[t]\ny = "值"\n')

    assert spot(source, "a", "b") == (1, 1)
    assert spot(source, "a", "b", "c") == (1, 9)
    assert spot(source, "a", "b", "d e", 1, "x") == (1, 30)
    assert spot(source, "t") == (2, 2)
    assert spot(source, "t", "y") == (3, 1)


def test_elements_of_an_array_of_tables_are_counted() -> None:
    source = parse("[[c]]\nf = 1\n[[c]]\nf = 2\n[c.sub]\ng = 3\n")

    assert spot(source, "c", 1, "f") == (4, 1)
    assert spot(source, "c", 1, "sub", "g") == (6, 1)


def test_columns_count_characters_not_bytes() -> None:
    assert spot(parse('t = { zh = "题目", en = "x" }'), "t", "en") == (1, 18)


def test_an_unknown_key_has_the_place_of_the_table_around_it() -> None:
    assert spot(parse("\n[t]\ny = 1\n"), "t", "missing") == (2, 2)


def test_a_table_that_only_the_names_of_others_name_has_the_place_of_the_first() -> None:
    source = parse("[a.b.c]\n[d]\n[a.b]\n")

    assert (spot(source, "a"), spot(source, "a", "b"), spot(source, "a", "b", "c")) == ((1, 2), (3, 2), (1, 2))


def test_what_stands_below_a_key_keeps_its_places() -> None:
    source = parse("[a.b]\nx = [{ y = 1 }]\n[a.bc]\n").below("a", "b")

    assert source.values == {"x": [{"y": 1}]}
    assert {*source.places} == {"x", "x.0", "x.0.y"}
    assert spot(source) == spot(source, "z") == (1, 2)
    assert spot(source, "x", 0, "y") == (2, 8)


def test_wrong_syntax_is_told_where_it_stands() -> None:
    problems = Problems()

    assert parse_toml("a = 1\nb = = 2\n", START, problems) is None
    assert [(p.code, p.place.line, p.place.col) for p in problems.found] == [("toml-syntax", 2, 5)]


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("a = 1\n  b = 2\n  b = 3\n", (3, 3), "b"),
        ("[a.b]\nx = 1\n\n[a.b]\n", (4, 1), "[a.b]"),
        ("a = { x = 1, x = 2 }\n", (1, 1), "a"),
        ("a = 1\n[a]\nx = 1\n", (2, 1), "[a]"),
    ],
)
def test_what_is_written_twice_is_told_where_it_stands_again(text: str, place: tuple[int, int], found: str) -> None:
    problems = Problems()

    assert parse_toml(text, START, problems) is None
    assert [(p.code, p.place.line, p.place.col, p.values["found"]) for p in problems.found] == [
        ("toml-key-doubled", *place, found)
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nb = " + "[" * 14 + "]" * 14, (2, 17)),
        ("a = 1\nb = " + "[" * 5000 + "]" * 5000, (2, 1)),
        ("a = 1\nb = " + "{ a = " * 5000 + "1" + " }" * 5000, (2, 1)),
        ("a = 1\n[" + "c." * 20 + "b]", (2, 2)),
        ("a = 1\n\n" + "b." * 5000 + "b = 1", (3, 1)),
    ],
)
def test_what_has_no_end_of_depth_is_refused(text: str, place: tuple[int, int]) -> None:
    problems = Problems()

    assert parse_toml(text, START, problems) is None
    assert [(p.code, p.place) for p in problems.found] == [("toml-nested", Place(START.file, *place))]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_end_as_the_machine_that_wrote_them_ends_lines(tmp_path: Path, end: str) -> None:
    (tmp_path / "x.toml").write_bytes(f"a = 1{end}b = 2{end}".encode())
    source = load_toml(tmp_path, Path("x.toml"), Problems())

    assert source is not None
    assert spot(source, "b") == (2, 1)


def test_invisible_characters_and_garbled_text_are_told_where_they_stand(tmp_path: Path) -> None:
    problems = Problems()
    (tmp_path / "x.toml").write_bytes('a = "甲\u200b"\r\nb = "锟斤拷"\r\n'.encode())

    load_toml(tmp_path, Path("x.toml"), problems)

    assert [(p.code, p.place.line, p.place.col) for p in problems.found] == [
        ("text-character", 1, 7),
        ("text-garbled", 2, 6),
    ]
