"""Templates without an end, which find one in a worker."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen.composing import composed
from reportgen.layout.templates import open_templates
from reportgen.problems import Problems, ReportError
from reportgen.workers import Limits, Workers

ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
DOUBLING = "{% macro twice(n) %}{% if n %}{{ twice(n - 1) }}{{ twice(n - 1) }}{% endif %}{% endmacro %}{{ twice(60) }}"
GROWING = "{% set n = namespace(t='a') %}{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(Limits(workers=1, seconds=15, memory_mb=400)) as one:
        yield one


def compose(root: Path, problems: Problems) -> str:
    return open_templates(root, problems).render("page.jinja")


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (ENDLESS, "layout-late"),
        (DOUBLING, "layout-late"),
        (GROWING, "layout-memory"),
        ("{{ 'a' * 10000000000 }}", "layout-memory"),
        ("{{ 'a'|center(10000000000) }}", "layout-memory"),
        ("{{ range(99999)|join('a' * 100000) }}", "layout-memory"),
        ("{{ 9 ** 9 ** 9 }}", "layout-template"),
        ("{% for a in range(1000000000) %}{% endfor %}", "layout-template"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "layout-template"),
    ],
)
def test_a_template_without_an_end_is_told_at_its_line(
    tmp_path: Path, workers: Workers, template: str, code: str
) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "page.jinja").write_text("<p>\n{% include 'part.jinja' %}")
    (tmp_path / "layouts" / "part.jinja").write_text(f"<p>\n\n{template}")
    problems = Problems()

    try:
        assert composed(workers, problems, compose, tmp_path) == ""
    except ReportError as fault:
        assert fault.problems == problems.found
    ((found, place),) = [(p.code, p.place) for p in problems.found]
    assert (found, str(place)) == (code, "layouts/part.jinja:3:1")


def hang(problems: Problems) -> str:
    time.sleep(600)
    return ""


def die(problems: Problems) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def crash(problems: Problems) -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return ""


@pytest.mark.parametrize(("compose", "code"), [(hang, "layout-late"), (die, "layout-killed"), (crash, "layout-crash")])
def test_what_ends_outside_of_templates_is_told_of_the_layouts(
    workers: Workers, compose: Callable[[Problems], str], code: str
) -> None:
    problems = Problems()

    with pytest.raises(ReportError):
        composed(workers, problems, compose)
    assert [(p.code, str(p.place)) for p in problems.found] == [(code, "layouts:1:1")]


def test_what_is_composed_in_a_worker_is_what_is_composed_at_all(tmp_path: Path, workers: Workers) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "page.jinja").write_text("{% for a in range(3) %}{{ a }}{% endfor %}")
    problems = Problems()

    assert composed(workers, problems, compose, tmp_path) == "012"
    assert problems.found == ()
