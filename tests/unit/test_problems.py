"""The problems of a run: which are told, and which only echo others."""

from pathlib import Path

import pytest

from reportgen.problems import Place, Problems, ReportError


def at(file: str, line: int = 1) -> Place:
    return Place(Path(file), line)


def codes(problems: Problems) -> list[str]:
    return [p.code for p in problems.found]


@pytest.mark.parametrize(
    ("code", "at_file", "spoilt"),
    [
        ("resolve-fact-unknown", "content/zh/33-finance.md", "data/published.csv"),
        ("resolve-fact-unknown", "content/zh/33-finance.md", "data/facts.toml"),
        ("resolve-anchor-unknown", "content/zh/33-finance.md", "content/zh/31-government.md"),
        ("align-missing", "content/en/33-finance.md", "content/zh/33-finance.md"),
        ("check-exhibit-undeclared", "content/zh/33-finance.md", "content/exhibits.toml"),
        ("check-segment-missing", "content/zh/33-finance.md", "data/taxonomy.csv"),
        ("fact-published-differs", "data/published.csv", "data/cases/2021.csv"),
    ],
)
def test_what_misses_a_thing_that_a_spoilt_file_would_hold_is_not_told(code: str, at_file: str, spoilt: str) -> None:
    problems = Problems()
    problems.error(at(at_file), code)
    problems.error(at(spoilt), "data-field-count")

    assert codes(problems) == ["data-field-count"]


@pytest.mark.parametrize(
    ("code", "at_file", "spoilt"),
    [
        ("resolve-fact-unknown", "content/zh/33-finance.md", "data/organisations.csv"),
        ("align-missing", "content/en/33-finance.md", "content/zh/31-government.md"),
        ("content-html", "content/zh/33-finance.md", "content/zh/31-government.md"),
    ],
)
def test_what_another_file_holds_is_told(code: str, at_file: str, spoilt: str) -> None:
    problems = Problems()
    problems.error(at(at_file), code)
    problems.error(at(spoilt), "data-field-count")

    assert sorted(codes(problems)) == sorted([code, "data-field-count"])


def test_a_warning_spoils_no_file() -> None:
    problems = Problems()
    problems.error(at("content/zh/33-finance.md"), "resolve-fact-unknown")
    problems.warn(at("data/published.csv"), "data-row-blank")

    assert codes(problems) == ["resolve-fact-unknown", "data-row-blank"]


def test_two_echoes_do_not_silence_each_other() -> None:
    problems = Problems()
    problems.error(at("content/zh/a.md"), "resolve-anchor-unknown")
    problems.error(at("content/en/a.md"), "align-missing")

    assert codes(problems) == ["align-missing", "resolve-anchor-unknown"]


def test_a_run_stops_for_any_error_or_for_one_in_some_files() -> None:
    problems = Problems()
    problems.warn(at("data/published.csv"), "data-row-blank")
    problems.stop()
    problems.error(at("content/zh/a.md"), "content-html")
    problems.stop("data/", "layouts/")

    with pytest.raises(ReportError):
        problems.stop("data/", "content/")
    with pytest.raises(ReportError):
        problems.stop()
