"""Declarations are judged by the columns where the data has errors."""

from dataclasses import replace
from pathlib import Path

from reportgen.build import prepare
from reportgen.drawing import judge_declarations
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problems
from reportgen.sources import read_sources

ROOT = Path(__file__).parents[2]


def test_sound_declarations_are_sound_without_rows() -> None:
    book = prepare(ROOT, Problems(), lambda stage, what: None).book
    problems = Problems()
    problems.error(Place(Path("data/cases/2020.csv"), 2, 1), "data-row-doubled")
    before = problems.found

    judge_declarations(read_sources(ROOT, Problems()), book, problems)

    assert problems.found == before


def test_without_a_schema_no_declaration_is_judged() -> None:
    book = prepare(ROOT, Problems(), lambda stage, what: None).book
    problems = Problems()
    problems.error(Place(Path("data/schema.toml"), 1, 1), "toml-syntax", found="{")

    judge_declarations(replace(read_sources(ROOT, Problems()), tables=Tables(named={})), book, problems)

    assert [problem.code for problem in problems.found] == ["toml-syntax"]
