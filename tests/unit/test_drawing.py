"""Declarations are judged by the columns where the data has errors."""

from pathlib import Path

from reportgen.build import prepare
from reportgen.drawing import judge_declarations
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
